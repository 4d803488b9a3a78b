"""Reading spreadsheets: CSV, XLSX or ODS, known by the content, to rows of texts with their numbers.

Nothing is guessed and nothing lost: what cannot be read as a person sees it is a problem that names
its place.
"""

import csv
import zlib
from collections import defaultdict
from io import BytesIO, StringIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile, is_zipfile

from lxml.etree import LxmlError
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.tables.csv_files import FORMULA
from pretalx_ofa.tables.limits import COLUMNS, FILE_BYTES, LONGEST_CELL, ROWS, UNPACKED_BYTES
from pretalx_ofa.tables.sheets import FAR, ods_flaws, xlsx_flaws

# What archives, their members and the readers raise.
UNREADABLE_ERRORS = (
    *(BadZipFile, CalamineError, LxmlError, zlib.error),
    *(IndexError, KeyError, NotImplementedError, OSError, RuntimeError, TypeError),
)
SEPARATORS = ",;\t|"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
TOO_HEAVY = pgettext_noop("pretalx_ofa", "The file is larger than {number} MB.")
UNREADABLE = pgettext_noop(
    "pretalx_ofa", "This is no spreadsheet that can be read: it has to be CSV, XLSX or ODS."
)
OLD = pgettext_noop(
    "pretalx_ofa", "This is a file of an old Excel, or it is encrypted. Save it as XLSX."
)
EMPTY = pgettext_noop("pretalx_ofa", "There is nothing in this file.")
NOT_UTF_8 = pgettext_noop(
    "pretalx_ofa", "The letters are not in UTF-8. Save the file as XLSX or as “CSV UTF-8”."
)
QUOTES = pgettext_noop("pretalx_ofa", "A quotation mark is missing or too many.")
TOO_MANY_ROWS = pgettext_noop("pretalx_ofa", "There are more than {number} rows.")
TOO_MANY_COLUMNS = pgettext_noop("pretalx_ofa", "There are more than {number} columns.")
TOO_LONG = pgettext_noop("pretalx_ofa", "There are more than {number} characters in this cell.")


class Problem(NamedTuple):
    """``message`` is marked by ``pgettext_noop``, ``values`` stand in its braces; ``row`` and
    ``column`` count from 1, 0 is the file."""

    message: str
    row: int = 0
    column: int = 0
    values: dict = {}


class TableError(ValueError):
    """A file that cannot be read: ``problems`` [:class:`Problem`]."""

    def __init__(self, *problems):
        self.problems = list(problems)
        super().__init__(str(self.problems))


class Row(NamedTuple):
    """``number`` as a spreadsheet counts, from 1; ``cells`` are texts, trimmed. ``flaws`` {column from 1:
    :class:`Problem`} are cells that cannot be read as a person sees them."""

    number: int
    cells: list[str]
    flaws: dict


def read_rows(data):
    """[:class:`Row`] of a file (bytes) without empty ones: of CSV, or the first visible sheet with
    anything in it. Raises :class:`TableError`.
    """
    if len(data) > FILE_BYTES:
        raise TableError(Problem(TOO_HEAVY, values={"number": FILE_BYTES // 10**6}))
    if data.startswith(OLD_EXCEL):
        raise TableError(Problem(OLD))
    rows, problems = (_of_workbook if is_zipfile(BytesIO(data)) else _of_csv)(data)
    problems += [
        Problem(TOO_LONG, number, column, {"number": LONGEST_CELL})
        for number, cells in enumerate(rows, 1)
        for column, cell in enumerate(cells, 1)
        if len(cell) > LONGEST_CELL
    ]
    flaws = defaultdict(dict)
    for problem in problems:
        flaws[problem.row][problem.column] = problem
    # A row with nothing else in it is left out by the reader.
    rows += [[]] * (max(flaws, default=0) - len(rows))
    read = [
        Row(number, [cell.strip() for cell in cells], flaws[number])
        for number, cells in enumerate(rows, 1)
    ]
    read = [row for row in read if any(row.cells) or row.flaws]
    if not read:
        raise TableError(Problem(EMPTY))
    return read


def _of_csv(data):
    encoding = next((name for bom, name in BOMS.items() if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        row, column = _place_of_end(before)
        raise TableError(Problem(NOT_UTF_8, row, column)) from None
    if "\0" in text:
        raise TableError(Problem(UNREADABLE))
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        rows = [[_unguarded(cell) for cell in row] for row in reader]
    except csv.Error:
        raise TableError(Problem(QUOTES, reader.line_num)) from None
    if _named_separator(text):
        rows[0] = []
    if len(rows) > ROWS:
        raise TableError(Problem(TOO_MANY_ROWS, values={"number": ROWS}))
    if (most := max(map(len, rows), default=0)) > COLUMNS:
        row = next(n for n, cells in enumerate(rows, 1) if len(cells) == most)
        raise TableError(Problem(TOO_MANY_COLUMNS, row, values={"number": COLUMNS}))
    return rows, []


def _separator(text):
    """What parts the cells of the first line with anything in it into most, unless one names it."""
    line = next((line for line in text.split("\n") if line.strip()), "")
    parts = {one: len(next(csv.reader([line], delimiter=one), [])) for one in SEPARATORS}
    return _named_separator(text) or max(parts, key=parts.get)


def _named_separator(text):
    """The separator that Excel's own first line ("sep=;") names."""
    line = text.split("\n", 1)[0].strip("\r")
    is_named = line.lower().startswith("sep=") and len(line) == len("sep=;")
    return line[-1] if is_named else None


def _place_of_end(text):
    """(row, column) in which a beginning of a CSV file ends."""
    rows = list(csv.reader(StringIO(text, newline=""), delimiter=_separator(text)))
    return len(rows) or 1, len(rows[-1]) if rows else 1


def _unguarded(cell):
    """Without the apostrophe that keeps programs from taking a text for a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _of_workbook(data):
    try:
        with ZipFile(BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > UNPACKED_BYTES:
                raise TableError(Problem(TOO_HEAVY, values={"number": UNPACKED_BYTES // 10**6}))
            # A size that is not as it is declared.
            if archive.testzip():
                raise TableError(Problem(UNREADABLE))
            return _first_sheet(data, _flaws(archive))
    except PasswordError:
        raise TableError(Problem(OLD)) from None
    except UNREADABLE_ERRORS:
        raise TableError(Problem(UNREADABLE)) from None


def _first_sheet(data, flaws):
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        for number, sheet in enumerate(book.sheets_metadata):
            if sheet.visible != SheetVisibleEnum.Visible:
                continue
            found = [Problem(*one) for one in flaws(number)]
            if found and found[0].message == FAR:
                raise TableError(found[0])
            rows = book.get_sheet_by_index(number).to_python(skip_empty_area=False)
            if found or any(cell != "" for row in rows for cell in row):
                return [[_text(cell) for cell in row] for row in rows], found
    return [], []


def _flaws(archive):
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return xlsx_flaws(archive)
    if "content.xml" in names:
        return ods_flaws(archive)
    raise TableError(Problem(UNREADABLE))


def _text(cell):
    """A cell as it is typed: 12.0 is how the formats store 12."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def column_letters(number):
    """What a spreadsheet calls a column (from 1): "C", "AB"."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
