"""The plugin's interface words in a language that is passed as an argument, without Django.

They come from our own compiled catalogues only: pretalx's are wrong in places, and Django's active
language is the page's, not the text's.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from pretalx_ofa.i18n.languages import normalise, primary, resolve

CONTEXT = "pretalx_ofa"
CATALOGUES = {
    normalise(path.parts[-3]): path
    for path in sorted((Path(__file__).parent.parent / "locale").glob("*/LC_MESSAGES/django.mo"))
}


def pgettext_noop(context, message):  # noqa: ARG001 -- the catalogues want it
    """Marks a message for the catalogues where no language is known yet; see Words.translate."""
    return message


class Words:
    """``language`` is the one the words really are in: ``en`` where we have no catalogue."""

    def __init__(self, language, catalogue):
        self.language = language
        self._catalogue = catalogue

    def pgettext(self, context, message):
        return self._catalogue.pgettext(context, message)

    def npgettext(self, context, one, many, number):
        return self._catalogue.npgettext(context, one, many, number)

    def translate(self, message):
        """The words of a message that was marked by :func:`pgettext_noop`."""
        return self._catalogue.pgettext(CONTEXT, message)


@cache
def words(language):
    """The :class:`Words` for a reader of ``language``; ``pt`` finds the first Portuguese one."""
    if primary(language) == "en":
        return Words(normalise(language), NullTranslations())
    code = resolve(language, CATALOGUES)
    if code is None:
        return Words("en", NullTranslations())
    with CATALOGUES[code].open("rb") as file:
        return Words(code, GNUTranslations(file))
