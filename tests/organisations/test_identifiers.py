"""Addresses of organisations, whoever sends them."""

import pytest

from pretalx_ofa.organisations.identifiers import read_website


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
    assert read_website(f" {address}\n") == address


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
    assert read_website(text) == ""
