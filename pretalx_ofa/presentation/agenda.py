"""The programme by day and time: as an agenda with every time, or with every session once."""

import datetime as dt
from itertools import groupby

from pretalx_ofa.i18n import dates
from pretalx_ofa.i18n.languages import primary
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.affiliations import organisation_links
from pretalx_ofa.presentation.finding import folded
from pretalx_ofa.presentation.localized import (
    LocalizedText,
    NamedLink,
    View,
    each,
    lang_of,
    localized,
    phrases,
    written,
)
from pretalx_ofa.presentation.marks import in_words, marks
from pretalx_ofa.presentation.sessions import SessionView, session_view
from pretalx_ofa.presentation.times import interval
from pretalx_ofa.presentation.tracks import TrackView
from pretalx_ofa.programme.records import Entry

FEATURED = pgettext_noop("pretalx_ofa", "Featured sessions")


class SpeakerLine(View):
    """``organisations`` are those that the session is given under."""

    name: str
    url: str
    organisations: list[NamedLink]


class EntrySide(View):
    """A session in one language: ``title`` is empty where the other side or the original has it."""

    lang: str
    title: LocalizedText
    notes: list[LocalizedText]
    abstract: LocalizedText


class EntryView(View):
    """A session at one of its times, or a break (``code`` is empty).

    ``time`` is "09:00–09:30" in the event's time zone, ``elsewhere`` the same in a second one; empty
    where there is none; ``end`` is when it ends. Breaks and logistics are ``is_slim``: one line, with ``titles`` alone.
    ``anchor`` is the code at the first time of a session in the agenda, ``room_anchor`` "room-3" at the
    first session in a room; else, and where several agendas stand on a page, they are empty.
    """

    code: str
    url: str
    anchor: str
    is_slim: bool
    time: str
    elsewhere: str
    end: dt.datetime | None
    titles: list[LocalizedText]
    sides: list[EntrySide]
    speakers: list[SpeakerLine]
    track: TrackView | None
    rooms: list[NamedLink]
    room_anchor: str
    held_in: LocalizedText


class TimeGroup(View):
    """What starts at one moment; ``start`` is None for what has no time yet."""

    anchor: str
    start: dt.datetime | None
    text: str
    entries: list[EntryView]


class DayView(View):
    """``date`` is None for the sessions that have no time yet; they come last. Featured sessions are
    divided by track instead: ``titles`` name it.
    """

    anchor: str
    date: dt.date | None
    titles: list[LocalizedText]
    times: list[TimeGroup]


class DaySessions(View):
    """A day without times, breaks and logistics."""

    date: dt.date | None
    titles: list[LocalizedText]
    sessions: list[SessionView]


def entries_by_day(programme):
    """[(date, [:class:`Entry`])]; under None, last, the sessions that have no time."""
    days = [(day.date, day.entries) for day in programme.days]
    unscheduled = [Entry(None, session) for session in programme.sessions if not session.slots]
    return [*days, (None, unscheduled)] if unscheduled else days


def agenda(
    reading, wanted=None, *, abstracts=False, zone=None, without="", linked=False, anchored=True
):
    """[:class:`DayView`] of all entries or those for which ``wanted(date, entry)`` holds; no empty
    days. ``zone`` is a second time zone, a ``ZoneInfo``; ``without`` "track" or "room" leaves that
    out of the entries, for the page of one. ``linked``: organisations lead to their pages, which costs
    a tenth of the bytes. Not ``anchored``: one of several agendas on a page.
    """
    drawing = _Drawing(
        reading,
        abstracts=abstracts,
        zone=zone,
        without=without,
        linked=linked,
        anchored=anchored,
    )
    found = []
    for date, entries in entries_by_day(reading.programme):
        chosen = [entry for entry in entries if not wanted or wanted(date, entry)]
        if chosen:
            found.append(
                DayView(
                    anchor=f"day-{date}" if date else "day-none",
                    date=date,
                    titles=_titles(reading, date),
                    times=drawing.times(chosen),
                )
            )
    return found


