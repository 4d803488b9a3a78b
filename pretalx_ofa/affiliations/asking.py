"""What the call for papers asks of a submitter, who may have no account yet."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import pgettext

from pretalx_ofa.affiliations import invited
from pretalx_ofa.affiliations.co_speakers import owner_of
from pretalx_ofa.affiliations.editing import MOST, TooManyError
from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.queries import of_invited
from pretalx_ofa.affiliations.rows import MORE, AffiliationRows, split
from pretalx_ofa.affiliations.section import fields_of, years_problem
from pretalx_ofa.clashes.forms import LANGUAGES, ComparedForm


class AskedForm(AffiliationRows, ComparedForm, forms.Form):
    """Where a submitter works, and where the people whose ``addresses`` they added do.

    ``data`` is what was posted, now or earlier. Without it the form has what the ``draft`` (a Submission)
    knows of ``own`` (the submitter's address) and the others. ``access_code`` lets search work after the
    call is closed.
    """

    template_name = "pretalx_ofa/affiliations/asked.html"
    is_own = True

    def __init__(
        self,
        data=None,
        *,
        event,
        addresses=(),
        draft=None,
        own="",
        is_required=False,
        access_code="",
    ):
        super().__init__(data)
        self.event, self.addresses = event, list(dict.fromkeys(a.lower() for a in addresses))
        self.is_required, self.access_code = is_required, access_code
        self.languages = self.add_languages(event)
        self.standing, names = self._standing(draft, own.lower())
        for number, row in enumerate(self.rows):
            self.add_row(number, row)
        if is_required:
            self.fields[self.key(0, "organisation")].help_text = pgettext(
                "pretalx_ofa", "Needed, unless you choose below that you are independent."
            )
        for address in self.addresses:
            self.add_names(owner_of(address), names.get(address, ()))

    @cached_property
    def search_url(self):
        url = super().search_url
        return f"{url}?access_code={self.access_code}" if self.access_code else url

    @staticmethod
    def _standing(draft, own):
        """([:class:`Affiliation`] of the submitter, {address: [names]} of the others) in a draft."""
        mine, names = [], {}
        for row in of_invited(draft).select_related("organisation") if draft else ():
            if row.invited == own:
                mine.append(row)
            else:
                names.setdefault(row.invited, []).append(str(row.organisation or row.as_entered))
        return mine, names

    @cached_property
    def posted(self):
        """How many rows were posted, at most one more than can be stored."""
        numbers = range(MOST + 1)
        return next((n for n in numbers if self.key(n, "id") not in self.data), MOST + 1)

    @cached_property
    def rows(self):
        """The :class:`Affiliation` of each row; the last ones are new."""
        count = self.posted if self.is_bound else len(self.standing)
        blank = [Affiliation() for _ in range(min(max(count + 1, MORE), MOST))]
        return [*self.standing, *blank[len(self.standing) :]] if not self.is_bound else blank

    def clean(self):
        super().clean()
        for number in range(len(self.rows)):
            years = [self.cleaned_data.get(self.key(number, name)) for name in ("since", "until")]
            if problem := years_problem(*years):
                self.add_error(self.key(number, "until"), problem)
        if self.posted > MOST:
            self.add_error(self.key(0, "organisation"), str(TooManyError()))
        if self.is_required and not self.errors and not self.entries:
            text = pgettext(
                "pretalx_ofa",
                "Please say which organisation you speak for, or choose below that you are independent.",
            )
            self.add_error(self.key(0, "organisation"), text)
        return self.cleaned_data

    @property
    def entries(self):
        """[values] of the submitter's affiliations, as :func:`editing.fill` takes them."""
        found = [self.sent(number) for number in range(len(self.rows))]
        blank = {"kind": Affiliation.Kind.ORDINARY}
        return [
            fields_of(values)
            for values in found
            if any(value for name, value in values.items() if value != blank.get(name))
        ]

    @property
    def raw(self):
        """{name: value} of what the form reads of ``data``, to be kept as JSON."""
        names = [LANGUAGES, *(self.key(number, "id") for number in range(len(self.rows)))]
        for name, field in self.fields.items():
            languages = getattr(field.widget, "enabled_locales", None)
            names += [f"{name}_{n}" for n in range(len(languages))] if languages else [name]
        return {name: self.data[name] for name in names if name in self.data}

    def save(self, submission, *, person):
        """Keeps what was typed with a proposal, by address."""
        invited.write(submission, person.email, self.entries, person=person)
        for address in self.addresses:
            if address != person.email.lower():
                names = self.names_sent(owner_of(address))
                entries = [fields_of({"organisation": name}) for name in names]
                invited.write(submission, address, entries, person=person)

    def get_context(self):
        rows = [self.row_context(number, row) for number, row in enumerate(self.rows)]
        return super().get_context() | {
            "carried": [self[LANGUAGES]],
            **split(rows),
            "people": [
                (address, self.names_context(owner_of(address))) for address in self.addresses
            ],
        }
