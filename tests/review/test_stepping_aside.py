"""A reviewer states a conflict of interest: an abstention that no way turns into a score."""

import pytest
from django.db import transaction
from django_scopes import scope, scopes_disabled
from pretalx.submission.domain.queries.submission import unreviewed_submissions_for_user
from pretalx.submission.domain.review import recalculate_event_scores
from pretalx.submission.models import Review

from pretalx_ofa.review.stepping_aside import SteppedAsideError
from tests.factories import make_session, make_speaker, make_team_member, make_user
from tests.review.reviewing import (
    best_score,
    by_token,
    conflicts,
    opinion,
    page,
    reviews,
    scores,
    scores_among_all,
    states,
    takes_back,
)

REFUSAL = "You stated a conflict of interest: you cannot review this proposal"
NOTHING = [("Rita Reviewer", None, None)]


def queue_of(user, event):
    with scope(event=event):
        return [submission.title for submission in unreviewed_submissions_for_user(event, user)]


def test_stepping_aside_abstains(client, event, proposal, reviewer):
    assert queue_of(reviewer, event) == [proposal.title]

    response = states(client, reviewer, proposal)

    assert response.url == proposal.orga_urls.reviews
    assert conflicts(event) == [(proposal.title, "Rita Reviewer", "We share an office.")]
    assert reviews(proposal) == NOTHING
    assert queue_of(reviewer, event) == []
    with scope(event=event):
        assert proposal.median_score is None


def test_a_reason_is_not_needed(client, event, proposal, reviewer):
    states(client, reviewer, proposal, reason="")

    assert conflicts(event) == [(proposal.title, "Rita Reviewer", "")]


def test_stating_it_in_two_tabs_is_one_conflict_with_the_last_reason(
    client, event, proposal, reviewer
):
    for reason in ("She is my sister.", "She is my sister-in-law.", ""):
        states(client, reviewer, proposal, reason)

    assert conflicts(event) == [(proposal.title, "Rita Reviewer", "She is my sister-in-law.")]
    assert reviews(proposal) == NOTHING


@pytest.mark.parametrize(
    ("typed", "kept"),
    (
        ("  two\r\nlines  ", "two\r\nlines"),
        ("\u202e\0evil\x1b[0m", "evil[0m"),
        ("{name} %s <b>", "{name} %s <b>"),
        ("x" * 2000, "x" * 2000),
    ),
)
def test_any_words_are_a_reason(client, event, proposal, reviewer, typed, kept):
    states(client, reviewer, proposal, typed)

    assert conflicts(event) == [(proposal.title, "Rita Reviewer", kept)]


def test_a_reason_that_is_too_long_is_said(client, event, proposal, reviewer):
    states(client, reviewer, proposal, "x" * 2001)

    assert conflicts(event) == []
    assert "at most 2000 characters" in page(client, reviewer, proposal.orga_urls.reviews)


def test_the_review_page_is_closed(client, event, proposal, reviewer):
    """Also for a tab that was opened before."""
    states(client, reviewer, proposal)

    assert 'name="review_submit"' not in page(client, reviewer, proposal.orga_urls.reviews)
    response = scores(client, reviewer, proposal)
    assert response.status_code == 200
    assert REFUSAL in response.content.decode()
    assert reviews(proposal) == NOTHING


@pytest.mark.parametrize("action", ("abstain", "skip_for_now"))
def test_abstaining_once_more_changes_nothing(client, event, proposal, reviewer, action):
    states(client, reviewer, proposal)

    response = client.post(proposal.orga_urls.reviews, {"review_submit": action})

    assert response.status_code == 302
    assert reviews(proposal) == NOTHING


def test_the_page_of_all_proposals_refuses(client, event, proposal, reviewer):
    states(client, reviewer, proposal)

    row = scores_among_all(client, reviewer, proposal, **{"HX-Request": "true"})
    assert (row.status_code, REFUSAL in row.content.decode()) == (200, True)
    assert scores_among_all(client, reviewer, proposal).status_code == 302
    assert reviews(proposal) == NOTHING
    bulk = page(client, reviewer, f"{event.orga_urls.reviews}bulk/")
    assert "what you enter for them here is not saved" in bulk


def test_the_page_of_all_proposals_saves_the_others(client, event, proposal, reviewer):
    other = make_session(event, "Another", speakers=[make_speaker(event)], state="submitted")
    states(client, reviewer, proposal)

    scores_among_all(client, reviewer, other)

    assert reviews(other) == [("Rita Reviewer", "Splendid", best_score(event).value)]


