"""The registry prepared for recognising names: sorted arrays in a folder, read where they lie.

Nothing is loaded but the vocabulary; processes share the rest through the page cache.
"""

import math
import mmap
import os
import re
import shutil
from array import array
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from pretalx_ofa.organisations.matching.places import Places
from pretalx_ofa.organisations.matching.records import Record
from pretalx_ofa.organisations.matching.words import (
    EMPTY,
    FORMS,
    PARTICLES,
    has_capitals,
    significant,
    words,
)
from pretalx_ofa.organisations.search.typeahead import SearchWriter

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
# What names are kept by: their words in this order, in any order, acronym, the first letters of all
# but the last words, the host of the website and what tells it from other hosts.
WRITTEN, LOOSE, ACRONYM, INITIALS, HOST, LABEL = "wlaiho"
# "PUC Minas" has so many letters before its last words, which are so many.
LETTERS, LAST_WORDS = range(2, 5), 3
# These parts of a host's name tell nothing.
SERVERS = re.compile(r"(?:www?\d*|portal|web|site|home)\.")
SUFFIX = re.compile(r"\.(?:(?:com?|ac|edu|gov|gob|gouv|org|net|go|or|ne|univ)\.)?[a-z]+\Z")
# "Universidade Estadual de Campinas (UNICAMP)"
BRACKETED = re.compile(r"(.+\S) ?\(([^()\s]{3,})\)")
# Words of kinds are mostly cut to so many letters.
ABBREVIATED = 4


def key(kind, parts):
    """The 8 bytes that words are looked up by; where they are cut does not count."""
    return int.from_bytes(blake2b((kind + "".join(parts)).encode(), digest_size=8).digest())


def text_key(found):
    """What two names have in common that are the same to the letter, but for a leading "the", legal
    forms, a plural and the language of the kind: an abbreviation is another spelling."""
    if len(found) == 1:
        return key("", [found[0].text]) & 0xFFFFFFFF
    told = [word for word in found if word.canonical not in EMPTY] or found
    texts = [word.canonical if len(word.text) > ABBREVIATED else word.text for word in told]
    return key("", texts[1:] if texts[0] == "the" else texts) & 0xFFFFFFFF


@lru_cache(maxsize=50_000)
def place_words(place):
    """The canonical words of a city, region or country."""
    return [word.canonical for word in words(place)]


def name_words(value, record):
    """(all :class:`Word` of a name, how many of them are its own).

    The country that the registry adds to companies' names is not.
    """
    found = words(value)
    if record.country_name and value.endswith(f"({record.country_name})"):
        return found, len(found) - len(place_words(record.country_name))
    return found, len(found)


def without_place(kept, record):
    """Canonical words without the record's place at their end; None where nothing telling is left."""
    short = kept
    for place in (record.country_name, record.region, record.city):
        tail = place_words(place)
        if tail and short[-len(tail) :] == tail:
            short = short[: -len(tail)]
    if short == kept or FORMS.issuperset(short):
        return None
    return short


def initials(found):
    """[(letters, canonical last words)] of "PUC Minas" and "TU Delft" for a name's words."""
    splits = {len(found) - 1}
    splits |= {n + 1 for n, word in enumerate(found[:-1]) if word.text in PARTICLES}
    keys = []
    for split in splits:
        letters = "".join(w.text[0] for w in found[:split] if w.text not in PARTICLES)
        last = [word.canonical for word in found[split:]]
        if len(letters) in LETTERS and len(last) <= LAST_WORDS and not FORMS.intersection(last):
            keys += [(letters, last)] + [(letters, last[:1])] * (len(last) > 1)
    return keys


def hosts(record):
    """The hosts' names that are the record's alone: its domains and that of a website without path."""
    website = urlsplit(record.website)
    own = [website.hostname] if website.hostname and website.path in {"", "/"} else []
    found = {SERVERS.sub("", host.casefold(), count=1) for host in (*record.domains, *own)}
    return sorted(host for host in found if SUFFIX.sub("", host))


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
                self.arrays["records_from"].append(position)
                position += blob.write(encode(record))
                for ordinal, name in enumerate(record.names):
                    found, own = name_words(name.value, record)
                    search.add(number, name, found)
                    if own > 0:
                        self._name(number, ordinal, record, found[:own])
                self._hosts(number, record)
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

    def _name(self, number, ordinal, record, found):
        """Keeps a name by its words, a single one as an acronym, too."""
        name = record.names[ordinal]
        if bracketed := BRACKETED.fullmatch(name.value):
            plain, acronym = map(words, bracketed.groups())
            if len(acronym) == 1 and acronym[0].raw.isupper():
                self._key(ACRONYM, [acronym[0].text], self._new(number, ordinal, (), name, acronym))
                found = plain
        if len(found) == 1 and (name.kind == "acronym" or has_capitals(found[0].raw)):
            self._key(ACRONYM, [found[0].text], self._new(number, ordinal, (), name, found))
            if name.kind == "acronym":
                return
        kept = significant(found)
        place = self._new(number, ordinal, [self._word(word) for word in kept], name, found)
        self._key(WRITTEN, kept, place)
        if len(kept) > 1:
            self._key(LOOSE, sorted(kept), place)
            for letters, last in initials(found):
                self._key(INITIALS, [letters, "|", *last], place)
        short = without_place(kept, record)
        # "USP" is no short name of "USP Solomon Islands".
        if short and (len(short) > 1 or not found[0].raw.isupper()):
            self._key(WRITTEN, short, place, is_short=True)

    def _hosts(self, number, record):
        """Keeps the hosts, and what tells them from others as one more acronym."""
        names = {word.text for name in record.names for word in words(name.value)}
        for host in hosts(record):
            place = self._new(number, 0, (), record.names[0], words(host))
            self._key(HOST, [host], place)
            # "usp" of "usp.br"; what "ime.usp.br" is called is no acronym of the institute's.
            if (short := SUFFIX.sub("", host)) not in names and short.isalpha():
                self._key(LABEL, [short], place)

    def _key(self, kind, parts, name, *, is_short=False):
        self.keys.append(key(kind, parts))
        self.key_names.append(2 * name + is_short)

    def _new(self, number, ordinal, own, name, found):
        place = len(self.arrays["name_records"])
        self.arrays["name_records"].append(number)
        self.arrays["name_ordinals"].append(ordinal)
        self.arrays["name_is_alias"].append(name.kind in {"alias", "acronym"})
        self.arrays["name_texts"].append(text_key(found))
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
