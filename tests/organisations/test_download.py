"""A dump from an address: a file or a record of Zenodo, and never from inside the network."""

import gzip
import hashlib
import json
import resource
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils.timezone import now
from requests_hardened import Config
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool

from pretalx_ofa.organisations.models import Organisation, RegistryImport
from pretalx_ofa.organisations.registry import download, refresh
from pretalx_ofa.organisations.registry.download import FetchError, fetch
from tests.organisations.conftest import REGISTRY

DUMP = gzip.compress(json.dumps(REGISTRY).encode())
NAME = "v2.17-2026-12-10-ror-data.json.gz"


@pytest.fixture
def server(monkeypatch):
    """The address of a server of the tests' own; what it answers is in its ``answers``."""
    answers = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, body, headers = answers.get(self.path, (404, b"", {}))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    running = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    running.answers, running.url = answers, f"http://127.0.0.1:{running.server_port}"
    monkeypatch.setattr(download, "SCHEMES", {"http", "https"})
    monkeypatch.setattr(
        download,
        "HTTP",
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=True,
            never_redirect=False,
            default_timeout=(2, 2),
        ),
    )
    # pretalx 2026.3 keeps urllib3 from this machine too.
    monkeypatch.setattr(HTTPConnectionPool, "ConnectionCls", HTTPConnection)
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def record(url, digest=None, **more):
    checksum = f"md5:{digest or hashlib.md5(DUMP).hexdigest()}"
    return {
        "files": [
            {"key": "readme.md", "links": {"self": f"{url}/readme"}},
            {"key": NAME, "links": {"self": f"{url}/{NAME}/content"}, "checksum": checksum},
        ]
    } | more


def test_a_file_is_kept_under_its_name(server, tmp_path):
    server.answers[f"/{NAME}"] = (200, DUMP, {})
    shares = []

    path = fetch(f"{server.url}/{NAME}", tmp_path, progress=shares.append)

    assert (path.name, path.read_bytes()) == (NAME, DUMP)
    assert shares[-1] == 1


@pytest.mark.parametrize("wrap", (lambda one: one, lambda one: {"hits": {"hits": [one]}}))
def test_a_record_of_zenodo_leads_to_its_file(server, tmp_path, wrap):
    server.answers["/records"] = (200, json.dumps(wrap(record(server.url))).encode(), {})
    server.answers[f"/{NAME}/content"] = (200, DUMP, {})

    assert fetch(f"{server.url}/records", tmp_path).name == NAME


@pytest.mark.parametrize(
    ("answers", "problem"),
    (
        ({}, "The server answered 404."),
        ({"/x": (500, b"", {})}, "The server answered 500."),
        ({"/x": (200, b'{"a": 1}', {})}, "no dump of the registry and no record"),
        ({"/x": (200, b'{"files": []}', {})}, "no dump of the registry and no record"),
        ({"/x": (200, b"{" * 100, {})}, "no dump of the registry and no record"),
        ({"/x": (200, b"cut", {"Content-Length": "99"})}, "The connection was cut"),
        ({"/x": (302, b"", {"Location": "http://10.0.0.1/"})}, "(InvalidIPAddress)"),
        ({"/x": (302, b"", {"Location": "/x"})}, "(TooManyRedirects)"),
        ({"/x": (302, b"", {"Location": "file:///etc/passwd"})}, "(InvalidSchema)"),
    ),
)
def test_what_is_no_dump_is_refused(server, tmp_path, answers, problem):
    server.answers |= answers

    with pytest.raises(FetchError) as caught:
        fetch(f"{server.url}/x", tmp_path)
    assert problem in str(caught.value)


def test_a_file_that_is_not_the_published_one_is_refused(server, tmp_path):
    server.answers["/r"] = (200, json.dumps(record(server.url, digest="0" * 32)).encode(), {})
    server.answers[f"/{NAME}/content"] = (200, DUMP, {})

    with pytest.raises(FetchError, match="checksum"):
        fetch(f"{server.url}/r", tmp_path)


