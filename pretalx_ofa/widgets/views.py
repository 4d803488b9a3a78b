from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from pretalx.cfp.views.event import EventPageMixin

from pretalx_ofa.base.asked import InLanguageAsked
from pretalx_ofa.base.event_settings import event_languages, reader_language
from pretalx_ofa.base.http import cache_control, etag_of, unless_known, varies_by_language
from pretalx_ofa.base.rules import everyone_sees_schedule
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.programme import snapshots
from pretalx_ofa.widgets.delivery import Delivery, widget_named

RETRY_SECONDS = 30


class ProgrammeMixin(InLanguageAsked, EventPageMixin):
    """Pages of the programme, for whoever may see pretalx's schedule; 503 where it is unavailable."""

    permission_required = "schedule.list_schedule"

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except snapshots.Unavailable:
            response = render(request, "pretalx_ofa/widgets/unavailable.html", status=503)
            response["Retry-After"] = RETRY_SECONDS
            return cache_control(response, visible_to_everyone=False)

    def finish(self, response, languages, **kinds):
        """Sets Content-Language and the cache headers of a response."""
        response["Content-Language"] = ", ".join(bcp47(code) for code in languages)
        visible = everyone_sees_schedule(self.request.event)
        return cache_control(response, visible_to_everyone=visible, **kinds)


class WidgetPage(ProgrammeMixin, TemplateView):
    """A widget inside pretalx's frame, in the language the reader asks for, or in two."""

    template_name = "pretalx_ofa/widgets/page.html"

    def get(self, request, *args, name, **asked):
        own = reader_language(request.event, translation.get_language())
        self.languages = self.asked or (own,)
        self.widget, self.options = widget_named(name, {**request.GET.dict(), **asked})
        self.snapshot = snapshots.current(request.event)
        drawn = super().get(request).render()
        # Of its bytes: the frame carries log-in, messages and links that no revision knows of.
        response = unless_known(request, etag_of(drawn.content), lambda: drawn)
        return self.finish(varies_by_language(request, response), self.languages, framed=True)

    @cached_property
    def delivery(self):
        if not self.snapshot:
            raise Http404
        return Delivery(
            self.request.event,
            self.snapshot,
            self.widget,
            self.options,
            languages=self.languages,
            asked=self.asked,
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.delivery.title(),
            fragment=self.delivery.html(),
            alternates=self.alternates(),
            **kwargs,
        )

    def alternates(self):
        """The same page in each language: its ``lang`` and address."""
        query = self.request.GET.copy()
        for name in set(query) - {option.name for option in self.widget.options}:
            del query[name]
        found = []
        for code in event_languages(self.request.event):
            query["lang"] = code
            url = self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")
            found.append({"lang": bcp47(code), "url": url})
        return found


class FrontPage(WidgetPage):
    """The agenda with links to all files; without a release a page with a sentence."""

    template_name = "pretalx_ofa/widgets/front.html"

    def get_context_data(self, **kwargs):
        if not self.snapshot:
            return TemplateView.get_context_data(self, **kwargs)
        return super().get_context_data(**kwargs)


class WidgetFragment(ProgrammeMixin, View):
    """A widget's HTML alone, for other sites: no frame, no cookie, absolute links."""

    def get(self, request, *args, name, **kwargs):
        event = request.event
        widget, chosen = widget_named(name, request.GET.dict())
        languages = self.asked or (event_languages(event)[0],)
        snapshot = snapshots.current(event)
        if not snapshot:
            raise Http404
        delivery = Delivery(event, snapshot, widget, chosen, languages=languages, asked=self.asked)
        response = unless_known(request, delivery.etag, lambda: HttpResponse(delivery.html()))
        return self.finish(response, languages, cors=True)
