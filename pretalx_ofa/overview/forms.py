from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import pgettext, pgettext_lazy
from django_scopes.forms import SafeModelMultipleChoiceField
from pretalx.common.forms.widgets import EnhancedSelect, EnhancedSelectMultiple
from pretalx.person.models import SpeakerProfile
from pretalx.submission.models import SubmissionType, Track

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.clashes.forms import ComparedForm
from pretalx_ofa.clashes.keeping import save
from pretalx_ofa.exports import listing
from pretalx_ofa.i18n.characters import cleaned, readable
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.overview.section import (
    ASKED,
    ASKED_CHOICES,
    FILES,
    LANGUAGES,
    PART_CHOICES,
    PARTS,
    SITES,
    TRACKS,
    TYPES,
    SettingsSection,
    asked,
)
from pretalx_ofa.translations.fields import fields_of
from pretalx_ofa.translations.forms import STATES
from pretalx_ofa.translations.models import Translation
from pretalx_ofa.translations.sources import fingerprint
from pretalx_ofa.widgets.sites import MOST_SITES, read_site, sites_of

LANGUAGE_FIELDS = ("language_1", "language_2", "language_3")


class SettingsForm(ComparedForm, forms.Form):
    """All that can be set. Every default is right without a visit."""

    language_1 = forms.ChoiceField(
        label=pgettext_lazy("pretalx_ofa", "First language of the programme"),
        help_text=pgettext_lazy(
            "pretalx_ofa", "The left column where two languages stand side by side."
        ),
        widget=EnhancedSelect,
    )
    language_2 = forms.ChoiceField(
        label=pgettext_lazy("pretalx_ofa", "Second language"), required=False, widget=EnhancedSelect
    )
    language_3 = forms.ChoiceField(
        label=pgettext_lazy("pretalx_ofa", "Third language"), required=False, widget=EnhancedSelect
    )
    affiliations_asked = forms.ChoiceField(
        label=pgettext_lazy("pretalx_ofa", "Affiliations of submitters"),
        choices=list(ASKED_CHOICES.items()),
        widget=forms.RadioSelect,
    )
    affiliation_parts = forms.MultipleChoiceField(
        label=pgettext_lazy("pretalx_ofa", "What speakers are asked beside the organisation"),
        choices=list(PART_CHOICES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tracks = SafeModelMultipleChoiceField(
        queryset=Track.objects.none(),
        label=pgettext_lazy("pretalx_ofa", "Tracks that are logistics"),
        help_text=pgettext_lazy(
            "pretalx_ofa",
            "Registration, coffee and the like: they stay in the schedule and are left out of "
            "track pages, books and counts.",
        ),
        required=False,
        widget=EnhancedSelectMultiple(color_field="color"),
    )
    types = SafeModelMultipleChoiceField(
        queryset=SubmissionType.objects.none(),
        label=pgettext_lazy("pretalx_ofa", "Session types that are logistics"),
        required=False,
        widget=EnhancedSelectMultiple,
    )
    files = forms.MultipleChoiceField(
        label=pgettext_lazy("pretalx_ofa", "Files for visitors"),
        help_text=pgettext_lazy(
            "pretalx_ofa", "Offered with every released schedule; the others are for organisers."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    sites = forms.CharField(
        label=pgettext_lazy("pretalx_ofa", "Sites that may embed the programme"),
        help_text=pgettext_lazy(
            "pretalx_ofa", "One address a line. While this is empty, every site may."
        ),
        required=False,
        widget=forms.Textarea({"rows": 3, "placeholder": "https://example.org"}),
    )

    def __init__(self, *args, event, **kwargs):
        self.event, self.section = event, SettingsSection(event)
        languages = event_languages(event)
        hidden = event.settings.ofa_files_hidden
        initial = {
            "tracks": event.settings.ofa_logistics_tracks,
            "types": event.settings.ofa_logistics_types,
            "files": [f.name for f in listing.public_formats() if f.name not in hidden],
            "sites": "\n".join(sites_of(event)),
            "affiliations_asked": asked(event),
            "affiliation_parts": event.settings.ofa_affiliation_parts,
        }
        initial |= dict(zip(LANGUAGE_FIELDS, languages, strict=False))
        super().__init__(*args, initial=initial, **kwargs)
        self.add_made_from()
        choices = self._language_choices(languages)
        self.fields["language_1"].choices = choices
        for name in LANGUAGE_FIELDS[1:]:
            self.fields[name].choices = [("", "—"), *choices]
        self.fields["tracks"].queryset = event.tracks.all()
        self.fields["types"].queryset = event.submission_types.all()
        self.fields["files"].choices = listing.choices()

    def _language_choices(self, languages):
        """The event's own languages first, then every other that pretalx knows."""
        names = {**dict(settings.LANGUAGES), **dict(self.event.named_content_locales)}
        own = dict.fromkeys([*languages, *self.event.locales, *self.event.content_locales])
        rest = sorted(set(names) - set(own), key=lambda code: str(names[code]))
        return [(code, names.get(code, code)) for code in [*own, *rest]]

    def clean_sites(self):
        """The origins of the addresses, in order and each once."""
        lines = [line.strip() for line in self.cleaned_data["sites"].splitlines() if line.strip()]
        sites = [read_site(line) for line in lines]
        wrong = [
            pgettext(
                "pretalx_ofa", "“{line}” is not the address of a site, such as https://example.org."
            ).format(line=line[:100])
            for line, site in zip(lines, sites, strict=True)
            if not site
        ]
        if len(lines) > MOST_SITES:
            wrong.append(
                pgettext("pretalx_ofa", "At most {number} sites.").format(number=MOST_SITES)
            )
        if wrong:
            raise ValidationError(wrong)
        return list(dict.fromkeys(sites))

    def clean(self):
        data = super().clean()
        chosen = [data[name] for name in LANGUAGE_FIELDS if data.get(name)]
        for name in LANGUAGE_FIELDS[1:]:
            if data.get(name) and chosen.count(data[name]) > 1:
                raise ValidationError(
                    {name: pgettext("pretalx_ofa", "This language is chosen twice.")}
                )
        return data

    def save(self, *, person):
        """Stores the settings that were changed: a :class:`Saved`."""
        data = self.cleaned_data
        posted = {
            LANGUAGES: [data[name] for name in LANGUAGE_FIELDS if data[name]],
            TRACKS: sorted(track.pk for track in data["tracks"]),
            TYPES: sorted(kind.pk for kind in data["types"]),
            FILES: [f.name for f in listing.public_formats() if f.name not in data["files"]],
            SITES: data["sites"],
            ASKED: data["affiliations_asked"],
            PARTS: data["affiliation_parts"],
        }
        return save(self.section, posted, self.made_from, person=person)


class TextForm(forms.Form):
    """One text in a language, beside its original. ``row`` is the :class:`Translation` that stands.

    ``seen`` is the hash of what the page was made from: if original, translation or its state changed
    since, the form is invalid and shows what stands now.
    """

    code = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(required=True)
    state = forms.ChoiceField(label=pgettext_lazy("pretalx_ofa", "State"), choices=STATES)

    def __init__(self, data=None, *, owner, field, language, row):
        owner_kind = "speaker" if isinstance(owner, SpeakerProfile) else "submission"
        self.field, self.row = fields_of(owner_kind)[field], row
        self.original = self.field.original(owner)
        self.standing = row.text if row else ""
        state = row.state if row else Translation.State.APPROVED
        self.fingerprint = fingerprint(f"{self.original}\n{self.standing}\n{state}")
        initial = {
            "code": owner.code,
            "seen": self.fingerprint,
            "text": self.standing,
            "state": state,
        }
        super().__init__(data, initial=initial, auto_id=f"%s-{owner.code}")
        text = self.fields["text"]
        text.label, text.max_length = self.field.label, self.field.length
        lines = 6 if self.field.markdown else 2
        text.widget = forms.Textarea({"lang": bcp47(language), "rows": lines})

    def clean_text(self):
        read = readable if self.field.markdown else cleaned
        text, most = read(self.cleaned_data["text"]), self.field.length
        if most and len(text) > most:
            raise ValidationError(
                pgettext("pretalx_ofa", "At most {number} characters.").format(number=most)
            )
        return text

    def clean_seen(self):
        if self.cleaned_data["seen"] != self.fingerprint:
            raise ValidationError(
                pgettext("pretalx_ofa", "Somebody changed this text meanwhile. Nothing was saved.")
            )
        return self.fingerprint
