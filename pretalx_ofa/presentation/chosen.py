"""Sessions that somebody chose, by day, and which of them are at the same time."""

import datetime as dt
from typing import NamedTuple

from msgspec.structs import replace

from pretalx_ofa.i18n import dates
from pretalx_ofa.presentation.agenda import DayView, EntryView, agenda
from pretalx_ofa.presentation.localized import LocalizedText, View, each, phrases
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.presentation.times import interval


class OverlapView(View):
    """Sessions one after the other, of which each begins before those before it have ended.

    ``time`` is from the first beginning to the last end; ``sessions`` are [(code, titles)].
    """

    day: str
    time: str
    sessions: list[tuple[str, list[LocalizedText]]]


class ChosenView(View):
    """``codes`` are those that the programme has, ``missing`` is the number of the others."""

    codes: tuple[str, ...]
    missing: int
    days: list[DayView]
    overlaps: list[OverlapView]


class _Timed(NamedTuple):
    start: dt.datetime
    end: dt.datetime
    code: str


def chosen(reading: Reading, codes) -> ChosenView:
    """The sessions with these codes; each entry says with how many others it overlaps."""
    found = tuple(code for code in codes if code in reading.programme.session)
    wanted = set(found)
    days = agenda(reading, lambda _date, entry: not entry.is_break and entry.item.code in wanted)
    groups = [group for group in _groups(_timed(days)) if len({one.code for one in group}) > 1]
    numbers = {(one.code, one.start): _others(one, group) for group in groups for one in group}

    def marked(entry: EntryView, start):
        number = numbers.get((entry.code, start))
        return _noted(reading, entry, number) if number else entry

    return ChosenView(
        codes=found,
        missing=len(codes) - len(found),
        days=[
            replace(
                day,
                times=[
                    replace(time, entries=[marked(entry, time.start) for entry in time.entries])
                    for time in day.times
                ],
            )
            for day in days
        ],
        overlaps=[_overlap(reading, group) for group in groups],
    )


def _timed(days):
    return [
        _Timed(time.start, entry.end, entry.code)
        for day in days
        for time in day.times
        if time.start
        for entry in time.entries
    ]


def _groups(timed):
    """Lists of what is connected by overlapping; what ends when another begins is not."""
    groups, last_end = [], None
    for one in sorted(timed, key=lambda one: one.start):
        if groups and one.start < last_end:
            groups[-1].append(one)
            last_end = max(last_end, one.end)
        else:
            groups.append([one])
            last_end = one.end
    return groups


def _others(one, group):
    return len(
        {
            other.code
            for other in group
            if other.code != one.code and other.start < one.end and one.start < other.end
        }
    )


def _noted(reading, entry, number):
    notes = phrases(
        reading.languages,
        lambda words: words.npgettext(
            "pretalx_ofa",
            "At the same time as another of these sessions",
            "At the same time as {count} others of these sessions",
            number,
        ).format(count=number),
    )
    first, *rest = entry.sides or [None]
    if not first:
        return entry
    return replace(entry, sides=[replace(first, notes=[*first.notes, *notes]), *rest])


def _overlap(reading, group):
    programme, main = reading.programme, reading.languages[0]
    date = group[0].start.astimezone(programme.tz).date()
    whole = group[0]._replace(end=max(one.end for one in group))
    codes = dict.fromkeys(one.code for one in group)
    return OverlapView(
        day=dates.short_day(date, main),
        time=interval(whole, programme.tz, main, date),
        sessions=[(code, each(programme.session[code].title, reading.languages)) for code in codes],
    )
