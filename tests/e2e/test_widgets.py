"""Every widget in a browser: both languages and two at once, every theme, narrow screens, large text."""

import pytest

from pretalx_ofa.widgets.registry import WIDGETS
from pretalx_ofa.widgets.widget import THEMES
from tests.e2e.conftest import overflow, screenshot, violations
from tests.e2e.test_programme import FRONT, programme

pytestmark = pytest.mark.e2e
LANGUAGES = ("en", "pt-br", "pt-br,en")
# What an address asks for beside the thing itself.
MORE = {
    "speakers": ("group=track&layout=list", "group=organisation"),
    "tracks": ("layout=strip",),
    "now": ("by=track",),
}


@pytest.fixture(scope="module")
def query(demo):
    """{name of a widget of one thing: the query that names one}."""
    record = programme(demo)
    session = next(one for one in record["sessions"] if one["code"] == "CARTGR")
    return {
        "session": "session=CARTGR",
        "person": "person=JHNLNK",
        "track": f"track={session['track']}",
        "room": f"room={session['slots'][0]['room']}",
        "organisation": f"organisation={record['organisations'][0]['id']}",
    }


def pages(name, query):
    """The addresses of a widget with each of its looks, below its own."""
    return [query.get(name, ""), *MORE.get(name, ())]


@pytest.mark.parametrize("name", WIDGETS)
def test_a_widget_is_accessible_in_each_language_and_fits_a_narrow_screen(visit, query, name):
    page = None
    for asked in pages(name, query):
        for language in LANGUAGES:
            path = f"{FRONT}widgets/{name}/?{asked}&lang={language}"
            page = visit(path, page=page)
            page.set_viewport_size({"width": 1200, "height": 900})
            if not asked or name in query:
                screenshot(page, f"widget-{name}-{language}")
            assert violations(page) == [], path
            page.set_viewport_size({"width": 320, "height": 900})
            if not asked or name in query:
                screenshot(page, f"widget-{name}-{language}-320")
            assert overflow(page) == 0, path
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert overflow(page) == 0, path


@pytest.mark.parametrize("theme", THEMES)
def test_an_embed_is_readable_in_each_theme(visit, query, theme):
    page = None
    for name in WIDGETS:
        path = f"{FRONT}widgets/{name}/embed/?{query.get(name, '')}&theme={theme}"
        page = visit(path, page=page)
        if theme == "dark":
            screenshot(page, f"widget-{name}-dark")
        assert violations(page) == [], path
        if theme == "host":
            page.evaluate("document.body.style.cssText = 'background: #222; color: #fff'")
            assert violations(page) == [], path


def test_a_person_and_a_wall_need_no_scripts(visit):
    page = visit(f"{FRONT}people/", scripts=False)

    page.get_by_role("link", name="Johan Linåker").first.click()
    page.wait_for_url("**/people/JHNLNK/")
    page.get_by_role("link", name="Lund University").first.click()
    page.wait_for_url("**/organisations/*/")
    assert "Johan Linåker" in page.locator("article.ofa").inner_text()
