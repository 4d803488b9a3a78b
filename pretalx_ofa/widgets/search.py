"""What an address of the agenda asks for, and what the programme has of it."""

from functools import cached_property

from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation import options as reading
from pretalx_ofa.presentation.agenda import entries_by_day
from pretalx_ofa.presentation.finding import Wanted
from pretalx_ofa.presentation.options import ALL, MissingError, Option
from pretalx_ofa.widgets.widget import THEME

OPTIONS = (
    Option("day", reading.day),
    Option("track", reading.numbers, ()),
    Option("room", reading.numbers, ()),
    Option("type", reading.numbers, ()),
    Option("spoken", reading.codes_of_languages, ()),
    Option("q", reading.words, ""),
    Option("tz", reading.zone),
    Option("layout", reading.one_of("list", "grid"), "list"),
    Option("abstracts", reading.flag, default=False),
    THEME,
)
# Each filter, and the value of it that finds everything.
FILTERS = {"track": (), "room": (), "type": (), "spoken": (), "q": ""}
LABELS = {
    "day": pgettext_noop("pretalx_ofa", "Day"),
    "track": pgettext_noop("pretalx_ofa", "Track"),
    "room": pgettext_noop("pretalx_ofa", "Room"),
    "type": pgettext_noop("pretalx_ofa", "Type"),
    "spoken": pgettext_noop("pretalx_ofa", "Spoken language"),
    "q": pgettext_noop("pretalx_ofa", "Search"),
}
# Up to so many sessions all days stand on one page.
ONE_PAGE = 60


def today(programme, now):
    return now.astimezone(programme.tz).date()


class Search:
    """A programme searched with ``options`` ({name: value}). Raises MissingError for a day, track, room
    or type that it does not have.
    """

    def __init__(self, programme, options, now):
        self.programme, self.options, self.now = programme, options, now
        self.dates = [day.date for day in programme.days]
        self.today = today(programme, now)
        known = {
            "track": programme.track,
            "room": programme.room,
            "type": programme.type,
            "day": {None, ALL, *self.dates},
        }
        for name, values in known.items():
            asked = options[name]
            if any(one not in values for one in (asked if isinstance(asked, tuple) else (asked,))):
                raise MissingError(name, reading.NOT_FOUND)

    @property
    def is_filtered(self):
        return any(self.options[name] for name in FILTERS)

    @cached_property
    def day(self):
        """The date to show, None for all: of many sessions today's, else the first day's."""
        asked = self.options["day"]
        if asked or len(self.dates) == 1 or self.count(day=None) <= ONE_PAGE:
            return None if asked == ALL else asked
        test = self._test(self.options)
        found = [
            day.date
            for day in self.programme.days
            if any(not entry.is_break and test(entry) for entry in day.entries)
        ]
        return self.today if self.today in found else next(iter(found), None)

    def is_found(self):
        """A function that tells of a date and an :class:`Entry` whether it is shown."""
        test = self._test(self.options)
        return lambda date, entry: self.day in (None, date) and test(entry)

    def count(self, *, day, **changed):
        """How many times sessions are found on a ``day`` (None: on all) with other filters."""
        test = self._test(self.options | changed)
        return sum(
            not entry.is_break and test(entry)
            for date, entries in entries_by_day(self.programme)
            if day in (None, date)
            for entry in entries
        )

    def wider(self):
        """[(name, {option: value}, count)] of what leaves one filter out, or the day, and finds something."""
        changes = [
            (name, {name: everything}, self.count(day=self.day, **{name: everything}))
            for name, everything in FILTERS.items()
            if self.options[name]
        ]
        if self.day:
            changes.append(("day", {"day": ALL}, self.count(day=None)))
        return [change for change in changes if change[2]]

    def _test(self, options):
        return Wanted(*(options[name] for name in FILTERS)).test(self.programme)
