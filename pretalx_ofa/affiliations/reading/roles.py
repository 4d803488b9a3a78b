"""What a sentence says that somebody is: "Senior Lecturer", "engenheira de software"."""

from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from pretalx_ofa.affiliations.reading.words import ENDINGS, NOUNS, SMALL

LONGEST = 14
_COMPOUND_STUDENTS = ("student", "studentin")
# "Board of Directors" is one word in all but spelling.
OF_BOARDS = {"directors", "trustees", "governors"}


class Kind(Enum):
    OFFICE = "office"
    JOB = "job"
    STUDENT = "student"
    DEGREE = "degree"
    # Author, maintainer, speaker: nobody's employee by that.
    MAKER = "maker"
    # Words of no vocabulary, where a role is expected.
    PHRASE = "phrase"


_EMPLOYED = (Kind.OFFICE, Kind.JOB)
_DEPUTIES = ("co", "vice", "sub")


class Role(NamedTuple):
    first: int
    end: int
    kind: Kind
    # Says itself that it is over: "ex-presidente".
    past: bool
    # The folded noun that makes it a role, and its token.
    noun: str
    noun_at: int


@lru_cache(maxsize=8192)
def kind_of(word, endings=frozenset()):
    """The kind of role a word is, or None. Endings tell it only where a noun is expected."""
    if word in NOUNS.students:
        return Kind.STUDENT
    if word in NOUNS.offices:
        return Kind.OFFICE
    if word in NOUNS.jobs:
        return Kind.JOB
    if word in NOUNS.makers:
        return Kind.MAKER
    if word in NOUNS.degrees:
        return Kind.DEGREE
    for prefix in _DEPUTIES:
        if word.startswith(prefix) and (kind := kind_of(word.removeprefix(prefix).lstrip("-"))) in _EMPLOYED:
            return kind
    if word.endswith(_COMPOUND_STUDENTS):
        return Kind.STUDENT
    if endings and word not in NOUNS.no_jobs and len(word) > 5 and "-" not in word:
        if any(word[-length:] in endings for length in range(3, len(word) - 1)):
            return Kind.JOB
    # "Entwickler*in", "Entwickler:innen".
    stem, mark, rest = word.replace(":", "*").partition("*")
    return (
        kind_of(stem, endings)
        if mark and rest.startswith(("in", "r", "frau")) and len(rest) < 6
        else None
    )


def run(reader, at):
    """Behind the words from here on that are no small ones, as those of a role."""
    tokens, small = reader.tokens, SMALL[reader.language.code]
    end = at
    while end < len(tokens) and end < at + LONGEST:
        token = tokens[end]
        if token.is_word and token.word not in small and not _passes(reader, token):
            end += 1
        elif token.word in ("'s", "’s") and end > at and tokens[end - 1].word in NOUNS.degrees:
            end += 1
        elif token.text == "/" and end > at and _touches(tokens, end):
            end += 1
        else:
            break
    if end > at and tokens[end - 1].text == "/":
        end -= 1
    return end


def _passes(reader, token):
    """Adverbs, and what makes a role an earlier one, are no words of it; nor are years."""
    year = token.word.isdigit() and len(token.word) == 4
    return year or token.word in reader.language.former or token.word.endswith("ly")


def read(reader, at):
    """The role that begins here, as long as nothing but "and" joins its words, or None."""
    if at not in reader.roles:
        reader.roles[at] = _read(reader, at)
    return reader.roles[at]


def _read(reader, at):
    role = _simple(reader, at)
    if not role:
        return _begun_by_subject(reader, at)
    while following := _joined(reader, role.end):
        stronger = role.kind is Kind.MAKER or following.kind is Kind.OFFICE
        role = role._replace(end=following.end, kind=following.kind if stronger else role.kind)
    return role


def _joined(reader, at):
    joins = reader.word(at) in reader.language.ands or reader.word(at) in ("&", "/", "+")
    role = (_simple(reader, at + 1) or _title(reader, at + 1)) if joins else None
    return None if role and (role.kind is Kind.DEGREE or role.past) else role


def _title(reader, at):
    """"Fundador e CSA da": an acronym between "and" and a preposition is a title."""
    end = run(reader, at)
    title = reader.token(at).text if end == at + 1 else ""
    titled = title.isupper() and 1 < len(title) < 5 and reader.relation(end)
    return Role(at, end, Kind.OFFICE, False, reader.word(at), at) if titled else None


def _begun_by_subject(reader, at):
    """ "GIS and Remote Sensing Analyst": the first word is one of two subjects."""
    end = run(reader, at)
    before = reader.word(at - 1) if at else ""
    introduced = not at or before in reader.language.articles or before in reader.language.as_
    if end == at or not introduced or reader.word(end) not in (*reader.language.ands, "&"):
        return None
    role = _simple(reader, end + 1)
    # A subject stands before the noun; "maps and developer" does not.
    capitals = end > at and reader.tokens[at].text[0].isupper()
    if not role or role.end - role.first < 2 or reader.language.code != "en" or not capitals:
        return None
    return role._replace(first=at)


def _simple(reader, at):
    """The words of a role in a row, or None."""
    end = run(reader, at)
    tokens = reader.tokens[at:end]
    english = reader.language.code == "en"
    found = None
    for place, token in enumerate(tokens):
        word = token.word
        past = word.startswith(("ex-", "former-")) and word not in NOUNS.degrees
        word = word.split("-", 1)[1] if past else word
        last, first = place == len(tokens) - 1, not place
        if not (english or first or last) and not token.text.islower():
            continue
        noun = last if english else first or last
        kind = kind_of(word, ENDINGS[reader.language.code] if noun else frozenset())
        if past:
            # "Ex-mandachuva": whatever it was.
            kind = kind or Kind.JOB
        if kind and not (found and kind is Kind.DEGREE):
            found = place, kind, past, word
    if tokens and tokens[-1].word == "board" and reader.word(end + 1) in OF_BOARDS:
        return Role(at, end + 2, Kind.OFFICE, False, "board", end - 1)
    if not found:
        return None
    place, kind, past, word = found
    rest = tokens[place + 1 :]
    if english and kind is not Kind.DEGREE and rest and not all(_is_grade(token) for token in rest):
        if kind is not Kind.OFFICE or not all(token.text[0].isupper() for token in rest):
            return None
        # "CEO Acme Software": what follows may be where.
        end = at + place + 1
    return Role(at, end, kind, past, word, at + place)


def _is_grade(token):
    return (
        token.text in ("I", "II", "III", "IV", "(she")
        or token.text.isdigit()
        or token.word == "emeritus"
    )


def _touches(tokens, at):
    around = tokens[max(0, at - 1) : at + 2]
    return (
        len(around) == 3 and around[0].end == around[1].start and around[1].end == around[2].start
    )
