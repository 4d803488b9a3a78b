"""The list of speakers that organisers work in."""

import json
from urllib.parse import urlencode

import pytest
from django_scopes import scope
from lxml import html

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.clashes.models import Clash
from tests.browser_form import filled
from tests.factories import (
    affiliate,
    make_event,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
    make_track,
)
from tests.queries import queries_of

URL = "/orga/event/symposium/p/ofa/speakers/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def organiser(event):
    return make_team_member(event, can_change_submissions=True, name="Olga")


@pytest.fixture
def organiser_client(organiser, client):
    client.force_login(organiser)
    return client


def tree(response):
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def line(node):
    return " ".join(node.text_content().split())


def names(response):
    """Who is in the list, in order."""
    return [line(cell) for cell in tree(response).xpath("//tbody/tr/td[1]")]


def told(response):
    """The messages of a page, or of what htmx puts in place, without their buttons."""
    found = tree(response).xpath("//div[contains(@class, 'alert')]")
    return [line(message).partition(" Undo")[0] for message in found]


def rows_of(speaker):
    with scope(event=speaker.event):
        return [
            (row.as_entered, row.organisation and row.organisation.name)
            for row in Affiliation.objects.filter(speaker=speaker)
        ]


@pytest.fixture
def people(event):
    """Ana at USP in Brazil, Bo with words, Cy proposed at Lund, Di without anything, Ed not accepted."""
    track = make_track(event, "Policy")
    usp = make_organisation("University of São Paulo", country="BR")
    ana, bo, cy, di, ed = (make_speaker(event, name) for name in ("Ana", "Bo", "Cy", "Di", "Ed"))
    affiliate(ana, usp)
    affiliate(bo, "Blue Toucan")
    affiliate(cy, make_organisation("Lund University", country="SE"), confirmation="suggested")
    make_session(event, "Panel", speakers=[ana, bo], track=track)
    make_session(event, "Talk", speakers=[cy, di])
    make_session(event, "Proposal", speakers=[ed], state="submitted")
    return {"usp": usp, "track": track, "di": di, "ana": ana, "bo": bo, "ed": ed}


@pytest.mark.parametrize(
    ("asked", "found"),
    (
        ({}, ["Ana", "Bo", "Cy", "Di"]),
        ({"who": "all"}, ["Ana", "Bo", "Cy", "Di", "Ed"]),
        ({"gap": "none"}, ["Di"]),
        ({"gap": "none", "who": "all"}, ["Di", "Ed"]),
        ({"gap": "unmatched"}, ["Bo"]),
        ({"gap": "unconfirmed"}, ["Cy"]),
        ({"gap": ["none", "unmatched"]}, ["Bo", "Di"]),
        ({"country": "BR"}, ["Ana"]),
        ({"country": ["BR", "SE"]}, ["Ana", "Cy"]),
        ({"organisation": "USP"}, ["Ana"]),
        ({"organisation": "NOBODYS"}, []),
        ({"organisation": ["USP", "NOBODYS"]}, ["Ana"]),
        ({"country": "FR"}, []),
        ({"track": "TRACK"}, ["Ana", "Bo"]),
        ({"track": "TRACK", "gap": "unmatched"}, ["Bo"]),
        ({"q": "an"}, ["Ana", "Bo"]),
        ({"q": "são paulo"}, ["Ana"]),
        ({"q": "toucan"}, ["Bo"]),
        ({"page_size": "2", "page": "2"}, ["Cy", "Di"]),
        # What cannot be asked for is ignored; pretalx itself refuses a NUL.
        ({"gap": "x", "country": "xx", "organisation": "9" * 30, "track": "x"}, None),
        ({"who": "x", "page": "x", "page_size": "x", "sort": "x"}, None),
    ),
)
def test_the_list_is_filtered(people, organiser_client, asked, found):
    words = {
        "USP": people["usp"].pk,
        "TRACK": people["track"].pk,
        "NOBODYS": make_organisation("Nobody's").pk,
    }
    asked = {
        key: [words.get(v, v) for v in ([value] if isinstance(value, str) else value)]
        for key, value in asked.items()
    }

    response = organiser_client.get(f"{URL}?{urlencode(asked, doseq=True)}")

    assert names(response) == (["Ana", "Bo", "Cy", "Di"] if found is None else found)


def test_before_anybody_is_accepted_all_who_proposed_count(event, organiser_client):
    make_session(event, speakers=[make_speaker(event, "Early")], state="submitted")
    make_session(event, speakers=[make_speaker(event, "Gone")], state="withdrawn")

    assert names(organiser_client.get(URL)) == ["Early"]


