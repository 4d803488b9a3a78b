from django.conf import settings
from django.db import models
from django_scopes import ScopedManager
from pretalx.common.models.mixins import PretalxModel
from pretalx.submission.rules import (
    has_reviewer_access,
    is_speaker,
    orga_can_change_submissions,
)


class Conflict(PretalxModel):
    """A reviewer's conflict of interest: they stepped aside from a proposal.

    ``reason`` is for organisers only. ``abstention`` is the empty review that was made for it, null where
    there was a review already.
    """

    submission = models.ForeignKey(
        "submission.Submission", on_delete=models.CASCADE, related_name="ofa_conflicts"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ofa_conflicts"
    )
    reason = models.TextField(blank=True, default="")
    abstention = models.ForeignKey(
        "submission.Review", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = ScopedManager(event="submission__event")

    log_prefix = "pretalx_ofa.conflict"

    class Meta:
        ordering = ("-pk",)
        rules_permissions = {
            "list": orga_can_change_submissions,
            # Of a proposal; also where reviews are closed: what comes to mind late is told late.
            "create": has_reviewer_access & ~is_speaker,
        }
        constraints = [
            models.UniqueConstraint(fields=["submission", "reviewer"], name="ofa_conflict_once")
        ]

    def __str__(self):
        return f"Conflict({self.submission_id}, {self.reviewer_id})"

    @property
    def event(self):
        return self.submission.event
