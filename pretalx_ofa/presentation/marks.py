"""Marks about a session's language: "only available in", "changed since", "held in"."""

from babel.lists import format_list

from pretalx_ofa.i18n.languages import babel_locale, primary, spoken_name
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.localized import LocalizedText, phrase

ONLY_IN = {
    "title": pgettext_noop("pretalx_ofa", "Only available in {language}"),
    "abstract": pgettext_noop("pretalx_ofa", "Abstract only available in {language}"),
    "description": pgettext_noop("pretalx_ofa", "Description only available in {language}"),
}


def marks(session, language, names=("title", "abstract", "description")):
    """[:class:`LocalizedText`] about those texts of a session for a reader of ``language``, the most
    important first."""
    texts = {name: getattr(session, name) for name in names}
    chosen = {name: text.choose(language) for name, text in texts.items()}
    found = []
    missing = next((name for name in names if chosen[name].fallback), None)
    if missing:
        found.append(_available(ONLY_IN[missing], texts[missing], language))
    if any(text.outdated for text in chosen.values()):
        found.append(phrase(language, _outdated))
    return found


def held_in(session, language):
    """ "In English", where the session is held in another language than the reader's; else empty."""
    if primary(session.language) == primary(language):
        return LocalizedText()
    return in_words(session.language, language)


def in_words(code, reader):
    """ "In Portuguese"."""
    return phrase(
        reader,
        lambda words: words.pgettext("pretalx_ofa", "In {language}").format(
            language=spoken_name(code, words.language)
        ),
    )


def original_in(code, reader):
    """ "Original in English"."""
    return phrase(
        reader,
        lambda words: words.pgettext("pretalx_ofa", "Original in {language}").format(
            language=spoken_name(code, words.language)
        ),
    )


def languages_named(codes, reader):
    """ "inglês e português", sorted as they are in that language."""
    names = sorted({spoken_name(code, reader) for code in codes})
    return format_list(names, locale=babel_locale(reader))


def _available(message, text, language):
    return phrase(
        language,
        lambda words: words.translate(message).format(
            language=languages_named(text.readable, words.language)
        ),
    )


def _outdated(words):
    return words.pgettext("pretalx_ofa", "The original has changed since this translation")
