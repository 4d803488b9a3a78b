"""Readable text on any colour an organiser picks (WCAG 2.2 contrast, by coloraide)."""

import re
from functools import lru_cache
from math import dist
from typing import NamedTuple

from coloraide import Color
from coloraide.css.color_names import name2val_map

PAPER, NIGHT = "#ffffff", "#121212"
DARK_INK, LIGHT_INK = "#14171a", "#f5f5f5"
GREY = "#808080"
# For tracks without a colour of their own, in this order: dark enough for white text, and also to
# colour-blind eyes at least as far apart as the eight colours of Okabe and Ito (CIEDE2000).
DEFAULTS = (
    "#001199", "#dd0088", "#777700", "#8811ff", "#006666",
    "#990033", "#5577aa", "#113300", "#996655", "#550044",
)  # fmt: skip
# AA for text; pretalx itself prints white text on a track's colour.
READABLE = 4.5
# AA for signs that are no text.
VISIBLE = 3
# How much of the colour a background may take: more, and the ink on it drops below AAA (7:1).
TINT = 0.16
# Seen by everybody else, and simulated without the cones for red, green and blue.
SIGHTS = ("", "protan", "deutan", "tritan")
CSS_NAMES = sorted(name2val_map.keys() - {"rebeccapurple", "transparent"})


class Shades(NamedTuple):
    """What is made of a track's colour for one background, as ``#rrggbb``.

    ``ink`` is text on ``tint`` (at least 7:1), ``mark`` a sign on the background or on ``tint`` (3:1).
    """

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
def shades(color, paper=PAPER):
    """The :class:`Shades` of a track colour on a background."""
    color = clean(color)
    tint = Color(paper).mix(color, TINT, space="srgb").to_string(hex=True)
    ink = max(DARK_INK, LIGHT_INK, key=lambda candidate: contrast(candidate, tint))
    return Shades(tint, ink, _visible(color, paper, tint))


@lru_cache(maxsize=512)
def css_name(color):
    """The nearest of the colours that CSS level 3 has a name for."""
    wanted = Color(clean(color))
    return min(CSS_NAMES, key=lambda name: wanted.delta_e(name, method="ok"))


def difference(one, other):
    """The least Oklab distance (0 to 1) of two colours over all kinds of colour vision."""
    pairs = zip(_as_seen(clean(one)), _as_seen(clean(other)), strict=True)
    return min(dist(*pair) for pair in pairs)


@lru_cache(maxsize=512)
def _as_seen(color):
    """[Oklab coordinates] of a colour as each of SIGHTS sees it."""
    seen = [Color(color).filter(sight) if sight else Color(color) for sight in SIGHTS]
    return [tuple(one.convert("oklab").coords()) for one in seen]


def _visible(color, paper, tint):
    """The colour itself where it can be seen on both backgrounds, else the nearest that can."""
    towards = "#000000" if contrast(paper, "#000000") > contrast(paper, "#ffffff") else "#ffffff"
    for share in range(0, 101, 5):
        mixed = Color(color).mix(towards, share / 100, space="oklab").fit("srgb")
        mixed = mixed.convert("srgb").to_string(hex=True)
        if min(contrast(mixed, paper), contrast(mixed, tint)) >= VISIBLE:
            return mixed
    return towards
