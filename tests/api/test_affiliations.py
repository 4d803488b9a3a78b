"""Affiliations of speakers and sessions over REST: organisers write, everybody reads what is public."""

import pytest
from django_scopes import scope, scopes_disabled
from i18nfield.strings import LazyI18nString
from pretalx.person.models.auth_token import ENDPOINTS

from pretalx_ofa.affiliations.models import Affiliation, SessionAffiliations
from tests.api.requests import Api
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
def lund(db):
    return make_organisation(
        "Lund University",
        ror="https://ror.org/012a77v79",
        names=[("Universidade de Lund", "pt", "label")],
    )


@pytest.fixture
def programme(event, lund):
    """A released session of Ana, whose affiliations are of all kinds; an unreleased proposal of Rui."""
    ana, rui = make_speaker(event, "Ana"), make_speaker(event, "Rui")
    role = LazyI18nString({"en": "Professor", "pt-br": "Professora"})
    affiliate(ana, lund, role, since=2019, position=0)
    with scope(event=event):
        Affiliation.objects.update(as_entered="Lund, as I told you on the phone")
    affiliate(ana, "Blue Toucan", position=1)
    affiliate(ana, "Secret Ltd", is_public=False)
    affiliate(ana, "Guess Ltd", confirmation="suggested")
    affiliate(ana, "Quiet Ltd", kind="undisclosed")
    affiliate(ana, "n/a")
    proposed = make_organisation("Proposed Ltd", event=event, confirmation="suggested")
    affiliate(ana, proposed)
    with scope(event=event):
        Affiliation.objects.filter(organisation=proposed).update(as_entered="My words")
    affiliate(rui, "Rui's")
    schedule(make_session(event, "Released", speakers=[ana]))
    make_session(event, "Proposal", speakers=[rui], state="submitted")
    release(event)
    return event


def session(event, title="Released"):
    with scopes_disabled():
        return event.submissions.get(title=title)


def speaker(event, name="Ana"):
    with scopes_disabled():
        return event.submitters.get(name=name)


@pytest.fixture
def organiser(programme, client):
    return affiliations(client, programme, make_team_member(programme, **RIGHTS))


def affiliations(client, event, user=None, **token):
    return Api(client, event, user, what="affiliations", **token)


def sessions(client, event, user=None, **token):
    return Api(client, event, user, what="sessions", **{"endpoints": ("submissions",)} | token)


def rows(api, **query):
    response = api("get", **query)
    assert response.status_code == 200, response.content
    return response.json()["results"]


def names(api, **query):
    """What each row says of an organisation."""
    return [
        row["organisation_name"]["en"] if row["organisation"] else row["as_entered"] or row["kind"]
        for row in rows(api, **query)
    ]


PUBLIC = ["Lund University", "Blue Toucan", "My words"]
ALL = [
    "Lund University",
    "Blue Toucan",
    "Secret Ltd",
    "Guess Ltd",
    "Quiet Ltd",
    "n/a",
    "Proposed Ltd",
]


def test_nobody_learns_who_else_proposed_something(programme, client, organiser):
    with scopes_disabled():
        hidden = make_session(programme, "Hidden", speakers=[speaker(programme)], state="rejected")

    assert names(affiliations(client, programme), session=session(programme).code) == PUBLIC
    assert names(affiliations(client, programme), session=hidden.code) == []
    assert names(organiser, session=hidden.code) == ALL


def test_an_affiliation_with_all_it_has(organiser, programme, lund):
    first = rows(organiser, speaker=speaker(programme).code)[0]

    assert first | {"id": 0} == {
        "id": 0,
        "speaker": speaker(programme).code,
        "organisation": lund.pk,
        "organisation_name": {"en": "Lund University", "pt": "Universidade de Lund"},
        "as_entered": "Lund, as I told you on the phone",
        "role": {"en": "Professor", "pt-br": "Professora"},
        "unit": {},
        "kind": "ordinary",
        "since": 2019,
        "until": None,
        "position": 0,
        "is_public": True,
        "confirmation": "confirmed",
        "source": "organiser",
    }


