"""Makes the excerpt of the registry that ships with the plugin, and says what it was made from.

``make excerpt DUMP=FILE DATE=DATE`` with a dump as it is published (its data are CC0) and
the date of its release: the active organisations of territories where Portuguese is an official
language, and of all others the best connected, as many as fit. How well an organisation is connected
are the other registers that know it, then its relations.
"""

import argparse
import bz2
import datetime as dt
import json
from bisect import bisect_right
from hashlib import sha256
from pathlib import Path

from babel.languages import get_official_languages

from pretalx_ofa.organisations.matching.records import Record
from pretalx_ofa.organisations.registry.dump import rows
from pretalx_ofa.organisations.registry.excerpt import ABOUT, FILE

LANGUAGE = "pt"
MOST_BYTES = 1_000_000
DISPLAY = {"display": "ror_display"}


def choose(records, most=MOST_BYTES):
    """The excerpt of an iterable of :class:`Record`: (at most so many bytes, number of records)."""
    wanted = ranked(records)
    count = bisect_right(range(1, len(wanted) + 1), most, key=lambda n: len(packed(wanted[:n])))
    return packed(wanted[:count]), count


def ranked(records):
    """The active ones, in the order in which they are taken."""
    active = [record for record in records if record.status == "active"]
    countries = {record.country for record in active}
    near = {code for code in countries if LANGUAGE in get_official_languages(code)}
    return sorted(active, key=lambda r: (r.country in near, *connections(r)), reverse=True)


def connections(record):
    return len(record.ids), len(record.relations), len(record.names), record.id


def packed(records):
    """Records in the dump's schema, those side by side that have most in common."""
    ordered = sorted(records, key=lambda r: (r.country, r.types, r.region, r.city, r.name, r.id))
    entries = [entry(record) for record in ordered]
    return bz2.compress(json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode())


def entry(record):
    """A record as the dump has it, with what we read of it: in the whole it is the same."""
    place = {
        "name": record.city,
        "country_code": record.country,
        "country_name": record.country_name,
        "country_subdivision_code": record.region_code,
        "country_subdivision_name": record.region,
    }
    links = {"website": record.website, "wikipedia": record.wikipedia}
    fields = {
        "id": record.id,
        "status": record.status,
        "types": record.types,
        "names": [
            _filled(value=name.value, types=[DISPLAY.get(name.kind, name.kind)], lang=name.language)
            for name in record.names
        ],
        "locations": [{"geonames_details": _filled(**place)}],
        "links": [{"type": kind, "value": address} for kind, address in links.items() if address],
        "domains": record.domains,
        "external_ids": [{"type": kind, "preferred": value} for kind, value in record.ids],
        "relationships": [{"type": kind, "id": other} for kind, other in record.relations],
    }
    return _filled(**fields)


def _filled(**fields):
    return {name: value for name, value in fields.items() if value}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dump", type=Path)
    parser.add_argument("date", type=dt.date.fromisoformat)
    options = parser.parse_args()
    records = [record for _row, record in rows(options.dump) if isinstance(record, Record)]
    content, count = choose(records)
    about = {
        "source": "Research Organization Registry, https://ror.org",
        "licence": "CC0-1.0",
        "dump": options.dump.name,
        "dump_records": len(records),
        "date": options.date.isoformat(),
        "records": count,
        "sha256": sha256(content).hexdigest(),
    }
    FILE.write_bytes(content)
    ABOUT.write_text(json.dumps(about, indent=1) + "\n")
    print(f"{FILE}: {count:,} of {len(records):,} records, {len(content):,} bytes")


if __name__ == "__main__":
    main()
