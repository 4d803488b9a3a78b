"""What the public reads of a speaker."""

from typing import NamedTuple

from pretalx_ofa.i18n.languages import bcp47, language_name
from pretalx_ofa.presentation.affiliations import AffiliationView, affiliation_views
from pretalx_ofa.programme.build import build_speaker


class PublicLine(NamedTuple):
    """A speaker's affiliations for readers of one language; ``tag`` is its BCP 47 one."""

    tag: str
    language: str
    affiliations: list[AffiliationView]


def public_lines(speaker):
    """[:class:`PublicLine`], one for each language of the programme."""
    programme = build_speaker(speaker)
    (person,) = programme.people
    return [
        PublicLine(
            bcp47(code),
            language_name(code, code),
            affiliation_views(programme, person.affiliations, code),
        )
        for code in programme.languages
    ]
