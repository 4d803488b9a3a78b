from contextlib import suppress

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.http import quote_etag
from django.utils.timezone import now
from django.utils.translation import pgettext
from django.views.generic import TemplateView, View
from django_context_decorator import context
from pretalx.cfp.views.event import EventPageMixin
from pretalx.common.text.path import safe_filename
from pretalx.common.views.mixins import EventPermissionRequired

from pretalx_ofa import __version__
from pretalx_ofa.base.asked import InLanguageAsked
from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.base.http import cache_control, etag_of, unless_known
from pretalx_ofa.base.links import addresses, our_address
from pretalx_ofa.base.rules import everyone_may, programme_permission
from pretalx_ofa.exports import fonts, notes, stored
from pretalx_ofa.exports.listing import all_files, all_lists, is_offered
from pretalx_ofa.exports.lists import LISTS
from pretalx_ofa.exports.models import ExportFile
from pretalx_ofa.exports.registry import FORMATS, file_named
from pretalx_ofa.exports.rendering import draw
from pretalx_ofa.exports.rendering import render as render_file
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.presentation import options
from pretalx_ofa.presentation.localized import LocalizedText
from pretalx_ofa.programme import snapshots
from pretalx_ofa.programme.build import build_accepted, build_unreleased

DRAFTS = {"unreleased": build_unreleased, "accepted": build_accepted}
WAIT_SECONDS, RETRY_SECONDS = 3, 30
KEPT = {200, 302, 304}


def download_name(event, chosen, mode, version):
    """ "ofa2025-programme-1.0-en-pt-BR.pdf"."""
    parts = [event.slug, chosen.stem, version, *(bcp47(code) for code in mode)]
    return safe_filename(f"{'-'.join(part for part in parts if part)}.{chosen.extension}")


class FileView(InLanguageAsked, EventPageMixin, View):
    """A file of the current version. Any spelling of its name leads to the right one.

    Before the first release there is none: 404 with a sentence.
    """

    @property
    def permission_required(self):
        return programme_permission(self.request.event)

    def get(self, request, *args, name, **kwargs):
        event = request.event
        found = file_named(name, event_languages(event))
        if not found:
            raise Http404
        chosen, mode, canonical = found
        is_public = is_offered(event, chosen)
        if not is_public and not request.user.has_perm("schedule.export_schedule", event):
            raise Http404
        if not event.current_schedule:
            response = render(request, "pretalx_ofa/exports/unreleased.html", status=404)
        elif name == canonical:
            response = self.current_file(chosen, mode)
        else:
            response = redirect(our_address(request, "file", name=canonical))
        # A page to wait on is nobody's to keep.
        visible = is_public and response.status_code in KEPT and everyone_may(event)
        return cache_control(response, visible_to_everyone=visible, cors=chosen.cors)

    def current_file(self, chosen, mode):
        event = self.request.event
        try:
            snapshot = snapshots.current(event)
        except snapshots.Unavailable:
            file, is_ready = stored.last_good(event, chosen, mode)
        else:
            if not snapshot:
                raise Http404
            file, is_ready = stored.serve(snapshot, chosen, mode)
        if not is_ready:
            return self.wait(file)
        try:
            return unless_known(
                self.request, quote_etag(file.sha256), lambda: self.download(file, chosen)
            )
        except FileNotFoundError:
            # Its successor took its place after we had asked for it.
            return self.current_file(chosen, mode)

    def wait(self, file):
        """202 with a page that reloads itself, also after a failure, which is retried."""
        seconds = WAIT_SECONDS
        has_failed = file.state == ExportFile.State.FAILED
        if has_failed and file.next_try:
            seconds += max(0, int((file.next_try - now()).total_seconds()))
        response = render(
            self.request,
            "pretalx_ofa/exports/waiting.html",
            {"has_failed": has_failed, "seconds": seconds},
            status=202,
        )
        response["Refresh"] = seconds
        return response

    def download(self, file, chosen):
        languages = file.mode or event_languages(self.request.event)
        return FileResponse(
            file.file.open("rb"),
            as_attachment=chosen.content_type != "application/json",
            filename=download_name(self.request.event, chosen, file.mode, file.version),
            content_type=chosen.content_type,
            headers={"Content-Language": ", ".join(bcp47(code) for code in languages)},
        )


