"""An entry of the registry's dump (https://ror.org, schema 2) as a :class:`Record`."""

import re
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.organisations.identifiers import ROR_PATTERN, read_website
from pretalx_ofa.organisations.matching.records import Name, Record
from pretalx_ofa.organisations.registry.faults import RecordError

KINDS = {"ror_display": "display", "label": "label", "alias": "alias", "acronym": "acronym"}
RELATIONS = {"parent", "child", "successor", "predecessor", "related"}
# As msgspec says where something is wrong.
PLACE, MISSING = re.compile(r" - at `\$\.?(.*)`$"), re.compile(r"required field `(\w+)`")

NameText = Annotated[str, Meta(max_length=500)]
Word = Annotated[str, Meta(max_length=200)]
Identifier = Annotated[str, Meta(pattern=rf"\A{ROR_PATTERN}\Z")]


class _Name(Struct):
    value: NameText
    types: list[str] | None = None
    lang: str | None = None


class _Geonames(Struct):
    name: Word | None = None
    country_code: Word | None = None
    country_name: Word | None = None
    country_subdivision_code: Word | None = None
    country_subdivision_name: Word | None = None


class _Location(Struct):
    geonames_details: _Geonames | None = None


class _Link(Struct):
    type: Word
    value: str


class _ExternalId(Struct):
    type: Word
    all: list[Word] | None = None
    preferred: Word | None = None


class _Relation(Struct):
    type: str
    id: str


class _Entry(Struct):
    id: Identifier
    names: list[_Name]
    status: Literal["active", "inactive", "withdrawn"]
    types: list[Word] | None = None
    locations: list[_Location] | None = None
    links: list[_Link] | None = None
    domains: list[Word] | None = None
    external_ids: list[_ExternalId] | None = None
    relationships: list[_Relation] | None = None


def record_from_ror(data, row=0):
    """The :class:`Record` of a decoded entry. Raises :class:`RecordError` naming row and field.

    A website that is no address of the web is left out.
    """
    if not isinstance(data, dict):
        text = pgettext_noop("pretalx_ofa", "This is no record: an object is expected.")
        raise RecordError(text, row=row)
    try:
        entry = msgspec.convert(data, _Entry)
    except msgspec.ValidationError as error:
        raise _fault(str(error), row) from error
    if not (names := _names(entry.names)):
        text = pgettext_noop("pretalx_ofa", "“{field}” holds no name.")
        raise RecordError(text, row=row, field="names")
    return _record(entry, names)


def _fault(text, row):
    place, missing = PLACE.search(text), MISSING.search(text)
    field = ".".join(filter(None, (place and place.group(1), missing and missing.group(1))))
    if not missing:
        message = pgettext_noop("pretalx_ofa", "“{field}” is not as schema 2 of the registry says.")
    elif field == "names":
        # Schema 1 had a "name".
        message = pgettext_noop(
            "pretalx_ofa", "“{field}” is missing: only schema 2 of the registry is read."
        )
    else:
        message = pgettext_noop("pretalx_ofa", "“{field}” is missing.")
    return RecordError(message, row=row, field=field)


def _record(entry, names):
    located = entry.locations[0].geonames_details if entry.locations else None
    place = located or _Geonames()
    links = {link.type: read_website(link.value) for link in reversed(entry.links or [])}
    return Record(
        id=entry.id,
        names=names,
        status=entry.status,
        types=_words(entry.types),
        country=cleaned(place.country_code or "").upper()[:2],
        country_name=cleaned(place.country_name or ""),
        region=cleaned(place.country_subdivision_name or ""),
        region_code=cleaned(place.country_subdivision_code or ""),
        city=cleaned(place.name or ""),
        domains=_words(entry.domains),
        website=links.get("website", ""),
        wikipedia=links.get("wikipedia", ""),
        ids=[
            (cleaned(one.type), cleaned(one.preferred or next(iter(one.all or ()), "")))
            for one in entry.external_ids or ()
        ],
        relations=[
            (kind, one.id)
            for one in entry.relationships or ()
            if (kind := one.type.lower()) in RELATIONS and re.fullmatch(ROR_PATTERN, one.id)
        ],
    )


def _words(values):
    return [cleaned(value) for value in values or ()]


def _names(entries):
    names = []
    for entry in entries:
        kinds = [KINDS[kind] for kind in entry.types or () if kind in KINDS]
        if value := cleaned(entry.value):
            kind = "display" if "display" in kinds else (kinds or ["alias"])[0]
            names.append(Name(value, cleaned(entry.lang or "")[:16], kind))
    return names
