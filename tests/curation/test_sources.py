"""From what is there: choose, look, accept, undo; nothing is an affiliation before."""

import io

import pytest
from django.urls import reverse
from django_scopes import scope
from lxml import html

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.journal.models import JournalEntry
from pretalx_ofa.tables.csv_files import write_csv
from tests.browser_form import filled, press
from tests.factories import (
    answer,
    make_organisation,
    make_question,
    make_session,
    make_speaker,
    make_team_member,
)
from tests.queries import queries_of


@pytest.fixture
def organiser(in_event, client):
    user = make_team_member(in_event, can_change_submissions=True)
    client.force_login(user)
    return user


@pytest.fixture
def lund(in_event):
    return make_organisation("Lund University", event=in_event, city="Lund", country="SE")


@pytest.fixture
def asked(in_event, lund):
    """Three speakers who answered a question for their company, one with something unknown."""
    question = make_question(in_event)
    for number, text in enumerate(("LUND university", "Acme", "Lund University")):
        speaker = make_speaker(in_event, f"Speaker {number}")
        make_session(in_event, f"Talk {number}", speakers=[speaker])
        answer(question, speaker, text)
    return question


def url(event, **query):
    return reverse("plugins:pretalx_ofa:sources", kwargs={"event": event.slug}, query=query)


def rows(response):
    document = html.fromstring(response.content.decode())
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th | ./td")]
        for row in document.xpath("//tbody/tr")
    ]


def messages(response):
    document = html.fromstring(response.content.decode())
    return [
        " ".join(alert.text_content().split())
        for alert in document.xpath("//*[contains(@class, 'alert')]")
    ]


def affiliations():
    return list(Affiliation.objects.order_by("speaker__name").values_list("as_entered", "source"))


def test_the_question_is_chosen_and_one_click_finds_another_accepts_a_third_undoes(
    in_event, asked, organiser, client
):
    page = client.get(url(in_event))
    found = press(client, page, "Look for organisations")

    assert messages(found) == ["3 new suggestions were found."]
    assert [row[:3] for row in rows(found)] == [
        ["Speaker 0", "“LUND university” Company / affiliation", "Lund University Lund, Sweden"],
        ["Speaker 2", "“Lund University” Company / affiliation", "Lund University Lund, Sweden"],
        ["Speaker 1", "“Acme” Company / affiliation", "the words as they are"],
    ]
    assert affiliations() == []

    accepted = press(client, found, "Accept the 2 certain ones")
    assert affiliations() == [("LUND university", "question"), ("Lund University", "question")]
    assert [row[1] for row in rows(accepted)] == ["“Acme” Company / affiliation"]

    undone = press(client, accepted, "Undo")
    assert affiliations() == []
    assert len(rows(undone)) == 3


def find(client, event, **data):
    return client.post(url(event), data, follow=True)


def upload(rows, name="people.csv"):
    file = io.BytesIO(write_csv([["code", "organisation"], *rows]))
    file.name = name
    return file


def test_a_file_with_mistakes_is_refused_with_their_places_and_the_choice_stays(
    in_event, asked, organiser, client
):
    page = find(client, in_event, texts=f"question-{asked.pk}", file=upload([["NOBODY", "USP"]]))

    assert messages(page) == [
        (
            "Nothing of the file was taken: Row 2, column A: Nobody among the speakers of this event is"
            " “NOBODY”."
        )
    ]
    assert filled(page)["texts"] == f"question-{asked.pk}"
    assert list(Suggestion.objects.all()) == []


def test_a_file_proposes_and_the_source_is_its_name(in_event, lund, organiser, client):
    speaker = make_speaker(in_event, "Ana", code="ANASOU")

    page = find(client, in_event, file=upload([["ANASOU", "Lund University"]]))
    assert [row[:3] for row in rows(page)] == [
        ["Ana", "“Lund University” people.csv", "Lund University Lund, Sweden"]
    ]

    press(client, page, "Accept the certain one")
    assert [(row.speaker, row.organisation) for row in Affiliation.objects.all()] == [
        (speaker, lund)
    ]


def test_nothing_chosen_is_said(in_event, organiser, client):
    assert messages(find(client, in_event)) == [
        "Choose what is to be read, or a file with rows in it."
    ]


@pytest.mark.parametrize("value", ("question-0", "question-999999", "biography", "file-x", "\0"))
def test_texts_that_are_not_offered_cannot_be_chosen(in_event, asked, organiser, client, value):
    find(client, in_event, texts=value)

    assert list(Suggestion.objects.all()) == []


