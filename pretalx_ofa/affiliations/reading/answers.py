"""Answers to "Company / affiliation" as people type them, in parts."""

import re

from pretalx_ofa.base.junk import is_junk

BETWEEN = re.compile(r"\s*(?:[;|\n\r\t]+|\s/\s|\s\+\s)\s*")


def organisations_in(raw):
    """The organisations that an answer names, as typed; none for junk."""
    return tuple(part for part in BETWEEN.split(raw.strip()) if not is_junk(part))
