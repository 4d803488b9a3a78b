"""The programme with filters: by day and time, or as a table by room."""

from functools import partial
from urllib.parse import parse_qsl, urljoin
from zoneinfo import ZoneInfo

from pretalx_ofa.i18n import dates
from pretalx_ofa.i18n.languages import bcp47, spoken_name
from pretalx_ofa.i18n.words import pgettext_noop, words
from pretalx_ofa.presentation.agenda import DayView, agenda, entries_by_day, room_links
from pretalx_ofa.presentation.finding import Wanted
from pretalx_ofa.presentation.grid import DayTable, tables
from pretalx_ofa.presentation.localized import (
    LocalizedText,
    View,
    localized,
    phrase,
    phrases,
    written,
)
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.presentation.tracks import TrackView, content_tracks, session_count
from pretalx_ofa.widgets import options as reading_of
from pretalx_ofa.widgets.options import ALL, MissingError, Option
from pretalx_ofa.widgets.widget import THEME, Widget, WidgetView

LABEL = pgettext_noop("pretalx_ofa", "Programme")
# Up to so many sessions all days stand on one page; up to so many tracks all are in sight.
ONE_PAGE, OPEN_STRIP = 60, 12

OPTIONS = (
    Option("day", reading_of.day),
    Option("track", reading_of.numbers, ()),
    Option("room", reading_of.numbers, ()),
    Option("type", reading_of.numbers, ()),
    Option("spoken", reading_of.codes_of_languages, ()),
    Option("q", reading_of.words, ""),
    Option("tz", reading_of.zone),
    Option("layout", reading_of.one_of("list", "grid"), "list"),
    Option("abstracts", reading_of.flag, default=False),
    THEME,
)
FILTERS = ("track", "room", "type", "spoken", "q")


class Choice(View):
    """A link that changes one option, or a value to choose in the form."""

    value: str
    text: LocalizedText
    url: str = ""
    is_current: bool = False


class Select(View):
    """A list to choose one value of; several that the address asks for are one choice."""

    name: str
    label: LocalizedText
    choices: list[Choice]


class Phrases(View):
    """The words of the form, in the first language."""

    filter: LocalizedText
    search: LocalizedText
    submit: LocalizedText
    reset: LocalizedText
    abstracts: LocalizedText
    zone: LocalizedText
    days: LocalizedText
    all_days: LocalizedText
    tracks: LocalizedText
    layouts: LocalizedText
    no_room: LocalizedText
    rooms: LocalizedText


class AgendaView(WidgetView, kw_only=True):
    """``versions`` is empty for what has none; ``zones`` name the time zones of the times.

    ``tables`` are the days by room where that is asked for. ``empty`` is a sentence where nothing is
    found, ``without`` links that leave one filter out. ``hidden`` are [(name, value)] that the form
    carries on.
    """

    event: LocalizedText
    address: str
    dates: list[LocalizedText]
    versions: list[LocalizedText]
    zones: list[LocalizedText]
    phrases: Phrases
    tracks: list[TrackView]
    is_strip_folded: bool
    rooms: list[Choice]
    days_nav: list[Choice]
    layouts: list[Choice]
    action: str
    hidden: list[tuple[str, str]]
    reset: str
    is_filtered: bool
    q: str
    tz: str
    abstracts: bool
    selects: list[Select]
    days: list[DayView]
    tables: list[DayTable]
    empty: list[LocalizedText]
    without: list[Choice]


def view(programme, languages, options, links, now):
    return _Agenda(programme, languages, options, links, now).view()


def moment(programme, options, now):
    """Which day comes first changes with the calendar."""
    return None if options["day"] else _today(programme, now)


def _today(programme, now):
    return now.astimezone(programme.tz).date()


