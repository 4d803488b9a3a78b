"""Compiles our translation catalogues: the repository holds .po files only.

gettext's programs are not on every machine; Babel is.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent.parent / "pretalx_ofa" / "locale"


def compile_catalogues(locale=LOCALE):
    for source in locale.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po))


if __name__ == "__main__":
    compile_catalogues()
