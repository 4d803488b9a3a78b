import pytest

from pretalx_ofa.affiliations.orcid import read_orcid


@pytest.mark.parametrize(
    "text",
    (
        "0000-0002-1825-0097",
        " 0000000218250097 ",
        "https://orcid.org/0000-0002-1825-0097",
        "HTTP://ORCID.ORG/0000-0002-1825-0097",
    ),
)
def test_an_id_in_any_spelling(text):
    assert read_orcid(text) == "0000-0002-1825-0097"


def test_the_last_character_may_be_an_x():
    assert read_orcid("0000-0002-1694-233x") == "0000-0002-1694-233X"


@pytest.mark.parametrize(
    "text",
    (
        "",
        "0000-0002-1825-0098",
        "0000-0002-1825-009",
        "٠٠٠٠-0002-1825-0097",
        "https://example.org/0000-0002-1825-0097",
        "Ana",
    ),
)
def test_anything_else_is_none(text):
    assert read_orcid(text) is None
