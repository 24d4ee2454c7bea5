"""Reading XLSX through python-calamine, after a check that it is safe to unpack."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import python_calamine

from lapor_data.domain.errors import UnreadableFileError
from lapor_data.ingest.heads import Header, recognise_header
from lapor_data.ingest.limits import (
    HEADER_SEARCH_ROWS,
    MAX_COLUMNS,
    MAX_SHEET_CELLS,
    MAX_UNPACK_RATIO,
    MAX_UNPACKED_BYTES,
)
from lapor_data.ingest.source import BATCH_ROWS, Batch, SourceFile, no_header, read_preamble

_SHEET_NAME = "laporan ringkas"
# A reference in the XML of a sheet, of a cell or a row; only far-away ones matter here.
# (It starts with its one fixed letter: what stands before that is looked at afterwards.)
_FAR = re.compile(rb"""r\s*=\s*["']\s*(?:([A-Za-z]{2,6})(\d{1,9})|[A-Za-z]?([2-9]\d{5}|\d{7,9}))""")
_BEFORE_NAME = frozenset(bytes([code]) for code in b" \t\n\r\v\f\"'")
# Cells without a reference stand one after the other; few writers leave it out.
_UNPLACED = re.compile(rb"<(?:\w+:)?c(?:[/>]|\s+[^r\s])")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_NEW_ROW = re.compile(rb"[<:]row\b")


def open_xlsx(path: Path, name: str) -> SourceFile:
    """Check, unpack and find the header; UnreadableFileError with one sentence otherwise."""
    _check_safe(path, name)
    try:
        with path.open("rb") as file:
            # Not by path: calamine would believe the name's ending.
            workbook = python_calamine.CalamineWorkbook.from_filelike(file)
        names = workbook.sheet_names
        # The sheet of LAPOR! itself first, then the others in their order.
        names.sort(key=lambda sheet: sheet.strip().casefold() != _SHEET_NAME)
        for sheet in names:
            cells = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            found = _find_header(cells)
            if found:
                index, header = found
                above = [[cell_text(cell) for cell in row] for row in cells[:index]]
                return SourceFile(name, header, read_preamble(above), _batches(cells, index))
    except python_calamine.CalamineError as error:
        raise UnreadableFileError(
            f"{name}: buku kerja rusak atau bukan .xlsx; unduh ulang dari LAPOR!."
        ) from error
    raise no_header(name)


def _check_safe(path: Path, name: str) -> None:
    """Refuse what would fill the memory: zip bombs and sheets with a cell far out."""
    packed = path.stat().st_size
    limit = min(MAX_UNPACKED_BYTES, max(64 * 1024**2, packed * MAX_UNPACK_RATIO))
    unpacked = 0
    try:
        with zipfile.ZipFile(path) as archive:
            if "EncryptedPackage" in archive.namelist():
                raise UnreadableFileError(
                    f"{name}: buku kerja dikunci kata sandi; hapus sandinya di Excel."
                )
            for entry in archive.infolist():
                # Any part may be a sheet, whatever its name; texts are the one large other part.
                is_sheet = not entry.filename.endswith("sharedStrings.xml")
                columns, rows, row_tags, tail = 0, 0, 0, b""
                # What the directory of the archive says is not trusted: the bytes are counted.
                with archive.open(entry) as member:
                    while chunk := member.read(1024**2):
                        unpacked += len(chunk)
                        if unpacked > limit:
                            raise UnreadableFileError(
                                f"{name}: isi berkas mengembang terlalu besar (bom zip); ditolak."
                            )
                        if is_sheet:
                            wide, tall = _extent(tail + chunk)
                            row_tags += chunk.count(b"<row") + chunk.count(b":row")
                            columns, rows = max(columns, wide), max(rows, tall, row_tags)
                            tail = chunk[-64:]
                if columns > MAX_COLUMNS or rows * max(columns, 26) > MAX_SHEET_CELLS:
                    raise UnreadableFileError(
                        f"{name}: lembar kerja terlalu lebar atau tinggi (sampai kolom {columns}, "
                        f"baris {rows}); hapus sel yang jauh di luar tabel."
                    )
    except zipfile.BadZipFile as error:
        raise UnreadableFileError(f"{name}: buku kerja rusak; unduh ulang dari LAPOR!.") from error
    except (zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        # RuntimeError: an entry with a password; NotImplementedError: an unknown packing method.
        raise UnreadableFileError(
            f"{name}: buku kerja rusak atau dikunci kata sandi; simpan ulang di Excel."
        ) from error


def _extent(xml: bytes) -> tuple[int, int]:
    """(columns, rows) that a piece of a sheet reaches; 0 for what is not far away."""
    columns = rows = 0
    for found in _FAR.finditer(xml):
        if xml[found.start() - 1 : found.start()] in _BEFORE_NAME:
            letters, row, far_row = found.groups(b"")
            columns = max(columns, _column_number(letters))
            rows = max(rows, int(row or far_row))
    if _UNPLACED.search(xml):
        columns = max(columns, *(len(_CELL.findall(piece)) for piece in _NEW_ROW.split(xml)))
    return columns, rows


@lru_cache(maxsize=1024)
def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _find_header(cells: Sequence[Sequence[Any]]) -> tuple[int, Header] | None:
    for index, row in enumerate(cells[:HEADER_SEARCH_ROWS]):
        header = recognise_header([cell_text(cell) for cell in row])
        if header:
            return index, header
    return None


def _batches(cells: Sequence[Sequence[Any]], header_index: int) -> Iterator[Batch]:
    for start in range(header_index + 1, len(cells), BATCH_ROWS):
        numbers, rows = [], []
        for number, row in enumerate(cells[start : start + BATCH_ROWS], start + 1):
            texts = list(map(cell_text, row))
            if any(map(str.strip, texts)):
                numbers.append(number)
                rows.append(texts)
        yield Batch(numbers, rows)


def cell_text(cell: Any) -> str:
    """A worksheet cell as the text a CSV would hold: 7282582.0 → "7282582", dates in ISO form.

    A true date carries no time; a midnight time is not invented for it.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        midnight = cell.time() == time(0)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("seconds")
    if isinstance(cell, timedelta):
        return (datetime.min + (cell % timedelta(days=1))).time().isoformat("seconds")
    return "" if cell is None else str(cell)
