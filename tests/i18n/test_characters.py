"""Which characters belong in a text."""

import pytest

from pretalx_ofa.i18n.characters import cleaned


@pytest.mark.parametrize(
    ("text", "line"),
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
def test_a_name_is_one_line_without_controls(text, line):
    assert cleaned(text) == line
