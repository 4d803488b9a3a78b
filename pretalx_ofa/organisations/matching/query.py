"""What speaks for and against a record being what a string means: named features.

A feature is a name and a value, mostly 1; ``weights.py`` says how much each counts. To add one, put it
here and run ``python -m benchmarks.fit_matching DATA``: a feature that does not help gets no weight.
"""

import math

from pretalx_ofa.organisations.matching.features import Feature
from pretalx_ofa.organisations.matching.index import ACRONYM
from pretalx_ofa.organisations.matching.location import LocationContext
from pretalx_ofa.organisations.matching.spans import MatchType, are_separate
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

TYPES = {kind: Feature[f"TYPE_{kind.name}"] for kind in MatchType if kind != MatchType.SIMILAR}
# So many records of one name say nothing of who else is in the string.
HOMONYMS = 4
# So many members with a name that begins like their parent's make a system of universities.
FAMILY = 3
# A name that is less like a string than another one by this much is no rival of it.
AS_LIKE = 0.1
# Strings are mostly shorter, in words.
LONG = 20


class Query:
    """A string with the names found in it (:class:`Span` list) and the places it speaks of."""

    def __init__(self, index, found, spans, country=None):
        self.index, self.found, self.spans = index, found, spans
        self.surely = [span for span in spans if span.is_surely_a_name]
        self.begins = {span.start for span in self.surely}
        self.ends = {span.end for span in self.surely}
        taken = {n for span in self.surely for n in range(span.start, span.end)}
        self.location = LocationContext(index.places, found, taken, country)
        self.rarity = [index.weight(word.canonical) for word in found]
        # Capitals say nothing in a string of capitals.
        self.is_loud = not any(word.raw[1:].islower() for word in found)
        self.parts = [0]
        for word in found[1:]:
            self.parts.append(self.parts[-1] + (word.gap >= COMMA))

    def features(self, span, number):
        """{name: value} of what is known of one record of a span."""
        record, match = self.index.record(number), span.matches[number]
        own = (
            self._alike(span, match)
            if span.match_type == MatchType.SIMILAR
            else self._named(span, number)
        )
        others = (
            *self._place(span, record, match),
            *self._rivals(span, number),
            *self._string(span),
        )
        return {Feature.ANY: 1} | {name: value for name, value in (*own, *others) if value}

    def _alike(self, span, match):
        yield Feature.NAME_MISSING, match.missing
        yield Feature.STRING_EXTRA, match.extra
        # Another word in the place of one makes a lookalike of a name.
        yield Feature.REPLACED, min(match.missing, match.extra)
        # All words agree but for a slip of the pen.
        yield Feature.A_SLIP, match.is_whole
        yield from self._one_word(span)

    def _named(self, span, number):
        """Of a run of words that is a registered name."""
        index, match, record = self.index, span.matches[number], self.index.record(number)
        run = self.found[span.start : span.end]
        yield TYPES[match.match_type], 1
        yield Feature.INACTIVE, record.status == Feature.INACTIVE
        if match.match_type == MatchType.ACRONYM:
            yield Feature.ACRONYM_BARE, self.location.nearness(record) <= 0
        else:
            yield Feature.ALIAS, index.name_is_alias[match.name]
            yield Feature.ALIAS_UNLIKE, index.is_unlike(match.name)
            yield Feature.TELLING, min(index.telling(match.name), 2)
            yield from self._one_word(span)
        if match.match_type == MatchType.SHORT:
            yield Feature.SHORT_UNIVERSITY, any(word.canonical == "university" for word in run)
        yield Feature.FAMILY, self._is_family(record, run)
        yield self._left(span), 1
        yield self._right(span), 1
        yield from self._neighbours(span, number, record)

    def _one_word(self, span):
        """A single word is often somebody else's name, less so where nothing else was typed."""
        run = self.found[span.start : span.end]
        if len(significant(run)) == 1 and not has_no_spaces(run[0].raw):
            yield Feature.ONE_WORD_ALONE if len(run) == len(self.found) else Feature.ONE_WORD, 1

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

    def _left(self, span):
        """What stands before a run."""
        found, start = self.found, span.start
        if start == 0 or found[start].gap >= COMMA:
            return Feature.LEFT_FREE
        before = found[start - 1]
        if before.text in AND and start - 1 in self.ends:
            return Feature.LEFT_FREE
        if before.text in PARTICLES:
            return Feature.LEFT_PARTICLE_FREE if opens(found, start - 1) else Feature.LEFT_PARTICLE
        if self._is_known_beside(start, before):
            return Feature.LEFT_KNOWN
        if self.index.places.is_place(before.text):
            return Feature.LEFT_PLACE
        return Feature.LEFT_WORD_KIND if found[start].canonical in FORMS else Feature.LEFT_WORD

    def _is_known_beside(self, start, before):
        """Another name, an abbreviation, a unit or a word of a kind ends where a run starts."""
        if start in self.ends or before.canonical in FORMS:
            return True
        first = self.parts.index(self.parts[start])
        is_short = before.raw.isupper() and not self.is_loud
        return is_short or self.found[first].canonical in UNITS

    def _right(self, span):
        """What stands behind a run."""
        found, end = self.found, span.end
        if closes(found, end):
            return Feature.RIGHT_FREE
        after = found[end]
        if after.text in AND and end + 1 in self.begins:
            return Feature.RIGHT_FREE
        if end in self.begins:
            return Feature.RIGHT_NAME
        if self._unit_follows(end):
            return Feature.RIGHT_UNIT
        if after.canonical == "hospital":
            return Feature.RIGHT_HOSPITAL
        if after.canonical in BODIES:
            # "X University" is not "X University Hospital".
            return Feature.RIGHT_BODY
        is_short = after.raw.isupper() and not self.is_loud
        if is_short or after.text in PARTICLES or after.text.isdigit() or after.canonical in FORMS:
            return Feature.RIGHT_KNOWN
        return Feature.RIGHT_PLACE if self.index.places.is_place(after.text) else Feature.RIGHT_WORD

    def _unit_follows(self, end):
        """ "… Larner College of Medicine": the rest of the part is a unit with a name of its own."""
        for word in self.found[end : end + 4]:
            if word.gap:
                return False
            if word.canonical in UNITS or word.canonical == "college":
                return True
        return False

    def _neighbours(self, span, number, record):
        """Of the other names and words around a run."""
        for other in self.spans:
            if span.is_inside(other) and number not in other.matches:
                yield (
                    (Feature.INSIDE_A_NAME if other.is_surely_a_name else Feature.INSIDE_ANOTHER),
                    1,
                )
                break
        part = sum(
            rarity
            for rarity, place in zip(self.rarity, self.parts, strict=True)
            if self.parts[span.start] <= place <= self.parts[span.end - 1]
        )
        yield Feature.REST_OF_THE_PART, 1 - self._rarity(span) / (part or 1)
        yield from self._acronyms_beside(span, number, record)
        others = [
            self.index.record(other)
            for other_span in self.surely
            if not other_span.overlaps(span)
            and len(other_span.matches) < HOMONYMS
            and not are_separate(self.found, span, other_span)
            for other in other_span.matches
        ]
        kin = {identifier for _kind, identifier in record.relations}
        if any(other.id in kin for other in others):
            yield Feature.KIN, 1
            return
        schools = [other for other in others if "education" in other.types]
        if "education" in record.types:
            others = schools
        elif schools:
            # "Institute of Microbiology, Kiel University" is one of Kiel's, not that of an academy.
            yield Feature.BESIDE_A_SCHOOL, 1
        # Organisations in one string are mostly in one country.
        is_abroad = bool(others) and all(other.country != record.country for other in others)
        yield Feature.STRANGER, is_abroad and not self.location.countries

    def _rarity(self, span):
        return sum(self.rarity[span.start : span.end])

    def _acronyms_beside(self, span, number, record):
        found = self.found
        for near in (span.start - 1, span.end, span.end + 1):
            if not 0 <= near < len(found) or self.is_loud:
                continue
            word = found[near]
            if len(word.raw) < 2 or not word.raw.isupper() or self.index.places.is_place(word.text):
                continue
            names = self.index.names_with_key(ACRONYM, [word.text])
            records = {self.index.name_records[name] for name, _short in names}
            parents = record.related("parent")
            if number in records or any(self.index.record(n).id in parents for n in records):
                yield Feature.ITS_ACRONYM_BESIDE, 1
            elif names and near > span.start and found[span.end].gap == COMMA:
                yield Feature.OTHER_ACRONYM_BESIDE, 1

    def _place(self, span, record, match):
        location, own = self.location, self._own_place(span)
        city, country = location.city(record, own), location.country(record)
        yield Feature.CITY, city > 0
        yield Feature.OTHER_COUNTRY, country < 0
        if match.match_type == MatchType.SIMILAR:
            yield Feature.COUNTRY, country > 0
        else:
            yield Feature.OTHER_CITY, city < 0
        if match.match_type == MatchType.SHORT:
            yield Feature.SHORT_ELSEWHERE, city < 1 and bool(location.cities)

    def _own_place(self, span):
        """A place cannot speak for a name that it is."""
        return " ".join(word.text for word in self.found[span.start : span.end])

    def _rivals(self, span, number):
        """Of the other records that a span may name as surely, and are not further away."""
        index, match, record = self.index, span.matches[number], self.index.record(number)
        own = self._own_place(span)
        near = self.location.nearness(record, own)
        rivals = [
            (index.record(other), other_match)
            for other, other_match in span.matches.items()
            if other != number
            and other_match.match_type <= match.match_type
            and other_match.unlike <= match.unlike + AS_LIKE
        ]
        if not rivals:
            return
        equal = [r for r, _name_match in rivals if self.location.nearness(r, own) >= near]
        yield Feature.RIVALS, math.log(1 + len(equal))
        fame = max(renown(rival) for rival, _name_match in rivals)
        yield Feature.RENOWN, max(-2, min(2, renown(record) - fame))
        if match.match_type == MatchType.SIMILAR:
            return
        yield (
            Feature.RIVAL_SURER,
            any(other.match_type < match.match_type for _rival, other in rivals),
        )
        yield (
            Feature.RIVAL_MAIN,
            any(
                index.name_is_alias[other.name] < index.name_is_alias[match.name]
                for _rival, other in rivals
            ),
        )
        # Companies have a record a country: the head is the one that the others belong to.
        yield Feature.HEAD, all(self.index.is_under(rival, record) for rival, _name_match in rivals)

    def _string(self, span):
        yield Feature.NOTHING_ELSE, span.start == 0 and span.end == len(self.found)
        # Prose and lists of many name nobody's affiliation.
        yield Feature.LONG, max(0, math.log(len(self.found) / LONG))
        if span.match_type == MatchType.SIMILAR:
            yield Feature.MANY_NAMES, max(0, math.log((1 + len(self.surely)) / 4))


def renown(record):
    """The better known an organisation, the more the registry says of it."""
    return math.log(len(record.names) + len(record.relations))
