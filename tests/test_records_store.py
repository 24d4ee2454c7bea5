"""Records in the journal: over the bundled ones, logged, and untouched by imports and their undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from lapor_data.domain.loose_dates import LooseDate
from lapor_data.domain.record_files import bundled_records, read_records, records_csv
from lapor_data.domain.records import Record, read_record
from lapor_data.store.importing import undo_last_import
from lapor_data.store.journal import ConflictError, Journal
from lapor_data.store.library import Library
from lapor_data.store.records import RecordChange, Records, new_key
from tests.exports import export, load, row

MORNING, NOON = datetime(2026, 1, 5, 8), datetime(2026, 1, 5, 12)
PLAN = Record("k1", "rencana", "Bimtek admin", LooseDate(2026, 2), place="63.08")


def test_records_of_people_lie_over_the_bundled(db: Path) -> None:
    records = Records(Journal(db))
    assert set(records.all()) == set(bundled_records())
    begins = [record.first_day for record in records.all()]
    known = [day for day in begins if day]
    assert known == sorted(known)
    # Those of which nobody knows when they were stand last.
    assert begins == known + [None] * 3
    assert not records.journal.path.exists()
    records.save(PLAN, now=MORNING)
    old = next(r for r in records.all() if r.key == "hasil-2022-pju")
    records.save(replace(old, title="31 titik PJU"), now=NOON, seen=old)
    gone = next(r for r in records.all() if r.key == "program-mudik-gratis")
    records.remove(gone, now=NOON, by="ani")
    found = {record.key: record for record in Records(Journal(db)).all()}
    assert found["k1"] == PLAN
    assert found["hasil-2022-pju"].title == "31 titik PJU"
    assert "program-mudik-gratis" not in found
    assert len(found) == len(bundled_records())
    removed, changed, made = records.changes()
    assert (removed.what, removed.title, removed.changed_by) == ("dihapus", gone.title, "ani")
    assert changed == RecordChange(
        NOON, "", "diubah", "Hasil", "31 titik PJU",
        (("Judul", "30 titik PJU terpasang di Banjarbaru", "31 titik PJU"),),
    )  # fmt: skip
    assert (made.what, made.kind_name, made.changed_at) == ("dibuat", "Rencana aksi", MORNING)
    assert ("Judul", "", "Bimtek admin") in made.cells


def test_who_comes_second_is_told(db: Path) -> None:
    records = Records(Journal(db))
    old = records.all()[0]
    records.save(replace(old, title="dari Ani"), now=MORNING, seen=old)
    with pytest.raises(ConflictError):
        records.save(replace(old, title="dari Budi"), now=NOON, seen=old)
    assert next(r for r in records.all() if r.key == old.key).title == "dari Ani"


def test_csv_out_edited_and_in_again(db: Path) -> None:
    records = Records(Journal(db))
    file = records_csv(records.all())
    seen = {record.key: record for record in records.all()}
    assert records.save_all(read_records(file).records, now=MORNING, seen=seen) == 0
    assert records.changes() == []
    edited = file.replace(b"750.000 kuota internet", b"750 ribu kuota internet")
    new = "\r\n".join([edited.decode("utf-8-sig"), ";rencana;Rapat;;2026" + ";" * 12]).encode()
    assert records.save_all(read_records(new).records, now=NOON, seen=seen) == 2
    now_seen = {record.key: record for record in records.all()}
    assert records.save_all(read_records(new).records, now=NOON, seen=now_seen) == 0
    # What somebody has changed since the file was looked at is not overwritten.
    with pytest.raises(ConflictError):
        records.save_all(read_records(file).records, now=NOON, seen=seen)
    titles = {record.title for record in records.all()}
    assert {"Rapat", "750 ribu kuota internet bagi siswa SMA/SMK"} <= titles
    assert len(records.all()) == len(bundled_records()) + 1


def test_records_survive_import_and_its_undo(db: Path, tmp_path: Path) -> None:
    Records(Journal(db)).save(PLAN, now=MORNING)
    load(db, export(tmp_path / "a.xlsx", [row(1)]))
    assert PLAN in Records(Journal(db)).all()
    undo_last_import(Library(db))
    assert PLAN in Records(Journal(db)).all()


def test_an_entry_that_is_no_record_is_told(db: Path) -> None:
    records = Records(Journal(db))
    records.journal.put("riwayat", "x", {"kind": "cerita", "title": "?"}, now=NOON)
    assert set(records.all()) == set(bundled_records())
    (sentence,) = records.unreadable()
    assert sentence.startswith("Catatan “x” tidak dapat dibaca dan dilewati (Jenis: Pilih salah")


def test_text_from_word_can_be_edited_again(db: Path) -> None:
    """A vertical tab between blanks must read the same the second time, or no edit is possible."""
    records = Records(Journal(db))
    cells = {**PLAN.cells(), "detail": "baris satu \x0b baris dua"}
    record, _ = read_record(cells)
    assert record
    records.save(record, now=MORNING)
    (kept,) = [each for each in records.all() if each.key == record.key]
    records.save(replace(kept, title="Lain"), now=NOON, seen=kept)


def test_keys_differ() -> None:
    assert len({new_key() for _ in range(100)}) == 100
