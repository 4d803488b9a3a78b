"""The tab in pretalx's header that leads to the programme: its words, its place, and how it opens."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django_scopes import scopes_disabled
from lxml import html as lxml_html

from tests.factories import fresh, make_event, make_session, release, schedule

WORDS = {
    "en": "Programme by track",
    "pt-br": "Programação por trilha",
    "pt-pt": "Programa por área temática",
    "de": "Programme by track",
}


def label(event):
    with scopes_disabled():
        return fresh(event).extra_links.get(role="header").label.data


def save(event, **values):
    event = fresh(event)
    for name, value in values.items():
        setattr(event, name, value)
    with scopes_disabled():
        event.save()


def rename(event, words):
    with scopes_disabled():
        link = event.extra_links.get()
        link.label = words
        link.save()


def tabs(client, path, **data):
    """[(words, address, element)] of the header's tabs."""
    response = client.get(path, data)
    assert response.status_code in {200, 202}
    found = lxml_html.fromstring(response.content.decode()).xpath("//*[@id='header-tabs']/a")
    return [(" ".join(tab.text_content().split()), tab.get("href"), tab) for tab in found]


def current(found):
    return [
        (words, href, tab.get("aria-current"), tab.get("target"))
        for words, href, tab in found
        if "active" in tab.get("class")
    ]


def test_it_has_words_in_every_language_of_the_event(db):
    assert label(make_event(locales=tuple(WORDS))) == WORDS


def test_it_follows_the_event_to_another_language(event):
    save(event, locales=["pt-pt", "en"], locale="pt-pt")

    assert label(event) == {"pt-pt": WORDS["pt-pt"], "en": WORDS["en"]}


@pytest.mark.parametrize("words", ({"en": "Our tracks", "pt-br": WORDS["pt-br"]}, "Our tracks"))
def test_words_of_the_organisers_stay(event, words):
    rename(event, words)
    before = label(event)
    save(event, locales=["en", "pt-br", "de"])

    assert label(event) == before


def test_a_link_that_was_deleted_stays_deleted(event, client):
    with scopes_disabled():
        event.extra_links.all().delete()
    save(event, locales=["en", "pt-br", "de"])
    schedule(make_session(event))
    release(event)

    assert [words for words, _href, _tab in tabs(client, "/symposium/p/ofa/")] == [
        "Schedule",
        "Sessions",
        "Speakers",
    ]


@pytest.mark.parametrize(
    ("path", "place"),
    (
        ("/symposium/p/ofa/", "page"),
        ("/symposium/p/ofa/tracks/{track}/", "true"),
        ("/symposium/p/ofa/widgets/rooms/", "true"),
        ("/symposium/p/ofa/people/{person}/", "true"),
    ),
)
@pytest.mark.parametrize(
    ("asked", "words", "query"),
    (
        ({}, WORDS["en"], ""),
        ({"lang": "pt"}, WORDS["pt-br"], "?lang=pt-br"),
        ({"lang": "pt-br,en"}, WORDS["pt-br"], "?lang=pt-br,en"),
    ),
)
def test_on_our_pages_it_is_the_current_tab(released, client, path, place, asked, words, query):
    with scopes_disabled():
        session = released.submissions.get()
        path = path.format(track=session.track_id, person=session.speakers.get().code)

    found = tabs(client, path, **asked)

    assert current(found) == [(words, f"/symposium/p/ofa/{query}", place, None)]


def test_other_links_of_the_organisers_stay_as_pretalx_draws_them(released, client):
    with scopes_disabled():
        released.extra_links.create(label="Travel", url="https://example.org/", role="header")

    ours, theirs = (tabs(client, path) for path in ("/symposium/p/ofa/", "/symposium/speaker/"))

    assert [words for words, _href, _tab in ours] == [words for words, _href, _tab in theirs]
    assert ours[-1][1:2] == theirs[-1][1:2]
    assert dict(ours[-1][2].attrib) == dict(theirs[-1][2].attrib)


def test_pretalx_pages_get_a_few_bytes_of_script_that_opens_it_in_place(released, client):
    page = client.get("/symposium/speaker/").content.decode()

    tag = re.search(r"<script[^>]*header_link[^>]*>", page)[0]
    assert "defer" in tag
    assert "/symposium/p/ofa/" in tag
    script = Path(finders.find("pretalx_ofa/header_link.js"))
    assert script.stat().st_size < 1000
    assert (
        "header_link.js"
        not in client.get(
            reverse("plugins:pretalx_ofa:front", kwargs={"event": "symposium"})
        ).content.decode()
    )
