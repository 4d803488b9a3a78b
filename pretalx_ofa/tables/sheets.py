"""What is wrong with a sheet before its cells are read.

The reader makes room for the rectangle up to the farthest cell (one stray cell in the last column and
row ends the process), and reads a formula that nobody has calculated, or an error, as an empty cell.
"""

from lxml import etree

from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.tables.limits import COLUMNS, ROWS

FAR = pgettext_noop(
    "pretalx_ofa",
    "There is something in this cell, but no more than {rows} rows and {columns} columns are read.",
)
UNCALCULATED = pgettext_noop(
    "pretalx_ofa",
    "This is a formula without a result. Open the file in a spreadsheet program and save it, or type"
    " the text.",
)
ERROR = pgettext_noop("pretalx_ofa", "A formula in this cell has an error as its result.")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


def xlsx_flaws(archive):
    """A function from the number of a sheet to its flaws: [(message, row, column, values)], or FAR alone."""
    book = etree.fromstring(archive.read("xl/workbook.xml"), _parser())
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), _parser())
    targets = {one.get("Id"): one.get("Target").removeprefix("/xl/") for one in relations}
    paths = [f"xl/{targets[sheet.get(f'{RELATION}id')]}" for sheet in book.iter(f"{SHEET}sheet")]
    return lambda number: _found(_xlsx_cells(archive, paths[number]))


def ods_flaws(archive):
    """As :func:`xlsx_flaws`."""
    return lambda number: _found(_ods_cells(archive, number))


def _found(cells):
    """The flaws of (row, column, message or "") of the cells that have anything in them."""
    flaws = []
    for row, column, message in cells:
        if row > ROWS or column > COLUMNS:
            return [(FAR, row, column, {"rows": ROWS, "columns": COLUMNS})]
        if message:
            flaws.append((message, row, column))
    return flaws


def _xlsx_cells(archive, path):
    row = column = 0
    with archive.open(path) as file:
        for event, element in _parsed(file, f"{SHEET}row", f"{SHEET}c"):
            if element.tag == f"{SHEET}row":
                if event == "start":
                    row, column = int(element.get("r") or row + 1), 0
                else:
                    element.clear()
            elif event == "end":
                # "XFD12"
                letters = (element.get("r") or "").rstrip("0123456789")
                column = _number_of(letters) if letters else column + 1
                if (message := _xlsx_message(element)) is not None:
                    yield row, column, message


def _xlsx_message(element):
    """What is wrong with a cell, "" for nothing; None for an empty one."""
    formula, value = element.find(f"{SHEET}f"), element.find(f"{SHEET}v")
    if element.get("t") == "e":
        return ERROR
    # The result of a formula may be an empty text.
    has_result = value is not None and (value.text or element.get("t") == "str")
    if formula is not None and not has_result:
        return UNCALCULATED
    return "" if len(element) else None


def _ods_cells(archive, number):
    sheet, row, column, times = -1, 0, 0, 1
    names = [
        f"{TABLE}{name}" for name in ("table", "table-row", "table-cell", "covered-table-cell")
    ]
    with archive.open("content.xml") as file:
        for event, element in _parsed(file, *names):
            name = element.tag.removeprefix(TABLE)
            if name == "table":
                sheet, row = sheet + (event == "start"), 0
            elif name == "table-row":
                if event == "start":
                    row, column, times = row + 1, 0, _repeated(element, "rows")
                else:
                    row += times - 1
                    element.clear()
            elif event == "end":
                column += _repeated(element, "columns")
                if sheet == number and (message := _ods_message(element)) is not None:
                    yield row + times - 1, column, message


def _ods_message(element):
    """As :func:`_xlsx_message`."""
    kind = element.get(f"{OFFICE}value-type")
    if element.get(f"{CALC}value-type") == "error":
        return ERROR
    if element.get(f"{TABLE}formula") and kind is None:
        return UNCALCULATED
    return None if kind is None and not len(element) else ""


def _repeated(element, what):
    return int(element.get(f"{TABLE}number-{what}-repeated") or 1)


def _number_of(letters):
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter.upper()) - ord("A") + 1
    return number


def _parsed(file, *tags):
    return etree.iterparse(
        file, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True
    )


def _parser():
    return etree.XMLParser(resolve_entities=False, no_network=True)
