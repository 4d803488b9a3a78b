import pytest

from pretalx_ofa.presentation.people import filed_as, index, person_view
from pretalx_ofa.programme import records
from tests.presentation.programmes import person, programme, reading, session, text


@pytest.mark.parametrize(
    ("name", "filed"),
    (
        ("Ana da Silva", "Silva, Ana da"),
        ("Dr. Jane Doe", "Doe, Jane"),
        ("Profa. Dra. Ana Souza", "Souza, Ana"),
        ("Dr.-Ing. Hans Meyer", "Meyer, Hans"),
        ("João Silva Neto", "Silva Neto, João"),
        ("Jane Doe, PhD", "Doe, Jane"),
        ("Souza, Ana", "Souza, Ana"),
        ("Madonna", "Madonna"),
        ("Dr.", "Dr."),
        ("João Neto", "Neto, João"),
        ("Prof.ª Dr.ª Rita dos Santos", "Santos, Rita dos"),
        ("Profª Ana e Silva", "Silva, Ana e"),
        ("Professor Doutor Rui Sá", "Sá, Rui"),
        ("Jane Doe Ph.D.", "Doe, Jane"),
        ("Dr. Ing", "Ing"),
        ("", ""),
    ),
)
def test_family_names_come_first_and_titles_do_not_count(name, filed):
    assert filed_as(person(name=name)) == filed


def test_what_an_organiser_said_wins():
    assert filed_as(person(name="Li Wei", sort_name="Li Wei")) == "Li Wei"


def test_the_index_is_sorted_without_accents_and_lists_sessions_by_code():
    names = {"A": "Zé Ávila", "B": "Ana Azevedo", "C": "Bob Élan", "D": "Dr. Eva Abreu"}
    speakers = [records.Speaking(person=code) for code in names]
    given = programme(
        session("ONE", speakers=speakers),
        session("TWO", speakers=speakers[:1]),
        people=[person(code, name) for code, name in names.items()],
    )

    assert [(entry.filed_as, entry.sessions) for entry in index(given)] == [
        ("Abreu, Eva", ["ONE"]),
        ("Ávila, Zé", ["ONE", "TWO"]),
        ("Azevedo, Ana", ["ONE"]),
        ("Élan, Bob", ["ONE"]),
    ]


def test_a_family_name_alone_stands_before_those_that_begin_with_it():
    names = {"A": "Ana Silva Neto", "B": "Zoe Silva", "C": "Bo Sønderby", "D": "Cy Sousa"}
    speakers = [records.Speaking(person=code) for code in names]
    people = [person(code, name) for code, name in names.items()]
    given = programme(session(speakers=speakers), people=people)

    assert [entry.filed_as for entry in index(given)] == [
        "Silva, Zoe",
        "Silva Neto, Ana",
        "Sønderby, Bo",
        "Sousa, Cy",
    ]


def test_a_person_has_a_side_per_language():
    ana = person(biography=text(en="Researcher.", pt_br="Pesquisadora."))
    given = programme(session(speakers=[records.Speaking(person="ANA")]), people=[ana])

    view = person_view(reading(given, "en", "pt-br"), "ANA")

    assert [(side.lang, side.biography.text) for side in view.sides] == [
        ("", "Researcher."),
        ("pt-BR", "Pesquisadora."),
    ]
    assert [session.code for session in view.sessions] == ["TALK"]


def test_somebody_unknown_has_no_view():
    assert person_view(reading(programme()), "NOBODY") is None
