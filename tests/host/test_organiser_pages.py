"""What stands about affiliations on pretalx's own organiser pages."""

import pytest
from django.urls import reverse
from django_scopes import scope
from lxml import html
from pretalx.submission.models import ReviewPhase

from tests.factories import (
    affiliate,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
    schedule,
)
from tests.queries import queries_of

ORGA = "/orga/event/symposium/"
LIST = f"{ORGA}p/ofa/speakers/"
PAGES = {"speakers": f"{ORGA}speakers/", "release": f"{ORGA}schedule/release"}
GAP = "1 of 3 speakers without an affiliation"


@pytest.fixture
def organiser_client(event, client):
    client.force_login(
        make_team_member(event, can_change_submissions=True, can_change_event_settings=True)
    )
    return client


@pytest.fixture
def people(event):
    """Ana, Bo and Cy speak; nobody knows where Bo works."""
    people = [make_speaker(event, name) for name in ("Ana", "Bo", "Cy")]
    for person in (people[0], people[2]):
        affiliate(person, make_organisation("USP"))
    schedule(make_session(event, speakers=people))
    return people


def links(response):
    """{text: address} of the links in a page's main part."""
    assert response.status_code == 200
    found = html.fromstring(response.content.decode()).xpath("//main//a[@href]")
    return {" ".join(link.text_content().split()): link.get("href") for link in found}


@pytest.mark.parametrize("page", PAGES)
def test_a_line_says_how_many_are_missing_and_leads_to_them(people, organiser_client, page):
    found = links(organiser_client.get(PAGES[page]))

    assert found[GAP] == f"{LIST}?gap=none"
    assert found["Speakers and their affiliations"] == LIST


def test_nothing_is_missing_before_a_release(people, organiser_client):
    affiliate(people[1], "Blue Toucan")

    assert "Speakers and their affiliations" not in links(organiser_client.get(PAGES["release"]))
    assert links(organiser_client.get(PAGES["speakers"]))["Speakers and their affiliations"] == LIST


def tiles(client):
    found = html.fromstring(client.get(ORGA).content.decode())
    return [
        (" ".join(tile.text_content().split()), tile.get("href"))
        for tile in found.xpath("//a[contains(@class, 'dashboard-block')]")
        if "affiliation" in tile.text_content()
    ]


def test_the_dashboard_has_a_tile_while_something_is_missing(people, organiser_client):
    assert tiles(organiser_client) == [
        ("1 of 3 speakers without an affiliation", f"{LIST}?gap=none")
    ]

    affiliate(people[1], "Blue Toucan")

    assert tiles(organiser_client) == []


@pytest.mark.parametrize(
    ("team", "sees_names", "has_tile"),
    (
        ({}, True, True),
        ({}, False, False),
        ({"force_hide_speaker_names": True}, True, False),
        # Whoever may change proposals knows the names.
        ({"can_change_submissions": True}, False, True),
    ),
)
def test_no_tile_where_a_reviewer_must_not_know_names(
    event, people, organiser_client, team, sees_names, has_tile
):
    make_team_member(event, is_reviewer=True, **team)
    with scope(event=event):
        ReviewPhase.objects.filter(event=event).update(can_see_speaker_names=sees_names)

    assert bool(tiles(organiser_client)) is has_tile


@pytest.mark.parametrize("page", [*PAGES.values(), ORGA])
def test_reviewers_see_nothing_of_it(event, people, client, page):
    client.force_login(make_team_member(event, is_reviewer=True, force_hide_speaker_names=True))

    assert b"ffiliation" not in client.get(page).content


def neighbours(response):
    found = links(response)
    return {
        key.partition(":")[0]: found[key]
        for key in found
        if key.startswith(("Previous", "Next")) or key.endswith("in the list")
    }


def page_of(speaker, query=""):
    return f"{ORGA}speakers/{speaker.code}/?ofa-list={query}"


def test_a_speakers_page_leads_to_the_next_one_of_the_list(people, organiser_client):
    ana, bo, cy = people
    affiliated = links(organiser_client.get(LIST))

    assert affiliated["Ana"] == page_of(ana)
    assert neighbours(organiser_client.get(affiliated["Ana"])) == {
        "1 of 3 in the list": LIST,
        "Next speaker": page_of(bo),
    }
    assert neighbours(organiser_client.get(page_of(bo))) == {
        "Previous speaker": page_of(ana),
        "2 of 3 in the list": LIST,
        "Next speaker": page_of(cy),
    }


def test_the_way_on_stays_once_what_was_missing_is_saved(event, people, organiser_client):
    dee = make_speaker(event, "Dee")
    make_session(event, speakers=[dee])
    bo = people[1]
    found = neighbours(organiser_client.get(page_of(bo, "gap%3Dnone")))
    affiliate(bo, "Blue Toucan")

    # pretalx leaves the address when it saves.
    after = neighbours(organiser_client.get(f"{ORGA}speakers/{bo.code}/"))

    assert (
        after
        == found
        == {
            "1 of 2 in the list": f"{LIST}?gap=none",
            "Next speaker": page_of(dee, "gap%3Dnone"),
        }
    )
    assert neighbours(organiser_client.get(f"{ORGA}speakers/{dee.code}/")) == {}


@pytest.mark.parametrize("query", ("q=nobody", "gap=unmatched"))
def test_whoever_is_not_in_the_list_has_no_neighbours_there(people, organiser_client, query):
    response = organiser_client.get(f"{ORGA}speakers/{people[1].code}/", {"ofa-list": query})

    assert neighbours(response) == {}


@pytest.mark.parametrize("query", ("=" * 2000, "organisation=" + "9" * 5000, "%00", "track=x"))
def test_a_list_that_cannot_be_asked_for_is_the_whole_one(people, organiser_client, query):
    response = organiser_client.get(f"{ORGA}speakers/{people[1].code}/", {"ofa-list": query})

    assert [key for key in neighbours(response) if "list" in key] == ["2 of 3 in the list"]


def test_the_pages_cost_the_same_for_many(event, people, organiser_client):
    def look():
        for url in (PAGES["release"], ORGA, page_of(people[0])):
            assert organiser_client.get(url).status_code == 200

    few = queries_of(look)
    for n in range(20):
        make_session(event, speakers=[make_speaker(event, f"Person {n}")])

    assert queries_of(look) == few


def test_exports_of_speakers_lead_to_the_lists(people, organiser_client):
    found = links(organiser_client.get(f"{ORGA}speakers/export/"))

    for name in ("affiliations.csv", "affiliations.xlsx"):
        url = reverse("plugins:pretalx_ofa:list", kwargs={"event": "symposium", "name": name})
        assert url in found.values()
