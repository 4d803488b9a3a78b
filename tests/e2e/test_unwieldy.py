"""Our public pages with very long words, names and descriptions, on a phone and with large text.

And the tab and the language switch in pretalx's header, as a visitor uses them.
"""

import os
import subprocess
import sys

import pytest

from tests.e2e.conftest import screenshot

pytestmark = pytest.mark.e2e
FRONT = "/unwieldy/p/ofa/"
PAGES = {
    "front": FRONT,
    "pair": f"{FRONT}?lang=pt-br,en",
    "track": "{track}",
    "rooms": f"{FRONT}widgets/rooms/",
    "person": f"{FRONT}people/UNWLDY/",
    "person-pair": f"{FRONT}people/UNWLDY/?lang=en,pt",
    "waiting": f"{FRONT}files/programme.json",
    "me": f"{FRONT}me/",
}
STICKING_OUT = """() => [
    document.documentElement.scrollWidth - innerWidth,
    [...document.querySelectorAll("#main-container *:not(.sr-only, .sr-only *)")]
        .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
        .map(element => `${element.tagName}.${element.className}`),
]"""
# A link of the header is covered where something else lies above its middle, or above the page's top.
COVERED = """() => [...document.querySelectorAll("#main-container > header a")].filter(link => {
    // Not the entries of a menu that is closed.
    if (!link.checkVisibility()) return false
    link.scrollIntoView({block: "center", behavior: "instant"})
    // Of a link in many lines the first one.
    scrollBy({top: link.getClientRects()[0].top - innerHeight / 2, behavior: "instant"})
    const {left, top, width, height} = link.getClientRects()[0]
    const found = document.elementFromPoint(left + width / 2, top + height / 2)
    return !found || !(link.contains(found) || found.contains(link))
}).map(link => link.textContent.trim())"""


@pytest.fixture(scope="module")
def unwieldy(demo, demo_folder):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "pretalx_ofa.demo.settings",
        "PRETALX_DATA_DIR": str(demo_folder / "data"),
        "PRETALX_SITE_URL": demo,
    }
    subprocess.run([sys.executable, "-m", "tests.e2e.unwieldy"], env=environment, check=True)


def log_in(visit, **options):
    page = visit("/unwieldy/login/", **options)
    page.fill("[name=login_email]", "unwieldy@example.org")
    page.fill("[name=login_password]", "unwieldy-2025")
    page.press("[name=login_password]", "Enter")
    page.wait_for_url("**/me/**")
    return page


@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_and_nothing_covers_the_header(visit, unwieldy, name):
    path = PAGES[name]
    page = log_in(visit) if name == "me" else visit(FRONT)
    if name == "track":
        path = page.locator("article.ofa .ofa-track").first.evaluate("link => link.pathname")
    visit(path, page=page)
    assert page.locator(".ofa").count() > 0

    for width, text in ((1200, 100), (320, 100), (320, 200)):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")
        screenshot(page, f"unwieldy-{name}-{width}-{text}")

        assert page.evaluate(STICKING_OUT) == [0, []], (width, text)
        assert page.evaluate(COVERED) == [], (width, text)
        page.evaluate("scrollTo(0, 0)")
        assert page.locator("#main-container > header h1").bounding_box()["y"] >= 0, (width, text)


@pytest.mark.parametrize("asked", ("", "?lang=pt-br", "?lang=pt_PT", "?lang=pt-br,en"))
@pytest.mark.parametrize("path", ("/ofa2025/p/ofa/", "/ofa2025/talk/CARTGR/"))
def test_the_language_can_be_switched_on_any_address(visit, path, asked):
    page = visit(f"{path}{asked}", language="pt-BR")

    active = page.locator(".locales a.active")
    assert active.inner_text() == "Português brasileiro"
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_load_state("networkidle")

    assert active.inner_text() == "English"
    assert page.locator("#header-tabs").inner_text().split("\n")[0].strip() == "Schedule"


def test_the_tab_opens_in_place_in_the_language_asked_for(visit):
    page = visit("/ofa2025/speaker/?lang=pt-br")
    page.get_by_role("link", name="Programação por trilha").click()
    page.wait_for_selector("article.ofa")

    assert page.context.pages == [page]
    assert page.url.endswith("/ofa2025/p/ofa/?lang=pt-br")
    assert page.locator("#header-tabs [aria-current=page]").inner_text().strip() == (
        "Programação por trilha"
    )


def test_without_scripts_the_tab_still_leads_there(visit):
    page = visit("/ofa2025/speaker/", scripts=False)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Programme by track").click()
    opened.value.wait_for_load_state()

    assert opened.value.url.endswith("/ofa2025/p/ofa/")
