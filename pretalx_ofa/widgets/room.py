from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.calendars import CalendarLinks, calendar_links
from pretalx_ofa.presentation.localized import LocalizedText, phrase
from pretalx_ofa.presentation.options import NOT_FOUND, MissingError, Option, number
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.presentation.rooms import RoomView, room_view
from pretalx_ofa.widgets.widget import THEME, Widget, WidgetView

LABEL = pgettext_noop("pretalx_ofa", "Room")


class RoomPage(WidgetView, kw_only=True):
    room: RoomView
    calendar: CalendarLinks | None
    rooms: str
    rooms_label: LocalizedText


def view(programme, languages, options, links, now):
    reading = Reading(programme, languages, links)
    room = room_view(reading, options["room"])
    if not room:
        raise MissingError("room", NOT_FOUND)
    return RoomPage(
        lang=bcp47(languages[0]),
        titles=room.names,
        summary=room.descriptions,
        theme=options["theme"],
        room=room,
        calendar=calendar_links(reading, f"room={room.id}"),
        rooms=links.widget("rooms", ""),
        rooms_label=phrase(languages[0], lambda words: words.pgettext("pretalx_ofa", "Rooms")),
    )


ROOM = Widget(
    "room",
    LABEL,
    view,
    "pretalx_ofa/widgets/room.html",
    options=(Option("room", number), THEME),
    address=lambda links, options: links.room(options["room"]),
)
