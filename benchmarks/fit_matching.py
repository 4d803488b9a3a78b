"""``python -m benchmarks.fit_matching DATA``: what the features of matching weigh, from labelled strings.

Two logistic regressions (runs of words that are a name; words that are like one), fitted by Newton's
method with a small penalty. Prints the tables of ``organisations/weights.py`` and, with other strings
held out in turn, how right the answers are. With ``--write`` it writes the tables.
"""

import json
import math
import random
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from benchmarks.names import labelled
from pretalx_ofa.organisations.matching import matcher, weights
from pretalx_ofa.organisations.matching.index import Index, build_index
from pretalx_ofa.organisations.matching.query import Query
from pretalx_ofa.organisations.matching.spans import MatchType
from pretalx_ofa.organisations.matching.words import words
from pretalx_ofa.organisations.registry.dump import rows

SETS = ("logs-train", "crossref-train", "s2aff-train")
FOLDS, PENALTY, STEPS = 5, 1.0, 12
# Names made of the registry's own, for what real strings have too few of: slips, abbreviations.
NAMES = "names"
# The others name one organisation of several.
WHOLE = {"logs-train", NAMES}
# Form answers are few.
SHARE = {"logs-train": 3.0, NAMES: 0.1}
# How much it counts what is answered where the right organisation has no record.
MISSING = 0.5
# A feature that changes a score by less than this says nothing.
LEAST = 0.05


class Case(NamedTuple):
    """One record of a span: its features, whether it is right, and how much it counts."""

    match_type: MatchType
    features: dict
    is_right: bool
    share: float


def main(data, *, write=False):
    with tempfile.TemporaryDirectory() as folder:
        path = data / "ror-subset-v2.json.gz"
        build_index((record for _row, record in rows(path)), Path(folder), "fit")
        index = Index(Path(folder))
        registry = Registry(index)
        strings = [
            (name, json.loads(line), fold)
            for name in SETS
            for fold, line in _shuffled(data / "affiliation-strings" / f"{name}.jsonl")
        ]
        strings += [(NAMES, row, n % FOLDS) for n, row in enumerate(labelled(index))]
        cases = [registry.cases(name, row) for name, row, _fold in strings]
        everything = fit(cases)
        for fold in range(FOLDS):
            held_out = [n for n, (_name, _row, f) in enumerate(strings) if f == fold]
            rest = [c for n, c in enumerate(cases) if strings[n][2] != fold]
            _use(fit(rest))
            registry.judge([strings[n] for n in held_out])
        _use(everything)
        print(json.dumps(registry.figures(), indent=1))
    text = "".join(_table(*entry) for entry in zip(("RUNS", "LIKENESSES"), everything, strict=True))
    print(text)
    if write:
        target = Path(weights.__file__)
        target.write_text(HEADER + text, encoding="utf-8")


