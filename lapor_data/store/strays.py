"""Files that may hold what a store holds but are not listed as its own: copies of backups, files
set aside, what somebody has put beside the store or among the backups.

Whoever erases personal data goes through these too: what cannot be looked into has to be named.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from lapor_data.domain.errors import StoreError
from lapor_data.store.backups import backup_files, folder_of, own_name
from lapor_data.store.library import Library
from lapor_data.store.notes_file import notes_path

# A store's own folder in one that several share (`backups.folder_of`).
_STORE_FOLDER = re.compile(r".+-[0-9a-f]{8}")


def set_aside_files(library: Library) -> list[Path]:
    """Unreadable files that a restore has moved out of the way instead of deleting them."""
    return sorted(library.db.parent.glob(f"{library.db.name}.*.disisihkan-*"))


def copies(library: Library) -> list[Path]:
    """Copies of this store's backups under another name, also in folders below: "… (1).zip",
    "Salinan ….zip". They are not listed and not rotated, but personal data is erased from them."""
    named = f"{library.db.stem}-cadangan-"
    return [path for path in _archives(library) if named in path.name]


def other_archives(library: Library) -> list[Path]:
    """ZIP files that may be backups of this store, but perhaps of another: under any name below
    the backups, or directly in a folder that several stores share."""
    named = f"{library.db.stem}-cadangan-"
    found = [path for path in _archives(library) if named not in path.name]
    folder = folder_of(library)
    if folder != library.db.parent / "cadangan" and folder.parent.is_dir():
        found += [p for p in folder.parent.iterdir() if named in p.name and _is_archive(p)]
    return sorted(found)


def loose_files(library: Library) -> list[Path]:
    """Files beside the store that bear its name and are not its own: copies made by hand."""
    name, folder = library.db.name, library.db.parent
    if not folder.is_dir():
        return []
    notes = re.escape(notes_path(library.db).name)
    own = re.compile(
        rf"{notes}(-journal|-wal|-shm)?|{re.escape(name)}\.(v\d{{8}}|kunci|.*disisihkan-.*|baru-.*)"
    )
    others = tuple(f"{other}." for other in _stores_beside(library))  # also an event log's
    return sorted(
        path
        for path in folder.iterdir()
        if name in path.name
        and not own.fullmatch(path.name)
        and not f"{path.name}.".startswith(others)
        and path.is_file()
    )


def _archives(library: Library) -> Iterator[Path]:
    """All ZIP files of the backups folder that are neither listed nor another store's."""
    folder = folder_of(library)
    if not folder.is_dir():
        return
    own = set(backup_files(library))
    stems = {Path(name).stem for name in _stores_beside(library)} - {library.db.stem}
    others = tuple(f"{stem}-cadangan-" for stem in stems)
    for place, inner, names in os.walk(folder, onerror=_refuse):
        # Not writers' work folders, nor those of whoever has named this folder in LAPOR_CADANGAN.
        inner[:] = sorted(
            name
            for name in inner
            if name == own_name(library) or not (name[0] == "." or _STORE_FOLDER.fullmatch(name))
        )
        for path in (Path(place, name) for name in sorted(names)):
            if path not in own and _is_archive(path) and not path.name.startswith(others):
                yield path


def _refuse(error: OSError) -> None:
    raise StoreError(f"Folder cadangan {error.filename} tidak dapat dibaca.") from error


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() == ".zip" and path.is_file()


def _stores_beside(library: Library) -> set[str]:
    """File names of the other stores of this folder: every writer leaves its lock's file."""
    return {path.stem for path in library.db.parent.glob("*.kunci")} - {library.db.name}
