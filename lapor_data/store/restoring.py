"""Bringing a backup back: as a new, higher version, after the present state was itself kept.

Nothing is overwritten: what is sound goes into a backup first, what cannot be read (damaged,
or of a newer program) is set aside under another name (`….disisihkan-…`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lapor_data.domain.errors import StoreError, UnusableFileError
from lapor_data.store import backup_file, backups
from lapor_data.store.backup_file import DATA, NOTES, Manifest
from lapor_data.store.erasing import keep_out
from lapor_data.store.faults import cannot_write
from lapor_data.store.importing import rebuild
from lapor_data.store.library import Library
from lapor_data.store.notes_file import connected, copy_notes, notes_path, settle_foreign


@dataclass(frozen=True)
class Restored:
    """What a restore did: the new version (None where only notes came back), the backup of the
    state before, and the damaged files it moved aside."""

    manifest: Manifest
    version: int | None
    before: Path | None
    set_aside: tuple[Path, ...]


def named(library: Library, name: Path) -> Path:
    """The backup a person means: a path, or the name of a file among the backups."""
    inside = backups.folder_of(library) / name.name
    return inside if not name.exists() and name.parent == Path() else name


def restore(library: Library, path: Path, *, now: datetime, notes_only: bool = False) -> Restored:
    """Bring a backup back, data and notes, or the notes alone. Raises StoreError before anything
    has changed if the file is damaged, foreign or newer, or the present state cannot be kept."""
    manifest = backup_file.check(path)
    if notes_only and not manifest.has(NOTES):
        raise StoreError(f"Cadangan {path.name} tidak memuat catatan; pilih cadangan lain.")
    with library.writing():
        data, notes = library.draft(), library.draft()
        try:
            if manifest.has(DATA) and not notes_only:
                backup_file.extract(path, manifest, DATA, data)
                backups.intact(data)
            _notes_of(path, manifest, notes)
            keep_out(library, data if data.exists() else None, notes)
            done = _replace(library, manifest, data, notes, now)
        except OSError as error:
            raise StoreError(cannot_write(library.db.parent, error)) from error
        finally:
            for draft in (data, notes):
                draft.unlink(missing_ok=True)
    if notes_only and library.newest():
        rebuild(library)  # mappings may have come back
    return done


def _notes_of(path: Path, manifest: Manifest, target: Path) -> None:
    """The backup's notes as a sound file; empty ones where it has none: there were none then."""
    if manifest.has(NOTES):
        backup_file.extract(path, manifest, NOTES, target)
        if not settle_foreign(target):
            raise StoreError(
                f"Catatan di dalam cadangan {path.name} bukan catatan program ini (tabel atau "
                "kolomnya lain). Belum ada yang berubah; pilih cadangan lain."
            )
    with connected(target) as connection:
        found = connection.execute("PRAGMA quick_check").fetchall()
    if found != [("ok",)]:
        raise StoreError(f"Catatan di dalam cadangan {path.name} rusak; pilih cadangan lain.")


def _replace(
    library: Library, manifest: Manifest, data: Path, notes: Path, now: datetime
) -> Restored:
    newest = library.newest()
    present = library.path_of(newest) if newest else None
    present_notes = notes_path(library.db)
    broken = present if present and not _is_sound(present) else None
    broken_notes = present_notes if not _are_sound(library, present_notes, notes) else None
    before = backups.make(
        library,
        backups.BEFORE_RESTORE,
        now=now,
        data=broken is None,
        notes=broken_notes is None,
    )
    aside: list[Path] = []
    version = None
    if data.exists():
        # Published before the damaged one goes: at no moment is there no data at all.
        version = library.publish(data, prune=False)
    try:
        if version:
            if broken:
                aside.append(_move_aside(broken, now))
            library.prune()
        if broken_notes:
            for name in (broken_notes, broken_notes.with_name(f"{broken_notes.name}-journal")):
                if name.exists():
                    aside.append(_move_aside(name, now))
        if manifest.has(NOTES) or present_notes.exists():
            copy_notes(notes, present_notes, library.person)
    except (StoreError, OSError) as error:
        if not version:
            raise
        raise _half_done(version, manifest, library.db.parent, error) from error
    return Restored(manifest, version, before, tuple(aside))


def _half_done(
    version: int, manifest: Manifest, folder: Path, error: StoreError | OSError
) -> StoreError:
    """What is told where the data are back and the notes are not."""
    why = str(error) if isinstance(error, StoreError) else cannot_write(folder, error)
    again = " dengan --hanya-catatan" if manifest.has(NOTES) else ""
    return StoreError(
        f"Data aduan sudah dipulihkan (sekarang versi {version}), tetapi "
        f"catatannya belum. {why} Sesudah itu ulangi perintah pulihkan yang sama{again}."
    )


def _is_sound(path: Path) -> bool:
    try:
        backups.intact(path)
    except UnusableFileError:
        return False
    return True


def _are_sound(library: Library, path: Path, neighbour: Path) -> bool:
    """Whether the present notes can be kept; they are copied for a try, beside the draft."""
    if not path.exists():
        return True
    trial = neighbour.with_name(f"{neighbour.name}-coba")
    try:
        copy_notes(path, trial, library.person)
    except UnusableFileError:
        return False
    finally:
        trial.unlink(missing_ok=True)
    return True


def _move_aside(path: Path, now: datetime) -> Path:
    target = path.with_name(f"{path.name}.disisihkan-{now:%Y%m%dT%H%M%S}")
    path.rename(target)
    return target
