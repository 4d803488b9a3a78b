"""Writes the index of a registry."""

import os
import shutil
from array import array
from collections import defaultdict
from pathlib import Path

import msgspec

from pretalx_ofa.organisations.matching.index import ARRAYS
from pretalx_ofa.organisations.matching.keys import (
    ACRONYM,
    BRACKETED,
    FACULTY,
    HOST,
    INITIALS,
    LABEL,
    LOOSE,
    SUFFIX,
    WRITTEN,
    hosts,
    initials,
    key,
    name_words,
    site,
    text_key,
    without_place,
)
from pretalx_ofa.organisations.matching.places import Places
from pretalx_ofa.organisations.matching.words import has_capitals, significant, words
from pretalx_ofa.organisations.search.typeahead import SearchWriter


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
        # {host: the name that has it}; and all hosts of websites.
        self.owners, self.sites = {}, set()
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
        self.sites.add(site(record))
        for host in hosts(record):
            place = self._new(number, 0, (), record.names[0], words(host))
            self._key(HOST, [host], place)
            self.owners[host] = place
            # "usp" of "usp.br"; what "ime.usp.br" is called is no acronym of the institute's.
            if (short := SUFFIX.sub("", host)) not in names and short.isalpha():
                self._key(LABEL, [short], place)

    def _faculties(self):
        """Keeps "FEUP" where somebody's website is at fe.up.pt: it is whose up.pt is."""
        faculties = set()
        for host in self.sites:
            *parts, short = SUFFIX.sub("", host).split(".")
            owner = self.owners.get(short + host[len(".".join((*parts, short))) :])
            if owner is not None:
                short_parts = (p for p in parts if p.isalpha() and len(p) <= FACULTY)
                faculties.update((part + short, owner) for part in short_parts)
        for letters, owner in sorted(faculties):
            self._key(LABEL, [letters], owner)

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
        self._faculties()
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
