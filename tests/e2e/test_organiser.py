"""An organiser's first ten minutes in the demo."""

import pytest

from tests.e2e.conftest import overflow, screenshot, violations

pytestmark = pytest.mark.e2e
ORGA = "/orga/event/ofa2025"
OVERVIEW = f"{ORGA}/p/ofa/"


@pytest.fixture
def organiser(visit):
    """A page on which the demo's organiser is logged in."""

    def log_in(**options):
        page = visit("/orga/login/", **options)
        page.fill("[name=login_email]", "organiser@example.org")
        page.fill("[name=login_password]", "symposium-2025")
        page.press("[name=login_password]", "Enter")
        page.wait_for_url("**/orga/event/**")
        return page

    return log_in


def test_the_sidebar_leads_to_the_overview(organiser, visit):
    page = visit(f"{ORGA}/", page=organiser())
    page.locator(f"aside a[href='{OVERVIEW}']").first.click()

    page.wait_for_selector(".ofa-overview")
    screenshot(page, "overview")
    assert "19 of 21 speakers have an affiliation." in page.locator("main").inner_text()
    assert violations(page) == []


def test_every_line_of_the_overview_leads_somewhere(organiser, visit):
    page = visit(OVERVIEW, page=organiser())
    links = page.locator(".ofa-overview a").evaluate_all("links => links.map(l => l.pathname)")

    assert len(links) > 8
    for path in links:
        # Files have no slash at the end: most are built only when they are asked for.
        if path.endswith("/"):
            status = page.request.get(f"{page.url.split('/orga')[0]}{path}").status
            assert (path, status) == (path, 200)


def test_a_widget_is_chosen_and_tried_and_copied(organiser, visit):
    page = visit(f"{OVERVIEW}embed/", page=organiser())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("main select[name=beside]").evaluate(
        "select => { select.value = 'pt-br'; select.form.submit() }"
    )
    page.wait_for_url("**/embed/?*beside=pt-br*")
    page.wait_for_load_state("networkidle")
    screenshot(page, "embed")

    for frame in page.locator("iframe").all():
        frame.scroll_into_view_if_needed()
        inside = frame.content_frame
        assert inside.locator("article h2").inner_text() == "Programme / Programação"
    code = page.locator("pre[aria-labelledby=element]").inner_text()
    assert 'lang="en,pt-br"' in code
    page.locator("pre[aria-labelledby=element] + button").click()
    assert page.evaluate("navigator.clipboard.readText()").strip() == code.strip()
    assert violations(page) == []


@pytest.mark.parametrize("scripts", (True, False))
def test_affiliations_are_found_accepted_and_undone_in_a_few_clicks(organiser, visit, scripts):
    page = visit(OVERVIEW, page=organiser(scripts=scripts))
    page.click("text=Find affiliations")
    assert page.locator("input[name=texts]:checked + span").all_inner_texts() == [
        "Company or institution (7 texts)"
    ]
    page.click("text=Look for organisations")
    page.wait_for_selector(".ofa-suggestions")
    if scripts:
        screenshot(page, "found")
        assert violations(page) == []

    page.click("text=Accept the 3 certain ones")
    page.wait_for_selector("text=3 affiliations were accepted.")
    assert page.locator(".ofa-suggestions tbody tr").count() == 2

    page.click("main >> text=Undo")
    page.wait_for_selector("text=Accept the 3 certain ones")


@pytest.mark.parametrize(
    "path",
    (
        f"{OVERVIEW}files/",
        f"{OVERVIEW}organisations/",
        f"{OVERVIEW}embed/",
        f"{OVERVIEW}affiliations/sources/",
        f"{OVERVIEW}queue/",
        f"{OVERVIEW}speakers/",
        f"{OVERVIEW}balance/?by=country&across=track",
        OVERVIEW,
    ),
)
def test_pages_fit_a_phone(organiser, visit, path):
    page = visit(path, page=organiser(width=320))

    assert overflow(page) == 0
    assert violations(page) == []


def test_an_affiliation_is_added_on_the_speakers_page(organiser, visit):
    page = visit(f"{ORGA}/speakers/HELENA/", page=organiser())
    screenshot(page, "speaker-form")
    assert violations(page) == []
    last = page.locator(".ofa-section").last
    last.get_by_role("combobox", name="Organisation").fill("Instituto Imaginário")
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state("networkidle")
    visit(f"{ORGA}/speakers/HELENA/", page=page)
    assert "Instituto Imaginário" in page.locator(".ofa-section legend").all_inner_texts()
    visit("/ofa2025/p/ofa/people/HELENA/", page=page)
    assert "Instituto Imaginário" in page.locator("article.ofa").inner_text()


