"""Limits on everything, each with its sentence, and file names that try to be more than names."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from lapor_data.__main__ import main
from lapor_data.domain.errors import UnreadableFileError
from lapor_data.domain.parse import parse_moment, parse_time, parse_tracking_id
from lapor_data.ingest import opening, read_csv, read_xlsx, unpacking
from lapor_data.ingest.limits import MAX_CELL_CHARS, MAX_COLUMNS, MAX_FILES
from lapor_data.ingest.source import read_preamble
from lapor_data.store.importing import import_files, preview
from lapor_data.store.library import Library
from lapor_data.store.reports import InputFile, shown_name
from tests import bad_files
from tests.exports import SHORT_HEADS, counts, load, query, row, table, write_csv, write_xlsx
from tests.fuzz import bombs, bombs_csv
from tests.fuzz.sheets import packed, parts, sheet_xml, unpacked
from tests.running_app import ROOT


def problem(path: Path) -> str:
    found = preview(InputFile.of(path)).report.problem
    assert found is not None
    assert found.startswith(f"{path.name}: ")
    assert found.endswith(".")
    return found


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_limit_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_FILE_BYTES", 0)
    assert "lebih besar dari 0 GB" in problem(bad_files.small_csv(tmp_path / "a.csv"))


def test_limit_of_rows(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bad_files.small_csv(tmp_path / "a.csv")
    monkeypatch.setattr(read_csv, "MAX_ROWS", 5)
    assert "juta baris; ekspor per periode" in problem(path)
    monkeypatch.setattr(read_csv, "MAX_ROWS", 50)
    assert counts(load(db, path)[0]) == (5, 5, 0, 0, 0)


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_limit_of_columns(write: Callable[..., Path], db: Path, tmp_path: Path) -> None:
    more = [f"Kolom {n}" for n in range(MAX_COLUMNS - len(SHORT_HEADS))]
    name = "a.csv" if write is write_csv else "a.xlsx"
    path = write(tmp_path / name, table([row(1)], [*SHORT_HEADS, *more]))
    assert counts(load(db, path)[0])[0] == 1
    path = write(tmp_path / f"lebar-{name}", table([row(1)], [*SHORT_HEADS, *more, "Satu lagi"]))
    assert "lebar" in problem(path) or f"{MAX_COLUMNS} kolom" in problem(path)


def test_limit_of_a_cell(db: Path, tmp_path: Path) -> None:
    longest = row(1, title="x" * MAX_CELL_CHARS)
    assert counts(load(db, write_csv(tmp_path / "a.csv", table([longest], SHORT_HEADS)))[0])[1] == 1
    longer = [row(1), row(2, title="x" * (MAX_CELL_CHARS + 1))]
    found = problem(write_csv(tmp_path / "b.csv", table(longer, SHORT_HEADS)))
    assert "baris 3 tidak dapat dibaca; ada sel lebih panjang dari 1 juta karakter" in found
    cells = [list(SHORT_HEADS), ["1", "10 Jan 2023", "x" * (MAX_CELL_CHARS + 1)]]
    found = problem(put(tmp_path / "c.xlsx", packed(parts(sheet_xml(cells)))))
    assert "baris 2 memuat sel lebih panjang dari 1 juta karakter" in found


def test_limit_of_a_row(tmp_path: Path) -> None:
    for data in (b"," * 5_000_000, b'"\n",' * 5_000_000):
        found = problem(put(tmp_path / "a.csv", bombs_csv._HEAD_LINE + data))
        assert "baris lebih panjang dari 4 juta" in found


def test_limit_of_files(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = bad_files.small_csv(tmp_path / "a.csv")
    with pytest.raises(UnreadableFileError, match="paling banyak 500 dalam satu impor"):
        import_files(Library(db), [InputFile.of(path)] * (MAX_FILES + 1), source="uji")
    assert main(["impor", *[str(path)] * (MAX_FILES + 1), "--db", str(db)]) == 2
    assert "Terlalu banyak berkas sekaligus: 501." in capsys.readouterr().err
    assert not db.parent.exists()


@pytest.mark.parametrize(
    ("limit", "value", "word"),
    [
        ("MAX_UNPACKED_BYTES", 1000, "bom zip"),
        ("MAX_PARTS", 3, "lebih dari 3 bagian"),
    ],
)
def test_limits_of_a_workbook(
    limit: str, value: int, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bad_files.small_xlsx(tmp_path / "a.xlsx")
    monkeypatch.setattr(unpacking, limit, value)
    assert word in problem(path)


def test_limit_of_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bad_files.small_xlsx(tmp_path / "a.xlsx")
    monkeypatch.setattr(read_xlsx, "MAX_SHEETS", 0)
    assert "berisi 1 lembar" in problem(path)


def test_limit_of_the_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty sheets that were one part of three million tags took minutes."""
    xml = sheet_xml([["Nama", "Umur"]])
    many = put(tmp_path / "a.xlsx", packed(parts(xml, sheets=5, title="Lembar")))
    assert "judul kolom tidak dikenali" in problem(many)
    monkeypatch.setattr(read_xlsx, "SEARCH_SECONDS", 0.0)
    assert "beri nama “Laporan Ringkas”" in problem(many)
    # The sheet of LAPOR! itself is found whatever stands beside it.
    assert preview(InputFile.of(bad_files.small_xlsx(tmp_path / "b.xlsx"))).report.counts.read == 5


