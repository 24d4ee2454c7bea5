"""Texts past their time go, counts stay: at an import, by command, in backups and for undo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from lapor_data.__main__ import main
from lapor_data.domain.settings import DEFAULT_FILE, load_settings
from lapor_data.questions.ask import ask
from lapor_data.store import backups, erasing
from lapor_data.store.importing import undo_last_import
from lapor_data.store.library import Library
from lapor_data.store.retention import EXPIRED_TITLE, texts_before
from tests.exports import HEADS, NOW, complaint, counts, dump, export, load, query, record, row
from tests.test_erasing import spelled

OLD, NEW = "Zamrudkhatulistiwa", "Nusakambanganraya"
# NOW is in January 2024; twelve months before it some of these are too old.
LATER = NOW + timedelta(minutes=5)


def cells(number: int, word: str, day: str) -> dict[str, str]:
    return row(
        number,
        title=f"{word} judul",
        text=f"{word} isi",
        text_last=f"{word} akhir",
        reason=f"{word} alasan",
        date=day,
    )


def rows() -> list[dict[str, str]]:
    return [
        cells(7_000_001, OLD, "14 Jan 2023"),
        cells(7_000_002, NEW, "15 Jan 2023"),
        cells(7_000_003, OLD, "1 Feb 2022"),
        row(7_000_004, title="", date="1 Feb 2022"),
    ]


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    """Settings are read once per process."""
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


@pytest.fixture
def keep_a_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(12, tmp_path, monkeypatch)


def keep(months: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on texts are kept for so many months."""
    text = DEFAULT_FILE.read_text(encoding="utf-8")
    assert "teks_bulan = 0" in text
    own = folder / "setelan.toml"
    own.write_text(text.replace("teks_bulan = 0", f"teks_bulan = {months}"), encoding="utf-8")
    monkeypatch.setenv("LAPOR_SETTINGS", str(own))
    load_settings.cache_clear()


def says(folder: Path, word: str) -> bool:
    return any(word.encode() in spelled(path) for path in folder.rglob("*") if path.is_file())


def answers(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """All counts of a store: every column of every complaint but its title and words, and what the
    questions that count over everything say."""
    found = {
        "complaint": query(
            db, "SELECT * EXCLUDE (title, title_words, import_no) FROM complaint ORDER BY ALL"
        )
    }
    for sql in ("outcome", "event", "import", "import_file", "secret", "notice"):
        found[sql] = query(db, f"FROM {sql} ORDER BY ALL")
    found["quarantine"] = query(db, "SELECT * EXCLUDE (found, cells) FROM quarantine ORDER BY ALL")
    snapshot = Library(db).open_newest()
    assert snapshot
    found["mutu"] = ask(snapshot, "quality", {"by": "tahun"}).rows
    return found


def test_the_day(keep_a_year: None) -> None:
    assert texts_before(date(2024, 1, 15)) == date(2023, 1, 15)
    assert texts_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert load_settings(DEFAULT_FILE).teks_bulan == 0


def test_nothing_goes_by_default(db: Path, tmp_path: Path) -> None:
    load(db, export(tmp_path / "a.xlsx", rows(), HEADS, "2023-06-30"))
    assert erasing.clean(Library(db), now=NOW).version is None
    assert says(db.parent, OLD)


def test_the_command_removes_texts_and_keeps_counts(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = cells(7_000_009, OLD, "kapan")
    load(db, export(tmp_path / "a.xlsx", [*rows(), bad], HEADS, "2023-06-30"), now=NOW)
    changed = [cells(7_000_001, OLD, "14 Jan 2023") | {"Status Laporan": "Selesai"}]
    load(db, export(tmp_path / "b.xlsx", changed, HEADS, "2023-07-31"), now=NOW)
    backups.back_up(Library(db), now=NOW)
    before = answers(db)
    here = ["--db", str(db), "--json"]
    assert main(["bersihkan", *here]) == 0
    assert json.loads(capsys.readouterr().out)["versi"] is None
    keep(12, tmp_path, monkeypatch)
    # The command goes by today; all of these are older than a year then.
    assert main(["bersihkan", *here]) == 0
    done = json.loads(capsys.readouterr().out)
    assert done["versi"] and len(done["cadangan"]) == 2 and done["tersisa"] == []
    assert not says(db.parent, OLD) and not says(db.parent, NEW)
    assert answers(db) == before
    assert complaint(db, 7_000_001)["title"] == EXPIRED_TITLE
    assert complaint(db, 7_000_001)["title_words"] is None
    assert complaint(db, 7_000_004)["title"] is None
    assert main(["bersihkan", *here]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "versi": None, "cadangan": [], "dibuang": [], "tersisa": [],
    }  # fmt: skip


def test_the_next_import_removes_them_and_finds_the_rest_unchanged(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = export(tmp_path / "a.xlsx", rows(), HEADS, "2023-06-30")
    load(db, first, now=NOW)
    before = answers(db)
    keep(12, tmp_path, monkeypatch)
    (report,) = load(db, first, now=LATER)
    assert counts(report) == (4, 0, 0, 4, 0)
    newest = Library(db).path_of(Library(db).newest())
    assert OLD.encode() not in spelled(newest)
    assert NEW.encode() in spelled(newest)
    assert record(db, 7_000_003)["title"] == ""
    assert record(db, 7_000_004)["title"] is None
    assert answers(db)["complaint"] == before["complaint"]
    # A later export, a rebuilt state and an undo do not bring them back.
    later = [cells(7_000_003, OLD, "1 Feb 2022") | {"Status Laporan": "Selesai"}]
    (report,) = load(db, export(tmp_path / "b.xlsx", later, HEADS, "2023-07-31"), now=LATER)
    assert counts(report) == (1, 0, 1, 0, 0)
    reasons = [{"Tracking ID": 7_000_003, "Alasan Tunda/Arsip": OLD, "Status Laporan": "Selesai"}]
    heads = ("Tracking ID", "Status Laporan", "Alasan Tunda/Arsip")
    load(db, export(tmp_path / "c.xlsx", reasons, heads, "2023-08-31"), now=LATER)
    undo_last_import(Library(db), now=LATER)
    newest = Library(db).path_of(Library(db).newest())
    assert OLD.encode() not in spelled(newest)
    # The backup made before that import still holds them, until it is rotated or cleaned.
    assert says(db.parent, OLD)
    erasing.clean(Library(db), now=LATER)
    assert not says(db.parent, OLD) and says(db.parent, NEW)


def test_cleaning_equals_deriving_anew(db: Path, tmp_path: Path, keep_a_year: None) -> None:
    """What the command writes is what an import with the same setting writes."""
    load(db, export(tmp_path / "a.xlsx", rows(), HEADS, "2023-06-30"), now=NOW)
    other = tmp_path / "lain" / "lapor.duckdb"
    # Imported before any text was too old, cleaned afterwards.
    early = NOW - timedelta(days=900)
    load(other, export(tmp_path / "b.xlsx", rows(), HEADS, "2023-06-30"), now=early)
    assert says(other.parent, OLD)
    erasing.clean(Library(other), now=NOW)
    without = ("import", "import_file", "meta")
    assert dump(db, without=without) == dump(other, without=without)
