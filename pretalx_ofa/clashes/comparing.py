"""What somebody changed on a page, and what somebody else changed meanwhile.

Values are as JSON has them; a page carries of each only a digest, keyed with the server's secret, from
which nobody learns it.
"""

import json
from typing import NamedTuple

from django.utils.crypto import salted_hmac


class Comparison(NamedTuple):
    """Both {key: value}: what the person changed, and what of it somebody else changed too."""

    changed: dict
    clashing: dict


def digest(key, value):
    """16 hex digits of a stored value."""
    text = json.dumps([key, value], sort_keys=True)
    return salted_hmac("pretalx_ofa.made_from", text).hexdigest()[:16]


def digests(stored):
    """{key: :func:`digest`} of stored values, for the page that is made from them."""
    return {key: digest(key, value) for key, value in stored.items()}


def compare(stored, made_from, posted):
    """The :class:`Comparison` of what was posted with what is stored and what the page was made from.

    ``stored`` and ``posted`` are {key: value}, ``made_from`` {key: digest}: without one for a key,
    whatever differs from what is stored is changed.
    """
    changed, clashing = {}, {}
    for key, value in posted.items():
        before = made_from.get(key)
        if value == stored.get(key) or before == digest(key, value):
            continue
        is_same = before in {None, digest(key, stored.get(key))}
        (changed if is_same else clashing)[key] = value
    return Comparison(changed, clashing)


def normal_lines(text):
    """A text without the differences that browsers make: line ends, and space around it."""
    return "\n".join((text or "").splitlines()).strip()