@pytest.mark.parametrize("method", ("post", "put", "patch", "delete"))
def test_the_api_refuses(client, event, proposal, reviewer, method):
    states(client, reviewer, proposal)
    client.logout()
    url = f"/api/events/{event.slug}/reviews/"
    if method != "post":
        with scopes_disabled():
            url += f"{proposal.reviews.get().pk}/"
    data = {"submission": proposal.code, "text": "Yes", "scores": [best_score(event).pk]}

    response = getattr(client, method)(
        url, data, content_type="application/json", headers=by_token(event, reviewer)
    )

    assert response.status_code == (400 if method == "post" else 403)
    assert response.json()
    assert reviews(proposal) == NOTHING


def test_the_api_refuses_to_move_a_review_here(client, event, proposal, reviewer):
    other = make_session(event, "Another", speakers=[make_speaker(event)], state="submitted")
    states(client, reviewer, proposal)
    scores(client, reviewer, other)
    with scopes_disabled():
        # Somebody deleted it in a shell.
        proposal.reviews.all().delete()
        review = other.reviews.get()
    client.logout()

    response = client.patch(
        f"/api/events/{event.slug}/reviews/{review.pk}/",
        {"submission": proposal.code},
        content_type="application/json",
        headers=by_token(event, reviewer),
    )

    assert (response.status_code, REFUSAL in str(response.json())) == (403, True)
    assert reviews(proposal) == []


def test_a_new_review_by_the_api_is_refused_with_a_sentence(client, event, proposal, reviewer):
    states(client, reviewer, proposal)
    with scopes_disabled():
        proposal.reviews.all().delete()
    client.logout()
    headers = by_token(event, reviewer)

    for data in ({"text": "Yes"}, {"text": "", "scores": [best_score(event).pk]}):
        response = client.post(
            f"/api/events/{event.slug}/reviews/",
            data | {"submission": proposal.code},
            content_type="application/json",
            headers=headers,
        )
        assert (response.status_code, REFUSAL in str(response.json())) == (403, True)
    assert reviews(proposal) == []


def test_a_score_between_the_check_and_the_saving_is_stopped(event, proposal, reviewer, client):
    """Another tab states the conflict while this one saves its score."""
    states(client, reviewer, proposal)

    score = best_score(event)
    with scope(event=event):
        review = Review.objects.get(submission=proposal)
        review.text = "Splendid"
        for change in (
            review.save,
            lambda: review.scores.add(score),
            lambda: review.scores.set([score]),
            lambda: score.reviews.add(review),
        ):
            with pytest.raises(SteppedAsideError), transaction.atomic():
                change()
    assert reviews(proposal) == NOTHING


def test_a_score_from_before_stays_and_organisers_see_it(
    client, event, proposal, reviewer, organiser
):
    scores(client, reviewer, proposal)
    before = reviews(proposal)

    states(client, reviewer, proposal)

    assert reviews(proposal) == before == [("Rita Reviewer", "Splendid", best_score(event).value)]
    url = f"/orga/event/{event.slug}/p/ofa/conflicts/"
    for shown in (
        page(client, organiser, url),
        page(client, organiser, proposal.orga_urls.reviews),
    ):
        assert f"Gave {int(before[0][2])} before: it counts" in " ".join(shown.split())
    scores(client, reviewer, proposal, text="Changed my mind")
    assert reviews(proposal) == before


def test_pretalx_may_compute_scores_anew(client, event, proposal, reviewer):
    scores(client, reviewer, proposal)
    states(client, reviewer, proposal)

    with scope(event=event):
        category = best_score(event).category
        category.weight = 2
        category.save()
        recalculate_event_scores(event)

    assert reviews(proposal) == [("Rita Reviewer", "Splendid", 2 * best_score(event).value)]


def test_it_can_be_taken_back(client, event, proposal, reviewer):
    states(client, reviewer, proposal)

    response = takes_back(client, reviewer, proposal)

    assert response.url == proposal.orga_urls.reviews
    assert (conflicts(event), reviews(proposal)) == ([], [])
    assert queue_of(reviewer, event) == [proposal.title]
    scores(client, reviewer, proposal)
    assert reviews(proposal) == [("Rita Reviewer", "Splendid", best_score(event).value)]


