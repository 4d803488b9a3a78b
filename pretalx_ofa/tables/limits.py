"""How large a spreadsheet may be that is read."""

FILE_BYTES, UNPACKED_BYTES = 10 * 10**6, 100 * 10**6
ROWS, COLUMNS, LONGEST_CELL = 10_000, 100, 10_000
