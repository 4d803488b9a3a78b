"""What files of other systems have in common: names instead of ids, one language a session."""

import zlib
from collections import Counter
from zoneinfo import ZoneInfo

import msgspec
from babel.core import get_global

from pretalx_ofa.i18n.languages import primary
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.importing.reading.sentences import Sentence
from pretalx_ofa.importing.reading.values import zone_named
from pretalx_ofa.programme import records
from pretalx_ofa.programme.text import Text, Value
from pretalx_ofa.tracks.colour import DEFAULTS

# Further from its beginning no session of an event is believed.
MOST_DAYS = 60


def stable_id(*parts):
    """A positive int for a name (its parts), the same on every run."""
    return zlib.crc32("\x1f".join(map(str, parts)).encode())


def text(value, language):
    return Text(original=language, values={language: Value(text=value)}) if value else Text()


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


class File(msgspec.Struct):
    """What was read. ``notes`` are sentences about it; ``lacks`` names, by kind and code of a
    record, the fields that the file does not have, as opposed to having them empty."""

    programme: records.Programme
    notes: list[Sentence] = msgspec.field(default_factory=list)
    lacks: dict[tuple[str, str], set[str]] = msgspec.field(default_factory=dict)


class Collector:
    """Gathers the parts of a foreign file.

    An id is believed together with the name beside it only: the same id beside another name is
    another thing, and a note.
    """

    def __init__(self):
        self.named = {records.Room: {}, records.Track: {}, records.SessionType: {}}
        self.people = {}
        self.sessions, self.languages = {}, Counter()
        self.notes, self.lacks = [], {}
        self._names, self._same = {}, {}

    def room(self, name, key, where):
        return self._named(records.Room, name, key, where) if name else None

    def track(self, name, key, where, color=None):
        if not name:
            return None
        if not _is_colour(color):
            color = DEFAULTS[len(self.named[records.Track]) % len(DEFAULTS)]
        return self._named(records.Track, name, key, where, color=color)

    def type(self, name, where):
        return self._named(records.SessionType, name or "Talk", "", where)

    def _named(self, kind, name, key, where, **fields):
        """One record per key and name; a file that gives only the name means the declared one."""
        known, what = self.named[kind], kind.__name__
        number = stable_id(what, key or name)
        if not key and number not in known:
            for record in known.values():
                if _only(record.name) == name:
                    return record.id
        if number in known and _only(known[number].name) != name:
            number = stable_id(what, key, name)
            if number not in known:
                self._conflict(where, key, name)
        if number not in known:
            known[number] = kind(id=number, name=text(name, "en"), **fields)
        return number

    def person(self, key, name, biography, language, where):
        """Adds a person once per key and name, with the longest of the biographies that the file
        gives (None where it has no such field); None for a person without a name."""
        if not name:
            self.note(
                pgettext_noop("pretalx_ofa", "{where}: a person without a name is left out"),
                where=where,
            )
            return None
        code = self._code("people", key or name, name, where)
        found = records.Person(code=code, name=name, biography=text(biography, language))
        known = self.people.get(code)
        if not known or len(_only(found.biography)) > len(_only(known.biography)):
            self.people[code] = found
        if biography is not None:
            self.lacks.pop(("people", code), None)
        elif not known:
            self.lacks["people", code] = {"biography"}
        return records.Speaking(person=code)

    def session(self, session, *, code, guid, number, lacks, where):
        """Adds a session; the same one again is another of its times.

        It is the same where its title is, and its code, its guid, or its number. pretalx and frab
        give each time a guid of its own: then a number counts only where all words are the same.
        """
        self.languages[session.language] += 1
        title = _folded(_only(session.title))
        keys = [
            (kind, key, title)
            for kind, key in (("code", code), ("guid", guid), ("id", number))
            if key
        ]
        known = next((self.sessions[self._same[key]] for key in keys if key in self._same), None)
        if (
            known
            and not (code or guid in _guids(known))
            and guid
            and _words(known) != _words(session)
        ):
            known = None
        if known:
            session = msgspec.structs.replace(known, slots=[*known.slots, *session.slots])
        else:
            session = msgspec.structs.replace(
                session, code=self._code("sessions", keys[0][1], _only(session.title), where)
            )
            self.lacks["sessions", session.code] = lacks
        for key in keys:
            self._same.setdefault(key, session.code)
        self.sessions[session.code] = session

    def _code(self, kind, key, name, where):
        """The key; with the name where the file has the key beside another name, too."""
        first = self._names.setdefault((kind, key), _folded(name))
        if first == _folded(name):
            return key
        code = f"{key} {stable_id(_folded(name))}"
        if (kind, code) not in self._names:
            self._names[kind, code] = _folded(name)
            self._conflict(where, key, name)
        return code

    def _conflict(self, where, key, name):
        self.note(
            pgettext_noop(
                "pretalx_ofa",
                "{where}: “{key}” stands for something else elsewhere in the file; “{name}” is taken as its own",
            ),
            where=where,
            key=key,
            name=name,
        )

    def note(self, message, **values):
        self.notes.append(Sentence(message, values))

    def programme(self, *, slug, title, start, end, zone, version):
        moments = [slot.start for s in self.sessions.values() for slot in s.slots]
        languages = [code for code, _count in self.languages.most_common()] or ["en"]
        zone = zone.key if zone else zone_of_offsets(moments, languages)
        local = sorted(m.astimezone(ZoneInfo(zone)).date() for m in moments)
        # A date of another year is a mistake of one session, not the event's.
        local = [day for day in local if abs((day - start).days) <= MOST_DAYS]
        programme = records.Programme(
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
            rooms=list(self.named[records.Room].values()),
            tracks=list(self.named[records.Track].values()),
            types=list(self.named[records.SessionType].values()),
            people=list(self.people.values()),
            sessions=list(self.sessions.values()),
        )
        return File(programme=programme, notes=self.notes, lacks=self.lacks)


def _is_colour(value):
    digits = value.removeprefix("#") if isinstance(value, str) else ""
    return len(digits) == 6 and all(c in "0123456789abcdefABCDEF" for c in digits)


def _only(text):
    """The words of a text in one language."""
    return next((value.text for value in text.values.values()), "")


def _folded(name):
    return name.casefold()


def _guids(session):
    return {slot.uid for slot in session.slots}


def _words(session):
    return session.abstract, session.description, session.type, session.track, session.speakers
