"""The records of history in the journal: those of people over those that come with the program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from lapor_data.domain.record_files import bundled_records
from lapor_data.domain.records import HEADS, KINDS, CellProblem, Record, read_record
from lapor_data.store.journal import Entry, Journal

# One kind of entry for all records, so that a CSV file of several kinds is written all or none.
_KIND = "riwayat"


@dataclass(frozen=True)
class RecordChange:
    """One edit of a record: when, by whom, of what, and the changed cells as (head, before, after);
    `what` is "dibuat", "diubah" or "dihapus"."""

    changed_at: datetime
    changed_by: str
    what: str
    kind_name: str
    title: str
    cells: tuple[tuple[str, str, str], ...]


class Records:
    """All records of one installation. Reading makes no file.

    records = Records(Journal(default_db()))
    for record in records.all(): ...
    """

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def all(self) -> tuple[Record, ...]:
        """All records by begin, then kind and title; entries that are none are passed over (see
        `unreadable`). For an admin of one place without Tracking IDs, which may be of others."""
        read = [_record(key, entry)[0] for key, entry in self._entries().items()]
        found = [record for record in read if record is not None]
        if not self.journal.person.may_read_rows(None):
            found = [replace(record, tracking_ids=()) for record in found]
        kinds = list(KINDS)
        return tuple(sorted(found, key=lambda r: (*r.in_time, kinds.index(r.kind), r.title)))

    def unreadable(self) -> tuple[str, ...]:
        """What is wrong with entries that are no record, a sentence each."""
        found = []
        for key, entry in self._entries().items():
            record, problems = _record(key, entry)
            if record is None:
                what = f"{problems[0].head}: {problems[0].message}"
                found.append(f"Catatan “{key}” tidak dapat dibaca dan dilewati ({what}).")
        return tuple(found)

    def _entries(self) -> dict[str, Entry]:
        bundled = {record.key: _entry(record) for record in bundled_records()}
        return self.journal.entries(_KIND, bundled)

    def save(
        self, record: Record, *, now: datetime, seen: Record | None = None, by: str = ""
    ) -> None:
        """Write one record. `seen` is the record as the editor read it (None = a new one); a
        ConflictError tells that somebody else has changed it meanwhile."""
        entry = _entry(record)
        self.journal.put(_KIND, record.key, entry, now=now, by=by, seen=_seen(seen))

    def save_all(
        self,
        records: Iterable[Record],
        *,
        now: datetime,
        seen: Mapping[str, Record],
        by: str = "",
    ) -> int:
        """Write several records, all or none; gives how many were changed. `seen` are all records
        as they were when the new ones were looked at; a ConflictError tells that one of them has
        changed since."""
        entries = {record.key: _entry(record) for record in records}
        before = {key: _seen(seen.get(key)) for key in entries}
        return self.journal.put_all(_KIND, entries, now=now, by=by, seen=before)

    def remove(self, record: Record, *, now: datetime, by: str = "") -> None:
        """Take a record away; its last state stays in the changes."""
        self.journal.remove(_KIND, record.key, now=now, by=by, seen=_entry(record))

    def changes(self) -> list[RecordChange]:
        """All edits, newest first."""
        return [
            RecordChange(
                change.changed_at,
                change.changed_by,
                "dihapus" if not change.after else "diubah" if change.before else "dibuat",
                KINDS.get(str((change.after or change.before or {}).get("kind")), ""),
                str((change.after or change.before or {}).get("title", change.key)),
                _difference(change.before or {}, change.after or {}),
            )
            for change in self.journal.changes(_KIND)
        ]


def new_key() -> str:
    """A key that no other record has; with a letter first, or Excel might take it for a number."""
    return f"c{uuid4().hex[:11]}"


def _entry(record: Record) -> dict[str, str]:
    # Empty cells are left out: a column that comes later changes no old entry.
    return {name: text for name, text in record.cells().items() if text and name != "key"}


def _seen(record: Record | None) -> Entry | None:
    return None if record is None else _entry(record)


def _record(key: str, entry: Entry) -> tuple[Record | None, list[CellProblem]]:
    return read_record({**{name: str(text) for name, text in entry.items()}, "key": key})


def difference(before: Record | None, after: Record) -> tuple[tuple[str, str, str], ...]:
    """What changes from one record to the next, as (head, before, after)."""
    return _difference(_seen(before) or {}, _entry(after))


def _difference(
    before: Mapping[str, object], after: Mapping[str, object]
) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (head, str(before.get(name, "")), str(after.get(name, "")))
        for name, head in HEADS.items()
        if name != "key" and before.get(name, "") != after.get(name, "")
    )
