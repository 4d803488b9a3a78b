"""Rendering a file: for stored files, drafts, older versions and commands."""

from pathlib import Path

import pretalx
from django.contrib.staticfiles import finders
from django.utils.timezone import now
from django.utils.translation import pgettext
from pretalx.common.fonts import get_fonts

from pretalx_ofa.base.links import addresses
from pretalx_ofa.presentation.links import Links

SHIPPED_FONTS = Path(pretalx.__file__).parent / "static" / "fonts"


def render(event, programme, chosen, mode):
    """The :class:`Rendered` file of a format. Raises ValueError, a translated sentence, where the
    programme has nothing to show."""
    if not programme.sessions:
        raise ValueError(pgettext("pretalx_ofa", "There is no session in this programme."))
    return draw(event, programme, chosen, mode, {})


def draw(event, programme, chosen, mode, options):
    """:func:`render` with options of the format, also of a programme without sessions."""
    links = Links(**addresses(event))
    return chosen.render(programme, mode, options, links, now(), font_folders(event))


def font_folders(event):
    """[folder] of the fonts for files: pretalx's and those of the event's plugins."""
    files = [
        finders.find(variant["truetype"])
        for font in get_fonts(event).values()
        for variant in font.values()
        if isinstance(variant, dict) and "truetype" in variant
    ]
    return sorted({SHIPPED_FONTS, *(Path(file).parent for file in files if file)})
