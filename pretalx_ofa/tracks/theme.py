"""How tracks look: every one with a colour, a code and a shape.

Code and shape tell tracks apart where their colours do not: on paper, and to colour-blind eyes.
"""

import re
from collections import defaultdict
from typing import NamedTuple

from pretalx_ofa.tracks.colour import difference

SHAPES = {
    "circle": "●",
    "square": "■",
    "triangle": "▲",
    "diamond": "◆",
    "hexagon": "⬢",
    "star": "★",
}
CODE_LENGTH, LONGEST_CODE = 3, 4


class Look(NamedTuple):
    """``ink`` is text on ``tint``, ``mark`` a sign on white or on ``tint``, all ``#rrggbb``."""

    code: str
    shape: str
    ink: str
    tint: str
    mark: str


class Track(NamedTuple):
    """A track as far as its look depends on it; code and shape are empty where it has none yet."""

    id: int
    name: str
    color: str
    code: str = ""
    shape: str = ""


def assign(tracks, standing=()):
    """{id: (code, shape)} for new tracks, in their order, given those that have both already.

    A code or shape that a new track asks for is granted if the code is free. Codes differ in a
    programme; a shape goes to the tracks whose colours are least alike.
    """
    codes = {track.code.upper() for track in standing}
    colors = defaultdict(list)
    for track in standing:
        colors[track.shape].append(track.color)
    found = {}
    for track in tracks:
        wanted = track.code[:LONGEST_CODE]
        code = wanted if wanted and wanted.upper() not in codes else _free_code(track.name, codes)
        shape = track.shape if track.shape in SHAPES else _shape(track.color, colors)
        codes.add(code.upper())
        colors[shape].append(track.color)
        found[track.id] = code, shape
    return found


def _shape(color, colors):
    """The first shape that no track has, else the one whose tracks' colours are most different."""
    return max(
        SHAPES,
        key=lambda shape: min((difference(color, other) for other in colors[shape]), default=2),
    )


def _free_code(name, taken):
    words = re.findall(r"\w+", name)
    # Capitals tell the words that matter: "Economic Impact of Open" is EIO in any language.
    capital = [word for word in words if word[0].isupper() or word[0].isdigit()] or words
    initials = "".join(word[0] for word in capital).upper()
    first = (capital[0] if capital else "T").upper()
    for code in (initials[:CODE_LENGTH], first[:CODE_LENGTH], initials[:2], first[:2], first[:1]):
        if len(code) > 1 and code not in taken:
            return code
    return next(
        code
        for n in range(1, 10**LONGEST_CODE)
        if (code := f"{first[: LONGEST_CODE - len(str(n))]}{n}") not in taken
    )
