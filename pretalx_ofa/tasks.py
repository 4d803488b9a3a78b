"""Celery tasks: each takes ids, enters scope, language and time zone, and calls a room."""

import logging
from contextlib import contextmanager, suppress

from django.utils import timezone, translation
from django.utils.timezone import now
from django_scopes import scope, scopes_disabled
from pretalx.celery_app import app
from pretalx.event.models import Event

from pretalx_ofa.affiliations.sources.finding import find
from pretalx_ofa.affiliations.suggestions.queries import events_waiting
from pretalx_ofa.affiliations.suggestions.refreshing import recompute
from pretalx_ofa.base.changes import Change, is_active
from pretalx_ofa.clashes import keeping
from pretalx_ofa.exports import stored
from pretalx_ofa.exports.models import ExportFile
from pretalx_ofa.organisations.registry import refresh
from pretalx_ofa.organisations.registry.running import BusyError
from pretalx_ofa.programme import snapshots
from pretalx_ofa.programme.models import SnapshotState

logger = logging.getLogger(__name__)


@contextmanager
def inside(event_id):
    """The event as a request would have it; None if it was deleted meanwhile."""
    with scopes_disabled():
        event = Event.objects.filter(pk=event_id).first()
    if not event:
        yield None
        return
    with scope(event=event), translation.override(event.locale), timezone.override(event.tz):
        yield event


@app.task(name="pretalx_ofa.refresh_programme")
def refresh_programme(*, event_id):
    """Brings the stored programme of an event up to date and starts its files."""
    with inside(event_id) as event:
        if not event or not is_active(event):
            return
        snapshot = snapshots.current(event)
        if snapshot and snapshot.is_released:
            stored.start_all(snapshot)


@app.task(name="pretalx_ofa.tidy")
def tidy():
    """``snapshots.tidy`` for every event; one that fails stops no other."""
    with scopes_disabled():
        waiting = set(Change.objects.values_list("event_id", flat=True))
        waiting |= set(
            SnapshotState.objects.filter(settles__lte=now()).values_list("event_id", flat=True)
        )
    for event_id in waiting:
        try:
            with inside(event_id) as event:
                if event:
                    snapshots.tidy(event, is_active=is_active(event))
                else:
                    Change.objects.filter(event_id=event_id).delete()
        except Exception:  # of whatever event
            logger.exception("Event %s could not be tidied up", event_id)


@app.task(name="pretalx_ofa.build_file")
def build_file(*, event_id, file_id):
    """Builds one file that was asked for."""
    with inside(event_id) as event:
        file = event and ExportFile.objects.filter(event=event, pk=file_id).first()
        if file:
            file.event = event
            stored.build(file)


@app.task(name="pretalx_ofa.tidy_files")
def tidy_files():
    """Restarts builds that were lost or failed, and deletes outdated and orphaned files."""
    with scopes_disabled():
        waiting = stored.due()
    for file in waiting:
        try:
            with inside(file.event_id) as event:
                if event and is_active(event):
                    file.event = event
                    stored.build_or_queue(file)
        except Exception:  # of whatever event: one that fails stops no other
            logger.exception("%s of event %s could not be built", file, file.event_id)
    with scopes_disabled():
        stored.tidy()


@app.task(name="pretalx_ofa.tidy_clashes")
def tidy_clashes():
    """Forgets what nobody decided on for a month."""
    with scopes_disabled():
        keeping.tidy()


@app.task(name="pretalx_ofa.load_excerpt")
def load_excerpt():
    with suppress(BusyError):
        refresh.load_excerpt()


def teller(task):
    """A function to be told the share that is done, 0 to 1, which passes it on to the page that waits."""
    told = -1

    def tell(share):
        nonlocal told
        if (percent := round(100 * share)) != told:
            told = percent
            task.update_state(state="PROGRESS", meta={"value": percent})

    return tell


@app.task(bind=True, name="pretalx_ofa.find_affiliations")
def find_affiliations(self, *, event_id, chosen, rows=()):
    """Stores what texts say of people's organisations: [new, gone], as :class:`Counts` has them.

    ``chosen`` are [source, key]; ``rows`` proposals of a file that was read already, as lists.
    """
    with inside(event_id) as event:
        return event and list(find(event, chosen, rows, progress=teller(self)))


@app.task(name="pretalx_ofa.recompute_suggestions")
def recompute_suggestions():
    """Recognises what is open in every event again; one that fails stops no other."""
    with scopes_disabled():
        waiting = events_waiting()
    for event_id in waiting:
        try:
            with inside(event_id) as event:
                if event and is_active(event):
                    recompute(event)
        except Exception:  # of whatever event
            logger.exception("The suggestions of event %s could not be recognised", event_id)


@app.task(bind=True, name="pretalx_ofa.load_registry")
def load_registry(self, *, address="", path=""):
    """Loads a release of the registry: {state, release, counts, errors}, as its record has them."""
    progress = teller(self)
    try:
        run = (
            refresh.load_upload(path, progress=progress)
            if path
            else refresh.load_address(address, progress=progress)
        )
    except BusyError:
        return {"state": "busy"}
    return {
        "state": run.state,
        "release": run.release,
        "counts": run.counts,
        "errors": run.errors,
    }
