"""The excerpt of the registry that ships: there without anybody's doing, and gone for something better."""

import io
import json
from hashlib import sha256
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.urls import reverse
from django_scopes import scopes_disabled
from lxml import html
from pretalx.common.signals import periodic_task
from pretalx.event.domain.plugins import enable_plugin

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.organisations.models import Organisation, RegistryImport, RegistryProposal
from pretalx_ofa.organisations.queries import recognised, suggestions
from pretalx_ofa.organisations.registry import excerpt, loaded, refresh
from pretalx_ofa.organisations.registry.dump import rows
from pretalx_ofa.organisations.registry.entries import record_from_ror
from pretalx_ofa.organisations.registry.load import load
from pretalx_ofa.organisations.registry.refresh import is_excerpt_wanted, load_excerpt
from pretalx_ofa.tasks import load_excerpt as task
from tests.factories import affiliate, make_event, make_speaker, make_team_member, make_user
from tests.organisations.conftest import REGISTRY, entry, ror
from tools.excerpt import choose, packed, ranked
from tools.excerpt import entry as excerpted

PART = REGISTRY[:9]
LOAD_QUERIES = 21
# Of a load of more than 13,000 records on SQLite, in batches of 2,000.
MOST_QUERIES = 120


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


def run(action):
    out = io.StringIO()
    call_command("ofa_registry", action, stdout=out)
    return out.getvalue()


def used(event, number):
    """The registry's organisation of this number, with a speaker of the event."""
    organisation = Organisation.objects.get(ror=ror(number))
    affiliate(make_speaker(event), organisation)
    return organisation


def proposed():
    with scopes_disabled():
        return list(RegistryProposal.objects.values_list("organisation__ror", "what"))


# What ships


def test_it_has_at_most_a_megabyte_and_says_what_it_was_made_from():
    content, about = excerpt.FILE.read_bytes(), excerpt.about()

    records = [record for _row, record in rows(excerpt.FILE)]
    assert len(content) <= 1_000_000
    assert {record.status for record in records} == {"active"}
    assert {record.country for record in records} >= set("AO BR CV GW MO MZ PT ST TL".split())
    assert (about["records"], about["sha256"]) == (len(records), sha256(content).hexdigest())
    assert about["licence"] == "CC0-1.0"
    assert about["dump_records"] > len(records)