def test_taking_it_back_twice_is_once(client, event, proposal, reviewer):
    states(client, reviewer, proposal)

    assert [takes_back(client, reviewer, proposal).status_code for _tab in range(2)] == [302, 302]
    assert conflicts(event) == []


@pytest.mark.parametrize("is_scored", (True, False), ids=("scored", "abstained"))
def test_taking_it_back_leaves_the_review_from_before(client, event, proposal, reviewer, is_scored):
    client.force_login(reviewer)
    data = opinion(event) if is_scored else {}
    action = "save" if is_scored else "abstain"
    client.post(proposal.orga_urls.reviews, data | {"review_submit": action})
    before = reviews(proposal)

    states(client, reviewer, proposal)
    takes_back(client, reviewer, proposal)

    assert len(before) == 1
    assert reviews(proposal) == before


def test_the_message_carries_the_way_back(client, event, proposal, reviewer):
    states(client, reviewer, proposal)

    shown = page(client, reviewer, proposal.orga_urls.reviews)

    assert shown.count(f"conflicts/{proposal.code}/take-back/") == 2
    assert "Undo" in shown


def test_whoever_stepped_aside_cannot_delete_their_review(client, event, proposal, reviewer):
    states(client, reviewer, proposal)
    with scopes_disabled():
        url = proposal.reviews.get().urls.delete

    assert client.post(url).status_code == 404
    assert reviews(proposal) == NOTHING


def test_where_an_administrator_deletes_the_score_an_abstention_is_left(
    client, event, proposal, reviewer
):
    scores(client, reviewer, proposal)
    states(client, reviewer, proposal)
    with scopes_disabled():
        url = proposal.reviews.get().urls.delete
    client.force_login(make_user("Admin", is_administrator=True))

    assert client.post(url).status_code == 302
    assert reviews(proposal) == NOTHING
    takes_back(client, reviewer, proposal)
    assert reviews(proposal) == []


@pytest.mark.parametrize("state", ("withdrawn", "accepted", "rejected", "canceled"))
def test_in_every_state_of_a_proposal(client, event, proposal, reviewer, organiser, state):
    states(client, reviewer, proposal)
    with scopes_disabled():
        proposal.state = state
        proposal.save()

    assert "you stepped aside" in page(client, reviewer, proposal.orga_urls.reviews)
    assert scores(client, reviewer, proposal).status_code == 200
    assert proposal.title in page(client, organiser, f"/orga/event/{event.slug}/p/ofa/conflicts/")
    takes_back(client, reviewer, proposal)
    assert (conflicts(event), reviews(proposal)) == ([], [])


@pytest.mark.parametrize("phase", ("after_review", "always"))
def test_what_others_wrote_is_closed_too(client, event, proposal, reviewer, organiser, phase):
    """pretalx opens it after an abstention: nobody gets there by stating a conflict."""
    with scopes_disabled():
        event.review_phases.update(can_see_other_reviews=phase)
    scores(client, make_team_member(event, is_reviewer=True), proposal, text="Splendid indeed")
    states(client, reviewer, proposal)
    with scopes_disabled():
        number = proposal.reviews.get(text="Splendid indeed").pk

    assert "Splendid indeed" not in page(client, reviewer, proposal.orga_urls.reviews)
    assert "Splendid indeed" in page(client, organiser, proposal.orga_urls.reviews)
    client.logout()
    url, headers = f"/api/events/{event.slug}/reviews/{number}/", by_token(event, reviewer)
    assert client.get(url, headers=headers).status_code == 403


def test_also_where_reviews_are_closed(client, event, proposal, reviewer):
    """A conflict that comes to mind late is told late."""
    scores(client, reviewer, proposal)
    with scopes_disabled():
        event.review_phases.update(can_review=False)

    assert "I have a conflict" in page(client, reviewer, proposal.orga_urls.reviews)
    states(client, reviewer, proposal)

    assert conflicts(event) == [(proposal.title, "Rita Reviewer", "We share an office.")]


def test_where_the_plugin_is_off_pretalx_is_as_it_was(client, event, proposal, reviewer):
    states(client, reviewer, proposal)
    with scopes_disabled():
        event.plugins = ""
        event.save()

    scores(client, reviewer, proposal)

    assert reviews(proposal) == [("Rita Reviewer", "Splendid", best_score(event).value)]
