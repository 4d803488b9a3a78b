"""The fonts of an event's files, besides those that typst embeds."""

from pathlib import Path

import pretalx
from django.conf import settings
from django.contrib.staticfiles import finders
from pretalx.common.fonts import get_fonts

from pretalx_ofa.exports.formats.fonts import families

SHIPPED = Path(pretalx.__file__).parent / "static" / "fonts"


def folders(event):
    """[folder] in the data folder for further fonts: of all events, of this one."""
    return [
        settings.DATA_DIR / "ofa" / "fonts",
        settings.DATA_DIR / "ofa" / "event-fonts" / event.slug,
    ]


def all_of(event):
    """[folder] of pretalx's fonts, those of the event's plugins, and the added ones."""
    of_plugins = [
        finders.find(variant["truetype"])
        for font in get_fonts(event).values()
        for variant in font.values()
        if isinstance(variant, dict) and "truetype" in variant
    ]
    found = {Path(file).parent for file in of_plugins if file} - {SHIPPED}
    return [SHIPPED, *sorted(found), *filter(Path.is_dir, folders(event))]


def names(event):
    """[name] of the font families that were added to pretalx's own and the book's."""
    return families(all_of(event))
