"""The event's settings, with defaults that work unchanged."""

import json

from pretalx.common.models.settings import hierarkey

from pretalx_ofa.i18n.languages import resolve


class Names(list):
    """Codes or ids. Anything else that a row may hold is left out: a setting stops no page."""

    @classmethod
    def stored(cls, text):
        try:
            found = json.loads(text)
        except ValueError:
            found = ()
        items = found if isinstance(found, list) else ()
        return cls(item for item in items if isinstance(item, str | int))


hierarkey.add_type(Names, serialize=json.dumps, unserialize=Names.stored)
LISTS = ("languages", "logistics_tracks", "logistics_types", "files_hidden", "embedding_sites")
for name in LISTS:
    hierarkey.add_default(f"ofa_{name}", "[]", Names)
# Whether submitters are asked for affiliations ("optional", "required" or "no"), and for which parts.
hierarkey.add_default("ofa_affiliations_asked", "optional", str)
hierarkey.add_default("ofa_affiliation_parts", json.dumps(["role", "unit", "years"]), Names)
# The primary key of the mail template that asks for affiliations.
hierarkey.add_default("ofa_mail_template", "", str)


def own_languages(event):
    """The languages of the event's interface, its main one first."""
    return [event.locale, *(code for code in event.locales if code != event.locale)]


def event_languages(event):
    """The programme's languages in order: those chosen, else the event's own, its main one first."""
    chosen = [code for code in event.settings.ofa_languages if code and isinstance(code, str)]
    return chosen or own_languages(event)


def reader_language(event, asked):
    """The programme language for a reader of the interface language ``asked``; never None."""
    languages = event_languages(event)
    return resolve(asked, languages) or languages[0]
