"""Loading the registry: all or nothing, cheap the second time, and what events use is looked after."""

import bz2
import gzip
import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scopes_disabled

from pretalx_ofa.base.changes import Change, forget_marks, remember
from pretalx_ofa.organisations.models import (
    Organisation,
    OrganisationName,
    OrganisationRelation,
    RegistryImport,
    RegistryProposal,
)
from pretalx_ofa.organisations.registry import loaded
from tests.factories import affiliate, make_speaker
from tests.organisations.conftest import REGISTRY, entry, ror

LOAD_QUERIES = 20


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


def run(*arguments):
    out = io.StringIO()
    call_command("ofa_registry", *map(str, arguments), stdout=out)
    return out.getvalue()


def refused(*arguments):
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    assert caught.value.returncode == 2
    return str(caught.value)


def test_a_dump_is_loaded_with_all_it_says(db, dump):
    output = run("import", dump())

    assert (
        output == f"v2.16-2026-11-19: {len(REGISTRY)} created, 0 updated, 0 unchanged, 0 removed\n"
    )
    parana = Organisation.objects.get(ror=ror(1))
    assert (parana.name, parana.country, parana.city) == (
        REGISTRY[0]["names"][0]["value"],
        "BR",
        "Curitiba",
    )
    assert [(n.value, n.language, n.kind) for n in parana.names.all()][1:] == [
        ("Federal University of Paraná", "en", "label"),
        ("UFPR", "", "acronym"),
    ]
    assert OrganisationRelation.objects.get(organisation__ror=ror(13)).ror == ror(14)


def test_status_says_what_is_loaded_or_the_next_command(db, dump):
    assert "Run: ofa_registry fetch" in run("status")
    run("import", dump())

    output = run("status")

    assert "release: v2.16-2026-11-19" in output
    assert f"{len(REGISTRY) - 3} active, 1 inactive, 2 withdrawn" in output
    assert ", OK" in output


def test_a_server_without_the_index_is_told_to_make_it(db, dump, capsys):
    run("import", dump())
    (loaded.index_folder() / "meta").unlink()

    with pytest.raises(CommandError):
        call_command("ofa_check")
    assert "Run: python -m pretalx ofa_registry index" in capsys.readouterr().out
    assert run("index") == f"{len(REGISTRY)} records\n"
    call_command("ofa_check")
    assert capsys.readouterr().out == "OK\n"


@pytest.mark.parametrize("pack", ("gzip", "bzip2", "zip"))
def test_it_is_read_packed_as_it_is_published(db, dump, tmp_path, pack):
    content = dump().read_bytes()
    path = tmp_path / "v2.17-2026-12-10-ror-data.zip"
    if pack == "gzip":
        path.write_bytes(gzip.compress(content))
    elif pack == "bzip2":
        path.write_bytes(bz2.compress(content))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("v1.json", "[]")
            archive.writestr("v2.17-ror-data_schema_v2.json", content)
            archive.writestr("data.csv", "id")

    assert run("import", path).startswith(f"v2.17-2026-12-10: {len(REGISTRY)} created")


def test_the_same_file_again_costs_nothing(db, dump, django_assert_max_num_queries):
    path = dump()
    run("import", path)

    with django_assert_max_num_queries(6):
        assert f"{len(REGISTRY)} unchanged" in run("import", path)


def test_the_same_records_packed_otherwise_need_no_new_index(db, dump, tmp_path, monkeypatch):
    run("import", dump())
    packed = tmp_path / "v2.17.json.gz"
    packed.write_bytes(gzip.compress(json.dumps(REGISTRY[::-1]).encode()))
    monkeypatch.setattr(loaded, "build_index", None)

    assert f"v2.17: 0 created, 0 updated, {len(REGISTRY)} unchanged" in run("import", packed)
    assert ", OK" in run("status")


def test_a_newer_release_writes_what_is_new(db, dump):
    run("import", dump())
    newer = [
        entry(1, "Universidade do Paraná", "BR", "Curitiba"),
        *REGISTRY[1:-1],
        entry(200, "New"),
    ]

    output = run("import", dump(newer, "v2.17.json"))

    assert output == f"v2.17: 1 created, 1 updated, {len(REGISTRY) - 2} unchanged, 1 removed\n"
    assert Organisation.objects.get(ror=ror(1)).name == "Universidade do Paraná"
    assert OrganisationName.objects.filter(organisation__ror=ror(1)).count() == 1
    assert loaded.matcher().match("Universidade do Paraná").ror == [ror(1)]


