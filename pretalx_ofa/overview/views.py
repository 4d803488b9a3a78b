from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext
from django.views.generic import FormView, TemplateView, View
from django_context_decorator import context
from pretalx.common.views.mixins import EventPermissionRequired

from pretalx_ofa.affiliations.queries import count_to_decide
from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.base.ids import read_id
from pretalx_ofa.clashes.forms import tell_clashes
from pretalx_ofa.exports.listing import all_files
from pretalx_ofa.i18n.languages import bcp47, language_name
from pretalx_ofa.overview import queries
from pretalx_ofa.overview.forms import SettingsForm
from pretalx_ofa.overview.settings import toggle_logistics
from pretalx_ofa.tracks.colour import contrast, is_readable_with_white


class OverviewView(EventPermissionRequired, TemplateView):
    permission_required = "submission.orga_update_submission"
    template_name = "pretalx_ofa/overview/overview.html"

    @context
    @cached_property
    def sessions(self):
        return queries.Sessions(self.request.event)

    @context
    @cached_property
    def speakers(self):
        everybody, without = queries.speakers_without_affiliation(self.request.event, self.sessions)
        return {
            "all": len(everybody),
            "with": len(everybody) - len(without),
            "without": len(without),
        }

    @context
    def to_decide(self):
        return count_to_decide(self.request.event)

    @context
    @cached_property
    def languages(self):
        found = queries.sessions_by_language(self.request.event, self.sessions)
        return [
            {
                "code": code,
                "name": language_name(code, get_language()),
                **{state: len(sessions) for state, sessions in states.items()},
                "done": len(states["original"]) + len(states["approved"]),
                "todo": sum(len(states[s]) for s in ("outdated", "draft", "missing")),
            }
            for code, states in found.items()
        ]

    @context
    @cached_property
    def programme(self):
        error, problems = queries.programme_problems(self.request.event)
        return {"error": error, "problems": problems}

    @context
    @cached_property
    def unreadable_tracks(self):
        return [
            {"track": track, "ratio": round(contrast(track.color, "#ffffff"), 1)}
            for track in self.request.event.tracks.all()
            if not is_readable_with_white(track.color)
        ]

    @context
    @cached_property
    def logistics(self):
        left_out, suggested = queries.logistics(self.request.event, self.sessions)
        return {"left_out": left_out, "suggested": suggested}

    @context
    @cached_property
    def files(self):
        event = self.request.event
        if not event.current_schedule:
            return []
        return all_files(event)


class MissingView(EventPermissionRequired, TemplateView):
    """The list behind one number of the Overview: what to do next, each with its page."""

    permission_required = "submission.orga_update_submission"
    template_name = "pretalx_ofa/overview/missing.html"

    def get_context_data(self, **kwargs):
        event, what = self.request.event, self.kwargs["what"]
        sessions = queries.Sessions(event)
        if what == "affiliations":
            rows = [
                {"label": profile.get_display_name(), "url": profile.orga_urls.base}
                for profile in queries.speakers_without_affiliation(event, sessions)[1]
            ]
            title = pgettext("pretalx_ofa", "Speakers without an affiliation")
        elif what in event_languages(event):
            states = queries.sessions_by_language(event, sessions)[what]
            labels = {
                "missing": pgettext("pretalx_ofa", "Not translated"),
                "draft": pgettext("pretalx_ofa", "In work"),
                "outdated": pgettext("pretalx_ofa", "Outdated"),
            }
            rows = [
                {
                    "label": s.title,
                    "url": s.orga_urls.base,
                    "state": labels[state],
                    "lang": bcp47(s.content_locale),
                }
                for state in labels
                for s in states[state]
            ]
            title = pgettext("pretalx_ofa", "Sessions not yet in {language}").format(
                language=language_name(what, get_language())
            )
        else:
            raise Http404
        return super().get_context_data(rows=rows, title=title, **kwargs)


class LogisticsView(EventPermissionRequired, View):
    """One click: a track or session type becomes logistics, or stops being so."""

    permission_required = "event.update_event"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        kind, pk = request.POST.get("kind"), read_id(request.POST.get("id"))
        things = {"tracks": request.event.tracks, "types": request.event.submission_types}
        thing = things[kind].filter(pk=pk).first() if kind in things else None
        if not thing:
            raise Http404
        left_out = toggle_logistics(request.event, kind, thing.pk, person=request.user)
        text = (
            pgettext("pretalx_ofa", "“{name}” is left out of track pages, books and counts.")
            if left_out
            else pgettext("pretalx_ofa", "“{name}” counts again.")
        )
        messages.success(request, text.format(name=thing.name))
        return redirect("plugins:pretalx_ofa:overview", event=request.event.slug)


class SettingsView(EventPermissionRequired, FormView):
    permission_required = "event.update_event"
    template_name = "pretalx_ofa/overview/settings.html"

    def get_form(self, form_class=None):
        return SettingsForm(
            self.request.POST if self.request.method == "POST" else None, event=self.request.event
        )

    def form_valid(self, form):
        saved = form.save(person=self.request.user)
        tell_clashes(self.request, saved.clashes, self.get_success_url())
        if saved.changed:
            messages.success(self.request, pgettext("pretalx_ofa", "The settings are saved."))
        return super().form_valid(form)

    def get_success_url(self):
        return reverse("plugins:pretalx_ofa:settings", kwargs={"event": self.request.event.slug})
