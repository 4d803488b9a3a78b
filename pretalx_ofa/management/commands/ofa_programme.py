import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import get_language, pgettext
from django_scopes import scope, scopes_disabled
from pretalx.event.models import Event, Organiser

from pretalx_ofa.exports import notes
from pretalx_ofa.exports.registry import FORMATS
from pretalx_ofa.exports.rendering import render
from pretalx_ofa.i18n.languages import resolve
from pretalx_ofa.importing.importer import import_programme
from pretalx_ofa.importing.reading import ReadError, read
from pretalx_ofa.programme import snapshots
from pretalx_ofa.programme.models import ImportedObject


def refuse(message):
    return CommandError(message, returncode=2)


class Command(BaseCommand):
    help = "Imports a programme into an event, or writes one of its files."

    def add_arguments(self, parser):
        actions = parser.add_subparsers(dest="action", required=True)
        into = actions.add_parser("import", help="Read a programme into an event.")
        into.add_argument("file", type=Path)
        into.add_argument("--event", required=True, help="The event's slug.")
        into.add_argument("--create", action="store_true", help="Make the event and release it.")
        into.add_argument("--organiser", help="Whose event it becomes (a slug; with --create).")
        into.add_argument("--dry-run", action="store_true", help="Say what would happen.")
        out = actions.add_parser("export", help="Write one file of the released schedule.")
        out.add_argument("--event", required=True, help="The event's slug.")
        out.add_argument("--format", required=True, help=f"One of: {', '.join(FORMATS)}")
        out.add_argument("--languages", default="", help="One, or two side by side: en,pt-br")
        out.add_argument("--output", required=True, type=Path)

    def handle(self, *args, action, **options):
        slug = options.pop("event")
        with scopes_disabled():
            event = Event.objects.filter(slug__iexact=slug).first()
        if action == "import":
            self.read_in(event, slug, **options)
            return
        if not event:
            raise refuse(f"There is no event “{slug}”.")
        with scope(event=event):
            self.write_out(event, **options)

    def read_in(self, event, slug, *, file, create, organiser, dry_run, **options):
        try:
            found = read(file.read_bytes())
        except ReadError as error:
            raise refuse(f"{file}: {error.sentence.translated(get_language())}") from error
        except OSError as error:
            raise refuse(f"{file}: {error}") from error
        if not found.programme.sessions:
            text = pgettext("pretalx_ofa", "there is no session in it.")
            raise refuse(f"{file}: {text}")
        owner = None
        if not event and not create:
            raise refuse(f"There is no event “{slug}”. Add --create to make it.")
        if not event:
            owner = self.organiser(organiser)
        elif create and not self.was_imported(event):
            raise refuse(f"The event “{slug}” exists. Leave out --create to import into it.")
        try:
            event, report = import_programme(
                found, event=event, slug=slug, organiser=owner, dry_run=dry_run
            )
        except (ValueError, DatabaseError) as error:
            raise refuse(f"{file}: {error}. Nothing was changed.") from error
        self.stdout.write(str(report))
        if dry_run:
            self.stdout.write(pgettext("pretalx_ofa", "Dry run: nothing was changed."))
        elif not report.changed:
            self.stdout.write(pgettext("pretalx_ofa", "There is nothing to change."))

    @staticmethod
    def organiser(slug):
        with scopes_disabled():
            owner = Organiser.objects.filter(slug=slug or "").first()
            known = ", ".join(Organiser.objects.values_list("slug", flat=True)) or "none yet"
        if not owner:
            raise refuse(f"--organiser must be one of: {known}")
        return owner

    @staticmethod
    def was_imported(event):
        with scope(event=event):
            return ImportedObject.objects.filter(event=event).exists()

    def write_out(self, event, *, format, languages, output, **options):  # noqa: A002 -- the option
        if format not in FORMATS:
            raise refuse(f"There is no format “{format}”, only: {', '.join(FORMATS)}")
        try:
            snapshot = snapshots.released(event)
        except snapshots.Unavailable as error:
            raise refuse(f"The programme of “{event.slug}” cannot be built: {error}") from error
        if not snapshot:
            raise refuse(f"No schedule of “{event.slug}” is released: there is nothing to export.")
        programme = snapshots.programme_of(snapshot)
        mode = self.mode(FORMATS[format], languages, programme.languages)
        try:
            data, told = render(event, programme, FORMATS[format], mode)
            write_whole(output, data)
        except (OSError, ValueError) as error:
            raise refuse(f"{output}: {error}") from error
        self.stdout.write(f"{output}: {len(data):,} bytes, version {programme.version}")
        for sentence in notes.sentences(told):
            self.stderr.write(sentence)

    @staticmethod
    def mode(chosen, asked, available):
        """The mode with the languages that are asked for, in any spelling and order."""
        wanted = set()
        for code in asked.split(",") if asked else ():
            known = resolve(code, available)
            if not known:
                raise refuse(f"The programme is not in “{code}”, only in: {', '.join(available)}")
            wanted.add(known)
        mode = chosen.mode_of(wanted, available)
        if mode and wanted and set(mode) != wanted:
            raise refuse(f"--languages must be one of {chosen.name}’s: one, or two side by side")
        return mode


def write_whole(path, data):
    """Replaces a file in one step: nobody ever sees half of it."""
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as half:
        half.write(data)
    Path(half.name).chmod(0o644)
    Path(half.name).replace(path)
