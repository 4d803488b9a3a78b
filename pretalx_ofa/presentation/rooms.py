from pretalx_ofa.presentation.agenda import DayView, agenda, room_names
from pretalx_ofa.presentation.localized import LocalizedText, View, each


class RoomView(View):
    """A room with its agenda: ``days`` hold its sessions and breaks."""

    id: int
    url: str
    names: list[LocalizedText]
    descriptions: list[LocalizedText]
    days: list[DayView]


def room_views(reading):
    """[:class:`RoomView`] of the rooms with something in them, in the organiser's order."""
    views = [_view(reading, room, anchored=False) for room in reading.programme.rooms]
    return [view for view in views if view.days]


def room_view(reading, number):
    """The :class:`RoomView` of a room's id, also of one in which nothing is; None for no room."""
    room = reading.programme.room.get(number)
    return room and _view(reading, room)


def _view(reading, room, *, anchored=True):
    return RoomView(
        id=room.id,
        url=reading.links.room(room.id),
        names=room_names(room, reading.languages),
        descriptions=each(room.description, reading.languages),
        days=agenda(
            reading,
            lambda _date, entry: entry.slot and entry.slot.room == room.id,
            without="room",
            anchored=anchored,
        ),
    )
