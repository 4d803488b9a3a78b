"""The vocabulary by which affiliations are read."""

from functools import reduce

from babel import Locale

from pretalx_ofa.affiliations.reading.text import fold
from pretalx_ofa.affiliations.reading.words import de, en, es, fr, pt
from pretalx_ofa.affiliations.reading.words.language import Language, Relation, Vocabulary

__all__ = [
    "COUNTRIES",
    "ENDINGS",
    "LANGUAGES",
    "NOUNS",
    "SMALL",
    "Language",
    "Relation",
    "Vocabulary",
    "language_of",
]

_MODULES = (en, pt, es, de, fr)
LANGUAGES = {module.LANGUAGE.code: module.LANGUAGE for module in _MODULES}


def _merged(first, second):
    return Vocabulary(*(ours | theirs for ours, theirs in zip(first, second, strict=True)))


# CLDR has them among the territories.
_NO_COUNTRIES = {"UN", "EU", "EZ", "QO", "XA", "XB", "ZZ"}
# Portuguese has the same preposition before these and before organisations.
_REGIONS = {
    *(
        "rio de janeiro",
        "rio",
        "recife",
        "parana",
        "para",
        "ceara",
        "bahia",
        "amazonas",
        "maranhao",
        "piaui",
    ),
    *(
        "distrito federal",
        "espirito santo",
        "rio grande do sul",
        "rio grande do norte",
        "mato grosso",
    ),
    *(
        "porto",
        "algarve",
        "alentejo",
        "nordeste",
        "sudeste",
        "norte",
        "sul",
        "centro-oeste",
        "amazonia",
    ),
    *("america latina", "silicon valley", "bay area", "latin america", "san francisco", "new york"),
}
# A title is often in another language than its sentence, so nouns are those of all languages.
NOUNS = reduce(_merged, (module.VOCABULARY for module in _MODULES))
ENDINGS = {module.LANGUAGE.code: module.VOCABULARY.job_endings for module in _MODULES}
# Words that no role consists of.
SMALL = {
    code: language.stops | language.being | language.working | language.joining | language.studying
    for code, language in LANGUAGES.items()
}
COUNTRIES = (
    frozenset(
        fold(name)
        for code in LANGUAGES
        for territory, name in Locale(code).territories.items()
        if territory.isalpha() and territory not in _NO_COUNTRIES
    )
    | _REGIONS
    | {
        "usa",
        "u.s",
        "u.s.a",
        "u.k",
        "england",
        "scotland",
        "wales",
        "the netherlands",
        "europe",
        "aotearoa",
    }
)


def language_of(sentence, preferred=None):
    """The language that most of a sentence's small words belong to; at a tie the preferred one."""
    # "MIT" is no German preposition.
    words = [
        token.word for token in sentence.tokens if len(token.text) == 1 or not token.text.isupper()
    ]

    def signs(language):
        return sum(word in language.signs for word in words), language.code == preferred

    return max(LANGUAGES.values(), key=signs)
