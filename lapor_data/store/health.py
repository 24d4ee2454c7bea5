"""Whether the program works: what monitoring asks, and what a person looks at first.

Reads only, and says nothing of persons, complaints, file names or folders: the answer is also given
over HTTP to whoever can reach the dashboard.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

import lapor_data
from lapor_data.domain.errors import LaporError, SettingsError, StoreError
from lapor_data.domain.roles import load_roles, roles_file
from lapor_data.domain.settings import load_settings
from lapor_data.store.build import derivation_key
from lapor_data.store.current import SAMPLE_FOLDER, sample_library
from lapor_data.store.faults import LIST_COMMAND, not_a_store
from lapor_data.store.library import Library, default_db
from lapor_data.store.notes_file import connected, notes_path
from lapor_data.store.snapshot import Snapshot

MB = 1_000_000
# An import writes the next version beside the one that is there, and may spill while it works.
_FREE_MB = 200
_FREE_VERSIONS = 3

PROBLEMS = {
    "data-rusak": f"Basis data tidak dapat dibaca. Pulihkan cadangannya: {LIST_COMMAND}",
    "tanpa-data": "Belum ada data, dan folder contoh tidak ditemukan. Impor data di halaman Data.",
    "data-usang": "Data lebih tua daripada batas yang diminta. Impor ekspor LAPOR! yang baru.",
    "catatan-rusak": "Berkas catatan tidak dapat dibaca. Pulihkan catatan saja dari cadangannya: "
    "python -m lapor_data pulihkan BERKAS --hanya-catatan",
    "ruang-kurang": "Ruang disk hampir habis; impor berikutnya bisa gagal. Kosongkan sebagian.",
    "folder-terkunci": "Folder data tidak dapat dibuka atau ditulisi; impor tidak mungkin. Periksa "
    "letak dan izinnya.",
    "alamat-salah": "LAPOR_DB atau --db menunjuk folder atau berkas versi. Tulis nama berkas basis "
    "data, tanpa nomor versinya.",
    "pengaturan-salah": "Berkas pengaturan salah tulis atau tidak dapat dibaca, jadi halaman "
    "tertutup. Halaman Ringkasan dan perintah ringkas menyebut letak salahnya.",
    "masuk-tertutup": "Berkas peran salah tulis atau tidak dapat dibaca, jadi tidak ada yang dapat "
    "masuk. Periksa dengan perintah di docs/operations.md, “Bila salah tulis”.",
}


@dataclass(frozen=True)
class DataState:
    """The version of the data that the pages show now."""

    version: int
    is_sample: bool
    data_date: date | None
    complaints: int
    last_import: datetime | None
    last_source: str | None
    is_current: bool


@dataclass(frozen=True)
class Health:
    """What was found; `problems` holds keys of PROBLEMS. `free_mb` None: the folder is out of
    reach."""

    checked_at: datetime
    data: DataState | None
    free_mb: int | None
    has_notes: bool
    problems: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        """Whether nobody needs to do anything."""
        return not self.problems

    @property
    def age_days(self) -> int | None:
        """How many days ago the data ends; below zero where this computer's clock is behind."""
        if self.data is None or self.data.data_date is None:
            return None
        return (self.checked_at.date() - self.data.data_date).days

    def as_json(self) -> dict[str, Any]:
        """For machines: the keys are a promise (docs/operations.md)."""
        found = self.data
        return {
            "status": "sehat" if self.is_well else "bermasalah",
            "masalah": [{"kode": key, "pesan": PROBLEMS[key]} for key in self.problems],
            "program": lapor_data.__version__,
            "diperiksa": self.checked_at.astimezone().isoformat(timespec="seconds"),
            "data": found
            and {
                "versi": found.version,
                "contoh": found.is_sample,
                "per": found.data_date and found.data_date.isoformat(),
                "umur_hari": self.age_days,
                "aduan": found.complaints,
                "impor_terakhir": found.last_import
                and found.last_import.astimezone().isoformat(timespec="seconds"),
                "impor_lewat": found.last_source,
                "skema_cocok": found.is_current,
            },
            "catatan": {
                "ada": self.has_notes,
                "terbaca": "catatan-rusak" not in self.problems,
            },
            "ruang_bebas_mb": self.free_mb,
        }


