from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.localized import phrases
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.presentation.rooms import RoomView, room_views
from pretalx_ofa.widgets.widget import Widget, WidgetView

LABEL = pgettext_noop("pretalx_ofa", "Rooms")


class RoomsView(WidgetView, kw_only=True):
    rooms: list[RoomView]


def view(programme, languages, options, links, now):
    reading = Reading(programme, languages, links)
    return RoomsView(
        lang=bcp47(languages[0]),
        titles=phrases(languages, lambda words: words.translate(LABEL)),
        rooms=room_views(reading),
        theme=options["theme"],
    )


ROOMS = Widget("rooms", LABEL, view, "pretalx_ofa/widgets/rooms.html")
