from django.conf import settings
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django_scopes import scope, scopes_disabled
from pretalx.event.models import Event

from pretalx_ofa.exports.models import private_storage
from pretalx_ofa.organisations.registry import loaded
from pretalx_ofa.programme import snapshots


class Command(BaseCommand):
    help = "Says OK, or what to do next, for this installation and its events."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--event", help="Only this event (its slug).")

    def handle(self, *args, **options):
        problems = [f"{found.msg}\n  {found.hint}" for found in run_checks(tags=["pretalx_ofa"])]
        problems += self.installation()
        if not problems:
            problems += [*self.registry(), *self.events(options["event"])]
        for problem in problems:
            self.stdout.write(self.style.WARNING(problem))
        if problems:
            raise CommandError(f"{len(problems)} to do", returncode=1)
        self.stdout.write(self.style.SUCCESS("OK"))

    def installation(self):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield "The database is not up to date.\n  Run: python -m pretalx migrate"
        folder = settings.DATA_DIR / "ofa"
        try:
            storage = private_storage()
            storage.delete(storage.save("check", ContentFile(b"")))
        except OSError as error:
            yield f"Files cannot be stored: {error}\n  Make {folder} writable for this user."

    def registry(self):
        if loaded.stamp() and loaded.index_stamp() != loaded.stamp():
            yield (
                "Organisations cannot be searched on this server yet.\n"
                "  Run: python -m pretalx ofa_registry index"
            )

    def events(self, slug):
        with scopes_disabled():
            events = Event.objects.order_by("slug")
            if slug:
                events = events.filter(slug=slug)
                if not events:
                    raise CommandError(f"There is no event “{slug}”.", returncode=2)
            events = list(events)
        active = [event for event in events if "pretalx_ofa" in event.plugin_list]
        if slug and not active:
            yield (f"{slug}: the plugin is off.\n  Tick it at {events[0].orga_urls.plugins.full()}")
        for event in active:
            try:
                with scope(event=event):
                    snapshot = snapshots.current(event)
                    programme = snapshot and snapshots.programme_of(snapshot)
            except snapshots.Unavailable as error:
                yield (
                    f"{event.slug}: the programme cannot be shown: {error}\n"
                    f"  Look at {event.orga_urls.base.full()}p/ofa/"
                )
                continue
            if programme and programme.version:
                self.stdout.write(
                    f"{event.slug}: version {programme.version}, {len(programme.sessions)} sessions, "
                    f"{len(programme.people)} speakers, languages {', '.join(programme.languages)}"
                )
            else:
                featured = len(programme.sessions) if programme else 0
                self.stdout.write(
                    f"{event.slug}: no schedule is released yet, {featured} sessions are featured"
                )
