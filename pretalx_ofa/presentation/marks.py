"""Marks about a session's language: "only available in", "changed since", "held in"."""

from babel.lists import format_list

from pretalx_ofa.i18n.languages import babel_locale, primary, spoken_name
from pretalx_ofa.presentation.localized import LocalizedText, phrase


def marks(session, language):
    """[:class:`LocalizedText`] for a reader of ``language``, the most important first."""
    title, *texts = (
        text.choose(language) for text in (session.title, session.abstract, session.description)
    )
    found = []
    if title.fallback:
        found.append(_available(_only_in, session.title, language))
    elif texts[0].fallback:
        found.append(_available(_abstract_only_in, session.abstract, language))
    elif texts[1].fallback:
        found.append(_available(_description_only_in, session.description, language))
    if any(text.outdated for text in (title, *texts)):
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
        lambda words: message(words).format(
            language=languages_named(text.readable, words.language)
        ),
    )


def _only_in(words):
    return words.pgettext("pretalx_ofa", "Only available in {language}")


def _abstract_only_in(words):
    return words.pgettext("pretalx_ofa", "Abstract only available in {language}")


def _description_only_in(words):
    return words.pgettext("pretalx_ofa", "Description only available in {language}")


def _outdated(words):
    return words.pgettext("pretalx_ofa", "The original has changed since this translation")
