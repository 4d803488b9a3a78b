"""Names of organisations in a line, and which of them is the unit of which."""

from functools import cache
from typing import NamedTuple

from pretalx_ofa.affiliations.reading.nouns import (
    Rank,
    is_acronym,
    is_capitalised,
    is_event,
    is_marked,
    is_place,
    rank_of,
)
from pretalx_ofa.affiliations.reading.spans import OF, Spans
from pretalx_ofa.affiliations.reading.words import NOUNS, PLACES, Relation

# No organisation is named with more units and places.
MOST_PARTS = 6
# How a part is tied to the one before it, where no preposition does.
_COMMA, _OWNER, _PLACE = "comma", "owner", "place"
# Units that are named after the acronym of what they belong to: "the CSIRO Astronomy division".
_NAMED_AFTER = set(
    "program programme division team group department dept unit school faculty office branch section".split()
)
# "Companies like X".
_COMPANIES = set(
    """companies organisations organizations communities groups empresas organizacoes comunidades grupos
    startups""".split()
)
_LIKE = {"like": 2, "including": 2, "como": 2, "such": 3}
_TITLES = {"prof", "professor", "professora", "dr"}


class Name(NamedTuple):
    """What a line names from one token to another (not included)."""

    organisation: str
    unit: str | None
    rank: Rank
    first: int
    end: int
    # Whether it looks like a name and like nothing else: an acronym, capitals inside, a legal form.
    marked: bool
    # Whether the first part is a subject, and what it is taught at follows: "History at X".
    complement: bool
    subject: bool
    place: bool
    event: bool
    # Whether it is but a noun: "the Department".
    is_noun: bool
    # Whether a country stands behind it: that may as well make it a town.
    in_country: bool

    @property
    def is_organisation(self):
        return not (self.subject or self.place)


class _Part(NamedTuple):
    first: int
    end: int
    rank: Rank
    link: object


