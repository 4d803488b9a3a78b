import pytest

from pretalx_ofa.base.fields import IdField
from pretalx_ofa.base.ids import read_id


@pytest.mark.parametrize(
    ("text", "number"),
    (
        ("1", 1),
        ("007", 7),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("9" * 5000, None),
        ("", None),
        (" 1", None),
        ("1\n", None),
        ("-1", None),
        ("1.0", None),
        ("²", None),
        ("١", None),
        (None, None),
        (["1"], None),
    ),
)
def test_ids_are_a_few_ascii_digits(text, number):
    assert read_id(text) == number
    assert IdField(required=False).clean(text) == number
