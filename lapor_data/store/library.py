"""Versions of the store as files: find the newest, publish the next, one writer at a time.

A store P (say data/lapor.duckdb) is a family of files beside P: `P.v00000007` is version 7, an
immutable DuckDB file that was written under another name and renamed into place when complete; the
highest number wins. Nothing is ever replaced, so it works on Windows too, where an open file cannot
be; old versions are removed as soon as nobody holds them.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from lapor_data.domain.access import LOCAL, Person
from lapor_data.domain.errors import StoreError
from lapor_data.store.faults import cannot_write, not_a_store
from lapor_data.store.snapshot import Snapshot, stamp_of

PROJECT = Path(__file__).resolve().parents[2]
_DEFAULT_DB = PROJECT / "data" / "lapor.duckdb"
LOCK_SECONDS = 120.0


def default_db() -> Path:
    """The store to use: LAPOR_DB, else data/lapor.duckdb beside the program."""
    return Path(os.environ.get("LAPOR_DB") or _DEFAULT_DB)


class Library:
    """The version files of one store, in the hands of somebody."""

    def __init__(self, db: Path, *, is_sample: bool = False, person: Person = LOCAL) -> None:
        self.db = db.absolute()
        self.is_sample = is_sample
        self.person = person
        self._pattern = re.compile(re.escape(self.db.name) + r"\.v(\d{8})")

    def path_of(self, version: int) -> Path:
        """Where version `version` lies."""
        return self.db.with_name(f"{self.db.name}.v{version:08d}")

    @property
    def spill_folder(self) -> Path:
        """Where a writer of this store puts what does not fit into its memory."""
        return self.db.with_name(f"{self.db.name}.kerja")

    def versions(self) -> list[int]:
        """Numbers of all complete versions, ascending."""
        self._check_name()
        try:
            names = [path.name for path in self.db.parent.iterdir()]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StoreError(f"Folder {self.db.parent} tidak dapat dibaca.") from error
        return sorted(int(match[1]) for name in names if (match := self._pattern.fullmatch(name)))

    def newest(self) -> int:
        """The newest complete version; 0 if there is none."""
        return max(self.versions(), default=0)

    def open_newest(self) -> Snapshot | None:
        """The newest version, opened once per process and shared; None if there is none."""
        return _READERS.open(self)

    @contextmanager
    def writing(self, timeout: float = LOCK_SECONDS) -> Iterator[None]:
        """Hold the one lock between writing processes; StoreError if another keeps it too long,
        AccessError for whoever may only read."""
        self.person.refuse_writing()
        self._check_name()
        try:
            self.db.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(f"{self.db}.kunci", timeout=timeout, thread_local=False)
            with lock:
                self._remove_leftovers()
                yield
        except Timeout as error:
            raise StoreError(
                "Impor lain masih berjalan pada basis data ini; coba lagi setelah selesai."
            ) from error
        except OSError as error:
            if not self._is_mine(error):
                raise
            raise StoreError(cannot_write(self.db.parent, error)) from error

    def _is_mine(self, error: OSError) -> bool:
        """Whether what failed was the store's folder, not a file that the writer reads from."""
        named = [name for name in (error.filename, error.filename2) if isinstance(name, str)]
        folder = self.db.parent
        return not named or any(folder in (Path(n), *Path(n).parents) for n in named)

    def draft(self) -> Path:
        """A fresh file name for a version in the making (only while `writing`)."""
        return self.db.with_name(f"{self.db.name}.baru-{uuid4().hex}")

    def publish(self, draft: Path, *, prune: bool = True) -> int:
        """Make a finished, closed draft the newest version and remove the older ones."""
        self.person.refuse_writing()
        version = self.newest() + 1
        _flush(draft)
        draft.rename(self.path_of(version))
        _flush(self.db.parent)
        if prune:
            self.prune()
        return version

    def prune(self) -> None:
        """Remove all versions but the newest. On Windows a held file stays until the next time."""
        for version in self.versions()[:-1]:
            _unlink(self.path_of(version))

    def _check_name(self) -> None:
        if problem := not_a_store(self.db):
            raise problem

    def _remove_leftovers(self) -> None:
        # Under the lock nobody else is writing: every draft is what a killed process left behind.
        for path in self.db.parent.iterdir():
            if path.name.startswith(f"{self.db.name}.baru-"):
                _unlink(path)
        shutil.rmtree(self.spill_folder, ignore_errors=True)


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        return


def _flush(path: Path) -> None:
    """Force file or folder to the disk: a power cut must not leave a name without contents."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Readers:
    """The snapshots this process has open: one per store, the newest."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[Path, Snapshot] = {}

    def open(self, library: Library) -> Snapshot | None:
        with self._lock:
            # A writer may remove a version between the listing and the opening; then a newer one
            # is there, so look again. Bounded: each retry needs another publish in between.
            for _ in range(20):
                version = library.newest()
                held = self._open.get(library.db)
                path = library.path_of(version)
                # A backup copied back by hand may carry the number that is open already.
                if held and held.version == version and held.stamp == stamp_of(path):
                    return held
                if version == 0:
                    self._open.pop(library.db, None)
                    return None
                try:
                    snapshot = Snapshot.open(path, version, is_sample=library.is_sample)
                    # Once as a whole: damage is then told in one sentence, not met by the one page
                    # whose question touches the damaged block.
                    snapshot.read_through()
                except StoreError:
                    if path.exists():
                        raise
                    continue
                self._open[library.db] = snapshot
                return snapshot
        raise StoreError("Basis data terus berganti; coba lagi sebentar.")


_READERS = _Readers()
