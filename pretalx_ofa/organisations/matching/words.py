"""Words of organisations' names, as they are compared: folded, abbreviations written out.

``University``, ``Univ.``, ``Universidade`` and ``Universität`` are one word here; so are the few
other words that only say what kind of organisation it is.
"""

import re
import unicodedata
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from babel import Locale
from rapidfuzz.distance import OSA

from pretalx_ofa.organisations.matching.vocabulary import EMPTY, FORMS, KINDS, MEANINGS, PARTICLES

# What NFKD leaves as it is.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)
# How hosts' names end: the countries', and the older ones.
TOP_LEVEL = {
    *(code.lower() for code in Locale("en").territories if len(code) == 2 and code.isalpha()),
    *"uk eu com org net edu gov int mil info cat".split(),
}
HOST = r"(?:https?://|[\w.+-]+@)?(?<![^\W_])((?:[a-z0-9][a-z0-9-]*\.)+(?:%s))(?![\w.-])(?:/[^\s,;()]*)?"
WORD = re.compile(HOST % "|".join(sorted(TOP_LEVEL)) + r"|[^\W_]+")
# "U. Porto", "UMinho", "UniLúrio".
SHORT_UNIVERSITY = re.compile(r"\bU(?:ni)?\.?\s?(?=(?:of|de|do|da)\s|[A-ZÀ-Þ][a-zß-ÿ]{3})")
# Between the halves of "LundUniversity"; no text that people type has it.
LOST_SPACE = "\x1f"


class Word(NamedTuple):
    """``text`` is folded, ``canonical`` what is compared, ``gap`` what stands before it, ``is_cut``
    whether a full stop says that it is abbreviated. A host ("www.usp.br") is one word."""

    text: str
    canonical: str
    gap: int
    raw: str
    is_cut: bool = False

    @property
    def is_host(self):
        return "." in self.text


# What stands before a word: nothing, a hyphen, a space that got lost, a comma, bracket or dash between
# words, a separator of organisations.
NOTHING, HYPHEN, LOST, COMMA, SEPARATOR = range(5)

SEPARATORS = re.compile(r"[;|\n\r\t•/+]")
HYPHENS = re.compile("[-‐‑]")
# Two spaces are what is left of a comma in many a pasted string.
COMMAS = re.compile(r"[,()\[\]:–—]|\s-\s|\.\s|\s\s")
# "SouthernUniversity", "CONICETUniversidad": a space got lost.
GLUED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]{3})|(?<=[A-Z]{3})(?=[A-Z][a-z]{3})")
DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
# "l'UFRGS", "dell'Università".
ELISION = re.compile("\\b([dl]|(?:de|da|ne|su)ll)['’`´](?=[^\\W\\d_]{2})", re.IGNORECASE)
APOSTROPHE = re.compile("['’`´]")
# "M?xico": a letter that some encoding lost.
LOST_LETTER = re.compile(r"(?<=[^\W\d_])[?\ufffd]+(?=[^\W\d_])")
# White space as some converters of documents write it, and wrapped lines.
ESCAPED = re.compile(r"#(?:TAB|N|R)#")
WRAPPED = re.compile(r"[ \t]*[\r\n]+[ \t]{2,}|[ \t]{2,}[\r\n]+")


@lru_cache(maxsize=100_000)
def _folded(text):
    """Without case and accents, every script's letters kept."""
    text = unicodedata.normalize("NFKD", text.casefold()).translate(LETTERS)
    return "".join(char for char in text if not unicodedata.combining(char))


def _stem(word):
    """Without what is written in several ways: the plural's s, an umlaut as two letters."""
    if len(word) > 4:
        if word.endswith("ies"):
            word = word[:-3] + "y"
        elif word.endswith("s") and word[-2] not in "sui":
            word = word[:-1]
        word = UMLAUT.sub(lambda match: match.group()[0], word)
    return word


