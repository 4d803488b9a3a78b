"""The queue: groups of spellings, who wrote them, and one click for each decision."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope
from lxml import html

from pretalx_ofa.affiliations.linking import merge
from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.affiliations.suggestions.refreshing import (
    Proposal,
    keep_in_step,
    recompute,
    refresh,
)
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.registry.load import load
from tests.factories import (
    affiliate,
    make_event,
    make_organisation,
    make_question,
    make_session,
    make_speaker,
    make_team_member,
    make_user,
)
from tests.queries import queries_of

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def organiser(event, client):
    user = make_team_member(event, can_change_submissions=True)
    client.force_login(user)
    return user


def url(event):
    return reverse("plugins:pretalx_ofa:queue", kwargs={"event": event.slug})


def typed(event, *words):
    """Speakers whose affiliations are these words."""
    speakers = [make_speaker(event, f"Speaker {n}") for n, _ in enumerate(words)]
    with scope(event=event):
        for speaker, text in zip(speakers, words, strict=True):
            affiliate(speaker, text)
        keep_in_step(event)
    return speakers


def answered(event, *words):
    """Speakers who gave these answers to a question."""
    speakers = [make_speaker(event, f"Speaker {n}") for n, _ in enumerate(words)]
    with scope(event=event):
        proposals = [Proposal(s.pk, text, key="7") for s, text in zip(speakers, words, strict=True)]
        refresh(event, "question", proposals)
    return speakers


def lines(client, event):
    """The text of each row of the page."""
    page = html.fromstring(client.get(url(event)).content.decode())
    return [
        " ".join(row.text_content().split()) for row in page.xpath("//*[@class='ofa-queue']/li")
    ]


def buttons(client, event):
    page = html.fromstring(client.get(url(event)).content.decode())
    return [
        (" ".join(button.text_content().split()), button.get("value"))
        for button in page.xpath("//button[@name='organisation']")
    ]


def decide(client, event, decision="", *, words=None, follow=True, headers=None, **data):
    """Decides on all open rows, or on those with these words; the text of the answer's messages."""
    with scope(event=event):
        rows = Suggestion.objects.filter(event=event)
        rows = [row.pk for row in rows if words in {None, row.words}]
    data = {"row": ",".join(map(str, rows)), "decision": decision} | data
    return client.post(url(event), data, follow=follow, headers=headers)


def stood(client, event):
    """When what is certain was last changed, as the page has it."""
    page = html.fromstring(client.get(url(event)).content.decode())
    return page.xpath("//input[@name='stood']/@value")[0]


def accept_certain(client, event, moment=None):
    data = {"decision": "certain", "stood": moment or stood(client, event)}
    return client.post(url(event), data, follow=True).content.decode()


def affiliations(event):
    with scope(event=event):
        return [
            (a.as_entered, str(a.organisation or ""), a.kind, a.is_public)
            for a in Affiliation.objects.order_by("speaker", "position")
        ]


def states(event):
    with scope(event=event):
        return dict(Suggestion.objects.values_list("words", "state"))


def test_a_row_says_who_wrote_it_and_what_tells_where_they_work(event, organiser, client):
    ana = make_speaker(
        event, "Ana", user=make_user(email="ana@ufpr.br"), biography="Teaches birds.\nLikes trees."
    )
    make_session(event, "Open toucans", speakers=[ana])
    with scope(event=event):
        refresh(event, "biography", [Proposal(ana.pk, "Blue Toucan")])

    (line,) = lines(client, event)

    assert line.startswith(
        "Blue Toucan Ana Open toucans mail from ufpr.br Biography Teaches birds."
    )
    assert "Likes trees" not in line


def test_spellings_of_one_thing_are_one_row_and_the_most_frequent_come_first(
    event, organiser, client
):
    answered(event, "Red Toucan", "Blue Toucan", "BLUE  TOUCAN", "Blue Tucan", "Blue Toucan 7")

    assert [line.split(" Speaker")[0] for line in lines(client, event)] == [
        "Blue Toucan BLUE TOUCAN Blue Tucan",
        "Blue Toucan 7",
        "Red Toucan",
    ]


