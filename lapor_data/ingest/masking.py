"""Masking of personal data in free text: NIK, telephone numbers, e-mail, names, homes, plates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import duckdb

from lapor_data.ingest.sealed import open_sealed

_MACRO = Path(__file__).with_name("mask.sql")


def install(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `mask_personal(text)` known to a connection; the one definition of what is masked."""
    connection.execute(_MACRO.read_text(encoding="utf-8"))


def mask_texts(texts: Sequence[str | None]) -> list[str | None]:
    """The texts with personal data replaced by a word in brackets; same length.

    "[NIK]", "[telepon]", "[surel]", "[nomor]", "[nama]", "[alamat]", "[plat]".
    """
    cursor = _masker().cursor()
    try:
        cursor.execute(
            "SELECT mask_personal(text) FROM (SELECT unnest(?::VARCHAR[]) AS text)", [list(texts)]
        )
        return [row[0] for row in cursor.fetchall()]
    finally:
        cursor.close()


@lru_cache(maxsize=1)
def _masker() -> duckdb.DuckDBPyConnection:
    connection = open_sealed()
    install(connection)
    return connection
