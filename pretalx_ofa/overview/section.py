"""The settings one by one, so that two people can edit at once."""

from django.urls import reverse
from django.utils.translation import get_language, pgettext, pgettext_lazy

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.clashes.sections import Section, section
from pretalx_ofa.exports import listing
from pretalx_ofa.i18n.languages import language_name
from pretalx_ofa.overview.settings import save_settings
from pretalx_ofa.widgets.sites import sites_of

LANGUAGES, FILES = "ofa_languages", "ofa_files_hidden"
TRACKS, TYPES = "ofa_logistics_tracks", "ofa_logistics_types"
SITES = "ofa_embedding_sites"
ASKED, PARTS = "ofa_affiliations_asked", "ofa_affiliation_parts"
# Whether submitters are asked where they work, and for what of it.
ASKED_CHOICES = {
    "optional": pgettext_lazy("pretalx_ofa", "Asked in the call for papers"),
    "required": pgettext_lazy("pretalx_ofa", "Required in the call for papers"),
    "no": pgettext_lazy("pretalx_ofa", "Not asked in the call for papers"),
}
PART_CHOICES = {
    "role": pgettext_lazy("pretalx_ofa", "Role"),
    "unit": pgettext_lazy("pretalx_ofa", "Unit or department"),
    "years": pgettext_lazy("pretalx_ofa", "Years"),
}


@section
class SettingsSection(Section):
    """Keys are those of the settings, values lists of codes, ids and names, or one of the choices."""

    name = "settings"
    permission = "event.update_event"

    @property
    def things(self):
        return {TRACKS: self.event.tracks, TYPES: self.event.submission_types}

    def stored(self):
        hidden = self.event.settings.get(FILES)
        values = {
            LANGUAGES: event_languages(self.event),
            FILES: [f.name for f in listing.public_formats() if f.name in hidden],
            SITES: sites_of(self.event),
            ASKED: asked(self.event),
            PARTS: [p for p in PART_CHOICES if p in self.event.settings.get(PARTS)],
        }
        for key, things in self.things.items():
            ids = things.filter(pk__in=self.event.settings.get(key)).values_list("pk", flat=True)
            values[key] = sorted(ids)
        return values

    def write(self, values, *, person):
        changes = {key: (self.event.settings.get(key), value) for key, value in values.items()}
        save_settings(self.event, changes, person=person)

    def label(self, key):
        return {
            LANGUAGES: pgettext("pretalx_ofa", "Languages of the programme"),
            FILES: pgettext("pretalx_ofa", "Files that are only for organisers"),
            TRACKS: pgettext("pretalx_ofa", "Tracks that are logistics"),
            TYPES: pgettext("pretalx_ofa", "Session types that are logistics"),
            SITES: pgettext("pretalx_ofa", "Sites that may embed the programme"),
            ASKED: pgettext("pretalx_ofa", "Affiliations of submitters"),
            PARTS: pgettext("pretalx_ofa", "What speakers are asked beside the organisation"),
        }[key]

    def readable(self, key, value):
        if key == LANGUAGES:
            names = [language_name(code, get_language()) for code in value]
        elif key == FILES:
            names = [str(label) for name, label in listing.choices() if name in value]
        elif key == SITES:
            names = value
        elif key == ASKED:
            names = [str(ASKED_CHOICES[value])]
        elif key == PARTS:
            names = [str(PART_CHOICES[part]) for part in value]
        else:
            names = [str(thing.name) for thing in self.things[key].filter(pk__in=value)]
        return "; ".join(names)

    def url(self):
        return reverse("plugins:pretalx_ofa:settings", kwargs={"event": self.event.slug})


def asked(event):
    """The choice that is set, whatever the row holds."""
    found = event.settings.get(ASKED)
    return found if found in ASKED_CHOICES else "optional"