class Names:
    """Reads the names of one line."""

    def __init__(self, line):
        self.line = line
        self.tokens = line.tokens
        self.spans = Spans(line)
        self.read = cache(self.read)

    def read(self, at):
        """The name that begins here with all its parts, or None where none does."""
        at = self._behind_articles(at)
        unit_end = self._unit_end(at)
        start = (
            self._behind_articles(unit_end + 1) if unit_end > at else self._behind_description(at)
        )
        parts = self._parts(start)
        if not parts:
            return None
        best = parts[0]
        for part in parts[1:]:
            best = self._better(best, part)
        owner = self._owner(best)
        chosen = owner or best
        units = [self._written(part) for part in parts if part is not best and self._is_unit(part)]
        if owner:
            units.insert(0, self.line.written(owner.end, best.end))
        words = self.line.words(chosen.first, chosen.end)
        meant = [word for word in words if word not in self.line.language.stops]
        named = self.tokens[chosen.first : chosen.end]
        return Name(
            organisation=self._written(chosen),
            unit=", ".join(units) or self.line.written(at, unit_end) or None,
            rank=chosen.rank,
            first=at,
            end=self._end(parts[-1]),
            marked=any(map(is_marked, named)) or best.rank is Rank.LEGAL,
            complement=self._is_complement(parts),
            subject=all(word in NOUNS.subjects or word.isdigit() for word in meant),
            place=is_place(words),
            event=is_event(words),
            is_noun=len(words) == 1 and self._is_noun(named[0]),
            in_country=any(part.link == _PLACE and self._is_place(part) for part in parts),
        )

    def _behind_articles(self, at):
        """Behind articles and what is no name: "a empresa", "companies like"."""
        end = at
        while end < min(len(self.tokens), at + 4):
            token = self.tokens[end]
            if self.line.is_article(end) or self._is_generic(token, end):
                end += 1
            elif token.word in _COMPANIES and self.line.word(end + 1) in _LIKE:
                end += _LIKE[self.line.word(end + 1)]
            else:
                break
        return end

    def _is_generic(self, token, at):
        if self.line.language.code == "de":
            # A noun has a capital there, and stands before the name.
            following = self.line.token(at + 1)
            noun = token.word in NOUNS.generic or token.word.removesuffix("s") in NOUNS.generic
            return noun and bool(following) and is_capitalised(following)
        noun = token.word in NOUNS.generic and token.text.islower()
        return noun or token.word.endswith("-based")

    def _unit_end(self, at):
        """Behind "mechanical department" before "of", a unit in small letters; else the token itself."""
        end = at
        while end < min(len(self.tokens), at + 4) and self.tokens[end].text.islower():
            if self.line.word(end) in self.line.language.stops:
                return at
            end += 1
            if self.line.word(end - 1) in NOUNS.units and self.line.relation(end) in OF:
                return end
        return at

    def _behind_description(self, at):
        """Behind "Julia consultancy", before its name."""
        second, third = self.line.token(at + 1), self.line.token(at + 2)
        described = third and second.word in NOUNS.generic and second.text.islower()
        return at + 2 if described and is_capitalised(third) else at

    # Parts

    def _parts(self, at):
        end = self.spans.end(at)
        parts = [self._part(at, end, None)] if end > at else []
        while parts and len(parts) < MOST_PARTS and (part := self._next(parts)):
            parts.append(part)
        return parts

    def _part(self, first, end, link):
        return _Part(first, end, self.spans.rank(first, end), link)

    def _end(self, part):
        """Behind a part and the acronym in parentheses behind it."""
        return self.line.closing.get(part.end, part.end - 1) + 1

    def _next(self, parts):
        """The part that is linked to the last one, or None."""
        last = parts[-1]
        at = self._end(last)
        if self.line.word(at) in ("'s", "’s"):
            part = self._linked(at + 1, _OWNER)
            return part if part and part.rank else None
        if self.line.word(at) == ",":
            part = last.rank in (Rank.UNIT, Rank.INSTITUTE)
            inner = self.line.relation(at + 1) is Relation.IN
            if inner or (part and self.line.relation(at + 1) is Relation.AT):
                at += 1
            elif self.line.word(at + 1) == "part" and self.line.relation(at + 2) in OF:
                # "Product owner of F, part of G".
                product = last.end - last.first == 1 and not last.rank
                return self._linked(at + 3, Relation.AT) if product else None
        relation = self.line.relation(at)
        if relation is Relation.AT:
            part = self._linked(at + 1, relation)
            return part if part and not is_event(self.line.words(part.first, part.end)) else None
        if relation is Relation.IN:
            part = self._linked(at + 1, relation)
            return part if part and part.rank else None
        if relation in OF:
            return self._person(at + 1) or self._linked(at + 1, relation)
        if self.line.word(at) in (",", "-", "–", "—"):
            return self._listed(parts, at)
        return None

    def _person(self, at):
        """Whose a group is, which says nothing of where: "the group of Prof. Ada Byron at X"."""
        end = at
        while self.line.word(end) in _TITLES:
            end += 1
        return _Part(at, self.spans.capitals(end), Rank.NONE, _PLACE) if end > at else None

    def _linked(self, at, link):
        at = self._behind_articles(at)
        part = self._part(at, self.spans.end(at), link)
        return None if part.end == at or self._is_place(part) else part

    def _listed(self, parts, mark):
        """A part behind a comma: what the others belong to, a part of them, or a place."""
        start = self._behind_articles(mark + 1)
        part = self._part(start, self.spans.end(start), _COMMA)
        if part.end == start:
            return None
        role = self.spans.is_role(part.end)
        if part.rank and not role:
            # "OSGeo.nl, the Dutch chapter" says the same thing twice.
            apposition = start > mark + 1
            above = part.rank is Rank.BODY and parts[-1].rank is Rank.UNIT
            return part if above or not apposition else None
        if self.line.word(mark) != ",":
            return None
        best = max(other.rank for other in parts)
        if best is Rank.UNIT and self._is_acronym(part):
            return part
        closed = not self.line.token(part.end) or self.line.word(part.end) in ",.)("
        place = best and closed and part.end - start <= 3 and not role
        return part._replace(link=_PLACE) if place or self._is_place(part) else None

    # Which of them it is

    def _better(self, best, part):
        """Which of two linked parts is the organisation."""
        if self._is_place(best):
            return part
        if part.link in (_PLACE, _OWNER):
            return best
        if part.link is Relation.IN:
            higher = best.rank is Rank.UNIT < part.rank or part.rank >= Rank.BODY > best.rank
            return part if higher else best
        if part.link is Relation.AT or part.link in OF:
            return best if Rank.NONE < part.rank < best.rank else part
        if best.rank is Rank.UNIT and not part.rank and self._is_acronym(part):
            return part
        return part if part.rank > best.rank else best

    def _owner(self, part):
        """Of "the OGC Innovation Program" the part "OGC"; None where a part is no such thing."""
        tokens = self.tokens[part.first : part.end]
        if len(tokens) < 3 or not is_acronym(tokens[0]) or rank_of(tokens[0].word):
            return None
        if tokens[-1].word in _NAMED_AFTER or tokens[1].word in _NAMED_AFTER:
            return _Part(part.first, part.first + 1, Rank.BODY, part.link)
        return None

    def _is_complement(self, parts):
        first = parts[0]
        linked = len(parts) > 1 and (parts[1].link is Relation.AT or parts[1].link in OF)
        marked = any(
            is_marked(token) and token.word not in NOUNS.subjects
            for token in self.tokens[first.first : first.end]
        )
        words = self.line.words(first.first, first.end)
        subject = words[0] in NOUNS.subjects
        return linked and not any(map(rank_of, words)) and (subject or not marked)

    def _is_noun(self, token):
        return bool(rank_of(token.word)) and "-" not in token.word and not is_marked(token)

    def _is_acronym(self, part):
        return part.end - part.first == 1 and is_acronym(self.tokens[part.first])

    def _is_place(self, part):
        return is_place(self.line.words(part.first, part.end))

    def _is_unit(self, part):
        return part.link != _PLACE and not self._is_place(part)

    def _written(self, part):
        """A part as it is written; a ministry without its country."""
        ministry = self.line.word(part.first).startswith("minist")
        in_country = ministry and self.line.word(part.end - 1) in PLACES
        return self.line.written(part.first, part.end - in_country)
