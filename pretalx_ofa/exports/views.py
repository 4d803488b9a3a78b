from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.functional import cached_property
from django.utils.http import http_date, quote_etag
from django.utils.translation import pgettext
from django.views.generic import TemplateView, View
from django_context_decorator import context
from pretalx.cfp.views.event import EventPageMixin
from pretalx.common.text.path import safe_filename
from pretalx.common.views.mixins import EventPermissionRequired

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.exports import runs
from pretalx_ofa.exports.build import render as render_file
from pretalx_ofa.exports.formats import FORMATS, by_filename
from pretalx_ofa.exports.models import ExportRun
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.programme import snapshots
from pretalx_ofa.programme.build import build_accepted, build_unreleased

DRAFTS = {"unreleased": build_unreleased, "accepted": build_accepted}


def download_name(event, chosen, mode, version):
    """ "ofa2025-programme-1.0-en-pt-BR.pdf"."""
    stem, extension = chosen.name.rsplit(".", 1)
    parts = [event.slug, stem, version, *(bcp47(code) for code in mode)]
    return safe_filename(f"{'-'.join(part for part in parts if part)}.{extension}")


class FileView(EventPageMixin, View):
    """A stored file of a released version: ``latest``, ``1.0`` or ``1.0@revision``."""

    permission_required = "schedule.list_schedule"

    def get(self, request, *args, version, name, **kwargs):
        event = request.event
        snapshot, is_fixed = self.snapshot(event, version)
        found = snapshot and by_filename(name, snapshots.programme_of(snapshot).languages)
        if not found:
            raise Http404
        chosen, mode = found
        if chosen.name in event.settings.ofa_files_hidden and not request.user.has_perm(
            "schedule.export_schedule", event
        ):
            raise Http404
        run, pending = runs.serve(snapshot, chosen, mode)
        if not run:
            return self.no_file_yet(request, pending)
        return self.file(request, run, chosen, mode, is_fixed=is_fixed and not pending)

    @staticmethod
    def snapshot(event, version):
        if version == "latest":
            return snapshots.current_snapshot(event), False
        wanted, _at, revision = version.rpartition("@")
        if wanted and (exact := snapshots.stored_snapshot(event, wanted, revision)):
            return exact, True
        return snapshots.stored_snapshot(event, version), False

    @staticmethod
    def no_file_yet(request, pending):
        failed = pending.state == ExportRun.State.FAILED
        response = render(
            request,
            "pretalx_ofa/exports/waiting.html",
            {"failed": failed},
            status=503 if failed else 202,
        )
        response["Cache-Control"] = "no-store"
        if not failed:
            response["Refresh"] = "3"
        return response

    @staticmethod
    def file(request, run, chosen, mode, *, is_fixed):
        etag, modified = quote_etag(run.sha256), int(run.finished.timestamp())
        headers = {
            "ETag": etag,
            "Last-Modified": http_date(modified),
            "Cache-Control": _cache_control(run.event, is_fixed=is_fixed),
            "Content-Language": ", ".join(
                bcp47(code) for code in mode or snapshots.programme_of(run.snapshot).languages
            ),
        }
        if chosen.cors:
            headers["Access-Control-Allow-Origin"] = "*"
        response = FileResponse(
            run.file.open("rb"),
            as_attachment=chosen.content_type != "application/json",
            filename=download_name(run.event, chosen, mode, run.snapshot.version),
            content_type=chosen.content_type,
            headers=headers,
        )
        return get_conditional_response(request, etag, modified, response)


def _cache_control(event, *, is_fixed):
    who = "public" if event.is_public else "private"
    if is_fixed:
        return f"{who}, max-age=31536000, immutable"
    return f"{who}, max-age=60, must-revalidate"


class FilesView(EventPermissionRequired, TemplateView):
    """The organiser's list of files: what there is, how it went, and drafts of what is to come."""

    permission_required = "schedule.export_schedule"
    template_name = "pretalx_ofa/exports/files.html"

    @context
    @cached_property
    def snapshot(self):
        return snapshots.current_snapshot(self.request.event)

    @context
    @cached_property
    def files(self):
        event = self.request.event
        known = {}
        if self.snapshot:
            for run in ExportRun.objects.filter(
                event=event, snapshot__version=self.snapshot.version
            ).select_related("snapshot"):
                known.setdefault((run.format, run.languages), run)
        return [
            {
                "format": chosen,
                "mode": ",".join(mode),
                "languages": [bcp47(code) for code in mode],
                "filename": chosen.filename(mode),
                "run": known.get((chosen.name, ",".join(mode))),
                "is_hidden": chosen.name in event.settings.ofa_files_hidden,
            }
            for chosen in FORMATS.values()
            for mode in chosen.modes(event_languages(event))
        ]

    def post(self, request, *args, **kwargs):
        found = by_filename(request.POST.get("name"), event_languages(request.event))
        if not found or not self.snapshot:
            raise Http404
        run = runs.start(self.snapshot, *found)
        if run.state == ExportRun.State.FAILED:
            messages.error(
                request, pgettext("pretalx_ofa", "The file could not be built; the last one stays.")
            )
        elif run.state == ExportRun.State.DONE:
            messages.success(request, pgettext("pretalx_ofa", "The file is built."))
        else:
            messages.success(request, pgettext("pretalx_ofa", "The file is being built."))
        return redirect("plugins:pretalx_ofa:files", event=request.event.slug)


class DraftView(EventPermissionRequired, View):
    """A file of what is not released: for organisers, marked, and never stored."""

    permission_required = "schedule.export_schedule"

    def get(self, request, *args, source, name, **kwargs):
        event = request.event
        found = by_filename(name, event_languages(event))
        if not found or source not in DRAFTS:
            raise Http404
        chosen, mode = found
        try:
            rendered = render_file(event, DRAFTS[source](event), chosen.name, mode)
        except ValueError:
            messages.warning(
                request,
                pgettext("pretalx_ofa", "There is nothing to show in this draft yet."),
            )
            return redirect("plugins:pretalx_ofa:files", event=event.slug)
        filename = download_name(event, chosen, mode, f"draft-{source}")
        return HttpResponse(
            rendered.data,
            content_type=chosen.content_type,
            headers={
                "Content-Disposition": f'attachment; filename="{filename}"',
                "Cache-Control": "no-store",
            },
        )
