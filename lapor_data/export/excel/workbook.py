"""The "Lampiran" of a monev meeting: every panel of the dashboard as a sheet of real numbers."""

from __future__ import annotations

import io
from datetime import datetime, time

import xlsxwriter

from lapor_data.export.excel.cells import Styles, plain
from lapor_data.export.excel.contents import FRONT, entries
from lapor_data.export.excel.front import fill_front
from lapor_data.export.excel.panel_sheet import add_sheet
from lapor_data.export.excel.rows_sheet import MOST_ROWS, add_rows
from lapor_data.present import catalogue
from lapor_data.present.briefing import Briefing
from lapor_data.present.cover import APP_NAME, OWNER, Cover

# Of a property of the file.
_LONGEST = 255
# Data is never read as a formula, a link or a number.
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(b: Briefing, cover: Cover, *, profile: str = "", most_rows: int = MOST_ROWS) -> bytes:
    """The attachment as an .xlsx file: "Keterangan", a sheet per panel, "Baris".

    `profile` is the award profile as option of a panel; more than `most_rows` complaints are cut,
    which the sheet says. Nothing in it is a formula.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _SAFE)
    book.set_properties(
        {
            "title": plain(f"Lampiran: {cover.title}")[:_LONGEST],
            "subject": plain(cover.line)[:_LONGEST],
            "author": APP_NAME,
            "company": OWNER,
            "comments": plain(cover.footer)[:_LONGEST],
            # Of the data, not of the moment somebody asked for it: the same data, the same file.
            "created": datetime.combine(cover.data_date, time()),
        }
    )
    styles = Styles(book)
    front = book.add_worksheet(FRONT)
    titled = []
    for entry in entries(b, profile):
        panel = catalogue.build(entry.slug, b, entry.option)
        add_sheet(book, styles, entry.name, panel, cover.footer)
        titled.append((entry, panel.title))
    add_rows(book, styles, b, cover.footer, most_rows)
    fill_front(front, styles, b, cover, profile, titled)
    front.activate()
    book.close()
    return stream.getvalue()
