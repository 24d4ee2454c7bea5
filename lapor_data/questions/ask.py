"""Asking one question: load its SQL text, bind the filter, return a frozen answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Protocol

_SQL_FOLDER = Path(__file__).with_name("sql")


class Cursor(Protocol):
    """What is needed of a DuckDB cursor."""

    description: Any

    def execute(self, query: str, parameters: object = None) -> Any: ...

    def fetchall(self) -> list[Any]: ...


class Source(Protocol):
    """Anything that can be asked: a snapshot of the store."""

    def cursor(self) -> Any: ...

    @property
    def data_date(self) -> date | None: ...


@dataclass(frozen=True)
class Answer:
    """The rows of one question, with its SQL text and the values that were bound."""

    question: str
    sql: str
    parameters: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def column(self, name: str) -> list[Any]:
        """All values of one column, in row order."""
        index = self.columns.index(name)
        return [row[index] for row in self.rows]

    def one(self) -> dict[str, Any]:
        """The only row; ValueError if there is not exactly one."""
        if len(self.rows) != 1:
            raise ValueError(f"{self.question}: {len(self.rows)} baris, seharusnya satu")
        return dict(zip(self.columns, self.rows[0], strict=True))


@cache
def sql_text(question: str) -> str:
    """The SQL of a question; its header comment documents question, grain and columns."""
    return (_SQL_FOLDER / f"{question}.sql").read_text(encoding="utf-8")


def ask(source: Source, question: str, parameters: Mapping[str, Any]) -> Answer:
    """Run `sql/<question>.sql` with named parameters and return all rows."""
    text = sql_text(question)
    cursor = source.cursor()
    cursor.execute(text, dict(parameters))
    columns = tuple(column[0] for column in cursor.description)
    rows = tuple(map(tuple, cursor.fetchall()))
    return Answer(question, text, dict(parameters), columns, rows)
