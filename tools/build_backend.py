"""setuptools' build backend that compiles our translation catalogues first: a wheel needs them."""

from catalogues import compile_catalogues
from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403 -- everything we do not change


def build_wheel(*args, **kwargs):
    compile_catalogues()
    return build_meta.build_wheel(*args, **kwargs)


def build_editable(*args, **kwargs):
    compile_catalogues()
    return build_meta.build_editable(*args, **kwargs)
