"""The frame of every change of a store: the writers' lock, a backup before it, a workshop."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from lapor_data.domain import numbers
from lapor_data.domain.errors import StoreError
from lapor_data.store import backups, build
from lapor_data.store.library import Library
from lapor_data.store.retention import expire, texts_before
from lapor_data.store.snapshot import refuse_damage

# Summer time, time zones, clocks of two computers: differences that no one needs to mend.
CLOCK_TOLERANCE = timedelta(days=1)


@contextmanager
def changing(
    library: Library, reason: str | None, now: datetime, from_empty: bool = False
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """The workshop under the writers' lock, after a backup for `reason`: without one nothing is
    changed. The sample needs none, it is built from its files."""
    with library.writing():
        # A first import has nothing to keep: notes alone are untouched by imports.
        if reason and not library.is_sample and library.newest():
            backups.make(library, reason, now=now)
        with _workshop(library, from_empty) as workshop:
            expire(workshop[0], None if library.is_sample else texts_before(now.date()))
            yield workshop


def check_clock(connection: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """An import dated before the one before it would lose against older rows without a word."""
    connection.execute("SELECT max(imported_at) FROM work_import WHERE undone_at IS NULL")
    last = connection.fetchall()[0][0]
    if last and now < last - CLOCK_TOLERANCE:
        raise StoreError(
            f"Jam komputer menunjuk {numbers.date_time(now)}, padahal impor terakhir tercatat "
            f"{numbers.date_time(last)}. Impor dibatalkan, belum ada yang berubah. Betulkan jam "
            "komputer, lalu ulangi; bila jam sekarang sudah benar, batalkan dahulu impor terakhir "
            "itu di halaman Data, bagian Riwayat."
        )


@contextmanager
def _workshop(
    library: Library, from_empty: bool = False
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A connection with the previous version attached, and the name of the next one's draft."""
    draft = library.draft()
    newest = 0 if from_empty else library.newest()
    old = library.path_of(newest) if newest else None
    connection = build.open_workshop(library.spill_folder, draft, old)
    try:
        build.load_old(connection, old)
        yield connection, draft
    except duckdb.Error as error:
        if old:
            refuse_damage(old)
        raise StoreError(
            "Basis data tidak dapat dibaca atau ditulis; data tetap seperti semula. Periksa izin "
            f"dan sisa ruang disk pada {library.db.parent}, lalu ulangi."
        ) from error
    finally:
        connection.close()
        draft.unlink(missing_ok=True)
        draft.with_name(f"{draft.name}.wal").unlink(missing_ok=True)
        shutil.rmtree(library.spill_folder, ignore_errors=True)
