"""Calendars drawn at request: of the whole programme, a track, a room, a person, chosen sessions."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django_scopes import scopes_disabled
from icalendar import Calendar

from pretalx_ofa.base.links import addresses
from pretalx_ofa.presentation.calendars import calendar_links
from pretalx_ofa.presentation.links import Links
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.programme import snapshots
from tests.factories import (
    fresh,
    make_event,
    make_room,
    make_session,
    make_speaker,
    make_team_member,
    make_track,
    release,
    schedule,
)
from tests.presentation.programmes import programme, reading
from tests.queries import queries_of


def url_of(event):
    return reverse("plugins:pretalx_ofa:calendar", kwargs={"event": event.slug})


def titles(response):
    assert response.status_code == 200
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(response.content).events]


@pytest.fixture
def two(event):
    """Two sessions in two tracks and rooms, by two speakers: {option: value of the first}."""
    for title in ("One", "Two"):
        room = make_room(event, f"Room {title}")
        speaker = make_speaker(event, f"Speaker {title}")
        session = make_session(
            event, title, speakers=[speaker], track=make_track(event, f"Track {title}")
        )
        schedule(session, room=room)
    release(event)
    with scopes_disabled():
        first = event.submissions.get(title="One")
        return {
            "track": first.track_id,
            "room": event.rooms.get(name="Room One").pk,
            "person": first.speakers.get().code,
            "sessions": first.code,
        }


def test_the_whole_programme_in_the_language_asked_for(released, client):
    for asked, language, title in (
        ("", "en", "A Cartography of Collaboration"),
        ("en", "en", "A Cartography of Collaboration"),
        ("pt-BR", "pt-BR", "Uma cartografia da colaboração"),
        ("pt", "pt-BR", "Uma cartografia da colaboração"),
        ("tlh", "en", "A Cartography of Collaboration"),
    ):
        response = client.get(url_of(released), {"lang": asked}, headers={"accept-language": "pt"})

        assert titles(response) == [title]
        assert response["Content-Language"] == language
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert (
            response["Content-Disposition"]
            == f'attachment; filename="symposium-calendar-1.0-{language}.ics"'
        )


def test_the_file_is_the_same_calendar(released, client):
    file = reverse(
        "plugins:pretalx_ofa:file", kwargs={"event": released.slug, "name": "calendar.pt-br.ics"}
    )

    stored = b"".join(client.get(file).streaming_content)

    assert client.get(url_of(released), {"lang": "pt-br"}).content == stored


@pytest.mark.parametrize("option", ("track", "room", "person", "sessions"))
def test_part_of_the_programme(event, two, client, option):
    assert titles(client.get(url_of(event))) == ["One", "Two"]
    assert titles(client.get(url_of(event), {option: two[option]})) == ["One"]


def test_spelling_of_options(event, two, client):
    assert titles(client.get(url_of(event), {"track": f"{two['track']}-track-one"})) == ["One"]
    assert titles(client.get(url_of(event), {"person": two["person"].lower()})) == ["One"]
    assert titles(client.get(url_of(event), {"utm_source": "x", "track": ""})) == ["One", "Two"]
    sessions = f"{two['sessions']},{two['sessions']},"
    assert titles(client.get(url_of(event), {"sessions": sessions})) == ["One"]


@pytest.mark.parametrize(
    ("asked", "status", "sentence"),
    (
        ({"track": "999999"}, 404, "This is not in the programme."),
        ({"track": "x"}, 404, "This is not in the programme."),
        ({"room": "9" * 5000}, 404, "This is not in the programme."),
        ({"person": "NOBODY"}, 404, "This is not in the programme."),
        ({"person": "../x"}, 404, "This is not in the programme."),
        ({"sessions": "GONE"}, 404, "This is not in the programme."),
        ({"sessions": ",".join(["ABCDEF"] * 501)}, 400, "“sessions” has too many values."),
    ),
)
def test_what_cannot_be_is_refused_in_words(released, client, asked, status, sentence):
    response = client.get(url_of(released), asked)

    assert response.status_code == status
    assert sentence in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


def test_who_has_a_calendar_gets_304_until_it_changes(event, two, client):
    etag = client.get(url_of(event))["ETag"]

    response = client.get(url_of(event), headers={"if-none-match": etag})
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)
    assert response["Cache-Control"] == "public, no-cache"
    assert response["Access-Control-Allow-Origin"] == "*"

    with scopes_disabled():
        event.submissions.filter(title="One").first().save()
    assert client.get(url_of(event), headers={"if-none-match": etag}).status_code == 304

    with scopes_disabled():
        session = event.submissions.get(title="One")
        session.title = "Changed"
        session.save()
    changed = client.get(url_of(event), headers={"if-none-match": etag})
    assert titles(changed) == ["Changed", "Two"]


def test_an_entry_stays_the_same_one_in_the_next_version(event, two, client):
    def identities():
        found = Calendar.from_ical(client.get(url_of(event)).content).events
        return [(str(one["UID"]), str(one["SUMMARY"])) for one in found]

    before = identities()
    with scopes_disabled():
        session = event.submissions.get(title="One")
        session.title = "Changed"
        session.save()
    release(event, "2.0")

    assert identities() == [(before[0][0], "Changed"), before[1]]


def test_every_part_and_language_has_an_etag_of_its_own(event, two, client):
    asked = [{}, {"lang": "pt"}, *({name: value} for name, value in two.items())]

    assert len({client.get(url_of(event), options)["ETag"] for options in asked}) == len(asked)


def test_before_a_release_there_is_none(event, client):
    assert client.get(url_of(event)).status_code == 404


def test_an_event_that_is_not_public_shows_it_to_organisers_alone(client, db):
    event = make_event(public=False)
    schedule(make_session(event, "Secret"))
    release(event)

    assert client.get(url_of(event)).status_code == 404
    client.force_login(make_team_member(event, can_change_submissions=True))
    response = client.get(url_of(event))
    assert titles(response) == ["Secret"]
    assert response["Cache-Control"] == "private, no-store"


def test_organisers_may_offer_no_calendar(released, client):
    released.settings.set("ofa_files_hidden", ["calendar.ics"])

    assert client.get(url_of(released)).status_code == 404
    links = Links(**addresses(fresh(released)))
    assert calendar_links(Reading(programme(), ["en"], links)) is None


def test_a_programme_that_cannot_be_built_is_asked_for_again(released, client, monkeypatch):
    def unavailable(event):
        raise snapshots.Unavailable

    monkeypatch.setattr(snapshots, "current", unavailable)

    response = client.get(url_of(released))

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "Please try again in a minute" in response.content.decode()


@pytest.mark.parametrize("asked", ({}, {"lang": "pt"}, {"track": "TRACK"}))
def test_queries_do_not_grow_with_the_programme(event, client, asked):
    track = make_track(event)
    make_room(event)

    def add(first, last):
        for n in range(first, last):
            speaker = make_speaker(event, f"Speaker {n}")
            schedule(make_session(event, f"Talk {n}", speakers=[speaker], track=track))

    options = {name: track.pk if value == "TRACK" else value for name, value in asked.items()}
    add(0, 1)
    release(event)
    one = queries_of(lambda: client.get(url_of(event), options))
    add(1, 30)
    release(event, "2.0")

    assert len(titles(client.get(url_of(event), options))) == 30
    assert queries_of(lambda: client.get(url_of(event), options)) == one


def test_links_to_subscribe_and_to_download():
    links = calendar_links(reading(programme(), "pt-br", "en"), "track=4")

    html = render_to_string("pretalx_ofa/widgets/subscribe.html", {"calendar": links})

    assert re.findall(r'lang="([^"]*)"|href="([^"]*)">([^<]*)<', html) == [
        ("pt-BR", "", ""),
        ("", "webcal://x/p/ofa/calendar/?lang=pt-br&amp;track=4", "Assinar o calendário"),
        (
            "",
            "https://x/p/ofa/calendar/?lang=pt-br&amp;track=4",
            "Arquivo de calendário",
        ),
    ]


def test_links_have_the_host_also_where_pages_leave_it_out(event):
    links = Links(**addresses(event, ["pt-br", "en"], absolute=False))

    found = calendar_links(Reading(programme(), ["pt-br", "en"], links))

    assert found.download == f"{links.site}/symposium/p/ofa/calendar/?lang=pt-br"
    assert found.subscribe == found.download.replace("http:", "webcal:").replace(
        "https:", "webcal:"
    )


def test_without_a_calendar_there_are_no_links():
    html = render_to_string("pretalx_ofa/widgets/subscribe.html", {"calendar": None})

    assert html.strip() == ""
