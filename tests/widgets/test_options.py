"""What an address may ask of a widget."""

import pytest

from pretalx_ofa.presentation import options
from pretalx_ofa.presentation.options import Option, code, number


@pytest.mark.parametrize(("asked", "found"), (("12", 12), ("12-open-models", 12), ("007", 7)))
def test_a_number_may_be_followed_by_a_name(asked, found):
    assert number(asked) == found


@pytest.mark.parametrize("asked", ("", "x", "-1", "1.5", "٣", "9" * 10, "9" * 5000))
def test_what_is_no_number_is_refused(asked):
    with pytest.raises(ValueError, match="not an id"):
        number(asked)


@pytest.mark.parametrize("asked", ("", "A B", "é", "../x", "A" * 33))
def test_what_is_no_code_is_refused(asked):
    with pytest.raises(ValueError, match="not a code"):
        code(asked)


def test_a_widget_is_told_what_it_declares_and_nothing_else():
    declared = (Option("track", number), Option("person", code))

    asked = {"track": "3", "person": "abc", "lang": "en", "utm_source": "x"}

    assert options.read(declared, asked) == {"track": 3, "person": "ABC"}


def test_what_a_widget_must_be_told_cannot_be_left_out():
    with pytest.raises(ValueError, match="not an id"):
        options.read((Option("track", number),), {})
