"""Organisers know who stepped aside and why; to other reviewers it is an abstention like any other."""

import re

import pytest
from django_scopes import scope, scopes_disabled
from pretalx.common.models import ActivityLog
from pretalx.event.domain.event import copy_event_data, shred_event
from pretalx.person.domain.user import deactivate_user, shred_user
from pretalx.submission.domain.submission import delete_submission

from pretalx_ofa.review.models import Conflict
from tests.factories import (
    affiliate,
    make_event,
    make_session,
    make_speaker,
    make_team_member,
    make_track,
    make_user,
)
from tests.queries import queries_of
from tests.review.reviewing import (
    by_token,
    conflicts,
    ours,
    page,
    reviews,
    scores,
    states,
    takes_back,
)

REASON = "She is my sister."


def without_tokens(html):
    """A page without what is another one at each request."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"', "", html)


def reading(client, user, event, proposal):
    """All that a reviewer can read about a proposal, in pretalx's pages and its API."""
    base = proposal.orga_urls.base
    urls = [
        base,
        proposal.orga_urls.reviews,
        proposal.orga_urls.history,
        event.orga_urls.base,
        event.orga_urls.reviews,
        f"{event.orga_urls.reviews}bulk/",
        event.orga_urls.submissions,
    ]
    client.force_login(user)
    pages = [(url, client.get(url)) for url in urls]
    client.logout()
    api = [f"submissions/{proposal.code}/", f"submissions/{proposal.code}/log/", "reviews/"]
    headers = by_token(event, user)
    pages += [(url, client.get(f"/api/events/{event.slug}/{url}", headers=headers)) for url in api]
    return {url: (r.status_code, without_tokens(r.content.decode())) for url, r in pages}


@pytest.fixture
def open_reviews(event):
    """Reviewers see each other's reviews and names, and the history of proposals."""
    with scopes_disabled():
        event.review_phases.update(can_see_other_reviews="always")
    return event


@pytest.mark.parametrize("hidden", (False, True), ids=("names", "names hidden"))
def test_other_reviewers_read_an_abstention(client, open_reviews, proposal, reviewer, hidden):
    event = open_reviews
    other = make_team_member(event, is_reviewer=True, force_hide_speaker_names=hidden)
    client.force_login(reviewer)
    client.post(proposal.orga_urls.reviews, {"review_submit": "abstain"})
    abstained = reading(client, other, event, proposal)
    with scopes_disabled():
        number = proposal.reviews.get().pk
        proposal.reviews.all().delete()

    states(client, reviewer, proposal, REASON)

    with scopes_disabled():
        made = proposal.reviews.get().pk
    stated = reading(client, other, event, proposal)
    # Only the number of the review differs, as that of any other does.
    as_abstained = {
        url: (status, re.sub(rf"\b{made}\b", str(number), text))
        for url, (status, text) in stated.items()
    }
    assert made != number or stated == abstained
    assert as_abstained == {
        url: (status, re.sub(rf"\b{made}\b", str(number), text))
        for url, (status, text) in abstained.items()
    }
    assert all(REASON not in text for _status, text in stated.values())


@pytest.mark.parametrize("hidden_by", ("team", "phase"))
def test_under_hidden_names_affiliations_change_no_byte(client, event, proposal, hidden_by):
    reviewer = make_team_member(
        event, is_reviewer=True, force_hide_speaker_names=hidden_by == "team"
    )
    if hidden_by == "phase":
        with scopes_disabled():
            event.review_phases.update(can_see_speaker_names=False)
    before = reading(client, reviewer, event, proposal)
    with scope(event=event):
        speaker = proposal.speakers.get()

    affiliate(speaker, "Lund University", "Professor")
    affiliate(speaker, "Blue Toucan")

    assert reading(client, reviewer, event, proposal) == before
    assert "I have a conflict" in before[proposal.orga_urls.reviews][1]


def test_the_page_of_all_proposals_names_no_hidden_title(client, event, proposal):
    reviewer = make_team_member(event, is_reviewer=True, force_hide_speaker_names=True)
    with scopes_disabled():
        proposal.anonymised = {"_anonymised": True, "title": "A talk"}
        proposal.save()

    states(client, reviewer, proposal)

    shown = page(client, reviewer, f"{event.orga_urls.reviews}bulk/")
    assert "A talk" in shown
    assert proposal.title not in shown


def test_organisers_read_who_and_why(client, event, proposal, reviewer, organiser):
    states(client, reviewer, proposal, "She is <b>my</b>\nsister.")

    for url in (ours(event, "conflicts"), proposal.orga_urls.reviews):
        shown = page(client, organiser, url)
        assert "Rita Reviewer" in shown
        assert "She is &lt;b&gt;my&lt;/b&gt;<br>sister." in shown
        assert "before: it counts" not in shown


def test_an_organiser_who_reviews_may_step_aside_too(client, event, proposal):
    both = make_team_member(event, name="Both", is_reviewer=True, can_change_submissions=True)

    states(client, both, proposal, REASON)

    assert conflicts(event) == [(proposal.title, "Both", REASON)]
    assert "you stepped aside" in page(client, both, proposal.orga_urls.reviews)
    assert scores(client, both, proposal).status_code == 200
    assert reviews(proposal) == [("Both", None, None)]


