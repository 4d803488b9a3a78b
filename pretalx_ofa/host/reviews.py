"""pretalx's reviews, where a reviewer stepped aside: no way leads to a score.

Permissions make the review page read-only and close the API. The page of all proposals asks for no
permission of each, so its form is refused; whatever else saves a review is stopped at the database.
What others wrote is closed too: an abstention would open it.
"""

from functools import wraps

import rules
from django.core.exceptions import ValidationError
from django.db.models.signals import m2m_changed, post_delete, pre_save
from pretalx.submission.interfaces.forms import ReviewForm
from pretalx.submission.models import Review
from pretalx.submission.rules import is_review_author, orga_can_change_submissions

from pretalx_ofa.review.queries import has_stepped_aside
from pretalx_ofa.review.rules import stepped_aside
from pretalx_ofa.review.stepping_aside import (
    abstain_again,
    refusal,
    refuse_opinion,
    refuse_scores,
)

FORBIDDEN = (
    "submission.review_submission",
    "submission.update_review",
    "submission.delete_review",
)
CHANGES = {"pre_add", "pre_remove", "pre_clear"}


def check_saved(sender, instance, raw=False, **kwargs):
    if not raw:
        refuse_opinion(instance)


def check_scores(sender, instance, action, reverse, pk_set, **kwargs):
    if action not in CHANGES:
        return
    if not reverse:
        refuse_scores(Review._base_manager.filter(pk=instance.pk))
    elif pk_set:
        refuse_scores(Review._base_manager.filter(pk__in=pk_set))


def check_deleted(sender, instance, origin=None, **kwargs):
    # Reviews that go with a proposal, a user or an event are not made anew.
    if origin is instance:
        abstain_again(instance)


def refusing(clean):
    """``ReviewForm.clean``, with an error where the reviewer stepped aside."""

    @wraps(clean)
    def guarded(form):
        if has_stepped_aside(form.user.pk, form.submission.pk):
            raise ValidationError(refusal())
        return clean(form)

    return guarded


def _narrow(name, condition):
    rules.set_perm(name, rules.permissions.permissions[name] & condition)


def connect():
    """Called once, when the plugin is loaded."""
    for name in FORBIDDEN:
        _narrow(name, ~stepped_aside)
    may_read = ~stepped_aside | orga_can_change_submissions
    _narrow("submission.view_all_reviews_submission", may_read)
    _narrow("submission.view_review", may_read | is_review_author)
    ReviewForm.clean = refusing(ReviewForm.clean)
    for signal, sender, check in (
        (pre_save, Review, check_saved),
        (m2m_changed, Review.scores.through, check_scores),
        (post_delete, Review, check_deleted),
    ):
        signal.connect(check, sender=sender, dispatch_uid=f"pretalx_ofa.{check.__name__}")
