"""Parsing and validating a widget's options from the query of its address."""

import re
from collections.abc import Callable
from typing import NamedTuple

MAX_DIGITS = 9


class Option(NamedTuple):
    """A required option of a widget. ``read(text)`` returns its value or raises ValueError."""

    name: str
    read: Callable


def read(options, asked):
    """{name: value} of a widget's options; ``asked`` is {name: text}.

    Raises ValueError for one that is missing or invalid. Unknown ones are ignored: trackers add
    parameters to addresses.
    """
    return {option.name: option.read(asked.get(option.name) or "") for option in options}


def number(text):
    """The id in "12" or "12-open-models"."""
    digits = text.partition("-")[0]
    if not re.fullmatch(f"[0-9]{{1,{MAX_DIGITS}}}", digits):
        raise ValueError("not an id")
    return int(digits)


def code(text):
    """pretalx's code of a session or person."""
    if not re.fullmatch("[A-Za-z0-9]{1,32}", text):
        raise ValueError("not a code")
    return text.upper()
