"""What other sites load: who may, that no cookie comes with it, and how much it weighs."""

import gzip
from pathlib import Path

import pytest

import pretalx_ofa
from pretalx_ofa.widgets.sites import read_site, sites_of
from tests.factories import fresh, make_team_member

API = "/api/events/symposium/p/ofa/"
FRAGMENT, FRAME = f"{API}widgets/agenda/", "/symposium/p/ofa/widgets/agenda/embed/"
ASSETS = {"widget.js": "text/javascript", "widgets.css": "text/css"}
OURS, ALSO, FOREIGN = "https://example.org", "https://www.example.org:8443", "https://example.net"


@pytest.fixture
def named(released):
    released.settings.set("ofa_embedding_sites", [OURS, ALSO])
    return fresh(released)


def allowed(client, origin, url=FRAGMENT):
    return client.get(url, headers={"origin": origin})["Access-Control-Allow-Origin"]


def ancestors(response):
    policy = response["Content-Security-Policy"].split(";")
    return [part.strip() for part in policy if "frame-ancestors" in part]


def test_everybody_may_embed_while_no_site_is_named(released, client):
    assert allowed(client, FOREIGN) == "*"
    frame = client.get(FRAME)
    assert ancestors(frame) == ["frame-ancestors *"]
    assert "X-Frame-Options" not in frame


def test_only_named_sites_may_embed(named, client):
    assert [allowed(client, origin) for origin in (OURS, ALSO)] == [OURS, ALSO]
    # A browser compares: pretalx would let everybody where nobody is named.
    assert [allowed(client, origin) for origin in (FOREIGN, "null", "")] == [OURS] * 3
    assert "Origin" in client.get(FRAGMENT)["Vary"]
    assert ancestors(client.get(FRAME)) == [f"frame-ancestors 'self' {OURS} {ALSO}"]


@pytest.mark.parametrize("url", (FRAGMENT, FRAME))
def test_who_kept_an_answer_learns_of_other_sites(released, client, url):
    # Browsers do not take the policy of a 304 over.
    etag = client.get(url)["ETag"]
    released.settings.set("ofa_embedding_sites", [OURS])

    assert client.get(url, headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("url", (f"{FRAGMENT}?track=999999", f"{FRAME}?track=999999"))
def test_what_cannot_be_shown_is_for_the_same_sites(named, client, url):
    response = client.get(url, headers={"origin": FOREIGN})

    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == OURS
    if url.startswith(FRAME):
        assert ancestors(response) == [f"frame-ancestors 'self' {OURS} {ALSO}"]


@pytest.mark.parametrize(
    ("typed", "site"),
    (
        ("https://example.org", "https://example.org"),
        (" https://Example.ORG/pt/programa/?a=1#b ", "https://example.org"),
        ("example.org", "https://example.org"),
        ("http://localhost:1313", "http://localhost:1313"),
        ("https://example.org:443", "https://example.org"),
        ("https://exposição.example", "https://xn--exposio-2wa9a.example"),
        ("*", ""),
        ("https://*.example.org", ""),
        ("https://example.org; script-src *", ""),
        ("https://example.org 'unsafe-inline'", ""),
        ("https://a@example.org", ""),
        ("https://[::1]", ""),
        ("https://example.org:x", ""),
        ("javascript:alert(1)", ""),
        ("null", "https://null"),
        ("https://", ""),
        (f"https://{'x' * 5000}.org", ""),
    ),
)
def test_an_address_names_a_site(typed, site):
    assert read_site(typed) == site


def test_what_the_database_holds_else_is_no_site(event):
    event.settings.set("ofa_embedding_sites", [OURS, "* ; x", 5])

    assert sites_of(fresh(event)) == [OURS]


@pytest.mark.parametrize("name", ASSETS)
def test_what_sites_load_has_one_address(released, client, name):
    response = client.get(f"{API}{name}")

    assert response["Content-Type"] == f"{ASSETS[name]}; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, no-cache"
    again = client.get(f"{API}{name}", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("url", (FRAGMENT, FRAME, *(API + name for name in ASSETS)))
@pytest.mark.parametrize("who", ("anonymous", "organiser"))
def test_no_cookie_comes_with_it(released, client, url, who):
    if who == "organiser":
        client.force_login(make_team_member(released, can_change_submissions=True))

    response = client.get(url, {"lang": "pt-br,en", "q": "a"}, headers={"accept-language": "de"})

    assert not response.cookies
    assert "Accept-Language" not in response.get("Vary", "")


@pytest.mark.parametrize(
    ("name", "most"),
    (
        pytest.param("widget.js", 1_500, id="loader"),
        pytest.param("embed.js", 1_000, id="height of a frame"),
        pytest.param("widgets.css", 4_000, id="styles"),
    ),
)
def test_it_weighs_little(name, most):
    file = Path(pretalx_ofa.__file__).parent / "static" / "pretalx_ofa" / name

    assert len(gzip.compress(file.read_bytes(), 9)) <= most
