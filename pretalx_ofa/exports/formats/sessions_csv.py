"""One row a session, its languages in neighbouring columns: for spreadsheets and scripts."""

import datetime as dt

from pretalx_ofa.exports.formats.format import TABLES, Format, Rendered
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop, words
from pretalx_ofa.presentation.affiliations import affiliation_views
from pretalx_ofa.programme.text import Text
from pretalx_ofa.tables.csv_files import write_csv

STATES = {
    "original": pgettext_noop("pretalx_ofa", "Original"),
    "approved": pgettext_noop("pretalx_ofa", "Approved"),
    "outdated": pgettext_noop("pretalx_ofa", "Outdated"),
    "draft": pgettext_noop("pretalx_ofa", "Draft"),
    "missing": pgettext_noop("pretalx_ofa", "Missing"),
}


def render(programme, languages, options, links, now, fonts):
    """Headings and states are in the programme's first language. A cell holds exactly its language's
    words: without them it is empty, and the state column says why.
    """
    translate = words(programme.languages[0]).translate
    columns = list(_columns(programme, translate))
    headings = [heading for heading, _cell in columns]
    sessions = sorted(programme.sessions, key=_first_time)
    rows = [[cell(session) for _heading, cell in columns] for session in sessions]
    return Rendered(write_csv([headings, *rows]))


def _columns(programme, translate):
    """(heading, function of a session) from left to right."""

    def in_each(heading, cell):
        for code in programme.languages:
            yield (
                f"{translate(heading)} ({bcp47(code)})",
                lambda session, code=code: cell(session, code),
            )

    def own_words(field):
        return lambda session, code: _words(getattr(session, field), code)

    def name_in(table, field):
        return lambda session, code: _words(_name(table, getattr(session, field)), code)

    def rooms(session, code):
        return _lines(_words(_name(programme.room, slot.room), code) for slot in session.slots)

    def times(field):
        return lambda session: _lines(
            getattr(slot, field).astimezone(programme.tz).strftime("%Y-%m-%d %H:%M")
            for slot in session.slots
        )

    yield translate(CODE), lambda session: session.code
    yield from in_each(TITLE, own_words("title"))
    yield from in_each(ABSTRACT, own_words("abstract"))
    yield from in_each(DESCRIPTION, own_words("description"))
    yield from in_each(STATE, lambda session, code: translate(STATES[status(session, code)]))
    yield (
        translate(SPEAKERS),
        lambda session: _lines(
            programme.person[speaking.person].name for speaking in session.speakers
        ),
    )
    yield from in_each(
        AFFILIATIONS,
        lambda session, code: _lines(
            _affiliations(programme, speaking, code) for speaking in session.speakers
        ),
    )
    yield from in_each(TRACK, name_in(programme.track, "track"))
    yield from in_each(TYPE, name_in(programme.type, "type"))
    yield from in_each(ROOM, rooms)
    yield f"{translate(START)} ({programme.event.timezone})", times("start")
    yield f"{translate(END)} ({programme.event.timezone})", times("end")
    yield translate(MINUTES), lambda session: session.minutes
    yield translate(LANGUAGE), lambda session: bcp47(session.language)


def status(session, language):
    """One of ``STATES``: that of the weakest text; "draft" where only some texts have the language."""
    texts = [text for text in (session.title, session.abstract, session.description) if text.values]
    states = {text.state(language) for text in texts}
    if states <= {"missing"}:
        return "missing"
    if states == {"original"}:
        return "original"
    if states & {"missing", "draft", "machine"}:
        return "draft"
    if any(text.values[language].outdated for text in texts):
        return "outdated"
    return "approved"


def _words(text, language):
    """The words in exactly this language, else ""."""
    value = text.values.get(language)
    return value.text if value else ""


def _name(table, key):
    return table[key].name if key in table else Text()


def _affiliations(programme, speaking, language):
    """ "Professor, Lund University; Chair, Academy" of one of a session's speakers."""
    views = affiliation_views(programme, programme.affiliations_of(speaking), language)
    return "; ".join(view.text for view in views)


def _lines(parts):
    """One line a part, also for empty ones, so that lines of neighbouring cells correspond."""
    parts = list(parts)
    return "\n".join(parts) if any(parts) else ""


def _first_time(session):
    latest = dt.datetime.max.replace(tzinfo=dt.UTC)
    return min((slot.start for slot in session.slots), default=latest)


CODE = pgettext_noop("pretalx_ofa", "Code")
TITLE = pgettext_noop("pretalx_ofa", "Title")
ABSTRACT = pgettext_noop("pretalx_ofa", "Abstract")
DESCRIPTION = pgettext_noop("pretalx_ofa", "Description")
STATE = pgettext_noop("pretalx_ofa", "State")
SPEAKERS = pgettext_noop("pretalx_ofa", "Speakers")
AFFILIATIONS = pgettext_noop("pretalx_ofa", "Affiliations")
TRACK = pgettext_noop("pretalx_ofa", "Track")
TYPE = pgettext_noop("pretalx_ofa", "Type")
ROOM = pgettext_noop("pretalx_ofa", "Room")
START = pgettext_noop("pretalx_ofa", "Start")
END = pgettext_noop("pretalx_ofa", "End")
MINUTES = pgettext_noop("pretalx_ofa", "Minutes")
LANGUAGE = pgettext_noop("pretalx_ofa", "Language")

SESSIONS_CSV = Format(
    name="sessions.csv",
    label=pgettext_noop("pretalx_ofa", "Sessions as a table (CSV)"),
    group=TABLES,
    content_type="text/csv; charset=utf-8",
    render=render,
    icon="fa-table",
    in_menu=True,
    cors=True,
)
