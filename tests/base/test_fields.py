"""What is typed into a form, read before it is measured."""

import pytest
from django.core.exceptions import ValidationError

from pretalx_ofa.base.fields import LineField, LineInLanguagesField, ProseField

# A letter that is two characters wherever texts are stored.
QA, QA_STORED = "\u0958", "\u0915\u093c"


def test_a_line_is_cleaned():
    assert LineField().clean(" Lu\x00nd \n University\u202e") == "Lund University"


def test_prose_keeps_its_lines():
    assert ProseField().clean("One\x00\nTwo\x1b") == "One\nTwo"


def test_each_language_is_cleaned():
    field = LineInLanguagesField(languages=["en", "pt-br"])

    assert field.clean([" Lu\x00nd", None]).data == {"en": "Lund", "pt-br": ""}


@pytest.mark.parametrize("typed", (None, [], ["", ""], [" ", "\x00"]))
def test_a_name_that_is_needed_has_to_have_a_letter(typed):
    with pytest.raises(ValidationError):
        LineInLanguagesField(languages=["en", "pt-br"]).clean(typed)


@pytest.mark.parametrize("field", (LineField, ProseField))
def test_a_length_is_that_of_what_is_stored(field):
    assert field(max_length=4).clean(QA * 2) == QA_STORED * 2
    with pytest.raises(ValidationError):
        field(max_length=3).clean(QA * 2)


def test_so_it_is_in_each_language():
    field = LineInLanguagesField(languages=["en"], max_length=3)

    with pytest.raises(ValidationError):
        field.clean([QA * 2])
