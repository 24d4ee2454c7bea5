"""Masking of personal data: NIK, telephone numbers and e-mail addresses in free text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from lapor_data.ingest.sealed import open_sealed

_MACRO = Path(__file__).with_name("mask.sql")


def install(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `mask_personal(text)` known to a connection; the one definition of what is masked."""
    connection.execute(_MACRO.read_text(encoding="utf-8"))


def mask_texts(texts: Sequence[str | None]) -> list[str | None]:
    """The texts with personal data replaced by "[NIK]", "[telepon]", "[surel]"; same length."""
    connection = open_sealed()
    try:
        install(connection)
        connection.execute(
            "SELECT mask_personal(text) FROM (SELECT unnest(?::VARCHAR[]) AS text)", [list(texts)]
        )
        return [row[0] for row in connection.fetchall()]
    finally:
        connection.close()
