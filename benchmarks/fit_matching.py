"""``python -m benchmarks.fit_matching DATA``: what the features of matching weigh, from labelled strings.

Three logistic regressions (names, letters, likenesses), fitted by Newton's method with a small penalty.
Prints how right the answers are, with other strings held out in turn, and by tier. With ``--write`` it
writes ``organisations/matching/weights.py``.
"""

import json
import random
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks import answers, names
from pretalx_ofa.organisations.matching import matcher, weights
from pretalx_ofa.organisations.matching.features import Feature
from pretalx_ofa.organisations.matching.index import Index
from pretalx_ofa.organisations.matching.query import Query
from pretalx_ofa.organisations.matching.words import words
from pretalx_ofa.organisations.matching.writing import build_index
from pretalx_ofa.organisations.registry.dump import rows

SETS = ("logs-train", "crossref-train", "s2aff-train", "pt-train")
FOLDS, PENALTY, STEPS = 5, 1.0, 15
# Made of the registry's own names, for what labelled strings have too few of.
MADE = {"names": names.labelled, "answers": answers.labelled}
# The others name one organisation of several.
WHOLE = {"logs-train", "pt-train", *MADE}
# Form answers are few.
SHARE = {"logs-train": 3.0, "pt-train": 3.0, "names": 0.1, "answers": 0.5}
# How much it counts what is answered where the right organisation has no record.
MISSING = 0.5
# A feature that changes a score by less than this says nothing.
LEAST = 0.05
# Names of so many words are no chance.
WORDS = 3
# What a right place says never speaks against an answer.
NEVER_NEGATIVE = {Feature.COUNTRY, Feature.CITY, Feature.NEIGHBOURS, Feature.LANGUAGE}


class Case(NamedTuple):
    """One record of a span: its features, whether it is right, and how much it counts."""

    table: str
    features: dict
    is_right: bool
    share: float


def main(data, *, write=False):
    with tempfile.TemporaryDirectory() as folder:
        path = data / "ror-subset-v2.json.gz"
        build_index((record for _row, record in rows(path)), Path(folder), "fit")
        fitted, figures, errors = measured(Index(Path(folder)), data)
    print(json.dumps(figures | {"errors": errors}, indent=1))
    if write:
        Path(weights.__file__).write_text(_module(fitted, errors), encoding="utf-8")


def measured(index, data):
    """(tables fitted on all strings, {set: figures} and {tier: error} of those held out in turn)."""
    judge = Judge(index)
    strings = [
        (name, json.loads(line), fold)
        for name in SETS
        for fold, line in _shuffled(data / "affiliation-strings" / f"{name}.jsonl")
    ]
    for name, made in MADE.items():
        strings += [(name, row, n % FOLDS) for n, row in enumerate(made(index))]
    described = [judge.described(row) for _name, row, _fold in strings]
    cases = [
        judge.cases(name, row, query, [*runs, *similar])
        for (name, row, _fold), (query, runs, similar) in zip(strings, described, strict=True)
    ]
    for fold in range(FOLDS):
        _use(fit([c for n, c in enumerate(cases) if strings[n][2] != fold]))
        for n, (name, row, own_fold) in enumerate(strings):
            if own_fold == fold:
                judge.judge(name, row, *described[n])
    fitted = fit(cases)
    _use(fitted)
    return fitted, judge.figures(), judge.errors()


