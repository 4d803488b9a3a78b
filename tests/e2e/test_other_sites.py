"""The programme on another site, in a real browser: element, frame and page built from a fragment."""

import subprocess
import sys
import threading
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pretalx_ofa.embedding.snippets import FRAME
from tests.e2e.conftest import axe, screenshot

pytestmark = pytest.mark.e2e
DOCS = Path(__file__).parents[2] / "docs" / "webmasters.rst"
CODE_HOST = "https://pretalx.example.org"
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Our association</title>{head}</head>
<body><main><h1>Our association</h1>{body}</main></body></html>"""
HOST_STYLE = "body { background: #fdf3d8; color: #33230f; font-family: serif }"
# Of a site: its own address and one that it trusts, no inline code.
STRICT = (
    "default-src 'none'; style-src 'self'; img-src {demo}; script-src {demo}; connect-src {demo}; "
    "frame-src {demo}; base-uri 'none'; form-action 'none'"
)


class Handler(SimpleHTTPRequestHandler):
    """Files of a folder; ``policy`` is the site's Content Security Policy."""

    policy = ""

    def end_headers(self):
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture
def site(tmp_path):
    """Serves pages under another origin: ``site(html, policy)`` gives the address of the folder."""
    servers = []

    def serve(html=None, policy=""):
        if html:
            (tmp_path / "index.html").write_text(html, encoding="utf-8")
        handler = type("SiteHandler", (Handler,), {"policy": policy})
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=tmp_path))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield serve
    for server in servers:
        server.shutdown()


