"""The life of stored snapshots: nothing else stores, brings up to date, or erases them.

A snapshot is fresh as long as its event has no Change (:mod:`pretalx_ofa.base.changes`), the stamp of
rows that change without one is the same, its version is the current one, and this version of the
plugin made it. Whoever finds it stale builds it, one at a time by a lease in the database; the others
wait. So every answer includes all edits that were committed before its request began.
"""

import datetime as dt
import logging
import time
from contextlib import suppress
from functools import cache
from threading import Lock
from typing import NamedTuple
from uuid import uuid4

from cachetools import LRUCache
from django.core.cache import cache as shared_cache
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.timezone import now
from pretalx.person.models import SpeakerProfile
from pretalx.schedule.models import Room, Schedule
from pretalx.submission.domain.queries.submission import FEATURED_HIDDEN_STATES
from pretalx.submission.enums import SubmissionStates
from pretalx.submission.models import Submission, Track

from pretalx_ofa import __version__
from pretalx_ofa.affiliations.queries import affiliation_ids
from pretalx_ofa.base.changes import BELIEVED_SECONDS, Change, forget_marks
from pretalx_ofa.base.queueing import has_workers, pause_after, queue
from pretalx_ofa.programme.build import Problem, build_featured, build_released
from pretalx_ofa.programme.models import ProgrammeSnapshot, SnapshotState
from pretalx_ofa.programme.records import from_json, merged, to_json, without

logger = logging.getLogger(__name__)

# Of a builder that was killed visitors wait for so long: less than servers give a request.
LEASE = dt.timedelta(seconds=20)
RENEW_SECONDS = 5
ASK_AGAIN_SECONDS = 60
POLL_SECONDS = 0.05
# Of decoded programmes and of drawn fragments, in bytes of what they were made from, per process.
PROGRAMME_BYTES, FRAGMENT_BYTES = 48_000_000, 16_000_000


class Unavailable(Exception):  # noqa: N818 -- what our pages answer: 503
    """The programme cannot be shown now; ``SnapshotState.error`` tells organisers why."""


class _LeaseLost(Exception):  # noqa: N818 -- never leaves this module
    pass


class Head(NamedTuple):
    """The answer of one query: the state with its snapshot (without content), the current version
    ("" where sessions are featured before the first release, None where there is no programme),
    whether Changes are pending, and the stamp of rows that change without one."""

    state: SnapshotState
    version: str | None
    is_pending: bool
    stamp: str

    @property
    def is_fresh(self):
        state = self.state
        return (
            bool(state.snapshot)
            and not self.is_pending
            and state.stamp == self.stamp
            and state.snapshot.version == self.version
            and state.snapshot.made_by == __version__
            and not (state.settles and state.built and state.built < state.settles <= now())
        )


def head(event):
    """The :class:`Head` of an event, in one query (more the first time)."""
    found = _states().filter(event=event).first()
    if not found:
        try:
            SnapshotState.objects.get_or_create(event=event)
        except IntegrityError as error:
            raise Unavailable("the event is gone") from error
        return head(event)
    if found.snapshot:
        found.snapshot.event, found.snapshot.clean_since = event, found.clean_since
    stamp = f"{found.track_order} {found.room_order}"
    return Head(found, found.current_version, found.is_pending, stamp)


@cache
def _states():
    """The query of :func:`head`, of all events: to put it together takes longer than to run it."""
    released = Schedule._base_manager.filter(event=OuterRef("pk"), published__isnull=False)
    return (
        SnapshotState._base_manager.select_related("snapshot")
        .defer("snapshot__content", "snapshot__problems")
        .annotate(
            current_version=Coalesce(
                Subquery(released.order_by("-published").values("version")[:1]), _featured()
            ),
            is_pending=Exists(Change.objects.filter(event=OuterRef("pk"))),
            track_order=_order_of(Track),
            room_order=_order_of(Room),
        )
    )


def _featured():
    """The version "" where pretalx has featured sessions to show, else NULL."""
    hidden = [*FEATURED_HIDDEN_STATES, SubmissionStates.DRAFT]
    sessions = Submission._base_manager.filter(event=OuterRef("pk"), is_featured=True)
    return Case(
        When(event__feature_flags__show_featured="never", then=None),
        When(Exists(sessions.exclude(state__in=hidden)), then=Value("")),
        output_field=CharField(),
    )


def _order_of(model):
    """The order of tracks and rooms is changed by bulk updates, which send no signal."""
    rows = model._base_manager.filter(event=OuterRef("pk")).order_by().values("event")
    return Subquery(rows.annotate(order=Sum(F("position") * F("pk"))).values("order"))


