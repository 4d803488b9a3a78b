"""The book: every session in one language, or in two side by side; tagged, each word with its language."""

import datetime as dt
from functools import cache
from itertools import combinations

from pretalx_ofa.exports.formats.bounds import bounded, line
from pretalx_ofa.exports.formats.fonts import clean
from pretalx_ofa.exports.formats.format import DOCUMENTS, Format, Rendered
from pretalx_ofa.exports.formats.typesetting import typeset
from pretalx_ofa.i18n import dates
from pretalx_ofa.i18n.languages import babel_locale, bcp47, primary
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.agenda import sessions_by_day
from pretalx_ofa.presentation.localized import LocalizedText, each, phrases, written
from pretalx_ofa.presentation.marks import in_words
from pretalx_ofa.presentation.people import index
from pretalx_ofa.presentation.reading import Reading

# Programmes with impossible dates (year 1) get this one as the date of the file.
FIRST_DATE = dt.date(1970, 1, 2)


def modes(languages):
    """[(language, language)] of every two languages, then [(language,)] of every one."""
    return [*combinations(languages, 2), *((code,) for code in languages)]


def render(programme, languages, options, links, now, fonts):
    """The book as PDF; its notes name characters without a glyph, and what had to be set plain."""
    content = book(Reading(programme, languages, links))
    # The same programme gives the same bytes, whenever it is built.
    date = max(programme.event.date_from, FIRST_DATE)
    return Rendered(*typeset(content, fonts, dt.datetime.combine(date, dt.time(), dt.UTC)))


def book(reading):
    """The template's input as JSON-like data: every text as {text, lang, region, rtl}."""
    programme, languages = reading.programme, reading.languages
    main = languages[0]

    def headings(texts):
        return [_in_language(text, main) for text in texts]

    def words_of(message):
        return headings(phrases(languages, message))

    spoken = {session.language for session in programme.content_sessions}
    says_language = len({primary(code) for code in (*spoken, *languages)}) > 1

    return {
        "languages": [_tag(code) for code in languages],
        "title": headings(
            [name for name in each(programme.event.name, languages) if clean(name.text).strip()]
            or [LocalizedText(programme.event.slug)]
        ),
        "dates": headings(
            written(
                languages,
                lambda code: dates.days(programme.event.date_from, programme.event.date_to, code),
            )
        ),
        "version": words_of(
            lambda words: words.pgettext("pretalx_ofa", "Version {version}").format(
                version=programme.version
            )
        )
        if programme.version
        else [],
        "draft": words_of(lambda words: words.pgettext("pretalx_ofa", "Draft, not for publication"))
        if programme.is_draft
        else [],
        "address": reading.links.front(),
        "contents": words_of(lambda words: words.pgettext("pretalx_ofa", "Contents")),
        "people_title": words_of(lambda words: words.pgettext("pretalx_ofa", "People")),
        "days": [
            {
                "title": headings(day.titles),
                "sessions": [_session(session, says_language) for session in day.sessions],
            }
            for day in sessions_by_day(reading)
        ],
        "people": [
            {"name": line(entry.filed_as), "pages": [_label(code) for code in entry.sessions]}
            for entry in index(programme)
        ],
    }


def _label(code):
    return f"session-{code}"


def _session(session, says_language):
    sides = [*session.sides, *([session.original] if session.original else [])]
    columns = [_column(side) for side in sides]
    titled = next((column for column in columns if column["title"]), columns[0])
    # Who has no title that can be read is called by the code.
    titled["title"] = titled["title"] or _in_language(LocalizedText(session.code), "und")
    return {
        "code": session.code,
        "label": _label(session.code),
        "name": titled["title"]["text"],
        "track": _look(session.track) if session.track else None,
        "where": [_where(session, side, says_language) for side in session.sides],
        "columns": columns[: len(session.sides)],
        # An original in a third language stands below its translations, in full.
        "original": columns[-1] if session.original else None,
    }


def _look(track):
    return {
        "code": track.code,
        "shape": track.shape,
        "ink": track.ink,
        "tint": track.tint,
        "mark": track.mark,
    }


def _where(session, side, says_language):
    """Each time with its room, the track, and the language the session is held in: lists of texts."""
    has_several_days = len({time.start.date() for time in side.times}) > 1
    times = []
    for time in side.times:
        clock = LocalizedText(time.text_with_day if has_several_days else time.text)
        times.append([_in_language(text, side.language) for text in (clock, time.room) if text])
    held_in = [in_words(session.language, side.language)] if says_language else []
    return {
        "times": times,
        "track": [_in_language(side.track, side.language)] if side.track else [],
        "held_in": [_in_language(text, side.language) for text in held_in],
    }


def _column(side):
    """One language's column; a mark stands for a text that this language lacks."""

    def printed(text):
        return _in_language(text, side.language)

    def document(text):
        return {**_tag(text.lang or side.language), "document": bounded(text.blocks)}

    # Imported programmes often repeat the one as the other.
    has_description = side.description.text != side.abstract.text
    return {
        **_tag(side.language),
        "title": printed(side.title) if clean(side.title.text).strip() else None,
        "marks": [printed(mark) for mark in side.marks],
        "speakers": [
            {
                "name": line(speaker.name),
                "affiliations": [
                    [printed(part) for part in affiliation.line]
                    for affiliation in speaker.affiliations
                ],
            }
            for speaker in side.speakers
        ],
        "abstract": document(side.abstract) if side.abstract else None,
        "description": document(side.description) if side.description and has_description else None,
    }


def _in_language(text, around):
    """{text, lang, region, rtl} of a :class:`LocalizedText` inside a text in ``around``."""
    return {**_tag(text.lang or around), "text": line(text.text)}


@cache
def _tag(code):
    """{lang, region, rtl} for typst. An empty region is written out: it would be inherited."""
    parts = bcp47(code).split("-")
    region = parts[-1] if len(parts[-1]) == 2 and len(parts) > 1 else ""
    lang = parts[0] if 2 <= len(parts[0]) <= 3 and parts[0] != "und" else ""
    rtl = babel_locale(code).text_direction == "rtl" if lang else False
    return {"lang": lang, "region": region, "rtl": rtl}


PROGRAMME_PDF = Format(
    name="programme.pdf",
    label=pgettext_noop("pretalx_ofa", "Programme (PDF)"),
    group=DOCUMENTS,
    content_type="application/pdf",
    render=render,
    modes=modes,
    icon="fa-file-pdf-o",
    in_menu=True,
)
