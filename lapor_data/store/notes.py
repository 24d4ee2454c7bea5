"""What people enter by hand, in a file of its own beside the store, untouched by imports and undo.

SQLite, because the dashboard and the command line may write it at the same time.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lapor_data.domain.access import LOCAL, Person
from lapor_data.domain.agencies import agency_key
from lapor_data.domain.regions import BY_CODE, LEVEL_NAMES, UNKNOWN
from lapor_data.store.journal import log
from lapor_data.store.notes_file import connected, notes_path, writing

_KIND = "pemetaan instansi"


@dataclass(frozen=True)
class Mapping:
    """A person's word on where an agency belongs."""

    agency: str
    place: str
    mapped_at: datetime


class Notes:
    """The notes of one store, in the hands of somebody."""

    def __init__(self, db: Path, person: Person = LOCAL) -> None:
        self.path = notes_path(db)
        self.person = person

    def mappings(self) -> list[Mapping]:
        """All agency mappings, by name."""
        if not self.path.exists():
            return []
        with connected(self.path) as connection:
            rows = connection.execute(
                "SELECT agency, place, mapped_at FROM agency_place ORDER BY agency"
            ).fetchall()
        return [Mapping(name, place, datetime.fromisoformat(at)) for name, place, at in rows]

    def place_of_agency(self) -> dict[str, str]:
        """Folded agency name → place, for the derivation of complaints."""
        return {agency_key(m.agency) or "": m.place for m in self.mappings()}

    def map_agency(self, agency: str, place: str, now: datetime) -> None:
        """Remember where an agency belongs; ValueError for an unknown place or an empty name,
        AccessError for whoever may only read."""
        key = agency_key(agency)
        if key is None or (place not in BY_CODE and place not in LEVEL_NAMES) or place == UNKNOWN:
            raise ValueError(f"pemetaan tidak sah: {agency!r} → {place!r}")
        with writing(self.path, self.person) as connection:
            connection.execute("BEGIN IMMEDIATE")
            before = _written(connection, key)
            connection.execute(
                "INSERT INTO agency_place VALUES (?, ?, ?, ?) ON CONFLICT (agency_key) "
                "DO UPDATE SET place = excluded.place, mapped_at = excluded.mapped_at",
                (key, agency, place, now.isoformat(timespec="seconds")),
            )
            after = _written(connection, key)
            log(connection, _KIND, key, before, after, now=now, by=self.person.email)

    def forget_agency(self, agency: str, now: datetime) -> None:
        """Take a mapping back; AccessError for whoever may only read."""
        key = agency_key(agency) or ""
        with writing(self.path, self.person) as connection:
            connection.execute("BEGIN IMMEDIATE")
            before = _written(connection, key)
            if before is None:
                return
            connection.execute("DELETE FROM agency_place WHERE agency_key = ?", (key,))
            log(connection, _KIND, key, before, None, now=now, by=self.person.email)


def _written(connection: sqlite3.Connection, key: str) -> dict[str, str] | None:
    rows = connection.execute(
        "SELECT agency, place FROM agency_place WHERE agency_key = ?", (key,)
    ).fetchall()
    return {"instansi": rows[0][0], "dikelola": rows[0][1]} if rows else None
