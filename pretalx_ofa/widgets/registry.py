"""Every widget there is. A new one is a file here, its template and a line below."""

from pretalx_ofa.widgets.agenda import AGENDA
from pretalx_ofa.widgets.person import PERSON
from pretalx_ofa.widgets.rooms import ROOMS
from pretalx_ofa.widgets.track import TRACK

WIDGETS = {widget.name: widget for widget in (AGENDA, TRACK, PERSON, ROOMS)}
