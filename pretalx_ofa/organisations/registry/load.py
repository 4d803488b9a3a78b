"""Loading a release of the registry into the database.

What is new is added first, in batches that nobody looks at yet. One last transaction changes what
stands and switches to the new release, so that until then the old one serves. A load that was
interrupted is finished by the next one: it finds what is there already.
"""

import hashlib
import logging
import re
import tempfile
from itertools import batched
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now
from django_scopes import scopes_disabled

from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.base.queueing import queue
from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.organisations.matching.records import Record
from pretalx_ofa.organisations.models import (
    Organisation,
    OrganisationName,
    OrganisationRelation,
    RegistryImport,
)
from pretalx_ofa.organisations.registry import changes, excerpt, loaded, running
from pretalx_ofa.organisations.registry.dump import rows
from pretalx_ofa.organisations.registry.faults import (
    INTERRUPTED,
    MORE,
    UNEXPECTED,
    DumpError,
    RecordError,
    unreadable,
)
from pretalx_ofa.organisations.registry.running import alone
from pretalx_ofa.organisations.usage import is_used

BATCH, BATCH_BYTES = 2000, 2 * 1024**2
MOST_ERRORS = 50
FIELDS = ["name", "status", "country", "city", "website", "types", "details", "fingerprint"]
DETAILS = ("country_name", "region", "region_code", "domains", "wikipedia", "ids")
# Which share of the whole time reading and writing take; the rest goes into the index.
READ, WRITTEN = 0.1, 0.65
IS_EXCERPT = pgettext_noop(
    "pretalx_ofa", "This is an excerpt: it does not replace the registry that is loaded."
)
TWICE = pgettext_noop("pretalx_ofa", "“id”: {id} is there twice.")

logger = logging.getLogger(__name__)


def release_of(path):
    """ "v2.16-2026-11-19" of the published file names; else the name itself."""
    name = Path(path).name
    found = re.match(r"v\d+\.\d+(-\d{4}-\d\d-\d\d)?", name)
    return found.group() if found else name[:100]


def load(path, release=None, *, progress=None, dry_run=False):
    """:func:`load_alone` with the lock; raises BusyError where another process has it."""
    with alone(progress) as tell:
        return load_alone(path, release, progress=tell, dry_run=dry_run)


def load_alone(path, release=None, *, progress, dry_run=False):
    """Loads a dump and returns its RegistryImport, with ``proposed``: [:class:`News`].

    ``progress`` is called with the share that is done, 0 to 1. Bad rows, named in ``errors``, or a
    broken file leave everything as it was. The caller holds the lock.
    """
    result = RegistryImport(release=cleaned(release or release_of(path))[:100], started=now())
    result.proposed = []
    with scopes_disabled():
        if not dry_run:
            _give_up_interrupted()
        _Load(result, path, progress, dry_run=dry_run).run()
    return result


def give_up_interrupted():
    """Marks loads whose process has ended before they did as failed."""
    if running.percentage() is None:
        _give_up_interrupted()


def _give_up_interrupted():
    RegistryImport.objects.filter(state=RegistryImport.State.RUNNING).update(
        state=RegistryImport.State.FAILED, errors=[[0, INTERRUPTED, {}]], finished=now()
    )


class _Spool:
    """Records on disk, one a line as JSON: a release may be larger than the memory."""

    def __init__(self):
        # Open until it is forgotten, and gone then.
        self.file, self.count = tempfile.TemporaryFile(dir=Path(settings.DATA_DIR, "ofa")), 0  # noqa: SIM115

    def add(self, encoded):
        self.file.write(encoded + b"\n")
        self.count += 1

    def __iter__(self):
        self.file.seek(0)
        return (line[:-1] for line in self.file)

    def batches(self):
        """Lists of at most BATCH records, and of about BATCH_BYTES."""
        batch, size = [], 0
        for one in self:
            batch.append(one)
            size += len(one)
            if len(batch) == BATCH or size > BATCH_BYTES:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch


