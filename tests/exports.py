"""Small exports in every variant of domain.md §2, and what tests ask of a store."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from lapor_data.store.importing import FileReport, InputFile, import_files
from lapor_data.store.library import Library

HEADS = (
    "Tracking ID",
    "Tanggal Laporan Masuk",
    "Waktu Laporan Masuk",
    "Nama Pelapor",
    "Klasifikasi Laporan",
    "ID Kategori",
    "Kategori",
    "Judul Laporan",
    "Isi Laporan Awal",
    "Isi Laporan Akhir",
    "Tipe Laporan (Anonim/Rahasia)",
    "Sumber Laporan",
    "Instansi Induk",
    "ID Instansi Terdisposisi",
    "Instansi Terdisposisi",
    "Status Laporan",
    "Alasan Tunda/Arsip",
    "Provinsi",
    "Kota/Kabupaten",
    "Kecamatan",
    "Kelurahan",
    "Nomor SK",
    "Url SK",
    "Url Dokumen Laporan Tahunan",
    "Laporan yang Masuk melalui Kanal Aduan Setwapres",
    "Rating",
)
LOG_HEADS = ("Tracking ID", "Waktu", "Aktivitas", "Instansi", "Keterangan")
SNAKE_HEADS = [
    "tracking_id", "tanggal_masuk", "waktu_masuk", "klasifikasi", "id_kategori", "kategori",
    "judul", "isi_laporan_awal", "isi_laporan_akhir", "sumber_laporan", "instansi_induk",
    "dinas_tujuan", "status", "alasan_tunda", "provinsi", "kota_kabupaten", "kecamatan_final",
    "status_final",
]  # fmt: skip
SNAKE_OF = {
    "Tracking ID": "tracking_id",
    "Tanggal Laporan Masuk": "tanggal_masuk",
    "Waktu Laporan Masuk": "waktu_masuk",
    "Klasifikasi Laporan": "klasifikasi",
    "ID Kategori": "id_kategori",
    "Kategori": "kategori",
    "Judul Laporan": "judul",
    "Isi Laporan Awal": "isi_laporan_awal",
    "Isi Laporan Akhir": "isi_laporan_akhir",
    "Sumber Laporan": "sumber_laporan",
    "Instansi Induk": "instansi_induk",
    "Instansi Terdisposisi": "dinas_tujuan",
    "Status Laporan": "status",
    "Alasan Tunda/Arsip": "alasan_tunda",
    "Provinsi": "provinsi",
    "Kota/Kabupaten": "kota_kabupaten",
    "Kecamatan": "kecamatan_final",
}
FULL_ROW: dict[str, Any] = {
    "Tracking ID": "7282582",
    "Tanggal Laporan Masuk": "29 May 2023",
    "Waktu Laporan Masuk": "04:05:34",
    "Nama Pelapor": "Sulaiman Contoh",
    "Klasifikasi Laporan": "Pengaduan Tidak Berkadar Pengawasan",
    "ID Kategori": "42",
    "Kategori": "Drainase (Gorong-Gorong/Parit)",
    "Judul Laporan": "Got di Jalan “Ahmad Yani” tersumbat; air meluap",
    "Isi Laporan Awal": "Air meluap tiap hujan,\nmohon ditangani – terima kasih.",
    "Isi Laporan Akhir": "Sudah dibersihkan.",
    "Tipe Laporan (Anonim/Rahasia)": "Anonim",
    "Sumber Laporan": "Website - pemerintah-kabupaten-banjar",
    "Instansi Induk": "Pemerintah Kabupaten Banjar",
    "ID Instansi Terdisposisi": "4711",
    "Instansi Terdisposisi": "Dinas PUPR Kab. Banjar",
    "Status Laporan": "Ditutup oleh Sistem",
    "Alasan Tunda/Arsip": "Menunggu jadwal",
    "Provinsi": "Kalimantan Selatan",
    "Kota/Kabupaten": "Banjar",
    "Kecamatan": "Martapura",
    "Kelurahan": "Keraton",
    "Nomor SK": "188/2022",
    "Url SK": "https://example.test/sk.pdf",
    "Url Dokumen Laporan Tahunan": "https://example.test/tahunan.pdf",
    "Laporan yang Masuk melalui Kanal Aduan Setwapres": "Tidak",
    "Rating": "4",
}
NOW = datetime(2024, 1, 15, 9, 30)
SHORT_HEADS = (
    "Tracking ID",
    "Tanggal Laporan Masuk",
    "Judul Laporan",
    "Tipe Laporan (Anonim/Rahasia)",
    "Instansi Induk",
    "Instansi Terdisposisi",
    "Status Laporan",
    "Kategori",
)

Cells = Mapping[str, Any]


def row(tracking_id: Any, **changes: Any) -> dict[str, Any]:
    """A plain complaint of Banjarbaru; `changes` by short name (see _SHORT)."""
    plain = {
        "Tracking ID": tracking_id,
        "Tanggal Laporan Masuk": "10 Jan 2023",
        "Judul Laporan": f"Lampu jalan padam nomor {tracking_id}",
        "Tipe Laporan (Anonim/Rahasia)": "",
        "Instansi Induk": "Pemerintah Kota Banjarbaru",
        "Instansi Terdisposisi": "",
        "Status Laporan": "Proses",
        "Kategori": "Penerangan Jalan",
    }
    return plain | {_SHORT[name]: value for name, value in changes.items()}


_SHORT = {
    "date": "Tanggal Laporan Masuk",
    "time": "Waktu Laporan Masuk",
    "title": "Judul Laporan",
    "text": "Isi Laporan Awal",
    "text_last": "Isi Laporan Akhir",
    "type": "Tipe Laporan (Anonim/Rahasia)",
    "parent": "Instansi Induk",
    "agency": "Instansi Terdisposisi",
    "status": "Status Laporan",
    "category": "Kategori",
    "reason": "Alasan Tunda/Arsip",
    "city": "Kota/Kabupaten",
    "province": "Provinsi",
    "reporter": "Nama Pelapor",
    "rating": "Rating",
    "responded": "Tanggal Tindak Lanjut",
}


def preamble(owner: str = "Pemerintah Kota Banjarbaru", generated: Any = "2023-06-30") -> list[Any]:
    """The rows LAPOR! puts above the header."""
    lines = (
        ("Judul Laporan", "Laporan Ringkas"),
        ("Nama Instansi", owner),
        ("Tanggal Generate", generated),
        ("Periode Masuk", "(2021-01-01) - (2024-12-31)"),
        ("Pengelola", "Admin Instansi"),
    )
    return [cells for label, value in lines for cells in ([label, "", value], [])]


def table(
    rows: Iterable[Cells], heads: Sequence[str], above: Sequence[Any] = ()
) -> list[list[Any]]:
    """Preamble, header and rows as cells."""
    return [*map(list, above), list(heads), *([r.get(head, "") for head in heads] for r in rows)]


def write_xlsx(path: Path, cells: Sequence[Sequence[Any]], sheet: str = "Laporan Ringkas") -> Path:
    """A workbook as LAPOR! writes it: one sheet, texts as texts, dates as true dates."""
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    )
    page = book.add_worksheet(sheet)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for row_no, line in enumerate(cells):
        for column, value in enumerate(line):
            if isinstance(value, date):
                page.write_datetime(row_no, column, value, day)  # type: ignore[arg-type]
            elif value not in ("", None):
                page.write(row_no, column, value)
    book.close()
    return path


def write_csv(
    path: Path,
    cells: Sequence[Sequence[Any]],
    delimiter: str = ",",
    encoding: str = "utf-8",
    newline: str = "\r\n",
) -> Path:
    """The same cells as CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    writer.writerows([["" if v is None else v for v in line] for line in cells])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def export(
    path: Path,
    rows: Iterable[Cells],
    heads: Sequence[str] = SHORT_HEADS,
    generated: Any = "2023-06-30",
    owner: str = "Pemerintah Kota Banjarbaru",
) -> Path:
    """A small export; undated (no preamble) where `generated` is None."""
    above = preamble(owner, generated) if generated else []
    cells = table(rows, heads, above)
    return write_xlsx(path, cells) if path.suffix == ".xlsx" else write_csv(path, cells)


