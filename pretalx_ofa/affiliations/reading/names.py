"""Names of organisations in a sentence, and which of them is the unit of which."""

from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from pretalx_ofa.affiliations.reading.words import COUNTRIES, NOUNS, Relation

# No name has more parts, and no part more words.
LONGEST_PART = 20
MOST_PARTS = 8
_OF = {Relation.OF, Relation.OF_THE}
_COMPOUNDS = {
    "universitat": 3,
    "hochschule": 3,
    "gesellschaft": 3,
    "stiftung": 3,
    "verein": 3,
    "verband": 3,
    "ministerium": 3,
    "institut": 2,
    "zentrum": 2,
}
# Their names list subjects: "Ministério da Gestão e da Inovação em Serviços Públicos".
_OF_SUBJECTS = set("ministerio secretaria ministry ministere subsecretaria".split())
_IN_SUBJECTS = set(
    """research studies advances excellence training estudos estudo pesquisa pesquisas investigacao ensino
    estudios investigacion recherche recherches""".split()
)
_PREFIXES = set(
    "pos pre ex vice co sub auto multi inter micro meio mini bem nao recem anti semi e open".split()
)
# Parts that are named after the acronym of what they belong to: "the CSIRO Astronomy division".
_NAMED_AFTER = set(
    "program programme division team group department dept unit school faculty office branch section".split()
)
# What has branches that are told apart by their place: "University of California, Santa Barbara".
_BRANCHED = {"california", "technology", "agriculture"}
_BRANCHING = {"federal", "indian", "national", "california"}
_COMPANIES = set(
    "companies organisations organizations empresas organizacoes organizaciones startups".split()
)
_LIKE = set("like such including como".split())
_EVENTS = set(
    """conference conf summit meetup meetups symposium congress hackathon workshop pycon code+ europython
    fosdem conferencia congresso congreso encontro jornada konferenz kongress olympics
    foss4g fest festival camp barcamp bootcamp award awards prize scholarship""".split()
)
_NOT_NAMES = set(
    "i i'm i've he she we they my his her their our the a an this that it dr prof mr ms".split()
)

# Small words of headlines: "Institute Of Technology Under Ministry Of Y".
_CAPITALISED = set(
    "At In Of For From With Under And The Na No Da Do De Em Am An Bei Im Der Des Von".split()
)


class Rank(IntEnum):
    """How much an organisation's noun says that a name stands alone."""

    NONE = 0
    UNIT = 1
    INSTITUTE = 2
    BODY = 3
    LEGAL = 4


class Name(NamedTuple):
    """What a sentence names from one token to another (not included)."""

    organisation: str
    unit: str | None
    rank: Rank
    first: int
    end: int
    # Whether the first part is no organisation, and another follows: "(professor of) History at X".
    complement: bool
    # Whether it looks like a name and nothing else does: an acronym, capitals inside, a legal form.
    marked: bool
    subject: bool
    place: bool
    # Whether a country is named behind it, which says little: also a town has one.
    placed: bool
    event: bool


class _Part(NamedTuple):
    first: int
    end: int
    rank: Rank
    link: object


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
        for ending, rank in _COMPOUNDS.items():
            if noun.endswith(ending):
                return Rank(rank)
    return Rank.NONE


def is_capitalised(token):
    return _is_capitalised(token.text, token.word)


@lru_cache(maxsize=8192)
def _is_capitalised(text, word):
    first = text[0]
    if not first.isalnum() or word in _NOT_NAMES or text in _CAPITALISED:
        return False
    return (
        first.isupper()
        or any(char.isupper() for char in text[1:])
        # Scripts without capitals.
        or (first.isalpha() and not first.islower())
    )


def is_marked(token):
    """An acronym, capitals inside, or a host name: nothing but a name looks so."""
    return _is_marked(token.text)


@lru_cache(maxsize=8192)
def _is_marked(text):
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 2:
        return False
    capitals = sum(char.isupper() for char in letters)
    inner = any(char.isupper() for char in text[1:]) and "-" not in text
    host = "." in text.strip(".") and text.rsplit(".", 1)[-1].isalpha() and len(text) > 4
    return inner or host or capitals == len(letters)


