"""The life of stored files: which one answers a request, and when it is built.

Only the current version has stored files, one row each. Every step is one conditional update, so
that of several processes only one proceeds, and one that lost its row (to another, to an erasure)
leaves nothing behind. A finished file stays until its successor is complete.
"""

import datetime as dt
import hashlib
import logging
from contextlib import suppress
from functools import partial
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import pgettext

from pretalx_ofa import __version__
from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.base.queueing import has_workers, pause_after, queue
from pretalx_ofa.exports import notes
from pretalx_ofa.exports.models import ExportFile, private_storage
from pretalx_ofa.exports.registry import FORMATS
from pretalx_ofa.exports.rendering import render
from pretalx_ofa.programme import snapshots

logger = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=5)
# What no row knows may be a build under way; after this time it is left over.
ORPHANED_AFTER = dt.timedelta(hours=1)

State = ExportFile.State
UNDER_WAY = (State.QUEUED, State.RUNNING)


def serve(snapshot, chosen, mode):
    """(:class:`ExportFile`, whether its file answers a request) for a format's mode.

    What is not up to date is built: by a worker, or now where there is none. Until then the last
    good file serves, unless something was taken away since it was drawn.
    """
    file = row_of(snapshot.event, chosen, mode)
    if not is_fresh(file, snapshot) and build_or_queue(file):
        file = row_of(snapshot.event, chosen, mode)
    return file, may_serve(file, snapshot)


def last_good(event, chosen, mode):
    """:func:`serve` while the programme itself cannot be built."""
    standing = snapshots.head(event)
    stale = standing.state.snapshot
    is_clean = stale and stale.version == standing.version and not snapshots.is_taken_away(event)
    file = row_of(event, chosen, mode)
    return file, bool(is_clean) and may_serve(file, stale)


def row_of(event, chosen, mode):
    row, _created = ExportFile.objects.get_or_create(
        event=event, format=chosen.name, languages=",".join(mode)
    )
    row.event = event
    return row


def is_fresh(file, snapshot):
    drawn = (file.revision, file.plugin_version)
    return drawn == (snapshot.revision, __version__) and file.is_there


def may_serve(file, snapshot):
    """Whether a file is up to date, or only lags behind ordinary edits."""
    if is_fresh(file, snapshot):
        return True
    # A snapshot without a key could not be stored: nobody knows what was taken away since.
    is_clean = snapshot.pk is not None and file.snapshot >= snapshot.clean_since
    return is_clean and file.version == snapshot.version and file.is_there


def build_or_queue(file):
    """Starts a build unless one runs or pauses; True where the build ended (or failed) in this call."""
    if not _claim(file):
        return False
    if has_workers() and queue("build_file", event_id=file.event_id, file_id=file.pk):
        return False
    build(file)
    return True


def start_all(snapshot):
    """Queues every file that is not up to date; does nothing where there are no workers."""
    event = snapshot.event
    for chosen in FORMATS.values() if has_workers() else ():
        for mode in chosen.modes(event_languages(event)):
            file = row_of(event, chosen, mode)
            if not is_fresh(file, snapshot):
                build_or_queue(file)


def build(file):
    """Builds a file that is waiting and publishes it; does nothing where somebody else does."""
    token = _start(file)
    if not token:
        return
    name = file.new_name(token)
    try:
        values = _draw(file, name)
        published = _publish(file, token, values)
    except Exception as error:  # a format's fault, or the disk's, must not take a page down
        logger.exception("%s of %s could not be built", file, file.event.slug)
        published = False
        _fail(file, token, error)
    if not published:
        private_storage().delete(name)


def _is_due(moment):
    return (
        Q(state=State.IDLE)
        | Q(state=State.FAILED, next_try__lte=moment)
        | Q(state__in=UNDER_WAY, lease_until__lt=moment)
    )


def _claim(file):
    """Queues a file that is idle, has paused, or whose builder was lost; whether it did."""
    moment = now()
    rows = ExportFile.objects.filter(_is_due(moment), pk=file.pk)
    return rows.update(state=State.QUEUED, owner="", lease_until=moment + LEASE)


def _start(file):
    """The token of whoever builds a waiting file; empty for a task that is delivered once more."""
    token = uuid4().hex
    rows = ExportFile.objects.filter(pk=file.pk, state=State.QUEUED)
    return token if rows.update(state=State.RUNNING, owner=token, lease_until=now() + LEASE) else ""


def _draw(file, name):
    """Renders the newest snapshot to a private file; the row's new values."""
    snapshot = snapshots.released(file.event)
    if not snapshot:
        raise ValueError(pgettext("pretalx_ofa", "No schedule is released."))
    programme = snapshots.programme_of(snapshot)
    data, told = render(file.event, programme, FORMATS[file.format], file.mode)
    for sentence in notes.sentences(told):
        logger.warning("%s of %s: %s", file, file.event.slug, sentence)
    private_storage().save(name, ContentFile(data))
    return {
        "file": name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
        "version": snapshot.version,
        "revision": snapshot.revision,
        "snapshot": snapshot.pk or 0,
        "plugin_version": __version__,
        "notes": notes.stored(told),
        "finished": now(),
    }


def _mine(file, token):
    return ExportFile.objects.filter(pk=file.pk, owner=token, state=State.RUNNING)


def _publish(file, token, values):
    """Replaces the last file by a finished one; False where the row or the build was lost."""
    values |= {"state": State.IDLE, "owner": "", "lease_until": None}
    values |= {"tries": 0, "next_try": None, "error": ""}
    with transaction.atomic():
        before = _mine(file, token).values_list("file", flat=True).first()
        if not _mine(file, token).update(**values):
            return False
        unlink(before)
    return True


def _fail(file, token, error):
    tries = _mine(file, token).values_list("tries", flat=True).first() or 0
    _mine(file, token).update(
        state=State.FAILED,
        owner="",
        lease_until=None,
        tries=F("tries") + 1,
        next_try=now() + pause_after(tries + 1),
        error=(str(error) or repr(error))[:2000],
    )


def retry(file):
    """Ends the pause of a failed file: an organiser wants it built now."""
    ExportFile.objects.filter(pk=file.pk, state=State.FAILED).update(next_try=now())


def unlink(name):
    """Takes a file from the disk once the transaction is committed."""
    if name:
        transaction.on_commit(partial(private_storage().delete, name))


def discard(event_id):
    """Deletes all files of an event, also those being built, after something in them was deleted."""
    ExportFile.objects.filter(event=event_id).delete()


def due():
    """[:class:`ExportFile`] of all events whose build was lost, or failed and has paused."""
    return list(ExportFile.objects.filter(_is_due(now())).exclude(state=State.IDLE))


def tidy():
    """Deletes, in all events, files that show what was taken away and files that no row refers to."""
    old = ExportFile.objects.filter(snapshot__lt=F("event__ofa_state__clean_since"))
    old.exclude(state__in=UNDER_WAY).exclude(file="").delete()
    storage = private_storage()
    known = set(ExportFile.objects.values_list("file", flat=True))
    for folder in _listed(storage, "")[0]:
        names = _listed(storage, folder)[1]
        for path in {f"{folder}/{name}" for name in names} - known:
            # Somebody else may remove it, too.
            with suppress(OSError):
                if storage.get_modified_time(path) < now() - ORPHANED_AFTER:
                    storage.delete(path)
        if not names:
            with suppress(OSError):
                storage.delete(folder)


def _listed(storage, folder):
    """(folders, files) of a folder that may not be there."""
    return storage.listdir(folder) if storage.exists(folder) else ([], [])
