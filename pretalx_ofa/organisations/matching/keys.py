"""What registered names are looked up by: their words, letters, hosts."""

import re
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import urlsplit

from pretalx_ofa.organisations.matching.vocabulary import EMPTY, FORMS, PARTICLES
from pretalx_ofa.organisations.matching.words import words

# What names are kept by: their words in this order, in any order, acronym, the first letters of all
# but the last words, the host of the website and what tells it from other hosts.
WRITTEN, LOOSE, ACRONYM, INITIALS, HOST, LABEL = "wlaiho"
# "PUC Minas" has so many letters before its last words, which are so many.
LETTERS, LAST_WORDS = range(2, 5), 3
# These parts of a host's name tell nothing.
SERVERS = re.compile(r"(?:www?\d*|portal|web|site|home)\.")
SUFFIX = re.compile(r"\.(?:(?:com?|ac|edu|gov|gob|gouv|org|net|go|or|ne|univ)\.)?[a-z]+\Z")
# "fe.up.pt" is a faculty's, with so many letters before the university's.
FACULTY = 4
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
    told = [word for word in found if word.canonical not in EMPTY] or found
    if len(told) == 1:
        return key("", [told[0].text]) & 0xFFFFFFFF
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


def site(record):
    """The host's name of a record's website, without "www"."""
    return SERVERS.sub("", (urlsplit(record.website).hostname or "").casefold(), count=1)


def hosts(record):
    """The hosts' names that are the record's alone: its domains and that of a website without path."""
    own = [site(record)] if urlsplit(record.website).path in {"", "/"} else []
    found = {*own, *(SERVERS.sub("", host.casefold(), count=1) for host in record.domains)}
    return sorted(host for host in found if SUFFIX.sub("", host))
