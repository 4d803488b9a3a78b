"""What a string says about where its organisations are."""

from functools import lru_cache

from babel.core import get_global

from pretalx_ofa.organisations.matching.places import place_key, same_country
from pretalx_ofa.organisations.matching.vocabulary import LANGUAGE_OF
from pretalx_ofa.organisations.matching.words import closes, opens

LONGEST_PLACE = 4


class LocationContext:
    """The countries, regions and cities that a string names outside of organisations' names.

    ``taken`` are the words (by number) within such names: they say where the name is from, not
    where people are. ``starts`` is {word number: key of the place that begins there}; ``country``
    (two letters) counts as if it were named.
    """

    def __init__(self, places, found, taken, country=None):
        self.places = places
        self.given = country.upper() if country else None
        self.countries, self.inside, self.cities, self.regions = set(), set(), set(), set()
        self.starts = {}
        self.languages = {LANGUAGE_OF[word.text] for word in found if word.text in LANGUAGE_OF}
        self.codes = {
            word.raw for n, word in enumerate(found) if word.raw.isupper() and opens(found, n)
        }
        start = 0
        while start < len(found):
            start += self._read(found, start, is_inside=start in taken)
        if self.given:
            self.countries = {self.given}

    def _read(self, found, start, *, is_inside):
        """Notes the place that begins at a word; how many words it has (1 where there is none)."""
        if found[start].text not in self.places.beginnings:
            return 1
        for length in range(min(LONGEST_PLACE, len(found) - start), 0, -1):
            end = start + length
            key = " ".join(word.text for word in found[start:end])
            if not self.places.is_place(key):
                continue
            if len(key) == 2 and not found[start].raw.isupper():
                continue
            self.starts[start] = key
            # Regions are named like much else: they count where they stand alone.
            if key in self.places.countries or (opens(found, start) and closes(found, end)):
                (self.inside if is_inside else self.countries).update(self.places.country(key))
                self.regions.add(key)
            if key in self.places.cities and not is_inside:
                self.cities.add(key)
            return length
        return 1

    def is_in(self, start, record):
        """Whether the place that begins at a word may be where a record is."""
        return start in self.starts and self.places.is_in(self.starts[start], record)

    def is_of(self, start, record):
        """Whether the city, region or country of a record begins at a word."""
        own = {place_key(place) for place in (record.city, record.region, record.country_name)}
        return self.starts.get(start) in own

    def country(self, record):
        """1 where its country is named, -1 where only others are, 0 where none is."""
        if not self.countries:
            return 0
        if any(same_country(record.country, code) for code in self.countries):
            return 1
        if self.given:
            return -1
        return 0 if any(same_country(record.country, code) for code in self.inside) else -1

    def city(self, record, own=""):
        """1 where its city is named, 0.5 where another one of its country is, -1 where only cities of
        other countries are, else 0.

        ``own`` is a place that is the name itself: it speaks for nothing.
        """
        others = self.cities - {own}
        if not others:
            return 0
        if place_key(record.city) in others:
            return 1
        return 0.5 if any(record.country in self.places.cities[city] for city in others) else -1

    def region(self, record, own=""):
        """1 where its region is named or its code stands alone, else 0."""
        is_named = bool(record.region) and place_key(record.region) in self.regions - {own}
        return int(is_named or record.region_code in self.codes)

    def language(self, record):
        """1 where its country speaks the language of the string's small words, -1 where another one,
        0 where they tell none."""
        if not self.languages:
            return 0
        return 1 if self.languages & languages_of(record.country) else -1

    def nearness(self, record, own=""):
        """What the places say for one of several records of the same name."""
        return 4 * self.country(record) + 2 * self.city(record, own) + self.region(record, own)


@lru_cache(maxsize=300)
def languages_of(country):
    """The codes of a country's official languages."""
    spoken = get_global("territory_languages").get(country, {})
    return frozenset(
        language.partition("_")[0]
        for language, entry in spoken.items()
        if entry["official_status"] in {"official", "de_facto_official"}
    )
