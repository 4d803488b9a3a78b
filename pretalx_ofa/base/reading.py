"""One line of text and one address, as people, files and other programs send them.

Every form, import and API reads them here. Pure: it knows no Django.
"""

import re
import unicodedata
from urllib.parse import urlsplit

# Controls, halves of surrogate pairs, and marks that turn the direction of what follows. Joiners
# and the marks that only show a direction belong to words.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# What no address holds unescaped; browsers read a backslash as a slash.
NOT_IN_ADDRESSES = re.compile(r'[\s<>"\\^`{|}]')
LONGEST_ADDRESS = 500


def cleaned(text):
    """The text in NFC on one line, without control characters, surrogates and direction overrides."""
    return unicodedata.normalize("NFC", " ".join(UNWANTED.sub("", text).split()))


def web_address(text):
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
