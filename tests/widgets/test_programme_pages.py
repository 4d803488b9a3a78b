"""The public pages of the programme: front, track, person; in each language, for anybody."""

import gzip
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real
from django_scopes import scope, scopes_disabled
from lxml import html as lxml_html

from pretalx_ofa.exports import stored
from pretalx_ofa.exports.listing import offered_files
from pretalx_ofa.exports.models import ExportFile
from pretalx_ofa.templatetags.ofa import interface_lang
from tests.factories import (
    affiliate,
    fresh,
    make_break,
    make_event,
    make_organisation,
    make_room,
    make_session,
    make_speaker,
    make_team_member,
    make_track,
    release,
    schedule,
    translate,
)
from tests.queries import queries_of


def url_of(event, page, **arguments):
    return reverse(f"plugins:pretalx_ofa:{page}", kwargs={"event": event.slug} | arguments)


def track_url(event):
    with scopes_disabled():
        return url_of(event, "track", track=event.tracks.first().slug)


def person_url(event):
    with scopes_disabled():
        return url_of(event, "person", person=event.submissions.first().speakers.first().code)


def article(response):
    """Our own part of a page."""
    assert response.status_code == 200
    return lxml_html.fromstring(response.content.decode()).xpath("//article")[0]


TITLES = ".//*[contains(@class, 'ofa-title')]"


def titles(page):
    return [words(title) for title in page.xpath(TITLES)]


def words(element):
    return " ".join(element.text_content().split())


def test_front_page_has_tracks_and_days(released, client):
    page = article(client.get(url_of(released, "front")))

    assert "18–19 November 2025" in words(page)
    assert "Version 1.0" in words(page)
    assert words(page.xpath(".//nav")[0]).endswith("Open Source and AI, one session")
    assert [words(h) for h in page.xpath(".//h4")] == ["16:20"]
    assert [words(h) for h in page.xpath(".//h3")] == ["Tuesday, 18 November 2025"]
    assert "16:20–16:50" in words(page)
    assert "Johan Linåker, RISE Research Institutes of Sweden, Lund University" in words(page)


def test_front_page_lists_the_files_that_are_offered(released, client):
    document = lxml_html.fromstring(client.get(url_of(released, "front")).content.decode())

    files = document.xpath("//section[contains(@class, 'ofa-downloads')]")[0]
    assert words(files.xpath("./h3")[0]) == "Files"
    assert [a.get("href").rpartition("/")[2] for a in files.xpath(".//a")] == [
        file.filename for file in offered_files(released)
    ]


@pytest.mark.parametrize("asked", ("pt-br", "pt", "pt-BR", "pt_BR", "pt-pt", "PT"))
def test_every_portuguese_is_understood(released, client, asked):
    response = client.get(url_of(released, "front"), {"lang": asked})
    page = article(response)

    assert response["Content-Language"] == "pt-BR"
    assert page.get("lang") == "pt-BR"
    assert "terça-feira, 18 de novembro de 2025" in words(page)
    assert titles(page) == ["Uma cartografia da colaboração"]


def links_of(document, event):
    """{address: its ``lang``} of our links and pretalx's in the programme; a calendar is in one language."""
    links = document.xpath("//article[contains(@class, 'ofa')]//a/@href")
    local = [
        urlsplit(link) for link in links if f"/{event.slug}/" in link and "/calendar/" not in link
    ]
    return {link.path: parse_qs(link.query).get("lang", [""])[0] for link in local}


@pytest.mark.parametrize(
    ("asked", "ours", "pretalx"),
    (
        (None, "", ""),
        ("tlh", "", ""),
        ("pt", "pt-br", "pt-br"),
        ("pt_BR,en", "pt-br,en", "pt-br"),
    ),
)
@pytest.mark.parametrize("name", ("front", "track", "person", "widget", "fragment"))
def test_languages_that_are_asked_for_stay_through_links(
    released, client, name, asked, ours, pretalx
):
    url = {
        "front": url_of(released, "front"),
        "track": track_url(released),
        "person": person_url(released),
        "widget": url_of(released, "widget", name="rooms"),
        "fragment": url_of(released, "api_widget", name="agenda"),
    }[name]
    # What was drawn for others stands in the cache.
    client.get(url, {"lang": "en"})
    response = client.get(url, {"lang": asked} if asked else {})
    found = links_of(lxml_html.fromstring(response.content.decode()), released)

    assert len(found) > 1
    assert found == {path: ours if "/p/ofa/" in path else pretalx for path in found}


