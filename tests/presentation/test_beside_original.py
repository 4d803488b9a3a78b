"""What readers of one language get beside a page that shows a session as it was submitted."""

from pretalx_ofa.presentation.beside_original import affiliations, translations
from pretalx_ofa.presentation.localized import LocalizedText
from pretalx_ofa.programme.records import Speaking
from tests.presentation.programmes import affiliation, person, programme, reading, session, text

BOTH = session(
    title=text(en="Open models", pt_br="Modelos abertos"),
    abstract=text(en="Twelve of them.", pt_br="Doze deles."),
    description=text(en="At length."),
)


def texts(found):
    return [part.text for part in (found.heading, found.title, found.abstract, found.description)]


def test_a_translation_comes_with_what_it_has():
    view = translations(reading(programme(BOTH), "pt-br"), BOTH)

    assert view.lang == "pt-BR"
    assert texts(view.translation) == [
        "Traduzido do inglês; o original vem a seguir.",
        "Modelos abertos",
        "Doze deles.",
        "",
    ]
    assert [mark.text for mark in view.marks] == ["Descrição disponível apenas em inglês"]
    assert view.others == []


def test_readers_of_the_original_get_the_others_with_their_lang():
    view = translations(reading(programme(BOTH), "en"), BOTH)

    assert view.translation is None
    assert texts(view.others[0]) == ["In Portuguese", "Modelos abertos", "Doze deles.", ""]
    assert view.others[0].title.lang == "pt-BR"
    assert view.others[0].heading.lang == ""


def test_a_third_language_is_offered_both_translations():
    given = session(
        title=text("es", es="Modelos abiertos", en="Open models", pt_br="Modelos abertos")
    )
    event = programme(given, languages=["en", "pt-br", "es"])

    view = translations(reading(event, "en"), given)

    assert view.translation.title == LocalizedText("Open models")
    assert [other.title for other in view.others] == [LocalizedText("Modelos abertos", "pt-BR")]


def test_the_sister_variant_is_no_second_translation():
    given = session(title=text(en="Open models", pt_br="Modelos abertos", pt_pt="Modelos abertos"))
    event = programme(given, languages=["en", "pt-br", "pt-pt"])

    view = translations(reading(event, "pt-pt"), given)

    assert view.translation.title == LocalizedText("Modelos abertos")
    assert view.others == []


def test_a_session_in_the_readers_language_alone_needs_nothing():
    given = session()

    assert not translations(reading(programme(given), "en"), given)


def test_where_we_have_no_catalogue_our_words_are_english_and_say_so():
    given = session(title=text(en="Open models", de="Offene Modelle"))
    event = programme(given, languages=["de", "en"])

    view = translations(reading(event, "de"), given)

    assert view.translation.title == LocalizedText("Offene Modelle")
    assert view.translation.heading == LocalizedText(
        "Translated from English; the original follows below.", "en"
    )


def test_only_speakers_with_an_affiliation_are_listed():
    people = [
        person("ANA", affiliations=[affiliation(1, "RISE")]),
        person("BIA", "Bia Lima", affiliations=[affiliation(2, kind="undisclosed")]),
        person("CAI", "Caio Reis"),
    ]
    given = session(speakers=[Speaking(person=one.code) for one in people])

    view = affiliations(reading(programme(given, people=people), "en"), given)

    assert [speaker.name for speaker in view.speakers] == ["Ana Souza"]
    assert view.heading == LocalizedText("Speakers and affiliations")


def test_without_affiliations_there_is_nothing_to_add():
    people = [person("CAI", "Caio Reis")]
    given = session(speakers=[Speaking(person="CAI")])

    assert not affiliations(reading(programme(given, people=people), "en"), given)
