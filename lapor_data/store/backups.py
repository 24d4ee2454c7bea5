"""Backups of a store: made before each import and undo and on command, listed, rotated, rewritten.

A backup is one consistent state: the version file is immutable, the notes are read through
SQLite's online backup, both while the writers' lock is held. Restoring: `store/restoring.py`.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import duckdb

import lapor_data
from lapor_data.domain.errors import StoreError, UnusableFileError
from lapor_data.domain.settings import Settings, load_settings
from lapor_data.store import backup_file
from lapor_data.store.backup_file import DATA, NOTES, Manifest
from lapor_data.store.faults import cannot_write, damaged
from lapor_data.store.library import Library
from lapor_data.store.notes_file import NOTES_SCHEMA, copy_notes, notes_path
from lapor_data.store.snapshot import FIRST_SCHEMA, Snapshot

BEFORE_IMPORT = "sebelum impor"
BEFORE_UNDO = "sebelum impor dibatalkan"
BEFORE_RESTORE = "sebelum pemulihan"
BEFORE_UPGRADE = "sebelum pemutakhiran"
ON_COMMAND = "atas perintah"
T = TypeVar("T")

# Changes the extracted files (data, notes; None where the backup has none) in place.
Rewriter = Callable[[Path | None, Path | None], None]


@dataclass(frozen=True)
class Backup:
    """One backup file as listed; without a manifest it is not usable, and `problem` says why."""

    path: Path
    size: int
    version: int
    written_at: datetime  # of the name, so that it is known of a damaged file too
    manifest: Manifest | None
    problem: str = ""


def folder_of(library: Library) -> Path:
    """Where the backups lie: `cadangan` beside the store, else the store's own folder in the one
    that LAPOR_CADANGAN names; several stores may share that one, and most are called lapor."""
    shared = os.environ.get("LAPOR_CADANGAN")
    if not shared:
        return library.db.parent / "cadangan"
    return Path(shared) / own_name(library)


def own_name(library: Library) -> str:
    """The store's own folder in a shared one: "lapor-3f9a1c07"."""
    return f"{library.db.stem}-{_mark(library)}"


def _mark(library: Library) -> str:
    """Tells stores of the same file name apart: eight letters of the path's SHA-256."""
    path = os.path.normcase(library.db.resolve())
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:8]


def _pattern(library: Library) -> re.Pattern[str]:
    name = re.escape(library.db.stem)
    return re.compile(name + r"-cadangan-(\d{4}-\d\d-\d\dT\d{4})-v(\d{8})(?:-(\d+))?\.zip")


def backup_files(library: Library) -> list[Path]:
    """All backup files of the standard folder, damaged ones too, oldest version first. Whoever
    erases personal data goes through these and through `store/strays.py`."""
    return [path for *_, path in sorted(_found(library))]


def _found(library: Library) -> Iterator[tuple[int, datetime, int, Path]]:
    folder, pattern = folder_of(library), _pattern(library)
    try:
        paths = list(folder.iterdir())
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"Folder cadangan {folder} tidak dapat dibaca.") from error
    for path in paths:
        match = pattern.fullmatch(path.name)
        with suppress(ValueError):  # a day that does not exist: not a name of ours
            if match:
                moment = datetime.strptime(match[1], "%Y-%m-%dT%H%M")
                yield int(match[2]), moment, int(match[3] or 1), path


def listing(library: Library) -> list[Backup]:
    """All backups, newest first; manifests are read, contents not checked."""
    found = []
    for version, moment, _, path in sorted(_found(library), reverse=True):
        try:
            size, manifest, problem = path.stat().st_size, backup_file.read_manifest(path), ""
        except FileNotFoundError:
            continue  # rotated away meanwhile
        except StoreError as error:
            size, manifest, problem = path.stat().st_size, None, str(error)
        found.append(Backup(path, size, version, moment, manifest, problem))
    return found


def back_up(
    library: Library, reason: str = ON_COMMAND, *, to: Path | None = None, now: datetime
) -> Path | None:
    """Make a backup under the writers' lock; None where there is nothing to keep yet."""
    with library.writing():
        return make(library, reason, to=to, now=now)


def make(
    library: Library,
    reason: str,
    *,
    to: Path | None = None,
    now: datetime,
    data: bool = True,
    notes: bool = True,
) -> Path | None:
    """Make a backup while the caller holds the writers' lock, then rotate the standard folder.

    The version is read whole first: a damaged one must not push good backups out. LaporError is
    raised before anything is changed. `data` and `notes` leave out what is known to be damaged.
    """
    version = library.newest() if data else 0
    source = library.path_of(version) if version else None
    notes_file = notes_path(library.db)
    if source is None and not (notes and notes_file.exists()):
        return None
    rules = load_settings() if to is None else None  # a slip there is told before the work
    day, complaints, layout = intact(source) if source else (None, 0, FIRST_SCHEMA)
    folder = to or folder_of(library)
    manifest = Manifest(
        version, day, complaints, now, reason, lapor_data.__version__, layout,
        NOTES_SCHEMA, {},
    )  # fmt: skip
    try:
        with _workplace(library, folder) as work:
            members = {DATA: source} if source else {}
            if notes and notes_file.exists():
                members[NOTES] = work / NOTES
                _keep_notes(library, notes_file, members[NOTES], folder)
            written = backup_file.write(work / "cadangan.zip", manifest, members)
            # An import that fails again and again must not fill the disk with the same state.
            if reason != ON_COMMAND and to is None and (same := _holding(library, written)):
                return same
            path = _free_name(library, folder, version, now)
            (work / "cadangan.zip").rename(path)
    except OSError as error:
        raise _failed(cannot_write(folder, error)) from error
    if to is None:
        rotate(library, keep=path, settings=rules)
    return path


