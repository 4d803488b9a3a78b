from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation import json_ld
from pretalx_ofa.presentation.agenda import DayView, agenda
from pretalx_ofa.presentation.calendars import CalendarLinks, calendar_links
from pretalx_ofa.presentation.localized import LocalizedText, NamedLink, phrase
from pretalx_ofa.presentation.options import NOT_FOUND, MissingError, Option, flag, number
from pretalx_ofa.presentation.overlaps import Overlap, ParallelTrack, overlaps, parallel_tracks
from pretalx_ofa.presentation.people import index
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.presentation.tracks import TrackView, content_tracks, figures
from pretalx_ofa.widgets.widget import THEME, Widget, WidgetView

LABEL = pgettext_noop("pretalx_ofa", "Track")


class TrackPage(WidgetView, kw_only=True):
    """A track's page: ``figures`` is a line of numbers and the languages its sessions are held in.

    ``speakers`` are by name; ``overlaps`` are its sessions that run at the same time, ``parallel`` the
    tracks that run beside it.
    """

    track: TrackView
    figures: list[LocalizedText]
    speakers_label: LocalizedText
    speakers: list[NamedLink]
    calendar: CalendarLinks | None
    days: list[DayView]
    overlaps_label: LocalizedText
    overlaps: list[Overlap]
    parallel_label: LocalizedText
    parallel: list[ParallelTrack]
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
    numbers = figures(reading, track)

    def label(message):
        return phrase(languages[0], lambda words: words.translate(message))

    return TrackPage(
        lang=bcp47(languages[0]),
        titles=track.names,
        summary=numbers,
        track=track,
        figures=numbers,
        speakers_label=label(SPEAKERS),
        speakers=[
            NamedLink(url=links.person(entry.code), names=[LocalizedText(entry.name)])
            for entry in index(programme)
            if any(session.track == track.id for session in programme.sessions_of[entry.code])
        ],
        calendar=calendar_links(reading, f"track={track.id}"),
        days=agenda(
            reading,
            lambda _date, entry: (
                not entry.is_break and entry.item.track == track.id and not entry.item.logistics
            ),
            abstracts=options["abstracts"],
            without="track",
            linked=True,
        ),
        overlaps_label=label(OVERLAPS),
        overlaps=overlaps(reading, track.id),
        parallel_label=label(PARALLEL),
        parallel=parallel_tracks(reading, track.id),
        theme=options["theme"],
        front=links.front(),
        front_label=label(PROGRAMME),
        neighbours_label=label(NEIGHBOURS),
        neighbours=[*tracks[max(0, place - 1) : place], *tracks[place + 1 : place + 2]],
    )


SPEAKERS = pgettext_noop("pretalx_ofa", "Speakers")
OVERLAPS = pgettext_noop("pretalx_ofa", "At the same time in this track")
PARALLEL = pgettext_noop("pretalx_ofa", "At the same time in other tracks")
PROGRAMME = pgettext_noop("pretalx_ofa", "Programme")
NEIGHBOURS = pgettext_noop("pretalx_ofa", "Other tracks")

TRACK = Widget(
    "track",
    LABEL,
    view,
    "pretalx_ofa/widgets/track.html",
    options=(Option("track", number), Option("abstracts", flag, default=True), THEME),
    json_ld=lambda reading, options: json_ld.track(reading, options["track"]),
    address=lambda links, options: links.track(options["track"]),
)
