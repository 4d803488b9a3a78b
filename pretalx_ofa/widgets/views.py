"""Widgets as pages in pretalx's frame, as documents for iframes, and as fragments for other sites."""

from functools import cache
from pathlib import Path

from django.contrib.messages import get_messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from django_minify_html.decorators import no_html_minification
from pretalx.cfp.views.event import EventPageMixin

from pretalx_ofa.base.asked import InLanguageAsked
from pretalx_ofa.base.event_settings import event_languages, reader_language
from pretalx_ofa.base.http import cache_control, etag_of, unless_known, varies_by_language
from pretalx_ofa.base.links import our_address
from pretalx_ofa.base.rules import everyone_may, programme_permission
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.presentation import options
from pretalx_ofa.presentation.options import MissingError, OptionError
from pretalx_ofa.programme import snapshots
from pretalx_ofa.widgets import refusals, sites
from pretalx_ofa.widgets.delivery import Delivery, widget_named
from pretalx_ofa.widgets.minifying import PLACE, around_fragment
from pretalx_ofa.widgets.widget import THEME

RETRY_SECONDS = 30


class ProgrammePage(InLanguageAsked, EventPageMixin, TemplateView):
    """A page of the programme inside pretalx's frame, in the language the reader asks for, or in two.

    Whoever may see pretalx's schedule may see it; before a release, whoever may see pretalx's featured
    sessions. What its address asks for and cannot have is a page with a sentence: 404, 400 or 503.
    """

    @property
    def permission_required(self):
        return programme_permission(self.request.event)

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except OptionError as error:
            return self.refuse(refusals.of(error), 404 if isinstance(error, MissingError) else 400)
        except snapshots.Unavailable:
            response = self.refuse(refusals.UNAVAILABLE, 503)
            response["Retry-After"] = RETRY_SECONDS
            return response

    def refuse(self, message, status):
        context = {"sentence": refusals.sentence(message, translation.get_language())}
        context["front"] = our_address(self.request, "front")
        response = render(self.request, "pretalx_ofa/widgets/refused.html", context, status=status)
        return cache_control(response, visible_to_everyone=False)


@method_decorator(no_html_minification, name="dispatch")
class WidgetPage(ProgrammePage):
    """``is_kept``: everybody gets these bytes, so that browsers may keep them for when they are offline."""

    template_name = "pretalx_ofa/widgets/page.html"

    def get(self, request, *args, name, **asked):
        own = reader_language(request.event, translation.get_language())
        self.languages = self.asked or (own,)
        given = dict(request.GET.lists()) | {key: [text] for key, text in asked.items()}
        self.widget, self.options = widget_named(name, given)
        self.snapshot = snapshots.current(request.event)
        visible = everyone_may(request.event, self.permission_required)
        self.is_kept = visible and request.user.is_anonymous and not len(get_messages(request))
        page = super().get(request).render()
        # Of the frame's bytes, too: it carries log-in, messages and links that no revision knows of.
        before, after = around_fragment(page.content.decode())
        etag = etag_of(before, after, self.snapshot and self.delivery.etag)
        response = unless_known(request, etag, lambda: HttpResponse([before, self.fragment, after]))
        response["Content-Language"] = _tags(self.languages)
        if self.is_kept:
            response["Ofa-Offline"] = "keep"
        return cache_control(
            varies_by_language(request, response), visible_to_everyone=visible, framed=True
        )

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

    @cached_property
    def fragment(self):
        return self.delivery.html() if self.snapshot else ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.delivery.title(),
            summary=self.delivery.summary(),
            fragment=PLACE,
            json_ld=self.delivery.json_ld(),
            refresh=self.delivery.refresh,
            canonical=self.delivery.page(self.languages),
            alternates=self.alternates(),
            **kwargs,
        )

    def alternates(self):
        """The same page in each language, and in the reader's own: its ``hreflang`` and address."""
        found = [
            {"lang": bcp47(code), "url": self.delivery.page((code,))}
            for code in event_languages(self.request.event)
        ]
        return [*found, {"lang": "x-default", "url": self.delivery.page(())}]


class FrontPage(WidgetPage):
    """The agenda with links to all files; where there is no programme yet a page with a sentence."""

    template_name = "pretalx_ofa/widgets/front.html"

    def get_context_data(self, **kwargs):
        if not self.snapshot:
            return TemplateView.get_context_data(self, **kwargs)
        return super().get_context_data(**kwargs)


