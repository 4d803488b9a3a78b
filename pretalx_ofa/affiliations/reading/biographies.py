"""Which organisations a biography says somebody belongs to, and as what."""

from pretalx_ofa.affiliations.reading.lines import Line
from pretalx_ofa.affiliations.reading.scanning import Mention, Scan
from pretalx_ofa.affiliations.reading.text import fold, sentences
from pretalx_ofa.affiliations.reading.words import LANGUAGES, language_of

__all__ = ["Mention", "affiliations_in"]


def affiliations_in(text, language=None):
    """The affiliations that a text names, in order: a tuple of ``Mention``.

    ``language`` is a code such as "pt-BR"; it decides where a sentence's own words do not tell.
    """
    preferred = (language or "").replace("_", "-").split("-")[0].lower()
    preferred = preferred if preferred in LANGUAGES else "en"
    found = []
    for sentence in sentences(text):
        found += Scan(Line(sentence, language_of(sentence, preferred))).read()
    return tuple(_without_repeats(found))


def _without_repeats(found):
    """Each role at an organisation once; without a role only where no other says the same."""
    known = {}
    for mention in found:
        roles = known.setdefault(fold(mention.organisation), {})
        if mention.role is None and roles:
            continue
        if mention.role is not None and None in roles and roles[None].current == mention.current:
            del roles[None]
        roles.setdefault(mention.role and fold(mention.role), mention)
    return sorted(
        (mention for roles in known.values() for mention in roles.values()), key=found.index
    )
