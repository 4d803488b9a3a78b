"""Keeping the registry up to date: where it comes from, and when it is due again."""

import datetime as dt
import shutil
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils.timezone import now
from pretalx.common.models.settings import GlobalSettings, hierarkey

from pretalx_ofa.organisations.models import RegistryImport
from pretalx_ofa.organisations.registry.download import PUBLISHED, FetchError, fetch
from pretalx_ofa.organisations.registry.load import load

hierarkey.add_default("ofa_registry_address", PUBLISHED, str)
hierarkey.add_default("ofa_registry_monthly", "False", bool)
EVERY, AGAIN_AFTER = dt.timedelta(days=30), dt.timedelta(days=1)
# Which share of the whole time the download takes.
FETCHED = 0.2


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
    last = RegistryImport.objects.first()
    if not last:
        return True
    waited = now() - last.started
    return waited > (EVERY if last.state == RegistryImport.State.DONE else AGAIN_AFTER)


def keep_upload(upload):
    """Puts an uploaded file where the task finds it; returns its path."""
    folder = _incoming()
    path = folder / Path(upload.name).name
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


def load_address(address, *, progress):
    """Downloads a dump and loads it. Returns the RegistryImport, a failed one if nothing came."""
    folder = _incoming()
    try:
        path = fetch(address, folder, progress=lambda share: progress(FETCHED * share))
        return load(path, progress=lambda share: progress(FETCHED + (1 - FETCHED) * share))
    except FetchError as error:
        return RegistryImport.objects.create(
            release=address[:100],
            state=RegistryImport.State.FAILED,
            errors=[[0, str(error)]],
            finished=now(),
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _incoming():
    folder = Path(settings.DATA_DIR) / "ofa" / "incoming" / uuid4().hex
    folder.mkdir(parents=True)
    return folder
