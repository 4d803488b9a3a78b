"""The page on which organisers choose what another site shows, see it, and copy it from."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView, View
from django_context_decorator import context
from msgspec.structs import replace
from pretalx.common.views.mixins import EventPermissionRequired

from pretalx_ofa.base.http import cache_control
from pretalx_ofa.embedding.forms import EmbedForm
from pretalx_ofa.embedding.snippets import privacy, snippets
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.presentation import options
from pretalx_ofa.programme import snapshots
from pretalx_ofa.widgets.delivery import Delivery
from pretalx_ofa.widgets.sites import sites_of
from pretalx_ofa.widgets.views import WidgetEmbed

PERMISSION = "submission.orga_update_submission"
# The pages that a widget is tried on.
GROUNDS = {
    "light": pgettext_lazy("pretalx_ofa", "On a light page"),
    "dark": pgettext_lazy("pretalx_ofa", "On a dark page"),
    "styled": pgettext_lazy("pretalx_ofa", "On a page with a font and colours of its own"),
}


class EmbedView(EventPermissionRequired, TemplateView):
    permission_required = PERMISSION
    template_name = "pretalx_ofa/embedding/embed.html"

    @context
    @cached_property
    def form(self):
        form = EmbedForm(self.request.GET, event=self.request.event)
        if form.is_valid():
            try:
                self.title = self.drawn_title(form)
            except options.OptionError as error:
                form.refuse(error)
        return form

    def drawn_title(self, form):
        """The name of what the widget shows, or its own while there is no programme to show."""
        event = self.request.event
        try:
            snapshot = snapshots.current(event)
        except snapshots.Unavailable:
            snapshot = None
        if not snapshot:
            return dict(form.fields["widget"].choices)[form.chosen.name]
        return Delivery(
            event,
            snapshot,
            form.chosen,
            form.options,
            languages=form.languages,
            asked=form.languages,
            absolute=True,
        ).title()

    @cached_property
    def query(self):
        return options.query(self.form.chosen.options, self.form.options)

    @context
    @cached_property
    def previews(self):
        """[(name, label, address)] of the pages around the widget."""
        if not self.form.is_valid():
            return []
        event, widget = self.request.event, self.form.chosen
        return [
            (
                ground,
                label,
                preview_url(event, ground, widget.name, self.form.languages, self.query),
            )
            for ground, label in GROUNDS.items()
        ]

    @context
    @cached_property
    def snippets(self):
        if not self.form.is_valid():
            return []
        form, event = self.form, self.request.event
        return snippets(event, form.chosen, self.query, form.languages, self.title)

    @context
    def privacy(self):
        return [
            {"lang": bcp47(code), "sentence": sentence}
            for code, sentence in privacy(self.request.event)
        ]

    @context
    def sites(self):
        return sites_of(self.request.event)


class PreviewView(EventPermissionRequired, View):
    """A widget on a page that looks like another site's. Below /orga/, since the event's own domain
    would be another site to the page around it.
    """

    permission_required = PERMISSION

    def get(self, request, *args, **kwargs):
        if kwargs["ground"] not in GROUNDS:
            raise Http404
        response = PreviewDocument.as_view()(request, *args, **kwargs)
        return cache_control(response, visible_to_everyone=False)


class PreviewDocument(WidgetEmbed):
    template_name = "pretalx_ofa/embedding/preview.html"

    def frames(self):
        return ["'self'"]

    def document(self, delivery):
        # Filters are tried in place.
        delivery.links = replace(delivery.links, widget=self.widget_url)
        return super().document(delivery)

    def widget_url(self, name, query):
        return preview_url(self.request.event, self.kwargs["ground"], name, self.asked, query)


def preview_url(event, ground, name, languages, query):
    path = reverse(
        "plugins:pretalx_ofa:preview",
        kwargs={"event": event.slug, "ground": ground, "name": name},
    )
    return f"{path}?lang={','.join(languages)}{query and '&'}{query}"
