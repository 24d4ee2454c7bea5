"""What must never be stored: names, personal data, contents of Rahasia complaints."""

from __future__ import annotations

from pathlib import Path

from lapor_data.store.importing import InputFile, preview, rebuild, undo_last_import
from lapor_data.store.library import Library
from tests.exports import (
    HEADS,
    SHORT_HEADS,
    complaint,
    dump,
    export,
    folder_bytes,
    load,
    log,
    query,
    record,
    row,
)

FULL = (*SHORT_HEADS, "Nama Pelapor", "Isi Laporan Awal", "Isi Laporan Akhir", "Alasan Tunda/Arsip")
SECRET = "Zamrudkhatulistiwa"
OPEN = "Nusakambanganraya"


def stored(db: Path) -> str:
    """Every value of every table, and every byte of every file, of a store."""
    texts = "\n".join(line for lines in dump(db).values() for line in lines)
    return texts + folder_bytes(db.parent).decode("latin-1")


def contents(number: int, word: str, **changes: str) -> dict[str, str]:
    cells = {
        "title": f"{word} judul {number}",
        "text": f"{word} isi awal",
        "text_last": f"{word} isi akhir",
        "reason": f"{word} alasan",
    }
    return row(number, **(cells | changes))


def test_the_search_finds_what_is_stored(db: Path, tmp_path: Path) -> None:
    load(db, export(tmp_path / "a.xlsx", [contents(1, OPEN)], FULL))
    assert OPEN in folder_bytes(db.parent).decode("latin-1")
    for column in ("title", "text_first", "text_last", "delay_reason"):
        assert OPEN in record(db, 1)[column]


def test_rahasia_contents_are_not_stored(db: Path, tmp_path: Path) -> None:
    rows = [
        contents(1, SECRET, type="Rahasia"),
        contents(2, SECRET, type="Anonim|Rahasia"),
        contents(3, SECRET, type=" RAHASIA "),
        contents(4, OPEN, type="Anonim"),
        contents("", SECRET, type="Rahasia"),  # type: ignore[arg-type]
        contents(6, SECRET, type="Rahasia", date="1 Jan 1021"),
    ]
    load(db, export(tmp_path / "a.xlsx", rows, FULL), export(tmp_path / "a.csv", rows, FULL))
    found = stored(db)
    assert SECRET not in found
    assert OPEN in found
    assert [complaint(db, n)["is_secret"] for n in (1, 2, 3, 4)] == [True, True, True, False]
    assert [complaint(db, n)["is_anonymous"] for n in (1, 2, 3, 4)] == [False, True, False, True]


def test_once_rahasia_always(db: Path, tmp_path: Path) -> None:
    """Also backwards: what older versions held is gone from every file of the folder."""
    first = export(
        tmp_path / "a.xlsx", [contents(1, SECRET), contents(2, OPEN)], FULL, "2023-01-31"
    )
    load(db, first)
    load(
        db, export(tmp_path / "b.xlsx", [contents(1, SECRET, status="Selesai")], FULL, "2023-02-28")
    )
    assert SECRET in stored(db)
    secret = export(tmp_path / "c.xlsx", [contents(1, SECRET, type="Rahasia")], FULL, "2023-03-31")
    load(db, secret)
    assert SECRET not in stored(db)
    # Neither a newer export that says otherwise, nor an old file, nor undo, nor rebuild brings it.
    load(db, export(tmp_path / "d.xlsx", [contents(1, SECRET)], FULL, "2023-04-30"))
    assert SECRET not in stored(db)
    assert complaint(db, 1)["is_secret"]
    undo_last_import(Library(db))
    assert SECRET not in stored(db)
    load(db, first)
    rebuild(Library(db))
    found = stored(db)
    assert SECRET not in found
    assert OPEN in found


def test_undo_of_the_import_that_said_rahasia_keeps_the_secret(db: Path, tmp_path: Path) -> None:
    load(db, export(tmp_path / "a.xlsx", [contents(1, SECRET)], FULL, "2023-01-31"))
    load(db, export(tmp_path / "b.xlsx", [contents(1, SECRET, type="Rahasia")], FULL, "2023-02-28"))
    undo_last_import(Library(db))
    assert complaint(db, 1)["is_secret"]
    assert SECRET not in stored(db)
    assert record(db, 1)["status"] == "Proses"
    load(db, export(tmp_path / "a.xlsx", [contents(1, SECRET)], FULL, "2023-03-31"))
    assert SECRET not in stored(db)


def test_rahasia_in_the_same_import_reaches_all_files_and_rows(db: Path, tmp_path: Path) -> None:
    load(
        db,
        export(tmp_path / "a.csv", [contents(1, SECRET), contents(2, SECRET)], FULL, "2023-01-31"),
        export(
            tmp_path / "b.csv",
            [contents(1, SECRET, type="Rahasia"), contents(1, SECRET)],
            FULL,
            "2023-02-28",
        ),
        export(
            tmp_path / "c.csv",
            [contents(2, SECRET, type="Rahasia", date="x")],
            FULL,
            "2022-12-31",
        ),
    )
    assert SECRET not in stored(db)


