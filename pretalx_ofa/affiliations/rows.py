"""The fields of affiliations in a form, in rows: ``ofa-affiliation-NUMBER-NAME``."""

from itertools import chain, repeat

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import pgettext, pgettext_lazy
from i18nfield.strings import LazyI18nString

from pretalx_ofa.affiliations.editing import EARLIEST, LATEST, MOST
from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.section import PLAIN, WORDS
from pretalx_ofa.base.fields import IdField, LineField, LineInLanguagesField
from pretalx_ofa.base.wording import by_language

LONGEST, LAST_POSITION = 500, 1000
# So many empty rows are offered, one inside the other.
MORE = 3
Kind = Affiliation.Kind
# As a speaker is asked.
KINDS = {
    Kind.ORDINARY: pgettext_lazy("pretalx_ofa", "I speak for this organisation"),
    Kind.PERSONAL: pgettext_lazy(
        "pretalx_ofa", "I speak in a personal capacity, not for this organisation"
    ),
    Kind.INDEPENDENT: pgettext_lazy("pretalx_ofa", "I am independent"),
    Kind.UNDISCLOSED: pgettext_lazy("pretalx_ofa", "This is not to be shown"),
}
YEARS = ("since", "until")


class AffiliationRows:
    """Mixed into a form of an ``event`` in some ``languages``.

    ``is_own``: for a speaker, who is asked for the ``parts`` that the event asks for, and not told
    which organisations others speak for.
    """

    is_own = False

    class Media:
        css = {"all": ["orga/css/forms/i18n.css", "pretalx_ofa/sections.css"]}
        js = [forms.Script("pretalx_ofa/combobox.js", defer="")]

    @staticmethod
    def key(number, name):
        return f"ofa-affiliation-{number}-{name}"

    @cached_property
    def search_url(self):
        name = "organisation_search" if self.is_own else "orga_organisation_search"
        return reverse(f"plugins:pretalx_ofa:{name}", kwargs={"event": self.event.slug})

    @cached_property
    def parts(self):
        """Which of role, unit and years are asked."""
        return set(self.event.settings.ofa_affiliation_parts)

    def add_organisation(self, key, chosen, *, label, words=""):
        """A field for an organisation's name (``key``), and a hidden one (``chosen``) for which of
        several of the same name was chosen from the list."""
        self.fields[key] = LineField(
            label=label,
            max_length=LONGEST,
            required=False,
            initial=words,
            widget=forms.TextInput(
                {
                    "list": "ofa-organisations",
                    "data-ofa-search": self.search_url,
                    "data-ofa-chosen": chosen,
                }
            ),
        )
        self.fields[chosen] = IdField(required=False)

    def add_names(self, owner, names=()):
        """Fields for where somebody works, ``OWNER-NUMBER``: those named, and empty ones to add to."""
        names, count = list(names), 0
        if self.is_bound:
            while count < MOST and f"{owner}-{count}" in self.data:
                count += 1
        else:
            count = min(max(len(names) + 1, MORE), MOST)
        for number, words in zip(range(count), chain(names, repeat("")), strict=False):
            key = f"{owner}-{number}"
            label = pgettext("pretalx_ofa", "Organisation")
            self.add_organisation(key, f"{key}-chosen", label=label, words=words)

    def names_sent(self, owner):
        """[words, or [words, id of the record that is meant]] of :meth:`add_names`."""
        found = []
        for key in self._keys(owner):
            words, chosen = self.cleaned_data.get(key), self.cleaned_data.get(f"{key}-chosen")
            if words:
                found.append([words, chosen] if chosen else words)
        return found

    def names_context(self, owner):
        """The fields of :meth:`add_names` as :func:`split` has them."""
        return split(
            [
                {
                    "field": self[key],
                    "chosen": self[f"{key}-chosen"],
                    "is_empty": not self[key].value(),
                    "is_open": bool(self[key].errors),
                }
                for key in self._keys(owner)
            ]
        )

    def _keys(self, owner):
        return [key for n in range(MOST) if (key := f"{owner}-{n}") in self.fields]

    def add_row(self, number, row):
        """The fields of an :class:`Affiliation`, which may be a new one."""
        self.add_organisation(
            self.key(number, "organisation"),
            self.key(number, "chosen"),
            label=pgettext("pretalx_ofa", "Organisation"),
            words=str(row.organisation or row.as_entered),
        )
        for name, field in self._more(number, row).items():
            if not self.is_own or self._is_asked(name, row):
                field.required = False
                self.fields[self.key(number, name)] = field

    def _more(self, number, row):
        return {
            "kind": forms.TypedChoiceField(
                label=pgettext("pretalx_ofa", "Kind"),
                choices=list(KINDS.items()) if self.is_own else Kind.choices,
                initial=row.kind,
                empty_value=row.kind,
                widget=forms.RadioSelect if self.is_own else forms.Select,
            ),
            "role": self._i18n(pgettext("pretalx_ofa", "Role"), 200, row.role),
            "unit": self._i18n(pgettext("pretalx_ofa", "Unit or department"), 300, row.unit),
            "since": _number(pgettext("pretalx_ofa", "Since (year)"), row.since, EARLIEST, LATEST),
            "until": _number(pgettext("pretalx_ofa", "Until (year)"), row.until, EARLIEST, LATEST),
            "position": _number(pgettext("pretalx_ofa", "Order"), number + 1, 0, LAST_POSITION),
            "is_public": forms.BooleanField(
                label=pgettext("pretalx_ofa", "Public"), initial=row.is_public
            ),
            "delete": forms.BooleanField(label=pgettext("pretalx_ofa", "Remove")),
        }

    def _is_asked(self, name, row):
        """Whether a speaker is asked for a field; what is stored is seen, and can be taken away."""
        if name == "is_public":
            # They choose "not to be shown" among the kinds.
            return not row.is_public
        if name in YEARS:
            return "years" in self.parts or getattr(row, name) is not None
        if name in WORDS:
            return name in self.parts or bool(getattr(row, name))
        return name == "kind" or row.speaker_id is not None

    def _i18n(self, label, length, value):
        # What is written in a further language is seen and kept too.
        written = by_language(value, self.languages)
        return LineInLanguagesField(
            label=label,
            languages=list(written),
            required=False,
            # As a dict: the widget would put other words into the second language.
            initial=LazyI18nString(written),
            max_length=length,
        )

    def sent(self, number, row=None):
        """{name: value} of the fields of a row that were sent, as :class:`SpeakerSection` has them.

        ``row`` is the stored :class:`Affiliation`.
        """
        sent = {}
        for name in ("organisation", *WORDS, *PLAIN):
            key = self.key(number, name)
            if key not in self.cleaned_data:
                continue
            value = self.cleaned_data[key]
            if name in WORDS:
                words = value.data if value else {}
                sent |= {
                    f"{name}.{code}": words.get(code) or ""
                    for place, code in enumerate(self.fields[key].widget.enabled_locales)
                    # Others wrote in a language that the page did not have.
                    if f"{key}_{place}" in self.data
                }
            elif key in self.data or name == "is_public":
                sent[name] = value
        chosen = self.cleaned_data.get(self.key(number, "chosen"))
        if chosen and chosen != (row and row.organisation_id) and "organisation" in sent:
            sent["organisation"] = [sent["organisation"], chosen]
        return sent

    def row_context(self, number, row):
        """What the template of a row prints; ``row`` is the :class:`Affiliation`, or a new one."""
        fields = {
            name: self[self.key(number, name)]
            for name in (
                "organisation",
                "kind",
                *WORDS,
                *YEARS,
                "position",
                "is_public",
                "delete",
            )
            if self.key(number, name) in self.fields
        }
        if row._state.adding:
            fields.pop("delete", None)
        return {
            "number": number,
            "affiliation": None if row._state.adding else row,
            "id_name": (id_name := self.key(number, "id")),
            "id": self.data.get(id_name, "") if self.is_bound else row.pk or "",
            "chosen": self[self.key(number, "chosen")],
            "fields": fields,
            "folded": _folded(fields),
            "is_open": any(fields[name].errors for name in fields.keys() - {"organisation"}),
            "is_empty": row._state.adding and not _is_filled(fields),
        }


def split(rows):
    """{"rows": the filled ones, or one, "more": the next one, which has its own ``more`` inside}."""
    shown = max((n + 1 for n, row in enumerate(rows) if not row["is_empty"]), default=1)
    inner = None
    for row in reversed(rows[shown:]):
        inner = row | {"more": inner}
    return {"rows": rows[:shown], "more": inner}


def _is_filled(fields):
    # The empty row after those that were posted has no value.
    return bool(fields["organisation"].value()) or fields["kind"].value() not in (
        None,
        Kind.ORDINARY,
    )


def _folded(fields):
    """What the closed part of a row says of itself."""
    years = pgettext("pretalx_ofa", "Years") if "since" in fields else ""
    asked = [fields[name].label for name in WORDS if name in fields] + [years]
    kinds = pgettext("pretalx_ofa", "independent, in a personal capacity, not to be shown")
    return " · ".join(filter(None, [*asked, kinds]))


def _number(label, value, least, most):
    return forms.IntegerField(label=label, initial=value, min_value=least, max_value=most)
