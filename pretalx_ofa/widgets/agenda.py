from pretalx_ofa.i18n import dates
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.agenda import DayView, agenda
from pretalx_ofa.presentation.localized import LocalizedText, phrase, phrases, written
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.presentation.tracks import TrackView, content_tracks
from pretalx_ofa.widgets.widget import Widget, WidgetView

LABEL = pgettext_noop("pretalx_ofa", "Programme")


class AgendaView(WidgetView):
    """``versions`` is empty for what has none; ``zones`` name the time zone of all times."""

    dates: list[LocalizedText]
    versions: list[LocalizedText]
    zones: list[LocalizedText]
    tracks_label: LocalizedText
    tracks: list[TrackView]
    days: list[DayView]


def view(programme, languages, options, links, now):
    reading = Reading(programme, languages, links)
    event = programme.event
    return AgendaView(
        lang=bcp47(languages[0]),
        titles=phrases(languages, lambda words: words.translate(LABEL)),
        dates=written(languages, lambda code: dates.days(event.date_from, event.date_to, code)),
        versions=phrases(
            languages,
            lambda words: words.pgettext("pretalx_ofa", "Version {version}").format(
                version=programme.version
            ),
        )
        if programme.version
        else [],
        zones=written(languages, lambda code: dates.zone(event.timezone, code)),
        tracks_label=phrase(languages[0], lambda words: words.pgettext("pretalx_ofa", "Tracks")),
        tracks=content_tracks(reading),
        days=agenda(reading),
    )


AGENDA = Widget("agenda", LABEL, view, "pretalx_ofa/widgets/agenda.html")
