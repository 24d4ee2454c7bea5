"""Bringing a backup back: the same answers, a higher version, nothing overwritten, nothing foreign."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lapor_data.__main__ import main
from lapor_data.domain.errors import StoreError
from lapor_data.store import backup_file, backups, restoring
from lapor_data.store.backup_file import DATA
from lapor_data.store.importing import rebuild
from lapor_data.store.journal import Journal
from lapor_data.store.library import Library
from lapor_data.store.notes import Notes
from lapor_data.store.strays import set_aside_files
from tests.exports import NOW, dump, export, load, log, query, row

LATER, LATEST = datetime(2024, 2, 1, 8, 5), datetime(2024, 3, 1, 8, 5)


@pytest.fixture
def library(db: Path, tmp_path: Path) -> Library:
    """A store with all kinds of rows, a mapping that counts, and an entry."""
    rows = [row(n, type="Rahasia" if n == 3 else "") for n in range(1, 8)]
    rows += [row("?"), row(9, parent="", agency="Dinas Entah")]
    export_file = export(tmp_path / "a.csv", rows, generated="2023-01-31", owner="Dinas Kominfo")
    load(db, export_file, log(tmp_path / "log.csv", [(1, "2023-01-12 08:00", "Ditutup")]))
    Notes(db).map_agency("Dinas Entah", "63.05", NOW)
    rebuild(Library(db))
    Journal(db).put("rencana", "1", {"judul": "Bimtek"}, now=NOW)
    return Library(db)


@pytest.fixture
def backup(library: Library) -> Path:
    """A backup of that store; afterwards data and notes have moved on."""
    path = backups.back_up(library, now=LATER)
    assert path is not None
    load(
        library.db,
        export(path.parents[2] / "b.csv", [row(1, status="Selesai"), row(20)]),
        now=LATER,
    )
    Notes(library.db).forget_agency("Dinas Entah", LATER)
    Journal(library.db).put("rencana", "2", {"judul": "Sosialisasi"}, now=LATER)
    return path


def state(db: Path) -> tuple[Any, ...]:
    """Every row of every table, and all that people entered with its changes."""
    journal = Journal(db)
    return dump(db), Notes(db).mappings(), journal.entries("rencana"), journal.changes()


def test_the_same_answers_come_back(library: Library, tmp_path: Path) -> None:
    before = state(library.db)
    path = backups.back_up(library, now=LATER)
    assert path is not None
    open_one = library.open_newest()
    load(library.db, export(tmp_path / "b.csv", [row(1, status="Selesai"), row(20)]), now=LATER)
    Notes(library.db).map_agency("Dinas Lain", "63.01", LATER)
    moved_on = state(library.db)
    done = restoring.restore(library, path, now=LATEST)
    assert state(library.db) == before != moved_on
    assert (done.version, library.versions(), done.set_aside) == (4, [4], ())
    snapshot = library.open_newest()
    assert snapshot is not None and open_one is not None
    assert (snapshot.version, open_one.version) == (4, 2)
    # And what was there before the restore can be brought back in its turn.
    assert done.before is not None
    restoring.restore(library, done.before, now=LATEST)
    assert state(library.db) == moved_on
    assert library.versions() == [5]


def test_on_an_empty_computer(backup: Path, library: Library, tmp_path: Path) -> None:
    other = tmp_path / "lain" / "lapor.duckdb"
    assert main(["pulihkan", str(backup), "--db", str(other)]) == 0
    assert query(other, "SELECT count(*) FROM record") == [(8,)]
    assert Notes(other).place_of_agency() == {"dinas entah": "63.05"}
    assert backups.backup_files(Library(other)) == []


def test_by_its_name_alone(
    backup: Path, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pulihkan", backup.name, "--db", str(library.db)]) == 0
    out = capsys.readouterr().out
    assert "Dipulihkan: keadaan 1 Feb 2024 08.05, 8 aduan" in out
    assert "sekarang versi 4" in out
    before = backups.listing(library)[0]
    assert before.manifest is not None and before.manifest.reason == "sebelum pemulihan"
    assert str(before.path) in out
    assert main(["pulihkan", backup.name, "--db", str(library.db), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["versi"] == 5


def test_notes_alone(backup: Path, library: Library) -> None:
    """Mappings come back and the complaints follow them; the data stays as it is."""
    place = "SELECT place FROM complaint WHERE tracking_id = 9"
    rebuild(library)
    assert query(library.db, place) != [("63.05",)]
    done = restoring.restore(library, backup, now=LATEST, notes_only=True)
    assert done.version is None
    assert query(library.db, place) == [("63.05",)]
    assert query(library.db, "SELECT count(*) FROM record") == [(9,)]
    assert list(Journal(library.db).entries("rencana")) == ["1"]


def test_backup_from_before_there_were_notes(db: Path, tmp_path: Path) -> None:
    load(db, export(tmp_path / "a.csv", [row(1)]))
    path = backups.back_up(Library(db), now=LATER)
    assert path is not None
    with pytest.raises(StoreError, match="tidak memuat catatan"):
        restoring.restore(Library(db), path, now=LATEST, notes_only=True)
    Notes(db).map_agency("Balai", "63.01", NOW)
    done = restoring.restore(Library(db), path, now=LATEST)
    assert Notes(db).mappings() == []
    # They are not lost: the backup made just before has them.
    assert done.before is not None
    restoring.restore(Library(db), done.before, now=LATEST)
    assert len(Notes(db).mappings()) == 1


def rezip(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Write an archive anew with changed members."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            changed = change(name, content)
            if changed is not None:
                archive.writestr(name, changed)


def manifest_with(**changes: object) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        rezip(
            path,
            lambda name, content: (
                json.dumps(json.loads(content) | changes).encode()
                if name == "manifest.json"
                else content
            ),
        )

    return spoil


def without(member: str) -> Callable[[Path], None]:
    return lambda path: rezip(path, lambda name, content: None if name == member else content)


def other_content(path: Path) -> None:
    rezip(path, lambda name, content: content[:-1] + b"x" if name == "catatan.sqlite" else content)


def longer_content(path: Path) -> None:
    rezip(path, lambda name, content: content * 3 if name == "basis-data.duckdb" else content)


def flipped(path: Path) -> None:
    # The first packed byte of the first member. Not any byte: much of a small database is noughts,
    # and a packed run of them may unpack to the same with a byte of it changed.
    data = bytearray(path.read_bytes())
    name, extra = (int.from_bytes(data[at : at + 2], "little") for at in (26, 28))
    data[30 + name + extra] ^= 255
    path.write_bytes(data)


def escaping(path: Path) -> None:
    entry = {"../../jahat": {"sha256": "0" * 64, "byte": 1}}
    manifest_with(isi=entry)(path)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda path: path.unlink(), "tidak ditemukan"),
        (lambda path: path.write_bytes(b""), "rusak atau bukan cadangan"),
        (lambda path: path.write_bytes(b"PK\x03\x04 bukan zip"), "rusak atau bukan cadangan"),
        (lambda path: path.write_bytes(path.read_bytes()[:-500]), "rusak atau bukan cadangan"),
        (flipped, "rusak"),
        (without("manifest.json"), "rusak atau bukan cadangan"),
        (without("basis-data.duckdb"), "tidak ada di dalamnya"),
        (other_content, "tidak cocok dengan checksum"),
        (longer_content, "tidak cocok dengan checksum"),
        (escaping, "rusak atau bukan cadangan"),
        (manifest_with(jenis="lain"), "rusak atau bukan cadangan"),
        (manifest_with(isi=[]), "rusak atau bukan cadangan"),
        (manifest_with(dibuat=None), "rusak atau bukan cadangan"),
        (manifest_with(format=2), "program yang lebih baru"),
        (manifest_with(susunan=99), r"program yang lebih baru \(susunan 99"),
        (manifest_with(susunan_catatan=99), "program yang lebih baru"),
    ],
)
def test_what_is_refused(
    spoil: Callable[[Path], None],
    message: str,
    backup: Path,
    library: Library,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil(backup)
    before, files = state(library.db), sorted(library.db.parent.iterdir())
    with pytest.raises(StoreError, match=message):
        restoring.restore(library, backup, now=LATEST)
    assert main(["pulihkan", str(backup), "--db", str(library.db)]) == 2
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert state(library.db) == before
    assert sorted(library.db.parent.iterdir()) == files


@pytest.mark.parametrize("what", ["data", "notes", "both"])
def test_over_a_damaged_store(what: str, backup: Path, library: Library) -> None:
    """What is damaged is moved aside, never deleted; what is sound is backed up first."""
    damaged = [library.path_of(3)] if what != "notes" else []
    damaged += [Journal(library.db).path] if what != "data" else []
    for path in damaged:
        data = path.read_bytes()
        path.write_bytes(data[:100] + bytes(255 - b for b in data[100:]))
    done = restoring.restore(library, backup, now=LATEST)
    assert [path.name.split(".disisihkan-")[0] for path in done.set_aside] == [
        p.name for p in damaged
    ]
    assert sorted(done.set_aside) == set_aside_files(library)
    assert (done.version, library.versions()) == (4, [4])
    assert query(library.db, "SELECT count(*) FROM record") == [(8,)]
    assert Notes(library.db).place_of_agency() == {"dinas entah": "63.05"}
    if what == "both":
        assert done.before is None
    else:
        assert done.before is not None
        held = backup_file.check(done.before)
        assert (held.has("basis-data.duckdb"), held.has("catatan.sqlite")) == (
            what == "notes",
            what == "data",
        )


def test_a_file_copied_back_by_hand_is_noticed(library: Library, tmp_path: Path) -> None:
    """Under the same number, of the same size, with the old time: no restart is needed."""
    path = library.path_of(2)
    kept = tmp_path / "salinan"
    shutil.copy2(path, kept)
    first = library.open_newest()
    assert first is not None and library.open_newest() is first
    load(library.db, export(tmp_path / "b.csv", [row(20)]), now=LATER)
    newer = library.path_of(3)
    other = library.open_newest()
    assert other is not None and other.version == 3
    shutil.copy2(kept, newer)
    again = library.open_newest()
    assert again is not None and again is not other
    assert again.key != other.key
    assert again.value("SELECT count(*) FROM lapor.record") == 8
    assert library.open_newest() is again


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGKILL")
def test_killed_while_restoring(backup: Path, library: Library, tmp_path: Path) -> None:
    """Data are those before or after; the notes too; and restoring again completes it."""
    moved_on = state(library.db)
    done_db = tmp_path / "selesai" / "lapor.duckdb"
    shutil.copytree(library.db.parent, done_db.parent)
    began = time.monotonic()
    command = [sys.executable, "-m", "lapor_data", "pulihkan"]
    subprocess.run([*command, backup.name, "--db", str(done_db)], check=True, capture_output=True)
    lasted = time.monotonic() - began
    restored = state(done_db)
    source = random.Random(3)
    for number in range(6):
        db = tmp_path / f"bunuh{number}" / "lapor.duckdb"
        shutil.copytree(library.db.parent, db.parent)
        process = subprocess.Popen(
            [*command, backup.name, "--db", str(db)], stdout=subprocess.DEVNULL
        )
        try:
            process.wait(timeout=lasted * (0.4 + 0.6 * source.random()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        found = state(db)
        assert found[0] in (moved_on[0], restored[0])
        assert found[1:] in (moved_on[1:], restored[1:])
        for path in backups.backup_files(Library(db)):
            backup_file.check(path)
        restoring.restore(Library(db), db.parent / "cadangan" / backup.name, now=LATEST)
        assert state(db) == restored


def test_notes_that_cannot_be_written_are_told(
    backup: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data are back by then: the message says so, and what it advises completes the restore."""

    def refuse(*_: object) -> None:
        raise StoreError("Berkas catatan sedang dipakai program lain.")

    with monkeypatch.context() as patched:
        patched.setattr(restoring, "copy_notes", refuse)
        patched.setattr(restoring, "_are_sound", lambda *_: True)
        with pytest.raises(StoreError, match=r"versi 4.*sedang dipakai.*--hanya-catatan"):
            restoring.restore(library, backup, now=LATEST)
    assert query(library.db, "SELECT count(*) FROM record") == [(8,)]
    assert list(Journal(library.db).entries("rencana")) == ["1", "2"]
    restoring.restore(library, backup, now=LATEST, notes_only=True)
    assert list(Journal(library.db).entries("rencana")) == ["1"]


