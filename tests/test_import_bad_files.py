"""What is no export gets one clear Indonesian sentence; what is half broken a truthful report."""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from lapor_data.__main__ import main
from lapor_data.ingest.read_csv import REASON_CUT_OFF, REASON_OPEN_QUOTE, REASON_TOO_WIDE
from tests import bad_files
from tests.exports import (
    LOG_HEADS,
    SHORT_HEADS,
    counts,
    dump,
    export,
    load,
    query,
    record,
    row,
    table,
    write_csv,
    write_xlsx,
)

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20
HTML = b"<html><body><table><tr><td>Tracking ID</td><td>Status</td></tr></table></body></html>"


def put(data: bytes, path: Path) -> Path:
    path.write_bytes(data)
    return path


def truncated(path: Path) -> Path:
    data = bad_files.small_xlsx(path).read_bytes()
    return put(data[: len(data) * 2 // 3], path)


def without_header(path: Path) -> Path:
    return write_xlsx(path, [["Nama", "Umur"], ["Budi", 3]])


def too_many_columns(path: Path) -> Path:
    heads = [*SHORT_HEADS, *(f"Kolom {n}" for n in range(200))]
    return write_csv(path, table([row(1)], heads))


def directory(path: Path) -> Path:
    path.mkdir()
    return path


Maker = Callable[[Path], Path]
UNREADABLE: dict[str, tuple[str, Maker, str]] = {
    "jpeg": ("foto.xlsx", partial(put, JPEG), "gambar"),
    "png": ("foto.csv", partial(put, b"\x89PNG\r\n\x1a\n" + bytes(99)), "gambar"),
    "pdf": ("surat.xlsx", partial(put, b"%PDF-1.7\n" + bytes(99)), "PDF"),
    "encrypted": ("kunci.xlsx", bad_files.encrypted, "kata sandi"),
    "encrypted, large": ("k2.xlsx", partial(bad_files.encrypted, filler=3_000_000), "kata sandi"),
    "old xls": ("lama.xls", partial(put, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)), "xls"),
    "zip bomb": ("bom.xlsx", bad_files.zip_bomb, "bom zip"),
    "empty": ("kosong.xlsx", partial(put, b""), "kosong"),
    "directory": ("map.xlsx", directory, "bukan berkas"),
    "missing": ("hilang.csv", lambda path: path, "tidak ditemukan"),
    "truncated": ("potong.xlsx", truncated, "rusak"),
    "far cell": ("jauh.xlsx", bad_files.far_cell, "terlalu lebar"),
    "far cell, single quotes": (
        "jauh2.xlsx",
        partial(bad_files.far_cell, cell=bad_files.FAR_CELL.replace(b'"', b"'")),
        "terlalu lebar",
    ),
    "far cell, spaced": (
        "jauh3.xlsx",
        partial(bad_files.far_cell, cell=bad_files.FAR_CELL.replace(b" r=", b"\nr = ")),
        "terlalu lebar",
    ),
    "far cell elsewhere": ("jauh4.xlsx", bad_files.far_cell_elsewhere, "terlalu lebar"),
    "unplaced cells": ("jauh5.xlsx", bad_files.unplaced_cells, "terlalu lebar"),
    "html": ("tabel.xls", partial(put, HTML), "judul kolom"),
    "garbage": ("acak.csv", partial(put, random.Random(1).randbytes(5000)), "bukan teks"),
    "text": ("catatan.csv", partial(put, b"halo\ndunia\n"), "judul kolom"),
    "one byte": ("satu.csv", partial(put, b"x"), "judul kolom"),
    "only a mark": ("bom.csv", partial(put, b"\xff\xfe"), "judul kolom"),
    "no header": ("lain.xlsx", without_header, "judul kolom"),
    "zip, no workbook": ("z.xlsx", lambda p: bad_files.zipped(p, {"a.txt": b"a"}), "rusak"),
    "zip, empty": ("z2.xlsx", lambda p: bad_files.zipped(p, {}), "arsip"),
    "gzip": ("a.csv.gz", partial(put, b"\x1f\x8b\x08" + bytes(99)), "arsip"),
    "too many columns": ("lebar.csv", too_many_columns, "200 kolom"),
    "UTF-16 without mark": ("u.csv", lambda p: put("Tracking ID".encode("utf-16-le"), p), "teks"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_unreadable_file(
    kind: str, db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence that names the file; the file beside it is imported all the same."""
    name, make, word = UNREADABLE[kind]
    bad = make(tmp_path / name)
    good = bad_files.small_csv(tmp_path / "baik.csv")
    assert main(["impor", str(bad), str(good), "--db", str(db), "--json"]) == 2
    out, err = capsys.readouterr()
    assert err == ""
    first, second = json.loads(out)["berkas"]
    problem = first.pop("galat")
    assert problem.startswith(f"{name}: ")
    assert word in problem
    assert re.fullmatch(r"[^\n]+\.", problem)
    assert first == {
        "nama": name,
        "jenis": None,
        "dibaca": 0,
        "baru": 0,
        "berubah": 0,
        "sama": 0,
        "ditolak": 0,
        "alasan": {},
    }
    assert (second["baru"], second["ditolak"]) == (5, 0)
    assert query(db, "SELECT name FROM import_file") == [("baik.csv",)]


def test_a_bomb_whose_directory_lies(db: Path, tmp_path: Path) -> None:
    (report,) = load(db, bad_files.lying_zip_bomb(tmp_path / "bom.xlsx"))
    assert report.kind is None
    assert report.problem is not None
    assert report.problem.startswith("bom.xlsx: ")


def test_nothing_readable_writes_nothing(db: Path, tmp_path: Path) -> None:
    assert main(["impor", str(put(JPEG, tmp_path / "a.xlsx")), "--db", str(db), "--json"]) == 2
    assert not db.parent.exists()


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_zero_rows(
    suffix: str, db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = export(tmp_path / f"nol{suffix}", [])
    assert main(["impor", str(path), "--db", str(db), "--json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)["berkas"]
    assert (entry["jenis"], entry["dibaca"]) == ("Laporan Ringkas", 0)
    assert "galat" not in entry


def test_name_that_is_no_text(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / os.fsdecode(b"lapor\xff.csv")
    try:
        bad_files.small_csv(path)
    except OSError:
        pytest.skip("this file system refuses such names")
    assert main(["impor", str(path), "--db", str(db), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["berkas"][0]["nama"] == "lapor?.csv"


def test_rows_too_wide_and_too_short(db: Path, tmp_path: Path) -> None:
    lines = [
        ",".join(SHORT_HEADS),
        "1,10 Jan 2023,Judul,,Pemerintah Kota Banjarbaru,,Proses,Parkir",
        "2,10 Jan 2023,Judul,,Pemerintah Kota Banjarbaru,,Proses",
        "3,10 Jan 2023,Judul,,Pemerintah Kota Banjarbaru,,Proses,Parkir,,",
        "4,10 Jan 2023,Judul, dengan koma,,Pemerintah Kota Banjarbaru,,Proses,Parkir",
        "5,10 Jan 2023,Judul",
        "",
        " , ,,",
        "6,10 Jan 2023,Judul,,Pemerintah Kota Ban",
    ]
    (report,) = load(db, put("\n".join(lines).encode(), tmp_path / "a.csv"))
    assert counts(report) == (6, 3, 0, 0, 3)
    assert report.reasons == {REASON_CUT_OFF: 2, REASON_TOO_WIDE: 1}
    assert query(db, "SELECT tracking_id FROM record ORDER BY 1") == [(1,), (2,), (3,)]
    assert query(db, "SELECT row_no, tracking_id FROM quarantine ORDER BY 1") == [
        (5, 4),
        (6, 5),
        (9, 6),
    ]


@pytest.mark.parametrize("column", [2, 7])
def test_unterminated_quote(column: int, db: Path, tmp_path: Path) -> None:
    """Also in the last column, where what was swallowed would otherwise pass for its text."""
    cells = [str(row(2).get(head, "")) for head in SHORT_HEADS]
    cells[column] = '"terbuka'
    good = table([row(n) for n in (1, 3, 4)], SHORT_HEADS)
    path = write_csv(tmp_path / "a.csv", good)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.insert(2, ",".join(cells))
    (report,) = load(db, put("\n".join(lines).encode() + b"\n", path))
    assert counts(report) == (2, 1, 0, 0, 1)
    assert report.reasons == {REASON_OPEN_QUOTE: 1}


def test_unterminated_quote_in_the_remarks_of_a_log(db: Path, tmp_path: Path) -> None:
    lines = [",".join(LOG_HEADS), "1,2023-01-12,Ditutup,,baik", '1,2023-01-13,Ditutup,,"buka', "x"]
    (report,) = load(db, put("\n".join(lines).encode(), tmp_path / "l.csv"))
    assert counts(report) == (2, 1, 0, 0, 1)


def test_nul_and_undecodable_bytes_inside(db: Path, tmp_path: Path) -> None:
    path = bad_files.small_csv(tmp_path / "a.csv")
    data = path.read_bytes().replace(b"nomor 2", b"nomor\x00\x81 2")
    # Far enough in to pass for text at first.
    filler = b"\r\n" * 5000
    head, rest = data.split(b"\r\n1,", 1)
    (report,) = load(db, put(head + filler + b"1," + rest, path))
    assert counts(report) == (5, 5, 0, 0, 0)
    assert query(db, "SELECT count(*) FROM record WHERE title LIKE 'Lampu%'") == [(5,)]


def test_bytes_that_are_no_utf_8(db: Path, tmp_path: Path) -> None:
    """A file cut off within a letter, or marked as UTF-8, is not taken for cp1252."""
    title = "Jalan “rusak” – é"
    path = export(tmp_path / "a.csv", [row(1, title=title), row(2, category="Parkir €")])
    data = path.read_bytes().rstrip()
    load(db, put(data[:-1], path))
    assert record(db, 1)["title"] == title
    assert record(db, 2)["category"] == "Parkir \ufffd"
    marked = put(b"\xef\xbb\xbf" + path.read_bytes().replace(b"Lampu", b"\xff"), tmp_path / "b.csv")
    load(db.with_name("b.duckdb"), marked)
    assert record(db.with_name("b.duckdb"), 1)["title"] == title


def test_mutated_files(db: Path, tmp_path: Path) -> None:
    """A broken file is refused with a sentence or imported whole; nothing in between."""
    source = random.Random(20230801)
    load(db, export(tmp_path / "before.csv", [row(99)], generated="2023-01-31"))
    workbook = bad_files.small_xlsx(tmp_path / "base.xlsx")
    plain = bad_files.parts_of(workbook)
    csv_data = bad_files.small_csv(tmp_path / "base.csv").read_bytes()
    refused = 0
    for batch in range(6):
        paths = []
        for number in range(27):
            path = tmp_path / f"m{batch}-{number}"
            if number % 3 == 0:
                paths.append(put(bad_files.mutated(workbook.read_bytes(), source), path))
            elif number % 3 == 1:
                part = source.choice(sorted(plain))
                changed = plain | {part: bad_files.mutated(plain[part], source)}
                paths.append(bad_files.zipped(path, changed))
            else:
                paths.append(put(bad_files.mutated(csv_data, source), path))
        before = dump(db) if batch == 0 else {}
        reports = load(db, *paths)
        for report in reports:
            read = counts(report)[0]
            assert (report.kind is None) == (report.problem is not None)
            assert report.problem is None or read == 0
            refused += report.problem is not None
        if before:
            assert set(before["import"]) < set(dump(db)["import"])
        files = query(db, "SELECT count(*) FROM import_file") + query(
            db, "SELECT count(*) FROM import_file WHERE rows_read <> "
            "rows_new + rows_changed + rows_same + rows_rejected"
        )  # fmt: skip
        assert files == [(1 + (batch + 1) * 27 - refused,), (0,)]
    assert 20 < refused < 150
    assert record(db, 99)["title"] == "Lampu jalan padam nomor 99"
