"""Import, build, calendar and side-by-side book of the symposium and of three real programmes."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled
from pretalx.event.models import Event, Organiser

from benchmarks.timing import seconds_of
from pretalx_ofa.base.links import addresses
from pretalx_ofa.demo.loading import SYMPOSIUM
from pretalx_ofa.exports.registry import FORMATS
from pretalx_ofa.importing.importer import import_programme
from pretalx_ofa.importing.reading import read
from pretalx_ofa.presentation.links import Links
from pretalx_ofa.programme.build import build_released
from pretalx_ofa.programme.records import to_json

FILES = (
    "rc3-channels-2020.schedule.json",
    "foss4g2025-auckland.schedule.json",
    "fosdem2025.schedule.xml",
)


def figures(folder):
    """{name: {sessions, import_seconds, build_queries, build_seconds, calendar_seconds,
    pdf: {…}}}."""
    call_command("migrate", verbosity=0, interactive=False)
    organiser = Organiser.objects.create(name="Benchmarks", slug="benchmarks")
    found = {"symposium": _event(SYMPOSIUM, "symposium", organiser)}
    for name in FILES:
        path = folder / name
        slug = name.split(".")[0]
        found[slug] = _event(path, slug, organiser) if path.exists() else f"not measured: no {path}"
    return found


def _event(path, slug, organiser):
    start = time.perf_counter()
    import_programme(read(path.read_bytes()), slug=slug, organiser=organiser)
    imported = time.perf_counter() - start
    with scopes_disabled():
        event = Event.objects.get(slug=slug)
    with scope(event=event), CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        programme = build_released(event).programme
        built = time.perf_counter() - start
    return {
        "sessions": len(programme.sessions),
        "import_seconds": round(imported, 2),
        "build_queries": len(queries),
        "build_seconds": round(built, 3),
        "build_ms_per_session": round(1000 * built / len(programme.sessions), 2),
        "calendar_seconds": round(seconds_of(lambda: _calendar(event, programme)), 3),
        "pdf": _pdf(programme),
    }


def _calendar(event, programme):
    languages, links = programme.languages[:1], Links(**addresses(event))
    return FORMATS["calendar.ics"].render(programme, languages, {}, links, None, ())


def _pdf(programme):
    """Seconds and peak memory of a process that does nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "programme.json"
        path.write_bytes(to_json(programme))
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.pdf", path],
            check=True,
            capture_output=True,
            text=True,
        )
    return json.loads(done.stdout)
