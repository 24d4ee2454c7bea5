"""Is a workbook safe to unpack? Zip bombs, far-away cells and shared texts are counted first, and
what it announces is compared with what is there."""

from __future__ import annotations

import re
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lapor_data.domain.errors import UnreadableFileError
from lapor_data.ingest.limits import (
    BYTES_PER_CELL,
    MAX_ANNOUNCED_RATIO,
    MAX_COLUMNS,
    MAX_PARTS,
    MAX_SHARED_RATIO,
    MAX_SHEET_CELLS,
    MAX_UNPACK_RATIO,
    MAX_UNPACKED_BYTES,
    SMALL_SHARED_CHARS,
    SMALL_SHARED_TEXTS,
    SMALL_SHEET_CELLS,
    SMALL_UNPACKED_BYTES,
)

_CHUNK = 1024**2
# Longer than any single tag that is looked for across two chunks.
_OVERLAP = 64
# A reference in the XML of a sheet, of a cell or a row; only far-away ones matter here.
# (It starts with its one fixed letter: what stands before that is looked at afterwards.)
_FAR = re.compile(rb"""r\s*=\s*["']\s*(?:([A-Za-z]{2,6})(\d{1,9})|[A-Za-z]?([2-9]\d{5}|\d{7,9}))""")
_BEFORE_NAME = frozenset(bytes([code]) for code in b" \t\n\r\v\f\"'")
# Cells without a reference stand one after the other; few writers leave it out.
_UNPLACED = re.compile(rb"<(?:\w+:)?c(?:[/>]|\s+[^r\s])")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_NEW_ROW = re.compile(rb"[<:]row\b")
_TEXT_END = re.compile(rb"</(?:\w+:)?si\s*>|<(?:\w+:)?si\b[^<>]{0,40}/>")
# How many shared texts are announced: the reader makes room for as many at once.
_ANNOUNCED = re.compile(rb"""uniqueCount(?:\s{0,4}=\s{0,4}["']\s{0,4}(\d{1,12})\s{0,4}["'])?""")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^<>]{0,40}>\s*([^<]{0,24})")


