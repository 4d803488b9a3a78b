"""How far a text is translated, as one word."""

from pretalx_ofa.i18n.languages import primary
from pretalx_ofa.translations.sources import fingerprint

# What is left to do, work already begun first.
OPEN = ("outdated", "draft", "missing")


def state_of(source, original, translation, language):
    """ "original", "approved" or one of ``OPEN`` for a text in a language.

    ``source`` is written in ``original``; ``translation`` is a row with ``state`` and ``source_hash``,
    or None. A machine's draft is a draft.
    """
    if primary(original) == primary(language):
        return "original"
    if not translation:
        return "missing"
    if translation.state != "approved":
        return "draft"
    return "approved" if translation.source_hash == fingerprint(source) else "outdated"
