"""Building files: in memory for a draft, as a stored run for a released version."""

import hashlib
import logging
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.utils.timezone import now
from pretalx.common.fonts import get_fonts

from pretalx_ofa.exports.formats import FORMATS
from pretalx_ofa.exports.models import ExportRun
from pretalx_ofa.programme.snapshots import programme_of

logger = logging.getLogger(__name__)


def render(event, programme, name, mode):
    """The :class:`Rendered` file. Raises ValueError where the programme has nothing to show."""
    if not programme.sessions:
        raise ValueError("there is no session in this programme")
    return FORMATS[name].render(programme, mode, font_folders(event))


def font_folders(event):
    """Where the fonts lie that the event's plugins bring along and that PDFs can carry."""
    files = [
        finders.find(variant["truetype"])
        for font in get_fonts(event).values()
        for variant in font.values()
        if isinstance(variant, dict) and "truetype" in variant
    ]
    return sorted({Path(file).parent for file in files if file})


def build(run):
    """Builds the file of a run. A failure is kept in the run; files built before stay."""
    run.state = ExportRun.State.RUNNING
    run.save(update_fields=["state", "updated"])
    chosen = FORMATS[run.format]
    mode = tuple(run.languages.split(",")) if run.languages else ()
    try:
        data, run.notes = render(run.event, programme_of(run.snapshot), run.format, mode)
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
