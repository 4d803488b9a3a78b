"""An organisation with its people and its sessions: those that are told, and nobody else's."""

from pretalx_ofa.presentation.localized import LocalizedText
from pretalx_ofa.presentation.organisations import organisation_view
from pretalx_ofa.programme.records import Organisation, Speaking
from tests.presentation.programmes import (
    affiliation,
    at,
    person,
    programme,
    reading,
    session,
    text,
)

UFPR = Organisation(
    id=7,
    name=text(en="Federal University of Paraná", pt_br="Universidade Federal do Paraná"),
    ror="https://ror.org/05syd6y78",
    country="BR",
    city="Curitiba",
)
OTHER = Organisation(id=8, name=text(en="Other"))
GIVEN = programme(
    session("A", speakers=[Speaking(person="ANA")], slots=[at("2025-11-18T09:00")]),
    session(
        "B", speakers=[Speaking(person="ANA", affiliations=[2])], slots=[at("2025-11-18T10:00")]
    ),
    session("C", speakers=[Speaking(person="BRUNO")], slots=[at("2025-11-18T11:00")]),
    people=[
        person(
            affiliations=[affiliation(1, "", organisation=7), affiliation(2, "", organisation=8)]
        ),
        person(
            "BRUNO",
            "Bruno Araújo",
            affiliations=[affiliation(3, "", organisation=7, kind="undisclosed")],
        ),
    ],
    organisations=[UFPR, OTHER, Organisation(id=9, name=text(en="Nobody's"))],
)


def codes(view):
    return [entry.code for day in view.days for time in day.times for entry in time.entries]


def test_it_has_the_people_who_disclose_it_and_the_sessions_given_under_it():
    view = organisation_view(reading(GIVEN, "pt-br", "en"), 7)

    assert view.names == [
        LocalizedText("Universidade Federal do Paraná"),
        LocalizedText("Federal University of Paraná", "en"),
    ]
    assert [place.text for place in view.places] == ["Curitiba, Brasil", "Curitiba, Brazil"]
    assert (view.ror, view.website) == ("https://ror.org/05syd6y78", "")
    assert [card.name for card in view.people] == ["Ana Souza"]
    assert codes(view) == ["A"]
    assert codes(organisation_view(reading(GIVEN), 8)) == ["A", "B"]


def test_one_that_nobody_discloses_is_none():
    assert organisation_view(reading(GIVEN), 9) is None
    assert organisation_view(reading(GIVEN), 10) is None
