"""The nasty workbook of issue 2, "Done when" 3, with the report that is true of it."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from lapor_data.__main__ import main
from tests.exports import HEADS, complaint, counts, load, query, record, row, table, write_csv

ORDER = (
    "Status Laporan",
    "Judul Laporan",
    "Tanggal Laporan Masuk",
    "Kolom Asing",
    "Tipe Laporan (Anonim/Rahasia)",
    "Tracking ID",
    "Isi Laporan Awal",
    "Waktu Laporan Masuk",
    "Instansi Induk",
    "Kategori",
)
LONG = "Mohon perbaiki jalan. " * 1490


def nasty(path: Path) -> Path:
    """Reordered columns, three date forms, repeats, empty rows, merged cells, a formula, emoji."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    book.add_worksheet("Catatan").write(0, 0, "bukan di sini")
    page = book.add_worksheet("Laporan Ringkas")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    clock = book.add_format({"num_format": "hh:mm:ss"})
    page.merge_range("A1:J2", "REKAP ADUAN KOTA BANJARBARU 😀", book.add_format({"bold": True}))
    page.merge_range("A3:B3", "Nama Instansi")
    page.merge_range("C3:F3", "Pemerintah Kota Banjarbaru")
    page.write("A4", "Tanggal Generate")
    page.write_datetime("C4", datetime(2023, 6, 30), day)
    for column, head in enumerate(ORDER):
        page.write(5, column, head)
    place = {head: column for column, head in enumerate(ORDER)}

    def line(number: int, **cells: object) -> None:
        plain = {head: cell for head, cell in row("").items() if head in place}
        for head, cell in (plain | cells).items():
            if isinstance(cell, time):
                page.write_datetime(number, place[head], datetime(1899, 12, 31, cell.hour), clock)
            elif isinstance(cell, date):
                page.write_datetime(
                    number, place[head], datetime(cell.year, cell.month, cell.day), day
                )
            elif isinstance(cell, str) and cell.startswith("=="):
                page.write_formula(number, place[head], cell[1:], None, "hasil rumus")
            elif cell != "":
                page.write(number, place[head], cell)

    when = "Tanggal Laporan Masuk"
    line(
        6,
        **{"Tracking ID": 7000001, when: "18 Jan 2023", "Judul Laporan": "Banjir 🌊 di jalan 👍🏽"},
    )
    line(7, **{"Tracking ID": "7000002", when: "29/05/2023", "Isi Laporan Awal": LONG[:32767]})
    line(10, **{"Tracking ID": 7000003.0, when: date(2023, 5, 29), "Waktu Laporan Masuk": time(4)})
    line(11, **{"Tracking ID": 7000001, when: "18 Jan 2023", "Status Laporan": "Selesai"})
    line(12, **{"Tracking ID": 7000004, when: "2023-05-29", "Judul Laporan": "=='1'!A1"})
    line(13, **{"Tracking ID": 7000005, when: "18 Jan 1023"})
    line(14, **{"Tracking ID": "tujuh juta", when: "18 Jan 2023"})
    line(15, **{"Tracking ID": 7000006, when: "18 Jan 2023", "Judul Laporan": "=SUM(A1:A9)"})
    line(16, **{"Tracking ID": 7000007, when: "18 Jan 2024"})
    book.close()
    return path


def test_nasty_workbook(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = nasty(tmp_path / "rekap.xlsx")
    assert main(["impor", str(path), "--db", str(db), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "berkas": [
            {
                "nama": "rekap.xlsx",
                "jenis": "Laporan Ringkas",
                "dibaca": 9,
                "baru": 5,
                "berubah": 1,
                "sama": 0,
                "ditolak": 3,
                "alasan": {
                    "Tanggal masuk sebelum 2011": 1,
                    "Tanggal masuk setelah tanggal ekspor": 1,
                    "Tracking ID tidak terbaca": 1,
                },
            }
        ]
    }
    assert query(db, "SELECT row_no, column_name, found FROM quarantine ORDER BY row_no") == [
        (14, "Tanggal Laporan Masuk", "18 Jan 1023"),
        (15, "Tracking ID", "tujuh juta"),
        (17, "Tanggal Laporan Masuk", "18 Jan 2024"),
    ]
    days = query(db, "SELECT tracking_id, received_date FROM record ORDER BY 1")
    assert days == [
        (7000001, date(2023, 1, 18)),
        (7000002, date(2023, 5, 29)),
        (7000003, date(2023, 5, 29)),
        (7000004, date(2023, 5, 29)),
        (7000006, date(2023, 1, 18)),
    ]
    assert record(db, 7000001)["status"] == "Selesai"
    # The repeat of the row came later and had the plain title.
    assert record(db, 7000001)["title"] == "Lampu jalan padam nomor"
    assert record(db, 7000002)["text_first"] == LONG[:32767].strip()
    assert record(db, 7000003)["received_time"] == time(4)
    assert record(db, 7000004)["title"] == "hasil rumus"
    assert record(db, 7000006)["title"] == "=SUM(A1:A9)"
    assert complaint(db, 7000003)["received_at"] == datetime(2023, 5, 29, 4)
    assert query(db, "SELECT DISTINCT place FROM complaint") == [("63.72",)]
    (file,) = query(db, "SELECT columns_read, columns_ignored, generated_on FROM import_file")
    assert file == ([h for h in ORDER if h != "Kolom Asing"], ["Kolom Asing"], date(2023, 6, 30))


def test_emoji_and_very_long_cell_in_csv(db: Path, tmp_path: Path) -> None:
    text = ('Jalan 🚧 rusak,\n"parah"; ' * 5000)[:100_000]
    rows = [row(1, title="😀" * 50, text=text), row(2)]
    (report,) = load(db, write_csv(tmp_path / "a.csv", table(rows, HEADS)))
    assert counts(report) == (2, 2, 0, 0, 0)
    assert record(db, 1)["text_first"] == text.strip()
    assert record(db, 1)["title"] == "😀" * 50