@method_decorator(no_html_minification, name="dispatch")
class WidgetFragment(InLanguageAsked, View):
    """A widget's HTML alone, for other sites: no frame, no cookie, absolute links.

    Whoever may see pretalx's own widget may see it; before a release, whoever may see pretalx's
    featured sessions. What cannot be shown is a sentence and a link in its place, never an error: it
    would be an error of the site around it.
    """

    embedded = False

    @property
    def permission_required(self):
        return programme_permission(self.request.event, "schedule.view_widget_schedule")

    def get(self, request, *args, name, **kwargs):
        event = request.event
        languages = self.asked or (event_languages(event)[0],)
        visible = everyone_may(event, self.permission_required)
        try:
            response = self.deliver(name, languages)
        except OptionError as error:
            response = self.refuse(refusals.of(error), languages)
        except snapshots.Unavailable:
            response, visible = self.refuse(refusals.UNAVAILABLE, languages), False
        if not response:
            response, visible = self.refuse(refusals.NOT_PUBLIC, languages), False
        response["Content-Language"] = _tags(languages)
        sites.may_read(request, response)
        return cache_control(response, visible_to_everyone=visible)

    def deliver(self, name, languages):
        """The widget as a response; None for whoever may not see it, and without a programme."""
        request = self.request
        widget, chosen = widget_named(name, dict(request.GET.lists()))
        if not request.user.has_perm(self.permission_required, request.event):
            return None
        snapshot = snapshots.current(request.event)
        if not snapshot:
            return None
        delivery = Delivery(
            request.event,
            snapshot,
            widget,
            chosen,
            languages=languages,
            asked=self.asked,
            absolute=not self.embedded,
            embedded=self.embedded,
        )
        # Browsers keep the headers of the answer that they have: 304 brings no other sites.
        etag = etag_of(delivery.etag, sites.sites_of(request.event))
        response = unless_known(request, etag, lambda: HttpResponse(self.document(delivery)))
        if delivery.refresh and not self.embedded:
            response["Refresh"] = delivery.refresh
        return response

    def document(self, delivery):
        return delivery.html()

    def refuse(self, message, languages):
        return HttpResponse(self.refusal(message, languages[0]))

    def refusal(self, message, language):
        return refusals.fragment(message, language, self.request.event, self.theme)

    @property
    def theme(self):
        """As it is asked for, also of what cannot be shown."""
        try:
            return options.read((THEME,), dict(self.request.GET.lists()))["theme"]
        except OptionError:
            return THEME.default


class WidgetEmbed(WidgetFragment):
    """The same as a document of its own, for iframes."""

    embedded = True
    template_name = "pretalx_ofa/widgets/embed.html"

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        # Old browsers would heed X-Frame-Options, which names no sites.
        response.xframe_options_exempt = True
        response._csp_update = {"frame-ancestors": self.frames()}  # noqa: SLF001 -- django-csp's
        return response

    def frames(self):
        """The value of ``frame-ancestors``."""
        return sites.frame_ancestors(self.request.event)

    def document(self, delivery):
        return self.around(
            delivery.html(), delivery.title(), delivery.languages[0], refresh=delivery.refresh
        )

    def refuse(self, message, languages):
        title = refusals.sentence(message, languages[0]).text
        return HttpResponse(self.around(self.refusal(message, languages[0]), title, languages[0]))

    def around(self, fragment, title, language, *, refresh=None):
        context = {"view": self, "fragment": PLACE, "title": title, "lang": bcp47(language)}
        context["refresh"] = refresh
        page = render(self.request, self.template_name, context).content.decode()
        before, after = around_fragment(page)
        return f"{before}{fragment}{after}"


class WidgetAsset(View):
    """A file that other sites load, at an address that stays: the name of a static file changes."""

    TYPES = {
        "widget.js": "text/javascript",
        "widgets.css": "text/css",
        "offline.js": "text/javascript",
    }
    cors = True

    def get(self, request, *args, name, **kwargs):
        content = _static(name)
        response = unless_known(
            request,
            etag_of(content),
            lambda: HttpResponse(content, content_type=f"{self.TYPES[name]}; charset=utf-8"),
        )
        return cache_control(response, visible_to_everyone=True, cors=self.cors)


class OfflineWorker(WidgetAsset):
    """The service worker of an event's pages, in whose folder it stands. It removes itself where it is
    not found: the event is hidden, or without the plugin."""

    cors = False

    def get(self, request, *args, **kwargs):
        if not everyone_may(request.event, programme_permission(request.event)):
            raise Http404
        return super().get(request, *args, **kwargs)


@cache
def _static(name):
    return (Path(__file__).parent.parent / "static" / "pretalx_ofa" / name).read_bytes()


def _tags(languages):
    return ", ".join(bcp47(code) for code in languages)
