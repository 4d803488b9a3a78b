"""Where a name ends: which small words, commas and "and" belong to it."""

from functools import cache

from pretalx_ofa.affiliations.reading.nouns import (
    SMALL_IN_CAPITALS,
    Rank,
    is_acronym,
    is_capitalised,
    is_marked,
    is_place,
    rank_of,
)
from pretalx_ofa.affiliations.reading.words import NOUNS, Relation

# No name has more words.
LONGEST = 16
OF = {Relation.OF, Relation.OF_THE}
_INNER = {*OF, Relation.AT, Relation.IN, Relation.FOR}
# In names of any language, whatever the sentence is in.
_SMALL_IN_NAMES = set(
    "of the for and & + on de la del do da dos das para fur di du van von y und et e pour zu zur d' l'".split()
)
_NOT_IN_NAMES = set("a an his her my their uma um una eine une".split())
# Their names list subjects: "Ministério da Gestão e da Inovação em Serviços Públicos".
_OF_SUBJECTS = set("ministerio secretaria ministry ministere subsecretaria".split())
# "Institute for Research in Optics".
_IN_SUBJECTS = set(
    """research studies advances excellence training estudos estudo pesquisa pesquisas investigacao ensino
    estudios investigacion recherche recherches pos-graduacao graduacao mestrado doutorado posgrado""".split()
)
_BOARDS = set("conselho consejo conseil comite comissao comision commission board".split())
_OF_BOARDS = set("directors trustees governors".split())
# Beginnings of words with a hyphen that are no names: "pós-graduação".
_PREFIXES = set(
    "pos pre ex vice co sub auto multi inter micro meio mini bem nao recem anti semi e open".split()
)
# What has branches that are told apart by their place: "University of California, Davis".
_BRANCHED = {"california", "technology", "agriculture"}
_BRANCHING = {"federal", "indian", "national", "california"}


