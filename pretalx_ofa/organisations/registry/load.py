"""Loading a release of the registry into the database.

What is new is added first, in batches that nobody looks at yet. One last transaction changes what
stands and switches to the new release, so that until then the old one serves. A load that was
interrupted is finished by the next one: it finds what is there already.
"""

import fcntl
import hashlib
import re
from contextlib import contextmanager
from itertools import batched
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now
from django_scopes import scopes_disabled

from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.organisations.matching.records import Record
from pretalx_ofa.organisations.models import (
    Organisation,
    OrganisationName,
    OrganisationRelation,
    RegistryImport,
)
from pretalx_ofa.organisations.registry import changes, loaded
from pretalx_ofa.organisations.registry.dump import DumpError, rows
from pretalx_ofa.organisations.usage import is_used

BATCH = 2000
MOST_ERRORS = 50
FIELDS = ["name", "status", "country", "city", "website", "types", "details", "fingerprint"]
DETAILS = ("country_name", "region", "region_code", "domains", "wikipedia", "ids")
# Which share of the whole time reading and writing take; the rest goes into the index.
READ, WRITTEN = 0.1, 0.65


class BusyError(Exception):
    """Another process is loading a release."""


def release_of(path):
    """ "v2.16-2026-11-19" of the published file names; else the name itself."""
    name = Path(path).name
    found = re.match(r"v\d+\.\d+(-\d{4}-\d\d-\d\d)?", name)
    return found.group() if found else name[:100]


def load(path, release=None, *, progress=None, dry_run=False):
    """Loads a dump and returns its RegistryImport, with ``proposed``: [:class:`News`].

    ``progress`` is called with the share that is done, 0 to 1. Bad rows, named in ``errors``, or a
    broken file leave everything as it was. Raises :class:`BusyError`.
    """
    result = RegistryImport(release=(release or release_of(path))[:100], started=now())
    result.proposed = []
    with _alone(), scopes_disabled():
        if not dry_run:
            _give_up_interrupted()
        _Load(result, path, progress or (lambda _share: None), dry_run=dry_run).run()
        if not dry_run and result.state == result.State.DONE:
            loaded.bring_index_up_to_date()
    return result


@contextmanager
def _alone():
    """A file lock, which the system releases however the process ends."""
    path = Path(settings.DATA_DIR) / "ofa" / "registry.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError from error
        yield


def _give_up_interrupted():
    RegistryImport.objects.filter(state=RegistryImport.State.RUNNING).update(
        state=RegistryImport.State.FAILED, errors=[[0, "it was interrupted"]], finished=now()
    )


