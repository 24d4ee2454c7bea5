"""Reading one version of the store: an immutable file, opened read-only, asked through cursors."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from lapor_data.domain.access import LOCAL, Person
from lapor_data.domain.errors import StoreError
from lapor_data.domain.regions import BY_CODE
from lapor_data.store.faults import damaged, newer_schema

# The layout of what a version keeps from one import to the next (`record`, `event`, …), in its
# meta; files of the first release have none and count as 1. `complaint` is derived anew anyway.
# 2: an import says who made it.
SCHEMA_VERSION = 2
FIRST_SCHEMA = 1
_MACROS = Path(__file__).with_name("schema") / "macros.sql"


@dataclass(frozen=True)
class Snapshot:
    """One version. Threads share it: every question takes a cursor of its own.

    The connection closes when the last user lets go of the snapshot, so a rerun that began on an
    older version finishes on it, undisturbed by an import. `reader` is who asks; `read_by` gives
    the same version for somebody else.
    """

    path: Path
    version: int
    is_sample: bool
    _connection: duckdb.DuckDBPyConnection = field(repr=False, compare=False)
    stamp: str = ""
    reader: Person = LOCAL
    _own: OwnRows = field(default_factory=lambda: OwnRows(), repr=False, compare=False)

    @classmethod
    def open(cls, path: Path, version: int, *, is_sample: bool) -> Snapshot:
        """Open a version file; StoreError in Indonesian if it is missing or damaged."""
        stamp = stamp_of(path)
        connection = duckdb.connect(":memory:")
        try:
            attach(connection, path, "lapor", read_only=True)
            check_schema(connection, "lapor", path)
            _settle(connection)
        except duckdb.Error as error:
            connection.close()
            raise damaged(path) from error
        except StoreError:
            connection.close()
            raise
        return cls(path, version, is_sample, connection, stamp)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor for one query (a shared connection raises under threads)."""
        return self._connection.cursor()

    def read_by(self, person: Person) -> Snapshot:
        """The same version for a reader. For an admin the rows are opened now, so that they stay
        while this snapshot does: a newer import removes the file."""
        if person == self.reader:
            return self
        if person.place:
            self._own.of(person.place, self.path)
        found = replace(self, reader=person)
        for name in ("meta", "data_date", "has_data", "first_date", "last_date"):
            # Asked once per version, not once per reader and rerun.
            found.__dict__[name] = getattr(self, name)
        return found

    def rows_cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor in which there are no complaints but those whose rows the reader may see."""
        if self.reader.place is None:
            return self.cursor()
        return self._own.of(self.reader.place, self.path).cursor()

    @property
    def key(self) -> str:
        """Names this version in caches: other data, other key. Of counts only; what holds rows
        needs the reader's place beside it (`rows_key`)."""
        return f"{self.path}#{self.version}#{self.stamp}"

    @property
    def rows_key(self) -> str:
        """Names this version and whose rows are read of it."""
        return f"{self.key}@{self.reader.place or ''}"

    def read_through(self) -> None:
        """Read every block of every table, each of which DuckDB compares with its checksum;
        StoreError where one is damaged."""
        cursor = self.cursor()
        try:
            cursor.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'lapor'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'SELECT bit_xor(hash(kept)) FROM lapor."{name}" AS kept')
                cursor.fetchall()
        except duckdb.Error as error:
            raise damaged(self.path) from error

    def refuse_damage(self) -> None:
        """StoreError where the file is damaged by now, whatever of it is still in memory."""
        refuse_damage(self.path)

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

    @property
    def schema(self) -> int:
        """The layout of the file."""
        return int(self.meta.get("schema_version", FIRST_SCHEMA))

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


class OwnRows:
    """Connections to one version that know only the complaints of one place, and nothing of
    imports, rejected rows or records: a question about rows cannot reach others, whatever is bound.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[str, duckdb.DuckDBPyConnection] = {}

    def of(self, place: str, path: Path) -> duckdb.DuckDBPyConnection:
        """The connection of a place, opened once; StoreError where the file is gone or damaged."""
        with self._lock:
            if place not in self._open:
                self._open[place] = _connect_own(place, path)
            return self._open[place]


def _connect_own(place: str, path: Path) -> duckdb.DuckDBPyConnection:
    if place not in BY_CODE:
        raise ValueError(place)  # it stands in SQL text below
    connection = duckdb.connect(":memory:")
    try:
        attach(connection, path, "everything", read_only=True)
        connection.execute("ATTACH ':memory:' AS lapor")
        connection.execute(
            "CREATE VIEW lapor.complaint AS "
            f"SELECT * FROM everything.complaint WHERE place = '{place}'"
        )
        connection.execute(
            "CREATE VIEW lapor.event AS "
            "SELECT * FROM everything.event SEMI JOIN lapor.complaint USING (tracking_id)"
        )
        _settle(connection)
    except duckdb.Error as error:
        connection.close()
        raise damaged(path) from error
    return connection


def _settle(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(_MACROS.read_text(encoding="utf-8"))
    # From here on no query can reach files or the network, and nobody can undo that.
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def refuse_damage(path: Path) -> None:
    """Read a version file anew, past what this process has in memory; StoreError where it is
    damaged. A file that is gone is not: a newer version has taken its place."""
    if not path.exists():
        return
    try:
        found = Snapshot.open(path, 0, is_sample=False)
        try:
            found.read_through()
        finally:
            found._connection.close()
    except StoreError:
        if path.exists():  # else it went meanwhile
            raise


def stamp_of(path: Path) -> str:
    """Tells a file from another that was put in its place by hand; "" where there is none."""
    try:
        found = path.stat()
    except OSError:
        return ""
    # The time of change too: a copy with `cp -p` brings the time of modification along.
    return f"{found.st_ino:x}-{found.st_size:x}-{found.st_mtime_ns:x}-{found.st_ctime_ns:x}"


def check_schema(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> int:
    """The layout of an attached version; one of a program newer than this is refused."""
    connection.execute(f"SELECT value FROM {name}.meta WHERE key = 'schema_version'")
    rows = connection.fetchall()
    found = int(rows[0][0]) if rows else FIRST_SCHEMA
    if found > SCHEMA_VERSION:
        raise newer_schema(path.name, found, SCHEMA_VERSION)
    return found


def attach(
    connection: duckdb.DuckDBPyConnection, path: Path, name: str, *, read_only: bool = False
) -> None:
    """ATTACH a database file under a fixed name; the path is quoted, never spliced."""
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS {name}{' (READ_ONLY)' if read_only else ''}")
