"""The side-by-side book: every session in two languages, tagged, each word with its language."""

import datetime as dt
import json
import tempfile
import unicodedata
from functools import cache
from itertools import combinations
from pathlib import Path

import typst
from django.utils.translation import override, pgettext, pgettext_lazy

from pretalx_ofa import dates
from pretalx_ofa.exports.formats.fonts import FONTS, readable
from pretalx_ofa.exports.formats.format import Format, Rendered
from pretalx_ofa.languages import babel_locale, bcp47, primary, resolve, spoken_name

TEMPLATE = Path(__file__).parent / "programme.typ"
STANDARDS = ["ua-1", "a-2a"]


class ProgrammePdf(Format):
    name = "programme.pdf"
    label = pgettext_lazy("pretalx_ofa", "Programme side by side (PDF)")
    content_type = "application/pdf"
    icon = "fa-file-pdf-o"

    def modes(self, languages):
        return list(combinations(languages, 2)) or [tuple(languages)]

    def render(self, programme, languages):
        content, missing = readable(book(programme, languages))
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "programme.typ").write_bytes(TEMPLATE.read_bytes())
            (root / "programme.json").write_text(json.dumps(content), encoding="utf-8")
            data = typst.compile(
                root / "programme.typ",
                root=root,
                format="pdf",
                font_paths=FONTS,
                ignore_system_fonts=True,
                pdf_standards=STANDARDS,
                # The same programme gives the same bytes, whenever it is built.
                timestamp=dt.datetime.combine(programme.event.date_from, dt.time(), dt.UTC),
            )
        notes = [f"{char} U+{ord(char):04X}" for char in missing]
        return Rendered(data, notes)


def book(programme, languages):
    """All that the template prints, as plain data: words with their language, in order."""
    return {
        "languages": [_tag(code) for code in languages],
        "title": [_words(programme.event.name, code) for code in languages],
        "dates": [
            _said(dates.days(programme.event.date_from, programme.event.date_to, code), code)
            for code in languages
        ],
        "version": [_said(_version(programme, code), code) for code in languages],
        "draft": [_said(_phrase("draft", code), code) for code in languages]
        if programme.is_draft
        else [],
        "contents": [_said(_phrase("contents", code), code) for code in languages],
        "people_title": [_said(_phrase("people", code), code) for code in languages],
        "days": [*_days(programme, languages)],
        "people": _people(programme),
    }


def _days(programme, languages):
    """The sessions under the day of their first time, those without any at the end."""
    by_day = {}
    for session in programme.content_sessions:
        first = min((slot.start for slot in session.slots), default=None)
        day = first and first.astimezone(programme.tz).date()
        by_day.setdefault(day, []).append(session)
    for day, sessions in by_day.items():
        yield {
            "title": [
                _said(dates.day(day, code) if day else _phrase("unscheduled", code), code)
                for code in languages
            ],
            "sessions": [_session(programme, session, languages) for session in sessions],
        }


def _session(programme, session, languages):
    track = programme.track.get(session.track)
    third = not any(primary(session.language) == primary(code) for code in languages)
    original = session.language if third and session.title.original == session.language else None
    return {
        "label": session.code,
        "when": [_when(programme, session, code) for code in languages],
        "color": track.color if track else "",
        "track": [_words(track.name, code) for code in languages] if track else [],
        "columns": [_column(programme, session, code) for code in languages],
        # An original in a third language stands below its translations, in full.
        "original": _column(programme, session, original) if original else None,
    }


def _when(programme, session, code):
    times = []
    for slot in session.slots:
        start = slot.start.astimezone(programme.tz)
        at = f"{dates.clock(start, programme.tz)}–{dates.clock(slot.end, programme.tz)}"
        if len({s.start.date() for s in session.slots}) > 1:
            at = f"{dates.short_day(start.date(), code)} {at}"
        room = programme.room.get(slot.room)
        times.append(f"{at}, {room.name.shown(code).text}" if room else at)
    return _said(" · ".join(times), code)


def _column(programme, session, code):
    """One language's side. Where it has no text of its own it says so instead of repeating it."""
    title, abstract = session.title.shown(code), session.abstract.shown(code)
    marks = []
    if title.fallback:
        marks.append(_only_in(title.language, code))
    elif abstract.fallback:
        marks.append(_abstract_only_in(abstract.language, code))
    if title.outdated or abstract.outdated:
        marks.append(_phrase("outdated", code))
    return {
        **_tag(code),
        "title": None if title.fallback else _shown(title),
        "marks": marks,
        "speakers": [_speaker(programme, speaking, code) for speaking in session.speakers],
        "abstract": None
        if abstract.fallback or not abstract.text
        else {**_tag(abstract.language), "tree": abstract.tree},
    }


def _speaker(programme, speaking, code):
    affiliations = []
    for affiliation in programme.affiliations_of(speaking):
        name = _shown(programme.affiliation_name(affiliation, code))
        if not name["text"]:
            name = _said(_phrase(affiliation.kind, code), code)
        parts = [_words(affiliation.role, code), _words(affiliation.unit, code), name]
        affiliations.append([part for part in parts if part["text"]])
    return {"name": programme.person[speaking.person].name, "affiliations": affiliations}


def _people(programme):
    """(name, labels of their sessions), by name without accents."""
    sessions = {}
    for session in programme.content_sessions:
        for speaking in session.speakers:
            sessions.setdefault(speaking.person, []).append(session.code)
    people = [(programme.person[code].name, labels) for code, labels in sessions.items()]
    return [
        {"name": name, "pages": labels}
        for name, labels in sorted(people, key=lambda entry: (_folded(entry[0]), entry[0]))
    ]


def _folded(name):
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


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
    return _shown(text.shown(code))


def _interface(code):
    """The catalogue that serves a language of the programme."""
    return override(resolve(code, ("en", "pt-br", "pt-pt")) or "en")


def _only_in(language, code):
    with _interface(code):
        return pgettext("pretalx_ofa", "Only available in {language}").format(
            language=spoken_name(language, code)
        )


def _abstract_only_in(language, code):
    with _interface(code):
        return pgettext("pretalx_ofa", "Abstract only available in {language}").format(
            language=spoken_name(language, code)
        )


def _version(programme, code):
    if not programme.version:
        return ""
    with _interface(code):
        return pgettext("pretalx_ofa", "Version {version}").format(version=programme.version)


PHRASES = {
    "contents": pgettext_lazy("pretalx_ofa", "Contents"),
    "people": pgettext_lazy("pretalx_ofa", "People"),
    "draft": pgettext_lazy("pretalx_ofa", "Draft, not for publication"),
    "unscheduled": pgettext_lazy("pretalx_ofa", "Not scheduled yet"),
    "outdated": pgettext_lazy("pretalx_ofa", "The original has changed since this translation"),
    "ordinary": "",
    "independent": pgettext_lazy("pretalx_ofa", "Independent"),
    "personal": pgettext_lazy("pretalx_ofa", "In a personal capacity"),
    "undisclosed": "",
}


def _phrase(name, code):
    with _interface(code):
        return str(PHRASES[name])
