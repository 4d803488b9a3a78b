"""Files made to break the load: each is a named error, a finished record, and takes little memory."""

import bz2
import gzip
import io
import json
import os
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest

from pretalx_ofa.organisations.models import Organisation, RegistryImport
from pretalx_ofa.organisations.registry import dump as reading
from pretalx_ofa.organisations.registry.dump import DumpError, rows
from pretalx_ofa.organisations.registry.load import load
from tests.organisations.conftest import REGISTRY, entry

DUMP = json.dumps(REGISTRY).encode()
DAMAGED = "The file is damaged or ends too early."
NO_ARRAY = "This is no JSON array of organisations."
TOO_LONG = "A record has no more than 2 MB."
TOO_DEEP = "This is nested too deeply for a record."
FIRST = json.dumps([entry(1, "A")]).encode()[:-1] + b","


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


def zipped(content=DUMP, name="v2.json", method=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def changed(archive, *, flags=0, method=8):
    """The zip with other flags and another method, in its local header and in its directory."""
    at = archive.index(b"PK\x01\x02")
    local = archive[:6] + struct.pack("<HH", flags, method) + archive[10:at]
    return local + archive[at : at + 8] + struct.pack("<HH", flags, method) + archive[at + 12 :]


def broken(packed, at):
    return packed[:at] + bytes(255 - byte for byte in packed[at : at + 200]) + packed[at + 200 :]


@pytest.mark.parametrize(
    ("content", "row", "problem"),
    (
        (b"", 0, NO_ARRAY),
        (b"not json", 0, NO_ARRAY),
        (b"<html>", 0, NO_ARRAY),
        (b"{}", 0, NO_ARRAY),
        (b"[]", 0, "There is no record in it."),
        (b"[", 1, DAMAGED),
        (b"[,]", 1, DAMAGED),
        (b"\xff\xfe", 1, "This is no text in UTF-8."),
        (FIRST + b'"\xff"]', 1, "This is no text in UTF-8."),
        (DUMP[:-200], len(REGISTRY), DAMAGED),
        (DUMP[:-1], len(REGISTRY), DAMAGED),
        (DUMP + b"]", len(REGISTRY), DAMAGED),
        (FIRST + b"{]", 2, DAMAGED),
        (FIRST + b"nul", 2, DAMAGED),
        (b"[" * 40_000, 1, TOO_DEEP),
        (b"[" * 100_000, 1, TOO_DEEP),
        (b'[{"id":' * 100_000, 1, TOO_DEEP),
        (FIRST + b"[" * 3_000_000, 2, TOO_DEEP),
        (FIRST + b'"' + b"x" * 5_000_000 + b'"]', 2, TOO_LONG),
        (FIRST + b'{"id":' + b"7" * 5_000_000 + b"}]", 2, TOO_LONG),
        (b"\x1f\x8bbroken", 0, DAMAGED),
        (gzip.compress(DUMP)[:-20], 0, DAMAGED),
        (gzip.compress(DUMP)[:-8] + b"\0" * 8, 0, DAMAGED),
        (broken(gzip.compress(DUMP), 100), 0, DAMAGED),
        (gzip.compress(DUMP) + b"more", 0, DAMAGED),
        (b"BZh9broken", 0, DAMAGED),
        (bz2.compress(DUMP)[:-20], 0, DAMAGED),
        (broken(bz2.compress(DUMP), 100), 0, DAMAGED),
        (b"PK\x03\x04", 0, DAMAGED),
        (zipped()[:-30], 0, DAMAGED),
        (broken(zipped(), 200), 0, DAMAGED),
        (zipped(name="v2.csv"), 0, "There is no JSON file in this zip."),
        (changed(zipped(), flags=1), 0, "This zip is encrypted."),
        (changed(zipped(), method=99), 0, "This zip is packed in an unusual way."),
        (zipped(method=zipfile.ZIP_LZMA), 0, "This zip is packed in an unusual way."),
    ),
)
def test_a_file_that_is_no_dump_is_a_finished_record_that_says_why(
    db, tmp_path, content, row, problem
):
    path = tmp_path / "dump"
    path.write_bytes(content)

    run = load(path)

    assert run.state == "failed"
    assert run.problems() == [(row, problem)]
    kept = RegistryImport.objects.get()
    assert (kept.state, kept.problems()) == ("failed", run.problems())
    assert kept.finished
    assert not Organisation.objects.exists()


def test_a_zip_of_many_files_is_not_listed(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_DIRECTORY", 10)
    (tmp_path / "dump").write_bytes(zipped())

    with pytest.raises(DumpError, match="This zip holds more than a release"):
        list(rows(tmp_path / "dump"))


@pytest.mark.parametrize(
    ("limit", "problem"), (("MOST_RECORDS", "more than 1 records"), ("MOST_RECORD", "A record has"))
)
def test_what_has_no_end_is_refused(dump, monkeypatch, limit, problem):
    monkeypatch.setattr(reading, limit, 1)
    monkeypatch.setattr(reading, "PIECE", 100)

    with pytest.raises(DumpError, match=problem):
        list(rows(dump()))


def test_what_unpacks_without_end_is_refused(dump):
    with pytest.raises(DumpError, match="Unpacked it has more than"):
        list(rows(dump(), most=1000))


@pytest.mark.parametrize("piece", (1, 7, 64))
def test_where_the_pieces_are_cut_does_not_matter(dump, monkeypatch, piece):
    whole = list(rows(dump()))
    monkeypatch.setattr(reading, "PIECE", piece)

    assert list(rows(dump(REGISTRY))) == whole


def test_spaces_and_a_byte_order_mark_are_read_over(tmp_path):
    path = tmp_path / "dump"
    path.write_text(json.dumps(REGISTRY, indent=8), encoding="utf-8-sig")

    assert len(list(rows(path))) == len(REGISTRY)


def repeated(piece, size, start=b"[", end=b""):
    """Bytes as they are packed, a megabyte at a time."""
    block = piece * (1_000_000 // len(piece))
    yield start
    for _ in range(size // len(block)):
        yield block
    yield end


HUGE = {
    "depth": lambda: repeated(b"[", 100_000_000),
    "string": lambda: repeated(b"x", 500_000_000, b'["', b'"]'),
    "record": lambda: repeated(b'{"names":[]},', 200_000_000, b'[{"names":[', b"]}]"),
    "keys": lambda: repeated(b'"%07d":0,', 10_000_000, b"[{", b'"id":0}]'),
    "spaces": lambda: repeated(b" ", 300_000_000),
    "long records": lambda: (
        piece
        for n in range(10)
        for piece in (
            b"[" if n == 0 else b",",
            json.dumps(entry(n, "A", domains=["x"] * 300_000)).encode(),
        )
    ),
}


COMMAND = """
import sys
from django.core.management import CommandError, call_command
import django
django.setup()
try:
    call_command(*sys.argv[1:])
except CommandError:
    print("refused")
print(open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
"""


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    """Runs a command in a process of its own, on a database of its own: (refused or not, peak in kB)."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "pretalx.settings",
        "PRETALX_DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "PRETALX_NO_INITIAL_LOG": "1",
    }

    def command(*arguments):
        arguments = [sys.executable, "-c", COMMAND, *map(str, arguments)]
        done = subprocess.run(
            arguments, check=True, capture_output=True, text=True, env=environment
        )
        return "refused" in done.stdout, int(done.stdout.split()[-1])

    command("migrate", "--verbosity=0")
    return command


@pytest.mark.parametrize("kind", HUGE)
def test_the_command_needs_little_memory_for_any_file(command, tmp_path, kind):
    packer = zlib.compressobj(1, wbits=31)
    with (tmp_path / "dump.json.gz").open("wb") as file:
        for piece in HUGE[kind]():
            file.write(packer.compress(piece))
        file.write(packer.flush())

    refused, peak = command("ofa_registry", "import", tmp_path / "dump.json.gz")

    assert refused
    assert peak < 400_000
