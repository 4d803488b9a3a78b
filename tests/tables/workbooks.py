"""Workbooks as people save them, and as nobody does."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def xlsx(rows, *, cells=(), hidden=False):
    """``cells`` are {"B2": value} besides; ``hidden``: a hidden sheet stands before it."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for place, value in dict(cells).items():
        sheet[place] = value
    if hidden:
        first = book.create_sheet("Hidden", 0)
        first.append(["nobody", "sees this"])
        first.sheet_state = "hidden"
    return _saved(book)


def _saved(book):
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def ods(rows):
    """``rows`` are XML of rows, as :func:`ods_row` makes it."""
    namespaces = " ".join(
        f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "table", "text")
    )
    output = BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0"><manifest:file-entry'
            f' manifest:media-type="{ODS}" manifest:full-path="/"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {namespaces} xmlns:calcext="{CALC}"><office:body>'
            f'<office:spreadsheet><table:table table:name="A">{"".join(rows)}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return output.getvalue()


def ods_row(*cells, times=1):
    """``cells`` are texts, or (attributes, text)."""
    return (
        f'<table:table-row table:number-rows-repeated="{times}">'
        + "".join(map(_ods_cell, cells))
        + "</table:table-row>"
    )


def _ods_cell(cell):
    attributes, text = cell if isinstance(cell, tuple) else ("", cell)
    if text is None:
        return f"<table:table-cell {attributes}/>"
    return (
        f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )
