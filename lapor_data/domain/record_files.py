"""Records as CSV for Excel with Indonesian settings, out and in again without loss."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from lapor_data.domain.errors import UnreadableFileError
from lapor_data.domain.records import HEADS, Record, read_record
from lapor_data.domain.vocabulary import squash

_BUNDLED = Path(__file__).with_name("riwayat.csv")
# A spreadsheet takes these for a formula (OWASP, "CSV Injection"). An apostrophe in front prevents
# it; cells that begin with apostrophes before such a sign get one more, so that reading is exact.
_FORMULA = re.compile(r"'*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_GUARDED = re.compile(r"'+[=+\-@\uff1d\uff0b\uff0d\uff20]")
_NEEDED = ("kind", "title", "since")


@dataclass(frozen=True)
class RowProblem:
    """What is wrong at one row (numbered as a spreadsheet does) and column of a file."""

    row: int
    head: str
    message: str


@dataclass(frozen=True)
class RecordFile:
    """What a CSV file holds: its records, and what is wrong with the rows that are none."""

    records: tuple[Record, ...]
    problems: tuple[RowProblem, ...]


def records_csv(records: Iterable[Record]) -> bytes:
    """All records: UTF-8 with BOM, ";" between cells, one head per column."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS.values())
    for record in records:
        cells = record.cells()
        writer.writerow([_guard(cells[name]) for name in HEADS])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def read_records(content: bytes) -> RecordFile:
    """Read a CSV file of records: "," or ";", UTF-8 or cp1252, columns in any order.

    A row without "Kunci" is a new record; its key follows from its content, so that the same file
    loaded twice makes it once. UnreadableFileError if the file as a whole is none.
    """
    text = _decode(content)
    heads_line = text.partition("\n")[0]
    delimiter = ";" if heads_line.count(";") >= heads_line.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: dict[str, Record] = {}
    problems: list[RowProblem] = []
    try:
        names = _names(next(reader, []))
        # The number of the line on which the next row begins (cells may hold line breaks).
        row_number = reader.line_num + 1
        for row in reader:
            this, row_number = row_number, reader.line_num + 1
            cells = {name: _unguard(cell) for name, cell in zip(names, row, strict=False) if name}
            if not any(map(str.strip, cells.values())):
                continue
            record, wrong = read_record(cells)
            problems += [RowProblem(this, problem.head, problem.message) for problem in wrong]
            if record is None:
                continue
            record = record if record.key else replace(record, key=_key(cells))
            if record.key in records:
                problems.append(RowProblem(this, HEADS["key"], "Sudah ada pada baris di atasnya."))
            records[record.key] = record
    except csv.Error as error:
        raise UnreadableFileError(f"Baris {reader.line_num} tidak dapat dibaca.") from error
    return RecordFile(tuple(records.values()), tuple(problems))


@cache
def bundled_records() -> tuple[Record, ...]:
    """The history that comes with the program (domain.md §5); every line names its source."""
    found = read_records(_BUNDLED.read_bytes())
    if found.problems:
        raise ValueError(f"{_BUNDLED.name}: {found.problems[0]}")
    return found.records


def _names(heads: list[str]) -> list[str | None]:
    known = {head.casefold(): name for name, head in HEADS.items()}
    names = [known.get(squash(head).casefold()) for head in heads]
    missing = [HEADS[name] for name in _NEEDED if name not in names]
    if missing:
        raise UnreadableFileError(
            f"Ini bukan berkas catatan: kolom {', '.join(missing)} tidak ada pada baris pertama. "
            "Unduh dahulu catatan yang ada sebagai contoh."
        )
    return names


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _key(cells: Mapping[str, str]) -> str:
    parts = [squash(cells.get(name, "")) for name in HEADS if name != "key"]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def _guard(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell
