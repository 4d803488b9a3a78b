"""Widgets as pages in pretalx's frame, as documents for iframes, and as fragments for other sites."""

from csp.decorators import csp_update
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.generic import TemplateView, View
from pretalx.cfp.views.event import EventPageMixin

from pretalx_ofa.base.asked import InLanguageAsked
from pretalx_ofa.base.event_settings import event_languages, reader_language
from pretalx_ofa.base.http import cache_control, etag_of, unless_known, varies_by_language
from pretalx_ofa.base.links import our_address
from pretalx_ofa.base.rules import everyone_may
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.programme import snapshots
from pretalx_ofa.widgets import refusals
from pretalx_ofa.widgets.delivery import Delivery, widget_named
from pretalx_ofa.widgets.options import MissingError, OptionError

RETRY_SECONDS = 30


class ProgrammePage(InLanguageAsked, EventPageMixin, TemplateView):
    """A page of the programme inside pretalx's frame, in the language the reader asks for, or in two.

    Whoever may see pretalx's schedule may see it. What its address asks for and cannot have is a page
    with a sentence: 404, 400 or 503.
    """

    permission_required = "schedule.list_schedule"

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


class WidgetPage(ProgrammePage):
    template_name = "pretalx_ofa/widgets/page.html"

    def get(self, request, *args, name, **asked):
        own = reader_language(request.event, translation.get_language())
        self.languages = self.asked or (own,)
        given = dict(request.GET.lists()) | {key: [text] for key, text in asked.items()}
        self.widget, self.options = widget_named(name, given)
        self.snapshot = snapshots.current(request.event)
        drawn = super().get(request).render()
        # Of its bytes: the frame carries log-in, messages and links that no revision knows of.
        response = unless_known(request, etag_of(drawn.content), lambda: drawn)
        response["Content-Language"] = _tags(self.languages)
        visible = everyone_may(request.event, self.permission_required)
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


class WidgetFragment(InLanguageAsked, View):
    """A widget's HTML alone, for other sites: no frame, no cookie, absolute links.

    Whoever may see pretalx's own widget may see it. What cannot be shown is a sentence and a link in its
    place, never an error: it would be an error of the site around it.
    """

    embedded = False

    def get(self, request, *args, name, **kwargs):
        event = request.event
        languages = self.asked or (event_languages(event)[0],)
        visible = everyone_may(event, "schedule.view_widget_schedule")
        try:
            response = self.deliver(name, languages)
        except OptionError as error:
            response = self.refuse(refusals.of(error), languages)
        except snapshots.Unavailable:
            response, visible = self.refuse(refusals.UNAVAILABLE, languages), False
        if not response:
            response, visible = self.refuse(refusals.NOT_PUBLIC, languages), False
        response["Content-Language"] = _tags(languages)
        return cache_control(response, visible_to_everyone=visible, cors=True)

    def deliver(self, name, languages):
        """The widget as a response; None for whoever may not see it, and before a release."""
        request = self.request
        widget, chosen = widget_named(name, dict(request.GET.lists()))
        if not request.user.has_perm("schedule.view_widget_schedule", request.event):
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
        return unless_known(request, delivery.etag, lambda: HttpResponse(self.document(delivery)))

    def document(self, delivery):
        return delivery.html()

    def refuse(self, message, languages):
        return HttpResponse(refusals.fragment(message, languages[0], self.request.event))


@method_decorator(xframe_options_exempt, name="dispatch")
@method_decorator(csp_update({"frame-ancestors": "*"}), name="dispatch")
class WidgetEmbed(WidgetFragment):
    """The same as a document of its own, for iframes."""

    embedded = True

    def document(self, delivery):
        return self.around(delivery.html(), delivery.title(), delivery.languages[0])

    def refuse(self, message, languages):
        sentence = refusals.fragment(message, languages[0], self.request.event)
        return HttpResponse(self.around(sentence, "", languages[0]))

    def around(self, fragment, title, language):
        context = {"fragment": fragment, "title": title, "lang": bcp47(language)}
        return render(self.request, "pretalx_ofa/widgets/embed.html", context).content


def _tags(languages):
    return ", ".join(bcp47(code) for code in languages)
