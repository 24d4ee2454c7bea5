"""Opening a file by what it is, not by its name: a workbook, a CSV, or a sentence why neither."""

from __future__ import annotations

from pathlib import Path

from lapor_data.domain.errors import UnreadableFileError
from lapor_data.ingest.limits import MAX_FILE_BYTES
from lapor_data.ingest.read_csv import open_csv
from lapor_data.ingest.read_xlsx import open_xlsx
from lapor_data.ingest.source import SourceFile


def open_source(path: Path, name: str | None = None) -> SourceFile:
    """Open an export by its content, not its name's ending.

    Raises UnreadableFileError with one Indonesian sentence: missing, empty, a picture, encrypted,
    an old .xls, a zip bomb, or no header of a known kind.
    """
    shown = name or path.name
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableFileError(f"{shown}: ini bukan berkas.")
        with path.open("rb") as file:
            start = file.read(4096)
    except ValueError as error:
        # A NUL in the path.
        raise UnreadableFileError(f"{shown}: nama berkas ini tidak sah.") from error
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
