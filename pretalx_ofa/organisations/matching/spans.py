"""Registered names in a string: runs of its words that are one, wherever they stand."""

from enum import IntEnum
from typing import NamedTuple

from pretalx_ofa.organisations.matching.keys import (
    ABBREVIATED,
    ACRONYM,
    HOST,
    INITIALS,
    LABEL,
    LAST_WORDS,
    LETTERS,
    LOOSE,
    WRITTEN,
    text_key,
)
from pretalx_ofa.organisations.matching.vocabulary import AND, BODIES, FORMS, PARTICLES
from pretalx_ofa.organisations.matching.words import (
    COMMA,
    HYPHEN,
    SEPARATOR,
    has_capitals,
    has_no_spaces,
    opens,
    significant,
    words,
)

LONGEST_NAME = 16
# Fewer letters are an acronym only where no other record has them.
SHORTEST_ACRONYM = 2
# Answers of so many words may have an acronym in small letters.
SHORT_ANSWER = 8
# What a school of a university ends with.
SCHOOLS = {"school", "college", "medical"}


class MatchType(IntEnum):
    """How a name is written, surest first."""

    EXACT = 0  # to the letter
    SPELLING = 1  # abbreviated, in another language
    SHORT = 2  # without the place at its end
    ORDER = 3  # in another order
    SCHOOL = 4  # as a school, for the university it belongs to
    HOST = 5  # as the host of its website
    ACRONYM = 6
    INITIALS = 7  # first letters and the last words
    LABEL = 8  # as its host is called, which is mostly an acronym
    SIMILAR = 9  # misspelt or half of it


LETTERS_ALONE = {MatchType.ACRONYM, MatchType.LABEL}


class NameMatch(NamedTuple):
    """A record's name (its number in the index) that words are, or are like.

    Of similar ones ``missing`` and ``extra`` are the shares of the name's words and of the typed ones
    that the other side has not, by rarity; ``is_whole`` says that there are none on either side,
    ``is_other_kind`` that the name has a word of a kind that was not typed (a hospital's).
    """

    match_type: MatchType
    name: int
    missing: float = 0.0
    extra: float = 0.0
    is_whole: bool = True
    is_other_kind: bool = False

    @property
    def unlike(self):
        """0 (all words are on both sides) to 1 (none is)."""
        return max(self.missing, self.extra)


class Span(NamedTuple):
    """The words ``start`` to ``end`` of a string may name one of ``matches``: {record: NameMatch}.

    ``match_type`` is the surest of them.
    """

    start: int
    end: int
    matches: dict[int, NameMatch]
    match_type: MatchType

    def overlaps(self, other):
        return self.start < other.end and other.start < self.end

    def is_inside(self, other):
        return self.overlaps(other) and self.end - self.start < other.end - other.start

    @property
    def is_surely_a_name(self):
        """Whether it is some organisation's name, whoever's."""
        return self.end - self.start > 1 and self.match_type <= MatchType.SPELLING


