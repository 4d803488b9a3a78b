from django.db import models
from django_scopes import ScopedManager


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
