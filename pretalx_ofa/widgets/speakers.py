"""Everybody who speaks, with photo and organisations, as cards or as a list."""

from urllib.parse import parse_qsl

from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.localized import LocalizedText, localized, phrase, phrases
from pretalx_ofa.presentation.options import (
    NOT_FOUND,
    MissingError,
    Option,
    numbers,
    one_of,
    query,
    words,
)
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.presentation.speakers import GROUPINGS, SpeakerGroup, found_by, speaker_cards
from pretalx_ofa.presentation.tracks import content_tracks
from pretalx_ofa.widgets.choices import Choice, Select
from pretalx_ofa.widgets.widget import THEME, Widget, WidgetView

LABEL = pgettext_noop("pretalx_ofa", "Speakers")
# With more groups than these, as of organisations, each has its heading and none a link on top.
MOST_LINKS = 60

OPTIONS = (
    Option("layout", one_of("wall", "list"), "wall"),
    Option("group", one_of(*GROUPINGS), "name"),
    Option("track", numbers, ()),
    Option("q", words, ""),
    THEME,
)


class SpeakersView(WidgetView, kw_only=True):
    """``places`` are links to the groups on the page. ``hidden`` are [(name, value)] that the form
    carries on. ``empty`` is a sentence where nobody is found."""

    count: list[LocalizedText]
    layout: str
    groups: list[SpeakerGroup]
    places: list[Choice]
    places_label: LocalizedText
    groupings: list[Choice]
    layouts: list[Choice]
    action: str
    hidden: list[tuple[str, str]]
    q: str
    search_label: LocalizedText
    submit_label: LocalizedText
    tracks: Select | None
    reset: str
    reset_label: LocalizedText
    is_filtered: bool
    empty: list[LocalizedText]


def view(programme, languages, options, links, now):
    if any(number not in programme.track for number in options["track"]):
        raise MissingError("track", NOT_FOUND)
    reading = Reading(programme, languages, links)
    asked, is_found = set(options["track"]), found_by(programme, options["q"])

    def is_wanted(person):
        tracks = {session.track for session in programme.sessions_of[person]}
        return (not asked or bool(asked & tracks)) and is_found(person)

    def label(message):
        return phrase(languages[0], lambda words: words.translate(message))

    def url(**changed):
        return links.widget("speakers", query(OPTIONS, options, **changed))

    def choices(name, messages):
        return [
            Choice(
                value=value,
                text=label(message),
                url=url(**{name: value}),
                is_current=options[name] == value,
            )
            for value, message in messages.items()
        ]

    cards = speaker_cards(reading, is_wanted)
    groups = GROUPINGS[options["group"]](reading, cards)
    if options["group"] == "track" and asked:
        wanted = {f"track-{number}" for number in asked}
        groups = [group for group in groups if group.anchor in wanted]
    action, _mark, rest = links.widget("speakers", "").partition("?")
    kept = query(OPTIONS, options, track=(), q="")
    return SpeakersView(
        lang=bcp47(languages[0]),
        titles=phrases(languages, lambda words: words.translate(LABEL)),
        summary=_count(languages, cards),
        theme=options["theme"],
        count=_count(languages, cards),
        layout=options["layout"],
        groups=groups,
        places=_places(groups, url()) if 1 < len(groups) <= MOST_LINKS else [],
        places_label=label(GROUPS),
        groupings=choices("group", GROUPING_LABELS),
        layouts=choices("layout", LAYOUTS),
        action=action,
        hidden=[*parse_qsl(kept), *parse_qsl(rest)],
        q=options["q"],
        search_label=label(SEARCH),
        submit_label=label(SUBMIT),
        tracks=_tracks(reading, options["track"], label),
        reset=url(track=(), q=""),
        reset_label=label(RESET),
        is_filtered=bool(asked or options["q"]),
        empty=[] if cards else phrases(languages, lambda words: words.translate(EMPTY)),
    )


def _count(languages, cards):
    number = len(cards)
    return phrases(
        languages,
        lambda words: words.npgettext(
            "pretalx_ofa", "one speaker", "{count} speakers", number
        ).format(count=number),
    )


def _places(groups, page):
    return [
        Choice(
            value=group.anchor,
            text=LocalizedText(group.sign) if group.sign else group.titles[0],
            url=f"{page}#{group.anchor}",
        )
        for group in groups
    ]


def _tracks(reading, asked, label):
    """The tracks to choose one of; None where there is only one."""
    tracks = content_tracks(reading)
    if len(tracks) < 2:
        return None
    names = {
        str(track.id): localized(reading.programme.track[track.id].name, reading.languages[0])
        for track in tracks
    }
    chosen = ",".join(map(str, asked))
    if len(asked) > 1:
        several = ", ".join(names[str(number)].text for number in asked if str(number) in names)
        names = {chosen: LocalizedText(several)} | names
    return Select(
        name="track",
        label=label(TRACK),
        choices=[
            Choice(value=value, text=text, is_current=value == chosen)
            for value, text in ({"": label(ALL_TRACKS)} | names).items()
        ],
    )


GROUPING_LABELS = {
    "name": pgettext_noop("pretalx_ofa", "By name"),
    "track": pgettext_noop("pretalx_ofa", "By track"),
    "organisation": pgettext_noop("pretalx_ofa", "By organisation"),
}
LAYOUTS = {
    "wall": pgettext_noop("pretalx_ofa", "Cards"),
    "list": pgettext_noop("pretalx_ofa", "List"),
}
GROUPS = pgettext_noop("pretalx_ofa", "On this page")
TRACK = pgettext_noop("pretalx_ofa", "Track")
ALL_TRACKS = pgettext_noop("pretalx_ofa", "All tracks")
SEARCH = pgettext_noop("pretalx_ofa", "Search")
SUBMIT = pgettext_noop("pretalx_ofa", "Show")
RESET = pgettext_noop("pretalx_ofa", "Everybody")
EMPTY = pgettext_noop("pretalx_ofa", "Nobody fits.")

SPEAKERS = Widget("speakers", LABEL, view, "pretalx_ofa/widgets/speakers.html", OPTIONS)