def test_the_public_sees_of_it_what_the_programme_shows(programme, client, lund):
    first, *_rest = rows(affiliations(client, programme))

    assert set(first) == {
        *("id", "speaker", "organisation", "organisation_name", "as_entered", "role", "unit"),
        *("kind", "since", "until", "position"),
    }
    assert (first["organisation"], first["as_entered"]) == (lund.pk, "")


def test_who_sees_which(programme, client, organiser):
    reviewer = affiliations(client, programme, make_team_member(programme, is_reviewer=True))

    assert names(affiliations(client, programme)) == PUBLIC
    assert sorted(names(reviewer)) == sorted([*PUBLIC, "Rui's"])
    assert sorted(names(organiser)) == sorted([*ALL, "Rui's"])


@pytest.mark.parametrize(
    ("rights", "read", "write"),
    (
        (None, 200, 401),
        ({}, 200, 403),
        ({"is_reviewer": True}, 200, 403),
        ({"is_reviewer": True, "force_hide_speaker_names": True}, 403, 403),
        ({"can_change_event_settings": True}, 200, 403),
        (RIGHTS, 200, 200),
    ),
)
def test_who_may(programme, client, rights, read, write):
    user = None
    if rights is not None:
        user = make_team_member(programme, **rights) if rights else make_user()
    with scopes_disabled():
        path = f"{speaker(programme).ofa_affiliations.first().pk}/"

    def statuses(api, path, data):
        return api("get").status_code, api("patch", path, data).status_code

    found = [
        statuses(affiliations(client, programme, user), path, {"until": 2024}),
        statuses(
            sessions(client, programme, user), f"{session(programme).code}/", {"speakers": []}
        ),
    ]

    assert found == [(read, write)] * 2


def test_before_a_release_the_public_sees_nothing(event, client):
    affiliate(make_speaker(event), "Secret")

    for api in (affiliations(client, event), sessions(client, event)):
        assert api("get").status_code == 401


@pytest.mark.parametrize("action", ("list", "retrieve", "create", "update", "destroy"))
def test_a_limited_token_may_do_what_it_says_and_no_more(programme, client, action):
    user = make_team_member(programme, **RIGHTS)
    with scopes_disabled():
        own = speaker(programme, "Rui").ofa_affiliations.get()
    requests = {
        "list": ("get", "", None),
        "retrieve": ("get", f"{own.pk}/", None),
        "create": ("post", "", {"speaker": speaker(programme).code, "as_entered": "New"}),
        "update": ("patch", f"{own.pk}/", {"until": 2024}),
        "destroy": ("delete", f"{own.pk}/", None),
    }
    api = affiliations(client, programme, user, actions=[action])

    assert {n for n, request in requests.items() if api(*request).status_code < 400} == {action}

    code = session(programme).code
    requests = {
        "list": ("get", "", None),
        "retrieve": ("get", f"{code}/", None),
        "update": ("patch", f"{code}/", {"speakers": []}),
    }
    api = sessions(client, programme, user, actions=[action])
    allowed = {n for n, request in requests.items() if api(*request).status_code < 400}
    assert allowed == {action} & set(requests)


def test_a_token_for_other_endpoints_may_nothing(programme, client):
    user = make_team_member(programme, **RIGHTS)
    for make, own in ((affiliations, "speakers"), (sessions, "submissions")):
        api = make(client, programme, user, endpoints=set(ENDPOINTS) - {own})
        assert api("get").status_code == 403


def test_organisers_of_another_event_write_nothing_here(programme, client):
    stranger = make_team_member(make_event(), **RIGHTS)
    api = affiliations(client, programme, stranger)
    data = {"speaker": speaker(programme).code, "as_entered": "New"}

    assert api("post", data=data).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    (
        ({"kind": "undisclosed"}, ["Quiet Ltd"]),
        ({"is_public": "false"}, ["Secret Ltd"]),
        ({"confirmation": "suggested"}, ["Guess Ltd"]),
        ({"organisation": "LUND"}, ["Lund University"]),
        ({"session": "PROPOSAL"}, ["Rui's"]),
        ({"speaker": "RUI"}, ["Rui's"]),
        ({"session": "nothing"}, []),
    ),
)
def test_filters(organiser, programme, lund, query, found):
    known = {
        "LUND": lund.pk,
        "PROPOSAL": session(programme, "Proposal").code.lower(),
        "RUI": speaker(programme, "Rui").code.lower(),
    }

    assert names(organiser, **{k: known.get(v, v) for k, v in query.items()}) == found


