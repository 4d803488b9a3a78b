import pytest

from pretalx_ofa.i18n.languages import babel_locale, bcp47, language_name, resolve, resolve_each


@pytest.mark.parametrize(
    ("code", "tag"),
    (
        ("pt-br", "pt-BR"),
        ("pt_PT", "pt-PT"),
        ("en", "en"),
        ("de-formal", "de"),
        ("zh-hant", "zh-Hant"),
        ("ja-jp", "ja-JP"),
        ("", "und"),
    ),
)
def test_codes_become_bcp_47(code, tag):
    assert bcp47(code) == tag


@pytest.mark.parametrize("asked", ("pt", "pt-BR", "pt_BR", "pt-br", "PT-PT"))
def test_any_portuguese_finds_the_portuguese_an_event_has(asked):
    assert resolve(asked, ["en", "pt-br"]) == "pt-br"


def test_the_exact_variant_wins():
    assert resolve("pt-PT", ["pt-br", "pt-pt"]) == "pt-pt"
    assert resolve("pt", ["pt-br", "pt-pt"]) == "pt-br"


@pytest.mark.parametrize("asked", ("fr", "", None, "x-y-z", "🙂"))
def test_a_language_the_event_does_not_have_is_none(asked):
    assert resolve(asked, ["en", "pt-br"]) is None


@pytest.mark.parametrize(
    ("asked", "found"),
    (
        (None, ()),
        ("", ()),
        ("de", ()),
        ("pt", ("pt-br",)),
        ("pt_PT", ("pt-br",)),
        ("pt-br,en", ("pt-br", "en")),
        ("en, pt-BR", ("en", "pt-br")),
        ("en,en,pt,pt-pt", ("en", "pt-br")),
        ("en,pt-br,es", ("en", "pt-br")),
        ("," * 5000, ()),
    ),
)
def test_an_address_asks_for_two_languages_of_the_event_at_most(asked, found):
    assert resolve_each(asked, ["en", "pt-br", "es"]) == found


def test_names_are_in_the_readers_language():
    assert language_name("en", "pt-br") == "inglês"
    assert language_name("pt-br", "en") == "Portuguese (Brazil)"
    assert language_name("xx", "en") == "xx"


def test_english_is_dated_day_first():
    assert str(babel_locale("en")) == "en_GB"
    assert str(babel_locale("nonsense")) == "en_GB"
