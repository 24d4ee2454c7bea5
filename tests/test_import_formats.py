"""Every variant of "Laporan Ringkas" (domain.md §2) gives the same stored record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from lapor_data.ingest.heads import KIND_COMPLAINTS
from tests.exports import (
    FULL_ROW,
    HEADS,
    NOW,
    SNAKE_HEADS,
    SNAKE_OF,
    counts,
    load,
    preamble,
    query,
    record,
    row,
    table,
    write_csv,
    write_xlsx,
)

EXPECTED: dict[str, Any] = {
    "tracking_id": 7282582,
    "first_import_no": 1,
    "import_no": 1,
    "auto_place": "63.03",
    "auto_rank": 1,
    "received_date": date(2023, 5, 29),
    "received_time": time(4, 5, 34),
    "classification": "Pengaduan Tidak Berkadar Pengawasan",
    "category_id": "42",
    "category": "Drainase (Gorong-Gorong/Parit)",
    "report_type": "Anonim",
    "source": "Website - pemerintah-kabupaten-banjar",
    "parent_agency": "Pemerintah Kabupaten Banjar",
    "agency_id": "4711",
    "agency": "Dinas PUPR Kab. Banjar",
    "delay_reason": "Menunggu jadwal",
    "province": "Kalimantan Selatan",
    "city": "Banjar",
    "district": "Martapura",
    "village": "Keraton",
    "sk_number": "188/2022",
    "sk_url": "https://example.test/sk.pdf",
    "annual_report_url": "https://example.test/tahunan.pdf",
    "setwapres": "Tidak",
    "rating": "4",
    "status": "Ditutup oleh Sistem",
    "title": "Got di Jalan “Ahmad Yani” tersumbat; air meluap",
    "text_first": "Air meluap tiap hujan,\nmohon ditangani – terima kasih.",
    "text_last": "Sudah dibersihkan.",
    "verified_at": None,
    "dispatched_at": None,
    "followed_up_at": None,
    "closed_at": None,
}
# Not in the 18 columns of the cleaned copies; without Tipe no contents are stored.
NOT_IN_SNAKE = (
    "report_type", "agency_id", "village", "sk_number", "sk_url", "annual_report_url", "setwapres",
    "rating", "title", "text_first", "text_last",
)  # fmt: skip


def values_of(db: Path, number: int = 7282582) -> dict[str, Any]:
    stored = record(db, number)
    return {name: value for name, value in stored.items() if not name.endswith("_as_of")}


def full(**changes: Any) -> list[list[Any]]:
    return table([FULL_ROW | changes], HEADS, preamble("Pemerintah Kabupaten Banjar"))


def reordered() -> list[list[Any]]:
    heads = ["Kolom Baru", *reversed(HEADS), "Catatan Petugas"]
    return table([FULL_ROW | {"Kolom Baru": "x", "Catatan Petugas": "y"}], heads, preamble())


def newest_heads() -> list[list[Any]]:
    """Other spellings of the heads, and true numbers in the cells."""
    cells = full(**{"Tracking ID": 7282582, "Rating": 4, "ID Kategori": 42.0})
    header = next(line for line in cells if "Tracking ID" in line)
    header[:] = [f"  {head.upper()} " for head in header]
    return cells


Writer = Callable[[Path], Path]
VARIANTS: dict[str, tuple[str, Writer]] = {
    "xlsx": ("a.xlsx", lambda p: write_xlsx(p, full())),
    "xlsx without preamble": ("a.xlsx", lambda p: write_xlsx(p, table([FULL_ROW], HEADS))),
    "xlsx, other sheet name": ("a.xlsx", lambda p: write_xlsx(p, full(), sheet="Sheet1")),
    "xlsx called .xls": ("a.xls", lambda p: write_xlsx(p, full())),
    "xlsx without ending": ("unggahan", lambda p: write_xlsx(p, full())),
    "xlsx, reordered": ("a.xlsx", lambda p: write_xlsx(p, reordered())),
    "xlsx, other heads": ("a.xlsx", lambda p: write_xlsx(p, newest_heads())),
    "csv": ("a.csv", lambda p: write_csv(p, full())),
    "csv, semicolon": ("a.csv", lambda p: write_csv(p, full(), ";")),
    "csv, tab": ("a.txt", lambda p: write_csv(p, full(), "\t")),
    "csv, bar": ("a.csv", lambda p: write_csv(p, full(), "|")),
    "csv, BOM": ("a.csv", lambda p: write_csv(p, full(), encoding="utf-8-sig")),
    "csv, BOM, no preamble": (
        "a.csv",
        lambda p: write_csv(p, table([FULL_ROW], HEADS), ";", "utf-8-sig"),
    ),
    "csv, cp1252": ("a.csv", lambda p: write_csv(p, full(), ";", "cp1252")),
    "csv, UTF-16": ("a.csv", lambda p: write_csv(p, full(), "\t", "utf-16")),
    "csv, line feeds": ("a.csv", lambda p: write_csv(p, full(), newline="\n")),
    "csv, reordered": ("a.csv", lambda p: write_csv(p, reordered())),
    "csv called .xlsx": ("a.xlsx", lambda p: write_csv(p, full())),
    "csv, hint for Excel": (
        "a.csv",
        lambda p: write_csv(p, [["sep=;"], *full()], ";"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_gives_the_same_record(variant: str, db: Path, tmp_path: Path) -> None:
    name, write = VARIANTS[variant]
    (report,) = load(db, write(tmp_path / name))
    assert report.kind == KIND_COMPLAINTS
    assert counts(report) == (1, 1, 0, 0, 0)
    assert report.notices == {}
    assert values_of(db) == EXPECTED


ID_FORMS = (
    "{id}.0",
    "{id},00",
    " {id}\u00a0",
    "'{id}",
    "#{id}",
    "{id:.6E}",
    "https://www.lapor.go.id/laporan/detil/{id}",
    '=HYPERLINK("https://www.lapor.go.id/laporan/{id}","{id}")',
)
CELL_FORMS: tuple[dict[str, Any], ...] = (
    {"Tanggal Laporan Masuk": "29 Mei 2023"},
    {"Tanggal Laporan Masuk": "29  mei 2023 "},
    {"Tanggal Laporan Masuk": "2023-05-29"},
    {"Tanggal Laporan Masuk": "29/05/2023"},
    {"Tanggal Laporan Masuk": "29/5/2023"},
    {"Tanggal Laporan Masuk": "29-05-2023"},
    {"Tanggal Laporan Masuk": "Senin, 29 Mei 2023"},
    {"Tanggal Laporan Masuk": "2023-05-29 00:00:00"},
    {"Tanggal Laporan Masuk": datetime(2023, 5, 29)},
    {"Tanggal Laporan Masuk": "45075"},
    {"Tanggal Laporan Masuk": "2023-05-29 04:05:34", "Waktu Laporan Masuk": ""},
    {"Waktu Laporan Masuk": "4:05:34"},
    {"Waktu Laporan Masuk": "04.05.34"},
    {"Waktu Laporan Masuk": "04:05:34 WITA"},
    {"Waktu Laporan Masuk": 0.17053240740740741},
    {"Klasifikasi Laporan": "  Pengaduan Tidak\nBerkadar   Pengawasan"},
    {"Rating": 4, "ID Kategori": 42.0},
    {"Judul Laporan": f"\n {EXPECTED['title']}\t"},
)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_every_form_of_a_cell(suffix: str, db: Path, tmp_path: Path) -> None:
    """One row per form; each gives the record of the plain row."""
    first = 7282582
    rows = [FULL_ROW | cells for cells in CELL_FORMS]
    rows += [dict(FULL_ROW) for _ in ID_FORMS]
    forms = ["{id}"] * len(CELL_FORMS) + [*ID_FORMS]
    for number, (cells, form) in enumerate(zip(rows, forms, strict=True), start=first):
        cells["Tracking ID"] = form.format(id=number)
    writer = write_xlsx if suffix == ".xlsx" else write_csv
    lines = table(rows, HEADS, preamble("Pemerintah Kabupaten Banjar"))
    (report,) = load(db, writer(tmp_path / f"a{suffix}", lines))
    assert counts(report) == (len(rows), len(rows), 0, 0, 0), report.reasons
    assert report.notices == {}
    for number in range(first, first + len(rows)):
        assert values_of(db, number) == EXPECTED | {"tracking_id": number}, rows[number - first]


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";")]
)
def test_cleaned_copy_with_snake_case_heads(
    encoding: str, delimiter: str, db: Path, tmp_path: Path
) -> None:
    cells = {SNAKE_OF[head]: value for head, value in FULL_ROW.items() if head in SNAKE_OF}
    cells |= {"status_final": "Diarsipkan oleh Admin", "tracking_id": "7282582.0"}
    path = write_csv(tmp_path / "a.csv", table([cells], SNAKE_HEADS), delimiter, encoding)
    (report,) = load(db, path)
    assert counts(report) == (1, 1, 0, 0, 0)
    assert values_of(db) == EXPECTED | dict.fromkeys(NOT_IN_SNAKE)


def test_status_final_counts_only_where_status_is_empty(db: Path, tmp_path: Path) -> None:
    lines = [
        ["tracking_id", "tanggal_masuk", "status", "status_final"],
        ["1", "2023-01-10", "Proses", "Selesai"],
        ["2", "2023-01-10", "", "Selesai"],
        ["3", "2023-01-10", "  ", ""],
    ]
    load(db, write_csv(tmp_path / "a.csv", lines))
    only_final = [[line[0], line[1], line[3], "x"] for line in lines[1:]]
    heads = ["tracking_id", "tanggal_masuk", "status_final", "kategori"]
    load(db.with_name("b.duckdb"), write_csv(tmp_path / "b.csv", [heads, *only_final]))
    sql = "SELECT status FROM record ORDER BY tracking_id"
    assert query(db, sql) == [("Proses",), ("Selesai",), (None,)]
    assert query(db.with_name("b.duckdb"), sql) == [("Selesai",), ("Selesai",), (None,)]


def test_columns_missing(db: Path, tmp_path: Path) -> None:
    heads = ("Tracking ID", "Tanggal Laporan Masuk", "Status Laporan", "Kategori")
    (report,) = load(db, write_csv(tmp_path / "a.csv", table([FULL_ROW], heads)))
    assert counts(report) == (1, 1, 0, 0, 0)
    stored = record(db, 7282582)
    given = {"received_date", "status", "category"}
    spoken = {name for name in EXPECTED if stored.get(f"{name}_as_of")}
    assert spoken == given
    assert {name: stored[name] for name in given} == {name: EXPECTED[name] for name in given}
    assert stored["received_date_as_of"] == NOW.date()
    assert (report.read_heads, report.ignored_heads) == (heads, ())


def test_the_best_head_counts_where_two_fit(db: Path, tmp_path: Path) -> None:
    heads = ["ID Laporan", "Tracking ID", "Tanggal Laporan", "Tanggal Laporan Masuk", "status"]
    cells = ["99", "7282582", "1 Jan 2020", "29 May 2023", "Proses"]
    doubled = [
        [*heads, "Tracking ID", "Status Laporan", "Kategori"],
        [*cells, "5", "Ditutup oleh Sistem", "Parkir"],
    ]
    (report,) = load(db, write_csv(tmp_path / "a.csv", doubled))
    stored = record(db, 7282582)
    assert stored["received_date"] == date(2023, 5, 29)
    assert stored["status"] == "Ditutup oleh Sistem"
    assert report.ignored_heads == ("ID Laporan", "Tanggal Laporan", "status", "Tracking ID")


def test_preamble_of_a_report(db: Path, tmp_path: Path) -> None:
    above = preamble("Pemerintah Kabupaten Banjar", datetime(2023, 6, 30))
    (report,) = load(db, write_xlsx(tmp_path / "a.xlsx", table([FULL_ROW], HEADS, above)))
    assert (report.owner, report.as_of) == ("Pemerintah Kabupaten Banjar", date(2023, 6, 30))
    assert report.is_dated
    assert (report.first_day, report.last_day) == (date(2023, 5, 29), date(2023, 5, 29))
    assert report.ignored_heads == ("Nama Pelapor",)
    assert record(db, 7282582)["status_as_of"] == date(2023, 6, 30)


def test_complaints_far_down_and_empty_rows(db: Path, tmp_path: Path) -> None:
    """Rows are numbered as a spreadsheet does, and empty ones are no rows."""
    heads = ("Tracking ID", "Tanggal Laporan Masuk", "Status Laporan", "Kategori")
    lines: list[Any] = [*[["catatan"]] * 150, heads, [], ["", " "], ["x", "10 Jan 2023"], []]
    for number in range(1, 4):
        lines += [[row(number)[head] for head in heads], [], []]
    for suffix, writer in ((".csv", write_csv), (".xlsx", write_xlsx)):
        db = db.with_name(f"lapor{suffix}")
        (report,) = load(db, writer(tmp_path / f"a{suffix}", lines))
        assert counts(report) == (4, 3, 0, 0, 1)
        assert query(db, "SELECT row_no, tracking_id FROM quarantine") == [(154, None)]