def test_no_filter_tells_the_public_more(programme, client):
    proposed = programme.ofa_organisations.get(name="Proposed Ltd")
    api = affiliations(client, programme)

    for query in ({"organisation": proposed.pk}, {"is_public": "false"}, {"kind": "undisclosed"}):
        assert names(api, **query) == []


def test_one_language_is_enough_where_it_is_asked_for(organiser, programme):
    first = rows(organiser, speaker=speaker(programme).code, lang="pt-br")[0]

    assert (first["role"], first["organisation_name"]) == ("Professora", "Universidade de Lund")


def test_words_are_linked_as_on_a_form(organiser, programme, lund):
    """The first is of Lund by its name, the second by id, whatever was typed."""
    code = speaker(programme, "Rui").code
    posted = (
        {"as_entered": "lund university"},
        {"as_entered": "L.U.", "organisation": lund.pk},
        {"organisation": lund.pk},
        {"as_entered": "Nobody knows", "role": "Chair", "unit": {"pt-br": "Física"}},
        {"kind": "independent"},
    )

    made = [organiser("post", data={"speaker": code, **data}).json() for data in posted]

    assert [(one["organisation"], one["as_entered"]) for one in made] == [
        (lund.pk, "lund university"),
        (lund.pk, "L.U."),
        (lund.pk, "Lund University"),
        (None, "Nobody knows"),
        (None, ""),
    ]
    positions = [one["position"] for one in made]
    assert positions == list(range(positions[0], positions[0] + 5))
    assert (made[3]["role"], made[3]["unit"]) == ({"en": "Chair"}, {"pt-br": "Física"})


def test_changing_leaves_the_rest_as_it_was(organiser, programme, lund):
    with scopes_disabled():
        row = Affiliation.objects.get(as_entered="Blue Toucan")

    for data in ({"organisation": lund.pk}, {"confirmation": "suggested"}, {"organisation": None}):
        changed = organiser("patch", f"{row.pk}/", data).json()
        assert (changed["as_entered"], changed["position"]) == ("Blue Toucan", row.position)
        assert {name: changed[name] for name in data} == data


def test_it_is_logged_and_the_programme_follows(organiser, programme, client):
    with scopes_disabled():
        row = Affiliation.objects.get(as_entered="Blue Toucan")

    assert organiser("delete", f"{row.pk}/").status_code == 204
    organiser("post", data={"speaker": speaker(programme).code, "as_entered": "Green Toucan"})

    shown = client.get(f"/{programme.slug}/p/ofa/people/").content.decode()
    assert ("Green Toucan" in shown, "Blue Toucan" in shown) == (True, False)
    with scopes_disabled():
        logged = set(programme.log_entries.values_list("action_type", flat=True))
    assert {f"pretalx_ofa.affiliation.{what}" for what in ("create", "delete")} <= logged


