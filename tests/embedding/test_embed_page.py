"""The page on which organisers choose a widget for another site, try it and copy it."""

from html import unescape

import pytest
from django_scopes import scopes_disabled
from lxml import html as lxml_html

from pretalx_ofa.widgets.registry import WIDGETS
from tests.factories import make_team_member

URL = "/orga/event/symposium/p/ofa/embed/"


@pytest.fixture
def organiser(released, client):
    client.force_login(make_team_member(released, can_change_submissions=True))
    return client


def document(response):
    assert response.status_code == 200
    return lxml_html.fromstring(response.content.decode())


def snippets(page):
    return {pre.get("aria-labelledby"): pre.text_content() for pre in page.xpath("//pre")}


def test_without_a_choice_it_offers_the_agenda(released, organiser):
    page = document(organiser.get(URL))

    assert snippets(page)["element"] == (
        '<script src="http://testserver/api/events/symposium/p/ofa/widget.js" async crossorigin '
        'referrerpolicy="no-referrer"></script>\n'
        '<ofa-widget event="http://testserver/symposium/" widget="agenda" lang="en">\n'
        '  <a href="http://testserver/symposium/p/ofa/?lang=en">Programme</a>\n'
        "</ofa-widget>\n"
    )


def test_what_is_chosen_is_in_every_snippet_and_preview(released, organiser):
    with scopes_disabled():
        track = released.tracks.get().pk
    asked = {"widget": "agenda", "language": "pt-br", "beside": "en", "track": track} | {
        "theme": "dark",
        "layout": "grid",
        "q": 'a "b" <c>',
    }

    page = document(organiser.get(URL, asked))

    found = snippets(page)
    query = f"track={track}&q=a+%22b%22+%3Cc%3E&layout=grid&theme=dark"
    assert (
        f'track="{track}" q="a &quot;b&quot; &lt;c&gt;" layout="grid" theme="dark"'
        in (found["element"])
    )
    assert 'lang="pt-br,en"' in found["element"]
    frame = lxml_html.fragments_fromstring(found["frame"])[0]
    assert frame.get("src") == (
        f"http://testserver/symposium/p/ofa/widgets/agenda/embed/?lang=pt-br,en&{query}"
    )
    assert frame.get("title") == "Programação / Programme"
    fragment = f"http://testserver/api/events/symposium/p/ofa/widgets/agenda/?{query}&lang=pt-br,en"
    assert fragment in found["static"]
    assert fragment in found["hugo"]
    assert [unescape(frame.get("src")) for frame in page.xpath("//iframe")] == [
        f"{URL}{ground}/agenda/?lang=pt-br,en&{query}" for ground in ("light", "dark", "styled")
    ]


@pytest.mark.parametrize("name", WIDGETS)
def test_every_widget_has_a_field_for_every_option(released, organiser, name):
    form = document(organiser.get(URL, {"widget": name})).xpath("//form[@class='ofa-embed']")[0]

    fields = {field.get("name") for field in form.xpath(".//select | .//input")}
    assert fields >= {"widget", "language", "beside"} | {o.name for o in WIDGETS[name].options}


def test_an_option_that_cannot_be_is_said_at_its_field(released, organiser):
    page = document(organiser.get(URL, {"widget": "agenda", "tz": "Mars"}))

    assert "must be a time zone such as America/Sao_Paulo." in page.text_content()
    assert snippets(page) == {}


def test_somebody_unknown_is_said_at_the_field(released, organiser):
    page = document(organiser.get(URL, {"widget": "person", "person": "NOBODY"}))

    assert "This is not in the programme." in page.text_content()
    assert snippets(page) == {}


def test_addresses_are_on_the_domain_of_the_event_and_previews_stay_here(released, organiser):
    with scopes_disabled():
        released.custom_domain = "https://programme.example.org"
        released.save()

    page = document(organiser.get(URL))

    assert 'event="https://programme.example.org/symposium/"' in snippets(page)["element"]
    assert "is loaded from programme.example.org." in page.text_content()
    assert page.xpath("//iframe/@src")[0].startswith("/orga/")


def test_the_sentence_for_privacy_policies_is_in_the_languages_of_the_event(released, organiser):
    page = document(organiser.get(URL))

    found = {p.get("lang"): p.text_content() for p in page.xpath("//section[last()]/p[@lang]")}
    assert found["en"] == (
        "The programme on this site is loaded from testserver. Your browser sends testserver what it "
        "sends with every request, such as your IP address. No cookies are set, and nothing is loaded "
        "from elsewhere."
    )
    assert found["pt-BR"].startswith("A programação neste site é carregada de testserver.")


@pytest.mark.parametrize("ground", ("light", "dark", "styled"))
def test_a_preview_stays_on_its_page_and_is_kept_by_nobody(released, organiser, ground):
    response = organiser.get(f"{URL}{ground}/agenda/", {"lang": "pt-br", "theme": "host"})

    page = document(response)
    assert page.get("class") == ground
    assert "Uma cartografia da colaboração" in page.text_content()
    assert {link.split("?")[0] for link in page.xpath("//a[@target='_SELF']/@href")} == {
        f"{URL}{ground}/agenda/"
    }
    assert response["Cache-Control"] == "private, no-store"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_there_is_no_other_page_around_a_widget(released, organiser):
    assert organiser.get(f"{URL}neon/agenda/").status_code == 404


def test_before_a_release_it_can_be_chosen_too(event, client):
    client.force_login(make_team_member(event, can_change_submissions=True))

    page = document(client.get(URL))
    preview = document(client.get(f"{URL}light/agenda/"))

    assert ">Programme</a>" in snippets(page)["element"]
    assert "The programme is not public." in preview.text_content()
