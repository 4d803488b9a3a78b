"""Records out of the registry's dump as it is published: JSON, gzip or zip; our excerpt is bzip2.

Whatever the file holds, no more of it is in memory than one record: an array is cut into its values
here because streaming parsers take any depth and length of a value.
"""

import bz2
import gzip
import io
import json
import os
import re
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.organisations.registry.entries import record_from_ror
from pretalx_ofa.organisations.registry.faults import DumpError, RecordError, unreadable

# The registry's dump has about 0.4 GB and 120,000 records, the longest of 0.1 MB; what is much
# larger is none.
MOST_BYTES, MOST_RECORDS, MOST_RECORD = 2 * 1024**3, 500_000, 2 * 1024**2
MOST_DIRECTORY = 1024**2
PIECE = 1 << 18
SPACE = re.compile(r"[ \t\r\n]*")
# Python refuses integers of many digits; a float may have any number of them.
DECODER = json.JSONDecoder(parse_int=float)
DAMAGED = pgettext_noop("pretalx_ofa", "The file is damaged or ends too early.")


def rows(path, most=MOST_BYTES, progress=None):
    """Yields (row from 1, :class:`Record` or the :class:`RecordError` of a bad one).

    ``progress`` is called with the share that is read, 0 to 1. Raises :class:`DumpError` for a file
    that is no dump or ends too early.
    """
    number = 0
    try:
        file, size = _opened(Path(path))
        with closing(file):
            unpacked = io.BufferedReader(_Limited(file, size, most, progress), PIECE)
            for entry in _Array(io.TextIOWrapper(unpacked, "utf-8-sig", newline="")).values():
                number += 1
                if number > MOST_RECORDS:
                    text = pgettext_noop("pretalx_ofa", "It has more than {number} records.")
                    raise DumpError(text, number=MOST_RECORDS)
                try:
                    yield number, record_from_ror(entry, number)
                except RecordError as error:
                    yield number, error
    except UnicodeDecodeError as error:
        text = pgettext_noop("pretalx_ofa", "This is no text in UTF-8.")
        raise DumpError(text, row=number + 1) from error
    except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        raise DumpError(DAMAGED, row=number) from error
    except OSError as error:
        # bz2 says without a number what is wrong with the data.
        fault = unreadable(error, row=number) if error.errno else DumpError(DAMAGED, row=number)
        raise fault from error
    if not number:
        text = pgettext_noop("pretalx_ofa", "There is no record in it.")
        raise DumpError(text)


class _Limited(io.RawIOBase):
    """The unpacked bytes, up to ``most``; ``progress`` is told their share of ``size``, if known."""

    def __init__(self, file, size, most, progress):
        self.file, self.size, self.most, self.progress = file, size, most, progress
        self.count = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        data = self.file.read(len(buffer))
        self.count += len(data)
        if self.count > self.most:
            text = pgettext_noop("pretalx_ofa", "Unpacked it has more than {number} GB.")
            raise DumpError(text, number=MOST_BYTES >> 30)
        if self.progress and self.size:
            self.progress(min(1, self.count / self.size))
        buffer[: len(data)] = data
        return len(data)


class _Array:
    """A JSON array, read in pieces; ``rest[at:]`` is what is read and not used yet."""

    def __init__(self, text):
        self.text, self.rest, self.at, self.row = text, "", 0, 0

    def values(self):
        """Yields each value as Python's. Raises :class:`DumpError`."""
        if self.mark() != "[":
            raise DumpError(pgettext_noop("pretalx_ofa", "This is no JSON array of organisations."))
        if (mark := self.mark()) != "]":
            self.at -= len(mark)
            mark = ","
        while mark == ",":
            self.row += 1
            yield self.value()
            mark = self.mark()
        if mark != "]" or self.mark():
            raise self.broken()

    def mark(self):
        """The next character that is no space; empty at the end of the file."""
        while True:
            self.at = SPACE.match(self.rest, self.at).end()
            if self.at < len(self.rest):
                self.at += 1
                return self.rest[self.at - 1]
            if not self.more():
                return ""

    def value(self):
        mark = self.mark()
        self.at -= len(mark)
        while True:
            try:
                found, end = DECODER.raw_decode(self.rest, self.at)
            except json.JSONDecodeError as error:
                if not self.is_cut(error) or not self.more():
                    raise self.broken() from error
            except RecursionError as error:
                text = pgettext_noop("pretalx_ofa", "This is nested too deeply for a record.")
                raise DumpError(text, row=self.row) from error
            else:
                if end < len(self.rest):
                    self.at = end
                    return found
                if not self.more():
                    raise self.broken()
            if len(self.rest) > MOST_RECORD:
                text = pgettext_noop("pretalx_ofa", "A record has no more than {number} MB.")
                raise DumpError(text, row=self.row, number=MOST_RECORD >> 20)

    def is_cut(self, error):
        """Whether more of the file may mend it: it ends within a string, an escape or a word."""
        return error.pos > len(self.rest) - 10 or error.msg.startswith("Unterminated string")

    def more(self):
        piece = self.text.read(PIECE)
        self.rest, self.at = self.rest[self.at :] + piece, 0
        return piece

    def broken(self):
        return DumpError(DAMAGED, row=self.row)


def _opened(path):
    """(file of the unpacked bytes, how many they say they are; 0 where they do not)."""
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(-min(4, path.stat().st_size), os.SEEK_END)
        end = file.read()
    if start[:2] == b"\x1f\x8b":
        return gzip.open(path), int.from_bytes(end, "little")
    if start[:2] == b"PK":
        return _opened_zip(path)
    if start[:3] == b"BZh":
        return bz2.open(path), 0
    return path.open("rb"), path.stat().st_size


def _opened_zip(path):
    _check_directory(path)
    archive = zipfile.ZipFile(path)
    members = [member for member in archive.infolist() if member.filename.endswith(".json")]
    if not members:
        raise DumpError(pgettext_noop("pretalx_ofa", "There is no JSON file in this zip."))
    # Releases up to 1.74 carry both schemas.
    chosen = next((member for member in members if "schema_v2" in member.filename), members[0])
    if chosen.flag_bits & 1:
        raise DumpError(pgettext_noop("pretalx_ofa", "This zip is encrypted."))
    if chosen.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise DumpError(pgettext_noop("pretalx_ofa", "This zip is packed in an unusual way."))
    try:
        return archive.open(chosen), chosen.file_size
    except (NotImplementedError, RuntimeError) as error:
        # What its local header says is not what the directory says.
        raise DumpError(DAMAGED) from error


def _check_directory(path):
    """zipfile reads the whole directory of a zip: a release has a few files, and no zip64."""
    with path.open("rb") as file:
        file.seek(-min(path.stat().st_size, 1 << 16), os.SEEK_END)
        end = file.read()
    at = end.rfind(b"PK\x05\x06")
    size = int.from_bytes(end[at + 12 : at + 16], "little") if at >= 0 else 0
    if size > MOST_DIRECTORY or b"PK\x06\x07" in end[max(0, at - 20) : max(0, at)]:
        raise DumpError(pgettext_noop("pretalx_ofa", "This zip holds more than a release."))
