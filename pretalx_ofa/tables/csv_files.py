"""CSV that every spreadsheet opens as it is meant, and none takes for formulas."""

import csv
from io import StringIO

# What makes a cell a formula (OWASP, "CSV Injection"), in full width too: Japanese input writes it.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def write_csv(rows):
    """CSV (bytes) of rows of cells, the first the headings: UTF-8 with a byte-order mark, commas,
    CRLF.

    A text that would be read as a formula gets an apostrophe. What is no ``str`` is ours and stands
    as it is: ``-3`` stays a number.
    """
    output = StringIO(newline="")
    csv.writer(output).writerows([_cell(value) for value in row] for row in rows)
    return output.getvalue().encode("utf-8-sig")


def _cell(value):
    if not isinstance(value, str):
        return value
    guarded = f"'{value}" if value.startswith(FORMULA) else value
    # Within a cell a line ends with LF alone, as spreadsheets write it.
    return guarded.replace("\r\n", "\n").replace("\r", "\n")
