"""Reads one sentence from left to right.

What somebody is or does (a role, "works", "joined", "graduated") stands before the preposition behind
which an organisation is named. The last one read is the anchor; it decides what the preposition means.
"""

import re
from typing import NamedTuple

from pretalx_ofa.affiliations.reading import roles
from pretalx_ofa.affiliations.reading.anchors import Anchor, Doing, Preposition
from pretalx_ofa.affiliations.reading.names import Names
from pretalx_ofa.affiliations.reading.nouns import (
    Rank,
    is_acronym,
    is_capitalised,
    is_marked,
    rank_of,
)
from pretalx_ofa.affiliations.reading.roles import Kind
from pretalx_ofa.affiliations.reading.words import NOUNS, Relation

_YEARS = re.compile(r"(?:19|20)\d\d[-–](?:19|20)?\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TO = {"to", "a", "bis", "à", "-", "–"}
# What is past or not is told so many words behind an organisation.
_NEAR = 10
_LONGEST_LIST = 8
# Offices that names stand before: "OSGeo board member"; a "data lead" leads no data.
_OFFICES_OF_NAMES = set(
    """founder co-founder cofounder ceo cto coo cfo president vice-president chair chairman chairwoman board
    co-chair member organizer organiser co-organizer secretary treasurer owner co-owner fellow""".split()
)
_RELATIVES = set("who which that where whose onde quem donde quien wo où qui dont".split())
_PRONOUNS = set("i we they who currently eu que".split())
_AFTER = set("after since before upon apos depois nach antes despues apres".split())
_ADVERBS = set(
    "later then also before previously now currently hoje atualmente depois antes".split()
)
# Where in an organisation, in small letters: "no time de dados da Canonical".
_INSIDE = set(
    """time area setor equipe squad departamento diretoria gerencia laboratorio nucleo grupo curso
    suporte""".split()
)
# What somebody coordinates or writes, and belongs to no more for it.
_THINGS = set(
    """projeto project projekt proyecto projet curso course disciplina revista journal podcast canal channel
    livro book site blog evento event""".split()
)
# Whose work is for others, and whose title somebody else gave.
_NOBODYS = set(
    "freelance freelancer freiberuflicher selbststandiger certified certificado certificada".split()
)
_SEPARATORS = {",", "|", "/", "-", "–", "—", ":", "·"}
_NEVER_BEFORE_ROLE = {":", "·", "—"}


class Mention(NamedTuple):
    """A person at an organisation, in the words of the text."""

    role: str | None
    organisation: str
    unit: str | None
    # False for what the text tells as over.
    current: bool


class Scan:
    def __init__(self, line):
        self.line = line
        self.language = line.language
        self.names = Names(line)
        self.found = []
        self.anchor = None
        # Whether the verbs tell of earlier, whether "former" waits for its role, whether there is a verb.
        self.past = self.former = self.has_verb = False
        # Behind which token an organisation may be joined by "and", and its preposition's relation.
        self.end, self.relation = None, None

    def read(self):
        at = self.names_only()
        while at < len(self.line):
            at = self.step(at)
        self.set_anchor(None)
        return self.found

    def step(self, at):
        """Reads what begins at a token; answers where to go on."""
        if self.line.word(at) in ("(", "["):
            return self.parenthesis(at)
        if end := self.joined_organisation(at):
            return end
        self.tense(at)
        if end := self.preposition(at) or self.role(at):
            return end
        self.phrase(at)
        self.verb(at)
        return self.organisation_of_verb(at) or self.organisation_beside(at) or self.complement(at)

    def names_only(self):
        """A line that is nothing but names: "Forum X and the University of Y"."""
        names, at = [], 0
        while name := self.names.read(at):
            words = self.line.words(at, name.end)
            if roles.read(self.line, name.first) or any(map(roles.kind_of, words)):
                return 0
            names.append(name)
            at = name.end
            while self.line.word(at) in (",", "/", "|", "&", "-", "–") or self.line.is_and(at):
                at += 1
        if at < len(self.line) or not any(name.rank >= Rank.BODY for name in names):
            return 0
        for name in names:
            if name.is_organisation and not name.event:
                self.emit(name, Relation.AT)
        return at

    # What somebody is

    def role(self, at):
        """Reads the role that begins here; answers where it ends, or 0."""
        if not self.line.tokens[at].is_word or self.line.word(at) in self.language.stops:
            return 0
        role = roles.read(self.line, at)
        if not role or self.is_verb(role) or self.is_unit(role) or self.is_subject(role):
            return 0
        words = set(self.line.words(role.first, role.end))
        # "Engenheiro civil graduado pela".
        graduate = role.noun in NOUNS.professions and words & NOUNS.degrees
        nobodys = role.noun in self.language.elsewhere or words & _NOBODYS
        if role.kind is Kind.DEGREE or graduate or nobodys:
            return self.degree(role)
        name_end = self.name_before(role)
        anchor = Anchor(role.kind, name_end or role.first, role.end, noun=role.noun)
        anchor.past = self.past or self.former or role.past
        # "Founder and maintainer of X" founded something.
        anchor.makes = role.makes and role.kind is not Kind.OFFICE
        self.former = False
        before = self.line.before_articles(role.first)
        if before >= 0 and self.line.word(before) in self.language.as_:
            anchor.after_as, anchor.end = True, self.listed_roles(role.end)
        if before >= 0 and self.line.is_and(before) and self.waits():
            anchor.pending = [*self.anchor.pending, self.anchor]
        self.set_anchor(anchor)
        if name_end:
            self.emit_before(role, name_end)
        return self.organisation_behind(anchor) or anchor.end

    def waits(self):
        return self.anchor and self.anchor.is_open_role and self.anchor.kind is not Kind.MAKER

    def is_verb(self, role):
        """ "I lead the group": some nouns are verbs behind a pronoun."""
        if role.end > role.first + 1 or role.noun not in self.language.leading:
            return False
        before = role.first - 1
        joined = self.line.is_and(before) or self.line.word(before) == "also"
        return self.line.word(before) in _PRONOUNS or (joined and self.line.is_article(role.end))

    def is_unit(self, role):
        """ "At the chair for mechatronics": a noun of both an office and a place."""
        before = self.line.before_articles(role.first)
        at = self.line.relation(before) is Relation.AT
        named = self.line.written(role.noun_at, role.noun_at + 1).istitle()
        of = named and self.line.relation(role.end) is Relation.OF
        return bool(rank_of(role.noun)) and (at or (of and role.noun not in NOUNS.offices))

    def is_subject(self, role):
        """ "Na área de Física": a subject has a capital, and is a profession without one."""
        noun = self.line.tokens[role.noun_at]
        return role.first > 0 and role.noun in NOUNS.subjects and noun.text[0].isupper()

    def degree(self, role):
        studying = self.anchor and self.anchor.kind is Doing.STUDIES and role.kind is Kind.DEGREE
        kind = Kind.STUDENT if studying else Doing.ELSEWHERE
        self.set_anchor(Anchor(kind, role.first, role.end, past=self.past, noun=role.noun))
        return role.end

    def listed_roles(self, end):
        """Behind further roles of a list: "as a developer, analyst, and trainer"."""
        while end < len(self.line):
            at = end + (self.line.word(end) == ",")
            at += self.line.is_and(at)
            role = roles.read(self.line, at) if at > end else None
            if not role or role.kind is Kind.DEGREE:
                return end
            end = role.end
        return end

    def name_before(self, role):
        """Behind the name that a role's words begin with, as of "OSGeo board member"; or 0."""
        if role.noun not in _OFFICES_OF_NAMES:
            return 0
        tokens, first = self.line.tokens, role.first
        for at in range(role.noun_at, first, -1):
            token = tokens[at - 1]
            subject = token.word in NOUNS.subjects
            if at - first == 1 and rank_of(token.word):
                # "Board member".
                return 0
            if is_capitalised(token) and tokens[at].text[0].islower():
                named = first > 0 or is_marked(token) or at - first > 1
                ranked = self.names.spans.rank(first, at) >= Rank.BODY
                return at if ranked or (named and tokens[first].word not in NOUNS.subjects) else 0
            if is_marked(token) and not subject and not roles.kind_of(token.word):
                return at
            ranked = rank_of(token.word) if is_capitalised(token) else Rank.NONE
            if ranked >= Rank.BODY or (ranked and at - first > 3):
                # "Python Software Foundation Fellow".
                return at
        return 0

    def emit_before(self, role, name_end):
        name = self.names.read(role.first)
        if name and name.is_organisation:
            words = self.line.written(role.first, name_end)
            self.emit(name._replace(organisation=words, end=role.end, unit=None), Relation.OF)

    def organisation_behind(self, anchor):
        """ "CEO Acme Software", "Professora PUC Lua": right behind it, with a mark behind; or 0."""
        token = self.line.token(anchor.end)
        if not anchor.is_open_role or not token or not is_capitalised(token):
            return 0
        name = self.names.read(anchor.end)
        named = name and name.is_organisation and self.line.is_closed(name.end)
        sure = anchor.kind is Kind.OFFICE or (name and name.rank >= Rank.BODY)
        return self.emit(name, Relation.OF) if named and sure else 0

    def phrase(self, at):
        """Takes words of no vocabulary for a role where "at" follows: "Customer Success na X"."""
        if self.anchor and not self.anchor.used:
            return
        line = self.line
        first = not at or line.word(at - 1) in _SEPARATORS - _NEVER_BEFORE_ROLE
        before = line.word(line.before_articles(at))
        told = before in self.language.being or before in self.language.as_
        if not (first or told) or (first and at and line.is_article(at)):
            return
        start = line.behind_articles(at)
        end = self.phrase_end(start)
        words = line.tokens[start:end]
        if not words or line.relation(end) is not Relation.AT:
            return
        if any(not token.is_word or token.word in self.language.elsewhere for token in words):
            return
        if first and self.language.code == "en" and words[-1].word.endswith(("s", "ed", "ing")):
            # A verb: "Ada speaks at".
            return
        if told or len(words) > 1 or is_acronym(words[0]) or line.word(end) == "@":
            self.set_anchor(Anchor(Kind.PHRASE, start, end, past=self.past or self.former))

    def phrase_end(self, start):
        end = roles.run(self.line, start)
        while end > start and (self.line.relation(end) is Relation.OF or self.line.is_and(end)):
            more = roles.run(self.line, end + 1)
            if more == end + 1:
                break
            end = more
        return end

    def complement(self, at):
        """Goes on; while a role's words go on, what complements it is a part of them."""
        anchor = self.anchor
        if not anchor or not anchor.is_open_role or anchor.closed or at < anchor.end:
            return at + 1
        anchor.closed = True
        relation = self.line.relation(at)
        if relation in (None, Relation.WITH, Relation.AT):
            return at + 1
        start = self.line.behind_articles(at + 1)
        end = roles.run(self.line, start)
        if end == start:
            return at + 1
        if relation is Relation.FROM and not self.line.tokens[start].text.islower():
            return at + 1
        if relation is Relation.IN and self.line.word(end - 1) in NOUNS.units:
            # "Engineer in the research department": where, not what.
            return end
        anchor.of_thing |= self.line.word(start) in _THINGS
        anchor.end, anchor.complemented, anchor.closed = self.subjects_end(end), True, False
        return anchor.end

    def subjects_end(self, end):
        """Behind further subjects that "and" joins."""
        while self.line.is_and(end):
            more = roles.run(self.line, end + 1)
            role = roles.read(self.line, end + 1)
            if more == end + 1 or (role and role.noun not in NOUNS.subjects):
                break
            end = more
        return end

    # What somebody does, and when

    def tense(self, at):
        token, word, language = self.line.tokens[at], self.line.word(at), self.language
        if at and token.text[0].isupper() and self.line.tokens[at - 1].is_word:
            # "A Lead Scientist" leads nothing.
            return
        over = word in _AFTER and self.line.word(at + 1) in language.working
        self.former |= word in language.former
        self.has_verb |= word in language.being or word in language.working
        if word in language.past or over:
            self.past = True
        elif word in language.present:
            self.past = False

    def verb(self, at):
        word, language, anchor = self.line.word(at), self.language, self.anchor
        if word in language.elsewhere:
            self.set_anchor(Anchor(Doing.ELSEWHERE, at, at + 1))
        elif word in language.studying:
            self.studies(at)
        elif word in language.working:
            if self.waits():
                anchor.closed = True
            else:
                self.set_anchor(Anchor(Doing.WORKS, at, at + 1))
        elif self.sits(at):
            self.set_anchor(Anchor(Doing.SITS, at, at + 1, past=self.past))
        elif word in _RELATIVES and anchor and anchor.used:
            self.set_anchor(None)

    def sits(self, at):
        """ "On the board", "part of"."""
        if self.line.word(at) in ("part", "parte"):
            return self.line.relation(at + 1) in (Relation.OF, Relation.OF_THE)
        before = [self.line.word(at - 2), self.line.word(at - 1)]
        return self.line.word(at) == "board" and before == ["on", "the"]

    def studies(self, at):
        if self.waits() and self.anchor.kind is Kind.STUDENT:
            self.anchor.closed = True
            return
        # "After finishing", "o curso de": not now, and no verb.
        before = at - 1
        over = self.line.is_article(before) or self.line.relation(before)
        over = over or self.line.word(before) in _AFTER
        self.set_anchor(Anchor(Doing.ELSEWHERE if over else Doing.STUDIES, at, at + 1))

    def set_anchor(self, anchor):
        old, last = self.anchor, self.found[-1] if self.found else None
        alone = old and old.after_as and not old.used
        if alone and last and not last.role and last.current is not old.past:
            # "Works at X as a developer": the role belongs to what was named before.
            self.found[-1] = last._replace(role=self.written(old))
        self.anchor = anchor

    # Organisations

    def preposition(self, at):
        """Reads the organisation behind a preposition; 0 where there is none that somebody belongs to."""
        relation = self.line.relation(at)
        if not relation:
            return 0
        if relation is Relation.AT and self.anchor and self.line.word(at + 1) in _INSIDE:
            self.anchor.inside = True
        name = self.names.read(at + 1)
        if not name or (name.complement and relation is not Relation.AT):
            return 0
        if Preposition(self.line, at, name).ties(self.anchor):
            return self.emit(name, relation)
        if relation is Relation.FROM and self.anchor and self.anchor.is_role:
            # "Técnico em automação pelo SENAI": where somebody became it.
            self.set_anchor(Anchor(Doing.ELSEWHERE, at, at + 1))
        return 0

    def organisation_of_verb(self, at):
        """ "Joined X", "leads the laboratory X": without a preposition; or 0."""
        word = self.line.word(at)
        joins, leads = word in self.language.joining, word in self.language.leading
        if not joins and not leads:
            return 0
        name = self.names.read(at + 1)
        if joins:
            # "Before joining X, she worked at Y": it is X now.
            named = name and name.is_organisation and not name.event
            past = self.past and self.line.word(at - 1) not in ("before", "to")
        else:
            alone = name and name.marked and not name.rank and self.line.ends_at(name.end)
            named = name and (name.unit or name.rank >= Rank.INSTITUTE or alone)
            named = named and not name.subject
            past = self.past
        if named or joins or not (self.anchor and self.anchor.is_open_role):
            self.set_anchor(Anchor(Doing.WORKS, at, at + 1, past=past))
        return self.emit(name, Relation.AT, past=past) if named else 0

    def organisation_beside(self, at):
        """An organisation behind a role and a mark: "Professor, University of X", "Engineer | Y"; or 0."""
        anchor, mark = self.anchor, self.line.word(at)
        if mark not in _SEPARATORS or not self.waits() or anchor.end != at or anchor.of_thing:
            return 0
        if self.line.relation(at + 1) in (Relation.AT, Relation.IN):
            return 0
        name = self.names.read(at + 1)
        if not name or not name.is_organisation or name.event or roles.read(self.line, at + 1):
            return 0
        fragment = not self.has_verb and anchor.first == 0 and self.line.is_closed(name.end)
        if name.rank or (fragment and (mark != "," or len(self.line) <= 14)):
            return self.emit(name, Relation.AT)
        return 0

    def joined_organisation(self, at):
        """A further one behind "and" or a comma: "founder of A, B and C", "at A and at B"; or 0."""
        if at != self.end:
            return 0
        start = at + (self.line.word(at) == ",")
        joined = self.line.is_and(start) or self.line.word(start) in ("&", "/", "or", "ou")
        start += joined
        if start == at or self.line.word(start) in _ADVERBS:
            return 0
        start = self.line.behind_articles(start)
        relation = self.line.relation(start)
        if relation not in (None, self.relation, Relation.AT, Relation.OF_THE):
            return 0
        start += bool(relation)
        name = None if roles.read(self.line, start) else self.names.read(start)
        if not name or not name.is_organisation or name.event or not self.line.ends_at(name.end):
            return 0
        if not relation and not joined and not self.ends_list(name):
            return 0
        return self.emit(name, relation or self.relation, again=True)

    def ends_list(self, name):
        """Whether "and" follows, so that the comma before was that of a list."""
        for _ in range(_LONGEST_LIST):
            at = name.end + (self.line.word(name.end) == ",")
            if self.line.is_and(at):
                return bool(self.names.read(at + 1))
            name = self.names.read(at) if at > name.end else None
            if not name:
                return False
        return False

    def parenthesis(self, at):
        """Goes behind it; an acronym in it is where a student or a researcher is: "Doutoranda (Ufam)"."""
        end = self.line.closing.get(at, at)
        anchor = self.anchor
        if anchor and anchor.is_open_role and anchor.end == at:
            name = (
                self.names.read(at + 1) if end == at + 2 and self.is_where(anchor, at + 1) else None
            )
            if name and name.is_organisation:
                self.emit(name, Relation.AT)
            anchor.closed = True
        return end + 1 if end - at < 40 else at + 1

    def is_where(self, anchor, at):
        employed = anchor.noun in NOUNS.jobs - NOUNS.professions and not anchor.complemented
        token = self.line.tokens[at]
        initials = "".join(word[0] for word in self.line.words(anchor.first, anchor.end))
        short = is_acronym(token) or (is_capitalised(token) and len(token.text) <= 6)
        # "Customer Success Manager (CSM)".
        short = short and token.word not in initials
        return (anchor.kind is Kind.STUDENT or employed) and short and not roles.kind_of(token.word)

    def emit(self, name, relation, *, again=False, past=None):
        """Notes an organisation for the anchor and the roles that wait for it; answers where it ends."""
        anchor = self.anchor
        if past is None:
            past = self.is_past(anchor, name.end, again=again)
        for role in (*(anchor.pending if anchor else ()), anchor):
            fresh = role and role.is_role and (again or not role.used)
            words = self.written(role) if fresh else None
            self.found.append(Mention(words, name.organisation, name.unit, not past))
        if anchor:
            anchor.used, anchor.pending = True, []
        self.end, self.relation = name.end, relation
        return name.end

    def is_past(self, anchor, end, *, again):
        until = since = False
        # "(2015-2018)" is read as an acronym would be.
        start = self.line.opening.get(end - 1, end)
        for at in range(start, min(len(self.line), start + _NEAR)):
            word = self.line.word(at)
            if word == "," and at > start:
                break
            to_year = _YEAR.fullmatch(word) and self.line.word(at - 1) in _TO
            until |= word in self.language.until or bool(_YEARS.fullmatch(word) or to_year)
            since |= word in self.language.since
        told = anchor and anchor.is_role and (again or not anchor.used)
        past = anchor.past if told else self.past
        return until or (past and not since)

    def written(self, anchor):
        words = self.line.written(anchor.first, anchor.end)
        past = words.lower().startswith(("ex-", "former-"))
        return words.split("-", 1)[1] if past else words
