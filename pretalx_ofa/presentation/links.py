import datetime as dt
from collections.abc import Callable

from msgspec import Struct


class Links(Struct, frozen=True, kw_only=True):
    """From codes, ids and file names to absolute addresses; filled by ``base/links.py``.

    ``day`` is a day's place on the front page; ``person`` is our page of somebody,
    ``pretalx_person`` pretalx's own; ``file`` takes the name of an exported file, ``media`` one below
    the instance's media folder.
    """

    front: Callable[[], str]
    day: Callable[[dt.date], str]
    session: Callable[[str], str]
    person: Callable[[str], str]
    pretalx_person: Callable[[str], str]
    track: Callable[[int], str]
    room: Callable[[int], str]
    organisation: Callable[[int], str]
    file: Callable[[str], str]
    media: Callable[[str], str]