def test_a_row_says_who_where_from_which_source_and_what_is_missing(event, organiser_client):
    speaker = make_speaker(event, "Ana", biography="\n\nTeaches law.\nSails.")
    usp = make_organisation(
        "University of São Paulo",
        names=[("Universidade de São Paulo", "pt", "label")],
        country="BR",
    )
    affiliate(speaker, usp, source="speaker")
    with scope(event=event):
        Affiliation.objects.update(as_entered="USP")
    affiliate(speaker, "Blue Toucan", source="import", is_public=False)
    affiliate(speaker, kind="independent", confirmation="suggested")
    make_session(event, speakers=[speaker])

    _name, biography, cell = tree(organiser_client.get(f"{URL}?lang=pt-br")).xpath("//tbody/tr/td")

    assert line(biography) == "Teaches law."
    assert [line(item) for item in cell.xpath(".//li")] == [
        "Universidade de São Paulo Brasil “USP”, Palestrante",
        "Blue Toucan Não vinculada Não pública Importação",
        "Sem vínculo institucional Não confirmada Organização",
    ]


def test_queries_do_not_grow_with_the_list(event, organiser_client):
    def add(number):
        for n in range(number):
            speaker = make_speaker(event, f"Person {n}")
            affiliate(speaker, make_organisation(f"Organisation {n}"))
            affiliate(speaker, f"Words {n}")
            make_session(event, speakers=[speaker, make_speaker(event, "Nobody")])

    add(1)
    few = queries_of(lambda: organiser_client.get(URL))
    gaps = queries_of(lambda: organiser_client.get(f"{URL}?gap=none"))
    add(20)

    assert queries_of(lambda: organiser_client.get(URL)) == few
    assert queries_of(lambda: organiser_client.get(f"{URL}?gap=none")) == gaps


def type_in(client, speaker, *, htmx=True, **fields):
    """Sends the form of a speaker as it stands, with these fields changed (``organisation_1``: words)."""
    url = f"{URL}{speaker.code}/?ofa-list=gap%3Dnone"
    data = filled(client.get(url)) | {key.replace("_", "-"): value for key, value in fields.items()}
    return client.post(url, data, headers=HTMX if htmx else {})


@pytest.mark.parametrize(
    ("words", "sentence", "stored"),
    (
        (
            "universidade de SAO PAULO",
            "“universidade de SAO PAULO” is linked to University of São Paulo.",
            "University of São Paulo",
        ),
        (
            "Blue Toucan {x}",
            "“Blue Toucan {x}” was not recognised: it is in the queue of words that are not linked.",
            None,
        ),
    ),
)
def test_what_is_typed_says_what_was_recognised(
    event, people, organiser_client, words, sentence, stored
):
    people["usp"].names.create(value="Universidade de São Paulo", language="pt", kind="label")

    response = type_in(organiser_client, people["di"], organisation_new=words)

    assert told(response) == [sentence]
    assert tree(response).get("id") == f"ofa-person-{people['di'].code}"
    assert rows_of(people["di"]) == [(words, stored)]


def test_one_chosen_from_the_list_is_the_one_that_is_meant(event, people, organiser_client):
    _first, second = (make_organisation("Northeastern University", country=c) for c in ("US", "CN"))

    type_in(
        organiser_client,
        people["di"],
        organisation_new="Northeastern University",
        chosen_new=str(second.pk),
    )

    with scope(event=event):
        assert Affiliation.objects.get(speaker=people["di"]).organisation == second


def test_without_scripts_the_answer_is_the_list_it_came_from(people, organiser_client):
    response = type_in(organiser_client, people["di"], htmx=False, organisation_new="Blue Toucan")

    assert response.url == f"{URL}?gap=none#ofa-person-{people['di'].code}"
    assert told(organiser_client.get(URL)) == [
        "“Blue Toucan” was not recognised: it is in the queue of words that are not linked."
    ]


@pytest.mark.parametrize(
    ("asked", "back"),
    (("\r\nX: y", "%0D%0AX%3A+y="), ("//evil", "%2F%2Fevil="), ("q=a#b", "q=a%23b")),
)
def test_the_way_back_leads_to_the_list_whatever_the_address_says(
    people, organiser_client, asked, back
):
    url = f"{URL}{people['di'].code}/?{urlencode({'ofa-list': asked})}"

    response = organiser_client.post(url, {"organisation-new": "Blue Toucan"})

    assert response.url == f"{URL}?{back}#ofa-person-{people['di'].code}"


def press_undo(client, response):
    (form,) = tree(response).xpath("//form[.//button[starts-with(normalize-space(), 'Undo')]]")
    return client.post(form.get("action"))


