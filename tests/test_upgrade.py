"""From the first release's files to this program, and not from a newer one's."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lapor_data.__main__ import main
from lapor_data.domain.errors import StoreError
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.quality import import_history
from lapor_data.questions.summary import by_region
from lapor_data.store import backups, erasing
from lapor_data.store.build import derivation_key
from lapor_data.store.current import open_current
from lapor_data.store.importing import undo_last_import
from lapor_data.store.journal import Journal
from lapor_data.store.library import Library
from lapor_data.store.notes import Notes
from lapor_data.store.notes_file import NOTES_SCHEMA
from lapor_data.store.snapshot import SCHEMA_VERSION
from lapor_data.store.strays import set_aside_files
from tests.exports import NOW, dump, export, load, query, row

FIRST = Path(__file__).parent / "fixtures" / "v1"
LAYOUT_1 = Path(__file__).parent / "fixtures" / "susunan1" / "toko.zip"
ANSWERS: dict[str, Any] = json.loads((FIRST / "jawaban.json").read_text(encoding="utf-8"))


@pytest.fixture
def first(db: Path) -> Path:
    """The first release's store, as it lay on the disk (see fixtures/v1/make_v1.py)."""
    db.parent.mkdir()
    with zipfile.ZipFile(FIRST / "toko.zip") as archive:
        archive.extractall(db.parent)
    assert query(db, "SELECT count(*) FROM meta WHERE key = 'schema_version'") == [(0,)]
    return db


def test_the_first_release_is_opened_and_answers_the_same(first: Path) -> None:
    kept = dump(first, without=["complaint", "meta"])
    # The one column that came later: who made these imports nobody noted.
    kept["import"] = [f"{line[:-1]}, None)" for line in kept["import"]]
    snapshot = open_current(first)
    assert not snapshot.is_sample
    assert snapshot.meta["derivation_key"] == derivation_key()
    assert snapshot.meta["schema_version"] == str(SCHEMA_VERSION)
    assert dump(first, without=["complaint", "meta"]) == kept
    for name, count in ANSWERS["baris"].items():
        assert snapshot.value(f"SELECT count(*) FROM lapor.{name}") == count, name
    assert str(snapshot.data_date) == ANSWERS["data_per"]
    found = {
        entry.place: [
            entry.measures.received,
            entry.measures.valid,
            entry.measures.closed,
            entry.measures.followed_up,
            entry.measures.on_time,
        ]
        for entry in by_region(snapshot, ComplaintFilter(Period.parse("2023")))
    }
    assert found == ANSWERS["wilayah"]


def test_its_notes_are_read_and_written(first: Path) -> None:
    assert Notes(first).place_of_agency() == ANSWERS["pemetaan"]
    Journal(first).put("rencana", "1", {"judul": "Bimtek"}, now=NOW)
    assert list(Journal(first).entries("rencana")) == ["1"]
    assert len(Notes(first).mappings()) == 2


def test_a_backup_is_made_before_and_brings_the_old_file_back(first: Path, tmp_path: Path) -> None:
    before = dump(first)
    open_current(first)
    (backup,) = backups.listing(Library(first))
    assert backup.manifest is not None
    assert (backup.manifest.reason, backup.manifest.version) == ("sebelum pemutakhiran", 5)
    other = tmp_path / "lain" / "lapor.duckdb"
    assert main(["pulihkan", str(backup.path), "--db", str(other)]) == 0
    assert dump(other) == before
    open_current(first)
    assert len(backups.listing(Library(first))) == 1, "once, not at every start"


def test_imports_go_on_where_it_left_off(first: Path, tmp_path: Path) -> None:
    file = export(tmp_path / "d.csv", [row(1, status="Selesai"), row(99)], generated="2023-08-31")
    (report,) = load(first, file)
    assert (report.counts.new, report.counts.changed) == (1, 1)
    assert query(first, "SELECT max(import_no), count(*) FROM import") == [(4, 4)]


@pytest.fixture
def before(db: Path) -> Path:
    """A store of layout 1 (see fixtures/susunan1): its three imports do not say who made them."""
    db.parent.mkdir()
    with zipfile.ZipFile(LAYOUT_1) as archive:
        archive.extractall(db.parent)
    assert query(db, "SELECT value FROM meta WHERE key = 'schema_version'") == [("1",)]
    return db


