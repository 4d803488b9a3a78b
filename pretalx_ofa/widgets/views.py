from django.conf import settings
from django.http import Http404
from django.utils import translation
from django.views.generic import TemplateView
from pretalx.cfp.views.event import EventPageMixin

from pretalx_ofa.base.event_settings import event_languages, reader_language
from pretalx_ofa.host.session_page import person
from pretalx_ofa.i18n.languages import bcp47, resolve
from pretalx_ofa.programme import snapshots
from pretalx_ofa.widgets.agenda import Reader
from pretalx_ofa.widgets.track_page import track_page


class ProgrammePageMixin(EventPageMixin):
    """A public page drawn from the current picture, in the language the reader asks for."""

    permission_required = "schedule.list_schedule"

    def get(self, request, *args, **kwargs):
        self.language = self.choose_language()
        snapshot = snapshots.current(request.event)
        self.programme = snapshot and snapshots.programme_of(snapshot)
        response = super().get(request, *args, **kwargs)
        response["Content-Language"] = bcp47(self.language)
        return response

    def choose_language(self):
        """pretalx knows exact codes only; `pt`, `pt-BR` and `pt_PT` are asked for just as well."""
        event = self.request.event
        asked = resolve(self.request.GET.get("lang"), event_languages(event))
        if not asked:
            return reader_language(event, translation.get_language())
        if asked in dict(settings.LANGUAGES):
            translation.activate(asked)
            self.request.LANGUAGE_CODE = asked
        return asked

    def get_context_data(self, **kwargs):
        event = self.request.event
        base = self.request.build_absolute_uri(self.request.path)
        alternates = [
            {"lang": bcp47(code), "url": f"{base}?lang={code}"} for code in event_languages(event)
        ]
        return super().get_context_data(lang=bcp47(self.language), alternates=alternates, **kwargs)


class FrontView(ProgrammePageMixin, TemplateView):
    template_name = "pretalx_ofa/widgets/front.html"

    def get_context_data(self, **kwargs):
        if not self.programme:
            return super().get_context_data(**kwargs)
        reader = Reader(self.programme, self.language)
        return super().get_context_data(
            title=reader.say(self.programme.event.name),
            dates=reader.dates,
            version=self.programme.version,
            tracks=reader.tracks(),
            days=list(reader.days()),
            **kwargs,
        )


class TrackView(ProgrammePageMixin, TemplateView):
    template_name = "pretalx_ofa/widgets/track.html"

    def get(self, request, *args, track, **kwargs):
        self.number, _dash, self.slug = track.partition("-")
        if not self.number.isdecimal():
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        page = self.programme and track_page(self.programme, self.language, int(self.number))
        if not page:
            raise Http404
        return super().get_context_data(page=page, **kwargs)


class PersonView(ProgrammePageMixin, TemplateView):
    """Somebody's affiliations: what the script on pretalx's speaker page shows, as a page too."""

    template_name = "pretalx_ofa/session/person.html"

    def get_context_data(self, **kwargs):
        reader = self.programme and Reader(self.programme, self.language)
        found = reader and person(reader, self.kwargs["code"])
        if not found:
            raise Http404
        return super().get_context_data(person=found, **kwargs)
