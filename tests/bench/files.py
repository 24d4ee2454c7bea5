"""Large exports to import: Laporan Ringkas as XLSX or CSV, with texts of about 800 characters."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEADS = (
    "Tracking ID", "Tanggal Laporan Masuk", "Waktu Laporan Masuk", "Nama Pelapor",
    "Klasifikasi Laporan", "ID Kategori", "Kategori", "Judul Laporan", "Isi Laporan Awal",
    "Isi Laporan Akhir", "Tipe Laporan (Anonim/Rahasia)", "Sumber Laporan", "Instansi Induk",
    "ID Instansi Terdisposisi", "Instansi Terdisposisi", "Status Laporan", "Alasan Tunda/Arsip",
    "Provinsi", "Kota/Kabupaten", "Kecamatan", "Kelurahan", "Rating", "Tanggal Verifikasi",
    "Tanggal Disposisi", "Tanggal Tindak Lanjut", "Waktu Tindak Lanjut", "Tanggal Selesai",
)  # fmt: skip
_FIRST_DAY = date(2020, 1, 1)
_DAYS = 1300
_TEXT_CHARS = 800
_WORDS_IN_STOCK = 210_000
_PHRASES = (
    "jalan rusak lubang air lampu padam mohon segera diperbaiki warga sudah lama mengeluh karena "
    "setiap malam gelap dan berbahaya bagi anak sekolah pengendara motor banyak yang jatuh petugas "
    "belum datang kami minta pemerintah kota kabupaten memperhatikan lingkungan sampah menumpuk "
    "bau parit tersumbat banjir hujan deras rumah terendam bantuan belum diterima data kelurahan "
    "kecamatan pelayanan puskesmas antrean panjang pegawai tidak di tempat terima kasih"
)
_WORDS = _PHRASES.split()
_AGENCIES = (
    ("Pemerintah Kota Banjarbaru", "Dinas PUPR Kota Banjarbaru", "Kota Banjarbaru"),
    ("Pemerintah Kota Banjarmasin", "Dinas Perhubungan Kota Banjarmasin", "Kota Banjarmasin"),
    ("Pemerintah Kabupaten Banjar", "Dinas Sosial Kab. Banjar", "Kabupaten Banjar"),
    ("Pemerintah Kabupaten Tanah Laut", "Disdukcapil Kab. Tanah Laut", "Kabupaten Tanah Laut"),
    ("Pemerintah Kabupaten Tabalong", "Dinas Kesehatan Kab. Tabalong", ""),
    ("Pemerintah Provinsi Kalimantan Selatan", "Dinas Kehutanan", "Kota Banjarbaru"),
    ("", "", "Kabupaten Kotabaru"),
)
_CLASSES = (
    "Pengaduan Tidak Berkadar Pengawasan", "Pengaduan Berkadar Pengawasan",
    "Permintaan Informasi", "Aspirasi", "",
)  # fmt: skip
_CATEGORIES = (
    "Infrastruktur Jalan", "Penerangan Jalan", "Ketertiban Umum", "Bantuan Sosial",
    "Pelayanan Kesehatan", "Parkir", "Banjir", "",
)  # fmt: skip
_SOURCES = ("Website", "Android", "ios", "SMS", "Instagram", "Whatsapp", "Tatap Muka")
_STATUSES = (
    "Ditutup oleh Sistem", "Ditutup oleh Admin", "Diarsipkan oleh Admin", "Sedang Diproses",
    "Belum Ditindaklanjuti",
)  # fmt: skip
_TYPES = ("", "", "", "", "Anonim", "", "", "Rahasia")


def write_csv(path: Path, rows: int, seed: int = 1) -> None:
    """`rows` complaints as one CSV, UTF-8, "," between cells."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        writer.writerows(_rows(rows, seed))


def write_xlsx(path: Path, rows: int, seed: int = 1) -> None:
    """The same as a workbook with one sheet, Tracking IDs as numbers."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Laporan Ringkas")
    sheet.write_row(0, 0, HEADS)
    for y, row in enumerate(_rows(rows, seed), start=1):
        sheet.write_number(y, 0, int(row[0]))
        for x, cell in enumerate(row[1:], start=1):
            if cell:
                sheet.write_string(y, x, cell)
    book.close()


def _rows(count: int, seed: int) -> Iterator[list[str]]:
    """Rows of text cells."""
    draw = random.Random(seed)
    stock = _stock(draw)
    room = len(stock) - _TEXT_CHARS
    days = [_FIRST_DAY + timedelta(days=number) for number in range(_DAYS + 40)]
    dates = [f"{day:%d} {day:%b} {day:%Y}" for day in days]
    clocks = [
        f"{draw.randrange(24):02}:{draw.randrange(60):02}:{draw.randrange(60):02}"
        for _ in range(5_000)
    ]
    pick = draw.random
    for number in range(count):
        a, b = int(pick() * 2**30), int(pick() * 2**30)
        day = int(number * _DAYS / count)
        parent, agency, city = _AGENCIES[a % 7]
        status = _STATUSES[b % 5]
        answered = b % 5 in (0, 1, 3)
        response = day + b % 11
        # No two texts are alike: each is another piece of one long text.
        start, other = a % room, b % room
        text = stock[start : start + _TEXT_CHARS].strip()
        yield [
            str(7_000_000 + number),
            dates[day],
            clocks[a % 5_000],
            f"Pelapor {b % 50_000}",
            _CLASSES[a % 5],
            str(a % 8),
            _CATEGORIES[a % 8],
            f"{_WORDS[a % 60]} {_WORDS[b % 59]} di {_WORDS[a % 58]} {_WORDS[b % 57]} RT {a % 40}",
            text,
            stock[other : other + _TEXT_CHARS].strip(),
            _TYPES[b % 8],
            _SOURCES[a % 7],
            parent,
            str(100 + a % 7) if agency else "",
            agency,
            status,
            "",
            "Kalimantan Selatan",
            city,
            "",
            "",
            "",
            dates[day],
            dates[day],
            dates[response] if answered else "",
            clocks[b % 5_000] if answered else "",
            dates[response + 10] if b % 5 < 2 else "",
        ]


def _stock(draw: random.Random) -> str:
    """A long text: a telephone number every 4,000 characters or so (so in every fifth text of
    800), fewer NIK and e-mail addresses, here and there paragraphs and quotation marks."""
    words = draw.choices(_WORDS, k=_WORDS_IN_STOCK)
    for number in range(0, _WORDS_IN_STOCK, 600):
        words[number] = f"HP 0812{draw.randrange(10**8):08}"
        words[number + 200] += ".\n\nKemudian"
        words[number + 300] = f'"{words[number + 300]}"'
        if number % 1_800 == 0:
            words[number + 100] = f"NIK 6372{draw.randrange(10**12):012}"
        if number % 4_200 == 0:
            words[number + 400] = f"surel warga{number}@contoh.id"
    return " ".join(words)
