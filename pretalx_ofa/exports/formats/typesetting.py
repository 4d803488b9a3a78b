"""Setting a book with typst, whatever its texts are.

What typst is known to refuse was bounded before (``bounds.py``), and what no font has is replaced by
marks (``fonts.py``). Where typst refuses the book all the same, the faulty sessions are found by halves
and printed plain: no book is given up for one of them.
"""

import json
import re
import tempfile
from itertools import count
from pathlib import Path

import typst

from pretalx_ofa.exports.formats import fonts as glyphs
from pretalx_ofa.exports.formats.bounds import breakable, words_of
from pretalx_ofa.exports.formats.format import MissingCharacters, PrintedPlain, SessionName

SOURCES = ("programme.typ", "styles.typ")
# What is read by the template, not by people.
CODES = {
    "code",
    "href",
    "ink",
    "label",
    "lang",
    "mark",
    "pages",
    "region",
    "shape",
    "tint",
}
# Letters with accents, beyond ASCII, that the book's own fonts have in every style.
NO_PLAIN_LETTER = re.compile(r"[^ -~\n\u00a0-\u017f]")
LONGEST_PLAIN_TEXT = 5_000
MOST_TRIES = 3
# To find the faulty sessions among all: a second each or less. Beyond it, better some too many plain
# than half an hour of trials.
MOST_TRIALS = 200
PANIC = "PanicException"


def typeset(content, fonts, timestamp):
    """(PDF as bytes, notes) of the template's input, JSON-like data with ``days`` of ``sessions``.

    Raises ValueError only where typst refuses plain text, too.
    """
    press = Press(fonts, timestamp)
    content = walked(content, glyphs.clean)
    used = clusters_in(content)
    refused = glyphs.Trial(fonts).refused(used)
    for _ in range(MOST_TRIES):
        printable, notes = with_marks(content, refused)
        try:
            return press.print(printable), notes
        except RefusedError as error:
            # Set among others, a character may fall to another font than alone.
            more = {c for c in used - refused if not error.characters.isdisjoint(c)}
        if not more:
            break
        refused |= more
    data, labels = printed_plain(printable, press)
    faulty = [session_name(s) for s in sessions_of(content) if s["label"] in labels]
    return data, [*notes, PrintedPlain(sessions=faulty)]


def with_marks(content, refused):
    """(the content with marks for the refused clusters, the notes about them)."""

    def printable(text):
        return breakable(glyphs.marked(text, refused))

    return walked(content, printable), missing_characters(content, refused)


class RefusedError(Exception):
    """typst does not print a book: an error of its own, or a panic of the library below it."""

    @property
    def characters(self):
        """Those that it names as the reason."""
        return glyphs.named_in(self.__cause__)


class Press:
    """typst with given fonts; ``timestamp`` is the date that stands in the file."""

    def __init__(self, fonts, timestamp):
        self.fonts, self.timestamp = list(fonts), timestamp
        self.inputs = {"fonts": json.dumps(glyphs.families(fonts))}

    def print(self, content):
        """The PDF of the template's input. Raises :class:`RefusedError`."""
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name in SOURCES:
                (root / name).write_bytes((glyphs.HERE / name).read_bytes())
            (root / "programme.json").write_text(json.dumps(content), encoding="utf-8")
            try:
                return typst.compile(
                    root / SOURCES[0],
                    root=root,
                    format="pdf",
                    font_paths=self.fonts,
                    ignore_system_fonts=True,
                    sys_inputs=self.inputs,
                    pdf_standards=glyphs.STANDARDS,
                    timestamp=self.timestamp,
                )
            except BaseException as error:
                # A panic is none of Python's exceptions, and has no name to import.
                if isinstance(error, typst.TypstError) or type(error).__name__ == PANIC:
                    raise RefusedError(str(error)) from error
                raise
            finally:
                _free_memory()

    def refuses(self, content):
        try:
            self.print(content)
        except RefusedError:
            return True
        return False


def _free_memory():
    """typst keeps all it laid out until ten compilations later: up to 1 GB for a thick book."""
    compiler = typst.Compiler(ignore_system_fonts=True)
    for _ in range(11):
        compiler.compile(b"")


def printed_plain(content, press):
    """(PDF, labels of the sessions) with what typst refuses as plain text; no labels where the fault
    is elsewhere, and all is plain."""
    front = plain(content | {"days": [], "people": []})
    trials = count(1)

    def among(sessions):
        if next(trials) > MOST_TRIALS:
            return {session["label"] for session in sessions}
        day = {"title": front["title"], "sessions": sessions}
        if not press.refuses(front | {"days": [day]}):
            return set()
        if len(sessions) == 1:
            return {sessions[0]["label"]}
        half = len(sessions) // 2
        return among(sessions[:half]) | among(sessions[half:])

    labels = among(sessions_of(content))
    days = [
        day | {"sessions": [plain(s) if s["label"] in labels else s for s in day["sessions"]]}
        for day in content["days"]
    ]
    for attempt, named in ((content | {"days": days}, labels), (plain(content), set())):
        try:
            return press.print(attempt), named
        except RefusedError as error:
            refusal = error
    raise ValueError(str(refusal)) from refusal


def sessions_of(content):
    return [session for day in content["days"] for session in day["sessions"]]


def session_name(session):
    return SessionName(code=session["code"], title=session["name"])


def plain(content):
    """The content without mark-up, links, long texts, and letters of other scripts than Latin."""

    def letters(text):
        return NO_PLAIN_LETTER.sub(glyphs.MARK, text[:LONGEST_PLAIN_TEXT])

    match content:
        case {"document": document, **others}:
            words = [["p", letters(words_of(block))] for block in document]
            return plain(others) | {"document": words}
        case dict():
            return {k: v if k in CODES else plain(v) for k, v in content.items()}
        case list():
            return [plain(item) for item in content]
        case str():
            return letters(content)
        case _:
            return content


def walked(content, change):
    """The content with every text that people read changed."""
    match content:
        case str():
            return change(content)
        case dict():
            return {k: v if k in CODES else walked(v, change) for k, v in content.items()}
        case list():
            return [walked(item, change) for item in content]
        case _:
            return content


def clusters_in(content):
    """{grapheme cluster} of all texts, without those of plain characters."""
    found = set()
    # Most texts have only a few characters that are not plain, always the same.
    walked(content, lambda text: found.update(glyphs.UNTRIED.findall(text)))
    return {cluster for stretch in found for cluster in glyphs.clusters_of(stretch)}


def missing_characters(content, refused):
    """[:class:`MissingCharacters`], one a script, for the refused clusters that leave a mark."""
    seen = {c for c in refused if glyphs.MARK in glyphs.marked(c, refused)}
    by_script = {}
    for cluster in sorted(seen):
        by_script.setdefault(glyphs.script_of(cluster), set()).add(cluster)
    if not by_script:
        return []
    used_in = [(session_name(s), clusters_in(s)) for s in sessions_of(content)]
    return [
        MissingCharacters(
            script=script,
            characters=sorted(cluster[: glyphs.LONGEST_CLUSTER] for cluster in clusters),
            sessions=[name for name, used in used_in if not clusters.isdisjoint(used)],
        )
        for script, clusters in sorted(by_script.items())
    ]
