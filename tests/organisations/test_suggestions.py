"""The search behind the combobox, for organisers and submitters."""

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled

from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.queries import organisation_named
from pretalx_ofa.organisations.registry.load import load
from tests.factories import affiliate, make_event, make_organisation, make_speaker, make_team_member
from tests.organisations.conftest import ror
from tests.queries import queries_of


@pytest.fixture
def loaded(db, dump, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    load(dump())


@pytest.fixture
def ask(event, client):
    client.force_login(make_team_member(event, can_change_submissions=True))
    url = reverse("plugins:pretalx_ofa:orga_organisation_search", kwargs={"event": event.slug})

    def ask(typed, **options):
        response = client.get(url, {"q": typed} | options)
        assert response.status_code == 200
        return response.json()["results"]

    return ask


def test_organisations_come_with_their_place(loaded, ask):
    assert ask("ufpr")[0] | {"id": 0} == {
        "id": 0,
        "name": "Universidade Federal do Paraná",
        "found": "UFPR",
        "place": "Curitiba, Brazil",
        "ror": ror(1),
        "is_active": True,
        "successor": "",
    }


def test_names_are_those_of_the_readers_language(loaded, ask, client, event):
    client.cookies["pretalx_language"] = "de-formal"
    with scopes_disabled():
        found = ask("university of zurich", lang="de")

    assert found[0]["name"] in {"Universität Zürich", "University of Zurich"}
    assert found[0]["place"].startswith("Zurich, ")


def test_an_inactive_one_offers_its_successor(loaded, ask):
    (found,) = ask("old harbour")

    assert (found["is_active"], found["successor"]) == (False, "Harbour and Sea Institute")


def test_the_events_own_come_first_and_others_own_never(loaded, ask, event):
    make_organisation("Lund University for All", event=event)
    make_organisation("Lund University of Secrets", event=make_event())

    assert [entry["name"] for entry in ask("lund univ")] == [
        "Lund University for All",
        "Lund University",
    ]


def test_an_organisation_that_the_event_has_itself_is_offered_once(loaded, ask, event):
    make_organisation("Lund University", event=event, ror=ror(9))

    assert [entry["name"] for entry in ask("lund univ")] == ["Lund University"]


def test_an_own_inactive_organisation_needs_no_registry(event, ask, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "none"
    make_organisation("Gone Group", event=event, ror=ror(13), status="inactive")

    assert [(e["name"], e["successor"]) for e in ask("gone")] == [("Gone Group", "")]


def test_without_a_registry_the_events_own_are_searched(event, ask, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "none"
    make_organisation("Blue Toucan Cooperative", event=event)

    assert [entry["name"] for entry in ask("touc coop")] == ["Blue Toucan Cooperative"]


@pytest.mark.parametrize("typed", ("", "l", " ", "'; DROP TABLE", "%", "é" * 5000))
def test_anything_may_be_typed(loaded, ask, typed):
    assert isinstance(ask(typed), list)


def public(event):
    return reverse("plugins:pretalx_ofa:organisation_search", kwargs={"event": event.slug})


def test_submitters_may_search_while_the_call_is_open(loaded, event, client):
    assert client.get(public(event), {"q": "lund"}).json()["results"][0]["ror"] == ror(9)


def test_after_the_call_only_with_a_valid_access_code(loaded, event, client):
    from django.utils.timezone import now

    with scopes_disabled():
        event.cfp.deadline = now().replace(year=2020)
        event.cfp.save()
        code = event.submitter_access_codes.create(code="LATE")

    assert client.get(public(event), {"q": "lund"}).status_code == 404
    assert client.get(public(event), {"q": "lund", "access_code": "WRONG"}).status_code == 404
    assert client.get(public(event), {"q": "lund", "access_code": code.code}).status_code == 200


def test_nobody_is_named_in_the_answers(loaded, ask, event):
    affiliate(make_speaker(event, "Johan Linåker"), Organisation.objects.get(ror=ror(9)))

    assert "Johan" not in str(ask("lund"))
    assert ask("johan") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    (
        ("lunds universitet", ror(9)),
        ("Dept. of Informatics, Lund University", ror(9)),
        ("University of Newcastle", None),
        ("Nowhere University", None),
        ("", None),
    ),
)
def test_what_is_typed_is_linked_where_it_is_sure(loaded, event, typed, meant):
    found = organisation_named(event, typed)

    assert (found and found.ror) == meant


def test_signs_are_no_words(event, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "none"
    make_organisation("🌍🌍", event=event)

    assert organisation_named(event, "!!!") is None


def test_the_events_own_organisation_wins(loaded, event):
    own = make_organisation("Lund University", event=event)

    assert organisation_named(event, "LUND UNIVERSITY") == own


def test_a_search_costs_the_same_queries(loaded, ask, event):
    def queries(number):
        for n in range(number):
            own = make_organisation(f"Lund Group {number}.{n}", event=event)
            affiliate(make_speaker(event, f"Speaker {n}"), own)
        return queries_of(lambda: ask("lund"))

    assert queries(1) == queries(29)
