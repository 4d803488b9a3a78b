"""What a biography says of somebody's organisations."""

from typing import NamedTuple


class Mention(NamedTuple):
    role: str
    organisation: str
    unit: str
    current: bool


def affiliations_in(text, language=None):  # noqa: ARG001 -- until biographies are read
    """The :class:`Mention` of each organisation in a biography, in order."""
    return ()
