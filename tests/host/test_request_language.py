"""What ``lang`` may say on any address of the instance, also where the plugin is off."""

from urllib.parse import urlsplit

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.core.signals import request_started
from django_scopes import scopes_disabled
from lxml import html as lxml_html

from pretalx_ofa.host.request_language import understood
from tests.factories import make_event, make_session, release, schedule

PORTUGUESE = (
    "pt-br",
    "pt",
    "pt-BR",
    "pt_BR",
    "PT-br",
    "pt-PT",
    "pt_PT",
    "pt-pt",
    "pt-br,en",
    "pt_PT,en",
)


@pytest.fixture
def plain(db):
    """A released event without the plugin."""
    event = make_event("plain", plugin=False)
    schedule(make_session(event, "Open models"))
    release(event)
    return event


def page_of(response):
    assert response.status_code == 200
    return lxml_html.fromstring(response.content.decode())


def chosen(page):
    """The language that pretalx's switch marks as the page's."""
    return page.xpath("//*[@class='locales']/a[@class='active']/text()")


@pytest.mark.parametrize("asked", PORTUGUESE)
@pytest.mark.parametrize("path", ("", "speaker/", "talk/{}/"))
def test_pretalx_pages_understand_every_portuguese_with_the_plugin_off(plain, client, asked, path):
    with scopes_disabled():
        code = plain.submissions.get().code

    page = page_of(client.get(f"/plain/{path.format(code)}", {"lang": asked}))

    assert chosen(page) == ["Português brasileiro"]


@pytest.mark.parametrize("asked", ("en", "EN", "en-GB", "en_US,pt"))
def test_and_every_english(plain, client, asked):
    page = page_of(
        client.get("/plain/speaker/", {"lang": asked}, headers={"accept-language": "pt-br"})
    )

    assert chosen(page) == ["English"]


@pytest.mark.parametrize(
    ("locales", "language"),
    ((("en", "pt-pt"), "Português"), (("en", "pt-br", "pt-pt"), "Português brasileiro")),
)
def test_an_event_has_the_portuguese_that_it_has(db, client, locales, language):
    make_event("other", plugin=False, locales=locales)

    assert chosen(page_of(client.get("/other/", {"lang": "pt_BR"}))) == [language]


@pytest.mark.parametrize(
    "query",
    (
        "lang=de",
        "lang=tlh",
        "lang=",
        "lang=%FF%FE",
        "lang=\xff\xfe",
        "lang=" + "x" * 5000,
        "lang=" + "," * 5000,
        "xlang=pt_BR&a[]=%zz&&=;",
        "language=pt_BR",
        "lang",
    ),
)
def test_what_nobody_knows_stays_as_it_is(plain, client, query):
    assert understood("/plain/talk/", query) == query
    assert client.get("/plain/talk/", QUERY_STRING=query).status_code == 200


def test_the_rest_of_the_query_stays_byte_for_byte(plain):
    query = "q=%C3%A9+a%20\xe9&lang=en&&lang={}&x[]=%zz&lang2=pt_BR#"

    assert understood("/plain/talk/", query.format("pt_BR")) == query.format("pt-br")


@pytest.mark.parametrize("path", ("/plain/p/ofa/", "/api/events/plain/p/ofa/widgets/agenda/"))
def test_our_own_pages_are_asked_for_two_languages(plain, path):
    assert understood(path, "lang=pt_BR,en") == "lang=pt_BR,en"
    assert understood(path, "lang=pt_BR%2Cen") == "lang=pt_BR%2Cen"
    assert understood(path, "lang=pt_BR") == "lang=pt-br"


@pytest.mark.parametrize(
    "path", ("/", "/orga/login/", "/nobody/talk/", "/plain/nothing/", "/\xff/")
)
def test_addresses_without_an_event_understand_it_too(plain, path):
    assert understood(path, "lang=pt_PT") in {"lang=pt-pt", "lang=pt-br"}
    assert understood(path, "lang=DE-at") == "lang=de"


def test_a_language_of_one_variant_costs_no_query(plain, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert understood("/plain/talk/", "lang=en_GB") == "lang=en"
    with django_assert_num_queries(1):
        assert understood("/plain/talk/", "lang=pt_PT&lang=pt_PT&lang=pt_PT").endswith("lang=pt-br")


def test_a_fault_in_it_stops_no_page(plain, client, monkeypatch):
    monkeypatch.delattr("pretalx_ofa.host.request_language.understood")

    assert client.get("/plain/talk/", {"lang": "pt"}).status_code == 200


@pytest.mark.parametrize("prefix", ("", "/under"))
def test_asgi_servers_too(db, prefix):
    scope = {
        "type": "http",
        "method": "GET",
        "root_path": prefix,
        "path": f"{prefix}/nobody/talk/",
        "query_string": b"q=%C3%A9&lang=pt_BR,en",
        "headers": [],
    }

    request_started.send(sender=None, scope=scope)

    assert scope["query_string"] == b"q=%C3%A9&lang=pt-br"
    assert ASGIRequest(scope, None).GET.dict() == {"q": "é", "lang": "pt-br"}


def switch(page, language):
    """The address that pretalx's switch has for a language."""
    return page.xpath(f"//*[@class='locales']/a[text()='{language}']/@href")[0]


@pytest.mark.parametrize("asked", (None, *PORTUGUESE))
@pytest.mark.parametrize("path", ("speaker/", "p/ofa/", "p/ofa/widgets/rooms/"))
def test_the_language_switch_works_on_every_address(released, client, asked, path):
    data = {"lang": asked} if asked else {}
    first = page_of(client.get(f"/symposium/{path}", data, headers={"accept-language": "pt-br"}))
    assert chosen(first) == ["Português brasileiro"]

    english = page_of(client.get(switch(first, "English"), follow=True))
    again = page_of(client.get(switch(english, "Português brasileiro"), follow=True))

    assert [chosen(english), chosen(again)] == [["English"], ["Português brasileiro"]]


def test_the_switch_keeps_what_else_the_address_says(released, client):
    first = page_of(client.get("/symposium/p/ofa/", {"lang": "pt-br,en", "utm_source": "é"}))

    response = client.get(switch(first, "English"))

    assert response["Location"] == "/symposium/p/ofa/?lang=en&utm_source=%C3%A9"


@pytest.mark.parametrize(
    ("asked", "query"), ((None, ""), ("pt_BR", "lang=pt-br"), ("pt,en", "lang=pt-br"))
)
def test_our_links_on_a_session_page_keep_its_language(released, client, asked, query):
    with scopes_disabled():
        path = f"/symposium/talk/{released.submissions.get().code}/"
    client.get("/symposium/p/ofa/")
    # What was drawn for others stands in the cache.
    client.get(path, {"lang": "en"})
    page = page_of(client.get(path, {"lang": asked} if asked else {}))

    links = page.xpath("//*[contains(@class, 'ofa')]//a/@href[contains(., '/symposium/')]")
    assert {
        urlsplit(link).query.partition("&day=")[0] for link in links if "?day=" not in link
    } == {query}
