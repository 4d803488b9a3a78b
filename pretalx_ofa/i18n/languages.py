"""Language codes: exact keys inside (``pt-br``), BCP 47 outside (``pt-BR``)."""

from functools import cache

from babel import Locale, UnknownLocaleError

SIDE_BY_SIDE = 2


def primary(code):
    """The language without its region or script: ``pt`` of ``pt-br``."""
    return normalise(code).split("-")[0]


def normalise(code):
    """``pt_BR``, ``pt-BR`` and ``PT-br`` are all ``pt-br``."""
    return str(code or "").strip().replace("_", "-").lower()


@cache
def babel_locale(code):
    """Babel's locale of a code; English where Babel knows none.

    ``en`` means British English: the programme is dated day first, on a 24-hour clock.
    """
    code = normalise(code)
    if code == "en":
        code = "en-gb"
    for candidate in (code, primary(code)):
        try:
            return Locale.parse(candidate, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en", "GB")


@cache
def bcp47(code):
    """The tag to print in ``lang``: ``pt-BR`` of ``pt-br``, ``zh-Hant``, ``de`` of ``de-formal``."""
    code = normalise(code)
    try:
        locale = Locale.parse(code, sep="-", resolve_likely_subtags=False)
    except (ValueError, UnknownLocaleError):
        return primary(code) or "und"
    return "-".join(part for part in (locale.language, locale.script, locale.territory) if part)


def resolve(asked, available):
    """The code among ``available`` that fits the requested ``asked``, or None.

    The exact code wins; else the first of the same language in another region (``pt`` and
    ``pt-PT`` find ``pt-br``).
    """
    asked = normalise(asked)
    if not asked:
        return None
    known = {normalise(code): code for code in reversed(list(available))}
    if asked in known:
        return known[asked]
    return next((code for code in available if primary(code) == primary(asked)), None)


def resolve_each(asked, available):
    """The one or two codes among ``available`` that ``pt-br,en`` asks for; () for none of them."""
    found = (resolve(code, available) for code in (asked or "")[:100].split(","))
    return tuple(dict.fromkeys(code for code in found if code))[:SIDE_BY_SIDE]


def language_name(code, reader):
    """The name of a language in the reader's language: "inglês", "português (Brasil)"."""
    try:
        name = Locale.parse(bcp47(code), sep="-").get_display_name(babel_locale(reader))
    except (ValueError, UnknownLocaleError):
        name = None
    return name or bcp47(code)


def spoken_name(code, reader):
    """The name of a language without its region, as people say it: "inglês", "português"."""
    return language_name(primary(code), reader)