def agenda_by_track(reading, wanted=None, *, abstracts=False):
    """:func:`agenda` of a programme without times: a section for each track, in the organisers'
    order, with its sessions by title."""
    drawing = _Drawing(reading, abstracts=abstracts)
    entries = [
        entry
        for date, entries in entries_by_day(reading.programme)
        for entry in entries
        if not wanted or wanted(date, entry)
    ]
    language = reading.languages[0]
    entries.sort(key=lambda entry: folded(entry.item.title.choose(language).text))
    found = []
    for track in (*reading.tracks.values(), None):
        chosen = [entry for entry in entries if reading.tracks.get(entry.item.track) is track]
        if chosen:
            found.append(
                DayView(
                    anchor=f"featured-{track.id if track else 'none'}",
                    date=None,
                    titles=track.names if track else phrases(reading.languages, _trackless),
                    times=drawing.times(chosen),
                )
            )
    return found


def _trackless(words):
    return words.pgettext("pretalx_ofa", "Sessions without a track")


def entry_views(reading, entries, *, abstracts=False, without=""):
    """[:class:`EntryView`] of single entries, one each, with links to organisations, without anchors."""
    drawing = _Drawing(reading, abstracts=abstracts, without=without, linked=True, anchored=False)
    return [drawing.entry(entry) for entry in entries]


def room_links(reading):
    """{id: :class:`NamedLink`} of all rooms, in the organiser's order."""
    return {
        room.id: NamedLink(
            url=reading.links.room(room.id), names=room_names(room, reading.languages)
        )
        for room in reading.programme.rooms
    }


def room_names(room, languages):
    """[:class:`LocalizedText`]: a link needs words, also to a room without a name."""
    return each(room.name, languages) or phrases(
        languages, lambda words: words.pgettext("pretalx_ofa", "Room without a name")
    )


def sessions_by_day(reading):
    """[:class:`DaySessions`]: every session that is not logistics once, on its first day."""
    left = {session.code: session for session in reading.programme.content_sessions}
    by_day = {}
    for day in reading.programme.days:
        for entry in day.entries:
            if not entry.is_break and (session := left.pop(entry.item.code, None)):
                by_day.setdefault(day.date, []).append(session)
    if left:
        by_day[None] = left.values()
    return [
        DaySessions(
            date=date,
            titles=_titles(reading, date),
            sessions=[session_view(reading, session) for session in sessions],
        )
        for date, sessions in by_day.items()
    ]


def time_anchor(start):
    """The place of a time in an agenda; ``start`` is in the event's time zone."""
    return f"t-{start:%Y-%m-%d-%H%M}"


def _titles(reading, date):
    if date is None and reading.programme.is_featured:
        return phrases(reading.languages, lambda words: words.translate(FEATURED))
    if date is None:
        return phrases(
            reading.languages,
            lambda words: words.pgettext("pretalx_ofa", "Not scheduled yet"),
        )
    return written(reading.languages, lambda code: dates.day(date, code))


