"""The registry prepared for recognising names: sorted arrays in a folder, read where they lie.

Nothing is loaded but the vocabulary; processes share the rest through the page cache.
"""

import math
import mmap
import os
import shutil
from array import array
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path

import msgspec

from pretalx_ofa.organisations.places import Places
from pretalx_ofa.organisations.records import Record
from pretalx_ofa.organisations.search import SearchWriter
from pretalx_ofa.organisations.words import significant, words

ARRAYS = {
    "keys": "Q",
    "key_names": "I",
    "name_records": "I",
    "name_is_alias": "B",
    "name_words_from": "I",
    "name_words": "I",
    "postings_from": "I",
    "postings": "I",
    "records_from": "Q",
}
# Ways to write the same name, surest first: to the letter, in this order, in any order, acronym.
EXACT, ORDERED, LOOSE, ACRONYM = "e", "o", "l", "a"


def key(kind, parts):
    text = kind + " ".join(parts)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def name_words(value, record):
    """The words of a name without the country that the registry adds to companies' names."""
    if record.country_name and value.endswith(f"({record.country_name})"):
        value = value.removesuffix(f"({record.country_name})")
    return words(value)


def build_index(records, folder, stamp):
    """Writes the index of an iterable of :class:`Record` to ``folder``, replacing it at once.

    ``stamp`` says what it was made from. Returns the number of records.
    """
    folder = Path(folder)
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    count = _Writer(fresh).write(records, stamp)
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return count


class _Writer:
    def __init__(self, folder):
        self.folder = folder
        self.keys, self.key_names = array("Q"), array("I")
        self.vocabulary = {}
        self.postings = defaultdict(lambda: array("I"))
        self.arrays = {name: array(kind) for name, kind in ARRAYS.items()}

    def write(self, records, stamp):
        encode = msgspec.msgpack.Encoder().encode
        numbers, places, position, number = {}, Places.Collector(), 0, -1
        search = SearchWriter(self.folder / "search")
        with (self.folder / "records").open("wb") as blob:
            for number, record in enumerate(records):
                numbers[record.id] = number
                places.add(record)
                search.add(number, record)
                self.arrays["records_from"].append(position)
                position += blob.write(encode(record))
                for name in record.names:
                    self._name(number, name, record)
            self.arrays["records_from"].append(position)
        self.arrays["name_words_from"].append(len(self.arrays["name_words"]))
        search.close()
        self._finish()
        meta = {
            "stamp": stamp,
            "vocabulary": list(self.vocabulary),
            "numbers": numbers,
            "places": places.data(),
        }
        (self.folder / "meta").write_bytes(encode(meta))
        return number + 1

    def _name(self, number, name, record):
        found = name_words(name.value, record)
        if not found:
            return
        if name.kind == "acronym" or (len(found) == 1 and name.value.isupper()):
            self._key(ACRONYM, [found[0].text], self._new(number, (), name))
            if name.kind == "acronym":
                return
        kept = significant(found)
        place = self._new(number, [self._word(word) for word in kept], name)
        self._key(EXACT, [word.text for word in found], place)
        self._key(ORDERED, kept, place)
        self._key(LOOSE, sorted(kept), place)

    def _key(self, kind, parts, place):
        self.keys.append(key(kind, parts))
        self.key_names.append(place)

    def _new(self, number, own, name):
        place = len(self.arrays["name_records"])
        self.arrays["name_records"].append(number)
        self.arrays["name_is_alias"].append(name.kind in {"alias", "acronym"})
        self.arrays["name_words_from"].append(len(self.arrays["name_words"]))
        self.arrays["name_words"].extend(own)
        for word in set(own):
            self.postings[word].append(place)
        return place

    def _word(self, word):
        return self.vocabulary.setdefault(word, len(self.vocabulary))

    def _finish(self):
        for n in sorted(range(len(self.keys)), key=self.keys.__getitem__):
            self.arrays["keys"].append(self.keys[n])
            self.arrays["key_names"].append(self.key_names[n])
        for word in range(len(self.vocabulary)):
            self.arrays["postings_from"].append(len(self.arrays["postings"]))
            self.arrays["postings"].extend(self.postings[word])
        self.arrays["postings_from"].append(len(self.arrays["postings"]))
        for name, values in self.arrays.items():
            with (self.folder / name).open("wb") as file:
                values.tofile(file)


class Index:
    """An index opened for reading. Raises FileNotFoundError where there is none."""

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

    def names_with_key(self, kind, parts):
        """The numbers of the records that have a name written like this."""
        wanted = key(kind, parts)
        place = bisect_left(self.keys, wanted)
        found = []
        while place < len(self.keys) and self.keys[place] == wanted:
            found.append(self.key_names[place])
            place += 1
        return found

    def words_of(self, name):
        return self.name_words[self.name_words_from[name] : self.name_words_from[name + 1]]

    def names_with_word(self, word):
        return self.postings[self.postings_from[word] : self.postings_from[word + 1]]

    def rarity(self, word):
        """How much a word (number) tells, in nats: its inverse document frequency."""
        frequency = self.postings_from[word + 1] - self.postings_from[word]
        return math.log(1 + len(self.name_records) / (1 + frequency))

    def weight(self, word):
        """The rarity of a canonical word, of an unknown one that of the rarest."""
        number = self.word_numbers.get(word)
        return math.log(1 + len(self.name_records)) if number is None else self.rarity(number)