@pytest.mark.parametrize(
    ("data", "field"),
    (
        ({"as_entered": "A"}, "speaker"),
        ({"speaker": "NOBODY", "as_entered": "A"}, "speaker"),
        ({"speaker": None, "as_entered": "A"}, "speaker"),
        ({"speaker": ["ANA"], "as_entered": "A"}, "speaker"),
        ({"speaker": "\x00", "as_entered": "A"}, "speaker"),
        ({"speaker": "ANA"}, "organisation"),
        ({"speaker": "ANA", "as_entered": " "}, "organisation"),
        ({"speaker": "ANA", "organisation": 10**30}, "organisation"),
        ({"speaker": "ANA", "organisation": "x"}, "organisation"),
        ({"speaker": "ANA", "organisation": True}, "organisation"),
        ({"speaker": "ANA", "organisation": "FOREIGN"}, "organisation"),
        ({"speaker": "ANA", "as_entered": "\u0958" * 300}, "as_entered"),
        ({"speaker": "ANA", "as_entered": "A" * 501}, "as_entered"),
        ({"speaker": "ANA", "role": {"xx": "A"}}, "role"),
        ({"speaker": "ANA", "role": "A" * 201}, "role"),
        ({"speaker": "ANA", "unit": {"en": "A" * 301}}, "unit"),
        ({"speaker": "ANA", "unit": [3]}, "unit"),
        ({"speaker": "ANA", "kind": "spaceship"}, "kind"),
        ({"speaker": "ANA", "as_entered": "A", "since": 1}, "since"),
        ({"speaker": "ANA", "as_entered": "A", "since": 2020, "until": 2019}, "until"),
        ({"speaker": "ANA", "as_entered": "A", "position": -1}, "position"),
        ({"speaker": "ANA", "as_entered": "A", "position": 10**30}, "position"),
        ({"speaker": "ANA", "as_entered": "A", "is_public": "perhaps"}, "is_public"),
        ({"speaker": "ANA", "as_entered": "A", "confirmation": "x"}, "confirmation"),
    ),
)
def test_what_is_wrong_is_said_with_its_field(organiser, programme, data, field):
    known = {
        "ANA": speaker(programme).code,
        "FOREIGN": make_organisation("Foreign", event=make_event()).pk,
    }
    data = {k: known.get(v, v) if isinstance(v, str) else v for k, v in data.items()}
    with scopes_disabled():
        before = Affiliation.objects.count()

        response = organiser("post", data=data)

        assert (response.status_code, list(response.json())) == (400, [field])
        assert Affiliation.objects.count() == before


def test_nothing_is_emptied_and_nobody_gets_another_ones(organiser, programme):
    with scopes_disabled():
        row = Affiliation.objects.get(as_entered="Blue Toucan")
    for data, field in (
        ({"as_entered": ""}, "organisation"),
        ({"speaker": speaker(programme, "Rui").code}, "speaker"),
        ({"since": 2020, "until": 2019}, "until"),
    ):
        response = organiser("patch", f"{row.pk}/", data)
        assert (response.status_code, list(response.json())) == (400, [field])
    with scopes_disabled():
        assert Affiliation.objects.get(pk=row.pk).as_entered == "Blue Toucan"


def test_nobody_has_more_than_ten(organiser, programme):
    code = speaker(programme, "Rui").code

    made = [
        organiser("post", data={"speaker": code, "as_entered": f"Company {n}"}) for n in range(10)
    ]

    assert [r.status_code for r in made] == [201] * 9 + [400]
    assert made[-1].json() == {"speaker": ["Nobody may have more than 10 affiliations."]}


@pytest.mark.parametrize("pk", ("9" * 5000, "9" * 30, "²", "-1", "x"))
def test_an_address_with_no_id_is_not_found(organiser, pk):
    assert organiser("get", f"{pk}/").status_code == 404
    assert organiser("patch", f"{pk}/", {"until": 2024}).status_code == 404


@pytest.mark.parametrize("body", (b"[]", b"null", b"3", b"{", b"\xff", b"[" * 100_000))
def test_a_body_that_is_nothing_is_refused(organiser, programme, client, body):
    chosen = sessions(client, programme, make_team_member(programme, **RIGHTS))
    with scopes_disabled():
        row = Affiliation.objects.get(as_entered="Blue Toucan")
    for api, path, method in (
        (organiser, "", "POST"),
        (organiser, f"{row.pk}/", "PATCH"),
        (chosen, f"{session(programme).code}/", "PATCH"),
    ):
        response = client.generic(
            method, api.base + path, body, "application/json", headers=api.headers
        )
        assert response.status_code == 400, response.content


