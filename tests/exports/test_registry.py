"""File names lead to formats; forms and lists walk the registry."""

import pytest

from pretalx_ofa.exports import listing
from pretalx_ofa.exports.registry import FORMATS, file_named

TWO, THREE = ["en", "pt-br"], ["en", "pt-br", "es"]


@pytest.mark.parametrize(
    ("languages", "modes"),
    (
        (TWO, [("en", "pt-br"), ("en",), ("pt-br",)]),
        (THREE, [("en", "pt-br"), ("en", "es"), ("pt-br", "es"), ("en",), ("pt-br",), ("es",)]),
        (["en"], [("en",)]),
    ),
)
def test_a_book_shows_two_languages_side_by_side_or_one_alone(languages, modes):
    assert FORMATS["programme.pdf"].modes(languages) == modes


@pytest.mark.parametrize("name", ("programme.json", "sessions.csv"))
def test_data_and_tables_carry_all_languages(name):
    assert FORMATS[name].modes(THREE) == [()]


@pytest.mark.parametrize(
    ("filename", "languages", "canonical"),
    (
        ("programme.en.pt-br.pdf", TWO, "programme.en.pt-br.pdf"),
        # in any spelling,
        ("programme.en.pt_BR.pdf", TWO, "programme.en.pt-br.pdf"),
        ("programme.en.pt.pdf", TWO, "programme.en.pt-br.pdf"),
        ("programme.EN.pt-PT.PDF", TWO, "programme.en.pt-br.pdf"),
        # in the other order,
        ("programme.pt_BR.en.pdf", TWO, "programme.en.pt-br.pdf"),
        # with one of the languages or none,
        ("programme.pt.pdf", TWO, "programme.pt-br.pdf"),
        ("programme.PT-pt.pdf", TWO, "programme.pt-br.pdf"),
        ("programme.es.pdf", THREE, "programme.es.pdf"),
        ("programme.pdf", THREE, "programme.en.pt-br.pdf"),
        # after a language was added, or taken away,
        ("programme.en.pdf", THREE, "programme.en.pdf"),
        ("programme.en.fr.pdf", TWO, "programme.en.pdf"),
        ("programme.fr.pdf", TWO, "programme.en.pt-br.pdf"),
        ("programme.es.pt.en.pdf", THREE, "programme.en.pt-br.pdf"),
        ("programme.en.pt-br.pdf", ["en"], "programme.en.pdf"),
        # and where a file carries them all.
        ("programme.en.json", TWO, "programme.json"),
        ("sessions.csv", TWO, "sessions.csv"),
    ),
)
def test_every_spelling_leads_to_a_file(filename, languages, canonical):
    assert file_named(filename, languages)[2] == canonical


@pytest.mark.parametrize(
    "filename",
    ("", "programme", "programme.exe", "book.pdf", "programme.en..pdf", "programme.<b>.pdf",
     "../programme.json", "programme.json/", "x-programme.json", "programme.\u0662\u0663.pdf"),
)  # fmt: skip
def test_what_is_no_format_leads_nowhere(filename):
    assert file_named(filename, TWO) is None


@pytest.mark.parametrize("chosen", FORMATS.values(), ids=FORMATS)
def test_a_format_leads_from_its_own_names_to_itself(chosen):
    for mode in chosen.modes(THREE):
        assert file_named(chosen.filename(mode), THREE) == (chosen, mode, chosen.filename(mode))


def test_organisers_choose_among_what_is_for_visitors():
    offered = [name for _group, entries in listing.choices() for name, _label in entries]

    assert sorted(offered) == sorted(
        chosen.name for chosen in FORMATS.values() if chosen.audience == "public"
    )


@pytest.mark.parametrize(
    ("languages", "labels"),
    (
        (["en"], ["Programme (PDF)"]),
        (TWO, ["Programme (PDF), side by side", "Programme (PDF)", "Programme (PDF)"]),
    ),
)
def test_only_two_languages_are_called_side_by_side(languages, labels):
    book = FORMATS["programme.pdf"]

    assert [listing.label_of_mode(book, mode) for mode in book.modes(languages)] == labels
