"""Which characters belong in a text."""

import re
import unicodedata

# Controls, halves of surrogate pairs, and marks that turn the direction of what follows. Joiners
# and the marks that only show a direction belong to words.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def readable(text):
    """The text in NFC without control characters, surrogates and direction overrides; its lines stay."""
    return unicodedata.normalize("NFC", UNWANTED.sub("", text))


def cleaned(text):
    """:func:`readable` on one line."""
    return " ".join(readable(text).split())
