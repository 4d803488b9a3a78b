"""What browsers keep for when they are offline: pages that everybody may see, of whoever is not logged in.

How the service worker keeps them, tests/e2e/test_offline.py holds in a browser.
"""

import gzip
from pathlib import Path

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.staticfiles import finders
from django_scopes import scope, scopes_disabled
from pretalx.event.domain.plugins import disable_plugin

from tests.factories import (
    make_session,
    make_speaker,
    make_team_member,
    make_track,
    make_user,
    release,
    schedule,
)
from tests.widgets.test_programme_pages import person_url, track_url, url_of

SCRIPTS = ("offline", "offline_page")


@pytest.fixture
def released(event):
    schedule(
        make_session(
            event, "Open talk", speakers=[make_speaker(event, "First")], track=make_track(event)
        )
    )
    release(event)
    return event


def is_kept(response):
    """The header marks what a page's own part knows: the sentence, and the worker's address."""
    marks = {
        response.get("Ofa-Offline") == "keep",
        b"<template data-ofa-offline" in response.content,
        b"offline_page.js" in response.content,
    }
    assert len(marks) == 1
    return marks.pop()


def kept_pages(event):
    return [
        url_of(event, "front"),
        f"{url_of(event, 'front')}?lang=pt-br,en&q=open",
        url_of(event, "now"),
        url_of(event, "people"),
        url_of(event, "tracks"),
        url_of(event, "rooms"),
        track_url(event),
        person_url(event),
        url_of(event, "widget", name="agenda"),
    ]


def test_pages_of_the_programme_are_kept(released, client):
    assert [is_kept(client.get(url)) for url in kept_pages(released)] == [True] * 9


def test_what_the_browser_has_already_is_kept_again(released, client):
    url = url_of(released, "front")
    etag = client.get(url)["ETag"]

    known = client.get(url, headers={"If-None-Match": etag})

    assert (known.status_code, known["Ofa-Offline"]) == (304, "keep")


def test_nothing_of_whoever_is_logged_in_is_kept(released, client):
    client.force_login(make_user("Attendee"))

    assert [is_kept(client.get(url)) for url in kept_pages(released)] == [False] * 9


def test_no_page_with_a_message_is_kept(released, client):
    messages = [Message(constants.SUCCESS, "Only for you")]
    session = client.session
    session[SessionStorage.session_key] = SessionStorage(client).serialize_messages(messages)
    session.save()
    page = client.get(url_of(released, "front"))

    assert "Only for you" in page.content.decode()
    assert not is_kept(page)
    assert is_kept(client.get(url_of(released, "front")))


@pytest.mark.parametrize(
    ("page", "arguments"),
    (
        ("my", {}),
        ("choose_sessions", {}),
        ("calendar", {}),
        ("file", {"name": "programme.json"}),
        ("embed", {"name": "agenda"}),
        ("api_widget", {"name": "agenda"}),
    ),
)
def test_nothing_else_is_kept(released, client, page, arguments):
    response = client.get(url_of(released, page, **arguments))

    assert response.status_code == 200
    assert "Ofa-Offline" not in response


@pytest.mark.parametrize(
    ("asked", "status"), (("?day=never", 400), ("tracks/none/", 404), ("widgets/none/", 404))
)
def test_no_refusal_is_kept(released, client, asked, status):
    response = client.get(f"{url_of(released, 'front')}{asked}")

    assert response.status_code == status
    assert not is_kept(response)


def test_no_page_that_not_everybody_may_see_is_kept(released, client):
    with scopes_disabled():
        released.is_public = False
        released.save()
    client.force_login(make_team_member(released, can_change_submissions=True))
    page = client.get(url_of(released, "front"))

    assert page.status_code == 200
    assert not is_kept(page)


@pytest.mark.parametrize(
    ("language", "sentence"),
    (
        ("en", "No connection. This page is as it was on {time}."),
        ("pt-BR", "Sem conexão. A página aparece como estava em {time}."),
    ),
)
def test_pages_carry_the_sentence_in_their_language(released, client, language, sentence):
    page = client.get(f"{url_of(released, 'front')}?lang={language}").content.decode()
    template = page.partition("<template data-ofa-offline=")[2].partition("</template>")[0]

    assert template.strip('"').startswith(language)
    assert sentence in template


def test_the_worker_stands_in_the_folder_of_the_pages(released, client):
    url = url_of(released, "offline")
    worker = client.get(url)
    known = client.get(url, headers={"If-None-Match": worker["ETag"]})

    assert url == f"{url_of(released, 'front')}offline.js"
    assert worker["Content-Type"] == "text/javascript; charset=utf-8"
    assert worker["Cache-Control"] == "public, no-cache"
    assert "Access-Control-Allow-Origin" not in worker
    assert known.status_code == 304
    # The policy of pages goes for workers, too.
    policy = client.get(url_of(released, "front"))["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "worker-src" not in policy


def test_the_worker_is_gone_with_the_plugin_or_the_programme(released, client):
    url = url_of(released, "offline")
    assert client.get(url).status_code == 200
    with scope(event=released):
        released.feature_flags["show_schedule"] = False
        released.save()
    assert client.get(url).status_code == 404
    with scope(event=released):
        released.feature_flags["show_schedule"] = True
        released.save()
        disable_plugin(released, "pretalx_ofa")
    assert client.get(url).status_code == 404


def test_the_scripts_weigh_little():
    sizes = [
        len(gzip.compress(Path(finders.find(f"pretalx_ofa/{name}.js")).read_bytes(), 9))
        for name in SCRIPTS
    ]

    assert sum(sizes) < 1800
