"""The registry's page, deciding about organisations and a speaker's own page, in the browser."""

import json
import re

import pytest

from tests.e2e.conftest import overflow, screenshot, violations
from tests.organisations.conftest import REGISTRY

pytestmark = pytest.mark.e2e
ORGANISATIONS = "/orga/event/ofa2025/p/ofa/organisations/"
LANGUAGES = ("en", "pt-br")


@pytest.fixture
def log_in(visit):
    def log_in(email, **options):
        page = visit("/orga/login/", **options)
        page.fill("[name=login_email]", email)
        page.fill("[name=login_password]", "symposium-2025")
        page.press("[name=login_password]", "Enter")
        page.wait_for_load_state("networkidle")
        return page

    return log_in


@pytest.fixture
def administrator(log_in):
    return lambda **options: log_in("administrator@example.org", **options)


@pytest.fixture
def organiser(log_in):
    return lambda **options: log_in("organiser@example.org", **options)


@pytest.fixture
def speaker(log_in):
    return lambda **options: log_in("helena.vasques@example.org", **options)


def test_an_administrator_loads_a_file(administrator, visit, tmp_path):
    dump = tmp_path / "v2.16-2026-11-19-ror-data.json"
    dump.write_text(json.dumps(REGISTRY))
    page = visit("/orga/p/ofa/", page=administrator())
    page.set_input_files("input[type=file]", dump)
    page.get_by_role("button", name="Load this file").click()
    page.get_by_role("progressbar", name="A release is being loaded").wait_for()
    screenshot(page, "registry-progress")
    assert violations(page) == []

    # The page follows the process by itself.
    page.get_by_role("row", name=re.compile("v2.16-2026-11-19.*Done")).wait_for(timeout=120_000)
    page.get_by_role("button", name="Load this file").wait_for()
    screenshot(page, "registry")
    assert violations(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", (320, 1200))
def test_the_registrys_page_is_accessible(administrator, visit, language, width):
    page = visit(f"/orga/p/ofa/?lang={language}", page=administrator(width=width))

    assert violations(page) == []
    assert overflow(page) == 0


def test_an_organiser_merges_and_undoes_it(organiser, visit):
    page = visit(ORGANISATIONS, page=organiser())
    page.get_by_role("link", name="Nightingale Security Lab").click()
    assert violations(page) == []
    field = page.get_by_role("combobox", name="Other organisation")
    field.press_sequentially("paper boat")
    page.get_by_role("option", name=re.compile("Paper Boat Foundation")).click()
    page.get_by_role("button", name="Merge").click()
    page.get_by_text("“Nightingale Security Lab” is “Paper Boat Foundation” now").wait_for()
    assert page.get_by_role("link", name="Nightingale Security Lab").count() == 0

    screenshot(page, "organisations")
    assert violations(page) == []
    page.get_by_role("button", name=re.compile("Undo.*Nightingale")).first.click()
    page.get_by_text("Undone: Nightingale Security Lab → Paper Boat Foundation").wait_for()
    assert page.get_by_role("link", name="Nightingale Security Lab").count() == 1


def test_merging_needs_no_script(organiser, visit):
    page = visit(ORGANISATIONS, page=organiser(scripts=False))
    page.get_by_role("link", name="Nightingale Security Lab").click()
    page.get_by_role("textbox", name="Other organisation").fill("Paper Boat Foundation")
    page.get_by_role("button", name="Merge").click()

    assert "“Nightingale Security Lab” is “Paper Boat Foundation” now" in page.content()
    page.get_by_role("button", name=re.compile("Undo.*Nightingale")).first.click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_speakers_own_page_is_accessible(speaker, visit, language):
    page = visit(f"/ofa2025/p/ofa/me/?lang={language}", page=speaker(width=320))

    screenshot(page, f"me-{language}")
    assert violations(page) == []
    assert overflow(page) == 0


def test_a_speaker_describes_an_organisation_nobody_knows(speaker, organiser, visit):
    page = visit("/ofa2025/p/ofa/me/?lang=en", page=speaker())
    page.get_by_text("Add another").first.click()
    page.get_by_role("combobox", name="Organisation").last.fill("Coletivo Tucano")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Describe “Coletivo Tucano”").click()
    screenshot(page, "propose")
    page.get_by_label("Website").fill("tucano.example.org")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The organisers will look at “Coletivo Tucano”.").wait_for()

    page = visit(ORGANISATIONS, page=organiser())
    page.get_by_role("button", name=re.compile("Accept.*Coletivo Tucano")).click()
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("button", name=re.compile("Accept.*Coletivo Tucano")).count() == 0
    assert page.get_by_role("link", name="Coletivo Tucano").count() == 1
