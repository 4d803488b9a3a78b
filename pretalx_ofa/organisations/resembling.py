"""Registered names like a string: misspelt, or half of them said."""

from collections import Counter
from functools import cached_property, lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from pretalx_ofa.organisations.naming import LONGEST_NAME
from pretalx_ofa.organisations.words import FORMS, UNITS, significant, words

# How sure a name makes that has the same words in a slip's distance.
SIMILAR = 0.88
# What two names have to differ by, for one of them to be sure.
NEAR = 0.06
# The rarest words lead to the names; a word in more names than this leads nowhere.
RAREST, MOST_COMMON, POOL = 4, 3000, 60
WORTH, KEPT = 0.6, 5


class Resembling:
    def __init__(self, index):
        self.index = index

    def answers(self, found, evidence):
        """[(record number, score, "similar", None)] for the parts of a string."""
        return [
            answer
            for part in _parts(found)
            # A department is looked for only where nothing else is said.
            if part[0].canonical not in UNITS or len(part) == len(found)
            for answer in self._answers(significant(part), evidence)
        ]

    def _answers(self, kept, evidence):
        index = self.index
        if all(word in FORMS or len(word) < 3 for word in kept):
            return []
        known, weights = self._known(dict.fromkeys(kept))
        best = {}
        for name in self._sharing(known):
            number = index.name_records[name]
            likeness = self._likeness(name, known, weights)
            if likeness >= WORTH and likeness > best.get(number, 0):
                best[number] = likeness
        answers = [
            (number, SIMILAR * likeness + evidence.support(index.record(number)), "similar", None)
            for number, likeness in best.items()
            if index.record(number).status != "withdrawn"
        ]
        answers.sort(key=lambda answer: -answer[1])
        if len(answers) > 1 and answers[0][1] - answers[1][1] < NEAR:
            answers = [(number, min(score, 0.8), *rest) for number, score, *rest in answers]
        return answers[:KEPT]

    def _known(self, kept):
        """({word number: (word as typed, share)}, {word as typed: rarity})."""
        known, weights = {}, {}
        for word in kept:
            spellings = self._spellings(word)
            for number, share in spellings:
                known.setdefault(number, (word, share))
            weights[word] = (
                self.index.rarity(spellings[0][0]) if spellings else self.index.weight(word)
            )
        return known, weights

    def _sharing(self, known):
        """The names that share the rarest of the words, those that share most of them first."""
        shared = Counter()
        for number in sorted(known, key=self.index.rarity, reverse=True)[:RAREST]:
            names = self.index.names_with_word(number)
            if len(names) <= MOST_COMMON:
                worth = self.index.rarity(number) * known[number][1]
                for name in names:
                    shared[name] += worth
        return [name for name, _worth in shared.most_common(POOL)]

    def _likeness(self, name, known, weights):
        """0 to 1: the rarity of the shared words among that of all words of both sides."""
        index = self.index
        own = set(index.words_of(name))
        shared = [(known[word][0], known[word][1], word) for word in own if word in known]
        # "Justus Liebig University" is the one whose registered name goes on with "Giessen".
        record = index.record(index.name_records[name])
        place = {word.canonical for word in words(f"{record.city} {record.country_name}")}
        if not self._tells(shared, place):
            return 0
        mine = sum(
            index.rarity(word)
            for word in own
            if word in known or index.vocabulary[word] not in place
        )
        both = sum(index.rarity(word) * share for _w, share, word in shared)
        used = {word for word, _share, _n in shared}
        theirs = sum(weights[word] for word in used)
        kinds = {index.vocabulary[n] for n in own} & FORMS
        typed = {word for word in weights if word in FORMS}
        score = min(both / mine, theirs / sum(weights.values()))
        # "X University" is not "X Hospital", whatever X is worth.
        if kinds - typed and typed - kinds:
            score *= 0.75
        return score

    def _tells(self, shared, place):
        """Places and words of kinds alone do not make two names alike."""
        return any(
            word not in FORMS
            and self.index.vocabulary[number] not in place
            and not self.index.places.is_place(word)
            for word, _share, number in shared
        )

    @lru_cache(maxsize=50_000)  # noqa: B019 -- a matcher lives as long as its process
    def _spellings(self, word):
        """[(word number, share)]: the word itself, or the known words one slip of the pen away."""
        number = self.index.word_numbers.get(word)
        if number is not None:
            return [(number, 1.0)]
        if len(word) < 5 or not word.isascii():
            return []
        close = extract(
            word, self._alike(word[0], len(word)), scorer=OSA.distance, score_cutoff=1, limit=3
        )
        return [(self.index.word_numbers[other], 0.9) for other, _distance, _place in close]

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
    """The parts between separators, and each with its neighbour: names may have a comma."""
    starts = [0, *[n for n in range(1, len(found)) if found[n].gap]]
    ends = [*starts[1:], len(found)]
    parts = [found[start:end] for start, end in zip(starts, ends, strict=True)]
    pairs = [one + two for one, two in pairwise(parts) if two[0].gap == 1]
    return [part for part in (*parts, *pairs) if len(part) <= LONGEST_NAME]
