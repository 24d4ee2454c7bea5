"""`sehat`: what monitoring is told, when it is told that something is wrong, and what it is not."""

from __future__ import annotations

import json
import shutil
from collections import namedtuple
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlencode

import duckdb
import pytest
from starlette.requests import Request

import lapor_data
from lapor_data.__main__ import main
from lapor_data.domain.roles import roles_file
from lapor_data.domain.settings import load_settings
from lapor_data.store import health as module
from lapor_data.store.health import PROBLEMS, Health, health
from lapor_data.store.importing import undo_last_import
from lapor_data.store.journal import Journal
from lapor_data.store.library import Library
from lapor_data.ui import server
from lapor_data.ui.server import BAD_LIMIT, answer_health
from tests.exports import NOW, export, load, row

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def store(db: Path, tmp_path: Path) -> Path:
    """Two complaints, exported on 30 June 2023 and loaded on 15 January 2024."""
    load(db, export(tmp_path / "Aduan Ibu Sulastri.csv", [row(1), row(2)]))
    Journal(db).put("rencana", "1", {"judul": "Bimtek"}, now=NOW)
    return db


def problems(found: Health) -> list[str]:
    for key in found.problems:
        assert key in PROBLEMS
    assert found.is_well == (not found.problems)
    return list(found.problems)


def test_everything_well(store: Path) -> None:
    answer = health(store, now=datetime(2023, 7, 10, 8)).as_json()
    assert answer.pop("ruang_bebas_mb") > 0
    assert answer.pop("diperiksa").startswith("2023-07-10T08:00:00")
    assert answer["data"].pop("impor_terakhir").startswith("2024-01-15T09:30:00")
    assert answer == {
        "status": "sehat",
        "masalah": [],
        "program": lapor_data.__version__,
        "data": {
            "versi": 1,
            "contoh": False,
            "per": "2023-06-30",
            "umur_hari": 10,
            "aduan": 2,
            "impor_lewat": "uji",
            "skema_cocok": True,
        },
        "catatan": {"ada": True, "terbaca": True},
    }


def test_asking_writes_nothing(store: Path, tmp_path: Path) -> None:
    def state(folder: Path) -> dict[str, tuple[int, int]]:
        return {p.name: (p.stat().st_size, p.stat().st_mtime_ns) for p in folder.iterdir()}

    before = state(store.parent)
    health(store)
    assert state(store.parent) == before
    empty = tmp_path / "kosong" / "lapor.duckdb"
    health(empty)
    assert not empty.parent.exists()


def test_an_undone_import_is_not_the_last(store: Path, tmp_path: Path) -> None:
    later = datetime(2024, 3, 1, 7)
    load(store, export(tmp_path / "b.csv", [row(3)], generated="2024-02-29"), now=later)
    found = health(store, now=later).data
    assert found and (found.version, found.last_import) == (2, later)
    assert found.data_date == date(2024, 2, 29)
    undo_last_import(Library(store))
    found = health(store, now=later).data
    assert found and (found.version, found.last_import) == (3, NOW)


@pytest.mark.parametrize(("limit", "expected"), [(10, []), (9, ["data-usang"]), (None, [])])
def test_old_data_is_a_problem_only_where_a_limit_is_given(
    store: Path, limit: int | None, expected: list[str]
) -> None:
    assert problems(health(store, oldest_days=limit, now=datetime(2023, 7, 10))) == expected


def test_a_clock_behind_the_data_is_shown_as_it_is(store: Path) -> None:
    found = health(store, oldest_days=3, now=datetime(2023, 6, 28))
    assert (found.age_days, problems(found)) == (-2, [])


def test_damaged_data(store: Path, tmp_path: Path) -> None:
    # A copy that this process has not open yet.
    folder = tmp_path / "salinan"
    shutil.copytree(store.parent, folder)
    (folder / "lapor.duckdb.v00000001").write_bytes(b"rusak" * 1000)
    found = health(folder / store.name)
    assert problems(found) == ["data-rusak"]
    assert found.as_json()["data"] is None


