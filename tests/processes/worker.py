"""What a :class:`tests.processes.Worker` can do: each function is a step, its result the answer."""

import json
import sys
import time
import traceback
from dataclasses import replace
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 -- after setup
from django.core.management import call_command  # noqa: E402 -- after setup
from django.db import transaction  # noqa: E402 -- after setup
from django_scopes import scope, scopes_disabled  # noqa: E402 -- after setup
from pretalx.event.models import Event  # noqa: E402 -- after setup
from pretalx.submission.models import Submission  # noqa: E402 -- after setup

from pretalx_ofa.base.changes import mark_changed  # noqa: E402 -- after setup
from pretalx_ofa.exports.models import private_storage  # noqa: E402 -- after setup
from pretalx_ofa.exports.registry import FORMATS  # noqa: E402 -- after setup
from pretalx_ofa.exports.stored import serve  # noqa: E402 -- after setup
from pretalx_ofa.organisations.models import RegistryImport  # noqa: E402 -- after setup
from pretalx_ofa.programme import snapshots  # noqa: E402 -- after setup
from pretalx_ofa.programme.models import SnapshotState  # noqa: E402 -- after setup
from pretalx_ofa.programme.records import from_json  # noqa: E402 -- after setup
from tests.factories import (  # noqa: E402 -- after setup
    make_event,
    make_room,
    make_session,
    make_speaker,
    release,
    schedule,
)
from tests.processes import wait_for  # noqa: E402 -- after setup

# Nobody else works for these processes: what is to be built is built where it is asked for.
settings.CELERY_TASK_ALWAYS_EAGER = True
BUILDS = []
held = None


def syncdb():
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    # Events that are made here have no process of its own load the registry's excerpt.
    RegistryImport.objects.create(release="v0", state=RegistryImport.State.DONE)


def make(slug):
    """An event with two released sessions."""
    event = make_event(slug)
    make_room(event)
    for title in ("Stays", "Old"):
        session = make_session(event, title, speakers=[make_speaker(event, f"By {title}")])
        schedule(session)
    release(event)
    # As if the plugin was switched on long ago.
    with scopes_disabled():
        SnapshotState.objects.filter(event=event).update(settles=None)


def slow_down(seconds):
    """Every build of this process takes so much longer, after it has read everything."""
    real = snapshots.build_released

    def slow(*args, **options):
        BUILDS.append(1)
        built = real(*args, **options)
        time.sleep(seconds)
        return built

    snapshots.build_released = slow


def read(slug):
    """The titles that a reader gets."""
    with scopes_disabled():
        event = Event.objects.get(slug=slug)
    with scope(event=event):
        programme = snapshots.programme_of(snapshots.current(event))
    return sorted(session.title.choose("en").text for session in programme.sessions)


def builds():
    return len(BUILDS)


def edit(slug, old, new):
    """Edits a title in a transaction that stays open until :func:`commit`."""
    global held  # noqa: PLW0603 -- between two steps
    held = transaction.atomic()
    held.__enter__()
    with scopes_disabled():
        session = Submission.objects.get(event__slug=slug, title=old)
        session.title = new
        session.save()


def commit():
    held.__exit__(None, None, None)


def tell(slug):
    with scopes_disabled():
        mark_changed(Event.objects.get(slug=slug))


def delete(slug, title):
    with scopes_disabled():
        session = Submission.objects.get(event__slug=slug, title=title)
        for slot in session.slots.all():
            slot.delete()
        session.delete()


def stored(slug):
    """The contents of all stored snapshots."""
    with scopes_disabled():
        event = Event.objects.get(slug=slug)
        return [snapshot.content for snapshot in event.ofa_snapshots.all()]


def hold_files(folder):
    """Every programme.json of this process, once rendered, waits for ``go`` in a folder; before, it
    puts ``rendered`` there."""
    real, folder = FORMATS["programme.json"], Path(folder)

    def held_back(*args):
        rendered = real.render(*args)
        (folder / "rendered").touch()
        wait_for(folder / "go")
        return rendered

    FORMATS["programme.json"] = replace(real, render=held_back)


def file(slug):
    """The titles in programme.json as it is served; None while there is none to be served."""
    with scopes_disabled():
        event = Event.objects.get(slug=slug)
    with scope(event=event):
        row, is_ready = serve(snapshots.current(event), FORMATS["programme.json"], ())
        if not is_ready:
            return None
        with row.file.open() as opened:
            sessions = from_json(opened.read()).sessions
    return sorted(session.title.choose("en").text for session in sessions)


def files(slug):
    """How many files the disk has of an event."""
    with scopes_disabled():
        folder = str(Event.objects.get(slug=slug).pk)
    storage = private_storage()
    return len(storage.listdir(folder)[1]) if storage.exists(folder) else 0


STEPS = {
    step.__name__: step
    for step in (
        *(syncdb, make, slow_down, read, builds, edit, commit, tell, delete, stored),
        *(hold_files, file, files),
    )
}

for line in sys.stdin:
    name, arguments = json.loads(line)
    try:
        answer = {"value": STEPS[name](**arguments)}
    except Exception:  # noqa: BLE001 -- for the test to show
        answer = {"error": traceback.format_exc()}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
