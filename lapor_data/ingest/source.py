"""One opened export: its preamble, its header and its rows as plain text cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lapor_data.domain.errors import UnreadableFileError
from lapor_data.domain.parse import parse_moment
from lapor_data.domain.vocabulary import squash
from lapor_data.ingest.heads import Header, fold
from lapor_data.ingest.limits import MAX_FILE_BYTES

_PERIOD = re.compile(r"\(?\s*([^()]+?)\s*\)?\s+-\s+\(?\s*([^()]+?)\s*\)?")


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


def read_preamble(rows: Sequence[Sequence[str]]) -> Preamble:
    """Read `Nama Instansi`, `Tanggal Generate` and `Periode Masuk` from the rows above the header.

    The value stands in the third column, or in the next cell that is not empty. An impossible
    `Tanggal Generate` counts as none: with it, the file would win over all that comes later.
    """
    values: dict[str, str] = {}
    for row in rows:
        cells = [squash(cell) for cell in row]
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


def open_source(path: Path, name: str | None = None) -> SourceFile:
    """Open an export by its content, not its name's ending.

    Raises UnreadableFileError with one Indonesian sentence: missing, empty, a picture, encrypted,
    an old .xls, a zip bomb, or no header of a known kind.
    """
    # Imported here: each reader builds SourceFile objects.
    from lapor_data.ingest.read_csv import open_csv
    from lapor_data.ingest.read_xlsx import open_xlsx

    shown = name or path.name
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableFileError(f"{shown}: ini bukan berkas.")
        with path.open("rb") as file:
            start = file.read(4096)
    except FileNotFoundError as error:
        raise UnreadableFileError(f"{shown}: berkas tidak ditemukan.") from error
    except OSError as error:
        raise UnreadableFileError(
            f"{shown}: berkas tidak dapat dibuka; periksa izin bacanya."
        ) from error
    if size == 0:
        raise UnreadableFileError(f"{shown}: berkas kosong (0 byte); unduh ulang dari LAPOR!.")
    if size > MAX_FILE_BYTES:
        raise UnreadableFileError(
            f"{shown}: berkas lebih besar dari {MAX_FILE_BYTES // 1024**3} GB; "
            "ekspor per periode yang lebih pendek."
        )
    is_workbook = start.startswith(b"PK\x03\x04")
    try:
        problem = None if is_workbook else _not_an_export(path, start)
        if problem:
            raise UnreadableFileError(f"{shown}: {problem}")
        return open_xlsx(path, shown) if is_workbook else open_csv(path, shown)
    except OSError as error:
        raise UnreadableFileError(
            f"{shown}: berkas tidak dapat dibaca sampai akhir; salin ulang berkasnya."
        ) from error


def _not_an_export(path: Path, start: bytes) -> str | None:
    """Why a file that is no workbook is no CSV either; None if it may be one."""
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in _ole_directory(path, start):
            return "buku kerja dikunci kata sandi; hapus sandinya di Excel, lalu simpan ulang."
        return "format .xls lama; buka di Excel lalu simpan sebagai .xlsx."
    if start.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8")):
        return "ini gambar, bukan ekspor LAPOR!; pilih berkas .xlsx atau .csv."
    if start.startswith(b"%PDF"):
        return "ini PDF, bukan ekspor LAPOR!; pilih berkas .xlsx atau .csv."
    if start.startswith((b"PK", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return "ini arsip atau berkas rusak, bukan ekspor LAPOR!; unduh ulang berkasnya."
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "isi berkas bukan teks; pilih berkas .xlsx atau .csv dari LAPOR!."
    return None


def _ole_directory(path: Path, start: bytes) -> bytes:
    """The first sectors of the directory of an OLE file, which names its streams."""
    sector_bits = min(int.from_bytes(start[30:32], "little"), 12)
    sector = int.from_bytes(start[48:52], "little")
    with path.open("rb") as file:
        file.seek((sector + 1) << sector_bits)
        return file.read(8192)
