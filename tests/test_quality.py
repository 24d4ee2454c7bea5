"""Data quality, quarantine and advice, over a small import with everything wrong once."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from lapor_data.ingest import advice, clean_sql, read_csv, verdicts
from lapor_data.questions import quality
from lapor_data.store.importing import import_files
from lapor_data.store.library import Library
from lapor_data.store.merge import REASON_NO_DATE
from lapor_data.store.reports import InputFile
from lapor_data.store.snapshot import Snapshot

EXPORT = """\
Tracking ID;Tanggal Laporan Masuk;Waktu Laporan Masuk;Kategori;Judul Laporan;\
Tipe Laporan (Anonim/Rahasia);Instansi Terdisposisi;Status Laporan;Kota/Kabupaten
1;2021-02-03;08:00:00;Parkir;Parkir liar;;Dinas PUPR Kab. Banjar;Ditutup oleh Sistem;
2;2021-02-04;99:99;;=1+1;;Rumah Singgah;Dialihkan;Tapin
3;2021-08-05;09:00:00;Parkir;Lampu;Rahasia;Rumah Singgah;Proses;
4;1021-02-03;08:00:00;Parkir;-tanda;;Dinas PUPR Kab. Banjar;Proses;
;2021-02-03;08:00:00;Parkir;rahasia;Rahasia;Dinas PUPR Kab. Banjar;Proses;
"""
LOG = """\
Tracking ID;Waktu;Aktivitas;Instansi
1;2021-02-03 10:00:00;Ditindaklanjuti;Dinas PUPR
1;2021-02-02 10:00:00;Melamun;Dinas PUPR
"""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("mutu")
    files = []
    for name, text in (("ekspor.csv", EXPORT), ("log.csv", LOG)):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        files.append(InputFile.of(path))
    library = Library(folder / "lapor.duckdb")
    import_files(library, files, source="layar")
    opened = library.open_newest()
    assert opened is not None
    return opened


def test_every_hole_is_counted_in_its_year_and_semester(snapshot: Snapshot) -> None:
    second, first = quality.quality(snapshot, "semester")
    assert (first.key, second.key) == ("2021-S1", "2021-S2")
    assert (first.received, first.followed_up, first.timed) == (2, 1, 1)
    assert (first.no_category, first.no_classification, first.no_agency) == (1, 2, 0)
    assert (first.no_location, first.no_time, first.place_estimated) == (1, 1, 1)
    assert (first.place_unknown, first.status_unknown, first.before_receipt) == (0, 1, 0)
    assert (second.received, second.place_unknown, second.timed) == (1, 1, 0)
    (year,) = quality.quality(snapshot, "tahun")
    assert (year.key, year.received, year.followed_up) == ("2021", 3, 2)


def test_unknown_names_and_what_a_mapping_would_move(snapshot: Snapshot) -> None:
    (agency,) = quality.unknown_agencies(snapshot)
    assert (agency.agency, agency.complaints, agency.estimated) == ("Rumah Singgah", 2, 1)
    assert quality.mapping_reach(snapshot) == {"Rumah Singgah": 2}
    words = {(word.kind, word.word, word.n) for word in quality.unknown_words(snapshot)}
    assert words == {("status", "Dialihkan", 1), ("aktivitas", "Melamun", 1)}


def test_history_lists_both_files_in_argument_order(snapshot: Snapshot) -> None:
    first, second = quality.import_history(snapshot)
    assert (first.name, first.rows_read, first.rows_new, first.rows_rejected) == (
        "ekspor.csv",
        5,
        3,
        2,
    )
    assert (second.name, second.rows_read, second.rows_new) == ("log.csv", 2, 2)
    assert first.source == "layar" and first.undone_at is None
    assert first.imported_by == second.imported_by == "", "nobody has to sign in here"


def test_quarantine_tells_row_column_finding_reason_and_what_to_do(snapshot: Snapshot) -> None:
    (file,) = quality.quarantine_files(snapshot)
    assert (file.name, file.rejected, file.arrived) == ("ekspor.csv", 2, 0)
    wrong_year, no_id = quality.quarantine_rows(snapshot, file)
    assert (wrong_year.row_no, wrong_year.column, wrong_year.found) == (
        5,
        "Tanggal Laporan Masuk",
        "1021-02-03",
    )
    assert wrong_year.reason == "Tanggal masuk sebelum 2011"
    assert wrong_year.advice == "Periksa tahunnya; LAPOR! mulai tahun 2011."
    assert (no_id.row_no, no_id.reason) == (6, "Tracking ID kosong")
    assert no_id.cells["Judul Laporan"] == ""


def test_quarantine_csv_is_safe_and_reads_back(snapshot: Snapshot) -> None:
    (file,) = quality.quarantine_files(snapshot)
    text = quality.quarantine_csv(snapshot, file).decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(text), delimiter=";")
    assert first["Judul Laporan"] == "'-tanda"
    assert first["Baris asal"] == "5" and first["Berkas asal"] == "ekspor.csv"
    assert second["Judul Laporan"] == "" and "rahasia" not in second["Judul Laporan"]


def test_every_reason_the_importer_gives_has_its_advice() -> None:
    generic = advice.advice("sesuatu yang lain")
    dates = [
        f"{what} {how}"
        for what in ("Tanggal masuk", "Waktu")
        for how in ("kosong", "tidak terbaca", "sebelum 2011", "setelah tanggal ekspor")
    ]
    torn = [read_csv.REASON_CUT_OFF, read_csv.REASON_TOO_WIDE, read_csv.REASON_OPEN_QUOTE]
    others = ["Tracking ID kosong", "Tracking ID tidak terbaca", "Aktivitas kosong"]
    notices = [verdicts.NOTICE_TIME, verdicts.NOTICE_DATE]
    for reason in [*dates, *torn, *others, *notices, REASON_NO_DATE]:
        assert advice.advice(reason) != generic, reason
    judged = clean_sql.reject_complaint_sql(["tracking_id", "received_date"])
    assert all(f"'{reason}'" in judged for reason in dates[:4])
