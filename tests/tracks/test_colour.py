from itertools import combinations, product

import pytest
from coloraide import Color
from pretalx.common.ui import generate_contrast_color

from pretalx_ofa.tracks.colour import (
    DEFAULTS,
    NIGHT,
    PAPER,
    clean,
    contrast,
    css_name,
    difference,
    is_readable_with_white,
    shades,
)
from pretalx_ofa.tracks.theme import Track, assign

# Colours that are nearer than this in Oklab are one colour (a just noticeable difference).
NOTICEABLE = 0.02
CUBE = [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in product(range(0, 256, 51), repeat=3)]


@pytest.mark.parametrize("paper", (PAPER, NIGHT))
def test_text_is_aaa_and_marks_are_visible_on_every_colour(paper):
    for color in CUBE:
        shown = shades(color, paper)
        assert contrast(shown.ink, shown.tint) >= 7, color
        assert contrast(shown.ink, paper) >= 7, color
        assert contrast(shown.mark, paper) >= 3, color
        assert contrast(shown.mark, shown.tint) >= 3, color


OKABE_ITO = (
    "#000000", "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7",
)  # fmt: skip


def nearest(colors, sight):
    """The least CIEDE2000 between two of the colours, as somebody without these cones sees them."""
    seen = [Color(color).filter(sight) for color in colors]
    return min(one.delta_e(other, method="2000") for one, other in combinations(seen, 2))


@pytest.mark.parametrize("sight", ("protan", "deutan", "tritan"))
def test_ten_default_colours_are_as_far_apart_as_those_of_okabe_and_ito(sight):
    assert len(set(DEFAULTS)) == 10
    assert nearest(DEFAULTS, sight) >= nearest(OKABE_ITO, sight)


@pytest.mark.parametrize("color", DEFAULTS)
def test_default_colours_can_be_read_and_stay_as_they_are(color):
    assert is_readable_with_white(color)
    assert shades(color).mark == color


def test_a_visible_colour_is_not_changed():
    assert shades("#6a1b9a").mark == "#6a1b9a"
    assert shades("#ffee58").mark != "#ffee58", "yellow is invisible on white"


@pytest.mark.parametrize(
    ("given", "color"),
    (("#abc", "#aabbcc"), ("#AABBCC", "#aabbcc"), ("", "#808080"), (None, "#808080"), ("red", "#808080")),
)  # fmt: skip
def test_any_input_is_a_colour(given, color):
    assert clean(given) == color


def test_white_text_as_pretalx_prints_it():
    assert is_readable_with_white("#4a148c")
    assert not is_readable_with_white("#3aa57c"), "pretalx's own default green"


@pytest.mark.parametrize(
    ("color", "name"),
    (("#f00", "red"), ("#6a1b9a", "purple"), ("#3aa57c", "mediumseagreen"), ("", "gray")),
)
def test_a_colour_has_the_name_of_the_nearest_that_has_one(color, name):
    assert css_name(color) == name


def test_colours_are_as_different_as_they_are_to_whom_they_are_least():
    assert difference("#000000", "#ffffff") == pytest.approx(1, abs=0.01)
    # Without cones for red these are one; everybody else sees red and brown.
    assert difference("#ff0000", "#6e6100") < NOTICEABLE
    assert difference("#6a1b9a", "#6a1b9a") == 0


NAMES = (
    "Open Source and AI",
    "Economic Impact of Open",
    "Other",
    "Open Something Anyhow Impossible",
    "Otherwise",
    "日本",
    "!!!",
)


def test_every_track_has_a_code_of_its_own_and_shapes_are_shared_last():
    found = assign([Track(n, name, "#6a1b9a") for n, name in enumerate(NAMES)])

    codes = [code for code, _shape in found.values()]
    assert codes == ["OSA", "EIO", "OTH", "OPE", "OT", "日本", "T1"]
    assert len({found[n][1] for n in range(6)}) == 6


def test_what_a_track_asks_for_is_granted_where_it_is_free():
    standing = [Track(1, "Other", "#6a1b9a", "OTH", "star")]
    tracks = [
        Track(2, "Chosen", "#6a1b9a", "XY", "star"),
        Track(3, "Taken", "#6a1b9a", "oth", "blob"),
    ]

    assert assign(tracks, standing) == {2: ("XY", "star"), 3: ("TAK", "circle")}


def test_a_new_track_changes_no_other():
    colors = ("#6a1b9a", "#2e7d32", "#c62828")
    tracks = [Track(n, NAMES[n], color) for n, color in enumerate(colors)]
    before = assign(tracks)
    standing = [
        track._replace(code=before[track.id][0], shape=before[track.id][1]) for track in tracks
    ]

    assert assign([], standing) == {}
    assert assign([Track(9, NAMES[0], "#000000")], standing)[9] not in before.values()


def test_a_thousand_tracks_of_one_name_have_a_thousand_codes():
    found = assign([Track(n, "Open", "#6a1b9a") for n in range(1000)])

    codes = {code for code, _shape in found.values()}
    assert len(codes) == 1000
    assert max(map(len, codes)) == 4


def test_default_colours_that_are_one_to_colour_blind_eyes_differ_in_shape():
    """The colours that pretalx proposes one after another, whichever it begins with."""
    colors = []
    while len(colors) < 12:
        colors.append(generate_contrast_color(existing_colors=colors))
    found = assign([Track(n, f"Track {n}", color) for n, color in enumerate(colors)])

    alike = [
        (one, other)
        for one, other in combinations(range(12), 2)
        if difference(colors[one], colors[other]) < NOTICEABLE and found[one][1] == found[other][1]
    ]
    assert alike == []
