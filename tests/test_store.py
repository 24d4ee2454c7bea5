"""Versions as files: newest wins, readers undisturbed, one writer at a time, clear errors."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lapor_data.__main__ import main
from lapor_data.domain.errors import StoreError
from lapor_data.ingest.source import SourceFile
from lapor_data.ingest.stage import Staged, stage
from lapor_data.store import importing
from lapor_data.store.current import open_current, open_sample, sample_library
from lapor_data.store.importing import import_files, rebuild
from lapor_data.store.library import Library
from lapor_data.store.snapshot import Snapshot, refuse_damage
from tests.exports import NOW, InputFile, dump, export, load, query, row


def count(snapshot: Snapshot) -> int:
    found: int = snapshot.value("SELECT count(*) FROM lapor.complaint")
    return found


@pytest.fixture
def library(db: Path, tmp_path: Path) -> Library:
    """A store of two complaints."""
    load(db, export(tmp_path / "awal.csv", [row(1), row(2)], generated="2023-01-31"))
    return Library(db)


def test_each_import_is_a_new_file_and_the_old_one_goes(library: Library, tmp_path: Path) -> None:
    assert library.versions() == [1]
    load(library.db, export(tmp_path / "b.csv", [row(3)]))
    assert library.versions() == [2]
    assert not library.db.exists()
    names = {path.name for path in library.db.parent.iterdir()}
    assert names - {"lapor.duckdb.kunci", "cadangan"} == {"lapor.duckdb.v00000002"}


def test_an_unreadable_input_is_not_told_as_the_stores_folder(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick pulled out while it is read: the file is named, the others are imported."""
    lost, good = (export(tmp_path / f"{n}.csv", [row(n)]) for n in (5, 6))

    def torn(connection: object, source: SourceFile, *rest: Any) -> Staged:
        if source.name == lost.name:
            raise OSError(errno.EIO, "Input/output error", str(lost))
        return stage(connection, source, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "stage", torn)
    reports = load(library.db, lost, good)
    assert [report.problem for report in reports] == [
        "5.csv: berkas tidak dapat dibaca sampai akhir; salin ulang berkasnya.",
        None,
    ]
    with pytest.raises(FileNotFoundError), library.writing():
        (tmp_path / "tidak ada").read_text()
    with pytest.raises(StoreError, match="tidak dapat ditulisi"), library.writing():
        (library.db.parent / "tidak ada").read_text()


