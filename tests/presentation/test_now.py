"""What runs at a moment, and what comes next."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from pretalx_ofa.presentation.now import by_room, by_track, next_boundary, running_since
from pretalx_ofa.programme.records import Break, Room, Track
from tests.presentation.programmes import ZONE, at, programme, reading, session, text

GIVEN = programme(
    session("A", text(en="First"), track=1, slots=[at("2025-11-18T09:00")]),
    session("B", text(en="Second"), track=2, slots=[at("2025-11-18T10:00")]),
    session("C", text(en="Small"), track=1, slots=[at("2025-11-18T09:15", 45, room=2)]),
    session("D", text(en="Tomorrow"), track=1, slots=[at("2025-11-19T09:00")]),
    session("E", text(en="Somewhere"), slots=[at("2025-11-18T09:00", room=None)]),
    session("F", text(en="Never")),
    breaks=[Break(title=text(en="Coffee"), slot=at("2025-11-18T09:30"))],
    rooms=[
        Room(id=1, name=text(en="Main Room")),
        Room(id=2, name=text(en="Small Room")),
        Room(id=3, name=text(en="Empty Room")),
    ],
    tracks=[Track(id=1, name=text(en="Models")), Track(id=2, name=text(en="Law"))],
)


def moment(text):
    return dt.datetime.fromisoformat(f"2025-11-{text}").replace(tzinfo=ZoneInfo(ZONE))


def titles(entries):
    return [(entry.titles or [side.title for side in entry.sides])[0].text for entry in entries]


def told(grouping, when, wanted=lambda _entry: True):
    return [
        (
            group.names[0].text,
            titles(group.now),
            titles(group.next),
            [day.text for day in group.next_days],
        )
        for group in grouping(reading(GIVEN), moment(when), wanted)
    ]


def test_each_room_has_what_runs_and_what_comes_next_with_breaks():
    assert told(by_room, "18T09:20") == [
        ("Main Room", ["First"], ["Coffee"], []),
        ("Small Room", ["Small"], [], []),
        ("Without a room", ["Somewhere"], [], []),
    ]


def test_what_ends_now_is_over_and_what_begins_now_runs():
    assert told(by_room, "18T09:30")[0] == ("Main Room", ["Coffee"], ["Second"], [])


def test_what_comes_on_another_day_says_on_which():
    assert told(by_track, "18T09:40") == [
        ("Models", ["Small"], ["Tomorrow"], ["Wednesday, 19 November 2025"]),
        ("Law", [], ["Second"], []),
    ]
    assert told(by_track, "18T09:20")[2] == ("Without a track", ["Somewhere"], [], [])


def test_a_filter_holds_for_both():
    assert told(by_room, "18T09:20", lambda entry: entry.slot.room == 2) == [
        ("Small Room", ["Small"], [], [])
    ]


def test_after_the_event_there_is_nothing():
    assert told(by_room, "19T09:30") == told(by_track, "19T09:30") == []


@pytest.mark.parametrize(
    ("now", "boundary", "since"),
    (
        ("17T12:00", "18T09:00", None),
        ("18T08:59", "18T09:00", None),
        ("18T09:00", "18T09:15", "18T09:00"),
        ("18T09:20", "18T09:30", "18T09:15"),
        ("18T10:30", "19T09:00", None),
        ("19T09:10", "19T09:30", "19T09:00"),
        ("19T09:30", None, None),
    ),
)
def test_the_next_boundary_and_the_time_that_runs(now, boundary, since):
    assert next_boundary(GIVEN, moment(now)) == (boundary and moment(boundary))
    assert running_since(GIVEN, moment(now)) == (since and moment(since))
