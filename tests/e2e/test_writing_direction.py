"""Words in languages that are written from right to left, among words in others."""

from pathlib import Path

import pytest

import pretalx_ofa

pytestmark = pytest.mark.e2e
STYLE = Path(pretalx_ofa.__file__).parent / "static/pretalx_ofa/widgets.css"
TITLE = "مرحبا (Hello!) 2025"
# Where the title's first and last characters begin, from left to right.
ENDS = """() => [0, 18].map(at => {
    const range = new Range(), text = document.querySelector("[lang=ar]").firstChild
    range.setStart(text, at)
    range.setEnd(text, at + 1)
    return range.getBoundingClientRect().left
})"""


def test_an_arabic_title_in_an_english_line_begins_at_its_right(chromium):
    page = chromium.new_page()
    page.set_content(f"<div class=ofa lang=en><p>Original: <span lang=ar>{TITLE}</span></p></div>")
    page.add_style_tag(path=STYLE)

    first, last = page.evaluate(ENDS)

    page.close()
    assert first > last
