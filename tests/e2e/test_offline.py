"""What a visitor reads of the programme without a network, and what nobody reads there."""

import os
import subprocess
import sys
from itertools import count

import pytest
from playwright.sync_api import Error

from tests.e2e.conftest import overflow, screenshot, violations

pytestmark = pytest.mark.e2e
numbers = count(1)
MAKE = """
from pretalx.event.models import Organiser
from tests.factories import make_event, make_session, make_user, release, schedule
organiser = Organiser.objects.create(name=slug, slug=slug)
event = make_event(slug, organiser=organiser)
user = make_user("Attendee", email=f"{slug}@example.org")
user.set_password("offline-2025")
user.save()
for code, title in (("STAYS", "A talk that stays"), ("GOES", "A talk that goes")):
    schedule(make_session(event, title, code=f"{slug}{code}".upper()))
release(event)
"""
KEPT = """async () => {
    const found = []
    for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) found.push(url)
    return found
}"""
TEXT = "async (url) => (await (await caches.match(url, { ignoreVary: true }))?.text()) ?? ''"
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).length"
STYLES = "() => [...document.styleSheets].map(sheet => sheet.href.split('/').at(-1).split('.')[0])"


class Visitor:
    """Somebody at an event of their own; ``change`` edits it meanwhile."""

    def __init__(self, visit, demo, data):
        self.slug = f"offline{next(numbers)}"
        self.front = f"/{self.slug}/p/ofa/"
        self.visit, self.demo = visit, demo
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "pretalx_ofa.demo.settings",
            "PRETALX_DATA_DIR": str(data),
            "PRETALX_SITE_URL": demo,
        }
        self.page = None
        self.run(MAKE)

    def run(self, lines):
        """Lines of Python, in which ``slug`` is that of the event."""
        head = [
            "import django",
            "django.setup()",
            "from django_scopes import scopes_disabled",
            f"slug = '{self.slug}'",
            "with scopes_disabled():",
        ]
        lines = [*head, *(f"    {line}" for line in lines.splitlines())]
        command = [sys.executable, "-c", "\n".join(lines)]
        subprocess.run(command, env=self.environment, check=True)

    def change(self, *lines):
        found = "from pretalx.event.models import Event\nevent = Event.objects.get(slug=slug)\n"
        self.run(found + "\n".join(lines))

    def opens(self, path="", **options):
        self.page = self.visit(f"{self.front}{path}", page=self.page, **options)
        return self.text

    def sees(self, path="", **options):
        """Opens a page, and stays until the browser keeps it with its stylesheets."""
        self.opens(path, **options)
        self.until(lambda: self.has(path) and any("pages" in url for url in self.kept))
        return self.text

    def is_offline_at(self, path=""):
        """The page without a network; None where the browser has its own error."""
        self.page.context.set_offline(True)
        try:
            self.page.goto(f"{self.demo}{self.front}{path}")
        except Error:
            return None
        finally:
            self.page.context.set_offline(False)
        return self.text

    @property
    def text(self):
        return self.page.locator("body").inner_text()

    @property
    def kept(self):
        return self.page.evaluate(KEPT)

    def has(self, path=""):
        return f"{self.demo}{self.front}{path}" in self.kept

    def until(self, is_so):
        for _ in range(50):
            if is_so():
                return
            self.page.wait_for_timeout(100)
        pytest.fail(f"{self.kept}, {self.page.evaluate(WORKERS)} workers")

    def until_nothing_is_left(self):
        self.until(lambda: not self.kept and not self.page.evaluate(WORKERS))


@pytest.fixture
def visitor(visit, demo, demo_folder):
    return Visitor(visit, demo, demo_folder / "data")


@pytest.mark.parametrize(
    ("language", "width", "sentence", "between"),
    (
        ("en", 1200, "No connection. This page is as it was on ", " at "),
        ("pt-BR", 320, "Sem conexão. A página aparece como estava em ", " de "),
    ),
)
def test_a_page_that_was_visited_says_how_old_it_is(visitor, language, width, sentence, between):
    assert sentence not in visitor.sees(language=language, width=width)

    assert "A talk that stays" in visitor.is_offline_at()
    page = visitor.page
    screenshot(page, f"offline-{language}-{width}")

    note = page.locator(".ofa-offline").inner_text()
    assert note.startswith(sentence)
    assert between in note
    assert "{" not in note
    assert {"widgets", "pages"} <= set(page.evaluate(STYLES))
    assert violations(page) == []
    assert overflow(page) == 0


def test_a_page_that_was_not_visited_is_the_browsers_error(visitor):
    visitor.sees()

    assert visitor.is_offline_at("people/") is None


def test_an_edit_is_there_at_once_and_kept_instead(visitor):
    visitor.sees()
    visitor.change(
        "session = event.submissions.get(title='A talk that stays')",
        "session.title = 'Edited'",
        "session.save()",
    )

    assert "Edited" in visitor.opens()
    visitor.until(lambda: "Edited" in visitor.page.evaluate(TEXT, visitor.front))
    assert "A talk that stays" not in visitor.is_offline_at()
    assert "Edited" in visitor.text


def test_a_page_that_is_gone_is_dropped_and_the_others_stay(visitor):
    gone = f"widgets/session/?session={visitor.slug.upper()}GOES"
    visitor.sees()
    assert "A talk that goes" in visitor.sees(gone)
    visitor.change(
        "session = event.submissions.get(title='A talk that goes')",
        "session.slots.all().delete()",
        "session.save()",
    )

    visitor.opens(gone)

    visitor.until(lambda: not visitor.has(gone))
    assert visitor.is_offline_at(gone) is None
    assert "A talk that stays" in visitor.is_offline_at()


@pytest.mark.parametrize(
    "change",
    (
        ("event.is_public = False", "event.save()"),
        ("event.plugins = ''", "event.save()"),
    ),
    ids=("hidden", "without the plugin"),
)
def test_nothing_is_left_of_an_event(visitor, change):
    visitor.sees()
    visitor.sees("people/")
    visitor.change(*change)

    visitor.opens()

    visitor.until_nothing_is_left()
    assert visitor.is_offline_at("people/") is None


def test_nothing_is_kept_for_whoever_is_logged_in(visitor):
    def log_in():
        page = visitor.visit(f"/{visitor.slug}/login/", page=visitor.page)
        page.fill("[name=login_email]", f"{visitor.slug}@example.org")
        page.fill("[name=login_password]", "offline-2025")
        page.press("[name=login_password]", "Enter")
        page.wait_for_load_state("networkidle")
        visitor.page = page

    log_in()
    visitor.opens()
    visitor.page.wait_for_timeout(1000)
    assert (visitor.kept, visitor.page.evaluate(WORKERS)) == ([], 0)
    visitor.page.context.clear_cookies()
    visitor.sees()
    log_in()
    assert visitor.has()
    visitor.opens()
    visitor.until(lambda: not visitor.has())
    assert visitor.is_offline_at() is None


def test_the_oldest_of_sixty_addresses_go(visitor):
    visitor.sees()
    visitor.page.evaluate(
        """async (front) => {
            const cache = await caches.open(front)
            for (let i = 0; i < 70; i++) await cache.put(`${front}?q=${i}`, new Response(""))
        }""",
        f"{visitor.demo}{visitor.front}",
    )

    visitor.sees("people/")
    visitor.until(lambda: len(visitor.kept) == 60)

    assert visitor.has("?q=69")
    assert not visitor.has("?q=0")
    assert not visitor.has()
    assert any("widgets" in url for url in visitor.kept)
