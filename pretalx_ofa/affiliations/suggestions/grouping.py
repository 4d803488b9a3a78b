"""Which spellings one decision is about: "UFPR", "ufpr" and "Universidade Federal do Paraná"."""

from collections import defaultdict

from pretalx_ofa.affiliations.suggestions.models import Suggestion

# Shorter spellings differ by a letter and mean two organisations (UFPA, UFPB); longer ones are texts.
SHORTEST, LONGEST = 9, 100
BATCH = 200
# A first candidate that is only similar says of two spellings nothing about each other.
WEAK = "similar"


def regroup(event):
    """Stores which group each open suggestion of an event belongs to."""
    rows = list(
        Suggestion.objects.filter(event=event, state=Suggestion.State.OPEN).only(
            "group", "cluster", "organisation_id", "candidates"
        )
    )
    groups = grouped([(row.cluster, _meant(row)) for row in rows])
    changed = [row for row, group in zip(rows, groups, strict=True) if row.group != group]
    for row, group in zip(rows, groups, strict=True):
        row.group = group
    Suggestion.objects.bulk_update(changed, ["group"], batch_size=BATCH)


def _meant(row):
    """The organisation (primary key) that a suggestion's words most likely mean; None if that is weak."""
    if row.organisation_id:
        return row.organisation_id
    first = next(iter(row.candidates), {"reason": WEAK})
    return None if first["reason"] == WEAK else first["organisation"]


def grouped(spellings):
    """Names the group of each of [(folded words, what they mean or None)], in order.

    One group: the same words, the same meaning, or long words that differ by one letter, have the same
    digits and do not mean two things. It is called by the first of its words in the alphabet.
    """
    groups = _Groups(words for words, _meaning in spellings)
    by_meaning = defaultdict(list)
    for words, meaning in spellings:
        if meaning is not None:
            by_meaning[meaning].append(words)
    for meaning, alike in by_meaning.items():
        groups.mean(alike[0], meaning)
        groups.join(alike)
    for alike in _differing_by_a_letter(groups.parents):
        groups.join(alike)
    names = {}
    for words in sorted(groups.parents):
        names.setdefault(groups.root(words), words)
    return [names[groups.root(words)] for words, _meaning in spellings]


class _Groups:
    """Disjoint sets of words; two that mean different things are never joined."""

    def __init__(self, all_words):
        self.parents = {words: words for words in all_words}
        self.meanings = {}

    def root(self, words):
        while self.parents[words] != words:
            self.parents[words] = words = self.parents[self.parents[words]]
        return words

    def mean(self, words, meaning):
        self.meanings.setdefault(self.root(words), meaning)

    def join(self, alike):
        first = self.root(alike[0])
        for words in alike[1:]:
            other = self.root(words)
            known = {self.meanings[one] for one in (first, other) if one in self.meanings}
            if other != first and len(known) < 2:
                self.parents[other] = first
                if known:
                    self.meanings[first] = known.pop()


def _differing_by_a_letter(all_words):
    """Lists of words that are the same once a letter is left out of each (or of the longer one)."""
    shortened = defaultdict(list)
    for words in all_words:
        if SHORTEST <= len(words) <= LONGEST:
            digits = "".join(filter(str.isdigit, words))
            variants = {words[:place] + words[place + 1 :] for place in range(len(words))}
            for variant in variants | {words}:
                shortened[digits, variant].append(words)
    return [alike for alike in shortened.values() if len(alike) > 1]
