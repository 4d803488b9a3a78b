"""The programme by day: as an agenda with every time, or with every session once."""

import datetime as dt

from pretalx_ofa.i18n import dates
from pretalx_ofa.presentation.localized import LocalizedText, View, each, phrases, written
from pretalx_ofa.presentation.sessions import SessionView, session_view
from pretalx_ofa.presentation.times import TimeView, time_view
from pretalx_ofa.programme.records import Entry


class EntryView(View):
    """A line of the agenda: a session at one of its times, or a break (``session`` is None).

    ``time`` is in the first language, None where there is none yet; ``titles`` and ``rooms`` are in
    all languages.
    """

    time: TimeView | None
    titles: list[LocalizedText]
    rooms: list[LocalizedText]
    session: SessionView | None

    @property
    def is_slim(self):
        """Breaks and logistics are one line each."""
        return self.session is None or self.session.is_logistics


class DayView(View):
    """``date`` is None for the sessions that have no time yet; they come last."""

    date: dt.date | None
    titles: list[LocalizedText]
    entries: list[EntryView]


class DaySessions(View):
    """The same, without times, breaks and logistics."""

    date: dt.date | None
    titles: list[LocalizedText]
    sessions: list[SessionView]


def agenda(reading, only=None):
    """[:class:`DayView`] of all entries or those for which ``only(entry)`` holds; no empty days."""
    views = {}

    def view_of(session):
        if session.code not in views:
            views[session.code] = session_view(reading, session)
        return views[session.code]

    days = [(day.date, day.entries) for day in reading.programme.days]
    days.append((None, [Entry(None, s) for s in reading.programme.sessions if not s.slots]))
    found = []
    for date, entries in days:
        shown = [_entry(reading, entry, view_of) for entry in entries if not only or only(entry)]
        if shown:
            found.append(DayView(date=date, titles=_titles(reading, date), entries=shown))
    return found


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


def _titles(reading, date):
    if date is None:
        return phrases(
            reading.languages,
            lambda words: words.pgettext("pretalx_ofa", "Not scheduled yet"),
        )
    return written(reading.languages, lambda code: dates.day(date, code))


def _entry(reading, entry, view_of):
    room = reading.programme.room.get(entry.slot.room) if entry.slot else None
    return EntryView(
        time=time_view(reading, entry.slot, reading.languages[0]) if entry.slot else None,
        titles=each(entry.item.title, reading.languages),
        rooms=each(room.name, reading.languages) if room else [],
        session=None if entry.is_break else view_of(entry.item),
    )
