"""The list of erased Tracking IDs: it recognises them at an import, and names nobody.

It lies in the notes file, so that neither imports nor their undo touch it and backups carry it. An
ID is kept as SHA-256 over a random salt and the ID. Whoever holds the file could still try out all
eight-digit numbers: the list hides IDs from readers, not from somebody who computes. What writes it
is done by somebody: AccessError for whoever may only read, before anything is written.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lapor_data.domain.access import Person
from lapor_data.store.mentions import cleaned, cleaned_json, numbers_in
from lapor_data.store.notes_file import connected, notes_path, vacuum, writing


@dataclass(frozen=True)
class Erasure:
    """One line of the log of erasures; `finished_at` None: begun, and to be run again."""

    number: int
    started_at: datetime
    finished_at: datetime | None
    erased_by: str
    reason: str


@dataclass(frozen=True)
class ErasedIds:
    """The marks of all erased IDs, by salt."""

    marks: frozenset[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.marks)

    def among(self, ids: Iterable[int]) -> frozenset[int]:
        """Which of these IDs were erased."""
        salts = {salt for salt, _ in self.marks}
        return frozenset(
            number
            for number in ids
            if any((salt, _mark(salt, number)) in self.marks for salt in salts)
        )


def erased_ids(*notes: Path) -> ErasedIds:
    """The erased IDs of one or more notes files; those that are not there hold none."""
    found: set[tuple[str, str]] = set()
    for path in notes:
        if path.exists():
            with connected(path) as connection:
                found |= set(connection.execute("SELECT salt, mark FROM erased").fetchall())
    return ErasedIds(frozenset(found))


def begin(notes: Path, number: int, person: Person, *, reason: str, by: str, now: datetime) -> int:
    """Refuse the ID from now on and open a line of the log; gives its number. Text that names the
    ID is kept without it; who has signed in is who did it, whatever the caller says."""
    words = [cleaned(" ".join(t.split()), {number}) for t in (person.email or by, reason)]
    with writing(notes, person) as connection:
        connection.execute("BEGIN IMMEDIATE")
        rows = connection.execute("SELECT DISTINCT salt FROM erased ORDER BY salt").fetchall()
        salts = [salt for (salt,) in rows] or [secrets.token_hex(16)]
        connection.execute(
            "INSERT OR IGNORE INTO erased VALUES (?, ?)", (salts[0], _mark(salts[0], number))
        )
        cursor = connection.execute(
            "INSERT INTO erasure (started_at, erased_by, reason) VALUES (?, ?, ?)",
            (now.isoformat(timespec="seconds"), *words),
        )
        return int(cursor.lastrowid or 0)


def finish(notes: Path, line: int, person: Person, *, now: datetime) -> None:
    """Close a line of the log."""
    with writing(notes, person) as connection:
        connection.execute(
            "UPDATE erasure SET finished_at = ? WHERE erasure_no = ?",
            (now.isoformat(timespec="seconds"), line),
        )


def log_of(db: Path) -> list[Erasure]:
    """All erasures, oldest first: when, why, by whom; not what."""
    path = notes_path(db)
    if not path.exists():
        return []
    with connected(path) as connection:
        rows = connection.execute(
            "SELECT erasure_no, started_at, finished_at, erased_by, reason FROM erasure "
            "ORDER BY erasure_no"
        ).fetchall()
    return [
        Erasure(
            number,
            datetime.fromisoformat(began),
            datetime.fromisoformat(ended) if ended else None,
            by,
            reason,
        )
        for number, began, ended, by, reason in rows
    ]


def carry_over(source: Path, target: Path, person: Person) -> None:
    """Give list and log of one notes file to another that is to take its place; one that is not
    there has nothing to give. UnusableFileError where it cannot be read."""
    person.refuse_writing()
    if not source.exists():
        return
    with connected(source) as connection:
        marks = connection.execute("SELECT salt, mark FROM erased").fetchall()
        lines = connection.execute(
            "SELECT started_at, finished_at, erased_by, reason FROM erasure"
        ).fetchall()
    with writing(target, person) as connection:
        connection.executemany("INSERT OR IGNORE INTO erased VALUES (?, ?)", marks)
        connection.executemany(_ADD_LINE, [(*line, line[0], line[3]) for line in lines])
        connection.executemany(
            "UPDATE erasure SET finished_at = ? WHERE started_at = ? AND reason = ?",
            [(line[1], line[0], line[3]) for line in lines],
        )


_ADD_LINE = """
    INSERT INTO erasure (started_at, finished_at, erased_by, reason)
    SELECT ?, ?, ?, ?
    WHERE NOT EXISTS (SELECT 1 FROM erasure WHERE started_at = ? AND reason = ?)
"""


def clean_notes(path: Path, ids: Iterable[int], person: Person) -> None:
    """Take the IDs out of all that people have entered, and out of the file's free pages."""
    person.refuse_writing()
    if not path.exists():
        return
    wanted = frozenset(ids)
    with writing(path, person) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN IMMEDIATE")
        for table, column, rowid, cell in _cells(connection):
            if (kept := cleaned_json(cell, wanted)) != cell:
                _replace(connection, table, column, rowid, kept)
    # What earlier edits and removals have left in free pages goes with the file's old pages.
    vacuum(path, person)


def _replace(
    connection: sqlite3.Connection, table: str, column: str, rowid: int, kept: str
) -> None:
    """Write a cell; where another row has this key already (two agencies that only their IDs told
    apart), the mapping is one now, and an entry gets a key of its own."""
    update = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"
    try:
        connection.execute(update, (kept, rowid))
    except sqlite3.IntegrityError:
        if table == "agency_place":
            connection.execute("DELETE FROM agency_place WHERE rowid = ?", (rowid,))
        else:
            connection.execute(update, (f"{kept}-x{secrets.token_hex(4)}", rowid))


def cells_naming(path: Path, number: int) -> dict[str, int]:
    """In which kinds of notes a Tracking ID is named, with the number of places."""
    found: dict[str, int] = {}
    if path.exists():
        with connected(path) as connection:
            for table, _, _, cell in _cells(connection):
                if cleaned_json(cell, {number}) != cell:
                    found[table] = found.get(table, 0) + 1
    return found


def numbers_of_notes(path: Path) -> set[int]:
    """Every number in the notes that may be a Tracking ID."""
    with connected(path) as connection:
        return {number for *_, cell in _cells(connection) for number in numbers_in(cell)}


def _cells(connection: sqlite3.Connection) -> list[tuple[str, str, int, str]]:
    return [
        (table, column, rowid, cell)
        for table, columns in _text_columns(connection).items()
        for column in columns
        for rowid, cell in connection.execute(f"SELECT rowid, {column} FROM {table}").fetchall()
        if isinstance(cell, str)
    ]


def _text_columns(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The tables of people's entries with their columns of text; the list of marks is none."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name <> 'erased'"
    ).fetchall()
    return {
        table: [
            name
            for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall()
            if kind == "TEXT"
        ]
        for (table,) in tables
    }


def _mark(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}:{number}".encode()).hexdigest()
