"""Identifiers and addresses of organisations, as they come from forms and files."""

import re
from urllib.parse import urlsplit

from pretalx_ofa.i18n.characters import cleaned

# Crockford's base 32 without i, l, o, u: https://ror.readme.io/docs/identifier
ROR_PATTERN = r"https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}"

# What no address holds unescaped; browsers read a backslash as a slash.
NOT_IN_ADDRESSES = re.compile(r'[\s<>"\\^`{|}]')
LONGEST_ADDRESS = 500


def read_ror(text):
    """The registry's address of an organisation; "" for anything else."""
    text = text.strip()
    return text if re.fullmatch(ROR_PATTERN, text) else ""


def read_website(text):
    """The http or https address that ``text`` is; "" for anything else.

    An address with a name or password in it, or of more than 500 characters, is none.
    """
    address = cleaned(text)
    if len(address) > LONGEST_ADDRESS or NOT_IN_ADDRESSES.search(address):
        return ""
    try:
        parts = urlsplit(address)
        # Asked for because a port that is no number is found only here.
        parts.port  # noqa: B018
    except ValueError:
        return ""
    is_web = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    return address if is_web else ""