def _holding(library: Library, manifest: Manifest) -> Path | None:
    """The newest backup, if it holds exactly this state already."""
    for *_, path in sorted(_found(library))[-1:]:
        with suppress(StoreError):
            newest = backup_file.check(path)
            if (newest.version, newest.sums) == (manifest.version, manifest.sums):
                return path
    return None


def _keep_notes(library: Library, source: Path, target: Path, folder: Path) -> None:
    try:
        copy_notes(source, target, library.person)
    except UnusableFileError:
        raise
    except StoreError as error:
        raise _failed(f"{error} Tujuannya folder {folder}.") from error


def _failed(why: str) -> StoreError:
    return StoreError(
        "Cadangan tidak dapat dibuat, jadi tidak ada yang dikerjakan dan data tetap seperti "
        f"semula. {why} Folder lain dapat ditunjuk dengan LAPOR_CADANGAN."
    )


def intact(path: Path) -> tuple[date | None, int, int]:
    """Read a version file to its last block; its data date, number of complaints and layout (which
    a program before this one may know: its own files must not be shut to it). Raises StoreError if
    any of it is damaged."""
    try:
        snapshot = Snapshot.open(path, 0, is_sample=False)
        snapshot.read_through()
        for table in ("record", "event", "import"):
            snapshot.value(f"SELECT count(*) FROM lapor.{table}")
        complaints = int(snapshot.value("SELECT count(*) FROM lapor.complaint"))
        return snapshot.data_date, complaints, snapshot.schema
    # A word where a number or a day belongs is no version of ours either.
    except (duckdb.Error, ValueError) as error:
        raise damaged(path) from error


def _free_name(library: Library, folder: Path, version: int, now: datetime) -> Path:
    stem = f"{library.db.stem}-cadangan-{now:%Y-%m-%dT%H%M}-v{version:08d}"
    path, number = folder / f"{stem}.zip", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.zip"
    return path


@contextmanager
def _workplace(library: Library, folder: Path) -> Iterator[Path]:
    """A private folder beside the backups, gone afterwards; clears what killed writers left."""
    folder.mkdir(parents=True, exist_ok=True)
    clear_leftovers(library, folder)
    with tempfile.TemporaryDirectory(prefix=work_prefix(library), dir=folder) as name:
        yield Path(name)


def work_prefix(library: Library) -> str:
    """How the private folders of this store's writers begin: another one may write beside it."""
    return f".{own_name(library)}-baru-"


def clear_leftovers(library: Library, folder: Path) -> None:
    """Remove what killed writers have left among the backups (only while `writing`)."""
    # No glob: a store's name may hold its signs.
    if folder.is_dir():
        for old in folder.iterdir():
            if old.name.startswith(work_prefix(library)):
                shutil.rmtree(old, ignore_errors=True)


def rotate(library: Library, *, keep: Path | None = None, settings: Settings | None = None) -> None:
    """Remove the backups that no rule of [cadangan] keeps; never `keep`, never the only one.

    Counted over the days that have backups, not back from today, and the last ones both by version
    and by time: a clock that was set wrong removes nothing that it should not.
    """
    rules = settings or load_settings()
    found = sorted(_found(library))
    by_time = sorted(found, key=lambda entry: (entry[1], entry[0], entry[2]))
    kept = {keep, found[-1][3]} if found else {keep}
    for order in (found, by_time):
        kept |= {entry[3] for entry in _last(order, rules.simpan_terakhir)}
    for words, count in (("%Y-%m-%d", rules.simpan_harian), ("%Y-%m", rules.simpan_bulanan)):
        newest = {moment.strftime(words): path for _, moment, _, path in by_time}
        kept |= {newest[day] for day in _last(sorted(newest), count)}
    for *_, path in found:
        if path not in kept:
            with suppress(OSError):  # held or read-only: it stays until the next time
                path.unlink(missing_ok=True)


def _last(entries: list[T], count: int) -> list[T]:
    """The last ones, also where that is none ([-0:] would be all)."""
    return entries[max(0, len(entries) - count) :]


@contextmanager
def unpacked(library: Library, path: Path, *, at: Path | None = None) -> Iterator[dict[str, Path]]:
    """Private copies of a backup's contents (DATA, NOTES; "." is their folder), checked, gone
    afterwards; beside the backup or `at` another place. Hold the writers' lock. Raises StoreError
    where the backup is not usable."""
    manifest = backup_file.read_manifest(path)
    folder = at or path.parent
    try:
        with _workplace(library, folder) as work:
            members = {member: work / member for member in manifest.sums}
            for member, target in members.items():
                backup_file.extract(path, manifest, member, target)
            yield members | {".": work}
    except OSError as error:
        raise StoreError(cannot_write(folder, error)) from error


def rewrite(library: Library, path: Path, change: Rewriter) -> None:
    """Let `change` alter the contents of one backup, then put it in the old one's place, whole.

    Hold the writers' lock. `change` gets private copies and may replace them; to leave no bytes
    behind it should write the database anew rather than delete rows. Raises StoreError, the old
    backup then being as it was.
    """
    manifest = backup_file.read_manifest(path)
    try:
        with unpacked(library, path) as members:
            work = members["."]
            change(members.get(DATA), members.get(NOTES))
            if DATA in members:
                day, complaints, _ = intact(members[DATA])
                manifest = replace(manifest, data_date=day, complaints=complaints)
            kept = {member: members[member] for member in manifest.sums}
            backup_file.write(work / "cadangan.zip", manifest, kept)
            (work / "cadangan.zip").replace(path)
    except OSError as error:
        raise StoreError(cannot_write(path.parent, error)) from error
