"""What speaks for and against a record being what a string means, as named features.

A feature is a name and a value, mostly 1. To add one, give it a name in :mod:`features`, yield it here
and run ``python -m benchmarks.fit_matching DATA``: a feature that does not help gets no weight.
"""

import math
from functools import cached_property
from typing import NamedTuple

from pretalx_ofa.organisations.matching.context import SpanContext
from pretalx_ofa.organisations.matching.features import Feature
from pretalx_ofa.organisations.matching.keys import ACRONYM
from pretalx_ofa.organisations.matching.location import LocationContext
from pretalx_ofa.organisations.matching.records import Record
from pretalx_ofa.organisations.matching.spans import (
    LETTERS_ALONE,
    SHORT_ANSWER,
    MatchType,
    NameMatch,
    are_separate,
)
from pretalx_ofa.organisations.matching.vocabulary import BODIES, UNITS
from pretalx_ofa.organisations.matching.words import (
    COMMA,
    closes,
    has_capitals,
    has_no_spaces,
    opens,
    same_text,
    significant,
    words,
)

TYPES = {kind: Feature[f"TYPE_{kind.name}"] for kind in MatchType if kind != MatchType.SIMILAR}
# A name without its place at the end is another one where it goes on like this.
GOES_ON = {Feature.RIGHT_AND, Feature.RIGHT_PARTICLE}
# Around the letters of a short answer stand somebody's role, a unit or the place.
ANSWERED = {
    Feature.LEFT_FREE, Feature.LEFT_HYPHEN, Feature.LEFT_PARTICLE_FREE, Feature.LEFT_ROLE,
    Feature.LEFT_UNIT, Feature.RIGHT_FREE, Feature.RIGHT_HYPHEN, Feature.RIGHT_OWN_PLACE,
}  # fmt: skip
MEDICAL = {"hospital", "medical"}
# So many records of one name say nothing of who else is in the string.
HOMONYMS = 4
# So many records of one name are looked at.
MOST_BEARERS = 20
# So many members with a name that begins like their parent's make a system of universities.
FAMILY = 3
# A name that is less like a string than another one by this much is no rival of it.
AS_LIKE = 0.1
# Strings are mostly shorter, in words; acronyms are mostly so long, in letters.
LONG, ACRONYM_LENGTH = 20, 4


class Bearer(NamedTuple):
    """A record that a span may name: how ``near`` the places of the string are, its ``renown``."""

    number: int
    record: Record
    match: NameMatch
    near: float
    renown: float


