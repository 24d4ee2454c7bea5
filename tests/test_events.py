"""The log: what it tells, where it goes, and that nobody's data is ever in it."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

import lapor_data
from lapor_data.__main__ import main
from lapor_data.domain.errors import StoreError
from lapor_data.store import event_file, events, importing
from lapor_data.store.importing import InputFile, import_files, rebuild, undo_last_import
from lapor_data.store.library import Library
from lapor_data.ui.server import UNEXPECTED, keep_errors_out_of_streamlits_log, on_error
from tests import bad_files
from tests.exports import HEADS, SHORT_HEADS, export, load, log, row

ROOT = Path(__file__).parents[1]
# Of a person who is nobody; each stands in every kind of place below.
PERSON = ("Sulastri", "6371046503880001", "081255512345", "sulastri@contoh.example", "DA 1234 XY")
WORDS = " ".join(PERSON)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's events go."""
    path = tmp_path / "log" / "lapor.jsonl"
    monkeypatch.setenv("LAPOR_LOG", str(path))
    return path


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def facts(line: dict[str, Any]) -> dict[str, Any]:
    """A line without what every line has."""
    assert list(line)[:4] == ["waktu", "tingkat", "peristiwa", "program"]
    assert line["program"] == lapor_data.__version__
    skipped = ("waktu", "program", "detik")
    return {name: value for name, value in line.items() if name not in skipped}


def test_import_and_undo_are_told_with_their_counts(db: Path, tmp_path: Path, file: Path) -> None:
    complaints = export(tmp_path / "a.xlsx", [row(1), row(2), row("?")])
    followed = log(tmp_path / "b.csv", [(1, "2023-01-12", "Ditutup")])
    files = [InputFile.of(path) for path in (complaints, followed, tmp_path / "tiada.csv")]
    import_files(Library(db), files, source="layar")
    undo_last_import(Library(db))
    rebuild(Library(db))
    first, second, third = map(facts, lines(file))
    counts = {"berubah": 0, "sama": 0}
    assert first == {
        "tingkat": "peringatan",
        "peristiwa": "impor",
        "lewat": "layar",
        "versi_data": 1,
        "berkas": [
            {"jenis": "Laporan Ringkas", "dibaca": 3, "baru": 2, **counts, "ditolak": 1},
            {"jenis": "Riwayat Tindak Lanjut", "dibaca": 1, "baru": 1, **counts, "ditolak": 0},
        ],
        "berkas_gagal": 1,
    }
    assert second == {"tingkat": "info", "peristiwa": "batal impor", "versi_data": 2, "impor": 1}
    assert third == {"tingkat": "info", "peristiwa": "hitung ulang", "versi_data": 3}
    assert all(line["detik"] >= 0 for line in lines(file))


def _rows() -> list[dict[str, Any]]:
    return [
        row(1, title=WORDS, text=WORDS, text_last=WORDS, reason=WORDS, reporter=WORDS),
        row(2, type="Rahasia", title=WORDS, text=WORDS),
        row(WORDS, title=WORDS),
        row(4, date=WORDS),
        row(5, time=WORDS, status=WORDS, agency=WORDS, parent=WORDS, category=WORDS, city=WORDS),
        row(6, rating=WORDS),
    ]


