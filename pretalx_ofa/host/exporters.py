"""Our files in pretalx's own export menus: entries that lead to the stored file."""

from django.urls import reverse
from pretalx.common.exporter import BaseExporter
from pretalx.common.urls import EventUrls

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.exports import runs
from pretalx_ofa.exports.formats import FORMATS
from pretalx_ofa.programme import snapshots


class StoredFileExporter(BaseExporter):
    """An entry for a format's usual mode. pretalx 2026.3 hands over the schedule, not the event."""

    format_name = ""
    public = True

    def __init__(self, event):
        super().__init__(getattr(event, "event", event))
        self.format = FORMATS[self.format_name]
        self.mode = self.format.modes(event_languages(self.event))[0]

    @property
    def identifier(self):
        return f"ofa-{self.format_name}"

    @property
    def verbose_name(self):
        return self.format.label

    @property
    def icon(self):
        return self.format.icon

    def is_public(self, request, **kwargs):
        return self.format_name not in self.event.settings.ofa_files_hidden

    @property
    def file_url(self):
        return reverse(
            "plugins:pretalx_ofa:file",
            kwargs={
                "event": self.event.slug,
                "version": "latest",
                "name": self.format.filename(self.mode),
            },
        )

    def render(self, request, **kwargs):
        """For callers that do not follow the link: the API and pretalx's static export."""
        version = getattr(getattr(self, "schedule", None), "version", None)
        snapshot = (
            snapshots.stored_snapshot(self.event, version)
            if version
            else snapshots.current_snapshot(self.event)
        )
        run = snapshot and runs.serve(snapshot, self.format, self.mode)[0]
        if not run:
            raise ValueError("no file yet")
        with run.file.open("rb") as file:
            return self.format.filename(self.mode), self.format.content_type, file.read()

    class urls(EventUrls):  # noqa: N801 -- pretalx's name for it
        base = "{self.file_url}"


class PdfExporter(StoredFileExporter):
    format_name = "programme.pdf"


class JsonExporter(StoredFileExporter):
    format_name = "programme.json"
