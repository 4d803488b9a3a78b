"""The interface words of a language, whichever one Django has active."""

import pytest
from django.utils import translation

from pretalx_ofa.i18n.words import pgettext_noop, words

LABEL = pgettext_noop("pretalx_ofa", "Rooms")


@pytest.mark.parametrize(
    ("asked", "language", "word"),
    (
        ("en", "en", "Speakers"),
        ("pt-br", "pt-br", "Palestrantes"),
        ("pt-pt", "pt-pt", "Oradores"),
        ("pt_BR", "pt-br", "Palestrantes"),
        ("de", "en", "Speakers"),
        ("de-formal", "en", "Speakers"),
        ("tlh", "en", "Speakers"),
        ("", "en", "Speakers"),
    ),
)
def test_words_say_which_language_they_are_in(asked, language, word):
    found = words(asked)

    assert found.language == language
    assert found.pgettext("pretalx_ofa", "Speakers") == word


def test_the_active_language_does_not_matter():
    with translation.override("pt-br"):
        assert words("en").translate(LABEL) == "Rooms"
    with translation.override("en"):
        assert words("pt-br").translate(LABEL) == "Salas"


@pytest.mark.parametrize(
    ("number", "expected"), ((0, "uma sessão"), (1, "uma sessão"), (2, "{count} sessões"))
)
def test_plurals_follow_the_language(number, expected):
    assert (
        words("pt-br").npgettext("pretalx_ofa", "one session", "{count} sessions", number)
        == expected
    )


def test_what_the_catalogue_lacks_is_english():
    assert words("pt-br").pgettext("pretalx_ofa", "Never translated") == "Never translated"
