"""Normalising single lines of text: names, roles, units."""

import re
import unicodedata

from i18nfield.strings import LazyI18nString

# Controls, halves of surrogate pairs, and marks that turn the direction of what follows. Joiners
# and the marks that only show a direction belong to words.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def cleaned(text):
    """The text in NFC on one line, without control characters, surrogates and direction overrides."""
    return unicodedata.normalize("NFC", " ".join(UNWANTED.sub("", text).split()))


def cleaned_i18n(value):
    """:func:`cleaned` for a LazyI18nString or str, in every language that has words; "" without any."""
    data = value.data if isinstance(value, LazyI18nString) else value
    if not isinstance(data, dict):
        return cleaned(str(data or ""))
    words = {code: cleaned(text or "") for code, text in data.items()}
    return (
        LazyI18nString({code: text for code, text in words.items() if text})
        if any(words.values())
        else ""
    )


def by_language(value, languages):
    """{language: words} of a LazyI18nString or str, as a form in these languages has it.

    Words in none of them stand in the first.
    """
    data = value.data if isinstance(value, LazyI18nString) else value
    if isinstance(data, dict):
        words = {code: cleaned(data.get(code) or "") for code in languages}
        if any(words.values()):
            return words
        data = LazyI18nString(data).localize(languages[0]) if any(data.values()) else ""
    return dict.fromkeys(languages, "") | {languages[0]: cleaned(str(data or ""))}


def with_languages(value, words, languages):
    """A stored LazyI18nString or str with {language: words} put into it, as a LazyI18nString."""
    data = value.data if isinstance(value, LazyI18nString) else value
    standing = data if isinstance(data, dict) else by_language(value, languages)
    return LazyI18nString({**standing, **words})
