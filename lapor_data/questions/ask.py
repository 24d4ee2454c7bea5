"""Asking one question: load its SQL text, bind the filter, return a frozen answer.

This is also the gate of access: a question says in its header what it reads ("-- Reads: rows."),
and is asked as the reader of the source may ask it, whatever the caller has bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import duckdb

from lapor_data.domain.access import READS, ROWS, ROWS_OR_BLANK, AccessError, Person

_SQL_FOLDER = Path(__file__).with_name("sql")
_READS = re.compile(r"^-- Reads: (.+)\.$", re.MULTILINE)


class Cursor(Protocol):
    """What is needed of a DuckDB cursor."""

    description: Any

    def execute(self, query: str, parameters: object = None) -> Any: ...

    def fetchall(self) -> list[Any]: ...


class Source(Protocol):
    """Anything that can be asked: a snapshot of the store, read by somebody."""

    @property
    def reader(self) -> Person: ...

    def cursor(self) -> Any: ...

    def rows_cursor(self) -> Any:
        """A cursor in which there are no complaints but those whose rows the reader may see."""

    @property
    def data_date(self) -> date | None: ...

    def refuse_damage(self) -> None:
        """StoreError, with a way out, where the file that is asked is damaged."""


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


@cache
def reads_of(question: str) -> str:
    """What a question reads, one of `access.READS`; ValueError where its header does not say."""
    said = _READS.findall(sql_text(question))
    if len(said) != 1 or said[0] not in READS:
        raise ValueError(f"{question}.sql: tulis satu baris “-- Reads: …” ({' | '.join(READS)})")
    return str(said[0])


def ask(source: Source, question: str, parameters: Mapping[str, Any]) -> Answer:
    """Run `sql/<question>.sql` with named parameters and return all rows that the reader of the
    source may see; AccessError where the question itself is not for them, StoreError where the
    file turns out to be damaged."""
    text, reads, reader = sql_text(question), reads_of(question), source.reader
    if not reader.may_ask(reads):
        raise AccessError(
            "Berkas yang dimuat dan baris yang ditolak tidak termasuk peran Anda "
            f"({reader.role_name})."
        )
    bound = dict(parameters)
    if reads == ROWS_OR_BLANK:
        bound["reader_place"] = reader.place
    cursor = source.rows_cursor() if reads == ROWS else source.cursor()
    try:
        cursor.execute(text, bound)
        columns = tuple(column[0] for column in cursor.description)
        rows = tuple(map(tuple, cursor.fetchall()))
    except duckdb.Error:
        # DuckDB has no one class for damage, and a full disk or wrong SQL must not be told as such:
        # so the file itself is asked, and whatever else went wrong stays the error it is.
        source.refuse_damage()
        raise
    return Answer(question, text, bound, columns, rows)