def test_a_file_without_end_is_refused(server, tmp_path, monkeypatch):
    monkeypatch.setattr(download, "MOST_BYTES", 10)
    server.answers["/x"] = (200, DUMP, {})

    with pytest.raises(FetchError, match="more than"):
        fetch(f"{server.url}/x", tmp_path)


@pytest.mark.parametrize(
    "address",
    (
        "https://127.0.0.1/dump",
        "https://localhost/dump",
        "https://10.1.2.3/dump",
        "https://169.254.169.254/latest/meta-data",
        "https://192.168.1.1/",
        "https://[::1]/",
        "https://[fd00::1]/",
        "https://0.0.0.0/",
        "https://[::ffff:10.0.0.1]/",
        "http://ror.org/dump",
        "file:///etc/passwd",
        "ftp://ror.org/dump",
        "https://",
        "https://[",
        "nonsense",
        "",
    ),
)
def test_an_address_may_point_nowhere_private(tmp_path, address):
    with pytest.raises(FetchError):
        fetch(address, tmp_path)
    assert not any(path.stat().st_size for path in tmp_path.iterdir())


@pytest.fixture
def data_folder(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


def test_what_an_address_leads_to_is_loaded_and_nothing_lies_about(server, data_folder):
    server.answers[f"/{NAME}"] = (200, DUMP, {})
    shares = []

    run = refresh.load_address(f"{server.url}/{NAME}", progress=shares.append)

    assert (run.release, run.state) == ("v2.17-2026-12-10", "done")
    assert Organisation.objects.count() == len(REGISTRY)
    assert shares == sorted(shares)
    assert not any((data_folder / "ofa" / "incoming").iterdir())


def test_nothing_came_is_a_load_that_failed(server, data_folder):
    run = refresh.load_address(f"{server.url}/none", progress=print)

    assert run.state == "failed"
    assert RegistryImport.objects.get().problems() == [(0, "The server answered 404.")]


@pytest.mark.parametrize(
    ("address", "release"),
    (
        ("https://me:secret@10.0.0.1/dump", "https://10.0.0.1/dump"),
        ("https://10.0.0.1/dump?a=1&token=secret", "https://10.0.0.1/dump?a=1"),
        ("https://10.0.0.1/@me/dump", "https://10.0.0.1/@me/dump"),
    ),
)
def test_a_failed_load_is_called_like_its_address_without_secrets(data_folder, address, release):
    run = refresh.load_address(address)

    assert (run.release, run.state) == (release, "failed")
    assert "secret" not in json.dumps(run.errors)


def test_a_full_disk_is_a_load_that_failed(server, data_folder):
    server.answers[f"/{NAME}"] = (200, DUMP, {})
    # As good as a full disk: no file of this process may have more bytes.
    standing = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, standing[1]))

    try:
        run = refresh.load_address(f"{server.url}/{NAME}")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, standing)

    assert run.state == "failed"
    assert run.problems()[0][1].startswith("The file cannot be read or written (")
    assert RegistryImport.objects.get().finished


@pytest.mark.parametrize(
    ("monthly", "state", "days", "due"),
    (
        (False, None, 0, False),
        (True, None, 0, True),
        (True, "done", 29, False),
        (True, "done", 31, True),
        (True, "failed", 0, False),
        (True, "failed", 2, True),
    ),
)
def test_it_is_loaded_again_after_a_month_if_somebody_wants_that(
    data_folder, monthly, state, days, due
):
    import datetime as dt

    refresh.prefer("https://example.org/dump", monthly=monthly)
    if state:
        run = RegistryImport.objects.create(release="v2", state=state)
        RegistryImport.objects.filter(pk=run.pk).update(started=now() - dt.timedelta(days=days))

    assert refresh.is_due() == due
