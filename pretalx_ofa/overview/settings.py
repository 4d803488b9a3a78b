"""Changing the event's settings: logged in words, and seen by the next visitor."""

from pretalx_ofa.base.activity import log
from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.base.event_settings import event_languages, own_languages
from pretalx_ofa.i18n.languages import primary

NAMES = {
    "ofa_languages": "languages",
    "ofa_logistics_tracks": "tracks left out",
    "ofa_logistics_types": "session types left out",
    "ofa_files_hidden": "files not for visitors",
    "ofa_embedding_sites": "sites that may embed",
    "ofa_affiliations_asked": "affiliations asked",
    "ofa_affiliation_parts": "parts of affiliations asked",
}
MOST_LANGUAGES = 3


def save_settings(event, changes, *, person):
    """Stores and logs ``{key: (before, after)}``; whether there was anything to store."""
    languages = event_languages(event)
    for key, (_before, after) in changes.items():
        event.settings.set(key, after)
    if changes:
        log(
            event,
            "pretalx_ofa.settings.update",
            person=person,
            changes={
                NAMES[key]: (_words(event, key, before), _words(event, key, after))
                for key, (before, after) in changes.items()
            }
            | {NAMES["ofa_languages"]: (", ".join(languages), ", ".join(event_languages(event)))},
        )
        is_hidden = not set(languages) <= set(event_languages(event))
        mark_changed(event, what="hidden" if is_hidden else "edited")
    return bool(changes)


def _words(event, key, values):
    """A setting as the activity log says it: names, divided by commas."""
    if isinstance(values, str):
        return values
    things = {"ofa_logistics_tracks": event.tracks, "ofa_logistics_types": event.submission_types}
    if key in things:
        found = things[key].in_bulk(values)
        values = [found[pk].name for pk in values if pk in found]
    return ", ".join(str(value) for value in values)


def set_logistics(event, kind, pk, *, is_left_out, person):
    """Marks a track or session type (``kind`` "tracks" or "types") as logistics, or unmarks it."""
    key = f"ofa_logistics_{kind}"
    before = event.settings.get(key)
    after = [known for known in before if known != pk] + [pk] * is_left_out
    if before != after:
        save_settings(event, {key: (before, after)}, person=person)


def second_language(event):
    """The language that an event in one language is offered, else None: Portuguese, or English where
    the first is Portuguese."""
    languages = event_languages(event)
    if len(languages) > 1:
        return None
    return "en" if primary(languages[0]) == "pt" else "pt-br"


def set_languages(event, languages, *, person):
    """Makes these the programme's languages, in order. The texts of one that is taken away stay."""
    before = event.settings.ofa_languages
    # The event's own languages are the default: later changes of the event are followed.
    after = [] if languages == own_languages(event) else languages
    if before != after:
        save_settings(event, {"ofa_languages": (before, after)}, person=person)
