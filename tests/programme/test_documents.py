"""Documents of Markdown texts: one that takes too long, or cannot be parsed, is plain and named."""

import pytest

from pretalx_ofa.programme.documents import MOST_CHARACTERS, MOST_MARKS, Documents


@pytest.mark.parametrize("text", ("[" * 20_000, "![" * 20_000, "`a" * 20_000, "# a\n" * 25_000))
def test_a_text_that_would_take_minutes_is_plain_and_named(text):
    documents = Documents()
    assert documents.of(text) is None
    assert documents.failed == [text]


def test_a_text_as_long_as_may_be_is_parsed():
    links = "[a](https://example.org) " * (MOST_MARKS // 2)
    assert len(links) < MOST_CHARACTERS

    documents = Documents()
    ((kind, *inline),) = documents.of(links)
    assert (kind, len(inline), documents.failed) == ("p", MOST_MARKS - 1, [])
