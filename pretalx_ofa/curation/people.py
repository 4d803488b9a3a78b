"""The list of speakers that organisers work in, and one speaker's organisations in it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext
from django.views.generic import ListView, View
from django_context_decorator import context
from pretalx.common.views.generic import OrgaTableMixin
from pretalx.common.views.helpers import is_htmx
from pretalx.common.views.mixins import EventPermissionRequired, Filterable

from pretalx_ofa.affiliations.facets import Gap, with_affiliations
from pretalx_ofa.base.activity import one_entry
from pretalx_ofa.clashes.forms import tell_clashes
from pretalx_ofa.curation.forms import OrganisationsForm, PeopleForm
from pretalx_ofa.curation.tables import BY_NAME, PeopleTable
from pretalx_ofa.exports.listing import all_lists
from pretalx_ofa.journal.recording import recorded
from pretalx_ofa.journal.undoing import UndoMixin
from pretalx_ofa.organisations.queries import folded
from pretalx_ofa.organisations.view import OrganisationView

ACTION = "pretalx_ofa.affiliation.update"
# The filters of the list, in the addresses of the pages that it leads to.
LIST = "ofa-list"


def people_url(event, query=""):
    """The address of the list with these filters (a query string)."""
    url = reverse("plugins:pretalx_ofa:speakers", kwargs={"event": event.slug})
    return f"{url}?{query}" if query else url


def list_asked(request):
    """The filters of the list that a page was opened from, as a query string that is one."""
    return QueryDict(request.GET.get(LIST, "")).urlencode()


class Person:
    """A speaker in the list; ``query`` are the filters that it has. With a ``form`` it is edited;
    one that ``is_open`` from the start cannot be closed."""

    def __init__(self, speaker, query, form=None, *, is_open=False):
        self.speaker, self.form, self.is_open = speaker, form, is_open
        self.id = f"ofa-person-{speaker.code}"
        asked = urlencode({LIST: query})
        self.page = f"{speaker.orga_urls.base}?{asked}"
        url = reverse(
            "plugins:pretalx_ofa:speaker_organisations",
            kwargs={"event": speaker.event.slug, "code": speaker.code},
        )
        self.edit = f"{url}?{asked}"
        self.back = f"{people_url(speaker.event, query)}#{self.id}"

    @cached_property
    def affiliations(self):
        """[(:class:`Affiliation`, its :class:`OrganisationView` or None, words that are no name of it)]"""
        return [
            (
                row,
                row.organisation and OrganisationView(row.organisation, get_language()),
                _typed(row),
            )
            for row in self.speaker.ofa_affiliations.all()
        ]


def _typed(row):
    names = row.organisation.names.all() if row.organisation else ()
    is_name = folded(row.as_entered) in {folded(name.value) for name in names if name.is_main}
    return "" if is_name else row.as_entered


class SpeakersMixin(UndoMixin, EventPermissionRequired):
    permission_required = "submission.orga_update_submission"


class SpeakersView(SpeakersMixin, Filterable, OrgaTableMixin, ListView):
    """Who speaks for which organisation, and where nobody knows."""

    template_name = "pretalx_ofa/curation/speakers.html"
    context_object_name = "speakers"
    table_class = PeopleTable

    def get_filter_form(self):
        return PeopleForm(self.request.GET, event=self.request.event)

    def get_queryset(self):
        speakers = self.filter_form.speakers().order_by(*BY_NAME)
        speakers = speakers.select_related("user", "profile_picture")
        return with_affiliations(speakers)

    @context
    @cached_property
    def coverage(self):
        """(number of speakers without an affiliation, of all)."""
        facets = self.filter_form.facets
        return len(facets.gaps[Gap.NONE]), len(facets.speakers)

    @context
    def to_write_to(self):
        """All speakers of the list, on every page of it, where it is one of gaps."""
        if not self.request.GET.get("gap") or not self.filter_form.is_valid():
            return []
        return list(self.filter_form.speakers().select_related("user").order_by(*BY_NAME))

    @context
    def lists(self):
        return all_lists(self.request.event)

    @cached_property
    def query(self):
        asked = self.request.GET.copy()
        for name in ("page", "page_size"):
            asked.pop(name, None)
        return asked.urlencode()

    def person(self, speaker):
        """Whoever looks for those without an affiliation finds a field in each row."""
        # Not joined: each copy of the event would read its settings anew.
        speaker.event = self.request.event
        is_open = self.request.GET.getlist("gap") == [Gap.NONE]
        form = OrganisationsForm(speaker=speaker, affiliations=[]) if is_open else None
        return Person(speaker, self.query, form, is_open=is_open)

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"people": self.person}


class SpeakerView(SpeakersMixin, View):
    """One speaker's organisations: in the list by htmx, without scripts a page of its own."""

    http_method_names = ["get", "head", "options", "post"]

    @cached_property
    def query(self):
        return list_asked(self.request)

    @cached_property
    def speaker(self):
        speakers = self.request.event.submitters.select_related("event", "user")
        return get_object_or_404(with_affiliations(speakers), code__iexact=self.kwargs["code"])

    def undone_url(self):
        return people_url(self.request.event, self.query)

    def form(self):
        form = OrganisationsForm(
            self.request.POST if self.request.method == "POST" else None,
            speaker=self.speaker,
            affiliations=self.speaker.ofa_affiliations.all(),
        )
        # It takes the place of the button that somebody has pressed.
        next(iter(form.fields.values())).widget.attrs["autofocus"] = True
        return form

    def get(self, request, *args, **kwargs):
        return self.answer(None if "closed" in request.GET else self.form())

    def post(self, request, *args, **kwargs):
        form = self.form()
        if not form.is_valid():
            return self.answer(form)
        self.store(form)
        del self.speaker
        if is_htmx(request):
            return self.answer(None)
        return redirect(Person(self.speaker, self.query).back)

    def answer(self, form):
        person = Person(self.speaker, self.query, form)
        if is_htmx(self.request):
            told = messages.get_messages(self.request)
            given = {"person": person, "told": told, "is_in_place": True}
            return render(self.request, "pretalx_ofa/curation/person.html", given)
        # pretalx takes scripts and styles from the forms of a page.
        given = {"person": person, "form": form}
        return render(self.request, "pretalx_ofa/curation/speaker.html", given)

    def store(self, form):
        user, event = self.request.user, self.request.event
        with one_entry(), recorded(event, ACTION, form.words(), person=user) as recording:
            saved = form.save(person=user, recording=recording)
        tell_clashes(self.request, saved.clashes, form.section.url())
        for problem in saved.problems.values():
            text = pgettext("pretalx_ofa", "{section}: {field} was not saved: {problem}")
            section = pgettext("pretalx_ofa", "Affiliations")
            field = pgettext("pretalx_ofa", "Organisation")
            messages.error(self.request, text.format(section=section, field=field, problem=problem))
        if saved.changed:
            sentences = " ".join(self.sentences(form, saved.changed))
            self.succeeded("{sentences}", sentences=sentences)

    def sentences(self, form, changed):
        """What was recognised of each organisation that was changed."""
        rows = form.section.rows()
        for pk in sorted(int(key.partition(".")[0]) for key in changed):
            row = rows.get(pk)
            if not row:
                text = pgettext("pretalx_ofa", "The affiliation is removed.")
            elif row.organisation:
                text = pgettext("pretalx_ofa", "“{words}” is linked to {name}.")
            elif row.as_entered:
                text = pgettext(
                    "pretalx_ofa",
                    "“{words}” was not recognised: it is in the queue of words that are not linked.",
                )
            else:
                text = pgettext("pretalx_ofa", "No organisation is named any more.")
            yield text.format(
                words=row and row.as_entered,
                name=row
                and row.organisation
                and OrganisationView(row.organisation, get_language()),
            )
