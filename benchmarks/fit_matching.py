"""``python -m benchmarks.fit_matching DATA``: what the signals of matching weigh, from labelled strings.

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
from pretalx_ofa.organisations.matching.naming import Way
from pretalx_ofa.organisations.matching.signals import Typed
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
# A signal that changes a score by less than this says nothing.
LEAST = 0.05


class Case(NamedTuple):
    """One record of a hit: its signals, whether it is right, and how much it counts."""

    way: Way
    signals: dict
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
        runs = self.matcher.naming.hits(found)
        hits = [*runs, *self.matcher.resembling.hits(found, runs)]
        records = {n: self.index.record(n) for hit in hits for n in hit.readings}
        meant = {n for n, record in records.items() if self._is_meant(record, row)}
        parts = {n for n, record in records.items() if self._is_part(record, row)} - meant
        right, spans = meant | parts, [hit for hit in hits if meant & set(hit.readings)]
        cases = []
        for hit, number, signals in self._signals(found, runs, hits):
            # A part of what is labelled is right where the label itself is not named.
            is_right = number in meant or (
                number in parts and not any(hit.overlaps(span) for span in spans)
            )
            cases.append((hit, Case(hit.way, signals, is_right, SHARE.get(name, 1.0))))
        spans = [hit for hit in hits if right & set(hit.readings)]
        if name not in WHOLE:
            # What else a string names is not labelled: only rivals of the right one are wrong.
            cases = [
                (hit, case)
                for hit, case in cases
                if case.is_right or any(hit.overlaps(span) for span in spans)
            ]
        # The same string in a registry without the right ones.
        left = [hit for hit in _without(hits, right) if any(hit.overlaps(s) for s in spans)]
        cases += [
            (hit, Case(hit.way, signals, is_right=False, share=MISSING))
            for hit, _number, signals in self._signals(found, _without(runs, right), left)
        ]
        return [case for _hit, case in cases]

    def _signals(self, found, runs, hits):
        typed = Typed(self.index, found, runs)
        return [(hit, n, typed.signals(hit, n)) for hit in hits for n in hit.readings]

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


def _without(hits, numbers):
    """The hits of a registry without these records."""
    left = []
    for hit in hits:
        if readings := {n: r for n, r in hit.readings.items() if n not in numbers}:
            way = min(readings.values()).way
            left.append(hit._replace(readings=readings, way=way))
    return left


def fit(strings):
    """(weights of runs, weights of likenesses), of the cases of each string."""
    runs = [case for cases in strings for case in cases if case.way != Way.SIMILAR]
    tables = [regression(runs), {}]
    _use(tables)
    # Likenesses are looked for where no run is sure.
    tables[1] = regression(
        [
            case
            for cases in strings
            if not any(_is_sure(case) for case in cases if case.way != Way.SIMILAR)
            for case in cases
            if case.way == Way.SIMILAR
        ]
    )
    return tables


def _is_sure(case):
    return matcher.probability(case.way, case.signals) >= matcher.SURE


def regression(cases):
    """{signal: weight} of a logistic regression by Newton's method."""
    names = sorted({name for case in cases for name in case.signals})
    place = {name: n for n, name in enumerate(names)}
    data = [
        ([(place[name], float(v)) for name, v in c.signals.items()], float(c.is_right), c.share)
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


HEADER = '''"""How much each signal weighs, in logits: written by ``python -m benchmarks.fit_matching``."""

'''


def _table(name, values):
    lines = "".join(f'    "{signal}": {value},\n' for signal, value in sorted(values.items()))
    return f"{name} = {{\n{lines}}}\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]), write="--write" in sys.argv)