def is_acronym(token):
    letters = [char for char in token.text if char.isalpha()]
    return 1 < len(letters) <= 10 and sum(map(str.isupper, letters)) >= max(2, len(letters) - 3)


class Reader:
    """Reads the names in one sentence."""

    def __init__(self, sentence, language):
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.language = language
        # Asked again and again for the same places, which would take squares of time.
        self.read, self._part, self._rank = cache(self.read), cache(self._part), cache(self._rank)
        self.roles = {}
        self.closing = _parentheses(self.tokens)
        # A sentence in capitals: they do not tell a name.
        self.shouting = all(not char.islower() for token in self.tokens for char in token.text)

    def token(self, at):
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    def word(self, at):
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def relation(self, at):
        token = self.token(at)
        if token and token.text == "@" and at and self.tokens[at - 1].end == token.start:
            # An address.
            return None
        # "MIT" is no German preposition, and "IT" no pronoun.
        acronym = token and len(token.text) > 1 and token.text.isupper() and not self.shouting
        return self.language.relations.get(token.word) if token and not acronym else None

    def skip_articles(self, at):
        """The first token behind articles and "the company"; not behind a noun that begins a name."""
        start = at
        while at < len(self.tokens) and at < start + 4:
            token = self.tokens[at]
            if token.word in self.language.articles or self._is_generic(token, at):
                at += 1
            elif token.word in _COMPANIES and self.word(at + 1) in _LIKE:
                at += 3 if self.word(at + 1) == "such" else 2
            else:
                break
        return at

    def _is_generic(self, token, at):
        """ "na empresa X"; in German a noun has a capital, and is no part of the name as well."""
        if self.language.code == "de":
            following = self.token(at + 1)
            genitive = token.word.removesuffix("s")
            return genitive in NOUNS.generic and bool(following) and is_capitalised(following)
        return (token.word in NOUNS.generic and token.text.islower()) or token.word.endswith(
            "-based"
        )

    def read(self, at):
        """The name that begins here with all its parts, or None where none does."""
        at = self.skip_articles(at)
        start = self._behind_unit(at)
        parts = self._parts(start)
        if not parts:
            return None
        best = parts[0]
        for part in parts[1:]:
            best = self._better(best, part)
        split = self._named_after(best)
        chosen = split or best
        words = self._words(chosen)
        others = [
            self._words(part)
            for part in parts
            if part is not best and part.link != "place" and not self._names_place(part)
        ]
        if split:
            others.insert(0, self.sentence.words(split.end, best.end))
        names = [token for token in self.tokens[chosen.first : chosen.end] if token.is_word]
        meant = [token.word for token in names if token.word not in self.language.stops]
        return Name(
            organisation=words,
            unit=", ".join(others) or self.sentence.words(at, start - 1) or None,
            rank=chosen.rank if not split else Rank.BODY,
            first=at,
            complement=self._is_complement(parts),
            end=self._end(parts[-1]),
            marked=any(is_marked(token) for token in names) or best.rank is Rank.LEGAL,
            subject=all(word in NOUNS.subjects or word.isdigit() for word in meant),
            place=_is_place(" ".join(token.word for token in names)),
            placed=any(part.link == "place" and self._names_place(part) for part in parts),
            event=_is_event(names),
        )

    def _behind_unit(self, at):
        """Behind "mechanical department of the", a unit in small letters, or "Julia consultancy"."""
        end = at
        while end < min(len(self.tokens), at + 4) and self.tokens[end].text.islower():
            if self.word(end) in self.language.stops:
                return at
            end += 1
            if self.word(end - 1) in NOUNS.units and self.relation(end) in _OF:
                return self.skip_articles(end + 1)
        second, third = self.token(at + 1), self.token(at + 2)
        described = third and second.word in NOUNS.generic and second.text.islower()
        return at + 2 if described and is_capitalised(third) else at

    def _is_complement(self, parts):
        first = parts[0]
        linked = len(parts) > 1 and parts[1].link in (Relation.AT, Relation.OF)
        marked = any(
            is_marked(token) and token.word not in NOUNS.subjects
            for token in self.tokens[first.first : first.end]
        )
        subject = self.word(first.first) in NOUNS.subjects
        return linked and not first.rank and (subject or not marked)

    def _words(self, part):
        country = self.word(part.end - 1) in COUNTRIES
        if (
            country
            and rank_of(self.word(part.first)) is Rank.BODY
            and self.word(part.first).startswith("minist")
        ):
            part = part._replace(end=part.end - 1)
        return self.sentence.words(part.first, part.end)

    def _end(self, part):
        """Behind a part and the acronym in parentheses behind it."""
        return self.closing.get(part.end, part.end - 1) + 1

    def _better(self, best, part):
        """Which of two linked parts is the organisation."""
        if self._names_place(best):
            return part
        if part.link in ("place", "'s"):
            return best
        if part.link is Relation.IN:
            return part if part.rank >= Rank.BODY > best.rank or best.rank is Rank.UNIT < part.rank else best
        if part.link in (Relation.AT, Relation.OF):
            return best if Rank.NONE < part.rank < best.rank else part
        shaped = part.rank is Rank.NONE and best.rank is Rank.UNIT
        if shaped and all(is_acronym(token) for token in self.tokens[part.first : part.end]):
            return part
        return part if part.rank > best.rank else best

    def _names_place(self, part):
        return _is_place(" ".join(token.word for token in self.tokens[part.first : part.end]))

    def _named_after(self, part):
        """Of "the OGC Innovation Program" the part "OGC"; None where a part is no such thing."""
        tokens = self.tokens[part.first : part.end]
        if len(tokens) < 3 or not is_acronym(tokens[0]) or rank_of(tokens[0].word):
            return None
        rest = [token.word for token in tokens[1:]]
        if rest[-1] in _NAMED_AFTER or rest[0] in _NAMED_AFTER:
            return _Part(part.first, part.first + 1, part.rank, part.link)
        return None

    def _parts(self, at):
        end = self._part(at)
        if end == at:
            return []
        parts = [_Part(at, end, self._rank(at, end), None)]
        while len(parts) < MOST_PARTS:
            part = self._next_part(parts)
            if not part:
                break
            parts.append(part)
        return parts

    def _next_part(self, parts):
        last = parts[-1]
        at = self._end(last)
        token = self.token(at)
        if not token:
            return None
        if token.word in ("'s", "’s"):
            return self._linked(at + 1, "'s", named=True)
        relation = self.relation(at)
        comma = token.text == ","
        if comma and self.relation(at + 1) in (Relation.AT, Relation.IN):
            at += 1
            relation = self.relation(at)
        product = last.end - last.first == 1 and not last.rank
        if comma and product and self.word(at + 1) == "part" and self.relation(at + 2) in _OF:
            # "Product owner of F, part of G".
            at, relation = at + 2, Relation.AT
        if relation is Relation.AT:
            part = self._linked(at + 1, Relation.AT)
            return part if part and not _is_event(self.tokens[part.first : part.end]) else None
        if relation is Relation.IN:
            part = self._linked(at + 1, Relation.IN, named=True)
            return part
        if relation in _OF:
            return self._person(at + 1) or self._linked(at + 1, Relation.OF)
        if token.text in (",", "-", "–", "—"):
            return self._listed(parts, at, token)
        return None

    def _person(self, at):
        """Whose a group is, which says nothing of where it is: "the group of Prof. Ada Byron at X"."""
        end = at
        while self.word(end) in ("prof", "professor", "dr", "professora", "doctor"):
            end += 1
        return _Part(at, self._simple(end), Rank.NONE, "place") if end > at else None

    def _linked(self, at, link, *, named=False):
        at = self.skip_articles(at)
        end = self._part(at)
        if end == at:
            return None
        part = _Part(at, end, self._rank(at, end), link)
        if _is_place(" ".join(token.word for token in self.tokens[at:end])):
            return None
        return None if named and not part.rank else part

    def _listed(self, parts, at, mark):
        """A part behind a comma: what it belongs to, a part of it, or a place."""
        start = self.skip_articles(at + 1)
        end = self._part(start)
        if end == start:
            return None
        rank = self._rank(start, end)
        apposition = start > at + 1 and not (rank is Rank.BODY and parts[-1].rank is Rank.UNIT)
        if rank and apposition:
            # "OSGeo.nl, the Dutch chapter".
            return None
        if rank and not self._is_role(start, end):
            return _Part(start, end, rank, ",")
        place = _is_place(" ".join(token.word for token in self.tokens[start:end]))
        if mark.text != ",":
            return None
        last = max(part.rank for part in parts)
        tokens = self.tokens[start:end]
        if last is Rank.UNIT and len(tokens) == 1 and is_acronym(tokens[0]):
            return _Part(start, end, rank, ",")
        closed = self.token(end) is None or self.token(end).text in ",.)("
        if place or (last and closed and len(tokens) <= 3 and not self._is_role(start, end)):
            return _Part(start, end, rank, "place")
        return None

    def _is_role(self, first, end):
        last = self.word(end - 1)
        return last in NOUNS.jobs or last in NOUNS.offices

    def _part(self, at):
        """Behind the name that begins at a token and has no comma but its own; the token where none does."""
        first = self.token(at)
        if not first or not self._begins(first, at):
            return at
        end = at + 1
        while end < min(len(self.tokens), at + LONGEST_PART):
            token = self.tokens[end]
            if self._continues(token):
                end += 1
                continue
            if token.is_word and token.word in NOUNS.units and token.text.islower():
                return end + 1
            if token.word in ("'s", "’s") and self._owns(end):
                end += 2
                continue
            following = self._joined(at, end)
            if not following:
                return end
            end = following
        return end

    def _begins(self, token, at):
        if is_capitalised(token) or (is_marked(token) and token.is_word):
            return True
        following = self.token(at + 1)
        if not token.is_word:
            return False
        if self._is_small_unit(at):
            return True
        if self.language.code in ("pt", "es") and "-" in token.text:
            # Names in small letters: "grupy-sanca"; few other words have a hyphen there.
            ends = not following or not following.is_word or following.word in self.language.ands
            return ends and token.word.split("-")[0] not in _PREFIXES
        if not following:
            return False
        # Names in small letters: "mundialis GmbH".
        return following.word in NOUNS.legal and is_capitalised(following) and token.text.isalpha()

    def _is_small_unit(self, at):
        """ "no programa Ciência Aberta", a unit whose noun is none of its name."""
        token, following = self.tokens[at], self.token(at + 1)
        unit = token.word in NOUNS.units and token.text.islower()
        return unit and bool(following) and is_capitalised(following)

    def _continues(self, token):
        text = token.text
        if is_capitalised(token):
            return True
        if text.isdigit():
            return len(text) <= 3
        return token.word in NOUNS.legal and "." in text

    def _owns(self, at):
        """Whether an apostrophe belongs to a name: "King's College", "Queen's University"."""
        following = self.token(at + 1)
        return bool(following) and rank_of(following.word) >= Rank.INSTITUTE

    def _joined(self, first, end):
        """Behind the word to which small words or a comma join a name, or 0."""
        at = end
        token = self.tokens[at]
        if token.text == ",":
            return self._legal(at) or self._branch(first, at) or self._list(first, at)
        while at < len(self.tokens) and at < end + 3 and self._connects(self.tokens[at]):
            at += 1
        following = self.token(at)
        if at == end or not following or not is_capitalised(following):
            return 0
        small = self.tokens[end]
        if small.word in self.language.ands or small.word in ("y", "e", "und", "et", "and", "&"):
            return at + 1 if self._and_joins(first, end, at) else 0
        relation = self.relation(end)
        if relation is Relation.AT:
            return at + 1 if self._place_joins(first, end, at) else 0
        if relation is Relation.IN:
            return at + 1 if self._in_joins(first, end) else 0
        if relation is Relation.OF_THE and self.word(end) in ("der", "des", "dem"):
            # German: a genitive is a part of the name only where it is no name of its own.
            return 0 if self._rank(at, self._simple(at)) else at + 1
        before = [token.word for token in self.tokens[first:end]]
        if relation is Relation.OF_THE and self.tokens[first].text.islower():
            return 0
        mine, other = self._rank(first, end), self._rank(at, self._simple(at))
        if before[-1] in ("directors", "trustees", "governors"):
            return 0
        if (other or is_acronym(following)) and all(word in NOUNS.subjects for word in before):
            # "Chefe de Dados da Prefeitura": a subject, and where.
            return 0
        if not mine or not other:
            board = self.word(first) in ("conselho", "consejo", "conseil", "comite", "board")
            belongs = relation is Relation.OF_THE and (board or mine in (Rank.UNIT, Rank.INSTITUTE))
            return 0 if belongs and is_acronym(following) else at + 1
        return 0 if other > mine or (other is mine is Rank.BODY) else at + 1

    def _connects(self, token):
        if token.text in ("&", "+"):
            return True
        word = token.word
        if not token.is_word or not (token.text.islower() or token.text in _CAPITALISED):
            return False
        return (
            word in self.language.ands
            or word in self.language.articles
            or self.language.relations.get(word) in (*_OF, Relation.AT, Relation.IN, Relation.FOR)
            or word
            in {
                "of",
                "the",
                "for",
                "and",
                "on",
                "de",
                "la",
                "del",
                "do",
                "da",
                "dos",
                "das",
                "para",
            }
            or word
            in {"fur", "di", "du", "van", "von", "y", "und", "et", "à", "e", "pour", "zu", "zur", "d'", "l'"}
        ) and word not in (
            "a",
            "an",
            "his",
            "her",
            "my",
            "their",
            "uma",
            "um",
            "una",
            "eine",
            "une",
            "no+",
        )

    def _simple(self, at):
        """Behind the capitalised words in a row."""
        end = at
        while (
            end < len(self.tokens) and end < at + LONGEST_PART and is_capitalised(self.tokens[end])
        ):
            end += 1
        return end

    def _and_joins(self, first, end, at):
        """Whether "and" is in a name ("Land and Water Institute"), not between two."""
        mine = self._rank(first, end)
        simple = self._simple(at)
        other = self._rank(at, simple + (self.word(simple) in NOUNS.units))
        if (
            simple == at + 1
            and self.word(simple) not in NOUNS.units
            and not is_marked(self.tokens[at])
        ):
            # A noun alone is a subject: "Centro de Tecnologia e Sociedade".
            other = Rank.NONE
        if self.tokens[at - 1].word in self.language.articles or self.relation(at - 1):
            listing = self.word(first) in _OF_SUBJECTS or self._lists_subjects(first, end)
            listing |= bool(mine) and self.word(at) in NOUNS.subjects and simple == at + 1
            return listing and not other and not is_marked(self.tokens[at])
        if self.tokens[end].text == "&":
            return not (mine and other) or other is Rank.LEGAL
        if self._is_role(at, simple):
            return False
        if mine and other:
            return False
        if mine:
            # "Ministry of Planning and Investment": its noun stands first, and more is listed.
            whole = is_marked(self.tokens[at]) or not rank_of(self.tokens[first].word)
            counted = any(
                rank_of(token.word) for token in self.tokens[first : min(first + 3, end - 1)]
            )
            return counted and not is_marked(self.tokens[at]) and (not whole or end - first > 2)
        if other:
            alone = is_marked(self.tokens[end - 1]) and end - first == 1
            return not alone and not rank_of(self.tokens[at].word)
        return False

    def _lists_subjects(self, first, end):
        """ "Instituto do Meio Ambiente e dos Recursos Naturais": "of the" stands twice."""
        noun = rank_of(self.word(first))
        inner = any(self.relation(at) is Relation.OF_THE for at in range(first, end))
        return bool(noun) and inner and not self.word(first).startswith("univers")

    def _place_joins(self, first, end, at):
        """Whether "at" names the place of a university: "University of Texas at Arlington"."""
        if self._rank(first, end) is not Rank.BODY or is_acronym(self.tokens[at]):
            return False
        simple = self._simple(at)
        return simple - at <= 2 and not self._rank(at, simple) and self.word(end) == "at"

    def _in_joins(self, first, end):
        """Whether "in" is in a name: "Institute for Research in Optics", "FernUniversität in Hagen"."""
        if self.language.code == "de":
            return rank_of(self.word(end - 1)) is Rank.BODY
        if self.word(first) in _OF_SUBJECTS:
            return True
        return self.word(end - 1) in _IN_SUBJECTS

    def _legal(self, at):
        token = self.token(at + 1)
        if not token or token.word not in NOUNS.legal or not is_capitalised(token):
            return 0
        return at + 2

    def _branch(self, first, at):
        """ "University of California, Davis": its place tells it from others of the same name."""
        words = [token.word for token in self.tokens[first:at]]
        if words[-1] not in _BRANCHED or not _BRANCHING & set(words) or not self._rank(first, at):
            return 0
        simple = self._simple(at + 1)
        words = " ".join(token.word for token in self.tokens[at + 1 : simple])
        named = simple > at + 1 and not self._rank(at + 1, simple) and not _is_place(words)
        return simple if named else 0

    def _list(self, first, at):
        """ "Department of the Environment, Tourism and Science": a list within a name."""
        before = any(rank_of(token.word) for token in self.tokens[first : first + 1])
        end = at
        while self.token(end) and self.tokens[end].text == "," and end < at + 12:
            following = end + 1
            if self.word(following) in self.language.ands:
                break
            simple = self._simple(following)
            if (
                simple == following
                or simple - following > 3
                or self._starts_list_anew(following, simple, before)
            ):
                return 0
            end = simple
        if self.token(end) and self.tokens[end].text == ",":
            end += 1
        if self.word(end) not in self.language.ands:
            return 0
        simple = self._simple(end + 1)
        ranked = self._rank(end + 1, simple)
        if simple == end + 1 or (self._is_role(end + 1, simple)):
            return 0
        if before:
            return 0 if ranked or not self._rank(first, at) < Rank.BODY else simple
        lower_unit = self.word(simple) in NOUNS.units
        head_last = ranked and not rank_of(self.word(end + 1))
        return simple if not self._rank(first, at) and (head_last or lower_unit) else 0

    def _starts_list_anew(self, first, end, before):
        return (
            bool(self._rank(first, end))
            or self._is_role(first, end)
            or (before and any(is_marked(token) for token in self.tokens[first:end]))
        )

    def _rank(self, first, end):
        tokens = self.tokens[first:end]
        rank = max(
            (rank_of(token.word) for token in tokens if is_capitalised(token) or "." in token.text),
            default=0,
        )
        for token in (*tokens[:1], *tokens[-1:]):
            if token.text.islower():
                rank = max(rank, rank_of(token.word))
        company = len(tokens) > 1 and tokens[-1].word in NOUNS.companies
        if company and not any(self.language.relations.get(token.word) for token in tokens):
            rank = max(rank, Rank.BODY)
        return Rank(rank)


def _parentheses(tokens):
    """Where each parenthesis that opens is closed; those that are not are missing."""
    opened, closing = [], {}
    for at, token in enumerate(tokens):
        if token.text in "([":
            opened.append(at)
        elif token.text in ")]" and opened:
            closing[opened.pop()] = at
    return closing


def _is_place(words):
    return words in COUNTRIES


def _is_event(tokens):
    words = [token.word for token in tokens if token.is_word]
    if words and words[-1].isdigit() and len(words[-1]) == 4:
        return True
    return (
        any(word in _EVENTS for word in words[-2:])
        or words[-3:] == ["summer", "of", "code"]
        or any(word.endswith(("con", "conf")) and len(word) > 4 for word in words)
    )
