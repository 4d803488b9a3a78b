"""Celery tasks: ids come in; scope, language and time zone are entered; a room does the work."""

from contextlib import contextmanager

from django.utils import timezone, translation
from django_scopes import scope, scopes_disabled
from pretalx.celery_app import app
from pretalx.event.models import Event

from pretalx_ofa.exports import runs
from pretalx_ofa.exports.build import build
from pretalx_ofa.exports.models import ExportRun
from pretalx_ofa.organisations.registry.load import BusyError
from pretalx_ofa.organisations.registry.refresh import load_address, load_upload
from pretalx_ofa.programme import snapshots


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


@app.task(name="pretalx_ofa.store_programme")
def store_programme(*, event_id, schedule_id):
    """Keeps the picture of a version that was just released, and starts its files."""
    with inside(event_id) as event:
        schedule = event and event.schedules.filter(pk=schedule_id).first()
        if schedule:
            runs.start_all(snapshots.refresh(event, schedule))


@app.task(name="pretalx_ofa.build_file")
def build_file(*, event_id, run_id):
    """Builds one file that was asked for."""
    with inside(event_id) as event:
        run = event and ExportRun.objects.filter(event=event, pk=run_id).first()
        if run:
            build(run)


@app.task(bind=True, name="pretalx_ofa.load_registry")
def load_registry(self, *, address="", path=""):
    """Loads a release of the registry: {state, release, counts, errors}, as its record has them."""
    told = -1

    def progress(share):
        nonlocal told
        if (percent := round(100 * share)) != told:
            told = percent
            self.update_state(state="PROGRESS", meta={"value": percent})

    try:
        run = (
            load_upload(path, progress=progress)
            if path
            else load_address(address, progress=progress)
        )
    except BusyError:
        return {"state": "busy"}
    return {
        "state": run.state,
        "release": run.release,
        "counts": run.counts,
        "errors": run.errors,
    }
