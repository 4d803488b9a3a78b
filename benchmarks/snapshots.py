"""What building the stored programme costs beside one of pretalx's pages, and deleting the event."""

import json
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from django.apps import apps
from django.db import connection
from django_scopes import scope, scopes_disabled

from benchmarks.timing import ROUNDS, alternating, in_new_process, seconds_of

DELETIONS = 5


def figures():
    """{pretalx_nojs_ms, first_build: {…}, after_an_edit: {…}, deletion: {…}}; ratios are to
    pretalx's schedule page without scripts."""
    from benchmarks.hostpages import switch, visit  # noqa: PLC0415 -- after setup
    from benchmarks.measured_event import measured  # noqa: PLC0415 -- after setup

    switch(is_on=True)
    page = f"/{measured().slug}/schedule/nojs"
    seconds = alternating(
        {"nojs": lambda: visit(page), "first": build, "edited": build},
        before={"first": _forget, "edited": _edit},
    )
    seconds["edited_elsewhere"] = statistics.median(_built_elsewhere() for _ in range(ROUNDS))
    nojs = seconds.pop("nojs")
    return {
        "pretalx_nojs_ms": round(1000 * nojs),
        "build": {
            name: {"ms": round(1000 * spent), "ratio": round(spent / nojs, 3)}
            for name, spent in seconds.items()
        },
        "deletion": _deletion(),
    }


def build():
    from benchmarks.measured_event import measured  # noqa: PLC0415 -- after setup
    from pretalx_ofa.programme import snapshots  # noqa: PLC0415 -- after setup

    event = measured()
    with scope(event=event):
        return snapshots.programme_of(snapshots.current(event))


def _forget():
    """As before the first build: nothing stored, and nothing kept in this process."""
    from pretalx_ofa.programme import snapshots  # noqa: PLC0415 -- after setup
    from pretalx_ofa.programme.models import (  # noqa: PLC0415 -- after setup
        ProgrammeSnapshot,
        SnapshotState,
    )

    with scopes_disabled():
        ProgrammeSnapshot.objects.all().delete()
        SnapshotState.objects.all().delete()
    snapshots._programmes.kept.clear()  # noqa: SLF001 -- there is no other need for it


def _edit():
    from benchmarks.measured_event import measured  # noqa: PLC0415 -- after setup

    event = measured()
    with scope(event=event):
        session = event.submissions.exclude(abstract="").order_by("pk")[5]
        session.abstract += " More."
        session.save()


def _built_elsewhere():
    """Seconds of a new process that builds after an edit in this one."""
    _edit()
    return float(in_new_process("benchmarks.snapshots", "build"))


def _deletion():
    """Seconds to delete the event after three releases, in processes and copies of their own."""
    from pretalx.schedule.domain.release import freeze_schedule  # noqa: PLC0415 -- after setup

    from benchmarks.measured_event import measured  # noqa: PLC0415 -- after setup

    for version in ("second", "third"):
        event = measured()
        with scope(event=event):
            freeze_schedule(event.wip_schedule, version, notify_speakers=False)
        build()
    spent, rows = {"on": [], "off": []}, {}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(DELETIONS):
            for state in sorted(spent, reverse=bool(number % 2)):
                told = _delete_copy(Path(folder) / state, state)
                spent[state].append(told["seconds"])
                rows[state] = told["rows"]
    on, off = (statistics.median(spent[state]) for state in ("on", "off"))
    return {
        "on_seconds": round(on, 3),
        "off_seconds": round(off, 3),
        "ratio": round(on / off, 3),
        "our_rows": rows,
    }


def _delete_copy(folder, state):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(folder / "db.sqlite3")])
    environment = os.environ | {"PRETALX_DATA_DIR": str(folder)}
    environment.pop("PRETALX_FILESYSTEM_STATIC", None)
    return json.loads(
        in_new_process("benchmarks.snapshots", "delete", state, environment=environment)
    )


def delete(state):
    """{seconds, rows of ours before}. Off: with the plugin off and nothing of ours stored."""
    from pretalx.event.domain.event import shred_event  # noqa: PLC0415 -- after setup
    from pretalx.event.domain.plugins import disable_plugin  # noqa: PLC0415 -- after setup

    from benchmarks.measured_event import measured  # noqa: PLC0415 -- after setup

    tables = [model._base_manager for model in apps.get_app_config("pretalx_ofa").get_models()]
    with scopes_disabled():
        if state == "off":
            disable_plugin(measured(), "pretalx_ofa")
            for table in tables:
                table.all().delete()
        rows = sum(table.count() for table in tables)
        with connection.cursor() as cursor:
            # What emptying the tables left to write is no part of deleting the event.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        event = measured()
        return {"seconds": seconds_of(lambda: shred_event(event)), "rows": rows}


def main(task, *arguments):
    import django  # noqa: PLC0415 -- after the environment

    django.setup()
    connection.ensure_connection()
    if task == "build":
        # What a server has loaded long before.
        from benchmarks import measured_event  # noqa: F401, PLC0415 -- after setup

        print(seconds_of(build))
    else:
        print(json.dumps(delete(*arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
