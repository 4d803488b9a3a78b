"""The administrators' page: loading the registry by upload and by address, and how it went."""

import gzip
import json
import threading
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from django_scopes import scopes_disabled
from lxml import html
from pretalx.common.signals import periodic_task

from pretalx_ofa.host import receivers
from pretalx_ofa.organisations.models import Organisation, RegistryImport
from pretalx_ofa.organisations.registry import load as loading
from pretalx_ofa.organisations.registry import refresh, running
from pretalx_ofa.organisations.registry.load import load
from pretalx_ofa.organisations.registry.running import BusyError
from tests.factories import affiliate, make_speaker, make_user
from tests.organisations.conftest import REGISTRY, entry, ror
from tests.queries import queries_of

URL = "/orga/p/ofa/"
pytestmark = pytest.mark.usefixtures("processes")


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def administrator(db, client):
    user = make_user("Admin", is_administrator=True)
    client.force_login(user)
    return user


def text(response):
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


def upload(client, content, name="v2.17-2026-12-10-ror-data.json.gz"):
    file = SimpleUploadedFile(name, content)
    return client.post(URL, {"upload": "1", "upload-file": file}, follow=True)


def test_the_page_has_its_place_in_the_sidebar(administrator, client):
    assert reverse("plugins:pretalx_ofa:registry") == URL
    page = html.fromstring(client.get("/orga/event/").content.decode())
    assert URL in page.xpath("//aside//a/@href")


def test_nothing_is_loaded_at_first(administrator, client):
    page = client.get(URL)

    assert "No release is loaded yet. Everything works without one. An excerpt" in text(page)
    assert refresh.PUBLISHED in page.content.decode().replace("&amp;", "&")


def test_an_upload_is_loaded(administrator, client):
    page = upload(client, gzip.compress(json.dumps(REGISTRY).encode()))

    assert "v2.17-2026-12-10" in text(page)
    assert Organisation.objects.count() == len(REGISTRY)
    assert f"Active {len(REGISTRY) - 3}" in text(page)


def test_a_bad_upload_changes_nothing_and_its_rows_are_named(administrator, client, dump):
    load(dump())

    page = upload(client, json.dumps([entry(1, "A") | {"status": "odd"}]).encode())

    assert "row 1: “status” is not as schema 2 of the registry says." in text(page)
    assert Organisation.objects.count() == len(REGISTRY)


def test_without_a_file_it_says_so(administrator, client):
    page = client.post(URL, {"upload": "1"})

    assert "This field is required." in text(page)


def test_an_address_is_kept_and_loaded(administrator, client, monkeypatch, dump):
    monkeypatch.setattr(refresh, "fetch", lambda address, folder, progress: dump())

    page = client.post(
        URL, {"address": "https://example.org/dump", "monthly": "on", "load": "1"}, follow=True
    )

    assert "v2.16-2026-11-19" in text(page)
    assert RegistryImport.objects.get().state == "done"
    assert refresh.preferences() == ("https://example.org/dump", True)


@pytest.mark.parametrize("address", ("http://example.org/dump", "nonsense", ""))
def test_a_bad_address_is_refused(administrator, client, address):
    page = client.post(URL, {"address": address, "load": "1"})

    assert page.status_code == 200
    assert refresh.preferences() == (refresh.PUBLISHED, False)
    assert not RegistryImport.objects.exists()


def test_an_address_inside_the_network_is_a_load_that_failed(administrator, client):
    page = client.post(URL, {"address": "https://127.0.0.1/dump", "load": "1"}, follow=True)

    assert "The server cannot be reached (InvalidIPAddress)." in text(page)


def test_what_a_release_proposes_is_counted(administrator, client, event, dump):
    load(dump())
    for name in ("One", "Two"):
        affiliate(make_speaker(event, name), Organisation.objects.get(ror=ror(1)))
    load(dump([entry(1, "New Name"), *REGISTRY[1:]], "v2.17.json"))

    page = html.fromstring(client.get(URL).content.decode())

    cells = [cell.text_content().strip() for cell in page.xpath("//tbody/tr[1]/td")]
    assert cells[2:] == ["0", "1", "0", "1"]


