"""Which organisations a typed string names.

Two ways lead to a name. A run of words that *is* a registered name, to the letter or but for word
order, abbreviations and language, is found wherever it stands in the string (:mod:`naming`). What is
misspelt or half said is compared with the names that share its rarest words (:mod:`resembling`).
Places in the string decide between homonyms and refuse the same name in another country
(:mod:`evidence`). ``ror`` holds what is sure; everything else that was considered is a candidate,
with the reason, for a person to choose from.
"""

from typing import NamedTuple

from pretalx_ofa.organisations.evidence import Evidence
from pretalx_ofa.organisations.index import ACRONYM, EXACT, LOOSE, ORDERED
from pretalx_ofa.organisations.naming import AND, Naming, without_overlap
from pretalx_ofa.organisations.resembling import Resembling
from pretalx_ofa.organisations.words import words

# From here on an answer is linked without asking; a second one has to be surer; and how far ahead
# of another organisation of the same name.
SURE, SECOND, AHEAD = 0.88, 0.95, 0.03
UNSURE, ACRONYM_UNSURE, ACRONYM_SURE = 0.7, 0.6, 0.9
# Many are a list of others: a consortium, somebody's thanks.
MOST, LISTED = 2, 4
CANDIDATES = 5
# So many members with a name that begins like their parent's make a system of universities.
FAMILY = 3
# An alias may be a name of long ago, or one that others have too.
ALIAS = 0.04
WHY = {EXACT: "name", ORDERED: "spelling", LOOSE: "word order", ACRONYM: "acronym"}


class Candidate(NamedTuple):
    """``why``: name, spelling (abbreviated, in another language), word order, acronym, similar."""

    id: str
    name: str
    score: float
    why: str


class Match(NamedTuple):
    """``ror``: ids sure enough to link, surest first; ``candidates``: all considered, best first."""

    ror: list[str]
    candidates: list[Candidate]


class Matcher:
    def __init__(self, index):
        self.index = index
        self.naming, self.resembling = Naming(index), Resembling(index)

    def match(self, text, country=None):
        """The :class:`Match` of a string; ``country`` (two letters) is known from elsewhere."""
        found = words(text or "")
        if not found:
            return Match([], [])
        hits = self.naming.hits(found)
        evidence = Evidence(self.index.places, found, hits, country)
        answers = []
        for hit in without_overlap(hits):
            decided = self._decide(hit, found, evidence)
            answers += decided
            evidence.beside(self.index.record(n) for n, score, *_rest in decided if score >= SECOND)
        if not any(score >= SURE for _number, score, *_rest in answers):
            answers += self.resembling.answers(found, evidence)
        return self._result(answers, found)

    def _decide(self, hit, found, evidence):
        """[(record number, score, why, hit)] of a hit: who is meant, by place and by status."""
        scored = []
        for number in hit.records:
            is_main = hit.records[number]
            support = evidence.support(
                self.index.record(number), is_sure=is_main and len(hit.records) == 1
            )
            alias = 0 if is_main or hit.kind == ACRONYM else ALIAS
            scored.append((hit.score - alias + support, number, support))
        scored.sort(key=lambda entry: -entry[0])
        chosen, other = self._chosen(hit, found, scored)
        least = ACRONYM_SURE if hit.kind == ACRONYM else 0
        return [
            (
                number,
                max(score, least) if number == chosen else min(score, other),
                WHY[hit.kind],
                hit,
            )
            for score, number, _support in scored
        ]

    def _chosen(self, hit, found, scored):
        """(the record meant or None, what the others may score at most)."""
        first = scored[0][1]
        if hit.kind == ACRONYM:
            support = [support for _score, _number, support in scored]
            is_backed = support[0] > max([0, *support[1:]])
            is_all = len(scored) == 1 and len(found) == 1 and len(found[0].raw) > 3
            return (first if is_backed or is_all else None), ACRONYM_UNSURE
        if len(scored) > 1 and scored[0][0] - scored[1][0] < AHEAD:
            first = self._head(scored)
        if first is not None and self._is_family(first, found[hit.start : hit.end]):
            first = None
        return first, UNSURE

    def _is_family(self, number, run):
        """ "University of California" is a system of universities that all begin so."""
        said = {word.canonical for word in run}
        members = [
            child
            for one in self.index.record(number).related("child")
            if (child := self.index.by_id(one))
            and said <= {word.canonical for word in words(child.name)}
        ]
        return len(members) >= FAMILY

    def _head(self, scored):
        """Of equals the one that the others belong to: companies have a record a country."""
        equal = {
            self.index.record(number).id: number
            for score, number, _support in scored
            if scored[0][0] - score < AHEAD
        }
        heads = [
            number
            for top, number in equal.items()
            if all(other == top or self._is_under(other, top) for other in equal)
        ]
        return heads[0] if len(heads) == 1 else None

    def _is_under(self, identifier, top):
        record = self.index.by_id(identifier)
        return record is not None and top in record.related("parent")

    def _result(self, answers, found):
        surest = {}
        for number, score, why, hit in answers:
            if number not in surest or score > surest[number][0]:
                surest[number] = (min(score, 1), why, hit)
        ranked = [(*answer, self.index.record(number)) for number, answer in surest.items()]
        parents = {
            parent
            for score, _why, _hit, record in ranked
            if score >= SURE
            for parent in record.related("parent")
        }
        # An institute says more than the university it belongs to; of others that are sure, the
        # university says more than what is beside it.
        ranked.sort(
            key=lambda answer: (
                answer[0] < SURE,
                answer[3].id in parents,
                "education" not in answer[3].types,
                -answer[0],
                -(answer[2].weight if answer[2] else 0),
            )
        )
        linked = []
        is_list = sum(score >= SURE for score, *_rest in ranked) > LISTED
        for score, _why, hit, record in ranked:
            if score < SURE or is_list or len(linked) == MOST:
                break
            first = linked[0][0] if linked else None
            if not linked or (
                record.id not in parents and score >= SECOND and _are_separate(found, first, hit)
            ):
                linked.append((hit, record.id))
        candidates = [Candidate(r.id, r.name, round(s, 3), why) for s, why, _h, r in ranked]
        return Match([found_id for _hit, found_id in linked], candidates[:CANDIDATES])


def _are_separate(found, one, other):
    """Whether a semicolon or an "and" says that two names are two affiliations, not one in another."""
    if not one or not other:
        return False
    first, second = sorted((one, other))
    between = found[first.end : second.start + 1]
    return any(word.gap == 2 or word.text in AND for word in between)
