from itertools import product

import pytest

from pretalx_ofa.programme.records import Track
from pretalx_ofa.programme.text import Text, Value
from pretalx_ofa.tracks.colour import NIGHT, PAPER, clean, contrast, is_readable_with_white, look
from pretalx_ofa.tracks.theme import themes

CUBE = [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in product(range(0, 256, 51), repeat=3)]


@pytest.mark.parametrize("paper", (PAPER, NIGHT))
def test_text_is_aaa_and_marks_are_visible_on_every_colour(paper):
    for color in CUBE:
        shown = look(color, paper)
        assert contrast(shown.ink, shown.tint) >= 7, color
        assert contrast(shown.ink, paper) >= 7, color
        assert contrast(shown.mark, paper) >= 3, color


def test_a_visible_colour_is_not_changed():
    assert look("#6a1b9a").mark == "#6a1b9a"
    assert look("#ffee58").mark != "#ffee58", "yellow is invisible on white"


@pytest.mark.parametrize(
    ("given", "color"),
    (("#abc", "#aabbcc"), ("#AABBCC", "#aabbcc"), ("", "#808080"), (None, "#808080"), ("red", "#808080")),
)  # fmt: skip
def test_any_input_is_a_colour(given, color):
    assert clean(given) == color


def test_white_text_as_pretalx_prints_it():
    assert is_readable_with_white("#4a148c")
    assert not is_readable_with_white("#3aa57c"), "pretalx's own default green"


def track(number, name, **fields):
    text = Text(original="en", values={"en": Value(text=name)})
    return Track(id=number, name=text, **fields)


def test_every_track_has_a_code_and_a_shape_of_its_own():
    tracks = [
        track(1, "Open Source and AI"),
        track(2, "Economic Impact of Open"),
        track(3, "Other"),
        track(4, "Open Something Anyhow Impossible"),
        track(5, "Otherwise"),
        track(6, "日本"),
        track(7, "!!!"),
        track(8, "Chosen", code="XY", shape="star"),
    ]

    found = themes(tracks)

    codes = [theme.code for theme in found.values()]
    assert codes[:3] == ["OSA", "EIO", "OTH"]
    assert len(set(codes)) == len(tracks)
    assert all(1 <= len(code) <= 4 for code in codes)
    assert (found[8].code, found[8].shape) == ("XY", "star")
    assert len({found[n].shape for n in range(1, 7)}) == 6
