"""Registered names like a string: misspelt, or half of them said."""

from bisect import bisect_left
from collections import Counter
from functools import cached_property, lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from pretalx_ofa.organisations.matching.keys import place_words
from pretalx_ofa.organisations.matching.spans import LONGEST_NAME, MatchType, NameMatch, Span
from pretalx_ofa.organisations.matching.vocabulary import EMPTY, FORMS, MEANINGS, UNITS
from pretalx_ofa.organisations.matching.words import COMMA, HYPHEN, has_no_spaces, significant

# The rarest words lead to the names; a word in more names than this leads nowhere.
RAREST, MOST_COMMON, POOL = 4, 3000, 60
# How unlike a name may be, how many are kept, and how many words a misspelt one may have been.
UNLIKE, KEPT, SPELLINGS = 0.5, 6, 8
# "New Mexico University" is not New Mexico State University.
DISTINGUISHING = (FORMS | MEANINGS.keys()) - EMPTY
# So many words may begin like an abbreviation.
WRITTEN_OUT_AS = 30
WRITTEN_OUT = {MatchType.EXACT, MatchType.SPELLING, MatchType.ORDER}


class SimilarFinder:
    def __init__(self, index):
        self.index = index

    def spans(self, found, runs):
        """The :class:`Span` list of the parts of a string that are like registered names.

        Those that ``runs`` of its words are to the letter were judged by that.
        """
        named = {n for run in runs for n, r in run.matches.items() if r.match_type in WRITTEN_OUT}
        spans = []
        for start, end in _parts(found):
            part = found[start:end]
            # A department is looked for only where nothing else is said.
            if part[0].canonical in UNITS and len(part) < len(found):
                continue
            matches = self._matches(significant(part), {w.canonical for w in part if w.is_cut})
            if matches := {n: m for n, m in matches.items() if n not in named}:
                spans.append(Span(start, end, matches, MatchType.SIMILAR))
        return spans

    def _matches(self, kept, cut):
        """{record: NameMatch} of canonical words, of which ``cut`` are abbreviated."""
        index = self.index
        if all(word in FORMS or len(word) < 3 for word in kept):
            return {}
        known, weights = self._known(dict.fromkeys(kept), cut)
        best = {}
        for name in self._sharing(known, weights):
            match = self._name_match(name, known, weights)
            for number in index.current(index.name_records[name]) if match else ():
                if number not in best or match.unlike < best[number].unlike:
                    best[number] = match
        nearest = sorted(best, key=lambda number: best[number].unlike)
        return {number: best[number] for number in nearest[:KEPT]}

    def _known(self, kept, cut):
        """({word number: word as typed}, {word as typed: rarity})."""
        known, weights = {}, {}
        for word in kept:
            spellings = self._written_out(word) if word in cut else self._spellings(word)
            for number in spellings:
                known.setdefault(number, word)
            weights[word] = (
                self.index.rarity(spellings[0]) if spellings else self.index.weight(word)
            )
        return known, weights

    def _sharing(self, known, weights):
        """The names that share the rarest of the words, those that share most of them first."""
        rarest = set(sorted(weights, key=weights.get, reverse=True)[:RAREST])
        shared = Counter()
        for number, word in known.items():
            names = self.index.names_with_word(number) if word in rarest else ()
            if len(names) <= MOST_COMMON:
                for name in names:
                    shared[name] += weights[word]
        return [name for name, _worth in shared.most_common(POOL)]

    def _name_match(self, name, known, weights):
        """The :class:`NameMatch` of a name in the words typed; None where they hardly share any."""
        index = self.index
        own = set(index.words_of(name))
        shared = [(known[number], number) for number in own if number in known]
        # "Justus Liebig University" is the one whose registered name goes on with "Giessen".
        record = index.record(index.name_records[name])
        place = {w for p in (record.city, record.country_name) for w in place_words(p)}
        if not self._tells(shared, place):
            return None
        mine = sum(
            index.rarity(word)
            for word in own
            if word in known or index.vocabulary[word] not in place
        )
        both = sum(index.rarity(number) for _word, number in shared)
        used = {word for word, _number in shared}
        theirs = sum(weights[word] for word in used)
        missing, extra = 1 - both / mine, 1 - theirs / sum(weights.values())
        is_whole = len(shared) == len(own) and len(used) == len(weights)
        rest = {index.vocabulary[word] for word in own if word not in known}
        is_other_kind = not rest.isdisjoint(DISTINGUISHING)
        match = NameMatch(MatchType.SIMILAR, name, missing, extra, is_whole, is_other_kind)
        return match if match.unlike <= UNLIKE else None

    def _tells(self, shared, place):
        """Places and words of kinds alone do not make two names alike."""
        return any(
            word not in FORMS
            and self.index.vocabulary[number] not in place
            and not self.index.places.is_place(word)
            for word, number in shared
        )

    @lru_cache(maxsize=50_000)  # noqa: B019 -- a matcher lives as long as its process
    def _spellings(self, word):
        """The numbers of the word itself, or of the known words one slip of the pen away."""
        number = self.index.word_numbers.get(word)
        if number is not None:
            return [number]
        # One digit or one Chinese sign makes another thing of a word.
        if len(word) < 5 or not word.isalpha() or has_no_spaces(word):
            return []
        close = extract(
            word,
            self._alike(word[0], len(word)),
            scorer=OSA.distance,
            score_cutoff=1,
            limit=SPELLINGS,
        )
        return [self.index.word_numbers[other] for other, _distance, _place in close]

    @lru_cache(maxsize=50_000)  # noqa: B019 -- as above
    def _written_out(self, word):
        """The numbers of the words that an abbreviation stands for, the most common first."""
        if word in FORMS:
            return self._spellings(word)
        first = bisect_left(self._sorted, word)
        last = bisect_left(self._sorted, word + "\uffff")
        numbers = [self.index.word_numbers[one] for one in self._sorted[first:last]]
        return sorted(numbers, key=self.index.rarity)[:WRITTEN_OUT_AS]

    @cached_property
    def _sorted(self):
        return sorted(self.index.vocabulary)

    def _alike(self, letter, length):
        shelves = self._shelves
        return [
            word
            for size in (length - 1, length, length + 1)
            for word in shelves.get((letter, size), ())
        ]

    @cached_property
    def _shelves(self):
        """The vocabulary by first letter and length: a slip rarely changes either much."""
        shelves = {}
        for word in self.index.vocabulary:
            if len(word) > 3:
                shelves.setdefault((word[0], len(word)), []).append(word)
        return shelves


def _parts(found):
    """(start, end) of the parts between separators, and of each with its neighbour: names may have
    a comma."""
    starts = [0, *[n for n in range(1, len(found)) if found[n].gap > HYPHEN]]
    ends = [*starts[1:], len(found)]
    parts = list(zip(starts, ends, strict=True))
    pairs = [
        (start, end)
        for (start, middle), (_middle, end) in pairwise(parts)
        if found[middle].gap <= COMMA
    ]
    return [(start, end) for start, end in (*parts, *pairs) if end - start <= LONGEST_NAME]
