"""Which organisations an answer names: what people type where a form asks for their organisation."""

import re
from typing import NamedTuple

from pretalx_ofa.affiliations.reading import roles
from pretalx_ofa.affiliations.reading.biographies import affiliations_in
from pretalx_ofa.affiliations.reading.lines import Line
from pretalx_ofa.affiliations.reading.names import Names
from pretalx_ofa.affiliations.reading.nouns import Rank, is_acronym, is_marked, rank_of
from pretalx_ofa.affiliations.reading.roles import Kind
from pretalx_ofa.affiliations.reading.text import Token, fold, plain, sentences
from pretalx_ofa.affiliations.reading.words import NOUNS, PLACES, language_of
from pretalx_ofa.base.junk import is_junk

# What is longer names no organisations; its beginning may.
LONGEST = 2000
_ALWAYS = re.compile(r"\s*[;\n|•]\s*|\s+/\s+")
_SLASH = re.compile(r"\s*/\s*")
_COMMA = re.compile(r"\s*,\s*|\s+[-–—]{1,2}\s+")
_AND = re.compile(r"\s+(?:and|e|y|et|und|&|\+)\s+|\s*\+\s*")
_PARENTHESES = re.compile(r"\s*\([^()]*\)")
_WORD = re.compile(r"[^\W_](?:[\w.'’&-]*[^\W_])?")
_PREPOSITION = re.compile(r"@|\s(?:at|in|na|no|da|do|em|en|bei|chez|of|for)\s", re.IGNORECASE)
# Who belongs to no organisation says so in these words, and in names of roles.
_ALONE = set(
    """independent independente independiente independant unabhangig freelance freelancer freelancing
    freiberuflich privatperson freiberufler freiberuflerin selbststandig selbstandig autonomo autonoma self-employed
    self employed selfemployed myself individual personal solo indie private privat particular
    unemployed desempregado desempregada retired aposentado aposentada jubilado rentner hobbyist
    volunteer voluntario citizen community attendee between jobs looking job""".split()
)
_SMALL = set(
    "a an the of for at de da do das dos del la le und and y e et in en em i am i'm my own as".split()
)
# Of the United States and of Brazil.
_STATES = set(
    """AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND
    OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AC AP AM BA CE DF ES GO MT PB PR PE PI RJ RN RS RO
    RR SP SE TO""".split()
)
_GRADES = {"senior", "junior", "lead", "chief", "staff", "principal", "full", "stack", "full-stack"}
_ROLES = (Kind.OFFICE, Kind.JOB, Kind.STUDENT)
_GLUED = {"board", "team", "core", "volunteer", "staff"}
_UNIVERSITIES = (
    "univers",
    "hochschul",
    "college",
    "politec",
    "polytech",
    "institut",
    "escola",
    "facul",
)


class _Part(NamedTuple):
    text: str
    tokens: tuple
    rank: Rank

    @property
    def words(self):
        return [token.word for token in self.tokens]

    @property
    def is_acronym(self):
        return len(self.tokens) == 1 and is_acronym(self.tokens[0])

    @property
    def is_marked(self):
        return any(is_marked(token) for token in self.tokens)

    @property
    def is_subject(self):
        return all(word in NOUNS.subjects or word in _SMALL for word in self.words)

    @property
    def is_university(self):
        return any(noun in word for noun in _UNIVERSITIES for word in self.words)

    def abbreviates(self, other):
        """Whether it is the other's acronym: "Fundação Getulio Vargas - FGV"."""
        letters = iter(fold(other.text))
        return self.is_acronym and all(char in letters for char in fold(self.text))


def organisations_in(raw):
    """The organisations that an answer names, in order, each once; () where it names none."""
    text = plain(raw[:LONGEST])
    if is_junk(text) or _is_nobody(_part(text)):
        return ()
    lines = [line.strip() for line in _ALWAYS.split(text)]
    parts = [part for line in lines if line and not is_junk(line) for part in _of_line(line)]
    whole = any(part.rank >= Rank.BODY for part in parts)
    # "School of Geography; University of X": a unit beside what it may be a part of.
    kept = [part.text for part in parts if not (whole and part.rank is Rank.UNIT)]
    return tuple(
        {fold(name): name for name in reversed(kept)}[key] for key in dict.fromkeys(map(fold, kept))
    )


def _part(text):
    tokens = tuple(
        Token(match[0], fold(match[0]), match.start(), match.end())
        for match in _WORD.finditer(text)
    )
    rank = max((rank_of(token.word) for token in tokens), default=Rank.NONE)
    ends = len(tokens) > 1 and tokens[-1].word in NOUNS.companies and tokens[-1].text[0].isupper()
    return _Part(text, tokens, max(rank, Rank.BODY) if ends else rank)


def _of_line(line):
    """The organisations between marks that part them for certain."""
    told = _told(line)
    if told is not None:
        return told
    line = _PARENTHESES.sub("", line).strip() or line.strip("() ")
    return [part for piece in _slashed(line) for part in _listed(piece)]


