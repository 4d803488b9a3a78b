"""Tables of an event's rows as they are now, for organisers: drawn when asked for, never stored.

A :class:`Format` is drawn from the programme's record, which knows only what is public.
"""

from collections.abc import Callable
from typing import NamedTuple

from pretalx.common.text.path import safe_filename

from pretalx_ofa.exports.affiliation_rows import affiliation_rows
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.tables.csv_files import write_csv
from pretalx_ofa.tables.xlsx_files import write_xlsx


class List(NamedTuple):
    """``label`` is a message to translate; ``rows(event)`` are rows of cells, the first the headings,
    and ``write(rows)`` the bytes of the file."""

    name: str
    label: str
    content_type: str
    rows: Callable
    write: Callable

    def data(self, event):
        return self.write(self.rows(event))

    def filename(self, event):
        """ "ofa2025-affiliations.csv"."""
        return safe_filename(f"{event.slug}-{self.name}")


AFFILIATIONS_CSV = List(
    name="affiliations.csv",
    label=pgettext_noop("pretalx_ofa", "Affiliations by session (CSV)"),
    content_type="text/csv; charset=utf-8",
    rows=affiliation_rows,
    write=write_csv,
)
AFFILIATIONS_XLSX = List(
    name="affiliations.xlsx",
    label=pgettext_noop("pretalx_ofa", "Affiliations by session (XLSX)"),
    content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    rows=affiliation_rows,
    write=write_xlsx,
)
LISTS = {chosen.name: chosen for chosen in (AFFILIATIONS_CSV, AFFILIATIONS_XLSX)}
