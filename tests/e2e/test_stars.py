"""Stars of the demo's visitors: on our pages and on pretalx's they are the same."""

import pytest

from tests.e2e.conftest import overflow, screenshot, violations
from tests.e2e.test_programme import FRONT, SESSION

pytestmark = pytest.mark.e2e
MY, CHOOSE, SCHEDULE = f"{FRONT}my/", f"{FRONT}my/sessions/", "/ofa2025/schedule/"
CODE, OTHER = "CARTGR", "PDLDSX"


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
    page.wait_for_selector("#fahrplan .faved")
    assert page.locator("#fahrplan .faved").count() == 1

    visit(SESSION, page=page)
    page.locator("#fav-button").click()
    page.wait_for_load_state("networkidle")
    assert not is_starred(visit(FRONT, page=page))


def test_a_star_can_be_set_by_keyboard_and_is_named(visit):
    page = visit(FRONT)
    title = page.locator(f"#{CODE} .ofa-title").inner_text()
    button = page.get_by_role("button", name=f"In my programme {title}", exact=True)

    button.focus()
    page.keyboard.press("Enter")

    assert is_starred(page)
    box = button.bounding_box()
    assert min(box["width"], box["height"]) >= 24


def test_stars_from_before_the_log_in_go_into_the_account(attendee, visit):
    page = visit(FRONT)
    star(page, OTHER).click()
    visit("/orga/login/", page=page)
    page.fill("[name=login_email]", "reviewer@example.org")
    page.fill("[name=login_password]", "symposium-2025")
    page.press("[name=login_password]", "Enter")
    page.wait_for_url("**/orga/event/**")

    visit(MY, page=page)
    page.wait_for_selector(f"#{OTHER} .ofa-star[aria-pressed=true]")

    assert page.locator("article.ofa .ofa-entry").count() == 1
    # What another device takes out of the account does not come back from here.
    page.evaluate(
        """code => fetch(`/api/events/ofa2025/submissions/${code}/favourite/`, {
            method: "DELETE",
            headers: {"X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value},
        })""",
        OTHER,
    )
    assert not is_starred(visit(FRONT, page=page), OTHER)
    assert page.evaluate("localStorage.ofa2025_favs") == "[]"


def test_the_address_takes_stars_to_another_browser(visit):
    page = visit(FRONT)
    for code in (CODE, OTHER):
        star(page, code).click()
    visit(MY, page=page)
    page.wait_for_url(f"**{MY}?sessions=*")
    assert page.locator(".ofa-add").is_hidden()
    page.locator("summary", has_text="On your phone").click()
    screenshot(page, "my-programme")
    assert page.locator(".ofa-qr svg").is_visible()
    address = page.locator("details a").get_attribute("href")

    phone = visit(address[address.index("/ofa2025") :], width=320)
    assert phone.locator("#CARTGR, #PDLDSX").count() == 2
    phone.get_by_role("button", name="Add these to my stars").click()
    phone.wait_for_url(f"**{MY}?sessions=*")
    assert is_starred(phone)
    assert is_starred(visit(FRONT, page=phone), OTHER)


@pytest.mark.parametrize("is_logged_in", (False, True), ids=("anonymous", "logged in"))
def test_sessions_are_chosen_without_scripts(attendee, visit, is_logged_in):
    page = visit(CHOOSE, page=attendee(is_logged_in=is_logged_in, scripts=False))
    page.locator(f"[value={CODE}]").check()
    page.locator(f"[value={OTHER}]").check()
    page.get_by_role("button", name="Show my programme").click()

    assert page.locator("article.ofa .ofa-entry").count() == 2
    if is_logged_in:
        assert page.url.endswith(MY)
        visit(CHOOSE, page=page)
        for code in (CODE, OTHER):
            page.locator(f"[value={code}]").uncheck()
        page.get_by_role("button", name="Show my programme").click()
        assert "No session is starred yet." in page.locator("article.ofa").inner_text()


@pytest.mark.parametrize("language", ("en", "pt-BR"))
@pytest.mark.parametrize("width", (1200, 320))
def test_the_pages_are_readable(visit, language, width):
    named = "?sessions=LCENSE,BDGETX,CARTGR,NOSUCH"
    page = visit(f"{MY}{named}", language=language, width=width)
    page.locator("article.ofa summary").click()
    screenshot(page, f"my-{language}-{width}")
    assert violations(page) == []
    assert overflow(page) == 0

    visit(f"{CHOOSE}{named}", page=page)
    screenshot(page, f"choose-{language}-{width}")
    assert violations(page) == []
    assert overflow(page) == 0

    visit(FRONT, page=page)
    star(page).click()
    assert violations(page) == []
    assert overflow(page) == 0


def test_no_stars_in_frames(visit):
    page = visit(f"{FRONT}widgets/agenda/embed/")

    assert page.locator(".ofa-entry").count() > 0
    assert page.locator(".ofa-star").count() == 0


@pytest.mark.parametrize(
    ("language", "track"), (("en", "Open Source and AI"), ("pt-BR", "Código aberto e IA"))
)
def test_tracks_stand_above_the_schedule(visit, language, track):
    page = visit(SCHEDULE, language=language)
    page.wait_for_selector(".ofa-tracks")
    screenshot(page, f"schedule-{language}")

    assert track in page.locator(".ofa-tracks a").first.inner_text()
    tops = [page.locator(part).bounding_box()["y"] for part in (".ofa-tracks", "#fahrplan")]
    assert tops == sorted(tops)
    assert violations(page) == []


@pytest.mark.parametrize("answer", ("nothing", "an error", "a sentence"))
def test_the_schedule_stays_as_it_is_without_them(visit, answer):
    page = visit(FRONT)
    answers = {
        "nothing": lambda route: route.abort(),
        "an error": lambda route: route.fulfill(status=500),
        "a sentence": lambda route: route.fulfill(body="<article class=ofa><p>No.</p></article>"),
    }
    page.route("**/widgets/tracks/**", answers[answer])

    visit(SCHEDULE, page=page)

    assert page.locator("#fahrplan").is_visible()
    assert page.locator(".ofa").count() == 0