def is_taken_away(event):
    """Whether something was hidden or deleted that the stored snapshot may still show."""
    return Change.objects.filter(event=event).exclude(what=Change.What.EDITED).exists()


def current(event):
    """The fresh snapshot of the current version, or of the sessions featured before the first release,
    without its content; None where there is neither.

    Builds it where it is stale, or waits for whoever does. Raises :class:`Unavailable`.
    """
    return _brought_up_to_date(event, head(event))


def released(event):
    """:func:`current` of what is released: None before. Files are drawn from nothing else."""
    standing = head(event)
    return _brought_up_to_date(event, standing) if standing.version else None


def known(event):
    """:func:`current` for pretalx's own pages, which can do without: None instead of the first build
    of an event (workers are asked for it) and instead of :class:`Unavailable`."""
    standing = head(event)
    if not standing.state.snapshot:
        asked = f"pretalx_ofa_first_build_{event.pk}"
        if (
            standing.version is not None
            and has_workers()
            and shared_cache.add(asked, 1, ASK_AGAIN_SECONDS)
        ):
            queue("refresh_programme", event_id=event.pk)
        return None
    try:
        return _brought_up_to_date(event, standing)
    except Unavailable:
        return None


def _brought_up_to_date(event, standing):
    while not standing.is_fresh:
        state = standing.state
        if standing.version is None:
            if state.snapshot and not state.snapshot.is_released:
                ProgrammeSnapshot.objects.filter(pk=state.snapshot.pk).delete()
            if standing.is_pending:
                _forget_changes(event)
            return None
        if state.next_try and state.next_try > now():
            raise Unavailable(state.error)
        if not state.lease_until or state.lease_until < now():
            try:
                token = _take_lease(event)
            except DatabaseError:
                # A database that takes no writes now: shown, not stored.
                return _unstored(event, _built(event))
            if token:
                return _build_and_publish(event, token)
        time.sleep(POLL_SECONDS)
        standing = head(event)
    return standing.state.snapshot


def refresh(event):
    """Builds the snapshot anew even without a Change; returns it like :func:`current`."""
    SnapshotState.objects.update_or_create(event=event, defaults={"stamp": "", "next_try": None})
    return current(event)


def restart(event):
    """Makes the stored snapshot stale after the plugin was switched on; :func:`tidy` has it built once
    more when every process knows of it."""
    SnapshotState.objects.update_or_create(
        event=event,
        defaults={
            "stamp": "",
            "next_try": None,
            "settles": now() + dt.timedelta(seconds=BELIEVED_SECONDS),
        },
    )
    Change.objects.create(event=event, what=Change.What.DELETED)


def archived(event):
    """The stored snapshots of older versions, newest first, without content: for organisers."""
    standing = head(event)
    found = ProgrammeSnapshot.objects.filter(event=event).defer("content").order_by("-pk")
    return [one for one in found if one.is_released and one.version != standing.version]


def store_older(event):
    """Stores snapshots of versions released before the plugin was on, with today's texts."""
    known_versions = set(
        ProgrammeSnapshot.objects.filter(event=event).values_list("version", flat=True)
    )
    newest = event.current_schedule
    for schedule in event.schedules.filter(published__isnull=False).order_by("published"):
        if schedule != newest and schedule.version not in known_versions:
            earlier = _stored_programme(event)
            built = build_released(event, schedule, reconstructed=True, earlier=earlier)
            ProgrammeSnapshot.objects.get_or_create(
                event=event, version=schedule.version, defaults=_content_of(built)
            )


# Building


def _take_lease(event):
    """A token, where the lease is free or has run out; "" where somebody builds."""
    token, moment = uuid4().hex, now()
    free = Q(lease_until=None) | Q(lease_until__lt=moment)
    rows = SnapshotState.objects.filter(free, event=event)
    return token if rows.update(owner=token, lease_until=moment + LEASE) else ""


class _Lease:
    """Renews the lease of a builder that is still working."""

    def __init__(self, event, token):
        self.event, self.token, self.renewed = event, token, time.monotonic()

    def __call__(self):
        if time.monotonic() - self.renewed > RENEW_SECONDS:
            self.renewed = time.monotonic()
            rows = SnapshotState.objects.filter(event=self.event, owner=self.token)
            if not rows.update(lease_until=now() + LEASE):
                raise _LeaseLost


def _build_and_publish(event, token):
    # Noted before anything is read: what is told meanwhile stays, and the next reader builds again.
    found = _found(event)
    try:
        earlier = _stored_programme(event)
        built = _built(event, earlier=earlier, working=_Lease(event, token))
        content = _content_of(built)
        snapshot = _publish(event, token, found, content)
    except _LeaseLost:
        return current(event)
    except DatabaseError:
        logger.exception("The programme of %s cannot be stored", event.slug)
        _let_go(event, token)
        return _unstored(event, _built(event))
    except Exception as error:
        logger.exception("The programme of %s cannot be built", event.slug)
        _let_go(event, token, error=error)
        raise Unavailable(str(error)) from error
    except BaseException:
        # A server that ends this process: nobody has to wait until the lease is over.
        _let_go(event, token)
        raise
    _programmes.put(snapshot, built.programme, len(content["content"]))
    return snapshot


