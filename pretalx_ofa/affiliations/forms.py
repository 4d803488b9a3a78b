"""Sections on pretalx's speaker and proposal pages."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import pgettext, pgettext_lazy
from i18nfield.forms import I18nFormField, I18nTextInput

from pretalx_ofa.affiliations.editing import choose_for_session, remove, store
from pretalx_ofa.affiliations.models import Affiliation, SessionAffiliation
from pretalx_ofa.base.section_forms import SectionForm
from pretalx_ofa.organisations.queries import known_names

FIELDS = ("organisation", "kind", "role", "unit", "since", "until", "position", "is_public")
YEARS = (MinValueValidator(1900), MaxValueValidator(2100))


class AffiliationsForm(SectionForm):
    """A speaker's affiliations as rows, with empty ones to add to.

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
        for number, affiliation in enumerate(self.rows):
            self._add_row(number, affiliation)

    class Media:
        js = [forms.Script("pretalx_ofa/combobox.js", defer="")]

    @property
    def is_sent(self):
        return any(key.startswith("ofa-affiliation-") for key in self.data)

    @cached_property
    def rows(self):
        """The affiliation of each row; None for those that are new."""
        if not self.is_bound:
            return [*self.standing.values(), None, *([] if self.standing else [None])]
        rows = []
        while (pk := self.data.get(f"ofa-affiliation-{len(rows)}-id")) is not None:
            rows.append(self.standing.get(int(pk)) if pk.isdecimal() else None)
        return rows

    def _add_row(self, number, affiliation):
        row = affiliation or Affiliation(speaker=self.speaker, position=number)
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
            "chosen": forms.IntegerField(widget=forms.HiddenInput),
            "kind": forms.ChoiceField(
                label=pgettext("pretalx_ofa", "Kind"),
                choices=Affiliation.Kind.choices,
                initial=row.kind,
            ),
            "role": self._i18n(pgettext("pretalx_ofa", "Role"), 200, row.role),
            "unit": self._i18n(pgettext("pretalx_ofa", "Unit or department"), 300, row.unit),
            "since": forms.IntegerField(
                label=pgettext("pretalx_ofa", "Since (year)"), initial=row.since, validators=YEARS
            ),
            "until": forms.IntegerField(
                label=pgettext("pretalx_ofa", "Until (year)"), initial=row.until, validators=YEARS
            ),
            "position": forms.IntegerField(
                label=pgettext("pretalx_ofa", "Order"), initial=number + 1, min_value=0
            ),
            "is_public": forms.BooleanField(
                label=pgettext("pretalx_ofa", "Public"), initial=row.is_public
            ),
            "delete": forms.BooleanField(label=pgettext("pretalx_ofa", "Remove")),
        }.items():
            field.required = False
            self.fields[self.key(number, name)] = field

    def _i18n(self, label, length, value):
        field = I18nFormField(
            label=label,
            widget=I18nTextInput,
            locales=self.event.locales,
            required=False,
            require_all_fields=False,
            initial=value,
            max_length=length,
        )
        field.widget.enabled_locales = self.event.locales
        return field

    @staticmethod
    def key(number, name):
        return f"ofa-affiliation-{number}-{name}"

    def get_context(self):
        return super().get_context() | {
            "organisations": [] if self.is_own else known_names(self.event),
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
        number = field.removeprefix("ofa-affiliation-").partition("-")[0]
        text = pgettext("pretalx_ofa", "row {number}, {field}")
        return text.format(number=int(number) + 1, field=self.fields[field].label)

    def store(self):
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
            store(self.speaker, affiliation, values, person=self.request.user)


class SessionAffiliationsForm(SectionForm):
    """For speakers with several affiliations: which of them a session is given under."""

    label = pgettext_lazy("pretalx_ofa", "Given under these affiliations")

    def __init__(self, *, submission, **kwargs):
        self.submission = submission
        super().__init__(**kwargs)
        chosen = set(
            SessionAffiliation.objects.filter(submission=submission).values_list(
                "affiliation_id", flat=True
            )
        )
        by_speaker = {}
        for affiliation in Affiliation.objects.filter(
            speaker__submissions=submission, is_public=True
        ).select_related("organisation", "speaker__user"):
            by_speaker.setdefault(affiliation.speaker, []).append(affiliation)
        for speaker, own in by_speaker.items():
            if len(own) > 1:
                here = [a.pk for a in own if a.pk in chosen] or [a.pk for a in own]
                self.fields[f"ofa-under-{speaker.pk}"] = forms.TypedMultipleChoiceField(
                    label=speaker.get_display_name(),
                    choices=[(a.pk, str(a)) for a in own],
                    coerce=int,
                    initial=here,
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
        for name in self.fields:
            if name != "ofa-under" and name in self.cleaned_data:
                own = [pk for pk, _label in self.fields[name].choices]
                choose_for_session(
                    self.submission, own, self.cleaned_data[name], person=self.request.user
                )
