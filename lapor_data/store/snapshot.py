"""Reading one version of the store: an immutable file, opened read-only, asked through cursors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from lapor_data.domain.errors import StoreError

_MACROS = Path(__file__).with_name("schema") / "macros.sql"


@dataclass(frozen=True)
class Snapshot:
    """One version. Threads share it: every question takes a cursor of its own.

    The connection closes when the last user lets go of the snapshot, so a rerun that began on an
    older version finishes on it, undisturbed by an import.
    """

    path: Path
    version: int
    is_sample: bool
    _connection: duckdb.DuckDBPyConnection = field(repr=False, compare=False)

    @classmethod
    def open(cls, path: Path, version: int, *, is_sample: bool) -> Snapshot:
        """Open a version file; StoreError in Indonesian if it is missing or damaged."""
        connection = duckdb.connect(":memory:")
        try:
            attach(connection, path, "lapor", read_only=True)
            connection.execute(_MACROS.read_text(encoding="utf-8"))
            # From here on no query can reach files or the network, and nobody can undo that.
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
        except duckdb.Error as error:
            connection.close()
            raise StoreError(f"Basis data {path.name} rusak atau tidak dapat dibuka.") from error
        return cls(path, version, is_sample, connection)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor for one query (a shared connection raises under threads)."""
        return self._connection.cursor()

    @property
    def key(self) -> str:
        """Names this version in caches: other data, other key."""
        return f"{self.path}#{self.version}"

    def value(self, sql: str) -> Any:
        """The single value of a query without parameters."""
        cursor = self.cursor()
        cursor.execute(sql)
        rows = cursor.fetchall()
        return rows[0][0] if rows else None

    @cached_property
    def data_date(self) -> date | None:
        """The day up to which the data speaks: the newest export date, never before the newest
        complaint; None while there is none."""
        day = self.meta.get("data_date")
        return date.fromisoformat(day) if day else None

    @cached_property
    def has_data(self) -> bool:
        """Whether an import that was not undone brought any rows."""
        found: bool = self.value(
            "SELECT count(*) > 0 FROM lapor.import JOIN lapor.import_file USING (import_no) "
            "WHERE undone_at IS NULL AND rows_read > 0"
        )
        return found

    @cached_property
    def meta(self) -> dict[str, str]:
        """What the version says about itself: data_date, derivation_key, sample_key, …"""
        cursor = self.cursor()
        cursor.execute("SELECT key, value FROM lapor.meta")
        return dict(cursor.fetchall())

    @cached_property
    def first_date(self) -> date | None:
        """The day of the oldest complaint."""
        day: date | None = self.value("SELECT min(received_date) FROM lapor.complaint")
        return day

    @cached_property
    def last_date(self) -> date | None:
        """The day of the newest complaint."""
        day: date | None = self.value("SELECT max(received_date) FROM lapor.complaint")
        return day


def attach(
    connection: duckdb.DuckDBPyConnection, path: Path, name: str, *, read_only: bool = False
) -> None:
    """ATTACH a database file under a fixed name; the path is quoted, never spliced."""
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS {name}{' (READ_ONLY)' if read_only else ''}")
