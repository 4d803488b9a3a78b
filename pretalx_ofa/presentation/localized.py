"""One language's words, with the ``lang`` to print on them where they are not in the surrounding one."""

from msgspec import Struct
from msgspec.structs import replace

from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import words
from pretalx_ofa.programme import markup
from pretalx_ofa.programme.text import Document


class View(Struct, frozen=True, kw_only=True):
    """Base of the records that templates and formats draw: everything is decided and in them."""


class LocalizedText(Struct, frozen=True):
    """Words in one language. ``lang`` is its BCP 47 tag, empty where it is that of the surrounding
    text. ``document`` is the parsed Markdown (JsonML), None where it is a single plain line.
    """

    text: str = ""
    lang: str = ""
    document: Document | None = None

    def __bool__(self):
        return bool(self.text)

    @property
    def blocks(self):
        """The document, also of a plain line: a list of block nodes."""
        return self.document or ([["p", self.text]] if self.text else [])

    def html(self, top):
        """The text as HTML, its headings from level ``top`` on."""
        return markup.to_html(self.blocks, top=top)


class NamedLink(View):
    """``names`` in the languages asked for; ``url`` is empty where there is no page."""

    url: str
    names: list[LocalizedText]


def lang_of(language, around):
    """The ``lang`` to print on ``language`` inside ``around``; "" for an unknown language."""
    tag = bcp47(language)
    return "" if tag in {bcp47(around), "und"} else tag


def in_language(text, language, around):
    """Words that are in ``language``, inside a text that is in ``around``."""
    return LocalizedText(text, lang_of(language, around) if text else "")


def localized(text, language, around=None):
    """A :class:`Text` for a reader of ``language``, inside a text in ``around`` (default: theirs)."""
    chosen = text.choose(language)
    plain = in_language(chosen.text, chosen.language, around or language)
    if chosen.document in ([], [["p", chosen.text]]):
        return plain
    return replace(plain, document=chosen.document)


def phrase(language, message, around=None):
    """The :class:`LocalizedText` that ``message(words)`` gives for a :class:`Words`; English where
    the plugin has no catalogue for ``language``.
    """
    catalogue = words(language)
    return in_language(message(catalogue), catalogue.language, around or language)


def each(text, languages):
    """[:class:`LocalizedText`] of a :class:`Text` in all languages; the first surrounds the others."""
    return distinct(localized(text, code, languages[0]) for code in languages)


def phrases(languages, message):
    """[:class:`LocalizedText`] of what ``message(words)`` gives in all languages."""
    return distinct(phrase(code, message, languages[0]) for code in languages)


def written(languages, write):
    """[:class:`LocalizedText`] of what ``write(language)`` gives: dates, numbers, lists."""
    return distinct(in_language(write(code), code, languages[0]) for code in languages)


def distinct(texts):
    """The texts without empty ones; equal words stand once, in the first language that has them."""
    found = {}
    for text in texts:
        if text:
            found.setdefault(text.text, text)
    return list(found.values())