def crafted_notes(folder: Path, *statements: str) -> Path:
    """A backup of notes alone that holds what the statements make."""
    inside = folder / "isi.sqlite"
    with closing(sqlite3.connect(inside, isolation_level=None)) as connection:
        for sql in statements:
            connection.execute(sql)
    manifest = backup_file.Manifest(0, None, 0, NOW, "x", "1", 1, 1, {})
    backup_file.write(folder / "c.zip", manifest, {backup_file.NOTES: inside})
    return folder / "c.zip"


ENTRY = "CREATE TABLE entry (kind TEXT NOT NULL, key TEXT NOT NULL, content TEXT, PRIMARY KEY (kind, key))"


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE entry (a)"],
        [ENTRY, "CREATE TABLE lain (a)"],
        [ENTRY, "CREATE VIEW change AS SELECT * FROM entry"],
        [ENTRY, "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END"],
        [ENTRY, "CREATE INDEX i ON entry (content)"],
    ],
    ids=["kolom", "tabel", "view", "trigger", "index"],
)
def test_notes_of_another_layout_are_refused(
    statements: list[str], library: Library, tmp_path: Path
) -> None:
    before = state(library.db)
    with pytest.raises(StoreError, match="bukan catatan program ini"):
        restoring.restore(library, crafted_notes(tmp_path, *statements), now=LATEST)
    assert state(library.db) == before