def _shuffled(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    random.Random(3).shuffle(lines)
    return [(n % FOLDS, line) for n, line in enumerate(lines)]


class Judge:
    """What counts as right, as ``shared/tools/score_matching.py`` says."""

    def __init__(self, index):
        self.index, self.matcher = index, matcher.Matcher(index)
        self.parents = defaultdict(set)
        for number in range(len(index)):
            record = index.record(number)
            self.parents[record.id].update(record.related("parent"))
            for child in record.related("child"):
                self.parents[child].add(record.id)
        self.told = defaultdict(Counter)

    def is_right(self, record, row):
        """A labelled organisation, one of its parts, or one that is called just like the string."""
        return self._is_meant(record, row) or self._is_part(record, row)

    def _is_meant(self, record, row):
        typed = _texts(row["text"])
        return record.id in row["ror"] or any(
            n.kind != "acronym" and _texts(n.value) == typed for n in record.names
        )

    def _is_part(self, record, row):
        wanted, seen, todo = set(row["ror"]), set(), [record.id]
        while todo:
            identifier = todo.pop()
            if identifier in wanted:
                return True
            if identifier not in seen:
                seen.add(identifier)
                todo.extend(self.parents[identifier])
        return False

    def described(self, row):
        """(query, what speaks for its runs, what for its likenesses)."""
        found = words(row["text"])
        query = Query(self.index, found, self.matcher.spans.spans(found), row.get("country"))
        similar = self.matcher.similar.spans(found, query.spans)
        return query, query.described(query.spans), query.described(similar)

    def cases(self, name, row, query, described):
        """The :class:`Case` list of one labelled string."""
        spans, share = [span for span, _features in described], SHARE.get(name, 1.0)
        records = {n: self.index.record(n) for span in spans for n in span.matches}
        meant = {n for n, record in records.items() if self._is_meant(record, row)}
        parts = {n for n, record in records.items() if self._is_part(record, row)} - meant
        named = [span for span in spans if meant & span.matches.keys()]
        right = meant | parts
        around = [span for span in spans if right & span.matches.keys()]
        cases = []
        for span, features in described:
            is_rival = any(span.overlaps(one) for one in around)
            is_named = any(span.overlaps(one) for one in named)
            for number, values in features.items():
                # A part of what is labelled is right where the label itself is not named.
                is_right = number in meant or (number in parts and not is_named)
                # What else a string names is not labelled: only rivals of the right one are wrong.
                if name in WHOLE or is_rival or is_right:
                    cases.append(Case(_table(span, number), values, is_right, share))
        # The same string in a registry without the right ones.
        left = [s for s in _without(spans, right) if any(s.overlaps(one) for one in around)]
        poorer = Query(self.index, query.found, _without(query.spans, right), query.country)
        return cases + [
            Case(_table(span, number), values, is_right=False, share=MISSING * share)
            for span, features in poorer.described(left)
            for number, values in features.items()
        ]

    def judge(self, name, row, query, runs, similar):
        """Counts what is answered to a string that was held out."""
        told, scored = self.told[name], self.matcher.scored(runs)
        if not any(one.is_sure for one in scored):
            scored += self.matcher.scored(similar)
        answers = self.matcher.result(query, scored).answers
        found = [self.index.by_id(answer.ror) for answer in answers]
        right = [record for record in found if self.is_right(record, row)]
        told["strings wanted"] += bool(row["ror"])
        told["strings answered"] += bool(found)
        told["strings right"] += bool(found) and found[0] in right
        told["none"] += not row["ror"]
        told["none answered"] += not row["ror"] and found != right
        told["answers"] += len(found)
        told["answers right"] += len(right)
        told["answers missed"] += sum(
            not any(self.is_right(record, row | {"ror": [one]}) for record in right)
            for one in row["ror"]
        )
        for answer, record in zip(answers, found, strict=True):
            if row["ror"] or not self._stands_in(record, row):
                told[answer.tier] += 1
                told[f"{answer.tier} wrong"] += record not in right
        return answers

    def _stands_in(self, record, row):
        """Whether a string has a name of a record to the letter: labelled with nothing, it is older
        than the record."""
        typed = f" {' '.join(_texts(row['text']))} "
        names = (_texts(n.value) for n in record.names)
        return any(len(name) >= WORDS and f" {' '.join(name)} " in typed for name in names)

    def errors(self):
        """{tier: share of wrong answers} of the strings that are labelled with all they name."""
        found = {}
        for tier in (matcher.Tier.CERTAIN, matcher.Tier.SURE):
            told = [self.told[name] for name in SETS if name in WHOLE]
            wrong, answers = (sum(t[key] for t in told) for key in (f"{tier} wrong", tier))
            found[tier.value] = round(wrong / max(1, answers), 3)
        return found

    def figures(self):
        """{set: figures of the held-out strings}; ``first`` is the surest answer alone; of a tier,
        the share of wrong answers and of all right ones."""
        found = {}
        for name, told in self.told.items():
            right, missed = told["answers right"], told["answers missed"]
            found[name] = {
                "precision": round(right / max(1, told["answers"]), 3),
                "recall": round(right / max(1, right + missed), 3),
                "first_precision": round(
                    told["strings right"] / max(1, told["strings answered"]), 3
                ),
                "first_recall": round(told["strings right"] / max(1, told["strings wanted"]), 3),
                "id_on_none": f"{told['none answered']}/{told['none']}",
            }
            for tier in (matcher.Tier.CERTAIN, matcher.Tier.SURE):
                wrong = told[f"{tier} wrong"]
                found[name][tier] = {
                    "error": round(wrong / max(1, told[tier]), 3),
                    "share": round((told[tier] - wrong) / max(1, right), 3),
                }
        return found


def _texts(value):
    return [word.text for word in words(value)]


def _table(span, number):
    return matcher.table(span.matches[number].match_type)


def _without(spans, numbers):
    """The spans of a registry without these records."""
    left = []
    for span in spans:
        if matches := {n: m for n, m in span.matches.items() if n not in numbers}:
            match_type = min(matches.values()).match_type
            left.append(span._replace(matches=matches, match_type=match_type))
    return left


def fit(strings):
    """{table: weights}, of the cases of each string."""
    tables = {
        table: regression([case for cases in strings for case in cases if case.table == table])
        for table in ("NAMES", "LETTERS")
    }
    _use(tables | {"LIKENESSES": {}})
    # Likenesses are looked for where nothing else is sure.
    unsure = [
        case
        for cases in strings
        if not any(_is_sure(case) for case in cases if case.table != "LIKENESSES")
        for case in cases
        if case.table == "LIKENESSES"
    ]
    return tables | {"LIKENESSES": regression(unsure)}


def _is_sure(case):
    return matcher.probability(case.table, case.features) >= matcher.SURE[case.table]


def regression(cases):
    """{feature: weight} of a logistic regression by Newton's method."""
    left = sorted({name for case in cases for name in case.features})
    while True:
        found = _regression(cases, left)
        negative = {n for n, w in found.items() if w < 0 and n in NEVER_NEGATIVE}
        if not negative:
            return {n: round(w, 2) for n, w in found.items() if abs(w) >= LEAST}
        left = [name for name in left if name not in negative]


def _regression(cases, features):
    place = {feature: n for n, feature in enumerate(features)}
    values = np.zeros((len(cases), len(features)))
    for row, case in enumerate(cases):
        for feature, value in case.features.items():
            if feature in place:
                values[row, place[feature]] = value
    right = np.array([case.is_right for case in cases], float)
    share = np.array([case.share for case in cases])
    found = np.zeros(len(features))
    for _step in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(values @ found, -30, 30)))
        gradient = values.T @ (share * (right - p)) - PENALTY * found
        curvature = (values * (share * p * (1 - p))[:, None]).T @ values
        curvature += PENALTY * np.eye(len(features))
        found += np.linalg.solve(curvature, gradient)
    return dict(zip(features, found.tolist(), strict=True))


def _use(tables):
    matcher.TABLES = tables


def _module(tables, errors):
    text = HEADER + f"ERRORS = {json.dumps(errors)}\n"
    for table, values in tables.items():
        lines = "".join(f"    Feature.{f.name}: {w},\n" for f, w in sorted(values.items()))
        text += f"{table} = {{\n{lines}}}\n"
    return text


HEADER = '''"""How much each feature weighs, in logits: written by ``python -m benchmarks.fit_matching``."""

from pretalx_ofa.organisations.matching.features import Feature

# Of answers to strings that were held out: the share that was wrong, by tier.
'''


if __name__ == "__main__":
    main(Path(sys.argv[1]), write="--write" in sys.argv)