def _spoiled(path: Path) -> Iterator[Path]:
    """Files that cannot be read, or hardly, each with the person's data in name and contents."""
    text = WORDS.encode()
    bad_files.encrypted(path / f"{WORDS} sandi.xlsx")
    bad_files.changed_sheet(path / f"{WORDS} sel.xlsx", lambda xml: xml[: len(xml) // 2] + text)
    (path / f"{WORDS} teks.csv").write_bytes(text * 10)
    (path / f"{WORDS} biner.xlsx").write_bytes(b"PK\x03\x04" + text)
    (path / f"{WORDS}.txt").write_bytes(text)
    (path / f"{WORDS}.pdf").write_bytes(b"%PDF" + text)
    sound = export(path / f"{WORDS} utuh.csv", _rows(), HEADS).read_bytes()
    (path / f"{WORDS} kutip.csv").write_bytes(sound.replace(b",", b',"', 40))
    for number in range(12):
        broken = bad_files.mutated(sound, random.Random(number))
        (path / f"{WORDS} {number}.csv").write_bytes(broken)
    yield from sorted(path.iterdir())


def test_nobody_is_in_the_log(
    db: Path, tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / WORDS
    folder.mkdir()
    for heads in (HEADS, SHORT_HEADS, [*SHORT_HEADS, WORDS]):
        load(db, export(tmp_path / f"{WORDS}.xlsx", _rows(), heads, owner=WORDS))
    load(
        db,
        log(tmp_path / f"{WORDS}.csv", [(1, "2023-01-12", WORDS, WORDS, WORDS), (2, WORDS, WORDS)]),
    )
    spoiled = list(_spoiled(folder))
    for path in spoiled:
        load(db, path)
    # Only then those dated today: an import older than the one before it is refused.
    for path in spoiled:
        main(["impor", str(path), "--db", str(db), "--json"])
    main(["impor", str(folder / "tiada Sulastri.csv"), "--db", str(db)])
    main(["impor", *map(str, spoiled), "--db", str(folder / WORDS / "lapor.duckdb")])
    undo_last_import(Library(db))
    capsys.readouterr()
    assert len(lines(file)) > 2 * len(spoiled)
    assert {line["peristiwa"] for line in lines(file)} == {"impor", "batal impor"}
    _assert_nobody(file.read_text(encoding="utf-8"))


def _assert_nobody(text: str) -> None:
    for word in (*PERSON, "Sulas", "637104", "08125", "Lampu", ".csv", ".xlsx"):
        assert word not in text, word


def _folder_is_a_file(db: Path, path: Path) -> None:
    db.parent.write_text(WORDS)


def _version_is_damaged(db: Path, path: Path) -> None:
    db.parent.mkdir()
    (db.parent / f"{db.name}.v00000001").write_text(WORDS)


@pytest.mark.parametrize("spoil", [_folder_is_a_file, _version_is_damaged])
def test_a_failure_is_told_by_kind_and_place(
    tmp_path: Path, file: Path, spoil: Callable[[Path, Path], None]
) -> None:
    path = export(tmp_path / f"{WORDS}.csv", _rows(), HEADS)
    db = tmp_path / WORDS / f"{WORDS}.duckdb"
    spoil(db, path)
    with pytest.raises(StoreError):
        load(db, path)
    (line,) = map(facts, lines(file))
    assert (line["tingkat"], line["peristiwa"], line["saat"]) == ("peringatan", "galat", "impor")
    assert line["jenis"][0] in ("StoreError", "UnusableFileError") and len(line["jenis"]) >= 2
    assert line["tempat"].startswith("store/")
    _assert_nobody(file.read_text(encoding="utf-8"))


def test_a_folder_out_of_reach_afterwards_undoes_no_success(
    db: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(library: Library) -> int:
        raise StoreError("Folder tidak dapat dibaca.")

    @events.told("impor", lambda done: {"baris": done})
    def work(library: Library) -> int:
        monkeypatch.setattr(Library, "newest", refuse)
        return 3

    assert work(Library(db)) == 3
    (line,) = map(facts, lines(file))
    assert line == {"tingkat": "info", "peristiwa": "impor", "baris": 3}


def test_an_error_nobody_foresaw(
    db: Path, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB quotes cells in its messages; the store's error quotes DuckDB."""

    def fail(*arguments: object, **named: object) -> None:
        duckdb.connect(":memory:").execute(f"SELECT '{WORDS}'::INTEGER")

    monkeypatch.setattr(importing, "merge", fail)
    path = export(tmp_path / f"{WORDS}.csv", _rows(), HEADS)
    with pytest.raises(StoreError) as caught:
        load(db, path)
    assert "Sulastri" in str(caught.value.__cause__)  # or this test would show nothing
    on_error(ValueError(WORDS))
    first, second = map(facts, lines(file))
    assert first["jenis"] == ["StoreError", "ConversionException"]
    assert first["tempat"].startswith("store/changing.py:")
    assert second == {
        "tingkat": "galat", "peristiwa": "galat", "saat": "halaman", "jenis": ["ValueError"],
        "tempat": None,
    }  # fmt: skip
    _assert_nobody(file.read_text(encoding="utf-8"))


def test_facts_are_numbers_days_and_known_words(file: Path) -> None:
    from datetime import date

    events.happened("impor", baris=3, per=date(2023, 1, 2), lewat="layar", oleh=WORDS)
    (line,) = map(facts, lines(file))
    assert (line["baris"], line["per"], line["lewat"], line["oleh"]) == (
        3,
        "2023-01-02",
        "layar",
        "lain",
    )


def test_messages_of_other_code_are_not_written(file: Path) -> None:
    events.happened("mulai")
    events.logging.getLogger("lapor.lain").warning("Gagal membaca %s", WORDS)
    events.logging.getLogger("lapor").error(WORDS)
    assert [line["peristiwa"] for line in lines(file)] == ["mulai", "lain", "lain"]
    _assert_nobody(file.read_text(encoding="utf-8"))


def test_without_a_file_the_command_line_says_nothing(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LAPOR_LOG", raising=False)
    done = subprocess.run(
        [sys.executable, "-m", "lapor_data", "impor", str(export(tmp_path / "a.csv", [row(1)])),
         "--db", str(db)],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_the_file_is_rotated_and_lines_stay_whole(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_file, "MAX_BYTES", 1000)
    for number in range(100):
        events.happened("impor", baris=number)
    files = [file, *(file.with_name(f"{file.name}.{n}") for n in range(1, event_file.KEPT + 1))]
    assert sorted(p for p in file.parent.iterdir() if p.suffix != ".kunci") == sorted(files)
    kept = [line["baris"] for path in reversed(files) for line in lines(path)]
    assert kept == list(range(100 - len(kept), 100))
    assert all(path.stat().st_size < 1200 for path in files)


def _write_many(start: int) -> None:
    event_file.MAX_BYTES = 2000
    event_file.KEPT = 100
    for number in range(start, start + 60):
        events.happened("impor", baris=number)


def test_several_processes_share_the_file(file: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_many, args=(start,)) for start in (0, 1000, 2000)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    written = [p for p in file.parent.iterdir() if p.suffix != ".kunci"]
    assert len(written) > 1
    found = sorted(line["baris"] for path in written for line in lines(path))
    assert found == [start + n for start in (0, 1000, 2000) for n in range(60)]


def test_a_log_that_cannot_be_written_stops_nothing(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "berkas"
    blocked.write_text("bukan folder")
    command = [sys.executable, "-m", "lapor_data", "impor", "--db", str(db)]
    command += [str(export(tmp_path / "a.csv", [row(1)]))]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "LAPOR_LOG": str(blocked / "lapor.jsonl")},
    )  # fmt: skip
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == 1
    assert "tidak dapat ditulis" in done.stderr
    assert Library(db).newest() == 1


def test_a_visitor_is_told_in_indonesian(file: Path) -> None:
    """Streamlit's own box says in English that details are in the log."""
    from streamlit.testing.v1 import AppTest

    def script(text: str, known: bool) -> None:
        from lapor_data.domain.errors import StoreError
        from lapor_data.ui.server import on_error

        assert on_error(StoreError(text) if known else ValueError(text))

    app = AppTest.from_function(script, args=(WORDS, False)).run()
    assert [box.value for box in app.error] == [UNEXPECTED]
    app = AppTest.from_function(script, args=("Basis data *rusak*.", True)).run()
    assert [box.value for box in app.error] == [r"Basis data \*rusak\*\."]


def test_a_download_that_fails_quotes_nobody(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It is made outside the run of a page, so Streamlit alone hears of it, and would print it."""
    from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
    from streamlit.runtime.backend_operation_handler import DeferredFileHandler
    from streamlit.runtime.media_file_manager import MediaFileManager
    from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

    def make() -> bytes:
        raise ValueError(WORDS)

    keep_errors_out_of_streamlits_log()
    files = MediaFileManager(MemoryMediaFileStorage("/media"))
    request = BackendOperationRequest()
    request.deferred_file.file_id = files.add_deferred(make, "text/csv", "1.2", "daftar.csv")
    answer = asyncio.run(DeferredFileHandler(lambda: files).handle(request, "sesi"))
    assert answer.error_msg == "Failed to generate file for download"  # as docs/panduan.md explains
    (told,) = [line for line in lines(file) if line["peristiwa"] == "galat"]
    assert told["saat"] == "unduhan" and "ValueError" in told["jenis"]
    assert WORDS not in "".join(capfd.readouterr())
