"""Which organisations a typed string names.

Two ways lead to a name. A run of words that *is* a registered name, to the letter or but for word
order, abbreviations and language, is found wherever it stands in the string (:mod:`naming`). What is
misspelt or half said is compared with the names that share its rarest words (:mod:`resembling`).
What speaks for and against each is a named signal (:mod:`signals`); a logistic regression on labelled
strings says how much each counts (:mod:`weights`), so that a score is the probability that a person
would agree. ``ror`` holds what is sure; everything else that was considered is a candidate, with the
reason, for a person to choose from.
"""

import math
from typing import NamedTuple

from pretalx_ofa.organisations.matching.naming import Hit, Naming, Way, are_separate
from pretalx_ofa.organisations.matching.resembling import Resembling
from pretalx_ofa.organisations.matching.signals import Typed
from pretalx_ofa.organisations.matching.weights import LIKENESSES, RUNS
from pretalx_ofa.organisations.matching.words import closes, opens, words

# From here on an answer is linked without asking.
SURE = 0.72
# Of two that are as likely, neither is more than half; and how far ahead (logits) one has to be.
HALF, AHEAD = 0.5, 0.25
# A hospital of a university is another organisation; a system of universities is none of them.
DOUBTFUL = {"family", "right hospital"}
# Many that are likely, or parts that may name somebody, are a list: a consortium, somebody's thanks.
MOST, LISTED, PARTS = 2, 4, 8
CANDIDATES = 5
WHY = {
    Way.EXACT: "name",
    Way.SPELLING: "spelling",
    Way.SHORT: "short name",
    Way.ORDER: "word order",
    Way.SCHOOL: "school",
    Way.ACRONYM: "acronym",
    Way.SIMILAR: "similar",
}


class Candidate(NamedTuple):
    """``why``: name, spelling (abbreviated, in another language), short name (without its place),
    word order, school (of that university), acronym, similar."""

    id: str
    name: str
    score: float
    why: str


class Match(NamedTuple):
    """``ror``: ids sure enough to link, surest first; ``candidates``: all considered, best first."""

    ror: list[str]
    candidates: list[Candidate]


class Answer(NamedTuple):
    """A record (its number in the index) that a hit may name, and how likely that is."""

    score: float
    number: int
    hit: Hit


class Matcher:
    def __init__(self, index):
        self.index = index
        self.naming, self.resembling = Naming(index), Resembling(index)

    def match(self, text, country=None):
        """The :class:`Match` of a string; ``country`` (two letters) is known from elsewhere."""
        found = words(text or "")
        if not found:
            return Match([], [])
        runs = self.naming.hits(found)
        typed = Typed(self.index, found, runs, country)
        answers = self._answers(typed, runs)
        if not any(answer.score >= SURE for answer in answers):
            answers += self._answers(typed, self.resembling.hits(found, runs))
        answers.sort(key=lambda answer: (-answer.score, answer.hit.start))
        likely = [answer for answer in without_overlap(answers) if answer.score > HALF]
        linked = []
        parts = {hit.start for hit in runs if opens(found, hit.start) and closes(found, hit.end)}
        if len(likely) <= LISTED and len(parts) <= PARTS:
            chosen = self._ordered([answer for answer in likely if answer.score >= SURE])
            linked = self._linked(chosen, found)
        return Match([self._record(answer).id for answer in linked], self._candidates(answers))

    def _answers(self, typed, hits):
        answers = []
        for hit in hits:
            signals = {number: typed.signals(hit, number) for number in hit.readings}
            scores = {n: probability(hit.way, found) for n, found in signals.items()}
            first, *others = sorted(scores, key=scores.get, reverse=True)
            is_tied = bool(others) and logit(scores[first]) - logit(scores[others[0]]) < AHEAD
            # Letters are everybody's: only a place says whose they are here.
            is_anybodys = hit.way == Way.ACRONYM and "rivals" in signals[first]
            is_doubtful = is_tied or is_anybodys or DOUBTFUL & signals[first].keys()
            most = HALF if is_doubtful else 1
            answers += [Answer(min(score, most), n, hit) for n, score in scores.items()]
        return answers

    def _record(self, answer):
        return self.index.record(answer.number)

    def _ordered(self, chosen):
        """An institute says more than the university it belongs to; of others that are sure, the
        university says more than what is beside it."""
        parents = self._parents(chosen)

        def rank(answer):
            record = self._record(answer)
            return record.id in parents, "education" not in record.types

        return sorted(chosen, key=rank)

    def _parents(self, answers):
        return {parent for a in answers for parent in self._record(a).related("parent")}

    def _linked(self, chosen, found):
        parents, linked = self._parents(chosen), chosen[:1]
        for answer in chosen[1:]:
            is_part = self._record(answer).id in parents
            if not is_part and all(are_separate(found, answer.hit, a.hit) for a in linked):
                linked.append(answer)
        return linked[:MOST]

    def _candidates(self, answers):
        best = {}
        for answer in answers:
            best.setdefault(answer.number, answer)
        return [
            Candidate(record.id, record.name, round(answer.score, 3), WHY[reading.way])
            for answer in list(best.values())[:CANDIDATES]
            for record, reading in [(self._record(answer), answer.hit.readings[answer.number])]
        ]


def probability(way, signals):
    """0 to 1: the logistic function of the weighted signals."""
    weights = LIKENESSES if way == Way.SIMILAR else RUNS
    total = sum(weights.get(name, 0) * value for name, value in signals.items())
    return 1 / (1 + math.exp(-max(-30, min(30, total))))


def logit(probability):
    return math.log(probability / (1 - probability))


def without_overlap(answers):
    """The first of answers (best first) that share words, and one for each record."""
    chosen = []
    for answer in answers:
        if all(
            answer.number != other.number and not answer.hit.overlaps(other.hit) for other in chosen
        ):
            chosen.append(answer)
    return chosen
