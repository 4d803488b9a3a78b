"""The registry: loading, matching and searching, at the sample's size and at the real one.

The real registry is imitated from the sample: copies whose rare words are spelt differently, so that
common words stay as common as they are, and homonyms as frequent.
"""

import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import names
from benchmarks.memory import peak_mb
from pretalx_ofa.organisations.matching.index import Index
from pretalx_ofa.organisations.matching.matcher import Matcher
from pretalx_ofa.organisations.matching.writing import build_index
from pretalx_ofa.organisations.registry import dump
from pretalx_ofa.organisations.search.typeahead import Search

SAMPLE = "ror-subset-v2.json.gz"
SETS = ("logs-train", "crossref-train", "s2aff-train", "pt-train")
REAL_SIZE = 152_297
TYPED = (2, 3, 5, 8, 12, 20)


def figures(data):
    """{records: {import, build, matching, search, quality: {set: {…}}}} at both sizes."""
    sample = data / SAMPLE
    if not sample.exists():
        return f"not measured: no {sample}"
    found = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        full = folder / "full.json.gz"
        _imitate(sample, full)
        for path in (sample, full):
            measured = json.loads(
                _process("benchmarks.organisations", path, folder / "index", data)
            )
            found[measured.pop("records")] = {"import": _loads(path)} | measured
    small, large = found
    seconds = [found[size]["import"]["first"]["seconds"] for size in (small, large)]
    # 1 where the time grows as the registry does.
    return found | {"growth": round(seconds[1] / seconds[0] / (large / small), 2)}


def _process(*arguments, folder=None):
    command = [sys.executable, "-m", *map(str, arguments)]
    environment = os.environ | ({"PRETALX_DATA_DIR": str(folder)} if folder else {})
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return done.stdout


def _imitate(sample, target):
    with gzip.open(sample) as file:
        records = json.load(file)
    chosen = random.Random(1)
    with gzip.open(target, "wt", compresslevel=1) as out:
        for n in range(REAL_SIZE):
            record = records[n] if n < len(records) else _copy(chosen.choice(records), n)
            out.write(("[" if n == 0 else ",") + json.dumps(record))
        out.write("]")


def _copy(record, n):
    """Another record of the kind: its longest words end otherwise, its id is new."""
    ending = "".join("abcdefghij"[int(digit)] for digit in str(n // 7))
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    digits = "".join(alphabet[n // 32**place % 32] for place in range(6))
    names = []
    for name in record["names"]:
        parts = name["value"].split()
        longest = max(range(len(parts)), key=lambda place: len(parts[place]))
        parts[longest] += ending
        names.append(name | {"value": " ".join(parts)})
    return record | {"id": f"https://ror.org/0{digits}99", "names": names, "relationships": []}


def _loads(path):
    """Seconds and peak memory of two loads into an empty SQLite database, the second of the same
    file."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        _process("benchmarks.command", "migrate", "--verbosity=0", folder=folder)
        for which in ("first", "again"):
            start = time.perf_counter()
            output = _process("benchmarks.command", "ofa_registry", "import", path, folder=folder)
            found[which] = {
                "seconds": round(time.perf_counter() - start, 1),
                "peak_mb": int(output.split()[-1]),
            }
    return found


def measure(sample, folder, data):
    start = time.perf_counter()
    count = build_index((record for _row, record in dump.rows(sample)), folder, "benchmark")
    built, peak = time.perf_counter() - start, peak_mb()
    index = Index(folder)
    matcher, quality, strings, spent = Matcher(index), {}, 0, 0
    for name in SETS:
        labelled = data / "affiliation-strings" / f"{name}.jsonl"
        rows = [json.loads(line) for line in labelled.open()]
        start = time.perf_counter()
        answers = [
            {"text": row["text"], "ror": matcher.match(row["text"], row.get("country")).ror}
            for row in rows
        ]
        spent += time.perf_counter() - start
        strings += len(rows)
        quality[name] = _score(data, labelled, answers)
    quality["names"] = _names(index, matcher)
    return {
        "records": count,
        "build_seconds": round(built, 1),
        "build_peak_mb": peak,
        "matches_per_second": round(strings / spent),
        "search_ms": _search(index),
        "quality": quality,
    }


def _names(index, matcher):
    """Precision, recall and ids on invented names, of plain names in other spellings."""
    rows = names.labelled(index)
    answers = [matcher.match(row["text"]).ror for row in rows]
    right = sum(len(set(row["ror"]) & set(a)) for row, a in zip(rows, answers, strict=True))
    invented = [a for row, a in zip(rows, answers, strict=True) if not row["ror"]]
    return {
        "precision": round(right / sum(map(len, answers)), 3),
        "recall": round(right / (len(rows) - len(invented)), 3),
        "id_on_none": f"{sum(map(bool, invented))}/{len(invented)}",
    }


def _search(index):
    search, chosen, spent = Search(index), random.Random(2), []
    for _ in range(400):
        name = chosen.choice(index.record(chosen.randrange(len(index))).names).value
        for length in TYPED:
            start = time.perf_counter()
            search(name[:length])
            spent.append(1000 * (time.perf_counter() - start))
    spent.sort()
    return {f"p{p}": round(spent[len(spent) * p // 100], 1) for p in (50, 95, 99)}


def _score(data, labelled, answers):
    scorer = data.parent / "tools" / "score_matching.py"
    if not scorer.exists():
        return f"not measured: no {scorer}"
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as out:
        out.write("".join(json.dumps(answer) + "\n" for answer in answers))
        out.flush()
        told = {}
        for mode in ((), ("first",)):
            done = subprocess.run(
                [sys.executable, scorer, labelled, out.name, *mode],
                check=True,
                capture_output=True,
                text=True,
            )
            told[mode[0] if mode else "all"] = done.stdout.strip()
    return told


if __name__ == "__main__":
    print(json.dumps(measure(*map(Path, sys.argv[1:4]))))
