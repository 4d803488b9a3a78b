from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils.functional import LazyObject
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from pretalx_ofa.base.constraints import choices_are_checked


class PrivateStorage(LazyObject):
    """Storage outside MEDIA_ROOT, which web servers publish: only views serve its files."""

    def _setup(self):
        self._wrapped = FileSystemStorage(location=settings.DATA_DIR / "ofa" / "files")


_storage = PrivateStorage()


def private_storage():
    """The :class:`PrivateStorage`; a function, because migrations refer to it by name."""
    return _storage


@choices_are_checked
class ExportFile(models.Model):
    """A file of the current version: the last good one and the state of its next build.

    ``languages`` is the mode's ordered codes joined by commas (``en,pt-br``), empty for formats
    that carry all languages at once. ``snapshot`` is the key of the snapshot the file was drawn
    from. Whoever builds holds ``owner``; a build is lost once ``lease_until`` is over. After a
    failure nobody tries again before ``next_try``.

    Rows are changed by conditional updates in ``stored.py`` alone, never saved: they may be deleted
    at any moment.
    """

    class State(models.TextChoices):
        IDLE = "idle", pgettext_lazy("pretalx_ofa", "Done")
        QUEUED = "queued", pgettext_lazy("pretalx_ofa", "Waiting")
        RUNNING = "running", pgettext_lazy("pretalx_ofa", "In progress")
        FAILED = "failed", pgettext_lazy("pretalx_ofa", "Failed")

    event = models.ForeignKey(
        "event.Event", on_delete=models.CASCADE, related_name="ofa_export_files"
    )
    format = models.CharField(max_length=40)
    languages = models.CharField(max_length=100, blank=True, default="")

    file = models.FileField(storage=private_storage, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)
    version = models.CharField(max_length=190, blank=True, default="")
    revision = models.CharField(max_length=16, blank=True, default="")
    snapshot = models.PositiveBigIntegerField(default=0)
    plugin_version = models.CharField(max_length=32, blank=True, default="")
    notes = models.JSONField(default=list)
    finished = models.DateTimeField(null=True, blank=True)

    state = models.CharField(max_length=7, choices=State.choices, default=State.IDLE)
    owner = models.CharField(max_length=32, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    next_try = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True, default="")

    objects = ScopedManager(event="event")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["event", "format", "languages"], name="ofa_export_file_once"
            )
        ]

    def __str__(self):
        return self.format + (f" ({self.languages})" if self.languages else "")

    @property
    def mode(self):
        return tuple(self.languages.split(",")) if self.languages else ()

    @property
    def is_there(self):
        """Whether a file was built and still exists on disk."""
        return bool(self.file) and self.file.storage.exists(self.file.name)

    def new_name(self, token):
        """A name that no other build uses, for the file of one build."""
        return f"{self.event_id}/{token}{PurePath(self.format).suffix}"
