"""The events that every figure of speed and weight is measured on, as data/README.md describes them."""

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

SLUG, SMALLER = "measured", "smaller"
FILES = {SLUG: "fosdem2025.schedule.xml", SMALLER: "foss4g2025-auckland.schedule.json"}
LANGUAGES = ["en", "pt-br"]
ROLE = "Researcher"
SPEAKERS = 1193
# Tags and addresses: what a translation leaves as it is.
FIXED = re.compile(r"(<[^>]*>|[a-z]+://[^\s<>()]+|\S+@\S+|www\.[^\s<>()]+)")


def make(data, slugs=(SLUG,)):
    """Makes events of FILES, below ``data``/events, in an empty database, with the static files that
    their pages need. Returns a sentence in their place where ``data`` lacks a file."""
    paths = {slug: data / "events" / FILES[slug] for slug in slugs}
    for path in (*paths.values(), data / SAMPLE):
        if not path.exists():
            return f"not measured: no {path}"
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    install_prebuilt_frontend()
    organiser = Organiser.objects.create(name="Measured", slug="measured")
    organisations = _organisations(data / SAMPLE)
    for slug, path in paths.items():
        file = read(path.read_bytes())
        event, _report = import_programme(file, slug=slug, organiser=organiser)
        with scope(event=event):
            event.locale, event.locales = LANGUAGES[0], LANGUAGES
            event.save()
            event.settings.set("ofa_languages", LANGUAGES)
            _translate(event)
            _affiliate(event, organisations)
            snapshots.refresh(event)
    return measured()


def measured(slug=SLUG):
    """The event as a new request finds it."""
    with scopes_disabled():
        return Event.objects.get(slug=slug)


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


def _affiliate(event, organisations):
    Affiliation.objects.filter(event=event).delete()
    speakers = SpeakerProfile.objects.filter(event=event).order_by("code")
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


def _organisations(sample):
    """As many of the sample's records as there are speakers at most, loaded as the registry is."""
    with gzip.open(sample) as file:
        records = json.load(file)
    random.Random(1).shuffle(records)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "v0.0.json"
        path.write_text(json.dumps(records[:SPEAKERS]))
        load(path)
    return list(Organisation.objects.filter(event=None, merged_into=None).order_by("pk"))
