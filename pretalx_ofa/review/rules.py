"""What stepping aside forbids, for pretalx's permissions of reviews."""

import rules
from pretalx.submission.models import Submission

from pretalx_ofa.base.changes import is_active
from pretalx_ofa.review.queries import has_stepped_aside


@rules.predicate
def stepped_aside(user, obj):
    """``obj`` is a proposal or a review of one."""
    submission = getattr(obj, "submission", obj)
    return (
        isinstance(submission, Submission)
        and is_active(submission.event_id)
        and has_stepped_aside(user.pk, submission.pk)
    )
