"""The programme by day: as an agenda with every time, or with every session once."""

import datetime as dt

from pretalx_ofa.i18n import dates
from pretalx_ofa.presentation.localized import LocalizedText, View, each, phrases, written
from pretalx_ofa.presentation.sessions import SessionView, session_view
from pretalx_ofa.presentation.times import TimeView, time_view


class EntryView(View):
    """A line of the agenda: a session at one of its times, or a break (``session`` is None).

    ``time`` and its room are in the first language, ``titles`` and ``rooms`` in all.
    """

    time: TimeView
    titles: list[LocalizedText]
    rooms: list[LocalizedText]
    session: SessionView | None

    @property
    def is_slim(self):
        """Breaks and logistics are one line each."""
        return self.session is None or self.session.is_logistics


class DayView(View):
    date: dt.date
    titles: list[LocalizedText]
    entries: list[EntryView]


class DaySessions(View):
    """``date`` is None for the sessions that have no time yet; they come last."""

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

    days = []
    for day in reading.programme.days:
        entries = [
            _entry(reading, entry, view_of) for entry in day.entries if not only or only(entry)
        ]
        if entries:
            days.append(DayView(date=day.date, titles=_titles(reading, day.date), entries=entries))
    return days


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
    room = reading.programme.room.get(entry.slot.room)
    return EntryView(
        time=time_view(reading, entry.slot, reading.languages[0]),
        titles=each(entry.item.title, reading.languages),
        rooms=each(room.name, reading.languages) if room else [],
        session=None if entry.is_break else view_of(entry.item),
    )
