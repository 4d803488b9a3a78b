"""A session as readers of one language, or of two side by side, get it."""

import pytest

from pretalx_ofa.presentation.localized import LocalizedText
from pretalx_ofa.presentation.sessions import session_view
from pretalx_ofa.programme import records
from tests.presentation.programmes import (
    affiliation,
    at,
    person,
    programme,
    reading,
    session,
    text,
)

BILINGUAL = text(en="Open models", pt_br="Modelos abertos")
SPANISH = text("es", es="Modelos abiertos", en="Open models", pt_br="Modelos abertos")


def view(given, *languages, **fields):
    return session_view(reading(programme(given, **fields), *languages), given)


def test_one_language_has_one_side_and_the_other_title():
    found = view(session(title=BILINGUAL), "pt-br")

    assert [(side.language, side.lang, side.title.text) for side in found.sides] == [
        ("pt-br", "", "Modelos abertos")
    ]
    assert found.sides[0].parallel_titles == [LocalizedText("Open models", "en")]
    assert found.original is None


def test_two_languages_stand_side_by_side_in_the_order_asked_for():
    found = view(session(title=BILINGUAL), "pt-br", "en")

    assert [(side.lang, side.title.text) for side in found.sides] == [
        ("", "Modelos abertos"),
        ("en", "Open models"),
    ]
    assert [side.parallel_titles for side in found.sides] == [[], []]


def test_alone_a_text_falls_back_and_says_so():
    side = view(session(), "pt-br").sides[0]

    assert side.title == LocalizedText("Open models", "en")
    assert side.marks == [LocalizedText("Disponível apenas em inglês")]
    assert side.held_in == LocalizedText("Em inglês")


def test_side_by_side_a_missing_text_is_not_repeated():
    english, portuguese = view(session(), "en", "pt-br").sides

    assert english.title == LocalizedText("Open models")
    assert portuguese.title == LocalizedText("")
    assert portuguese.marks == [LocalizedText("Disponível apenas em inglês")]


def test_an_original_in_a_third_language_stands_below_two_translations():
    found = view(session(title=SPANISH, language="es"), "pt-br", "en")

    assert [side.title.text for side in found.sides] == ["Modelos abertos", "Open models"]
    assert (found.original.lang, found.original.title.text) == ("es", "Modelos abiertos")
    assert [side.held_in.text for side in found.sides] == ["Em espanhol", "In Spanish"]
    assert found.original.held_in == LocalizedText()


def test_alone_the_title_in_a_third_language_is_a_parallel_title():
    found = view(session(title=SPANISH, language="es"), "en")

    assert found.original is None
    assert found.sides[0].parallel_titles == [
        LocalizedText("Modelos abertos", "pt-BR"),
        LocalizedText("Modelos abiertos", "es"),
    ]


def test_the_two_kinds_of_portuguese_stand_in_for_each_other_without_a_mark():
    side = view(session(title=BILINGUAL), "pt-pt").sides[0]

    assert side.title == LocalizedText("Modelos abertos", "pt-BR")
    assert side.marks == []


def test_a_language_without_a_catalogue_gets_our_words_in_english_and_knows_it():
    side = view(session(), "de").sides[0]

    assert side.marks == [LocalizedText("Only available in English", "en")]
    assert side.held_in == LocalizedText("In English", "en")


@pytest.mark.parametrize(
    ("fields", "mark"),
    (
        ({"abstract": text(en="Twelve.")}, "Resumo disponível apenas em inglês"),
        ({"description": text(en="Long.")}, "Descrição disponível apenas em inglês"),
    ),
)
def test_a_text_that_is_missing_below_a_translated_title_is_marked(fields, mark):
    side = view(session(title=BILINGUAL, **fields), "pt-br").sides[0]

    assert side.marks == [LocalizedText(mark)]


def test_speakers_carry_the_affiliations_the_session_is_given_under():
    ana = person(affiliations=[affiliation(1, "RISE"), affiliation(2, "Lund")])
    given = session(speakers=[records.Speaking(person="ANA", affiliations=[2])])

    speaker = view(given, people=[ana]).sides[0].speakers[0]

    assert (speaker.name, speaker.url) == ("Ana Souza", "https://x/speaker/ANA/")
    assert [a.line for a in speaker.affiliations] == [[LocalizedText("Lund")]]


def test_an_explicit_none_is_none():
    ana = person(affiliations=[affiliation()])
    given = session(speakers=[records.Speaking(person="ANA", affiliations=[])])

    assert view(given, people=[ana]).sides[0].speakers[0].affiliations == []


def test_times_and_rooms_are_in_the_language_of_the_side():
    given = session(title=BILINGUAL, slots=[at("2025-11-18T16:20"), at("2025-11-19T09:00")])

    english, portuguese = view(given, "en", "pt-br").sides

    assert [t.text_with_day for t in english.times] == [
        "Tue 18 Nov 16:20–16:50",
        "Wed 19 Nov 09:00–09:30",
    ]
    assert {t.room for t in portuguese.times} == {LocalizedText("Sala 1")}
