"""A registry of a few records that are easily mistaken for one another."""

import bz2
import json
from contextlib import suppress
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pretalx_ofa.organisations.matching.index import Index
from pretalx_ofa.organisations.matching.matcher import Matcher
from pretalx_ofa.organisations.matching.writing import build_index
from pretalx_ofa.organisations.registry import excerpt, refresh
from pretalx_ofa.organisations.registry.entries import record_from_ror
from pretalx_ofa.organisations.search.typeahead import Search


def ror(number):
    return f"https://ror.org/0{number:06d}00"


def entry(
    number, name, country="BR", city="", *, names=(), relations=(), status="active", **fields
):
    """A record as the dump has it. ``names`` are (value, language, type), ``relations`` (kind, number)."""
    countries = {"BR": "Brazil", "US": "United States", "GB": "United Kingdom", "CH": "Switzerland",
                 "SE": "Sweden", "DE": "Germany", "PT": "Portugal", "FR": "France"}  # fmt: skip
    return {
        "id": ror(number),
        "status": status,
        "types": ["education"],
        "names": [
            {"value": name, "lang": "en", "types": ["ror_display", "label"]},
            *({"value": v, "lang": lang, "types": [kind]} for v, lang, kind in names),
        ],
        "locations": [
            {
                "geonames_details": {
                    "name": city,
                    "country_code": country,
                    "country_name": countries[country],
                }
            }
        ],
        "links": [{"type": "website", "value": "https://example.org"}],
        "relationships": [
            {"type": kind, "id": ror(other), "label": ""} for kind, other in relations
        ],
        "domains": [],
        "external_ids": [],
    } | fields


REGISTRY = [
    entry(1, "Universidade Federal do Paraná", "BR", "Curitiba", names=[
        ("Federal University of Paraná", "en", "label"), ("UFPR", None, "acronym")]),
    entry(2, "Universidade Federal do Pará", "BR", "Belém", names=[("UFPA", None, "acronym")]),
    entry(3, "University of Pennsylvania", "US", "Philadelphia", names=[("Penn", "en", "alias")]),
    entry(4, "Pennsylvania State University", "US", "State College",
          names=[("Penn State", "en", "alias")]),
    entry(5, "ETH Zurich", "CH", "Zurich"),
    entry(6, "University of Zurich", "CH", "Zurich", names=[("Universität Zürich", "de", "label")]),
    entry(7, "University of Newcastle", "GB", "Newcastle upon Tyne"),
    entry(8, "University of Newcastle", "US", "Newcastle"),
    entry(9, "Lund University", "SE", "Lund",
          names=[("Lunds universitet", "sv", "label"), ("Лундский университет", "ru", "label")]),
    entry(10, "RISE Research Institutes of Sweden", "SE", "Gothenburg", status="active"),
    entry(11, "Acton Systems (United States)", "US", "Boston", types=["company"]),
    entry(12, "Acton Systems (Germany)", "DE", "Berlin", relations=[("parent", 11)],
          types=["company"]),
    entry(13, "Old Harbour Institute", "PT", "Porto", status="inactive",
          relations=[("successor", 14)]),
    entry(14, "Harbour and Sea Institute", "PT", "Porto"),
    entry(15, "Instituto Politécnico de Beja", "PT", "Beja",
          names=[("IPB", None, "acronym")]),
    entry(16, "Instituto Politécnico de Bragança", "PT", "Bragança",
          names=[("IPB", None, "acronym")]),
    entry(17, "Withdrawn University of Atlantis", "PT", "Faro", status="withdrawn"),
    entry(18, "شبكة المعرفة 🌍", "FR", "Paris"),
    entry(19, "University of Arcadia System", "US", names=[("University of Arcadia", "en", "label")],
          relations=[("child", 20), ("child", 21), ("child", 22)]),
    entry(20, "University of Arcadia, Northport", "US", "Northport", relations=[("parent", 19)]),
    entry(21, "University of Arcadia, Easton", "US", "Easton", relations=[("parent", 19)]),
    entry(22, "University of Arcadia, Weston", "US", "Weston", relations=[("parent", 19)]),
    entry(23, "Biological Museum", "SE", "Lund", relations=[("parent", 9)], types=["archive"],
          names=[("UMR7622", "fr", "alias")]),
    entry(24, "Lund Law School", "SE", "Lund", status="withdrawn", relations=[("successor", 9)]),
    *(entry(100 + n, f"Filler {word} Society", "FR", "Paris")
      for n, word in enumerate("alpha beta gamma delta epsilon zeta eta theta iota kappa".split())),
]  # fmt: skip


@pytest.fixture(scope="session")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registry") / "index"
    assert build_index(map(record_from_ror, REGISTRY), folder, "test") == len(REGISTRY)
    return Index(folder)


@pytest.fixture(scope="session")
def matcher(index):
    return Matcher(index)


@pytest.fixture(scope="session")
def search(index):
    return Search(index)


@pytest.fixture
def dump(tmp_path):
    """Writes records as a dump; its path."""

    def write(entries=REGISTRY, name="v2.16-2026-11-19-ror-data.json"):
        path = tmp_path / name
        path.write_text(json.dumps(entries), encoding="utf-8")
        return path

    return write


@pytest.fixture
def ship(tmp_path, monkeypatch):
    """Has the plugin ship an excerpt of these records; its path."""

    def ship(entries, date="2026-06-23"):
        path, about = tmp_path / f"{date}.json.bz2", tmp_path / f"{date}.about.json"
        path.write_bytes(bz2.compress(json.dumps(entries).encode()))
        digest = sha256(path.read_bytes()).hexdigest()
        about.write_text(json.dumps({"date": date, "sha256": digest}))
        monkeypatch.setattr(excerpt, "FILE", path)
        monkeypatch.setattr(excerpt, "ABOUT", about)
        return path

    return ship


@pytest.fixture
def processes(monkeypatch):
    """The arguments of ``ofa_registry`` that a process was started with; it ran at once, in this
    one, because another one would not see the tests' database."""
    started = []

    def popen(command, **options):
        started.append(command[command.index("ofa_registry") + 1 :])
        with suppress(CommandError):
            call_command("ofa_registry", *started[-1], stdout=StringIO())

    monkeypatch.setattr(refresh.subprocess, "Popen", popen)
    return started
