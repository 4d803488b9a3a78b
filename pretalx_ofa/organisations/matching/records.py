"""What the registry (https://ror.org, schema 2) says of an organisation, as one frozen record."""

import re

from msgspec import Struct

from pretalx_ofa.organisations.identifiers import ROR_PATTERN

KINDS = {"ror_display": "display", "label": "label", "alias": "alias", "acronym": "acronym"}
STATUS = {"active", "inactive", "withdrawn"}
RELATIONS = {"parent", "child", "successor", "predecessor", "related"}


class Name(Struct, frozen=True, array_like=True):
    """``kind`` is display, label, alias or acronym; ``language`` a code or empty."""

    value: str
    language: str = ""
    kind: str = "alias"


class Record(Struct, frozen=True, array_like=True):
    """An organisation. ``relations`` are (kind, id); ``ids`` are (scheme, value)."""

    id: str
    names: list[Name]
    status: str = "active"
    types: list[str] = []
    country: str = ""
    country_name: str = ""
    region: str = ""
    region_code: str = ""
    city: str = ""
    domains: list[str] = []
    website: str = ""
    wikipedia: str = ""
    ids: list[tuple[str, str]] = []
    relations: list[tuple[str, str]] = []

    @property
    def name(self):
        """The displayed name."""
        return next((n.value for n in self.names if n.kind == "display"), self.names[0].value)

    def related(self, kind):
        return [identifier for relation, identifier in self.relations if relation == kind]


def record_from_ror(data):
    """The :class:`Record` of one entry of the dump. Raises ValueError naming the field."""
    if not isinstance(data, dict):
        raise ValueError("expected an object")  # noqa: TRY004 -- a fault of the data
    identifier = data.get("id")
    if not isinstance(identifier, str) or not re.fullmatch(ROR_PATTERN, identifier):
        raise ValueError(f"id: {identifier!r} is no ROR id")
    if not isinstance(data.get("names"), list):
        raise ValueError(  # noqa: TRY004 -- a fault of the data
            "names: missing (schema 1 had a “name”; only schema 2 is read)"
        )
    if data.get("status") not in STATUS:
        raise ValueError(f"status: {data.get('status')!r} is not known")
    try:
        return _record(identifier, data)
    except (TypeError, AttributeError, KeyError, IndexError) as error:
        raise ValueError(f"not as schema 2 says: {error}") from error


def _record(identifier, data):
    place = (data.get("locations") or [{}])[0].get("geonames_details") or {}
    links = {link["type"]: link["value"] for link in reversed(data.get("links") or [])}
    return Record(
        id=identifier,
        names=_names(data["names"]),
        status=data["status"],
        types=[str(kind) for kind in data.get("types") or []],
        country=str(place.get("country_code") or "").upper()[:2],
        country_name=str(place.get("country_name") or ""),
        region=str(place.get("country_subdivision_name") or ""),
        region_code=str(place.get("country_subdivision_code") or ""),
        city=str(place.get("name") or ""),
        domains=[str(domain) for domain in data.get("domains") or []],
        website=str(links.get("website") or ""),
        wikipedia=str(links.get("wikipedia") or ""),
        ids=[
            (entry["type"], str(entry.get("preferred") or (entry.get("all") or [""])[0]))
            for entry in data.get("external_ids") or []
        ],
        relations=[
            (entry["type"].lower(), entry["id"])
            for entry in data.get("relationships") or []
            if entry["type"].lower() in RELATIONS and re.fullmatch(ROR_PATTERN, entry["id"])
        ],
    )


def _names(entries):
    names = []
    for entry in entries:
        # PostgreSQL stores no NUL.
        value = " ".join(str(entry.get("value") or "").replace("\0", " ").split())
        kinds = [KINDS[kind] for kind in entry.get("types") or () if kind in KINDS]
        if value:
            kind = "display" if "display" in kinds else (kinds or ["alias"])[0]
            names.append(Name(value[:500], str(entry.get("lang") or ""), kind))
    if not names:
        raise ValueError("names: there is none")
    return names
