"""Readable text on any colour an organiser picks (WCAG 2.2 contrast, by coloraide)."""

import re
from functools import lru_cache
from typing import NamedTuple

from coloraide import Color

PAPER, NIGHT = "#ffffff", "#121212"
DARK_INK, LIGHT_INK = "#14171a", "#f5f5f5"
GREY = "#808080"
# AA for text; pretalx itself prints white text on a track's colour.
READABLE = 4.5
# AAA for text, and what a mark needs to be seen at all.
EASY, VISIBLE = 7, 3
# How much of the colour a background may take: more, and the ink on it drops below AAA.
TINT = 0.16


class Look(NamedTuple):
    """A track's colours on one background, as ``#rrggbb``: background, text, and marks."""

    tint: str
    ink: str
    mark: str


def contrast(one, other):
    """WCAG contrast of two colours, 1 to 21."""
    return Color(clean(one)).contrast(clean(other), method="wcag21")


def is_readable_with_white(color):
    return contrast(color, PAPER) >= READABLE


def clean(color):
    """``#rrggbb`` of ``#rgb`` or ``#rrggbb``; grey for anything else."""
    digits = (color or "").strip().removeprefix("#").lower()
    if re.fullmatch(r"[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits}" if re.fullmatch(r"[0-9a-f]{6}", digits) else GREY


@lru_cache(maxsize=512)
def look(color, paper=PAPER):
    """The :class:`Look` of a track colour on a background: ink on tint is at least 7:1 always."""
    color = clean(color)
    tint = Color(paper).mix(color, TINT, space="srgb").to_string(hex=True)
    ink = max(DARK_INK, LIGHT_INK, key=lambda candidate: contrast(candidate, tint))
    return Look(tint, ink, _visible(color, paper))


def _visible(color, paper):
    """The colour itself where it can be seen on the background, else the nearest that can."""
    towards = "#000000" if contrast(paper, "#000000") > contrast(paper, "#ffffff") else "#ffffff"
    for share in range(0, 101, 5):
        mixed = Color(color).mix(towards, share / 100, space="oklab").fit("srgb")
        mixed = mixed.convert("srgb").to_string(hex=True)
        if contrast(mixed, paper) >= VISIBLE:
            return mixed
    return towards
