"""How a sheet is printed: landscape, one page wide, heads on every page, page numbers."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

A4 = 9
# Excel takes no longer text for a footer, and reads "&" as the begin of a code.
_LONGEST_FOOTER = 200


def set_page(
    sheet: Worksheet, footer: str, last_row: int, *, last_col: int, head_row: int | None = None
) -> None:
    """Print set-up; `head_row` is repeated on every page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
    text = footer if len(footer) <= _LONGEST_FOOTER else f"{footer[: _LONGEST_FOOTER - 1]}…"
    sheet.set_footer(f"&L&8{text.replace('&', '&&')}&R&8Halaman &P dari &N")
    sheet.print_area(0, 0, last_row, last_col)
    if head_row is not None:
        sheet.repeat_rows(head_row)
    sheet.hide_gridlines(2)
    sheet.set_zoom(100)
