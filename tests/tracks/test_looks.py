"""The look of an event's tracks: stored when it is first needed, and stable from then on."""

import pytest
from django_scopes import scopes_disabled

from pretalx_ofa.tracks.looks import copy_themes, ensure_themes, looks
from pretalx_ofa.tracks.models import TrackTheme
from tests.factories import make_event, make_track

QUERIES, FIRST_QUERIES = 2, 4


@pytest.fixture
def tracks(in_event):
    names = ("Open Source and AI", "Other", "Economic Impact of Open")
    return [make_track(in_event, name) for name in names]


def test_every_track_gets_a_look_that_is_stored(in_event, tracks):
    found = looks(in_event)

    assert [(found[track.pk].code, found[track.pk].shape) for track in tracks] == [
        ("OSA", "circle"),
        ("OTH", "square"),
        ("EIO", "triangle"),
    ]
    assert found == {
        theme.track_id: (theme.code, theme.shape, theme.ink, theme.tint, theme.mark)
        for theme in TrackTheme.objects.all()
    }


def test_a_track_that_comes_goes_or_is_renamed_changes_no_other(in_event, tracks):
    before = looks(in_event)
    tracks[0].delete()
    tracks[1].name = "Something quite different"
    tracks[1].save()
    new = make_track(in_event, "Added")

    after = looks(in_event)

    assert after.pop(new.pk).shape == "circle", "the one that is free again"
    assert after == {track.pk: before[track.pk] for track in tracks[1:]}


def test_another_colour_leaves_code_and_shape(in_event, tracks):
    before = looks(in_event)[tracks[0].pk]
    tracks[0].color = "#ffee58"
    tracks[0].save()

    after = looks(in_event)[tracks[0].pk]

    assert (after.code, after.shape) == (before.code, before.shape)
    assert (after.tint, after.mark) != (before.tint, before.mark)
    stored = TrackTheme.objects.get(track=tracks[0])
    assert (stored.color, stored.tint) == ("#ffee58", after.tint)


@pytest.mark.parametrize("color", ("", "red", "#12345"))
def test_any_colour_gives_a_look(in_event, color):
    track = make_track(in_event, color=color)

    assert looks(in_event)[track.pk][2:] == ("#14171a", "#ebebeb", "#808080")


def test_what_somebody_else_stored_meanwhile_stays(in_event, tracks):
    """Two builders at once: one has read that there are none, the other has stored some."""
    ensure_themes(in_event, tracks[:1], wanted={tracks[0].pk: ("OTH", "star")})

    themes = ensure_themes(in_event, tracks, {})

    assert [themes[track.pk].code for track in tracks] == ["OTH", "OT", "EIO"]
    assert themes[tracks[0].pk].shape == "star"


def test_the_next_edition_has_the_same_looks(in_event, tracks):
    before = looks(in_event)
    copy = make_event(plugin=False)
    with scopes_disabled():
        copied = {track.pk: make_track(copy, track.name) for track in tracks}
        copy_themes(copy, copied)

        assert looks(copy) == {copied[pk].pk: look for pk, look in before.items()}


@pytest.mark.parametrize("item_count", (1, 3))
def test_looks_cost_the_same_queries(in_event, item_count, django_assert_num_queries):
    for n in range(item_count):
        make_track(in_event, f"Track {n}")

    with django_assert_num_queries(FIRST_QUERIES):
        looks(in_event)
    with django_assert_num_queries(QUERIES):
        looks(in_event)
