"""What is stored about a speaker, for the speaker. A room that keeps more adds its line to PARTS."""

from pretalx_ofa.affiliations import personal as affiliations
from pretalx_ofa.clashes import personal as clashes
from pretalx_ofa.organisations import personal as organisations
from pretalx_ofa.programme import personal as programme
from pretalx_ofa.translations import personal as translations

# {name: function of a SpeakerProfile}: values as JSON has them.
PARTS = {
    "details": affiliations.details,
    "affiliations": affiliations.affiliations,
    "sessions": affiliations.sessions,
    "invitations": affiliations.invitations,
    "suggestions": affiliations.suggestions,
    "organisations_described": organisations.described,
    "translations_of_biography": translations.biography,
    "typed_and_not_stored": clashes.typed,
    "imported_as": programme.imported,
    "history": affiliations.history,
}


def stored_about(speaker):
    """All that the plugin keeps of a speaker in their event, as JSON has it."""
    about = {"event": speaker.event.slug, "code": speaker.code, "name": speaker.get_display_name()}
    return about | {name: part(speaker) for name, part in PARTS.items()}
