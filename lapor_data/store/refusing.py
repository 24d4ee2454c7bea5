"""What an import must not take in or keep: erased complaints, cells of what became Rahasia.

Works on the temporary tables of a staged file, before it is merged: its rows of erased IDs count as
rejected, and nothing of them is kept, not even among the rejected rows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import duckdb

from lapor_data.ingest.stage import Staged
from lapor_data.store.erased import ErasedIds
from lapor_data.store.mentions import cleaned, cleaned_sql, names_sql, numbers_in, runs_sql
from lapor_data.store.retention import over_contents

REASON_ERASED = "Dihapus atas permintaan; tidak diterima lagi"
_TABLES = ("clean", "staged", "rejected", "noticed")
_KINDS = ("VARCHAR", "MAP(VARCHAR, VARCHAR)")


def refuse_erased(
    connection: duckdb.DuckDBPyConnection, staged: Staged, erased: ErasedIds
) -> Staged:
    """Reject the rows of erased IDs and take such IDs out of what other rows say."""
    if not erased:
        return staged
    columns = _text_columns(connection)
    numbers = {row[0] for row in _all(connection, _OWN_IDS)}
    names = (staged.source.name, *staged.source.header.heads)
    for text in names:
        numbers |= numbers_in(text)
    for table, column, kind in columns:
        runs = f"SELECT DISTINCT unnest({runs_sql(column, kind)}) FROM {table}"
        for (run,) in _all(connection, runs):
            numbers |= numbers_in(run)
    ids = erased.among(numbers)
    if not ids:
        return staged
    head = staged.source.header.head_of("tracking_id")
    listed = ", ".join(f"{number:d}" for number in sorted(ids))
    empty = {"head": cleaned(head, ids), "reason": REASON_ERASED}
    connection.execute(
        f"INSERT INTO rejected SELECT row_no, NULL, $head, NULL, $reason, map([$head], ['']) "
        f"FROM staged SEMI JOIN (SELECT row_no FROM clean WHERE tracking_id IN ({listed})) "
        "USING (row_no)",
        empty,
    )
    named = names_sql("cells", "MAP(VARCHAR, VARCHAR)", ids)
    connection.execute(
        "UPDATE rejected SET tracking_id = NULL, column_name = $head, found = NULL, "
        "reason = $reason, cells = map([$head], ['']) "
        f"WHERE coalesce(tracking_id IN ({listed}), {named})",
        empty,
    )
    for table in ("clean", "noticed", "secret_found"):
        connection.execute(f"DELETE FROM {table} WHERE tracking_id IN ({listed})")
    for table, column, kind in columns:
        if (table, column) != ("staged", "tracking_id"):
            connection.execute(
                f"UPDATE {table} SET {column} = {cleaned_sql(column, kind, ids)} "
                f"WHERE {names_sql(column, kind, ids)}"
            )
    header = staged.source.header
    heads = tuple(cleaned(text, ids) for text in header.heads)
    source = replace(
        staged.source,
        name=cleaned(staged.source.name, ids),
        header=replace(header, heads=heads),
    )
    return replace(staged, source=source)


_OWN_IDS = """
    SELECT tracking_id FROM clean UNION SELECT tracking_id FROM secret_found
    UNION SELECT tracking_id FROM rejected WHERE tracking_id IS NOT NULL
"""


def scrub_rejected(connection: duckdb.DuckDBPyConnection) -> None:
    """What was found in a contents cell of a complaint known as Rahasia is not kept either."""
    for table in ("work_quarantine", "work_notice"):
        connection.execute(
            f"UPDATE {table} SET found = NULL WHERE tracking_id IN "
            f"(SELECT tracking_id FROM work_secret) AND {over_contents('column_name')}"
        )


def _text_columns(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    rows = _all(
        connection,
        "SELECT table_name, column_name, data_type FROM duckdb_columns() "
        f"WHERE table_name IN {_TABLES} AND data_type IN {_KINDS}",
    )
    return [(table, column, kind) for table, column, kind in rows]


def _all(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    connection.execute(sql)
    return connection.fetchall()
