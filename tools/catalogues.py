"""setuptools' build backend that compiles our translation catalogues first.

The repository holds .po files only; a wheel needs .mo files, and gettext's programs are not on
every machine: Babel is.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403 -- everything we do not change

LOCALE = Path(__file__).parent.parent / "pretalx_ofa" / "locale"


def compile_catalogues(locale=LOCALE):
    for source in locale.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po))


def build_wheel(*args, **kwargs):
    compile_catalogues()
    return build_meta.build_wheel(*args, **kwargs)


def build_editable(*args, **kwargs):
    compile_catalogues()
    return build_meta.build_editable(*args, **kwargs)


if __name__ == "__main__":
    compile_catalogues()