class _Load:
    def __init__(self, result, path, progress, *, dry_run):
        self.result, self.path, self.progress, self.dry_run = result, path, progress, dry_run
        self.seen = set()

    def run(self):
        result, is_loaded = self.result, False
        try:
            result.source, current = _digest(self.path), loaded.current_import()
            self.mark_excerpt(current)
            if current and current.source == result.source:
                result.content = current.content
                result.counts = {"unchanged": Organisation.objects.registry().count()}
            else:
                self.load()
            is_loaded = not result.errors
            if is_loaded and not self.dry_run:
                # If that fails the release is loaded all the same.
                loaded.bring_index_up_to_date()
                queue("recompute_suggestions")
        except DumpError as error:
            result.errors.append(error.stored())
        except OSError as error:
            result.errors.append(unreadable(error).stored())
        except Exception:  # whatever a file can bring about: its record says so
            logger.exception("The registry could not be loaded")
            result.errors.append([0, UNEXPECTED, {}])
        result.state = result.State.DONE if is_loaded else result.State.FAILED
        result.finished = result.finished or now()
        if not self.dry_run:
            result.save()

    def mark_excerpt(self, current):
        """Knows our excerpt, however it came here. Raises DumpError where a better one is loaded."""
        result, about = self.result, excerpt.about()
        if result.source == about["sha256"]:
            result.is_excerpt, result.release = True, about["date"]
            if not excerpt.replaces(current):
                raise DumpError(IS_EXCERPT)

    def load(self):
        if not self.dry_run:
            self.result.save()
        self.fresh, self.changed = _Spool(), _Spool()
        known = dict(Organisation.objects.registry().values_list("ror", "fingerprint").iterator())
        self.read(known)
        if self.result.errors:
            return
        # What is missing in an excerpt may well be in the registry.
        gone = [] if self.result.is_excerpt else sorted(known.keys() - self.seen)
        self.result.counts = {
            "created": self.fresh.count,
            "updated": self.changed.count,
            "unchanged": len(self.seen) - self.fresh.count - self.changed.count,
            "removed": len(gone),
        }
        used = used_organisations()
        records = (msgspec.json.decode(one, type=Record) for one in self.changed)
        touched = [record for record in records if record.id in used]
        news = changes.compare(used, touched, gone)
        self.result.proposed = news
        if not self.dry_run:
            new = [ror for ror in gone if ror in used and used[ror].status != "withdrawn"]
            self.write(gone, used, news, {*new, *(record.id for record in touched)})

    def read(self, known):
        result, encode, total = self.result, msgspec.json.Encoder().encode, 0
        for row, record in rows(self.path, progress=lambda share: self.progress(READ * share)):
            if isinstance(record, RecordError):
                result.errors.append(record.stored())
            elif record.id in self.seen:
                result.errors.append([row, TWICE, {"id": record.id}])
            else:
                self.seen.add(record.id)
                encoded = encode(record)
                mark = _fingerprint(encoded)
                # A sum, so that the order of the records does not matter.
                total += int(mark, 16)
                if record.id not in known:
                    self.fresh.add(encoded)
                elif known[record.id] != mark:
                    self.changed.add(encoded)
            if len(result.errors) >= MOST_ERRORS:
                result.errors.append([row, MORE, {}])
                break
        result.content = f"{total % 2**64:016x}-{len(self.seen)}"

    def write(self, gone, used, news, touched):
        """``touched`` are the ids in use that changed or are newly withdrawn."""
        for batch in self._batches(self.fresh):
            with transaction.atomic():
                _create(batch)
        with transaction.atomic():
            for batch in self._batches(self.changed):
                _update(batch)
            _remove(gone, used)
            changes.keep(self.result, news)
            for event in set().union(
                *changes.events_of([used[ror].pk for ror in touched]).values()
            ):
                mark_changed(event)
            self.result.state, self.result.finished = self.result.State.DONE, now()
            self.result.save()

    def _batches(self, spool):
        """[(record, fingerprint)] in batches."""
        decode = msgspec.json.Decoder(Record).decode
        todo, done = self.fresh.count + self.changed.count, 0
        for batch in spool.batches():
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
            OrganisationName(organisation=o, value=n.value, language=n.language, kind=n.kind)
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
        city=record.city,
        website=record.website,
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