class CalendarView(InLanguageAsked, EventPageMixin, View):
    """The calendar of the whole programme or of what its address asks for, drawn when it is asked for.

    Always there and never stale: programs that subscribe cannot wait on a page.
    """

    permission_required = "schedule.list_schedule"
    format = FORMATS["calendar.ics"]

    def get(self, request, *args, **kwargs):
        event = request.event
        language = (self.asked or event_languages(event))[0]
        is_public = is_offered(event, self.format)
        if not is_public and not request.user.has_perm("schedule.export_schedule", event):
            raise Http404
        try:
            chosen = options.read(self.format.options, dict(request.GET.lists()))
            response = self.calendar(chosen, language)
        except options.OptionError as error:
            name, message = error.args
            sentence = pgettext("pretalx_ofa", message).format(name=name)
            return self.refuse(sentence, 404 if isinstance(error, options.MissingError) else 400)
        except snapshots.Unavailable:
            sentence = pgettext(
                "pretalx_ofa",
                "The programme cannot be shown right now. Please try again in a minute.",
            )
            return self.refuse(sentence, 503, {"Retry-After": RETRY_SECONDS})
        visible = is_public and everyone_may(event, self.permission_required)
        return cache_control(response, visible_to_everyone=visible, cors=self.format.cors)

    def calendar(self, chosen, language):
        event = self.request.event
        snapshot = snapshots.current(event)
        if not snapshot:
            raise Http404
        key = (self.format.name, language, *chosen.items(), addresses(event)["front"]())

        def drawn():
            programme = snapshots.programme_of(snapshot)
            return draw(event, programme, self.format, (language,), chosen).data.decode()

        def download():
            filename = download_name(event, self.format, (language,), snapshot.version)
            return HttpResponse(
                snapshots.fragment(snapshot, key, drawn),
                content_type=self.format.content_type,
                headers={
                    "Content-Disposition": f'attachment; filename="{filename}"',
                    "Content-Language": bcp47(language),
                },
            )

        return unless_known(self.request, etag_of(snapshot.revision, __version__, *key), download)

    def refuse(self, sentence, status, headers=None):
        context = {
            "sentence": LocalizedText(sentence),
            "front": our_address(self.request, "front"),
        }
        response = render(self.request, "pretalx_ofa/widgets/refused.html", context, status=status)
        for name, value in (headers or {}).items():
            response[name] = value
        return cache_control(response, visible_to_everyone=False)


class FilesView(EventPermissionRequired, TemplateView):
    """The organiser's list of files with their state, drafts and older versions."""

    permission_required = "schedule.export_schedule"
    template_name = "pretalx_ofa/exports/files.html"

    @context
    @cached_property
    def version(self):
        schedule = self.request.event.current_schedule
        return schedule and schedule.version

    @context
    @cached_property
    def files(self):
        """[(:class:`ListedFile`, its :class:`ExportFile` or None, [sentence about it])]."""
        event = self.request.event
        rows = {(row.format, row.mode): row for row in ExportFile.objects.filter(event=event)}
        found = [(file, rows.get((file.format.name, file.mode))) for file in all_files(event)]
        return [(file, row, notes.sentences(row.notes) if row else []) for file, row in found]

    @context
    @cached_property
    def fonts(self):
        """[name] of the added font families."""
        return fonts.names(self.request.event)

    @context
    @cached_property
    def font_folders(self):
        """The folders for further fonts, as they are called below the data folder."""
        return [
            folder.relative_to(settings.DATA_DIR) for folder in fonts.folders(self.request.event)
        ]

    @context
    def lists(self):
        return all_lists(self.request.event)

    @context
    @cached_property
    def archived(self):
        return snapshots.archived(self.request.event)

    def post(self, request, *args, **kwargs):
        found = file_named(request.POST.get("name", ""), event_languages(request.event))
        if not found or not self.version:
            raise Http404
        chosen, mode, _canonical = found
        row = stored.row_of(request.event, chosen, mode)
        stored.retry(row)
        stored.build_or_queue(row)
        row = stored.row_of(request.event, chosen, mode)
        if row.state == ExportFile.State.FAILED:
            messages.error(
                request, pgettext("pretalx_ofa", "The file could not be built; the last one stays.")
            )
        elif row.state == ExportFile.State.IDLE:
            messages.success(request, pgettext("pretalx_ofa", "The file is built."))
        else:
            messages.success(request, pgettext("pretalx_ofa", "The file is being built."))
        return redirect("plugins:pretalx_ofa:files", event=request.event.slug)


class DrawnFileView(EventPermissionRequired, View):
    """A file that is drawn when it is asked for, for organisers, and never stored."""

    permission_required = "schedule.export_schedule"

    def get(self, request, *args, name, **kwargs):
        event = request.event
        programme, version = self.programme()
        found = file_named(name, programme.languages)
        if not found:
            raise Http404
        chosen, mode, _canonical = found
        try:
            rendered = render_file(event, programme, chosen, mode)
        except ValueError as error:
            messages.warning(request, str(error))
            return redirect("plugins:pretalx_ofa:files", event=event.slug)
        # On the next page of the organiser's: this answer is the file itself.
        for sentence in notes.sentences(rendered.notes):
            messages.warning(request, sentence)
        filename = download_name(event, chosen, mode, version)
        response = HttpResponse(
            rendered.data,
            content_type=chosen.content_type,
            headers={"Content-Disposition": f'attachment; filename="{filename}"'},
        )
        return cache_control(response, visible_to_everyone=False)


class DraftView(DrawnFileView):
    """A file of an unreleased schedule or of accepted proposals, marked as a draft."""

    def programme(self):
        source = self.kwargs["source"]
        if source not in DRAFTS:
            raise Http404
        return DRAFTS[source](self.request.event), f"draft-{source}"


class ArchiveView(DrawnFileView):
    """A file of an older version, from its stored snapshot."""

    def programme(self):
        for snapshot in snapshots.archived(self.request.event):
            if snapshot.pk == self.kwargs["snapshot"]:
                with suppress(snapshots.Unavailable):
                    return snapshots.programme_of(snapshot), snapshot.version
        raise Http404


class ListView(EventPermissionRequired, View):
    """A :class:`List` of the event as it is now."""

    permission_required = "schedule.export_schedule"

    def get(self, request, *args, name, **kwargs):
        if name not in LISTS:
            raise Http404
        chosen = LISTS[name]
        response = HttpResponse(
            chosen.data(request.event),
            content_type=chosen.content_type,
            headers={
                "Content-Disposition": f'attachment; filename="{chosen.filename(request.event)}"'
            },
        )
        return cache_control(response, visible_to_everyone=False)
