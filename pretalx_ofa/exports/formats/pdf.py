"""The side-by-side book: every session in two languages, tagged, each word with its language."""

import datetime as dt
import json
import re
import tempfile
import unicodedata
from functools import cache
from itertools import combinations
from pathlib import Path

import typst
from babel.lists import format_list
from django.utils.translation import override, pgettext, pgettext_lazy

from pretalx_ofa.exports.formats.fonts import SHIPPED, readable
from pretalx_ofa.exports.formats.format import Format, Rendered
from pretalx_ofa.i18n import dates
from pretalx_ofa.i18n.languages import babel_locale, bcp47, primary, resolve, spoken_name
from pretalx_ofa.programme.text import Text

TEMPLATE = Path(__file__).parent / "programme.typ"
STANDARDS = ["ua-1", "a-2a"]
INTERFACE = ("en", "pt-br", "pt-pt")


class ProgrammePdf(Format):
    name = "programme.pdf"
    label = pgettext_lazy("pretalx_ofa", "Programme side by side (PDF)")
    content_type = "application/pdf"
    icon = "fa-file-pdf-o"

    def modes(self, languages):
        return list(combinations(languages, 2)) or [tuple(languages)]

    def render(self, programme, languages, fonts=()):
        content, missing = readable(book(programme, languages), fonts)
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "programme.typ").write_bytes(TEMPLATE.read_bytes())
            (root / "programme.json").write_text(json.dumps(content), encoding="utf-8")
            data = typst.compile(
                root / "programme.typ",
                root=root,
                format="pdf",
                font_paths=[*SHIPPED, *fonts],
                ignore_system_fonts=True,
                pdf_standards=STANDARDS,
                # The same programme gives the same bytes, whenever it is built.
                timestamp=dt.datetime.combine(programme.event.date_from, dt.time(), dt.UTC),
            )
        _free_memory()
        return Rendered(data, [f"{char} U+{ord(char):04X}" for char in missing])


def _free_memory():
    """typst keeps all it laid out until ten compilations later: up to 1 GB for a thick book."""
    compiler = typst.Compiler(ignore_system_fonts=True)
    for _ in range(11):
        compiler.compile(b"")


def book(programme, languages):
    """All that the template prints, as plain data: words with their language, in order."""
    return {
        "languages": [_tag(code) for code in languages],
        "title": [_words(programme.event.name, code) for code in languages],
        "dates": [
            _said(dates.days(programme.event.date_from, programme.event.date_to, code), code)
            for code in languages
        ],
        "version": [_version(programme, code) for code in languages] if programme.version else [],
        "draft": [_phrase("draft", code) for code in languages] if programme.is_draft else [],
        "address": programme.event.slug,
        "contents": [_phrase("contents", code) for code in languages],
        "people_title": [_phrase("people", code) for code in languages],
        "days": [*_days(programme, languages)],
        "people": _people(programme),
    }


def _days(programme, languages):
    """The sessions in the order of the agenda, each once; those without a time at the end."""
    left = {session.code: session for session in programme.content_sessions}
    by_day = {}
    for day in programme.days:
        for entry in day.entries:
            if not entry.is_break and (session := left.pop(entry.item.code, None)):
                by_day.setdefault(day.date, []).append(session)
    if left:
        by_day[None] = left.values()
    for date, sessions in by_day.items():
        yield {
            "title": [
                _said(dates.day(date, code), code) if date else _phrase("unscheduled", code)
                for code in languages
            ],
            "sessions": [_session(programme, session, languages) for session in sessions],
        }


def _session(programme, session, languages):
    track = programme.track.get(session.track)
    third = not any(primary(session.language) == primary(code) for code in languages)
    original = session.language if third and session.title.original == session.language else None
    return {
        "label": _label(session),
        "where": [
            [*_times(programme, session, code), *([_track(track, code)] if track else [])]
            for code in languages
        ],
        "color": track.color if track and re.fullmatch("#[0-9a-fA-F]{6}", track.color) else "",
        "columns": [_column(programme, session, code) for code in languages],
        # An original in a third language stands below its translations, in full.
        "original": _column(programme, session, original) if original else None,
    }


def _label(session):
    return f"session-{session.code}"


def _times(programme, session, code):
    """Each of a session's times and its room, as runs of words with their language."""
    starts = [slot.start.astimezone(programme.tz) for slot in session.slots]
    has_several_days = len({start.date() for start in starts}) > 1
    times = []
    for slot, start in zip(session.slots, starts, strict=True):
        words = f"{dates.clock(start, programme.tz)}–{dates.clock(slot.end, programme.tz)}"
        if has_several_days:
            words = f"{dates.short_day(start.date(), code)} {words}"
        room = programme.room.get(slot.room)
        times.append([_said(words, code), *([_words(room.name, code)] if room else [])])
    return times