def test_what_ships_is_found_and_recognised(db, event, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        run_ = load_excerpt()

    assert (run_.state, run_.problems()) == ("done", [])
    found = {
        text: suggestions(event, text, "pt-br")[0].ror
        for text in ("universidade de são paulo", "univ porto", "massachusetts institute of tech")
    }
    assert found == {
        "universidade de são paulo": "https://ror.org/036rp1748",
        "univ porto": "https://ror.org/043pwc612",
        "massachusetts institute of tech": "https://ror.org/042nb2s44",
    }
    assert recognised("Faculdade de Engenharia, Universidade do Porto") == found["univ porto"]


def test_the_script_takes_what_speaks_portuguese_then_what_is_connected_best():
    known = [{"type": "wikidata", "preferred": "Q1"}, {"type": "isni", "all": ["1"]}]
    records = [
        record_from_ror(one)
        for one in (
            entry(1, "Porto", "PT"),
            entry(2, "Gone", "PT", status="inactive"),
            entry(3, "Unknown", "SE"),
            entry(4, "Related", "SE", relations=[("parent", 9), ("child", 8)]),
            entry(5, "Known", "SE", external_ids=known[:1]),
            entry(6, "Well known", "DE", external_ids=known),
        )
    ]

    order = [record.name for record in ranked(records)]
    assert order == ["Porto", "Well known", "Known", "Related", "Unknown"]


@pytest.mark.parametrize("most", (0, 500, 1_000, 100_000))
def test_the_script_takes_as_many_as_fit(most):
    records = [record_from_ror(one) for one in REGISTRY]

    content, count = choose(records, most)

    taken = ranked(records)[: count + 1]
    assert count == 0 or len(content) <= most
    assert count == len(ranked(records)) or len(packed(taken)) > most


def test_a_record_in_it_is_the_same_as_in_the_whole():
    whole = record_from_ror(
        REGISTRY[8]
        | {
            "links": [
                {"type": "website", "value": "https://lu.se"},
                {"type": "wikipedia", "value": "https://en.wikipedia.org/wiki/Lund"},
            ],
            "domains": ["lu.se"],
            "external_ids": [{"type": "isni", "preferred": None, "all": ["0000"]}],
            "relationships": [{"type": "child", "id": ror(23), "label": "x"}],
            "established": 1666,
        }
    )

    assert record_from_ror(excerpted(whole)) == whole


# How it comes


def test_switching_the_plugin_on_loads_it_without_anybodys_doing(
    db, ship, processes, monkeypatch, django_capture_on_commit_callbacks
):
    ship(PART)
    monkeypatch.setattr(refresh, "fetch", None)

    with django_capture_on_commit_callbacks(execute=True):
        event = make_event()
    with django_capture_on_commit_callbacks(execute=True), scopes_disabled():
        enable_plugin(event, "pretalx_ofa")
        make_event()

    assert processes == [["excerpt"]]
    assert str(loaded.current_import()) == "Excerpt of 2026-06-23"
    assert recognised("Lund University") == ror(9)


def test_workers_load_it_where_there_are_some(
    db, ship, processes, settings, monkeypatch, django_capture_on_commit_callbacks
):
    ship(PART)
    queued = []
    settings.CELERY_TASK_ALWAYS_EAGER = False
    monkeypatch.setattr(task, "apply_async", lambda kwargs, **options: queued.append(kwargs))

    refresh.provide_excerpt()
    task(**queued[0])

    assert (len(queued), processes) == (1, [])
    assert loaded.current_import().is_excerpt


def test_the_periodic_task_loads_it_for_events_of_before(db, ship):
    ship(PART)

    with scopes_disabled():
        periodic_task.send(None)
        periodic_task.send(None)

    assert [run.is_excerpt for run in RegistryImport.objects.all()] == [True]


def test_recognising_by_command_loads_it_first(db, ship, monkeypatch):
    ship(PART)
    lines = io.BytesIO(b'{"text": "Lund University"}')
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=lines))

    assert json.loads(run("match"))["ror"] == [ror(9)]


def test_a_folder_that_nobody_may_write_to_stops_no_activation(db, ship, settings, processes):
    ship(PART)
    settings.DATA_DIR.parent.joinpath("data").write_text("in the way")

    refresh.provide_excerpt()

    assert processes == []
    assert not RegistryImport.objects.exists()


@pytest.mark.parametrize("count", (12, 14))
def test_a_load_costs_the_same_queries(db, ship, count, django_assert_num_queries):
    ship(REGISTRY[:count])

    with django_assert_num_queries(LOAD_QUERIES):
        load_excerpt()


# What takes its place


def test_the_whole_replaces_it_and_links_stay(db, event, ship, dump):
    ship(PART)
    load_excerpt()
    lund, parana = used(event, 9), used(event, 1)

    run = load(dump([*REGISTRY, entry(200, "New")]))

    assert run.counts == {
        "created": len(REGISTRY) - len(PART) + 1,
        "updated": 0,
        "unchanged": len(PART),
        "removed": 0,
    }
    assert not loaded.current_import().is_excerpt
    assert [Organisation.objects.get(ror=ror(number)) for number in (9, 1)] == [lund, parana]
    with scopes_disabled():
        linked = set(Affiliation.objects.values_list("organisation", flat=True))
    assert linked == {lund.pk, parana.pk}
    assert proposed() == []


def test_what_the_whole_says_otherwise_is_proposed(db, event, ship, dump):
    ship([*PART, entry(300, "Lost")])
    load_excerpt()
    for number in (1, 9, 300):
        used(event, number)

    load(dump([entry(1, "Renamed"), *REGISTRY[1:]]))

    assert set(proposed()) == {(ror(1), "renamed"), (ror(300), "withdrawn")}


