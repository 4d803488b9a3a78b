"""The plugin as production runs it: PostgreSQL, Redis, a Celery worker in another process."""

import json
import time
from pathlib import Path

import pytest

import pretalx_ofa.demo

pytestmark = pytest.mark.services
SYMPOSIUM = Path(pretalx_ofa.demo.__file__).parent / "symposium.json"


@pytest.fixture(scope="module")
def symposium(pretalx):
    pretalx.run("ofa_programme", "import", str(SYMPOSIUM), "--event", "ofa2025", "--create",
                "--organiser", "academy")  # fmt: skip
    return pretalx


def test_import_and_export_on_postgresql_give_the_programme_back(symposium, tmp_path):
    target = tmp_path / "programme.json"
    symposium.run("ofa_programme", "export", "--event", "ofa2025", "--format", "programme.json",
                  "--output", str(target))  # fmt: skip

    before, after = json.loads(SYMPOSIUM.read_text()), json.loads(target.read_text())
    assert {s["code"] for s in after["sessions"]} == {s["code"] for s in before["sessions"]}
    assert {p["name"] for p in after["people"]} == {p["name"] for p in before["people"]}


def test_check_says_ok(symposium):
    assert symposium.run("ofa_check").stdout.strip().endswith("OK")


def test_a_release_makes_the_worker_build_the_files(symposium):
    worker = symposium.start("celery", "-A", "pretalx.celery_app", "worker", "-c", "1")
    try:
        symposium.shell(
            "from pretalx.event.models import Event;"
            "from pretalx.schedule.domain.release import freeze_schedule;"
            "from django_scopes import scope;"
            "event = Event.objects.get(slug='ofa2025')\n"
            "with scope(event=event):\n"
            "    freeze_schedule(event.wip_schedule, '2.0', notify_speakers=False)"
        )
        states = {}
        for _ in range(120):
            states = json.loads(
                symposium.shell(
                    "import json; from pretalx_ofa.models import ExportRun;"
                    "print(json.dumps({r.format: r.state for r in"
                    " ExportRun.objects.filter(snapshot__version='2.0')}))"
                )
            )
            if set(states.values()) == {"done"} and len(states) > 1:
                break
            time.sleep(1)
        assert states == {"programme.json": "done", "programme.pdf": "done"}
    finally:
        worker.terminate()
        worker.wait(30)
