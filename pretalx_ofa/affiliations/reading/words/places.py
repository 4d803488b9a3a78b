"""Names of places that stand where organisations are named too."""

from babel import Locale

from pretalx_ofa.affiliations.reading.text import fold

_CODES = ("en", "pt", "es", "de", "fr")
# CLDR has them among the territories.
_ORGANISATIONS = {"UN", "EU", "EZ", "QO", "XA", "XB", "ZZ"}
_FURTHER = set(
    "usa u.s u.s.a u.k england scotland wales the+netherlands europe aotearoa silicon+valley bay+area".split()
)
# Portuguese has the same preposition before these and before organisations.
_WITH_ARTICLES = set(
    """rio rio+de+janeiro recife parana para ceara bahia amazonas maranhao piaui distrito+federal
    espirito+santo rio+grande+do+sul rio+grande+do+norte mato+grosso porto algarve alentejo nordeste
    sudeste norte sul centro-oeste amazonia america+latina""".split()
)
PLACES = frozenset(
    fold(name)
    for code in _CODES
    for territory, name in Locale(code).territories.items()
    # The others are numbers of parts of the world.
    if territory.isalpha() and territory not in _ORGANISATIONS
) | {name.replace("+", " ") for name in _FURTHER | _WITH_ARTICLES}
