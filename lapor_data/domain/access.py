"""Who may read and write what. Asked where data is read or written (`questions/ask`, the store),
never only where a button is drawn.

    person = Person("Admin Banjarbaru", ADMIN, "63.72", "admin@contoh.go.id")
    person.may_read_rows("63.01")    # False
    person.refuse_writing()          # AccessError
"""

from __future__ import annotations

from dataclasses import dataclass

from lapor_data.domain.errors import LaporError
from lapor_data.domain.regions import BY_CODE, place_name

LEADER = "pimpinan"
MANAGER = "pengelola"
ADMIN = "admin"
# Whoever sits at the computer while nobody has to sign in; the command line, too.
AT_HAND = "setempat"
# The roles that a roles file can give.
ROLES = (LEADER, MANAGER, ADMIN)
_WRITERS = (MANAGER, AT_HAND)

# What a question reads (the line "-- Reads:" of its SQL file).
AGGREGATES = "aggregates"
ROWS = "rows"
ROWS_OR_BLANK = "rows, blank outside $reader_place"
FILES = "files"
READS = (AGGREGATES, ROWS, ROWS_OR_BLANK, FILES)


class AccessError(LaporError):
    """Somebody asked for what their role may not read or do."""


@dataclass(frozen=True)
class Person:
    """Who reads or writes: a role, and for an admin the kabupaten/kota whose rows are theirs."""

    name: str
    role: str
    place: str | None = None
    email: str = ""

    def __post_init__(self) -> None:
        # A slip in the program must end here, not in a person who may read everything.
        if self.role not in (*ROLES, AT_HAND):
            raise ValueError(f"peran tidak dikenal: {self.role!r}")
        if (self.role == ADMIN) != (self.place is not None):
            raise ValueError(f"peran {self.role!r} dengan wilayah {self.place!r}")
        if self.place is not None and self.place not in BY_CODE:
            raise ValueError(f"wilayah tidak dikenal: {self.place!r}")

    @property
    def role_name(self) -> str:
        """The role in words: "pengelola", "admin Kota Banjarbaru"."""
        return f"{self.role} {place_name(self.place)}" if self.place else self.role

    @property
    def may_write(self) -> bool:
        """Whether they may import, map, and keep records, profiles, decisions and slides."""
        return self.role in _WRITERS

    @property
    def may_read_files(self) -> bool:
        """Whether they may see what was loaded by whom and which rows were rejected: a rejected
        row belongs to no place yet, so no admin of one place may see it."""
        return self.place is None

    @property
    def may_read_changes(self) -> bool:
        """Whether they may see who changed what in the notes (entries as they were, with Tracking
        IDs of all places)."""
        return self.place is None

    def may_read_rows(self, place: str | None) -> bool:
        """Whether they may see single complaints of a place (None: of all places at once)."""
        return self.place is None or self.place == place

    def may_ask(self, reads: str) -> bool:
        """Whether they may ask a question that reads this; whose rows it then gives is settled by
        the source (`rows_cursor`)."""
        if reads not in READS:
            raise ValueError(f"tidak dikenal: {reads!r}")
        return reads != FILES or self.may_read_files

    def refuse_writing(self) -> None:
        """AccessError for those who may only read."""
        if not self.may_write:
            raise AccessError(
                f"Peran Anda ({self.role_name}) hanya membaca; belum ada yang diubah. Mintalah "
                "pengelola melakukannya."
            )

    def refuse_rows(self, place: str | None) -> None:
        """AccessError for those who may not see single complaints of a place."""
        if not self.may_read_rows(place):
            where = place_name(place) if place else "semua wilayah"
            raise AccessError(
                f"Baris aduan {where} tidak termasuk peran Anda ({self.role_name}). Jumlahnya "
                "tetap dapat dibaca."
            )

    def refuse_changes(self) -> None:
        """AccessError for those who may not see who changed what."""
        if not self.may_read_changes:
            raise AccessError(f"Riwayat perubahan tidak termasuk peran Anda ({self.role_name}).")


LOCAL = Person("Pemakai komputer ini", AT_HAND)
