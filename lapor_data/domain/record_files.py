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
MOST_ROWS = 2_000
_MORE_CELLS = "Ada lebih banyak sel daripada kolom; periksa tanda kutip dan pemisahnya."
_DAMAGED = "Teks berkas ini rusak di tengah. Simpan ulang sebagai CSV UTF-8, lalu unggah lagi."
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


def read_records(content: bytes, known: Iterable[Record] = ()) -> RecordFile:
    """Read a CSV file of records: "," or ";", UTF-8 or cp1252, columns in any order.

    A row without "Kunci" is a new record; its key follows from its content, so that the same file
    loaded twice makes it once. For a `known` record a column that the file lacks changes nothing.
    UnreadableFileError if the file as a whole is none.
    """
    present = {record.key: record.cells() for record in known}
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
            if any(map(str.strip, row[len(names) :])):
                problems.append(RowProblem(this, "", _MORE_CELLS))
            if len(records) >= MOST_ROWS or len(problems) >= MOST_ROWS:
                raise UnreadableFileError(
                    f"Paling banyak {MOST_ROWS} catatan per berkas; bagi berkasnya."
                )
            record, wrong = read_record(present.get(cells.get("key", "").strip(), {}) | cells)
            problems += [RowProblem(this, problem.head, problem.message) for problem in wrong]
            if record is None:
                continue
            record = record if record.key else replace(record, key=_key(cells))
            if record.key in records:
                problems.append(RowProblem(this, HEADS["key"], "Sudah ada pada baris di atasnya."))
            records[record.key] = record
    except csv.Error as error:
        raise UnreadableFileError(
            f"Baris {reader.line_num} tidak dapat dibaca: tanda kutip tidak lengkap atau isi sel "
            "terlalu panjang. Perbaiki di lembar kerja, simpan sebagai CSV, lalu unggah lagi."
        ) from error
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
    strange = [
        head for head, name in zip(heads, names, strict=True) if name is None and head.strip()
    ]
    missing = [HEADS[name] for name in _NEEDED if name not in names]
    if missing:
        raise UnreadableFileError(
            f"Ini bukan berkas catatan: kolom {', '.join(missing)} tidak ada pada baris pertama. "
            "Unduh dahulu catatan yang ada sebagai contoh."
        )
    if strange:
        raise UnreadableFileError(
            f"Kolom “{strange[0][:60]}” tidak dikenal. Perbaiki judulnya atau hapus kolomnya; "
            "belum ada yang disimpan."
        )
    twice = [HEADS[name] for name in HEADS if names.count(name) > 1]
    if twice:
        raise UnreadableFileError(f"Kolom {twice[0]} ada dua kali; hapus salah satu.")
    return names


def _decode(content: bytes) -> str:
    if not content.strip():
        raise UnreadableFileError("Berkas kosong. Unduh dahulu catatan yang ada sebagai contoh.")
    if content.startswith(b"PK"):
        raise UnreadableFileError("Ini berkas Excel; simpan dahulu sebagai CSV UTF-8.")
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        if content.startswith(b"\xef\xbb\xbf"):
            return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(_DAMAGED) from error
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(_DAMAGED)


def _key(cells: Mapping[str, str]) -> str:
    parts = [squash(cells.get(name, "")) for name in HEADS if name != "key"]
    return f"c{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:11]}"


def _guard(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell
