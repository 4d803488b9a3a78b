"""What an address may ask of a widget."""

import datetime as dt

import pytest

from pretalx_ofa.presentation import options
from pretalx_ofa.presentation.options import (
    MissingError,
    Option,
    OptionError,
    code,
    number,
    numbers,
)


@pytest.mark.parametrize(("asked", "found"), (("12", 12), ("12-open-models", 12), ("007", 7)))
def test_a_number_may_be_followed_by_a_name(asked, found):
    assert number(asked) == found


@pytest.mark.parametrize("asked", ("", "x", "-1", "1.5", "\u0663", "9" * 19, "9" * 5000))
def test_what_is_no_number_is_not_found(asked):
    with pytest.raises(MissingError, match="not in the programme"):
        number(asked)


@pytest.mark.parametrize("asked", ("A B", "\xe9", "../x", "A" * 33))
def test_what_is_no_code_is_not_found(asked):
    with pytest.raises(MissingError, match="not in the programme"):
        code(asked)


def test_several_are_joined_by_commas_or_named_again_and_each_counts_once():
    declared = (Option("track", numbers, ()),)

    assert options.read(declared, {"track": ["4,1", "1", ""]}) == {"track": (1, 4)}


def test_a_widget_is_told_what_it_declares_and_nothing_else():
    declared = (Option("track", number), Option("person", code), Option("q", options.words, ""))

    asked = {"track": ["3"], "person": ["abc"], "lang": ["en"], "utm_source": ["x"], "q": ["  "]}

    assert options.read(declared, asked) == {"track": 3, "person": "ABC", "q": ""}


@pytest.mark.parametrize(
    ("read", "asked", "value"),
    (
        (options.day, "2025-11-18", dt.date(2025, 11, 18)),
        (options.day, "all", "all"),
        (options.words, "  open   models ", "open models"),
        (options.zone, "Europe/Lisbon", "Europe/Lisbon"),
        (options.flag, "on", True),
        (options.flag, "0", False),
        (options.codes_of_languages, "pt_BR,en", ("en", "pt-br")),
        (options.one_of("list", "grid"), "grid", "grid"),
    ),
)
def test_each_kind_of_option_is_read(read, asked, value):
    assert read(asked) == value


@pytest.mark.parametrize(
    ("read", "asked"),
    (
        (options.day, "2025-02-30"),
        (options.day, "20251118"),
        (options.day, "x" * 5000),
        (options.words, "x" * 201),
        (options.zone, "Mars/Olympus"),
        (options.zone, "../../etc/passwd"),
        (options.zone, "x" * 5000),
        (options.flag, "yes"),
        (options.codes_of_languages, "pt,<script>"),
        (options.codes_of_languages, ",".join(["pt"] * 501)),
        (options.one_of("list", "grid"), "wall"),
    ),
)
def test_a_value_out_of_bounds_is_refused_with_the_options_name(read, asked):
    with pytest.raises(OptionError) as caught:
        options.read((Option("this", read),), {"this": [asked]})

    name, message = caught.value.args
    assert name == "this"
    assert "{name}" in message
    assert not isinstance(caught.value, MissingError)


def test_an_address_says_only_what_differs_from_the_default():
    declared = (
        Option("day", options.day),
        Option("track", numbers, ()),
        Option("q", options.words, ""),
        Option("abstracts", options.flag, default=False),
    )
    values = {"day": dt.date(2025, 11, 18), "track": (1, 4), "q": "a&b", "abstracts": True}

    assert options.query(declared, values) == "day=2025-11-18&track=1,4&q=a%26b&abstracts=1"
    assert options.query(declared, values, day=None, q="", abstracts=False) == "track=1,4"