def test_a_version_that_goes_while_it_is_looked_at_is_not_damaged(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(path: Path, *_: object, **__: object) -> Snapshot:
        path.unlink()
        raise StoreError("rusak")

    monkeypatch.setattr(Snapshot, "open", gone)
    refuse_damage(library.path_of(1))


def test_readers_keep_their_version_while_a_new_one_comes(library: Library, tmp_path: Path) -> None:
    old = library.open_newest()
    assert old is not None and (old.version, count(old)) == (1, 2)
    assert library.open_newest() is old
    cursor = old.cursor()
    cursor.execute("SELECT tracking_id FROM lapor.complaint ORDER BY 1")
    load(library.db, export(tmp_path / "b.csv", [row(3)]))
    assert not old.path.exists() or os.name == "nt"
    assert cursor.fetchall() == [(1,), (2,)]
    assert count(old) == 2
    new = library.open_newest()
    assert new is not None and (new.version, count(new)) == (2, 3)
    assert new.key != old.key


def test_newest_complete_version_wins(library: Library, tmp_path: Path) -> None:
    newest = library.path_of(1)
    newest.rename(library.path_of(7))
    library.db.with_name("lapor.duckdb.v8").write_bytes(b"x")
    library.db.with_name("lapor.duckdb.v00000008.bak").write_bytes(b"x")
    library.db.with_name("lain.duckdb.v00000009").write_bytes(b"x")
    assert library.versions() == [7]
    load(library.db, export(tmp_path / "b.csv", [row(3)]))
    assert library.versions() == [8]


def test_what_a_killed_writer_left_behind_is_removed(library: Library, tmp_path: Path) -> None:
    draft = library.draft()
    draft.write_bytes(b"half")
    draft.with_name(f"{draft.name}.wal").write_bytes(b"half")
    library.spill_folder.mkdir()
    (library.spill_folder / "duckdb_temp_0.tmp").write_bytes(b"plain text")
    other = library.db.with_name("lain.duckdb.baru-1")
    other.write_bytes(b"of another store")
    snapshot = library.open_newest()
    assert snapshot is not None and count(snapshot) == 2
    load(library.db, export(tmp_path / "b.csv", [row(3)]))
    names = {path.name for path in library.db.parent.iterdir()}
    assert names - {"lapor.duckdb.kunci", "cadangan"} == {
        "lapor.duckdb.v00000002",
        "lain.duckdb.baru-1",
    }


def test_writers_in_threads_take_turns(library: Library, tmp_path: Path) -> None:
    errors: list[BaseException] = []

    def write(number: int) -> None:
        try:
            load(library.db, export(tmp_path / f"{number}.csv", [row(number)]))
        except BaseException as error:  # noqa: BLE001 - shown by the assertion below
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(10, 15)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert query(library.db, "SELECT count(*), max(import_no) FROM complaint") == [(7, 6)]
    assert library.versions() == [6]


def test_writers_in_processes_take_turns_while_somebody_reads(
    library: Library, tmp_path: Path
) -> None:
    files = [export(tmp_path / f"{n}.csv", [row(n), row(1)]) for n in range(20, 23)]
    command = [sys.executable, "-m", "lapor_data", "impor", "--db", str(library.db)]
    writers = [
        subprocess.Popen([*command, str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for file in files
    ]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        snapshot = library.open_newest()
        assert snapshot is not None
        seen.add(count(snapshot))
        time.sleep(0.02)  # a reader's pace, so that the writers get on
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    for writer in writers:
        assert writer.communicate()[1] == b""
    # Only whole states: two complaints and one more per import.
    assert seen <= {2, 3, 4, 5}
    assert query(library.db, "SELECT count(*) FROM complaint") == [(5,)]


def test_a_writer_that_waits_too_long_says_so(library: Library) -> None:
    with (
        library.writing(),
        pytest.raises(StoreError, match="Impor lain masih berjalan"),
        Library(library.db).writing(timeout=0.05),
    ):
        pass
    with library.writing(timeout=0.05):
        pass


def test_a_failing_import_leaves_the_store_as_it_was(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(library.db)

    def fail(path: Path) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(library, "publish", fail)
    with pytest.raises(StoreError, match="tidak dapat ditulisi"):
        file = InputFile.of(export(tmp_path / "b.csv", [row(3)]))
        import_files(library, [file], source="uji", now=NOW)
    assert dump(library.db) == before
    names = {path.name for path in library.db.parent.iterdir()}
    assert names - {"lapor.duckdb.kunci", "cadangan"} == {"lapor.duckdb.v00000001"}


@pytest.mark.parametrize("inside", ["a file", "a device"])
def test_folder_that_cannot_be_written(inside: str, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    folder = tmp_path / "berkas" if inside == "a file" else Path(os.devnull)
    with pytest.raises(StoreError, match=r"^Folder .* tidak dapat ditulisi; [^\n]+\.$"):
        load(folder / "lapor.duckdb", export(tmp_path / "a.csv", [row(1)]))


@contextmanager
def without_write_permission(folder: Path) -> Iterator[None]:
    """The folder is read-only; root, whom that would not stop, becomes nobody for a while."""
    folder.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="permissions work differently there")
def test_read_only_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """Reading works for one who may not write; importing gives one Indonesian sentence."""
    # Not in tmp_path, whose parents only their owner may enter.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        db = folder / "lapor.duckdb"
        load(db, export(folder / "a.csv", [row(1), row(2)]))
        file = export(folder / "b.csv", [row(3)])
        before = sorted(path.name for path in folder.iterdir())
        with without_write_permission(folder):
            arguments = ["ringkas", "--periode", "2023", "--db", str(db), "--json"]
            assert main(arguments) == 0
            assert json.loads(capsys.readouterr().out)["masuk"] == 2
            assert main(["impor", str(file), "--db", str(db), "--json"]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "tidak dapat ditulisi" in err
        assert len(err.splitlines()) == 1
        assert sorted(path.name for path in folder.iterdir()) == before


@pytest.mark.parametrize("damage", ["garbage", "empty", "cut", "flipped"])
def test_damaged_file(
    damage: str, library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = library.path_of(1).read_bytes()
    data = {
        "garbage": b"bukan basis data" * 1000,
        "empty": b"",
        "cut": sound[: len(sound) // 2],
        "flipped": sound[:8192] + bytes(b ^ 255 for b in sound[8192:]),
    }[damage]
    # Under another name, so that no reader has it open already.
    broken = Library(tmp_path / "rusak" / "lapor.duckdb")
    broken.db.parent.mkdir()
    broken.path_of(1).write_bytes(data)
    file = export(tmp_path / "b.csv", [row(3)])
    for arguments in (
        ["ringkas", "--periode", "2023"],
        ["skor", "--periode", "2023"],
        ["impor", str(file)],
    ):
        assert main([*arguments, "--json", "--db", str(broken.db)]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("Basis data ")
        assert len(err.splitlines()) == 1
    assert broken.path_of(1).read_bytes() == data


def test_a_snapshot_reaches_no_files(library: Library, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.csv"
    secret.write_text("a,b\n1,2\n")
    snapshot = library.open_newest()
    assert snapshot is not None
    for sql in (
        f"SELECT * FROM read_csv('{secret}')",
        f"SELECT * FROM '{secret}'",
        f"COPY lapor.complaint TO '{tmp_path / 'keluar.csv'}'",
        f"ATTACH '{tmp_path / 'lain.duckdb'}' AS lain",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "DELETE FROM lapor.complaint",
    ):
        with pytest.raises(duckdb.Error):
            snapshot.cursor().execute(sql)
    assert not (tmp_path / "keluar.csv").exists()
    assert count(snapshot) == 2


def test_snapshot_in_many_threads(library: Library) -> None:
    snapshot = library.open_newest()
    assert snapshot is not None
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(count(snapshot))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 8


def test_complaints_of_an_older_program_are_derived_anew(library: Library) -> None:
    with duckdb.connect(str(library.path_of(1))) as connection:
        connection.execute("UPDATE meta SET value = 'lama' WHERE key = 'derivation_key'")
        connection.execute("DELETE FROM complaint")
    snapshot = open_current(library.db)
    assert (snapshot.version, count(snapshot), snapshot.is_sample) == (2, 2, False)


def test_the_sample_has_a_store_of_its_own(db: Path, tmp_path: Path) -> None:
    sample = open_sample()
    assert sample.is_sample
    assert sample.path.parent == Path(os.environ["LAPOR_CONTOH"]).parent
    before = sample.path.read_bytes()
    assert open_current(db) is sample
    load(db, export(tmp_path / "a.csv", [row(1)]))
    current = open_current(db)
    assert (current.is_sample, count(current)) == (False, 1)
    assert sample_library().versions() == [sample.version]
    assert sample.path.read_bytes() == before
    assert (sample.first_date, sample.last_date) < (sample.last_date, sample.data_date)


def test_rebuild_of_nothing_makes_nothing(db: Path) -> None:
    rebuild(Library(db))
    assert Library(db).versions() == []
    assert Library(db).open_newest() is None
