from collections.abc import Callable

from msgspec import Struct


class Links(Struct, frozen=True, kw_only=True):
    """From codes, ids and file names to absolute addresses; filled by ``base/links.py``.

    ``person`` is our page of somebody, ``pretalx_person`` pretalx's own; ``file`` takes the name of
    an exported file, ``widget`` the name of a widget and the query of its options, ``media`` one below the instance's media folder.
    """

    front: Callable[[], str]
    session: Callable[[str], str]
    person: Callable[[str], str]
    pretalx_person: Callable[[str], str]
    track: Callable[[int], str]
    room: Callable[[int], str]
    organisation: Callable[[int], str]
    widget: Callable[[str, str], str]
    file: Callable[[str], str]
    media: Callable[[str], str]