def test_what_may_be_meant_is_offered_and_linked_with_one_click(event, organiser, client, dump):
    load(dump())
    typed(event, "University of Newcastle", "university of NEWCASTLE")
    offered = buttons(client, event)
    assert [text.split(" ·")[0] for text, _pk in offered] == [
        "University of Newcastle Newcastle upon Tyne, United Kingdom",
        "University of Newcastle Newcastle, United States",
    ]

    page = decide(client, event, organisation=offered[1][1])

    text = "“University of Newcastle” is linked to University of Newcastle."
    assert text in page.content.decode()
    with scope(event=event):
        linked = Affiliation.objects.values_list("as_entered", "organisation__country")
        assert set(linked) == {
            ("University of Newcastle", "US"),
            ("university of NEWCASTLE", "US"),
        }
    assert lines(client, event) == []


def test_what_is_hardly_meant_is_not_offered(event, organiser, client, dump):
    load(dump())
    typed(event, "Northern Lund University", "Acton Bakery Systems")

    assert [text.split(" ·")[0] for text, _pk in buttons(client, event)] == [
        "Lund University Lund, Sweden"
    ]


def test_a_name_is_typed_and_found_here_and_in_the_registry(event, organiser, client, dump):
    load(dump())
    answered(event, "LU!")

    page = decide(client, event, "typed", **{"typed-as_entered": "Lund University"})

    assert "“LU!” is linked to Lund University." in page.content.decode()
    assert affiliations(event) == [("LU!", "Lund University", "ordinary", True)]


@pytest.mark.parametrize("name", ("Nowhere", ""))
def test_a_name_that_nobody_has_is_refused_with_words(event, organiser, client, name):
    answered(event, "LU!")

    page = decide(client, event, "typed", **{"typed-as_entered": name}).content.decode()

    assert ("No one organisation is called “Nowhere”." if name else "A name is needed.") in page
    assert states(event) == {"LU!": "open"}


def test_words_that_name_two_organisations_are_linked_to_both_in_order(event, organiser, client):
    first = make_organisation("Toucan", event=event)
    second = make_organisation("Heron", event=event)
    (ana,) = typed(event, "Toucan and Heron")
    both = {"first-chosen": first.pk, "second-as_entered": "Heron", "second-chosen": second.pk}

    page = decide(client, event, "two", **both | {"first-as_entered": "Toucan"})

    assert "is linked to Toucan + Heron." in page.content.decode()
    assert affiliations(event) == [
        ("Toucan and Heron", "Toucan", "ordinary", True),
        ("Toucan and Heron", "Heron", "ordinary", True),
    ]
    with scope(event=event):
        keep_in_step(event, [ana.pk])
    assert lines(client, event) == []


DECISIONS = {
    "make": [("Blue Toucan", "Blue Toucan", "ordinary", True)],
    "independent": [("Blue Toucan", "", "independent", True)],
    "leave": [("Blue Toucan", "", "ordinary", True)],
}


@pytest.mark.parametrize("source", (typed, answered))
@pytest.mark.parametrize(
    ("decision", "after"), (*DECISIONS.items(), ("dismiss", None)), ids=[*DECISIONS, "dismiss"]
)
def test_each_decision_is_one_click_and_one_undo(event, organiser, client, source, decision, after):
    source(event, "Blue Toucan")
    before = affiliations(event)
    if decision == "dismiss":
        after = [("Blue Toucan", "", "ordinary", False)] if source is typed else []

    page = html.fromstring(decide(client, event, decision).content.decode())

    assert affiliations(event) == after
    assert lines(client, event) == []
    (form,) = page.find_class("alert-success")[0].iter("form")
    client.post(form.action, dict(form.form_values()))
    assert affiliations(event) == before
    assert states(event) == {"Blue Toucan": "open"}
    with scope(event=event):
        assert not Organisation.objects.own(event).exists()


