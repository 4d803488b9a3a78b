"""Identifiers and addresses of organisations, as they come from forms and files."""

import re
from urllib.parse import urlsplit

from pretalx_ofa.i18n.characters import UNWANTED

# Crockford's base 32 without i, l, o, u: https://ror.readme.io/docs/identifier
ROR_PATTERN = r"https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}"

LONGEST_ADDRESS = 500


def read_ror(text):
    """The registry's address of an organisation; "" for anything else."""
    text = text.strip()
    return text if re.fullmatch(ROR_PATTERN, text) else ""


def read_website(text):
    """An address of the web (http or https, with a host); "" for anything else."""
    text = text.strip()
    if len(text) > LONGEST_ADDRESS or UNWANTED.search(text) or any(map(str.isspace, text)):
        return ""
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        return ""
    return text if is_address else ""
