from django.db import models
from pretalx.common.models.mixins import PretalxModel


class ProgrammeSnapshot(PretalxModel):
    """A stored picture of a released version: canonical JSON, known by (version, revision)."""

    event = models.ForeignKey("event.Event", on_delete=models.CASCADE, related_name="ofa_snapshots")
    version = models.CharField(max_length=190)
    revision = models.CharField(max_length=16)
    content = models.TextField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["event", "version", "revision"], name="ofa_snapshot_revision_once"
            )
        ]

    def __str__(self):
        return f"{self.version}@{self.revision}"
