"""What answers, biographies and files propose, and for whom."""

import pytest

from pretalx_ofa.affiliations.sources import question, spreadsheet
from pretalx_ofa.affiliations.sources.finding import find, offered
from pretalx_ofa.affiliations.sources.forms import sentence
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.tables.csv_files import write_csv
from pretalx_ofa.tables.rows import TableError
from tests.factories import (
    answer,
    make_event,
    make_organisation,
    make_question,
    make_session,
    make_speaker,
    make_team_member,
)
from tests.queries import queries_of
from tests.tables.workbooks import xlsx


@pytest.fixture
def organiser(event):
    return make_team_member(event, can_change_submissions=True)


@pytest.fixture
def ana(in_event):
    speaker = make_speaker(in_event, "Ana Souza", code="ANASOU")
    make_session(in_event, "Talk", speakers=[speaker])
    return speaker


def said(event, asked):
    """[(person, words, proposal, speakers it may be about)] of a question."""
    return [
        (found.speaker, found.words, found.submission, found.speakers)
        for found in question.propose(event, str(asked.pk))
    ]


def test_an_answer_of_a_speaker_is_theirs(in_event, ana):
    asked = make_question(in_event)
    answer(asked, ana, "USP; Fable University")

    assert said(in_event, asked) == [
        (ana.pk, "USP", None, 1),
        (ana.pk, "Fable University", None, 1),
    ]


def test_an_answer_of_a_proposal_is_the_first_speakers_and_says_how_many_there_are(in_event, ana):
    bea = make_speaker(in_event, "Bea")
    session = make_session(in_event, "Panel", speakers=[bea, ana])
    asked = make_question(in_event, target="submission")
    answer(asked, session, "USP")

    assert said(in_event, asked) == [(bea.pk, "USP", session.pk, 2)]


@pytest.mark.parametrize("state", ("rejected", "withdrawn", "canceled", "draft"))
def test_who_is_out_of_the_running_is_not_read(in_event, state):
    gone = make_speaker(in_event, "Gone", biography="Professor at USP")
    session = make_session(in_event, "Gone", speakers=[gone], state=state)
    of_speakers, of_proposals = (
        make_question(in_event),
        make_question(in_event, target="submission"),
    )
    answer(of_speakers, gone, "USP")
    answer(of_proposals, session, "USP")

    assert (said(in_event, of_speakers), said(in_event, of_proposals)) == ([], [])


def test_what_is_chosen_from_a_list_is_read_by_its_labels(in_event, ana):
    asked = make_question(in_event, variant="multiple_choice")
    options = [asked.options.create(answer=text) for text in ("Acme, Inc.", "USP", "UFPR")]
    answer(asked, ana, "Acme, Inc., USP").options.set(options[:2])

    assert [words for _speaker, words, *_rest in said(in_event, asked)] == ["Acme, Inc.", "USP"]


@pytest.mark.parametrize(
    "text",
    (
        "Affiliation",
        "Which company do you work for?",
        "Instituição",
        "Filiação institucional",
        "Empresa ou universidade",
        "Arbeitgeber",
        "Votre employeur",
    ),
)
def test_a_question_that_asks_for_an_organisation_comes_first(in_event, ana, organiser, text):
    for label in ("T-shirt size", text, "How did you hear about us?"):
        answer(make_question(in_event, label), ana, "Fable")

    first, *rest = offered(in_event, organiser)

    assert (first[1].label, first[1].likely) == (text, 0.5)
    assert {choice.likely for _name, choice in rest} == {0.0}


def test_answers_that_are_organisations_count_whatever_the_question_is(in_event, ana, organiser):
    make_organisation("Fable University", event=in_event)
    answer(make_question(in_event, "T-shirt size"), ana, "XL")
    answer(make_question(in_event, "Where are you from?"), ana, "Fable University")

    found = [(choice.label, choice.likely) for _name, choice in offered(in_event, organiser)]

    assert found == [("Where are you from?", 0.5), ("T-shirt size", 0.0)]


def test_only_questions_with_words_are_offered_and_those_the_person_may_read(
    in_event, ana, organiser
):
    for fields in ({"variant": "boolean"}, {"target": "reviewer"}, {"active": False}):
        answer(make_question(in_event, str(fields), **fields), ana, "USP")
    make_question(in_event, "Without an answer")
    of_team = make_question(in_event, "For one team")
    of_team.limit_teams.add(in_event.organiser.teams.get())
    answer(of_team, ana, "USP")
    other = make_team_member(in_event, can_change_submissions=True)

    assert [choice.label for _name, choice in offered(in_event, organiser)] == ["For one team"]
    assert offered(in_event, other) == []


