"""The record of a programme: frozen, request-free, in all its languages.

Everything that is shown or exported is drawn from a :class:`Programme`; nothing else knows the
database. It holds codes and file names, no addresses: those depend on who asks, and where. Its
canonical JSON is described by ``programme.schema.json`` next to this file.
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
    Literal["released", "reconstructed", "featured", "unreleased", "accepted"],
    Meta(
        description="released: stored when the version was; reconstructed: an older version, with "
        "the texts of a later day; featured: chosen sessions before any release, without times; "
        "unreleased and accepted are drafts for organisers"
    ),
]
Moment = Annotated[dt.datetime, Meta(tz=True)]


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A frozen part of the programme; what has its default is left out of the JSON.

    Never in a cycle, so that the garbage collector need not look at tens of thousands of them.
    """


class Event(Record):
    slug: str
    name: Text
    timezone: str
    date_from: dt.date
    date_to: dt.date


class Room(Record):
    id: int
    name: Text
    description: Text = field(default_factory=Text)


class Track(Record):
    """``color`` is the organiser's, ``#rrggbb``; code and shape are its second channel.

    ``ink`` is text on ``tint`` (at least 7:1), ``mark`` a sign on white or on ``tint`` (3:1).
    """

    id: int
    name: Text
    color: str = "#808080"
    code: str = ""
    shape: str = ""
    ink: str = ""
    tint: str = ""
    mark: str = ""
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
    """A person at an organisation. ``name`` is what was entered, for those without a record."""

    id: int
    organisation: int | None = None
    name: str = ""
    kind: Literal["ordinary", "independent", "personal", "undisclosed"] = "ordinary"
    role: Text = field(default_factory=Text)
    unit: Text = field(default_factory=Text)
    since: int | None = None
    until: int | None = None


class Photo(Record):
    """Names of files below the instance's media folder."""

    file: str
    thumbnail: str = ""


class Person(Record):
    """A speaker. ``sort_name`` is the name for an index where one was set ("Silva, Ana da")."""

    code: str
    name: str
    sort_name: str = ""
    orcid: str = ""
    photo: Photo | None = None
    biography: Text = field(default_factory=Text)
    affiliations: list[Affiliation] = field(default_factory=list)


class Speaking(Record):
    """A speaker of a session, with the ids of the affiliations shown there, in order.

    None: no choice was made, all are shown. An empty list: none is shown.
    """

    person: str
    affiliations: list[int] | None = None


class Link(Record):
    title: str
    url: str


class Attachment(Record):
    """A public file of a session: ``file`` is its name below the instance's media folder."""

    title: str
    file: str


class Slot(Record):
    """``uid`` is pretalx's own id of it, the same in every version that keeps the slot."""

    start: Moment
    end: Moment
    room: int | None = None
    uid: str = ""


class Session(Record):
    """``language`` is the one it is held and was submitted in; ``logistics`` marks registration,
    coffee and the like: shown in the schedule, left out of books, counts and track pages.

    ``id`` is pretalx's number, ``guid`` the one of the file it was imported from. ``changed`` is
    when a build first saw the present content; it is no part of the revision.
    """

    code: str
    title: Text
    language: str
    minutes: int
    id: int | None = None
    guid: str = ""
    changed: Moment | None = None
    abstract: Text = field(default_factory=Text)
    description: Text = field(default_factory=Text)
    type: int | None = None
    track: int | None = None
    speakers: list[Speaking] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    logistics: bool = False
    do_not_record: bool = False


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


