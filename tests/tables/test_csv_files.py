"""CSV as spreadsheets open it: right letters, right lines, and no formula that was not meant."""

import csv
import io

import pytest

from pretalx_ofa.tables.csv_files import write_csv


def cells(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_utf_8_with_a_byte_order_mark_commas_and_crlf():
    data = write_csv([["Título", "n"], ["Ação", 3]])

    assert data == b"\xef\xbb\xbf" + "Título,n\r\nAção,3\r\n".encode()


def test_separators_quotes_and_lines_stay_in_their_cell():
    row = ["a,b", 'say "x"', "two\nlines", "a;b"]

    assert cells(write_csv([row])) == [row]


@pytest.mark.parametrize("first", "=+-@\t＝＋－＠")
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(first):
    assert cells(write_csv([[f"{first}cmd|' /C calc'!A0"]])) == [[f"'{first}cmd|' /C calc'!A0"]]


@pytest.mark.parametrize("text", ("\r=1", "\n=1", "\r\n=1"))
def test_also_behind_the_end_of_a_line(text):
    assert cells(write_csv([[text]])) == [["'\n=1"]]


def test_lines_within_a_cell_end_as_spreadsheets_write_them():
    assert cells(write_csv([["a\r\nb\rc"]])) == [["a\nb\nc"]]


def test_our_own_numbers_stay_numbers_and_nothing_is_nothing():
    assert cells(write_csv([[-3, None, ""]])) == [["-3", "", ""]]