class Spans:
    """The names of one line, each without what it is linked to."""

    def __init__(self, line):
        self.line = line
        self.tokens = line.tokens
        self.language = line.language
        # Asked again and again for the same places, which would take squares of time.
        self.end, self.rank = cache(self.end), cache(self.rank)

    def end(self, at):
        """Behind the name that begins at a token; the token itself where none does."""
        if not self._begins(at):
            return at
        end = at + 1
        while end < min(len(self.tokens), at + LONGEST):
            token = self.tokens[end]
            if self._continues(end):
                end += 1
            elif token.text.islower() and token.word in NOUNS.units:
                # "the Coastal Modelling team".
                return end + 1
            elif token.word in ("'s", "’s") and rank_of(self.line.word(end + 1)) >= Rank.INSTITUTE:
                # "King's College".
                end += 2
            elif self._is_part_of_acronym(end):
                end += 2
            elif following := self._joined(at, end):
                end = following
            else:
                return end
        return end

    def rank(self, first, end):
        """The rank of the highest noun in a name."""
        tokens = self.tokens[first:end]
        named = [token for token in tokens if is_capitalised(token) or "." in token.text]
        small = [token for token in (*tokens[:1], *tokens[-1:]) if token.text.islower()]
        rank = max((rank_of(token.word) for token in (*named, *small)), default=Rank.NONE)
        # "Vinta Software", and not "Faculty of Software".
        small = any(token.word in self.language.relations for token in tokens)
        company = len(tokens) > 1 and tokens[-1].word in NOUNS.companies and not small
        return max(rank, Rank.BODY) if company else rank

    def capitals(self, at):
        """Behind the capitalised words in a row."""
        end = at
        while end < min(len(self.tokens), at + LONGEST) and is_capitalised(self.tokens[end]):
            end += 1
        return end

    def is_role(self, end):
        """Whether the last word of a name is that of a role."""
        return self.line.word(end - 1) in NOUNS.jobs | NOUNS.offices

    def _begins(self, at):
        token, following = self.line.token(at), self.line.token(at + 1)
        if not token or not token.is_word:
            return False
        if is_capitalised(token) or is_marked(token) or self._is_handle(at):
            return True
        if following and is_capitalised(following):
            # "no programa Ciência Aberta", "mundialis GmbH".
            unit = token.word in NOUNS.units and token.text.islower()
            return unit or (following.word in NOUNS.legal and token.text.isalpha())
        if self.language.code in ("pt", "es") and "-" in token.text:
            # "grupy-sanca": few other words have a hyphen there.
            ends = self.line.is_closed(at + 1) or self.line.is_and(at + 1)
            return ends and token.word.split("-")[0] not in _PREFIXES
        return False

    def _is_handle(self, at):
        """ "community leader @womakerscode"."""
        return self.line.word(at - 1) == "@" and self.tokens[at - 1].end == self.tokens[at].start

    def _is_part_of_acronym(self, at):
        """ "OAB/RJ" is one name, and so is a unit with its university, "COPPE/UFRJ", in Portuguese."""
        around = self.tokens[at - 1 : at + 2]
        touching = len(around) == 3 and around[0].end == around[2].start - 1
        if not touching or around[1].text != "/":
            return False
        acronyms = is_acronym(around[0]) and is_acronym(around[2])
        return acronyms and (self.language.code == "pt" or len(around[2].text) == 2)

    def _continues(self, at):
        token, following = self.tokens[at], self.line.token(at + 1)
        if token.text.isdigit():
            # "FOSS4G 2025 Auckland".
            return len(token.text) <= 3 or (bool(following) and is_capitalised(following))
        return is_capitalised(token) or (token.word in NOUNS.legal and "." in token.text)

    def _joined(self, first, end):
        """Behind the word to which small words or a comma join a name, or 0."""
        if self.tokens[end].text == ",":
            return self._legal(end) or self._branch(first, end) or self._list(first, end)
        at = end
        while at < min(len(self.tokens), end + 3) and self._is_small(self.tokens[at]):
            at += 1
        following = self.line.token(at)
        if at == end or not following or not is_capitalised(following):
            return 0
        relation = self.line.relation(end)
        if self.line.is_and(end) or self.tokens[end].word in ("y", "e", "und", "et", "and", "&"):
            joins = self._and_joins(first, end, at)
        elif relation is Relation.AT:
            joins = self._at_joins(first, end, at)
        elif relation is Relation.IN:
            joins = self._in_joins(first, end)
        else:
            joins = self._of_joins(first, end, at)
        return at + 1 if joins else 0

    def _is_small(self, token):
        word = token.word
        if word in _NOT_IN_NAMES or not (
            not token.is_word or token.text.islower() or token.text in SMALL_IN_CAPITALS
        ):
            return False
        language = self.language
        inner = language.relations.get(word) in _INNER and token.is_word
        return word in _SMALL_IN_NAMES or word in language.ands | language.articles or inner

    def _of_joins(self, first, end, at):
        """Whether "of" is in a name ("Bank of Canada"), not between a unit and what it belongs to."""
        relation, following = self.line.relation(end), self.tokens[at]
        mine, other = self.rank(first, end), self.rank(at, self.capitals(at))
        if relation is Relation.OF_THE and self.line.word(end) in ("der", "des", "dem"):
            # A German genitive is a part of the name only where it is no name of its own.
            return not other
        if relation is Relation.OF_THE and self.tokens[first].text.islower():
            return False
        before = [token.word for token in self.tokens[first:end]]
        if before[-1] in _OF_BOARDS:
            return False
        if self._is_subject_of(first, end, at):
            return False
        if mine and other:
            # "Secretaria de Governo", but "Agency of the Ministry".
            subject = relation is Relation.OF and self.language.code in ("pt", "es")
            return other < mine or (other is mine and (subject or mine is not Rank.BODY))
        if other and relation is Relation.OF_THE and rank_of(following.word):
            # "Gerente de Transplantes da Secretaria".
            return False
        # "Conselho da OpenLua", "Faculdade de Direito da UFRGS".
        part = mine in (Rank.UNIT, Rank.INSTITUTE) and is_acronym(following)
        part = part or (before[0] in _BOARDS and is_marked(following))
        return not (relation is Relation.OF_THE and part)

    def _is_subject_of(self, first, end, at):
        """ "Chefe de Dados da Prefeitura": a subject, and where."""
        before = [word for word in self.line.words(first, end) if word not in self.language.stops]
        following = self.tokens[at]
        named = self.rank(at, self.capitals(at)) or is_acronym(following)
        the = self.line.relation(end) is Relation.OF_THE and following.word not in NOUNS.subjects
        return bool(named or the) and all(word in NOUNS.subjects for word in before)

    def _and_joins(self, first, end, at):
        """Whether "and" is in a name ("Land and Water Institute"), not between two."""
        capitals = self.capitals(at)
        in_unit = self.line.word(capitals) in NOUNS.units
        mine, other = self.rank(first, end), self.rank(at, capitals + in_unit)
        marked = is_marked(self.tokens[at])
        if capitals == at + 1 and not in_unit and not marked:
            # A noun alone is a subject: "Centro de Tecnologia e Sociedade".
            other = Rank.NONE
        if self.line.is_article(at - 1) or self.line.relation(at - 1):
            subject = bool(mine) and self.line.word(at) in NOUNS.subjects and capitals == at + 1
            listing = subject or self._lists_subjects(first, end)
            return listing and not other and not marked
        if self.tokens[end].text == "&":
            return not (mine and other) or other is Rank.LEGAL
        if self.is_role(capitals) or (mine and other):
            return False
        if mine:
            # "Ministry of Planning and Investment": its noun stands first, and more is listed.
            beginning = self.tokens[first : min(first + 3, end - 1)]
            listed = any(rank_of(token.word) for token in beginning) and not marked
            return listed and bool(rank_of(self.line.word(first)) or end - first > 2)
        alone = end - first == 1 and is_marked(self.tokens[first])
        return bool(other) and not alone and not rank_of(self.line.word(at))

    def _lists_subjects(self, first, end):
        """ "Instituto do Meio Ambiente e dos Recursos Naturais": "of the" stands twice."""
        noun = self.line.word(first)
        inner = any(self.line.relation(at) is Relation.OF_THE for at in range(first, end))
        listing = bool(rank_of(noun)) and inner and not noun.startswith("univers")
        return listing or noun in _OF_SUBJECTS

    def _at_joins(self, first, end, at):
        """Whether "at" names the place of a university: "University of Texas at Arlington"."""
        capitals = self.capitals(at)
        place = capitals - at <= 2 and not self.rank(at, capitals)
        university = self.rank(first, end) is Rank.BODY and self.line.word(end) == "at"
        return university and place and not is_acronym(self.tokens[at])

    def _in_joins(self, first, end):
        """Whether "in" is in a name: "Institute for Research in Optics", "FernUniversität in Hagen"."""
        if self.language.code == "de":
            return rank_of(self.line.word(end - 1)) is Rank.BODY
        return self.line.word(first) in _OF_SUBJECTS or self.line.word(end - 1) in _IN_SUBJECTS

    def _legal(self, comma):
        """ "Zagaran, Inc."."""
        token = self.line.token(comma + 1)
        legal = token and token.word in NOUNS.legal and is_capitalised(token)
        return comma + 2 if legal else 0

    def _branch(self, first, comma):
        """ "University of California, Davis": its place tells it from others of the same name."""
        words = self.line.words(first, comma)
        shared = words[-1:] and words[-1] in _BRANCHED and _BRANCHING & set(words)
        end = self.capitals(comma + 1)
        named = end > comma + 1 and not self.rank(comma + 1, end)
        place = is_place(self.line.words(comma + 1, end))
        return end if shared and named and not place and self.rank(first, comma) else 0

    def _list(self, first, comma):
        """ "Department of the Environment, Tourism and Science": a list within a name."""
        noun_first = bool(rank_of(self.line.word(first)))
        at = comma
        while self.line.word(at) == "," and at < comma + 12 and not self.line.is_and(at + 1):
            end = self.capitals(at + 1)
            if not 1 <= end - at - 1 <= 3 or self._stands_alone(at + 1, end, marked=noun_first):
                return 0
            at = end
        at += self.line.word(at) == ","
        end = self.capitals(at + 1)
        if not self.line.is_and(at) or end == at + 1 or self.is_role(end):
            return 0
        last = self.rank(at + 1, end)
        if noun_first:
            return end if not last and self.rank(first, comma) < Rank.BODY else 0
        noun_last = last and not rank_of(self.line.word(at + 1))
        in_unit = self.line.word(end) in NOUNS.units
        return end if not self.rank(first, comma) and (noun_last or in_unit) else 0

    def _stands_alone(self, first, end, *, marked):
        names = marked and any(is_marked(token) for token in self.tokens[first:end])
        return bool(self.rank(first, end)) or self.is_role(end) or names