@pytest.mark.parametrize(
    ("bomb", "word"),
    [
        (bombs.lying_bomb, "bom zip"),
        (bombs.two_directories, "rusak"),
        (bombs.shared_string_bomb, "mengembang"),
    ],
)
def test_bombs_that_lie(bomb: bombs.Bomb, word: str, tmp_path: Path) -> None:
    """The directory with a forged size and checksum; two workbooks in one; one text a thousandfold."""

    class Widest(Random):
        """Takes the variant that hurts; the rows stay under the limit of a sheet."""

        def choice(self, seq: object) -> object:  # type: ignore[override]
            choices = list(seq)  # type: ignore[call-overload]
            return 100_000 if 100_000 in choices else choices[-1]

    assert word in problem(put(tmp_path / "a.xlsx", bomb(Widest(1))))


@pytest.mark.parametrize("choice", range(5))
@pytest.mark.parametrize("padding", [0, *range(1024**2 - 60, 1024**2 + 20, 9)])
def test_announced_texts(choice: int, padding: int, tmp_path: Path) -> None:
    """A workbook of 7 KB ended the whole program: room was made for 4 billion texts."""

    class Nth(Random):
        def choice(self, seq: object) -> object:  # type: ignore[override]
            return list(seq)[choice]  # type: ignore[call-overload]

    # Wherever the parts are cut for looking at them.
    book = unpacked(bombs.announced_texts(Nth(1)))
    book[bombs.STRINGS] = book[bombs.STRINGS].replace(
        b"<sst ", b"<!--" + b"x" * padding + b"--><sst "
    )
    assert "rusak" in problem(put(tmp_path / "a.xlsx", packed(book)))


def test_shared_texts_of_an_honest_workbook(db: Path, tmp_path: Path) -> None:
    rows = [row(n, title="Lampu padam. " * 1500) for n in range(1, 400)]
    path = write_xlsx(tmp_path / "a.xlsx", table(rows, SHORT_HEADS))
    assert counts(load(db, path)[0]) == (399, 399, 0, 0, 0)


def test_a_row_that_spells_the_mark_of_the_end(db: Path, tmp_path: Path) -> None:
    """It once ended the reading: what stood below was lost without a word."""
    # (So far down because a NUL near the beginning makes it no text at all.)
    lines = [
        ",".join(SHORT_HEADS),
        *[""] * 5000,
        "\0akhir\0",
        "2,10 Jan 2023,Judul,,,,Proses,Parkir",
        "",
    ]
    (report,) = load(db, put(tmp_path / "a.csv", "\n".join(lines).encode()))
    assert counts(report) == (2, 1, 0, 0, 1)


def test_long_cells_are_judged_at_once() -> None:
    """These took minutes: each digit run was compared with all, each dash tried as the middle."""
    long = "http://" + "12345 67890 " * 50_000
    assert parse_tracking_id(long) is None
    assert parse_moment("Senin, " * 100_000) is None
    assert parse_time("1:" * 100_000) is None
    preamble = read_preamble(
        [["Periode Masuk", "", "a - " * 100_000], ["Nama Instansi", "x" * 9999]]
    )
    assert preamble.period_from is None
    assert len(preamble.owner or "") == 300


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../x.xlsx", "x.xlsx"),
        ("/etc/passwd", "passwd"),
        ("C:\\Windows\\x.xlsx", "x.xlsx"),
        ("\\\\server\\share\\x.csv", "x.csv"),
        ("..", ".."),
        ("CON", "CON"),
        ("aux.xlsx", "aux.xlsx"),
        ("a\0b.xlsx", "a?b.xlsx"),
        ("a\nb\x1b[31m.xlsx", "a?b?[31m.xlsx"),
        ("lapor\u202excod.xlsx", "lapor?xcod.xlsx"),
        ("a\udcff.csv", "a?.csv"),
        ("'; DROP TABLE record; --.csv", "'; DROP TABLE record; --.csv"),
        ("", "?"),
        ("x" * 5000 + ".xlsx", "x" * 99 + "…" + "x" * 15 + ".xlsx"),
    ],
)
def test_names_are_only_shown(name: str, shown: str, db: Path, tmp_path: Path) -> None:
    """Whatever a file says it is called: it is read from where it lies, and nothing lies elsewhere."""
    assert shown_name(name) == shown
    path = bad_files.small_csv(tmp_path / "1")
    before = sorted(tmp_path.rglob("*"))
    (report,) = import_files(Library(db), [InputFile(path, name)], source="uji")
    assert (report.name, counts(report)[1]) == (shown, 5)
    assert query(db, "SELECT name FROM import_file") == [(shown,)]
    made = {p.relative_to(tmp_path).parts[0] for p in tmp_path.rglob("*")} - {
        p.name for p in before
    }
    assert made == {"toko"}


@pytest.mark.parametrize("path", ["x" * 5000, "a**b?", "x/" * 3000, "/dev/null", "[", "~"])
def test_odd_paths_on_the_command_line(path: str, db: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "lapor_data", "impor", path, "--db", str(db)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stdout.startswith("GAGAL")
    assert preview(InputFile(Path("a\0b"), "a")).report.problem == "a: nama berkas ini tidak sah."
