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
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lapor_data.domain.access import LOCAL, Person
from lapor_data.domain.errors import StoreError
from lapor_data.store.notes_file import connected, notes_path, stamp, writing

Entry = Mapping[str, Any]


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
        self.path = notes_path(db)
        self.person = person

    @property
    def stamp(self) -> str:
        """Changes with every edit: part of the key of whatever is cached of the entries."""
        return stamp(self.path)

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
