"""Every widget there is. A new one is a file here, its template and a line below."""

from pretalx_ofa.widgets.agenda import AGENDA
from pretalx_ofa.widgets.now import NOW_AND_NEXT
from pretalx_ofa.widgets.organisation import ORGANISATION
from pretalx_ofa.widgets.person import PERSON
from pretalx_ofa.widgets.room import ROOM
from pretalx_ofa.widgets.rooms import ROOMS
from pretalx_ofa.widgets.session import SESSION
from pretalx_ofa.widgets.speakers import SPEAKERS
from pretalx_ofa.widgets.track import TRACK
from pretalx_ofa.widgets.tracks import TRACKS

WIDGETS = {
    widget.name: widget
    for widget in (
        AGENDA,
        NOW_AND_NEXT,
        SPEAKERS,
        PERSON,
        TRACKS,
        TRACK,
        ROOMS,
        ROOM,
        ORGANISATION,
        SESSION,
    )
}
