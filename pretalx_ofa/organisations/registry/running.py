"""One load at a time on this server, and how far it is.

The file is locked while a load runs, which ends however its process ends, and holds its percentage.
"""

import fcntl
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

# How long a process that was started has time to take the lock.
TO_START = 60


class BusyError(Exception):
    """Another process is loading a release."""


@contextmanager
def alone(progress=None):
    """Holds the lock; yields a function to be told the share that is done, 0 to 1, which passes it
    on to ``progress``. Raises :class:`BusyError`.
    """
    with _path().open("a+") as file:
        if not any(_locked(file) for _try in range(3)):
            raise BusyError
        told = None

        def tell(share):
            nonlocal told
            if (percent := round(100 * share)) != told:
                told = percent
                _write(file, f"{percent}")
            if progress:
                progress(share)

        tell(0)
        try:
            yield tell
        finally:
            _write(file, "")


def announce():
    """Says that a process was started that will take the lock."""
    with _path().open("a+") as file:
        _write(file, "started")


def percentage():
    """How far the running load is, 0 to 100; None where none runs, nor can without a folder for it."""
    with suppress(OSError), _path().open("a+") as file:
        file.seek(0)
        text, is_young = file.read(), time.time() - _path().stat().st_mtime < TO_START
        if not _locked(file):
            return int(text) if text.isdecimal() else 0
        return 0 if text == "started" and is_young else None
    return None


def _locked(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        # A page may be looking whether it is locked.
        time.sleep(0.05)
        return False
    return True


def _write(file, text):
    # A full disk stops the load where it needs the space, not here.
    with suppress(OSError):
        file.seek(0)
        file.truncate()
        file.write(text)
        file.flush()


def _path():
    path = Path(settings.DATA_DIR) / "ofa" / "registry.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
