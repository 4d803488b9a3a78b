"""Building files: in memory for a draft, as a stored run for a released version."""

import hashlib
import logging

from django.core.files.base import ContentFile
from django.utils.timezone import now

from pretalx_ofa.exports.formats import FORMATS
from pretalx_ofa.exports.models import ExportRun
from pretalx_ofa.programme.store import programme_of

logger = logging.getLogger(__name__)


def render(programme, name, mode):
    """The bytes of a file. Raises ValueError where the programme has nothing to show."""
    return render_with_notes(programme, name, mode).data


def render_with_notes(programme, name, mode):
    if not programme.sessions:
        raise ValueError("there is no session in this programme")
    return FORMATS[name].render(programme, mode)


def build(run):
    """Builds the file of a run. A failure is kept in the run; files built before stay."""
    run.state = ExportRun.State.RUNNING
    run.save(update_fields=["state", "updated"])
    chosen = FORMATS[run.format]
    mode = tuple(run.languages.split(",")) if run.languages else ()
    try:
        data, run.notes = render_with_notes(programme_of(run.snapshot), run.format, mode)
    except Exception as error:  # a format's fault must not take the page down that asked for it
        logger.exception("%s of %s could not be built", run.format, run.snapshot)
        run.state, run.error = ExportRun.State.FAILED, str(error)[:2000]
        run.finished = now()
        run.save()
        return run
    run.sha256, run.size = hashlib.sha256(data).hexdigest(), len(data)
    run.file.save(chosen.filename(mode), ContentFile(data), save=False)
    run.state, run.error, run.finished = ExportRun.State.DONE, "", now()
    run.save()
    for older in same_file(run).exclude(pk=run.pk).filter(pk__lt=run.pk):
        older.delete()
    return run


def same_file(run):
    """All runs of a file: the same format, mode and version, whatever the revision."""
    return ExportRun.objects.filter(
        event_id=run.event_id,
        snapshot__version=run.snapshot.version,
        format=run.format,
        languages=run.languages,
    )
