"""Pages of speakers, tracks, rooms, organisations and sessions, and of now: addresses and what they say
of themselves to browsers and search engines."""

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from django_scopes import scope
from lxml import html as lxml_html

from pretalx_ofa.widgets import delivery
from pretalx_ofa.widgets.registry import WIDGETS
from tests.factories import (
    affiliate,
    make_event,
    make_organisation,
    make_room,
    make_session,
    make_speaker,
    make_track,
    release,
    schedule,
)
from tests.queries import queries_of

SITE = "http://testserver"


def words(element):
    return " ".join(element.text_content().split())


def spoken(element):
    """All texts, each by itself."""
    return " ".join(" ".join(element.itertext()).split())


def document(client, path, **asked):
    response = client.get(f"/symposium/p/ofa/{path}", asked)
    assert response.status_code == 200, path
    return lxml_html.fromstring(response.content.decode())


def article(client, path, **asked):
    return document(client, path, **asked).xpath("//article")[0]


def links(element):
    return {words(a): a.get("href") for a in element.xpath(".//a")}


@pytest.fixture
def ids(released):
    """{name of a kind of thing: the id or code of the only one, or of the first}."""
    with scope(event=released):
        session = released.submissions.get()
        speaker = session.speakers.get()
        return {
            "session": session.code,
            "person": speaker.code,
            "track": session.track_id,
            "room": released.rooms.get().pk,
            "organisation": speaker.ofa_affiliations.first().organisation_id,
        }


@pytest.fixture
def at(monkeypatch):
    """Sets the clock of widgets to a time in São Paulo."""

    def set_to(text):
        moment = dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/Sao_Paulo"))
        monkeypatch.setattr(delivery, "now", lambda: moment)

    return set_to


# Addresses


def test_what_is_named_leads_to_its_page(client, ids):
    room, organisation = f"rooms/{ids['room']}/", f"organisations/{ids['organisation']}/"
    person, track = f"people/{ids['person']}/", f"tracks/{ids['track']}/"
    base = "/symposium/p/ofa/"
    rise = "RISE Research Institutes of Sweden"

    for path in (
        track,
        room,
        organisation,
        "people/",
        f"widgets/session/?session={ids['session']}",
    ):
        assert links(article(client, path))["Johan Linåker"] == base + person
    for path in (track, person, "people/", f"widgets/session/?session={ids['session']}"):
        assert links(article(client, path))[rise] == base + organisation
    for path in (track, person, organisation, "rooms/"):
        assert links(article(client, path))["Main Room"] == base + room
    assert [a.get("href") for a in article(client, "tracks/").xpath(".//h3/a")] == [base + track]


@pytest.mark.parametrize("kind", ("tracks", "rooms", "organisations", "people"))
@pytest.mark.parametrize("asked", ("999999", "x" * 300, "-1", "%3Cscript%3E"))
@pytest.mark.parametrize(
    ("language", "sentence"),
    (("en", "This is not in the programme."), ("pt-br", "Isto não está na programação.")),
)
def test_what_is_not_in_the_programme_is_not_found_in_words(
    released, client, kind, asked, language, sentence
):
    response = client.get(f"/symposium/p/ofa/{kind}/{asked}/", {"lang": language})

    assert response.status_code == 404
    page = lxml_html.fromstring(response.content.decode()).xpath("//article")[0]
    assert words(page.xpath(".//*[@role='alert']")[0]) == sentence
    assert page.xpath(".//a/@href") == [f"/symposium/p/ofa/?lang={language}"]


@pytest.mark.parametrize("asked", ({"layout": "x"}, {"group": "x"}, {"q": "x" * 10_000}))
def test_what_an_address_cannot_have_is_refused(released, client, asked):
    assert client.get("/symposium/p/ofa/people/", asked).status_code == 400