def test_what_happens_to_organisations_in_use_is_proposed_and_never_applied(db, event, dump):
    run("import", dump())
    speaker = make_speaker(event)
    for number in (1, 2, 14):
        affiliate(speaker, Organisation.objects.get(ror=ror(number)))
    newer = [
        entry(1, "Renamed University", "BR", "Curitiba"),
        entry(
            14, "Harbour and Sea Institute", "PT", status="inactive", relations=[("successor", 9)]
        ),
        *(e for e in REGISTRY if e["id"] not in {ror(1), ror(2), ror(14)}),
    ]

    output = run("import", dump(newer, "v2.17.json"))

    assert f"in use: Universidade Federal do Pará ({ror(2)}): withdrawn\n" in output
    with scopes_disabled():
        proposed = RegistryProposal.objects.values_list("event", "organisation__ror", "what")
        assert set(proposed) == {
            (event.pk, ror(1), "renamed"),
            (event.pk, ror(14), "merged"),
            (event.pk, ror(2), "withdrawn"),
        }
        assert set(speaker.ofa_affiliations.values_list("organisation__ror", flat=True)) == {
            ror(1),
            ror(2),
            ror(14),
        }


def test_the_events_that_use_what_changed_are_told(db, event, dump):
    remember(event)
    moved = [
        entry(9, "Lund University", "SE", "Malmö"),
        *(e for e in REGISTRY if e["id"] != ror(9)),
    ]

    def told(entries):
        Change.objects.all().delete()
        forget_marks(event.pk)
        run("import", dump(entries, f"v{len(entries)}-ror-data.json"))
        return list(Change.objects.values_list("event", "what"))

    told(REGISTRY)
    assert told(moved) == [], "nobody uses it"
    affiliate(make_speaker(event), Organisation.objects.get(ror=ror(9)))
    assert told(REGISTRY) == [(event.pk, "edited")]
    assert told([e for e in REGISTRY if e["id"] != ror(9)]) == [(event.pk, "edited")]
    assert told([e for e in REGISTRY if e["id"] not in {ror(9), ror(4)}]) == []


def without(record, *fields):
    return {name: value for name, value in record.items() if name not in fields}


SCHEMA = "is not as schema 2 of the registry says."


def odd(**fields):
    return [entry(1, "A") | fields]


@pytest.mark.parametrize(
    ("entries", "problem"),
    (
        (
            [*REGISTRY, without(REGISTRY[0], "names")],
            f"row {len(REGISTRY) + 1}: “names” is missing: only schema 2 of the registry is read.",
        ),
        ([without(entry(1, "A"), "id")], "row 1: “id” is missing."),
        ([*REGISTRY, REGISTRY[0]], f"row {len(REGISTRY) + 1}: “id”: {ror(1)} is there twice."),
        (odd(names=[{"value": " ", "types": []}]), "row 1: “names” holds no name."),
        (odd(names=[{"value": "\0", "types": []}]), "row 1: “names” holds no name."),
        (odd(names=[{"value": "x" * 1_000_000, "types": []}]), f"row 1: “names[0].value” {SCHEMA}"),
        (odd(names=[{"types": []}]), "row 1: “names[0].value” is missing."),
        (odd(id="https://example.org/1"), f"row 1: “id” {SCHEMA}"),
        (odd(id=f"{ror(1)}\n"), f"row 1: “id” {SCHEMA}"),
        (odd(id=1), f"row 1: “id” {SCHEMA}"),
        (odd(status="odd"), f"row 1: “status” {SCHEMA}"),
        (odd(status=[]), f"row 1: “status” {SCHEMA}"),
        (odd(types="education"), f"row 1: “types” {SCHEMA}"),
        (odd(external_ids=3), f"row 1: “external_ids” {SCHEMA}"),
        (
            odd(external_ids=[{"type": "isni", "preferred": 3}]),
            f"row 1: “external_ids[0].preferred” {SCHEMA}",
        ),
        (odd(locations={}), f"row 1: “locations” {SCHEMA}"),
        (odd(links=[{"type": "website", "value": None}]), f"row 1: “links[0].value” {SCHEMA}"),
        (odd(relationships=[{"type": 1}]), f"row 1: “relationships[0].type” {SCHEMA}"),
        (["text"], "row 1: This is no record: an object is expected."),
        ([entry(1, "A"), 7, None], "row 3: This is no record: an object is expected."),
        ([], "There is no record in it."),
        ({"items": []}, "This is no JSON array of organisations."),
    ),
)
def test_bad_rows_are_named_and_what_serves_is_untouched(db, dump, entries, problem):
    run("import", dump())

    message = refused("import", dump(entries, "v2.17.json"))

    assert problem in message
    assert Organisation.objects.count() == len(REGISTRY)
    assert loaded.current_import().release == "v2.16-2026-11-19"
    assert "last run: v2.17, failed" in run("status")
    assert loaded.matcher().match("Lund University").ror == [ror(9)]


