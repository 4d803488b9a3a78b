"""The links and the form by which a visitor changes what the agenda shows."""

from urllib.parse import parse_qsl

from pretalx_ofa.i18n import dates
from pretalx_ofa.i18n.languages import spoken_name
from pretalx_ofa.i18n.words import pgettext_noop, words
from pretalx_ofa.presentation.agenda import room_names, time_anchor
from pretalx_ofa.presentation.localized import LocalizedText, View, localized, phrase
from pretalx_ofa.presentation.now import running_since
from pretalx_ofa.presentation.options import ALL, query
from pretalx_ofa.presentation.tracks import session_count
from pretalx_ofa.widgets.choices import Choice, Select
from pretalx_ofa.widgets.search import FILTERS, LABELS, OPTIONS


class Phrases(View):
    find: LocalizedText
    search: LocalizedText
    zone: LocalizedText
    abstracts: LocalizedText
    show: LocalizedText
    everything: LocalizedText
    days: LocalizedText


class FiltersView(View):
    """``hidden`` are [(name, value)] that the form carries on, ``without`` links that leave one filter
    out where nothing is found.
    """

    phrases: Phrases
    is_open: bool
    action: str
    hidden: list[tuple[str, str]]
    q: str
    tz: str
    abstracts: bool
    selects: list[Select]
    everything: str
    days: list[Choice]
    now: list[Choice]
    layouts: list[Choice]
    without: list[Choice]


PHRASES = {
    "find": pgettext_noop("pretalx_ofa", "Find sessions"),
    "search": LABELS["q"],
    "zone": pgettext_noop("pretalx_ofa", "Second time zone"),
    "abstracts": pgettext_noop("pretalx_ofa", "With abstracts"),
    "show": pgettext_noop("pretalx_ofa", "Show"),
    "everything": pgettext_noop("pretalx_ofa", "Everything"),
    "days": pgettext_noop("pretalx_ofa", "Days"),
}
ALL_DAYS = pgettext_noop("pretalx_ofa", "All days")
LAYOUTS = {
    "list": pgettext_noop("pretalx_ofa", "List"),
    "grid": pgettext_noop("pretalx_ofa", "By room"),
}
# The choice of each list that filters nothing.
ANY = {
    "day": pgettext_noop("pretalx_ofa", "Any day"),
    "track": pgettext_noop("pretalx_ofa", "All tracks"),
    "room": pgettext_noop("pretalx_ofa", "All rooms"),
    "type": pgettext_noop("pretalx_ofa", "All types"),
    "spoken": pgettext_noop("pretalx_ofa", "All languages"),
}
KEPT = ("layout", "theme")


def filters_view(search, language, links):
    """The :class:`FiltersView` of a :class:`Search` for a reader of ``language``."""
    options, programme = search.options, search.programme

    def url(**changed):
        return links.widget("agenda", query(OPTIONS, options, **changed))

    def said(message):
        return phrase(language, lambda words: words.translate(message))

    action, _mark, asked = links.widget("agenda", "").partition("?")
    defaults = {option.name: option.default for option in OPTIONS}
    kept = [(name, options[name]) for name in KEPT if options[name] != defaults[name]]
    days = [(str(day), LocalizedText(dates.short_day(day, language))) for day in search.dates]
    spoken = sorted({session.language for session in programme.sessions})
    reader = words(language).language
    values = {
        "day": [(ALL, said(ALL_DAYS)), *days] if len(days) > 1 else [],
        "track": [(str(one.id), localized(one.name, language)) for one in programme.tracks],
        "room": [(str(one.id), *room_names(one, (language,))) for one in programme.rooms],
        "type": [(str(one.id), localized(one.name, language)) for one in programme.types],
        "spoken": [(code, LocalizedText(spoken_name(code, reader))) for code in spoken],
    }
    return FiltersView(
        phrases=Phrases(**{name: said(message) for name, message in PHRASES.items()}),
        is_open=search.is_filtered,
        action=action,
        hidden=kept + parse_qsl(asked),
        q=options["q"],
        tz=options["tz"] or "",
        abstracts=options["abstracts"],
        selects=[
            Select(
                name=name,
                label=said(LABELS[name]),
                choices=_choices(choices, options[name], said(ANY[name])),
            )
            for name, choices in values.items()
            if len(choices) > 1
        ],
        everything=url(day=None, tz=None, abstracts=False, **FILTERS),
        days=[
            *(
                Choice(text=text, url=url(day=day), is_current=day == str(search.day))
                for day, text in days
            ),
            Choice(text=said(ALL_DAYS), url=url(day=ALL), is_current=search.day is None),
        ]
        if len(days) > 1
        else [],
        now=_now(search, language, url, links),
        layouts=[
            Choice(text=said(message), url=url(layout=name), is_current=options["layout"] == name)
            for name, message in LAYOUTS.items()
        ]
        if not programme.is_featured
        else [],
        without=[
            Choice(text=_without(name, count, language), url=url(**changed))
            for name, changed, count in search.wider()
        ],
    )


def _choices(choices, asked, any_of_them):
    """[:class:`Choice`]; several values that are asked for are one choice more."""
    chosen = ",".join(map(str, asked)) if isinstance(asked, tuple) else str(asked or "")
    if chosen and chosen not in dict(choices):
        names = [text.text for value, text in choices if value in chosen.split(",")]
        choices = [(chosen, LocalizedText(", ".join(names) or chosen)), *choices]
    return [
        Choice(value=value, text=text, is_current=value == chosen)
        for value, text in (("", any_of_them), *choices)
    ]


def _now(search, language, url, links):
    """While the event is on: the place of this time, and what runs and comes next."""
    since = running_since(search.programme, search.now)
    if not since:
        return []
    start = since.astimezone(search.programme.tz)
    place = url() if search.day in (None, search.today) else url(day=search.today)
    return [
        Choice(text=phrase(language, _jump), url=f"{place}#{time_anchor(start)}"),
        Choice(text=phrase(language, _now_and_next), url=links.widget("now", "")),
    ]


def _jump(words):
    return words.pgettext("pretalx_ofa", "Jump to now")


def _now_and_next(words):
    return words.pgettext("pretalx_ofa", "Now and next")


def _without(name, count, language):
    return phrase(
        language,
        lambda words: words.pgettext(
            "pretalx_ofa", "without the filter “{name}”: {sessions}"
        ).format(name=words.translate(LABELS[name]), sessions=session_count(words, count)),
    )
