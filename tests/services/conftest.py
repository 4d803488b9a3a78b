"""Real servers, started for these tests on free ports and stopped after them."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from itertools import takewhile
from pathlib import Path

import pytest

REQUIRED = os.environ.get("OFA_REQUIRE_ALL") == "1"


def missing(what):
    """Without a server these tests are skipped, but not where everything is required."""
    (pytest.fail if REQUIRED else pytest.skip)(f"{what} is not installed")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(process, log):
    for _ in range(300):
        if process.poll() is not None:
            break
        if "ready to accept connections" in log.read_text().lower():
            return
        time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """Environment for pretalx with a PostgreSQL of our own."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = found[-1] if found else shutil.which("initdb")
    if not initdb:
        missing("PostgreSQL")
    programs = Path(initdb).parent
    folder = tmp_path_factory.mktemp("postgres")
    as_user = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root; Debian's package brings the user.
        shutil.chown(folder, "postgres")
        for parent in takewhile(Path(tempfile.gettempdir()).__lt__, folder.parents):
            parent.chmod(0o755)
        as_user = ["runuser", "-u", "postgres", "--"]
    data, log, port = folder / "data", folder / "log", free_port()
    subprocess.run(
        [*as_user, initdb, "-D", data, "-U", "pretalx", "-A", "trust", "--no-sync", "-E", "UTF8"],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    with log.open("w") as output:
        server = subprocess.Popen(
            [*as_user, programs / "postgres", "-D", data, "-p", str(port), "-k", "", "-F",
             "-c", "listen_addresses=127.0.0.1"],
            stdout=output, stderr=output, cwd=folder,
        )  # fmt: skip
    wait_for(server, log)
    yield {
        "PRETALX_DB_TYPE": "postgresql",
        "PRETALX_DB_NAME": "postgres",
        "PRETALX_DB_USER": "pretalx",
        "PRETALX_DB_HOST": "127.0.0.1",
        "PRETALX_DB_PORT": str(port),
    }
    server.terminate()
    server.wait(20)


@pytest.fixture(scope="session")
def redis(tmp_path_factory):
    """Environment for pretalx with a Redis of our own as cache, broker and result backend."""
    program = shutil.which("redis-server") or missing("Redis")
    folder, port = tmp_path_factory.mktemp("redis"), free_port()
    log = folder / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder],
            stdout=output,
            stderr=output,
        )
    wait_for(server, log)
    base = f"redis://127.0.0.1:{port}"
    yield {
        "PRETALX_REDIS": f"{base}/0",
        "PRETALX_CELERY_BROKER": f"{base}/1",
        "PRETALX_CELERY_BACKEND": f"{base}/2",
    }
    server.terminate()
    server.wait(20)


class Pretalx:
    """A pretalx installation of its own: runs its commands as an administrator would."""

    def __init__(self, folder, environment):
        self.environment = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("PRETALX_", "DJANGO_", "GITHUB_"))
        } | {
            "PRETALX_DATA_DIR": str(folder),
            "PRETALX_FILESYSTEM_STATIC": str(folder / "static"),
            "PRETALX_NO_INITIAL_LOG": "1",
            "DJANGO_SETTINGS_MODULE": "pretalx.settings",
            **environment,
        }

    def run(self, *arguments, check=True):
        return subprocess.run(
            [sys.executable, "-m", "pretalx", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=check,
        )

    def shell(self, code):
        return self.run("shell", "--unsafe-disable-scopes", "--no-imports", "-c", code).stdout

    def start(self, *command):
        return subprocess.Popen(
            [sys.executable, "-m", *command],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


@pytest.fixture(scope="session")
def pretalx(tmp_path_factory, postgres, redis):
    """pretalx on PostgreSQL and Redis with the symposium in it, not yet released again."""
    installation = Pretalx(tmp_path_factory.mktemp("pretalx"), postgres | redis)
    installation.run("migrate")
    installation.shell(
        "from pretalx.event.models import Organiser;"
        "Organiser.objects.create(name='Academy', slug='academy')"
    )
    return installation
