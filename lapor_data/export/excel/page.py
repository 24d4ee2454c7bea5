"""How a sheet is printed: landscape, one page wide, heads on every page, page numbers."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from lapor_data.export.foot import shortened

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
    text = shortened(footer, lambda text: len(_escaped(text)) <= _LONGEST_FOOTER)
    # A blank behind the size: Excel would read the digits of "2022" as part of it.
    sheet.set_footer(f"&L&8 {_escaped(text)}&R&8 Halaman &P dari &N")
    sheet.print_area(0, 0, last_row, last_col)
    if head_row is not None:
        sheet.repeat_rows(head_row)
    sheet.hide_gridlines(2)
    sheet.set_zoom(100)


def _escaped(text: str) -> str:
    return text.replace("&", "&&")