@pytest.fixture
def browse(chromium):
    """Opens a page as a visitor with a colour scheme; what the page violates is collected."""
    contexts = []

    def open_page(url, *, width=1200, scheme="light", scripts=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(
            "window.violations = []; addEventListener('securitypolicyviolation',"
            " event => violations.push(event.violatedDirective))"
        )
        page.goto(url, wait_until="networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


def element(demo, head="", **options):
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in options.items())
    body = (
        f'<script src="{demo}/api/events/ofa2025/p/ofa/widget.js" async crossorigin></script>'
        f'<ofa-widget event="{demo}/ofa2025/"{attributes}>'
        f'<a href="{demo}/ofa2025/p/ofa/">Programme</a></ofa-widget>'
    )
    return PAGE.format(head=head, body=body)


def colours(page, selector="ofa-widget article"):
    return page.locator(selector).evaluate(
        "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    )


LIGHT = ["rgb(20, 23, 26)", "rgb(255, 255, 255)"]
DARK = ["rgb(242, 242, 242)", "rgb(18, 18, 18)"]


@pytest.mark.parametrize(
    ("theme", "head", "seen"),
    (
        ("light", "", LIGHT),
        ("dark", "", DARK),
        ("auto", "", LIGHT),
        ("auto", '<meta name="color-scheme" content="light dark">', DARK),
        ("host", f"<style>{HOST_STYLE}</style>", ["rgb(51, 35, 15)", "rgba(0, 0, 0, 0)"]),
    ),
    ids=("light", "dark", "auto-light-page", "auto-dark-page", "host"),
)
def test_an_element_in_every_theme(demo, site, browse, request, theme, head, seen):
    page = browse(
        site(element(demo, head, widget="agenda", theme=theme, lang="pt-br,en")), scheme="dark"
    )

    assert page.locator("ofa-widget h2").inner_text() == "Programação / Programme"
    assert colours(page) == seen
    assert axe(page, ["main"]) == []
    screenshot(page, f"element-{request.node.callspec.id}")
    assert page.context.cookies() == []


def test_filters_work_inside_the_element(demo, site, browse):
    url = site(element(demo, widget="agenda", lang="en"))
    page = browse(url)
    widget = page.locator("ofa-widget")

    widget.locator("summary", has_text="Find sessions").click()
    widget.locator("input[name=q]").fill("cartography")
    widget.locator("form button").click()
    page.wait_for_function(
        "document.querySelector('ofa-widget').shadowRoot.querySelectorAll('.ofa-entry').length == 1"
    )

    assert widget.locator("li.ofa-entry").count() == 1
    assert "A Cartography of Collaboration" in widget.locator("li.ofa-entry").inner_text()
    widget.locator("a", has_text="Everything").click()
    page.wait_for_function(
        "document.querySelector('ofa-widget').shadowRoot.querySelectorAll('.ofa-entry').length > 1"
    )
    assert page.url == url


def test_the_element_asks_again_when_an_answer_says_so_and_keeps_the_focus(demo, site, browse):
    page = browse(site(element(demo, widget="now")))
    answers = []

    def answer(route):
        answers.append(None if len(answers) == 1 else f"Talk {len(answers)}")
        if not answers[-1]:
            route.abort()
            return
        link = f'<a href="{demo}/ofa2025/p/ofa/now/?by=track" target="_SELF">By track</a>'
        route.fulfill(
            body=f'<article class="ofa"><h2>{answers[-1]}</h2>{link}</article>',
            content_type="text/html",
            headers={
                "Access-Control-Allow-Origin": "*",
                "Access-Control-Expose-Headers": "Refresh",
                **({"Refresh": "1"} if len(answers) < 3 else {}),
            },
        )

    page.route("**/widgets/now/**", answer)
    page.reload(wait_until="networkidle")
    widget = page.locator("ofa-widget")
    widget.locator("a", has_text="By track").focus()
    widget.locator("h2", has_text="Talk 2").wait_for()
    page.wait_for_timeout(1500)

    assert answers == ["Talk 0", None, "Talk 2"], (
        "it asks on after a failure, and not when told no more"
    )
    focused = "document.querySelector('ofa-widget').shadowRoot.activeElement.textContent"
    assert page.evaluate(focused) == "By track"


@pytest.mark.parametrize("name", ("agenda", "rooms"))
def test_a_strict_site_needs_no_exception(demo, site, browse, name):
    page = browse(site(element(demo, widget=name), STRICT.format(demo=demo)))

    assert page.locator("ofa-widget article").count() == 1
    assert colours(page) == LIGHT
    marked = page.locator("ofa-widget [data-style]")
    drawn = marked.evaluate_all("all => all.map(e => e.style.getPropertyValue('--ofa-mark'))")
    assert all(drawn)
    assert page.evaluate("violations") == []


@pytest.mark.parametrize("wrong", ({"widget": "nothing"}, {"event": "missing"}))
def test_the_link_inside_stays_where_nothing_can_be_loaded(demo, site, browse, wrong):
    html = element(demo, widget=wrong.get("widget", "agenda"))
    page = browse(site(html.replace("/ofa2025/", f"/{wrong.get('event', 'ofa2025')}/")))

    assert page.locator("ofa-widget > a").is_visible()
    assert page.locator("ofa-widget article").count() == 0


def test_the_link_inside_stays_without_scripts(demo, site, browse):
    page = browse(site(element(demo, widget="agenda")), scripts=False)

    assert page.locator("ofa-widget > a").is_visible()


def test_what_cannot_be_shown_is_a_sentence_in_the_element(demo, site, browse):
    page = browse(site(element(demo, widget="agenda", track="999999")))

    assert page.locator("ofa-widget article p").inner_text() == (
        "This is not in the programme. Programme"
    )


def test_an_element_on_a_phone(demo, site, browse):
    page = browse(site(element(demo, widget="agenda", lang="pt-br,en")), width=320)
    screenshot(page, "element-320")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def frame(demo, script=True):
    html = FRAME.substitute(embed=f"{demo}/ofa2025/p/ofa/widgets/agenda/embed/", title="Programme")
    return PAGE.format(head="", body=html if script else html.partition("<script>")[0])


def test_a_frame_is_as_high_as_its_content(demo, site, browse):
    page = browse(site(frame(demo)))
    inside = page.frames[1]
    page.wait_for_function("document.querySelector('iframe').height != '640'")

    high = inside.evaluate("document.documentElement.offsetHeight")
    assert high > 640
    assert page.locator("iframe").bounding_box()["height"] == high
    inside.locator("summary").first.click()
    page.wait_for_function(f"document.querySelector('iframe').height > {high}")
    assert page.context.cookies() == []
    screenshot(page, "frame")


def test_a_frame_scrolls_without_a_script(demo, site, browse):
    page = browse(site(frame(demo, script=False)))

    assert page.locator("iframe").bounding_box()["height"] == 640
    assert page.frames[1].evaluate("document.documentElement.scrollHeight") > 640


@pytest.mark.parametrize("scheme", ("light", "dark"))
def test_a_page_that_is_built_from_a_fragment(demo, site, browse, tmp_path, scheme):
    """By the commands of docs/webmasters.rst."""
    found = subprocess.run(
        [sys.executable, "tools/doc_commands.py", DOCS, "static-page"],
        capture_output=True,
        check=True,
        text=True,
        cwd=DOCS.parents[1],
    ).stdout
    assert CODE_HOST in found
    subprocess.run(
        ["bash", "-euo", "pipefail", "-c", found.replace(CODE_HOST, demo)],
        check=True,
        cwd=tmp_path,
    )

    page = browse(
        site(policy="default-src 'self'; style-src 'self' 'unsafe-inline'"), scheme=scheme
    )

    assert page.locator("article.ofa h2").inner_text() == "Programação / Programme"
    assert page.locator("li.ofa-entry").count() > 1
    assert colours(page, "article.ofa") == (DARK if scheme == "dark" else LIGHT)
    assert page.evaluate("violations") == []
    assert axe(page, ["main"]) == []
    screenshot(page, f"static-{scheme}")
