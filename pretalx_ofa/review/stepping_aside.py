"""Stepping aside from a proposal: an abstention that stays one, and organisers know why."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import pgettext
from django_scopes import scopes_disabled
from pretalx.submission.models import Review

from pretalx_ofa.base.activity import log
from pretalx_ofa.review.models import Conflict
from pretalx_ofa.review.queries import has_opinion, has_stepped_aside


class SteppedAsideError(PermissionDenied):
    """Somebody who stepped aside from a proposal would score it. ``args[0]`` is a sentence."""

    def __init__(self):
        super().__init__(refusal())


def refusal():
    """Why a proposal cannot be scored, for whoever stepped aside from it."""
    return pgettext(
        "pretalx_ofa",
        "You stated a conflict of interest: you cannot review this proposal unless you take that back.",
    )


@transaction.atomic
def step_aside(submission, reviewer, reason=""):
    """States a conflict (once; another reason takes the place of the first) and abstains.

    A review that is there already stays as it is.
    """
    conflict, is_new = Conflict.objects.get_or_create(
        submission=submission, reviewer=reviewer, defaults={"reason": reason}
    )
    if reason and reason != conflict.reason:
        conflict.reason = reason
        conflict.save(update_fields=["reason"])
    abstain(conflict)
    if is_new:
        log(conflict, f"{Conflict.log_prefix}.create", person=reviewer, orga=False)
    return conflict


def abstain(conflict):
    """Makes the empty review that takes the proposal from the reviewer's queue, if there is none."""
    review, is_new = Review.objects.get_or_create(
        submission=conflict.submission, user=conflict.reviewer
    )
    if is_new:
        conflict.abstention = review
        conflict.save(update_fields=["abstention"])


@transaction.atomic
def take_back(conflict):
    """The reviewer may score the proposal again; what was abstained for the conflict is gone."""
    abstention = conflict.abstention
    log(conflict, f"{Conflict.log_prefix}.delete", person=conflict.reviewer, orga=False)
    conflict.delete(skip_log=True)
    # Where the plugin was off meanwhile, somebody may have made a review of it.
    if abstention and not has_opinion(abstention) and not abstention.answers.exists():
        abstention.delete(skip_log=True)


@scopes_disabled()
def abstain_again(review):
    """After a review was deleted: whoever stepped aside still abstains."""
    if has_stepped_aside(review.user_id, review.submission_id):
        abstain(Conflict.objects.get(submission=review.submission_id, reviewer=review.user_id))


def refuse_opinion(review):
    """Raises :class:`SteppedAsideError` where a review that is about to be saved says something new.

    What stood there before stays, and pretalx may compute its score anew.
    """
    if not has_stepped_aside(review.user_id, review.submission_id):
        return
    there = Review._base_manager.filter(pk=review.pk, submission=review.submission_id)
    before = there.first() or Review()
    is_scored = review.score is not None and before._state.adding
    if is_scored or (review.text or "") != (before.text or ""):
        raise SteppedAsideError


def refuse_scores(reviews):
    """Raises :class:`SteppedAsideError` where scores of reviews by somebody who stepped aside change."""
    for user_id, submission_id in reviews.values_list("user_id", "submission_id"):
        if has_stepped_aside(user_id, submission_id):
            raise SteppedAsideError
