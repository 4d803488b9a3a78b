"""Reading single values of a file: one function a kind, each with its bounds.

``where`` is the value's place in the file; all raise ReadError with it.
"""

import datetime as dt
import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError

from pretalx_ofa.i18n.characters import cleaned, readable
from pretalx_ofa.i18n.languages import normalise, primary
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.importing.reading.sentences import ReadError, quoted

# pretalx's widest field for a title, since 2026.3.
LONGEST_LINE = 1_000
LONGEST_PROSE = 100_000
LONGEST_KEY = 150
LONGEST_SESSION = 366 * 24 * 60
YEARS = range(1900, 2201)
DURATION = re.compile(r"[0-9]{1,6}(:[0-9]{1,6}){1,3}", re.ASCII)


def line(value, where, language="en"):
    """Words on one line (a name, a title); "" for none. Of words per language one is taken."""
    text = cleaned(_words(value, where, language))
    return _bounded(text, LONGEST_LINE, where)


def prose(value, where, language="en"):
    """Text in lines; "" for none."""
    text = readable(_words(value, where, language)).strip()
    return _bounded(text, LONGEST_PROSE, where)


def key(value, where):
    """What identifies something in the file, from a string or a whole number; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ReadError(
            pgettext_noop("pretalx_ofa", "{where}: “{value}” identifies nothing"),
            where=where,
            value=quoted(value),
        )
    return _bounded(cleaned(str(value)), LONGEST_KEY, where)


def flag(value, where):
    """A yes or no in any spelling; an empty one is a no."""
    word = cleaned(str(value)).lower() if isinstance(value, str | int | None) else "?"
    if word in {"true", "yes", "1"}:
        return True
    if word in {"false", "no", "0", "none", ""}:
        return False
    raise ReadError(
        pgettext_noop("pretalx_ofa", "{where}: “{value}” is neither true nor false"),
        where=where,
        value=quoted(value),
    )


def minutes(value, where):
    """Minutes of ``H:MM``, ``D:HH:MM`` (the schema's, and pretalx's), ``HH:MM:SS`` or ``D:HH:MM:SS``.

    Of three numbers the first is days where it is one digit but 0, and hours can follow it.
    """
    found = None
    if isinstance(value, str) and DURATION.fullmatch(value.strip()):
        parts = value.strip().split(":")
        match [int(part) for part in parts]:
            case [hours, mins]:
                found = hours * 60 + mins
            case [days, hours, mins] if parts[0] in "123456789" and hours < 24:
                found = (days * 24 + hours) * 60 + mins
            case [hours, mins, _]:
                found = hours * 60 + mins
            case [days, hours, mins, _]:
                found = (days * 24 + hours) * 60 + mins
    if found is None or found > LONGEST_SESSION:
        raise ReadError(
            pgettext_noop("pretalx_ofa", "{where}: “{value}” is no duration"),
            where=where,
            value=quoted(value),
        )
    return found


def moment(value, zone, where):
    """An aware datetime; times without an offset are the event's."""
    try:
        found = dt.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        found = None
    if found is None or found.year not in YEARS:
        raise ReadError(
            pgettext_noop("pretalx_ofa", "{where}: “{value}” is no date and time"),
            where=where,
            value=quoted(value),
        )
    return found if found.tzinfo else found.replace(tzinfo=zone or dt.UTC)


def day(value, where):
    try:
        found = dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise ReadError(
            pgettext_noop("pretalx_ofa", "{where}: “{value}” is no date"),
            where=where,
            value=quoted(value),
        )
    return found


def zone_named(name):
    """The time zone, or None."""
    try:
        return ZoneInfo(name) if name and isinstance(name, str) else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def language_of(value, where):
    """The normalised code of a language; one without its unknown variant, "en" for an unknown one."""
    code = normalise(key(value, where))
    for candidate in (code, primary(code)):
        try:
            Locale.parse(candidate, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
        return candidate
    return "en"


def _words(value, where, language):
    if isinstance(value, dict):
        value = value.get(language) or value.get("en") or next(iter(value.values()), "")
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ReadError(
            pgettext_noop("pretalx_ofa", "{where}: expected words, found “{value}”"),
            where=where,
            value=quoted(value),
        )
    return str(value)


def _bounded(text, most, where):
    if len(text) > most:
        raise ReadError(
            pgettext_noop("pretalx_ofa", "{where}: “{value}” has more than {most} characters"),
            where=where,
            value=quoted(text),
            most=most,
        )
    return text
