"""What the fonts of the book cannot print becomes a visible mark: PDF/UA forbids missing glyphs.

Fonts are those that typst embeds and those in given folders, never the system's, so that a
book is the same wherever it is built. They are tried by what readers see as one character (a grapheme
cluster: a letter with its accents, an emoji of several code points), because typst sets all of it in
one font or in none.
"""

import json
import re
import unicodedata
from contextlib import suppress
from functools import cache
from pathlib import Path

import regex
import typst
from babel import Locale

HERE = Path(__file__).parent
STANDARDS = ["ua-1", "a-2a"]
OWN_FAMILIES = {
    "DejaVu Sans Mono",
    "Libertinus Serif",
    "Mulish",
    "New Computer Modern",
    "New Computer Modern Math",
    "Titillium Web",
}

MARK = "▯"
# Every font has these. What else there is, with the character before it, which may belong to it.
PLAIN = frozenset(map(chr, range(0x20, 0x7F)))
UNTRIED = re.compile(r"[ -~]?[^ -~\n]+")
CLUSTER = regex.compile(r"\X")
# No cluster that people write is longer: an emoji of a family has eleven code points.
LONGEST_CLUSTER = 16
# Controls and lone surrogates; marks that turn the direction of what follows them, also of other
# people's words; the byte-order mark.
DROPPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
SPACES = re.compile(r"[\t\u2028\u2029]")
# Composing takes the square of their number, and so does telling flags from each other.
PILED_MARKS = regex.compile(r"(\p{M}{16})\p{M}+")
ROW_OF_FLAGS = regex.compile(r"\p{Regional_Indicator}{32}")
FORMAT, MARKS = "Cf", {"Mc", "Me", "Mn"}

# Characters of no script of their own: "common", "inherited", "unknown".
NO_SCRIPT = {"Zinh", "Zyyy", "Zzzz"}
PICTURE = regex.compile(r"[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]")
REFUSED = re.compile(r'the text `"(.+?)"` could not be displayed|codepoint `"(.+?)"`')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# A millisecond or two each. Beyond it, better a mark too many than an hour of trials.
MOST_TRIALS = 2_000


def clean(text):
    """The text composed (NFC), without what must not be printed; it may still lack glyphs."""
    text = SPACES.sub(" ", DROPPED.sub("", str(text)))
    if text.isascii():
        return text
    text = ROW_OF_FLAGS.sub("\\g<0>\u200b", PILED_MARKS.sub("\\1", text))
    return unicodedata.normalize("NFC", text)


def clusters_of(text):
    """[grapheme cluster] of a clean text, those of plain characters left out."""
    stretches = UNTRIED.findall(text)
    return [c for part in stretches for c in CLUSTER.findall(part) if c not in PLAIN]


def marked(text, refused):
    """The text with marks for the clusters in ``refused``; a letter stays without its accents."""

    def replaced(match):
        return "".join(
            _replacement(c) if c in refused else c for c in CLUSTER.findall(match.group())
        )

    return UNTRIED.sub(replaced, text)


def _replacement(cluster):
    if all(unicodedata.category(char) == FORMAT for char in cluster):
        # Nothing to be seen, and no empty text: PDF/UA forbids empty headings.
        return "\u200b"
    return cluster[0] + MARK if cluster[0] in PLAIN else MARK


@cache
def _scripts():
    """{ISO 15924 code: pattern} of the scripts that have a name in CLDR."""
    found = {}
    for code in Locale("en").scripts:
        # CLDR names variants, too ("Hans"), which are no property of a character.
        with suppress(regex.error):
            found[code] = regex.compile(rf"\p{{Script={code}}}")
    return {code: pattern for code, pattern in found.items() if code not in NO_SCRIPT}


def script_of(cluster):
    """The ISO 15924 code of a cluster's script: "Hani", "Thai", "Zsye" (emoji), "Zsym" (symbols)."""
    if PICTURE.search(cluster):
        return "Zsye"
    return next((code for code, script in _scripts().items() if script.search(cluster)), "Zsym")


def families(fonts):
    """[name] of the font families in folders, besides those that the book names itself."""
    found = typst.Fonts(include_system_fonts=False, font_paths=list(fonts)).families()
    return sorted(set(found) - OWN_FAMILIES)


class Trial:
    """Finds out by typst itself what the fonts in given folders cannot print."""

    def __init__(self, fonts):
        self.inputs = {"fonts": json.dumps(families(fonts))}
        self.trials = 0
        self.compiler = typst.Compiler(
            HERE / "trial.typ", root=HERE, font_paths=list(fonts), ignore_system_fonts=True
        )

    def refused(self, clusters):
        """The subset of ``clusters`` that cannot be printed."""
        found = {cluster for cluster in clusters if len(cluster) > LONGEST_CLUSTER}
        letters = {
            char
            for cluster in clusters - found
            for char in cluster
            if char not in PLAIN and unicodedata.category(char) not in {FORMAT, *MARKS}
        }
        missing = self._missing(letters)
        found |= {cluster for cluster in clusters - found if not missing.isdisjoint(cluster)}
        return found | self._among(sorted(clusters - found))

    def _missing(self, letters):
        """Those of single characters that have no glyph: the error names every one."""
        missing, left = set(), set(letters)
        while left and (named := self._named(sorted(left))):
            found = named & left or left
            missing, left = missing | found, left - found
        return missing

    def _among(self, clusters):
        """Those refused although their letters are not: found by halves."""
        if not clusters or not (named := self._named(clusters)):
            return set()
        if len(clusters) == 1 or self.trials > MOST_TRIALS:
            return {c for c in clusters if not named.isdisjoint(c)} or set(clusters)
        half = len(clusters) // 2
        return self._among(clusters[:half]) | self._among(clusters[half:])

    def _named(self, clusters):
        """The characters that typst's error names; empty where all can be printed."""
        self.trials += 1
        try:
            self.compiler.compile(
                sys_inputs=self.inputs | {"clusters": json.dumps(clusters)},
                format="pdf",
                pdf_standards=STANDARDS,
            )
        except typst.TypstError as error:
            return named_in(error) or set("".join(clusters))
        return set()


def named_in(error):
    """The characters that an error of typst says it cannot print."""
    return {
        ESCAPED.sub(lambda code: chr(int(code.group(1), 16)), one or other)
        for one, other in REFUSED.findall(getattr(error, "diagnostic", None) or str(error))
    }
