import pytest

from pretalx_ofa.programme.text import Text, Value

ENGLISH = Text(original="en", values={"en": Value(text="Title")})
BOTH = Text(
    original="pt-br",
    values={
        "pt-br": Value(text="Título"),
        "en": Value(text="Title", state="approved", outdated=True),
    },
)


def test_the_asked_language_is_shown_as_itself():
    shown = BOTH.choose("en")

    assert (shown.text, shown.language, shown.fallback, shown.outdated) == (
        "Title",
        "en",
        False,
        True,
    )


def test_a_missing_language_falls_back_to_the_original_and_says_so():
    shown = ENGLISH.choose("pt-br")

    assert (shown.text, shown.language, shown.fallback) == ("Title", "en", True)


@pytest.mark.parametrize("asked", ("pt-pt", "pt"))
def test_regions_of_one_language_stand_in_for_each_other_without_a_badge(asked):
    shown = BOTH.choose(asked)

    assert (shown.text, shown.language, shown.fallback) == ("Título", "pt-br", False)


def test_no_text_at_all_is_no_fallback():
    assert not Text()
    assert Text().choose("en") == ("", "en", False, False, [])


def test_a_third_language_is_still_found():
    spanish = Text(original="es", values={"es": Value(text="Título")})

    assert spanish.choose("en")[:3] == ("Título", "es", True)
    assert not spanish.has("en")
