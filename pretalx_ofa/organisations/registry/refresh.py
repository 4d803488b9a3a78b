"""Keeping the registry up to date: where it comes from, and when it is due again."""

import datetime as dt
import logging
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils.timezone import now
from pretalx.common.models.settings import GlobalSettings, hierarkey

from pretalx_ofa.base.queueing import has_workers, queue
from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.organisations.models import RegistryImport
from pretalx_ofa.organisations.registry import excerpt, loaded, running
from pretalx_ofa.organisations.registry.download import PUBLISHED, fetch, without_credentials
from pretalx_ofa.organisations.registry.faults import FetchError, unreadable
from pretalx_ofa.organisations.registry.load import load, load_alone
from pretalx_ofa.organisations.registry.running import alone

hierarkey.add_default("ofa_registry_address", PUBLISHED, str)
hierarkey.add_default("ofa_registry_monthly", "False", bool)
EVERY, AGAIN_AFTER = dt.timedelta(days=30), dt.timedelta(days=1)
# Which share of the whole time the download takes.
FETCHED = 0.2
# Seconds after which nobody waits for a file that came in.
KEPT = 24 * 3600

logger = logging.getLogger(__name__)


def preferences():
    """(address, whether it is loaded every month)."""
    known = GlobalSettings().settings
    return known.ofa_registry_address, known.ofa_registry_monthly


def prefer(address, *, monthly):
    known = GlobalSettings().settings
    known.set("ofa_registry_address", address)
    known.set("ofa_registry_monthly", monthly)


def is_due():
    """Whether a month went by since the last load; a failed one is tried again the next day."""
    if not preferences()[1]:
        return False
    last = RegistryImport.objects.filter(is_excerpt=False).first()
    if not last:
        return True
    waited = now() - last.started
    return waited > (EVERY if last.state == RegistryImport.State.DONE else AGAIN_AFTER)


def is_excerpt_wanted():
    """Whether nothing is loaded, or an older excerpt than ours."""
    current = loaded.current_import()
    is_loaded = current and current.source == excerpt.about()["sha256"]
    return excerpt.replaces(current) and not is_loaded


def load_excerpt(*, progress=None):
    """Loads the excerpt where it is wanted. Returns its RegistryImport or None. Raises BusyError."""
    with alone(progress) as tell:
        return load_alone(excerpt.FILE, progress=tell) if is_excerpt_wanted() else None


def provide_excerpt():
    """Has the excerpt loaded where it is wanted, by workers or a process of its own; never raises."""
    if not is_excerpt_wanted() or running.percentage() is not None:
        return
    if has_workers():
        queue("load_excerpt")
        return
    try:
        start("excerpt")
    except OSError:
        logger.exception("The excerpt of the registry could not be loaded")


def keep_upload(upload):
    """Puts an uploaded file where the load finds it; returns its path. Raises OSError."""
    folder = _incoming()
    path = folder / (re.sub(r"[^\w.-]+", "_", Path(upload.name).name)[-100:] or "dump")
    with path.open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return path


def load_upload(path, *, progress):
    """Loads an uploaded file and removes it. Returns the RegistryImport."""
    try:
        return load(path, progress=progress)
    finally:
        shutil.rmtree(Path(path).parent, ignore_errors=True)


def load_address(address, *, progress=None):
    """Downloads a dump and loads it. Returns the RegistryImport, a failed one if nothing came.

    Raises BusyError.
    """
    with alone(progress) as tell:
        folder = None
        try:
            folder = _incoming()
            path = fetch(address, folder, progress=lambda share: tell(FETCHED * share))
            return load_alone(path, progress=lambda share: tell(FETCHED + (1 - FETCHED) * share))
        except FetchError as error:
            return _failed(address, error)
        except OSError as error:
            return _failed(address, unreadable(error))
        finally:
            if folder:
                shutil.rmtree(folder, ignore_errors=True)


def _failed(address, error):
    run = RegistryImport(release=cleaned(without_credentials(address))[:100])
    run.state, run.errors, run.finished = run.State.FAILED, [error.stored()], now()
    run.proposed = []
    run.save()
    return run


def start(*arguments):
    """Runs ``ofa_registry`` in a process of its own, for pages on servers without workers.

    It outlives the request and the web server's process, and gives its memory back.
    """
    running.announce()
    subprocess.Popen(  # noqa: S603 -- our own command
        [sys.executable, "-m", "pretalx", "ofa_registry", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def _incoming():
    """A new folder; what loads that were killed left behind is removed."""
    parent = Path(settings.DATA_DIR) / "ofa" / "incoming"
    parent.mkdir(parents=True, exist_ok=True)
    for old in parent.iterdir():
        if old.stat().st_mtime < time.time() - KEPT:
            shutil.rmtree(old, ignore_errors=True)
    folder = parent / uuid4().hex
    folder.mkdir()
    return folder
