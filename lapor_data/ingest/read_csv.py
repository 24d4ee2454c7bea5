"""Reading CSV: `,` or `;` or tab, UTF-8 with or without BOM, UTF-16, cp1252."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import IO
from uuid import uuid4

from lapor_data.domain.errors import UnreadableFileError
from lapor_data.ingest.heads import VITAL, Header, recognise_header
from lapor_data.ingest.limits import (
    HEADER_SEARCH_ROWS,
    MAX_CELL_CHARS,
    MAX_COLUMNS,
    MAX_ROW_CHARS,
    MAX_ROWS,
)
from lapor_data.ingest.source import BATCH_ROWS, Batch, SourceFile, no_header, read_preamble

_DELIMITERS = (",", ";", "\t", "|")
# Enough for a header below a preamble; a header further down is no header of ours.
_SNIFF_CHARS = 256 * 1024
# Rows are taken a few at a time, so that long ones end a batch before they fill the memory.
_STEP = 16
_STEP_CHARS = 16 * 1024**2
_BATCH_CHARS = 2 * 1024**2

REASON_CUT_OFF = "Baris terpotong: selnya kurang"
REASON_TOO_WIDE = "Sel lebih banyak daripada judul kolom"
# A line of its own behind the last one; it ends inside a cell whose quote is never closed. No file
# can hold it: it is made anew each time the program starts.
_END = f"\0{uuid4().hex}\0"
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
        raise no_header(name)
    _, delimiter, header_index, header = best
    if len(header.heads) > MAX_COLUMNS:
        raise UnreadableFileError(f"{name}: lebih dari {MAX_COLUMNS} kolom; periksa berkasnya.")
    above = [row for _, row in zip(range(header_index), _reader(start, delimiter), strict=False)]
    batches = _batches(path, name, encoding, delimiter, header_index, header)
    return SourceFile(name, header, read_preamble(above), batches, encoding)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if start.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            # Small pieces use the same memory again; fresh pages for large ones cost more.
            while chunk := file.read(128 * 1024):
                decoder.decode(chunk)
            # Not asked for the end: a file cut off within a letter is still UTF-8.
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


def _batches(
    path: Path, name: str, encoding: str, delimiter: str, header_index: int, header: Header
) -> Iterator[Batch]:
    width = len(header.heads)
    ragged = _Ragged(header, path)
    first_cell = itemgetter(0)
    skip = header_index + 1
    for start, records, is_last in _records(path, name, encoding, delimiter):
        # The usual batch is whole: asked of all its rows at once, in C.
        if (
            start > skip
            and not (is_last and _is_open(records[-1]))
            and set(map(len, records)) == {width}
            and all(map(str.strip, map(first_cell, records)))
        ):
            yield Batch(range(start, start + len(records)), records)
            continue
        numbered = enumerate(records[max(0, skip + 1 - start) :], max(start, skip + 1))
        last = start + len(records) - 1 if is_last else 0
        yield ragged.batch(numbered, last)


class _Ragged:
    """Judges rows one by one, where some are empty, short or long."""

    def __init__(self, header: Header, path: Path) -> None:
        self._width = len(header.heads)
        self._last_vital = max(i for i, column in enumerate(header.columns) if column in VITAL)
        self._path = path

    def batch(self, numbered: Iterable[tuple[int, list[str]]], last: int) -> Batch:
        """The rows that hold anything, brought to the header's width; `last` is the number of the
        file's last record where it is among them."""
        numbers, rows, problems = [], [], []
        for number, cells in numbered:
            if any(map(str.strip, cells)):
                numbers.append(number)
                problems.append(self._problem(cells, number == last))
                rows.append((cells + [""] * (self._width - len(cells)))[: self._width])
        return Batch(numbers, rows, problems if any(problems) else None)

    def _problem(self, cells: list[str], is_last: bool) -> str | None:
        if is_last and _is_open(cells):
            return REASON_OPEN_QUOTE
        if len(cells) > self._width:
            too_wide = any(map(str.strip, cells[self._width :]))
            return REASON_TOO_WIDE if too_wide else None
        short = len(cells) < self._width
        # Excel leaves out trailing empty cells, so a row may be short; but not this short.
        if len(cells) <= self._last_vital or (
            short and is_last and not _ends_with_newline(self._path)
        ):
            return REASON_CUT_OFF
        return None


def _is_open(cells: list[str]) -> bool:
    return bool(cells) and cells[-1].endswith(_END)


class _Lines:
    """The lines of a file, then the mark of its end; a row that does not end is given up.

    `taken` counts the characters handed out; whoever turns lines into rows sets it back, so that it
    bounds what a row, or a few, may hold before the memory is full of them.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        for line in iter(partial(self._file.readline, MAX_ROW_CHARS), ""):
            self.taken += len(line)
            if self.taken > _STEP_CHARS or len(line) == MAX_ROW_CHARS:
                raise csv.Error("row too long")
            yield line
        yield _END


def _records(
    path: Path, name: str, encoding: str, delimiter: str
) -> Iterator[tuple[int, list[list[str]], bool]]:
    """(number of the first, records, are they the last) of some records of the file at a time."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = _Lines(file)
        reader = csv.reader(iter(lines), delimiter=delimiter)
        complete = iter(reader.__next__, [_END])
        start = 1
        try:
            records = _some(complete, lines)
            while records:
                following = _some(complete, lines)
                yield start, records, not following
                start += len(records)
                if start > MAX_ROWS:
                    raise UnreadableFileError(
                        f"{name}: lebih dari {MAX_ROWS // 1_000_000} juta baris; ekspor per "
                        "periode yang lebih pendek."
                    )
                records = following
        except csv.Error as error:
            raise UnreadableFileError(
                f"{name}: baris {reader.line_num} tidak dapat dibaca; ada sel lebih panjang dari "
                f"{MAX_CELL_CHARS // 1024**2} juta karakter, baris lebih panjang dari "
                f"{MAX_ROW_CHARS // 1024**2} juta, atau tanda kutip yang tidak ditutup."
            ) from error
        except UnicodeError as error:
            raise UnreadableFileError(
                f"{name}: penyandian teksnya rusak; simpan ulang sebagai CSV UTF-8."
            ) from error
        except OSError as error:
            raise UnreadableFileError(
                f"{name}: berkas tidak dapat dibaca sampai akhir; salin ulang berkasnya."
            ) from error


def _some(complete: Iterator[list[str]], lines: _Lines) -> list[list[str]]:
    """The next records: BATCH_ROWS of them, fewer where they are long."""
    records: list[list[str]] = []
    characters = 0
    while len(records) < BATCH_ROWS and characters < _BATCH_CHARS:
        lines.taken = 0
        more = list(islice(complete, _STEP))
        records += more
        characters += lines.taken
        if len(more) < _STEP:
            break
    return records


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-2, io.SEEK_END)
        end = file.read()
    return end.rstrip(b"\0")[-1:] in (b"\n", b"\r")
