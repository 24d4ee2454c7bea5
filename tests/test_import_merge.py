"""Merging by Tracking ID: new, changed, same; later exports win; whatever the order."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from lapor_data.store.merge import REASON_NO_DATE
from tests.exports import (
    NOW,
    SHORT_HEADS,
    complaint,
    counts,
    dump,
    export,
    load,
    log,
    preamble,
    query,
    record,
    row,
    table,
    write_csv,
)

STATUS_ONLY = ("Tracking ID", "Status Laporan", "Kategori", "Instansi Terdisposisi")


def test_new_changed_same(db: Path, tmp_path: Path) -> None:
    first = export(tmp_path / "a.xlsx", [row(1), row(2), row(3)], generated="2023-01-31")
    later = export(
        tmp_path / "b.xlsx",
        [row(1), row(2, status="Ditutup oleh Admin"), row(4)],
        generated="2023-02-28",
    )
    (report,) = load(db, first)
    assert counts(report) == (3, 3, 0, 0, 0)
    (report,) = load(db, later)
    assert counts(report) == (3, 1, 1, 1, 0)
    assert query(db, "SELECT tracking_id, status FROM record ORDER BY 1") == [
        (1, "Proses"),
        (2, "Ditutup oleh Admin"),
        (3, "Proses"),
        (4, "Proses"),
    ]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_importing_again_changes_nothing(db: Path, tmp_path: Path, suffix: str) -> None:
    rows = [row(1), row(2, type="Anonim|Rahasia"), row(1, status="Selesai"), row("x")]
    path = export(tmp_path / f"a{suffix}", rows)
    events = log(tmp_path / "l.csv", [(1, "2023-01-12 10:00", "Ditindaklanjuti", "Dishub")])
    load(db, path, events)
    before = dump(db, without=["import", "import_file", "quarantine", "meta", "undo_record"])
    again = load(db, path, events)
    assert [counts(report) for report in again] == [(4, 0, 0, 3, 1), (1, 0, 0, 1, 0)]
    assert before == dump(
        db, without=["import", "import_file", "quarantine", "meta", "undo_record"]
    )


def test_repeats_inside_a_file_count_in_sequence(db: Path, tmp_path: Path) -> None:
    rows = [
        row(1),
        row(1),
        row(1, status="Selesai"),
        row(2, status="Selesai"),
        row(1, status="Selesai"),
        row(2),
    ]
    (report,) = load(db, export(tmp_path / "a.csv", rows))
    # 1: new, same, changed, same; 2: new, changed.
    assert counts(report) == (6, 2, 2, 2, 0)
    assert record(db, 1)["status"] == "Selesai"
    assert record(db, 2)["status"] == "Proses"


def test_repeats_of_a_known_complaint(db: Path, tmp_path: Path) -> None:
    load(db, export(tmp_path / "a.csv", [row(1)], generated="2023-01-31"))
    rows = [row(1, status="Selesai"), row(1, status="Selesai"), row(1, status="Ditunda")]
    (report,) = load(db, export(tmp_path / "b.csv", rows, generated="2023-02-28"))
    assert counts(report) == (3, 0, 2, 1, 0)


def test_old_file_loaded_late_overwrites_nothing(db: Path, tmp_path: Path) -> None:
    old = export(tmp_path / "old.xlsx", [row(1, status="Proses"), row(2)], generated="2023-01-31")
    new = export(tmp_path / "new.xlsx", [row(1, status="Selesai")], generated="2023-02-28")
    load(db, new)
    (report,) = load(db, old)
    assert counts(report) == (2, 1, 0, 1, 0)
    assert record(db, 1)["status"] == "Selesai"


def test_order_of_files_in_one_import_is_by_tanggal_generate(db: Path, tmp_path: Path) -> None:
    new = export(tmp_path / "new.xlsx", [row(1, status="Selesai")], generated="2023-02-28")
    old = export(tmp_path / "old.csv", [row(1)], generated="2023-01-31")
    undated = export(tmp_path / "undated.csv", [row(1, status="Ditunda")], generated=None)
    reports = load(db, undated, new, old)
    assert [report.name for report in reports] == ["undated.csv", "new.xlsx", "old.csv"]
    assert [counts(report) for report in reports] == [
        (1, 0, 1, 0, 0),
        (1, 0, 1, 0, 0),
        (1, 1, 0, 0, 0),
    ]
    assert record(db, 1)["status"] == "Ditunda"


def test_same_date_goes_by_argument_order(db: Path, tmp_path: Path) -> None:
    a = export(tmp_path / "a.csv", [row(1, status="Selesai")])
    b = export(tmp_path / "b.csv", [row(1, status="Ditunda")])
    load(db, a, b)
    assert record(db, 1)["status"] == "Ditunda"
    load(db.with_name("other.duckdb"), b, a)
    assert record(db.with_name("other.duckdb"), 1)["status"] == "Selesai"


def test_undated_export_counts_as_of_its_import(db: Path, tmp_path: Path) -> None:
    undated = export(tmp_path / "u.csv", [row(1, status="Selesai")], generated=None)
    older = export(tmp_path / "a.xlsx", [row(1)], generated="2023-06-30")
    newer = export(tmp_path / "b.xlsx", [row(1, status="Ditunda")], generated="2023-07-02")
    load(db, undated, now=datetime(2023, 7, 1))
    assert counts(load(db, older)[0]) == (1, 0, 0, 1, 0)
    assert counts(load(db, newer)[0]) == (1, 0, 1, 0, 0)
    assert record(db, 1)["status_as_of"] == date(2023, 7, 2)


def test_impossible_export_date_counts_as_none(db: Path, tmp_path: Path) -> None:
    load(db, export(tmp_path / "a.xlsx", [row(1)], generated="9999-12-31"))
    assert record(db, 1)["status_as_of"] == NOW.date()
    assert query(db, "SELECT generated_on FROM import_file") == [(None,)]


def test_missing_column_changes_nothing_and_empty_cell_does(db: Path, tmp_path: Path) -> None:
    load(db, export(tmp_path / "a.xlsx", [row(1)], generated="2023-01-31"))
    without = [head for head in SHORT_HEADS if head != "Kategori"]
    (report,) = load(db, export(tmp_path / "b.xlsx", [row(1)], without, generated="2023-02-28"))
    assert counts(report) == (1, 0, 0, 1, 0)
    assert record(db, 1)["category"] == "Penerangan Jalan"
    assert record(db, 1)["category_as_of"] == date(2023, 1, 31)
    (report,) = load(db, export(tmp_path / "c.xlsx", [row(1, category="")], generated="2023-03-31"))
    assert counts(report) == (1, 0, 1, 0, 0)
    assert record(db, 1)["category"] is None


def test_each_column_keeps_its_own_date(db: Path, tmp_path: Path) -> None:
    """A newer file without a column does not shield that column from an older file."""
    without = [head for head in SHORT_HEADS if head != "Kategori"]
    load(db, export(tmp_path / "b.csv", [row(1, status="Selesai")], without, "2023-02-28"))
    (report,) = load(db, export(tmp_path / "a.csv", [row(1)], generated="2023-01-31"))
    assert counts(report) == (1, 0, 1, 0, 0)
    stored = record(db, 1)
    assert (stored["status"], stored["category"]) == ("Selesai", "Penerangan Jalan")


def test_file_without_date_speaks_about_known_complaints_only(db: Path, tmp_path: Path) -> None:
    load(db, export(tmp_path / "a.xlsx", [row(1)], generated="2023-01-31"))
    rows = [row(1, status="Selesai"), row(2)]
    (report,) = load(db, export(tmp_path / "b.xlsx", rows, STATUS_ONLY, generated="2023-02-28"))
    assert counts(report) == (2, 0, 1, 0, 1)
    assert report.reasons == {REASON_NO_DATE: 1}
    assert record(db, 1)["status"] == "Selesai"


def test_log_before_its_complaints(db: Path, tmp_path: Path) -> None:
    events = log(
        tmp_path / "l.xlsx",
        [
            (1, "2023-01-12 10:00:00", "ditindaklanjuti", "Dishub", "ditelepon 081234567890"),
            (1, "2023-01-12 10:00:00", "Ditindaklanjuti", "Dishub"),
            (1, "2023-01-11 08:00", "Diverifikasi"),
            (9, "2023-01-12", "Ditutup", "Dishub"),
            (1, "", "Ditutup"),
            (1, "2023-01-12 11:00", ""),
            ("", "2023-01-12 11:00", "Ditutup"),
            (1, "kemarin", "Ditutup"),
            (1, "12 Jan 2010 10:00", "Ditutup"),
            (1, "15 Feb 2023 10:00", "Ditutup"),
        ],
        generated="2023-02-01",
    )
    (report,) = load(db, events)
    assert counts(report) == (10, 3, 0, 1, 6)
    assert report.reasons == {
        "Aktivitas kosong": 1,
        "Tracking ID kosong": 1,
        "Waktu kosong": 1,
        "Waktu sebelum 2011": 1,
        "Waktu setelah tanggal ekspor": 1,
        "Waktu tidak terbaca": 1,
    }
    assert query(db, "SELECT count(*) FROM complaint") == [(0,)]
    path = export(tmp_path / "a.xlsx", [row(1)])
    load(db, path)
    found = complaint(db, 1)
    assert found["first_response_at"] == datetime(2023, 1, 12, 10)
    assert found["response_wd"] == 2
    # The log stays when Laporan Ringkas comes again, changed or not.
    load(db, path)
    load(db, export(tmp_path / "b.xlsx", [row(1, status="Selesai")], generated="2023-07-31"))
    assert complaint(db, 1)["first_response_at"] == datetime(2023, 1, 12, 10)


def test_log_rows_count_by_id_time_activity_and_agency(db: Path, tmp_path: Path) -> None:
    rows = [(1, "2023-01-12 10:00", "Ditutup", "Dishub"), (1, "12/01/2023 10.00", "DITUTUP", "")]
    (report,) = load(db, log(tmp_path / "a.csv", rows))
    assert counts(report) == (2, 2, 0, 0, 0)
    rows += [(1, "12 Jan 2023 10:00", "Ditutup", " Dishub "), (1, "2023-01-12 10:01", "Ditutup")]
    (report,) = load(db, log(tmp_path / "b.xlsx", rows))
    assert counts(report) == (4, 1, 0, 3, 0)


def test_milestone_columns_and_impossible_ones(db: Path, tmp_path: Path) -> None:
    heads = [*SHORT_HEADS, "Tanggal Tindak Lanjut", "Waktu Tindak Lanjut"]
    cells: list[dict[str, Any]] = [
        row(1, responded="12 Jan 2023") | {"Waktu Tindak Lanjut": "10:00"},
        row(2, responded="12 Jan 1900"),
        row(3, responded="31/12/9999"),
        row(4, responded="kemarin") | {"Waktu Tindak Lanjut": "siang"},
    ]
    (report,) = load(db, export(tmp_path / "a.xlsx", cells, heads))
    assert counts(report) == (4, 4, 0, 0, 0)
    assert sum(report.notices.values()) == 4
    stored = query(db, "SELECT followed_up_at FROM record ORDER BY tracking_id")
    assert stored == [(datetime(2023, 1, 12, 10),), (None,), (None,), (None,)]
    assert complaint(db, 1)["response_wd"] == 2


def test_dates_before_2011_and_after_the_export_are_rejected(db: Path, tmp_path: Path) -> None:
    days = ["31 Dec 2010", "1 Jan 2011", "30 Jun 2023", "1 Jul 2023", "", "32 Jan 2023"]
    rows = [row(100 + n, date=day) for n, day in enumerate(days)]
    (report,) = load(db, export(tmp_path / "a.xlsx", rows, generated="2023-06-30"))
    assert counts(report) == (6, 2, 0, 0, 4)
    assert report.reasons == {
        "Tanggal masuk kosong": 1,
        "Tanggal masuk sebelum 2011": 1,
        "Tanggal masuk setelah tanggal ekspor": 1,
        "Tanggal masuk tidak terbaca": 1,
    }
    found = query(db, "SELECT row_no, column_name, found, reason FROM quarantine ORDER BY row_no")
    assert found[0] == (
        12,
        "Tanggal Laporan Masuk",
        "31 Dec 2010",
        "Tanggal masuk sebelum 2011",
    )


def test_corrected_quarantine_rows_come_in(db: Path, tmp_path: Path) -> None:
    load(db, export(tmp_path / "a.csv", [row(7, date="3 Feb 1023")], generated="2023-06-30"))
    ((cells,),) = query(db, "SELECT cells FROM quarantine")
    assert cells.pop("Tanggal Laporan Masuk") == "3 Feb 1023"
    heads = [*cells, "Tanggal Laporan Masuk"]
    corrected = table([cells | {"Tanggal Laporan Masuk": "3 Feb 2023"}], heads, preamble())
    (report,) = load(db, write_csv(tmp_path / "b.csv", corrected))
    assert counts(report) == (1, 1, 0, 0, 0)
    assert record(db, 7)["title"] == "Lampu jalan padam nomor 7"


def test_unknown_status_is_kept(db: Path, tmp_path: Path) -> None:
    load(db, export(tmp_path / "a.xlsx", [row(1, status="Dialihkan"), row(2, status="")]))
    assert query(db, "SELECT status, stage, is_valid FROM complaint ORDER BY tracking_id") == [
        ("Dialihkan", "Status tidak dikenal", True),
        (None, "Status tidak dikenal", True),
    ]


def test_reopened_complaints_and_times(db: Path, tmp_path: Path) -> None:
    """Milestones of log and columns together, as the questions see them."""
    heads = [*SHORT_HEADS, "Waktu Laporan Masuk", "Tanggal Tindak Lanjut"]
    rows = [
        row(1, status="Selesai", time="08:00:00", responded="9 Jan 2023", date="6 Jan 2023"),
        row(2, status="Selesai", date="7 Jan 2023", responded="9 Jan 2023"),
        row(3, status="Proses", date="6 Jan 2023", time="08:00"),
    ]
    events = [
        (1, "2023-01-09 20:00", "Ditindaklanjuti"),
        (1, "2023-01-10 08:00", "Ditutup"),
        (1, "2023-01-11 08:00", "Dibuka Kembali"),
        (1, "2023-01-12 08:00", "Ditutup"),
        (3, "2023-01-10 08:00", "Ditutup"),
        (3, "2023-01-11 08:00", "Dibuka Kembali"),
    ]
    load(db, export(tmp_path / "a.csv", rows, heads), log(tmp_path / "l.csv", events))
    first, second, third = (complaint(db, n) for n in (1, 2, 3))
    # Friday to Monday is one working day; the log knows the time of that day.
    assert (first["response_wd"], first["response_days"]) == (1, 3.5)
    assert (first["closed_at"], first["resolution_wd"]) == (datetime(2023, 1, 12, 8), 4)
    assert first["resolution_days"] == 6.0
    # Saturday to Monday is none; where only the date is known there is no fraction of a day.
    assert (second["response_wd"], second["response_days"], second["received_at"]) == (
        0,
        None,
        None,
    )
    assert (third["closed_at"], third["resolution_wd"]) == (None, None)
