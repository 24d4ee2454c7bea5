"""What an import is told and tells: input files, reports, previews."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from unicodedata import category

import duckdb

from lapor_data.ingest.stage import Staged
from lapor_data.store.merge import NOTHING, Counts

_LONGEST_NAME = 120
# Control characters, halves of letters, and what only changes how others are shown.
_UNSEEN = frozenset({"Cc", "Cs", "Cf"})


@dataclass(frozen=True)
class InputFile:
    """A file to import and the name to report it under: shown and stored, never used as a path."""

    path: Path
    name: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", shown_name(self.name))

    @classmethod
    def of(cls, path: Path) -> InputFile:
        """A file on disk under its own name."""
        return cls(path, path.name)


def shown_name(name: str) -> str:
    """A file name as it may be shown: without folders, at most 120 characters, and "?" for what is
    no text, steers a terminal or turns the direction of writing ("gpj.exe" for "exe.jpg")."""
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1] or name
    clean = "".join("?" if category(c) in _UNSEEN else c for c in last).strip()
    if len(clean) > _LONGEST_NAME:
        # The ending tells the kind of file.
        clean = f"{clean[: _LONGEST_NAME - 21]}…{clean[-20:]}"
    return clean or "?"


@dataclass(frozen=True)
class FileReport:
    """What became of one file; `problem` says why it could not be read at all."""

    name: str
    kind: str | None
    counts: Counts = NOTHING
    reasons: dict[str, int] = field(default_factory=dict)
    notices: dict[str, int] = field(default_factory=dict)
    read_heads: tuple[str, ...] = ()
    ignored_heads: tuple[str, ...] = ()
    owner: str | None = None
    as_of: date | None = None
    is_dated: bool = False
    without_type: bool = False
    first_day: date | None = None
    last_day: date | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Finding:
    """A rejected or noticed row as shown: where it is, what was found, what is wrong."""

    file: str
    row_no: int
    column: str | None
    found: str | None
    reason: str


@dataclass(frozen=True)
class Preview:
    """What an import would read, before anything is written."""

    report: FileReport
    findings: tuple[Finding, ...]


def report_of(connection: duckdb.DuckDBPyConnection, staged: Staged, counts: Counts) -> FileReport:
    return FileReport(
        name=staged.source.name,
        kind=staged.kind,
        counts=counts,
        reasons=tally(connection, "rejected"),
        notices=tally(connection, "noticed"),
        read_heads=tuple(staged.read_heads),
        ignored_heads=tuple(staged.ignored_heads),
        owner=staged.source.preamble.owner,
        as_of=staged.as_of,
        is_dated=staged.source.preamble.generated_on is not None,
        without_type=staged.is_blind,
        first_day=staged.first_day,
        last_day=staged.last_day,
    )


def tally(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, int]:
    """Reason → number of rows in a table of findings, most first."""
    connection.execute(
        f"SELECT reason, count(*) FROM {table} GROUP BY reason ORDER BY count(*) DESC, reason"
    )
    return dict(connection.fetchall())