def _found(event):
    changes = list(Change.objects.filter(event=event))
    # Whoever changes something in this very transaction has to tell it again.
    forget_marks(event.pk)
    return Found(head(event), changes, now())


class Found(NamedTuple):
    """What a builder found before it read any row: the head, the [:class:`Change`], and the time."""

    head: Head
    changes: list
    begun: dt.datetime

    def is_any(self, *kinds):
        return any(change.what in kinds for change in self.changes)

    @property
    def erased(self):
        return {change.erased for change in self.changes} - {""}


def _built(event, **options):
    """:class:`Built` of the current version, or of what is featured before the first."""
    schedule = _schedule(event)
    if schedule:
        return build_released(event, schedule, **options)
    return build_featured(event, **options)


def _schedule(event):
    """The current version as it is now: an Event object may remember an older one."""
    return event.schedules.filter(published__isnull=False).order_by("-published").first()


def _content_of(built):
    """The fields of a snapshot of a :class:`Built`."""
    return {
        "version": built.programme.version,
        "revision": built.programme.revision,
        "made_by": __version__,
        "content": to_json(built.programme).decode(),
        "problems": [problem._asdict() for problem in built.problems],
    }


def _publish(event, token, found, content):
    """Stores what was built, in one transaction, if this builder still holds the lease."""
    # Of the version that was read: a newer one may have been released since the head was.
    stored, version = found.head.state.snapshot, content["version"]
    with transaction.atomic():
        mine = SnapshotState.objects.filter(event=event, owner=token)
        if not mine.update(**AT_REST, stamp=found.head.stamp, built=found.begun):
            raise _LeaseLost
        is_same = (
            stored
            and (stored.version, stored.revision, stored.made_by)
            == (version, content["revision"], __version__)
            and _read(stored)
        )
        if not is_same:
            # A release takes the place of what was featured before it.
            replaced = ProgrammeSnapshot.objects.filter(event=event, version__in={"", version})
            replaced.only("pk").delete()
            stored = ProgrammeSnapshot.objects.create(event=event, **content)
        stored.clean_since = found.head.state.clean_since
        # Also where the content is the same: the build before may have read what was told too late.
        if found.is_any(Change.What.HIDDEN, Change.What.DELETED):
            stored.clean_since = stored.pk
        SnapshotState.objects.filter(event=event).update(
            snapshot=stored, clean_since=stored.clean_since
        )
        if found.is_any(Change.What.DELETED):
            forget_gone(event, found.erased, but=stored.pk)
        Change.objects.filter(pk__in=[change.pk for change in found.changes]).delete()
    return stored


# Nobody builds, and nothing failed.
AT_REST = {"owner": "", "lease_until": None, "tries": 0, "next_try": None, "error": ""}


def _let_go(event, token, *, error=None):
    """Gives the lease back; after an error nobody tries again for a pause that grows."""
    values = {"owner": "", "lease_until": None}
    mine = SnapshotState.objects.filter(event=event, owner=token)
    if error:
        tries = (mine.values_list("tries", flat=True).first() or 0) + 1
        values |= {"tries": tries, "next_try": now() + pause_after(tries)}
        values["error"] = str(error)[:2000]
    with suppress(DatabaseError):
        mine.update(**values)


def _unstored(event, built):
    programme = built.programme
    snapshot = ProgrammeSnapshot(
        event=event, version=programme.version, revision=programme.revision, made_by=__version__
    )
    snapshot.programme, snapshot.clean_since = programme, 0
    return snapshot


# What is gone


def forget_gone(event, erased=(), but=None):
    """Removes deleted sessions, people and affiliations, and ``erased`` people (codes), from stored
    snapshots, except the one with the primary key ``but``. Unreadable snapshots are deleted.
    """
    sessions = set(Submission.all_objects.filter(event=event).values_list("code", flat=True))
    people = set(SpeakerProfile.objects.filter(event=event).values_list("code", flat=True))
    people -= set(erased)
    affiliations = affiliation_ids(event)
    _rewrite(
        ProgrammeSnapshot.objects.filter(event=event).exclude(pk=but),
        lambda programme: without(
            programme,
            people={p.code for p in programme.people} - people,
            sessions={s.code for s in programme.sessions} - sessions,
            affiliations={a.id for p in programme.people for a in p.affiliations} - affiliations,
        ),
    )


