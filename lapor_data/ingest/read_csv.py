"""Reading CSV: `,` or `;` or tab, UTF-8 with or without BOM, UTF-16, cp1252."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from lapor_data.domain.errors import UnreadableFileError
from lapor_data.ingest.heads import VITAL, Header, recognise_header
from lapor_data.ingest.limits import HEADER_SEARCH_ROWS, MAX_CELL_CHARS, MAX_COLUMNS
from lapor_data.ingest.source import Row, SourceFile, read_preamble

_DELIMITERS = (",", ";", "\t", "|")
# Enough for a header below a preamble; a header further down is no header of ours.
_SNIFF_CHARS = 256 * 1024

REASON_CUT_OFF = "Baris terpotong: selnya kurang"
REASON_TOO_WIDE = "Sel lebih banyak daripada judul kolom"
REASON_OPEN_QUOTE = "Tanda kutip tidak ditutup sampai akhir berkas"


def open_csv(path: Path, name: str) -> SourceFile:
    """Find encoding, delimiter and header; raises UnreadableFileError if there is no header."""
    # Process-wide setting of the csv module; every reader here wants the same limit.
    csv.field_size_limit(MAX_CELL_CHARS)
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        start = file.read(_SNIFF_CHARS)
    best: tuple[int, str, int, Header] | None = None
    for delimiter in _DELIMITERS:
        found = _find_header(start, delimiter)
        if found and (best is None or len(found[1].known) > best[0]):
            best = (len(found[1].known), delimiter, *found)
    if best is None:
        raise UnreadableFileError(
            f"{name}: judul kolom tidak dikenali; perlu “Tracking ID” dan sedikitnya tiga judul "
            "kolom Laporan Ringkas, atau “Waktu” dan “Aktivitas” untuk riwayat."
        )
    _, delimiter, header_index, header = best
    if len(header.heads) > MAX_COLUMNS:
        raise UnreadableFileError(f"{name}: lebih dari {MAX_COLUMNS} kolom; periksa berkasnya.")
    above = [row for _, row in zip(range(header_index), _reader(start, delimiter), strict=False)]
    rows = _rows(path, name, encoding, delimiter, header_index, header)
    return SourceFile(name, header, read_preamble(above), rows, encoding)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(4 * 1024**2):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error:
        return


def _find_header(start: str, delimiter: str) -> tuple[int, Header] | None:
    for index, row in enumerate(_reader(start, delimiter)):
        if index >= HEADER_SEARCH_ROWS:
            return None
        header = recognise_header(row)
        if header:
            return index, header
    return None


def _rows(
    path: Path, name: str, encoding: str, delimiter: str, header_index: int, header: Header
) -> Iterator[Row]:
    width = len(header.heads)
    last_vital = max(i for i, column in enumerate(header.columns) if column in VITAL)
    ends_clean = _ends_with_newline(path)
    for number, cells, lines, is_last in _records(path, name, encoding, delimiter):
        if number <= header_index + 1:
            continue
        # A filled first cell spares looking at the rest.
        if not (cells and cells[0].strip()) and not any(map(str.strip, cells)):
            continue
        if len(cells) == width:
            yield Row(number, cells)
            continue
        problem = None
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            problem = REASON_TOO_WIDE
        elif len(cells) <= last_vital or (len(cells) < width and is_last and not ends_clean):
            # Excel leaves out trailing empty cells, so a row may be short; but not this short.
            problem = REASON_OPEN_QUOTE if is_last and lines > 1 else REASON_CUT_OFF
        yield Row(number, cells, problem)


def _records(
    path: Path, name: str, encoding: str, delimiter: str
) -> Iterator[tuple[int, list[str], int, bool]]:
    """(number from 1, cells, lines it spans, is it the last one) of every record of the file."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        held: tuple[int, list[str], int] | None = None
        line = 0
        try:
            for number, cells in enumerate(reader, start=1):
                if held:
                    yield *held, False
                held = (number, cells, reader.line_num - line)
                line = reader.line_num
        except csv.Error as error:
            raise UnreadableFileError(
                f"{name}: baris {reader.line_num} tidak dapat dibaca; ada sel lebih panjang dari "
                f"{MAX_CELL_CHARS // 1024**2} juta karakter atau tanda kutip yang tidak ditutup."
            ) from error
        if held:
            yield *held, True


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-2, io.SEEK_END)
        end = file.read()
    return end.rstrip(b"\0")[-1:] in (b"\n", b"\r")
