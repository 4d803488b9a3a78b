"""What readers of one language get on pretalx's page of a speaker, which shows what was submitted."""

from pretalx_ofa.presentation.localized import LocalizedText
from pretalx_ofa.presentation.speaker_page import speaker_page
from pretalx_ofa.programme.records import Speaking
from tests.presentation.programmes import affiliation, person, programme, reading, session, text


def page_of(given, language, *sessions):
    return speaker_page(reading(programme(*sessions, people=[given]), language), given)


def test_a_translated_biography_comes_with_the_language_of_the_original():
    ana = person(biography=text(en="Researcher.", pt_br="Pesquisadora."))

    view = page_of(ana, "pt-br")

    assert view.translation == LocalizedText("Pesquisadora.")
    assert view.original_lang == "en"
    assert view.original_label == LocalizedText("Original em inglês")


def test_a_biography_that_is_not_translated_gets_its_language():
    view = page_of(person(biography=text(en="Researcher.")), "pt-br")

    assert (view.translation, view.original_lang) == (LocalizedText(), "en")


def test_sessions_in_the_readers_language_need_no_lang():
    speakers = [Speaking(person="ANA")]
    sessions = [
        session("ONE", text(en="Open"), speakers=speakers),
        session("TWO", text("pt-br", pt_br="Aberto"), speakers=speakers),
        session("OTHERS", text(en="Closed")),
    ]

    assert page_of(person(), "pt-br", *sessions).session_langs == {"ONE": "en"}
    assert page_of(person(), "en", *sessions).session_langs == {"TWO": "pt-BR"}


def test_readers_of_the_original_without_affiliations_need_nothing():
    ana = person(biography=text(en="Researcher."), affiliations=[affiliation(kind="undisclosed")])

    assert not page_of(ana, "en")


def test_affiliations_are_lines():
    ana = person(affiliations=[affiliation(1, "RISE", role=text(en="Researcher"))])

    assert [part.text for part in page_of(ana, "en").affiliations[0].line] == ["Researcher", "RISE"]
