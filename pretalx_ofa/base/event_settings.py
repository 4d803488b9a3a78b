"""The event's settings, with defaults that work unchanged."""

from pretalx.common.models.settings import hierarkey

from pretalx_ofa.i18n.languages import resolve

hierarkey.add_default("ofa_languages", "[]", list)
hierarkey.add_default("ofa_logistics_tracks", "[]", list)
hierarkey.add_default("ofa_logistics_types", "[]", list)
hierarkey.add_default("ofa_files_hidden", "[]", list)


def event_languages(event):
    """The programme's languages in order: those chosen, else the event's own, its main one first."""
    chosen = [code for code in event.settings.ofa_languages if code]
    if chosen:
        return chosen
    return [event.locale, *(code for code in event.locales if code != event.locale)]


def reader_language(event, asked):
    """The programme language for a reader of the interface language ``asked``; never None."""
    languages = event_languages(event)
    return resolve(asked, languages) or languages[0]
