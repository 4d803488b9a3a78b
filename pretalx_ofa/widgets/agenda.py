"""The programme with filters: by day and time, or as a table by room."""

from functools import partial
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from pretalx_ofa.i18n import dates
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation import json_ld
from pretalx_ofa.presentation.agenda import (
    FEATURED,
    DayView,
    agenda,
    agenda_by_track,
    room_links,
)
from pretalx_ofa.presentation.calendars import CalendarLinks, calendar_links
from pretalx_ofa.presentation.grid import DayTable, tables
from pretalx_ofa.presentation.localized import (
    LocalizedText,
    localized,
    phrase,
    phrases,
    written,
)
from pretalx_ofa.presentation.now import running_since
from pretalx_ofa.presentation.options import query
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.presentation.tracks import TrackView, content_tracks
from pretalx_ofa.widgets.filters import FiltersView, filters_view
from pretalx_ofa.widgets.search import OPTIONS, Search, today
from pretalx_ofa.widgets.widget import Widget, WidgetView

LABEL = pgettext_noop("pretalx_ofa", "Programme")
TRACKS = pgettext_noop("pretalx_ofa", "Tracks")
NO_ROOM = pgettext_noop("pretalx_ofa", "Without a room")
EMPTY = pgettext_noop("pretalx_ofa", "No session fits.")
COMING = pgettext_noop(
    "pretalx_ofa",
    "These are only some of the sessions. The schedule, with days and times, follows later.",
)
# Of so many tracks all are in sight.
OPEN_STRIP = 12


class AgendaView(WidgetView, kw_only=True):
    """``versions`` is empty for what has none; ``zones`` name the time zones of the times. ``coming``
    says of featured sessions, which have no times and stand by track, that the schedule follows.

    ``tables`` are the days by room where that is asked for, ``empty`` a sentence where nothing is
    found. ``event`` and ``address`` are printed.
    """

    event: LocalizedText
    address: str
    dates: list[LocalizedText]
    coming: list[LocalizedText]
    versions: list[LocalizedText]
    zones: list[LocalizedText]
    tracks: list[TrackView]
    tracks_label: LocalizedText
    is_strip_folded: bool
    filters: FiltersView
    calendar: CalendarLinks | None
    days: list[DayView]
    tables: list[DayTable]
    no_room: LocalizedText
    empty: list[LocalizedText]


def view(programme, languages, options, links, now):
    reading, search = Reading(programme, languages, links), Search(programme, options, now)
    event, main = programme.event, languages[0]
    is_featured, days = programme.is_featured, _days(reading, search)
    tracks = content_tracks(reading)
    zones = () if is_featured else dict.fromkeys(filter(None, (event.timezone, options["tz"])))
    return AgendaView(
        lang=bcp47(main),
        theme=options["theme"],
        titles=_phrases(languages, FEATURED if is_featured else LABEL),
        event=localized(event.name, main),
        address=urljoin(links.site, links.widget("agenda", query(OPTIONS, options))),
        dates=written(languages, lambda code: dates.days(event.date_from, event.date_to, code)),
        coming=_phrases(languages, COMING) if is_featured else [],
        versions=phrases(languages, partial(_version, programme.version))
        if programme.version
        else [],
        zones=[text for name in zones for text in written(languages, partial(dates.zone, name))],
        tracks=tracks,
        tracks_label=phrase(main, lambda words: words.translate(TRACKS)),
        is_strip_folded=len(tracks) > OPEN_STRIP,
        filters=filters_view(search, main, links),
        calendar=calendar_links(reading),
        days=days,
        tables=tables(days, list(room_links(reading).values()))
        if options["layout"] == "grid" and not is_featured
        else [],
        no_room=phrase(main, lambda words: words.translate(NO_ROOM)),
        empty=[] if days else _phrases(languages, EMPTY),
    )


def _days(reading, search):
    options = search.options
    if reading.programme.is_featured:
        return agenda_by_track(reading, search.is_found(), abstracts=options["abstracts"])
    zone = options["tz"] and ZoneInfo(options["tz"])
    return agenda(reading, search.is_found(), abstracts=options["abstracts"], zone=zone)


def moment(programme, options, now):
    """Which day comes first changes with the calendar, and where "now" leads with the time."""
    return (None if options["day"] else today(programme, now)), running_since(programme, now)


def _phrases(languages, message):
    return phrases(languages, lambda words: words.translate(message))


def _version(version, words):
    return words.pgettext("pretalx_ofa", "Version {version}").format(version=version)


AGENDA = Widget(
    "agenda",
    LABEL,
    view,
    "pretalx_ofa/widgets/agenda.html",
    OPTIONS,
    moment,
    json_ld=lambda reading, _options: json_ld.event(reading),
)
