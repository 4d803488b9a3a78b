"""One frozen, request-free picture of a programme, in all its languages.

Everything that is shown or exported is drawn from a :class:`Programme`; nothing else knows the
database. Its canonical JSON is described by ``programme.schema.json`` next to this file.
"""

import datetime as dt
import hashlib
from functools import cached_property
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, Struct, field

from pretalx_ofa.programme.text import Text

Source = Annotated[
    Literal["released", "reconstructed", "unreleased", "accepted"],
    Meta(
        description="released: stored when the version was; reconstructed: an older version, with "
        "the texts of a later day; unreleased and accepted are drafts for organisers"
    ),
]
Moment = Annotated[dt.datetime, Meta(tz=True)]


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A frozen record of the picture."""


class Event(Record):
    slug: str
    name: Text
    timezone: str
    date_from: dt.date
    date_to: dt.date
    url: str = ""


class Room(Record):
    id: int
    name: Text


class Track(Record):
    """``color`` is the organiser's, ``#rrggbb``; code and shape are its second channel."""

    id: int
    name: Text
    color: str = "#808080"
    code: str = ""
    shape: str = ""
    description: Text = field(default_factory=Text)


class SessionType(Record):
    id: int
    name: Text


class Organisation(Record):
    """``ror`` is the registry's address of it, empty for organisations that no registry has."""

    id: int
    name: Text
    ror: str = ""
    country: str = ""
    city: str = ""
    website: str = ""


class Affiliation(Record):
    """A person at an organisation. ``name`` is what was typed, for those without a record."""

    id: int
    organisation: int | None = None
    name: str = ""
    kind: Literal["ordinary", "independent", "personal", "undisclosed"] = "ordinary"
    role: Text = field(default_factory=Text)
    unit: Text = field(default_factory=Text)
    since: int | None = None
    until: int | None = None


class Person(Record):
    code: str
    name: str
    biography: Text = field(default_factory=Text)
    affiliations: list[Affiliation] = field(default_factory=list)
    url: str = ""


class Speaking(Record):
    """Somebody giving a session, under these of their affiliations (ids), in order."""

    person: str
    affiliations: list[int] = field(default_factory=list)


class Slot(Record):
    start: Moment
    end: Moment
    room: int | None = None


class Session(Record):
    """``language`` is the one it is held and was submitted in; ``logistics`` marks registration,
    coffee and the like: shown in the schedule, left out of books, counts and track pages.
    """

    code: str
    title: Text
    language: str
    minutes: int
    abstract: Text = field(default_factory=Text)
    description: Text = field(default_factory=Text)
    type: int | None = None
    track: int | None = None
    speakers: list[Speaking] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    logistics: bool = False
    do_not_record: bool = False
    url: str = ""


class Break(Record):
    title: Text
    slot: Slot


class Entry(Struct, frozen=True):
    """A line of a day's agenda: a session or a break, at one of its times."""

    slot: Slot
    item: Session | Break

    @property
    def is_break(self):
        return isinstance(self.item, Break)


class Day(Struct, frozen=True):
    date: dt.date
    entries: list[Entry]


FORMAT = "pretalx-ofa/programme-1"


class Programme(Record, dict=True):
    format: Literal["pretalx-ofa/programme-1"]
    event: Event
    languages: list[str]
    source: Source
    version: str = ""
    rooms: list[Room] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)
    types: list[SessionType] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)

    @property
    def is_draft(self):
        return self.source in {"unreleased", "accepted"}

    @cached_property
    def tz(self):
        return ZoneInfo(self.event.timezone)

    @cached_property
    def room(self):
        return {room.id: room for room in self.rooms}

    @cached_property
    def track(self):
        return {track.id: track for track in self.tracks}

    @cached_property
    def type(self):
        return {kind.id: kind for kind in self.types}

    @cached_property
    def person(self):
        return {person.code: person for person in self.people}

    @cached_property
    def session(self):
        return {session.code: session for session in self.sessions}

    @cached_property
    def organisation(self):
        return {organisation.id: organisation for organisation in self.organisations}

    @cached_property
    def content_sessions(self):
        """The sessions that are not logistics, by first time, the unscheduled last."""
        return sorted(
            (session for session in self.sessions if not session.logistics), key=_by_first_time
        )

    @cached_property
    def days(self):
        """The agenda by calendar day in the event's time zone, entries by time and room order."""
        order = {room.id: n for n, room in enumerate(self.rooms)}
        entries = [Entry(slot, item) for item in self.sessions for slot in item.slots]
        entries += [Entry(item.slot, item) for item in self.breaks]
        entries.sort(key=lambda e: (e.slot.start, order.get(e.slot.room, -1), e.slot.end))
        days = {}
        for entry in entries:
            days.setdefault(entry.slot.start.astimezone(self.tz).date(), []).append(entry)
        return [Day(date, entries) for date, entries in sorted(days.items())]

    def affiliations_of(self, speaking):
        """The affiliations (objects, in order) that somebody gives a session under."""
        own = {a.id: a for a in self.person[speaking.person].affiliations}
        return [own[i] for i in speaking.affiliations if i in own]

    def affiliation_name(self, affiliation, language):
        """The organisation's name as a :class:`Shown`-like Text value, or the typed words."""
        if affiliation.organisation is not None:
            return self.organisation[affiliation.organisation].name.shown(language)
        return Text(original="", values={}).shown(language)._replace(text=affiliation.name)

    @cached_property
    def revision(self):
        """16 hex digits of the content: equal content, equal revision."""
        return hashlib.sha256(to_json(self)).hexdigest()[:16]


def _by_first_time(session):
    starts = [slot.start for slot in session.slots]
    return (not starts, min(starts, default=None) or dt.datetime.max.replace(tzinfo=dt.UTC))


def to_json(programme):
    """Canonical JSON (bytes, UTF-8): keys sorted, no white space, defaults left out."""
    return msgspec.json.encode(programme, order="sorted")


def from_json(content):
    """The :class:`Programme` of canonical JSON (str or bytes).

    Raises ValueError, naming the place (``$.sessions[3].title``), for anything else.
    """
    try:
        return msgspec.json.decode(content, type=Programme)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error


def json_schema():
    """JSON Schema (2020-12) of the canonical JSON, as a dict."""
    schema = msgspec.json.schema(Programme)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A conference programme in several languages",
        **schema,
    }


def without(programme, *, person=None, session=None):
    """The picture after erasing a person (code) or a session (code), with all that was theirs."""
    replace = msgspec.structs.replace
    people = [p for p in programme.people if p.code != person]
    sessions = [
        replace(s, speakers=[x for x in s.speakers if x.person != person])
        for s in programme.sessions
        if s.code != session
    ]
    used = {x.person for s in sessions for x in s.speakers}
    people = [p for p in people if p.code in used]
    organisations = {a.organisation for p in people for a in p.affiliations}
    return replace(
        programme,
        people=people,
        sessions=sessions,
        organisations=[o for o in programme.organisations if o.id in organisations],
    )
