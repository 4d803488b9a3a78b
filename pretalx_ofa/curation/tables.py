from django.db.models.functions import Lower
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import pgettext_lazy
from django_tables2 import Column
from pretalx.common.tables import PretalxTable, TemplateColumn
from pretalx.person.models import SpeakerProfile

from pretalx_ofa.affiliations.reading.text import first_line

BY_NAME = (Lower("name"), "pk")
LINE = 160


class PeopleTable(PretalxTable):
    """Speakers with their affiliations. ``people`` makes a speaker's :class:`Person` of one.

    Sorted by name alone: the pages of the speakers lead to each other in this order.
    """

    default_columns = ("name", "biography", "affiliations")
    name = TemplateColumn(
        verbose_name=pgettext_lazy("pretalx_ofa", "Name"),
        linkify=lambda record, table: table.people(record).page,
        accessor="name",
        empty_values=[""],
        template_name="orga/includes/user_name.html",
        template_context={"user": lambda record, _table: record},
    )
    code = Column(verbose_name=pgettext_lazy("pretalx_ofa", "Code"))
    email = Column(
        verbose_name=pgettext_lazy("pretalx_ofa", "E-mail"),
        accessor="user__email",
        linkify=lambda record, table: table.people(record).speaker.orga_urls.send_mail,
    )
    biography = Column(
        verbose_name=pgettext_lazy("pretalx_ofa", "Biography"),
        empty_values=(),
        attrs={place: {"class": "ofa-biography"} for place in ("th", "td")},
    )
    affiliations = Column(verbose_name=pgettext_lazy("pretalx_ofa", "Affiliations"), accessor="pk")

    class Meta:
        model = SpeakerProfile
        fields = ("name", "biography", "affiliations", "code", "email")
        orderable = False

    def __init__(self, *args, people, **kwargs):
        self.people = people
        super().__init__(*args, **kwargs)

    def render_biography(self, record):
        return first_line(record.biography or "", LINE)

    def render_affiliations(self, record):
        # Without pretalx's context processors, which would run for each row.
        given = {
            "person": self.people(record),
            "request": self.request,
            "csrf_token": get_token(self.request),
        }
        return render_to_string("pretalx_ofa/curation/person.html", given)
