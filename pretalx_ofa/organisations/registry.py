"""The registry in the database, and the index made of it."""

import hashlib
import re
from contextlib import suppress
from functools import lru_cache
from itertools import batched
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from pretalx_ofa.organisations.dump import DumpError, rows
from pretalx_ofa.organisations.index import Index, build_index
from pretalx_ofa.organisations.matching import Matcher
from pretalx_ofa.organisations.models import (
    Organisation,
    OrganisationName,
    OrganisationRelation,
    RegistryRelease,
)
from pretalx_ofa.organisations.records import Name, Record
from pretalx_ofa.organisations.search import Search

BATCH = 2000
MOST_ERRORS = 50
FIELDS = ["name", "status", "country", "city", "website", "types", "details", "fingerprint"]
DETAILS = ("country_name", "region", "region_code", "domains", "wikipedia", "ids")


def release_of(path):
    """ "v2.16-2026-11-19" of the published file names; else the name itself."""
    name = Path(path).name
    found = re.match(r"v\d+\.\d+(-\d{4}-\d\d-\d\d)?", name)
    return found.group() if found else name


def load(path, release=None, *, progress=None, dry_run=False):
    """Loads a dump; the old release serves until all is written. Returns the RegistryRelease.

    ``progress`` is called with the number of rows read. Bad rows, named in ``errors``, or a broken
    file leave everything as it was.
    """
    run = RegistryRelease(release=release or release_of(path), started=now())
    try:
        run.source = _source(path)
        current = current_release()
        if current and current.source == run.source:
            run.counts = {"unchanged": Organisation.objects.filter(event=None).count()}
        else:
            if not dry_run:
                run.save()
            write, seen = _read(path, run, progress)
            if not run.errors:
                with transaction.atomic():
                    _write(run, write, seen)
                    transaction.set_rollback(dry_run)
    except DumpError as error:
        run.errors = [[0, str(error)]]
    except OSError as error:
        run.errors = [[0, error.strerror]]
    run.state = run.State.FAILED if run.errors else run.State.DONE
    run.finished = now()
    if not dry_run:
        run.save()
        if run.state == run.State.DONE and index_stamp() != stamp():
            rebuild_index()
    return run


def _source(path):
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path, run, progress):
    """({id: encoded record} of those to write, ids seen). Errors are noted in the run."""
    known = dict(
        Organisation.objects.filter(event=None).values_list("ror", "fingerprint").iterator()
    )
    encode = msgspec.msgpack.Encoder().encode
    write, seen = {}, set()
    for row, record in rows(path):
        if progress and row % 1000 == 0:
            progress(row)
        if isinstance(record, ValueError):
            run.errors.append([row, str(record)])
        elif record.id in seen:
            run.errors.append([row, f"id: {record.id} is there twice"])
        else:
            seen.add(record.id)
            encoded = encode(record)
            if known.get(record.id) != _fingerprint(encoded):
                write[record.id] = encoded
        if len(run.errors) >= MOST_ERRORS:
            run.errors.append([row, "there are more errors than this"])
            break
    return write, seen


def _fingerprint(encoded):
    return hashlib.blake2b(encoded, digest_size=8).hexdigest()


def _write(run, write, seen):
    registry = Organisation.objects.filter(event=None)
    pks = dict(registry.values_list("ror", "pk"))
    used = {
        o.ror: o
        for o in registry.filter(affiliations__isnull=False)
        .distinct()
        .prefetch_related("relations")
    }
    decode = msgspec.msgpack.Decoder(Record).decode
    created = updated = 0
    for batch in batched(write.items(), BATCH, strict=False):
        records = [(decode(encoded), _fingerprint(encoded)) for _id, encoded in batch]
        run.changes += [c for r, _f in records if r.id in used for c in _changes(used[r.id], r)]
        objects = [_organisation(record, mark, pks.get(record.id)) for record, mark in records]
        standing = [o for o in objects if o.pk]
        updated += len(standing)
        created += len(objects) - len(standing)
        Organisation.objects.bulk_update(standing, FIELDS, batch_size=200)
        OrganisationName.objects.filter(organisation__in=standing).delete()
        OrganisationRelation.objects.filter(organisation__in=standing).delete()
        Organisation.objects.bulk_create([o for o in objects if not o.pk], batch_size=BATCH)
        pairs = list(zip(objects, (record for record, _mark in records), strict=True))
        OrganisationName.objects.bulk_create(
            (
                OrganisationName(
                    organisation=o, value=n.value, language=n.language[:16], kind=n.kind
                )
                for o, record in pairs
                for n in record.names
            ),
            batch_size=BATCH,
        )
        OrganisationRelation.objects.bulk_create(
            (
                OrganisationRelation(organisation=o, kind=kind, ror=ror)
                for o, record in pairs
                for kind, ror in record.relations
            ),
            batch_size=BATCH,
        )
    run.counts = {
        "created": created,
        "updated": updated,
        "unchanged": len(seen) - created - updated,
        "removed": _remove(run, set(pks) - seen, used),
    }


def _organisation(record, fingerprint, pk):
    return Organisation(
        pk=pk,
        ror=record.id,
        name=record.name,
        status=record.status,
        country=record.country,
        city=record.city[:200],
        website=record.website[:500],
        types=record.types,
        details={name: value for name in DETAILS if (value := getattr(record, name))},
        fingerprint=fingerprint,
    )


def _changes(standing, record):
    """What organisers should know of an organisation that events use: proposed, never applied."""
    successors = record.related("successor")
    if record.status not in {standing.status, "active"}:
        yield {
            "id": record.id,
            "name": standing.name,
            "what": "merged" if successors else record.status,
            "to": successors[:1],
        }
    elif record.name != standing.name:
        yield {"id": record.id, "name": standing.name, "what": "renamed", "to": [record.name]}


def _remove(run, gone, used):
    """What the dump no longer holds is deleted, or withdrawn where an event uses it."""
    for ids in batched(sorted(gone), 500, strict=False):
        kept = [ror for ror in ids if ror in used]
        found = Organisation.objects.filter(event=None, ror__in=ids)
        found.filter(ror__in=kept).update(status="withdrawn", fingerprint="")
        found.exclude(ror__in=kept).delete()
        run.changes += [
            {"id": ror, "name": used[ror].name, "what": "withdrawn", "to": []} for ror in kept
        ]
    return len(gone)


# The index


def index_folder():
    return Path(settings.DATA_DIR) / "ofa" / "registry"


def current_release():
    return RegistryRelease.objects.filter(state=RegistryRelease.State.DONE).first()


def stamp():
    """What the index has to be made from: the load that serves."""
    release = current_release()
    return release.source if release else ""


def rebuild_index():
    """Makes this host's index from the database. Returns the number of records."""
    return build_index(_records(), index_folder(), stamp())


def _records():
    rows = Organisation.objects.filter(event=None).prefetch_related("names", "relations")
    for row in rows.order_by("pk").iterator(chunk_size=BATCH):
        yield Record(
            id=row.ror,
            names=[Name(n.value, n.language, n.kind) for n in row.names.all()],
            status=row.status,
            types=row.types,
            country=row.country,
            city=row.city,
            website=row.website,
            relations=[(relation.kind, relation.ror) for relation in row.relations.all()],
            **row.details,
        )


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
