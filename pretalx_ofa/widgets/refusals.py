"""What stands in the place of a widget that cannot be shown: a sentence and a link."""

from django.template.loader import render_to_string

from pretalx_ofa.base.links import addresses
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.localized import phrase

UNAVAILABLE = (
    pgettext_noop(
        "pretalx_ofa", "The programme cannot be shown right now. Please try again in a minute."
    ),
    "",
)
NOT_PUBLIC = (pgettext_noop("pretalx_ofa", "The programme is not public."), "")


def of(error):
    """The message of an OptionError, and the option's name."""
    name, message = error.args
    return message, name


def sentence(message, language):
    """A message in a reader's language: a :class:`LocalizedText`."""
    text, name = message
    return phrase(language, lambda words: words.translate(text).format(name=name))


def fragment(message, language, event, theme):
    return render_to_string(
        "pretalx_ofa/widgets/refused_fragment.html",
        {
            "lang": bcp47(language),
            "theme": theme,
            "sentence": sentence(message, language),
            "front": addresses(event)["front"](),
            "label": phrase(language, lambda words: words.pgettext("pretalx_ofa", "Programme")),
        },
    )
