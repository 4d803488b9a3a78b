import pytest
from i18nfield.strings import LazyI18nString

from pretalx_ofa.base.wording import cleaned, cleaned_i18n


@pytest.mark.parametrize(
    ("typed", "stored"),
    (
        ("  Lund \t University\n", "Lund University"),
        ("Universidade de Sa\u0303o Paulo", "Universidade de São Paulo"),
        ("Lu\x00nd\x1b", "Lund"),
        ("Lu\ud800nd", "Lund"),
        ("\u202eevil\u202c", "evil"),
        # Joiners and marks that show a direction are letters' business.
        ("می\u200cخواهم\u200f", "می\u200cخواهم\u200f"),
        ("\x00", ""),
    ),
)
def test_lines_that_people_type_are_clean(typed, stored):
    assert cleaned(typed) == stored


def test_every_language_is_clean_and_empty_ones_are_left_out():
    assert cleaned_i18n(LazyI18nString({"en": " A\x00", "pt-br": " ", "es": None})).data == {
        "en": "A"
    }
    assert cleaned_i18n(LazyI18nString({"en": ""})) == ""
    assert cleaned_i18n(" A ") == "A"
    assert cleaned_i18n(None) == ""
