"""Organisations of an event's own that may be the same as others."""

import pytest
from django.urls import reverse
from django_scopes import scope
from lxml import html

from pretalx_ofa.affiliations.linking import mark_not_duplicates
from pretalx_ofa.journal.models import JournalEntry
from pretalx_ofa.journal.recording import undo
from pretalx_ofa.organisations.duplicates import likely_duplicates
from pretalx_ofa.organisations.registry.load import load
from tests.factories import make_event, make_organisation, make_team_member
from tests.organisations.conftest import ror

TWIN_QUERIES = 3


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


def found(event):
    return [(d.organisation.name, d.other.name, d.why) for d in likely_duplicates(event)]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    (
        ("Zagaran", "Zagaran, Inc.", "name"),
        ("Universidade de Fábula", "Fabula University", "name"),
        ("Django Software Foundation", "DSF", "acronym"),
        ("Blue Toucan Cooperative", "Blue Toucan Coperative", "spelling"),
    ),
)
def test_the_same_in_two_spellings(event, one, other, why):
    for name in (one, other):
        make_organisation(name, event=event)

    assert found(event) == [(other, one, why)]


@pytest.mark.parametrize(
    ("one", "other"),
    (
        ("Universidade Federal do Pará", "Universidade Federal do Paraná"),
        ("University of Easton", "University of Weston"),
        ("Blue Toucan", "Red Toucan"),
        ("ABC", "ABD"),
        ("Green Institute", "Green Hospital"),
        ("!!!", "🌍"),
    ),
)
def test_two_that_only_look_alike(event, one, other):
    for name in (one, other):
        make_organisation(name, event=event)

    assert found(event) == []


def test_another_country_is_another_organisation(event):
    make_organisation("Open Institute", event=event, country="BR")
    make_organisation("Open Institute", event=event, country="PT")

    assert found(event) == []


def test_names_and_ids_of_the_registry(event, dump):
    load(dump())
    make_organisation("Lunds universitet", event=event)
    make_organisation("My old school", event=event, ror=ror(5))
    make_organisation("University of Zurich", event=event, country="BR")

    assert found(event) == [
        ("Lunds universitet", "Lund University", "registry"),
        ("My old school", "ETH Zurich", "id"),
    ]


def test_other_events_have_their_own(event):
    make_organisation("Zagaran", event=event)
    make_organisation("Zagaran, Inc.", event=make_event())

    assert found(event) == []


def page(client, event, name="organisations", **arguments):
    return reverse(f"plugins:pretalx_ofa:{name}", kwargs={"event": event.slug} | arguments)


def test_the_page_asks_once(event, client):
    client.force_login(make_team_member(event, can_change_submissions=True))
    one = make_organisation("Zagaran", event=event)
    other = make_organisation("Zagaran, Inc.", event=event)
    text = html.fromstring(client.get(page(client, event)).content.decode()).text_content()
    assert "Zagaran, Inc. = Zagaran " in " ".join(text.split())

    url = page(client, event, "organisation_not_duplicates", pk=other.pk)
    said = client.post(url, {"other": one.pk}, follow=True).content.decode()

    assert "“Zagaran, Inc.” and “Zagaran” stay two" in said
    assert found(event) == []


def test_it_is_said_once_and_can_be_undone(event):
    one = make_organisation("Zagaran", event=event)
    other = make_organisation("Zagaran, Inc.", event=event)
    with scope(event=event):
        for _ in range(2):
            mark_not_duplicates(other, one, person=None)
        assert found(event) == []

        undo(JournalEntry.objects.get(), person=None)

    assert found(event) == [("Zagaran, Inc.", "Zagaran", "name")]


def test_they_are_merged_with_one_click(event, client):
    client.force_login(make_team_member(event, can_change_submissions=True))
    one = make_organisation("Zagaran", event=event)
    other = make_organisation("Zagaran, Inc.", event=event)

    client.post(page(client, event, "organisation_merge", pk=other.pk), {"chosen": one.pk})

    other.refresh_from_db()
    assert other.merged_into == one
    assert found(event) == []


@pytest.mark.parametrize("item_count", (1, 3, 30))
def test_it_costs_the_same_queries(event, item_count, django_assert_num_queries):
    for n in range(item_count):
        make_organisation(f"Group {n}", event=event)

    with django_assert_num_queries(TWIN_QUERIES):
        likely_duplicates(event)