def test_an_organisation_is_chosen_with_the_keyboard(organiser, visit):
    page = visit(f"{ORGA}/speakers/JHNLNK/", page=organiser())
    field = page.locator(".ofa-section").last.get_by_role("combobox", name="Organisation")
    field.press_sequentially("lighth")
    option = page.get_by_role("option", name="Lighthouse Institute for Digital Policy")
    option.wait_for()

    assert field.get_attribute("aria-expanded") == "true"
    assert violations(page) == []
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    field.press("Enter")
    assert field.input_value() == "Lighthouse Institute for Digital Policy"
    assert field.get_attribute("aria-expanded") == "false"
    assert page.locator("[name=ofa-affiliation-2-chosen]").input_value().isdecimal()


def test_an_organisation_is_typed_in_the_list_and_taken_back(organiser, visit):
    page = visit(f"{OVERVIEW}speakers/?gap=none", page=organiser())
    row = page.locator(".ofa-person").first
    row.get_by_role("combobox").press_sequentially("lund")
    page.get_by_role("option", name="Lund University").wait_for()
    for key in ("ArrowDown", "Enter", "Enter"):
        row.get_by_role("combobox").press(key)

    told = row.locator(".alert")
    told.wait_for()
    assert told.inner_text().startswith("“Lund University” is linked to Lund University.")
    pencil = row.get_by_role("link", name="Edit the organisations")
    assert pencil.evaluate("link => link === document.activeElement")
    screenshot(page, "speakers")
    assert violations(page) == []

    told.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone: Lund University").wait_for()
    assert page.locator(".ofa-person").first.get_by_role("combobox").input_value() == ""


def test_the_list_is_edited_without_scripts(organiser, visit):
    page = visit(f"{OVERVIEW}speakers/?q=linåker", page=organiser(scripts=False))
    page.get_by_role("link", name="Edit the organisations").click()
    assert page.get_by_label("Organisation: Johan Linåker").input_value() != ""
    page.get_by_role("button", name="Save").click()

    assert page.url.endswith("?q=lin%C3%A5ker#ofa-person-JHNLNK")


def test_a_translation_is_written_on_the_proposals_page(organiser, visit):
    page = visit(f"{ORGA}/submissions/CARTGR/", page=organiser())
    screenshot(page, "proposal-form")
    assert violations(page) == []
    before = page.locator("[name=ofa-title-pt-br]").input_value()

    def write(title):
        page.locator("[name=ofa-title-pt-br]").fill(title)
        page.get_by_role("button", name="Save").click()
        page.wait_for_load_state("networkidle")

    write("Uma cartografia nova")
    visit("/ofa2025/talk/CARTGR/", page=page)
    assert "Uma cartografia nova" in page.locator("main").inner_text()
    # Other tests of this worker read the same demo.
    visit(f"{ORGA}/submissions/CARTGR/", page=page)
    write(before)


def test_two_tabs_change_one_field_and_it_is_decided_which_stays(organiser, visit):
    path, role = f"{ORGA}/speakers/JHNLNK/", "[name=ofa-affiliation-0-role_0]"
    first = visit(path, page=organiser())
    second = visit(path, page=first.context.new_page())
    for page, words in ((first, "Role of the first tab"), (second, "Role of the second tab")):
        page.locator(role).fill(words)
        page.get_by_role("button", name="Save").click()
        page.wait_for_load_state("networkidle")

    assert second.locator(role).input_value() == "Role of the first tab"
    assert second.locator(".ofa-version").all_inner_texts() == [
        "Role of the second tab",
        "Role of the first tab",
    ]
    assert violations(second) == []
    screenshot(second, "clash")
    second.set_viewport_size({"width": 320, "height": 900})
    visit(f"{path}?lang=pt-br", page=second)
    block = second.locator(".ofa-clashes")
    assert block.evaluate(
        "b => b.scrollWidth <= b.clientWidth && b.getBoundingClientRect().right <= 320"
    )
    screenshot(second, "clash-320")
    visit(f"{path}?lang=en", page=second)
    second.get_by_role("button", name="Take mine").click()
    second.wait_for_load_state("networkidle")
    assert second.locator(role).input_value() == "Role of the second tab"
    assert second.locator(".ofa-clashes").count() == 0
