"""What a preposition refers to, and whether an organisation behind it is one that somebody belongs to."""

from enum import Enum

from pretalx_ofa.affiliations.reading.names import Name
from pretalx_ofa.affiliations.reading.nouns import Rank, is_acronym
from pretalx_ofa.affiliations.reading.roles import Kind
from pretalx_ofa.affiliations.reading.words import NOUNS, Relation
from pretalx_ofa.base.junk import is_junk

_PROGRAMMERS = set(
    "desenvolvedor desenvolvedora programador programadora desarrollador desarrolladora".split()
)
_BELONGING = set(
    """fundador fundadora cofundador cofundadora co-fundador co-fundadora socio socia membro membra integrante
    presidente founder co-founder""".split()
)
_PERFECT = {"hat", "habe", "haben", "hatte", "wurde"}
_NOW = set(
    "anos ainda atualmente hoje agora currently now actualmente aktuell derzeit actuellement".split()
)
_UNIVERSITIES = ("univ", "facult")


class Doing(Enum):
    """What a verb says of an organisation behind it."""

    WORKS = "works"
    STUDIES = "studies"
    # On a board; is part of.
    SITS = "sits"
    # Nothing: where a degree was earned, a talk held, a client served.
    ELSEWHERE = "elsewhere"


class Anchor:
    """The role or the verb that was read last. ``kind`` is a ``Kind`` or a ``Doing``."""

    def __init__(self, kind, first, end, *, past=False, noun=""):
        self.kind = kind
        self.first, self.end = first, end
        self.past = past
        self.noun = noun
        # Whether what it is "of" is what somebody made.
        self.makes = False
        # Whether the words of the role have ended, and whether they have a complement ("of Physics").
        self.closed = False
        self.complemented = False
        # Whether the complement is no organisation, as a project; what is its name is none either.
        self.of_thing = False
        # Whether "in the team of" was read, whose organisation follows.
        self.inside = False
        # Whether it has an organisation.
        self.used = False
        # Whether it stands behind "as".
        self.after_as = False
        # Roles joined by "and" that have no organisation yet.
        self.pending = []

    @property
    def is_role(self):
        return isinstance(self.kind, Kind)

    @property
    def is_open_role(self):
        """Whether it is a role that may still get an organisation."""
        return self.is_role and not self.used


