"""Options of widgets and files: read from the query of an address, and written into one."""

import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlencode
from zoneinfo import available_timezones

from pretalx_ofa.base.ids import read_id
from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.i18n.languages import normalise
from pretalx_ofa.i18n.words import pgettext_noop

# So many of a kind, so many characters: an address is no place for more.
MOST_VALUES = 500
MOST_CHARACTERS = 200
ALL = "all"


class OptionError(ValueError):
    """An option has a value that cannot be; ``args`` are its name and a marked message with {name}."""


class MissingError(OptionError):
    """A track, room, day or person that the programme does not have."""


class Option(NamedTuple):
    """An option of a widget or a file. ``read(text)`` gives its value or raises :class:`OptionError`;
    ``default`` is that of an address without it.
    """

    name: str
    read: Callable
    default: Any = None

    @property
    def values(self):
        """The few words that it may be; () where it is something else."""
        return getattr(self.read, "values", ())


def read(options, asked):
    """{name: value} of a widget's options; ``asked`` is {name: [texts]}, of which several are joined
    by commas. Unknown ones are ignored: trackers add parameters to addresses.
    """
    found = {}
    for option in options:
        text = ",".join(part for part in asked.get(option.name, ()) if part.strip())
        try:
            found[option.name] = option.read(text) if text else option.default
        except OptionError as error:
            raise type(error)(option.name, error.args[0]) from None
    return found


def query(options, values, **changed):
    """The query of an address that says ``values``, with some ``changed``: "day=2025-11-18&q=a"."""
    found = {}
    for option in options:
        value = {**values, **changed}[option.name]
        if value not in (option.default, (), ""):
            found[option.name] = (
                ",".join(map(str, value)) if isinstance(value, tuple) else _written(value)
            )
    return urlencode(found, safe=",/:")


def _written(value):
    return str(int(value)) if isinstance(value, bool) else str(value)


def number(text):
    """The id in "12" or "12-open-models"."""
    found = read_id(text.partition("-")[0])
    if found is None:
        raise MissingError(NOT_FOUND)
    return found


def numbers(text):
    """The ids in "1,4", in order and each once."""
    return tuple(dict.fromkeys(sorted(map(number, _several(text)))))


def code(text):
    """pretalx's code of a session or person."""
    if not re.fullmatch("[A-Za-z0-9]{1,32}", text):
        raise MissingError(NOT_FOUND)
    return text.upper()


def codes(text):
    """The codes in "ABCDEF,GHIJKL", in order and each once."""
    return tuple(dict.fromkeys(sorted(map(code, _several(text)))))


def codes_of_languages(text):
    """The languages in "pt,en", as codes."""
    found = [normalise(part) for part in _several(text)]
    if not all(re.fullmatch("[a-z0-9-]{2,16}", part) for part in found):
        raise OptionError(
            pgettext_noop("pretalx_ofa", "“{name}” must be codes of languages, such as “pt,en”.")
        )
    return tuple(dict.fromkeys(sorted(found)))


def day(text):
    """A date, or ALL."""
    if text == ALL:
        return ALL
    try:
        return dt.date.fromisoformat(
            text if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else ""
        )
    except ValueError:
        raise OptionError(
            pgettext_noop("pretalx_ofa", "“{name}” must be a date such as 2025-11-18, or “all”.")
        ) from None


def words(text):
    if len(text) > MOST_CHARACTERS:
        raise OptionError(pgettext_noop("pretalx_ofa", "“{name}” is too long."))
    return cleaned(text)


_zones = cache(available_timezones)


def zone(text):
    if text not in _zones():
        raise OptionError(
            pgettext_noop("pretalx_ofa", "“{name}” must be a time zone such as America/Sao_Paulo.")
        )
    return text


def flag(text):
    return one_of("0", "1", "on")(text) != "0"


def one_of(*values):
    """A reader of one of a few words."""

    def read_one(text):
        if text not in values:
            raise OptionError(pgettext_noop("pretalx_ofa", "“{name}” cannot have this value."))
        return text

    read_one.values = values
    return read_one


NOT_FOUND = pgettext_noop("pretalx_ofa", "This is not in the programme.")


def _several(text):
    parts = [part for part in text.split(",") if part.strip()]
    if len(parts) > MOST_VALUES:
        raise OptionError(pgettext_noop("pretalx_ofa", "“{name}” has too many values."))
    return [part.strip() for part in parts]
