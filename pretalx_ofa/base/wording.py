"""Normalising texts in several languages, as forms give them."""

from i18nfield.strings import LazyI18nString

from pretalx_ofa.base.reading import cleaned


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