def test_two_do_not_load_at_once(administrator, client, dump, settings):
    with running.alone():
        page = upload(client, dump().read_bytes())
        with pytest.raises(BusyError):
            load(dump())

    assert "The registry is being loaded already." in text(page)
    assert not RegistryImport.objects.exists()
    assert not (settings.DATA_DIR / "ofa" / "incoming").exists(), "nothing was kept"


def test_what_was_interrupted_is_finished_by_the_next_load(db, dump, monkeypatch):
    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(loading.changes, "keep", interrupted)
    with pytest.raises(KeyboardInterrupt):
        load(dump())
    assert RegistryImport.objects.get().state == "running"
    assert not loading.loaded.current_import()
    monkeypatch.undo()

    run = load(dump())

    assert (run.state, run.counts["unchanged"]) == ("done", len(REGISTRY))
    assert RegistryImport.objects.last().problems() == [
        (0, "It was interrupted. The next load takes up its work.")
    ]
    assert loading.loaded.matcher().match("Lund University").ror == [ror(9)]


def test_the_old_release_serves_until_the_last_moment(db, dump, monkeypatch):
    load(dump())
    newer = dump([entry(9, "Renamed University", "SE"), *REGISTRY[:8], entry(300, "New One")], "n")
    seen = []

    def look(*arguments):
        seen.append(loading.loaded.matcher().match("Lund University").ror)
        seen.append(loading.loaded.current_import().release)

    monkeypatch.setattr(loading.changes, "keep", look)
    load(newer)

    assert seen == [[ror(9)], "v2.16-2026-11-19"]
    assert loading.loaded.matcher().match("Lund University").ror == []


def test_progress_goes_up_to_the_end(db, dump):
    shares = []

    load(dump(), progress=shares.append)

    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1


def test_the_periodic_task_loads_when_it_is_due(db, monkeypatch, dump):
    refresh.prefer("https://example.org/dump", monthly=True)
    monkeypatch.setattr(refresh, "fetch", lambda address, folder, progress: dump())
    with scopes_disabled():
        periodic_task.send(None)
        assert RegistryImport.objects.get().state == "done"
        receivers.renew_registry(None)
        assert RegistryImport.objects.count() == 1


def test_the_page_costs_the_same_queries(administrator, client, dump):
    def queries(release):
        more = [entry(300 + n, f"More {n}") for n in range(release)]
        load(dump([*REGISTRY, *more], f"v2.{release}.json"))
        return queries_of(lambda: client.get(URL))

    assert queries(1) == queries(2) == queries(3)


def test_the_file_of_an_upload_is_gone_afterwards(administrator, client, processes, settings):
    upload(client, json.dumps(REGISTRY).encode(), name="../a b.json")

    ((action, path, delete),) = processes
    assert (action, delete) == ("import", "--delete")
    assert path.endswith("/a_b.json")
    assert not [file for file in (settings.DATA_DIR / "ofa" / "incoming").rglob("*")
                if file.is_file()]  # fmt: skip


def test_the_page_shows_how_far_the_load_is_that_runs(administrator, client, dump):
    seen = []

    def look(share):
        seen.append(html.fromstring(client.get(URL).content.decode()))

    load(dump(), progress=look)

    (bar,) = seen[-1].xpath("//progress")
    assert 0 < int(bar.get("value")) <= 100
    assert seen[-1].xpath("//*[@hx-trigger='every 2s']")
    assert not seen[-1].xpath("//input[@type='file']")
    after = html.fromstring(client.get(URL).content.decode())
    assert not after.xpath("//progress")
    assert after.xpath("//input[@type='file']")


