"""Entries in pretalx's export menus that lead to the stored files, and to organisers' lists."""

from django.http import Http404
from django.urls import reverse
from pretalx.common.exporter import BaseExporter
from pretalx.common.signals import register_data_exporters
from pretalx.common.urls import EventUrls
from pretalx.schedule.models import Schedule

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.exports import stored
from pretalx_ofa.exports.listing import is_offered, label_of, list_url
from pretalx_ofa.exports.lists import LISTS
from pretalx_ofa.exports.registry import FORMATS
from pretalx_ofa.exports.rendering import render
from pretalx_ofa.programme import snapshots
from pretalx_ofa.programme.build import build_unreleased


class StoredFileExporter(BaseExporter):
    """The menu entry for a format's first mode in the current version. For another version
    organisers get a file that is not stored, visitors a 404."""

    format = None
    public = True
    schedule = None

    def __init__(self, given):
        # The event in pretalx 2026.2, which sets the schedule later; the schedule in 2026.3.
        super().__init__(given)
        self.event = given.event if isinstance(given, Schedule) else given
        self.mode = self.format.modes(event_languages(self.event))[0]

    @property
    def identifier(self):
        return f"ofa-{self.format.name}"

    @property
    def verbose_name(self):
        return label_of(self.format)

    @property
    def icon(self):
        return self.format.icon

    def is_public(self, request, **kwargs):
        # None of these entries on an older version's page: they lead to the current one.
        version = request.resolver_match and request.resolver_match.kwargs.get("version")
        current = self.event.current_schedule
        is_current = not version or bool(current and version == current.version)
        return is_current and is_offered(self.event, self.format)

    @property
    def file_url(self):
        return reverse(
            "plugins:pretalx_ofa:file",
            kwargs={"event": self.event.slug, "name": self.format.filename(self.mode)},
        )

    def render(self, request, **kwargs):
        """For callers that do not follow the link, such as pretalx's API."""
        return self.format.filename(self.mode), self.format.content_type, self._data(request)

    def _data(self, request):
        current = snapshots.released(self.event)
        version = self.schedule.version if self.schedule else current and current.version
        if not current or version != current.version:
            return self._drawn(request, version)
        file, is_ready = stored.serve(current, self.format, self.mode)
        if is_ready:
            with file.file.open("rb") as opened:
                return opened.read()
        return render(self.event, snapshots.programme_of(current), self.format, self.mode).data

    def _drawn(self, request, version):
        if not request.user.has_perm("schedule.export_schedule", self.event):
            raise Http404
        if not version:
            programme = build_unreleased(self.event)
        else:
            older = {snapshot.version: snapshot for snapshot in snapshots.archived(self.event)}
            if version not in older:
                raise Http404
            programme = snapshots.programme_of(older[version])
        return render(self.event, programme, self.format, self.mode).data

    class urls(EventUrls):  # noqa: N801 -- pretalx's name for it
        base = "{self.file_url}"


class ListExporter(BaseExporter):
    """The entry for a list beside pretalx's exports of speakers."""

    list = None
    public = False
    group = "speaker"
    icon = "fa-table"

    def __init__(self, given):
        super().__init__(given)
        self.event = given.event if isinstance(given, Schedule) else given

    @property
    def identifier(self):
        return f"ofa-{self.list.name}"

    @property
    def verbose_name(self):
        return label_of(self.list)

    @property
    def list_url(self):
        return list_url(self.event, self.list)

    def render(self, request, **kwargs):
        return self.list.filename(self.event), self.list.content_type, self.list.data(self.event)

    class urls(EventUrls):  # noqa: N801 -- pretalx's name for it
        base = "{self.list_url}"


def connect():
    """One class and one receiver for every format in the menu and every list; called once, at loading."""
    for chosen in FORMATS.values():
        if chosen.in_menu:
            _connect(chosen.name, type(chosen.name, (StoredFileExporter,), {"format": chosen}))
    for chosen in LISTS.values():
        _connect(chosen.name, type(chosen.name, (ListExporter,), {"list": chosen}))


def _connect(name, exporter):
    def register(sender, **kwargs):
        return exporter

    # pretalx sorts receivers by name.
    register.__name__ = f"register_{name}"
    register_data_exporters.connect(register, weak=False, dispatch_uid=f"pretalx_ofa_{name}")