class _Agenda:
    def __init__(self, programme, languages, options, links, now):
        self.programme, self.languages, self.links = programme, languages, links
        self.options, self.main = options, languages[0]
        self.reading = Reading(programme, languages, links)
        self.today = _today(programme, now)
        self.dates = [day.date for day in programme.days]
        self.check()
        self.day = self.shown_day()

    def check(self):
        """Raises MissingError for what the programme does not have."""
        known = {
            "track": self.programme.track,
            "room": self.programme.room,
            "type": self.programme.type,
            "day": {None, ALL, *self.dates},
        }
        for name, values in known.items():
            asked = self.options[name]
            if any(one not in values for one in (asked if isinstance(asked, tuple) else (asked,))):
                raise MissingError(name, reading_of.NOT_FOUND)

    def test(self, **changed):
        chosen = {**self.options, **changed}
        return Wanted(*(chosen[name] for name in FILTERS)).test(self.programme)

    def count(self, **changed):
        """The number of times of sessions that are found."""
        test = self.test(**changed)
        return sum(
            not entry.is_break and test(entry)
            for date, entries in entries_by_day(self.programme)
            if self.day in (None, date)
            for entry in entries
        )

    def shown_day(self):
        """The date to show, None for all."""
        asked = self.options["day"]
        if asked:
            return None if asked == ALL else asked
        self.day = None
        if len(self.dates) < 2 or self.count() <= ONE_PAGE:
            return None
        test = self.test()
        found = [
            day.date
            for day in self.programme.days
            if any(not entry.is_break and test(entry) for entry in day.entries)
        ]
        return self.today if self.today in found else next(iter(found), None)

    def url(self, **changed):
        return self.links.widget("agenda", reading_of.query(OPTIONS, self.options, **changed))

    def words(self, message):
        return phrase(self.main, lambda words: words.translate(message))

    def view(self):
        programme, languages, options = self.programme, self.languages, self.options
        event, test = programme.event, self.test()
        days = agenda(
            self.reading,
            lambda date, entry: self.day in (None, date) and test(entry),
            abstracts=options["abstracts"],
            zone=options["tz"] and ZoneInfo(options["tz"]),
        )
        tracks = content_tracks(self.reading)
        action, _mark, rest = self.links.widget("agenda", "").partition("?")
        kept = [(name, options[name]) for name in ("layout", "theme")]
        return AgendaView(
            lang=bcp47(self.main),
            theme=options["theme"],
            titles=phrases(languages, lambda words: words.translate(LABEL)),
            event=localized(event.name, self.main),
            address=urljoin(self.links.site, self.url()),
            dates=written(languages, lambda code: dates.days(event.date_from, event.date_to, code)),
            versions=phrases(languages, partial(_version, programme.version))
            if programme.version
            else [],
            zones=self.zones(),
            phrases=Phrases(**{name: self.words(text) for name, text in PHRASES.items()}),
            tracks=tracks,
            is_strip_folded=len(tracks) > OPEN_STRIP,
            rooms=[
                Choice(
                    value=str(room.id),
                    text=localized(room.name, self.main),
                    url=self.links.room(room.id),
                )
                for room in programme.rooms
            ],
            days_nav=self.days_nav(),
            layouts=self.layouts(),
            action=action,
            hidden=[(name, value) for name, value in kept if value not in ("list", "auto")]
            + parse_qsl(rest),
            reset=self.url(day=None, tz=None, abstracts=False, **dict.fromkeys(FILTERS, ())),
            is_filtered=any(options[name] for name in FILTERS),
            q=options["q"],
            tz=options["tz"] or "",
            abstracts=options["abstracts"],
            selects=self.selects(),
            days=days,
            tables=tables(days, list(room_links(self.reading).values()))
            if options["layout"] == "grid"
            else [],
            empty=[] if days else phrases(languages, lambda words: words.translate(EMPTY)),
            without=[] if days else self.without(),
        )

    def zones(self):
        found = [self.programme.event.timezone]
        if self.options["tz"]:
            found.append(self.options["tz"])
        return [
            text
            for name in dict.fromkeys(found)
            for text in written(self.languages, partial(dates.zone, name))
        ]

    def days_nav(self):
        """All days, each by itself; on one page links to their place on it."""
        if len(self.dates) < 2:
            return []
        found = [
            Choice(
                value=str(date),
                text=LocalizedText(dates.short_day(date, self.main)),
                url=self.url(day=date),
                is_current=date == self.day,
            )
            for date in self.dates
        ]
        everything = Choice(
            value=ALL,
            text=self.words(PHRASES["all_days"]),
            url=self.url(day=ALL),
            is_current=self.day is None,
        )
        return [*found, everything]

    def layouts(self):
        return [
            Choice(
                value=name,
                text=self.words(LAYOUTS[name]),
                url=self.url(layout=name),
                is_current=self.options["layout"] == name,
            )
            for name in LAYOUTS
        ]

    def selects(self):
        programme, main = self.programme, self.main
        spoken = sorted({session.language for session in programme.sessions})
        reader = words(main).language
        values = {
            "day": [
                (ALL, self.words(PHRASES["all_days"])),
                *((str(day), LocalizedText(dates.short_day(day, main))) for day in self.dates),
            ],
            "track": [(str(one.id), localized(one.name, main)) for one in programme.tracks],
            "room": [(str(one.id), localized(one.name, main)) for one in programme.rooms],
            "type": [(str(one.id), localized(one.name, main)) for one in programme.types],
            "spoken": [(code, LocalizedText(spoken_name(code, reader))) for code in spoken],
        }
        return [
            self.select(name, choices)
            for name, choices in values.items()
            if len(choices) > 1 + (name == "day")
        ]

    def select(self, name, choices):
        asked = self.options[name]
        chosen = ",".join(map(str, asked)) if isinstance(asked, tuple) else str(asked or "")
        any_of_them = ("", self.words(SELECTS[name][1]))
        if chosen and chosen not in dict(choices):
            names = [text.text for value, text in choices if value in chosen.split(",")]
            choices = [(chosen, LocalizedText(", ".join(names) or chosen)), *choices]
        if name == "day":
            choices = (
                [(ALL, self.words(PHRASES["all_days"])), *choices] if chosen != ALL else choices
            )
        return Select(
            name=name,
            label=self.words(SELECTS[name][0]),
            choices=[
                Choice(value=value, text=text, is_current=value == chosen)
                for value, text in (any_of_them, *choices)
            ],
        )

    def without(self):
        """Links that leave out one filter, or the day, where that finds something."""
        found = []
        for name in FILTERS:
            empty = "" if name == "q" else ()
            if self.options[name] and (count := self.count(**{name: empty})):
                found.append(self.leave_out(name, count, **{name: empty}))
        if self.day:
            self.day, before = None, self.day
            if count := self.count():
                found.append(self.leave_out("day", count, day=ALL))
            self.day = before
        return found

    def leave_out(self, name, count, **changed):
        return Choice(
            value=name,
            url=self.url(**changed),
            text=phrase(
                self.main,
                lambda words: words.pgettext(
                    "pretalx_ofa", "without the filter “{name}”: {sessions}"
                ).format(
                    name=words.translate(SELECTS[name][0]), sessions=session_count(words, count)
                ),
            ),
        )


