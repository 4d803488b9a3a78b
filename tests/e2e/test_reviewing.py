"""A reviewer reads where speakers are, and steps aside."""

import pytest

from tests.e2e.conftest import axe, screenshot

pytestmark = pytest.mark.e2e
PROPOSAL = "/orga/event/ofa2025/submissions/KEYNTE/reviews/"
BLOCK = "#content > .ofa-proposal"


@pytest.fixture
def reviewer(visit):
    """A page on which the demo's reviewer is logged in."""

    def log_in(**options):
        page = visit("/orga/login/", **options)
        page.fill("[name=login_email]", "reviewer@example.org")
        page.fill("[name=login_password]", "symposium-2025")
        page.press("[name=login_password]", "Enter")
        page.wait_for_url("**/orga/event/**")
        return page

    return log_in


@pytest.mark.parametrize(
    ("scripts", "above"),
    ((True, "Wilhelmina Oak"), (False, "I have a conflict")),
    ids=("scripts", "no scripts"),
)
def test_affiliations_stand_below_the_name(reviewer, visit, scripts, above):
    """Without scripts at the end of the page."""
    page = visit(PROPOSAL, page=reviewer(scripts=scripts))

    assert page.locator(BLOCK).inner_text().split("\n") == [
        "Affiliations",
        "Wilhelmina Oak",
        "Professor Emerita, Northern Fables University",
    ]
    assert above in page.locator(f":has(+ {BLOCK})").last.inner_text()


def test_stepping_aside_and_back_on_a_phone(reviewer, visit):
    page = visit(PROPOSAL, page=reviewer(width=320))
    page.fill("[name=reason]", "We share an office.")
    assert axe(page, [".ofa-step-aside", ".ofa-proposal"]) == []

    page.click("text=I have a conflict")
    page.wait_for_selector(".ofa-conflict")

    screenshot(page, "conflict-320")
    assert "We share an office." in page.locator(".ofa-conflict").inner_text()
    assert axe(page, [".ofa-conflict"]) == []
    width = page.locator("#content").evaluate("main => main.scrollWidth - main.clientWidth")
    assert width == 0
    page.click("text=Take it back")
    page.wait_for_selector(".ofa-step-aside")
    assert page.locator(".ofa-conflict").count() == 0
