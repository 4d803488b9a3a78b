"""Plain names with their ids: the registry's own in other spellings, and some that nobody has.

There is no labelled set of such names, so this one is made, the same at every run.
"""

import random
import re
import unicodedata

from pretalx_ofa.organisations.matching.keys import WRITTEN
from pretalx_ofa.organisations.matching.vocabulary import KINDS
from pretalx_ofa.organisations.matching.words import canonical, significant, telling, words

ROWS, INVENTED = 2000, 0.15


def labelled(index):
    """[{text, ror}] as the labelled sets have them; ``ror`` is empty for an invented name."""
    chosen, found = random.Random(4), []
    while len(found) < ROWS:
        record = index.record(chosen.randrange(len(index)))
        name = chosen.choice([n for n in record.names if n.kind != "acronym"] or record.names)
        if record.status != "active" or not _is_alone(index, name.value):
            continue
        if len(found) < ROWS * INVENTED:
            other = index.record(chosen.randrange(len(index)))
            if text := _invented(index, name.value, other.name):
                found.append({"text": text, "ror": []})
        elif text := chosen.choice(WAYS)(name.value, record, chosen):
            found.append({"text": text, "ror": [record.id]})
    return found


def _is_alone(index, value):
    """Whether only one organisation is called so, and the name tells which."""
    found = words(value)
    names = index.names_with_key(WRITTEN, significant(found)) if found else []
    return bool(telling(found)) and len({index.name_records[name] for name, _ in names}) == 1


def _invented(index, value, other):
    """A name with the telling word of another one, which no organisation has; None if one does."""
    mine, theirs = telling(words(value)), telling(words(other))
    if not theirs or len(words(value)) < 2:
        return None
    text = re.sub(re.escape(mine[-1]), theirs[0].title(), plain(value), flags=re.IGNORECASE)
    return None if index.names_with_key(WRITTEN, significant(words(text))) else text


def plain(value):
    parts = unicodedata.normalize("NFKD", value)
    return "".join(char for char in parts if not unicodedata.combining(char))


def as_it_is(value, record, chosen):
    return value


def without_accents(value, record, chosen):
    return plain(value)


def in_capitals(value, record, chosen):
    return value.upper()


def abbreviated(value, record, chosen):
    def cut(match):
        word = match.group()
        kind = KINDS.get(canonical(plain(word).casefold()))
        return f"{kind.split()[0].title()}." if kind and len(word) > 6 else word

    return re.sub(r"\w+", cut, value)


def turned_round(value, record, chosen):
    if found := re.fullmatch(r"University of ([\w-]+)", value):
        return f"{found.group(1)} University"
    if found := re.fullmatch(r"([\w-]+) University", value):
        return f"University of {found.group(1)}"
    return None


def with_its_place(value, record, chosen):
    return ", ".join(part for part in (value, record.city, record.country_name) if part)


def misspelt(value, record, chosen):
    """One letter of the longest word is lost."""
    word = max(re.findall(r"\w+", value), key=len)
    place = chosen.randrange(2, len(word)) if len(word) > 5 else 0
    return value.replace(word, word[:place] + word[place + 1 :], 1) if place else None


def with_its_acronym(value, record, chosen):
    acronyms = [name.value for name in record.names if name.kind == "acronym"]
    return f"{value} ({acronyms[0]})" if acronyms else None


WAYS = (
    as_it_is,
    without_accents,
    in_capitals,
    abbreviated,
    turned_round,
    with_its_place,
    misspelt,
    with_its_acronym,
)
