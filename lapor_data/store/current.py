"""Which data answers: the store named by LAPOR_DB, or the bundled sample while that is empty."""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from functools import lru_cache
from pathlib import Path

from lapor_data.domain.errors import StoreError
from lapor_data.store import importing
from lapor_data.store.build import derivation_key
from lapor_data.store.importing import Progress
from lapor_data.store.library import PROJECT, Library, default_db
from lapor_data.store.reports import InputFile
from lapor_data.store.snapshot import Snapshot

SAMPLE_FOLDER = PROJECT / "sample_data"
_building = threading.Lock()


def no_progress(fraction: float, step: str) -> None:
    """For callers that show none."""


def open_current(db: Path | None = None, progress: Progress = no_progress) -> Snapshot:
    """The newest version of the real data, else of the sample (built on first use).

    Complaints stored by an older program are derived anew first. Raises StoreError.
    """
    library = Library(db or default_db())
    snapshot = library.open_newest()
    if snapshot and snapshot.meta.get("derivation_key") != derivation_key():
        progress(0.0, "Menyesuaikan basis data dengan program ini")
        importing.rebuild(library, upgrade=True)
        snapshot = library.open_newest()
    if snapshot and snapshot.has_data:
        return snapshot
    return open_sample(progress)


def open_sample(progress: Progress = no_progress) -> Snapshot:
    """The sample's own database; imports never write to it."""
    with _building:
        key = _sample_key()
        library = sample_library()
        snapshot = library.open_newest()
        if snapshot is None or snapshot.meta.get("sample_key") != key:
            files = [InputFile.of(path) for path in _sample_files()]
            importing.import_files(
                library,
                files,
                source="contoh",
                progress=progress,
                meta={"sample_key": key},
                from_empty=True,
            )
            snapshot = library.open_newest()
        if snapshot is None:
            raise StoreError("Basis data contoh tidak dapat dibuat.")
        return snapshot


def sample_library() -> Library:
    """Where the sample's database lies: LAPOR_CONTOH, data/contoh.duckdb, or a temporary folder
    where the program's own folder cannot be written."""
    chosen = os.environ.get("LAPOR_CONTOH")
    if chosen:
        return Library(Path(chosen), is_sample=True)
    folder = PROJECT / "data"
    try:
        folder.mkdir(exist_ok=True)
        writable = os.access(folder, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        folder = Path(tempfile.gettempdir()) / "lapor-paman"
    return Library(folder / "contoh.duckdb", is_sample=True)


def _sample_files() -> list[Path]:
    if not SAMPLE_FOLDER.is_dir():
        raise StoreError(
            f"Folder contoh {SAMPLE_FOLDER} tidak ditemukan. Buat lagi dengan: python -m "
            f"lapor_data contoh --ke {SAMPLE_FOLDER} – atau muat data sendiri dengan: python -m "
            "lapor_data impor BERKAS"
        )
    return sorted(p for p in SAMPLE_FOLDER.iterdir() if p.suffix.lower() in {".xlsx", ".csv"})


def _sample_key() -> str:
    files = tuple(_sample_files())
    return _key_of(files, tuple(path.stat().st_mtime_ns for path in files))


@lru_cache(maxsize=4)
def _key_of(files: tuple[Path, ...], changed: tuple[int, ...]) -> str:
    """The contents as a key; read again only when a file has changed, not with every rerun."""
    digest = hashlib.sha256(derivation_key().encode())
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
