from django.db import models
from django.utils.timezone import now
from django_scopes import ScopedManager


class ProgrammeSnapshot(models.Model):
    """The stored record of a version: its canonical JSON. That of the sessions featured before the
    first release has an empty ``version``.

    ``problems`` are for organisers: [{"kind": "session" | "person" | "text", "code", "field",
    "error"}] of what could not be read as it stands and is shown plain.
    """

    event = models.ForeignKey("event.Event", on_delete=models.CASCADE, related_name="ofa_snapshots")
    version = models.CharField(max_length=190)
    revision = models.CharField(max_length=16)
    made_by = models.CharField(max_length=32)
    problems = models.JSONField(default=list)
    created = models.DateTimeField(default=now)
    # The last column: SQLite reads through all of it to whatever stands behind.
    content = models.TextField()

    objects = ScopedManager(event="event")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["event", "version"], name="ofa_snapshot_version_once")
        ]

    def __str__(self):
        return f"{self.version}@{self.revision}"

    @property
    def is_released(self):
        return bool(self.version)


class SnapshotState(models.Model):
    """The state of an event's snapshots: see ``snapshots.py``, which alone writes it.

    ``stamp`` is a digest of rows that change without a Change. ``owner`` holds the lease to build
    until ``lease_until``. After a failure nobody tries again before ``next_try``. A snapshot built
    before ``settles`` is built once more after it. Files drawn from a snapshot older than
    ``clean_since`` (a primary key) may show what was taken away.
    """

    event = models.OneToOneField(
        "event.Event", on_delete=models.CASCADE, primary_key=True, related_name="ofa_state"
    )
    snapshot = models.ForeignKey(
        ProgrammeSnapshot, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    stamp = models.CharField(max_length=250, default="")
    built = models.DateTimeField(null=True)
    settles = models.DateTimeField(null=True)
    clean_since = models.PositiveIntegerField(default=0)
    owner = models.CharField(max_length=32, default="")
    lease_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    error = models.TextField(default="")

    objects = ScopedManager(event="event")

    def __str__(self):
        return f"snapshots of {self.event_id}"


class ImportedObject(models.Model):
    """Links the key of an entry in an imported file to the pretalx object made from it."""

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
