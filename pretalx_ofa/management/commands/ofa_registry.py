import json
import re
from contextlib import suppress
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count

from pretalx_ofa.management.json_lines import rows
from pretalx_ofa.organisations.models import Organisation, RegistryImport
from pretalx_ofa.organisations.registry import loaded, refresh
from pretalx_ofa.organisations.registry.load import give_up_interrupted, load
from pretalx_ofa.organisations.registry.running import BusyError

BAR = 30
COUNTRY = re.compile("[A-Za-z]{2}")


class Command(BaseCommand):
    help = "The Research Organization Registry (https://ror.org) on this server."

    def add_arguments(self, parser):
        actions = parser.add_subparsers(dest="action", required=True)
        source = actions.add_parser("import", help="Load a dump (JSON, gzip or the published zip).")
        source.add_argument("file", type=Path)
        source.add_argument("--release", help="Its name; else told by the file name.")
        source.add_argument("--dry-run", action="store_true", help="Say what would happen.")
        source.add_argument("--delete", action="store_true", help="Delete the file afterwards.")
        fetched = actions.add_parser("fetch", help="Download a release and load it.")
        fetched.add_argument("address", nargs="?", help="Else that of the administrators' page.")
        actions.add_parser("excerpt", help="Load what comes with the plugin, if nothing is loaded.")
        actions.add_parser("status", help="What is loaded.")
        actions.add_parser("index", help="Make this host's index anew.")
        match = actions.add_parser("match", help="JSON lines {text, country?} in, with ids out.")
        match.add_argument("--country", help="Where no line says: two letters.")

    def handle(self, *args, action, **options):
        getattr(self, f"run_{action}")(**options)

    def run_import(self, *, file, release, dry_run, delete, **options):
        try:
            self.tell(
                lambda: load(file, release, dry_run=dry_run, progress=self.tell_progress), file
            )
        finally:
            if delete:
                file.unlink(missing_ok=True)
        if dry_run:
            self.stdout.write("Dry run: nothing was changed.")

    def run_fetch(self, *, address, **options):
        address = address or refresh.preferences()[0]
        self.tell(lambda: refresh.load_address(address, progress=self.tell_progress), "The release")

    def run_excerpt(self, **options):
        self.tell(lambda: refresh.load_excerpt(progress=self.tell_progress), "The excerpt")

    def tell(self, load_it, source):
        """Loads, and says what came of it. Raises CommandError."""
        try:
            run = load_it()
        except BusyError:
            raise CommandError("The registry is being loaded already.", returncode=2) from None
        if self.stderr.isatty():
            self.stderr.write("")
        if not run:
            self.stdout.write(f"{source} is not needed: {loaded.current_import()} is loaded.")
            return
        if run.state == RegistryImport.State.FAILED:
            raise CommandError(
                "\n".join(
                    [f"{source} was not loaded:", *_lines(run), "What served before still serves."]
                ),
                returncode=2,
            )
        self.stdout.write(f"{run}: {_counted(run.counts)}")
        for news in run.proposed:
            line = f"in use: {news.organisation} ({news.organisation.ror}): {news.what} {news.to}"
            self.stdout.write(line.rstrip())
        for line in _lines(run):
            self.stderr.write(f"The index could not be made: {line}")

    def tell_progress(self, share):
        if self.stderr.isatty():
            bar = "#" * round(BAR * share)
            self.stderr.write(f"\r[{bar:-<{BAR}}] {share:4.0%}", ending="")

    def run_status(self, **options):
        give_up_interrupted()
        last, current = RegistryImport.objects.first(), loaded.current_import()
        if not current:
            self.stdout.write(
                "No registry is loaded. Run: ofa_registry fetch, or: ofa_registry excerpt"
            )
        else:
            statuses = Organisation.objects.registry().values_list("status")
            counts = dict(statuses.annotate(n=Count("pk")).order_by("status"))
            self.stdout.write(f"release: {current}, loaded {current.finished:%Y-%m-%d %H:%M}")
            self.stdout.write(f"records: {_counted(counts)}")
            stamp = loaded.index_stamp()
            if current.is_excerpt:
                self.stdout.write("         For the whole registry run: ofa_registry fetch")
            fits = "OK" if stamp == loaded.stamp() else "old. Run: ofa_registry index"
            self.stdout.write(f"index:   {(stamp or 'none')[:12]}, {fits}")
        if last:
            ended = f"{last.finished:%Y-%m-%d %H:%M}" if last.finished else "not ended"
            self.stdout.write(f"last run: {last}, {last.state}, {ended}")
            for line in _lines(last):
                self.stdout.write(f"  {line}")

    def run_index(self, **options):
        self.stdout.write(f"{loaded.rebuild_index():,} records")

    def run_match(self, *, country, **options):
        if refresh.is_excerpt_wanted():
            with suppress(BusyError):
                refresh.load_excerpt(progress=self.tell_progress)
        try:
            matcher = loaded.matcher()
        except FileNotFoundError:
            raise CommandError(
                "The registry cannot be read on this server. Run: ofa_registry status", returncode=2
            ) from None
        for number, row in enumerate(rows("text", self.stderr.write), 1):
            own = row.get("country")
            if own is not None and not (isinstance(own, str) and COUNTRY.fullmatch(own)):
                self.stderr.write(f"line {number}: “country” is no two letters")
                own = None
            found = matcher.match(row["text"], own or country)
            answer = {
                "text": row["text"],
                "ror": found.ror,
                "answers": [_described(answer) for answer in found.answers],
                "candidates": [_described(candidate) for candidate in found.candidates],
            }
            self.stdout.write(json.dumps(answer))


def _described(answer):
    return answer._asdict() | {"match_type": answer.match_type.name.lower()}


def _lines(run):
    return [f"row {row}: {text}" if row else text for row, text in run.problems()]


def _counted(counts):
    return ", ".join(f"{number:,} {what}" for what, number in counts.items())