def test_an_organisation_that_nobody_in_the_programme_discloses_has_no_page(event, client):
    speaker = make_speaker(event)
    rows = [
        affiliate(speaker, make_organisation("Hidden"), is_public=False),
        affiliate(speaker, make_organisation("Undisclosed"), kind="undisclosed"),
        affiliate(speaker, make_organisation("Suggested"), confirmation="suggested"),
    ]
    silent = make_speaker(event, "Silent")
    rows.append(affiliate(silent, make_organisation("Of nobody who speaks")))
    schedule(make_session(event, speakers=[speaker]))
    release(event)

    assert {
        client.get(f"/symposium/p/ofa/organisations/{row.organisation_id}/").status_code
        for row in rows
    } == {404}


# What pages say of themselves


PAGES = {
    "agenda": "",
    "now": "now/",
    "speakers": "people/",
    "tracks": "tracks/",
    "rooms": "rooms/",
    "person": "people/{person}/",
    "track": "tracks/{track}/",
    "room": "rooms/{room}/",
    "organisation": "organisations/{organisation}/",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_itself_in_each_language(client, ids, name):
    path = PAGES[name].format(**ids)
    option = {name: ids[name]} if name in ids else {}
    address = f"http://testserver/symposium/p/ofa/{path}"
    here = document(client, path, lang="pt", theme="dark", utm_source="x")
    as_widget = document(client, f"widgets/{name}/", lang="pt", **option)

    for page in (here, as_widget):
        head = {a.get("hreflang"): a.get("href") for a in page.xpath("//link[@hreflang]")}
        site = page.xpath("//link[@rel='canonical']/@href")[0].partition("/symposium/")[0]
        assert page.xpath("//link[@rel='canonical']/@href") == [
            f"{site}/symposium/p/ofa/{path}?lang=pt-br"
        ]
        assert head == {
            "en": f"{site}/symposium/p/ofa/{path}?lang=en",
            "pt-BR": f"{site}/symposium/p/ofa/{path}?lang=pt-br",
            "x-default": f"{site}/symposium/p/ofa/{path}",
        }
    assert here.xpath("//meta[@property='og:url']/@content")[0].startswith(address)


def test_a_preview_of_a_page_says_what_it_is(client, ids):
    def meta(path):
        page = document(client, path, lang="en")
        return [
            " ".join(page.xpath(f"//meta[@property='og:{name}']/@content")[0].split())
            for name in ("title", "description")
        ]

    assert meta(f"tracks/{ids['track']}/") == [
        "Open Source and AI :: Open Symposium",
        "one session · 30 min · one speaker · English",
    ]
    assert meta(f"people/{ids['person']}/") == [
        "Johan Linåker :: Open Symposium",
        "RISE Research Institutes of Sweden / Lund University",
    ]
    assert meta("people/") == ["Speakers :: Open Symposium", "one speaker"]


TYPES = {
    "agenda": "Event",
    "track": "Event",
    "session": "Event",
    "person": "Person",
    "organisation": "Organization",
}


@pytest.mark.parametrize("name", WIDGETS)
def test_search_engines_get_json_ld_on_pages_alone(client, ids, name):
    asked = {name: ids[name]} if name in ids else {}
    page = document(client, f"widgets/{name}/", **asked)

    found = [json.loads(e.text) for e in page.xpath("//script[@type='application/ld+json']")]

    assert [one["@type"] for one in found] == ([TYPES[name]] if name in TYPES else [])
    for address in (
        "/symposium/p/ofa/widgets/{}/embed/",
        "/api/events/symposium/p/ofa/widgets/{}/",
    ):
        assert b"ld+json" not in client.get(address.format(name), asked).content


# Now


@pytest.fixture
def two_talks(event):
    """At 16:20 and at 17:00, in two rooms of one track."""
    track = make_track(event)
    for title, start, room in (("First", "16:20", "Main Room"), ("Second", "17:00", "Small Room")):
        session = make_session(event, title, track=track)
        schedule(session, f"2025-11-18T{start}", room=make_room(event, room))
    release(event)
    return event


def told(client, **asked):
    """[words of a room or track]."""
    return [spoken(one) for one in article(client, "now/", lang="en", **asked).xpath("./section")]


def test_now_says_what_runs_and_what_comes(two_talks, client, at):
    at("2025-11-18T16:30")

    main, small = told(client)
    assert main.startswith("Main Room Now First 16:20–16:50 ·")
    assert small.startswith("Small Room Now Nothing right now Next Second 17:00–17:30 ·")
    (track,) = told(client, by="track")
    assert track == (
        "Open Source and AI Now First 16:20–16:50 · Main Room Next Second 17:00–17:30 · Small Room"
    )
    with scope(event=two_talks):
        room = two_talks.rooms.get(name__icontains="Small").pk
    assert told(client, room=room) == [small]


@pytest.mark.parametrize(
    ("time", "sentence"),
    (
        ("2025-11-17T12:00", "The event has not begun yet."),
        ("2025-11-18T17:30", "The event is over."),
    ),
)
def test_before_and_after_the_event_now_says_so(two_talks, client, at, time, sentence):
    at(time)

    assert words(article(client, "now/").xpath(".//*[@role='status']")[0]) == sentence


@pytest.mark.parametrize(
    ("time", "asked", "seconds"),
    (
        ("2025-11-18T16:30", {}, ["60"]),
        ("2025-11-18T16:49:40", {}, ["21"]),
        ("2025-11-18T16:49:40", {"refresh": "0"}, []),
        ("2025-11-18T17:30", {}, []),
    ),
)
def test_now_asks_for_itself_again_at_the_next_boundary(
    two_talks, client, at, time, asked, seconds
):
    at(time)

    for path in ("now/", "widgets/now/embed/"):
        page = document(client, path, **asked)
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == seconds
    fragment = client.get("/api/events/symposium/p/ofa/widgets/now/", asked)
    again = client.get(
        "/api/events/symposium/p/ofa/widgets/now/",
        asked,
        headers={"if-none-match": fragment["ETag"]},
    )
    assert again.status_code == 304
    for answer in (fragment, again):
        assert [answer["Refresh"]] == seconds if seconds else "Refresh" not in answer
        assert answer["Access-Control-Expose-Headers"] == "Refresh"
    assert not document(client, "people/").xpath("//meta[@http-equiv='refresh']")


def test_now_is_another_answer_after_a_boundary_and_the_same_before(two_talks, client, at):
    url = "/api/events/symposium/p/ofa/widgets/now/"

    def etag(time):
        at(f"2025-11-18T{time}")
        return client.get(url)["ETag"]

    assert etag("16:30") == etag("16:49")
    assert len({etag(time) for time in ("16:10", "16:30", "16:50", "17:00", "17:30")}) == 5


def test_the_agenda_leads_to_now_while_the_event_is_on(two_talks, client, at):
    def found():
        return links(article(client, "", lang="en"))

    at("2025-11-18T16:30")
    assert found()["Jump to now"] == "/symposium/p/ofa/?lang=en#t-2025-11-18-1620"
    assert found()["Now and next"] == "/symposium/p/ofa/now/?lang=en"
    at("2025-11-18T17:10")
    assert found()["Jump to now"].endswith("#t-2025-11-18-1700")
    for time in ("2025-11-18T12:00", "2025-11-18T18:00"):
        at(time)
        assert not {"Jump to now", "Now and next"} & set(found())


# Speakers, tracks


@pytest.fixture
def crowd(event):
    """Two on a track and one on another."""
    models, law = make_track(event, "Models"), make_track(event, "Law")
    for name, track in (("Ana Silva", models), ("Bruno Araújo", models), ("Carla Dias", law)):
        speaker = make_speaker(event, name)
        affiliate(speaker, make_organisation(f"Organisation of {name}"))
        schedule(make_session(event, f"Talk of {name}", speakers=[speaker], track=track))
    release(event)
    return event


def speakers(page):
    return [words(a) for a in page.xpath(".//li//a[contains(@class, 'ofa-title')]")]


@pytest.mark.parametrize("layout", ("wall", "list"))
def test_speakers_are_found_by_words_and_by_track(crowd, client, layout):
    with scope(event=crowd):
        law = crowd.tracks.get(name__icontains="Law").pk

    def found(**asked):
        return speakers(article(client, "people/", layout=layout, **asked))

    assert found() == ["Bruno Araújo", "Carla Dias", "Ana Silva"]
    assert found(q="ARAUJO organisation") == ["Bruno Araújo"]
    assert found(track=law) == found(track=law, group="track") == ["Carla Dias"]
    assert found(group="track") == ["Bruno Araújo", "Ana Silva", "Carla Dias"]
    empty = article(client, "people/", q="nobody")
    assert words(empty.xpath(".//*[@role='status']")[0]) == "Nobody fits."


def test_the_form_of_speakers_carries_the_other_options_on(crowd, client):
    form = article(client, "people/", lang="pt", group="track", theme="dark", q="x").xpath(
        ".//form"
    )[0]

    assert form.get("action") == "/symposium/p/ofa/people/"
    hidden = {e.get("name"): e.get("value") for e in form.xpath(".//input[@type='hidden']")}
    assert hidden == {"group": "track", "theme": "dark", "lang": "pt-br"}


def test_tracks_are_a_list_with_numbers_or_a_strip(crowd, client):
    assert [words(section) for section in article(client, "tracks/").xpath("./section/p")] == [
        "2 sessions · 1 h · 2 speakers · English",
        "one session · 30 min · one speaker · English",
    ]
    strip = article(client, "tracks/", layout="strip")
    assert [words(e).rpartition(", ")[2] for e in strip.xpath(".//a[@class='ofa-track']")] == [
        "2 sessions",
        "one session",
    ]


def test_a_track_page_tells_what_runs_at_the_same_time(crowd, client):
    with scope(event=crowd):
        models = crowd.tracks.get(name__icontains="Models").pk

    page = article(client, f"tracks/{models}/", abstracts="0", lang="en")

    folded = [spoken(details) for details in page.xpath(".//details")]
    assert folded[0] == "Speakers (2) Bruno Araújo Ana Silva"
    assert folded[1].startswith("At the same time in this track (1) Tue 18 Nov 16:20–16:50 Talk of")
    assert {"Talk of Ana Silva", "Talk of Bruno Araújo"} < set(links(page))
    assert folded[2].startswith("At the same time in other tracks (1)")
    assert folded[2].endswith("Law, one session")


# Cost


def test_every_widget_costs_the_same_queries_for_any_size(db, client):
    def queries(sessions):
        event = make_event()
        track = make_track(event)
        for number in range(sessions):
            speaker = make_speaker(event, f"Speaker {number}")
            row = affiliate(speaker, make_organisation(f"Organisation {number}"))
            session = make_session(event, f"Talk {number}", speakers=[speaker], track=track)
            slot = schedule(session)
        release(event)
        asked = {
            "session": session.code,
            "person": speaker.code,
            "track": track.pk,
            "room": slot.room_id,
            "organisation": row.organisation_id,
        }
        page = f"/{event.slug}/p/ofa/widgets/"
        return {
            name: queries_of(
                lambda name=name: client.get(
                    f"{page}{name}/", {name: asked[name]} if name in asked else {}
                )
            )
            for name in WIDGETS
        }

    assert queries(1) == queries(30)


@pytest.mark.parametrize(
    ("path", "query"),
    (
        ("", ""),
        ("tracks/{track}/", "&track={track}"),
        ("people/{person}/", "&person={person}"),
        ("rooms/{room}/", "&room={room}"),
    ),
)
def test_each_page_offers_the_calendar_of_what_it_shows(released, client, ids, path, query):
    page = article(client, path.format(**ids), lang="pt")

    found = links(page)["Assinar o calendário"]

    assert found == f"webcal://testserver/symposium/p/ofa/calendar/?lang=pt-br{query.format(**ids)}"
