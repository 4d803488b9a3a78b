"""Widgets as HTML fragments for other sites: who gets them, in which languages, and how they are kept."""

import pytest
from django_scopes import scope, scopes_disabled
from lxml import html as lxml_html

from pretalx_ofa.programme import snapshots
from pretalx_ofa.widgets.registry import WIDGETS
from tests.factories import (
    fresh,
    make_break,
    make_event,
    make_room,
    make_session,
    make_team_member,
    release,
    schedule,
    translate,
)


def fragment_url(event, name="rooms"):
    return f"/api/events/{event.slug}/p/ofa/widgets/{name}/"


def page_url(event, name="rooms"):
    return f"/{event.slug}/p/ofa/widgets/{name}/"


def article(response):
    assert response.status_code == 200
    return lxml_html.fromstring(response.content.decode())


def words(element):
    return " ".join(element.text_content().split())


@pytest.fixture
def options(released):
    """{name of a widget: what its address must say}, for one session, track and speaker."""
    with scope(event=released):
        track, session = released.tracks.get(), released.submissions.get()
        return {"track": {"track": track.pk}, "person": {"person": session.speakers.get().code}}


@pytest.mark.parametrize("name", WIDGETS)
def test_every_widget_is_a_page_and_a_fragment(released, client, options, name):
    asked = options.get(name, {})

    fragment = client.get(fragment_url(released, name), asked)
    page = client.get(page_url(released, name), asked)

    assert article(fragment).tag == "article"
    assert fragment.content.strip() in page.content
    assert "A Cartography of Collaboration" in words(article(fragment))


@pytest.mark.parametrize("name", WIDGETS)
def test_a_fragment_has_nothing_of_the_page_around_it(released, client, options, name):
    response = client.get(fragment_url(released, name), options.get(name, {}))

    links = article(response).xpath(".//@href")
    assert links
    assert [link for link in links if not link.startswith("http")] == []
    assert b"<script" not in response.content
    assert not response.cookies


def test_rooms_are_listed_with_what_happens_there(event, client):
    main, small = make_room(event), make_room(event, "Small Room")
    with scopes_disabled():
        small.description = "Second floor"
        small.save()
    schedule(make_session(event, "Talk"), room=main)
    schedule(make_session(event, "Clinic"), "2025-11-19T09:00", room=small)
    make_break(event, "Coffee", room=main)
    make_room(event, "Empty Room")
    release(event)

    rooms = article(client.get(fragment_url(event))).xpath("./section")

    assert [words(room) for room in rooms] == [
        "Main Room Tuesday, 18 November 2025 15:50–16:20 Coffee 16:20–16:50 Talk",
        "Small Room Second floor Wednesday, 19 November 2025 09:00–09:30 Clinic",
    ]


@pytest.mark.parametrize(
    ("asked", "languages"),
    (
        ("", "en"),
        ("pt", "pt-BR"),
        ("pt-br,en", "pt-BR, en"),
        ("en,pt_BR", "en, pt-BR"),
        ("en,en", "en"),
        ("tlh,,'\"<", "en"),
        ("x" * 5000, "en"),
    ),
)
def test_one_language_or_two(released, client, asked, languages):
    response = client.get(fragment_url(released), {"lang": asked})

    assert response["Content-Language"] == languages
    assert article(response).get("lang") == languages.split(",")[0]


def test_two_languages_stand_side_by_side(released, client):
    entry = article(client.get(fragment_url(released, "agenda"), {"lang": "pt-br,en"}))

    assert [(words(side.xpath("./h4")[0]), side.get("lang")) for side in sides(entry)] == [
        ("Uma cartografia da colaboração", None),
        ("A Cartography of Collaboration", "en"),
    ]
    assert "terça-feira, 18 de novembro de 2025 / Tuesday, 18 November 2025" in words(entry)


def sides(element):
    return element.xpath(".//div[@class='ofa-side']")


def test_an_original_in_a_third_language_stands_below_both(event, client):
    event.settings.set("ofa_languages", ["en", "pt-br", "es"])
    session = make_session(event, "Modelos abiertos", content_locale="es")
    translate(session, "title", "en", "Open models")
    translate(session, "title", "pt-br", "Modelos abertos")
    schedule(session)
    release(event)

    page = article(client.get(fragment_url(fresh(event), "agenda"), {"lang": "en,pt-br"}))

    assert [(words(side.xpath("./h4")[0]), side.get("lang")) for side in sides(page)] == [
        ("Open models", None),
        ("Modelos abertos", "pt-BR"),
        ("Modelos abiertos", "es"),
    ]


