"""Organisations over REST: for whoever may see affiliations; organisers write."""

import pytest
from django_scopes import scope, scopes_disabled
from pretalx.person.models.auth_token import ENDPOINTS

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.organisations.models import Organisation
from tests.api.requests import EVERYTHING, Api
from tests.factories import (
    affiliate,
    make_event,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
    make_user,
    release,
    schedule,
)
from tests.queries import queries_of

RIGHTS = {"can_change_submissions": True}


@pytest.fixture
def programme(event):
    """A released session of Ana, an unreleased proposal of Rui, one of whose affiliations is private."""
    ana, rui = make_speaker(event, "Ana"), make_speaker(event, "Rui")
    lund = make_organisation(
        "Lund University",
        ror="https://ror.org/012a77v79",
        country="SE",
        city="Lund",
        types=["education", "funder"],
        names=[("Lunds universitet", "sv", "label"), ("LU", "", "acronym")],
    )
    affiliate(ana, lund)
    affiliate(ana, make_organisation("Private Ltd", event=event), is_public=False)
    affiliate(rui, make_organisation("Blue Toucan", event=event, country="BR", types=["company"]))
    make_organisation("Unused", event=event)
    schedule(make_session(event, "Released", speakers=[ana]))
    make_session(event, "Proposal", speakers=[rui], state="submitted")
    release(event)
    return event


@pytest.fixture
def organiser(programme, client):
    return Api(client, programme, make_team_member(programme, **RIGHTS))


def test_an_organisation_with_all_it_has(organiser):
    (found,) = organiser("get", q="lund").json()["results"]

    assert found | {"id": 0, "speakers": len(found["speakers"])} == {
        "id": 0,
        "name": {"en": "Lund University", "sv": "Lunds universitet"},
        "aliases": ["LU"],
        "ror": "https://ror.org/012a77v79",
        "types": ["education", "funder"],
        "country": "SE",
        "city": "Lund",
        "website": "",
        "status": "active",
        "confirmation": "confirmed",
        "is_own": False,
        "speakers": 1,
    }


def test_organisers_see_all_of_the_event(organiser):
    make_organisation("Foreign", event=make_event())

    assert organiser.names() == ["Blue Toucan", "Lund University", "Private Ltd", "Unused"]


def test_the_public_sees_what_the_programme_shows(programme, client):
    assert Api(client, programme).names() == ["Lund University"]


def test_before_a_release_the_public_sees_nothing(event, client):
    speaker = make_speaker(event)
    affiliate(speaker, make_organisation("Secret"))
    make_session(event, speakers=[speaker])

    assert Api(client, event)("get").status_code == 401


def test_reviewers_see_those_of_the_proposals_they_may_read(programme, client):
    api = Api(client, programme, make_team_member(programme, is_reviewer=True))

    assert api.names() == ["Blue Toucan", "Lund University"]


def test_reviewers_without_names_see_nothing(programme, client):
    reviewer = make_team_member(programme, is_reviewer=True, force_hide_speaker_names=True)

    for method, path in (("get", ""), ("get", "1/"), ("post", ""), ("post", "1/merge/")):
        response = Api(client, programme, reviewer)(method, path)
        assert response.status_code in {403, 404}
        assert "Toucan" not in response.content.decode()


@pytest.mark.parametrize(
    ("rights", "public", "hidden"),
    (
        (None, 200, 401),
        ({}, 200, 403),
        ({"is_reviewer": True}, 200, 200),
        ({"is_reviewer": True, "force_hide_speaker_names": True}, 403, 403),
        ({"can_change_event_settings": True}, 200, 403),
        (RIGHTS, 200, 200),
    ),
)
@pytest.mark.parametrize("is_public", (True, False))
def test_who_may_read(programme, client, rights, public, hidden, is_public):
    with scopes_disabled():
        programme.is_public = is_public
        programme.save()
    user = None
    if rights is not None:
        user = make_team_member(programme, **rights) if rights else make_user()

    assert Api(client, programme, user)("get").status_code == (public if is_public else hidden)


@pytest.mark.parametrize(
    ("rights", "status"),
    (
        (None, 401),
        ({}, 403),
        ({"is_reviewer": True}, 403),
        ({"can_change_event_settings": True}, 403),
        (RIGHTS, 201),
    ),
)
def test_who_may_write(programme, client, rights, status):
    user = None
    if rights is not None:
        user = make_team_member(programme, **rights) if rights else make_user()
    api = Api(client, programme, user)

    assert api("post", data={"name": "New"}).status_code == status
    assert Organisation.objects.filter(name="New").exists() == (status == 201)


def test_organisers_of_another_event_write_nothing_here(programme, client):
    stranger = make_team_member(make_event(), **RIGHTS)

    assert Api(client, programme, stranger)("post", data={"name": "New"}).status_code == 403


