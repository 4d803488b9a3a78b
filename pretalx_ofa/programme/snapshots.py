"""Pictures kept per released version: current ones follow the texts, older ones stand still."""

from functools import lru_cache

from pretalx_ofa.programme.build import build_released
from pretalx_ofa.programme.models import ProgrammeSnapshot
from pretalx_ofa.programme.records import from_json, to_json, without

# How long a visitor may see a text that was edited by a way that tells nobody (bulk updates).
FRESH_SECONDS = 60
CACHE_KEY = "pretalx_ofa_current_snapshot"


def current_snapshot(event):
    """The stored picture of the current version, brought up to date; None before any release.

    After an edit the next reader stores a new revision; while nothing changes, one row is read.
    """
    schedule = event.current_schedule
    if not schedule:
        return None
    if known := event.cache.get(CACHE_KEY):
        snapshot = ProgrammeSnapshot.objects.filter(
            event=event, pk=known, version=schedule.version
        ).first()
        if snapshot:
            return snapshot
    return refresh(event, schedule)


def refresh(event, schedule=None):
    """Builds the current version's picture now and stores it if anything in it changed."""
    schedule = schedule or event.current_schedule
    if not schedule:
        return None
    snapshot = _store(event, build_released(event, schedule))
    event.cache.set(CACHE_KEY, snapshot.pk, FRESH_SECONDS)
    return snapshot


def forget(event):
    """Something shown has changed: the next reader gets a fresh picture."""
    event.cache.delete(CACHE_KEY)


def stored_snapshot(event, version, revision=None):
    """The last stored picture of a version, or exactly one revision of it; None if unknown."""
    schedule = event.current_schedule
    if schedule and version == schedule.version and not revision:
        return current_snapshot(event)
    found = ProgrammeSnapshot.objects.filter(event=event, version=version)
    if revision:
        found = found.filter(revision=revision)
    return found.last()


def store_older(event):
    """Pictures of the versions released before there was a plugin, marked as reconstructed."""
    known = set(ProgrammeSnapshot.objects.filter(event=event).values_list("version", flat=True))
    current = event.current_schedule
    for schedule in event.schedules.filter(version__isnull=False).order_by("published"):
        if schedule.version not in known and schedule != current:
            _store(event, build_released(event, schedule, reconstructed=True))


def programme_of(snapshot):
    """The :class:`Programme` of a stored picture. Pictures never change: the last few are kept."""
    return _read(snapshot.content)


_read = lru_cache(maxsize=4)(from_json)


def _store(event, programme):
    content = to_json(programme).decode()
    snapshot, created = ProgrammeSnapshot.objects.get_or_create(
        event=event,
        version=programme.version,
        revision=programme.revision,
        defaults={"content": content},
    )
    if created:
        # Only what somebody may still have a file of outlives its successor.
        ProgrammeSnapshot.objects.filter(
            event=event, version=programme.version, runs__isnull=True
        ).exclude(pk=snapshot.pk).delete()
    return snapshot


def erase(event, *, person=None, session=None):
    """Takes a person (code) or a session (code) out of every stored picture and its files."""
    needle = person or session
    for snapshot in ProgrammeSnapshot.objects.filter(event=event, content__contains=needle):
        programme = without(from_json(snapshot.content), people={person}, sessions={session})
        snapshot.runs.all().delete()
        ProgrammeSnapshot.objects.filter(
            event=event, version=snapshot.version, revision=programme.revision
        ).exclude(pk=snapshot.pk).delete()
        snapshot.revision = programme.revision
        snapshot.content = to_json(programme).decode()
        snapshot.save()
    forget(event)
