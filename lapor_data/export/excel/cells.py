"""Cells: text that is only text, numbers with their format, dates that Excel knows as dates."""

from __future__ import annotations

import math
from datetime import date, datetime
from functools import cached_property
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lapor_data.export.xml_text import clean
from lapor_data.present.palette import LIGHT
from lapor_data.present.panel import Column, Quantity

# Excel's limit of one cell.
LONGEST_TEXT = 32_767
HEAD_FILL = "#F5F7FA"
# 421 is Indonesian: month names stay so whatever language Excel speaks.
DATE_FORMAT = "[$-421]d mmm yyyy"
MONTH_FORMAT = "[$-421]mmm yyyy"
MOMENT_FORMAT = "[$-421]d mmm yyyy hh:mm"
_DAY_0 = date(1899, 12, 30).toordinal()


def plain(value: Any) -> str:
    """Any value as text that an Excel file can hold: no control characters, cut with "…"."""
    text = clean(str(value))
    # Excel counts UTF-16 units: a sign beyond the first plane takes two.
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return text
    cut = text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - 1)]
    return cut.decode("utf-16-le", errors="ignore") + "…"


def serial(day: date) -> float:
    """A day, or a moment, as Excel counts it: days since 1899-12-30."""
    days = float(day.toordinal() - _DAY_0)
    if isinstance(day, datetime):
        days += (day.hour * 3600 + day.minute * 60 + day.second) / 86_400
    return days


def number_format(column: Column) -> str:
    """How a column's values are written."""
    zeros = "." + "0" * column.decimals if column.decimals else ""
    if column.kind == "percent":
        return f"0{zeros}%"
    if column.kind == "decimal":
        return f"#,##0{zeros}"
    return {"count": "#,##0", "date": DATE_FORMAT, "month": MONTH_FORMAT}.get(column.kind, "@")


class Styles:
    """The cell formats of one workbook; each is made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        """The format with these properties of xlsxwriter."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def column(self, column: Column, *, is_first: bool = True) -> Format:
        """Of the cells of a table's column; text that is not the first keeps off the number left
        of it."""
        if column.kind == "text":
            # "General", not "@": a cell of the format "text" shows #### beyond 255 characters.
            return self.of(valign="top", align="left", indent=int(not is_first), text_wrap=True)
        if column.is_number:
            # The indent keeps a number from touching the text right of it.
            return self.of(num_format=number_format(column), valign="top", align="right", indent=1)
        return self.of(num_format=number_format(column), valign="top", align="left")

    def quantity(self, quantity: Quantity) -> Format:
        """Of a figure with a unit of its own in a column of texts."""
        unit = f'" {quantity.unit}"' if quantity.unit else ""
        written = f"{number_format(quantity.column)}{unit}"
        return self.of(num_format=written, valign="top", align="left", indent=1)

    @cached_property
    def title(self) -> Format:
        """Of the first line of a sheet."""
        return self.of(bold=True, font_size=14, font_color=LIGHT.ink, valign="top", text_wrap=True)

    @cached_property
    def said(self) -> Format:
        """Of sentences."""
        return self.of(font_color=LIGHT.ink, valign="top", text_wrap=True)

    @cached_property
    def small(self) -> Format:
        """Of units, notes and sources."""
        return self.of(font_size=9, font_color=LIGHT.secondary, valign="top", text_wrap=True)

    @cached_property
    def link(self) -> Format:
        """Of links inside the workbook."""
        return self.of(font_color=LIGHT.accent, underline=1, valign="top")

    def head(self, *, right: bool = False, is_first: bool = True) -> Format:
        """Of the head of a table."""
        return self.of(
            bold=True,
            font_color=LIGHT.ink,
            bg_color=HEAD_FILL,
            bottom=1,
            bottom_color=LIGHT.secondary,
            valign="top",
            align="right" if right else "left",
            indent=int(right or not is_first),
            text_wrap=True,
        )


def write(sheet: Worksheet, row: int, col: int, column: Column, value: Any, style: Format) -> None:
    """One cell of a table; what is not known stays blank, a percentage is stored as a fraction."""
    if value is None or value == "":
        sheet.write_blank(row, col, None, style)
    elif column.is_number and isinstance(value, (int, float)):
        if math.isfinite(value):
            sheet.write_number(row, col, stored(column, value), style)
        else:
            sheet.write_string(row, col, "∞" if value > 0 else "", style)
    elif column.kind in ("date", "month") and isinstance(value, date):
        sheet.write_number(row, col, serial(value), style)
    else:
        sheet.write_string(row, col, plain(value), style)


def stored(column: Column, value: float) -> float:
    """The number that Excel keeps: 95.78 percent is 0.9578 there."""
    return value / 100 if column.kind == "percent" else value


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of this width (characters); by whole words."""
    count = 0
    for paragraph in text.split("\n"):
        used, lines = 0.0, 1
        for word in paragraph.split(" "):
            if used and used + 1 + len(word) > width:
                lines, used = lines + 1, 0.0
            used += len(word) + (1 if used else 0)
            lines += int(max(used - 1, 0) // width) if used > width else 0
        count += lines
    return count
