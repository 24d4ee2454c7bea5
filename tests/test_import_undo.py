"""Regions with their evidence, mappings, and the undo of the last import."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from lapor_data.domain.errors import StoreError
from lapor_data.store.importing import rebuild, undo_last_import
from lapor_data.store.library import Library
from lapor_data.store.notes import Notes
from tests.exports import NOW, SHORT_HEADS, complaint, counts, dump, export, load, log, query, row

WITH_PLACE = (*SHORT_HEADS, "Kota/Kabupaten", "Provinsi")


@pytest.mark.parametrize(
    ("owner", "changes", "place", "reason"),
    [
        (
            "Pemerintah Kota Banjarbaru",
            {"agency": "Dinas PUPR Kab. Banjar", "parent": "Pemerintah Kota Banjarmasin"},
            "63.03",
            "nama instansi terdisposisi",
        ),
        (
            "Pemerintah Kota Banjarbaru",
            {"agency": "Dinas PUPR", "parent": "Pemerintah Kabupaten Hulu Sungai Utara"},
            "63.08",
            "instansi induk",
        ),
        (
            "Pemerintah Kota Banjarbaru",
            {"agency": "Dinas PUPR", "parent": "", "city": "Tapin"},
            "63.72",
            "ekspor milik kabupaten/kota",
        ),
        (
            "Pemerintah Provinsi Kalimantan Selatan",
            {"agency": "Dinas PUPR", "parent": "", "city": "Tapin"},
            "provinsi",
            "ekspor provinsi",
        ),
        (
            "Admin",
            {"agency": "Dinas PUPR", "parent": "", "city": "Tapin", "province": ""},
            "63.05",
            "perkiraan dari lokasi",
        ),
        ("Admin", {"agency": "", "parent": "", "city": ""}, "tidak_dikenal", "tidak ada petunjuk"),
        ("Admin", {"agency": "Polres Banjar", "parent": ""}, "pusat", "nama instansi terdisposisi"),
        (
            "Admin",
            {"agency": "", "parent": "Pemerintah Kota Banjar"},
            "luar_kalsel",
            "instansi induk",
        ),
    ],
)
def test_evidence_of_the_place(
    db: Path, tmp_path: Path, owner: str, changes: dict[str, str], place: str, reason: str
) -> None:
    load(db, export(tmp_path / "a.xlsx", [row(1, **changes)], WITH_PLACE, owner=owner))
    found = complaint(db, 1)
    assert (found["place"], found["place_reason"]) == (place, reason)
    assert found["is_region"] == place.startswith("63.")


def test_stronger_evidence_stays_and_equal_evidence_follows_the_date(
    db: Path, tmp_path: Path
) -> None:
    def place_after(changes: dict[str, str], generated: str) -> str:
        path = tmp_path / f"{generated}.xlsx"
        load(db, export(path, [row(1, **changes)], WITH_PLACE, generated, owner="Admin"))
        found: str = complaint(db, 1)["place"]
        return found

    assert place_after({"parent": "", "city": "Tapin"}, "2023-02-01") == "63.05"
    assert place_after({"agency": "Dishub Kab. Banjar", "parent": ""}, "2023-02-02") == "63.03"
    assert place_after({"parent": "", "city": "Tapin"}, "2023-02-03") == "63.03"
    assert place_after({"parent": "Pemerintah Kota Banjarbaru"}, "2023-02-04") == "63.03"
    assert place_after({"agency": "Dishub Tapin"}, "2023-02-06") == "63.05"
    assert place_after({"agency": "Dishub Kab. Banjar"}, "2023-02-05") == "63.05"


def test_mapping_sticks_through_imports_and_undo(db: Path, tmp_path: Path) -> None:
    library = Library(db)
    rows = [row(1, agency="Balai Pasar Terapung", parent="")]
    load(db, export(tmp_path / "a.xlsx", rows, owner="Admin"))
    assert complaint(db, 1)["place"] == "tidak_dikenal"
    Notes(db).map_agency("  balai pasar  TERAPUNG ", "63.03", NOW)
    rebuild(library)
    found = complaint(db, 1)
    assert (found["place"], found["place_reason"]) == ("63.03", "dipetakan oleh pengguna")
    rows.append(row(2, agency="BALAI PASAR TERAPUNG", parent=""))
    load(db, export(tmp_path / "b.xlsx", rows, owner="Admin", generated="2023-07-31"))
    assert query(db, "SELECT DISTINCT place FROM complaint") == [("63.03",)]
    undo_last_import(library)
    assert query(db, "SELECT tracking_id, place FROM complaint") == [(1, "63.03")]
    assert [mapping.place for mapping in Notes(db).mappings()] == ["63.03"]
    Notes(db).forget_agency("Balai pasar terapung", NOW)
    rebuild(library)
    assert complaint(db, 1)["place"] == "tidak_dikenal"


def test_rebuild_changes_nothing_and_keeps_the_undo(db: Path, tmp_path: Path) -> None:
    load(db, export(tmp_path / "a.xlsx", [row(1)], generated="2023-01-31"))
    after_first = dump(db, without=["meta", "undo_record", "import", "import_file"])
    load(db, export(tmp_path / "b.xlsx", [row(1, status="Selesai"), row(2)]))
    before = dump(db)
    rebuild(Library(db))
    assert dump(db) == before
    assert undo_last_import(Library(db)) == 2
    assert dump(db, without=["meta", "undo_record", "import", "import_file"]) == after_first


def test_undo_takes_back_exactly_what_the_last_import_brought(db: Path, tmp_path: Path) -> None:
    load(
        db,
        export(tmp_path / "a.xlsx", [row(n) for n in range(1, 6)] + [row("?")], owner="Admin"),
        log(tmp_path / "a.csv", [(1, "2023-01-12 10:00", "Ditindaklanjuti"), (7, "x", "Ditutup")]),
    )
    before = dump(db)
    heads = [*SHORT_HEADS, "Rating", "Tanggal Tindak Lanjut", "Waktu Laporan Masuk"]
    changed = [
        row(1, status="Selesai", rating="5", agency="Dishub Tapin"),
        row(2, title="Judul baru", responded="16 Jan 2023", time="25:61"),
        row(3),
        row(6),
        row(4, date="1 Jan 1021"),
    ]
    (report, events) = load(
        db,
        export(tmp_path / "b.xlsx", changed, heads, generated="2023-09-30"),
        log(
            tmp_path / "b.csv",
            [(1, "2023-01-12 10:00", "Ditindaklanjuti"), (2, "2023-02-01", "Ditutup")],
        ),
        now=datetime(2024, 1, 16),
    )
    assert counts(report) == (5, 1, 2, 1, 1)
    assert counts(events) == (2, 1, 0, 1, 0)
    assert dump(db) != before
    assert undo_last_import(Library(db), now=datetime(2024, 1, 17)) == 2
    after = dump(db)
    changed_tables = {name for name in before if before[name] != after[name]}
    assert changed_tables == {"import", "import_file", "meta"}
    # The history tells of the import that was taken back.
    assert query(db, "SELECT import_no, undone_at FROM import ORDER BY 1") == [
        (1, None),
        (2, datetime(2024, 1, 17)),
    ]
    assert set(before["import_file"]) < set(after["import_file"])
    kept = {line for line in after["meta"] if "undoable" not in line}
    assert kept == {line for line in before["meta"] if "undoable" not in line}


def test_only_the_last_import_can_be_undone_and_only_once(db: Path, tmp_path: Path) -> None:
    library = Library(db)
    with pytest.raises(StoreError, match="Tidak ada impor"):
        undo_last_import(library)
    load(db, export(tmp_path / "a.xlsx", [row(1)], generated="2023-01-31"))
    load(db, export(tmp_path / "b.xlsx", [row(2)], generated="2023-02-28"))
    with pytest.raises(StoreError, match="lebih baru"):
        undo_last_import(library, expected=1)
    assert undo_last_import(library, expected=2) == 2
    with pytest.raises(StoreError, match="Tidak ada impor"):
        undo_last_import(library)
    assert query(db, "SELECT tracking_id FROM complaint") == [(1,)]
    # The next import gets a new number and can be undone.
    load(db, export(tmp_path / "c.xlsx", [row(3)], generated="2023-03-31"))
    assert undo_last_import(library) == 3


def test_undo_of_the_first_import_leaves_an_empty_store(db: Path, tmp_path: Path) -> None:
    load(db, export(tmp_path / "a.xlsx", [row(1), row("?")]))
    undo_last_import(Library(db))
    for name in ("record", "complaint", "event", "quarantine", "notice", "undo_record"):
        assert query(db, f"SELECT count(*) FROM {name}") == [(0,)], name
    snapshot = Library(db).open_newest()
    assert snapshot is not None
    assert not snapshot.has_data
    assert snapshot.data_date is None


def test_data_date_is_the_newest_export_or_row(db: Path, tmp_path: Path) -> None:
    load(db, export(tmp_path / "a.xlsx", [row(1)], generated="2023-06-30"))
    load(db, export(tmp_path / "b.csv", [row(2, date="3 Jul 2023")], generated=None))
    snapshot = Library(db).open_newest()
    assert snapshot is not None and snapshot.data_date == date(2023, 7, 3)
    undo_last_import(Library(db))
    snapshot = Library(db).open_newest()
    assert snapshot is not None and snapshot.data_date == date(2023, 6, 30)
