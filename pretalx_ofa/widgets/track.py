from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.agenda import DayView, agenda
from pretalx_ofa.presentation.localized import LocalizedText, phrase, phrases
from pretalx_ofa.presentation.marks import languages_named
from pretalx_ofa.presentation.options import NOT_FOUND, MissingError, Option, number
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.presentation.times import duration
from pretalx_ofa.presentation.tracks import TrackView, content_tracks, session_count
from pretalx_ofa.widgets.widget import THEME, Widget, WidgetView

LABEL = pgettext_noop("pretalx_ofa", "Track")


class TrackPage(WidgetView, kw_only=True):
    """A track"s page: ``figures`` is a line of numbers and the languages its sessions are held in."""

    track: TrackView
    figures: list[LocalizedText]
    days: list[DayView]
    front: str
    front_label: LocalizedText
    neighbours_label: LocalizedText
    neighbours: list[TrackView]


def view(programme, languages, options, links, now):
    reading = Reading(programme, languages, links)
    tracks = content_tracks(reading)
    place = next((n for n, track in enumerate(tracks) if track.id == options["track"]), None)
    if place is None:
        raise MissingError("track", NOT_FOUND)
    track = tracks[place]
    neighbours = [*tracks[max(0, place - 1) : place], *tracks[place + 1 : place + 2]]
    sessions = [s for s in programme.content_sessions if s.track == track.id]
    return TrackPage(
        lang=bcp47(languages[0]),
        titles=track.names,
        track=track,
        figures=phrases(languages, lambda words: _figures(words, sessions)),
        days=agenda(
            reading,
            lambda _date, entry: (
                not entry.is_break and entry.item.track == track.id and not entry.item.logistics
            ),
            abstracts=True,
            without="track",
        ),
        theme=options["theme"],
        front=links.front(),
        front_label=phrase(languages[0], lambda words: words.pgettext("pretalx_ofa", "Programme")),
        neighbours_label=phrase(
            languages[0], lambda words: words.pgettext("pretalx_ofa", "Other tracks")
        ),
        neighbours=neighbours,
    )


def _figures(words, sessions):
    minutes = sum(session.minutes * len(session.slots) for session in sessions)
    people = len({speaking.person for session in sessions for speaking in session.speakers})
    return " · ".join(
        [
            session_count(words, len(sessions)),
            *([duration(minutes)] if minutes else []),
            words.npgettext("pretalx_ofa", "one speaker", "{count} speakers", people).format(
                count=people
            ),
            languages_named((session.language for session in sessions), words.language),
        ]
    )


TRACK = Widget(
    "track", LABEL, view, "pretalx_ofa/widgets/track.html", options=(Option("track", number), THEME)
)