def test_of_their_own_proposal_organisers_read_nothing(
    client, event, proposal, reviewer, organiser
):
    with scopes_disabled():
        proposal.speakers.add(make_speaker(event, user=organiser))

    states(client, reviewer, proposal, REASON)

    for url in (ours(event, "conflicts"), proposal.orga_urls.reviews):
        assert REASON not in page(client, organiser, url)


def test_organisers_who_do_not_review_are_not_asked(client, event, proposal, organiser):
    assert "I have a conflict" not in page(client, organiser, proposal.orga_urls.reviews)


def reviewing(event, proposal, **rights):
    return make_team_member(event, is_reviewer=True, **rights)


def assigned(event, proposal):
    with scopes_disabled():
        event.review_phases.update(proposal_visibility="assigned")
        user = reviewing(event, proposal)
        user.assigned_reviews.add(proposal)
    return user


def not_assigned(event, proposal):
    user = assigned(event, proposal)
    with scopes_disabled():
        user.assigned_reviews.clear()
    return user


def of_another_track(event, proposal):
    user = reviewing(event, proposal)
    with scopes_disabled():
        user.teams.get().limit_tracks.add(make_track(event))
    return user


def speaking(event, proposal):
    user = reviewing(event, proposal)
    with scopes_disabled():
        proposal.speakers.add(make_speaker(event, user=user))
    return user


def organising(event, proposal):
    return make_team_member(event, can_change_submissions=True)


def of_another_event(event, proposal):
    return reviewing(make_event(), proposal)


def administrating(event, proposal):
    return make_user("Admin", is_administrator=True)


@pytest.mark.parametrize(
    ("who", "may"),
    (
        (reviewing, True),
        (assigned, True),
        (not_assigned, False),
        (of_another_track, False),
        (speaking, False),
        (organising, False),
        (of_another_event, False),
        (administrating, False),
    ),
)
def test_who_may_step_aside(client, event, proposal, who, may):
    """Whoever may review a proposal."""
    user = who(event, proposal)

    responses = [states(client, user, proposal), takes_back(client, user, proposal)]

    assert [r.status_code for r in responses] == ([302, 302] if may else [404, 404])


def test_the_log_tells_neither_proposal_nor_reason(client, event, proposal, reviewer):
    """Reviewers who may change the event's settings read it."""
    settings = make_team_member(event, is_reviewer=True, can_change_event_settings=True)
    states(client, reviewer, proposal, REASON)
    takes_back(client, reviewer, proposal)

    shown = page(client, settings, event.orga_urls.history)

    assert "A conflict of interest was stated." in shown
    assert "A conflict of interest was taken back." in shown
    with scope(event=event):
        rows = ActivityLog.objects.filter(action_type__startswith="pretalx_ofa.conflict")
        assert [(row.person.name, row.data) for row in rows] == [("Rita Reviewer", {})] * 2
        assert not proposal.logged_actions().exists()


@pytest.mark.parametrize("erase", (deactivate_user, shred_user))
def test_a_reviewer_is_forgotten(client, event, proposal, reviewer, erase):
    states(client, reviewer, proposal, REASON)
    with scopes_disabled():
        if erase is shred_user:
            reviewer.teams.clear()

        erase(reviewer)

        assert not Conflict.objects.exists()
        assert not ActivityLog.objects.filter(action_type__startswith="pretalx_ofa.conflict")


def test_a_deleted_proposal_takes_its_conflicts_with_it(
    client, event, proposal, reviewer, organiser
):
    states(client, reviewer, proposal)
    takes_aside = page(client, organiser, ours(event, "conflicts"))
    with scope(event=event):
        delete_submission(proposal)

    assert "Rita Reviewer" in takes_aside
    assert "Rita Reviewer" not in page(client, organiser, ours(event, "conflicts"))
    assert conflicts(event) == []
    assert takes_back(client, reviewer, proposal).status_code == 404


def test_an_event_is_deleted_with_its_conflicts(client, event, proposal, reviewer):
    states(client, reviewer, proposal)
    with scopes_disabled():
        shred_event(event)

        assert not Conflict.objects.exists()


def test_a_copied_event_has_none(client, event, proposal, reviewer):
    states(client, reviewer, proposal)
    copy = make_event(plugin=False, organiser=event.organiser)
    with scopes_disabled():
        copy_event_data(copy, event)

    assert conflicts(copy) == []


def abstains(client, user, proposal):
    client.force_login(user)
    client.post(proposal.orga_urls.reviews, {"review_submit": "abstain"})


def test_queries_do_not_grow(db, client):
    """pretalx's own pages have more for each review: as many as for so many abstentions."""

    def queries(steps_aside, number):
        event = make_event()
        reviewer = make_team_member(event, is_reviewer=True)
        organiser = make_team_member(event, can_change_submissions=True)
        talks = [
            make_session(event, speakers=[make_speaker(event)], state="submitted")
            for _one in range(number)
        ]
        for talk in talks:
            steps_aside(client, reviewer, talk)
            steps_aside(client, make_team_member(event, is_reviewer=True), talks[0])
        one, everything = talks[0].orga_urls.reviews, f"{event.orga_urls.reviews}bulk/"
        pages = [
            (organiser, ours(event, "conflicts")),
            (organiser, one),
            (reviewer, one),
            (reviewer, everything),
        ]
        return [queries_of(lambda p=p: page(client, *p)) for p in pages]

    few, many = (
        [a - b for a, b in zip(queries(states, n), queries(abstains, n), strict=True)]
        for n in (2, 10)
    )

    assert few == many