def test_which_ones_a_session_is_given_under(programme, client, organiser):
    shown = [row["id"] for row in rows(affiliations(client, programme))]
    path, code = f"{session(programme).code}/", speaker(programme).code
    api = sessions(client, programme, make_team_member(programme, **RIGHTS))

    def given(affiliations, is_chosen):
        return {
            "session": session(programme).code,
            "speakers": [{"speaker": code, "affiliations": affiliations, "is_chosen": is_chosen}],
        }

    def choose(ids):
        return api(
            "patch", path.lower(), {"speakers": [{"speaker": code.lower(), "affiliations": ids}]}
        )

    assert api("get", path).json() == given(shown, False)
    # Whatever order is asked for: it is that of the speaker's affiliations.
    assert choose([shown[1], shown[0]]).json() == given(shown[:2], True)
    with scope(event=programme):
        assert SessionAffiliations.objects.get().affiliations == shown[:2]
    assert api("get", path).json() == given(shown[:2], True)
    assert sessions(client, programme)("get", path).json() == given(shown[:2], True)
    assert choose([]).json() == given([], True)
    assert choose(None).json() == given(shown, False)
    choose(shown[:1])
    assert choose(shown).json() == given(shown, False)
    with scope(event=programme):
        assert not SessionAffiliations.objects.exists()


@pytest.mark.parametrize(
    "speakers",
    (
        None,
        3,
        [3],
        [{}],
        [{"speaker": "ANA"}],
        [{"speaker": "RUI", "affiliations": []}],
        [{"speaker": "ANA", "affiliations": 3}],
        [{"speaker": "ANA", "affiliations": ["x"]}],
        [{"speaker": "ANA", "affiliations": [10**30]}],
        [{"speaker": "ANA", "affiliations": ["SECRET"]}],
        [{"speaker": "ANA", "affiliations": ["RUIS"]}],
        [{"speaker": "ANA", "affiliations": [1] * 11}],
        [{"speaker": "ANA", "affiliations": []}, {"speaker": "\x00", "affiliations": []}],
    ),
)
def test_a_choice_that_cannot_be_made_changes_nothing(programme, client, speakers):
    api = sessions(client, programme, make_team_member(programme, **RIGHTS))
    with scopes_disabled():
        known = {
            "ANA": speaker(programme).code,
            "RUI": speaker(programme, "Rui").code,
            "SECRET": Affiliation.objects.get(as_entered="Secret Ltd").pk,
            "RUIS": Affiliation.objects.get(as_entered="Rui's").pk,
        }

    def filled(value):
        if isinstance(value, dict):
            return {key: filled(one) for key, one in value.items()}
        if isinstance(value, list):
            return [filled(one) for one in value]
        return known.get(value, value) if isinstance(value, str) else value

    response = api("patch", f"{session(programme).code}/", {"speakers": filled(speakers)})

    assert (response.status_code, list(response.json())) == (400, ["speakers"])
    with scopes_disabled():
        assert not SessionAffiliations.objects.exists()


def test_sessions_are_those_that_one_may_see(programme, client, organiser):
    reviewer = make_team_member(programme, is_reviewer=True)
    seen = {
        name: len(rows(sessions(client, programme, user)))
        for name, user in (
            ("public", None),
            ("reviewer", reviewer),
            ("organiser", make_team_member(programme, **RIGHTS)),
        )
    }

    assert seen == {"public": 1, "reviewer": 2, "organiser": 2}
    hidden = f"{session(programme, 'Proposal').code}/"
    assert sessions(client, programme)("get", hidden).status_code == 404


def test_lists_cost_the_same_queries(event, client):
    user = make_team_member(event, **RIGHTS)
    apis = [affiliations(client, event, user), sessions(client, event, user)]

    def queries(number):
        for n in range(number):
            person = make_speaker(event, f"A{n}")
            affiliate(person, make_organisation(f"Organisation {number}.{n}", event=event))
            make_session(event, speakers=[person])
        return [queries_of(lambda api=api: rows(api)) for api in apis]

    assert queries(1) == queries(29)
    assert [len(rows(api)) for api in apis] == [30, 30]
