from typing import NamedTuple

from pretalx_ofa.tracks import colour


class Look(NamedTuple):
    code: str
    shape: str
    ink: str
    tint: str
    mark: str


def looks(event):
    found = {}
    for track in event.tracks.select_related("ofa_theme"):
        theme = getattr(track, "ofa_theme", None)
        look = colour.look((theme and theme.color) or track.color)
        found[track.pk] = Look(
            theme.code if theme else "",
            theme.shape if theme else "",
            look.ink,
            look.tint,
            look.mark,
        )
    return found