@pytest.mark.parametrize("words", ("Lund University", ""))
def test_a_change_is_undone_with_the_words_as_they_were_typed(
    event, people, organiser_client, words
):
    with scope(event=event):
        row = Affiliation.objects.get(speaker=people["ana"])
        row.as_entered, row.role = "USP", {"en": "Professor"}
        row.save()
    response = type_in(organiser_client, people["ana"], **{f"organisation_{row.pk}": words})
    assert rows_of(people["ana"]) == [(words, words or None)]

    back = press_undo(organiser_client, response)

    assert back.url == f"{URL}?gap=none"
    assert rows_of(people["ana"]) == [("USP", "University of São Paulo")]


def test_an_added_one_is_undone(people, organiser_client):
    response = type_in(organiser_client, people["di"], organisation_new="Blue Toucan")

    press_undo(organiser_client, response)

    assert rows_of(people["di"]) == []


def test_an_added_one_that_somebody_completed_since_is_not_taken_back(
    event, people, organiser_client
):
    response = type_in(organiser_client, people["di"], organisation_new="Blue Toucan")
    with scope(event=event):
        row = Affiliation.objects.get(speaker=people["di"])
        row.role = {"pt-br": "Professora"}
        row.save()

    press_undo(organiser_client, response)

    assert rows_of(people["di"]) == [("Blue Toucan", None)]
    assert told(organiser_client.get(URL)) == [
        "“Blue Toucan” cannot be undone: “Blue Toucan” was changed since."
    ]


def test_a_change_is_one_line_of_the_speakers_history(people, organiser_client):
    type_in(organiser_client, people["di"], organisation_new="Blue Toucan")

    with scope(event=people["di"].event):
        (entry,) = people["di"].logged_actions()
    assert entry.action_type == "pretalx_ofa.affiliation.update"
    assert entry.data == {
        "subject": "Blue Toucan",
        "changes": {"affiliations": {"old": "", "new": "Blue Toucan"}},
    }


def test_saving_untouched_changes_nothing(people, organiser_client):
    before = rows_of(people["ana"])

    assert told(type_in(organiser_client, people["ana"])) == []
    assert rows_of(people["ana"]) == before
    with scope(event=people["ana"].event):
        assert not people["ana"].logged_actions().exists()


def test_what_somebody_else_changed_meanwhile_is_not_lost(
    event, people, organiser_client, organiser
):
    url = f"{URL}{people['bo'].code}/"
    sent = filled(organiser_client.get(url))
    with scope(event=event):
        row = Affiliation.objects.get(speaker=people["bo"])
        row.as_entered = "Theirs"
        row.save()

    response = organiser_client.post(url, sent | {f"organisation-{row.pk}": "Mine"}, headers=HTMX)

    assert rows_of(people["bo"]) == [("Theirs", None)]
    (sentence,) = told(response)
    assert sentence.startswith("Somebody else changed a field while you did.")
    with scope(event=event):
        assert [(clash.key, clash.typed) for clash in Clash.objects.all()] == [
            (f"{row.pk}.organisation", "Mine")
        ]


def test_what_was_removed_meanwhile_is_kept_and_not_added_again(event, people, organiser_client):
    url = f"{URL}{people['bo'].code}/"
    sent = filled(organiser_client.get(url))
    with scope(event=event):
        row = Affiliation.objects.get(speaker=people["bo"])
        pk = row.pk
        row.delete()

    untouched = organiser_client.post(url, sent, headers=HTMX)
    assert told(untouched) == []
    organiser_client.post(url, sent | {f"organisation-{pk}": "Mine"}, headers=HTMX)

    assert rows_of(people["bo"]) == []
    with scope(event=event):
        assert [(clash.key, clash.typed) for clash in Clash.objects.all()] == [
            (str(pk), {"organisation": "Mine"})
        ]


@pytest.mark.parametrize(
    "sent",
    (
        {},
        {"organisation-new": "x" * 501},
        {"organisation-new": "\0\u202e "},
        {"organisation-x": "y", "organisation-" + "9" * 30: "z", "chosen-new": "-1"},
        {"ofa-made-from-affiliations": json.dumps([1])},
    ),
)
def test_whatever_is_sent_harms_nothing(people, organiser_client, sent):
    response = organiser_client.post(f"{URL}{people['di'].code}/", sent, headers=HTMX)

    assert response.status_code == 200
    assert rows_of(people["di"]) == []


def test_nobody_has_more_than_ten(people, organiser_client):
    for n in range(10):
        affiliate(people["di"], f"Words {n}")

    assert told(type_in(organiser_client, people["di"], organisation_new="More")) == [
        "Affiliations: Organisation was not saved: nobody may have more than 10 affiliations."
    ]


def test_speakers_of_other_events_are_not_found(people, organiser_client):
    other = make_event()
    speaker = make_speaker(other, "Elsewhere")
    make_session(other, speakers=[speaker])

    assert organiser_client.get(f"{URL}{speaker.code}/").status_code == 404
    assert organiser_client.get(f"{URL}NOBODY/").status_code == 404
