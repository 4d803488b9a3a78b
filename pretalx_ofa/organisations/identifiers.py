"""Persistent identifiers of organisations."""

# Crockford's base 32 without i, l, o, u: https://ror.readme.io/docs/identifier
ROR_PATTERN = r"https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}"