def merge_people(event, gone, into):
    """Replaces one person (a code) by another in all stored snapshots of an event."""
    rows = ProgrammeSnapshot.objects.filter(event=event)
    _rewrite(rows, lambda programme: merged(programme, gone, into))


def _rewrite(snapshots, change):
    for snapshot in snapshots:
        try:
            programme = from_json(snapshot.content)
        except ValueError:
            snapshot.delete()
            continue
        changed = change(programme)
        if changed.revision != programme.revision:
            ProgrammeSnapshot.objects.filter(pk=snapshot.pk).update(
                content=to_json(changed).decode(), revision=changed.revision
            )


def _forget_changes(event):
    """Deletes the Changes of an event without a public snapshot, after applying deletions to the
    stored ones."""
    found = _found(event)
    with transaction.atomic():
        if found.is_any(Change.What.DELETED):
            forget_gone(event, found.erased)
        Change.objects.filter(pk__in=[change.pk for change in found.changes]).delete()


def tidy(event, *, is_active):
    """Periodic work: reads pending changes, and completes the first build after switching on."""
    if not is_active:
        _forget_changes(event)
        return
    standing = head(event)
    if standing.state.settles and standing.state.settles <= now():
        current(event)
        store_older(event)
        SnapshotState.objects.filter(event=event).update(settles=None)
    elif standing.is_pending:
        # Read by nobody, they would pile up; and what was taken away would stay stored.
        with suppress(Unavailable):
            current(event)


# Reading


class _Cache:
    """A least-recently-used cache of this process, bounded in bytes."""

    def __init__(self, size):
        self.lock, self.kept = Lock(), LRUCache(size, getsizeof=lambda entry: entry[1])

    def get(self, key):
        with self.lock:
            return self.kept.get(key, (None, 0))[0]

    def put(self, key, value, size):
        with self.lock:
            if size <= self.kept.maxsize:
                self.kept[key] = value, size


class _Programmes(_Cache):
    def put(self, snapshot, programme, size):
        super().put((snapshot.pk, snapshot.revision), programme, size)

    def of(self, snapshot):
        return self.get((snapshot.pk, snapshot.revision))


_programmes, _fragments = _Programmes(PROGRAMME_BYTES), _Cache(FRAGMENT_BYTES)


def programme_of(snapshot):
    """The :class:`Programme` of a stored snapshot, decoded once in a process.

    One that was replaced meanwhile, or the current one that is broken, gives the one in its place.
    Raises :class:`Unavailable`, also for an older one that is broken.
    """
    found = getattr(snapshot, "programme", None) or _programmes.of(snapshot) or _read(snapshot)
    if found:
        return found
    event = snapshot.event
    standing = head(event)
    same = ProgrammeSnapshot.objects.filter(pk=snapshot.pk, revision=snapshot.revision)
    if snapshot.version != standing.version and same.exists():
        raise Unavailable
    if standing.state.snapshot_id == snapshot.pk:
        SnapshotState.objects.filter(event=event).update(stamp="")
    found = (fresh := current(event)) and (_programmes.of(fresh) or _read(fresh))
    if not found:
        raise Unavailable
    return found


def _read(snapshot):
    """The programme in the database; None where it is gone or cannot be read."""
    rows = ProgrammeSnapshot.objects.filter(pk=snapshot.pk, revision=snapshot.revision)
    content = rows.values_list("content", flat=True).first()
    try:
        programme = from_json(content or "")
    except ValueError:
        return None
    _programmes.put(snapshot, programme, len(content))
    return programme


def _stored_programme(event):
    """The programme that was current last: where unchanged documents and times are taken from.

    Not the last one stored: older versions may be stored after it.
    """
    rows = SnapshotState.objects.filter(event=event).select_related("snapshot")
    state = rows.defer("snapshot__content", "snapshot__problems").first()
    snapshot = state and state.snapshot
    return snapshot and (_programmes.of(snapshot) or _read(snapshot))


def fragment(snapshot, key, draw):
    """The str that ``draw()`` returns, cached in this process by snapshot, revision and ``key`` (a
    tuple).
    """
    key = (snapshot.pk, snapshot.revision, *key)
    found = _fragments.get(key)
    if found is None:
        found = draw()
        if snapshot.pk:
            _fragments.put(key, found, len(found) * 2 + 200)
    return found


def problems_of(snapshot):
    """[:class:`Problem`] of a stored snapshot, for organisers."""
    rows = ProgrammeSnapshot.objects.filter(pk=snapshot.pk).values_list("problems", flat=True)
    try:
        return [Problem(**problem) for problem in rows.first() or []]
    except (TypeError, ValueError):  # not ours, or no JSON
        return []
