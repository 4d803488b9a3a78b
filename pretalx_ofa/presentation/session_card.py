from pretalx_ofa.i18n import dates
from pretalx_ofa.presentation.agenda import EntryView, entry_views, room_links
from pretalx_ofa.presentation.localized import LocalizedText, NamedLink, View, written
from pretalx_ofa.presentation.times import interval
from pretalx_ofa.programme.records import Entry


class CardTime(View):
    """``times`` are "Tuesday, 18 November 2025, 16:20–16:50" in each language."""

    times: list[LocalizedText]
    room: NamedLink | None


class SessionCard(View):
    """A session by itself; ``entry`` has its texts, its speakers and its track."""

    entry: EntryView
    times: list[CardTime]


def session_card(reading, code):
    """The :class:`SessionCard` of a session's code; None where the programme has none."""
    session = reading.programme.session.get(code)
    if not session:
        return None
    rooms = room_links(reading)
    (entry,) = entry_views(reading, [Entry(None, session)], abstracts=True)
    return SessionCard(
        entry=entry,
        times=[
            CardTime(times=_times(reading, slot), room=rooms.get(slot.room))
            for slot in session.slots
        ],
    )


def _times(reading, slot):
    zone = reading.programme.tz
    date = slot.start.astimezone(zone).date()
    return written(
        reading.languages,
        lambda code: f"{dates.day(date, code)}, {interval(slot, zone, code, date)}",
    )
