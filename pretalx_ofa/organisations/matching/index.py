"""The registry prepared for recognising names: sorted arrays in a folder, read where they lie.

Nothing is loaded but the vocabulary; processes share the rest through the page cache.
"""

import math
import mmap
from bisect import bisect_left
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from pretalx_ofa.organisations.matching.keys import key, place_words
from pretalx_ofa.organisations.matching.places import Places
from pretalx_ofa.organisations.matching.records import Record
from pretalx_ofa.organisations.matching.vocabulary import FORMS
from pretalx_ofa.organisations.matching.words import words

# Goes up when the files or what words are compared by change: each host makes its index anew then.
FORMAT = 3
ARRAYS = {
    "keys": "Q",
    "key_names": "I",
    "name_records": "I",
    "name_is_alias": "B",
    "name_ordinals": "H",
    "name_texts": "I",
    "name_words_from": "I",
    "name_words": "I",
    "postings_from": "I",
    "postings": "I",
    "records_from": "Q",
}


class Index:
    """An index opened for match. Raises FileNotFoundError where there is none."""

    def __init__(self, folder):
        self.folder = Path(folder)
        meta = msgspec.msgpack.decode((self.folder / "meta").read_bytes())
        self.stamp = meta["stamp"]
        self.vocabulary = meta["vocabulary"]
        self.numbers = meta["numbers"]
        self.places = Places(meta["places"])
        for name, kind in ARRAYS.items():
            setattr(self, name, self._map(name).cast(kind))
        self._records = self._map("records")
        self._decode = msgspec.msgpack.Decoder(Record).decode

    def _map(self, name):
        path = self.folder / name
        if not path.stat().st_size:
            return memoryview(b"")
        with path.open("rb") as file:
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def __len__(self):
        return len(self.records_from) - 1

    @cached_property
    def word_numbers(self):
        return {word: number for number, word in enumerate(self.vocabulary)}

    @lru_cache(maxsize=20_000)  # noqa: B019 -- an index lives as long as its process
    def record(self, number):
        return self._decode(
            self._records[self.records_from[number] : self.records_from[number + 1]]
        )

    def by_id(self, identifier):
        number = self.numbers.get(identifier)
        return None if number is None else self.record(number)

    @lru_cache(maxsize=20_000)  # noqa: B019 -- as above
    def current(self, number):
        """The numbers of what a record is today: its successors where it was withdrawn."""
        seen, todo, found = set(), [number], []
        while todo:
            number = todo.pop()
            record = self.record(number)
            if record.status != "withdrawn":
                found.append(number)
            elif number not in seen:
                seen.add(number)
                successors = map(self.numbers.get, record.related("successor"))
                todo.extend(n for n in successors if n is not None)
        return found

    @staticmethod
    def is_under(record, other):
        """Whether the registry says that ``record`` is a part of ``other``."""
        return other.id in record.related("parent") or record.id in other.related("child")

    def names_with_key(self, kind, parts):
        """[(number of a name written like this, whether it goes on with its place)]."""
        wanted = key(kind, parts)
        place = bisect_left(self.keys, wanted)
        found = []
        while place < len(self.keys) and self.keys[place] == wanted:
            found.append(divmod(self.key_names[place], 2))
            place += 1
        return found

    def value(self, name):
        """A name as the registry writes it."""
        record = self.record(self.name_records[name])
        return record.names[self.name_ordinals[name]].value

    def words_of(self, name):
        return self.name_words[self.name_words_from[name] : self.name_words_from[name + 1]]

    def names_with_word(self, word):
        return self.postings[self.postings_from[word] : self.postings_from[word + 1]]

    @lru_cache(maxsize=50_000)  # noqa: B019 -- as above
    def telling(self, name):
        """How much a name's words tell that are neither a kind nor its place, in rarest words."""
        record = self.record(self.name_records[name])
        places = (record.country_name, record.region, record.city)
        place = {word for place in places for word in place_words(place)}
        return sum(
            self.rarity(word)
            for word in self.words_of(name)
            if self.vocabulary[word] not in FORMS and self.vocabulary[word] not in place
        ) / math.log(1 + len(self.name_records))

    @lru_cache(maxsize=50_000)  # noqa: B019 -- as above
    def is_unlike(self, name):
        """Whether an alias shares no telling word with the main names: it may be of long ago."""
        if not self.name_is_alias[name]:
            return False
        record = self.record(self.name_records[name])
        main = {
            word.canonical
            for other in record.names
            if other.kind in {"display", "label"}
            for word in words(other.value)
        }
        own = {self.vocabulary[word] for word in self.words_of(name)} - FORMS
        return not own & main

    def rarity(self, word):
        """How much a word (number) tells, in nats: its inverse document frequency."""
        frequency = self.postings_from[word + 1] - self.postings_from[word]
        return math.log(1 + len(self.name_records) / (1 + frequency))

    def commonness(self, word):
        """0 (in one name at most) to 1 (in every one): how much a word is one of names, not an acronym."""
        number = self.word_numbers.get(word)
        if number is None:
            return 0.0
        frequency = self.postings_from[number + 1] - self.postings_from[number]
        return math.log(max(1, frequency)) / math.log(1 + len(self.name_records))

    def weight(self, word):
        """The rarity of a canonical word, of an unknown one that of the rarest."""
        number = self.word_numbers.get(word)
        return math.log(1 + len(self.name_records)) if number is None else self.rarity(number)
