"""Which sessions a reader looks for."""

import pytest

from pretalx_ofa.presentation.agenda import entries_by_day
from pretalx_ofa.presentation.finding import Wanted
from pretalx_ofa.programme.records import Break, Organisation, Speaking
from tests.presentation.programmes import affiliation, at, person, programme, session, text


def given():
    return programme(
        session(
            "A",
            text(en="Open models", pt_br="Modelos abertos"),
            abstract=text(en="A cartography"),
            track=1,
            type=7,
            language="en",
            speakers=[Speaking(person="ANA")],
            slots=[at("2025-11-18T09:00", room=1)],
        ),
        session(
            "B",
            text("pt-br", pt_br="Ação e São Paulo"),
            track=2,
            language="pt-br",
            slots=[at("2025-11-18T10:00", room=2)],
        ),
        session("C", text(en="Unscheduled"), language="es"),
        breaks=[Break(title=text(en="Coffee"), slot=at("2025-11-18T11:00", room=1))],
        people=[
            person(
                name="Ana Gonçalves",
                affiliations=[
                    affiliation(1, "", organisation=5),
                    affiliation(2, "Ministry", kind="undisclosed"),
                ],
            )
        ],
        organisations=[Organisation(id=5, name=text(en="Federal University of Paraná"))],
    )


@pytest.mark.parametrize(
    ("wanted", "codes"),
    (
        ({}, "A B coffee C"),
        ({"tracks": (1,)}, "A"),
        ({"tracks": (1, 2)}, "A B"),
        ({"rooms": (1,)}, "A coffee"),
        ({"types": (7,)}, "A"),
        ({"spoken": ("pt",)}, "B"),
        ({"spoken": ("pt-br", "es")}, "B C"),
        ({"words": "acao sao"}, "B"),
        ({"words": "MODELOS"}, "A"),
        ({"words": "cartography"}, "A"),
        ({"words": "goncalves parana"}, "A"),
        ({"words": "goncalves lisbon"}, ""),
        ({"words": "ministry"}, ""),
        ({"tracks": (1,), "rooms": (2,)}, ""),
    ),
)
def test_filters_are_one_of_each_kind_and_every_word(wanted, codes):
    test = Wanted(**wanted).test(given())

    found = [
        "coffee" if entry.is_break else entry.item.code
        for _date, entries in entries_by_day(given())
        for entry in entries
        if test(entry)
    ]

    assert " ".join(found) == codes