def test_the_language_stays_through_files_and_the_page_to_wait_on(released, client, monkeypatch):
    page = client.get(url_of(released, "front"), {"lang": "pt"}).content.decode()
    file = next(
        link
        for link in lxml_html.fromstring(page).xpath(
            "//section[contains(@class, 'ofa-downloads')]//@href"
        )
        if ".pdf" in link
    )
    assert file.endswith(".pdf?lang=pt-br")
    monkeypatch.setattr(stored, "serve", lambda *_: (ExportFile(), False))

    waiting = client.get(file)

    assert waiting.status_code == 202
    page = lxml_html.fromstring(waiting.content.decode()).xpath("//article")[0]
    assert page.get("lang") == "pt-BR"
    assert "Este arquivo está sendo gerado" in words(page)
    assert page.xpath(".//a/@href") == ["/symposium/p/ofa/?lang=pt-br"]


def test_a_name_of_a_file_in_another_spelling_leads_there_in_the_same_language(released, client):
    response = client.get("/symposium/p/ofa/files/programme.en.pt-BR.pdf", {"lang": "pt"})

    assert response.status_code == 302
    assert response["Location"].endswith("?lang=pt-br")


def test_pages_in_a_language_without_catalogue_say_that_their_words_are_english(db, client):
    event = make_event("symposium", locales=("de", "en"))
    schedule(make_session(event, "Open models"))
    release(event)

    page = lxml_html.fromstring(client.get("/symposium/p/ofa/", {"lang": "de"}).content.decode())

    assert page.get("lang") == "de"
    files = page.xpath("//section[contains(@class, 'ofa-downloads')]")[0]
    assert (words(files.xpath("./h3")[0]), files.get("lang")) == ("Files", "en")


def test_words_of_the_instances_language_say_so(db, client, settings, monkeypatch):
    """Django takes them where there are none in the reader's."""
    # It keeps the words of a language together with those: no other test gets these.
    monkeypatch.setattr(trans_real, "_translations", {})
    settings.LANGUAGE_CODE = "pt-br"
    with translation.override("de"):
        assert interface_lang() == "pt-BR"
    with translation.override("en"):
        assert interface_lang() == "en"


def test_an_unknown_language_is_not_an_error(released, client):
    assert article(client.get(url_of(released, "front"), {"lang": "tlh'\"<"})).get("lang") == "en"


def test_a_fallback_is_marked_and_has_its_language(event, client):
    schedule(make_session(event, "English only"))
    release(event)

    page = article(client.get(url_of(event, "front"), {"lang": "pt-br"}))

    assert [(words(e), e.get("lang")) for e in page.xpath(TITLES + "/span")] == [
        ("English only", "en")
    ]
    assert "Disponível apenas em inglês" in words(page)
    assert "Em inglês" in words(page)


def test_an_outdated_translation_is_public_and_marked(event, client):
    session = make_session(event, "New title")
    translate(session, "title", "pt-br", "Título antigo", source="Old title")
    schedule(session)
    release(event)

    page = article(client.get(url_of(event, "front"), {"lang": "pt-br"}))

    assert "Título antigo" in words(page)
    assert "O original mudou desde esta tradução" in words(page)


def test_a_draft_translation_is_not_public(event, client):
    session = make_session(event, "Open models")
    translate(session, "title", "pt-br", "Rascunho", state="draft")
    schedule(session)
    release(event)

    page = article(client.get(url_of(event, "front"), {"lang": "pt-br"}))

    assert "Rascunho" not in words(page)


def test_breaks_and_logistics_stand_in_the_agenda_and_nowhere_else(event, client):
    room, desk = make_room(event), make_track(event, "Desk")
    event.settings.set("ofa_logistics_tracks", [desk.pk])
    schedule(make_session(event, "Registration", track=desk), room=room)
    schedule(make_session(event, "Talk", track=make_track(event)), "2025-11-18T17:00", room=room)
    make_break(event, "Coffee", "2025-11-18T18:00", room=room)
    release(event)

    page = article(client.get(url_of(fresh(event), "front")))

    slim = page.xpath(".//li[contains(@class,'ofa-slim')]")
    assert [[words(part) for part in entry] for entry in slim] == [
        ["Registration", "16:20–16:50 · Main Room"],
        ["Coffee", "18:00–18:30 · Main Room"],
    ]
    assert "Desk" not in words(page.xpath(".//nav")[0])


def test_a_session_in_two_slots_stands_at_both_times(event, client):
    session = make_session(event, "Twice")
    schedule(session, "2025-11-18T10:00")
    schedule(session, "2025-11-19T10:00")
    release(event)

    page = article(client.get(url_of(event, "front")))

    assert titles(page) == ["Twice", "Twice"]


def test_before_a_release_the_page_says_so(event, client):
    client.force_login(make_team_member(event, can_change_submissions=True))

    page = article(client.get(url_of(event, "front"), {"lang": "en"}))

    assert "No schedule is released yet" in words(page)


