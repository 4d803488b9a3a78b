import json

from django.core.management.base import BaseCommand, CommandError

from pretalx_ofa.affiliations.reading.answers import organisations_in
from pretalx_ofa.affiliations.reading.biographies import affiliations_in
from pretalx_ofa.management.json_lines import rows


class Command(BaseCommand):
    help = "Reads affiliations in texts: lines of JSON in, one for each of them out."
    # It needs no database.
    requires_system_checks = ()

    def add_arguments(self, parser):
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("extract", help="Biographies: {text, lang?} in, affiliations out.")
        actions.add_parser("split", help="Answers to a question: {raw} in, organisations out.")

    def handle(self, *args, action, **options):
        self.bad_lines = 0
        field, answer = {"extract": ("text", _extracted), "split": ("raw", _split)}[action]
        for row in rows(field, self.complain):
            self.stdout.write(json.dumps({field: row[field]} | answer(row)))
        if self.bad_lines:
            raise CommandError(f"Lines that could not be read: {self.bad_lines}", returncode=1)

    def complain(self, sentence):
        self.bad_lines += 1
        self.stderr.write(sentence)


def _extracted(row):
    language = row.get("lang")
    found = affiliations_in(row["text"], language if isinstance(language, str) else None)
    return {"affiliations": [mention._asdict() for mention in found]}


def _split(row):
    return {"organisations": organisations_in(row["raw"])}
