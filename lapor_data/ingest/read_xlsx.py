"""Reading XLSX through python-calamine, after a check that it is safe to unpack."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
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
from lapor_data.ingest.source import Row, SourceFile, read_preamble

_SHEET_NAME = "laporan ringkas"
# A cell reference in the XML of a sheet; only far-away ones matter here.
_FAR_COLUMN = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{2,3})\d')
_ROW_NUMBER = re.compile(rb'<(?:\w+:)?row [^>]*?r="(\d{4,7})"')


def open_xlsx(path: Path, name: str) -> SourceFile:
    """Check, unpack and find the header; UnreadableFileError with one sentence otherwise."""
    _check_safe(path, name)
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        names = workbook.sheet_names
        # The sheet of LAPOR! itself first, then the others in their order.
        names.sort(key=lambda sheet: sheet.strip().casefold() != _SHEET_NAME)
        for sheet in names:
            cells = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            found = _find_header(cells)
            if found:
                index, header = found
                above = [[cell_text(cell) for cell in row] for row in cells[:index]]
                return SourceFile(name, header, read_preamble(above), _rows(cells, index, header))
    except python_calamine.CalamineError as error:
        raise UnreadableFileError(
            f"{name}: buku kerja rusak atau bukan .xlsx; unduh ulang dari LAPOR!."
        ) from error
    raise UnreadableFileError(
        f"{name}: judul kolom tidak dikenali; perlu “Tracking ID” dan sedikitnya tiga judul kolom "
        "Laporan Ringkas, atau “Waktu” dan “Aktivitas” untuk riwayat."
    )


def _check_safe(path: Path, name: str) -> None:
    """Refuse what would fill the memory: zip bombs and sheets with a cell far out."""
    packed = path.stat().st_size
    limit = min(MAX_UNPACKED_BYTES, max(64 * 1024**2, packed * MAX_UNPACK_RATIO))
    unpacked = 0
    try:
        with zipfile.ZipFile(path) as archive:
            if "EncryptedPackage" in archive.namelist():
                raise UnreadableFileError(f"{name}: buku kerja dikunci kata sandi.")
            for entry in archive.infolist():
                is_sheet = entry.filename.startswith("xl/worksheets/")
                columns, rows, tail = 0, 0, b""
                # What the directory of the archive says is not trusted: the bytes are counted.
                with archive.open(entry) as member:
                    while chunk := member.read(1024**2):
                        unpacked += len(chunk)
                        if unpacked > limit:
                            raise UnreadableFileError(
                                f"{name}: isi berkas mengembang terlalu besar (bom zip); ditolak."
                            )
                        if is_sheet:
                            text = tail + chunk
                            columns = max(columns, _widest(text))
                            rows = max(rows, _tallest(text))
                            tail = chunk[-64:]
                if columns > MAX_COLUMNS or rows * max(columns, 1) > MAX_SHEET_CELLS:
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


def _widest(xml: bytes) -> int:
    far = max(_FAR_COLUMN.findall(xml), key=lambda ref: (len(ref), ref), default=b"")
    number = 0
    for letter in far:
        number = number * 26 + letter - 64
    return number


def _tallest(xml: bytes) -> int:
    # Rows come in order, so the last one in a piece is the tallest of it.
    start = max(0, len(xml) - 65536)
    numbers = _ROW_NUMBER.findall(xml, start) or _ROW_NUMBER.findall(xml)
    return max(map(int, numbers), default=0)


def _find_header(cells: Sequence[Sequence[Any]]) -> tuple[int, Header] | None:
    for index, row in enumerate(cells[:HEADER_SEARCH_ROWS]):
        header = recognise_header([cell_text(cell) for cell in row])
        if header:
            return index, header
    return None


def _rows(cells: Sequence[Sequence[Any]], header_index: int, header: Header) -> Iterator[Row]:
    for index in range(header_index + 1, len(cells)):
        texts = [cell_text(cell) for cell in cells[index]]
        if any(text.strip() for text in texts):
            yield Row(index + 1, texts)


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
