"""One session as a card, for a page that tells of it."""

from pretalx_ofa.i18n import dates
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation import json_ld
from pretalx_ofa.presentation.localized import LocalizedText, phrase, written
from pretalx_ofa.presentation.options import NOT_FOUND, MissingError, Option, code
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.presentation.session_card import SessionCard, session_card
from pretalx_ofa.widgets.widget import THEME, Widget, WidgetView

LABEL = pgettext_noop("pretalx_ofa", "Session")


class CardView(WidgetView, kw_only=True):
    card: SessionCard
    zones: list[LocalizedText]
    has_abstract: bool
    abstract_label: LocalizedText


def view(programme, languages, options, links, now):
    card = session_card(Reading(programme, languages, links), options["session"])
    if not card:
        raise MissingError("session", NOT_FOUND)
    entry = card.entry
    return CardView(
        lang=bcp47(languages[0]),
        titles=entry.titles or [side.title for side in entry.sides if side.title],
        summary=card.times[0].times if card.times else [],
        theme=options["theme"],
        card=card,
        zones=written(languages, lambda code: dates.zone(programme.event.timezone, code)),
        has_abstract=any(side.abstract for side in entry.sides),
        abstract_label=phrase(
            languages[0], lambda words: words.pgettext("pretalx_ofa", "Abstract")
        ),
    )


SESSION = Widget(
    "session",
    LABEL,
    view,
    "pretalx_ofa/widgets/session.html",
    options=(Option("session", code), THEME),
    json_ld=lambda reading, options: json_ld.session(reading, options["session"]),
    address=lambda links, options: links.session(options["session"]),
)
