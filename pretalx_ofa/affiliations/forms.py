"""Sections on pretalx's speaker and proposal pages."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import pgettext, pgettext_lazy
from i18nfield.forms import I18nFormField, I18nTextInput
from i18nfield.strings import LazyI18nString

from pretalx_ofa.affiliations.editing import (
    EARLIEST,
    LATEST,
    MOST,
    TooManyError,
    choose_for_session,
    describe,
    remove,
    store,
)
from pretalx_ofa.affiliations.models import Affiliation, PersonDetails
from pretalx_ofa.affiliations.orcid import read_orcid
from pretalx_ofa.affiliations.queries import choices_for_session
from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.base.ids import IdField, read_id
from pretalx_ofa.base.section_forms import SectionForm
from pretalx_ofa.organisations.queries import known_names

FIELDS = ("organisation", "kind", "role", "unit", "since", "until", "position", "is_public")
LAST_POSITION = 1000


class AffiliationsForm(SectionForm):
    """A speaker's affiliations as rows, with empty ones to add to, and how to file their name.

    ``is_own``: for the speaker, who is not told which organisations others speak for.
    """

    label = pgettext_lazy("pretalx_ofa", "Affiliations")
    template_name = "pretalx_ofa/affiliations/rows.html"

    def __init__(self, *, speaker, is_own=False, **kwargs):
        self.speaker, self.event, self.is_own = speaker, speaker.event, is_own
        self.standing = {
            affiliation.pk: affiliation
            for affiliation in Affiliation.objects.filter(speaker=speaker).select_related(
                "organisation"
            )
        }
        search = "organisation_search" if is_own else "orga_organisation_search"
        self.search_url = reverse(
            f"plugins:pretalx_ofa:{search}", kwargs={"event": self.event.slug}
        )
        super().__init__(**kwargs)
        self._add_details()
        for number, affiliation in enumerate(self.rows):
            self._add_row(number, affiliation)

    class Media:
        js = [forms.Script("pretalx_ofa/combobox.js", defer="")]

    @property
    def is_sent(self):
        return any(key.startswith(("ofa-affiliation-", "ofa-person-")) for key in self.data)

    @cached_property
    def rows(self):
        """The affiliation of each row; None for those that are new."""
        if not self.is_bound:
            new = min(MOST - len(self.standing), 1 if self.standing else 2)
            return [*self.standing.values(), *[None] * new]
        rows = []
        # One more than can be stored, so that somebody is told of it.
        while len(rows) <= len(self.standing) + MOST:
            pk = self.data.get(self.key(len(rows), "id"))
            if pk is None:
                break
            rows.append(self.standing.get(read_id(pk)))
        return rows

    def _add_details(self):
        details = PersonDetails.objects.filter(speaker=self.speaker).first() or PersonDetails()
        if not self.is_own:
            self.fields["ofa-person-sort_name"] = forms.CharField(
                label=pgettext("pretalx_ofa", "Sort name"),
                help_text=pgettext("pretalx_ofa", "How lists file the name: “Silva, Ana da”."),
                max_length=200,
                required=False,
                initial=details.sort_name,
            )
        self.fields["ofa-person-orcid"] = OrcidField(
            label=pgettext("pretalx_ofa", "ORCID iD"), required=False, initial=details.orcid
        )

    def _add_row(self, number, affiliation):
        row = affiliation or Affiliation(position=number)
        words = str(row.organisation or row.as_entered)
        for name, field in {
            "organisation": forms.CharField(
                label=pgettext("pretalx_ofa", "Organisation"),
                max_length=500,
                initial=words,
                widget=forms.TextInput(
                    attrs={
                        "list": "ofa-organisations",
                        "data-ofa-search": self.search_url,
                        "data-ofa-chosen": self.key(number, "chosen"),
                    }
                ),
            ),
            # Which of several of the same name was chosen from the list.
            "chosen": IdField(),
            "kind": forms.TypedChoiceField(
                label=pgettext("pretalx_ofa", "Kind"),
                choices=Affiliation.Kind.choices,
                initial=row.kind,
                empty_value=row.kind,
            ),
            "role": self._i18n(pgettext("pretalx_ofa", "Role"), 200, row.role),
            "unit": self._i18n(pgettext("pretalx_ofa", "Unit or department"), 300, row.unit),
            "since": self._number(
                pgettext("pretalx_ofa", "Since (year)"), row.since, EARLIEST, LATEST
            ),
            "until": self._number(
                pgettext("pretalx_ofa", "Until (year)"), row.until, EARLIEST, LATEST
            ),
            "position": self._number(
                pgettext("pretalx_ofa", "Order"), number + 1, 0, LAST_POSITION
            ),
            "is_public": forms.BooleanField(
                label=pgettext("pretalx_ofa", "Public"), initial=row.is_public
            ),
            "delete": forms.BooleanField(label=pgettext("pretalx_ofa", "Remove")),
        }.items():
            field.required = False
            self.fields[self.key(number, name)] = field

    def _i18n(self, label, length, value):
        # What is written in a further language is seen and kept too.
        written = getattr(value, "data", value) if value else {}
        written = written if isinstance(written, dict) else {"und": written}
        further = [code for code, text in written.items() if text]
        locales = list(dict.fromkeys([*event_languages(self.event), *further]))
        field = I18nFormField(
            label=label,
            widget=I18nTextInput,
            locales=locales,
            required=False,
            require_all_fields=False,
            initial=LazyI18nString(written),
            max_length=length,
        )
        field.widget.enabled_locales = locales
        return field

    @staticmethod
    def _number(label, value, least, most):
        return forms.IntegerField(label=label, initial=value, min_value=least, max_value=most)

    @staticmethod
    def key(number, name):
        return f"ofa-affiliation-{number}-{name}"

    def get_context(self):
        return super().get_context() | {
            "organisations": [] if self.is_own else known_names(self.event),
            "details": [self[name] for name in self.fields if name.startswith("ofa-person-")],
            "rows": [
                {
                    "number": number,
                    "affiliation": affiliation,
                    "id_name": self.key(number, "id"),
                    "chosen": self[self.key(number, "chosen")],
                    "fields": [
                        (name, self[self.key(number, name)])
                        for name in (*FIELDS, *(("delete",) if affiliation else ()))
                    ],
                }
                for number, affiliation in enumerate(self.rows)
            ],
        }

    def name_of(self, field):
        if field.startswith("ofa-person-"):
            return super().name_of(field)
        number = field.removeprefix("ofa-affiliation-").partition("-")[0]
        text = pgettext("pretalx_ofa", "row {number}, {field}")
        return text.format(number=int(number) + 1, field=self.fields[field].label)

    def store(self):
        describe(self.speaker, self._sent_details(), person=self.request.user)
        for number, affiliation in enumerate(self.rows):
            values = {
                name: self.cleaned_data[self.key(number, name)]
                for name in (*FIELDS, "chosen")
                if self.key(number, name) in self.cleaned_data
            }
            if self.cleaned_data.get(self.key(number, "delete")) and affiliation:
                remove(affiliation, person=self.request.user)
                continue
            since, until = values.get("since"), values.get("until")
            if since and until and since > until:
                self.problems[self.key(number, "until")] = [
                    pgettext("pretalx_ofa", "it is before the first year.")
                ]
                del values["until"]
            try:
                store(self.speaker, affiliation, values, person=self.request.user)
            except TooManyError:
                text = pgettext("pretalx_ofa", "nobody may have more than {number} affiliations.")
                self.problems[self.key(number, "organisation")] = [text.format(number=MOST)]
                break

    def _sent_details(self):
        return {
            name: self.cleaned_data[f"ofa-person-{name}"]
            for name in ("sort_name", "orcid")
            if f"ofa-person-{name}" in self.data and f"ofa-person-{name}" in self.cleaned_data
        }


class OrcidField(forms.CharField):
    """An ORCID iD, with or without hyphens and address."""

    def clean(self, value):
        value = super().clean(value)
        found = read_orcid(value) if value else ""
        if found is None:
            raise ValidationError(pgettext("pretalx_ofa", "This is not an ORCID iD."))
        return found


class SessionAffiliationsForm(SectionForm):
    """For speakers with several affiliations: which of them a session is given under."""

    label = pgettext_lazy("pretalx_ofa", "Given under these affiliations")

    def __init__(self, *, submission, **kwargs):
        self.submission = submission
        super().__init__(**kwargs)
        self.speakers = {}
        for speaker, offered, chosen in choices_for_session(submission):
            name = f"ofa-under-{speaker.pk}"
            self.speakers[name] = speaker, [affiliation.pk for affiliation in offered]
            self.fields[name] = forms.TypedMultipleChoiceField(
                label=speaker.get_display_name(),
                choices=[(affiliation.pk, str(affiliation)) for affiliation in offered],
                coerce=read_id,
                initial=chosen,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        if self.fields:
            self.fields["ofa-under"] = forms.CharField(
                initial="1", required=False, widget=forms.HiddenInput
            )

    @property
    def is_sent(self):
        return "ofa-under" in self.data

    def store(self):
        for name, (speaker, offered) in self.speakers.items():
            if name in self.cleaned_data:
                choose_for_session(
                    self.submission,
                    speaker,
                    offered,
                    self.cleaned_data[name],
                    person=self.request.user,
                )
