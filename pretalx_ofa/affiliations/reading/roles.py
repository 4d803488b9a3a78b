"""What a line says that somebody is: "Senior Lecturer", "engenheira de software"."""

from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from pretalx_ofa.affiliations.reading.nouns import Rank, rank_of
from pretalx_ofa.affiliations.reading.words import ENDINGS, NOUNS

# No role has more words.
LONGEST = 14
_COMPOUNDS = ("student", "studentin")
_QUALIFIERS = set(
    """executivo executiva geral adjunto adjunta tecnico tecnica chefe presidente fundador fundadora general
    ejecutivo ejecutiva adjoint adjointe""".split()
)
_DEPUTIES = ("co", "vice", "sub")
_OF_BOARDS = {"directors", "trustees", "governors"}
_GRADES = {"I", "II", "III", "IV"}


class Kind(Enum):
    # Held *of* an organisation: founder, member.
    OFFICE = "office"
    JOB = "job"
    STUDENT = "student"
    DEGREE = "degree"
    # Author, maintainer, speaker: nobody's employee by that.
    MAKER = "maker"
    # Words of no vocabulary, where a role is expected.
    PHRASE = "phrase"


class Role(NamedTuple):
    first: int
    end: int
    kind: Kind
    # Says itself that it is over: "ex-presidente".
    past: bool
    # The noun that makes it a role, folded, and its token.
    noun: str
    noun_at: int
    # Whether its last noun is a maker's: "engineer and creator of X".
    makes: bool


@lru_cache(maxsize=8192)
def kind_of(word, endings=frozenset()):
    """The kind of role a word is, or None. Endings tell it only where a noun is expected."""
    kinds = (
        (NOUNS.students, Kind.STUDENT),
        (NOUNS.offices, Kind.OFFICE),
        (NOUNS.jobs, Kind.JOB),
        (NOUNS.makers, Kind.MAKER),
        (NOUNS.degrees, Kind.DEGREE),
    )
    for nouns, kind in kinds:
        if word in nouns:
            return kind
    return _compound(word) or _with_ending(word, endings) or _gendered(word, endings)


def _compound(word):
    """ "Coorganizadora", "diretora-executiva", "Informatikstudentin"."""
    for prefix in _DEPUTIES:
        kind = kind_of(word.removeprefix(prefix).lstrip("-")) if word.startswith(prefix) else None
        if kind in (Kind.OFFICE, Kind.JOB):
            return kind
    first, hyphen, second = word.partition("-")
    if hyphen and second in _QUALIFIERS:
        return kind_of(first)
    return Kind.STUDENT if word.endswith(_COMPOUNDS) else None


def _with_ending(word, endings):
    if word in NOUNS.no_jobs or len(word) < 6 or "-" in word:
        return None
    ends = any(word[-length:] in endings for length in range(3, len(word) - 1))
    return Kind.JOB if ends else None


def _gendered(word, endings):
    """ "Entwickler*in", "Entwickler:innen"."""
    stem, mark, rest = word.replace(":", "*").partition("*")
    gendered = mark and len(rest) < 6 and rest.startswith(("in", "r", "frau"))
    return kind_of(stem, endings) if gendered else None


def run(line, at):
    """Behind the words from here on that may be those of a role: no small ones, no verbs, no years."""
    end = at
    while end < min(len(line), at + LONGEST) and _goes_on(line, at, end):
        end += 1
    return end - 1 if end > at and line.word(end - 1) == "/" else end


def _goes_on(line, first, at):
    token = line.tokens[at]
    if token.word == "/" and at > first:
        return _touches(line.tokens, at)
    if token.word in ("'s", "’s") and at > first:
        # "Master's student".
        return line.word(at - 1) in NOUNS.degrees
    year = token.word.isdigit() and len(token.word) == 4
    adverb = token.word.endswith("ly") or token.word in line.language.former
    return token.is_word and token.word not in line.small and not year and not adverb


def _touches(tokens, at):
    before, mark, behind = (*tokens[at - 1 : at + 2], None)[:3]
    return bool(behind) and before.end == mark.start and mark.end == behind.start


