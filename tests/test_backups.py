"""Backups: made before every change, whole, listed, rotated, rewritten."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lapor_data import __version__
from lapor_data.__main__ import main
from lapor_data.domain.errors import StoreError
from lapor_data.domain.settings import load_settings
from lapor_data.store import backup_file, backups, restoring
from lapor_data.store.current import open_sample
from lapor_data.store.importing import undo_last_import
from lapor_data.store.journal import Journal
from lapor_data.store.library import Library
from lapor_data.store.notes import Notes
from tests.exports import NOW, dump, export, load, query, row

LATER = datetime(2024, 2, 1, 8, 5)


@pytest.fixture
def library(db: Path, tmp_path: Path) -> Library:
    """A store of two complaints and one mapping."""
    load(db, export(tmp_path / "awal.csv", [row(1), row(2)], generated="2023-01-31"))
    Notes(db).map_agency("Balai Kota Baru", "63.02", NOW)
    return Library(db)


def names(library: Library) -> list[str]:
    return [path.name for path in backups.backup_files(library)]


def test_first_import_has_nothing_to_keep(library: Library) -> None:
    assert names(library) == []


def test_one_before_each_import_and_undo(library: Library, tmp_path: Path) -> None:
    load(library.db, export(tmp_path / "b.csv", [row(3)]), now=LATER)
    undo_last_import(library, now=LATER + timedelta(hours=1))
    assert names(library) == [
        "lapor-cadangan-2024-02-01T0805-v00000001.zip",
        "lapor-cadangan-2024-02-01T0905-v00000002.zip",
    ]
    newest, oldest = backups.listing(library)
    assert newest.manifest is not None and oldest.manifest is not None
    assert [b.manifest.reason for b in (oldest, newest) if b.manifest] == [
        "sebelum impor",
        "sebelum impor dibatalkan",
    ]
    kept = oldest.manifest
    assert (kept.version, kept.complaints, str(kept.data_date)) == (1, 2, "2023-01-31")
    assert (kept.made_at, kept.program, kept.schema) == (LATER, __version__, 2)
    assert oldest.size == oldest.path.stat().st_size


def test_a_backup_holds_the_version_file_and_the_notes(library: Library, tmp_path: Path) -> None:
    path = backups.back_up(library, now=LATER)
    assert path is not None
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == [
            "basis-data.duckdb",
            "catatan.sqlite",
            "manifest.json",
        ]
        assert archive.read("basis-data.duckdb") == library.path_of(1).read_bytes()
        (tmp_path / "salinan.catatan").write_bytes(archive.read("catatan.sqlite"))
    assert Notes(tmp_path / "salinan").mappings() == Notes(library.db).mappings()
    # Nothing else is left in the folder, and no personal file name of this machine in the manifest.
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_notes_are_consistent_while_somebody_writes_them(library: Library) -> None:
    with sqlite3.connect(Journal(library.db).path) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM agency_place")
        path = backups.back_up(library, now=LATER)
        writer.rollback()
    assert path is not None
    target = path.with_name("x.catatan")
    backup_file.extract(path, backup_file.check(path), backup_file.NOTES, target)
    assert len(Notes(target.with_suffix("")).mappings()) == 1


def test_notes_alone_are_kept_too(db: Path) -> None:
    assert backups.back_up(Library(db), now=LATER) is None
    Notes(db).map_agency("Balai Kota Baru", "63.02", NOW)
    path = backups.back_up(Library(db), now=LATER)
    assert path is not None and path.name.endswith("-v00000000.zip")
    assert list(backup_file.check(path).sums) == ["catatan.sqlite"]


def test_the_sample_is_not_backed_up() -> None:
    sample = open_sample()
    assert not (sample.path.parent / "cadangan").exists()


@pytest.mark.parametrize("what", ["import", "undo"])
def test_without_a_backup_nothing_is_changed(
    what: str, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "berkas").write_text("")
    monkeypatch.setenv("LAPOR_CADANGAN", str(tmp_path / "berkas" / "cadangan"))
    before = dump(library.db)
    with pytest.raises(StoreError, match=r"^Cadangan tidak dapat dibuat.*berkas.*LAPOR_CADANGAN"):
        if what == "import":
            load(library.db, export(tmp_path / "b.csv", [row(3)]), now=LATER)
        else:
            undo_last_import(library, now=LATER)
    assert (library.versions(), dump(library.db)) == ([1], before)


def test_another_folder(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAPOR_CADANGAN", str(tmp_path / "lain"))
    load(library.db, export(tmp_path / "b.csv", [row(3)]), now=LATER)
    assert names(library) == ["lapor-cadangan-2024-02-01T0805-v00000001.zip"]
    assert not (library.db.parent / "cadangan").exists()


def test_stores_of_one_name_share_a_folder(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None sees, rotates or removes what the other has kept; a backup's path brings it anywhere."""
    monkeypatch.setenv("LAPOR_CADANGAN", str(tmp_path / "bersama"))
    other = Library(tmp_path / "lain" / library.db.name)
    load(other.db, export(tmp_path / "lain.csv", [row(5)]))
    mine, theirs = (backups.back_up(store, now=LATER) for store in (library, other))
    assert mine and theirs and mine.name == theirs.name and mine != theirs
    assert [entry.path for entry in backups.listing(library)] == [mine]
    assert [entry.path for entry in backups.listing(other)] == [theirs]
    restoring.restore(other, mine, now=LATER)
    assert query(other.db, "SELECT count(*) FROM record") == [(2,)]


