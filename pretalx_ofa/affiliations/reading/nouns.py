"""What a word looks like by itself: a noun of organisations, an acronym, the name of a place or an event."""

from enum import IntEnum
from functools import lru_cache

from pretalx_ofa.affiliations.reading.words import NOUNS, PLACES


class Rank(IntEnum):
    """How much its noun says that a name stands alone, and is not a part of another."""

    NONE = 0
    UNIT = 1
    INSTITUTE = 2
    BODY = 3
    LEGAL = 4


_COMPOUNDS = {
    Rank.BODY: (
        "universitat",
        "hochschule",
        "gesellschaft",
        "stiftung",
        "verein",
        "verband",
        "ministerium",
    ),
    Rank.INSTITUTE: ("institut", "zentrum"),
}
_EVENTS = set(
    """conference conf summit meetup meetups symposium congress hackathon workshop fosdem foss4g conferencia
    congresso congreso encontro jornada konferenz kongress olympics fest festival camp barcamp bootcamp
    award awards prize scholarship""".split()
)
_NO_NAMES = set(
    "i i'm i've he she we they my his her their our the a an this that it dr prof mr ms".split()
)
# Small words of headlines: "Institute Of Technology Under Ministry Of Y".
SMALL_IN_CAPITALS = set(
    "At In Of For From With Under And The Na No Da Do De Em Am An Bei Im Der Des Von".split()
)


@lru_cache(maxsize=8192)
def rank_of(word):
    """The rank of an organisation's noun; ``Rank.NONE`` of any other word."""
    for noun in (word, word.removesuffix("s"), word.rsplit("-", 1)[-1], word.split("-", 1)[0]):
        if noun in NOUNS.legal:
            return Rank.LEGAL
        if noun in NOUNS.bodies:
            return Rank.BODY
        if noun in NOUNS.institutes:
            return Rank.INSTITUTE
        if noun in NOUNS.units:
            return Rank.UNIT
        for rank, endings in _COMPOUNDS.items():
            if noun.endswith(endings):
                return rank
    return Rank.NONE


def is_capitalised(token):
    """Whether a word may belong to a name: it has a capital, or its script has none."""
    return _is_capitalised(token.text, token.word)


@lru_cache(maxsize=8192)
def _is_capitalised(text, word):
    first = text[0]
    if not first.isalnum() or word in _NO_NAMES or text in SMALL_IN_CAPITALS:
        return False
    return any(map(str.isupper, text)) or (first.isalpha() and not first.islower())


@lru_cache(maxsize=8192)
def _is_marked(text):
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 2:
        return False
    inner = any(map(str.isupper, text[1:])) and "-" not in text
    host = "." in text.strip(".") and text.rsplit(".", 1)[-1].isalpha() and len(text) > 4
    return inner or host or all(map(str.isupper, letters))


def is_marked(token):
    """An acronym, capitals inside, or the name of a host: nothing but a name looks so."""
    return _is_marked(token.text)


def is_acronym(token):
    letters = [char for char in token.text if char.isalpha()]
    return 1 < len(letters) <= 10 and sum(map(str.isupper, letters)) >= max(2, len(letters) - 3)


def is_place(words):
    return " ".join(words) in PLACES


def is_event(words):
    """Whether a name is that of a conference, a prize, or of something with a year."""
    if not words:
        return False
    if words[-1].isdigit() and len(words[-1]) == 4:
        return True
    events = any(word.endswith(("con", "conf")) and len(word) > 4 for word in words)
    return events or bool(_EVENTS & set(words[-2:])) or words[-3:] == ["summer", "of", "code"]
