import datetime as dt
from collections.abc import Callable

from msgspec import Struct


class Links(Struct, frozen=True, kw_only=True):
    """From codes, ids and file names to addresses; filled by ``base/links.py``.

    ``site`` is "https://host": what stands before addresses that have no host. ``day`` is a day's
    place in the agenda, ``person`` our page of, ``pretalx_person`` pretalx's own; ``widget`` takes the
    name of a widget and the query of its options, ``calendar`` a language and the query of what is in it
    (empty where organisers offer no calendar), ``file`` the name of an exported file, ``media`` one below
    the instance's media folder.
    """

    site: str
    front: Callable[[], str]
    day: Callable[[dt.date], str]
    session: Callable[[str], str]
    person: Callable[[str], str]
    pretalx_person: Callable[[str], str]
    track: Callable[[int], str]
    room: Callable[[int], str]
    organisation: Callable[[int], str]
    widget: Callable[[str, str], str]
    calendar: Callable[[str, str], str]
    file: Callable[[str], str]
    media: Callable[[str], str]
