"""Spreadsheets are read as a person sees them, or not at all, with the place that is in the way."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from pretalx_ofa.tables import rows as reading
from pretalx_ofa.tables.csv_files import write_csv
from pretalx_ofa.tables.limits import COLUMNS, FILE_BYTES, LONGEST_CELL, ROWS
from pretalx_ofa.tables.rows import TableError, column_letters, read_rows
from pretalx_ofa.tables.sheets import ERROR, FAR, UNCALCULATED
from tests.tables.workbooks import ods, ods_row, xlsx

SAO_PAULO = [["code", "organização"], ["ABC", "Universidade de São Paulo"]]


def read(data):
    return [(row.number, row.cells) for row in read_rows(data)]


def problems(data):
    """What is wrong with a file, or with cells of it: [(message, row, column)]."""
    try:
        found = [problem for row in read_rows(data) for problem in row.flaws.values()]
    except TableError as error:
        found = error.problems
    return [(problem.message, problem.row, problem.column) for problem in found]


@pytest.mark.parametrize(
    "data",
    (
        write_csv(SAO_PAULO),
        "code;organização\r\nABC;Universidade de São Paulo\r\n".encode(),
        "code\torganização\nABC\tUniversidade de São Paulo".encode("utf-16"),
        'code|organização\n"ABC"|"Universidade de São Paulo"'.encode(),
        xlsx(SAO_PAULO),
        xlsx(SAO_PAULO, hidden=True),
        ods([ods_row(*row) for row in SAO_PAULO]),
    ),
    ids=("ours", "semicolons", "UTF-16, tabs", "bars", "XLSX", "behind a hidden sheet", "ODS"),
)
def test_a_table_is_the_same_in_every_format(data):
    assert read(data) == [(1, SAO_PAULO[0]), (2, SAO_PAULO[1])]


def test_rows_have_the_numbers_that_a_spreadsheet_shows():
    assert read(b"sep=;\r\ncode;org\r\n\r\n;\r\nA;B\r\n") == [(2, ["code", "org"]), (5, ["A", "B"])]
    assert read(xlsx([[], ["code"], [], ["A"]])) == [(2, ["code"]), (4, ["A"])]
    empty = ods_row(('table:number-columns-repeated="16384"', None), times=1_048_570)
    assert read(ods([ods_row("code"), ods_row(None, times=3), ods_row("A"), empty])) == [
        (1, ["code"]),
        (5, ["A"]),
    ]


def test_numbers_are_what_was_typed_and_several_lines_are_one_cell():
    assert read(xlsx([[12, 1.5, True, "a\nb"]])) == [(1, ["12", "1.5", "True", "a\nb"])]
    assert read(b'a,"b\nc"\nd,e') == [(1, ["a", "b\nc"]), (2, ["d", "e"])]


@pytest.mark.parametrize("text", ("=1+1", "@acme", "+Impact", "-", "＝1"))
def test_what_we_guard_against_formulas_is_read_back(text):
    assert read(write_csv([[text]])) == [(1, [text])]


@pytest.mark.parametrize(
    ("data", "found"),
    (
        (b"", (reading.EMPTY, 0, 0)),
        (b"\n\n;;\n", (reading.EMPTY, 0, 0)),
        (xlsx([]), (reading.EMPTY, 0, 0)),
        ("code,org\nA,B\nC,São".encode("cp1252"), (reading.NOT_UTF_8, 3, 2)),
        ("код,орг\nA,B".encode("koi8-r"), (reading.NOT_UTF_8, 1, 1)),
        (b"a,b\nc\0d,e", (reading.UNREADABLE, 0, 0)),
        (b'a,b\n"c,d\ne,f\n', (reading.QUOTES, 3, 0)),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (reading.OLD, 0, 0)),
        (b"a\n" * (ROWS + 1), (reading.TOO_MANY_ROWS, 0, 0)),
        (b"a\n" + b"," * COLUMNS, (reading.TOO_MANY_COLUMNS, 2, 0)),
        (b"a,b\nc," + b"d" * (LONGEST_CELL + 1), (reading.TOO_LONG, 2, 2)),
        (b"a" * (FILE_BYTES + 1), (reading.TOO_HEAVY, 0, 0)),
        (xlsx(SAO_PAULO, cells={"XFD1048576": "far"}), (FAR, 1_048_576, 16_384)),
        (xlsx(SAO_PAULO, cells={"B3": '=HYPERLINK("x","USP")'}), (UNCALCULATED, 3, 2)),
        (xlsx(SAO_PAULO, cells={"A4": "#REF!"}), (ERROR, 4, 1)),
        (ods([ods_row("a"), ods_row("b", times=ROWS)]), (FAR, ROWS + 1, 1)),
        (ods([ods_row(('table:number-columns-repeated="16384"', "a"))]), (FAR, 1, 16_384)),
        (ods([ods_row("a", ('table:formula="of:=1"', None))]), (UNCALCULATED, 1, 2)),
        (ods([ods_row(('calcext:value-type="error"', "#REF!"))]), (ERROR, 1, 1)),
    ),
)
def test_what_cannot_be_read_is_named_with_its_place(data, found):
    assert problems(data) == [found]


def test_an_empty_result_of_a_formula_is_an_empty_cell():
    text = xlsx(SAO_PAULO, cells={"C2": "=A1"})
    with ZipFile(BytesIO(text)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<c r="C2">', b'<c r="C2" t="str">')
    output = BytesIO()
    with ZipFile(output, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)

    assert problems(output.getvalue()) == []
    assert (
        problems(ods([ods_row("a", ('table:formula="of:=A1" office:string-value=""', ""))])) == []
    )


def test_an_archive_that_is_no_workbook_or_a_broken_one_is_refused():
    output = BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<a/>")
    whole = xlsx(SAO_PAULO)

    assert problems(output.getvalue()) == [(reading.UNREADABLE, 0, 0)]
    for cut in (100, len(whole) // 2, len(whole) - 30):
        with pytest.raises(TableError):
            read_rows(whole[:cut])


def test_an_archive_that_is_huge_when_unpacked_is_refused():
    output = BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>" + " " * 100_000_000)

    assert problems(output.getvalue()) == [(reading.TOO_HEAVY, 0, 0)]


@pytest.mark.parametrize(
    ("number", "letters"), ((1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA"))
)
def test_columns_are_called_as_spreadsheets_do(number, letters):
    assert column_letters(number) == letters
