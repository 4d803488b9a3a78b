"""What files of other systems have in common: names instead of ids, one language a session."""

import datetime as dt
import zlib
from collections import Counter
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from babel import Locale, UnknownLocaleError
from babel.core import get_global

from pretalx_ofa.i18n.languages import normalise, primary
from pretalx_ofa.programme import records
from pretalx_ofa.programme.text import Text, Value
from pretalx_ofa.tracks.colour import DEFAULTS


class ReadError(ValueError):
    """A file that cannot be read; the message names the line or JSON path."""


def stable_id(*parts):
    """A positive int for a name (its parts), the same on every run."""
    return zlib.crc32("\x1f".join(map(str, parts)).encode())


def text(value, language):
    value = (value or "").strip()
    return Text(original=language, values={language: Value(text=value)}) if value else Text()


def minutes(duration, where):
    """Minutes of ``H:MM``, ``HH:MM:SS`` or ``D:HH:MM:SS``."""
    try:
        parts = [int(part) for part in str(duration).split(":")]
    except ValueError:
        parts = []
    match parts:
        case [hours, mins] | [hours, mins, _]:
            return hours * 60 + mins
        case [days, hours, mins, _]:
            return (days * 24 + hours) * 60 + mins
    raise ReadError(f"{where}: “{duration}” is no duration")


def moment(value, zone, where):
    """An aware datetime; times without an offset are the event's."""
    try:
        found = dt.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ReadError(f"{where}: “{value}” is no date and time") from None
    return found if found.tzinfo else found.replace(tzinfo=zone or dt.UTC)


def day(value, where):
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ReadError(f"{where}: “{value}” is no date") from None


def zone_named(name):
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_of_offsets(moments, languages):
    """A named time zone for a file that only has offsets.

    The first zone of the countries whose language is spoken there that had these offsets at these
    moments; else a zone without a place (``Etc/GMT-1`` is one hour east).
    """
    for language in languages:
        likely = get_global("likely_subtags").get(primary(language), "")
        territory = likely.split("_")[-1]
        for name in get_global("territory_zones").get(territory, ()):
            zone = zone_named(name)
            if zone and all(m.astimezone(zone).utcoffset() == m.utcoffset() for m in moments):
                return name
    hours = round(moments[0].utcoffset().total_seconds() / 3600) if moments else 0
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


def language_of(value):
    """The normalised language code; "en" for an unknown one."""
    code = normalise(value)
    try:
        Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return "en"
    return code


class Collector:
    """Gathers the parts of a foreign file into a Programme."""

    def __init__(self):
        self.rooms, self.tracks, self.types, self.people = {}, {}, {}, {}
        self.sessions, self.languages = {}, Counter()

    def room(self, name, key=None):
        if not (name or "").strip():
            return None
        return self._named(self.rooms, records.Room, "room", name, key)

    def track(self, name, key=None, color=None):
        if not (name or "").strip():
            return None
        color = color if _is_colour(color) else DEFAULTS[len(self.tracks) % len(DEFAULTS)]
        return self._named(self.tracks, records.Track, "track", name, key, color=color)

    def type(self, name):
        return self._named(self.types, records.SessionType, "type", name or "Talk")

    def _named(self, known, kind, what, name, key=None, **fields):
        """One record per key; a file that gives only the name means the one declared with it."""
        name = name.strip()
        number = stable_id(what, key or name)
        if number not in known:
            for record in known.values():
                if not key and next(iter(record.name.values.values())).text == name:
                    return record.id
            known[number] = kind(id=number, name=text(name, "en"), **fields)
        return number

    def person(self, key, name, biography, language):
        """Adds a person once per key, with the longest of the biographies that the file gives."""
        known = self.people.get(key)
        found = records.Person(
            code=str(key), name=(name or "").strip() or "?", biography=text(biography, language)
        )
        if not known or len(_only(found.biography)) > len(_only(known.biography)):
            self.people[key] = found
        return records.Speaking(person=str(key))

    def session(self, session):
        """Adds a session; the same one again is another of its times."""
        self.languages[session.language] += 1
        if known := self.sessions.get(session.code):
            session = msgspec.structs.replace(known, slots=[*known.slots, *session.slots])
        self.sessions[session.code] = session

    def programme(self, *, slug, title, start, end, zone, version):
        moments = [slot.start for s in self.sessions.values() for slot in s.slots]
        languages = [code for code, _count in self.languages.most_common()] or ["en"]
        zone = zone.key if zone else zone_of_offsets(moments, languages)
        local = sorted(m.astimezone(ZoneInfo(zone)).date() for m in moments)
        return records.Programme(
            format=records.FORMAT,
            event=records.Event(
                slug=slug,
                name=text(title or slug, languages[0]),
                timezone=zone,
                date_from=min([start, *local[:1]]),
                date_to=max([end, *local[-1:]]),
            ),
            languages=languages,
            source="released",
            version=version or "",
            rooms=list(self.rooms.values()),
            tracks=list(self.tracks.values()),
            types=list(self.types.values()),
            people=list(self.people.values()),
            sessions=list(self.sessions.values()),
        )


def _is_colour(value):
    digits = (value or "").removeprefix("#")
    return len(digits) == 6 and all(c in "0123456789abcdefABCDEF" for c in digits)


def _only(biography):
    return next((value.text for value in biography.values.values()), "")
