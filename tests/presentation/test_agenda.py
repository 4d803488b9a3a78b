"""The programme by day, by time and by room."""

from zoneinfo import ZoneInfo

from pretalx_ofa.presentation.agenda import agenda, room_links, sessions_by_day
from pretalx_ofa.presentation.grid import tables
from pretalx_ofa.presentation.localized import LocalizedText
from pretalx_ofa.presentation.rooms import room_view, room_views
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


def entries(day):
    return [entry for time in day.times for entry in time.entries]


def title(entry):
    return entry.titles[0].text if entry.titles else entry.sides[0].title.text


def lines(days):
    """[(title of a day, [(time, title)])]."""
    return [
        (day.titles[0].text, [(entry.time, title(entry)) for entry in entries(day)]) for day in days
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
        ("Not scheduled yet", [("", "Some time")]),
    ]
    assert [day.anchor for day in found] == ["day-2025-11-18", "day-2025-11-19", "day-none"]


def test_what_starts_together_stands_together():
    (day,) = agenda(
        reading(
            programme(
                session("A", slots=[at("2025-11-18T09:00")]),
                session("B", slots=[at("2025-11-18T09:00", minutes=60)]),
                session("C", slots=[at("2025-11-18T09:30")]),
            )
        )
    )

    assert [(time.anchor, time.text, [e.code for e in time.entries]) for time in day.times] == [
        ("t-2025-11-18-0900", "09:00", ["A", "B"]),
        ("t-2025-11-18-0930", "09:30", ["C"]),
    ]


def test_a_break_in_several_rooms_is_one_entry():
    rooms = [Room(id=n, name=text(en=f"Room {n}")) for n in (1, 2)]
    breaks = [Break(title=text(en="Coffee"), slot=at("2025-11-18T09:30", room=n)) for n in (1, 2)]

    (day,) = agenda(reading(programme(breaks=breaks, rooms=rooms)))

    (entry,) = entries(day)
    assert [room.names[0].text for room in entry.rooms] == ["Room 1", "Room 2"]


def test_a_session_over_midnight_stands_on_its_first_day():
    night = session(slots=[at("2025-11-18T23:30", minutes=60)])

    (day,) = agenda(reading(programme(night)))

    assert entries(day)[0].time == "23:30–Wed 19 Nov 00:30"


def test_times_in_a_second_zone_name_the_day_where_it_is_another():
    given = programme(
        session("A", slots=[at("2025-11-18T09:00")]),
        session("B", slots=[at("2025-11-18T23:00")]),
    )

    (day,) = agenda(reading(given), zone=ZoneInfo("Europe/Lisbon"))

    assert [entry.elsewhere for entry in entries(day)] == [
        "12:00–12:30",
        "Wed 19 Nov 02:00–02:30",
    ]


def test_the_anchor_of_a_session_is_at_its_first_time():
    twice = session("A", slots=[at("2025-11-18T09:00"), at("2025-11-19T09:00")])

    assert [
        entry.anchor for day in agenda(reading(programme(twice))) for entry in entries(day)
    ] == [
        "A",
        "",
    ]


def test_the_anchor_of_a_room_is_at_its_first_session():
    given = programme(
        session("A", slots=[at("2025-11-18T09:00"), at("2025-11-19T09:00", room=2)]),
        session("B", slots=[at("2025-11-18T10:00"), at("2025-11-18T11:00", room=None)]),
        rooms=[Room(id=number, name=text(en=f"Room {number}")) for number in (1, 2)],
    )

    def anchors(**options):
        days = agenda(reading(given), **options)
        return [entry.room_anchor for day in days for entry in entries(day)]

    assert anchors() == ["room-1", "", "", "room-2"]
    assert anchors(without="room") == [""] * 4


def test_agendas_beside_each_other_have_no_place_of_one_name_twice():
    twice = session("A", slots=[at("2025-11-18T09:00"), at("2025-11-18T09:00", room=2)])
    given = programme(
        twice, rooms=[Room(id=number, name=text(en=f"Room {number}")) for number in (1, 2)]
    )

    (one, other) = room_views(reading(given))

    places = [
        (day.times[0].anchor, entry.anchor, entry.room_anchor)
        for day in (*one.days, *other.days)
        for entry in entries(day)
    ]
    assert places == [("", "", "")] * 2
    assert room_view(reading(given), 1).days[0].times[0].anchor == "t-2025-11-18-0900"


