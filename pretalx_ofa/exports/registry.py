"""Every format there is. A new one is a file in ``formats/`` and a line here."""

from pretalx_ofa.exports.formats.calendar import CALENDAR_ICS
from pretalx_ofa.exports.formats.pdf import PROGRAMME_PDF
from pretalx_ofa.exports.formats.programme_json import PROGRAMME_JSON
from pretalx_ofa.exports.formats.sessions_csv import SESSIONS_CSV

FORMATS = {
    chosen.name: chosen
    for chosen in (
        PROGRAMME_PDF,
        CALENDAR_ICS,
        SESSIONS_CSV,
        PROGRAMME_JSON,
    )
}


def file_named(filename, languages):
    """(format, mode, canonical file name) of a file name; None where no format is meant.

    ``languages`` are the programme's. Their spelling and order in the name do not matter, and a
    language that is not there (any more) leads to what is.
    """
    for chosen in FORMATS.values():
        mode = chosen.mode_named(filename, languages)
        if mode is not None:
            return chosen, mode, chosen.filename(mode)
    return None
