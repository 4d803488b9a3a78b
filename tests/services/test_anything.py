"""What nobody would send, on PostgreSQL: it refuses NUL, longer texts and larger numbers than SQLite."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.services
SAME = (
    "tests/host/test_anything.py",
    "tests/api/test_organisations.py",
    "tests/base/test_fields.py",
    "tests/journal/test_journal.py",
)


def test_what_holds_on_sqlite_holds_on_postgresql(postgres, tmp_path):
    ours = {key: value for key, value in os.environ.items() if not key.startswith("PRETALX_")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *SAME],
        env=ours | postgres | {"PRETALX_DATA_DIR": str(tmp_path), "PRETALX_NO_INITIAL_LOG": "1"},
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout[-5000:]
