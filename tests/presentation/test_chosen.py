"""The sessions that somebody chose: which there are, and which are at the same time."""

import pytest
from django_scopes import scope

from pretalx_ofa.base.links import addresses
from pretalx_ofa.presentation.chosen import chosen
from pretalx_ofa.presentation.links import Links
from pretalx_ofa.presentation.reading import Reading
from tests.factories import make_room, make_session, read, release, schedule


@pytest.fixture
def reading(event):
    """Gives the reading of sessions that are scheduled in different rooms: {title: [start, minutes]}."""

    def made(languages=("en",), **sessions):
        for title, slots in sessions.items():
            session = make_session(event, title)
            for start, minutes in slots:
                schedule(session, f"2025-11-{start}", minutes, room=make_room(event))
        release(event)
        _snapshot, programme = read(event)
        with scope(event=event):
            return Reading(programme, languages, Links(**addresses(event)))

    return made


def codes(reading):
    return [session.code for session in reading.programme.sessions]


def overlaps(view):
    return [
        (one.day, one.time, [titles[0].text for _code, titles in one.sessions])
        for one in view.overlaps
    ]


def notes(view):
    """{title: notes} of all entries, in order."""
    return [
        (entry.sides[0].title.text, [note.text for side in entry.sides for note in side.notes])
        for day in view.days
        for time in day.times
        for entry in time.entries
    ]


ONE = "At the same time as another of these sessions"


def test_codes_that_are_not_in_the_programme_are_counted(reading):
    found = reading(A=[("18T10:00", 30)])
    (code,) = codes(found)

    view = chosen(found, (code, "NOSUCH", "OTHERS"))

    assert (view.codes, view.missing) == ((code,), 2)
    assert notes(view) == [("A", [])]


def test_what_begins_before_another_has_ended_is_marked(reading):
    found = reading(
        A=[("18T10:00", 60)], B=[("18T10:30", 60)], C=[("18T11:15", 30)], D=[("18T11:45", 30)]
    )

    view = chosen(found, codes(found))

    assert overlaps(view) == [("Tue 18 Nov", "10:00–11:45", ["A", "B", "C"])]
    assert notes(view) == [
        ("A", [ONE]),
        ("B", ["At the same time as 2 others of these sessions"]),
        ("C", [ONE]),
        ("D", []),
    ]


def test_what_begins_when_another_ends_is_not(reading):
    found = reading(A=[("18T10:00", 30)], B=[("18T10:30", 30)])

    assert overlaps(chosen(found, codes(found))) == []


def test_sessions_across_midnight_overlap_with_those_of_the_next_day(reading):
    found = reading(A=[("18T23:30", 60)], B=[("19T00:15", 30)])

    assert overlaps(chosen(found, codes(found))) == [
        ("Tue 18 Nov", "23:30–Wed 19 Nov 00:45", ["A", "B"])
    ]


def test_a_repeated_session_overlaps_only_at_the_time_where_it_does(reading):
    found = reading(A=[("18T10:00", 30), ("19T10:00", 30)], B=[("19T10:00", 30)])

    view = chosen(found, codes(found))

    assert overlaps(view) == [("Wed 19 Nov", "10:00–10:30", ["A", "B"])]
    assert notes(view) == [("A", []), ("A", [ONE]), ("B", [ONE])]


def test_the_marks_are_in_both_languages(reading):
    found = reading(("pt-br", "en"), A=[("18T10:00", 30)], B=[("18T10:00", 30)])

    assert [marks[-2:] for _title, marks in notes(chosen(found, codes(found)))] == [
        ["Ao mesmo tempo que outra destas sessões", ONE]
    ] * 2
