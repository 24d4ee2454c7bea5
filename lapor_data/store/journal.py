"""What people enter, entry by entry, with every change kept: history records, award profiles,
decisions, action plans.

An entry is a small dictionary under a kind and a key. It lies in the store's own notes file
(`.catatan`), which imports and their undo never touch. Nothing is ever lost: each change keeps the
entry before and after it. Entries that come with the program are laid under those of the file by
whoever knows their kind (`entries(kind, bundled)`); a removed one leaves a gravestone.

    journal = Journal(default_db())
    journal.put("rencana", "7", {"judul": "Bimtek admin"}, now=datetime.now())
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lapor_data.domain.access import LOCAL, Person
from lapor_data.domain.errors import StoreError
from lapor_data.store.faults import damaged_notes, newer_schema

Entry = Mapping[str, Any]
_WAIT_SECONDS = 4
# The layout of the notes file, in SQLite's user_version; files of today still carry 0. Tables that
# come with a newer program are created at once (below); raise this when an old one changes.
NOTES_SCHEMA = 1

# Also creates what older notes files do not have yet.
SCHEMA = """
CREATE TABLE IF NOT EXISTS agency_place (
    agency_key TEXT PRIMARY KEY,  -- the name with case and spacing folded
    agency TEXT NOT NULL,         -- as first written
    place TEXT NOT NULL,
    mapped_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS entry (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    content TEXT,                 -- JSON; NULL = removed (hides an entry that is bundled)
    PRIMARY KEY (kind, key)
);
CREATE TABLE IF NOT EXISTS change (
    change_no INTEGER PRIMARY KEY AUTOINCREMENT,
    changed_at TEXT NOT NULL,
    changed_by TEXT NOT NULL,     -- "" while nobody has to sign in
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    before TEXT,                  -- JSON; NULL = there was none
    after TEXT                    -- JSON; NULL = removed
);
CREATE TABLE IF NOT EXISTS erased (  -- Tracking IDs that must not be taken in again
    salt TEXT NOT NULL,
    mark TEXT NOT NULL,           -- SHA-256 of salt and ID
    PRIMARY KEY (salt, mark)
);
CREATE TABLE IF NOT EXISTS erasure (  -- when, why and by whom; never what
    erasure_no INTEGER PRIMARY KEY AUTOINCREMENT,
    started_at TEXT NOT NULL,
    finished_at TEXT,             -- NULL = begun, and to be run again
    erased_by TEXT NOT NULL,
    reason TEXT NOT NULL
);
"""


class ConflictError(StoreError):
    """Somebody else has changed the entry since it was read."""


@dataclass(frozen=True)
class Change:
    """One edit: the entry before (None = new) and after (None = removed)."""

    change_no: int
    changed_at: datetime
    changed_by: str
    kind: str
    key: str
    before: Entry | None
    after: Entry | None


class Journal:
    """The entries of one store, in the hands of somebody. Reading makes no file; several processes
    may write. Every write raises AccessError for whoever may only read."""

    def __init__(self, db: Path, person: Person = LOCAL) -> None:
        self.path = db.with_name(f"{db.name}.catatan")
        self.person = person

    @property
    def stamp(self) -> str:
        """Changes with every edit: part of the key of whatever is cached of the entries."""
        try:
            with self.path.open("rb") as file:
                # SQLite counts every write here (https://www.sqlite.org/fileformat.html, "File
                # change counter"); reading it waits for no lock, and every rerun asks for it.
                file.seek(24)
                return f"{file.read(4).hex()}-{self.path.stat().st_mtime_ns}"
        except FileNotFoundError:
            return "0"
        except OSError as error:
            raise StoreError(_cannot_open(self.path)) from error

    def entries(self, kind: str, bundled: Mapping[str, Entry] | None = None) -> dict[str, Entry]:
        """All entries of a kind by key, those of the file over the bundled ones."""
        found: dict[str, Entry] = dict(bundled or {})
        if self.path.exists():
            with connected(self.path) as connection:
                rows = connection.execute(
                    "SELECT key, content FROM entry WHERE kind = ?", (kind,)
                ).fetchall()
            for key, content in rows:
                found.pop(key, None)
                if content is not None:
                    # What is no entry is kept as an empty one: whoever knows the kind names it.
                    found[key] = _read(content) or {}
        return dict(sorted(found.items()))

    def put(
        self,
        kind: str,
        key: str,
        content: Entry,
        *,
        now: datetime,
        by: str = "",
        seen: Entry | None = None,
    ) -> None:
        """Write one entry. With `seen` (the entry as the editor read it) a ConflictError tells
        that somebody else has changed it meanwhile, and nothing is written."""
        self._write(kind, {key: content}, now, by, {} if seen is None else {key: seen})

    def put_all(
        self,
        kind: str,
        contents: Mapping[str, Entry | None],
        *,
        now: datetime,
        by: str = "",
        seen: Mapping[str, Entry | None] | None = None,
    ) -> int:
        """Write several entries, all or none (None removes); gives how many were changed. `seen` is
        as in `put`; None there means that there must be no such entry yet."""
        return self._write(kind, contents, now, by, seen or {})

    def remove(
        self, kind: str, key: str, *, now: datetime, by: str = "", seen: Entry | None = None
    ) -> None:
        """Take an entry away; its last state stays in the changes. A bundled entry, which the file
        does not hold, is only taken away with `seen`."""
        self._write(kind, {key: None}, now, by, {} if seen is None else {key: seen})

    def changes(self, kind: str | None = None, key: str | None = None) -> list[Change]:
        """All edits, newest first, of one kind or one entry; AccessError for an admin of one place,
        because entries as they were may name complaints of others."""
        self.person.refuse_changes()
        if not self.path.exists():
            return []
        with connected(self.path) as connection:
            rows = connection.execute(
                "SELECT change_no, changed_at, changed_by, kind, key, before, after FROM change "
                "WHERE (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR key = ?2) "
                "ORDER BY change_no DESC",
                (kind, key),
            ).fetchall()
        return [
            Change(no, datetime.fromisoformat(at), by, of, name, _read(before), _read(after))
            for no, at, by, of, name, before, after in rows
        ]

    def _write(
        self,
        kind: str,
        contents: Mapping[str, Entry | None],
        now: datetime,
        by: str,
        seen: Mapping[str, Entry | None],
    ) -> int:
        changed = 0
        with writing(self.path, self.person) as connection:
            # Readers may go on; other writers wait here, so that what was compared still holds.
            connection.execute("BEGIN IMMEDIATE")
            for key, content in contents.items():
                rows = connection.execute(
                    "SELECT content FROM entry WHERE kind = ? AND key = ?", (kind, key)
                ).fetchall()
                # What the file does not hold can only be a bundled entry, as the editor saw it.
                known = _read(_text(seen.get(key)))
                before = _read(rows[0][0]) if rows else known
                if key in seen and before != known:
                    raise ConflictError(
                        "Catatan ini baru saja diubah orang lain. Muat ulang halaman, lalu ubah "
                        "lagi; isian Anda belum disimpan."
                    )
                if before == _read(_text(content)):
                    continue
                connection.execute(
                    "INSERT INTO entry VALUES (?, ?, ?) "
                    "ON CONFLICT (kind, key) DO UPDATE SET content = excluded.content",
                    (kind, key, _text(content)),
                )
                # Who has signed in is who wrote it, whatever the caller says.
                log(connection, kind, key, before, content, now=now, by=self.person.email or by)
                changed += 1
        return changed


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """The notes file, open to be read; StoreError in Indonesian if it cannot be."""
    with _opened(path) as connection:
        # So that there is one way to write them, and it asks who it is.
        connection.execute("PRAGMA query_only = ON")
        yield connection


@contextmanager
def writing(path: Path, person: Person) -> Iterator[sqlite3.Connection]:
    """The notes file, open in one transaction to be written by somebody; AccessError, before the
    file is touched, for whoever may only read."""
    person.refuse_writing()
    with _opened(path) as connection:
        yield connection


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=_WAIT_SECONDS)) as connection:
            found = connection.execute("PRAGMA user_version").fetchall()[0][0]
            if found > NOTES_SCHEMA:
                raise newer_schema(path.name, found, NOTES_SCHEMA)
            connection.executescript(SCHEMA)
            with connection:
                yield connection


def vacuum(path: Path, person: Person) -> None:
    """Write the notes file anew: no page keeps what was removed."""
    person.refuse_writing()
    with _told(path), closing(sqlite3.connect(path, timeout=_WAIT_SECONDS)) as connection:
        connection.isolation_level = None
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("VACUUM")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What SQLite or the disk says, as StoreError in Indonesian."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            message = (
                f"Berkas catatan {path.name} sedang dipakai program lain. Tunggu sebentar, lalu "
                "coba lagi; belum ada yang disimpan."
            )
            raise StoreError(message) from error
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise damaged_notes(path) from error
        raise StoreError(_cannot_open(path)) from error
    except OSError as error:
        raise StoreError(_cannot_open(path)) from error


def _cannot_open(path: Path) -> str:
    return (
        f"Berkas catatan {path.name} tidak dapat dibuka atau ditulis. Periksa izin dan ruang pada "
        "foldernya."
    )


def log(
    connection: sqlite3.Connection,
    kind: str,
    key: str,
    before: Entry | None,
    after: Entry | None,
    *,
    now: datetime,
    by: str = "",
) -> None:
    """Keep one edit, in the transaction that makes it."""
    connection.execute(
        "INSERT INTO change (changed_at, changed_by, kind, key, before, after) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (now.isoformat(timespec="seconds"), by, kind, key, _text(before), _text(after)),
    )


def _text(content: Entry | None) -> str | None:
    return None if content is None else json.dumps(dict(content), ensure_ascii=False)


def _read(text: str | bytes | None) -> Entry | None:
    """The entry of a text; None where there is none, {} for what somebody else's program wrote."""
    if text is None:
        return None
    try:
        content = json.loads(text)
        json.dumps(content, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
