"""The registry in the database, and the index made of it on this host."""

from contextlib import suppress
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from django.conf import settings

from pretalx_ofa.organisations.matching.index import FORMAT, Index
from pretalx_ofa.organisations.matching.matcher import Matcher
from pretalx_ofa.organisations.matching.records import Name, Record
from pretalx_ofa.organisations.matching.writing import build_index
from pretalx_ofa.organisations.models import (
    Organisation,
    OrganisationName,
    OrganisationRelation,
    RegistryImport,
)
from pretalx_ofa.organisations.search.typeahead import Search

BATCH = 2000


def index_folder():
    return Path(settings.DATA_DIR) / "ofa" / "registry"


def current_import():
    """The RegistryImport in use: the newest one, an excerpt only where nothing else was loaded."""
    done = RegistryImport.objects.filter(state=RegistryImport.State.DONE)
    return done.order_by("is_excerpt", "-pk").first()


def stamp():
    """The stamp of an up-to-date index: its format and the content of the current import."""
    current = current_import()
    return f"{FORMAT}-{current.content}" if current else ""


def rebuild_index():
    """Makes this host's index from the database. Returns the number of records."""
    return build_index(_records(), index_folder(), stamp())


def _records():
    """Every :class:`Record`, read as plain rows: objects would take six times as long."""
    names = _by_organisation(OrganisationName, "value", "language", "kind")
    relations = _by_organisation(OrganisationRelation, "kind", "ror")
    fields = ("ror", "status", "types", "country", "city", "website", "details")
    rows = Organisation.objects.registry().order_by("pk").values_list("pk", *fields)
    for pk, ror, status, types, country, city, website, details in rows.iterator(BATCH):
        yield Record(
            id=ror,
            names=[Name(*name) for name in names(pk)],
            status=status,
            types=types,
            country=country,
            city=city,
            website=website,
            relations=relations(pk),
            **details,
        )


def _by_organisation(model, *fields):
    """A function from an organisation's key to its rows; keys have to be asked for in order."""
    rows = model.objects.filter(organisation__event=None).order_by("organisation_id", "pk")
    groups = groupby(
        rows.values_list("organisation_id", *fields).iterator(BATCH), key=itemgetter(0)
    )
    ahead = next(groups, None)

    def rows_of(pk):
        nonlocal ahead
        if not ahead or ahead[0] != pk:
            return []
        found = [row[1:] for row in ahead[1]]
        ahead = next(groups, None)
        return found

    return rows_of


def bring_index_up_to_date():
    if index_stamp() != stamp():
        rebuild_index()


def index_stamp():
    with suppress(FileNotFoundError):
        return opened().stamp
    return None


def opened():
    """This host's :class:`Index`, opened once per process and again when it was made anew.

    Raises FileNotFoundError where no registry was ever loaded.
    """
    return _opened(index_folder(), (index_folder() / "meta").stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _opened(folder, _made):
    return Index(folder)


@lru_cache(maxsize=1)
def _matcher(index):
    return Matcher(index)


@lru_cache(maxsize=1)
def _search(index):
    return Search(index)


def matcher():
    return _matcher(opened())


def search():
    return _search(opened())