class Query:
    """A string with the names found in it (:class:`Span` list) and the places it speaks of."""

    def __init__(self, index, found, spans, country=None):
        self.index, self.found, self.spans, self.country = index, found, spans, country
        self.surely = [span for span in spans if span.is_surely_a_name]
        self.whole = [s for s in self.surely if opens(found, s.start) and closes(found, s.end)]
        taken = {n for span in self.surely for n in range(span.start, span.end)}
        self.location = LocationContext(index.places, found, taken, country)
        names = [*self.surely, *filter(self._is_acronym, spans)]
        self.context = SpanContext(found, spans, names, self.location)
        self.rarity = [index.weight(word.canonical) for word in found]

    def _is_acronym(self, span):
        """Whether a single word is written as an acronym that somebody has, or as a host."""
        first = self.found[span.start]
        is_one = span.end - span.start == 1
        return is_one and (
            span.match_type == MatchType.HOST
            or (span.match_type in LETTERS_ALONE and has_capitals(first.raw))
        )

    @cached_property
    def universities(self):
        """The parts of the string that are a university's name."""
        return [
            span
            for span in self.whole
            if any(w.canonical == "university" for w in self.found[span.start : span.end])
        ]

    def described(self, spans):
        """[(span, {record: {feature: value}})]; of many records of one name the nearest and best
        known."""
        return [(span, self._features(span)) for span in spans]

    def _features(self, span):
        """{record: {feature: value}} of a span."""
        own_place = " ".join(word.text for word in self.found[span.start : span.end])
        others = [other for other in self._unique if not other[0].overlaps(span)]
        beside = {record.country for _span, record in others}
        kin = {identifier for _span, record in others for _kind, identifier in record.relations}
        bearers = [self._bearer(n, m, own_place, beside, kin) for n, m in span.matches.items()]
        bearers.sort(key=lambda bearer: (bearer.match.match_type, -bearer.near, -bearer.renown))
        bearers = bearers[:MOST_BEARERS]
        around = [*self._string(span), *self._around(span)]
        return {
            bearer.number: {Feature.ANY: 1}
            | {
                feature: value
                for feature, value in (
                    *around,
                    *self._own(span, bearer),
                    *self._place(bearer, own_place, beside),
                    *self._rivals(span, bearer, bearers),
                )
                if value
            }
            for bearer in bearers
        }

    def _bearer(self, number, match, own_place, beside, kin):
        record = self.index.record(number)
        near = self.location.nearness(record, own_place)
        near += 0.5 * (record.country in beside) + (record.id in kin)
        return Bearer(number, record, match, near, renown(record))

    def _own(self, span, bearer):
        if bearer.match.match_type == MatchType.SIMILAR:
            return self._alike(span, bearer.match)
        return self._named(span, bearer)

    def _alike(self, span, match):
        yield Feature.NAME_MISSING, match.missing
        yield Feature.STRING_EXTRA, match.extra
        # Another word in the place of one makes a lookalike of a name.
        yield Feature.REPLACED, min(match.missing, match.extra)
        # All words agree but for a slip of the pen.
        yield Feature.SLIP, match.is_whole
        yield Feature.OTHER_KIND, match.is_other_kind
        yield from self._one_word(span)

    def _named(self, span, bearer):
        """Of a run of words that is a registered name."""
        index, number, record, match = self.index, bearer.number, bearer.record, bearer.match
        run = self.found[span.start : span.end]
        right = self.context.right(span.end, record)
        yield TYPES[match.match_type], 1
        yield Feature.INACTIVE, record.status == "inactive"
        yield Feature.FORMER, index.name_records[match.name] != number
        if match.match_type in LETTERS_ALONE:
            yield from self._letters(span, bearer, right)
        elif match.match_type < MatchType.HOST:
            yield Feature.ALIAS, index.name_is_alias[match.name]
            yield Feature.ALIAS_UNLIKE, index.is_unlike(match.name)
            yield Feature.TELLING, min(index.telling(match.name), 2)
            yield from self._one_word(span)
        if match.match_type == MatchType.SPELLING:
            yield from self._spelling(run, match)
        if match.match_type == MatchType.SHORT:
            is_university = any(word.canonical == "university" for word in run)
            yield Feature.SHORT_UNIVERSITY, is_university
            # "Museum of Natural History of X" is not that of Y.
            yield Feature.SHORT_GOES_ON, right in GOES_ON
        yield Feature.FAMILY, self._is_family(record, run)
        yield right, 1
        yield from self._neighbours(span, number, record)

    def _letters(self, span, bearer, right):
        """Of an acronym: in capitals it is one, in small letters it may be any word."""
        word, match, record = self.found[span.start], bearer.match, bearer.record
        is_own = any(bearer.number in s.matches for s in self.surely)
        yield Feature.SPELT_OUT, not is_own and self.context.is_spelt_out(span.start)
        yield Feature.CAPITALS, has_capitals(word.raw)
        yield Feature.LOWER_CASE, word.raw.islower()
        yield Feature.AS_WRITTEN, word.raw == self.index.value(match.name)
        yield Feature.COMMON_WORD, self.index.commonness(word.canonical)
        yield Feature.LENGTH, max(-2, min(3, len(word.raw) - ACRONYM_LENGTH))
        yield Feature.EDUCATION, "education" in record.types
        yield Feature.BESIDE_A_NAME, bool(self.whole)
        is_short = len(self.found) <= SHORT_ANSWER and not self.whole
        yield Feature.BARE, is_short and {self.context.left(span.start), right} <= ANSWERED
        language = self.location.language(record)
        yield Feature.LANGUAGE, language > 0
        yield Feature.OTHER_LANGUAGE, language < 0

    def _spelling(self, run, match):
        """How many words are abbreviated, how many are those of another language."""
        texts = {w.canonical: w.text for w in words(self.index.value(match.name))}
        pairs = [(w.text, texts.get(w.canonical, w.text)) for w in run]
        differ = [(one, other) for one, other in pairs if one != other]
        cut = sum(one.startswith(other) or other.startswith(one[:3]) for one, other in differ)
        yield Feature.ABBREVIATED, cut
        yield Feature.TRANSLATED, len(differ) - cut

    def _one_word(self, span):
        """A single word is often somebody else's name, less so where nothing else was typed."""
        run = self.found[span.start : span.end]
        if len(significant(run)) == 1 and not has_no_spaces(run[0].raw):
            is_alone = self.context.is_alone(span)
            yield Feature.ONE_WORD_ALONE if is_alone else Feature.ONE_WORD, 1

    def _is_family(self, record, run):
        """ "University of California" is a system of universities that all begin so and go on with
        where they are."""
        children = record.related("child")
        if len(children) < FAMILY:
            return False
        members = filter(None, map(self.index.by_id, children))
        return sum(self._is_member(child, record, run) for child in members) >= FAMILY

    def _is_member(self, child, record, run):
        if "education" not in child.types or child.city == record.city:
            return False
        name = words(child.name)
        rest = [word.canonical for word in name[len(run) :]]
        begins_so = [w.canonical for w in name[: len(run)]] == [w.canonical for w in run]
        return begins_so and not (BODIES | UNITS).intersection(rest)

    def _neighbours(self, span, number, record):
        """Of the other names and words around a run."""
        for other in self.spans:
            if span.is_inside(other) and number not in other.matches:
                inside = Feature.INSIDE_A_NAME if other.is_surely_a_name else Feature.INSIDE_ANOTHER
                yield inside, 1
                break
        yield from self._acronyms_beside(span, number, record)
        yield from self._others(span, record)

    def _others(self, span, record):
        """Organisations in one string are mostly in one country."""
        others = [
            self.index.record(other)
            for other_span in self.whole
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
        is_abroad = bool(others) and all(other.country != record.country for other in others)
        yield Feature.STRANGER, is_abroad and not self.location.countries

    @cached_property
    def _unique(self):
        """[(span, record)] of names and acronyms that one record alone has."""
        return [
            (span, self.index.record(next(iter(span.matches))))
            for span in self.spans
            if len(span.matches) == 1 and (span.is_surely_a_name or self._is_acronym(span))
        ]

    def _acronyms_beside(self, span, number, record):
        found = self.found
        for near in (span.start - 1, span.end, span.end + 1):
            if not 0 <= near < len(found) or self.context.is_loud:
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

    def _place(self, bearer, own_place, beside):
        """``own_place`` is what the span is as a place: it cannot speak for a name that it is."""
        location, record, match_type = self.location, bearer.record, bearer.match.match_type
        city, country = location.city(record, own_place), location.country(record)
        yield Feature.CITY, max(0, city)
        yield Feature.COUNTRY, country > 0
        yield Feature.OTHER_COUNTRY, country < 0
        yield Feature.ELSEWHERE, country < 0 and bool(self.country)
        yield Feature.IS_PLACE, self.index.places.is_place(own_place)
        yield Feature.NEIGHBOURS, record.country in beside
        if match_type != MatchType.SIMILAR:
            yield Feature.OTHER_CITY, city < 0
        if match_type == MatchType.SHORT:
            yield Feature.SHORT_ELSEWHERE, city < 1 and bool(location.cities)

    def _rivals(self, span, bearer, bearers):
        """Of the other records that a span may name as surely, and are not further away."""
        match, is_alias = bearer.match, self.index.name_is_alias[bearer.match.name]
        rivals = [
            other
            for other in bearers
            if other is not bearer
            and other.match.match_type <= match.match_type
            and other.match.unlike <= match.unlike + AS_LIKE
        ]
        if match.match_type <= MatchType.SHORT:
            yield Feature.SHARED, any(self._bears_as_well(span, r, bearer) for r in bearers)
        if match.match_type >= MatchType.HOST:
            # A university's hospital has its letters, too.
            heads = {bearer.record.id, *(rival.record.id for rival in rivals)}
            rivals = [r for r in rivals if not heads.intersection(r.record.related("parent"))]
        if not rivals:
            return
        said = bearer.near + 0.25 * self.location.language(bearer.record)
        equal = [r for r in rivals if r.near + 0.25 * self.location.language(r.record) >= said]
        yield Feature.RIVALS, math.log(1 + len(equal))
        fame = max(rival.renown for rival in rivals)
        yield Feature.RENOWN, max(-2, min(2, bearer.renown - fame))
        if match.match_type == MatchType.SIMILAR:
            return
        surer = any(rival.match.match_type < match.match_type for rival in rivals)
        yield Feature.RIVAL_SURER, surer
        main = any(self.index.name_is_alias[rival.match.name] < is_alias for rival in rivals)
        yield Feature.RIVAL_MAIN, main
        # Companies have a record a country: the head is the one that the others belong to.
        yield Feature.HEAD, all(self.index.is_under(r.record, bearer.record) for r in rivals)

    def _is_verbatim(self, span, bearer):
        """Whether a name was typed as the registry writes it, in its language."""
        run = self.found[span.start : span.end]
        return same_text(run, words(self.index.value(bearer.match.name)))

    def _bears_as_well(self, span, rival, bearer):
        """Whether another organisation that is as near bears just this name, too.

        A better known one may be meant by it without its place ("Trinity College").
        """
        if rival is bearer or rival.near < bearer.near or is_kin(bearer.record, rival.record):
            return False
        if rival.record.status != "active" or self.index.is_unlike(rival.match.name):
            return False
        if rival.match.match_type <= min(bearer.match.match_type, MatchType.SPELLING):
            # "Saint Louis University" is not the Université Saint-Louis.
            return self._is_verbatim(span, rival) or not self._is_verbatim(span, bearer)
        is_short = rival.match.match_type == MatchType.SHORT
        return is_short and rival.renown > bearer.renown

    def _around(self, span):
        """Of the words beside a run of words that is a registered name."""
        if span.match_type == MatchType.SIMILAR:
            return
        yield self.context.left(span.start), 1
        parts = self.context.parts
        part = sum(
            rarity
            for rarity, place in zip(self.rarity, parts, strict=True)
            if parts[span.start] <= place <= parts[span.end - 1]
        )
        yield Feature.MEDICAL, self._is_medical(span)
        yield Feature.REST_OF_THE_PART, 1 - sum(self.rarity[span.start : span.end]) / (part or 1)

    def _is_medical(self, span):
        """Whether a hospital or a school of medicine is in its part of a longer string: a university's
        have names that are easily mistaken for each other."""
        parts = self.context.parts
        own = range(parts[span.start], parts[span.end - 1] + 1)
        is_all = span.end - span.start == len(self.found)
        return not is_all and any(
            word.canonical in MEDICAL
            for word, part in zip(self.found, parts, strict=True)
            if part in own
        )

    def _string(self, span):
        yield Feature.NOTHING_ELSE, span.start == 0 and span.end == len(self.found)
        # Prose and lists of many name nobody's affiliation.
        yield Feature.LONG, max(0, math.log(len(self.found) / LONG))
        if span.match_type == MatchType.SIMILAR:
            yield Feature.MANY_NAMES, max(0, math.log((1 + len(self.surely)) / 4))


def is_kin(one, other):
    """Whether the registry relates two records, on either's side."""
    return any(
        identifier == second.id
        for first, second in ((one, other), (other, one))
        for _kind, identifier in first.relations
    )


def renown(record):
    """The better known an organisation, the more the registry says of it."""
    return math.log(len(record.names) + len(record.relations))
