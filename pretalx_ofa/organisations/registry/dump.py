"""Records out of the registry's dump as it is published: JSON, gzip or zip, never all at once."""

import gzip
import io
import os
import zipfile
from pathlib import Path

import ijson

from pretalx_ofa.organisations.matching.records import record_from_ror

# The registry's dump has about 0.4 GB; what is much larger is none.
MOST_BYTES = 2 * 1024**3


class DumpError(Exception):
    """The file is no dump of the registry; the message says why."""


class _Limited(io.RawIOBase):
    """The unpacked bytes, up to ``most``; ``progress`` is told their share of ``size``."""

    def __init__(self, file, size, most, progress):
        self.file, self.size, self.most, self.progress = file, size, most, progress
        self.count = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        data = self.file.read(min(len(buffer), 1 << 20))
        self.count += len(data)
        if self.count > self.most:
            raise DumpError(f"unpacked it has more than {MOST_BYTES >> 30} GB")
        if self.progress:
            self.progress(min(1, self.count / max(1, self.size)))
        buffer[: len(data)] = data
        return len(data)


def rows(path, most=MOST_BYTES, progress=None):
    """Yields (row from 1, :class:`Record` or the ValueError of a bad one).

    ``progress`` is called with the share that is read, 0 to 1. Raises :class:`DumpError` for a file
    that is no dump or ends too early.
    """
    try:
        file, size = _opened(Path(path))
        with file:
            entries = ijson.items(_Limited(file, size, most, progress), "item", use_float=True)
            number = 0
            for number, entry in enumerate(entries, 1):
                try:
                    yield number, record_from_ror(entry)
                except ValueError as error:
                    yield number, error
    except ijson.common.IncompleteJSONError as error:
        raise DumpError(f"it is broken or ends after row {number}") from error
    except ijson.JSONError as error:
        raise DumpError(f"it is no JSON: {error}") from error
    except (OSError, EOFError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise DumpError(str(error)) from error
    if not number:
        raise DumpError("there is no record in it; expected a JSON array of organisations")


def _opened(path):
    """(file of the unpacked bytes, how many they say they are)."""
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(-min(4, path.stat().st_size), os.SEEK_END)
        end = file.read()
    if start[:2] == b"\x1f\x8b":
        return gzip.open(path), int.from_bytes(end, "little")
    if start == b"PK\x03\x04":
        archive = zipfile.ZipFile(path)
        names = [name for name in archive.namelist() if name.endswith(".json")]
        if not names:
            raise DumpError("there is no JSON file in this zip")
        # Releases up to 1.74 carry both schemas.
        name = next((name for name in names if "schema_v2" in name), names[0])
        return archive.open(name), archive.getinfo(name).file_size
    return path.open("rb"), path.stat().st_size