def test_an_organisation_that_is_made_has_all_spellings(event, organiser, client):
    answered(event, "Blue Toucan", "Blue Toucan", "Blue Tucan")

    decide(client, event, "make")

    with scope(event=event):
        (made,) = Organisation.objects.own(event)
        assert [name.value for name in made.names.all()] == ["Blue Toucan", "Blue Tucan"]
    assert {row[1] for row in affiliations(event)} == {"Blue Toucan"}


def test_no_two_organisations_of_one_name_are_made(event, organiser, client):
    answered(event, "Blue Toucan")
    make_organisation("blue toucan", event=event)

    page = decide(client, event, "make")

    assert "There is an organisation “Blue Toucan” already." in page.content.decode()
    assert states(event) == {"Blue Toucan": "open"}


def test_a_spelling_may_be_left_out(event, organiser, client):
    answered(event, "Blue Toucan", "Blue Tucan")

    decide(client, event, "leave", words="Blue Tucan")

    assert states(event) == {"Blue Toucan": "open", "Blue Tucan": "accepted"}


def test_what_is_certain_is_accepted_at_once(event, organiser, client):
    make_organisation("Blue Toucan", event=event)
    answered(event, "Blue Toucan", "BLUE TOUCAN", "Red Toucan")

    page = accept_certain(client, event)

    assert "2 names are linked that are certain." in page
    assert states(event) == {
        "Blue Toucan": "accepted",
        "BLUE TOUCAN": "accepted",
        "Red Toucan": "open",
    }


def test_what_became_certain_after_the_page_was_opened_is_not_accepted(event, organiser, client):
    make_organisation("Blue Toucan", event=event)
    answered(event, "Blue Toucan", "Red Toucan")
    moment = stood(client, event)
    with scope(event=event):
        make_organisation("Red Toucan", event=event)
        recompute(event)

    page = accept_certain(client, event, moment)

    assert states(event) == {"Blue Toucan": "accepted", "Red Toucan": "open"}
    assert "Some suggestions have changed since you opened the page" in page
    assert "Some suggestions have changed" in accept_certain(client, event, "no moment")
    assert states(event)["Red Toucan"] == "open"


def test_what_was_merged_meanwhile_leads_to_what_it_is_now(event, organiser, client):
    red = make_organisation("Red Toucan", event=event)
    blue = make_organisation("Blue Toucan", event=event)
    answered(event, "Red Toucan")
    with scope(event=event):
        merge(event, red, blue, person=organiser)

    assert [text.split(" ·")[0] for text, _pk in buttons(client, event)] == ["Blue Toucan"]
    assert [pk for _text, pk in buttons(client, event)] == [str(blue.pk)]
    sources = client.get(reverse("plugins:pretalx_ofa:sources", kwargs={"event": event.slug}))
    assert [view.becomes.name for view in sources.context["suggestions"]] == ["Blue Toucan"]


def test_answers_to_the_question_of_a_team_are_decided_by_its_members(event, organiser, client):
    make_organisation("Blue Toucan", event=event)
    member = make_team_member(event, can_change_submissions=True)
    (speaker,) = typed(event, "Red Toucan")
    with scope(event=event):
        asked = make_question(event)
        asked.limit_teams.add(member.teams.get())
        texts = ("Blue Toucan", "Green Toucan")
        refresh(
            event, "question", [Proposal(speaker.pk, text, key=str(asked.pk)) for text in texts]
        )
    overview = reverse("plugins:pretalx_ofa:overview", kwargs={"event": event.slug})

    assert [line.split(" Speaker")[0] for line in lines(client, event)] == ["Red Toucan"]
    answer = decide(client, event, "leave", words="Green Toucan").content.decode()
    assert "Green Toucan" not in answer
    accept_certain(client, event, "9999-01-01T00:00:00+00:00")
    assert set(states(event).values()) == {"open"}
    assert client.get(overview).context["to_decide"] == 1

    client.force_login(member)
    assert len(lines(client, event)) == 3
    assert client.get(overview).context["to_decide"] == 3


def test_what_many_wrote_is_undone_at_an_address_that_servers_take(event, organiser, client):
    answered(event, *["Blue Toucan"] * 100)
    page = html.fromstring(decide(client, event, "leave").content.decode())

    (address,) = page.xpath("//form[contains(@action, '/undo/')]/@action")
    undone = client.post(address, follow=True)

    assert len(address) < 300
    assert set(states(event).values()) == {"open"}
    assert [len(row.people) + row.more_people for row in undone.context["rows"]] == [100]


