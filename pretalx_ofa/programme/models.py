from django.db import models
from django_scopes import ScopedManager
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


class ImportedObject(models.Model):
    """Which object of ours an entry of an imported file became, so that it is found again."""

    event = models.ForeignKey("event.Event", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=190)
    object_id = models.PositiveIntegerField()

    objects = ScopedManager(event="event")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "kind", "key"], name="ofa_imported_once")
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"
