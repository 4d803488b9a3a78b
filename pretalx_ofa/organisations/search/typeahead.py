"""Search for organisations by beginnings of words in any name, allowing one typing error."""

import shutil
from pathlib import Path
from typing import NamedTuple

import tantivy

from pretalx_ofa.organisations.matching.vocabulary import PARTICLES
from pretalx_ofa.organisations.matching.words import telling, words

# A word may be misspelt from this length on.
FORGIVEN = 5
POOL = 60
# How much more a name counts of which all is said but its kind.
WHOLE = 20.0
KIND = {"display": 3, "label": 2, "alias": 1, "acronym": 2}


class Found(NamedTuple):
    """``number`` in the index; ``name`` is the one that was found."""

    number: int
    name: str
    kind: str


def _schema():
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    # What the name tells besides its kind: "oxford" of "University of Oxford".
    builder.add_text_field("core", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("number", stored=True)
    builder.add_text_field("name", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


class SearchWriter:
    """Writes the searchable names of records into ``folder``."""

    def __init__(self, folder):
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(parents=True)
        self.writer = tantivy.Index(_schema(), str(folder)).writer(
            heap_size=20_000_000, num_threads=1
        )

    def add(self, number, name, found):
        """A name of the record ``number``; ``found`` are its words."""
        document = tantivy.Document()
        document.add_text("words", " ".join(word.text for word in found))
        document.add_text("core", " ".join(telling(found)))
        document.add_integer("number", number)
        document.add_text("name", name.value)
        document.add_text("kind", name.kind)
        self.writer.add_document(document)

    def close(self):
        self.writer.commit()
        self.writer.wait_merging_threads()


class Search:
    def __init__(self, index):
        """``index`` is an open :class:`Index` whose folder holds the names as well."""
        self.index = index
        self.names = tantivy.Index.open(str(index.folder / "search"))
        self.schema, self.searcher = self.names.schema, self.names.searcher()

    def __call__(self, text, limit=10, boost=(), country=None):
        """[:class:`Found`], best first, for the beginning of a name; each organisation once.

        ``boost`` are ids to prefer among equals (those that the event uses).
        """
        found = words(text, limit=200)[:8]
        if not found:
            return []
        typed, core = [word.text for word in found], telling(found)
        hits = self._hits(self._query(typed, core, forgiving=False))
        if len(hits) < limit and any(len(word) >= FORGIVEN for word in typed):
            hits += self._hits(self._query(typed, core, forgiving=True))
        best = {}
        for number, name, kind in hits:
            record = self.index.record(number)
            if record.status == "withdrawn" and not record.related("successor"):
                continue
            rank = self._rank(Found(number, name, kind), typed, core, boost, country)
            if number not in best or rank > best[number][0]:
                best[number] = (rank, Found(number, name, kind))
        ranked = sorted(
            best.values(), key=lambda entry: (entry[0], -len(entry[1].name)), reverse=True
        )
        return [found for _rank, found in ranked[:limit]]

    def _hits(self, query):
        found = []
        for _score, address in self.searcher.search(query, POOL, count=False).hits:
            document = self.searcher.doc(address)
            found.append((document["number"][0], document["name"][0], document["kind"][0]))
        return found

    def _query(self, typed, core, *, forgiving):
        must = []
        for place, word in enumerate(typed):
            is_last = place == len(typed) - 1
            ways = [
                tantivy.Query.boost_query(
                    tantivy.Query.term_query(self.schema, "words", word), 2.0
                ),
                tantivy.Query.regex_query(self.schema, "words", f"{word}.*"),
            ]
            if forgiving and len(word) >= FORGIVEN:
                ways.append(
                    tantivy.Query.fuzzy_term_query(
                        self.schema, "words", word, distance=1, prefix=is_last
                    )
                )
            # A particle typed in another language ("of", "de") refuses nobody.
            occur = (
                tantivy.Occur.Should if word in PARTICLES and len(typed) > 1 else tantivy.Occur.Must
            )
            must.append(
                (occur, tantivy.Query.boolean_query([(tantivy.Occur.Should, way) for way in ways]))
            )
        whole = tantivy.Query.term_query(self.schema, "core", " ".join(core))
        must.append((tantivy.Occur.Should, tantivy.Query.boost_query(whole, WHOLE)))
        return tantivy.Query.boolean_query(must)

    def _rank(self, found, typed, core, boost, country):
        record, found_words = self.index.record(found.number), words(found.name)
        own = [word.text for word in found_words]
        exact = sum(word in own for word in typed)
        return (
            record.status == "active",
            own == typed,
            bool(core) and telling(found_words) == core,
            own[: len(typed)] == typed,
            bool(country) and record.country == country,
            own[:1] == typed[:1] or (bool(own) and own[0].startswith(typed[0])),
            exact,
            KIND[found.kind],
            record.id in boost,
            # The better known an organisation, the more the registry says of it.
            len(record.names) + len(record.relations) - 2 * len(own),
        )
