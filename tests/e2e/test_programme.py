"""The public programme of the demo, as a visitor sees it in a browser."""

import json
import urllib.request

import pytest

from tests.e2e.conftest import overflow, screenshot, violations

pytestmark = pytest.mark.e2e
FRONT = "/ofa2025/p/ofa/"
# Facts of the page the project starts from.
SEED = {
    "A Cartography of Collaboration in Open Source AI: Mapping Collaboration in the Development "
    "and Reuse Lifecycle of 12 Open Large Language Models": (
        "18 November",
        "16:20–16:50",
        "Johan Linåker",
    ),
    "Sustainable Development and Collaboration in Public Sector Open Source Software Projects": (
        "19 November",
        "15:50–16:20",
        "Johan Linåker",
    ),
}


def programme(demo):
    with urllib.request.urlopen(f"{demo}{FRONT}files/programme.json") as response:
        return json.load(response)


def original(text):
    return text["values"][text["original"]]["text"]


def spoken(text):
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("language", "heading", "day"),
    (
        ("en", "Programme", "Tuesday, 18 November 2025"),
        ("pt-BR", "Programação", "terça-feira, 18 de novembro de 2025"),
    ),
)
def test_front_page(visit, language, heading, day):
    page = visit(FRONT, language=language)
    screenshot(page, f"front-{language}")

    assert page.locator("article.ofa h2").inner_text() == heading
    assert page.locator("article.ofa section h3").first.inner_text() == day
    assert page.locator("article.ofa").get_attribute("lang") == language
    assert violations(page) == []


@pytest.mark.parametrize("title", SEED, ids=("Cartography", "Sustainable"))
def test_the_seed_sessions_stand_where_the_seed_says(visit, title):
    page = visit(FRONT)
    day, time, speaker = SEED[title]

    entry = page.locator("section", has_text=day).locator("li.ofa-entry", has_text=title)

    assert spoken(entry.locator(".ofa-time").inner_text()) == time
    assert speaker in entry.inner_text()
    assert "Main Room" in entry.inner_text()


@pytest.mark.parametrize("language", ("en", "pt-BR"))
def test_every_track_has_a_readable_page(visit, demo, language):
    page = visit(FRONT, language=language)
    tracks = page.locator("article.ofa nav a").evaluate_all("links => links.map(l => l.pathname)")

    assert len(tracks) == 4
    for path in tracks:
        visit(path, page=page)
        assert violations(page) == []
    visit(tracks[0], page=page)
    screenshot(page, f"track-{language}")


@pytest.mark.parametrize("language", ("en", "pt-BR"))
def test_a_session_page_shows_affiliations_and_the_other_language(visit, demo, language):
    page = visit("/ofa2025/talk/CARTGR/", language=language)
    screenshot(page, f"session-{language}")

    shown = page.locator(".ofa-session").last.inner_text()
    assert "RISE Research Institutes of Sweden" in shown
    assert "Lund" in shown
    assert violations(page) == []


@pytest.mark.parametrize("language", ("en", "pt-BR"))
def test_the_seed_speaker_has_both_affiliations(visit, language):
    page = visit("/ofa2025/speaker/JHNLNK/", language=language)
    page.wait_for_selector("main .ofa-affiliations")
    screenshot(page, f"speaker-{language}")

    shown = page.locator("main .ofa-affiliations li").all_inner_texts()
    names = ["RISE Research Institutes of Sweden", "Lund University"]
    assert [name in line for name, line in zip(names, shown, strict=True)] == [True, True]
    assert violations(page) == []


@pytest.mark.parametrize(
    ("name", "path"), (("both", f"{FRONT}?lang=en,pt-br"), ("rooms", f"{FRONT}widgets/rooms/"))
)
def test_two_languages_and_rooms_are_readable(visit, name, path):
    page = visit(path)
    screenshot(page, f"front-{name}")

    assert violations(page) == []


@pytest.mark.parametrize("path", (FRONT, "/ofa2025/p/ofa/people/JHNLNK/"))
def test_the_programme_needs_no_scripts(visit, path):
    page = visit(path, scripts=False)

    assert "Lund University" in page.locator("article.ofa").inner_text()


@pytest.mark.parametrize("language", ("en", "pt-BR"))
def test_nothing_sticks_out_at_320_pixels(visit, demo, language):
    page = visit(FRONT, width=320, language=language)
    screenshot(page, f"front-320-{language}")
    tracks = page.locator("article.ofa nav a").evaluate_all("links => links.map(l => l.pathname)")

    both = f"{FRONT}?lang=pt-br,en"
    rooms = f"{FRONT}widgets/rooms/"
    paths = [
        *(FRONT, both, rooms, *tracks),
        *(f"{FRONT}people/JHNLNK/", "/ofa2025/talk/CARTGR/", "/ofa2025/speaker/JHNLNK/"),
    ]
    assert {path: overflow(visit(path, page=page)) for path in paths} == dict.fromkeys(paths, 0)


def test_files_can_be_downloaded_from_the_front_page(visit, demo):
    page = visit(FRONT)

    with page.expect_download() as download:
        page.get_by_role("link", name="Programme (PDF), side by side en | pt-BR").click()
    assert download.value.suggested_filename == "ofa2025-programme-1.0-en-pt-BR.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF")
    titles = {original(session["title"]) for session in programme(demo)["sessions"]}
    assert set(SEED) <= titles


def test_the_keyboard_reaches_tracks_and_sessions(visit):
    page = visit(FRONT)
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('nav, .ofa-entry')?.className"))

    assert any("ofa-entry" in (name or "") for name in reached)


def test_localhost_leads_to_the_right_address(visit, demo):
    port = demo.rpartition(":")[2]

    with urllib.request.urlopen(f"http://localhost:{port}{FRONT}") as response:
        assert response.url == f"{demo}{FRONT}"
