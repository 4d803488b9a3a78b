"""A reviewer reads where speakers are, and steps aside."""

import pytest

from tests.e2e.conftest import overflow, screenshot, violations

pytestmark = pytest.mark.e2e
PROPOSAL = "/orga/event/ofa2025/submissions/KEYNTE/reviews/"


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
    ("scripts", "place"),
    ((True, "#content > h2 + .ofa-proposal"), (False, ".ofa-step-aside ~ .ofa-proposal")),
    ids=("scripts", "no scripts"),
)
def test_affiliations_stand_below_the_name(reviewer, visit, scripts, place):
    """Without scripts at the end of the page."""
    page = visit(PROPOSAL, page=reviewer(scripts=scripts))

    assert page.locator(place).inner_text().split("\n") == [
        "Affiliations",
        "Wilhelmina Oak",
        "Professor Emerita, Northern Fables University",
    ]


def test_stepping_aside_and_back_on_a_phone(reviewer, visit):
    page = visit(PROPOSAL, page=reviewer(width=320))
    page.fill("[name=reason]", "We share an office.")
    assert violations(page) == []

    page.click("text=I have a conflict")
    page.wait_for_selector(".ofa-conflict")

    screenshot(page, "conflict-320")
    assert "We share an office." in page.locator(".ofa-conflict").inner_text()
    assert (violations(page), overflow(page)) == ([], 0)
    page.click("text=Take it back")
    page.wait_for_selector(".ofa-step-aside")
    assert page.locator(".ofa-conflict").count() == 0
