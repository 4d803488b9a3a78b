"""What runs now and what comes next, in each room or track."""

import datetime as dt
from math import ceil

from pretalx_ofa.i18n import dates
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.finding import Wanted
from pretalx_ofa.presentation.localized import LocalizedText, phrase, phrases, written
from pretalx_ofa.presentation.now import GROUPINGS, NowGroup, boundaries, next_boundary
from pretalx_ofa.presentation.options import (
    NOT_FOUND,
    MissingError,
    Option,
    flag,
    numbers,
    one_of,
    query,
)
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.widgets.choices import Choice
from pretalx_ofa.widgets.widget import THEME, Widget, WidgetView

LABEL = pgettext_noop("pretalx_ofa", "Now and next")
# Somebody may have moved a session since.
MOST_SECONDS = 60

OPTIONS = (
    Option("by", one_of(*GROUPINGS), "room"),
    Option("track", numbers, ()),
    Option("room", numbers, ()),
    Option("refresh", flag, default=True),
    THEME,
)


class NowPage(WidgetView, kw_only=True):
    """``state`` is a sentence before and after the event and where nothing comes."""

    state: list[LocalizedText]
    zones: list[LocalizedText]
    groups: list[NowGroup]
    now_label: list[LocalizedText]
    next_label: list[LocalizedText]
    nothing_label: list[LocalizedText]
    choices: list[Choice]
    front: str
    front_label: LocalizedText


def moment(programme, options, now):
    """The next time at which something starts or ends, and the day: next things name another one."""
    return next_boundary(programme, now), now.astimezone(programme.tz).date()


def refresh(programme, options, now):
    boundary = next_boundary(programme, now)
    if not boundary or not options["refresh"]:
        return None
    # A moment later, so that it is over.
    return min(MOST_SECONDS, ceil((boundary - now) / dt.timedelta(seconds=1)) + 1)


def view(programme, languages, options, links, now):
    for name, known in (("track", programme.track), ("room", programme.room)):
        if any(number not in known for number in options[name]):
            raise MissingError(name, NOT_FOUND)
    reading = Reading(programme, languages, links)
    wanted = Wanted(tracks=options["track"], rooms=options["room"]).test(programme)
    groups = GROUPINGS[options["by"]](reading, now, wanted)

    def label(message):
        return phrases(languages, lambda words: words.translate(message))

    def choice(value, message, **changed):
        return Choice(
            value=value,
            text=phrase(languages[0], lambda words: words.translate(message)),
            url=links.widget("now", query(OPTIONS, options, **changed)),
            is_current=all(options[name] == one for name, one in changed.items()),
        )

    choices = [
        choice("room", BY_ROOM, by="room"),
        choice("track", BY_TRACK, by="track"),
        choice("refresh", STAY, refresh=False)
        if options["refresh"]
        else choice("refresh", REFRESH, refresh=True),
    ]
    return NowPage(
        lang=bcp47(languages[0]),
        titles=label(LABEL),
        theme=options["theme"],
        state=label(_state(programme, groups, now)),
        zones=written(languages, lambda code: dates.zone(programme.event.timezone, code)),
        groups=groups,
        now_label=label(NOW),
        next_label=label(NEXT),
        nothing_label=label(NOTHING),
        choices=choices if next_boundary(programme, now) else [],
        front=links.front(),
        front_label=phrase(languages[0], lambda words: words.pgettext("pretalx_ofa", "Programme")),
    )


def _state(programme, groups, now):
    moments = boundaries(programme)
    if moments and now < moments[0]:
        return BEFORE
    if not moments or now >= moments[-1]:
        return AFTER if moments else EMPTY
    return "" if groups else EMPTY


NOW = pgettext_noop("pretalx_ofa", "Now")
NEXT = pgettext_noop("pretalx_ofa", "Next")
NOTHING = pgettext_noop("pretalx_ofa", "Nothing right now")
BEFORE = pgettext_noop("pretalx_ofa", "The event has not begun yet.")
AFTER = pgettext_noop("pretalx_ofa", "The event is over.")
EMPTY = pgettext_noop("pretalx_ofa", "Nothing is scheduled any more.")
BY_ROOM = pgettext_noop("pretalx_ofa", "By room")
BY_TRACK = pgettext_noop("pretalx_ofa", "By track")
STAY = pgettext_noop("pretalx_ofa", "Do not refresh")
REFRESH = pgettext_noop("pretalx_ofa", "Refresh by itself")

NOW_AND_NEXT = Widget(
    "now", LABEL, view, "pretalx_ofa/widgets/now.html", OPTIONS, moment, refresh=refresh
)
