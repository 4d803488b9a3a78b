"""The formats a programme is exported in: one module each, found here by name."""

from pretalx_ofa.exports.formats.pdf import ProgrammePdf
from pretalx_ofa.exports.formats.programme_json import ProgrammeJson

FORMATS = {chosen.name: chosen for chosen in (ProgrammePdf(), ProgrammeJson())}


def by_filename(filename, languages):
    """(format, mode) of a file name as :meth:`Format.filename` makes it; None for any other."""
    for chosen in FORMATS.values():
        for mode in chosen.modes(languages):
            if chosen.filename(mode) == filename:
                return chosen, mode
    return None
