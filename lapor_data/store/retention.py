"""How long texts are kept: [simpan] teks_bulan. Counts never change, only texts go.

A text that was removed is '' in `record` (what an export has left empty is NULL), so that loading
the same file again finds the complaint unchanged. Word statistics lose the words of these titles.
"""

from __future__ import annotations

import calendar
from datetime import date

import duckdb

from lapor_data.domain.settings import load_settings
from lapor_data.ingest.clean_sql import SECRET_COLUMNS

# As written in schema/derive.sql and schema/number_outcomes.sql.
EXPIRED_TITLE = "(dihapus sesuai masa simpan)"


def texts_before(today: date) -> date | None:
    """Texts of complaints received earlier than this day are not kept; None = all are."""
    months = load_settings().teks_bulan
    if not months:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    if year < 1:
        return None
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def expire(connection: duckdb.DuckDBPyConnection, before: date | None) -> None:
    """Let a workshop see the previous version without the texts whose time is over; SQL finds the
    day in the variable `texts_before` (NULL = none)."""
    if before is None:
        connection.execute("SET VARIABLE texts_before = NULL::DATE")
        return
    connection.execute(f"SET VARIABLE texts_before = DATE '{before.isoformat()}'")
    connection.execute("SELECT view_name FROM duckdb_views() WHERE view_name = 'old_record'")
    if connection.fetchall():
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW old_record AS SELECT * REPLACE ({_stripped()}) "
            "FROM old.record"
        )


def _stripped() -> str:
    return ", ".join(
        f"{kept_text(column, 'received_date')} AS {column}" for column in sorted(SECRET_COLUMNS)
    )


def kept_text(text: str, received: str) -> str:
    """SQL: what is kept of a text of a complaint received on that day."""
    return (
        f"CASE WHEN {received} < getvariable('texts_before') AND {text} IS NOT NULL THEN '' "
        f"ELSE {text} END"
    )


def over_contents(head: str) -> str:
    """SQL: is this head of a source one over contents (Judul …, Isi …, Alasan …)?"""
    return (
        f"regexp_matches(regexp_replace(lower({head}), '[^0-9a-z]', '', 'g'), "
        "'^(judul|isi|alasan)')"
    )


def cells_without_texts(cells: str) -> str:
    """SQL: a rejected row's cells, those of contents emptied."""
    return (
        f"map_from_entries([{{'k': entry.key, 'v': CASE WHEN {over_contents('entry.key')} "
        f"THEN '' ELSE entry.value END}} FOR entry IN map_entries({cells})])"
    )
