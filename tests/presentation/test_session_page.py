"""A session on a page of its own, as readers of one language get it."""

from pretalx_ofa.presentation.localized import LocalizedText
from pretalx_ofa.presentation.session_page import MOST_LINKS, session_page
from pretalx_ofa.programme import records
from pretalx_ofa.programme.records import Speaking
from tests.presentation.programmes import affiliation, at, person, programme, reading, session, text

BOTH = session(
    title=text(en="Open models", pt_br="Modelos abertos"),
    abstract=text(en="Twelve of them.", pt_br="Doze deles."),
    description=text(en="At length."),
)


def page_of(given, language="en", *others, **fields):
    return session_page(reading(programme(given, *others, **fields), language), given)


def words(texts):
    return [part.text for part in texts]


def other_texts(other):
    return words((other.heading, other.title, other.abstract, other.description))


def test_all_texts_are_in_the_readers_language_or_say_which_they_are_in():
    view = page_of(BOTH, "pt-br")

    assert view.lang == "pt-BR"
    assert view.title == LocalizedText("Modelos abertos")
    assert view.abstract == LocalizedText("Doze deles.")
    assert view.description == LocalizedText("At length.", "en")
    assert words(view.marks) == ["Descrição disponível apenas em inglês"]


def test_the_original_is_there_for_readers_of_a_translation():
    (original,) = page_of(BOTH, "pt-br").others

    # The description is on the page already: it has no translation.
    assert other_texts(original) == ["Original em inglês", "Open models", "Twelve of them.", ""]
    assert original.title.lang == "en"


def test_readers_of_the_original_get_the_translations_with_their_lang():
    (other,) = page_of(BOTH).others

    assert other_texts(other) == ["In Portuguese", "Modelos abertos", "Doze deles.", ""]
    assert (other.heading.lang, other.title.lang) == ("", "pt-BR")


def test_an_original_in_a_third_language_comes_before_the_other_translation():
    given = session(
        title=text("es", es="Modelos abiertos", en="Open models", pt_br="Modelos abertos"),
        language="es",
    )

    others = page_of(given).others

    assert [(other.heading.text, other.title) for other in others] == [
        ("Original in Spanish", LocalizedText("Modelos abiertos", "es")),
        ("In Portuguese", LocalizedText("Modelos abertos", "pt-BR")),
    ]


def test_of_a_translated_abstract_alone_the_original_has_no_title():
    given = session(abstract=text(en="Twelve of them.", pt_br="Doze deles."))

    view = page_of(given, "pt-br")

    assert view.title == LocalizedText("Open models", "en")
    assert [other_texts(other) for other in view.others] == [
        ["Original em inglês", "", "Twelve of them.", ""]
    ]


def test_the_sister_variant_is_no_other_language_but_its_original_is_there():
    given = session(title=text("pt-br", pt_br="Modelos", pt_pt="Os modelos"), language="pt-br")

    view = page_of(given, "pt-pt", languages=["pt-br", "pt-pt"])

    assert view.title == LocalizedText("Os modelos")
    assert [other.title for other in view.others] == [LocalizedText("Modelos", "pt-BR")]
    assert page_of(given, "pt-br", languages=["pt-br", "pt-pt"]).others == []


def test_our_words_are_english_and_say_so_where_we_have_no_catalogue():
    given = session(title=text(en="Open models", de="Offene Modelle"))

    view = page_of(given, "de", languages=["de", "en"])

    assert view.title == LocalizedText("Offene Modelle")
    assert view.front_label == LocalizedText("Programme", "en")
    assert view.others[0].heading == LocalizedText("Original in English", "en")


def test_times_lead_to_day_and_room():
    given = session(slots=[at("2025-11-18T23:45"), at("2025-11-19T10:00", room=None)])

    late, early = page_of(given, "pt-br").times

    assert (late.day, late.day_url) == (
        "terça-feira, 18 de novembro de 2025",
        "https://x/p/ofa/#day-2025-11-18",
    )
    assert late.time.text == "23:45–qua., 19 de nov. 00:15"
    assert (late.time.room.text, late.room_url) == (
        "Sala 1",
        "https://x/p/ofa/rooms/1/",
    )
    assert (early.time.text, early.room_url) == ("10:00–10:30", "")


