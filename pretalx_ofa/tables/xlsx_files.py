"""Workbooks whose texts no program takes for formulas."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from pretalx_ofa.tables.csv_files import FORMULA

# A cell holds no more characters.
LONGEST = 32_767
# What XML cannot hold, beside the controls.
UNPRINTABLE = dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")


def write_xlsx(rows):
    """A workbook (bytes) of one sheet of rows of cells, the first the headings, which stay in view.

    What is a ``str`` is a text, whatever it looks like; a spreadsheet marks those that it would take
    for formulas, so that they stay texts when somebody edits them.
    """
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, is_heading=number == 0) for value in row])
    output = BytesIO()
    workbook.save(output)
    return output.getvalue()


def _cell(sheet, value, *, is_heading):
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value.translate(UNPRINTABLE))
    text = text.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST]
    cell = WriteOnlyCell(sheet, text)
    # A text that begins with "=" is a formula to the library, too.
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA)
    if is_heading:
        cell.font = Font(bold=True)
    return cell
