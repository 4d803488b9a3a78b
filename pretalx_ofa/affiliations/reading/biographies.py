"""Which organisations a biography says somebody belongs to, and as what.

A sentence is read from left to right. What somebody is or does (a role, "works", "joined", "graduated")
stands before the preposition behind which an organisation is named: the last one read decides what the
preposition means.
"""

import re
from enum import Enum
from typing import NamedTuple

from pretalx_ofa.affiliations.reading import roles
from pretalx_ofa.affiliations.reading.names import (
    Rank,
    Reader,
    is_acronym,
    is_capitalised,
    is_marked,
)
from pretalx_ofa.affiliations.reading.roles import Kind
from pretalx_ofa.affiliations.reading.text import fold, sentences
from pretalx_ofa.affiliations.reading.words import LANGUAGES, NOUNS, SMALL, Relation, language_of
from pretalx_ofa.base.junk import is_junk

_YEARS = re.compile(r"(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?")
_OFFICES_OF_NAMES = set(
    """founder co-founder cofounder ceo cto coo cfo president vice-president chair chairman chairwoman board
    co-chair member organizer organiser co-organizer secretary treasurer owner co-owner""".split()
)
_RELATIVES = set("who which that where whose onde quem donde quien wo où qui dont".split())
_SUBJECTS_OF_VERBS = set("i we they who currently eu que".split())
_PROGRAMMERS = set("desenvolvedor desenvolvedora programador programadora desarrollador desarrolladora".split())
# Where in an organisation, in small letters: "no time de dados da Canonical".
_INSIDE = set("time area setor equipe squad departamento diretoria gerencia laboratorio nucleo grupo curso suporte".split())
_THINGS = set(
    """projeto project projekt proyecto projet curso course disciplina revista journal podcast canal channel
    livro book site blog evento event""".split()
)
_PERFECT = {"hat", "habe", "haben", "hatte", "wurde"}
_NOW = set("atualmente hoje agora currently now actualmente aktuell derzeit actuellement".split())
_AFTER = set("after since before upon apos depois nach antes despues apres".split())
_ADVERBS = set(
    "later then also before previously now currently hoje atualmente depois antes".split()
)


class Mention(NamedTuple):
    """A person at an organisation, in the words of the text."""

    role: str | None
    organisation: str
    unit: str | None
    # False for what the text tells as over.
    current: bool


class Doing(Enum):
    """What a verb says of an organisation behind it."""

    WORKS = "works"
    STUDIES = "studies"
    # On a board; is part of.
    SITS = "sits"
    # Nothing: where a degree was earned, a talk held, a client served.
    ELSEWHERE = "elsewhere"


class _Anchor:
    """What was read last, which the next preposition refers to."""

    def __init__(self, kind, first, end, *, past=False, noun=""):
        self.kind = kind
        self.first, self.end = first, end
        self.past = past
        self.noun = noun
        # Whether the words of the role have ended, and whether they have a complement ("of Physics").
        self.closed = False
        self.complemented = False
        # Whether the complement is no organisation, as a project: what is its name is none either.
        self.of_thing = False
        # Whether "in the team of" was read, whose organisation follows.
        self.inside = False
        self.working = kind is Doing.WORKS
        self.used = False
        self.after_as = False
        # Roles joined by "and" that have no organisation yet.
        self.pending = []

    @property
    def is_role(self):
        return isinstance(self.kind, Kind)


class _Clause(NamedTuple):
    """Where an organisation was read, for what is joined to it."""

    relation: Relation | None
    end: int


def affiliations_in(text, language=None):
    """The affiliations that a text names, in order: a tuple of ``Mention``.

    ``language`` is a code such as "pt-BR"; it decides where a sentence's own words do not tell.
    """
    preferred = (language or "").replace("_", "-").split("-")[0].lower()
    found = []
    for sentence in sentences(text):
        spoken = language_of(sentence, preferred if preferred in LANGUAGES else "en")
        found += _Scan(Reader(sentence, spoken)).read()
    return tuple(_without_repeats(found))