def test_notes_in_wal_mode_are_converted(library: Library, tmp_path: Path) -> None:
    path = crafted_notes(
        tmp_path,
        "PRAGMA journal_mode = WAL",
        ENTRY,
        "INSERT INTO entry VALUES ('rencana', '7', '{}')",
    )
    restoring.restore(library, path, now=LATEST)
    assert Journal(library.db).path.read_bytes()[18:20] == b"\1\1"
    assert list(Journal(library.db).entries("rencana")) == ["7"]


META = "CREATE TABLE meta AS SELECT * FROM (VALUES {}) AS kept(key, value)"
KEPT = tuple(f"CREATE TABLE {name} (tracking_id BIGINT)" for name in ("record", "event", "import"))


@pytest.mark.parametrize(
    "said",
    [
        (META.format("('schema_version', 'abc')"), *KEPT),
        (META.format("('data_date', 'kapan')"), *KEPT),
        (META.format("('a', 'b')"),),
    ],
    ids=["susunan", "tanggal", "tanpa tabel"],
)
def test_a_backup_that_only_looks_like_one(db: Path, tmp_path: Path, said: tuple[str, ...]) -> None:
    """Sums and manifest are right, but inside is no version of ours."""
    load(db, export(tmp_path / "a.xlsx", [row(1)]))
    crafted = tmp_path / "isi.duckdb"
    with duckdb.connect(str(crafted)) as connection:
        for sql in (*said, "CREATE TABLE complaint (received_date DATE)"):
            connection.execute(sql)
    manifest = backup_file.Manifest(1, None, 0, NOW, "x", "1", 1, 1, {})
    backup_file.write(tmp_path / "c.zip", manifest, {DATA: crafted})
    with pytest.raises(StoreError):
        restoring.restore(Library(db), tmp_path / "c.zip", now=NOW)
    assert Library(db).newest() == 1
