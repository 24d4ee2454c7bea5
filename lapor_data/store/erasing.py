"""What is held for a Tracking ID, everywhere; and erasing it everywhere.

In the newest version and older ones, the previous states kept for undo, rejected rows, what people
have entered, backups. An erasure may be killed at any moment and run again: the ID is on the list
of erased ones first, each file is replaced whole, and what was cleaned already is found clean.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lapor_data.domain.errors import StoreError, UnusableFileError
from lapor_data.store import backup_file, backups, erased, retention, strays
from lapor_data.store.backup_file import DATA, NOTES
from lapor_data.store.events import Facts, told
from lapor_data.store.faults import cannot_write
from lapor_data.store.library import Library
from lapor_data.store.notes_file import notes_path
from lapor_data.store.rewriting import (
    all_numbers,
    expired_texts,
    held_record,
    rewrite_version,
    rows_naming,
)

KIND_VERSION, KIND_OLD = "versi sekarang", "versi lama"
KIND_NOTES, KIND_BACKUP, KIND_ASIDE = "catatan", "cadangan", "berkas disisihkan"
KIND_STRAY = "berkas lain"
_ASIDE = "berkas yang disisihkan tidak dapat diperiksa"
_UNKNOWN = "bukan berkas program ini, tidak diperiksa"
_ELSEWHERE = "cadangan di luar tempatnya, masih memuatnya"
_BY_HAND = "; periksa, lalu pindahkan atau hapus sendiri (--buang-rusak tidak menghapusnya)"
_STILL_OPEN = "masih dibuka program lain; tutup dashboard, lalu ulangi perintah ini"

# Looks into an unpacked backup: table → rows.
Look = Callable[[Mapping[str, Path]], dict[str, int]]


@dataclass(frozen=True)
class Held:
    """One file that holds something: of a backup also its moment; `parts` is table → rows."""

    path: Path
    kind: str  # KIND_…
    parts: dict[str, int]
    written_at: datetime | None = None
    problem: str = ""  # why it could not be looked into


@dataclass(frozen=True)
class Holding:
    """All that is held for one Tracking ID; `record` is what the newest version says."""

    tracking_id: int
    record: dict[str, str]
    files: tuple[Held, ...]
    is_erased: bool

    @property
    def unread(self) -> tuple[Held, ...]:
        """Files that nobody could look into."""
        return tuple(held for held in self.files if held.problem)


@dataclass(frozen=True)
class Cleaned:
    """What an erasure or a cleaning did; `left` names the files it could not clean, and why."""

    version: int | None
    backups: tuple[Path, ...]
    removed: tuple[Path, ...]
    left: tuple[Held, ...]


def _facts(done: Cleaned) -> Facts:
    return {"cadangan": len(done.backups), "belum_bersih": len(done.left)}


def held_for(library: Library, number: int) -> Holding:
    """Look into every file of the store for a Tracking ID. Changes nothing but left-overs."""
    with library.writing():
        return _held_for(library, number)


def _held_for(library: Library, number: int) -> Holding:
    found: list[Held] = []
    record: dict[str, str] = {}
    newest = library.newest()
    for version in library.versions():
        path = library.path_of(version)
        kind = KIND_VERSION if version == newest else KIND_OLD
        parts = rows_naming(path, number)
        if version == newest:
            record = held_record(path, number)
        found.append(Held(path, kind, parts))
    notes = notes_path(library.db)
    found.append(Held(notes, KIND_NOTES, erased.cells_naming(notes, number)))

    def naming(members: Mapping[str, Path]) -> dict[str, int]:
        parts = rows_naming(members[DATA], number) if DATA in members else {}
        return parts | (erased.cells_naming(members[NOTES], number) if NOTES in members else {})

    found += _beside(library, naming)
    is_erased = number in erased.erased_ids(notes).among([number])
    return Holding(
        number, record, tuple(held for held in found if held.parts or held.problem), is_erased
    )


def _beside(library: Library, look: Look) -> list[Held]:
    """What `look` finds in backups and their copies, and all that nobody can look into."""
    found = []
    for path in (*backups.backup_files(library), *strays.copies(library)):
        try:
            moment = backup_file.read_manifest(path).made_at
            with backups.unpacked(library, path) as members:
                found.append(Held(path, KIND_BACKUP, look(members), moment))
        except StoreError as error:
            found.append(Held(path, KIND_BACKUP, {}, problem=str(error)))
    found += [Held(p, KIND_ASIDE, {}, problem=_ASIDE) for p in strays.set_aside_files(library)]
    unknown = strays.loose_files(library)
    for path in strays.other_archives(library):
        try:
            # Not beside it: what lies there may be another store's.
            with backups.unpacked(library, path, at=backups.folder_of(library)) as members:
                if parts := look(members):
                    found.append(Held(path, KIND_STRAY, parts, problem=_ELSEWHERE + _BY_HAND))
        except StoreError:
            unknown.append(path)
    return found + [Held(p, KIND_STRAY, {}, problem=_UNKNOWN + _BY_HAND) for p in unknown]


@told("hapus data", _facts)
def erase(
    library: Library,
    number: int,
    *,
    reason: str,
    by: str,
    now: datetime,
    remove_unreadable: bool = False,
) -> Cleaned:
    """Erase a Tracking ID from every file, and refuse it at later imports.

    No backup is made: it would keep what is to go. A file that cannot be looked into (a damaged
    backup, one set aside) is removed with `remove_unreadable`, else named in `left`; the erasure
    then counts as begun only. Raises StoreError; running it again completes it.
    """
    notes = notes_path(library.db)
    with library.writing():
        line = erased.begin(notes, number, library.person, reason=reason, by=by, now=now)
        found = _held_for(library, number)

        def change(data: Path | None, kept_notes: Path | None) -> None:
            _rewrite_in_place(data, {number}, None)
            if kept_notes:
                erased.clean_notes(kept_notes, {number}, library.person)
                erased.carry_over(notes, kept_notes, library.person)

        done, removed, left = _clean_backups(library, found.files, change, remove_unreadable)
        version = None
        if any(held.kind in (KIND_VERSION, KIND_OLD) for held in found.files):
            version = _publish(library, {number}, None)
        library.prune()
        left += [Held(p, KIND_OLD, {}, problem=_STILL_OPEN) for p in _older(library)]
        erased.clean_notes(notes, {number}, library.person)
        if not left:
            erased.finish(notes, line, library.person, now=now)
    return Cleaned(version, tuple(done), tuple(removed), tuple(left))


def _older(library: Library) -> list[Path]:
    return [library.path_of(version) for version in library.versions()[:-1]]


def _clean_backups(
    library: Library,
    files: tuple[Held, ...],
    change: backups.Rewriter,
    remove_unreadable: bool,
) -> tuple[list[Path], list[Path], list[Held]]:
    done, removed, left = [], [], []
    backups.clear_leftovers(library, backups.folder_of(library))
    for held in files:
        if held.kind == KIND_STRAY:
            left.append(held)
        if held.kind not in (KIND_BACKUP, KIND_ASIDE):
            continue
        if not held.problem:
            backups.rewrite(library, held.path, change)
            done.append(held.path)
        elif remove_unreadable:
            try:
                held.path.unlink(missing_ok=True)
            except OSError as error:
                raise StoreError(cannot_write(held.path.parent, error)) from error
            removed.append(held.path)
        else:
            left.append(held)
    return done, removed, left


def _rewrite_in_place(data: Path | None, ids: set[int], before: date | None) -> None:
    if data is None:
        return
    fresh = data.with_name(f"{data.name}.bersih")
    rewrite_version(data, fresh, without=ids, before=before)
    fresh.replace(data)


def _publish(library: Library, ids: set[int], before: date | None) -> int:
    draft = library.draft()
    try:
        rewrite_version(library.path_of(library.newest()), draft, without=ids, before=before)
        backups.intact(draft)
        return library.publish(draft)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@told("bersihkan", _facts)
def clean(library: Library, *, now: datetime, remove_unreadable: bool = False) -> Cleaned:
    """Remove the texts whose time is over ([simpan] teks_bulan) now, also from the backups; counts
    stay. Nothing is done while texts are kept for ever. Raises StoreError."""
    library.person.refuse_writing()
    before = retention.texts_before(now.date())
    if before is None:
        return Cleaned(None, (), (), ())
    with library.writing():
        newest = library.newest()

        def with_texts(members: Mapping[str, Path]) -> dict[str, int]:
            count = expired_texts(members[DATA], before) if DATA in members else 0
            return {"record": count} if count else {}

        found = [held for held in _beside(library, with_texts) if held.parts or held.problem]

        def change(data: Path | None, kept_notes: Path | None) -> None:
            _rewrite_in_place(data, set(), before)

        done, removed, left = _clean_backups(library, tuple(found), change, remove_unreadable)
        version = None
        if newest and expired_texts(library.path_of(newest), before):
            version = _publish(library, set(), before)
        library.prune()
        left += [Held(p, KIND_OLD, {}, problem=_STILL_OPEN) for p in _older(library)]
    return Cleaned(version, tuple(done), tuple(removed), tuple(left))


def keep_out(library: Library, data: Path | None, notes: Path) -> None:
    """Before a backup is brought back: its notes get the present list of erased IDs, and what it
    holds of them (it may come from another folder) goes. The files are private copies."""
    present = notes_path(library.db)
    try:
        erased.carry_over(present, notes, library.person)
    except UnusableFileError:
        _carry_over_from_backups(library, notes)
    if not present.exists():  # never there, or somebody has removed them
        _carry_over_from_backups(library, notes)
    marks = erased.erased_ids(notes)
    if not marks:
        return
    numbers = erased.numbers_of_notes(notes)
    if data is not None:
        numbers |= all_numbers(data)
    if ids := set(marks.among(numbers)):
        erased.clean_notes(notes, ids, library.person)
        _rewrite_in_place(data, ids, None)


def _carry_over_from_backups(library: Library, notes: Path) -> None:
    """Where the present notes are damaged or gone: the list only grows, so the newest backup whose
    notes can be read has the most of it."""
    for path in reversed(backups.backup_files(library)):
        with suppress(StoreError):
            if not backup_file.read_manifest(path).has(NOTES):
                continue
            with backups.unpacked(library, path) as members:
                erased.carry_over(members[NOTES], notes, library.person)
                return