@pytest.mark.parametrize("damage", ["whole", "inside"])
def test_damaged_notes(store: Path, damage: str) -> None:
    path = Journal(store).path
    data = bytearray(path.read_bytes())
    start = 0 if damage == "whole" else 4096
    data[start : start + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    found = health(store)
    assert problems(found) == ["catatan-rusak"]
    assert found.as_json()["catatan"] == {"ada": True, "terbaca": False}
    assert found.data and found.data.complaints == 2


@pytest.mark.parametrize(("free_mb", "expected"), [(199, ["ruang-kurang"]), (201, [])])
def test_little_room(
    store: Path, monkeypatch: pytest.MonkeyPatch, free_mb: int, expected: list[str]
) -> None:
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: Usage(10**9, 0, free_mb * 10**6))
    found = health(store)
    assert (problems(found), found.free_mb) == (expected, free_mb)


def test_a_large_store_needs_more_room(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = Library(store).path_of(1).stat().st_size
    monkeypatch.setattr(module, "_FREE_MB", 0)
    for free, expected in ((3 * size - 1, ["ruang-kurang"]), (3 * size, [])):
        monkeypatch.setattr(module.shutil, "disk_usage", lambda _, free=free: Usage(10**9, 0, free))
        assert problems(health(store)) == expected


def test_a_folder_that_cannot_be_written(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # root may write everywhere, so the answer of the system is put in its place.
    monkeypatch.setattr(module.os, "access", lambda path, mode: path != store.parent)
    assert problems(health(store)) == ["folder-terkunci"]


def test_an_address_that_is_no_store(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for wrong in (store.parent, Path("/"), Library(store).path_of(1)):
        found = health(wrong)
        assert problems(found) == ["alamat-salah"]
        assert (found.free_mb, found.as_json()["data"]) == (None, None)
    assert main(["sehat", "--db", str(store.parent)]) == 2
    assert "Ruang bebas: tidak diketahui" in capsys.readouterr().out
    monkeypatch.setenv("LAPOR_DB", str(store.parent))
    answer = answer_health(Request({"type": "http", "query_string": b""}))
    assert answer.status_code == 503
    assert str(store.parent) not in bytes(answer.body).decode()


def test_a_folder_that_may_not_be_looked_at(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # root may look everywhere, so the answer of the system is put in its place.
    look = module.Path.stat

    def refuse(path: Path, **options: bool) -> object:
        if path.is_relative_to(store.parent):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path, **options)

    monkeypatch.setattr(module.Path, "stat", refuse)
    assert problems(health(store)) == ["folder-terkunci"]
    assert problems(health(store.parent / "baru" / "lapor.duckdb")) == ["folder-terkunci"]
    monkeypatch.undo()
    assert problems(health(store / "lapor.duckdb")) == []  # not there yet: the sample answers
    Library(store).path_of(1).rename(store)  # a file where the folder should be
    assert problems(health(store / "lapor.duckdb")) == ["folder-terkunci"]


def test_data_that_is_no_version_of_ours(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "salinan"
    shutil.copytree(store.parent, folder)
    with duckdb.connect(str(folder / "lapor.duckdb.v00000001")) as connection:
        connection.execute("UPDATE meta SET value = 'kapan' WHERE key = 'data_date'")
    assert problems(health(folder / store.name)) == ["data-rusak"]


def test_settings_that_close_the_pages(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "Bu Sulastri.toml"
    monkeypatch.setenv("LAPOR_SETTINGS", str(file))
    load_settings.cache_clear()
    for spoil in (lambda: None, lambda: file.write_text("[hari]\nSulastri = 1\n")):
        spoil()
        found = health(store)
        assert problems(found) == ["pengaturan-salah"]
        assert "Sulastri" not in json.dumps(found.as_json())
    monkeypatch.delenv("LAPOR_SETTINGS")
    assert health(store).is_well


def test_roles_that_close_the_pages(store: Path) -> None:
    file = roles_file(store)
    file.write_text('[peran]\npimpinan = ["sulastri@contoh.go.id"]\n')
    assert health(store).is_well
    file.write_text('[peran]\npimpin = ["sulastri@contoh.go.id"]\n')
    found = health(store)
    assert problems(found) == ["masuk-tertutup"]
    assert "sulastri" not in json.dumps(found.as_json())


def test_an_unforeseen_error_over_http(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(**options: object) -> None:
        raise RuntimeError("Sulastri")

    monkeypatch.setenv("LAPOR_LOG", str(tmp_path / "lapor.jsonl"))
    monkeypatch.setattr(server, "health", fail)
    answer = answer_health(Request({"type": "http", "query_string": b""}))
    body = bytes(answer.body).decode()
    assert answer.status_code == 503 and answer.headers["cache-control"] == "no-store"
    assert json.loads(body)["masalah"] == [{"kode": "galat", "pesan": server.UNCHECKED}]
    told = (tmp_path / "lapor.jsonl").read_text()
    line = json.loads(told)
    assert (line["peristiwa"], line["saat"], line["jenis"]) == ("galat", "sehat", ["RuntimeError"])
    assert "Sulastri" not in body + told + "".join(capfd.readouterr())


def test_the_sample_answers_until_there_is_own_data(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAPOR_CONTOH", str(tmp_path / "contoh" / "contoh.duckdb"))
    found = health(db)
    assert (found.data, problems(found)) == (None, [])  # the first visit will build the sample
    monkeypatch.setattr(module, "SAMPLE_FOLDER", tmp_path / "tiada")
    assert problems(health(db)) == ["tanpa-data"]
    monkeypatch.undo()
    from lapor_data.store.current import open_sample

    open_sample()
    found = health(db)
    assert found.data and found.data.is_sample and found.is_well


def test_data_of_an_older_program(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is derived anew at the next visit, so it is no problem, but it is told."""
    monkeypatch.setattr(module, "derivation_key", lambda: "lain")
    found = health(store)
    assert found.is_well and found.as_json()["data"]["skema_cocok"] is False


def test_on_the_command_line(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sehat", "--db", str(store), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["data"]["versi"]) == ("sehat", 1)
    assert main(["sehat", "--db", str(store)]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0] == f"Sehat · program versi {lapor_data.__version__}"
    assert lines[1].startswith("Data: data sendiri versi 1, 2 aduan, per 30 Juni 2023 (")
    assert lines[1].endswith("impor terakhir 2024-01-15 09:30")
    assert lines[2] == "Catatan: terbaca"
    assert err == ""
    assert main(["sehat", "--db", str(store), "--umur-maks", "30"]) == 2
    assert f"MASALAH  {PROBLEMS['data-usang']}" in capsys.readouterr().out


@pytest.mark.parametrize("days", ["banyak", "1.5"])
def test_a_limit_that_is_no_number(days: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["sehat", "--umur-maks", days])
    assert stop.value.code == 2
    assert capsys.readouterr().err.startswith("Perintah tidak lengkap atau salah.")


@pytest.mark.parametrize(
    ("query", "status"), [("", 200), ("umur_maks=99999", 200), ("umur_maks=0", 503)]
)
def test_over_http(store: Path, monkeypatch: pytest.MonkeyPatch, query: str, status: int) -> None:
    monkeypatch.setenv("LAPOR_DB", str(store))
    answer = answer_health(Request({"type": "http", "query_string": query.encode()}))
    assert answer.status_code == status
    assert answer.headers["cache-control"] == "no-store"
    assert json.loads(bytes(answer.body))["data"]["aduan"] == 2


@pytest.mark.parametrize("limit", ["", "x", "-1", "1.5", "9" * 5000, "٣"])
def test_a_limit_over_http_that_is_no_number(limit: str) -> None:
    query = urlencode({"umur_maks": limit}).encode()
    answer = answer_health(Request({"type": "http", "query_string": query}))
    assert answer.status_code == 400
    assert json.loads(bytes(answer.body)) == {"status": "salah", "pesan": BAD_LIMIT}


def test_no_names_no_texts_no_folders(store: Path) -> None:
    """Whoever can reach the address may read it, also where people must sign in."""
    for found in (health(store), health(store, oldest_days=0)):
        text = json.dumps(found.as_json(), ensure_ascii=False)
        for word in ("Sulastri", "Lampu", "Bimtek", "Banjarbaru", str(store.parent), "duckdb"):
            assert word not in text
