"""Affiliations on pretalx's own speaker and proposal pages, as an organiser edits them."""

import pytest
from django.contrib.messages import get_messages
from django_scopes import scope, scopes_disabled
from i18nfield.strings import LazyI18nString
from lxml import html
from pretalx.common.models import ActivityLog

from pretalx_ofa.affiliations.models import Affiliation, PersonDetails, SessionAffiliations
from tests.browser_form import filled, submit
from tests.factories import (
    affiliate,
    make_event,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
)
from tests.queries import queries_of


@pytest.fixture
def speaker(event):
    speaker = make_speaker(event, biography="Researcher.")
    make_session(event, speakers=[speaker], abstract="Words.")
    return speaker


@pytest.fixture
def organiser(event, client):
    user = make_team_member(event, can_change_submissions=True)
    client.force_login(user)
    return user


def page(speaker):
    return f"/orga/event/{speaker.event.slug}/speakers/{speaker.code}/"


def rows(*entries):
    """What a browser sends for rows of affiliations."""
    data = {}
    for number, entry in enumerate(entries):
        for name, value in ({"id": "", "kind": "ordinary", "is_public": "on"} | entry).items():
            data[f"ofa-affiliation-{number}-{name}"] = value
    return data


def send(client, speaker, data):
    shown = filled(client.get(page(speaker)))
    untouched = {k: v for k, v in shown.items() if not k.startswith("ofa-affiliation-")}
    response = client.post(page(speaker), untouched | data)
    assert response.status_code == 302, response.context["form"].errors
    return [str(message) for message in get_messages(response.wsgi_request)]


def standing(speaker):
    with scope(event=speaker.event):
        return list(Affiliation.objects.filter(speaker=speaker))


def test_two_affiliations_are_added_in_order(event, speaker, organiser, client):
    lund = make_organisation(
        "Lund University", event=event, names=[("Lunds universitet", "sv", "label")]
    )

    send(
        client,
        speaker,
        rows(
            {"organisation": "RISE", "role_0": "Senior Researcher", "role_1": "Pesquisador"},
            {"organisation": "lunds universitet", "unit_0": "Computer Science", "since": "2019"},
        ),
    )

    first, second = standing(speaker)
    assert (first.as_entered, first.organisation, str(first.role)) == (
        "RISE",
        None,
        "Senior Researcher",
    )
    assert first.role.localize("pt-br") == "Pesquisador"
    assert (second.as_entered, second.organisation) == ("lunds universitet", lund)
    assert (str(second.unit), second.since) == ("Computer Science", 2019)


def test_the_page_shows_what_stands_and_offers_known_names(speaker, organiser, client):
    affiliate(speaker, make_organisation("Lund University"), "Adjunct Assistant Professor")

    html = client.get(page(speaker)).content.decode()

    assert 'value="Adjunct Assistant Professor"' in html
    assert '<option value="Lund University">' in html


@pytest.mark.parametrize(
    ("role", "languages"),
    (
        ("", ["pt-br", "en", "es"]),
        ({"en": "Director"}, ["pt-br", "en", "es"]),
        ({"de": "Direktorin"}, ["pt-br", "en", "es", "de"]),
        ("Direktorin", ["pt-br", "en", "es", "und"]),
    ),
    ids=("none", "one of them", "a further one", "an unknown one"),
)
def test_a_role_is_written_in_the_programmes_languages_and_keeps_its_own(
    event, speaker, organiser, client, role, languages
):
    event.settings.ofa_languages = ["pt-br", "en", "es"]
    affiliate(speaker, "RISE", LazyI18nString(role))

    shown = html.fromstring(client.get(page(speaker)).content.decode())

    fields = shown.xpath("//input[starts-with(@name, 'ofa-affiliation-0-role_')]")
    told = {field.get("lang"): field.get("value", "") for field in fields}
    written = role if isinstance(role, dict) else {"und": role}
    assert list(told) == languages
    assert told == dict.fromkeys(languages, "") | {k: v for k, v in written.items() if v}


def test_rows_can_be_changed_reordered_and_removed(speaker, organiser, client):
    one, two, three = (affiliate(speaker, f"Organisation {n}") for n in (1, 2, 3))

    send(
        client,
        speaker,
        rows(
            {"id": one.pk, "organisation": "Organisation 1", "position": "9"},
            {"id": two.pk, "organisation": "Organisation 2", "delete": "on"},
            {"id": three.pk, "organisation": "Another name", "position": "1"},
        ),
    )

    assert [str(row) for row in standing(speaker)] == ["Another name", "Organisation 1"]