def read(line, at):
    """The role that begins here, as long as nothing but "and" joins its words, or None."""
    if at not in line.roles:
        line.roles[at] = _read(line, at)
    return line.roles[at]


def _read(line, at):
    role = _simple(line, at) or _of_two_subjects(line, at)
    while role and (following := _joined(line, role.end)):
        stronger = role.kind is Kind.MAKER or following.kind is Kind.OFFICE
        role = role._replace(
            end=following.end,
            kind=following.kind if stronger else role.kind,
            makes=following.makes,
        )
    return role


def _joined(line, at):
    if not line.is_and(at) and line.word(at) not in ("&", "/", "+"):
        return None
    role = _simple(line, at + 1) or _title(line, at + 1)
    return None if role and (role.kind is Kind.DEGREE or role.past) else role


def _title(line, at):
    """ "Fundador e CSA da": an acronym between "and" and a preposition is a title."""
    end = run(line, at)
    title = line.written(at, end)
    titled = end == at + 1 and title.isupper() and 1 < len(title) < 5 and line.relation(end)
    return Role(at, end, Kind.OFFICE, False, line.word(at), at, False) if titled else None


def _of_two_subjects(line, at):
    """ "GIS and Remote Sensing Analyst": "and" joins what stands before the noun."""
    end = run(line, at)
    before = line.word(at - 1)
    introduced = not at or line.is_article(at - 1) or before in line.language.as_
    if line.language.code != "en" or end == at or not introduced:
        return None
    if not line.is_and(end) or not line.tokens[at].text[0].isupper():
        return None
    role = _simple(line, end + 1)
    return role._replace(first=at) if role and role.end - role.first > 1 else None


def _simple(line, at):
    """The words of a role in a row, or None."""
    end = run(line, at)
    if end > at and line.word(end - 1) == "board" and line.word(end + 1) in _OF_BOARDS:
        # "Board of Directors" is one word in all but spelling.
        return Role(at, end + 2, Kind.OFFICE, False, "board", end - 1, False)
    found = None
    for place in range(at, end):
        role = _noun(line, at, place, end)
        # The last one in English, the first one elsewhere; a degree is what else there is to say.
        keeps = found and (role is None or role.kind is Kind.DEGREE or _is_first(line, found))
        found = found if keeps else role
    if not found or found.kind is Kind.DEGREE:
        return found
    english = line.language.code == "en"
    return _without_what_follows(line, found) if english else _without_body(line, found)


def _without_body(line, role):
    """Elsewhere adjectives follow, and in a short line what somebody belongs to: "Professora PUC Lua"."""
    for at in range(role.noun_at + 1, role.end):
        if line.tokens[at].text.isupper() and rank_of(line.word(at)) is Rank.BODY:
            return role._replace(end=at)
    return role


def _is_first(line, role):
    return line.language.code != "en" and role.kind in (Kind.OFFICE, Kind.JOB, Kind.STUDENT)


def _noun(line, first, at, end):
    """The role that a word makes of the words around it, or None."""
    language, token = line.language, line.tokens[at]
    # English has its noun at the end, others at the start or, as English titles, at the end.
    place = at == end - 1 or (language.code != "en" and at == first)
    if language.code != "en" and not place and not token.text.islower():
        return None
    word = token.word
    past = word.startswith(("ex-", "former-")) and word not in NOUNS.degrees
    word = word.split("-", 1)[1] if past else word
    kind = kind_of(word, ENDINGS[language.code] if place else frozenset())
    # "Ex-mandachuva": whatever it was.
    kind = kind or (Kind.JOB if past else None)
    return Role(first, end, kind, past, word, at, kind is Kind.MAKER) if kind else None


def _without_what_follows(line, role):
    """An English role ends with its noun: "Engineer II"; behind an office a name may follow."""
    rest = line.tokens[role.noun_at + 1 : role.end]
    if all(token.text in _GRADES or token.text.isdigit() for token in rest):
        return role
    named = role.kind is Kind.OFFICE and all(token.text[0].isupper() for token in rest)
    named = named and line.is_closed(role.end) and not line.relation(role.end)
    return role._replace(end=role.noun_at + 1) if named else None
