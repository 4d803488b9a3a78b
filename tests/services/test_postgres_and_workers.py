"""The plugin as production runs it: PostgreSQL, Redis, a Celery worker in another process."""

import json
import time
from pathlib import Path

import pytest

import pretalx_ofa.demo
from pretalx_ofa.exports.registry import FORMATS
from tests.organisations.conftest import REGISTRY

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


@pytest.fixture
def worker(pretalx):
    process = pretalx.start("celery", "-A", "pretalx.celery_app", "worker", "-c", "1")
    yield process
    process.terminate()
    process.wait(30)


def test_a_worker_loads_the_registry_and_tells_how_far_it_is(pretalx, worker, tmp_path):
    # The excerpt, queued when an event switched the plugin on, comes first.
    upload = tmp_path / "incoming" / "v2.16-2026-11-19-ror-data.json"
    upload.parent.mkdir()
    upload.write_text(json.dumps(REGISTRY))

    result = json.loads(
        pretalx.shell(
            "import json; from pretalx_ofa.tasks import load_registry;"
            f"task = load_registry.apply_async(kwargs={{'path': {str(upload)!r}}});"
            "print(json.dumps(task.get(timeout=300)))"
        )
    )

    assert result["state"] == "done"
    assert result["counts"]["created"] == len(REGISTRY)
    assert not upload.parent.exists()
    assert ", OK" in pretalx.run("ofa_registry", "status").stdout


def test_types_are_looked_for_in_a_list_on_postgresql(pretalx):
    output = pretalx.shell(
        "from pretalx_ofa.api.views import OrganisationFilter;"
        "from pretalx_ofa.models import Organisation;"
        "Organisation.objects.create(name='A', types=['company', 'funder']);"
        "rows = Organisation.objects.filter(name='A');"
        "print([OrganisationFilter({'type': t}, queryset=rows).qs.count() for t in"
        " ('company', 'funder', 'archive')]);"
        "rows.delete()"
    )

    assert output.strip() == "[1, 1, 0]"


def test_a_release_makes_the_worker_build_the_files(symposium, worker):
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
                "import json; from pretalx_ofa.models import ExportFile;"
                "print(json.dumps({f.format: f.state for f in"
                " ExportFile.objects.filter(version='2.0')}))"
            )
        )
        if set(states.values()) == {"idle"} and len(states) == len(FORMATS):
            break
        time.sleep(1)
    assert states == dict.fromkeys(FORMATS, "idle")
