"""Turns rows into the bytes of XLSX and CSV files; equal rows give equal bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeAlias

import xlsxwriter

Cell: TypeAlias = str | int | date | datetime | None
Row: TypeAlias = Sequence[Cell]
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_INDONESIAN = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des")
_INDONESIAN_FULL = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_CREATED = datetime(2023, 8, 1, 8, 0)


def date_cell(day: date, style: str) -> Cell:
    """A date as a file of that style writes it."""
    if style == "excel":
        return day
    if style == "iso":
        return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
    if style == "slashes":
        return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
    month = day.month - 1
    if style == "indonesian_full":
        return f"{day.day} {_INDONESIAN_FULL[month]} {day.year:04d}"
    if style == "indonesian":
        name = "Agu" if month == 7 and day.day % 2 else _INDONESIAN[month]
        return f"{day.day:02d} {name} {day.year:04d}"
    return f"{day.day:02d} {_ENGLISH[month]} {day.year:04d}"


def id_cell(number: int | None, style: str) -> Cell:
    """A Tracking ID as a file of that style writes it."""
    if number is None:
        return None
    if style == "mixed":
        style = ("number", "text", "link", "number", "float_text")[number % 5]
    if style == "text":
        return str(number)
    if style == "float_text":
        return f"{number}.0"
    if style == "link":
        return f"https://www.lapor.go.id/laporan/detail/{number}"
    return number


def csv_bytes(rows: Sequence[Row], delimiter: str, encoding: str) -> bytes:
    """A CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(rows: Sequence[Row], sheet_name: str) -> bytes:
    """An XLSX file with one sheet; texts stay texts, whatever they begin with."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": sheet_name, "comments": "Data contoh", "created": _CREATED})
    sheet = book.add_worksheet(sheet_name)
    day_format = book.add_format({"num_format": "dd mmm yyyy"})
    time_format = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                sheet.write_string(y, x, cell)
            elif isinstance(cell, int):
                sheet.write_number(y, x, cell)
            else:
                is_moment = isinstance(cell, datetime)
                sheet.write_datetime(y, x, cell, time_format if is_moment else day_format)
    book.close()
    return buffer.getvalue()
