"""What is read in a text."""

from typing import NamedTuple


class Mention(NamedTuple):
    """A person at an organisation, in the words of the text."""

    role: str | None
    organisation: str
    unit: str | None
    # False for what the text tells as over.
    current: bool
