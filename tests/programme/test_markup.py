import pytest

from pretalx_ofa.programme.documents import document_of
from pretalx_ofa.programme.markup import from_html, to_html, to_plain


@pytest.mark.parametrize(
    ("markdown", "document"),
    (
        ("plain", [["p", "plain"]]),
        ("**bold** *em* `code`", [["p", ["strong", "bold"], " ", ["em", "em"], " ", ["code", "code"]]]),
        ("one\ntwo", [["p", "one", ["br"], "two"]]),
        ("- a\n- b", [["ul", ["li", ["p", "a"]], ["li", ["p", "b"]]]]),
        ("text\n- a", [["p", "text"], ["ul", ["li", ["p", "a"]]]]),
        ("3. a\n4. b", [["ol", {"start": 3}, ["li", ["p", "a"]], ["li", ["p", "b"]]]]),
        ("# Head", [["h", {"level": 1}, "Head"]]),
        ("> said", [["quote", ["p", "said"]]]),
        ("[a](https://example.org/?x=1&y=2)", [["p", ["a", {"href": "https://example.org/?x=1&y=2"}, "a"]]]),
        ("see https://example.org/a.", [["p", "see ", ["a", {"href": "https://example.org/a"}, "https://example.org/a"], "."]]),
        ("~~gone~~", [["p", ["del", "gone"]]]),
        ("```\na < b\n```", [["pre", "a < b"]]),
        ("| a |\n|---|\n| 1 |", [["table", ["tr", ["th", "a"]], ["tr", ["td", "1"]]]]),
    ),
)  # fmt: skip
def test_markdown_becomes_a_document(markdown, document):
    assert document_of(markdown) == document


@pytest.mark.parametrize(
    "markdown",
    (
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html,1)",
        '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
        '<p style="background:url(//evil)">x</p>',
        "<iframe src=//evil></iframe>",
        '<a href="https://ok" title="&quot;><script>">x</a>',
        "<svg/onload=alert(1)>",
    ),
)
def test_nothing_dangerous_comes_out(markdown):
    html = to_html(document_of(markdown) or [])

    for bad in (
        "<script",
        "javascript:",
        "data:",
        "onerror=",
        "onclick=",
        "onload=",
        "style=",
        "<iframe",
        "<img",
    ):
        assert bad not in html


@pytest.mark.parametrize(
    "html", ("", "   ", "<", "<<<>>>", "\x00\x01\ud800", "<!-- c -->", "<?php ?>", "<div>" * 3000, "&bogus;")
)  # fmt: skip
def test_broken_markup_never_raises(html):
    assert isinstance(to_html(from_html(html)), str)


def test_html_from_imported_programmes_keeps_its_structure():
    document = from_html("<div>intro<p>one</p><h2>head</h2>two</div><small>foot</small>")

    assert document == [
        ["p", "intro"],
        ["p", "one"],
        ["h", {"level": 2}, "head"],
        ["p", "two"],
        ["p", "foot"],
    ]


def test_headings_fit_below_those_of_the_page():
    assert to_html([["h", {"level": 1}, "x"]], top=4) == "<h4>x</h4>"
    assert to_html([["h", {"level": 6}, "x"]], top=4) == "<h6>x</h6>"


def test_plain_text_keeps_lists_readable():
    document = document_of("Intro:\n\n- a\n- b\n    - c\n\n2. x\n3. y")

    assert to_plain(document) == "Intro:\n\n• a\n• b\n  • c\n\n2. x\n3. y"
