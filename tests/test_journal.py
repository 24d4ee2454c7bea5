"""The journal of what people enter: every change kept, nothing overwritten unseen."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from lapor_data.domain.errors import StoreError
from lapor_data.store.journal import ConflictError, Journal

MORNING, NOON = datetime(2026, 1, 5, 8), datetime(2026, 1, 5, 12)


def test_an_entry_from_first_word_to_gravestone(db: Path) -> None:
    journal = Journal(db)
    assert journal.entries("rencana") == {}
    assert journal.changes() == []
    assert journal.stamp == "0"
    assert not journal.path.exists()

    journal.put("rencana", "7", {"judul": "Bimtek", "wilayah": ("63.08",)}, now=MORNING, by="ani")
    written = journal.stamp
    assert written != "0"
    journal.put("rencana", "7", {"judul": "Bimtek", "wilayah": ["63.08"]}, now=NOON)  # the same
    journal.put("rencana", "3", {"judul": "Rapat"}, now=NOON)
    journal.put("profil", "7", {"nama": "lain jenis"}, now=NOON)
    assert Journal(db).entries("rencana") == {
        "3": {"judul": "Rapat"},
        "7": {"judul": "Bimtek", "wilayah": ["63.08"]},
    }
    journal.remove("rencana", "7", now=NOON)
    assert journal.entries("rencana") == {"3": {"judul": "Rapat"}}
    changes = journal.changes("rencana", "7")
    assert [(c.change_no, c.changed_at, c.changed_by, c.before, c.after) for c in changes] == [
        (4, NOON, "", {"judul": "Bimtek", "wilayah": ["63.08"]}, None),
        (1, MORNING, "ani", None, {"judul": "Bimtek", "wilayah": ["63.08"]}),
    ]
    assert journal.stamp != written
    assert len(journal.changes()) == 4


def test_bundled_entries_lie_under_those_of_the_file(db: Path) -> None:
    journal = Journal(db)
    bundled = {"a": {"judul": "bawaan"}, "b": {"judul": "bawaan"}}
    assert journal.entries("catatan", bundled) == bundled
    journal.put("catatan", "a", {"judul": "diubah"}, now=NOON, seen=bundled["a"])
    journal.remove("catatan", "b", now=NOON, seen=bundled["b"])
    assert journal.entries("catatan", bundled) == {"a": {"judul": "diubah"}}
    assert [(c.key, c.before, c.after) for c in journal.changes("catatan")] == [
        ("b", {"judul": "bawaan"}, None),
        ("a", {"judul": "bawaan"}, {"judul": "diubah"}),
    ]


def test_who_comes_second_is_told_and_overwrites_nothing(db: Path) -> None:
    journal = Journal(db)
    seen = {"judul": "semula"}
    journal.put("rencana", "1", seen, now=MORNING)
    journal.put("rencana", "1", {"judul": "dari Ani"}, now=NOON, seen=seen)
    with pytest.raises(ConflictError, match="baru saja diubah orang lain"):
        journal.put("rencana", "1", {"judul": "dari Budi"}, now=NOON, seen=seen)
    assert journal.entries("rencana") == {"1": {"judul": "dari Ani"}}
    assert len(journal.changes()) == 2


def test_several_entries_are_written_all_or_none(db: Path) -> None:
    journal = Journal(db)
    journal.put("catatan", "1", {"n": 1}, now=MORNING)
    with pytest.raises(ConflictError):
        journal.put_all("catatan", {"2": {"n": 2}, "1": {"n": 9}}, now=NOON, seen={"1": {"n": 5}})
    assert journal.entries("catatan") == {"1": {"n": 1}}
    assert journal.put_all("catatan", {"1": {"n": 1}, "2": {"n": 2}, "3": None}, now=NOON) == 1
    assert journal.put_all("catatan", {"1": None, "2": {"n": 3}}, now=NOON) == 2
    assert journal.entries("catatan") == {"2": {"n": 3}}
    assert len(journal.changes("catatan")) == 4


def test_many_writers_lose_nothing(db: Path) -> None:
    def write(number: int) -> None:
        for turn in range(5):
            Journal(db).put("rencana", f"{number}-{turn}", {"n": turn}, now=NOON)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)
    assert len(Journal(db).entries("rencana")) == 30
    assert len(Journal(db).changes()) == 30


def test_notes_of_an_older_program_are_opened(db: Path) -> None:
    journal = Journal(db)
    journal.path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(journal.path)) as connection:
        connection.execute(
            "CREATE TABLE agency_place (agency_key TEXT PRIMARY KEY, agency TEXT NOT NULL, "
            "place TEXT NOT NULL, mapped_at TEXT NOT NULL)"
        )
    assert journal.entries("rencana") == {}
    journal.put("rencana", "1", {"n": 1}, now=NOON)
    assert journal.entries("rencana") == {"1": {"n": 1}}


def test_a_new_entry_must_still_be_new(db: Path) -> None:
    journal = Journal(db)
    journal.put_all("profil", {"cepat": {"dari": "Ani"}}, now=MORNING, seen={"cepat": None})
    with pytest.raises(ConflictError):
        journal.put_all("profil", {"cepat": {"dari": "Budi"}}, now=NOON, seen={"cepat": None})
    assert journal.entries("profil") == {"cepat": {"dari": "Ani"}}


def test_what_another_program_wrote_is_an_empty_entry(db: Path) -> None:
    journal = Journal(db)
    journal.put("rencana", "baik", {"n": 1}, now=NOON)
    with closing(sqlite3.connect(journal.path)) as connection, connection:
        for key, text in (("a", "{rusak"), ("b", "[1]"), ("c", "[" * 100_000), ("d", '"\\ud800"')):
            connection.execute("INSERT INTO entry VALUES ('rencana', ?, ?)", (key, text))
    assert journal.entries("rencana") == {"a": {}, "b": {}, "baik": {"n": 1}, "c": {}, "d": {}}


def test_a_locked_file_is_waited_for_shortly_and_told(db: Path) -> None:
    journal = Journal(db)
    journal.put("rencana", "1", {"n": 1}, now=MORNING)
    with closing(sqlite3.connect(journal.path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        # Every rerun of a page asks for the stamp: it waits for nobody.
        assert journal.stamp != "0"
        with pytest.raises(StoreError, match="sedang dipakai program lain"):
            journal.put("rencana", "2", {"n": 2}, now=NOON)
    assert journal.entries("rencana") == {"1": {"n": 1}}


def test_a_file_that_is_none_is_told(db: Path) -> None:
    journal = Journal(db)
    journal.path.parent.mkdir(parents=True)
    journal.path.write_bytes(b"bukan catatan" * 100)
    with pytest.raises(StoreError, match=r"Berkas catatan lapor\.duckdb\.catatan tidak dapat"):
        journal.put("rencana", "1", {}, now=NOON)
