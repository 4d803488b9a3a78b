"""Everybody who speaks, in groups that a reader looks people up in."""

import pytest

from pretalx_ofa.presentation import speakers
from pretalx_ofa.presentation.localized import LocalizedText
from pretalx_ofa.presentation.speakers import (
    by_name,
    by_organisation,
    by_track,
    found_by,
    speaker_cards,
)
from pretalx_ofa.programme.records import Organisation, Photo, Speaking, Track
from tests.presentation.programmes import (
    affiliation,
    person,
    programme,
    reading,
    session,
    text,
)

UFPR = Organisation(
    id=7, name=text(en="Federal University of Paraná", pt_br="Universidade Federal do Paraná")
)


def given(*people, **fields):
    """Everybody speaks in a session of their own."""
    return programme(
        *(session(f"OF{one.code}", speakers=[Speaking(person=one.code)]) for one in people),
        people=list(people),
        **fields,
    )


@pytest.fixture
def letters(monkeypatch):
    """However few they are."""
    monkeypatch.setattr(speakers, "FEW", 0)


def grouped(grouping, record, *languages):
    asked = reading(record, *languages)
    return [
        (group.sign, group.titles[0].text, [card.name for card in group.speakers])
        for group in grouping(asked, speaker_cards(asked))
    ]


def test_a_few_are_one_group_by_name():
    (group,) = by_name(None, speaker_cards(reading(given(person("A", "Ana"), person("B", "Bo")))))

    assert (group.titles, [card.name for card in group.speakers]) == ([], ["Ana", "Bo"])


@pytest.mark.usefixtures("letters")
def test_by_name_they_stand_under_the_letter_of_the_family_name_without_accents():
    record = given(
        person("A", "Ana Silva"),
        person("B", "Ângela Ávila"),
        person("C", "João Silva Neto"),
        person("D", "Dr. Bruno Araújo"),
        person("E", "4D Collective", sort_name="4D Collective"),
    )

    assert grouped(by_name, record) == [
        ("#", "#", ["4D Collective"]),
        ("A", "A", ["Dr. Bruno Araújo", "Ângela Ávila"]),
        ("S", "S", ["Ana Silva", "João Silva Neto"]),
    ]


def test_by_track_somebody_in_two_stands_in_both_and_carries_both_signs():
    tracks = [
        Track(id=1, name=text(en="Models"), code="M", shape="circle"),
        Track(id=2, name=text(en="Law"), code="L", shape="square"),
        Track(id=3, name=text(en="Empty")),
    ]
    record = programme(
        session("X", track=1, speakers=[Speaking(person="A")]),
        session("Y", track=2, speakers=[Speaking(person="A")]),
        session("Z", speakers=[Speaking(person="B")]),
        people=[person("A", "Ana Silva"), person("B", "Bruno Araújo")],
        tracks=tracks,
    )

    assert grouped(by_track, record) == [
        ("● M", "Models", ["Ana Silva"]),
        ("■ L", "Law", ["Ana Silva"]),
        ("", "Without a track", ["Bruno Araújo"]),
    ]
    bruno, ana = speaker_cards(reading(record))
    assert ([track.code for track in ana.tracks], bruno.tracks) == (["M", "L"], [])


def test_by_organisation_each_stands_in_the_readers_language_with_its_page():
    record = given(
        person("A", "Ana Silva", affiliations=[affiliation(1, "", organisation=7)]),
        person(
            "B", "Bruno Araújo", affiliations=[affiliation(2, "Ápice"), affiliation(3, "Ápice")]
        ),
        person("C", "Carla Dias", affiliations=[affiliation(4, "Secret", kind="undisclosed")]),
        organisations=[UFPR],
    )

    assert grouped(by_organisation, record, "pt-br") == [
        ("", "Ápice", ["Bruno Araújo"]),
        ("", "Universidade Federal do Paraná", ["Ana Silva"]),
        ("", "Sem organização", ["Carla Dias"]),
    ]
    asked = reading(record, "pt-br", "en")
    university = by_organisation(asked, speaker_cards(asked))[1]
    assert university.url == "https://x/p/ofa/organisations/7/"
    assert university.titles == [
        LocalizedText("Universidade Federal do Paraná"),
        LocalizedText("Federal University of Paraná", "en"),
    ]


def test_a_card_has_the_small_photo_and_the_page_of_a_speaker():
    record = given(
        person("A", "Ana Silva", photo=Photo(file="a.jpg", thumbnail="a_small.jpg")),
        person("B", "Bruno Araújo"),
    )

    bruno, ana = speaker_cards(reading(record))

    assert (ana.url, ana.photo) == ("https://x/p/ofa/people/A/", "https://x/media/a_small.jpg")
    assert bruno.photo == ""


def test_they_are_found_by_name_and_organisation_in_any_language_without_accents():
    record = given(
        person("A", "Ana Silva", affiliations=[affiliation(1, "", organisation=7)]),
        person("B", "José Araújo", affiliations=[affiliation(2, "Secret", kind="undisclosed")]),
        organisations=[UFPR],
    )

    def found(words):
        return [card.code for card in speaker_cards(reading(record), found_by(record, words))]

    assert found("") == ["B", "A"]
    assert found("jose") == ["B"]
    assert found("PARANA universidade ana") == ["A"]
    assert found("federal araujo") == []
    assert found("secret") == []
