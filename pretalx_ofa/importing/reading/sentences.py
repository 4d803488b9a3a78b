"""What is wrong or odd in a file, as sentences that are translated where they are read."""

from typing import NamedTuple

from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.i18n.words import words

LONGEST_QUOTE = 80


class Sentence(NamedTuple):
    """``message`` is marked by ``pgettext_noop``; ``values`` stand in its braces."""

    message: str
    values: dict

    def translated(self, language):
        return words(language).translate(self.message).format(**self.values)

    def __str__(self):
        return self.translated("en")


class ReadError(ValueError):
    """A file that cannot be read; its ``sentence`` names the line or JSON path."""

    def __init__(self, message, **values):
        self.sentence = Sentence(message, values)
        super().__init__(str(self.sentence))


def quoted(value):
    """A value as a sentence shows it: its beginning, on one line. Lists and objects are not written out."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = cleaned(str(value)[: 2 * LONGEST_QUOTE])
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
