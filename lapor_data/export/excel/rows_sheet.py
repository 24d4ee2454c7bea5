"""The sheet "Baris": the complaints behind the selection, masked, one per row."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from lapor_data.domain.access import AccessError
from lapor_data.domain.numbers import number
from lapor_data.domain.regions import place_name
from lapor_data.export.excel import cells
from lapor_data.export.excel.contents import ROWS
from lapor_data.export.excel.page import set_page
from lapor_data.present.briefing import Briefing
from lapor_data.questions import rows as questions

MOST_ROWS = 100_000
HEAD = 3
_BREAKS = re.compile(r"[\r\n\t]+")
_WIDTHS = (13, 13, 11, 26, 24, 30, 34, 16, 34, 24, 22, 60, 18, 18, 12, 14)
_DATE, _TIME, _PLACE, _RESPONSE, _CLOSED = 1, 2, 3, 12, 13
# Beyond 15 digits Excel would round an ID.
_EXACT = 10**15


def add_rows(
    book: xlsxwriter.Workbook,
    styles: cells.Styles,
    b: Briefing,
    footer: str,
    most: int = MOST_ROWS,
) -> Worksheet:
    """All complaints that were received in the selection (aduan masuk), newest first; at most
    `most`, which it says. For an admin those of the own place; the sheet says that, too."""
    try:
        own = questions.rows_place(b.source, b.filter)
        found = questions.rows(b.source, b.filter, questions.RowsOf("received"), 0, most)
        note = note_of(found.total, len(found.rows))
        if own and own != b.filter.place:
            note = f"Hanya {place_name(own)}, menurut peran yang mengunduh. {note}"
    except AccessError as error:
        found, note = questions.RowsPage(0, ()), str(error)
    sheet: Worksheet = book.add_worksheet(ROWS)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, "Baris di baliknya", styles.of(bold=True, font_size=14))
    sheet.write_string(1, 0, cells.plain(note), styles.of())
    for place, head in enumerate(questions.HEADS):
        sheet.write_string(HEAD, place, head, styles.head())
    sheet.set_row(HEAD, 34)
    _write(sheet, styles, found.rows)
    last = HEAD + len(found.rows)
    if found.rows:
        sheet.autofilter(HEAD, 0, last, len(questions.HEADS) - 1)
    sheet.freeze_panes(HEAD + 1, 1)
    set_page(sheet, footer, last, last_col=len(questions.HEADS) - 1, head_row=HEAD)
    return sheet


def note_of(total: int, shown: int) -> str:
    """What the rows are and whether all are there."""
    note = (
        f"{number(total)} aduan masuk menurut pilihan, terbaru di atas; termasuk yang diarsipkan "
        "(lihat kolom Tahap). Judul disamarkan; judul aduan rahasia tidak ditampilkan."
    )
    if shown < total:
        note += (
            f" Hanya {number(shown)} aduan terbaru yang dimuat di sini; persempit periode atau "
            "wilayah untuk sisanya."
        )
    return note


def _write(
    sheet: Worksheet, styles: cells.Styles, found: tuple[questions.ComplaintRow, ...]
) -> None:
    plain = styles.of(valign="top")
    whole = styles.of(num_format="0", valign="top", align="left")
    formats = {
        _DATE: styles.of(num_format=cells.DATE_FORMAT, valign="top", align="left"),
        _TIME: styles.of(num_format="hh:mm:ss", valign="top", align="left"),
        _RESPONSE: styles.of(num_format=cells.MOMENT_FORMAT, valign="top", align="left"),
        _CLOSED: styles.of(num_format=cells.MOMENT_FORMAT, valign="top", align="left"),
    }
    # Most texts repeat, only titles do not.
    text, place = cache(_text), cache(place_name)
    write_number, write_string = sheet.write_number, sheet.write_string
    for row, complaint in enumerate(found, HEAD + 1):
        values = _values(complaint)
        values[_PLACE] = place(complaint.place)
        for col, value in enumerate(values):
            if value is None:
                continue
            if isinstance(value, str):
                write_string(row, col, text(value), plain)
            elif col in formats:
                write_number(row, col, value, formats[col])
            elif abs(value) < _EXACT:
                write_number(row, col, value, whole)
            else:
                write_string(row, col, str(value), plain)


def _values(row: questions.ComplaintRow) -> list[Any]:
    """The cells in the order of HEADS, days and moments as Excel counts them."""
    return [
        row.tracking_id,
        cells.serial(row.received_date),
        _time_of_day(row.received_at),
        row.place,
        row.place_reason,
        row.agency,
        row.classification,
        row.channel,
        row.category,
        row.status,
        row.stage,
        row.title,
        cells.serial(row.first_response_at) if row.first_response_at else None,
        cells.serial(row.closed_at) if row.closed_at else None,
        row.response_wd,
        row.resolution_wd,
    ]


def _time_of_day(moment: datetime | None) -> float | None:
    return cells.serial(moment) % 1 if moment else None


def _text(value: str) -> str:
    return cells.plain(_BREAKS.sub(" ", value))
