"""A panel's table as the sentences read it: columns by their heads, rows by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from lapor_data.domain import numbers
from lapor_data.present.panel import Panel

Row = tuple[Any, ...]
# The heads under which the things themselves stand, where another text comes first.
_NAME_HEADS = ("Kabupaten/kota", "SKPD", "Nama")
# More names than these are counted instead of listed.
NAMED = 3
VALID = "Aduan sah"


@dataclass(frozen=True)
class Reading:
    """The table of one panel. Numbers are said exactly as the table shows them."""

    panel: Panel

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, raw."""
        return self.panel.table.rows

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of all columns."""
        return tuple(column.head for column in self.panel.table.columns)

    def find(self, start: str) -> int | None:
        """The first column whose head starts with these words."""
        return next((i for i, head in enumerate(self.heads) if head.startswith(start)), None)

    def at(self, start: str) -> int:
        """The same where the column must be there; LookupError if it is not."""
        place = self.find(start)
        if place is None:
            raise LookupError(f"{self.panel.slug}: tidak ada kolom “{start}”")
        return place

    def shown(self, row: Row, column: int) -> str:
        """A cell as the table shows it."""
        return self.panel.table.columns[column].shown(row[column])

    def known(self, column: int, rows: Iterable[Row] | None = None) -> list[Row]:
        """The rows with a value in that column."""
        return [row for row in (self.rows if rows is None else rows) if row[column] is not None]

    def highest(
        self,
        column: int,
        rows: Iterable[Row] | None = None,
        *,
        unit: str = "",
        name: Callable[[Row], str] | None = None,
    ) -> str:
        """Who has the highest value, with it: "Kota Banjarbaru (64 aduan)"; ties are named
        together, many are counted. Empty where there is no value."""
        return self._outermost(max, column, rows, unit, name)

    def lowest(
        self,
        column: int,
        rows: Iterable[Row] | None = None,
        *,
        unit: str = "",
        name: Callable[[Row], str] | None = None,
    ) -> str:
        """The same for the lowest value."""
        return self._outermost(min, column, rows, unit, name)

    def _outermost(
        self,
        pick: Callable[[Iterable[Any]], Any],
        column: int,
        rows: Iterable[Row] | None,
        unit: str,
        name: Callable[[Row], str] | None,
    ) -> str:
        known = self.known(column, rows)
        if not known:
            return ""
        # What reads the same is a tie to the reader.
        value = self.shown(
            next(r for r in known if r[column] == pick(r[column] for r in known)), column
        )
        tied = [row for row in known if self.shown(row, column) == value]
        return together([(name or self.name)(row) for row in tied], f"{value}{unit}", self.things)

    @property
    def things(self) -> str:
        """What the rows are, in lower case: "kabupaten/kota"."""
        return self.heads[self._name_column].lower()

    @property
    def _name_column(self) -> int:
        kinds = [column.kind for column in self.panel.table.columns]
        named = next((self.heads.index(head) for head in _NAME_HEADS if head in self.heads), None)
        if named is not None:
            return named
        return kinds.index("text") if "text" in kinds else 0

    def name(self, row: Row) -> str:
        """The name of a row: its first text."""
        return self.shown(row, self._name_column)


def titled(r: Reading) -> list[str]:
    """The finding that the panel's title states."""
    return [f"{r.panel.title}."]


def together(names: list[str], value: str, things: str) -> str:
    """Names with the value they share: "A (4)", "A dan B (masing-masing 4)", "5 topik (…)"."""
    if len(names) == 1:
        return f"{names[0]} ({value})"
    if len(names) <= NAMED:
        return f"{numbers.joined(names)} (masing-masing {value})"
    return f"{len(names)} {things} (masing-masing {value})"


def days(limit: int) -> str:
    """A limit in words: "3 hari kerja"."""
    return f"{numbers.number(limit)} hari kerja"
