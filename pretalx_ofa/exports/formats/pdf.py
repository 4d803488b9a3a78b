"""The side-by-side book: every session in two languages, tagged, each word with its language."""

import datetime as dt
import json
import tempfile
from functools import cache
from itertools import combinations
from pathlib import Path

import typst

from pretalx_ofa.exports.formats.fonts import readable
from pretalx_ofa.exports.formats.format import DOCUMENTS, Format, Rendered
from pretalx_ofa.i18n import dates
from pretalx_ofa.i18n.languages import babel_locale, bcp47
from pretalx_ofa.i18n.words import pgettext_noop, words
from pretalx_ofa.presentation.agenda import sessions_by_day
from pretalx_ofa.presentation.localized import LocalizedText, each, phrases, written
from pretalx_ofa.presentation.people import index
from pretalx_ofa.presentation.reading import Reading

TEMPLATE = Path(__file__).parent / "programme.typ"
STANDARDS = ["ua-1", "a-2a"]


def modes(languages):
    """[(language, language)] of every two languages; [(language,)] where there is one."""
    return list(combinations(languages, 2)) or [tuple(languages)]


def render(programme, languages, options, links, now, fonts):
    """The book as PDF. Raises ValueError, naming the session, where typst refuses a text."""
    content, missing = readable(book(Reading(programme, languages, links)), fonts)
    # The same programme gives the same bytes, whenever it is built.
    timestamp = dt.datetime.combine(programme.event.date_from, dt.time(), dt.UTC)
    try:
        data = _typeset(content, fonts, timestamp)
    except typst.TypstError as error:
        raise ValueError(_refusal(content, fonts, languages[0], error)) from error
    finally:
        _free_memory()
    return Rendered(data, [f"{char} U+{ord(char):04X}" for char in missing])


def _typeset(content, fonts, timestamp=None):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "programme.typ").write_bytes(TEMPLATE.read_bytes())
        (root / "programme.json").write_text(json.dumps(content), encoding="utf-8")
        return typst.compile(
            root / "programme.typ",
            root=root,
            format="pdf",
            font_paths=list(fonts),
            ignore_system_fonts=True,
            pdf_standards=STANDARDS,
            timestamp=timestamp,
        )


def _free_memory():
    """typst keeps all it laid out until ten compilations later: up to 1 GB for a thick book."""
    compiler = typst.Compiler(ignore_system_fonts=True)
    for _ in range(11):
        compiler.compile(b"")


def _refusal(content, fonts, language, error):
    """The error message for a book that typst refused, with the session found by bisection."""
    left = [session for day in content["days"] for session in day["sessions"]]

    def is_refused(sessions):
        day = {"title": content["title"], "sessions": sessions}
        try:
            _typeset(content | {"days": [day], "people": []}, fonts)
        except typst.TypstError:
            return True
        return False

    while len(left) > 1:
        half = left[: len(left) // 2]
        left = half if is_refused(half) else left[len(half) :]
    if not left or not is_refused(left):
        return str(error)
    message = words(language).pgettext("pretalx_ofa", "Session {code} cannot be printed: {reason}")
    return message.format(code=left[0]["code"], reason=error)


def book(reading):
    """The template's input as JSON-like data: every text as {text, lang, region, rtl}."""
    programme, languages = reading.programme, reading.languages
    main = languages[0]

    def headings(texts):
        return [_in_language(text, main) for text in texts]

    def words_of(message):
        return headings(phrases(languages, message))

    return {
        "languages": [_tag(code) for code in languages],
        "title": headings(each(programme.event.name, languages)),
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
                "sessions": [_session(session) for session in day.sessions],
            }
            for day in sessions_by_day(reading)
        ],
        "people": [
            {"name": entry.filed_as, "pages": [_label(code) for code in entry.sessions]}
            for entry in index(programme)
        ],
    }


def _label(code):
    return f"session-{code}"


def _session(session):
    return {
        "code": session.code,
        "label": _label(session.code),
        "where": [_where(session, side) for side in session.sides],
        "color": session.track.mark if session.track else "",
        "columns": [_column(side) for side in session.sides],
        # An original in a third language stands below its translations, in full.
        "original": _column(session.original) if session.original else None,
    }


def _where(session, side):
    """[[text]]: each time with its room, then the track, then the spoken language."""
    has_several_days = len({time.start.date() for time in side.times}) > 1
    runs = []
    for time in side.times:
        clock = LocalizedText(time.text_with_day if has_several_days else time.text)
        runs.append([clock, time.room])
    if session.track:
        label = f"{session.track.code} {side.track.text}".strip()
        runs.append([LocalizedText(label, side.track.lang)])
    runs.append([side.held_in])
    printed = [[_in_language(text, side.language) for text in run if text] for run in runs]
    return [run for run in printed if run]


def _column(side):
    """One language's column; a mark stands for a text that this language lacks."""

    def printed(text):
        return _in_language(text, side.language)

    return {
        **_tag(side.language),
        "title": printed(side.title) if side.title else None,
        "marks": [printed(mark) for mark in side.marks],
        "speakers": [
            {
                "name": speaker.name,
                "affiliations": [
                    [printed(part) for part in affiliation.line]
                    for affiliation in speaker.affiliations
                ],
            }
            for speaker in side.speakers
        ],
        "abstract": {**_tag(side.abstract.lang or side.language), "document": side.abstract.blocks}
        if side.abstract
        else None,
    }


def _in_language(text, around):
    """{text, lang, region, rtl} of a :class:`LocalizedText` inside a text in ``around``."""
    return {**_tag(text.lang or around), "text": text.text}


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
