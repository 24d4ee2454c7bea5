"""The notes file of a store (`.catatan`): one SQLite database for all that people enter.

This module alone opens it: who reads cannot write, and who writes is asked who it is. What lies in
it: entries and their changes (`store/journal.py`), mappings of agencies (`store/notes.py`), the
list of erased IDs (`store/erased.py`).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from lapor_data.domain.access import Person
from lapor_data.domain.errors import StoreError
from lapor_data.store.faults import damaged_notes, newer_schema

_WAIT_SECONDS, _COPY_SECONDS = 4, 20
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


def notes_path(db: Path) -> Path:
    """Where the notes of a store lie."""
    return db.with_name(f"{db.name}.catatan")


def stamp(path: Path) -> str:
    """Changes with every edit of a notes file; "0" while there is none. Raises StoreError."""
    try:
        with path.open("rb") as file:
            # SQLite counts every write here (https://www.sqlite.org/fileformat.html, "File
            # change counter"); reading it waits for no lock, and every rerun asks for it.
            file.seek(24)
            return f"{file.read(4).hex()}-{path.stat().st_mtime_ns}"
    except FileNotFoundError:
        return "0"
    except OSError as error:
        raise StoreError(_cannot_open(path)) from error


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


def settle_foreign(path: Path) -> bool:
    """Whether a file from a backup is a notes file: tables of ours (all or some), with our columns,
    and nothing else that would run or hide something. One in WAL mode is taken out of it: its
    writers would leave what they write in a second file. StoreError where it is damaged."""
    with _told(path), closing(sqlite3.connect(path, timeout=_WAIT_SECONDS)) as found:
        found.isolation_level = None
        found.execute("PRAGMA trusted_schema = OFF")
        if found.execute("PRAGMA user_version").fetchall()[0][0] > NOTES_SCHEMA:
            return True  # who opens it says that it is newer
        found.execute("PRAGMA journal_mode = DELETE")
        with closing(sqlite3.connect(":memory:")) as known:
            known.executescript(SCHEMA)
            ours = _layout(known)
        theirs = _layout(found)
    return theirs.items() <= ours.items()


def _layout(connection: sqlite3.Connection) -> dict[str, str]:
    """What a database holds: tables with their columns; of all else its kind. The indexes and
    tables that SQLite makes by itself are left out."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    return {
        name: repr(connection.execute("SELECT * FROM pragma_table_xinfo(?)", (name,)).fetchall())
        if kind == "table" and not str(sql).upper().startswith("CREATE VIRTUAL")
        else kind
        for kind, name, sql in rows
    }


def copy_notes(source: Path, target: Path, person: Person) -> None:
    """A consistent copy of a notes file, into a new one or over the contents of another, in one
    transaction; others may have both open. Raises StoreError if either is damaged."""
    with connected(source) as read:
        if read.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise damaged_notes(source)
        with writing(target, person) as written:
            read.backup(written, progress=_patience(target), sleep=0.05)


def _patience(path: Path) -> Callable[[int, int, int], None]:
    """SQLite's backup waits for ever for a file that somebody holds; this makes it give up."""
    end = time.monotonic() + _COPY_SECONDS

    def progress(status: int, remaining: int, total: int) -> None:
        if remaining and time.monotonic() > end:
            raise StoreError(f"Berkas catatan {path.name} terlalu lama dipakai program lain.")

    return progress


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
