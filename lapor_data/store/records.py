"""The records of history in the journal: those of people over those that come with the program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from lapor_data.domain.errors import StoreError
from lapor_data.domain.record_files import bundled_records
from lapor_data.domain.records import HEADS, KINDS, Record, read_record
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
        """All records by begin, then kind and title; StoreError for an entry that is none."""
        bundled = {record.key: _entry(record) for record in bundled_records()}
        found = [_record(key, e) for key, e in self.journal.entries(_KIND, bundled).items()]
        kinds = list(KINDS)
        return tuple(sorted(found, key=lambda r: (*r.in_time, kinds.index(r.kind), r.title)))

    def save(
        self, record: Record, *, now: datetime, seen: Record | None = None, by: str = ""
    ) -> None:
        """Write one record. `seen` is the record as the editor read it (None = a new one); a
        ConflictError tells that somebody else has changed it meanwhile."""
        entry = _entry(record)
        self.journal.put(_KIND, record.key, entry, now=now, by=by, seen=_seen(seen))

    def save_all(self, records: Iterable[Record], *, now: datetime, by: str = "") -> int:
        """Write several records, all or none; gives how many were changed."""
        known = {record.key: _entry(record) for record in self.all()}
        entries = {record.key: _entry(record) for record in records}
        seen = {key: known[key] for key in entries if key in known}
        return self.journal.put_all(_KIND, entries, now=now, by=by, seen=seen)

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
    """A key that no other record has."""
    return uuid4().hex[:12]


def _entry(record: Record) -> dict[str, str]:
    # Empty cells are left out: a column that comes later changes no old entry.
    return {name: text for name, text in record.cells().items() if text and name != "key"}


def _seen(record: Record | None) -> Entry | None:
    return None if record is None else _entry(record)


def _record(key: str, entry: Entry) -> Record:
    record, problems = read_record(
        {**{name: str(text) for name, text in entry.items()}, "key": key}
    )
    if record is None:
        raise StoreError(
            f"Catatan riwayat “{key}” pada berkas catatan tidak dapat dibaca: "
            f"{problems[0].head}: {problems[0].message}"
        )
    return record


def _difference(
    before: Mapping[str, object], after: Mapping[str, object]
) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (head, str(before.get(name, "")), str(after.get(name, "")))
        for name, head in HEADS.items()
        if name != "key" and before.get(name, "") != after.get(name, "")
    )