def _version(version, words):
    return words.pgettext("pretalx_ofa", "Version {version}").format(version=version)


LAYOUTS = {
    "list": pgettext_noop("pretalx_ofa", "List"),
    "grid": pgettext_noop("pretalx_ofa", "By room"),
}
# The label of each filter, and its choice that filters nothing.
SELECTS = {
    "day": (pgettext_noop("pretalx_ofa", "Day"), pgettext_noop("pretalx_ofa", "Any day")),
    "track": (pgettext_noop("pretalx_ofa", "Track"), pgettext_noop("pretalx_ofa", "All tracks")),
    "room": (pgettext_noop("pretalx_ofa", "Room"), pgettext_noop("pretalx_ofa", "All rooms")),
    "type": (pgettext_noop("pretalx_ofa", "Type"), pgettext_noop("pretalx_ofa", "All types")),
    "spoken": (
        pgettext_noop("pretalx_ofa", "Spoken language"),
        pgettext_noop("pretalx_ofa", "All languages"),
    ),
    "q": (pgettext_noop("pretalx_ofa", "Search"), ""),
}
EMPTY = pgettext_noop("pretalx_ofa", "No session fits.")
PHRASES = {
    "filter": pgettext_noop("pretalx_ofa", "Find sessions"),
    "search": SELECTS["q"][0],
    "submit": pgettext_noop("pretalx_ofa", "Show"),
    "reset": pgettext_noop("pretalx_ofa", "Everything"),
    "abstracts": pgettext_noop("pretalx_ofa", "With abstracts"),
    "zone": pgettext_noop("pretalx_ofa", "Second time zone"),
    "days": pgettext_noop("pretalx_ofa", "Days"),
    "all_days": pgettext_noop("pretalx_ofa", "All days"),
    "tracks": pgettext_noop("pretalx_ofa", "Tracks"),
    "layouts": pgettext_noop("pretalx_ofa", "Layout"),
    "no_room": pgettext_noop("pretalx_ofa", "Without a room"),
    "rooms": pgettext_noop("pretalx_ofa", "Rooms"),
}

AGENDA = Widget("agenda", LABEL, view, "pretalx_ofa/widgets/agenda.html", OPTIONS, moment)
