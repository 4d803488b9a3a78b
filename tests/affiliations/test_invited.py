"""People who are only invited: what is written of them counts nowhere, and is theirs once they accept."""

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope, scopes_disabled
from pretalx.event.domain.event import shred_event
from pretalx.submission.domain.invitation import accept_invitation

from pretalx_ofa.affiliations import invited, queries
from pretalx_ofa.affiliations.linking import merge
from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.suggestions.queue import count_to_decide, open_groups
from pretalx_ofa.organisations.queries import known_names, organisation_named
from tests.factories import (
    affiliate,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
    make_user,
)

BIA = "bia@example.org"


@pytest.fixture
def session(in_event):
    """A proposal of Ana's to which Bia is invited."""
    session = make_session(in_event, speakers=[make_speaker(in_event, "Ana Souza")])
    session.invitations.create(email="Bia@Example.org")
    return session


@pytest.fixture
def ana(session):
    return session.speakers.get()


def write(session, *names, address=BIA):
    entries = [{"organisation": name} for name in names]
    invited.write(session, address, entries, person=session.speakers.get().user)


def names_of(**of):
    return [str(row) for row in Affiliation.all_objects.filter(**of)]


def accept(session, email="bia@example.org"):
    user = make_user("Bia", email=email)
    accept_invitation(session.invitations.get(), user=user)
    return session.speakers.get(user=user)


def test_they_count_nowhere(event, session, ana):
    lund = make_organisation("Lund University", event=event)
    write(session, "Lund University", "Blue Toucan")
    organiser = make_team_member(event, can_change_submissions=True)

    assert Affiliation.objects.count() == 0
    assert queries.affiliated(event) == set()
    assert list(queries.public(event)) == []
    assert list(queries.affiliations_known_to(organiser, event)) == []
    assert [(o, o.people) for o in queries.organisations_in_use(event)] == [(lund, 0)]
    assert queries.affiliations_at(event, lund) == []
    assert count_to_decide(event, organiser) == 0


def test_what_only_they_use_is_no_organisation_of_the_event(event, session):
    make_organisation("Lund University")
    write(session, "Lund University")
    row = Affiliation.all_objects.get()
    row.organisation = make_organisation("RISE")
    row.save()

    assert known_names(event) == []
    assert list(queries.organisations_in_use(event)) == []
    assert organisation_named(event, "RISE") is None


def test_merging_organisations_moves_them_too(event, session, ana):
    one, other = (make_organisation(name, event=event) for name in ("Lund", "RISE"))
    write(session, "Lund")
    affiliate(ana, one)

    assert merge(event, one, other, person=None) == 1
    assert set(Affiliation.all_objects.values_list("organisation", flat=True)) == {other.pk}


def test_what_is_written_again_stays_and_the_rest_goes(session):
    write(session, "Lund", "RISE")
    lund = Affiliation.all_objects.get(as_entered="Lund").pk

    write(session, "FGV", "Lund", "", "Lund", "N/A")

    assert names_of(invited=BIA) == ["FGV", "Lund", "N/A"]
    assert Affiliation.all_objects.get(as_entered="Lund").pk == lund


def test_nobody_has_more_than_ten(session):
    write(session, *(f"Organisation {n}" for n in range(30)))

    assert len(names_of(invited=BIA)) == 10


def test_whoever_accepts_has_it_in_front_of_them(event, session):
    write(session, "Lund", "RISE")

    bia = accept(session)

    rows = list(Affiliation.objects.filter(speaker=bia))
    assert [(str(row), row.confirmation, row.is_shown) for row in rows] == [
        ("Lund", "suggested", False),
        ("RISE", "suggested", False),
    ]
    assert names_of(invited=BIA) == []
    assert [e.action_type for e in bia.logged_actions()] == ["pretalx_ofa.affiliation.create"] * 2


def test_it_is_by_the_invitation_not_by_the_address(session):
    write(session, "Lund")

    assert names_of(speaker=accept(session, email="another@example.org")) == ["Lund"]


def test_what_they_said_themselves_stays_as_it_is(event, session):
    bia = make_speaker(event, "Bia", user=make_user(email=BIA))
    affiliate(bia, "Lund")
    write(session, "lund", "RISE")

    accept_invitation(session.invitations.get(), user=bia.user)

    rows = Affiliation.objects.filter(speaker=bia)
    assert [(str(row), row.confirmation) for row in rows] == [
        ("Lund", "confirmed"),
        ("RISE", "suggested"),
    ]


@pytest.mark.parametrize("how", ("retracted", "proposal", "event"))
def test_it_goes_with_what_it_belongs_to(event, session, how):
    write(session, "Lund")

    if how == "retracted":
        session.invitations.get().delete()
    elif how == "proposal":
        session.delete(skip_log=True)
    else:
        with scopes_disabled():
            shred_event(event)

    with scopes_disabled():
        assert names_of(invited=BIA) == []


def test_of_another_invitation_it_stays(event, session):
    other = make_session(event, speakers=[session.speakers.get()])
    other.invitations.create(email=BIA)
    write(session, "Lund")
    write(other, "RISE")

    session.invitations.get().delete()

    assert names_of(invited=BIA) == ["RISE"]


@pytest.mark.parametrize("wrong", ({"invited": BIA}, {"invited_to": None}, {"both": True}))
def test_an_affiliation_has_one_owner(event, session, ana, wrong):
    row = Affiliation(event=event, invited_to=session, invited=BIA)
    if wrong == {"invited": BIA}:
        row.invited_to = None
    elif "both" in wrong:
        row.speaker = ana
    else:
        row.invited = ""

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_suggestion_is_made_once(event, session, ana):
    person = make_user()
    with scope(event=event):
        affiliate(ana, "Lund")
        added = [
            invited.suggest(ana, [{"organisation": name}], person=person)
            for name in ("RISE", "rise", "Lund", "", "FGV")
        ]

    assert added == [1, 0, 0, 0, 1]
    assert names_of(speaker=ana, confirmation="suggested") == ["RISE", "FGV"]


def test_words_of_others_that_are_not_recognised_are_to_be_decided(event, session, ana):
    bia = make_speaker(event, "Bia", user=make_user(email=BIA))
    write(session, "Red Toucan")
    assert count_to_decide(event, None) == 0

    with scope(event=event):
        accept_invitation(session.invitations.get(), user=bia.user)
        invited.suggest(ana, [{"organisation": "Blue Toucan"}], person=bia.user)

    assert [row["group"] for row in open_groups(event, None)] == ["blue toucan", "red toucan"]


def test_what_names_no_organisation_is_taken_over_too(event, session):
    bia = make_speaker(event, "Bia", user=make_user(email=BIA))
    affiliate(bia, "", "Writer")
    invited.write(session, BIA, [{"organisation": "", "kind": "independent"}], person=bia.user)

    accept_invitation(session.invitations.get(), user=bia.user)

    rows = Affiliation.objects.filter(speaker=bia)
    assert [(row.kind, str(row.role)) for row in rows] == [
        ("ordinary", "Writer"),
        ("independent", ""),
    ]
