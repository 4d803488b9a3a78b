"""Organisations while somebody types. No database."""

import pytest

from tests.organisations.conftest import ror


def ids(index, found):
    return [index.record(entry.number).id for entry in found]


@pytest.mark.parametrize(
    ("typed", "first"),
    (
        ("ufpr", 1),
        ("universidade federal do paran", 1),
        ("fed univ para", 2),
        ("fed univ paran", 1),
        ("parana", 1),
        ("lund", 9),
        ("lunds uni", 9),
        ("lnud", None),
        ("unversity of zur", 6),
        ("zurihc", 5),
        ("univ de zurich", 6),
        ("harbour", 14),
    ),
)
def test_beginnings_of_words_in_any_name_with_one_slip(index, search, typed, first):
    found = ids(index, search(typed))

    assert (found[0] if found else None) == (ror(first) if first else None)


def test_the_exact_word_comes_before_longer_ones(index, search):
    assert ids(index, search("universidade federal do pará"))[0] == ror(2)


def test_an_organisation_is_offered_once_with_the_name_that_was_found(index, search):
    (found,) = search("lunds universitet")

    assert found.name == "Lunds universitet"


def test_inactive_ones_come_last(index, search):
    assert ids(index, search("institute harbour")) == [ror(14), ror(13)]


def test_withdrawn_ones_are_found_only_to_offer_their_successor(index, search):
    assert ids(index, search("withdrawn")) == []
    assert ids(index, search("lund law")) == [ror(24)]


def test_what_the_event_uses_comes_first_among_equals(index, search):
    assert ids(index, search("university of newcastle", boost={ror(8)}))[0] == ror(8)
    assert ids(index, search("university of newcastle", boost={ror(7)}))[0] == ror(7)


@pytest.mark.parametrize(
    "typed", ("", " ", "*", "a.*", "\\", "[", "🌍" * 300, "\ud800", "x" * 5000)
)
def test_anything_may_be_typed(search, typed):
    assert isinstance(search(typed), list)