class _Drawing:
    """Entries of one agenda; what several of them have in common is made once."""

    def __init__(
        self, reading, *, abstracts=False, zone=None, without="", linked=False, anchored=True
    ):
        self.reading, self.abstracts, self.zone = reading, abstracts, zone
        self.linked, self.anchored = linked, anchored
        self.programme, self.languages = reading.programme, reading.languages
        self.tracks = {} if without == "track" else reading.tracks
        self.rooms = {} if without == "room" else room_links(reading)
        self.marked = ("title", "abstract") if abstracts else ("title",)
        self.sessions, self.speakers, self.entered = {}, {}, set()

    def times(self, entries):
        tz = self.programme.tz
        found = []
        for moment, group in groupby(entries, lambda entry: entry.slot and entry.slot.start):
            start = moment and moment.astimezone(tz)
            found.append(
                TimeGroup(
                    anchor=time_anchor(start) if start and self.anchored else "",
                    start=start,
                    text=dates.clock(start, tz) if start else "",
                    entries=[self.entry(*same) for same in _together(group)],
                )
            )
        return found

    def entry(self, first, *others):
        """The same break in several rooms is one entry."""
        rooms = [entry.slot.room for entry in (first, *others) if entry.slot]
        places = [self.rooms[room] for room in rooms if room in self.rooms]
        time = {
            "time": self.time(first.slot, self.programme.tz),
            "elsewhere": self.time(first.slot, self.zone),
            "end": first.slot and first.slot.end,
            "rooms": places,
        }
        if first.is_break:
            return EntryView(
                code="",
                url="",
                anchor="",
                room_anchor="",
                is_slim=True,
                titles=each(first.item.title, self.languages),
                sides=[],
                speakers=[],
                track=None,
                held_in=LocalizedText(),
                **time,
            )
        session = first.item
        is_first = session.code not in self.sessions
        if is_first:
            self.sessions[session.code] = self.session(session)
        return EntryView(
            anchor=session.code if is_first and self.anchored else "",
            room_anchor=self.room_anchor(*rooms),
            **self.sessions[session.code],
            **time,
        )

    def room_anchor(self, room=None):
        if not self.anchored or room not in self.rooms or room in self.entered:
            return ""
        self.entered.add(room)
        return f"room-{room}"

    def time(self, slot, zone):
        if not slot or not zone:
            return ""
        date = slot.start.astimezone(self.programme.tz).date()
        return interval(slot, zone, self.languages[0], date)

    def session(self, session):
        """What an :class:`EntryView` has of a session at any of its times."""
        languages, is_slim = self.languages, session.logistics
        return {
            "code": session.code,
            "url": self.reading.links.session(session.code),
            "is_slim": is_slim,
            "titles": each(session.title, languages) if is_slim else [],
            "sides": [] if is_slim else self.sides(session),
            "speakers": [] if is_slim else [self.speaker(one) for one in session.speakers],
            "track": None if is_slim else self.tracks.get(session.track),
            "held_in": LocalizedText() if is_slim else self.held_in(session),
        }

    def held_in(self, session):
        """Empty for whoever reads the language."""
        if primary(session.language) in map(primary, self.languages):
            return LocalizedText()
        return in_words(session.language, self.languages[0])

    def sides(self, session):
        languages = self.languages
        found = [self.side(session, code) for code in languages]
        if len(languages) > 1 and not any(side.title for side in found):
            found.append(self.side(session, session.title.original, is_original=True))
        return found

    def side(self, session, language, *, is_original=False):
        main = self.languages[0]
        is_beside = len(self.languages) > 1 and not is_original

        def own(text):
            if is_beside and text.choose(language).fallback:
                return LocalizedText()
            return localized(text, language)

        return EntrySide(
            lang=lang_of(language, main),
            title=own(session.title),
            notes=[] if is_original else marks(session, language, self.marked),
            abstract=own(session.abstract) if self.abstracts else LocalizedText(),
        )

    def speaker(self, speaking):
        chosen = self.programme.affiliations_of(speaking)
        key = (speaking.person, *(affiliation.id for affiliation in chosen))
        if key not in self.speakers:
            self.speakers[key] = SpeakerLine(
                name=self.programme.person[speaking.person].name,
                url=self.reading.links.person(speaking.person),
                organisations=organisation_links(self.reading, chosen, linked=self.linked),
            )
        return self.speakers[key]


def _together(entries):
    """Lists of one entry each, but of all rooms where a break is the same but for its room."""
    found = {}
    for number, entry in enumerate(entries):
        key = number
        if entry.is_break:
            values = entry.item.title.values
            key = (entry.slot.end, *((code, value.text) for code, value in values.items()))
        found.setdefault(key, []).append(entry)
    return found.values()
