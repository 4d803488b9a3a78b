"""Dates and times as people write them, by CLDR (Babel) and by Portuguese usage."""

from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_skeleton, get_timezone_name

from pretalx_ofa.i18n.languages import babel_locale, bcp47, primary


def day(date, language):
    """ "terça-feira, 18 de novembro de 2025", "Tuesday 18 November 2025"."""
    return _first(format_date(date, "full", locale=babel_locale(language)), date, language)


def days(start, end, language):
    """ "18 e 19 de novembro de 2025", "18 a 20 de novembro de 2025", "18–19 November 2025"."""
    locale = babel_locale(language)
    last = _first(format_date(end, "long", locale=locale), end, language)
    if start == end:
        return last
    spoken = primary(language)
    if spoken not in {"en", "pt"} or start.year != end.year:
        return format_interval(start, end, "yMMMMd", locale=locale)
    if start.month == end.month:
        first = "1º" if start.day == 1 and bcp47(language) == "pt-BR" else start.day
    else:
        first = _first(format_skeleton("MMMMd", start, locale=locale), start, language)
    if spoken == "en":
        return f"{first}–{last}" if start.month == end.month else f"{first} – {last}"
    return f"{first} {'e' if (end - start).days == 1 else 'a'} {last}"


def short_day(date, language):
    """ "ter., 18 de nov.", "Tue 18 Nov"."""
    return format_skeleton("MMMEd", date, locale=babel_locale(language))


def clock(moment, zone):
    """ "16:20": the same in a grid of any language of ours."""
    return moment.astimezone(zone).strftime("%H:%M")


def _first(text, date, language):
    """Brazil writes the first of a month as an ordinal; CLDR does not."""
    if date.day == 1 and bcp47(language) == "pt-BR":
        return text.replace("1 de ", "1º de ", 1)
    return text


def zone(name, language):
    """The time zone as people call it: "horário de Brasília", "Brasilia Time", "UTC"."""
    # CLDR calls zones that belong to no country after an unknown region.
    if "/" not in name or name.startswith("Etc/"):
        return name.removeprefix("Etc/")
    words = get_timezone_name(ZoneInfo(name), locale=babel_locale(language))
    return words if primary(language) != "pt" else words[:1].lower() + words[1:]
