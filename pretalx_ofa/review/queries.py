"""Who stepped aside from which proposal."""

from django.db.models import F
from django_scopes import scopes_disabled
from pretalx.submission.models import Review

from pretalx_ofa.base.changes import is_active
from pretalx_ofa.review.models import Conflict


def has_stepped_aside(reviewer_id, submission_id):
    """Whether a user (primary key) stepped aside from a proposal, in an event with the plugin on."""
    with scopes_disabled():
        found = Conflict.objects.filter(reviewer=reviewer_id, submission=submission_id)
        event_id = found.values_list("submission__event", flat=True).first()
    return event_id is not None and is_active(event_id)


def own_conflict(user, submission):
    """A user's :class:`Conflict` with a proposal, or None."""
    return Conflict.objects.filter(reviewer=user, submission=submission).first()


def stepped_aside_from(event, user):
    """The proposals of an event that a user stepped aside from."""
    return event.submissions.filter(ofa_conflicts__reviewer=user).order_by("code")


def conflicts_in(submissions, reader):
    """The conflicts with some proposals (a query set), the newest first.

    Without those with a proposal of the reader's own, of which pretalx shows nobody the reviews.
    """
    found = Conflict.objects.filter(submission__in=submissions.exclude(speakers__user=reader))
    return found.select_related("submission__event", "reviewer")


def with_reviews(conflicts):
    """[(:class:`Conflict`, its reviewer's :class:`Review` if that has a score or a text, or None)]:
    what was written before.
    """
    conflicts = list(conflicts)
    reviews = Review.objects.filter(
        submission__in={c.submission_id for c in conflicts},
        user__ofa_conflicts__submission=F("submission"),
    )
    before = {(r.submission_id, r.user_id): r for r in reviews if has_opinion(r)}
    return [(c, before.get((c.submission_id, c.reviewer_id))) for c in conflicts]


def has_opinion(review):
    """Whether a review says more than an abstention."""
    return review.score is not None or bool((review.text or "").strip())
