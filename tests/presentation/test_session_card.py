from pretalx_ofa.presentation.session_card import session_card
from pretalx_ofa.programme.records import Speaking
from tests.presentation.programmes import affiliation, at, person, programme, reading, session, text


def test_a_card_has_every_time_of_a_session_with_its_room():
    given = programme(
        session(
            "A",
            abstract=text(en="Twelve models."),
            speakers=[Speaking(person="ANA")],
            slots=[at("2025-11-18T09:00"), at("2025-11-18T23:30", 60, room=None)],
        ),
        people=[person(affiliations=[affiliation(1, "RISE")])],
    )

    card = session_card(reading(given, "en", "pt-br"), "A")

    assert [
        ([time.text for time in one.times], one.room and one.room.url) for one in card.times
    ] == [
        (
            [
                "Tuesday, 18 November 2025, 09:00–09:30",
                "terça-feira, 18 de novembro de 2025, 09:00–09:30",
            ],
            "https://x/p/ofa/rooms/1/",
        ),
        (
            [
                "Tuesday, 18 November 2025, 23:30–Wed 19 Nov 00:30",
                "terça-feira, 18 de novembro de 2025, 23:30–qua., 19 de nov. 00:30",
            ],
            None,
        ),
    ]
    assert card.entry.sides[0].abstract.text == "Twelve models."
    assert [link.names[0].text for link in card.entry.speakers[0].organisations] == ["RISE"]


def test_a_session_that_is_not_there_has_none():
    assert session_card(reading(programme()), "NONE") is None