class Preposition:
    """One preposition of a line, and the name behind it."""

    def __init__(self, line, at, name: Name):
        self.line = line
        self.at = at
        self.name = name
        self.relation = line.relation(at)
        self.language = line.language.code

    def ties(self, anchor):
        """Whether it ties the anchor (None: nothing was read) to an organisation."""
        name = self.name
        if not name.is_organisation or name.is_noun or is_junk(name.organisation):
            return False
        if self.is_modifier() or self.is_team() or self.is_own_handle(anchor):
            return False
        if self.relation is Relation.WITH and self.before() in self.line.language.being:
            # "She has been with X since 2019".
            return bool(name.rank) or name.marked
        if not anchor:
            return self.ties_nothing()
        if anchor.used:
            return self.language == "en" and self.is_bare()
        if anchor.of_thing and self.may_be_of_thing():
            return False
        if anchor.kind is Kind.MAKER:
            return self.line.word(self.at) == "@"
        if anchor.kind is Doing.ELSEWHERE:
            return self.is_now()
        if name.event and anchor.kind is not Kind.OFFICE:
            return False
        if anchor.kind is Doing.STUDIES:
            return self.relation is Relation.AT
        return _TIES[self.relation](self, anchor)

    def before(self):
        return self.line.word(self.at - 1) if self.at else ""

    def is_modifier(self):
        """ "At Python events": a name before a plural noun is no organisation."""
        token = self.line.token(self.name.end)
        if self.language != "en" or self.name.rank or not token or not token.text.islower():
            return False
        small = token.word in self.line.small | self.line.language.leading
        return token.word.endswith("s") and len(token.word) > 3 and not small

    def is_own_handle(self, anchor):
        """ "Find her as @ada": only right behind a role a handle is an organisation's."""
        if self.line.word(self.at) != "@" or not self.line.tokens[self.name.first].text.islower():
            return False
        return not anchor or not anchor.is_open_role or anchor.end != self.at

    def is_team(self):
        """ "On the Engineering team", which does not say of whom."""
        return self.line.word(self.name.end - 1) in ("team", "equipe") and not self.name.unit

    def may_be_of_thing(self):
        """ "Coordinator of the project Open X": not the name of an organisation for certain."""
        return self.name.rank < Rank.INSTITUTE and not is_acronym(self.line.tokens[self.name.first])

    def ties_nothing(self):
        """Whether it makes an affiliation by itself."""
        if self.relation is Relation.IN:
            # "Currently in the forecast team of X".
            named = self.name.marked or bool(self.name.rank)
            return self.line.tokens[self.name.first].text.islower() and named
        return self.is_now() or self.is_bare()

    def is_now(self):
        """ "Atualmente na Gupy", "dois anos na Gupy"."""
        here = self.at and self.line.tokens[self.at - 1].text in ("está", "estou")
        return self.relation is Relation.AT and (here or self.before() in _NOW)

    def is_bare(self):
        """Whether "at" alone says that somebody is there; in Portuguese "no" also means a place."""
        if self.relation is not Relation.AT or self.name.event or self.language in ("pt", "es"):
            return False
        if self.language == "en":
            return True
        # German verbs may stand at the end: "hat an der Universität X studiert".
        perfect = any(token.word in _PERFECT for token in self.line.tokens)
        return (self.name.rank >= Rank.INSTITUTE or self.name.marked) and not perfect

    def is_direct(self, anchor):
        return self.at == anchor.end or self.before() in self.line.language.working

    def ties_at(self, anchor):
        town = self.name.in_country and not self.name.rank and not self.name.marked
        return not (town and self.language in ("pt", "es"))

    def ties_of(self, anchor):
        if anchor.kind is Doing.SITS:
            return self.name.rank is not Rank.UNIT and self.at == anchor.end
        if anchor.makes or (anchor.closed and self.at > anchor.end):
            return False
        unit = self.name.rank is Rank.UNIT and not self.name.unit
        named = self.name.rank and not (anchor.kind is Kind.JOB and unit)
        if self.language == "pt" and not self.name.marked and anchor.noun not in _BELONGING:
            # "Coordenadora de Extensão": without its article it is a subject.
            return bool(named)
        return bool(named) or anchor.kind is Kind.OFFICE

    def ties_of_the(self, anchor):
        if anchor.kind is Doing.SITS:
            return self.ties_of(anchor)
        if anchor.inside and self.at > anchor.end:
            return True
        if anchor.makes or (anchor.closed and self.at > anchor.end):
            return False
        if self.language == "de" and anchor.kind is not Kind.OFFICE:
            return bool(self.name.rank) or self.name.marked
        # "Desenvolvedor do QGIS" made it, "especialista em Saúde da Família" knows of it.
        learnt = anchor.complemented and anchor.noun in NOUNS.professions and not self.name.marked
        unsure = anchor.noun in _PROGRAMMERS or learnt
        return anchor.is_role and (bool(self.name.rank) or not unsure)

    def ties_in(self, anchor):
        member = self.language == "de" and anchor.kind is Kind.OFFICE
        near = self.is_direct(anchor) or not anchor.closed
        return (bool(self.name.rank) or member) and near

    def ties_with(self, anchor):
        several = self.name.end - self.name.first > 1 and self.line.ends_at(self.name.end)
        named = bool(self.name.rank) or (several and self.language == "en")
        return self.is_direct(anchor) and named

    def ties_for(self, anchor):
        if self.before() in self.line.language.working:
            return True
        if anchor.kind is Kind.OFFICE and self.at == anchor.end:
            # Not "manager for the hub at X".
            return not any(
                self.line.relation(at) is Relation.AT
                for at in range(self.name.end, self.name.end + 6)
            )
        return self.name.rank > Rank.UNIT and not anchor.closed

    def ties_from(self, anchor):
        of_unit = self.language == "en" and bool(self.name.unit)
        if anchor.noun in NOUNS.professions and not anchor.after_as and not of_unit:
            # "Engineer from X": where somebody became it.
            return False
        if anchor.closed and anchor.kind is not Kind.STUDENT:
            return False
        if self.language in ("pt", "es"):
            return True
        words = self.line.words(self.name.first, self.name.end)
        studied = any(word.startswith(_UNIVERSITIES) for word in words)
        named = self.name.marked or bool(self.name.rank)
        return bool(self.name.unit) or (named and not studied)


_TIES = {
    Relation.AT: Preposition.ties_at,
    Relation.OF: Preposition.ties_of,
    Relation.OF_THE: Preposition.ties_of_the,
    Relation.IN: Preposition.ties_in,
    Relation.WITH: Preposition.ties_with,
    Relation.FOR: Preposition.ties_for,
    Relation.FROM: Preposition.ties_from,
}
