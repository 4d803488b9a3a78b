"""Texts of the record as pretalx stores them."""

from i18nfield.strings import LazyI18nString

from pretalx_ofa.i18n.characters import UNWANTED
from pretalx_ofa.translations.fields import public_fields_of


def original(text):
    value = text.values.get(text.original) or next(iter(text.values.values()), None)
    return value.text if value else ""


def originals(record, owner):
    """{attribute of pretalx's object: text} of what can be translated."""
    return {
        field.source: original(getattr(record, name))
        for name, field in public_fields_of(owner).items()
    }


def i18n(text, length=200):
    data = {code: value.text[:length] for code, value in text.values.items()}
    return LazyI18nString(data) if data else None


def names(value):
    """The names of an i18n value in all its languages, without case."""
    data = getattr(value, "data", value)
    values = data.values() if isinstance(data, dict) else [data]
    return [folded_name(name) for name in values if name]


def folded_name(name):
    return " ".join(str(name).split()).casefold()


def alike(one, other):
    """Whether two texts are the same but for what no file carries: ends of lines, controls."""
    return _plain(one) == _plain(other)


def _plain(value):
    lines = UNWANTED.sub("", value or "").splitlines()
    return "\n".join(lines).strip()