class Programme(Record, dict=True, gc=True):
    """A whole programme. ``version`` is "" before a release; ``released`` is its time of release."""

    format: Literal["pretalx-ofa/programme-1"]
    event: Event
    languages: list[str]
    source: Source
    version: str = ""
    released: Moment | None = None
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

    @property
    def is_featured(self):
        """Whether it is a choice of sessions, without times, from before the first release."""
        return self.source == "featured"

    @cached_property
    def tz(self):
        return ZoneInfo(self.event.timezone)

    @cached_property
    def room(self):
        """{id: :class:`Room`}."""
        return {room.id: room for room in self.rooms}

    @cached_property
    def track(self):
        """{id: :class:`Track`}."""
        return {track.id: track for track in self.tracks}

    @cached_property
    def type(self):
        """{id: :class:`SessionType`}."""
        return {kind.id: kind for kind in self.types}

    @cached_property
    def person(self):
        """{code: :class:`Person`}."""
        return {person.code: person for person in self.people}

    @cached_property
    def session(self):
        """{code: :class:`Session`}."""
        return {session.code: session for session in self.sessions}

    @cached_property
    def organisation(self):
        """{id: :class:`Organisation`}."""
        return {organisation.id: organisation for organisation in self.organisations}

    @cached_property
    def sessions_of(self):
        """{person's code: [:class:`Session`]} of the sessions that are not logistics, by time."""
        found = {}
        for session in self.content_sessions:
            for speaking in session.speakers:
                found.setdefault(speaking.person, []).append(session)
        return found

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
        """[:class:`Affiliation`] of a :class:`Speaking`, in order."""
        own = self.person[speaking.person].affiliations
        if speaking.affiliations is None:
            return own
        by_id = {affiliation.id: affiliation for affiliation in own}
        return [by_id[number] for number in speaking.affiliations if number in by_id]

    @cached_property
    def revision(self):
        """16 hex digits of the content: equal content, equal revision, whenever it was built."""
        return hashlib.sha256(to_json(timeless(self))).hexdigest()[:16]


def _by_first_time(session):
    starts = [slot.start for slot in session.slots]
    return (not starts, min(starts, default=None) or dt.datetime.max.replace(tzinfo=dt.UTC))


def timeless(programme):
    """The programme with empty ``changed``: the content that the revision is a hash of."""
    sessions = [
        msgspec.structs.replace(session, changed=None) if session.changed else session
        for session in programme.sessions
    ]
    return msgspec.structs.replace(programme, sessions=sessions)


def to_json(programme):
    """Canonical JSON (bytes, UTF-8): keys sorted, no white space, defaults left out."""
    return msgspec.json.encode(programme, order="sorted")


def from_json(content):
    """The :class:`Programme` of canonical JSON (str or bytes).

    Raises ValueError, naming the place (``$.sessions[3].title``), for anything else.
    """
    try:
        return msgspec.json.decode(content, type=Programme)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def json_schema():
    """JSON Schema (2020-12) of the canonical JSON, as a dict."""
    schema = msgspec.json.schema(Programme)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A conference programme in several languages",
        **schema,
    }


def without(programme, *, people=(), sessions=(), affiliations=()):
    """The programme without some people and sessions (codes) and affiliations (ids), nor anything
    that only they use."""
    replace = msgspec.structs.replace
    left = [
        replace(s, speakers=[x for x in s.speakers if x.person not in people])
        for s in programme.sessions
        if s.code not in sessions
    ]
    speaking = {x.person for s in left for x in s.speakers}
    persons = [
        replace(p, affiliations=[a for a in p.affiliations if a.id not in affiliations])
        for p in programme.people
        if p.code in speaking
    ]
    organisations = {a.organisation for p in persons for a in p.affiliations}
    return replace(
        programme,
        people=persons,
        sessions=left,
        organisations=[o for o in programme.organisations if o.id in organisations],
    )


def merged(programme, gone, into):
    """The programme with the person ``gone`` (a code) merged into ``into``: speaking moves there."""
    if gone not in programme.person:
        return programme
    replace = msgspec.structs.replace
    one, other = programme.person[gone], programme.person.get(into)
    survivor = replace(one, code=into)
    if other:
        survivor = replace(other, affiliations=other.affiliations + one.affiliations)

    def speakings(session):
        found = {}
        for speaking in session.speakers:
            code, chosen = speaking.person, speaking.affiliations
            if code in {gone, into}:
                # What was "all of mine" stays what it was, among more of them.
                if other:
                    chosen = [a.id for a in programme.affiliations_of(speaking)]
                    chosen = found[into].affiliations + chosen if into in found else chosen
                code = into
            found[code] = Speaking(person=code, affiliations=chosen)
        return list(found.values())

    people = [person for person in programme.people if person.code not in {gone, into}]
    return replace(
        programme,
        people=sorted([*people, survivor], key=lambda person: person.code),
        sessions=[replace(session, speakers=speakings(session)) for session in programme.sessions],
    )
