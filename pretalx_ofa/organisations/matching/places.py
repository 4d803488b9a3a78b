"""Countries, regions and cities as the registry's own records know them, found in a text."""

from collections import defaultdict
from functools import lru_cache

from babel import Locale

from pretalx_ofa.organisations.matching.words import words

# Languages that addresses are mostly written in, besides the country's own name in English.
LANGUAGES = ("en", "pt", "es", "fr", "de", "it")
SHORT = {
    "usa": "US",
    "us": "US",
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "great britain": "GB",
    "uae": "AE",
    "prc": "CN",
    "pr china": "CN",
    "p r china": "CN",
    "peoples republic of china": "CN",
    "republic of korea": "KR",
    "korea": "KR",
    "south korea": "KR",
    "rok": "KR",
    "russia": "RU",
    "russian federation": "RU",
    "iran": "IR",
    "viet nam": "VN",
    "vietnam": "VN",
    "taiwan": "TW",
    "roc": "TW",
    "the netherlands": "NL",
    "holland": "NL",
    "czech republic": "CZ",
    "hong kong": "HK",
    "macau": "MO",
    "turkey": "TR",
}
# Chinese institutions abroad and at home: these are told apart by few and mixed by many.
SAME = {"HK": "CN", "MO": "CN", "PR": "US", "GU": "US", "RE": "FR", "GP": "FR", "MQ": "FR"}


class Places:
    """``data`` is {folded name: countries} for regions and cities, with the number of records."""

    class Collector:
        def __init__(self):
            self.regions, self.cities = defaultdict(set), defaultdict(dict)

        def add(self, record):
            if record.country and record.region:
                self.regions[place_key(record.region)].add(record.country)
            if record.country and record.city:
                known = self.cities[place_key(record.city)]
                known[record.country] = known.get(record.country, 0) + 1

        def data(self):
            return {
                "regions": {name: sorted(found) for name, found in self.regions.items() if name},
                "cities": {name: found for name, found in self.cities.items() if name},
            }

    def __init__(self, data):
        self.regions, self.cities = data["regions"], data["cities"]
        self.countries = country_names()
        known = (self.countries, self.regions, self.cities)
        self.beginnings = {name.partition(" ")[0] for names in known for name in names}

    def country(self, key):
        """{codes} that a folded name of a country or region may mean."""
        found = {self.countries[key]} if key in self.countries else set()
        return found | set(self.regions.get(key, ()))

    def is_in(self, key, record):
        """Whether a place may be where a record is: its city or region, or another of its country."""
        codes = self.country(key) | self.cities.get(key, {}).keys()
        return any(same_country(record.country, code) for code in codes)

    def is_place(self, key):
        return key in self.countries or key in self.regions or key in self.cities


def same_country(one, other):
    return SAME.get(one, one) == SAME.get(other, other)


@lru_cache(maxsize=1)
def country_names():
    """{folded name: code} of all countries in the languages of most addresses."""
    names = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "XA", "XB"}:
                names.setdefault(place_key(name), code)
    return names | SHORT


@lru_cache(maxsize=200_000)
def place_key(name):
    return " ".join(word.text for word in words(name))
