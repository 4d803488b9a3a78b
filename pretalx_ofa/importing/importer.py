"""From a :class:`File` to pretalx objects of an event.

Entries are found again (``sessions.py``, ``people.py``, ``named.py``), so that a second run changes
nothing and a newer file changes what is new. What a file lacks stays, and is counted. What organisers
may have edited since (affiliations, translations, who speaks) is only ever added.
"""

from django.db import transaction
from django_scopes import scope, scopes_disabled

from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.importing import affiliations, named, people, sessions, times, translations
from pretalx_ofa.importing.bookkeeping import Import
from pretalx_ofa.importing.events import make_event, mark_logistics, note_other_dates, release
from pretalx_ofa.importing.report import Report
from pretalx_ofa.programme import snapshots


class _DryRun(Exception):  # noqa: N818 -- never leaves this module
    pass


def import_programme(file, *, event=None, slug="", organiser=None, dry_run=False):
    """Imports into ``event``, or makes an event ``slug`` of ``organiser`` and releases it.

    All or nothing. Returns (event, :class:`Report`); raises ValueError for what cannot be stored.
    """
    report = Report(file.notes)
    try:
        with transaction.atomic(), scopes_disabled():
            is_new = event is None
            if is_new:
                event = make_event(file.programme, slug, organiser)
            with scope(event=event):
                _run(Import(event, file, report, is_new=is_new))
                if is_new:
                    release(event, file.programme, report)
            if dry_run:
                raise _DryRun  # noqa: TRY301 -- how a transaction is taken back
    except _DryRun:
        pass
    else:
        with scope(event=event):
            snapshots.refresh(event)
    return event, report


def _run(run):
    rooms, tracks, types = named.rooms(run), named.tracks(run), named.types(run)
    standing = sessions.find(run)
    roles = people.read_roles(run)
    profiles = people.store(run, standing, roles)
    moved = times.moved(run, rooms, standing)
    submissions = sessions.store(run, standing, tracks, types, moved)
    times.store(run, submissions, moved)
    times.store_breaks(run, rooms)
    people.store_roles(run, submissions, profiles, roles)
    affiliations.store(run, submissions, profiles)
    translations.store(run, submissions, profiles)
    if run.is_new:
        mark_logistics(run, tracks, types)
    else:
        note_other_dates(run)
    run.store()
    mark_changed(run.event)
