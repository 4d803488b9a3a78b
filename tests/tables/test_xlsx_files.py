"""Workbooks as spreadsheets open them: texts stay texts, whatever they look like."""

import io

import pytest
from openpyxl import load_workbook

from pretalx_ofa.tables.xlsx_files import LONGEST, write_xlsx


def sheet(rows):
    return load_workbook(io.BytesIO(write_xlsx(rows))).active


def test_headings_stay_in_view_and_numbers_stay_numbers():
    found = sheet([["Título", "n"], ["Ação", 3]])

    assert list(found.values) == [("Título", "n"), ("Ação", 3)]
    assert (found.freeze_panes, found["A1"].font.bold, found["A2"].font.bold) == ("A2", True, False)


@pytest.mark.parametrize("text", ("=1+1", "+1", "-1", "@x", "\t=1", "＝1", "＠x"))
def test_what_looks_like_a_formula_is_a_text_and_marked_as_one(text):
    cell = sheet([["x"], [text]])["A2"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", ("#N/A", "TRUE", "2025-11-18", "007", "https://example.org"))
def test_what_looks_like_something_else_is_a_text(text):
    cell = sheet([["x"], [text]])["A2"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", False)


@pytest.mark.parametrize(
    ("text", "stored"),
    (
        ("a\0b\x0bc", "abc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ud800", "\ufffd"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("x" * 40_000, "x" * LONGEST),
    ),
)
def test_what_a_workbook_cannot_hold_breaks_none(text, stored):
    assert sheet([["x"], [text]])["A2"].value == stored
