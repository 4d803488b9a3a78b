"""A day as a table: a column a room, a row for each time at which something starts."""

from pretalx_ofa.presentation.agenda import DayView, EntryView
from pretalx_ofa.presentation.localized import NamedLink, View


class Cell(View):
    """What starts in a room at a time; ``rows`` is how many rows it takes."""

    entries: list[EntryView]
    rows: int


class Row(View):
    """``cells`` are one for each column, None where an earlier one is still going on."""

    anchor: str
    text: str
    cells: list[Cell | None]


class Grid(View):
    """``rooms`` are the columns; the last is None where something is in no room."""

    rooms: list[NamedLink | None]
    rows: list[Row]


class DayTable(View):
    """``grid`` is None for the sessions without a time."""

    day: DayView
    grid: Grid | None


def tables(days, rooms):
    """[:class:`DayTable`] of [:class:`DayView`]."""
    return [DayTable(day=day, grid=grid(day, rooms) if day.date else None) for day in days]


def grid(day, rooms):
    """The :class:`Grid` of a :class:`DayView` with times; ``rooms`` are [:class:`NamedLink`] in order.

    What overlaps in one room stands in one cell, which is as long as all of it.
    """
    used = {room.url for time in day.times for entry in time.entries for room in entry.rooms}
    columns = [room for room in rooms if room.url in used]
    if any(not entry.rooms for time in day.times for entry in time.entries):
        columns.append(None)
    starts = [time.start for time in day.times]
    cells = [[None] * len(columns) for _ in starts]
    for number, room in enumerate(columns):
        _fill(cells, number, room, day.times, starts)
    return Grid(
        rooms=columns,
        rows=[
            Row(anchor=time.anchor, text=time.text, cells=row)
            for time, row in zip(day.times, cells, strict=True)
        ],
    )


def _fill(cells, column, room, times, starts):
    top = until = 0
    entries = []
    for number, time in enumerate(times):
        here = [entry for entry in time.entries if _is_in(entry, room)]
        if number >= until:
            top, until, entries = number, number + 1, []
        entries = [*entries, *here]
        until = max(until, *(sum(start < entry.end for start in starts) for entry in here), 0)
        cells[top][column] = Cell(entries=entries, rows=until - top)


def _is_in(entry, room):
    return room in entry.rooms if room else not entry.rooms
