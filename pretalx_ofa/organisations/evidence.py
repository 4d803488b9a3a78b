"""What a string says about where its organisations are."""

from pretalx_ofa.organisations.places import same_country
from pretalx_ofa.organisations.words import closes, opens, words

# Places within a name that is as sure as this say where the name is from, not where people are.
SURE_NAME = 0.8
INACTIVE = 0.04


class Evidence:
    """The countries and cities that a string names outside of the organisations' names."""

    def __init__(self, places, found, hits, country=None):
        self.places = places
        self.given = country.upper() if country else None
        self.countries, self.inside, self.cities, self.neighbours = set(), set(), set(), set()
        taken = {n for hit in hits if hit.score >= SURE_NAME for n in range(hit.start, hit.end)}
        start = 0
        while start < len(found):
            start += self._read(found, start, is_inside=start in taken)

    def _read(self, found, start, *, is_inside):
        """Notes the place that begins at a word; how many words it has (1 where there is none)."""
        for length in (4, 3, 2, 1):
            end = start + length
            key = " ".join(word.text for word in found[start:end])
            if end > len(found) or not self.places.is_place(key):
                continue
            if len(key) == 2 and not found[start].raw.isupper():
                continue
            # Regions are named like much else: they count where they stand alone.
            if key in self.places.countries or (opens(found, start) and closes(found, end)):
                (self.inside if is_inside else self.countries).update(self.places.country(key))
            if key in self.places.cities and not is_inside:
                self.cities.add(key)
            return length
        return 1

    def beside(self, records):
        """Organisations in one string are mostly in one country."""
        self.neighbours |= {record.country for record in records}

    def support(self, record, *, is_sure=False):
        """How much the places say for (up to 0.1) or against (down to -0.5) a record.

        A name that only one organisation has is not doubted for the company it keeps.
        """
        support = self._support(record)
        is_stranger = self.neighbours and record.country not in self.neighbours
        if is_stranger and not self.countries and not is_sure:
            support -= 0.08
        return support - (INACTIVE if record.status == "inactive" else 0)

    def _support(self, record):
        city = " ".join(word.text for word in words(record.city))
        backed = 0.06 if city and city in self.cities else 0
        if self.given:
            return backed + (0.05 if same_country(record.country, self.given) else -0.5)
        if self.countries:
            if any(same_country(record.country, code) for code in self.countries):
                return backed + 0.05
            return 0 if any(same_country(record.country, c) for c in self.inside) else -0.5
        return backed