def test_a_question_of_a_team_is_read_by_its_members_only(in_event, asked, organiser, client):
    page = find(client, in_event, texts=f"question-{asked.pk}")
    member = make_team_member(in_event, can_change_submissions=True)
    asked.limit_teams.add(member.teams.get())

    press(client, page, "Accept the 2 certain ones")
    assert (rows(client.get(url(in_event))), affiliations()) == ([], [])
    find(client, in_event, texts=f"question-{asked.pk}")
    assert Suggestion.objects.filter(state="open").count() == 3

    client.force_login(member)
    assert len(rows(client.get(url(in_event)))) == 3


def test_what_has_changed_since_the_page_was_opened_is_not_accepted(
    in_event, asked, organiser, client
):
    page = find(client, in_event, texts=f"question-{asked.pk}")
    late = make_speaker(in_event, "Late")
    make_session(in_event, "Late", speakers=[late])
    answer(asked, late, "Lund University")
    find(client, in_event, texts=f"question-{asked.pk}")

    accepted = press(client, page, "Accept the 2 certain ones")

    assert len(affiliations()) == 2
    assert messages(accepted)[-1].startswith("Some suggestions have changed since you opened")
    assert [row[0] for row in rows(accepted)] == ["Late", "Speaker 1"]


def test_an_organisation_that_the_registry_lost_meanwhile_is_not_accepted(
    in_event, asked, organiser, client, lund
):
    page = find(client, in_event, texts=f"question-{asked.pk}")
    lund.delete()

    accepted = press(client, page, "Accept the 2 certain ones")

    assert affiliations() == []
    (message,) = messages(accepted)
    assert message.startswith("Some suggestions have changed since you opened the page")


@pytest.mark.parametrize(
    "value",
    ("", "yesterday", "2025-13-01T00:00:00+00:00", "2025-01-01", "0001-01-01T00:00:00+14:00", "\0"),
)
def test_a_moment_that_is_none_accepts_nothing(in_event, asked, organiser, client, value):
    find(client, in_event, texts=f"question-{asked.pk}")

    assert client.post(url(in_event), {"accept": value}).status_code == 302
    assert affiliations() == []


def test_one_that_is_wrong_is_left_out_and_comes_back_by_undo(in_event, asked, organiser, client):
    page = find(client, in_event, texts=f"question-{asked.pk}")

    left = press(client, page, "Leave out: Speaker 0, LUND university")
    assert [row[0] for row in rows(left)] == ["Speaker 2", "Speaker 1"]
    assert len(rows(find(client, in_event, texts=f"question-{asked.pk}"))) == 2

    assert len(rows(press(client, left, "Undo"))) == 3


def test_the_second_of_two_organisers_sees_that_it_is_left_out(in_event, asked, organiser, client):
    page = find(client, in_event, texts=f"question-{asked.pk}")
    press(client, page, "Leave out: Speaker 0, LUND university")

    told = messages(press(client, page, "Leave out: Speaker 0, LUND university"))

    assert told[-1].startswith("Some suggestions have changed since you opened the page")
    assert JournalEntry.objects.count() == 1


def test_rows_are_filtered_by_how_sure_they_are(in_event, asked, organiser, client):
    find(client, in_event, texts=f"question-{asked.pk}")

    for tier, people in (("certain", ["Speaker 0", "Speaker 2"]), ("ask", ["Speaker 1"])):
        assert [row[0] for row in rows(client.get(url(in_event, tier=tier)))] == people
    assert rows(client.get(url(in_event, tier="sure"))) == [["None of this kind."]]


@pytest.mark.parametrize("item_count", (1, 30))
def test_the_page_takes_as_many_queries_for_many(in_event, lund, organiser, client, item_count):
    question = make_question(in_event)
    for number in range(item_count):
        speaker = make_speaker(in_event, f"Speaker {number}")
        make_session(in_event, f"Talk {number}", speakers=[speaker])
        answer(question, speaker, "Lund University")
    find(client, in_event, texts=f"question-{question.pk}")

    with scope(event=in_event):
        assert queries_of(lambda: client.get(url(in_event))) == 26


def test_answers_in_four_scripts_and_junk_are_no_trouble(in_event, organiser, client):
    question = make_question(in_event, variant="text")
    texts = [
        "東京大学",
        "МГУ",
        "جامعة القاهرة",
        "Πανεπιστήμιο Αθηνών",
        "N/A",
        "😀",
        "x" * 5_000,
        "无",
    ]
    for number, text in enumerate(texts):
        speaker = make_speaker(in_event, f"Speaker {number}")
        make_session(in_event, f"Talk {number}", speakers=[speaker])
        answer(question, speaker, text)

    page = find(client, in_event, texts=f"question-{question.pk}")

    words = {row[1].partition("”")[0].strip("“") for row in rows(page)}
    assert words == {*texts[:4], "x" * 500}