class SpanFinder:
    def __init__(self, index):
        self.index = index

    def spans(self, found):
        """The :class:`Span` list of a string's :class:`Word` list; spans may overlap."""
        spans = []
        for start, first in enumerate(found):
            if first.text in PARTICLES and not first.raw[0].isupper() and start + 1 < len(found):
                continue
            for end in range(start + 1, min(len(found), start + LONGEST_NAME) + 1):
                last = found[end - 1]
                if end - start > 1 and (
                    last.gap == SEPARATOR or (last.gap == COMMA and not opens(found, start))
                ):
                    break
                if last.text in PARTICLES and end - start > 1:
                    continue
                if matches := self._matches(found, start, end):
                    surest = min(matches.values()).match_type
                    spans.append(Span(start, end, matches, surest))
        return [span for span in spans if not self._is_old_unit(span, spans)]

    def _is_old_unit(self, span, spans):
        """Whether a name is that of a withdrawn record alone and goes on from another name: a school of
        a university that has no record of its own any more."""
        index = self.index
        is_old = all(index.name_records[m.name] != n for n, m in span.matches.items())
        return is_old and any(
            other.start == span.start and other.is_inside(span) and other.is_surely_a_name
            for other in spans
        )

    def _matches(self, found, start, end):
        run, matches = found[start:end], {}
        if len(run) == 1:
            self._add_single(matches, found, start)
            return matches
        kept = significant(run)
        if len(kept) == 1 and kept[0] in FORMS:
            return matches
        for name, is_short in self.index.names_with_key(WRITTEN, kept):
            self._add(matches, name, self._match_type(name, run, len(found), is_short=is_short))
        if self._may_be_shuffled(run, kept):
            # "Paraná Federal University" and nothing else: as sure as another spelling, where nobody
            # is called so in this order.
            is_only = len(run) == len(found) and not matches
            match_type = MatchType.SPELLING if is_only else MatchType.ORDER
            for name, _is_short in self.index.names_with_key(LOOSE, sorted(kept)):
                self._add(matches, name, match_type)
        if run[0].raw.isupper() and len(run[0].raw) in LETTERS and len(run) <= 1 + LAST_WORDS:
            self._add_initials(matches, run)
        if not matches and run[-1].canonical in SCHOOLS:
            self._add_school(matches, run)
        return matches

    def _add_single(self, matches, found, start):
        """Of one word, which is a name, an acronym or a host."""
        word = found[start]
        if word.is_host:
            self._add_host(matches, word.text)
            return
        if word.canonical not in FORMS or word.raw.isupper():
            for name, is_short in self.index.names_with_key(WRITTEN, [word.canonical]):
                # "Unilabs" is not UNILAB.
                if is_short or self.index.name_texts[name] == text_key([word]):
                    self._add(matches, name, MatchType.SHORT if is_short else MatchType.EXACT)
        # In prose small letters are no acronym.
        may_be = has_capitals(word.raw) or len(found) <= SHORT_ANSWER
        if may_be and len(word.raw) > SHORTEST_ACRONYM and not has_no_spaces(word.raw):
            for name, _is_short in self.index.names_with_key(ACRONYM, [word.text]):
                self._add(matches, name, MatchType.ACRONYM)
            if word.raw.isupper() or len(found) == 1:
                for name, _is_short in self.index.names_with_key(LABEL, [word.text]):
                    self._add(matches, name, MatchType.LABEL)

    def _add_host(self, matches, host):
        """ "www.ime.usp.br" is one of usp.br where it is nobody's own."""
        parts = host.split(".")
        for n in range(len(parts) - 1):
            for name, _is_short in self.index.names_with_key(HOST, [".".join(parts[n:])]):
                self._add(matches, name, MatchType.HOST)
            if matches:
                return

    def _add_initials(self, matches, run):
        """ "PUC Minas", "TU Delft"."""
        if any(word.gap > HYPHEN for word in run[1:]):
            return
        last = [word.canonical for word in run[1:]]
        for name, _is_short in self.index.names_with_key(INITIALS, [run[0].text, "|", *last]):
            self._add(matches, name, MatchType.INITIALS)

    def _match_type(self, name, run, length, *, is_short):
        if is_short:
            return MatchType.SHORT
        index = self.index
        is_same = index.name_texts[name] == text_key(run)
        if not is_same and length <= SHORT_ANSWER:
            is_same = is_translated(run, words(index.value(name)))
        return MatchType.EXACT if is_same else MatchType.SPELLING

    @staticmethod
    def _may_be_shuffled(run, kept):
        return (
            1 < len(kept) <= 8
            and not BODIES.isdisjoint(kept)
            and not any(word.gap >= COMMA for word in run[1:])
        )

    def _add_school(self, matches, run):
        """ "Yale School of Medicine", "Columbia Law School": named by what tells the university."""
        kinds = [n for n, word in enumerate(run) if word.canonical in FORMS]
        if (
            not kinds[0]
            or any(word.gap >= COMMA or word.text == "and" for word in run[1:])
            or any(run[n].canonical not in SCHOOLS for n in kinds)
            or all(run[n].canonical == "medical" for n in kinds)
        ):
            return
        for end in range(kinds[0], max(0, kinds[0] - 2), -1):
            telling = significant(run[:end])
            for name, is_short in self.index.names_with_key(WRITTEN, [*telling, "university"]):
                if not is_short:
                    self._add(matches, name, MatchType.SCHOOL)
            if matches:
                return

    def _add(self, matches, name, match_type):
        """The surest match counts, and of equal ones a main name; a withdrawn record's is that of its
        successor."""
        index = self.index
        for number in index.current(index.name_records[name]):
            old = matches.get(number)
            rank = (match_type, index.name_is_alias[name])
            if old is None or rank < (old.match_type, index.name_is_alias[old.name]):
                matches[number] = NameMatch(match_type, name)


def is_translated(one, other):
    """Whether two universities' names differ in the language of kinds and particles alone:
    "Universidade de Oxford", "University of Oxford"."""
    is_university = len(one) == len(other) and any(w.canonical == "university" for w in one)
    return is_university and all(
        a.text == b.text
        or (a.text in PARTICLES and b.text in PARTICLES)
        or (a.canonical == b.canonical and min(len(a.text), len(b.text)) > ABBREVIATED)
        for a, b in zip(one, other, strict=True)
    )


def are_separate(found, one, other):
    """Whether a semicolon or an "and" says that two names are two affiliations, not one in another."""
    first, second = sorted((one, other), key=lambda span: span.start)
    between = found[first.end : second.start + 1]
    return any(word.gap == SEPARATOR or word.text in AND for word in between)
