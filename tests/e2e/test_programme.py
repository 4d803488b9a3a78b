"""The public programme of the demo, as a visitor sees it in a browser."""

import json
import urllib.request

import pytest

from tests.e2e.conftest import overflow, screenshot, violations

pytestmark = pytest.mark.e2e
FRONT = "/ofa2025/p/ofa/"
SESSION, SPEAKER = "/ofa2025/talk/CARTGR/", "/ofa2025/speaker/JHNLNK/"
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

    assert spoken(entry.locator("> p").last.inner_text()).startswith(time)
    assert speaker in entry.inner_text()
    assert "Main Room" in entry.inner_text()


@pytest.mark.parametrize("language", ("en", "pt-BR"))
def test_every_track_has_a_readable_page(visit, demo, language):
    page = visit(FRONT, language=language)
    tracks = page.locator("article.ofa .ofa-track").evaluate_all(
        "links => links.map(l => l.pathname)"
    )

    assert len(tracks) == 4
    for path in tracks:
        visit(path, page=page)
        assert violations(page) == []
    visit(tracks[0], page=page)
    screenshot(page, f"track-{language}")


def headings(page):
    """What assistive technology is told of headings inside the main part: [(level, name)]."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    found = []
    for node in tree:
        if not node["ignored"] and node["role"]["value"] == "heading":
            level = next(p for p in node["properties"] if p["name"] == "level")["value"]["value"]
            found.append((level, node["name"]["value"]))
    return [heading for heading in found if heading[0] > 1]


@pytest.mark.parametrize(
    ("language", "title", "speakers", "original"),
    (
        ("en", "A Cartography of Collaboration", "Speakers", "In Portuguese"),
        ("pt-BR", "Uma cartografia da colaboração", "Palestrantes", "Original em inglês"),
    ),
)
def test_a_session_page_reads_like_one_page(visit, language, title, speakers, original):
    page = visit(SESSION, language=language)
    screenshot(page, f"session-{language}")
    ours = page.locator("article .ofa-session")

    assert [(level, name.partition(" in ")[0][: len(title)]) for level, name in headings(page)] == [
        (2, title),
        (3, speakers),
        (4, "Johan Linåker"),
        (4, "Cailean Osborne"),
    ]
    assert "RISE Research Institutes of Sweden" in ours.inner_text()
    assert ours.locator("summary").inner_text().startswith(original)
    assert violations(page) == []


# Of pretalx's page: what our block has too is hidden, what it has not is seen.
REPEATED = (".talk-title small", ".talk-content > .abstract", ".pretalx-session")
KEPT = ("#fav-button", "#talk-buttons a[href$='.ics']")


def test_what_pretalx_prints_again_is_hidden_and_the_rest_is_there(visit):
    page = visit(SESSION)

    for selector in REPEATED:
        assert not page.locator(selector).first.is_visible(), selector
    for selector in KEPT:
        assert page.locator(selector).is_visible(), selector
    # Between the head of our block and its texts.
    tops = [
        page.locator(selector).bounding_box()["y"]
        for selector in (".ofa-session h2", "#fav-button", ".ofa-texts", ".ofa-people")
    ]
    assert tops == sorted(tops)
    page.locator("#fav-button").click()
    assert page.locator("#fav-button .fa-star").is_visible()


def test_without_our_styles_all_of_pretalx_is_there(visit):
    page = visit(FRONT)
    page.route("**/pretalx_ofa/*.css", lambda route: route.abort())
    visit(SESSION, page=page)

    for selector in (*REPEATED, *KEPT):
        assert page.locator(selector).first.is_visible(), selector
    assert page.locator(".talk-title").inner_text().startswith("A Cartography of Collaboration")


@pytest.mark.parametrize("language", ("en", "pt-BR"))
def test_the_seed_speaker_has_both_affiliations(visit, language):
    page = visit(SPEAKER, language=language)
    page.wait_for_selector("main .ofa-affiliations")
    screenshot(page, f"speaker-{language}")

    shown = page.locator("main .ofa-affiliations li").all_inner_texts()
    names = ["RISE Research Institutes of Sweden", "Lund University"]
    assert [name in line for name, line in zip(names, shown, strict=True)] == [True, True]
    assert violations(page) == []


def test_the_speaker_page_says_what_language_it_is_in(visit):
    page = visit(SPEAKER, language="pt-BR")
    submitted = page.locator("main .speaker-bio .speaker-bio, .speaker-talks .title")

    assert submitted.evaluate_all("texts => texts.map(text => text.lang)") == ["en"] * 3


def test_a_translated_biography_folds_the_original_away(visit):
    page = visit("/ofa2025/speaker/HELENA/")
    original = page.locator("main .speaker-bio .speaker-bio")

    assert not original.is_visible()
    page.locator("main summary", has_text="Original in Portuguese").click()
    assert original.is_visible()


def test_without_scripts_the_speaker_page_leads_to_ours(visit):
    page = visit(SPEAKER, scripts=False)

    with page.expect_popup() as opened:
        page.locator("footer a", has_text="Affiliations of").click()

    opened.value.wait_for_url("**/ofa2025/p/ofa/people/JHNLNK/")
    assert "Lund University" in opened.value.locator("article.ofa").inner_text()


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
    tracks = page.locator("article.ofa .ofa-track").evaluate_all(
        "links => links.map(l => l.pathname)"
    )

    both = f"{FRONT}?lang=pt-br,en"
    rooms = f"{FRONT}widgets/rooms/"
    paths = [
        *(FRONT, both, rooms, *tracks),
        *(f"{FRONT}people/JHNLNK/", SESSION, SPEAKER),
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