@pytest.mark.parametrize("action", EVERYTHING)
def test_a_limited_token_may_do_what_it_says_and_no_more(programme, client, action):
    user = make_team_member(programme, **RIGHTS)
    own = programme.ofa_organisations.get(name="Unused")
    requests = {
        "list": ("get", "", None),
        "retrieve": ("get", f"{own.pk}/", None),
        "create": ("post", "", {"name": "New"}),
        "update": ("patch", f"{own.pk}/", {"city": "Lund"}),
        "actions": ("post", f"{own.pk}/merge/", {"into": Organisation.objects.registry().get().pk}),
        "destroy": ("delete", f"{own.pk}/", None),
    }
    api = Api(client, programme, user, actions=[action])

    allowed = {name for name, request in requests.items() if api(*request).status_code < 400}

    assert allowed == {action}


def test_a_token_for_other_endpoints_may_nothing(programme, client):
    others = set(ENDPOINTS) - {"speakers"}
    user = make_team_member(programme, **RIGHTS)

    assert Api(client, programme, user, endpoints=others)("get").status_code == 403


@pytest.mark.parametrize(
    ("query", "names"),
    (
        ({"q": "toucan"}, ["Blue Toucan"]),
        ({"q": "lunds"}, ["Lund University"]),
        ({"country": "br"}, ["Blue Toucan"]),
        ({"type": "funder"}, ["Lund University"]),
        ({"is_own": "true"}, ["Blue Toucan", "Private Ltd", "Unused"]),
        ({"is_own": "false"}, ["Lund University"]),
        ({"ror": "https://ror.org/012a77v79"}, ["Lund University"]),
        ({"confirmation": "suggested"}, []),
        ({"o": "-name"}, ["Unused", "Private Ltd", "Lund University", "Blue Toucan"]),
        ({"page_size": "1", "page": "2"}, ["Lund University"]),
    ),
)
def test_filters_order_and_pages_are_those_of_pretalx(organiser, query, names):
    assert organiser.names(**query) == names


def test_organisations_of_one_speaker(organiser, programme):
    with scopes_disabled():
        rui = programme.submissions.get(title="Proposal").speakers.get()

    assert organiser.names(speaker=rui.code) == ["Blue Toucan"]


def test_a_bad_filter_is_said(organiser):
    assert organiser("get", type="spaceship").status_code == 400


def test_one_language_is_enough_where_it_is_asked_for(organiser):
    (found,) = organiser("get", q="lund", lang="en").json()["results"]

    assert found["name"] == "Lund University"


def test_an_own_organisation_is_made_changed_and_deleted(organiser, programme):
    made = organiser(
        "post",
        data={
            "name": {"en": "Fable University", "pt-br": "Universidade da Fábula"},
            "aliases": ["UdF"],
            "country": "br",
            "types": ["education"],
            "website": "https://fable.example.org",
        },
    )
    assert made.status_code == 201
    assert made.json() | {"id": 0} == {
        "id": 0,
        "name": {"en": "Fable University", "pt-br": "Universidade da Fábula"},
        "aliases": ["UdF"],
        "ror": None,
        "types": ["education"],
        "country": "BR",
        "city": "",
        "website": "https://fable.example.org",
        "status": "active",
        "confirmation": "confirmed",
        "is_own": True,
        "speakers": [],
    }
    path = f"{made.json()['id']}/"

    changed = organiser("patch", path, {"city": "Recife"}).json()
    assert (changed["city"], changed["aliases"], changed["name"]["en"]) == (
        "Recife",
        ["UdF"],
        "Fable University",
    )

    assert organiser("delete", path).status_code == 204
    assert organiser("get", path).status_code == 404
    with scopes_disabled():
        logged = set(programme.log_entries.values_list("action_type", flat=True))
    assert {f"pretalx_ofa.organisation.{what}" for what in ("create", "update", "delete")} <= logged


@pytest.mark.parametrize(
    ("data", "field"),
    (
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": {"en": " "}}, "name"),
        ({"name": {"xx": "A"}}, "name"),
        ({"name": {"en": 3}}, "name"),
        ({"name": ["A"]}, "name"),
        ({"name": "blue TOUCAN"}, "name"),
        ({"name": "A" * 501}, "name"),
        ({"name": "A", "country": "XX"}, "country"),
        ({"name": "A", "country": "Brazil"}, "country"),
        ({"name": "A", "website": "javascript:alert(1)"}, "website"),
        ({"name": "A", "website": "ftp://example.org"}, "website"),
        ({"name": "A", "website": "https://me:secret@example.org"}, "website"),
        ({"name": "A", "website": "https://example.org/" + "x" * 500}, "website"),
        ({"name": "A", "city": "\u0958" * 150}, "city"),
        ({"name": "A", "aliases": ["\u0958" * 300]}, "aliases"),
        ({"name": "A", "aliases": [str(number) for number in range(101)]}, "aliases"),
        ({"name": "A", "aliases": [None]}, "aliases"),
        ({"name": "A", "types": ["spaceship"]}, "types"),
        ({"name": "A", "aliases": "B"}, "aliases"),
    ),
)
def test_what_is_wrong_is_said_with_its_field(organiser, data, field):
    before = Organisation.objects.count()

    response = organiser("post", data=data)

    assert (response.status_code, list(response.json())) == (400, [field])
    assert Organisation.objects.count() == before