def health(
    db: Path | None = None, *, oldest_days: int | None = None, now: datetime | None = None
) -> Health:
    """Look at a store as it is; data older than `oldest_days` counts as a problem."""
    moment = now or datetime.now()
    library = Library(db or default_db())
    problems = [] if _is_right(load_settings) else ["pengaturan-salah"]
    try:
        if not_a_store(library.db):
            return Health(moment, None, None, False, ("alamat-salah", *problems))
        roles = roles_file(library.db)
        if roles.exists() and not _is_right(lambda: load_roles(roles)):
            problems.append("masuk-tertutup")
        notes = notes_path(library.db)
        has_notes = notes.exists()
        folder = _existing(library.db.parent)
        with os.scandir(folder):
            free = shutil.disk_usage(folder).free
    except OSError:
        return Health(moment, None, None, False, ("folder-terkunci", *problems))
    state: DataState | None = None
    try:
        state = _data(library)
        if state is None and not SAMPLE_FOLDER.is_dir():
            problems.append("tanpa-data")
    # A word where a number or a day belongs is no version of ours either.
    except (LaporError, duckdb.Error, OSError, ValueError):
        problems.append("data-rusak")
    if has_notes and not _notes_are_readable(notes):
        problems.append("catatan-rusak")
    if free < max(_FREE_MB * MB, _FREE_VERSIONS * _size(library)):
        problems.append("ruang-kurang")
    if not os.access(folder, os.W_OK):
        problems.append("folder-terkunci")
    found = Health(moment, state, free // MB, has_notes, tuple(problems))
    if oldest_days is not None and found.age_days is not None and found.age_days > oldest_days:
        return replace(found, problems=(*problems, "data-usang"))
    return found


def _is_right(load: Callable[[], object]) -> bool:
    """Whether a file that a person has written can be read. What is wrong with it is left out:
    the sentence names the file and quotes it."""
    try:
        load()
    except SettingsError:
        return False
    return True


def _data(library: Library) -> DataState | None:
    """What the pages show: own data, else the sample; None before the first start built it."""
    snapshot = library.open_newest()
    if snapshot is None or not snapshot.has_data:
        snapshot = sample_library().open_newest()
    return _state(snapshot) if snapshot else None


def _state(snapshot: Snapshot) -> DataState:
    cursor = snapshot.cursor()
    cursor.execute(
        "SELECT imported_at, source FROM lapor.import WHERE undone_at IS NULL "
        "ORDER BY import_no DESC LIMIT 1"
    )
    rows = cursor.fetchall()
    at, source = rows[0] if rows else (None, None)
    return DataState(
        version=snapshot.version,
        is_sample=snapshot.is_sample,
        data_date=snapshot.data_date,
        complaints=snapshot.value("SELECT count(*) FROM lapor.complaint"),
        last_import=at,
        last_source=source,
        is_current=snapshot.meta.get("derivation_key") == derivation_key(),
    )


def _notes_are_readable(path: Path) -> bool:
    """Whether every page of the notes file can be read."""
    try:
        with connected(path) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchall()
    except (StoreError, sqlite3.Error, OSError):
        return False
    return bool(found == [("ok",)])


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there already; OSError where none may be
    looked at."""
    for path in (folder, *folder.parents):
        with suppress(FileNotFoundError):
            path.stat()
            return path
    raise FileNotFoundError(folder)


def _size(library: Library) -> int:
    try:
        newest = library.newest()
        return library.path_of(newest).stat().st_size if newest else 0
    except (StoreError, OSError):
        # Replaced by a newer version in this moment.
        return 0
