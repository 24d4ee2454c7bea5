"""What people enter by hand, in a file of its own beside the store, untouched by imports and undo.

SQLite, because the dashboard and the command line may write it at the same time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lapor_data.domain.agencies import agency_key
from lapor_data.domain.errors import StoreError
from lapor_data.domain.regions import BY_CODE, LEVEL_NAMES, UNKNOWN

_SCHEMA = """
CREATE TABLE IF NOT EXISTS agency_place (
    agency_key TEXT PRIMARY KEY,  -- the name with case and spacing folded
    agency TEXT NOT NULL,         -- as first written
    place TEXT NOT NULL,
    mapped_at TEXT NOT NULL
);
"""


@dataclass(frozen=True)
class Mapping:
    """A person's word on where an agency belongs."""

    agency: str
    place: str
    mapped_at: datetime


class Notes:
    """The notes of one store."""

    def __init__(self, db: Path) -> None:
        self.path = db.with_name(f"{db.name}.catatan")

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=30)) as connection:
                connection.executescript(_SCHEMA)
                with connection:
                    yield connection
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreError(f"Berkas catatan {self.path.name} tidak dapat dibuka.") from error

    def mappings(self) -> list[Mapping]:
        """All agency mappings, by name."""
        if not self.path.exists():
            return []
        with self._connect() as connection:
            rows = connection.execute(
                "SELECT agency, place, mapped_at FROM agency_place ORDER BY agency"
            ).fetchall()
        return [Mapping(name, place, datetime.fromisoformat(at)) for name, place, at in rows]

    def place_of_agency(self) -> dict[str, str]:
        """Folded agency name → place, for the derivation of complaints."""
        return {agency_key(m.agency) or "": m.place for m in self.mappings()}

    def map_agency(self, agency: str, place: str, now: datetime) -> None:
        """Remember where an agency belongs; ValueError for an unknown place or an empty name."""
        key = agency_key(agency)
        if key is None or (place not in BY_CODE and place not in LEVEL_NAMES) or place == UNKNOWN:
            raise ValueError(f"pemetaan tidak sah: {agency!r} → {place!r}")
        with self._connect() as connection:
            connection.execute(
                "INSERT INTO agency_place VALUES (?, ?, ?, ?) ON CONFLICT (agency_key) "
                "DO UPDATE SET place = excluded.place, mapped_at = excluded.mapped_at",
                (key, agency, place, now.isoformat(timespec="seconds")),
            )

    def forget_agency(self, agency: str) -> None:
        """Take a mapping back."""
        with self._connect() as connection:
            connection.execute(
                "DELETE FROM agency_place WHERE agency_key = ?", (agency_key(agency),)
            )