def _track(track, code):
    name = _words(track.name, code)
    words = f"{track.code} {name['text']}" if track.code else name["text"]
    return [{**name, "text": words}]


def _column(programme, session, code):
    """One language's side. Where it has no text of its own it says so instead of repeating it."""
    title, abstract = session.title.choose(code), session.abstract.choose(code)
    marks = []
    if title.fallback:
        marks.append(_only_in("only_in", session.title, code))
    elif abstract.fallback:
        marks.append(_only_in("abstract_only_in", session.abstract, code))
    if title.outdated or abstract.outdated:
        marks.append(_phrase("outdated", code))
    return {
        **_tag(code),
        "title": None if title.fallback else _shown(title),
        "marks": marks,
        "speakers": [_speaker(programme, speaking, code) for speaking in session.speakers],
        "abstract": None
        if abstract.fallback or not abstract.text
        else {**_tag(abstract.language), "tree": abstract.document},
    }


def _speaker(programme, speaking, code):
    affiliations = []
    for affiliation in programme.affiliations_of(speaking):
        parts = [
            _words(affiliation.role, code),
            _words(affiliation.unit, code),
            _shown(_organisation_name(programme, affiliation, code)),
        ]
        if affiliation.kind in ("independent", "personal"):
            parts.append(_phrase(affiliation.kind, code))
        affiliations.append([part for part in parts if part["text"]])
    return {
        "name": programme.person[speaking.person].name,
        "affiliations": [parts for parts in affiliations if parts],
    }


def _people(programme):
    """Everybody who speaks, with the labels of their sessions, by name without accents."""
    sessions = {}
    for session in programme.content_sessions:
        for speaking in session.speakers:
            sessions.setdefault(speaking.person, []).append(_label(session))
    people = [(programme.person[code].name, labels) for code, labels in sessions.items()]
    return [
        {"name": name, "pages": labels}
        for name, labels in sorted(people, key=lambda entry: (_folded(entry[0]), entry[0]))
    ]


def _folded(name):
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@cache
def _tag(code):
    """typst's ``lang`` and ``region``. An empty region must be said: it would be inherited."""
    parts = bcp47(code).split("-")
    region = parts[-1] if len(parts[-1]) == 2 and len(parts) > 1 else ""
    lang = parts[0] if 2 <= len(parts[0]) <= 3 and parts[0] != "und" else ""
    rtl = babel_locale(code).text_direction == "rtl" if lang else False
    return {"lang": lang, "region": region, "rtl": rtl}


def _said(words, code):
    return {**_tag(code), "text": words}


def _shown(shown):
    return _said(shown.text, shown.language)


def _words(text, code):
    return _shown(text.choose(code))


def _interface(code):
    """The catalogue that serves a language of the programme: English where there is none."""
    return resolve(code, INTERFACE) or "en"


def _only_in(phrase, text, code):
    reader = _interface(code)
    names = dict.fromkeys(spoken_name(language, reader) for language in text.values)
    languages = format_list(list(names), locale=babel_locale(reader))
    said = _phrase(phrase, code)
    return {**said, "text": said["text"].format(language=languages)}


def _version(programme, code):
    with override(_interface(code)):
        words = pgettext("pretalx_ofa", "Version {version}").format(version=programme.version)
    return _said(words, _interface(code))


PHRASES = {
    "contents": pgettext_lazy("pretalx_ofa", "Contents"),
    "people": pgettext_lazy("pretalx_ofa", "People"),
    "draft": pgettext_lazy("pretalx_ofa", "Draft, not for publication"),
    "unscheduled": pgettext_lazy("pretalx_ofa", "Not scheduled yet"),
    "only_in": pgettext_lazy("pretalx_ofa", "Only available in {language}"),
    "abstract_only_in": pgettext_lazy("pretalx_ofa", "Abstract only available in {language}"),
    "outdated": pgettext_lazy("pretalx_ofa", "The original has changed since this translation"),
    "independent": pgettext_lazy("pretalx_ofa", "Independent"),
    "personal": pgettext_lazy("pretalx_ofa", "In a personal capacity"),
}


def _phrase(name, code):
    with override(_interface(code)):
        return _said(str(PHRASES[name]), _interface(code))


def _organisation_name(programme, affiliation, language):
    record = programme.organisation.get(affiliation.organisation)
    if record:
        return record.name.choose(language)
    return Text().choose(language)._replace(text=affiliation.name)