def _told(line):
    """What a sentence says, "Professor at X"; None where the line is none."""
    part = _part(line)
    if _is_nobody(part):
        return []
    kinds = [roles.kind_of(word) for word in part.words[:4]]
    # "Secretaria" is an office without its accent.
    begins = kinds and kinds[0] in _ROLES and " " in line and not rank_of(part.words[0])
    told = begins or (any(kinds) and _PREPOSITION.search(line))
    if not told and not line.startswith("@"):
        return None
    # A title alone does not tell its language; the nouns of others stand first.
    mentions = affiliations_in(line) or affiliations_in(line, "pt")
    if mentions:
        return [_part(mention.organisation) for mention in mentions if mention.current]
    return [] if kinds and kinds[0] is Kind.MAKER else None


def _slashed(line):
    """What stands between slashes, unless they are letters of one name: "S/A"."""
    pieces = [piece for piece in _SLASH.split(line) if piece]
    return [line] if any(len(piece) < 3 for piece in pieces) else pieces


def _listed(text):
    """The organisations between commas, without units, places and roles beside them."""
    texts = [piece for piece in _COMMA.split(text) if piece and not is_junk(piece)]
    texts = _joined(_without_states(texts))
    pieces = [piece for joined in texts for piece in _anded(joined)]
    parts = [_without_unit(part) for part in map(_without_role, pieces) if part]
    if len(texts) == 1:
        return parts
    parts = [part for part in parts if fold(part.text) not in PLACES] or parts
    parts = [part for part in parts if not any(map(part.abbreviates, _others(parts, part)))]
    parts = [part for part in parts if not part.is_subject] or parts
    best = max((part.rank for part in parts), default=Rank.NONE)
    if not best:
        return parts
    if best is Rank.UNIT:
        return [part for part in parts if not part.rank] or parts[:1]
    return _beside_ranked(parts, best)


def _others(parts, part):
    return [other for other in parts if len(other.tokens) > 1 and other is not part]


def _without_states(texts):
    """Texts without a state and its town: "MIT, Cambridge, MA"."""
    if len(texts) < 2 or texts[-1] not in _STATES:
        return texts
    return texts[:-2] if len(texts) > 2 else texts[:-1]


def _beside_ranked(parts, best):
    """Of parts beside an institute or a body, those that are no part and no place of it."""
    if best is Rank.INSTITUTE and (acronyms := [part for part in parts if part.is_acronym]):
        return acronyms
    kept, inside = [], False
    for part in parts:
        stands = part.rank >= min(best, Rank.BODY) and (best is not Rank.INSTITUTE or not kept)
        if stands or (not part.rank and not inside):
            kept.append(part)
        inside |= bool(part.rank) and (not stands or part.is_university)
    return kept


def _joined(texts):
    """Texts between commas, put together where the comma is one of the name."""
    joined = []
    for text in texts:
        part, before = _part(text), _part(joined[-1]) if joined else None
        legal = part.tokens and all(rank_of(word) is Rank.LEGAL for word in part.words)
        if before and (legal or _is_branch(before, part)):
            joined[-1] = f"{joined[-1]}, {text}"
        else:
            joined.append(text)
    first, rest = _part(joined[0]) if joined else None, [_part(text) for text in joined[1:]]
    # "Department of Environment, Tourism, Science and Innovation".
    subjects = rest and not any(part.rank for part in rest) and _AND.search(joined[-1])
    if subjects and rank_of(first.words[0]) and not any(part.is_marked for part in rest):
        return [", ".join(joined)]
    return joined


def _is_branch(before, part):
    """ "University of California, Davis": without its place it would be another."""
    if part.rank or before.rank < Rank.INSTITUTE or fold(part.text) in PLACES:
        return False
    words = before.words
    shared = words[0] in ("federal", "indian", "national")
    return words[-1] == "california" or (
        shared and words[-1] in ("technology", "agriculture", "science")
    )


def _anded(text):
    """Names joined by "and" where each is one by itself: "USP e FGV", not "Ernst & Young"."""
    pieces = [piece for piece in _AND.split(text) if piece]
    parts = [_part(piece) for piece in pieces]
    named = [
        not part.text[0].islower()
        and (part.is_marked or (part.rank and (" " in part.text or "-" in part.text)))
        for part in parts
    ]
    beside = any(part.is_acronym for part in parts) and all(len(part.tokens) == 1 for part in parts)
    subjects = all(part.is_subject for part in parts)
    return pieces if len(parts) > 1 and (all(named) or beside) and not subjects else [text]


def _without_role(text):
    """The part without a role: "PSF Board", "DCUS Organizer"; None where nothing else is left."""
    part = _part(text)
    if _is_nobody(part):
        return None
    end = len(part.tokens)
    while end and (part.words[end - 1] in _GLUED or roles.kind_of(part.words[end - 1])):
        end -= 1
    if end in (0, len(part.tokens)):
        return part
    left = _part(text[: part.tokens[end - 1].end])
    return left if end > 1 or left.is_marked else part


def _without_unit(part):
    """The part without the unit named before it: "Faculdade de Direito da UFRGS"."""
    if part.rank is Rank.NONE:
        return part
    for sentence in sentences(part.text):
        name = Names(Line(sentence, language_of(sentence))).read(0)
        whole = name and name.unit and name.end == len(sentence.tokens)
        return _part(name.organisation) if whole else part
    return part


def _is_nobody(part):
    """Whether only a role is named, or that there is no organisation: "independent consultant"."""
    words = part.words
    says = any(word in _ALONE or roles.kind_of(word) for word in words)
    return says and all(
        word in _ALONE
        or word in _SMALL
        or word in _GRADES
        or word in NOUNS.subjects
        or roles.kind_of(word)
        for word in words
    )