def test_the_second_of_two_organisers_sees_that_it_is_decided(event, organiser, client):
    answered(event, "Blue Toucan")
    decide(client, event, "leave")

    for decision in ("independent", "make", "dismiss"):
        page = decide(client, event, decision).content.decode()
        assert "Somebody else has decided on one of them meanwhile" in page
    assert affiliations(event) == [("Blue Toucan", "", "ordinary", True)]
    with scope(event=event):
        assert not Organisation.objects.own(event).exists()


def test_in_place_the_row_becomes_what_was_decided_and_comes_back(event, organiser, client):
    answered(event, "Blue Toucan")

    answer = html.fromstring(
        decide(client, event, "leave", follow=False, headers=HTMX).content.decode()
    )

    assert answer.tag == "li"
    assert "“Blue Toucan” stays as it was typed. Undo" in " ".join(answer.text_content().split())
    (form,) = answer.iter("form")
    back = client.post(form.action, dict(form.form_values()), follow=True, headers=HTMX)
    undone, row = html.fragments_fromstring(back.content.decode(), no_leading_text=True)
    assert "Undone: Blue Toucan" in undone.text_content()
    assert "Blue Toucan" in row.text_content()


def test_in_place_what_is_refused_or_left_out_stays(event, organiser, client):
    answered(event, "Blue Toucan", "Blue Tucan")

    def left(**data):
        answer = decide(client, event, follow=False, headers=HTMX, **data).content.decode()
        said, row = html.fragments_fromstring(answer, no_leading_text=True)
        return [" ".join(part.text_content().split()) for part in (said, row.find(".//h3"))]

    refused = left(decision="typed", **{"typed-as_entered": "Nowhere"})
    assert refused == ["No one organisation is called “Nowhere”.", "Blue Toucan Blue Tucan"]
    rest = left(decision="leave", words="Blue Tucan")
    assert rest == ["“Blue Tucan” stays as it was typed. Undo: Blue Tucan", "Blue Toucan"]


@pytest.mark.parametrize("key", ("x", "999999", "9" * 5000, "²"))
def test_rows_and_organisations_that_are_not_there(event, organiser, client, key):
    answered(event, "Blue Toucan")

    assert decide(client, event, organisation=key).status_code == 404
    for decision in ("leave", "make", "independent", "dismiss", "certain"):
        asked = {"row": key, "decision": decision}
        assert client.post(url(event), asked).status_code == 302
    assert client.post(url(event), {"row": key, "decision": "fly"}).status_code == 404
    assert states(event) == {"Blue Toucan": "open"}


def test_nobody_decides_on_rows_of_another_event(event, organiser, client):
    other = make_event()
    answered(other, "Blue Toucan")
    with scope(event=other):
        (row,) = Suggestion.objects.values_list("pk", flat=True)

    client.post(url(event), {"row": row, "decision": "leave"})

    assert states(other) == {"Blue Toucan": "open"}


def test_a_head_request_is_answered(event, organiser, client):
    assert client.head(url(event)).status_code == 200


def test_the_page_takes_the_same_queries_for_any_number_of_rows(event, organiser, client, dump):
    load(dump())
    typed(event, "Northern Lund University")
    few = queries_of(lambda: client.get(url(event)))

    typed(event, *(f"Lund University of Bird {n * 'x'}" for n in range(30)))

    assert queries_of(lambda: client.get(url(event))) == few


def test_a_decision_takes_the_same_queries_for_any_number_of_people(event, organiser, client):
    def queries(number):
        answered(event, *[f"{number} Toucan"] * number)
        with scope(event=event):
            rows = Suggestion.objects.filter(state="open").values_list("pk", flat=True)
            data = {"row": ",".join(map(str, rows)), "decision": "leave"}
        with CaptureQueriesContext(connection) as captured:
            client.post(url(event), data)
        return len(captured)

    queries(1)
    assert queries(2) == queries(30)
