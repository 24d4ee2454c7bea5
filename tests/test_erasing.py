"""Erasing a complaint from every file of a store; what is held for it; it never comes back."""

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
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from lapor_data.__main__ import main
from lapor_data.cli_labels import LABELS
from lapor_data.domain.errors import StoreError
from lapor_data.store import backups, erased, erasing, mentions, restoring
from lapor_data.store.importing import undo_last_import
from lapor_data.store.journal import Journal
from lapor_data.store.library import Library
from lapor_data.store.notes import Notes
from lapor_data.store.notes_file import notes_path
from lapor_data.store.refusing import REASON_ERASED
from lapor_data.store.rewriting import rewrite_version
from tests.exports import HEADS, NOW, counts, dump, export, load, log, query, record, row

GONE = 7_282_582
WORDS = ("Zamrudkhatulistiwa", "Nusakambanganraya", "Halimunsalak")
FULL = (*HEADS, "Tanggal Tindak Lanjut")


def theirs(**changes: str) -> dict[str, str]:
    """The complaint that is to be erased, with words that stand nowhere else."""
    cells = {
        "title": f"{WORDS[0]} di depan rumah",
        "text": f"{WORDS[1]} sejak pagi",
        "reason": f"{WORDS[2]} menunggu",
        "date": "10 Jan 2023",
    }
    return row(GONE, **(cells | changes))


def others(*numbers: int, **changes: str) -> list[dict[str, str]]:
    return [row(number, **changes) for number in numbers]


def spelled(path: Path) -> bytes:
    """All that a file says: its bytes, a ZIP's contents, and every value of a DuckDB file (whose
    integers and compressed strings a search in bytes would not see)."""
    data = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                inner = path.with_name(f"{path.name}.uji-{name}")
                inner.write_bytes(archive.read(name))
                try:
                    data += spelled(inner)
                finally:
                    inner.unlink()
    elif data[8:12] == b"DUCK":
        with duckdb.connect(str(path), read_only=True) as connection:
            for (name,) in connection.execute("SHOW TABLES").fetchall():
                data += repr(connection.execute(f'FROM "{name}"').fetchall()).encode()
    elif data.startswith(b"SQLite"):
        with closing(sqlite3.connect(path)) as connection:
            data += "\n".join(connection.iterdump()).encode()
    return data