def test_a_row_without_content_is_not_kept(speaker, organiser, client):
    send(client, speaker, rows({"organisation": "  "}, {"kind": "independent"}))

    assert [row.kind for row in standing(speaker)] == ["independent"]


def test_what_is_wrong_is_named_and_the_rest_is_kept(speaker, organiser, client):
    messages = send(
        client,
        speaker,
        rows(
            {"organisation": "RISE", "since": "soon"},
            {"organisation": "Lund", "since": "2020", "until": "2019"},
        ),
    )

    rise, lund = standing(speaker)
    assert (rise.since, lund.since, lund.until) == (None, 2020, None)
    assert any("row 1, Since (year)" in message for message in messages)
    assert any("row 2, Until (year)" in message for message in messages)


@pytest.mark.parametrize(
    ("field", "typed"),
    (
        ("Order", {"position": "9" * 30}),
        ("Order", {"position": "-1"}),
        ("Since (year)", {"since": "9" * 5_000}),
        ("Until (year)", {"until": "2101"}),
        ("Organisation", {"organisation": "x" * 501}),
        # Two characters each, where they are stored.
        ("Organisation", {"organisation": "\u0958" * 300}),
        ("Role", {"role_0": "\u0958" * 150}),
        ("Unit or department", {"unit_1": "\u0958" * 200}),
    ),
)
def test_what_is_out_of_bounds_is_named_with_its_row(speaker, organiser, client, field, typed):
    affiliate(speaker, "RISE")
    (row,) = standing(speaker)

    problems = send(client, speaker, rows({"id": row.pk, "organisation": "RISE"} | typed))

    assert [p for p in problems if f"row 1, {field} was not saved" in p]
    assert [str(row) for row in standing(speaker)] == ["RISE"]


def test_a_client_that_knows_nothing_of_affiliations_changes_none(speaker, organiser, client):
    affiliate(speaker, "RISE")

    send(client, speaker, {})

    assert [str(row) for row in standing(speaker)] == ["RISE"]


def test_a_row_of_another_speaker_is_not_touched(speaker, organiser, client, event):
    foreign = affiliate(make_speaker(event, "Somebody else"), "Theirs")

    send(client, speaker, rows({"id": foreign.pk, "organisation": "Mine"}))

    with scopes_disabled():
        foreign.refresh_from_db()
    assert str(foreign) == "Theirs"
    assert standing(speaker) == []


def test_an_organisation_of_another_event_is_not_found(speaker, organiser, client):
    make_organisation("Secret Society", event=make_event())

    send(client, speaker, rows({"organisation": "Secret Society"}))

    assert [row.organisation for row in standing(speaker)] == [None]


def test_of_two_of_the_same_name_the_chosen_one_is_meant(speaker, organiser, client, event):
    _british, american = (make_organisation("Newcastle", event=event) for _ in range(2))
    foreign = make_organisation("Newcastle", event=make_event())

    send(
        client,
        speaker,
        rows(
            {"organisation": "Newcastle", "chosen": american.pk},
            {"organisation": "Newcastle"},
            {"organisation": "Newcastle", "chosen": foreign.pk},
            {"organisation": "Something else", "chosen": american.pk},
        ),
    )

    assert [row.organisation for row in standing(speaker)] == [american, None, None, None]


def test_every_change_is_logged_with_the_speaker(speaker, organiser, client):
    send(client, speaker, rows({"organisation": "RISE"}))
    pk = standing(speaker)[0].pk
    send(client, speaker, rows({"id": pk, "organisation": "Lund"}))
    send(client, speaker, rows({"id": pk, "organisation": "Lund"}))
    send(client, speaker, rows({"id": pk, "organisation": "Lund", "delete": "on"}))

    with scopes_disabled():
        actions = list(
            ActivityLog.objects.filter(action_type__startswith="pretalx_ofa")
            .order_by("pk")
            .values_list("action_type", "person__name")
        )
    assert actions == [
        (f"pretalx_ofa.affiliation.{action}", organiser.name)
        for action in ("create", "update", "delete")
    ]
    log = client.get(f"/orga/event/{speaker.event.slug}/history/").content.decode()
    assert "pretalx_ofa" not in log