@pytest.mark.parametrize(
    "name",
    ("A\x00B", {"en": "A\x00B"}, {"en": "A\ud800B"}, " A\x07B "),
    ids=("NUL", "NUL in a language", "half a character", "control"),
)
def test_names_are_stored_clean(organiser, name):
    response = organiser("post", data={"name": name})

    assert response.status_code == 201, response.content
    assert Organisation.objects.get(pk=response.json()["id"]).name == "AB"


def test_so_are_other_words(organiser):
    data = {"name": "New", "aliases": ["A\ud800B", "\x00"], "city": "A\x00B"}

    made = organiser("post", data=data).json()

    assert (made["aliases"], made["city"]) == (["AB"], "AB")


@pytest.mark.parametrize(
    "body",
    (b"[]", b"null", b"3", b"{", b"\xff", b"[" * 100_000, b'{"name": ' * 100_000),
    ids=("list", "null", "number", "cut off", "no UTF-8", "deep lists", "deep objects"),
)
def test_a_body_that_is_no_organisation_is_refused(organiser, client, body):
    own = Organisation.objects.get(name="Unused")

    for path, method in (("", "POST"), (f"{own.pk}/", "PATCH"), (f"{own.pk}/merge/", "POST")):
        response = client.generic(
            method, organiser.base + path, body, "application/json", headers=organiser.headers
        )
        assert response.status_code == 400, response.content


@pytest.mark.parametrize("pk", ("9" * 5000, "9" * 30, "²", "-1", "x"))
def test_an_address_with_no_id_is_not_found(organiser, pk):
    assert organiser("get", f"{pk}/").status_code == 404
    assert organiser("patch", f"{pk}/", {"city": "Lund"}).status_code == 404


@pytest.mark.parametrize("query", ({"speaker": "\x00"}, {"q": "\x00"}, {"country": "\x00"}))
def test_a_query_with_such_characters_is_answered(organiser, query):
    assert organiser("get", **query).status_code in {200, 400}


def test_a_city_that_is_changed_leaves_names_as_they_are(organiser, programme):
    own = programme.ofa_organisations.get(name="Blue Toucan")
    own.names.update(language="")
    before = list(own.names.values_list("value", "language", "kind"))

    assert organiser("patch", f"{own.pk}/", {"city": "Lund"}).status_code == 200

    assert list(own.names.values_list("value", "language", "kind")) == before


def test_what_is_not_disclosed_is_for_organisers(client, programme, organiser):
    with scope(event=programme):
        Affiliation.objects.filter(organisation__ror__isnull=False).update(kind="undisclosed")

    assert "Lund University" not in Api(client, programme).names()
    assert "Lund University" in organiser.names()


def test_the_registrys_organisations_are_read_only(organiser):
    lund = Organisation.objects.registry().get()

    assert organiser("patch", f"{lund.pk}/", {"city": "Malmö"}).status_code == 404
    assert organiser("delete", f"{lund.pk}/").status_code == 404


def test_two_become_one(organiser, programme):
    own = programme.ofa_organisations.get(name="Blue Toucan")
    lund = Organisation.objects.registry().get()

    response = organiser("post", f"{own.pk}/merge/", {"into": lund.pk})

    assert (response.status_code, response.json()["id"]) == (200, lund.pk)
    assert len(response.json()["speakers"]) == 2
    with scope(event=programme):
        assert Affiliation.objects.get(as_entered="Blue Toucan").organisation == lund


@pytest.mark.parametrize(
    "into", ("itself", 999999, "x", None, True, "9" * 5000, 10**30, "²", [], {}, "\x00", "\ud800")
)
def test_merging_into_nothing_is_refused(organiser, programme, into):
    own = programme.ofa_organisations.get(name="Blue Toucan")
    target = own.pk if into == "itself" else into

    assert organiser("post", f"{own.pk}/merge/", {"into": target}).status_code in {400, 404}


def test_another_events_organisations_are_out_of_reach(organiser):
    foreign = make_organisation("Foreign", event=make_event())
    own = Organisation.objects.get(name="Unused")

    assert organiser("get", f"{foreign.pk}/").status_code == 404
    assert organiser("delete", f"{foreign.pk}/").status_code == 404
    assert organiser("post", f"{own.pk}/merge/", {"into": foreign.pk}).status_code == 404


def test_a_list_costs_the_same_queries(event, client):
    api = Api(client, event, make_team_member(event, **RIGHTS))

    def queries(number):
        for n in range(number):
            own = make_organisation(f"Organisation {number}.{n}", event=event)
            affiliate(make_speaker(event, f"A{n}"), own)
        return queries_of(api.names)

    assert queries(1) == queries(29)
    assert len(api.names()) == 30