class _Load:
    def __init__(self, result, path, progress, *, dry_run):
        self.result, self.path, self.progress, self.dry_run = result, path, progress, dry_run
        # {id: encoded record} of what is new or different, and all ids of the dump.
        self.fresh, self.changed, self.seen = {}, {}, set()

    def run(self):
        result = self.result
        try:
            result.source = _digest(self.path)
            current = loaded.current_import()
            if current and current.source == result.source:
                result.content = current.content
                result.counts = {"unchanged": Organisation.objects.registry().count()}
            else:
                self.load()
        except DumpError as error:
            result.errors = [[0, str(error)]]
        except OSError as error:
            result.errors = [[0, error.strerror]]
        if result.errors:
            result.state = result.State.FAILED
        elif result.state == result.State.RUNNING:
            result.state = result.State.DONE
        result.finished = result.finished or now()
        if not self.dry_run:
            result.save()

    def load(self):
        if not self.dry_run:
            self.result.save()
        known = dict(Organisation.objects.registry().values_list("ror", "fingerprint").iterator())
        self.read(known)
        if self.result.errors:
            return
        gone = sorted(known.keys() - self.seen)
        self.result.counts = {
            "created": len(self.fresh),
            "updated": len(self.changed),
            "unchanged": len(self.seen) - len(self.fresh) - len(self.changed),
            "removed": len(gone),
        }
        used = used_organisations()
        news = changes.compare(used, self._changed_and_used(used), gone)
        self.result.proposed = news
        if not self.dry_run:
            self.write(gone, used, news)

    def read(self, known):
        result, encode, total = self.result, msgspec.msgpack.Encoder().encode, 0
        for row, record in rows(self.path, progress=lambda share: self.progress(READ * share)):
            if isinstance(record, ValueError):
                result.errors.append([row, str(record)])
            elif record.id in self.seen:
                result.errors.append([row, f"id: {record.id} is there twice"])
            else:
                self.seen.add(record.id)
                encoded = encode(record)
                mark = _fingerprint(encoded)
                # A sum, so that the order of the records does not matter.
                total += int(mark, 16)
                if record.id not in known:
                    self.fresh[record.id] = encoded
                elif known[record.id] != mark:
                    self.changed[record.id] = encoded
            if len(result.errors) >= MOST_ERRORS:
                result.errors.append([row, "there are more errors than this"])
                break
        result.content = f"{total % 2**64:016x}-{len(self.seen)}"

    def _changed_and_used(self, used):
        decode = msgspec.msgpack.Decoder(Record).decode
        return [decode(self.changed[ror]) for ror in used if ror in self.changed]

    def write(self, gone, used, news):
        for batch in self._batches(self.fresh):
            with transaction.atomic():
                _create(batch)
        with transaction.atomic():
            for batch in self._batches(self.changed):
                _update(batch)
            _remove(gone, used)
            changes.keep(self.result, news)
            self._mark(gone, used)
            self.result.state, self.result.finished = self.result.State.DONE, now()
            self.result.save()

    def _mark(self, gone, used):
        """Calls ``mark_changed`` for the events that use changed or withdrawn organisations."""
        # Those that were gone before are withdrawn already.
        new = [ror for ror in gone if ror in used and used[ror].status != "withdrawn"]
        touched = [used[ror].pk for ror in (*self.changed, *new) if ror in used]
        for event in set().union(*changes.events_of(touched).values()):
            mark_changed(event)

    def _batches(self, encoded):
        """[(record, fingerprint)] in batches."""
        decode = msgspec.msgpack.Decoder(Record).decode
        todo, done = len(self.fresh) + len(self.changed), 0
        for batch in batched(encoded.values(), BATCH, strict=False):
            yield [(decode(one), _fingerprint(one)) for one in batch]
            done += len(batch)
            self.progress(READ + (WRITTEN - READ) * done / todo)


def used_organisations():
    """{ror: organisation} of those that any event uses, with names and relations at hand."""
    found = Organisation.objects.registry().filter(is_used() | Q(merged__isnull=False)).distinct()
    return {o.ror: o for o in found.prefetch_related("names", "relations")}


def _digest(path):
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fingerprint(encoded):
    return hashlib.blake2b(encoded, digest_size=8).hexdigest()


def _create(batch):
    objects = [_organisation(record, mark) for record, mark in batch]
    Organisation.objects.bulk_create(objects, batch_size=BATCH)
    _create_parts(objects, batch)


def _update(batch):
    pks = dict(
        Organisation.objects.registry()
        .filter(ror__in=[record.id for record, _mark in batch])
        .values_list("ror", "pk")
    )
    objects = [_organisation(record, mark, pks[record.id]) for record, mark in batch]
    Organisation.objects.bulk_update(objects, FIELDS, batch_size=200)
    OrganisationName.objects.filter(organisation__in=objects).delete()
    OrganisationRelation.objects.filter(organisation__in=objects).delete()
    _create_parts(objects, batch)


def _create_parts(objects, batch):
    pairs = [(o, record) for o, (record, _mark) in zip(objects, batch, strict=True)]
    OrganisationName.objects.bulk_create(
        (
            OrganisationName(organisation=o, value=n.value, language=n.language[:16], kind=n.kind)
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


def _organisation(record, fingerprint, pk=None):
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


def _remove(gone, used):
    """What the dump no longer holds is deleted, or withdrawn where an event uses it."""
    for ids in batched(gone, 500, strict=False):
        found = Organisation.objects.registry().filter(ror__in=ids)
        found.filter(ror__in=used).update(status="withdrawn", fingerprint="")
        found.exclude(ror__in=used).delete()
