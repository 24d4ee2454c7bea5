"""How good the data is: holes, unknown names, history of imports, quarantined rows."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from lapor_data.domain.vocabulary import ACTIVITIES
from lapor_data.ingest.advice import advice
from lapor_data.questions.ask import Answer, Source, ask

Bucket = Literal["tahun", "semester"]


@dataclass(frozen=True)
class QualityRow:
    """Counts of one year or semester (key "2021" or "2021-S1"); see sql/quality.sql."""

    key: str
    received: int
    followed_up: int
    no_category: int
    no_classification: int
    no_agency: int
    no_location: int
    no_time: int
    place_estimated: int
    place_unknown: int
    status_unknown: int
    timed: int
    before_receipt: int


@dataclass(frozen=True)
class UnknownAgency:
    """An agency name that names no government, and the complaints that carry it."""

    agency: str
    complaints: int
    estimated: int
    first_day: date
    last_day: date


@dataclass(frozen=True)
class UnknownWord:
    """A status or activity outside the vocabulary; its rows are kept."""

    kind: str
    word: str
    n: int


@dataclass(frozen=True)
class ImportedFile:
    """One file of one import and what became of its rows; `imported_by` is "" while nobody has to
    sign in, and None where an older program did not say."""

    import_no: int
    imported_at: datetime
    source: str
    imported_by: str | None
    undone_at: datetime | None
    name: str
    kind: str
    owner: str | None
    generated_on: date | None
    period_from: date | None
    period_until: date | None
    rows_read: int
    rows_new: int
    rows_changed: int
    rows_same: int
    rows_rejected: int


@dataclass(frozen=True)
class QuarantineFile:
    """A file with rejected rows; `arrived` of them came in with a later import."""

    import_no: int
    file_no: int
    name: str
    imported_at: datetime
    rejected: int
    arrived: int


@dataclass(frozen=True)
class QuarantineRow:
    """A rejected row: where it stands, what was found (masked), why, and its other cells;
    `has_arrived` = its Tracking ID came in with another row or file."""

    row_no: int
    tracking_id: int | None
    has_arrived: bool
    column: str | None
    found: str | None
    reason: str
    cells: dict[str, str]

    @property
    def advice(self) -> str:
        """What to do about it."""
        return advice(self.reason)


def quality(source: Source, by: Bucket) -> list[QualityRow]:
    """Holes per column, unknown places and coverage of response times, newest bucket first."""
    return [QualityRow(*row) for row in ask(source, "quality", {"by": by}).rows]


def unknown_agencies(source: Source) -> list[UnknownAgency]:
    """Agency names that could be mapped to a government, most complaints first."""
    return [UnknownAgency(*row) for row in ask(source, "unknown_agencies", {}).rows]


def mapping_reach(source: Source) -> dict[str, int]:
    """How many complaints a mapping of each agency name would move, the unknown ones among them."""
    return {row["agency"]: row["complaints"] for row in ask(source, "mapping_reach", {})}


def unknown_words(source: Source) -> list[UnknownWord]:
    """Statuses and activities that the program does not know, most rows first."""
    bound = {"activities": list(ACTIVITIES)}
    return [UnknownWord(*row) for row in ask(source, "unknown_words", bound).rows]


def import_history(source: Source) -> list[ImportedFile]:
    """All files of all imports, newest import first."""
    return [ImportedFile(*row) for row in ask(source, "import_history", {}).rows]


def quarantine_files(source: Source) -> list[QuarantineFile]:
    """The files that have rejected rows, newest import first."""
    return [QuarantineFile(*row) for row in ask(source, "quarantine_files", {}).rows]


def quarantine_rows(
    source: Source, file: QuarantineFile, page: int = 0, size: int | None = 50
) -> list[QuarantineRow]:
    """Rejected rows of one file in file order; `size=None` gives all."""
    return [QuarantineRow(*row) for row in _quarantined(source, file, page, size).rows]


def quarantine_csv(source: Source, file: QuarantineFile) -> bytes:
    """The rejected rows under the file's own heads, to be corrected and loaded again.

    UTF-8 with BOM and ";". A cell that a spreadsheet would take for a formula gets an apostrophe,
    which the importer takes off again. Three columns at the end tell where each row came from.
    """
    found = quarantine_rows(source, file, 0, None)
    heads = list(dict.fromkeys(head for row in found for head in row.cells))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([*map(_inert, heads), "Berkas asal", "Baris asal", "Alasan ditolak"])
    for row in found:
        cells = [_inert(row.cells.get(head, "")) for head in heads]
        writer.writerow([*cells, _inert(file.name), row.row_no, f"{row.reason}. {row.advice}"])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def _quarantined(source: Source, file: QuarantineFile, page: int, size: int | None) -> Answer:
    bound = {
        "import_no": file.import_no,
        "file_no": file.file_no,
        "size": size,
        "skip": page * (size or 0),
    }
    return ask(source, "quarantine_rows", bound)


def _inert(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