def test_it_never_replaces_the_whole(db, event, ship, dump):
    load(dump())
    used(event, 23)
    path = ship(PART, date="2027-01-01")

    assert load_excerpt() is None
    assert run("excerpt") == "The excerpt is not needed: v2.16-2026-11-19 is loaded.\n"
    refused = load(path, "v3")
    assert refused.problems() == [
        (0, "This is an excerpt: it does not replace the registry that is loaded.")
    ]
    assert loaded.current_import().release == "v2.16-2026-11-19"
    assert Organisation.objects.registry().count() == len(REGISTRY)
    assert proposed() == []


@pytest.mark.parametrize("first", ("excerpt", "whole"))
def test_of_two_that_were_loaded_the_whole_is_in_use(db, first):
    for is_excerpt in (True, False) if first == "excerpt" else (False, True):
        RegistryImport.objects.create(release="x", is_excerpt=is_excerpt, state="done")

    assert not loaded.current_import().is_excerpt


def test_a_newer_one_takes_the_place_of_an_older_one_and_withdraws_nothing(db, event, ship):
    older = ship([*PART, entry(300, "No longer well connected", "FR")], date="2026-01-01")
    load_excerpt()
    used(event, 300)
    newer = ship([entry(9, "Lund University", city="Malmö"), *PART[:8]], date="2026-06-23")
    assert is_excerpt_wanted()

    load_excerpt()

    assert Organisation.objects.get(ror=ror(9)).city == "Malmö"
    assert Organisation.objects.get(ror=ror(300)).status == "active"
    assert proposed() == []
    assert not is_excerpt_wanted()
    assert older != newer


def test_an_older_plugins_does_not_take_the_place_of_a_newer_one(db, ship):
    ship(PART, date="2026-06-23")
    load_excerpt()
    older = ship(PART[:3], date="2026-01-01")

    assert load_excerpt() is None
    assert load(older).state == "failed"
    assert loaded.current_import().release == "2026-06-23"


def test_the_whole_is_due_at_once_where_it_is_to_be_loaded_monthly(db, ship):
    ship(PART)
    load_excerpt()
    assert not refresh.is_due()

    refresh.prefer("https://example.org/dump", monthly=True)

    assert refresh.is_due()


# Who is told


def test_status_says_what_is_loaded_and_how_to_load_the_whole(db, ship):
    ship(PART)
    assert run("excerpt") == "Excerpt of 2026-06-23: 9 created, 0 updated, 0 unchanged, 0 removed\n"

    output = run("status")

    assert "release: Excerpt of 2026-06-23, loaded" in output
    assert "records: 9 active" in output
    assert "For the whole registry run: ofa_registry fetch" in output


def text(page):
    return " ".join(page.text_content().split())


def test_administrators_see_an_excerpt_of_which_date_and_how_many(client, ship, db):
    ship(PART)
    load_excerpt()
    client.force_login(make_user("Admin", is_administrator=True))

    page = html.fromstring(client.get(reverse("plugins:pretalx_ofa:registry")).content.decode())

    (facts,) = page.xpath("//dl[@class='ofa-facts']")
    assert text(facts).startswith("Release Excerpt of 2026-06-23 Loaded")
    assert text(facts).endswith("Active 9")
    assert page.xpath("//*[contains(@class, 'alert-info')]//a/@href") == ["#load"]
    assert page.xpath("//*[@id='load']")


@pytest.mark.parametrize("is_administrator", (True, False))
def test_organisers_see_that_it_is_an_excerpt(event, client, ship, is_administrator):
    ship(PART)
    load_excerpt()
    member = make_team_member(event, can_change_submissions=True)
    with scopes_disabled():
        member.is_administrator = is_administrator
        member.save()
    client.force_login(member)

    address = reverse("plugins:pretalx_ofa:organisations", kwargs={"event": event.slug})
    page = html.fromstring(client.get(address).content.decode())

    assert "An excerpt of the registry of organisations is loaded, as of 2026-06-23; many" in text(
        page
    )
    links = page.xpath("//p/a[@href='/orga/p/ofa/#load']")
    assert len(links) == is_administrator
    assert ("Administrators of this server can load the whole." in text(page)) != is_administrator