def _shuffled(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    random.Random(3).shuffle(lines)
    return [(n % FOLDS, line) for n, line in enumerate(lines)]


class Registry:
    """The index with what counts as right, as ``shared/tools/score_matching.py`` says."""

    def __init__(self, index):
        self.index, self.matcher = index, matcher.Matcher(index)
        self.parents = defaultdict(set)
        for number in range(len(index)):
            record = index.record(number)
            self.parents[record.id].update(record.related("parent"))
            for child in record.related("child"):
                self.parents[child].add(record.id)
        self.told = defaultdict(lambda: defaultdict(int))

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

    def cases(self, name, row):
        """The :class:`Case` list of one labelled string."""
        found = words(row["text"])
        runs = self.matcher.spans.spans(found)
        spans = [*runs, *self.matcher.similar.spans(found, runs)]
        records = {n: self.index.record(n) for span in spans for n in span.matches}
        meant = {n for n, record in records.items() if self._is_meant(record, row)}
        parts = {n for n, record in records.items() if self._is_part(record, row)} - meant
        right, ours = meant | parts, [span for span in spans if meant & set(span.matches)]
        cases = []
        for span, number, features in self._described(found, runs, spans):
            # A part of what is labelled is right where the label itself is not named.
            is_right = number in meant or (
                number in parts and not any(span.overlaps(one) for one in ours)
            )
            cases.append((span, Case(span.match_type, features, is_right, SHARE.get(name, 1.0))))
        ours = [span for span in spans if right & set(span.matches)]
        if name not in WHOLE:
            # What else a string names is not labelled: only rivals of the right one are wrong.
            cases = [
                (span, case)
                for span, case in cases
                if case.is_right or any(span.overlaps(one) for one in ours)
            ]
        # The same string in a registry without the right ones.
        left = [span for span in _without(spans, right) if any(span.overlaps(one) for one in ours)]
        cases += [
            (span, Case(span.match_type, features, is_right=False, share=MISSING))
            for span, _number, features in self._described(found, _without(runs, right), left)
        ]
        return [case for _hit, case in cases]

    def _described(self, found, runs, spans):
        query = Query(self.index, found, runs)
        return [(span, n, query.features(span, n)) for span in spans for n in span.matches]

    def judge(self, strings):
        """Counts what is answered to strings that were held out."""
        for name, row, _fold in strings:
            told = self.told[name]
            found = [self.index.by_id(i) for i in self.matcher.match(row["text"]).ror]
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

    def figures(self):
        """{set: figures of the held-out strings}; ``first`` is the surest answer alone."""
        found = {}
        for name, told in self.told.items():
            right, missed = told["answers right"], told["answers missed"]
            found[name] = {
                "precision": round(right / told["answers"], 3),
                "recall": round(right / (right + missed), 3),
                "first_precision": round(told["strings right"] / told["strings answered"], 3),
                "first_recall": round(told["strings right"] / told["strings wanted"], 3),
                "id_on_none": f"{told['none answered']}/{told['none']}",
            }
        return found


def _texts(value):
    return [word.text for word in words(value)]


def _without(spans, numbers):
    """The spans of a registry without these records."""
    left = []
    for span in spans:
        if matches := {n: m for n, m in span.matches.items() if n not in numbers}:
            match_type = min(matches.values()).match_type
            left.append(span._replace(matches=matches, match_type=match_type))
    return left


def fit(strings):
    """(weights of runs, weights of likenesses), of the cases of each string."""
    runs = [case for cases in strings for case in cases if case.match_type != MatchType.SIMILAR]
    tables = [regression(runs), {}]
    _use(tables)
    # Likenesses are looked for where no run is sure.
    tables[1] = regression(
        [
            case
            for cases in strings
            if not any(_is_sure(case) for case in cases if case.match_type != MatchType.SIMILAR)
            for case in cases
            if case.match_type == MatchType.SIMILAR
        ]
    )
    return tables


def _is_sure(case):
    return matcher.probability(case.match_type, case.features) >= matcher.SURE


def regression(cases):
    """{feature: weight} of a logistic regression by Newton's method."""
    names = sorted({name for case in cases for name in case.features})
    place = {name: n for n, name in enumerate(names)}
    data = [
        ([(place[name], float(v)) for name, v in c.features.items()], float(c.is_right), c.share)
        for c in cases
    ]
    found = [0.0] * len(names)
    for _step in range(STEPS):
        gradient = [-PENALTY * w for w in found]
        curvature = [[PENALTY * (n == m) for m in range(len(names))] for n in range(len(names))]
        for values, right, share in data:
            total = sum(found[n] * v for n, v in values)
            p = 1 / (1 + math.exp(-max(-30, min(30, total))))
            error, spread = share * (right - p), share * p * (1 - p)
            for n, v in values:
                gradient[n] += error * v
                row = curvature[n]
                for m, other in values:
                    row[m] += spread * v * other
        step = _solved(curvature, gradient)
        found = [w + s for w, s in zip(found, step, strict=True)]
        if max(map(abs, step)) < 1e-4:
            break
    return {n: round(w, 2) for n, w in zip(names, found, strict=True) if abs(w) >= LEAST}


def _solved(matrix, vector):
    """x of matrix · x = vector, by Gaussian elimination; the matrix is positive definite."""
    rows = [[*row, v] for row, v in zip(matrix, vector, strict=True)]
    for n, row in enumerate(rows):
        for other in rows[n + 1 :]:
            factor = other[n] / row[n]
            for m in range(n, len(other)):
                other[m] -= factor * row[m]
    solved = [0.0] * len(rows)
    for n in reversed(range(len(rows))):
        known = sum(rows[n][m] * solved[m] for m in range(n + 1, len(rows)))
        solved[n] = (rows[n][-1] - known) / rows[n][n]
    return solved


def _use(tables):
    matcher.RUNS, matcher.LIKENESSES = tables


HEADER = '''"""How much each feature weighs, in logits: written by ``python -m benchmarks.fit_matching``."""

from pretalx_ofa.organisations.matching.features import Feature

'''


def _table(name, values):
    lines = "".join(
        f"    Feature.{feature.name}: {value},\n" for feature, value in sorted(values.items())
    )
    return f"{name} = {{\n{lines}}}\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]), write="--write" in sys.argv)
