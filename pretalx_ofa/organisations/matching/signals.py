"""What speaks for and against a record being what a string means: named signals.

A signal is a name and a value, mostly 1; ``weights.py`` says how much each counts. To add one, put it
here and run ``python -m benchmarks.fit_matching DATA``: a signal that does not help gets no weight.
"""

import math

from pretalx_ofa.organisations.matching.evidence import Evidence
from pretalx_ofa.organisations.matching.index import ACRONYM
from pretalx_ofa.organisations.matching.naming import Way, are_separate
from pretalx_ofa.organisations.matching.words import (
    AND,
    BODIES,
    COMMA,
    FORMS,
    PARTICLES,
    UNITS,
    closes,
    has_no_spaces,
    opens,
    significant,
    words,
)

# So many records of one name say nothing of who else is in the string.
HOMONYMS = 4
# So many members with a name that begins like their parent's make a system of universities.
FAMILY = 3
# A name that is less like a string than another one by this much is no rival of it.
AS_LIKE = 0.1
# Strings are mostly shorter, in words.
LONG = 20


class Typed:
    """A string with the names found in it (:class:`Hit` list) and the places it speaks of."""

    def __init__(self, index, found, hits, country=None):
        self.index, self.found, self.hits = index, found, hits
        self.surely = [hit for hit in hits if hit.is_surely_a_name]
        self.begins = {hit.start for hit in self.surely}
        self.ends = {hit.end for hit in self.surely}
        taken = {n for hit in self.surely for n in range(hit.start, hit.end)}
        self.evidence = Evidence(index.places, found, taken, country)
        self.rarity = [index.weight(word.canonical) for word in found]
        # Capitals say nothing in a string of capitals.
        self.is_loud = not any(word.raw[1:].islower() for word in found)
        self.parts = [0]
        for word in found[1:]:
            self.parts.append(self.parts[-1] + (word.gap >= COMMA))

    def signals(self, hit, number):
        """{name: value} of what is known of one record of a hit."""
        record, reading = self.index.record(number), hit.readings[number]
        own = self._alike(hit, reading) if hit.way == Way.SIMILAR else self._named(hit, number)
        others = (
            *self._place(hit, record, reading),
            *self._rivals(hit, number),
            *self._string(hit),
        )
        return {"any": 1} | {name: value for name, value in (*own, *others) if value}

    def _alike(self, hit, reading):
        yield "name missing", reading.missing
        yield "string extra", reading.extra
        # Another word in the place of one makes a lookalike of a name.
        yield "replaced", min(reading.missing, reading.extra)
        # All words agree but for a slip of the pen.
        yield "a slip", reading.is_whole
        yield from self._one_word(hit)

    def _named(self, hit, number):
        """Of a run of words that is a registered name."""
        index, reading, record = self.index, hit.readings[number], self.index.record(number)
        run = self.found[hit.start : hit.end]
        yield f"way {reading.way.name.lower()}", 1
        yield "inactive", record.status == "inactive"
        if reading.way == Way.ACRONYM:
            yield "acronym bare", self.evidence.nearness(record) <= 0
        else:
            yield "alias", index.name_is_alias[reading.name]
            yield "alias unlike", index.is_unlike(reading.name)
            yield "telling", min(index.telling(reading.name), 2)
            yield from self._one_word(hit)
        if reading.way == Way.SHORT:
            yield "short university", any(word.canonical == "university" for word in run)
        yield "family", self._is_family(record, run)
        yield self._left(hit), 1
        yield self._right(hit), 1
        yield from self._neighbours(hit, number, record)

    def _one_word(self, hit):
        """A single word is often somebody else's name, less so where nothing else was typed."""
        run = self.found[hit.start : hit.end]
        if len(significant(run)) == 1 and not has_no_spaces(run[0].raw):
            yield "one word alone" if len(run) == len(self.found) else "one word", 1

    def _is_family(self, record, run):
        """ "University of California" is a system of universities that all begin so."""
        children = record.related("child")
        if len(children) < FAMILY:
            return False
        said = [word.canonical for word in run]
        members = [
            child
            for identifier in children
            if (child := self.index.by_id(identifier))
            and "education" in child.types
            and [word.canonical for word in words(child.name)][: len(said)] == said
        ]
        return len(members) >= FAMILY

    def _left(self, hit):
        """What stands before a run."""
        found, start = self.found, hit.start
        if start == 0 or found[start].gap >= COMMA:
            return "left free"
        before = found[start - 1]
        if before.text in AND and start - 1 in self.ends:
            return "left free"
        if before.text in PARTICLES:
            return "left particle free" if opens(found, start - 1) else "left particle"
        if self._is_known_beside(start, before):
            return "left known"
        if self.index.places.is_place(before.text):
            return "left place"
        return "left word kind" if found[start].canonical in FORMS else "left word"

    def _is_known_beside(self, start, before):
        """Another name, an abbreviation, a unit or a word of a kind ends where a run starts."""
        if start in self.ends or before.canonical in FORMS:
            return True
        first = self.parts.index(self.parts[start])
        is_short = before.raw.isupper() and not self.is_loud
        return is_short or self.found[first].canonical in UNITS

    def _right(self, hit):
        """What stands behind a run."""
        found, end = self.found, hit.end
        if closes(found, end):
            return "right free"
        after = found[end]
        if after.text in AND and end + 1 in self.begins:
            return "right free"
        if end in self.begins:
            return "right name"
        if self._unit_follows(end):
            return "right unit"
        if after.canonical == "hospital":
            return "right hospital"
        if after.canonical in BODIES:
            # "X University" is not "X University Hospital".
            return "right body"
        is_short = after.raw.isupper() and not self.is_loud
        if is_short or after.text in PARTICLES or after.text.isdigit() or after.canonical in FORMS:
            return "right known"
        return "right place" if self.index.places.is_place(after.text) else "right word"

    def _unit_follows(self, end):
        """ "… Larner College of Medicine": the rest of the part is a unit with a name of its own."""
        for word in self.found[end : end + 4]:
            if word.gap:
                return False
            if word.canonical in UNITS or word.canonical == "college":
                return True
        return False

    def _neighbours(self, hit, number, record):
        """Of the other names and words around a run."""
        for other in self.hits:
            if hit.is_inside(other) and number not in other.readings:
                yield ("inside a name" if other.is_surely_a_name else "inside another"), 1
                break
        part = sum(
            rarity
            for rarity, place in zip(self.rarity, self.parts, strict=True)
            if self.parts[hit.start] <= place <= self.parts[hit.end - 1]
        )
        yield "rest of the part", 1 - self._rarity(hit) / (part or 1)
        yield from self._acronyms_beside(hit, number, record)
        others = [
            self.index.record(other)
            for other_hit in self.surely
            if not other_hit.overlaps(hit)
            and len(other_hit.readings) < HOMONYMS
            and not are_separate(self.found, hit, other_hit)
            for other in other_hit.readings
        ]
        kin = {identifier for _kind, identifier in record.relations}
        if any(other.id in kin for other in others):
            yield "kin", 1
            return
        schools = [other for other in others if "education" in other.types]
        if "education" in record.types:
            others = schools
        elif schools:
            # "Institute of Microbiology, Kiel University" is one of Kiel's, not that of an academy.
            yield "beside a school", 1
        # Organisations in one string are mostly in one country.
        is_abroad = bool(others) and all(other.country != record.country for other in others)
        yield "stranger", is_abroad and not self.evidence.countries

    def _rarity(self, hit):
        return sum(self.rarity[hit.start : hit.end])

    def _acronyms_beside(self, hit, number, record):
        found = self.found
        for near in (hit.start - 1, hit.end, hit.end + 1):
            if not 0 <= near < len(found) or self.is_loud:
                continue
            word = found[near]
            if len(word.raw) < 2 or not word.raw.isupper() or self.index.places.is_place(word.text):
                continue
            names = self.index.names_with_key(ACRONYM, [word.text])
            records = {self.index.name_records[name] for name, _short in names}
            parents = record.related("parent")
            if number in records or any(self.index.record(n).id in parents for n in records):
                yield "its acronym beside", 1
            elif names and near > hit.start and found[hit.end].gap == COMMA:
                yield "another's acronym beside", 1

    def _place(self, hit, record, reading):
        evidence, own = self.evidence, self._own_place(hit)
        city, country = evidence.city(record, own), evidence.country(record)
        yield "city", city > 0
        yield "other country", country < 0
        if reading.way == Way.SIMILAR:
            yield "country", country > 0
        else:
            yield "other city", city < 0
        if reading.way == Way.SHORT:
            yield "short elsewhere", city < 1 and bool(evidence.cities)

    def _own_place(self, hit):
        """A place cannot speak for a name that it is."""
        return " ".join(word.text for word in self.found[hit.start : hit.end])

    def _rivals(self, hit, number):
        """Of the other records that a hit may name as surely, and are not further away."""
        index, reading, record = self.index, hit.readings[number], self.index.record(number)
        own = self._own_place(hit)
        near = self.evidence.nearness(record, own)
        rivals = [
            (index.record(other), other_reading)
            for other, other_reading in hit.readings.items()
            if other != number
            and other_reading.way <= reading.way
            and other_reading.unlike <= reading.unlike + AS_LIKE
        ]
        if not rivals:
            return
        equal = [r for r, _reading in rivals if self.evidence.nearness(r, own) >= near]
        yield "rivals", math.log(1 + len(equal))
        fame = max(renown(rival) for rival, _reading in rivals)
        yield "renown", max(-2, min(2, renown(record) - fame))
        if reading.way == Way.SIMILAR:
            return
        yield "rival surer", any(other.way < reading.way for _rival, other in rivals)
        yield (
            "rival main",
            any(
                index.name_is_alias[other.name] < index.name_is_alias[reading.name]
                for _rival, other in rivals
            ),
        )
        # Companies have a record a country: the head is the one that the others belong to.
        yield "head", all(self.index.is_under(rival, record) for rival, _reading in rivals)

    def _string(self, hit):
        yield "nothing else", hit.start == 0 and hit.end == len(self.found)
        # Prose and lists of many name nobody's affiliation.
        yield "long", max(0, math.log(len(self.found) / LONG))
        if hit.way == Way.SIMILAR:
            yield "many names", max(0, math.log((1 + len(self.surely)) / 4))


def renown(record):
    """The better known an organisation, the more the registry says of it."""
    return math.log(len(record.names) + len(record.relations))