def _without_repeats(found):
    """Mentions with each role at an organisation once; one without a role only where it has no other."""
    seen = {}
    for mention in found:
        place = fold(mention.organisation)
        known = seen.setdefault(place, {})
        if mention.role is None and known:
            continue
        if mention.role is not None and None in known and known[None].current == mention.current:
            del known[None]
        known.setdefault(mention.role and fold(mention.role), mention)
    kept = [mention for known in seen.values() for mention in known.values()]
    return sorted(kept, key=found.index)


class _Scan:
    """One sentence."""

    def __init__(self, reader):
        self.reader = reader
        self.tokens = reader.tokens
        self.language = reader.language
        self.found = []
        self.anchor = None
        self.past = False
        self.former = False
        self.verb = False
        self.last = None

    def read(self):
        at = self.names_only()
        while at < len(self.tokens):
            at = self.step(at)
        self.drop_anchor()
        return self.found

    def names_only(self):
        """A line that is nothing but names: "Forum X and the University of Y"."""
        found, at = [], 0
        while name := self.reader.read(at):
            if roles.read(self.reader, name.first):
                return 0
            found.append(name)
            at = name.end
            while self.reader.word(at) in (",", "/", "|", "&", *self.language.ands):
                at += 1
        if at < len(self.tokens) or not any(name.rank >= Rank.BODY for name in found):
            return 0
        for name in found:
            if not (name.place or name.event or name.subject):
                self.emit(name, Relation.AT)
        return at

    def step(self, at):
        """Reads what begins at a token; answers where to go on."""
        token = self.tokens[at]
        if token.text in "([":
            return self.parenthesis(at)
        if end := self.joined_organisation(at):
            return end
        self.tense(at)
        relation = self.reader.relation(at)
        if relation and (end := self.relation(at, relation)):
            return end
        if self.starts_run(at):
            if end := self.role(at):
                return end
        self.phrase(at)
        self.doing(at)
        if (end := self.joined(at)) or (end := self.listed(at)):
            return end
        return self.beside_role(at)

    # What somebody is or does

    def tense(self, at):
        token, word = self.tokens[at], self.tokens[at].word
        if token.text[0].isupper() and at and self.tokens[at - 1].is_word:
            # "A Lead Scientist" leads nothing.
            return
        if word in _AFTER and self.reader.word(at + 1) in self.language.working:
            self.past = True
        if word in self.language.former:
            self.former = True
        if word in self.language.past:
            self.past = True
        elif word in self.language.present:
            self.past = False
        if word in self.language.being or word in self.language.working:
            self.verb = True

    def starts_run(self, at):
        token = self.tokens[at]
        return token.is_word and token.word not in self.language.stops

    def role(self, at):
        role = roles.read(self.reader, at)
        if not role or self.is_verb(role) or self.is_unit(role):
            return 0
        if role.kind is Kind.DEGREE:
            return self.degree(role)
        if role.noun in self.language.elsewhere:
            self.set_anchor(_Anchor(Doing.ELSEWHERE, role.first, role.end))
            return role.end
        named = self.organisation_before(role)
        anchor = _Anchor(role.kind, named or role.first, role.end, noun=role.noun)
        anchor.past = self.past or self.former or role.past
        if role.past and not named:
            anchor.first = role.first
        self.former = False
        anchor.after_as = self.is_after_as(role.first)
        if anchor.after_as:
            anchor.end = self.listed_roles(role.end)
        if self.joins_pending(role.first):
            anchor.pending = [*self.anchor.pending, self.anchor]
        self.set_anchor(anchor)
        if named and self.name_role(role, named, anchor):
            anchor.used = True
        return self.named_directly(anchor) or anchor.end

    def named_directly(self, anchor):
        """ "CEO Acme Software": behind an office, with nothing but a mark behind."""
        token = self.reader.token(anchor.end)
        if anchor.kind is not Kind.OFFICE or anchor.used or not token or not is_capitalised(token):
            return 0
        name = self.reader.read(anchor.end)
        ended = name and (self.reader.token(name.end) is None or not self.tokens[name.end].is_word)
        if not ended or name.subject or name.place:
            return 0
        return self.emit(name, Relation.OF)

    def phrase(self, at):
        """A role of words that no vocabulary has, "Customer Success na X": taken if "at" follows."""
        if self.anchor and not self.anchor.used:
            return
        before = self.tokens[at - 1].word if at else ""
        first = not at or self.tokens[at - 1].text in (",", "|", "/", "-", "–")
        if at and first and self.tokens[at].word in self.language.articles:
            return
        while at and not first and before in self.language.articles:
            at, before = at - 1, self.reader.word(at - 2) if at > 1 else ""
        said = before in self.language.being or before in self.language.as_
        if not first and not said:
            return
        while self.reader.word(at) in self.language.articles:
            at += 1
        end = roles.run(self.reader, at)
        while (
            end > at
            and self.reader.relation(end) is Relation.OF
            or self.reader.word(end) in self.language.ands
        ):
            more = roles.run(self.reader, end + 1)
            if more == end + 1:
                break
            end = more
        words = self.tokens[at:end]
        if self.reader.relation(end) is not Relation.AT or not words:
            return
        if any(token.word in self.language.elsewhere or not token.is_word for token in words):
            return
        if first and self.language.code == "en" and words[-1].word.endswith(("s", "ed", "ing")):
            # A verb: "Ada speaks at".
            return
        if said or len(words) > 1 or is_acronym(words[0]) or self.tokens[end].text == "@":
            anchor = _Anchor(Kind.PHRASE, at, end, past=self.past or self.former)
            self.set_anchor(anchor)

    def is_verb(self, role):
        """ "I lead the group": some nouns are verbs behind a pronoun."""
        before = self.reader.word(role.first - 1) if role.first else ""
        if role.end != role.first + 1 or role.noun not in self.language.leading:
            return False
        direct = self.reader.word(role.end) in self.language.articles
        return before in _SUBJECTS_OF_VERBS or (direct and before in (*self.language.ands, "also"))

    def is_unit(self, role):
        """ "At the chair for mechatronics": a noun that names both an office and a place."""
        before = role.first - 1
        while before >= 0 and self.tokens[before].word in self.language.articles:
            before -= 1
        at = before >= 0 and self.reader.relation(before) is Relation.AT
        return at and role.noun in NOUNS.units

    def degree(self, role):
        studying = self.anchor and self.anchor.kind is Doing.STUDIES
        kind = Kind.STUDENT if studying else Doing.ELSEWHERE
        self.set_anchor(_Anchor(kind, role.first, role.end, past=self.past, noun=role.noun))
        return role.end

    def is_after_as(self, at):
        before = at - 1
        while before >= 0 and self.tokens[before].word in self.language.articles:
            before -= 1
        return before >= 0 and self.tokens[before].word in self.language.as_

    def listed_roles(self, end):
        """Behind further roles of a list: "as a developer, analyst, and trainer"."""
        while end < len(self.tokens):
            at = end
            if self.tokens[at].text == ",":
                at += 1
            if self.reader.word(at) in self.language.ands:
                at += 1
            role = roles.read(self.reader, at) if at > end else None
            if not role or role.kind is Kind.DEGREE:
                return end
            end = role.end
        return end

    def joins_pending(self, first):
        """Whether "and" ties a role to the one before it, which has no organisation yet."""
        anchor = self.anchor
        if not anchor or not anchor.is_role or anchor.used or anchor.kind is Kind.MAKER:
            return False
        before = first - 1
        while before >= 0 and self.tokens[before].word in self.language.articles:
            before -= 1
        return before >= 0 and self.tokens[before].word in self.language.ands

    def set_anchor(self, anchor):
        self.drop_anchor()
        self.anchor = anchor

    def drop_anchor(self):
        """A role behind "as" that named no organisation belongs to the one named before."""
        anchor = self.anchor
        if (
            anchor
            and anchor.after_as
            and not anchor.used
            and self.found
            and not self.found[-1].role
        ):
            self.found[-1] = self.found[-1]._replace(role=self.role_words(anchor))
        self.anchor = None

    def doing(self, at):
        word = self.tokens[at].word
        language = self.language
        role = self.anchor if self.anchor and self.anchor.is_role and not self.anchor.used else None
        if word in language.elsewhere:
            self.set_anchor(_Anchor(Doing.ELSEWHERE, at, at + 1))
        elif word in language.studying:
            self.studying(at, role)
        elif word in language.working:
            if role and role.kind is not Kind.MAKER:
                role.working = True
                role.closed = True
            else:
                self.set_anchor(_Anchor(Doing.WORKS, at, at + 1))
        elif (
            word == "board"
            and self.reader.word(at - 1) == "the"
            and self.reader.word(at - 2) == "on"
        ):
            self.set_anchor(_Anchor(Doing.SITS, at, at + 1, past=self.past))
        elif word in ("part", "parte") and self.reader.relation(at + 1) in (
            Relation.OF,
            Relation.OF_THE,
        ):
            self.set_anchor(_Anchor(Doing.SITS, at, at + 1, past=self.past))
        elif word in _RELATIVES and self.anchor and self.anchor.used:
            self.set_anchor(None)

    def studying(self, at, role):
        if role and role.kind is Kind.STUDENT:
            role.closed = True
            return
        before = self.reader.word(at - 1) if at else ""
        # "After finishing", "o curso de": not now, and no verb.
        over = before in _AFTER or before in self.language.articles or self.reader.relation(at - 1)
        self.set_anchor(_Anchor(Doing.ELSEWHERE if over else Doing.STUDIES, at, at + 1))

    # Organisations

    def relation(self, at, relation):
        """Reads the organisation behind a preposition; 0 where there is none to be taken."""
        name = self.reader.read(at + 1)
        if relation is Relation.AT and self.anchor and self.reader.word(at + 1) in _INSIDE:
            self.anchor.inside = True
        if not name or (relation is not Relation.AT and name.complement):
            return 0
        if self.accepts(relation, name, at):
            return self.emit(name, relation)
        if relation is Relation.FROM and self.anchor and self.anchor.is_role:
            # "Técnico em automação pelo SENAI": where somebody became it.
            self.set_anchor(_Anchor(Doing.ELSEWHERE, at, at + 1))
        return 0

    def accepts(self, relation, name, at):
        anchor = self.anchor
        if (
            anchor
            and anchor.of_thing
            and name.rank < Rank.INSTITUTE
            and not is_acronym(self.tokens[name.first])
        ):
            return False
        if name.subject or name.place or is_junk(name.organisation) or self.is_modifier(name):
            return False
        if anchor and anchor.used:
            return (
                relation is Relation.AT and self.language.code == "en" and self.accepts_bare(name)
            )
        if relation is Relation.WITH and at and self.tokens[at - 1].word in self.language.being:
            return bool(name.rank) or name.marked
        if not anchor and relation is Relation.IN:
            # "Currently in the forecast team of X".
            return self.tokens[name.first].text.islower() and (name.marked or bool(name.rank))
        if not anchor:
            return relation is Relation.AT and (self.accepts_bare(name) or self.is_now(at))
        if anchor.kind is Kind.MAKER and self.tokens[at].text == "@":
            return True
        if anchor.kind in (Doing.ELSEWHERE, Kind.MAKER):
            return False
        if anchor.kind is Doing.STUDIES and relation is not Relation.AT:
            return False
        if name.event and anchor.kind is not Kind.OFFICE:
            return False
        return self.ACCEPTS[relation](self, anchor, name, at)

    def is_now(self, at):
        """"Atualmente na Gupy"."""
        return bool(at) and (self.tokens[at - 1].word in _NOW or self.tokens[at - 1].text in ("está", "estou"))

    def is_modifier(self, name):
        """"At Python events": what a name and a plural name is no organisation."""
        token = self.reader.token(name.end)
        if not token or name.rank or not token.text.islower() or self.language.code != "en":
            return False
        return token.word.endswith("s") and len(token.word) > 3 and not self.is_small(token.word)

    def is_small(self, word):
        return word in SMALL[self.language.code] or word in self.language.leading

    def accepts_bare(self, name):
        """Whether "at" alone makes an affiliation: in Portuguese "no" also means a place."""
        if name.event or self.language.code in ("pt", "es"):
            return False
        if self.language.code == "en":
            return True
        # German verbs may stand at the end: "hat an der Universität X studiert".
        perfect = any(token.word in _PERFECT for token in self.tokens)
        return (name.rank >= Rank.INSTITUTE or name.marked) and not perfect

    def accepts_at(self, anchor, name, at):
        town = name.placed and not name.rank and not name.marked
        return not (town and self.language.code in ("pt", "es"))

    def accepts_of(self, anchor, name, at):
        if anchor.closed and at > anchor.end:
            return False
        if anchor.kind is Doing.SITS:
            return name.rank is not Rank.UNIT and at == anchor.end
        if name.rank and not (anchor.kind is Kind.JOB and name.rank is Rank.UNIT and not name.unit):
            return True
        return anchor.kind is Kind.OFFICE

    def accepts_of_the(self, anchor, name, at):
        if anchor.kind is Doing.SITS:
            return name.rank is not Rank.UNIT and at == anchor.end
        if anchor.inside and at > anchor.end:
            return True
        if anchor.closed and at > anchor.end:
            return False
        if self.language.code == "de" and anchor.kind is not Kind.OFFICE:
            return bool(name.rank) or name.marked
        if anchor.noun in _PROGRAMMERS and not name.rank:
            # "Desenvolvedor do QGIS" makes it.
            return False
        return anchor.is_role

    def accepts_in(self, anchor, name, at):
        direct = at == anchor.end or self.tokens[at - 1].word in self.language.working
        member = self.language.code == "de" and anchor.kind is Kind.OFFICE
        return (bool(name.rank) or member) and (direct or not anchor.closed)

    def accepts_with(self, anchor, name, at):
        direct = at == anchor.end or self.tokens[at - 1].word in self.language.working
        several = name.end - name.first > 1 and self.ends_here(name.end)
        return direct and (bool(name.rank) or (several and self.language.code == "en"))

    def accepts_for(self, anchor, name, at):
        if self.tokens[at - 1].word in self.language.working:
            return True
        if anchor.kind is Kind.OFFICE and at == anchor.end:
            return not self.at_follows(name.end)
        return name.rank > Rank.UNIT and not anchor.closed

    def at_follows(self, start):
        return any(
            self.reader.relation(at) is Relation.AT and self.reader.read(at + 1)
            for at in range(start, min(len(self.tokens), start + 6))
        )

    def accepts_from(self, anchor, name, at):
        if anchor.noun in NOUNS.professions or (anchor.closed and anchor.kind is not Kind.STUDENT):
            return False
        if self.language.code in ("pt", "es"):
            return True
        studied = name.organisation.casefold().startswith(
            ("univ", "facult")
        ) or "universit" in fold(name.organisation)
        return bool(name.unit) or ((name.marked or bool(name.rank)) and not studied)

    ACCEPTS = {
        Relation.AT: accepts_at,
        Relation.OF: accepts_of,
        Relation.OF_THE: accepts_of_the,
        Relation.IN: accepts_in,
        Relation.WITH: accepts_with,
        Relation.FOR: accepts_for,
        Relation.FROM: accepts_from,
    }

    def ends_here(self, at):
        token = self.reader.token(at)
        return not token or not token.is_word or token.word in self.language.stops

    def emit(self, name, relation):
        anchor = self.anchor
        past = self.is_past(anchor, name.end)
        for role in (*(anchor.pending if anchor else ()), anchor):
            fresh = role and role.is_role and (not role.used or relation is None)
            self.found.append(
                Mention(
                    role=self.role_words(role) if fresh else None,
                    organisation=name.organisation,
                    unit=name.unit,
                    current=not past,
                )
            )
        if anchor:
            anchor.used, anchor.pending = True, []
        self.last = _Clause(relation, name.end)
        return name.end

    def is_past(self, anchor, end):
        told = anchor and anchor.is_role and not anchor.used
        past = anchor.past if told else self.past
        until = since = False
        for at in range(end, min(len(self.tokens), end + 10)):
            word = self.tokens[at].word
            if self.tokens[at].text == "," and at > end:
                break
            years = _YEARS.fullmatch(word)
            until |= word in self.language.until or bool(years and len(word) > 4)
            since |= word in self.language.since
            until |= (
                bool(years)
                and word > "2000"
                and self.reader.word(at - 1) in ("to", "-", "–", "a", "bis", "à")
            )
        return until or (past and not since)

    def role_words(self, anchor):
        words = self.reader.sentence.words(anchor.first, anchor.end)
        return words[3:] if words.lower().startswith("ex-") else words

    def joined_organisation(self, at):
        """A further organisation behind "and" or a comma: "founder of A, B and C", "at A and later at B"."""
        if not self.last or at != self.last.end or not self.anchor:
            return 0
        start, joined = at, False
        if self.tokens[at].text == ",":
            start += 1
        if self.reader.word(start) in (*self.language.ands, "&", "/", "or", "ou"):
            start, joined = start + 1, True
        if start == at:
            return 0
        if self.reader.word(start) in _ADVERBS:
            return 0
        while self.reader.word(start) in self.language.articles:
            start += 1
        relation = self.reader.relation(start)
        if relation:
            if relation is not self.last.relation and relation not in (
                Relation.AT,
                Relation.OF_THE,
            ):
                return 0
            start += 1
        if roles.read(self.reader, start):
            return 0
        name = self.reader.read(start)
        if not name or name.subject or name.place or name.event or not self.ends_here(name.end):
            return 0
        if not relation and not joined and not self.ends_list(name):
            return 0
        end = self.again(name)
        self.last = _Clause(relation or self.last.relation, end)
        return end

    def again(self, name):
        """The same role at one more organisation."""
        anchor = self.anchor
        past = self.is_past(anchor, name.end) or (anchor.past and self.past)
        role = self.role_words(anchor) if anchor.is_role else None
        self.found.append(Mention(role, name.organisation, name.unit, not past))
        return name.end

    def ends_list(self, name):
        """Whether "and" follows, so that the comma before was that of a list."""
        at = name.end
        for _ in range(5):
            if self.reader.word(at) == ",":
                at += 1
            if self.reader.word(at) in self.language.ands:
                return bool(self.reader.read(at + 1))
            following = self.reader.read(at) if at > name.end else None
            if not following:
                return False
            name, at = following, following.end
        return False

    def listed(self, at):
        """An organisation beside a role: "Professor, University of X", "Engineer | Y", "at start, Z"."""
        anchor = self.anchor
        mark = self.tokens[at].text
        if mark not in (",", "-", "–", "—", "|", "/", ":", "·"):
            return 0
        if not anchor or not anchor.is_role or anchor.used or anchor.end != at:
            return 0
        if anchor.kind in (Kind.MAKER, Kind.DEGREE) or anchor.of_thing:
            return 0
        if self.reader.relation(at + 1) in (Relation.AT, Relation.IN):
            return 0
        name = self.reader.read(at + 1)
        if not name or name.subject or name.place or name.event or roles.read(self.reader, at + 1):
            return 0
        closed = self.reader.token(name.end) is None or not self.tokens[name.end].is_word
        fragment = closed and not self.verb and anchor.first == 0
        if name.rank or (fragment and (mark != "," or len(self.tokens) <= 14)):
            return self.emit(name, Relation.AT)
        return 0

    def joined(self, at):
        """ "joined X", "leads the laboratory X": an organisation without a preposition."""
        word = self.tokens[at].word
        if word in self.language.joining:
            name = self.reader.read(at + 1)
            if name and not name.subject and not name.event and not name.place:
                if self.past and at and self.reader.word(at - 1) in ("before", "to"):
                    # "Before joining X, she worked at Y": it is X now.
                    self.past = False
                    end = self.emit_joined(name, at)
                    self.past = True
                    return end
                return self.emit_joined(name, at)
            self.set_anchor(_Anchor(Doing.WORKS, at, at + 1))
        elif word in self.language.leading:
            name = self.reader.read(at + 1)
            if name and not name.subject and (name.unit or name.rank >= Rank.INSTITUTE):
                self.set_anchor(_Anchor(Doing.WORKS, at, at + 1, past=self.past))
                return self.emit(name, Relation.OF)
            if not (self.anchor and self.anchor.is_role and not self.anchor.used):
                self.set_anchor(_Anchor(Doing.WORKS, at, at + 1, past=self.past))
        return 0

    def emit_joined(self, name, at):
        self.set_anchor(_Anchor(Doing.WORKS, at, at + 1))
        return self.emit(name, Relation.AT)

    def organisation_before(self, role):
        """Where the words of a role begin behind a name: of "OSGeo board member" the second."""
        if role.kind is not Kind.OFFICE or role.noun not in _OFFICES_OF_NAMES:
            return 0
        first = role.first
        for at in range(role.noun_at, first, -1):
            token = self.tokens[at - 1]
            named = is_capitalised(token) and self.tokens[at].text[0].islower()
            if named and (first > 0 or is_marked(token) or at - first > 1):
                return at if self.tokens[first].word not in NOUNS.subjects else 0
            if is_marked(token) and not kind_like(token) and token.word not in NOUNS.subjects:
                return at
        return 0

    def name_role(self, role, named, anchor):
        name = self.reader.read(role.first)
        if not name or name.subject or name.place:
            return False
        words = self.reader.sentence.words(role.first, named)
        self.emit(name._replace(organisation=words, end=role.end, unit=None), Relation.OF)
        return True

    # What stands around

    def parenthesis(self, at):
        """Goes behind it; an acronym in it is where a student or a researcher is: "Doutoranda (Ufam)"."""
        end = self.reader.closing.get(at, at)
        anchor = self.anchor
        if anchor and anchor.is_role and not anchor.used and anchor.end == at:
            student = anchor.kind is Kind.STUDENT
            employed = anchor.noun in NOUNS.jobs - NOUNS.professions and not anchor.complemented
            if end == at + 2 and (student or employed) and self.is_short_name(at + 1):
                name = self.reader.read(at + 1)
                if name and not name.subject and not name.place:
                    self.emit(name, Relation.AT)
            else:
                anchor.closed = True
        return end + 1 if end - at < 40 else at + 1

    def is_short_name(self, at):
        token = self.tokens[at]
        short = is_acronym(token) or (is_capitalised(token) and len(token.text) <= 6)
        return short and not kind_like(token)

    def beside_role(self, at):
        """Goes on; while a role's words go on, what they are complemented by is a part of them."""
        anchor = self.anchor
        if not anchor or not anchor.is_role or anchor.used or anchor.closed or at < anchor.end:
            return at + 1
        relation = self.reader.relation(at)
        if relation and relation not in (Relation.WITH, Relation.AT):
            start = at + 1
            while self.reader.word(start) in self.language.articles:
                start += 1
            end = roles.run(self.reader, start)
            if relation is Relation.FROM and (end == start or not self.tokens[start].text.islower()):
                anchor.closed = True
                return at + 1
            if relation is Relation.IN and end > start and self.tokens[end - 1].word in NOUNS.units:
                # "engineer in the research department": where, not what.
                anchor.closed = True
                return end
            while self.reader.word(end) in self.language.ands:
                more = roles.run(self.reader, end + 1)
                role = roles.read(self.reader, end + 1)
                if more == end + 1 or (role and role.noun not in NOUNS.subjects):
                    break
                end = more
            if end > start and self.tokens[start].word in _THINGS:
                anchor.of_thing = True
            if end > start:
                anchor.end, anchor.complemented = end, True
                return end
        anchor.closed = True
        return at + 1


def kind_like(token):
    """Whether a word in capitals is itself one of a role: "CEO", "PhD"."""
    return roles.kind_of(token.word) is not None
