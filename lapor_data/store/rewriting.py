"""Writing a version file anew without what must go: erased complaints, texts past their time.

Works on any version file, also an older one out of a backup: table by table, whatever tables it
has. A file that is written anew has no free blocks in which deleted rows live on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

import duckdb

from lapor_data.domain.errors import StoreError
from lapor_data.ingest.clean_sql import SECRET_COLUMNS
from lapor_data.ingest.sealed import open_sealed
from lapor_data.store.faults import damaged
from lapor_data.store.mentions import cleaned_sql, names_sql, numbers_in, runs_sql
from lapor_data.store.retention import EXPIRED_TITLE, cells_without_texts, over_contents
from lapor_data.store.snapshot import attach, check_schema, refuse_damage

_FINDINGS = ("quarantine", "notice")
_TEXT_KINDS = ("VARCHAR", "VARCHAR[]", "MAP(VARCHAR, VARCHAR)")
Columns = Mapping[str, Mapping[str, str]]


def rewrite_version(
    source: Path, target: Path, *, without: Collection[int] = (), before: date | None = None
) -> None:
    """Write `target` from `source` without these Tracking IDs, and without texts of complaints that
    came in earlier than `before`. Raises StoreError where the source cannot be read."""
    connection = _opened(source, target)
    try:
        attach(connection, target, "fresh")
        tables = _tables(connection)
        # outcome after complaint: a combination that only an erased complaint had goes with it.
        for table, columns in sorted(tables.items(), key=lambda item: item[0] == "outcome"):
            connection.execute("USE fresh")
            connection.execute(_ddl(connection, table))
            connection.execute("USE memory")
            kept = ", ".join(
                f"{_kept(table, name, kind, without, before)} AS {name}"
                for name, kind in columns.items()
            )
            connection.execute(
                f"INSERT INTO fresh.{table} SELECT {kept} FROM old.{table} AS kept "
                f"WHERE NOT ({_goes(table, columns, without)})",
                _bound(before, table, columns),
            )
        connection.execute("CHECKPOINT fresh")
        connection.execute("DETACH fresh")
    except duckdb.Error as error:
        refuse_damage(source)
        raise StoreError(
            f"Basis data {source.name} tidak dapat ditulis ulang; berkasnya tetap seperti semula. "
            f"Periksa izin dan sisa ruang disk pada {target.parent}, lalu ulangi."
        ) from error
    finally:
        connection.close()


def rows_naming(source: Path, number: int) -> dict[str, int]:
    """In which tables a version file holds this Tracking ID, with the number of rows."""
    found = {}
    with _opened(source) as connection:
        for table, columns in _tables(connection).items():
            named = _named(columns, {number})
            if "tracking_id" in columns:
                named.append(f"coalesce(tracking_id = {number:d}, false)")
            if not named:
                continue
            connection.execute(f"SELECT count(*) FROM old.{table} WHERE {' OR '.join(named)}")
            if count := connection.fetchall()[0][0]:
                found[table] = int(count)
    return found


def held_record(source: Path, number: int) -> dict[str, str]:
    """What a version file says of a complaint, by column; empty where it is not known."""
    with _opened(source) as connection:
        connection.execute("FROM old.record WHERE tracking_id = ?", [number])
        names = [column[0] for column in connection.description or ()]
        rows = connection.fetchall()
    return {
        name: str(value)
        for values in rows
        for name, value in zip(names, values, strict=True)
        if value is not None and value != "" and not name.endswith("_as_of")
    }


def all_numbers(source: Path) -> set[int]:
    """Every number of a version file that may be a Tracking ID: rows' own, and those in texts."""
    found: set[int] = set()
    with _opened(source) as connection:
        for table, columns in _tables(connection).items():
            if "tracking_id" in columns:
                connection.execute(f"SELECT DISTINCT tracking_id FROM old.{table}")
                found |= {row[0] for row in connection.fetchall() if row[0] is not None}
            for name, kind in columns.items():
                if kind in _TEXT_KINDS:
                    runs = runs_sql(f"kept.{name}", kind)
                    connection.execute(f"SELECT DISTINCT unnest({runs}) FROM old.{table} AS kept")
                    for (run,) in connection.fetchall():
                        found |= numbers_in(run)
    return found


