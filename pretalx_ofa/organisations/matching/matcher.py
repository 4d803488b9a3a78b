"""Which organisations a typed string names.

Two ways lead to a name. A run of words that *is* a registered name, to the letter or but for word
order, abbreviations and language, is found wherever it stands in the string (:mod:`spans`). What is
misspelt or half said is compared with the names that share its rarest words (:mod:`similar`).
What speaks for and against each is a named feature (:mod:`features`); a logistic regression on
labelled strings says how much each weighs (:mod:`weights`), so that a score is the probability that a
person would agree.
"""

import math
from enum import StrEnum, auto
from typing import NamedTuple

from pretalx_ofa.organisations.matching.features import Feature
from pretalx_ofa.organisations.matching.places import same_country
from pretalx_ofa.organisations.matching.query import Query, is_kin
from pretalx_ofa.organisations.matching.similar import SimilarFinder
from pretalx_ofa.organisations.matching.spans import (
    SHORT_ANSWER,
    MatchType,
    Span,
    SpanFinder,
    are_separate,
)
from pretalx_ofa.organisations.matching.weights import LETTERS, LIKENESSES, NAMES
from pretalx_ofa.organisations.matching.words import closes, opens, words

# From these scores on an answer is certain; and of each table one that is linked without asking.
CERTAIN = 0.87
SURE = {"NAMES": 0.74, "LETTERS": 0.88, "LIKENESSES": 0.65}
# The same where a name is all of the string, letters all but a role, a unit or the place.
SURE_ALONE = {"NAMES": 0.66, "LETTERS": 0.52, "LIKENESSES": 0.65}
# What is less likely is not meant.
POSSIBLE = 0.3
# Of two that are as likely, neither is more than half; and how far ahead (logits) one has to be.
HALF, AHEAD = 0.5, 0.25
# Where the event's country decides, an answer is never certain.
NOT_CERTAIN = 0.8
# A hospital of a university is another organisation; a system of universities is none of them.
DOUBTFUL = {
    Feature.FAMILY,
    Feature.ELSEWHERE,
    Feature.LEFT_BODY,
    Feature.RIGHT_HOSPITAL,
    Feature.RIGHT_NUMBER,
    Feature.SHORT_GOES_ON,
}
ALONE = {Feature.BARE, Feature.NOTHING_ELSE}
# With these an answer is never certain.
AMBIGUOUS = {
    Feature.ALIAS_UNLIKE, Feature.FORMER, Feature.HEAD, Feature.INACTIVE, Feature.MEDICAL,
    Feature.RIVALS, Feature.STRING_EXTRA,
}  # fmt: skip
# Many that are likely, or parts that may name somebody, are a list: a consortium, somebody's thanks.
MOST, LISTED, PARTS = 2, 4, 8
CANDIDATES = 5


class Tier(StrEnum):
    """How sure an answer is; ``weights.py`` has the measured error of the first two."""

    CERTAIN = auto()
    SURE = auto()
    ASK = auto()


class Answer(NamedTuple):
    """An organisation that a string may name.

    ``ror`` is its id, ``name`` its displayed name, ``text`` the words of the string that name it and
    ``match_type`` how they do; ``score`` is the probability (0 to 1) that a person would agree.
    """

    ror: str
    name: str
    tier: Tier
    score: float
    text: str
    match_type: MatchType


class Result(NamedTuple):
    """``answers`` are certain or sure, the one that is meant most first; ``candidates`` all that were
    considered, the likeliest first."""

    answers: list[Answer]
    candidates: list[Answer]

    @property
    def ror(self):
        return [answer.ror for answer in self.answers]


class Scored(NamedTuple):
    """A record (its number in the index) that a span may name, and how likely that is; whether it is
    plain that no other one may be meant, and whether it is all of an answer."""

    score: float
    number: int
    span: Span
    is_plain: bool
    is_alone: bool

    @property
    def table(self):
        return table(self.span.matches[self.number].match_type)

    @property
    def is_sure(self):
        return self.score >= (SURE_ALONE if self.is_alone else SURE)[self.table]