def traces(*folders: Path) -> list[str]:
    """Which files of a store say the ID or one of the words, in letters, numbers or UTF-16."""
    wanted = [word.encode() for word in (*WORDS, *map(str.lower, WORDS), str(GONE))]
    wanted += [word.encode("utf-16-le") for word in (*WORDS, str(GONE))]
    wanted += [GONE.to_bytes(8, "little"), b"7.282.582"]
    return sorted(
        f"{path.name}: {found!r}"
        for folder in folders
        for path in list(folder.rglob("*"))
        if path.is_file()
        for said in [spelled(path)]
        for found in wanted
        if found in said
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store that holds the complaint in every place there is."""
    tmp_path = tmp_path_factory.mktemp("semua")
    db = tmp_path / "toko" / "lapor.duckdb"
    first = [theirs(status="Belum Terverifikasi"), *others(7_000_001, 7_000_002)]
    bad = [theirs(date="99 Xyz"), row("", title=f"tanpa ID, sebut {GONE} {WORDS[0]}", date="x")]
    load(db, export(tmp_path / f"aduan {GONE}.xlsx", [*first, *bad], FULL, "2023-01-31"))
    load(db, log(tmp_path / "log.csv", [(GONE, "2023-01-11 08:00", "Diverifikasi", "Dishub")]))
    later = [theirs(), *others(7_000_003, title=f"Lanjutan #{GONE} dan 7.282.582, sama")]
    load(db, export(tmp_path / "b.xlsx", later, FULL, "2023-02-28"))
    journal = Journal(db)
    journal.put("rencana", "a", {"judul": f"Tinjau {GONE}", "nomor": GONE}, now=NOW)
    journal.put("rencana", "b", {"judul": f"Hapus saja {GONE} " * 300}, now=NOW)
    journal.remove("rencana", "b", now=NOW)
    backups.back_up(Library(db), now=NOW)
    return db.parent


@pytest.fixture
def full(db: Path, whole: Path) -> Path:
    """A store like that of a test's own."""
    shutil.copytree(whole, db.parent)
    return db


def erase(db: Path, **changes: object) -> erasing.Cleaned:
    options = {"reason": f"permintaan pelapor {GONE}", "by": "Admin", "now": NOW} | changes
    return erasing.erase(Library(db), GONE, **options)  # type: ignore[arg-type]


def test_the_search_finds_all_places(full: Path, tmp_path: Path) -> None:
    found = " ".join(traces(full.parent))
    assert ".v0000" in found and ".catatan" in found and ".zip" in found
    for word in WORDS:
        assert word in found
    held = erasing.held_for(Library(full), GONE)
    assert held.record["title"].startswith(WORDS[0])
    assert held.record["text_first"].startswith(WORDS[1])
    parts = {file.kind: set(file.parts) for file in held.files}
    places = {"record", "complaint", "undo_record", "event", "quarantine", "import_file"}
    assert parts["versi sekarang"] == places
    assert parts["catatan"] == {"entry", "change"}
    assert places | {"entry", "change"} == parts["cadangan"]
    moments = [file.written_at for file in held.files if file.kind == "cadangan"]
    assert len(moments) == 3 and None not in moments
    assert not held.is_erased


def test_no_file_says_it_any_more(full: Path, tmp_path: Path) -> None:
    # What a killed import has left behind.
    full.with_name(f"{full.name}.baru-sisa").write_text(WORDS[0])
    left = full.parent / "cadangan" / f"{backups.work_prefix(Library(full))}sisa"
    left.mkdir()
    (left / "data").write_text(WORDS[1])
    before = dump(full)
    done = erase(full)
    assert traces(full.parent) == []
    assert done.version and len(done.backups) == 3 and done.left == ()
    # All others are as they were; the one that names it names it no more.
    assert query(full, "SELECT tracking_id FROM complaint ORDER BY 1") == [
        (7_000_001,), (7_000_002,), (7_000_003,),
    ]  # fmt: skip
    assert record(full, 7_000_003)["title"] == "Lanjutan #[dihapus] dan [dihapus], sama"
    unchanged = set(before["record"]) & set(dump(full)["record"])
    assert len(unchanged) == 2
    assert Journal(full).entries("rencana")["a"] == {
        "judul": "Tinjau [dihapus]",
        "nomor": "[dihapus]",
    }
    for path in backups.backup_files(Library(full)):
        with zipfile.ZipFile(path) as archive:
            assert json.loads(archive.read("manifest.json"))["aduan"] in (2, 3)
    assert erasing.held_for(Library(full), GONE).files == ()
    (line,) = erased.log_of(full)
    assert (line.erased_by, line.reason) == ("Admin", "permintaan pelapor [dihapus]")
    assert line.started_at == NOW and line.finished_at == NOW


def test_it_equals_a_store_that_never_had_it(db: Path, tmp_path: Path) -> None:
    """The derived complaints are what the same exports give without that row."""
    rows = [*others(7_000_001, 7_000_002), row(7_000_003, status="Selesai", rating="4")]
    load(db, export(tmp_path / "a.xlsx", [theirs(), *rows], FULL))
    other = tmp_path / "lain" / "lapor.duckdb"
    load(other, export(tmp_path / "b.xlsx", rows, FULL))
    erase(db)
    for sql in (
        "SELECT * EXCLUDE outcome_no FROM complaint ORDER BY tracking_id",
        "SELECT * EXCLUDE outcome_no FROM outcome ORDER BY ALL",
        "SELECT * FROM record ORDER BY tracking_id",
    ):
        assert query(db, sql) == query(other, sql)


def test_it_is_not_taken_in_again(full: Path, tmp_path: Path) -> None:
    erase(full)
    rows = [
        theirs(),
        theirs(type="Rahasia"),
        theirs(date="kapan"),
        row("", title=f"sebut {GONE}", date="x"),
        row(f"X{GONE}", title=WORDS[0]),
        *others(7_000_005, title=f"Masih #{GONE}"),
    ]
    (report,) = load(full, export(tmp_path / f"c-{GONE}.csv", rows, FULL, "2023-03-31"))
    assert counts(report) == (6, 1, 0, 0, 5)
    assert report.reasons == {REASON_ERASED: 5}
    (again,) = load(
        full, log(tmp_path / "l.csv", [(GONE, "2023-01-11 08:00", "Ditutup", "Dishub")])
    )
    assert counts(again) == (1, 0, 0, 0, 1)
    assert again.reasons == {REASON_ERASED: 1}
    assert traces(full.parent) == []
    assert record(full, 7_000_005)["title"] == "Masih #[dihapus]"
    undo_last_import(Library(full))
    assert traces(full.parent) == []


def test_a_backup_from_elsewhere_does_not_bring_it_back(full: Path, tmp_path: Path) -> None:
    library = Library(full)
    stick = tmp_path / "usb"
    kept = backups.back_up(library, to=stick, now=NOW)
    assert kept
    erase(full)
    restoring.restore(library, kept, now=NOW)
    assert traces(full.parent) == []
    assert query(full, "SELECT count(*) FROM complaint") == [(3,)]
    (line,) = erased.log_of(full)
    assert line.finished_at
    restoring.restore(library, kept, now=NOW, notes_only=True)
    assert traces(full.parent) == []
    (report,) = load(full, export(tmp_path / "c.xlsx", [theirs()], FULL, "2023-03-31"))
    assert counts(report) == (1, 0, 0, 0, 1)


@pytest.mark.parametrize("what", ["damaged", "gone"])
def test_lost_notes_do_not_bring_it_back(what: str, full: Path, tmp_path: Path) -> None:
    """The backups carry the list; a damaged one among them is passed over."""
    library = Library(full)
    kept = backups.back_up(library, to=tmp_path / "usb", now=NOW)
    assert kept
    erase(full)
    backups.back_up(library, now=NOW + timedelta(hours=1))
    last = backups.back_up(library, now=NOW + timedelta(hours=2))
    assert last
    last.write_bytes(b"rusak")
    if what == "gone":
        notes_path(full).unlink()
    else:
        notes_path(full).write_bytes(b"rusak" * 1000)
    restoring.restore(library, kept, now=NOW + timedelta(hours=3))
    assert query(full, "SELECT count(*) FROM complaint") == [(3,)]
    (report,) = load(full, export(tmp_path / "c.xlsx", [theirs()], FULL, "2023-03-31"))
    assert report.reasons == {REASON_ERASED: 1}


def test_on_a_new_computer_the_list_comes_with_the_backup(full: Path, tmp_path: Path) -> None:
    erase(full)
    kept = backups.back_up(Library(full), now=NOW, to=tmp_path / "usb")
    assert kept
    new = tmp_path / "baru" / "lapor.duckdb"
    restoring.restore(Library(new), kept, now=NOW)
    (report,) = load(new, export(tmp_path / "c.xlsx", [theirs()], FULL, "2023-03-31"))
    assert report.reasons == {REASON_ERASED: 1}


def test_copies_of_backups_are_cleaned_too(full: Path) -> None:
    """Made with the file manager beside the others; never listed, but they hold it all the same."""
    one = backups.backup_files(Library(full))[-1]
    for name in (f"{one.stem} (1).zip", f"{one.stem} - Copy.ZIP"):
        shutil.copy(one, one.with_name(name))
    done = erase(full)
    assert len(done.backups) == 5 and done.left == ()
    assert traces(full.parent) == []
    one.with_name(f"{one.stem} (1).zip").write_bytes(b"rusak")
    assert [held.path.name for held in erase(full).left] == [f"{one.stem} (1).zip"]


def test_copies_under_other_names_and_in_folders_are_cleaned_too(full: Path) -> None:
    one = backups.backup_files(Library(full))[-1]
    shutil.copy(one, one.with_name(f"Salinan {one.name}"))
    (one.parent / "lama").mkdir()
    shutil.copy(one, one.parent / "lama" / one.name)
    done = erase(full)
    assert len(done.backups) == 5 and done.left == ()
    assert traces(full.parent) == []


def test_files_of_nobody_are_named_and_left_to_people(full: Path, tmp_path: Path) -> None:
    """Copies made by hand, ZIPs of other names; of another store nothing is said or touched."""
    one = backups.backup_files(Library(full))[-1]
    loose = [
        full.with_name(f"{full.name}.v00000001.bak"),
        full.with_name(f"Salinan {full.name}.v00000001"),
        one.with_name("foto.zip"),
        one.with_name("simpanan.zip"),
    ]
    for path in loose:
        shutil.copy(one if path.name == "simpanan.zip" else __file__, path)
    theirs_too = [one.parent / "lapor-0123abcd" / one.name, one.with_name(f"uji{one.name[5:]}")]
    theirs_too[0].parent.mkdir()
    beside = full.with_name("uji.duckdb")
    theirs_too += [beside.with_name(f"{beside.name}.{end}") for end in ("kunci", "v00000001")]
    for path in theirs_too:
        shutil.copy(one, path)
    kept = [path.read_bytes() for path in (*loose, *theirs_too)]
    assert {held.path for held in erasing.held_for(Library(full), GONE).unread} == set(loose)
    done = erase(full, remove_unreadable=True)
    assert {held.path for held in done.left} == set(loose)
    assert erased.log_of(full)[-1].finished_at is None
    assert kept == [path.read_bytes() for path in (*loose, *theirs_too)]
    for path in loose:
        path.unlink()
    assert erase(full).left == ()


def test_a_backup_lying_beside_the_stores_own_folder_is_named(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = backups.backup_files(Library(full))[-1]
    monkeypatch.setenv("LAPOR_CADANGAN", str(tmp_path / "bersama"))
    outside = tmp_path / "bersama" / one.name
    outside.parent.mkdir()
    shutil.copy(one, outside)
    before = outside.read_bytes()
    assert [held.path for held in erase(full).left] == [outside]
    assert outside.read_bytes() == before


@pytest.mark.parametrize(
    "said", ["7282582", "7.282.582", "7 282 582", "7\u00a0282\u00a0582", "ID:7282582"]
)
def test_forms_of_an_id(said: str) -> None:
    assert "582" not in mentions.cleaned(f"lihat {said}, juga", {GONE})
    assert GONE in mentions.numbers_in(f"lihat {said}, juga")
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t AS SELECT ? AS text", [f"lihat {said}, juga"])
        kept = mentions.cleaned_sql("text", "VARCHAR", {GONE})
        runs = mentions.runs_sql("text", "VARCHAR")
        rows = connection.execute(f"SELECT {kept}, {runs} FROM t").fetchall()
    assert "582" not in rows[0][0]
    assert GONE in {n for run in rows[0][1] for n in mentions.numbers_in(run)}


def test_what_cannot_be_looked_into_is_named_not_passed_over(full: Path, tmp_path: Path) -> None:
    torn = backups.backup_files(Library(full))[0]
    torn.write_bytes(torn.read_bytes()[:-200])
    aside = full.with_name(f"{full.name}.v00000001.disisihkan-20240101T000000")
    aside.write_text(WORDS[0])
    done = erase(full)
    assert {held.path for held in done.left} == {torn, aside}
    assert all(held.problem for held in done.left)
    assert torn.exists() and aside.exists()
    assert erased.log_of(full)[-1].finished_at is None
    done = erase(full, remove_unreadable=True)
    assert set(done.removed) == {torn, aside} and done.left == ()
    assert traces(full.parent) == []
    assert erased.log_of(full)[-1].finished_at


def test_an_id_that_was_never_held_is_refused_too(db: Path, tmp_path: Path) -> None:
    assert erase(db).version is None
    load(db, export(tmp_path / "a.xlsx", [theirs(), *others(7_000_001)], FULL))
    assert query(db, "SELECT tracking_id FROM complaint") == [(7_000_001,)]
    assert traces(db.parent) == []


def test_the_list_names_nobody(db: Path, tmp_path: Path) -> None:
    """Two stores keep different marks of one ID."""
    other = tmp_path / "lain" / "lapor.duckdb"
    erase(db)
    erase(other)
    ours, their = (erased.erased_ids(notes_path(path)).marks for path in (db, other))
    assert len(ours) == len(their) == 1 and ours != their
    erase(db)
    assert erased.erased_ids(notes_path(db)).marks == ours


def test_keys_that_only_their_ids_told_apart(db: Path, tmp_path: Path) -> None:
    """Both become the same key, which there can be once; the second erasure has to end, too."""
    load(db, export(tmp_path / "a.xlsx", others(7_000_001, 7_000_002, 7_000_003), FULL))
    journal, notes = Journal(db), Notes(db)
    for number in (7_000_001, 7_000_002):
        notes.map_agency(f"Tim {number}", "63.72", NOW)
        journal.put("rencana", f"tinjau-{number}", {"judul": f"Aduan {number}"}, now=NOW)
    backups.back_up(Library(db), now=NOW)
    for number in (7_000_001, 7_000_002):
        done = erasing.erase(Library(db), number, reason="permintaan", by="Admin", now=NOW)
        assert done.left == () and erasing.held_for(Library(db), number).files == ()
    assert [line.finished_at for line in erased.log_of(db)] == [NOW, NOW]
    assert [mapping.agency for mapping in notes.mappings()] == ["Tim [dihapus]"]
    kept = journal.entries("rencana")
    assert len(kept) == 2 and all(key.startswith("tinjau-[dihapus]") for key in kept)
    assert [entry["judul"] for entry in kept.values()] == ["Aduan [dihapus]"] * 2


def test_erased_and_expired_at_once(db: Path, tmp_path: Path) -> None:
    """A rejected row of another complaint, which loses its texts, must not keep the ID."""
    bad = row(7_000_001, date="99 Xyz", agency=f"Tim {GONE}", title=f"Sebut {GONE}")
    load(db, export(tmp_path / "a.xlsx", [bad, *others(7_000_002)], FULL))
    library, target = Library(db), tmp_path / "bersih.duckdb"
    late = (NOW + timedelta(days=1)).date()
    rewrite_version(library.path_of(1), target, without={GONE}, before=late)
    with duckdb.connect(str(target), read_only=True) as connection:
        ((cells,),) = connection.execute("SELECT cells FROM quarantine").fetchall()
    assert "Tim [dihapus]" in cells.values() and str(GONE) not in str(cells)
    assert cells["Judul Laporan"] == ""


def test_a_short_id_leaves_numbers_in_texts(db: Path, tmp_path: Path) -> None:
    load(db, export(tmp_path / "a.xlsx", [row(12), row(13, title="Lampu 12 titik")], FULL))
    erasing.erase(Library(db), 12, reason="a", by="b", now=NOW)
    assert query(db, "SELECT tracking_id, title FROM complaint") == [(13, "Lampu 12 titik")]


def test_a_running_reader_sees_it_at_its_next_look(full: Path, tmp_path: Path) -> None:
    library = Library(full)
    held = library.open_newest()
    assert held and held.value("SELECT count(*) FROM lapor.complaint") == 4
    erase(full)
    fresh = library.open_newest()
    assert fresh and fresh.value("SELECT count(*) FROM lapor.complaint") == 3


def test_commands(
    full: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAPOR_LOG", str(full.parent / "lapor.jsonl"))
    here = ["--db", str(full)]
    assert main(["telusuri", f"#{GONE}", "--json", *here]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["aduan"]["Judul Laporan"].startswith(WORDS[0])
    assert found["aduan"]["Isi Laporan Awal"].startswith(WORDS[1])
    assert found["aduan"]["Wilayah"] == "Kota Banjarbaru"
    assert found["aduan"]["Dasar wilayah"] == "instansi induk"
    assert {file["jenis"] for file in found["berkas"]} == {"versi sekarang", "catatan", "cadangan"}
    assert main(["telusuri", str(GONE), *here]) == 0
    out = capsys.readouterr().out
    assert "riwayat tindak lanjut: 1" in out and f"  Judul Laporan: {WORDS[0]}" in out
    assert main(["hapus", str(GONE), "--alasan", f"permintaan {GONE}", *here]) == 0
    assert "tidak akan diterima lagi" in capsys.readouterr().out
    assert main(["telusuri", str(GONE), *here]) == 0
    out = capsys.readouterr().out
    assert "pernah dihapus" in out and "Tidak ada yang tersimpan" in out
    assert main(["hapus", "bukan", "--alasan", "x", *here]) == 2
    assert "bukan Tracking ID" in capsys.readouterr().err
    assert main(["hapus", str(GONE), "--alasan", " ", *here]) == 2
    assert '"hapus data"' in (full.parent / "lapor.jsonl").read_text()
    assert traces(full.parent) == []


def test_every_column_has_a_label(full: Path) -> None:
    """One of its own in its table, or JSON would lose a value."""
    for table in ("record", "complaint"):
        shown = [name for name, *_ in query(full, f"DESCRIBE {table}") if "_as_of" not in name]
        labels = {LABELS[name] for name in shown}
        assert len(labels) == len(shown) > 20
        assert not any("_" in label for label in labels)


def test_a_damaged_backup_is_told_in_words_that_fit(
    full: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing was to be restored, and something has changed."""
    torn = backups.backup_files(Library(full))[0]
    torn.write_bytes(b"rusak")
    for command in (["telusuri"], ["telusuri", "--json"], ["hapus", "--alasan", "a"]):
        assert main([*command, str(GONE), "--db", str(full)]) == 2
        told = "".join(capsys.readouterr())
        assert f"{torn.name} tidak dapat dipakai: berkas ini rusak" in told
        assert "Belum ada yang berubah" not in told
    with pytest.raises(StoreError, match="Belum ada yang berubah; pilih cadangan lain"):
        restoring.restore(Library(full), torn, now=NOW)


def test_a_slip_in_the_id_does_nothing(
    full: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may be somebody else's complaint, not imported yet."""
    backups.backup_files(Library(full))[0].write_bytes(b"rusak")
    slip, here = 7_282_583, ["--alasan", "a", "--db", str(full)]
    before = {path: path.read_bytes() for path in full.parent.rglob("*") if path.is_file()}
    assert main(["hapus", str(slip), *here]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "tetap diterima" in err and "--tolak-saja" in err
    assert "Tidak dapat diperiksa: cadangan" in err
    assert main(["hapus", str(GONE), "--tolak-saja", *here]) == 2
    assert "tanpa --tolak-saja" in capsys.readouterr().err
    kept = {path: path.read_bytes() for path in full.parent.rglob("*") if path.is_file()}
    assert kept == before and erased.log_of(full) == []
    load(full, export(tmp_path / "c.csv", others(slip), FULL, "2023-03-31"))
    assert record(full, slip)["tracking_id"] == slip


def test_an_id_is_refused_on_purpose(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before it was ever imported; run again it is no slip any more."""
    here = [str(GONE), "--alasan", "a", "--db", str(db)]
    assert main(["hapus", "--tolak-saja", *here]) == 0
    assert capsys.readouterr().out.startswith("Tidak ada yang dihapus, dan ID ini tidak akan")
    assert main(["hapus", *here]) == 0
    (report,) = load(db, export(tmp_path / "c.csv", [theirs()], FULL, "2023-03-31"))
    assert report.reasons == {REASON_ERASED: 1}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a refusing folder")
def test_a_backup_folder_that_refuses_is_told(full: Path, tmp_path: Path) -> None:
    folder = full.parent / "cadangan"
    folder.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="tidak dapat ditulisi"):
            erase(full)
    finally:
        folder.chmod(0o700)
    assert erased.log_of(full)[-1].finished_at is None
    erase(full, now=NOW + timedelta(hours=1))
    assert traces(full.parent) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGKILL")
def test_killed_anywhere_and_run_again(full: Path, tmp_path: Path) -> None:
    source = random.Random(5)
    lasted, kills = 1.0, 4
    for number in range(kills + 1):
        folder = tmp_path / f"bunuh{number}"
        shutil.copytree(full.parent, folder)
        own = folder / full.name
        command = [sys.executable, "-m", "lapor_data", "hapus", str(GONE), "--alasan", "a"]
        began = time.monotonic()
        process = subprocess.Popen([*command, "--db", str(own)], stdout=subprocess.DEVNULL)
        if number == 0:  # once undisturbed: how long it takes
            assert process.wait(timeout=120) == 0
            lasted = time.monotonic() - began
        else:
            # From when the ID is on the list: the start of Python is no phase of the erasure.
            marks = notes_path(own)
            while process.poll() is None and not erased.erased_ids(marks):
                time.sleep(0.002)
            try:
                process.wait(timeout=0.6 * lasted * source.random())
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            # Readable at any moment, and refused from the first.
            assert query(own, "SELECT count(*) FROM complaint") in ([(3,)], [(4,)])
            load(own, export(tmp_path / "c.xlsx", [theirs()], FULL, "2023-03-31"))
            erase(own)
        assert traces(folder) == []
        assert query(own, "SELECT count(*) FROM complaint") == [(3,)]
        shutil.rmtree(folder)