def test_quarantine_of_a_complaint_that_becomes_rahasia(db: Path, tmp_path: Path) -> None:
    """Also where the head over the title is written oddly."""
    heads = [f" *{head}" if head.startswith(("Judul", "Isi")) else head for head in FULL]
    cells = contents(5, SECRET, date="1 Jan 1021")
    odd = {
        f" *{head}" if head.startswith(("Judul", "Isi")) else head: v for head, v in cells.items()
    }
    load(db, export(tmp_path / "a.xlsx", [odd], heads, "2023-01-31"))
    assert SECRET in stored(db)
    load(db, export(tmp_path / "b.xlsx", [row(5, type="Rahasia")], generated="2023-02-28"))
    assert SECRET not in stored(db)
    assert query(db, "SELECT tracking_id FROM quarantine") == [(5,)]


def test_files_without_tipe_store_no_contents(db: Path, tmp_path: Path) -> None:
    blind = [head for head in FULL if not head.startswith("Tipe")]
    rows = [contents(1, SECRET), contents(2, SECRET, date="1 Jan 1021")]
    (report,) = load(db, export(tmp_path / "a.xlsx", rows, blind))
    assert {"Judul Laporan", "Isi Laporan Awal", "Isi Laporan Akhir"} <= set(report.ignored_heads)
    for column in ("title", "text_first", "text_last"):
        assert record(db, 1)[column] is None
    found = stored(db)
    assert f"{SECRET} judul" not in found
    assert f"{SECRET} isi" not in found
    # A file that has the column may bring them, and one without it does not take them away.
    load(db, export(tmp_path / "b.xlsx", [contents(1, OPEN)], FULL, "2023-07-31"))
    load(db, export(tmp_path / "c.xlsx", [contents(1, SECRET)], blind, "2023-08-31"))
    assert record(db, 1)["title"] == f"{OPEN} judul 1"


def test_reporter_names_and_remarks_are_stored_nowhere(db: Path, tmp_path: Path) -> None:
    rows = [
        row(1, reporter="Bambang Pelapornya"),
        row("?", reporter="Bambang Pelapornya"),
        row(2, reporter="Bambang Pelapornya", date="1 Jan 1021"),
    ]
    events = [
        (1, "2023-01-12", "Ditutup", "Dishub", "Bambang Pelapornya ditelepon"),
        (1, "kapan", "Ditutup", "Dishub", "Bambang Pelapornya ditelepon"),
    ]
    load(db, export(tmp_path / "a.xlsx", rows, HEADS), log(tmp_path / "l.csv", events))
    assert "Bambang" not in stored(db)


def test_personal_data_is_masked_everywhere(db: Path, tmp_path: Path) -> None:
    personal = "NIK 6371010101800001, hp 0812-3456-7890, budi@contoh.id"
    masked = "NIK [NIK], hp [telepon], [surel]"
    short = (
        "Judul Laporan",
        "Isi Laporan Awal",
        "Isi Laporan Akhir",
        "Alasan Tunda/Arsip",
        "Kategori",
    )
    cells = dict.fromkeys(short, personal)
    rows = [
        row(1) | cells,
        row("6371010101800001") | cells,
        row(3) | cells | {"Status Laporan": personal},
    ]
    path = export(tmp_path / "a.xlsx", rows, FULL)
    load(db, path)
    for column in ("title", "text_first", "text_last", "delay_reason", "category"):
        assert record(db, 1)[column] == masked, column
    assert record(db, 3)["status"] == masked
    ((cells_kept, found),) = query(db, "SELECT cells, found FROM quarantine")
    assert cells_kept["Judul Laporan"] == masked
    assert cells_kept["Tracking ID"] == found == "[NIK]"
    for text in ("637101", "0812-", "budi@"):
        assert text not in stored(db)
    (finding,) = preview(InputFile.of(path)).findings
    assert finding.found == "[NIK]"


def test_file_names_and_unread_heads_are_masked(db: Path, tmp_path: Path) -> None:
    heads = (*SHORT_HEADS, "Hub 0812 5123 4567")
    file = export(tmp_path / "aduan 081251234567 budi@gmail.com 2023-01-31.csv", [row(1)], heads)
    load(db, file)
    assert query(db, "SELECT name, columns_ignored FROM import_file") == [
        ("aduan [telepon] [surel] 2023-01-31.csv", ["Hub [telepon]"])
    ]
    load(db, export(tmp_path / "b.csv", [row(2)]))
    assert "081251234567" not in stored(db) and "budi@gmail" not in stored(db)


def test_torn_rows_keep_nothing_but_their_number(db: Path, tmp_path: Path) -> None:
    """In a row that is too wide nobody knows what stands under which head."""
    path = export(tmp_path / "a.csv", [contents(1, SECRET), contents(2, OPEN)], FULL)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[-2] = f"{lines[-2]},{SECRET},Rahasia"
    path.write_text("\n".join(lines), encoding="utf-8")
    (report,) = load(db, path)
    assert report.reasons == {"Sel lebih banyak daripada judul kolom": 1}
    found = stored(db)
    assert SECRET not in found
    assert OPEN in found


def test_nothing_is_left_beside_the_store(db: Path, tmp_path: Path) -> None:
    load(db, export(tmp_path / "a.xlsx", [row(1)]))
    load(db, export(tmp_path / "b.xlsx", [row(1, status="Selesai")]))
    assert sorted(p.name for p in db.parent.iterdir() if not p.name.endswith(".kunci")) == [
        "cadangan",
        "lapor.duckdb.v00000002",
    ]
    assert [path.suffix for path in (db.parent / "cadangan").iterdir()] == [".zip"]