def expired_texts(source: Path, before: date) -> int:
    """How many complaints of a version file still have a text although they are older."""
    total = 0
    with _opened(source) as connection:
        tables = _tables(connection)
        for table in ("record", "undo_record"):
            texts = " OR ".join(f"{column} <> ''" for column in sorted(SECRET_COLUMNS))
            connection.execute(
                f"SELECT count(*) FROM old.{table} WHERE received_date < ? AND ({texts})", [before]
            )
            total += int(connection.fetchall()[0][0])
        if "quarantine" in tables:
            cells = cells_without_texts("kept.cells")
            connection.execute(
                f"SELECT count(*) FROM old.quarantine AS kept WHERE {_OLD_ROW} "
                f"AND (cells <> {cells} OR ({over_contents('column_name')} AND found <> ''))",
                {"before": before},
            )
            total += int(connection.fetchall()[0][0])
    return total


# A rejected row may have no usable date of its own: its import's day counts as well.
_OLD_ROW = (
    "(kept.import_no IN (SELECT import_no FROM old.import WHERE imported_at < $before) "
    "OR kept.tracking_id IN (SELECT tracking_id FROM old.record WHERE received_date < $before))"
)


def _opened(*reached: Path) -> duckdb.DuckDBPyConnection:
    """A connection on the first file, which may write the second and reaches no other. It spills
    nowhere: no file of its own beside the store; what a rewriting needs fits into memory."""
    source = reached[0]
    connection = open_sealed(*reached, locked=False)
    try:
        connection.execute("SET preserve_insertion_order = true")
        attach(connection, source, "old", read_only=True)
        check_schema(connection, "old", source)
    except duckdb.Error as error:
        connection.close()
        raise damaged(source) from error
    return connection


def _tables(connection: duckdb.DuckDBPyConnection) -> Columns:
    connection.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() "
        "WHERE database_name = 'old' AND NOT internal ORDER BY table_oid, column_index"
    )
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.fetchall():
        found.setdefault(table, {})[column] = kind
    return found


def _ddl(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    connection.execute(
        "SELECT sql FROM duckdb_tables() WHERE database_name = 'old' AND table_name = ?", [table]
    )
    return str(connection.fetchall()[0][0])


def _goes(table: str, columns: Mapping[str, str], ids: Collection[int]) -> str:
    """SQL: is this row dropped?"""
    if not ids:
        return "false"
    listed = ", ".join(f"{number:d}" for number in sorted(ids))
    parts = []
    if "tracking_id" in columns:
        # A rejected row may have no ID that could be read, and still be the one.
        named = [n for n in _named(columns, ids) if table in _FINDINGS] or ["false"]
        parts.append(f"coalesce(tracking_id IN ({listed}), {' OR '.join(named)})")
    if table == "outcome":
        parts.append("outcome_no NOT IN (SELECT outcome_no FROM fresh.complaint)")
    return " OR ".join(parts) or "false"


def _named(columns: Mapping[str, str], ids: Collection[int]) -> list[str]:
    """SQL for each column of text: does it name one of the IDs?"""
    return [names_sql(name, kind, ids) for name, kind in columns.items() if kind in _TEXT_KINDS]


def _kept(table: str, name: str, kind: str, ids: Collection[int], before: date | None) -> str:
    """SQL: what stays of a cell."""
    cell = cleaned_sql(f"kept.{name}", kind, ids) if kind in _TEXT_KINDS else f"kept.{name}"
    if before is None:
        return cell
    old = "kept.received_date < $before"
    if table in ("record", "undo_record") and name in SECRET_COLUMNS:
        return f"CASE WHEN {old} AND kept.{name} IS NOT NULL THEN '' ELSE {cell} END"
    if table == "complaint" and name == "title":
        return f"CASE WHEN {old} AND kept.title IS NOT NULL THEN '{EXPIRED_TITLE}' ELSE {cell} END"
    if table == "complaint" and name == "title_words":
        return f"CASE WHEN NOT {old} THEN {cell} END"
    if table == "quarantine" and name == "cells":
        return f"CASE WHEN {_OLD_ROW} THEN {cells_without_texts(cell)} ELSE {cell} END"
    if table == "quarantine" and name == "found":
        return f"CASE WHEN NOT ({_OLD_ROW} AND {over_contents('kept.column_name')}) THEN {cell} END"
    return cell


def _bound(before: date | None, table: str, columns: Mapping[str, str]) -> dict[str, date]:
    uses = table in ("record", "undo_record", "complaint", "quarantine")
    return {"before": before} if before is not None and uses else {}
