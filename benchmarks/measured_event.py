"""The event that every figure of speed and weight is measured on, as data/README.md describes it."""

import codecs
import gzip
import json
import random
import re
import tempfile
from itertools import cycle
from pathlib import Path

from django.core.management import call_command
from django_scopes import scope, scopes_disabled
from pretalx.event.models import Event, Organiser
from pretalx.person.models import SpeakerProfile

from benchmarks.organisations import SAMPLE
from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.demo.__main__ import install_prebuilt_frontend
from pretalx_ofa.importing.importer import import_programme
from pretalx_ofa.importing.reading import read
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.registry.load import load
from pretalx_ofa.programme import snapshots
from pretalx_ofa.translations.models import Translation
from pretalx_ofa.translations.sources import fingerprint

LARGEST = "fosdem2025.schedule.xml"
SLUG = "measured"
LANGUAGES = ["en", "pt-br"]
ROLE = "Researcher"
# Tags and addresses: what a translation leaves as it is.
FIXED = re.compile(r"(<[^>]*>|[a-z]+://[^\s<>()]+|\S+@\S+|www\.[^\s<>()]+)")


def make(data, name=LARGEST):
    """Makes the event of a file below ``data``/events in an empty database, with the static files
    that its pages need. Returns a sentence in its place where ``data`` lacks a file."""
    for path in (data / "events" / name, data / SAMPLE):
        if not path.exists():
            return f"not measured: no {path}"
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    install_prebuilt_frontend()
    organiser = Organiser.objects.create(name="Measured", slug="measured")
    file = read((data / "events" / name).read_bytes())
    event, _report = import_programme(file, slug=SLUG, organiser=organiser)
    with scope(event=event):
        event.locale, event.locales = LANGUAGES[0], LANGUAGES
        event.save()
        event.settings.set("ofa_languages", LANGUAGES)
        _translate(event)
        _affiliate(event, data / SAMPLE)
        snapshots.refresh(event)
    return measured()


def measured():
    """The event as a new request finds it."""
    with scopes_disabled():
        return Event.objects.get(slug=SLUG)


def rot13(text):
    """As long as the original, and nothing in it for a compressor to share with it."""
    return "".join(
        part if FIXED.fullmatch(part) else codecs.encode(part, "rot13")
        for part in FIXED.split(text)
    )


def _translate(event):
    Translation.objects.filter(event=event).delete()
    Translation.objects.bulk_create(
        Translation(
            event=event,
            submission=session,
            field=field,
            language=LANGUAGES[1],
            text=rot13(text),
            source_hash=fingerprint(text),
        )
        for session in event.submissions.all()
        for field in ("title", "abstract")
        if (text := getattr(session, field))
    )


def _affiliate(event, sample):
    Affiliation.objects.all().delete()
    speakers = list(SpeakerProfile.objects.filter(event=event).order_by("code"))
    organisations = _organisations(sample, len(speakers))
    Affiliation.objects.bulk_create(
        Affiliation(
            event=event,
            speaker=speaker,
            organisation=organisation,
            as_entered=organisation.name,
            role=ROLE,
            source=Affiliation.Source.IMPORT,
        )
        for speaker, organisation in zip(speakers, cycle(organisations), strict=False)
    )


def _organisations(sample, number):
    """So many of the sample's records, loaded as the registry is."""
    with gzip.open(sample) as file:
        records = json.load(file)
    random.Random(1).shuffle(records)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "v0.0.json"
        path.write_text(json.dumps(records[:number]))
        load(path)
    return list(Organisation.objects.filter(event=None, merged_into=None).order_by("pk"))
