"""Registered names in a string: runs of its words that are one, wherever they stand."""

from typing import NamedTuple

from pretalx_ofa.organisations.index import ACRONYM, EXACT, LOOSE, ORDERED
from pretalx_ofa.organisations.words import (
    BODIES,
    FORMS,
    PARTICLES,
    UNITS,
    closes,
    opens,
    significant,
)

LONGEST_NAME = 16
AND = {"and", "e", "y", "et", "und", "with"}
ROMANCE = {"de", "da", "do", "di", "du", "del", "della", "des", "dei", "delle", "degli"}
# How sure a way of writing a name makes.
QUALITY = {EXACT: 1.0, ORDERED: 0.97, LOOSE: 0.86, ACRONYM: 0.7}
WHOLE = 0.92


class Hit(NamedTuple):
    """The words ``start`` to ``end`` of the string are, so sure, the name of one of ``records``:
    {record number: whether it is a main name, not an alias}."""

    start: int
    end: int
    kind: str
    score: float
    weight: float
    records: dict[int, bool]


class Naming:
    def __init__(self, index):
        self.index = index

    def hits(self, found):
        """The :class:`Hit` list of a string's :class:`Word` list; hits may overlap."""
        hits = []
        for start, first in enumerate(found):
            if first.text in PARTICLES and first.text != "the" and start + 1 < len(found):
                continue
            for end in range(start + 1, min(len(found), start + LONGEST_NAME) + 1):
                if end - start > 1 and found[end - 1].gap == 2:
                    break
                if found[end - 1].text in PARTICLES:
                    continue
                if hit := self._hit(found, start, end):
                    hits.append(hit)
        return hits

    def _hit(self, found, start, end):
        run = found[start:end]
        kept = significant(run)
        kind, names = self._names(run, kept)
        if not names or not self._may_be(found, start, end, kind, kept):
            return None
        records = {}
        for name in names:
            number = self.index.name_records[name]
            records[number] = records.get(number, False) or not self.index.name_is_alias[name]
        records = self._alive(records)
        if not records:
            return None
        telling = [word for word in kept if word not in FORMS]
        quality = QUALITY[kind]
        if kind == LOOSE and len(run) == len(found):
            # "Universidade de Lund" and nothing else.
            quality = WHOLE
        score = quality * self._standing(found, (start, end), telling, records)
        weight = sum(self.index.weight(word) for word in kept)
        return Hit(start, end, kind, score, weight, records)

    def _names(self, run, kept):
        """(way of writing, numbers of the names) of the surest way that any name is written."""
        for kind, parts in (
            (EXACT, [word.text for word in run]),
            (ORDERED, kept),
            (LOOSE, sorted(kept)),
        ):
            if names := self.index.names_with_key(kind, parts):
                return kind, names
        if len(run) == 1 and run[0].raw.isupper() and len(run[0].raw) > 2:
            return ACRONYM, self.index.names_with_key(ACRONYM, [run[0].text])
        return EXACT, []

    @staticmethod
    def _may_be(found, start, end, kind, kept):
        """Names stay within a part, or are whole parts; other spellings say what they name."""
        crosses = any(word.gap for word in found[start + 1 : end])
        begins, ends = opens(found, start), closes(found, end)
        if crosses and not begins:
            return False
        if kind == LOOSE:
            return begins and not crosses and bool(BODIES & set(kept))
        return kind in {EXACT, ACRONYM} or (begins and ends) or bool(BODIES & set(kept))

    def _standing(self, found, hit_words, telling, records):
        """0 to 1: whether a run stands as a name of its own, not as the middle of another one."""
        start, end = hit_words
        return (
            self._itself(found, start, end, telling)
            * self._before(found, start, end, records)
            * self._after(found, end)
        )

    def _itself(self, found, start, end, telling):
        run = found[start:end]
        alone = opens(found, start) and closes(found, end)
        if len(run) == 1:
            name = run[0].text
            if self.index.places.is_place(name) or len(name) < 3:
                return 0.4
            return (0.95 if alone else 0.55) * (1 if telling else 0.5)
        if self.index.places.is_place(" ".join(word.text for word in run)):
            return 0.3
        if not telling:
            return 0.9 if alone and len(run) > 2 else 0.5
        return 0.7 if run[0].canonical in UNITS and len(run) < len(found) else 1

    def _before(self, found, start, end, records):
        if opens(found, start):
            return 1
        before = found[start - 1]
        if self._abbreviates(before, records):
            return 0.97
        if before.text in PARTICLES:
            return 1 if opens(found, start - 1) else 0.97
        if before.canonical in FORMS:
            return 0.9
        # What tells stands behind: "Instituto Nacional de …" begins anew.
        is_romance = any(word.text in ROMANCE for word in found[start:end])
        return 0.9 if is_romance and found[start].canonical in FORMS else 0.6

    def _after(self, found, end):
        if closes(found, end):
            return 1
        after = found[end]
        if after.text in AND:
            return 0.97
        if after.text in PARTICLES:
            return 0.9
        if after.text.isdigit() or after.raw.isupper() or _unit_follows(found, end):
            return 0.95
        if after.canonical in FORMS:
            # "X University" is not "X University Hospital".
            return 0.85
        return 1 if self.index.places.is_place(after.text) else 0.8

    def _abbreviates(self, word, records):
        """ "NASA Langley Research Center": the acronym of a record or of what it belongs to."""
        if not word.raw.isupper():
            return False
        names = self.index.names_with_key(ACRONYM, [word.text])
        found = {self.index.record(self.index.name_records[name]).id for name in names}
        own = [self.index.record(number) for number in records]
        return any(record.id in found or found & set(record.related("parent")) for record in own)

    def _alive(self, records):
        """Without the withdrawn ones, and inactive ones only where nothing else has the name."""
        status = {number: self.index.record(number).status for number in records}
        kept = [n for n in records if status[n] == "active"] or [
            n for n in records if status[n] == "inactive"
        ]
        return {number: records[number] for number in kept}


def without_overlap(hits):
    """Hits that do not share words, those with more of the string and surer ones first."""
    chosen = []
    for hit in sorted(hits, key=lambda h: (-h.weight * h.score, h.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in chosen):
            chosen.append(hit)
    return chosen


def _unit_follows(found, end):
    """ "… Larner College of Medicine": the rest of the part is a unit with a name of its own."""
    for word in found[end : end + 4]:
        if word.gap:
            return False
        if word.canonical in UNITS or word.canonical == "college":
            return True
    return False
