"""Normalising single lines of text: names, roles, units."""

from i18nfield.strings import LazyI18nString

from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.i18n.languages import primary
from pretalx_ofa.i18n.words import words


def in_all_languages(value):
    """The words of a LazyI18nString or str in every language, divided by a slash."""
    data = value.data if isinstance(value, LazyI18nString) else value
    texts = data.values() if isinstance(data, dict) else [data]
    return " / ".join(dict.fromkeys(str(text) for text in texts if text))


def told_in(languages, message):
    """A message that was marked by ``pgettext_noop``, in those of some languages that we have words for,
    as a LazyI18nString; in English where there is none."""
    known = {code: words(code) for code in languages}
    told = {code: w for code, w in known.items() if primary(w.language) == primary(code)}
    told = told or {"en": words("en")}
    return LazyI18nString({code: w.translate(message) for code, w in told.items()})


def cleaned_i18n(value):
    """:func:`cleaned` for a LazyI18nString or str, in every language that has words; "" without any."""
    data = value.data if isinstance(value, LazyI18nString) else value
    if not isinstance(data, dict):
        return cleaned(str(data or ""))
    texts = {code: cleaned(text or "") for code, text in data.items()}
    return (
        LazyI18nString({code: text for code, text in texts.items() if text})
        if any(texts.values())
        else ""
    )


def by_language(value, languages):
    """{language: words} of a LazyI18nString or str, as a form in these languages has it.

    Languages that it has words in besides follow; a str is in an unknown one, "und".
    """
    data = value.data if isinstance(value, LazyI18nString) else value
    written = data if isinstance(data, dict) else {"und": str(data or "")}
    further = {code: text for code, text in written.items() if text}
    return {
        code: cleaned(written.get(code) or "") for code in dict.fromkeys([*languages, *further])
    }


def with_languages(value, texts):
    """A stored LazyI18nString or str with {language: words} put into it, as a LazyI18nString."""
    return LazyI18nString(by_language(value, ()) | texts)