def test_odd_characters_and_relations_do_no_harm(db, dump):
    path = dump(
        [
            entry(1, "Nul\0 Institute", relations=[("child", 2)]),
            entry(2, "شبكة 🌍 \u202e", city="Half \ud800 a\u0308", domains=["a\0.org"]),
        ]
    )
    path.write_text(path.read_text().replace(f'"id": "{ror(2)}", "label"', '"id": "no", "label"'))

    run("import", path)

    first, second = Organisation.objects.order_by("pk")
    assert (first.name, second.name) == ("Nul Institute", "شبكة 🌍")
    assert (second.city, second.details["domains"]) == ("Half ä", ["a.org"])
    assert not OrganisationRelation.objects.exists()


@pytest.mark.parametrize(
    "address", ("javascript:alert(1)", "data:text/html,x", "https://me:secret@x.org", "no address")
)
def test_a_website_that_is_no_address_is_left_out(db, dump, address):
    run("import", dump([entry(1, "A", links=[{"type": "website", "value": address}])]))

    assert Organisation.objects.get().website == ""


def test_a_dry_run_changes_nothing(db, dump):
    output = run("import", dump(), "--dry-run")

    assert f"{len(REGISTRY)} created" in output
    assert not Organisation.objects.exists()
    assert not RegistryImport.objects.exists()


def test_a_missing_file_is_named(db, tmp_path):
    assert "No such file" in refused("import", tmp_path / "none.json")


def test_match_gives_a_line_for_each_line(db, dump, monkeypatch):
    run("import", dump())
    lines = [
        '{"text": "Lund University"}',
        "",
        "no json",
        '{"text": 3}',
        '{"text": null}',
        '{"x": 1}',
        "[" * 100_000,
        '{"text": "\\ud800"}',
    ]
    content = "\n".join(lines).encode() + b"\n\xff\xfe\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))

    found = [json.loads(line) for line in run("match").splitlines()]

    assert len(found) == len(lines) + 1
    assert found[0]["ror"] == [ror(9)]
    first = found[0]["candidates"][0]
    assert first == {
        "ror": ror(9),
        "name": "Lund University",
        "tier": first["tier"],
        "score": first["score"],
        "text": "Lund University",
        "match_type": "exact",
    }
    assert 0.9 < first["score"] < 1
    assert [entry["ror"] for entry in found[1:]] == [[]] * len(lines)


def test_match_without_an_index_says_what_to_do(db, dump):
    run("import", dump())
    (loaded.index_folder() / "meta").unlink()

    assert "Run: ofa_registry status" in refused("match")


def test_match_takes_a_country_with_each_line(db, dump, monkeypatch):
    run("import", dump())
    countries = ('"US"', '"gb"', "null", "5", '"Portugal"')
    lines = [
        f'{{"text": "University of Newcastle", "country": {country}}}' for country in countries
    ]
    content = "\n".join(lines).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))

    found = [json.loads(line)["ror"] for line in run("match").splitlines()]

    assert found == [[ror(8)], [ror(7)], [], [], []]


@pytest.mark.parametrize("item_count", (12, 14, 18))
def test_a_load_costs_the_same_queries(db, dump, item_count, django_assert_num_queries):
    path = dump(REGISTRY[:item_count])

    with django_assert_num_queries(LOAD_QUERIES):
        run("import", path)