def test_track_page_tells_its_numbers_and_shows_its_sessions_in_full(released, client):
    page = article(client.get(track_url(released), {"lang": "pt"}))

    assert "uma sessão · 30 min · uma pessoa palestrante · inglês" in words(page)
    assert page.xpath(".//strong/text()") == ["abertos"], "Markdown is drawn, never printed"


def test_track_page_has_no_script_of_ours_and_is_small(released, client):
    response = client.get(track_url(released))
    ours = lxml_html.tostring(article(response))

    assert b"<script" not in ours
    assert len(gzip.compress(ours)) < 5 * 1024


@pytest.mark.parametrize("track", ("0", "999999", "x", "9" * 30, "-1"))
def test_unknown_tracks_are_not_found(released, client, track):
    assert client.get(url_of(released, "track", track=track)).status_code == 404


def test_a_track_without_content_has_no_page(released, client):
    empty = make_track(released, "Empty")

    assert client.get(url_of(released, "track", track=str(empty.pk))).status_code == 404


def affiliations(page):
    return page.xpath(".//ul[@class='ofa-affiliations']/li")


def test_person_page_has_affiliations_biography_and_sessions(released, client):
    page = article(client.get(person_url(released)))

    assert [words(li) for li in affiliations(page)] == [
        "Senior Researcher, RISE Research Institutes of Sweden",
        "Adjunct Assistant Professor, Lund University",
    ]
    assert "Researcher at RISE." in words(page)
    assert titles(page) == ["A Cartography of Collaboration"]


def test_somebody_who_does_not_speak_has_no_page(released, client):
    other = make_speaker(released, "Nobody")

    assert client.get(url_of(released, "person", person=other.code)).status_code == 404


def test_organisations_are_named_in_the_readers_language(event, client):
    speaker = make_speaker(event)
    record = make_organisation(
        "Federal University of Paraná",
        names=[("Universidade Federal do Paraná", "pt", "label")],
        country="BR",
        ror="https://ror.org/05syd6y78",
    )
    affiliate(speaker, record)
    schedule(make_session(event, speakers=[speaker]))
    release(event)

    page = article(client.get(person_url(event), {"lang": "pt-br"}))

    assert words(affiliations(page)[0]) == "Universidade Federal do Paraná (Brasil) ROR"
    assert affiliations(page)[0].xpath(".//a/@href") == [
        f"/symposium/p/ofa/organisations/{record.pk}/?lang=pt-br",
        "https://ror.org/05syd6y78",
    ]


def test_nothing_hidden_is_shown(event, client):
    speaker = make_speaker(event)
    affiliate(speaker, "Public body")
    affiliate(speaker, "Secret body", is_public=False)
    affiliate(speaker, "Suggested body", confirmation="suggested")
    affiliate(speaker, "", kind="undisclosed")
    affiliate(speaker, "", kind="independent")
    schedule(make_session(event, speakers=[speaker]))
    release(event)

    page = article(client.get(person_url(event)))

    assert [words(li) for li in affiliations(page)] == ["Public body", "Independent"]


EVIL = "<script>alert(1)</script>\"'&amp;"


def test_what_people_typed_is_text(event, client):
    speaker = make_speaker(event, f"Eve {EVIL}")
    affiliate(speaker, EVIL, EVIL)
    track = make_track(event, EVIL, description=EVIL)
    session = make_session(
        event,
        EVIL,
        speakers=[speaker],
        track=track,
        abstract=f"{EVIL} [x](javascript:alert(1)) <img src=x onerror=alert(1)>",
    )
    schedule(session, room=make_room(event, EVIL))
    release(event)

    for url in (url_of(event, "front"), track_url(event), person_url(event)):
        page = article(client.get(url))
        assert not page.xpath(".//script | .//img | .//*[@onerror]")
        assert not [h for h in page.xpath(".//@href") if h.startswith("javascript")]


def test_pages_cost_the_same_queries(db, client):
    def queries(sessions):
        event = make_event()
        track = make_track(event)
        for n in range(sessions):
            speaker = make_speaker(event, f"Speaker {n}")
            affiliate(speaker, make_organisation(f"Organisation {n}"))
            schedule(make_session(event, f"Talk {n}", speakers=[speaker], track=track))
        release(event)
        pages = (url_of(event, "front"), track_url(event), person_url(event))
        return [queries_of(lambda url=url: client.get(url)) for url in pages]

    assert queries(1) == queries(3) == queries(30)


def test_a_page_that_is_the_same_is_not_sent_again(released, client):
    url = f"/{released.slug}/p/ofa/"
    first = client.get(url)
    again = client.get(url, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert "Accept-Language" in first["Vary"]
    assert "Accept-Language" not in client.get(f"{url}?lang=en")["Vary"]
    with scope(event=released):
        session = released.submissions.get()
        session.title = "Another title"
        session.save()
    changed = client.get(url, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
