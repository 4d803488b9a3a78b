"""What organisers are told about a file, in the active language: on the Files page, by commands, in logs."""

import msgspec
from babel import Locale
from django.utils.translation import get_language, npgettext, pgettext

from pretalx_ofa.exports.formats.format import MissingCharacters, Note
from pretalx_ofa.i18n.languages import babel_locale

MOST_CHARACTERS, MOST_SESSIONS = 40, 10


def stored(notes):
    """[:class:`Note`] as JSON."""
    return msgspec.to_builtins(notes)


def sentences(notes):
    """[sentence] of notes, as they are or as JSON."""
    return [_sentence(note) for note in msgspec.convert(notes, list[Note])]


def _sentence(note):
    if isinstance(note, MissingCharacters):
        return pgettext(
            "pretalx_ofa",
            "No font has these characters ({script}), a mark is printed instead: {characters}. {where}",
        ).format(
            script=script_name(note.script),
            characters=_some(map(_shown, note.characters), MOST_CHARACTERS),
            where=_sessions(note.sessions)
            or pgettext("pretalx_ofa", "They are in names of the event, not in a session."),
        )
    if note.sessions:
        return pgettext(
            "pretalx_ofa", "Some texts could be printed only without formatting. {where}"
        ).format(where=_sessions(note.sessions))
    return pgettext("pretalx_ofa", "The whole file could be printed only without formatting.")


def _sessions(sessions):
    if not sessions:
        return ""
    named = [f"{session.code} “{session.title}”" for session in sessions]
    return npgettext(
        "pretalx_ofa", "Session: {sessions}", "Sessions: {sessions}", len(sessions)
    ).format(sessions=_some(named, MOST_SESSIONS))


def _some(parts, most):
    """The first parts, and how many more there are."""
    parts = list(parts)
    listed = ", ".join(parts[:most])
    if len(parts) <= most:
        return listed
    return pgettext("pretalx_ofa", "{listed} and {number} more").format(
        listed=listed, number=len(parts) - most
    )


def _shown(cluster):
    """A character with its code point where it is a single one: "日 U+65E5"."""
    return f"{cluster} U+{ord(cluster):04X}" if len(cluster) == 1 else cluster


def script_name(code):
    """ "tailandês" of "Thai"."""
    locale = babel_locale(get_language() or "en")
    return locale.scripts.get(code) or Locale("en").scripts.get(code, code)