def test_a_damaged_version_is_not_backed_up_over_good_ones(library: Library) -> None:
    data = bytearray(library.path_of(1).read_bytes())
    data[len(data) // 2] ^= 1
    library.path_of(1).write_bytes(data)
    with pytest.raises(StoreError, match=r"v00000001 rusak.*pulihkan --daftar"):
        backups.back_up(library, now=LATER)
    assert names(library) == []


def test_what_a_killed_writer_left_is_removed(library: Library) -> None:
    folder = backups.folder_of(library)
    half = folder / f"{backups.work_prefix(library)}x"
    half.mkdir(parents=True)
    (half / "cadangan.zip").write_bytes(b"PK")
    # The other is at work: a store of the same name elsewhere.
    others = folder / f"{backups.work_prefix(Library(folder / library.db.name))}x"
    others.mkdir()
    backups.back_up(library, now=LATER)
    assert (half.exists(), others.exists()) == (False, True)


def touch(library: Library, entries: Iterable[tuple[str, int]]) -> None:
    """Empty files under the names of backups: rotation looks at names only."""
    folder = backups.folder_of(library)
    folder.mkdir(parents=True, exist_ok=True)
    for moment, version in entries:
        (folder / f"lapor-cadangan-{moment}-v{version:08d}.zip").touch()


def left(library: Library) -> list[int]:
    return [int(name[-12:-4]) for name in names(library)]


def test_rotation_by_hand(library: Library) -> None:
    """Last 2, one per day for 3 days, one per month for 2 months."""
    rules = replace(load_settings(), simpan_terakhir=2, simpan_harian=3, simpan_bulanan=2)
    touch(
        library,
        [
            ("2024-01-05T0800", 1),  # older than both months
            ("2024-02-01T0800", 2),
            ("2024-02-20T0800", 3),  # newest of February: kept as a month
            ("2024-03-01T0800", 4),  # fourth newest day
            ("2024-03-08T0800", 5),  # third newest day: kept
            ("2024-03-09T0700", 6),
            ("2024-03-09T0900", 7),  # newest of its day: kept
            ("2024-03-10T0700", 8),
            ("2024-03-10T0800", 9),  # the last two: kept
            ("2024-03-10T0900", 10),
        ],
    )
    foreign = backups.folder_of(library) / "lapor-cadangan-lama.zip"
    foreign.touch()
    backups.rotate(library, settings=rules)
    assert left(library) == [3, 5, 7, 9, 10]
    assert foreign.exists()
    none = replace(rules, simpan_terakhir=0, simpan_harian=0, simpan_bulanan=0)
    backups.rotate(library, settings=none)
    assert left(library) == [10], "the only one stays"


def test_rotation_with_a_clock_set_back(library: Library) -> None:
    """What was made last stays although its date is the oldest, and nothing made before goes."""
    rules = replace(load_settings(), simpan_terakhir=2, simpan_harian=1, simpan_bulanan=0)
    touch(library, [("2024-03-10T0700", 8), ("2024-03-10T0800", 9), ("1970-01-01T0000", 10)])
    backups.rotate(library, settings=rules)
    assert left(library) == [8, 9, 10]


def test_same_minute_and_same_version(library: Library) -> None:
    for _ in range(3):
        backups.back_up(library, now=LATER)
    assert [
        name.removeprefix("lapor-cadangan-2024-02-01T0805-v00000001") for name in names(library)
    ] == [
        ".zip",
        "-2.zip",
        "-3.zip",
    ]


def test_an_import_that_fails_again_and_again_keeps_one(library: Library, tmp_path: Path) -> None:
    file = export(tmp_path / "b.csv", [row(3)])
    for day in (1, 2, 3):
        with pytest.raises(StoreError, match="Jam komputer"):
            load(library.db, file, now=datetime(2000, 1, day))
    assert len(names(library)) == 1
    Notes(library.db).map_agency("Balai Lain", "63.01", NOW)
    backups.back_up(library, "sebelum impor", now=LATER + timedelta(days=1))
    backups.back_up(library, "sebelum impor", now=LATER + timedelta(days=2))
    assert len(names(library)) == 2


def test_rewriting_reaches_the_bytes(library: Library) -> None:
    path = backups.back_up(library, now=LATER)
    assert path is not None

    def erase(data: Path | None, notes: Path | None) -> None:
        assert data is not None and notes is not None
        Notes(notes.with_suffix("")).mappings()
        with sqlite3.connect(notes) as connection:
            connection.execute("DELETE FROM agency_place")

    with library.writing():
        backups.rewrite(library, path, erase)
    manifest = backup_file.check(path)
    assert (manifest.made_at, manifest.complaints) == (LATER, 2)
    target = path.with_name("x.catatan")
    backup_file.extract(path, manifest, backup_file.NOTES, target)
    assert Notes(target.with_suffix("")).mappings() == []


def test_a_rewrite_that_fails_leaves_the_backup(library: Library) -> None:
    path = backups.back_up(library, now=LATER)
    assert path is not None
    before = path.read_bytes()

    def spoil(data: Path | None, notes: Path | None) -> None:
        assert data is not None
        data.write_bytes(b"bukan basis data")

    with library.writing(), pytest.raises(StoreError, match="rusak"):
        backups.rewrite(library, path, spoil)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_on_command(library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "usb"
    assert main(["cadangkan", "--db", str(library.db), "--ke", str(other)]) == 0
    (written,) = other.iterdir()
    assert str(written) in capsys.readouterr().out
    assert backup_file.check(written).reason == "atas perintah"
    assert main(["cadangkan", "--db", str(library.db), "--json"]) == 0
    path = Path(json.loads(capsys.readouterr().out)["berkas"])
    assert path.parent == library.db.parent / "cadangan"
    shutil.copyfile(
        tmp_path / "awal.csv", path.with_name("lapor-cadangan-2020-01-01T0000-v00000001.zip")
    )
    assert main(["pulihkan", "--daftar", "--db", str(library.db)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(path.name)
    assert "2 aduan · data per 31 Jan 2023 · atas perintah" in lines[0]
    assert "bukan cadangan program ini" in lines[1]
    assert main(["pulihkan", "--daftar", "--json", "--db", str(library.db)]) == 0
    assert [entry["galat"] is None for entry in json.loads(capsys.readouterr().out)] == [
        True,
        False,
    ]
    empty = tmp_path / "kosong" / "lapor.duckdb"
    assert main(["pulihkan", "--daftar", "--db", str(empty)]) == 0
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)


@pytest.mark.parametrize("json_too", [[], ["--json"]])
def test_where_there_is_nothing_a_schedule_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], json_too: list[str]
) -> None:
    empty = tmp_path / "kosong" / "lapor.duckdb"
    assert main(["cadangkan", "--db", str(empty), *json_too]) == 2
    out, err = capsys.readouterr()
    assert f"Tidak ada data atau catatan di {empty}, jadi" in err
    assert (json.loads(out) if json_too else out) == ({"berkas": None} if json_too else "")


def test_a_slip_in_the_settings_leaves_no_file(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slip = tmp_path / "salah.toml"
    slip.write_text("[cadangan]\nsimpan_terahir = 1\n")
    monkeypatch.setenv("LAPOR_SETTINGS", str(slip))
    load_settings.cache_clear()
    assert main(["cadangkan", "--db", str(library.db)]) == 2
    assert names(library) == []
    # Where nothing is rotated nothing of the settings is needed.
    assert main(["cadangkan", "--db", str(library.db), "--ke", str(tmp_path / "usb")]) == 0