def test_in_a_language_without_catalogue_our_words_are_english_and_say_so(client, db):
    event = make_event("symposium", locales=("de", "en"))
    schedule(make_session(event, "Open models"))
    release(event)

    page = article(client.get(fragment_url(event, "agenda"), {"lang": "de"}))

    assert page.get("lang") == "de"
    assert [words(e) for e in page.xpath("./h2/span[@lang='en']")] == ["Programme"]
    assert words(page.xpath(".//h3")[0]) == "Dienstag, 18. November 2025"
    assert words(page.xpath(".//*[@class='ofa-note']/span[@lang='en']")[0]) == (
        "Only available in English"
    )


def test_a_session_over_midnight_ends_on_the_next_day(event, client):
    schedule(make_session(event, "Night"), "2025-11-18T23:30", minutes=60)
    release(event)

    page = article(client.get(fragment_url(event)))

    assert words(page.xpath(".//*[@class='ofa-time']")[0]) == "23:30–Wed 19 Nov 00:30"


@pytest.mark.parametrize(
    "path",
    (
        "widgets/nothing/",
        "widgets/track/",
        "widgets/track/?track=x",
        "widgets/track/?track=999999",
        f"widgets/track/?track={'9' * 5000}",
        "widgets/person/?person=NOBODY",
        f"widgets/person/?person={'A' * 5000}",
    ),
)
@pytest.mark.parametrize("prefix", ("/{}/p/ofa/", "/api/events/{}/p/ofa/"))
def test_what_is_not_there_is_not_found(released, client, prefix, path):
    assert client.get(prefix.format(released.slug) + path).status_code == 404


def test_other_sites_may_read_and_keep_it_but_must_ask_again(released, client):
    response = client.get(fragment_url(released))

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, no-cache"
    assert response["ETag"].startswith('"')


def test_a_page_is_for_one_visitor(released, client):
    assert client.get(page_url(released))["Cache-Control"] == "private, no-cache"


def test_what_is_known_is_not_decoded_nor_drawn_again(released, client, monkeypatch):
    etag = client.get(fragment_url(released))["ETag"]
    monkeypatch.delattr(snapshots, "programme_of")
    monkeypatch.delattr(snapshots, "fragment")

    response = client.get(fragment_url(released), headers={"if-none-match": etag})

    assert (response.status_code, response.content) == (304, b"")
    assert response["Cache-Control"] == "public, no-cache"
    assert response["ETag"] == etag


def test_etags_differ_by_language_option_and_content(released, client, options):
    found = [
        client.get(fragment_url(released, name), asked)["ETag"]
        for name, asked in (
            ("rooms", {}),
            ("rooms", {"lang": "pt"}),
            ("rooms", {"lang": "en,pt"}),
            ("rooms", {"lang": "pt,en"}),
            ("agenda", {}),
            ("track", options["track"]),
            ("person", options["person"]),
        )
    ]
    schedule(make_session(released, "Another"))
    release(released, "2.0")
    found.append(client.get(fragment_url(released))["ETag"])

    assert len(set(found)) == len(found)


def test_what_an_address_collects_on_its_way_changes_nothing(released, client):
    plain = client.get(fragment_url(released))

    assert client.get(fragment_url(released), {"utm_source": "x"})["ETag"] == plain["ETag"]


def test_nobody_keeps_what_is_not_public(released, client):
    with scopes_disabled():
        released.is_public = False
        released.save()

    assert client.get(fragment_url(released)).status_code == 404

    client.force_login(make_team_member(released, can_change_submissions=True))
    for url in (fragment_url(released), page_url(released)):
        response = client.get(url)
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"


def test_before_a_release_there_is_no_fragment(event, client):
    client.force_login(make_team_member(event, can_change_submissions=True))

    assert client.get(fragment_url(event)).status_code == 404


@pytest.mark.parametrize(
    ("language", "sentence"),
    (
        ("en", "The programme cannot be shown right now. Please try again in a minute."),
        ("pt-br", "Não é possível mostrar a programação neste momento."),
    ),
)
@pytest.mark.parametrize("url_of", (fragment_url, page_url))
def test_a_programme_that_cannot_be_shown_is_a_sentence(
    released, client, monkeypatch, url_of, language, sentence
):
    def fail(event):
        raise snapshots.Unavailable

    monkeypatch.setattr(snapshots, "current", fail)

    response = client.get(url_of(released), {"lang": language})

    assert response.status_code == 503
    assert sentence in words(lxml_html.fromstring(response.content.decode()))
    assert response["Cache-Control"] == "private, no-store"
    assert response["Retry-After"] == "30"


@pytest.mark.parametrize("sessions", (1, 3))
def test_a_fragment_costs_one_query_beside_the_event(
    event, client, sessions, django_assert_max_num_queries
):
    for n in range(sessions):
        schedule(make_session(event, f"Talk {n}"))
    release(event)
    client.get(fragment_url(event))

    with django_assert_max_num_queries(11) as captured:
        client.get(fragment_url(event))

    assert sum("pretalx_ofa_" in query["sql"] for query in captured.captured_queries) == 1