def log(path: Path, rows: Iterable[Sequence[Any]], generated: Any = None) -> Path:
    """A follow-up log: (Tracking ID, Waktu, Aktivitas[, Instansi[, Keterangan]]) per row."""
    above = preamble(generated=generated) if generated else []
    filled = [[*cells, "", ""][: len(LOG_HEADS)] for cells in rows]
    cells = [*above, list(LOG_HEADS), *filled]
    return write_xlsx(path, cells) if path.suffix == ".xlsx" else write_csv(path, cells)


def load(db: Path, *paths: Path, now: datetime = NOW) -> list[FileReport]:
    """Import files as one import."""
    return import_files(Library(db), [InputFile.of(p) for p in paths], source="uji", now=now)


def counts(report: FileReport) -> tuple[int, int, int, int, int]:
    """(read, new, changed, same, rejected); asserts that they add up."""
    c = report.counts
    assert c.read == c.new + c.changed + c.same + c.rejected
    return c.read, c.new, c.changed, c.same, c.rejected


def query(db: Path, sql: str) -> list[tuple[Any, ...]]:
    """Ask the newest version file directly, without the program in between."""
    newest = max(db.parent.glob(f"{db.name}.v*"))
    with duckdb.connect(str(newest), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def dump(db: Path, *, without: Sequence[str] = ()) -> dict[str, list[str]]:
    """Every row of every table of the newest version, sorted."""
    newest = max(db.parent.glob(f"{db.name}.v*"))
    with duckdb.connect(str(newest), read_only=True) as connection:
        names = [r[0] for r in connection.execute("SHOW TABLES").fetchall()]
        return {
            name: sorted(map(repr, connection.execute(f'FROM "{name}"').fetchall()))
            for name in names
            if name not in without
        }


def record(db: Path, tracking_id: int) -> dict[str, Any]:
    """The stored record of one complaint, by column."""
    newest = max(db.parent.glob(f"{db.name}.v*"))
    with duckdb.connect(str(newest), read_only=True) as connection:
        found = connection.execute("FROM record WHERE tracking_id = ?", [tracking_id])
        names = [column[0] for column in found.description]
        (values,) = found.fetchall()
        return dict(zip(names, values, strict=True))


def complaint(db: Path, tracking_id: int) -> dict[str, Any]:
    """What the questions see of one complaint."""
    newest = max(db.parent.glob(f"{db.name}.v*"))
    with duckdb.connect(str(newest), read_only=True) as connection:
        found = connection.execute("FROM complaint WHERE tracking_id = ?", [tracking_id])
        names = [column[0] for column in found.description]
        (values,) = found.fetchall()
        return dict(zip(names, values, strict=True))


def folder_bytes(folder: Path) -> bytes:
    """All bytes of all files under a folder."""
    return b"\0".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())