def test_offering_and_finding_take_as_many_queries_for_many(in_event, organiser):
    asked = make_question(in_event)

    def counts(people):
        for number in range(people):
            speaker = make_speaker(in_event, f"Speaker {number}", biography="Professor at USP.")
            session = make_session(in_event, f"Talk {number}", speakers=[speaker])
            answer(asked, speaker, f"Acme {number}")
            answer(make_question(in_event, target="submission"), session, "Fable")
        chosen = [("question", str(asked.pk)), ("biography", "")]
        return (
            queries_of(lambda: offered(in_event, organiser)),
            queries_of(lambda: find(in_event, chosen)),
        )

    assert counts(1) == counts(10)


HEADINGS = ["code", "e-mail", "Afiliação", "Cargo", "Unidade", "anything"]


def rows_of(event, *rows, headings=HEADINGS):
    found = spreadsheet.propose(event, "people.csv", write_csv([headings, *rows]))
    return [(row.speaker, row.words, row.role, row.unit, row.key) for row in found]


def problems(event, *rows, headings=HEADINGS, data=None):
    with pytest.raises(TableError) as caught:
        spreadsheet.propose(event, "people.csv", data or write_csv([headings, *rows]))
    return [sentence(problem) for problem in caught.value.problems]


def test_a_file_says_who_by_code_or_address_in_any_case(in_event, ana):
    bea = make_speaker(in_event, "Bea")

    assert rows_of(
        in_event,
        ["anasou", "", "USP / UFPR", "Professor", "Physics", "x"],
        ["", bea.user.email.upper(), "Acme", "", "", ""],
        ["", "", "", "", "", "a row without an organisation"],
        ["ANASOU", ana.user.email, "N/A", "", "", ""],
    ) == [
        (ana.pk, "USP", "Professor", "Physics", "people.csv"),
        (ana.pk, "UFPR", "Professor", "Physics", "people.csv"),
        (bea.pk, "Acme", "", "", "people.csv"),
    ]


def test_of_a_file_with_a_mistake_nothing_is_taken_and_every_mistake_is_named(in_event, ana):
    elsewhere = make_speaker(make_event(), "Somebody else's", code="ELSEWH")
    bea = make_speaker(in_event, "Bea")

    assert problems(
        in_event,
        ["ANASOU", "", "USP", "", "", ""],
        ["ELSEWH", "", "USP", "", "", ""],
        ["", elsewhere.user.email, "USP", "", "", ""],
        ["", "", "USP", "", "", ""],
        ["ANASOU", bea.user.email, "USP", "", "", ""],
    ) == [
        "Row 3, column A: Nobody among the speakers of this event is “ELSEWH”.",
        f"Row 4, column B: Nobody among the speakers of this event is “{elsewhere.user.email}”.",
        "Row 5, column A: The row does not say who it is.",
        f"Row 6, column A: “ANASOU” and “{bea.user.email}” are not the same person.",
    ]
    assert list(Suggestion.objects.all()) == []


def test_formulas_are_refused_where_they_are_read(in_event, ana):
    sheet = [HEADINGS, ["ANASOU", "", "USP", "", "", ""]]
    ignored = xlsx(sheet, cells={"F2": "=1+1"})

    assert len(spreadsheet.propose(in_event, "a.xlsx", ignored)) == 1
    assert problems(in_event, data=xlsx(sheet, cells={"C2": '=HYPERLINK("x")'})) == [
        (
            "Row 2, column C: This is a formula without a result. Open the file in a spreadsheet program and"
            " save it, or type the text."
        )
    ]
    typed = b"code,affiliation\nx,=1\n"
    assert problems(in_event, data=typed) == ["Row 2, column B: This is a formula, no text."]


@pytest.mark.parametrize(
    ("headings", "found"),
    (
        (
            ["name", "organisation"],
            [
                (
                    "Row 1: No column says who it is. One has to be called “code” (the speaker's code in"
                    " pretalx) or “email”. There are: name, organisation."
                )
            ],
        ),
        (
            ["ID", "T-shirt"],
            [
                (
                    "Row 1: No column says which organisation. One has to be called “organisation” or"
                    " “affiliation”. There are: ID, T-shirt."
                )
            ],
        ),
        (
            ["code", "Company", "Employer"],
            ["Row 1, column C: There are two columns that say “Employer”."],
        ),
    ),
)
def test_wrong_columns_are_named(in_event, headings, found):
    assert problems(in_event, headings=headings) == found
