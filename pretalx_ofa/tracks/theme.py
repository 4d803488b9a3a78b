"""How the tracks of a programme look: every one with a colour, a code and a shape of its own."""

import re
from typing import NamedTuple

from pretalx_ofa.tracks.colour import Look, look

SHAPES = {
    "circle": "●",
    "square": "■",
    "triangle": "▲",
    "diamond": "◆",
    "hexagon": "⬢",
    "star": "★",
}
CODE_LENGTH = 3


class Theme(NamedTuple):
    code: str
    shape: str
    look: Look

    @property
    def glyph(self):
        return SHAPES[self.shape]


def themes(tracks):
    """{track id: :class:`Theme`} for a programme's tracks, in their order.

    What the organiser chose stays; codes that are missing come from the name's capitals or first
    letters and are unique, shapes go round.
    """
    codes = {track.code.upper() for track in tracks if track.code}
    found = {}
    for number, track in enumerate(tracks):
        code = track.code or _free_code(_name(track), codes)
        codes.add(code.upper())
        shape = track.shape if track.shape in SHAPES else list(SHAPES)[number % len(SHAPES)]
        found[track.id] = Theme(code, shape, look(track.color))
    return found


def _name(track):
    text = track.name.values.get(track.name.original) or next(
        iter(track.name.values.values()), None
    )
    return text.text if text else ""


def _free_code(name, taken):
    words = re.findall(r"\w+", name)
    # Capitals tell the words that matter: "Economic Impact of Open" is EIO in any language.
    capital = [word for word in words if word[0].isupper() or word[0].isdigit()] or words
    initials = "".join(word[0] for word in capital).upper()
    first = (capital[0] if capital else "T").upper()
    for code in (initials[:CODE_LENGTH], first[:CODE_LENGTH], initials[:2], first[:2], first[:1]):
        if code and len(code) > 1 and code not in taken:
            return code
    return next(f"{first[:2]}{n}" for n in range(1, 1000) if f"{first[:2]}{n}" not in taken)