def test_a_process_that_was_just_started_is_shown(administrator, client, processes):
    running.announce()

    page = upload(client, json.dumps(REGISTRY).encode())

    assert "The registry is being loaded already." in text(page)
    assert "A release is being loaded" in text(page)
    assert processes == []


@pytest.mark.parametrize("look", (lambda client: client.get(URL), lambda _client: status()))
def test_a_load_whose_process_was_killed_is_no_longer_running(administrator, client, look):
    RegistryImport.objects.create(release="v2.16")

    look(client)

    killed = RegistryImport.objects.get()
    assert (killed.state, killed.problems()) == (
        "failed",
        [(0, "It was interrupted. The next load takes up its work.")],
    )
    assert killed.finished


def status():
    call_command("ofa_registry", "status", stdout=StringIO())


def test_what_goes_wrong_unexpectedly_is_a_load_that_failed(db, dump, monkeypatch):
    def broken(*arguments):
        raise RuntimeError

    monkeypatch.setattr(loading.changes, "keep", broken)

    run = load(dump())

    assert run.problems() == [(0, "Something unexpected went wrong; the server’s log says what.")]
    assert RegistryImport.objects.get().state == "failed"


def test_a_release_without_room_for_its_index_is_loaded(db, dump, settings):
    (settings.DATA_DIR / "ofa").mkdir(parents=True)
    (settings.DATA_DIR / "ofa" / "registry").write_text("in the way")

    run = load(dump())

    assert run.state == "done"
    assert [row for row, _text in run.problems()] == [0]
    assert RegistryImport.objects.get().state == "done"


def test_an_upload_without_room_is_an_error_of_the_form(administrator, client, settings):
    (settings.DATA_DIR / "ofa").mkdir(parents=True)
    (settings.DATA_DIR / "ofa" / "incoming").write_text("in the way")

    page = upload(client, b"[]")

    assert "The file cannot be read or written (File exists)." in text(page)


@pytest.mark.parametrize(
    "address",
    (
        "https://me:hunter2@example.org/dump",
        "me:hunter2@example.org/dump",
        "https://hunter2@example.org/dump?a=1",
        "https://example.org/dump?access_token=hunter2",
        "https://example.org/dump?a=1&X-Amz-Signature=hunter2",
        "https://example.org/dump?API_KEY=hunter2#top",
        "https://me:hunter2@[broken",
    ),
)
def test_secrets_of_an_address_are_neither_kept_nor_printed(administrator, client, address):
    page = client.post(URL, {"address": address, "load": "1"})

    assert "hunter2" not in page.content.decode()
    assert html.fromstring(page.content.decode()).xpath("//*[@id='id_address' and @aria-invalid]")
    assert refresh.preferences() == (refresh.PUBLISHED, False)
    assert not RegistryImport.objects.exists()


def test_errors_are_in_the_readers_language(db, dump):
    run = load(dump([entry(1, "A") | {"status": []}]))

    with translation.override("pt-br"):
        assert run.problems() == [(1, "“status” não segue o esquema 2 do registro.")]


def test_the_lock_is_let_go(db, dump):
    done = []

    def hold():
        with running.alone():
            done.append(True)

    thread = threading.Thread(target=hold)
    thread.start()
    thread.join()

    assert load(dump()).state == "done"
    assert done == [True]


@pytest.mark.parametrize("task", ("", "x", "9" * 5_000))
def test_a_task_that_nobody_keeps_leads_back_to_the_page(administrator, client, task):
    response = client.get(URL, {"async_id": task})

    assert (response.status_code, response.url) == (302, URL)


def test_without_a_folder_to_write_to_the_page_says_so(administrator, client, settings):
    (settings.DATA_DIR / "ofa" / "registry.lock").mkdir(parents=True)
    source = {"load": "1", "address": "https://example.org/dump"}

    pages = [upload(client, b"[]"), client.post(URL, source, follow=True)]

    assert client.get(URL).status_code == 200
    told = "The file cannot be read or written (Is a directory)."
    assert [told in text(page) for page in pages] == [True, True]
