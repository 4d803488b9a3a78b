"""Records out of the registry's dump as it is published: JSON, gzip or zip, never all at once."""

import gzip
import io
import zipfile
from pathlib import Path

import ijson

from pretalx_ofa.organisations.records import record_from_ror

# The registry's dump has about 0.4 GB; what is much larger is none.
MOST_BYTES = 2 * 1024**3


class DumpError(Exception):
    """The file is no dump of the registry; the message says why."""


class _Limited(io.RawIOBase):
    def __init__(self, file, most):
        self.file, self.left = file, most

    def readable(self):
        return True

    def readinto(self, buffer):
        data = self.file.read(min(len(buffer), 1 << 20))
        self.left -= len(data)
        if self.left < 0:
            raise DumpError(f"unpacked it has more than {MOST_BYTES >> 30} GB")
        buffer[: len(data)] = data
        return len(data)


def rows(path, most=MOST_BYTES):
    """Yields (row from 1, :class:`Record` or the ValueError of a bad one).

    Raises :class:`DumpError` for a file that is no dump or ends too early.
    """
    try:
        with _opened(Path(path)) as file:
            entries = ijson.items(_Limited(file, most), "item", use_float=True)
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
    with path.open("rb") as file:
        start = file.read(4)
    if start[:2] == b"\x1f\x8b":
        return gzip.open(path)
    if start == b"PK\x03\x04":
        archive = zipfile.ZipFile(path)
        names = [name for name in archive.namelist() if name.endswith(".json")]
        if not names:
            raise DumpError("there is no JSON file in this zip")
        # Releases up to 1.74 carry both schemas.
        return archive.open(next((name for name in names if "schema_v2" in name), names[0]))
    return path.open("rb")