def test_facts_are_type_language_and_recording():
    given = session(type=4, language="pt-br", do_not_record=True)
    types = [records.SessionType(id=4, name=text(en="Paper", pt_br="Artigo"))]

    assert words(page_of(given, types=types).facts) == [
        "Paper",
        "In Portuguese",
        "Not to be recorded",
    ]
    assert words(page_of(given, "pt-br", types=types).facts)[:2] == ["Artigo", "Em português"]


def test_where_there_is_one_language_only_another_one_is_worth_a_word():
    assert page_of(session(), languages=["en"]).facts == []
    assert words(page_of(session(language="es"), languages=["en"]).facts) == ["In Spanish"]


def test_registration_is_held_in_no_language():
    assert page_of(session(logistics=True)).facts == []


def test_speakers_come_with_what_is_public_of_them():
    people = [
        person(
            "ANA",
            affiliations=[affiliation(1, "RISE"), affiliation(2, "Lund")],
            biography=text(en="Researcher.", pt_br="Pesquisadora."),
            photo=records.Photo(file="ana.jpg", thumbnail="ana_small.webp"),
        ),
        person("BIA", "Bia Lima", affiliations=[affiliation(3, kind="undisclosed")]),
    ]
    given = session(
        speakers=[Speaking(person="ANA", affiliations=[2]), Speaking(person="BIA")],
    )

    ana, bia = page_of(given, "pt-br", people=people).speakers

    assert (ana.name, ana.url) == ("Ana Souza", "https://x/p/ofa/people/ANA/")
    assert ana.photo == "https://x/media/ana_small.webp"
    assert ana.biography == LocalizedText("Pesquisadora.")
    assert [words(affiliation.line) for affiliation in ana.affiliations] == [["Lund"]]
    assert (bia.name, bia.photo, bia.affiliations, bia.also) == ("Bia Lima", "", [], None)
    assert not bia.biography


def test_a_speakers_other_sessions_are_a_click_away():
    speakers = [Speaking(person="ANA")]
    given = session(speakers=speakers)
    other = session("TWO", text(en="Closed models", pt_br="Modelos fechados"), speakers=speakers)

    (ana,) = page_of(given, "pt-br", other, people=[person()]).speakers

    assert [(link.title.text, link.url) for link in ana.also.links] == [
        ("Modelos fechados", "https://x/talk/TWO/")
    ]
    assert not ana.also.more


def test_what_overlaps_runs_at_the_same_time():
    given = session(slots=[at("2025-11-18T10:00", 60)])
    others = [
        session("BEFORE", slots=[at("2025-11-18T09:30")]),
        session("WITHIN", slots=[at("2025-11-18T10:15"), at("2025-11-18T10:30")]),
        session("SECOND", slots=[at("2025-11-17T10:00"), at("2025-11-18T10:45", 60)]),
        session("AFTER", slots=[at("2025-11-18T11:00")]),
        session("COFFEE", slots=[at("2025-11-18T10:00", 60)], logistics=True),
        session("UNTIMED"),
    ]

    links = page_of(given, "en", *others).parallel.links

    assert [(link.url, link.time.text) for link in links] == [
        ("https://x/talk/SECOND/", "10:45–11:45"),
        ("https://x/talk/WITHIN/", "10:15–10:45"),
    ]
    assert page_of(given).parallel is None


def test_of_many_at_the_same_time_the_day_shows_the_rest():
    slots = [at("2025-11-18T10:00")]
    others = [session(f"S{n}", slots=slots) for n in range(MOST_LINKS + 2)]

    parallel = page_of(session(slots=slots), "en", *others).parallel

    assert len(parallel.links) == MOST_LINKS
    assert (parallel.more.text, parallel.more_url) == (
        "and 2 more sessions",
        "https://x/p/ofa/#day-2025-11-18",
    )


def test_a_session_with_nothing_but_a_title_has_nothing_else():
    view = page_of(session(), languages=["en"])

    assert (view.track, view.times, view.speakers, view.others, view.marks) == (
        None,
        [],
        [],
        [],
        [],
    )
    assert (view.abstract, view.description) == (LocalizedText(), LocalizedText())