def test_a_room_without_a_name_has_words_to_link():
    given = programme(
        session("A", slots=[at("2025-11-18T09:00")]), rooms=[Room(id=1, name=text(en=""))]
    )

    (day,) = agenda(reading(given, "pt-br"))

    (room,) = entries(day)[0].rooms
    assert [name.text for name in room.names] == ["Sala sem nome"]


def test_two_languages_stand_in_two_columns_and_what_is_the_same_once():
    given = programme(
        session(title=text(en="Forks", pt_br="Bifurcações"), slots=[at("2025-11-18T09:00")]),
        languages=["en", "pt-br"],
    )

    (day,) = agenda(reading(given, "en", "pt-br"))

    (entry,) = entries(day)
    assert [(side.title.text, side.lang) for side in entry.sides] == [
        ("Forks", ""),
        ("Bifurcações", "pt-BR"),
    ]
    assert entry.rooms[0].names == [LocalizedText("Main Room"), LocalizedText("Sala 1", "pt-BR")]


def test_an_original_in_a_third_language_is_a_column_more():
    given = programme(session(title=text("es", es="Modelos"), slots=[at("2025-11-18T09:00")]))

    (day,) = agenda(reading(given, "en", "pt-br"))

    assert [(side.title.text, side.lang) for side in entries(day)[0].sides] == [
        ("", ""),
        ("", "pt-BR"),
        ("Modelos", "es"),
    ]


def test_only_what_is_shown_is_marked_as_missing():
    talk = session(
        title=text(en="Forks", pt_br="Bifurcações"),
        abstract=text(en="About forks"),
        slots=[at("2025-11-18T09:00")],
    )

    def notes(**options):
        (day,) = agenda(reading(programme(talk), "pt-br"), **options)
        return [note.text for note in entries(day)[0].sides[0].notes]

    assert notes() == []
    assert notes(abstracts=True) == ["Resumo disponível apenas em inglês"]


def test_the_spoken_language_is_told_to_whoever_does_not_read_it():
    talk = session(language="en", slots=[at("2025-11-18T09:00")])

    def held_in(*languages):
        (day,) = agenda(reading(programme(talk), *languages))
        return entries(day)[0].held_in.text

    assert (held_in("pt-br"), held_in("en"), held_in("pt-br", "en")) == ("Em inglês", "", "")


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
        people=[
            person(
                affiliations=[
                    affiliation(1, name="Secret", kind="undisclosed"),
                ]
            )
        ],
    )

    (day,) = agenda(reading(given))

    (speaker,) = entries(day)[0].speakers
    assert (speaker.name, speaker.organisations) == ("Ana Souza", [])


def test_speakers_have_the_organisations_that_the_session_is_given_under():
    given = programme(
        session("A", speakers=[Speaking(person="ANA")], slots=[at("2025-11-18T09:00")]),
        session(
            "B", speakers=[Speaking(person="ANA", affiliations=[2])], slots=[at("2025-11-18T10:00")]
        ),
        session(
            "C", speakers=[Speaking(person="ANA", affiliations=[])], slots=[at("2025-11-18T11:00")]
        ),
        people=[
            person(affiliations=[affiliation(1, "RISE"), affiliation(2, "", kind="independent")])
        ],
    )

    (day,) = agenda(reading(given, "pt-br"))

    assert [
        [link.names[0].text for link in entry.speakers[0].organisations] for entry in entries(day)
    ] == [["RISE", "Sem vínculo institucional"], ["Sem vínculo institucional"], []]


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


def test_by_room_a_cell_is_as_long_as_what_happens_in_it():
    given = reading(
        programme(
            session("LONG", slots=[at("2025-11-18T09:00", minutes=90, room=1)]),
            session("A", slots=[at("2025-11-18T09:00", room=2)]),
            session("B", slots=[at("2025-11-18T09:30", room=2)]),
            session("OVER", slots=[at("2025-11-18T10:00", minutes=60, room=1)]),
            session("ANY", slots=[at("2025-11-18T10:45", room=None)]),
            rooms=[Room(id=n, name=text(en=f"Room {n}")) for n in (1, 2, 3)],
        )
    )

    (table,) = tables(agenda(given), list(room_links(given).values()))

    assert [room and room.names[0].text for room in table.grid.rooms] == ["Room 1", "Room 2", None]
    assert [
        [cell and ([entry.code for entry in cell.entries], cell.rows) for cell in row.cells]
        for row in table.grid.rows
    ] == [
        [(["LONG", "OVER"], 4), (["A"], 1), ([], 1)],
        [None, (["B"], 1), ([], 1)],
        [None, ([], 1), ([], 1)],
        [None, ([], 1), (["ANY"], 1)],
    ]