class Matcher:
    def __init__(self, index):
        self.index = index
        self.spans, self.similar = SpanFinder(index), SimilarFinder(index)

    def match(self, text, country=None, event_country=None):
        """The :class:`Result` of a string.

        ``country`` (two letters) is the person's and counts as if it were typed; ``event_country``
        decides between organisations that are meant as likely.
        """
        found = words(text or "")
        if not found:
            return Result([], [])
        query = Query(self.index, found, self.spans.spans(found), country)
        scored = self.scored(query.described(query.spans), event_country)
        if not any(one.is_sure for one in scored):
            similar = query.described(self.similar.spans(found, query.spans))
            scored += self.scored(similar, event_country)
        return self.result(query, scored)

    def scored(self, described, event_country=None):
        """[:class:`Scored`] of what :meth:`Query.described` says."""
        scored = []
        for span, features in described:
            scores = {
                n: probability(table(span.matches[n].match_type), found)
                for n, found in features.items()
            }
            self._prefer_near(scores, span, event_country)
            most = self._most(features, scores, event_country)
            scored += [
                Scored(
                    min(score, most[n]),
                    n,
                    span,
                    is_plain=AMBIGUOUS.isdisjoint(features[n]),
                    is_alone=not ALONE.isdisjoint(features[n]),
                )
                for n, score in scores.items()
            ]
        return scored

    def _prefer_near(self, scores, span, event_country):
        """Of organisations that share letters, and of which none is sure, the only one in the event's
        country comes first: nothing is linked that was not, but it is what is offered first."""
        first = max(scores, key=scores.get)
        is_open = scores[first] < SURE_ALONE["LETTERS"]
        if event_country and is_open and table(span.matches[first].match_type) == "LETTERS":
            near = [n for n in scores if self._is_in(n, event_country)]
            if len(near) == 1:
                scores[first], scores[near[0]] = scores[near[0]], scores[first]

    def _most(self, features, scores, event_country):
        """{record: how likely it is at most}: of those that are as likely, none is more than half but
        the one that is in the event's country."""
        most = {n: HALF if DOUBTFUL & found.keys() else 1 for n, found in features.items()}
        first = max(scores, key=scores.get)
        tied = [n for n, score in scores.items() if logit(scores[first]) - logit(score) < AHEAD]
        if Feature.HEAD in features[first]:
            tied = [first]
        shared = {n for n, found in features.items() if Feature.SHARED in found}
        equal = shared.union(tied) if len(tied) > 1 else shared
        near = [n for n in equal if event_country and self._is_in(n, event_country)]
        for number in equal:
            most[number] = HALF if near != [number] else min(most[number], NOT_CERTAIN)
        return most

    def _is_in(self, number, country):
        return same_country(self.index.record(number).country, country.upper())

    def result(self, query, scored):
        """The :class:`Result` of a :class:`Query`."""
        found = query.found
        scored = sorted(scored, key=lambda one: (-one.score, one.span.start))
        apart = without_overlap(scored)
        is_short = len(found) <= SHORT_ANSWER
        likely = [one for one in apart if one.score > HALF]
        named = [one for one in likely if is_short or not is_letters(one)]
        linked = []
        parts = {
            span.start
            for span in query.spans
            if opens(found, span.start) and closes(found, span.end)
        }
        if len(named) <= LISTED and len(parts) <= PARTS:
            sure = [one for one in likely if one.is_sure and not self._is_unit(one, query, likely)]
            chosen = self._ordered(sure, is_short)
            linked = self._linked(chosen, found)
            if is_short:
                # Two affiliations stand in the order in which the person gave them.
                linked.sort(key=lambda one: one.span.start)
        others = [one for one in apart if one.score > POSSIBLE]
        if is_short:
            others = [one for one in others if one not in linked]
        tiers = {one.number: self._tier(one, others) for one in linked}
        best = {}
        for one in [*linked, *scored]:
            best.setdefault(one.number, one)
        best = sorted(best.values(), key=lambda one: -one.score)[:CANDIDATES]
        return Result(
            [self._answer(one, found, tiers[one.number]) for one in linked],
            [self._answer(one, found, tiers.get(one.number, Tier.ASK)) for one in best],
        )

    def _is_unit(self, one, query, likely):
        """Whether it is beside a university that is named, but not sure: an institute is mostly one of
        it then, not a namesake elsewhere."""
        record = self._record(one)
        return "education" not in record.types and any(
            not any(other.span.overlaps(span) and other.is_sure for other in likely)
            and not are_separate(query.found, one.span, span)
            and not any(is_kin(record, self.index.record(n)) for n in span.matches)
            for span in query.universities
        )

    def _tier(self, one, others):
        """Certain is what is likely enough and stands beside nothing else that may be meant, but the
        organisations that it is related to."""
        record = self._record(one)
        is_only = all(other is one or is_kin(record, self._record(other)) for other in others)
        is_certain = one.is_plain and is_only and one.score >= CERTAIN
        return Tier.CERTAIN if is_certain else Tier.SURE

    def _record(self, scored):
        return self.index.record(scored.number)

    def _ordered(self, chosen, is_short):
        """An institute says more than the university it belongs to; of others that are sure, the
        university says more than what is beside it."""
        parents = self._parents(chosen)

        def rank(one):
            record = self._record(one)
            # In an address, letters are mostly whose a laboratory is.
            is_aside = is_letters(one) and not is_short
            return is_aside, record.id in parents, "education" not in record.types

        return sorted(chosen, key=rank)

    def _parents(self, scored):
        return {parent for one in scored for parent in self._record(one).related("parent")}

    def _linked(self, chosen, found):
        parents, linked = self._parents(chosen), chosen[:1]
        for one in chosen[1:]:
            is_part = self._record(one).id in parents and not is_letters(one)
            if not is_part and all(are_two(found, one, other) for other in linked):
                linked.append(one)
        return linked[:MOST]

    def _answer(self, one, found, tier):
        record, span = self._record(one), one.span
        text = " ".join(word.raw for word in found[span.start : span.end])
        match_type = span.matches[one.number].match_type
        return Answer(record.id, record.name, tier, round(one.score, 3), text, match_type)


TABLES = {"NAMES": NAMES, "LETTERS": LETTERS, "LIKENESSES": LIKENESSES}


def table(match_type):
    """Which weights count: words that are a name, letters that stand for one, words like one."""
    if match_type == MatchType.SIMILAR:
        return "LIKENESSES"
    return "LETTERS" if match_type >= MatchType.HOST else "NAMES"


def probability(table, features):
    """0 to 1: the logistic function of the weighted features."""
    weights = TABLES[table]
    total = sum(weights.get(name, 0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30, min(30, total))))


def is_letters(one):
    return one.table == "LETTERS"


def are_two(found, one, other):
    """Whether a string has two affiliations: "IFSC/USP", "Unicamp, CNPEM"."""
    is_list = is_letters(one) and is_letters(other) and len(found) <= SHORT_ANSWER
    return is_list or are_separate(found, one.span, other.span)


def logit(probability):
    return math.log(probability / (1 - probability))


def without_overlap(scored):
    """The first of answers (best first) that share words, and one for each record."""
    chosen = []
    for one in scored:
        if all(
            one.number != other.number and not one.span.overlaps(other.span) for other in chosen
        ):
            chosen.append(one)
    return chosen
