from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils.functional import LazyObject
from django.utils.translation import pgettext_lazy
from pretalx.common.models.mixins import PretalxModel


class PrivateStorage(LazyObject):
    """Files outside MEDIA_ROOT, which web servers publish: only our views hand them out."""

    def _setup(self):
        self._wrapped = FileSystemStorage(location=settings.DATA_DIR / "ofa" / "files")


def private_storage():
    return PrivateStorage()


def stored_path(run, filename):
    return f"{run.event.slug}/{run.pk}/{filename}"


class ExportRun(PretalxModel):
    """One attempt to build a file from a stored picture, and the file if it went well.

    ``languages`` is the mode's ordered codes joined by commas (``en,pt-br``), empty for formats
    that carry all languages at once.
    """

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("pretalx_ofa", "Waiting")
        RUNNING = "running", pgettext_lazy("pretalx_ofa", "In progress")
        DONE = "done", pgettext_lazy("pretalx_ofa", "Done")
        FAILED = "failed", pgettext_lazy("pretalx_ofa", "Failed")

    event = models.ForeignKey(
        "event.Event", on_delete=models.CASCADE, related_name="ofa_export_runs"
    )
    snapshot = models.ForeignKey(
        "pretalx_ofa.ProgrammeSnapshot", on_delete=models.CASCADE, related_name="runs"
    )
    format = models.CharField(max_length=40)
    languages = models.CharField(max_length=100, blank=True, default="")
    state = models.CharField(max_length=7, choices=State.choices, default=State.QUEUED)
    error = models.TextField(blank=True, default="")
    notes = models.JSONField(default=list)
    file = models.FileField(storage=private_storage, upload_to=stored_path, null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    @property
    def is_under_way(self):
        return self.state in {self.State.QUEUED, self.State.RUNNING}

    def __str__(self):
        return f"{self.format}({self.languages}) of {self.snapshot}"
