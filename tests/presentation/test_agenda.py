"""The programme by day and by room."""

from pretalx_ofa.presentation.agenda import agenda, sessions_by_day
from pretalx_ofa.presentation.localized import LocalizedText
from pretalx_ofa.presentation.rooms import room_views
from pretalx_ofa.programme.records import Break, Room, Speaking
from tests.presentation.programmes import (
    affiliation,
    at,
    person,
    programme,
    reading,
    session,
    text,
)


def lines(days):
    """[(title of a day, [(time, title)])]."""
    return [
        (
            day.titles[0].text,
            [(entry.time and entry.time.text, entry.titles[0].text) for entry in day.entries],
        )
        for day in days
    ]


def test_days_have_sessions_and_breaks_by_time_and_what_has_no_time_last():
    found = agenda(
        reading(
            programme(
                session("B", text(en="Late"), slots=[at("2025-11-19T09:00")]),
                session("A", text(en="Early"), slots=[at("2025-11-18T09:00")]),
                session("C", text(en="Some time")),
                breaks=[Break(title=text(en="Coffee"), slot=at("2025-11-18T09:30"))],
            )
        )
    )

    assert lines(found) == [
        ("Tuesday, 18 November 2025", [("09:00–09:30", "Early"), ("09:30–10:00", "Coffee")]),
        ("Wednesday, 19 November 2025", [("09:00–09:30", "Late")]),
        ("Not scheduled yet", [(None, "Some time")]),
    ]


def test_a_session_over_midnight_stands_on_its_first_day():
    night = session(slots=[at("2025-11-18T23:30", minutes=60)])

    (day,) = agenda(reading(programme(night)))

    assert day.entries[0].time.text == "23:30–Wed 19 Nov 00:30"


def test_headings_in_two_languages_are_said_once_where_they_are_the_same():
    given = programme(
        session(title=text(en="Forks", pt_br="Forks"), slots=[at("2025-11-18T09:00")]),
        languages=["en", "pt-br"],
    )

    (day,) = agenda(reading(given, "en", "pt-br"))

    assert day.entries[0].titles == [LocalizedText("Forks")]
    assert day.entries[0].rooms == [LocalizedText("Main Room"), LocalizedText("Sala 1", "pt-BR")]


def test_in_a_book_a_session_stands_once_and_logistics_nowhere():
    found = sessions_by_day(
        reading(
            programme(
                session("A", slots=[at("2025-11-18T09:00"), at("2025-11-19T09:00")]),
                session("B", logistics=True, slots=[at("2025-11-18T10:00")]),
            )
        )
    )

    assert [(str(day.date), [one.code for one in day.sessions]) for day in found] == [
        ("2025-11-18", ["A"])
    ]


def test_an_affiliation_that_is_not_disclosed_leaves_the_name_alone():
    given = programme(
        session(speakers=[Speaking(person="ANA")], slots=[at("2025-11-18T09:00")]),
        people=[person(affiliations=[affiliation(name="Secret", kind="undisclosed")])],
    )

    (day,) = agenda(reading(given))

    (speaker,) = day.entries[0].session.sides[0].speakers
    assert (speaker.name, speaker.affiliations) == ("Ana Souza", [])


def test_rooms_come_in_order_with_what_happens_there_and_empty_ones_not_at_all():
    found = room_views(
        reading(
            programme(
                session("A", text(en="Talk"), slots=[at("2025-11-18T09:00", room=2)]),
                session("B", text(en="Nowhere"), slots=[at("2025-11-18T09:00", room=None)]),
                session("C", text(en="Unscheduled")),
                breaks=[Break(title=text(en="Coffee"), slot=at("2025-11-18T09:30", room=1))],
                rooms=[
                    Room(id=2, name=text(en="Hall"), description=text(en="Second floor")),
                    Room(id=1, name=text(en="Foyer")),
                    Room(id=3, name=text(en="Empty")),
                ],
            )
        )
    )

    assert [
        (room.names[0].text, [one.text for one in room.descriptions], lines(room.days)[0][1])
        for room in found
    ] == [
        ("Hall", ["Second floor"], [("09:00–09:30", "Talk")]),
        ("Foyer", [], [("09:30–10:00", "Coffee")]),
    ]
