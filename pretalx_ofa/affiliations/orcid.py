"""ORCID iDs: https://support.orcid.org/hc/en-us/articles/360006897674"""

import re

PATTERN = re.compile(
    r"(?:https?://orcid\.org/)?([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9X])", re.IGNORECASE
)


def read_orcid(text):
    """ "0000-0002-1825-0097" of an iD, with or without hyphens and address; None for anything else."""
    found = PATTERN.fullmatch(text.strip())
    if not found:
        return None
    groups = [group.upper() for group in found.groups()]
    digits = "".join(groups)
    return "-".join(groups) if digits[-1] == check_digit(digits[:-1]) else None


def is_mistyped(text):
    """Whether a text looks like an iD, but its last character does not fit the others."""
    return bool(PATTERN.fullmatch(text.strip())) and read_orcid(text) is None


def check_digit(digits):
    """The last character of an iD from its first 15 (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]
