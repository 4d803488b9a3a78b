"""Normalising single lines of text: names, roles, units."""

from i18nfield.strings import LazyI18nString

from pretalx_ofa.i18n.characters import cleaned


def in_all_languages(value):
    """The words of a LazyI18nString or str in every language, divided by a slash."""
    data = value.data if isinstance(value, LazyI18nString) else value
    words = data.values() if isinstance(data, dict) else [data]
    return " / ".join(dict.fromkeys(str(text) for text in words if text))


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

    Languages that it has words in besides follow; a str is in an unknown one, "und".
    """
    data = value.data if isinstance(value, LazyI18nString) else value
    written = data if isinstance(data, dict) else {"und": str(data or "")}
    further = {code: text for code, text in written.items() if text}
    return {
        code: cleaned(written.get(code) or "") for code in dict.fromkeys([*languages, *further])
    }


def with_languages(value, words):
    """A stored LazyI18nString or str with {language: words} put into it, as a LazyI18nString."""
    return LazyI18nString(by_language(value, ()) | words)
