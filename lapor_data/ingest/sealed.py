"""Connections that reach no file but the ones they are opened for, and no network."""

from __future__ import annotations

from pathlib import Path

import duckdb

# What DuckDB keeps beside a database while it writes it.
_BESIDE = ("", ".wal", ".wal.checkpoint", ".wal.recovery")


def open_sealed(
    *databases: Path, spill_folder: Path | None = None, locked: bool = True
) -> duckdb.DuckDBPyConnection:
    """A memory database that may ATTACH `databases` and nothing else, until it is closed.

    What is imported is text of strangers: no statement over it can read or write another file,
    load an extension or take these bounds away. Without a folder to spill into it spills nowhere.
    Not `locked` it can still be told how to work (order, threads), not where.
    """
    connection = duckdb.connect(":memory:")
    allowed = ", ".join(_quoted(f"{path}{end}") for path in databases for end in _BESIDE)
    connection.execute(f"SET temp_directory = {_quoted(str(spill_folder or ''))}")
    connection.execute(f"SET allowed_paths = [{allowed}]")
    connection.execute("SET enable_external_access = false")
    if locked:
        connection.execute("SET lock_configuration = true")
    return connection


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
