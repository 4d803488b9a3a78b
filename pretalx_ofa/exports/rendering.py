"""Rendering a file: for stored files, drafts, older versions and commands."""

from django.utils.timezone import now
from django.utils.translation import pgettext

from pretalx_ofa.base.links import addresses
from pretalx_ofa.exports import fonts
from pretalx_ofa.presentation.links import Links


def render(event, programme, chosen, mode):
    """The :class:`Rendered` file of a format. Raises ValueError, a translated sentence, where the
    programme has nothing to show."""
    if not programme.sessions:
        raise ValueError(pgettext("pretalx_ofa", "There is no session in this programme."))
    return draw(event, programme, chosen, mode, {})


def draw(event, programme, chosen, mode, options):
    """:func:`render` with options of the format, also of a programme without sessions."""
    links = Links(**addresses(event))
    return chosen.render(programme, mode, options, links, now(), fonts.all_of(event))