def check_workbook(path: Path, name: str) -> None:
    """Raises UnreadableFileError where reading it could fill the memory, or it is no sound zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            if "EncryptedPackage" in archive.namelist():
                raise UnreadableFileError(
                    f"{name}: buku kerja dikunci kata sandi; hapus sandinya di Excel."
                )
            entries = archive.infolist()
            if len(entries) > MAX_PARTS:
                raise UnreadableFileError(
                    f"{name}: buku kerja berisi lebih dari {MAX_PARTS} bagian; simpan ulang di "
                    "Excel tanpa gambar dan lampiran."
                )
            if not _is_plain(path, entries):
                # Another reader might find another workbook in it than the one looked at here.
                raise zipfile.BadZipFile
            _Check(archive, name, path.stat().st_size).run(entries)
    except zipfile.BadZipFile as error:
        raise UnreadableFileError(f"{name}: buku kerja rusak; unduh ulang dari LAPOR!.") from error
    except (zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        # RuntimeError: an entry with a password; NotImplementedError: an unknown packing method.
        raise UnreadableFileError(
            f"{name}: buku kerja rusak atau dikunci kata sandi; simpan ulang di Excel."
        ) from error


def _is_plain(path: Path, entries: list[zipfile.ZipInfo]) -> bool:
    """One zip from the first byte to the last, as every spreadsheet program writes it."""
    with path.open("rb") as file:
        file.seek(-22, 2)
        end = file.read()
    count = int.from_bytes(end[10:12], "little")
    return (
        end.startswith(b"PK\x05\x06")
        and count in (len(entries), 0xFFFF)
        and min((entry.header_offset for entry in entries), default=0) == 0
    )


class _Check:
    """One look at every byte of every part; what the directory of the zip says is not trusted."""

    def __init__(self, archive: zipfile.ZipFile, name: str, packed: int) -> None:
        self._archive, self._name = archive, name
        self._limit = min(MAX_UNPACKED_BYTES, max(SMALL_UNPACKED_BYTES, packed * MAX_UNPACK_RATIO))
        self._unpacked = 0
        self._lengths: list[int] = []
        self._announced = 0
        self._is_odd = False

    def run(self, entries: list[zipfile.ZipInfo]) -> None:
        # The shared texts first: how long they are decides what a reference to one weighs.
        for entry in sorted(entries, key=lambda entry: not _holds_texts(entry)):
            if _holds_texts(entry):
                self._texts(entry)
            else:
                # Any part may be a sheet, whatever its name.
                self._sheet(entry)
        if self._announced > max(SMALL_SHARED_TEXTS, MAX_ANNOUNCED_RATIO * len(self._lengths)):
            raise zipfile.BadZipFile

    def _chunks(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        # To the end of the packed bytes, wherever the directory says that the part ends.
        entry.file_size = 2**62
        with self._archive.open(entry) as member:
            while chunk := member.read(_CHUNK):
                yield chunk

    def _counted(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        tail = b""
        for chunk in self._chunks(entry):
            self._unpacked += len(chunk)
            if self._unpacked > self._limit:
                raise UnreadableFileError(
                    f"{self._name}: isi berkas mengembang terlalu besar (bom zip); ditolak."
                )
            piece = tail + chunk
            # What is cut off at the end is looked at again with the next chunk.
            self._announced = max(self._announced, _announced(piece, len(piece) - _OVERLAP))
            tail = piece[-_OVERLAP:]
            yield chunk
        self._announced = max(self._announced, _announced(tail, len(tail)))

    def _texts(self, entry: zipfile.ZipInfo) -> None:
        """How many bytes each shared text takes, in order."""
        tail, base, last = b"", 0, 0
        for chunk in self._counted(entry):
            # Fake ends of texts can only stand in these.
            self._is_odd = self._is_odd or b"<!" in tail[-1:] + chunk
            piece = tail + chunk
            for found in _TEXT_END.finditer(piece):
                end = base + found.end()
                if end > last:
                    self._lengths.append(end - last)
                    last = end
            tail = piece[-_OVERLAP:]
            base += len(piece) - len(tail)
        self._lengths.append(base + len(tail) - last)

    def _sheet(self, entry: zipfile.ZipInfo) -> None:
        columns, rows, row_tags, tags, size, tail = 0, 0, 0, 0, 0, b""
        for chunk in self._counted(entry):
            wide, tall = _extent(tail + chunk)
            row_tags += chunk.count(b"<row") + chunk.count(b":row")
            columns, rows = max(columns, wide), max(rows, tall, row_tags)
            tags += chunk.count(b"<")
            size += len(chunk)
            tail = chunk[-_OVERLAP:]
        cells = rows * max(columns, 26)
        allowed = min(MAX_SHEET_CELLS, max(SMALL_SHEET_CELLS, size // BYTES_PER_CELL))
        if columns > MAX_COLUMNS or cells > allowed:
            raise UnreadableFileError(
                f"{self._name}: lembar kerja terlalu lebar atau tinggi (sampai kolom {columns}, "
                f"baris {rows}); hapus sel yang jauh di luar tabel."
            )
        self._shared(entry, tags)

    def _shared(self, entry: zipfile.ZipInfo, tags: int) -> None:
        """Few long texts and many references to them would unpack to gigabytes."""
        longest = max(self._lengths, default=0)
        limit = max(SMALL_SHARED_CHARS, MAX_SHARED_RATIO * self._unpacked)
        # A cell with a reference takes four tags (<c><v></v></c>): usually this settles it.
        if tags // 4 * longest <= limit:
            return
        total, tail = 0, b""
        for chunk in self._chunks(entry):
            piece = tail + chunk
            # Cut where a tag begins, so that no value is counted twice or in halves.
            cut = piece.rfind(b"<")
            tail = piece[cut:] if cut >= 0 and len(piece) - cut <= _CHUNK else b""
            self._is_odd = self._is_odd or b"<!" in piece
            total += sum(
                count * self._length(value)
                for value, count in Counter(_VALUE.findall(piece[: len(piece) - len(tail)])).items()
            )
            if total > limit:
                raise UnreadableFileError(
                    f"{self._name}: teks yang dipakai bersama mengembang terlalu besar; ditolak. "
                    "Simpan ulang sebagai CSV."
                )

    def _length(self, value: bytes) -> int:
        if self._is_odd or b"&" in value:
            return max(self._lengths)
        text = value.strip()
        index = int(text) if text.isdigit() else len(self._lengths)
        return self._lengths[index] if index < len(self._lengths) else 0


def _announced(xml: bytes, until: int) -> int:
    """The most shared texts that a piece announces; beyond all bounds where it is not said plainly
    before `until`."""
    most = 0
    for found in _ANNOUNCED.finditer(xml):
        if found[1] is not None:
            most = max(most, int(found[1]))
        elif found.start() < until:
            most = sys.maxsize
    return most


def _holds_texts(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.casefold().endswith("sharedstrings.xml")


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