def test_a_name_is_filed_as_an_organiser_says(speaker, organiser, client, event):
    submit(
        client,
        page(speaker),
        **{"ofa-person-sort_name": " Linåker,  Johan", "ofa-person-orcid": "0000000218250097"},
    )
    submit(client, page(speaker))

    with scope(event=event):
        details = PersonDetails.objects.get()
        assert (details.speaker, details.sort_name, details.orcid) == (
            speaker,
            "Linåker, Johan",
            "0000-0002-1825-0097",
        )
        log = speaker.logged_actions().filter(action_type="pretalx_ofa.person.update")
        assert [entry.person for entry in log] == [organiser], "and once"


def test_a_client_that_sends_no_details_changes_none(speaker, organiser, client, event):
    with scope(event=event):
        PersonDetails.objects.create(speaker=speaker, sort_name="Linåker, Johan")
    shown = filled(client.get(page(speaker)))

    client.post(page(speaker), {k: v for k, v in shown.items() if not k.startswith("ofa-person")})

    with scope(event=event):
        assert PersonDetails.objects.get().sort_name == "Linåker, Johan"


def session_page(session):
    return f"/orga/event/{session.event.slug}/submissions/{session.code}/"


def test_a_session_is_given_under_chosen_affiliations(speaker, organiser, client, event):
    rise, lund = affiliate(speaker, "RISE"), affiliate(speaker, "Lund")
    with scope(event=event):
        session = event.submissions.get()
    key = f"ofa-under-{speaker.pk}"

    def chosen():
        with scope(event=event):
            return [row.affiliations for row in SessionAffiliations.objects.all()]

    submit(client, session_page(session), **{key: [lund.pk]})
    assert chosen() == [[lund.pk]]

    submit(client, session_page(session), **{key: []})
    assert chosen() == [[]], "an explicit none"

    submit(client, session_page(session), **{key: [rise.pk, lund.pk]})
    assert chosen() == [], "all, also those added later"


def test_the_choices_offered_are_those_that_are_public(speaker, organiser, client, event):
    rise, lund = affiliate(speaker, "RISE"), affiliate(speaker, "Lund")
    hidden = affiliate(speaker, "Hidden", is_public=False)
    unconfirmed = affiliate(speaker, "Unconfirmed", confirmation="suggested")
    with scope(event=event):
        session = event.submissions.get()
        SessionAffiliations.objects.create(
            submission=session, speaker=speaker, affiliations=[hidden.pk, lund.pk]
        )
    key = f"ofa-under-{speaker.pk}"

    document = html.fromstring(client.get(session_page(session)).content.decode())
    submit(client, session_page(session), **{key: [rise.pk, hidden.pk, unconfirmed.pk]})
    with scope(event=event):
        refused = SessionAffiliations.objects.get().affiliations
    submit(client, session_page(session), **{key: [rise.pk]})

    assert document.xpath(f"//input[@name='{key}']/@value") == [str(rise.pk), str(lund.pk)]
    assert document.xpath(f"//input[@name='{key}'][@checked]/@value") == [str(lund.pk)]
    assert refused == [hidden.pk, lund.pk], "nothing of a field with a wrong choice is stored"
    with scope(event=event):
        # What is hidden was chosen before, and is again once it is public.
        assert SessionAffiliations.objects.get().affiliations == [rise.pk, hidden.pk]


def test_a_speaker_with_one_affiliation_is_not_asked(speaker, organiser, client, event):
    affiliate(speaker, "RISE")
    with scope(event=event):
        session = event.submissions.get()

    assert "ofa-under" not in client.get(session_page(session)).content.decode()


@pytest.mark.parametrize("hidden", (True, False))
def test_reviewers_choose_nothing_on_the_proposal_page(speaker, client, event, hidden):
    affiliate(speaker, "RISE")
    affiliate(speaker, "Lund")
    client.force_login(make_team_member(event, is_reviewer=True, force_hide_speaker_names=hidden))
    with scope(event=event):
        session = event.submissions.get()

    shown = client.get(session_page(session)).content.decode()

    assert session.title in shown
    assert "ofa-under" not in shown


def test_the_speaker_page_costs_the_same_queries(speaker, organiser, client):
    def queries(number):
        for n in range(number):
            affiliate(speaker, make_organisation(f"Organisation {n}"), "Professor")
        return queries_of(lambda: client.get(page(speaker)))

    assert queries(1) == queries(29)
