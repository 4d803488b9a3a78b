from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext
from django.views.generic import FormView, TemplateView, View
from django_context_decorator import context
from pretalx.common.ui import Button
from pretalx.common.views.mixins import EventPermissionRequired

from pretalx_ofa.affiliations.facets import coverage
from pretalx_ofa.affiliations.suggestions.queue import count_open, count_to_decide
from pretalx_ofa.base.answering import with_undo
from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.base.http import FORM_METHODS
from pretalx_ofa.base.ids import read_id
from pretalx_ofa.clashes.forms import tell_clashes
from pretalx_ofa.exports.listing import all_files
from pretalx_ofa.i18n.languages import language_name, resolve
from pretalx_ofa.overview import queries
from pretalx_ofa.overview.forms import SettingsForm, TextForm
from pretalx_ofa.overview.published import published
from pretalx_ofa.overview.settings import (
    MOST_LANGUAGES,
    second_language,
    set_languages,
    set_logistics,
)
from pretalx_ofa.tracks.colour import contrast, is_readable_with_white
from pretalx_ofa.translations.editing import store
from pretalx_ofa.translations.models import Translation

ON_PAGE = 20


class OverviewMixin(EventPermissionRequired):
    permission_required = "submission.orga_update_submission"

    def here(self):
        return redirect("plugins:pretalx_ofa:overview", event=self.request.event.slug)

    def url(self, name, **kwargs):
        return reverse(
            f"plugins:pretalx_ofa:{name}", kwargs={"event": self.request.event.slug} | kwargs
        )

    @context
    @cached_property
    def sessions(self):
        return queries.Sessions(self.request.event)


class OverviewView(OverviewMixin, TemplateView):
    template_name = "pretalx_ofa/overview/overview.html"

    @context
    @cached_property
    def speakers(self):
        total, without = coverage(self.request.event)
        return {"all": total, "with": total - without, "without": without}

    @context
    @cached_property
    def to_decide(self):
        return count_to_decide(self.request.event, self.request.user)

    @context
    def decide_url(self):
        """The queue, unless all that is open stands with the organisations."""
        return self.url(
            "queue" if count_open(self.request.event, self.request.user) else "organisations"
        )

    @context
    @cached_property
    def languages(self):
        codes = event_languages(self.request.event)
        return [
            {
                "code": code,
                "name": language_name(code, get_language()),
                "open": [count for count in counts if not count.is_complete],
                "complete": [count.label for count in counts if count.is_complete],
                "todo": sum(len(count.gaps) for count in counts),
                # The first one is the programme's own.
                "without": [c for c in codes if c != code] if code != codes[0] else [],
            }
            for code, counts in published(self.request.event, self.sessions).items()
        ]

    @context
    @cached_property
    def second_language(self):
        """The language an event in one is offered: its name, and all languages it has then."""
        event = self.request.event
        code = second_language(event)
        return code and {
            "name": language_name(code, get_language()),
            "languages": [*event_languages(event), code],
        }

    @context
    def before(self):
        return ",".join(event_languages(self.request.event))

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
        return all_files(event) if event.current_schedule else []


class LanguageMixin(OverviewMixin):
    """What is not yet published in one language; 404 for one that the programme does not have."""

    @cached_property
    def language(self):
        if self.kwargs["language"] not in event_languages(self.request.event):
            raise Http404
        return self.kwargs["language"]

    @context
    def language_name(self):
        return language_name(self.language, get_language())

    @context
    def language_code(self):
        return self.language

    @cached_property
    def counts(self):
        return published(self.request.event, self.sessions)[self.language]


class MissingView(LanguageMixin, TemplateView):
    template_name = "pretalx_ofa/overview/missing.html"

    @context
    @cached_property
    def fields(self):
        return [count for count in self.counts if not count.is_complete]


