"""Which file serves a request, and when one has to be built."""

import datetime as dt

from django.utils.timezone import now

from pretalx_ofa.base.queueing import has_workers, queue
from pretalx_ofa.exports.build import build
from pretalx_ofa.exports.formats import FORMATS
from pretalx_ofa.exports.models import ExportRun
from pretalx_ofa.programme.snapshots import programme_of

# A worker that was killed never says so.
LOST_AFTER = dt.timedelta(hours=1)


def runs_of(snapshot, chosen, mode):
    return ExportRun.objects.filter(
        event_id=snapshot.event_id,
        snapshot__version=snapshot.version,
        format=chosen.name,
        languages=",".join(mode),
    ).select_related("snapshot", "event")


def current_run(snapshot, chosen, mode):
    """The run of exactly this revision that is done, under way or failed; None if there is none."""
    run = runs_of(snapshot, chosen, mode).filter(snapshot=snapshot).first()
    if run and run.is_under_way and run.updated < now() - LOST_AFTER:
        run.state, run.error = ExportRun.State.FAILED, "lost"
        run.save()
    return run


def last_good(snapshot, chosen, mode):
    """The newest finished file of this version, maybe of an earlier revision."""
    return runs_of(snapshot, chosen, mode).filter(state=ExportRun.State.DONE).first()


def start(snapshot, chosen, mode):
    """Queues a build, or does it now where there are no workers. Returns the run."""
    run = ExportRun.objects.create(
        event_id=snapshot.event_id,
        snapshot=snapshot,
        format=chosen.name,
        languages=",".join(mode),
    )
    if not has_workers():
        return build(run)
    queue("build_file", event_id=snapshot.event_id, run_id=run.pk)
    return run


def start_all(snapshot):
    """Queues every file of a picture that has none yet; does nothing where there are no workers."""
    if not has_workers():
        return
    for chosen in FORMATS.values():
        for mode in chosen.modes(programme_of(snapshot).languages):
            if not current_run(snapshot, chosen, mode):
                start(snapshot, chosen, mode)


def serve(snapshot, chosen, mode):
    """(run with a file or None, run under way or failed or None) for a request.

    What is missing is built or queued; while that lasts, or where it failed, the last good file
    of the version serves.
    """
    run = current_run(snapshot, chosen, mode) or start(snapshot, chosen, mode)
    if run.state == ExportRun.State.DONE:
        return run, None
    return last_good(snapshot, chosen, mode), run
