"""One opened export: its preamble, its header and its rows as plain text cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from lapor_data.domain.errors import UnreadableFileError
from lapor_data.domain.parse import parse_moment
from lapor_data.domain.vocabulary import squash
from lapor_data.ingest.heads import Header, fold
from lapor_data.ingest.limits import MAX_CELL_CHARS, MAX_COLUMNS

_PERIOD = re.compile(r"\(?\s*([^()]+?)\s*\)?\s+-\s+\(?\s*([^()]+?)\s*\)?")
_LONGEST_WORDS = 300


@dataclass(frozen=True)
class Preamble:
    """What the rows above the header say; None where they do not."""

    owner: str | None = None
    generated_on: date | None = None
    period_from: date | None = None
    period_until: date | None = None


# Rows that are read and turned into columns together: so few that they stay in the cache.
BATCH_ROWS = 2_048


class Batch(NamedTuple):
    """Some rows below the header, each with as many cells as the header.

    `numbers` count as a spreadsheet does: the first row of the file is 1. `problems` says per row
    why it cannot be trusted, or None; it is None itself where no row has one.
    """

    numbers: Sequence[int]
    rows: Sequence[Sequence[str]]
    problems: Sequence[str | None] | None = None


@dataclass(frozen=True)
class SourceFile:
    """A file whose header was recognised; `batches` can be run through once."""

    name: str
    header: Header
    preamble: Preamble
    batches: Iterator[Batch]
    encoding: str = field(default="")


def no_header(name: str) -> UnreadableFileError:
    """The error for a file in which no header of a known kind was found."""
    return UnreadableFileError(
        f"{name}: judul kolom tidak dikenali; perlu sedikitnya tiga judul Laporan Ringkas, di "
        "antaranya “Tracking ID”, atau “Waktu” dan “Aktivitas” untuk riwayat."
    )


def cell_too_long(name: str, row_no: int) -> UnreadableFileError:
    """The error for a file with a cell beyond MAX_CELL_CHARS."""
    return UnreadableFileError(
        f"{name}: baris {row_no} memuat sel lebih panjang dari {MAX_CELL_CHARS // 1024**2} juta "
        "karakter; persingkat isinya, lalu muat lagi."
    )


def read_preamble(rows: Sequence[Sequence[str]]) -> Preamble:
    """Read `Nama Instansi`, `Tanggal Generate` and `Periode Masuk` from the rows above the header.

    The value stands in the third column, or in the next cell that is not empty. An impossible
    `Tanggal Generate` counts as none: with it, the file would win over all that comes later.
    """
    values: dict[str, str] = {}
    for row in rows:
        # Nobody's name or period is longer, and longer ones would keep the expressions busy.
        cells = [squash(cell[:_LONGEST_WORDS]) for cell in row[:MAX_COLUMNS]]
        filled = [index for index, cell in enumerate(cells) if cell]
        if len(filled) >= 2:
            index = 2 if len(cells) > 2 and cells[2] else filled[1]
            values.setdefault(fold(cells[filled[0]].rstrip(":")), cells[index])
    generated = parse_moment(values.get("tanggalgenerate"))
    if generated and not 2011 <= generated[0].year <= date.today().year + 1:
        generated = None
    span = _PERIOD.fullmatch(values.get("periodemasuk", ""))
    first, last = (parse_moment(part) for part in span.groups()) if span else (None, None)
    return Preamble(
        owner=values.get("namainstansi"),
        generated_on=generated[0] if generated else None,
        period_from=first[0] if first else None,
        period_until=last[0] if last else None,
    )
