from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.localized import LocalizedText, View, phrases
from pretalx_ofa.presentation.options import Option, one_of
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.presentation.tracks import TrackView, content_tracks, figures
from pretalx_ofa.widgets.widget import THEME, Widget, WidgetView

LABEL = pgettext_noop("pretalx_ofa", "Tracks")


class ListedTrack(View):
    track: TrackView
    figures: list[LocalizedText]


class TracksView(WidgetView, kw_only=True):
    """``tracks`` are the strip; ``listed`` is empty where only that is asked for."""

    tracks: list[TrackView]
    listed: list[ListedTrack]


def view(programme, languages, options, links, now):
    reading = Reading(programme, languages, links)
    tracks = content_tracks(reading)
    is_list = options["layout"] == "list"
    return TracksView(
        lang=bcp47(languages[0]),
        titles=phrases(languages, lambda words: words.translate(LABEL)),
        theme=options["theme"],
        tracks=tracks,
        listed=[ListedTrack(track=track, figures=figures(reading, track)) for track in tracks]
        if is_list
        else [],
    )


TRACKS = Widget(
    "tracks",
    LABEL,
    view,
    "pretalx_ofa/widgets/tracks.html",
    options=(Option("layout", one_of("list", "strip"), "list"), THEME),
)
