"""Stars of the demo's visitors: on our pages and on pretalx's they are the same."""

import pytest

from tests.e2e.conftest import screenshot
from tests.e2e.test_programme import FRONT, SESSION

pytestmark = pytest.mark.e2e
MY, SCHEDULE = f"{FRONT}my/", "/ofa2025/schedule/"
CODE, PARALLEL = "CARTGR", "SUSTNB"


@pytest.fixture
def attendee(visit):
    """A page of a visitor, who may be logged in."""

    def open_page(*, is_logged_in, **options):
        page = visit("/orga/login/" if is_logged_in else FRONT, **options)
        if is_logged_in:
            page.fill("[name=login_email]", "organiser@example.org")
            page.fill("[name=login_password]", "symposium-2025")
            page.press("[name=login_password]", "Enter")
            page.wait_for_url("**/orga/event/**")
        return page

    return open_page


def star(page, code=CODE):
    """The button of a session on one of our pages."""
    return page.locator(f"#{code} .ofa-star").first


def is_starred(page, code=CODE):
    page.wait_for_load_state("networkidle")
    return star(page, code).get_attribute("aria-pressed") == "true"


def starred_on_session_page(page):
    page.wait_for_selector("#fav-button:not(.d-none)")
    return page.locator("#fav-button .fa-star").is_visible()


@pytest.mark.parametrize("is_logged_in", (False, True), ids=("anonymous", "logged in"))
def test_a_star_is_the_same_on_our_pages_and_on_pretalxs(attendee, visit, is_logged_in):
    page = attendee(is_logged_in=is_logged_in)
    assert not is_starred(visit(FRONT, page=page))

    star(page).click()
    assert is_starred(page)

    visit(SESSION, page=page)
    assert starred_on_session_page(page)
    assert page.evaluate("JSON.parse(localStorage.ofa2025_favs)") == [CODE]
    visit(SCHEDULE, page=page)
    page.wait_for_selector("#fahrplan .c-linear-schedule-session, #fahrplan .pretalx-session")
    screenshot(page, "schedule-star")
    assert page.locator(".pretalx-session.faved, .c-linear-schedule-session.faved").count() > 0

    visit(SESSION, page=page)
    page.locator("#fav-button").click()
    page.wait_for_load_state("networkidle")
    assert not is_starred(visit(FRONT, page=page))
