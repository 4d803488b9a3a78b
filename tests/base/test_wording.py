from i18nfield.strings import LazyI18nString

from pretalx_ofa.base.wording import cleaned_i18n


def test_every_language_is_clean_and_empty_ones_are_left_out():
    assert cleaned_i18n(LazyI18nString({"en": " A\x00", "pt-br": " ", "es": None})).data == {
        "en": "A"
    }
    assert cleaned_i18n(LazyI18nString({"en": ""})) == ""
    assert cleaned_i18n(" A ") == "A"
    assert cleaned_i18n(None) == ""
