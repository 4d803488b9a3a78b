"""What the registry says of an organisation, as one frozen record."""

from msgspec import Struct


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
