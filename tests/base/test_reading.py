"""One line of text and one address, whoever sends them."""

import pytest

from pretalx_ofa.base.reading import cleaned, web_address


@pytest.mark.parametrize(
    ("text", "line"),
    (
        ("  Lund \t University\n", "Lund University"),
        ("Universidade de Sa\u0303o Paulo", "Universidade de São Paulo"),
        ("Lu\x00nd\x1b", "Lund"),
        ("Lu\ud800nd", "Lund"),
        ("\u202eevil\u202c", "evil"),
        # Joiners and marks that show a direction are letters' business.
        ("می\u200cخواهم\u200f", "می\u200cخواهم\u200f"),
        ("\x00", ""),
    ),
)
def test_a_name_is_one_line_without_controls(text, line):
    assert cleaned(text) == line


@pytest.mark.parametrize(
    "address",
    (
        "https://example.org",
        "http://example.org:8080/a?b=c#d",
        "https://[2001:db8::1]/",
        "https://universität.example/ã",
    ),
)
def test_an_address_of_the_web_stays_as_it_is(address):
    assert web_address(f" {address}\n") == address


@pytest.mark.parametrize(
    "text",
    (
        "",
        "example.org",
        "javascript:alert(1)",
        "JAVASCRIPT://example.org/%0aalert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "//example.org",
        "https://",
        "https:///path",
        "https://me:secret@example.org",
        "https://me@example.org",
        "https://example.org\\@evil.org",
        'https://example.org/"onclick="x',
        "https://exa mple.org",
        "https://example.org:port",
        "https://[broken",
        f"https://example.org/{'x' * 500}",
    ),
)
def test_anything_else_is_no_address(text):
    assert web_address(text) == ""
