"""Links to the tracks above pretalx's schedule: one deferred script, on that page alone."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from lxml import html as lxml_html

from tests.queries import queries_of

# Without it pretalx draws the schedule for terminals.
BROWSER = {"accept": "text/html"}


def scripts(response):
    assert response.status_code == 200
    return lxml_html.fromstring(response.content.decode()).xpath("//script[@data-strip]")


@pytest.mark.parametrize("language", ("en", "pt-br"))
def test_the_schedule_page_fetches_them_in_its_language(released, client, language):
    client.cookies["pretalx_language"] = language
    (script,) = scripts(client.get("/symposium/schedule/", headers=BROWSER))

    strip = urlsplit(script.get("data-strip"))
    assert strip.path == reverse(
        "plugins:pretalx_ofa:api_widget", kwargs={"event": "symposium", "name": "tracks"}
    )
    assert strip.query == f"layout=strip&lang={language}"
    assert strip.netloc == ""
    assert script.get("defer") is not None


@pytest.mark.parametrize(
    "path", ("schedule/nojs", "talk/", "speaker/", "schedule/v/1.0/", "p/ofa/")
)
def test_no_other_page_does(released, client, path):
    assert scripts(client.get(f"/symposium/{path}", headers=BROWSER)) == []


def test_it_costs_no_query(released, client, monkeypatch):
    url = "/symposium/schedule/"
    with_it = queries_of(lambda: client.get(url, headers=BROWSER))
    monkeypatch.setattr("pretalx_ofa.host.schedule_page.SCHEDULE", "")

    assert queries_of(lambda: client.get(url, headers=BROWSER)) == with_it
