"""Keys of rows as people, browsers and clients send them."""

import re

# More digits fit no integer column of any database.
DIGITS = re.compile(r"[0-9]{1,18}", re.ASCII)


def read_id(text):
    """The int of at most 18 ASCII digits; None for anything else."""
    return int(text) if isinstance(text, str) and DIGITS.fullmatch(text) else None