UMLAUT = re.compile("[aou]e|aa")
CANONICAL = {
    _stem(form): word
    for meanings in (MEANINGS, KINDS)
    for word, forms in meanings.items()
    for form in (word, *forms.split())
}
NUMERALS = {n: str(i) for i, n in enumerate("ii iii iv v vi vii viii ix x xi xii xiii".split(), 2)}


# A kind may be misspelt where it has so many letters: no other word is so near.
LONG_KIND = 8
SHELVES = {}
for _form in CANONICAL:
    if len(_form) >= LONG_KIND:
        SHELVES.setdefault(_form[0], []).append(_form)


@lru_cache(maxsize=100_000)
def canonical(word):
    stem = NUMERALS.get(word) or _stem(word)
    if stem not in CANONICAL and len(stem) >= LONG_KIND - 1:
        for form in SHELVES.get(stem[0], ()):
            if OSA.distance(stem, form, score_cutoff=1) == 1:
                return CANONICAL[form]
    return CANONICAL.get(stem, stem)


def words(text, limit=2000):
    """The :class:`Word` list of a text; what is longer than ``limit`` characters is left."""
    text = text[:limit].encode("utf-8", "ignore").decode()
    text = _repaired(text)
    text = DOTTED.sub(lambda match: match.group().replace(".", "") + " ", text)
    text = APOSTROPHE.sub("", ELISION.sub(r"\1 ", text))
    text = SHORT_UNIVERSITY.sub("Univ ", text)
    text = GLUED.sub(LOST_SPACE, text)
    found, end = [], 0
    for match in WORD.finditer(text):
        raw = match.group(1) or match.group()
        plain = _folded(raw)
        if plain:
            gap = _gap(text[end : match.start()], found) if found else NOTHING
            is_cut = text[match.end() : match.end() + 1] == "." and len(plain) > 2
            found.append(Word(plain, canonical(plain), gap, raw, is_cut))
        end = match.end()
    return found


def _gap(between, found):
    if between == " ":
        return NOTHING
    if HYPHENS.fullmatch(between):
        return HYPHEN
    if between == LOST_SPACE:
        return LOST
    if SEPARATORS.search(between):
        return SEPARATOR
    return COMMA if COMMAS.search(between) and not _abbreviation(found, between) else NOTHING


def _repaired(text):
    """Without what copying and converting did to it."""
    if "&" in text:
        text = unescape(text).replace(" & ", " and ")
    if "#" in text:
        text = ESCAPED.sub(" ", text)
    if "?" in text or "\ufffd" in text:
        text = LOST_LETTER.sub("", text)
    return WRAPPED.sub(" ", text) if "\n" in text else text


def _abbreviation(found, between):
    """The full stop of "Univ. of" or "St. Louis" ends no part."""
    return between.strip() == "." and bool(found) and len(found[-1].text) <= 6


def significant(found):
    """The canonical words without particles and legal forms; all of them where nothing is left."""
    kept = [w.canonical for w in found if w.text not in PARTICLES and w.canonical not in EMPTY]
    return kept or [w.canonical for w in found]


def same_text(one, other):
    """Whether two names have the same words, but for particles and a plural; of the country that the
    registry adds to a company's only the first has none."""
    first, second = (
        [_stem(word.text) for word in found if word.text not in PARTICLES] for found in (one, other)
    )
    return first == second[: len(first)]


def telling(found):
    """The words that tell one name from others of its kind, as they were written."""
    return [
        word.text
        for word in found
        if word.text not in PARTICLES
        and word.canonical not in FORMS
        and word.canonical not in EMPTY
    ]


def opens(found, start):
    """Whether a part of the string begins at this word."""
    return start == 0 or found[start].gap > HYPHEN


def closes(found, end):
    """Whether a part of the string ends before this word."""
    return end == len(found) or found[end].gap > HYPHEN


def has_no_spaces(word):
    """Chinese and Japanese names are one word, and tell as much as several."""
    return unicodedata.east_asian_width(word[0]) in "WF"


def has_capitals(raw):
    """ "UFSCar" and "UnB" are acronyms, "Iscte" and "Google" are not told from words."""
    return sum(char.isupper() for char in raw) > 1
