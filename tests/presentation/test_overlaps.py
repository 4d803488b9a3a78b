"""What of a track runs at the same time."""

from pretalx_ofa.presentation.overlaps import overlaps, parallel_tracks
from pretalx_ofa.programme.records import Track
from tests.presentation.programmes import at, programme, reading, session, text

TRACKS = [Track(id=number, name=text(en=f"Track {number}")) for number in (1, 2, 3)]


def given(*sessions):
    """Each session is (code, track, [(start, minutes)])."""
    return reading(
        programme(
            *(
                session(
                    code,
                    text(en=f"Talk {code}"),
                    track=track,
                    slots=[at(f"2025-11-18T{start}", minutes) for start, minutes in times],
                )
                for code, track, times in sessions
            ),
            tracks=TRACKS,
        ),
        "en",
        "pt-br",
    )


def told(reading):
    return [
        (overlap.times[0].text, [link.names[0].text for link in overlap.sessions])
        for overlap in overlaps(reading, 1)
    ]


def test_sessions_of_a_track_that_overlap_are_told_with_the_time_they_take_together():
    asked = given(
        ("A", 1, [("09:00", 60)]),
        ("B", 1, [("09:30", 60)]),
        ("C", 1, [("10:00", 60)]),
        ("D", 1, [("11:00", 30)]),
        ("E", 2, [("11:00", 30)]),
    )

    assert told(asked) == [("Tue 18 Nov 09:00–11:00", ["Talk A", "Talk B", "Talk C"])]
    (overlap,) = overlaps(asked, 1)
    assert [time.lang for time in overlap.times] == ["", "pt-BR"]
    assert overlap.sessions[0].url == "https://x/talk/A/"


def test_what_follows_and_what_overlaps_itself_is_no_clash():
    asked = given(
        ("A", 1, [("09:00", 30), ("09:00", 30)]),
        ("B", 1, [("09:30", 30)]),
    )

    assert told(asked) == []


def test_other_tracks_are_counted_by_their_sessions_that_run_during_ours():
    asked = given(
        ("A", 1, [("09:00", 30)]),
        ("B", 1, [("11:00", 30)]),
        ("C", 2, [("09:29", 30)]),
        ("D", 2, [("09:30", 90)]),
        ("E", 3, [("08:00", 240), ("11:00", 30)]),
        ("F", 2, [("11:10", 5)]),
        ("G", None, [("09:00", 30)]),
    )

    assert [(one.track.id, one.count[0].text) for one in parallel_tracks(asked, 1)] == [
        (2, "2 sessions"),
        (3, "one session"),
    ]


def test_a_track_without_times_has_neither():
    asked = given(("A", 1, []), ("B", 2, [("09:00", 30)]))

    assert (overlaps(asked, 1), parallel_tracks(asked, 1)) == ([], [])
