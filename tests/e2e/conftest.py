"""The demo as `make demo` starts it, and a real Chromium in front of it."""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.services.conftest import free_port, missing

OUTPUT = Path(__file__).parent.parent / "output"
# Parts of pretalx's own fields inside our sections, as they stand in all of its forms.
PRETALX = [".markdown-header", ".optional", ".choices"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OURS = [
    *(".ofa", ".ofa-overview", ".ofa-files", ".ofa-section", ".ofa-language", ".ofa-clashes"),
    *(".ofa-proposal", ".ofa-step-aside", ".ofa-conflict", ".ofa-step"),
]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def demo(demo_folder):
    """The address of a running demo: one a worker, whatever it does between two files of this room."""
    port, folder = free_port(), demo_folder
    log = folder / "log"
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PRETALX_", "DJANGO_", "GITHUB_"))
    }
    with log.open("w") as output:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "pretalx_ofa.demo",
                "--port",
                str(port),
                "--data",
                folder / "data",
            ],
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
        )
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        if process.poll() is not None:
            pytest.fail(log.read_text())
        try:
            urllib.request.urlopen(f"{address}/ofa2025/p/ofa/", timeout=10).close()
            break
        except OSError:
            time.sleep(0.5)
    else:
        process.kill()
        pytest.fail(log.read_text())
    yield address
    process.terminate()
    assert process.wait(20) == 0
    assert log.read_text().endswith("Stopped.\n")


@pytest.fixture(scope="package")
def chromium():
    # Not for longer: Playwright's event loop would keep Django from its database.
    program = shutil.which("chromium") or shutil.which("chromium-browser") or missing("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, demo):
    """Opens pages as one visitor; errors in the browser's console fail the test."""
    contexts, errors = [], []

    def open_page(path, *, language="en", width=1200, scripts=True, page=None):
        if not page:
            context = chromium.new_context(
                viewport={"width": width, "height": 900},
                java_script_enabled=scripts,
                locale=language,
                extra_http_headers={"Accept-Language": language},
            )
            contexts.append(context)
            page = context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{demo}{path}", wait_until="networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
    # pretalx 2026.2 loads its dialog script twice on speaker pages.
    assert [error for error in errors if "supportsClosedBy" not in error] == []


def screenshot(page, name):
    OUTPUT.mkdir(exist_ok=True)
    page.screenshot(path=OUTPUT / f"{name}.png", full_page=True)


def violations(page):
    """What axe-core finds in our own parts of a page: rule and element."""
    assert page.locator(", ".join(OURS)).count() > 0
    return axe(
        page,
        [s for s in OURS if page.locator(s).count()],
        without=[s for s in PRETALX if page.locator(s).count()],
    )


def axe(page, selectors, without=()):
    """What axe-core finds in parts of a page and their shadow roots: rule and element."""
    found = Axe().run(
        page,
        context={"include": [[s] for s in selectors], "exclude": [[s] for s in without]},
        options={"runOnly": {"type": "tag", "values": RULES}},
    )
    return [
        (rule["id"], node["html"][:200])
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def overflow(page):
    """How many pixels of our parts stick out to the right; tables scroll in their own frame."""
    right = page.locator(", ".join(OURS)).evaluate_all(
        """parts => Math.max(...parts.flatMap(part => [part, ...part.querySelectorAll("*")])
            .filter(element => !element.matches(".sr-only, .sr-only *, .table-responsive-sm *"))
            .map(element => element.getBoundingClientRect().right))"""
    )
    return max(0, round(right - page.viewport_size["width"]))
