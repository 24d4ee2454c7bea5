"""Masking of personal data in free text: NIK, telephone numbers, e-mail, names, homes, plates."""

from __future__ import annotations

import re
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


# A day, perhaps with a time: 2026-11-22, 20261122, 20261122_0930. No country's telephone number and
# no NIK begins like one.
_STAMP = re.compile(
    r"(?<![0-9])(20[0-9]{2}([-_.]?)(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12][0-9]|3[01])"
    r"(?:[-_ T.]?(?:[01][0-9]|2[0-3])[-_.:]?[0-5][0-9](?:[-_.:]?[0-5][0-9])?)?)(?![0-9])"
)


def mask_labels(labels: Sequence[str]) -> list[str]:
    """File names and heads, masked like texts; time stamps in them and a name's ending stay."""
    parts = [_parts(label) for label in labels]
    masked = iter(mask_texts([text for label in parts for text, keeps in label if not keeps]))
    return [
        "".join(text if keeps else next(masked) or "" for text, keeps in label) for label in parts
    ]


def _parts(label: str) -> list[tuple[str, bool]]:
    """Pieces of a label, each with whether it stays as it is."""
    ending = re.search(r"\.(?:xlsx|xlsm|csv|txt)$", label, flags=re.IGNORECASE)
    end = ending.start() if ending else len(label)
    found, at = [], 0
    for stamp in _STAMP.finditer(label, 0, end):
        found += [(label[at : stamp.start()], False), (stamp[0], True)]
        at = stamp.end()
    return [*found, (label[at:end], False), (label[end:], True)]


@lru_cache(maxsize=1)
def _masker() -> duckdb.DuckDBPyConnection:
    connection = open_sealed()
    install(connection)
    return connection
