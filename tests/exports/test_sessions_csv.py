"""One row a session, its languages in neighbouring columns."""

import csv
import io

from pretalx_ofa.exports.registry import FORMATS
from pretalx_ofa.programme import records
from pretalx_ofa.programme.text import Text, Value
from tests.presentation.programmes import LINKS, affiliation, at, person, programme, session, text


def table(given):
    """(headings, [{heading: cell}])."""
    data = FORMATS["sessions.csv"].render(given, (), {}, LINKS, None, ()).data
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return list(rows[0]), rows


def test_languages_stand_in_neighbouring_columns():
    headings, rows = table(programme(session(title=text(en="Open models", pt_br="Modelos"))))

    assert headings == [
        "Code",
        "Title (en)",
        "Title (pt-BR)",
        "Abstract (en)",
        "Abstract (pt-BR)",
        "Description (en)",
        "Description (pt-BR)",
        "State (en)",
        "State (pt-BR)",
        "Speakers",
        "Affiliations (en)",
        "Affiliations (pt-BR)",
        "Track (en)",
        "Track (pt-BR)",
        "Type (en)",
        "Type (pt-BR)",
        "Room (en)",
        "Room (pt-BR)",
        "Start (America/Sao_Paulo)",
        "End (America/Sao_Paulo)",
        "Minutes",
        "Language",
    ]
    assert (rows[0]["Title (en)"], rows[0]["Title (pt-BR)"]) == ("Open models", "Modelos")


def test_headings_and_states_are_in_the_first_language_of_the_programme():
    headings, rows = table(programme(session(), languages=["pt-br", "en"]))

    assert headings[:3] == ["Código", "Título (pt-BR)", "Título (en)"]
    assert (rows[0]["Situação (pt-BR)"], rows[0]["Situação (en)"]) == ("Sem tradução", "Original")


def test_what_is_missing_is_empty_and_its_state_says_so():
    _headings, rows = table(programme(session(abstract=text(en="Words."))))

    assert rows[0]["Title (pt-BR)"] == rows[0]["Abstract (pt-BR)"] == ""
    assert (rows[0]["State (en)"], rows[0]["State (pt-BR)"]) == ("Original", "Missing")


def test_the_weakest_text_decides_about_the_state():
    outdated = Text(
        original="en",
        values={"en": Value(text="New"), "pt-br": Value(text="V", state="approved", outdated=True)},
    )
    draft = Text(original="en", values={"en": Value(text="New"), "pt-br": Value(state="draft")})
    title = text(en="A", pt_br="B")

    _headings, rows = table(
        programme(
            session("APPROVED", title, abstract=text(en="A", pt_br="B")),
            session("OUTDATED", title, abstract=outdated),
            session("DRAFT", title, abstract=draft),
            session("HALF", title, abstract=text(en="A")),
        )
    )

    assert [row["State (pt-BR)"] for row in rows] == ["Approved", "Outdated", "Draft", "Draft"]


def test_speakers_and_their_affiliations_stand_line_by_line():
    speakers = [
        person("ANA", "Ana", affiliations=[affiliation(1, "RISE", role=text(en="Researcher"))]),
        person("BOB", "Bob"),
        person("EVA", "Eva", affiliations=[affiliation(2, "USP"), affiliation(3, "Lund")]),
    ]
    given = session(speakers=[records.Speaking(person=p.code) for p in speakers])

    _headings, rows = table(programme(given, people=speakers))

    assert rows[0]["Speakers"] == "Ana\nBob\nEva"
    assert rows[0]["Affiliations (en)"] == "Researcher, RISE\n\nUSP; Lund"


def test_times_are_the_events_and_every_one_is_there():
    twice = session(
        slots=[at("2025-11-18T23:30", 60), at("2025-11-19T09:00", room=None)], language="pt-br"
    )

    _headings, rows = table(programme(twice))

    row = rows[0]
    assert row["Start (America/Sao_Paulo)"] == "2025-11-18 23:30\n2025-11-19 09:00"
    assert row["End (America/Sao_Paulo)"] == "2025-11-19 00:30\n2025-11-19 09:30"
    assert row["Room (pt-BR)"] == "Sala 1\n"
    assert row["Language"] == "pt-BR"


def test_rows_are_in_order_of_time_those_without_one_last():
    _headings, rows = table(
        programme(
            session("LATER", slots=[at("2025-11-19T09:00")]),
            session("NEVER"),
            session("FIRST", slots=[at("2025-11-18T09:00")], logistics=True),
        )
    )

    assert [row["Code"] for row in rows] == ["FIRST", "LATER", "NEVER"]


def test_a_formula_typed_by_a_speaker_is_none():
    _headings, rows = table(programme(session(title=text(en='=HYPERLINK("https://evil")'))))

    assert rows[0]["Title (en)"] == """'=HYPERLINK("https://evil")"""
