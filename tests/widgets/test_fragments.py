"""Widgets as HTML fragments for other sites: who gets them, in which languages, and how they are kept."""

import minify_html
import pytest
from django.test import Client
from django_minify_html.middleware import MinifyHtmlMiddleware
from django_scopes import scope, scopes_disabled
from lxml import html as lxml_html

from pretalx_ofa.programme import snapshots
from pretalx_ofa.widgets.minifying import MIDDLEWARE
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
        speaker = session.speakers.get()
        affiliation = speaker.ofa_affiliations.first()
        return {
            "track": {"track": track.pk},
            "person": {"person": speaker.code},
            "session": {"session": session.code},
            "room": {"room": session.slots.filter(room__isnull=False).last().room_id},
            "organisation": {"organisation": affiliation.organisation_id},
        }


# Of the widgets that name no session.
SAYS = {
    "now": "The event is over.",
    "speakers": "Johan Linåker",
    "tracks": "Open Source and AI one session",
}


@pytest.mark.parametrize("name", WIDGETS)
def test_every_widget_is_a_page_and_a_fragment(released, client, options, name):
    asked = options.get(name, {})

    fragment = client.get(fragment_url(released, name), asked)
    page = client.get(page_url(released, name), asked)

    assert article(fragment).tag == "article"
    assert words(article(fragment)) in words(article(page))
    assert SAYS.get(name, "A Cartography of Collaboration") in words(article(fragment))


@pytest.mark.parametrize("name", WIDGETS)
def test_a_fragment_has_nothing_of_the_page_around_it(released, client, options, name):
    response = client.get(fragment_url(released, name), options.get(name, {}))

    links = article(response).xpath(".//@href")
    assert links
    assert [link for link in links if not link.startswith(("http", "webcal"))] == []
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

    assert [
        [words(part) for part in room.xpath("./h3 | ./p | .//h4 | .//li/*")] for room in rooms
    ] == [
        [
            "Main Room",
            "Tuesday, 18 November 2025",
            "15:50",
            "Coffee",
            "15:50–16:20",
            "16:20",
            "Talk",
            "16:20–16:50",
        ],
        [
            "Small Room",
            "Second floor",
            "Wednesday, 19 November 2025",
            "09:00",
            "Clinic",
            "09:00–09:30",
        ],
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

    assert [(words(side), side.get("lang")) for side in sides(entry)] == [
        ("Uma cartografia da colaboração", None),
        ("A Cartography of Collaboration", "en"),
    ]
    assert "terça-feira, 18 de novembro de 2025 / Tuesday, 18 November 2025" in words(entry)


def sides(element):
    return element.xpath(".//a[contains(@class, 'ofa-sides')]/span")


def test_an_original_in_a_third_language_is_left_to_its_page(event, client):
    event.settings.set("ofa_languages", ["en", "pt-br", "es"])
    session = make_session(event, "Modelos abiertos", content_locale="es")
    translate(session, "title", "en", "Open models")
    translate(session, "title", "pt-br", "Modelos abertos")
    schedule(session)
    release(event)

    page = article(client.get(fragment_url(fresh(event), "agenda"), {"lang": "en,pt-br"}))

    assert [(words(side), side.get("lang")) for side in sides(page)] == [
        ("Open models", None),
        ("Modelos abertos", "pt-BR"),
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

    assert words(page.xpath(".//li/p")[0]) == "23:30–Wed 19 Nov 00:30"


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
def test_what_is_not_there_is_not_found_and_another_site_gets_a_sentence(released, client, path):
    page = client.get(f"/{released.slug}/p/ofa/{path}")
    fragment = client.get(f"/api/events/{released.slug}/p/ofa/{path}")

    assert page.status_code == 404
    if "nothing" in path:
        assert fragment.status_code == 404
    else:
        assert words(article(fragment)) == "This is not in the programme. Programme"
        assert "This is not in the programme." in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "status", "sentence"),
    (
        ({"day": "2025-02-30"}, 400, "“day” must be a date such as 2025-11-18, or “all”."),
        ({"day": "2024-11-18"}, 404, "This is not in the programme."),
        ({"track": "999999"}, 404, "This is not in the programme."),
        ({"room": "x"}, 404, "This is not in the programme."),
        ({"type": "0"}, 404, "This is not in the programme."),
        ({"q": "x" * 10_000}, 400, "“q” is too long."),
        ({"tz": "Mars"}, 400, "“tz” must be a time zone such as America/Sao_Paulo."),
        ({"layout": "wall"}, 400, "“layout” cannot have this value."),
        ({"theme": "<script>"}, 400, "“theme” cannot have this value."),
        ({"spoken": "&"}, 400, "“spoken” must be codes of languages, such as “pt,en”."),
    ),
)
def test_options_that_cannot_be_are_refused_in_words(released, client, asked, status, sentence):
    page = client.get(page_url(released, "agenda"), asked)
    fragment = client.get(fragment_url(released, "agenda"), asked)

    assert page.status_code == status
    assert sentence in words(lxml_html.fromstring(page.content.decode()))
    assert words(article(fragment)) == f"{sentence} Programme"


