"""Forgetting reviewers. With a proposal its conflicts go by themselves."""

from pretalx_ofa.base.activity import forget_activity
from pretalx_ofa.review.models import Conflict


def erase_reviewer(user):
    """Removes a user's conflicts with their reasons, also from the activity log."""
    conflicts = Conflict.objects.filter(reviewer=user)
    forget_activity(Conflict, list(conflicts.values_list("pk", flat=True)))
    conflicts.delete()