WHO = "SELECT import_no, source, imported_by, undone_at IS NOT NULL FROM import ORDER BY import_no"
NOBODY_SAID = [(1, "perintah", None, False), (2, "layar", None, True), (3, "layar", None, False)]


def test_layout_1_is_opened_and_who_imported_is_not_made_up(before: Path) -> None:
    kept = dump(before, without=["complaint", "meta"])
    kept["import"] = [f"{line[:-1]}, None)" for line in kept["import"]]
    snapshot = open_current(before)
    assert snapshot.meta["schema_version"] == str(SCHEMA_VERSION) == "2"
    assert dump(before, without=["complaint", "meta"]) == kept
    assert query(before, WHO) == NOBODY_SAID
    assert {file.imported_by for file in import_history(snapshot)} == {None}


@pytest.mark.parametrize("opened", [True, False])
def test_layout_1_takes_imports_and_undo(before: Path, tmp_path: Path, opened: bool) -> None:
    """Also by the command line, which need not have opened the pages before."""
    if opened:
        open_current(before)
    load(before, export(tmp_path / "d.csv", [row(9)]))
    assert query(before, WHO) == [*NOBODY_SAID, (4, "uji", "", False)]
    undo_last_import(Library(before), now=NOW)
    assert query(before, WHO) == [*NOBODY_SAID, (4, "uji", "", True)]


def test_layout_1_is_undone_at_once(before: Path) -> None:
    assert undo_last_import(Library(before), now=NOW) == 3
    assert query(before, WHO) == [*NOBODY_SAID[:2], (3, "layar", None, True)]


def test_a_backup_of_layout_1_says_so_and_comes_back(before: Path) -> None:
    """The program from before could not bring back a backup that claims a newer layout."""
    open_current(before)
    (backup,) = backups.listing(Library(before))
    assert backup.manifest and backup.manifest.schema == 1
    assert main(["pulihkan", backup.path.name, "--db", str(before)]) == 0
    assert backups.listing(Library(before))[0].manifest.schema == 2  # type: ignore[union-attr]
    assert query(before, "SELECT value FROM meta WHERE key = 'schema_version'") == [("1",)]
    assert {file.imported_by for file in import_history(open_current(before))} == {None}
    assert query(before, WHO) == NOBODY_SAID


def test_an_erasure_takes_layout_1_as_it_is(before: Path) -> None:
    erasing.erase(Library(before), 2, reason="Uji", by="x", now=NOW)
    assert "imported_by" not in str(query(before, "DESCRIBE import"))
    open_current(before)
    assert query(before, WHO) == NOBODY_SAID
    assert query(before, "SELECT count(*) FROM complaint WHERE tracking_id = 2") == [(0,)]


def newer_data(db: Path) -> Path:
    path = Library(db).path_of(5)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "INSERT INTO meta VALUES ('schema_version', ?)", [str(SCHEMA_VERSION + 1)]
        )
    return path


def newer_notes(db: Path) -> Path:
    path = Journal(db).path
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {NOTES_SCHEMA + 1}")
    return path


def test_a_newer_version_is_refused_untouched(
    first: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = newer_data(first)
    before = path.read_bytes()
    file = export(tmp_path / "d.csv", [row(99)])
    for arguments in (["ringkas", "--periode", "2023"], ["impor", str(file)], ["cadangkan"]):
        assert main([*arguments, "--db", str(first)]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "program yang lebih baru (susunan 3; program ini mengenal sampai susunan 2)" in err
        assert len(err.splitlines()) == 1
    assert path.read_bytes() == before
    assert Library(first).versions() == [5]


def test_newer_notes_are_refused_untouched(first: Path, tmp_path: Path) -> None:
    path = newer_notes(first)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="program yang lebih baru"):
        Notes(first).map_agency("Balai", "63.01", NOW)
    with pytest.raises(StoreError, match="program yang lebih baru"):
        load(first, export(tmp_path / "d.csv", [row(99)]))
    assert path.read_bytes() == before
    assert Library(first).versions() == [5]


def test_the_way_back_from_a_newer_program(first: Path) -> None:
    """Its files are set aside when a backup from before it is brought back, as the message says."""
    backup = backups.back_up(Library(first), now=NOW)
    assert backup is not None
    newer_data(first)
    newer_notes(first)
    assert main(["pulihkan", backup.name, "--db", str(first)]) == 0
    assert len(set_aside_files(Library(first))) == 2
    assert open_current(first).value("SELECT count(*) FROM lapor.complaint") == 42
    assert len(Notes(first).mappings()) == 2