class FieldView(LanguageMixin, TemplateView):
    """The gaps of one field: submitted texts are translated here, beside the original."""

    template_name = "pretalx_ofa/overview/missing_field.html"

    @context
    @cached_property
    def count(self):
        found = [count for count in self.counts if count.name == self.kwargs["field"]]
        if not found:
            raise Http404
        return found[0]

    @context
    @cached_property
    def page_obj(self):
        return Paginator(self.count.gaps, ON_PAGE).get_page(self.request.GET.get("page"))

    @context
    @cached_property
    def can_change_settings(self):
        return self.request.user.has_perm("event.update_event", self.request.event)

    @context
    @cached_property
    def is_name(self):
        return not any(gap.owner for gap in self.count.texts)

    @context
    @cached_property
    def is_in_interface(self):
        """Whether pretalx asks for names in this language."""
        return resolve(self.language, self.request.event.locales) is not None

    @context
    @cached_property
    def rows(self):
        """[(gap, :class:`TextForm` or None)] of this page, and of what was sent if it is elsewhere."""
        gaps = list(self.page_obj)
        if self.is_name:
            return [(gap, None) for gap in gaps]
        code = self.request.POST.get("code")
        if code and code not in {gap.owner.code for gap in gaps}:
            gaps = [*(gap for gap in self.count.texts if gap.owner.code == code), *gaps]
        standing = Translation.objects.filter(
            event=self.request.event, field=self.count.name, language=self.language
        )
        rows = {row.submission_id or row.speaker_id: row for row in standing}
        return [
            (
                gap,
                TextForm(
                    self.request.POST if gap.owner.code == code else None,
                    owner=gap.owner,
                    field=self.count.name,
                    language=self.language,
                    row=rows.get(gap.owner.pk),
                ),
            )
            for gap in gaps
        ]

    def post(self, request, *args, **kwargs):
        """Stores one text. What somebody changed since the page was opened is not written over."""
        row = next((row for row in self.rows if row[1] and row[1].is_bound), None)
        if not row:
            raise Http404
        gap, form = row
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(**kwargs))
        store(
            gap.owner,
            self.count.name,
            self.language,
            text=form.cleaned_data["text"],
            state=form.cleaned_data["state"],
            is_right=True,
            person=request.user,
        )
        messages.success(
            request, pgettext("pretalx_ofa", "“{name}” is saved.").format(name=gap.name)
        )
        return redirect(f"{request.path}?page={self.page_obj.number}")


class LanguagesView(OverviewMixin, View):
    """One click: the programme gets a second language, or loses one; its texts stay."""

    permission_required = "event.update_event"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        event, known = request.event, {*dict(settings.LANGUAGES), *request.event.content_locales}
        before = event_languages(event)
        after = [code for code in request.POST.get("languages", "")[:200].split(",") if code]
        if not after or len(after) > MOST_LANGUAGES or len(set(after)) < len(after):
            raise Http404
        if not set(after) <= known | set(before):
            raise Http404
        if request.POST.get("before") != ",".join(before):
            text = pgettext("pretalx_ofa", "Somebody changed the languages meanwhile.")
            messages.error(request, text)
            return self.here()
        set_languages(event, after, person=request.user)
        self.tell(before, after)
        return self.here()

    def tell(self, before, after):
        texts = {
            "added": pgettext("pretalx_ofa", "{names}: texts and files follow."),
            "gone": pgettext(
                "pretalx_ofa", "{names}: taken out of the programme. Its texts are kept."
            ),
        }
        fields = [("before", ",".join(after)), ("languages", ",".join(before))]
        for what, codes in (
            ("added", [code for code in after if code not in before]),
            ("gone", [code for code in before if code not in after]),
        ):
            if codes:
                names = ", ".join(language_name(code, get_language()) for code in codes)
                text = texts[what].format(names=names)
                messages.success(
                    self.request, with_undo(self.request, text, self.url("languages"), fields)
                )


class LogisticsView(OverviewMixin, View):
    """One click: a track or session type becomes logistics (``out`` is 1), or stops being so (0)."""

    permission_required = "event.update_event"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        kind, pk = request.POST.get("kind"), read_id(request.POST.get("id"))
        things = {"tracks": request.event.tracks, "types": request.event.submission_types}
        thing = things[kind].filter(pk=pk).first() if kind in things else None
        is_left_out = {"1": True, "0": False}.get(request.POST.get("out"))
        if not thing or is_left_out is None:
            raise Http404
        set_logistics(request.event, kind, thing.pk, is_left_out=is_left_out, person=request.user)
        text = (
            pgettext("pretalx_ofa", "“{name}” is left out of track pages, books and counts.")
            if is_left_out
            else pgettext("pretalx_ofa", "“{name}” counts again.")
        )
        fields = [("kind", kind), ("id", thing.pk), ("out", int(not is_left_out))]
        text = with_undo(request, text.format(name=thing.name), self.url("logistics"), fields)
        messages.success(request, text)
        return self.here()


class SettingsView(EventPermissionRequired, FormView):
    permission_required = "event.update_event"
    http_method_names = FORM_METHODS
    template_name = "pretalx_ofa/overview/settings.html"
    extra_context = {"submit_buttons": [Button(color="primary")]}

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