def test_other_sites_may_keep_it_but_must_ask_again(released, client):
    response = client.get(fragment_url(released))

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

    refused = client.get(fragment_url(released))
    assert words(article(refused)) == "The programme is not public. Programme"
    assert refused["Cache-Control"] == "private, no-store"

    client.force_login(make_team_member(released, can_change_submissions=True))
    for url in (fragment_url(released), page_url(released)):
        response = client.get(url)
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"


def test_before_a_release_there_is_a_sentence(event, client):
    client.force_login(make_team_member(event, can_change_submissions=True))

    assert (
        words(article(client.get(fragment_url(event)))) == "The programme is not public. Programme"
    )


@pytest.mark.parametrize(
    ("language", "sentence"),
    (
        ("en", "The programme cannot be shown right now. Please try again in a minute."),
        ("pt-br", "Não é possível mostrar a programação neste momento."),
    ),
)
def test_a_programme_that_cannot_be_shown_is_a_sentence(
    released, client, monkeypatch, language, sentence
):
    def fail(event):
        raise snapshots.Unavailable

    monkeypatch.setattr(snapshots, "current", fail)

    page = client.get(page_url(released), {"lang": language})
    fragment = client.get(fragment_url(released), {"lang": language})

    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert fragment.status_code == 200
    for response in (page, fragment):
        assert sentence in words(lxml_html.fromstring(response.content.decode()))
        assert response["Cache-Control"] == "private, no-store"


def embed_url(event, name="agenda"):
    return page_url(event, name) + "embed/"


@pytest.mark.parametrize("name", WIDGETS)
def test_every_widget_may_stand_in_a_frame_of_another_site(released, client, options, name):
    response = client.get(embed_url(released, name), options.get(name, {}))

    document = article(response)
    assert document.get("lang") == "en"
    assert SAYS.get(name, "A Cartography of Collaboration") in words(document)
    (script,) = document.xpath("//script/@src")
    assert script.startswith("/static/pretalx_ofa/embed")


@pytest.fixture
def minifying(settings):
    """pretalx's minifier, which its own test settings leave out."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, MIDDLEWARE]


@pytest.mark.parametrize("name", WIDGETS)
def test_inside_a_frame_filters_stay_and_everything_else_leaves(
    released, client, options, minifying, name
):
    document = article(client.get(embed_url(released, name), options.get(name, {})))

    assert document.xpath("//base/@target") == ["_top"]
    links = {
        (a.get("href") or a.get("action"), a.get("target")) for a in document.xpath("//a | //form")
    }
    assert {target for url, target in links if "/embed/" in url} <= {"_SELF"}
    assert {target for url, target in links if "/embed/" not in url} <= {None}


def test_what_is_kept_minified_makes_the_page_that_pretalx_would_have_minified(
    released, client, settings
):
    addresses = ("/symposium/p/ofa/", embed_url(released), fragment_url(released, "agenda"))
    plain = [client.get(url).content.decode() for url in addresses]
    snapshots._fragments.kept.clear()
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, MIDDLEWARE]

    pages = [Client().get(url).content.decode() for url in addresses]

    assert pages == [minify_html.minify(page, **MinifyHtmlMiddleware.minify_args) for page in plain]


@pytest.mark.parametrize("theme", ("dark", "host"))
def test_what_cannot_be_shown_is_said_in_the_language_and_theme_asked_for(released, client, theme):
    asked = {"track": "999999", "lang": "pt", "theme": theme}
    fragment = article(client.get(fragment_url(released, "agenda"), asked))
    document = article(client.get(embed_url(released), asked))

    for refused in (fragment, document.xpath("//article")[0]):
        assert words(refused) == "Isto não está na programação. Programação"
        assert (refused.get("class"), refused.get("lang")) == (f"ofa ofa-{theme}", "pt-BR")
    assert document.xpath("string(//title)") == "Isto não está na programação."


@pytest.mark.parametrize("sessions", (1, 3))
def test_a_fragment_costs_one_query_beside_the_event(
    event, client, sessions, django_assert_max_num_queries
):
    for n in range(sessions):
        schedule(make_session(event, f"Talk {n}"))
    release(event)
    client.get(fragment_url(event))

    with django_assert_max_num_queries(12) as captured:
        client.get(fragment_url(event))

    assert sum("pretalx_ofa_" in query["sql"] for query in captured.captured_queries) == 1
