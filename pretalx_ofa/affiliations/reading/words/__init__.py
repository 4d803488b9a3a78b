"""The vocabulary by which affiliations are read: of each language, and what they have together."""

from functools import reduce

from pretalx_ofa.affiliations.reading.words import de, en, es, fr, pt
from pretalx_ofa.affiliations.reading.words.language import Language, Relation, Vocabulary
from pretalx_ofa.affiliations.reading.words.places import PLACES

__all__ = [
    "ENDINGS",
    "LANGUAGES",
    "NOUNS",
    "PLACES",
    "SMALL",
    "Language",
    "Relation",
    "Vocabulary",
    "language_of",
]

_MODULES = (en, pt, es, de, fr)
LANGUAGES = {module.LANGUAGE.code: module.LANGUAGE for module in _MODULES}
ENDINGS = {module.LANGUAGE.code: module.VOCABULARY.job_endings for module in _MODULES}
# Words that no role consists of.
SMALL = {
    code: language.stops | language.being | language.working | language.joining | language.studying
    for code, language in LANGUAGES.items()
}


def _merged(first, second):
    return Vocabulary(*(ours | theirs for ours, theirs in zip(first, second, strict=True)))


# A title is often in another language than its sentence, so nouns are those of all languages.
NOUNS = reduce(_merged, (module.VOCABULARY for module in _MODULES))


def language_of(sentence, preferred=None):
    """The language that most of a sentence's small words belong to; at a tie the preferred one."""
    # "MIT" is no German preposition.
    tokens = [
        token for token in sentence.tokens if len(token.text) == 1 or not token.text.isupper()
    ]

    def signs(language):
        found = sum(token.word in language.signs for token in tokens)
        return found, language.code == preferred

    return max(LANGUAGES.values(), key=signs)
