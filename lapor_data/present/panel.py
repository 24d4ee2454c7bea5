"""One panel: title, numbers, chart and the rows behind it; the same object on every surface."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lapor_data.domain import numbers
from lapor_data.present.charts import Chart
from lapor_data.questions.rows import RowsOf

Kind = Literal["text", "count", "percent", "decimal", "date", "month"]


@dataclass(frozen=True)
class Column:
    """One column of a panel's table: its head, kind of value and decimals."""

    head: str
    kind: Kind = "text"
    decimals: int = 0

    @property
    def is_number(self) -> bool:
        """Whether it stands on the right."""
        return self.kind in ("count", "percent", "decimal")

    def shown(self, value: Any) -> str:
        """The value as people read it; None is "–"."""
        if value is None:
            return numbers.NO_VALUE
        if self.kind == "percent":
            return numbers.percent(value, self.decimals)
        if self.kind in ("count", "decimal"):
            return numbers.number(value, self.decimals)
        if isinstance(value, date):
            return numbers.month_name(value) if self.kind == "month" else numbers.short_date(value)
        return str(value)


class Quantity(str):
    """A written figure that knows its number, for columns that hold several units: "97,8%" is 97.8
    percent, "2,0 HK" is 2.0 and its unit "HK". On screen it is its text; a sheet takes the number.
    """

    value: float
    column: Column
    unit: str

    @classmethod
    def of(cls, value: float | None, kind: Kind, decimals: int = 0, unit: str = "") -> str:
        """The figure in words; a plain "–" where it is not known."""
        column = Column("", kind, decimals)
        if value is None:
            return numbers.NO_VALUE
        made = cls(f"{column.shown(value)} {unit}".rstrip())
        made.value, made.column, made.unit = value, column, unit
        return made


@dataclass(frozen=True)
class Table:
    """The numbers of a panel, raw: percentages 0–100, dates as dates, None = not known."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]

    def shown(self) -> list[list[str]]:
        """All cells as people read them."""
        return [
            [column.shown(value) for column, value in zip(self.columns, row, strict=True)]
            for row in self.rows
        ]


@dataclass(frozen=True)
class RowsChoice:
    """A set of rows behind a figure, with the name under which it is offered."""

    label: str
    spec: RowsOf


@dataclass(frozen=True)
class Panel:
    """What one panel says. `chart` is None where the table itself is the panel."""

    slug: str
    title: str
    unit: str
    alt: str
    source: str
    table: Table
    chart: Chart | None = None
    rows: tuple[RowsChoice, ...] = ()
    n: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing to draw."""
        return not self.table.rows

    @property
    def subtitle(self) -> str:
        """Unit and n in one line: "aduan sah · n = 999"."""
        count = f"n = {numbers.number(self.n)}" if self.n is not None else ""
        return " · ".join(part for part in (self.unit, count) if part)


def table_csv(table: Table) -> bytes:
    """The table for Excel with Indonesian settings: UTF-8 with BOM, ";" between cells, "," as
    decimal mark; a cell that Excel would take for a formula gets a leading apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.head for column in table.columns])
    for row in table.rows:
        writer.writerow(
            [_cell(column, value) for column, value in zip(table.columns, row, strict=True)]
        )
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.is_number:
        return f"{value:.{max(column.decimals, 2)}f}".rstrip("0").rstrip(".").replace(".", ",")
    text = column.shown(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
