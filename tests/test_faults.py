"""What can go wrong around the program: one Indonesian sentence, a way out, nothing lost."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from lapor_data.__main__ import main
from lapor_data.domain.access import ADMIN, Person
from lapor_data.domain.errors import SettingsError, StoreError, UnusableFileError
from lapor_data.domain.settings import DEFAULT_FILE, load_settings
from lapor_data.questions.ask import ask
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.rows import RowsOf, rows
from lapor_data.store import backups, build, current
from lapor_data.store.current import open_sample
from lapor_data.store.importing import undo_last_import
from lapor_data.store.journal import Journal
from lapor_data.store.library import Library
from lapor_data.store.notes import Notes
from lapor_data.store.snapshot import Snapshot
from lapor_data.store.strays import set_aside_files
from lapor_data.ui import data
from lapor_data.ui.server import on_error
from tests.exports import NOW, dump, export, load, query, row
from tests.test_store import without_write_permission

ROOT = Path(__file__).parents[1]
LATER = datetime(2024, 2, 1, 8, 5)


@pytest.fixture
def library(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A store of three complaints, the one that all pages and commands use, with one backup."""
    monkeypatch.setenv("LAPOR_DB", str(db))
    load(db, export(tmp_path / "a.csv", [row(1), row(2), row(3)], generated="2023-01-31"))
    Notes(db).map_agency("Balai Kota Baru", "63.02", NOW)
    backups.back_up(Library(db), now=LATER)
    return Library(db)


def page(script: str = "dashboard.py", **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    if script != "dashboard.py":
        app.switch_page(script)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def plain(app: AppTest) -> str:
    """The errors of a page as read."""
    return "\n".join(str(error.value) for error in app.error).replace("\\", "")


def refused(*arguments: str) -> str:
    """The one sentence of a command that fails."""
    # Not capsys: Streamlit's log would write into it.
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        assert main(list(arguments)) == 2
    assert out.getvalue() == ""
    assert len(err.getvalue().splitlines()) == 1, err.getvalue()
    return err.getvalue()


# Disk full: a limit on the size of files makes every write beyond it fail as a full disk does.
@pytest.mark.skipif(os.name == "nt", reason="no such limits there")
@pytest.mark.parametrize(
    ("command", "limit", "message"),
    [
        ("impor", 2_000, "Cadangan tidak dapat dibuat"),
        ("impor", 500_000, "tidak dapat dibaca atau ditulis; data tetap seperti semula"),
        ("cadangkan", 2_000, "Cadangan tidak dapat dibuat"),
        ("pulihkan", 500_000, "tidak dapat ditulisi: ruang disk habis"),
    ],
)
def test_disk_full(
    command: str, limit: int, message: str, library: Library, tmp_path: Path
) -> None:
    import resource

    before, files = dump(library.db), sorted(library.db.parent.rglob("*"))
    arguments = {
        "impor": [str(export(tmp_path / "b.csv", [row(9)]))],
        "cadangkan": [],
        "pulihkan": [backups.backup_files(library)[0].name],
    }[command]
    done = subprocess.run(
        [sys.executable, "-m", "lapor_data", command, *arguments, "--db", str(library.db)],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert dump(library.db) == before
    left = [p for p in sorted(library.db.parent.rglob("*")) if p not in files]
    # An import's own backup may have been made before the disk was full: nothing else is left.
    assert {p.suffix for p in left} <= ({".zip"} if "semula" in message else set())
    assert main(["impor", str(export(tmp_path / "b.csv", [row(9)])), "--db", str(library.db)]) == 0


def flip_header(data: bytearray) -> bytearray:
    data[5000] ^= 1
    return data


def flip_middle(data: bytearray) -> bytearray:
    # Every block, so that one in use is hit: three complaints leave much of the file unused.
    for block in range(12_288 + 200, len(data), 262_144):
        data[block] ^= 1
    return data


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[: len(data) // 2], lambda data: data[:0], flip_header, flip_middle],
    ids=["cut", "empty", "header", "middle"],
)
def test_damaged_database(
    damage: Callable[[bytearray], bytearray],
    library: Library,
    tmp_path: Path,
) -> None:
    """Told on screen and on the command line, never answered from an older state; then restored."""
    path = library.path_of(1)
    path.write_bytes(damage(bytearray(path.read_bytes())))
    broken = path.read_bytes()
    for text in (
        plain(page()),
        plain(page("pages/data.py")),
        refused("ringkas", "--periode", "2023", "--db", str(library.db)),
        refused("impor", str(export(tmp_path / "b.csv", [row(9)])), "--db", str(library.db)),
        refused("cadangkan", "--db", str(library.db)),
    ):
        assert "lapor.duckdb.v00000001 rusak atau tidak dapat dibuka" in text
        assert "python -m lapor_data pulihkan --daftar" in text
    assert path.read_bytes() == broken
    (backup,) = backups.backup_files(library)
    assert main(["pulihkan", backup.name, "--db", str(library.db)]) == 0
    app = page()
    assert plain(app) == ""
    assert query(library.db, "SELECT count(*) FROM complaint") == [(3,)]
    (aside,) = set_aside_files(library)
    assert aside.read_bytes() == broken


def test_another_error_of_duckdb_is_not_told_as_damage(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory that is full, on the command line: nobody is sent to restore a sound database."""

    path, is_damaged = library.path_of(1), False

    def fail(*given: object) -> None:
        if is_damaged:
            zero_blocks(path)
        raise duckdb.OutOfMemoryException("Out of Memory Error: a corrupt guess")

    monkeypatch.setattr("lapor_data.questions.summary.totals", fail)
    asked = ("ringkas", "--periode", "2023", "--db", str(library.db))
    text = refused(*asked)
    assert "kerusakan pada basis data tidak ditemukan" in text and "memori" in text
    is_damaged = True
    assert "lapor.duckdb.v00000001 rusak atau tidak dapat dibuka" in refused(*asked)


def test_an_import_that_lacks_memory_is_not_told_as_damage(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object, **named: object) -> None:
        raise duckdb.OutOfMemoryException("Out of Memory Error: a corrupt guess")

    monkeypatch.setattr(build, "write_version", fail)
    with pytest.raises(StoreError, match="data tetap seperti semula") as told:
        load(library.db, export(tmp_path / "b.csv", [row(9)]))
    assert "rusak" not in str(told.value)


def zero_blocks(path: Path) -> None:
    """Damage a file in place, as a failing disk does, while somebody holds it open."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(12_288)
        file.write(bytes(size - 12_288))


def cut_off(path: Path) -> None:
    os.truncate(path, 12_288)


OPEN_DAMAGE = pytest.mark.parametrize("damage", [zero_blocks, cut_off])


@OPEN_DAMAGE
def test_damaged_after_opening(damage: Callable[[Path], None], library: Library) -> None:
    """A question is told the damage as the opening is; DuckDB reads blocks when they are needed."""
    path = library.path_of(1)
    snapshot = Snapshot.open(path, 1, is_sample=False)
    held = library.open_newest()
    assert held is not None
    admin = held.read_by(Person("Admin", ADMIN, "63.72"))
    everything = ComplaintFilter(Period.parse("2023"))
    damage(path)
    for source in (snapshot, admin):  # the second: the rows of a place have a connection of theirs
        with pytest.raises(UnusableFileError, match="rusak atau tidak dapat dibuka") as told:
            rows(source, everything, RowsOf("valid"))
        assert path.name in str(told.value) and "pulihkan --daftar" in str(told.value)
    # What was read when it was opened is in memory and right: there is nothing to tell.
    assert rows(held, everything, RowsOf("valid")).total == 3


@OPEN_DAMAGE
def test_page_on_a_file_damaged_after_opening(
    damage: Callable[[Path], None], library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = Snapshot.open(library.path_of(1), 1, is_sample=False)
    days = snapshot.meta, snapshot.data_date, snapshot.first_date, snapshot.last_date
    assert all(days)
    damage(snapshot.path)
    monkeypatch.setattr(data, "current", lambda: snapshot)
    served = LocalScriptRunner.__init__

    def as_served(self: LocalScriptRunner, *given: Any, **named: Any) -> None:
        served(self, *given, **named)
        self._on_script_error = on_error  # as st.App of dashboard.py does

    monkeypatch.setattr(LocalScriptRunner, "__init__", as_served)
    app = page()
    assert len(app.error) == 1
    assert "lapor.duckdb.v00000001 rusak atau tidak dapat dibuka" in plain(app)
    assert "python -m lapor_data pulihkan --daftar" in plain(app)


def test_other_errors_of_a_question_stay_themselves(library: Library) -> None:
    """A slip in the program is not told as damage: the file is sound, or another is in its place."""
    snapshot = Snapshot.open(library.path_of(1), 1, is_sample=False)
    with pytest.raises(duckdb.InvalidInputException):
        ask(snapshot, "worklist", {})
    snapshot.path.unlink()
    with pytest.raises(duckdb.InvalidInputException):
        ask(snapshot, "worklist", {})


def test_damaged_notes(library: Library, tmp_path: Path) -> None:
    path = Journal(library.db).path
    path.write_bytes(b"bukan catatan" * 1000)
    before = dump(library.db)
    # Figures go on; what needs the notes says why, and an import is refused as a whole.
    assert plain(page()) == ""
    assert "isinya rusak" in plain(page("pages/naik-tangga.py"))
    message = refused("impor", str(export(tmp_path / "b.csv", [row(9)])), "--db", str(library.db))
    assert "lapor.duckdb.catatan" in message and "--hanya-catatan" in message
    assert dump(library.db) == before
    (backup,) = backups.backup_files(library)
    assert main(["pulihkan", backup.name, "--hanya-catatan", "--db", str(library.db)]) == 0
    assert plain(page("pages/naik-tangga.py")) == ""
    assert len(Notes(library.db).mappings()) == 1
    (aside,) = set_aside_files(library)
    assert aside.read_bytes().startswith(b"bukan catatan")


def test_clock_set_back(library: Library, tmp_path: Path) -> None:
    """An undated export would lose against older rows without a word; so it is refused."""
    before = dump(library.db)
    file = export(tmp_path / "b.csv", [row(1, status="Selesai")], generated=None)
    with pytest.raises(StoreError, match=r"menunjuk 1 Jan 1970 00\.00.*15 Jan 2024 09\.30"):
        load(library.db, file, now=datetime(1970, 1, 1))
    assert dump(library.db) == before
    load(library.db, file, now=datetime(2024, 1, 15, 1))  # a few hours are no reason


def test_clock_was_ahead(library: Library, tmp_path: Path) -> None:
    """When the import before was the wrong one, undoing it is the way out, as the message says."""
    load(library.db, export(tmp_path / "b.csv", [row(4)]), now=datetime(2036, 1, 1))
    file = export(tmp_path / "c.csv", [row(5)])
    with pytest.raises(StoreError, match="batalkan dahulu impor terakhir"):
        load(library.db, file, now=LATER)
    undo_last_import(library, now=LATER)
    load(library.db, file, now=LATER)
    assert query(library.db, "SELECT max(tracking_id) FROM record") == [(5,)]


def test_sample_folder_missing(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "contoh"
    monkeypatch.setattr(current, "SAMPLE_FOLDER", folder)
    monkeypatch.setenv("LAPOR_CONTOH", str(tmp_path / "data" / "contoh.duckdb"))
    monkeypatch.setenv("LAPOR_DB", str(db))
    for text in (plain(page()), refused("ringkas", "--periode", "2023", "--db", str(db))):
        assert f"Folder contoh {folder} tidak ditemukan" in text
        assert f"contoh --ke {folder}" in text
    # Both ways out work: own data need no sample, and the sample can be written anew.
    load(db, export(tmp_path / "a.csv", [row(1)]))
    assert plain(page()) == ""
    assert main(["contoh", "--ke", str(folder)]) == 0
    assert current.open_sample().has_data


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            ("aspirasi = 5", "aspirsi = 5"),
            ["baris {line}", "“batas_hari_kerja.aspirsi”", "“aspirasi”?"],
        ),
        (("aspirasi = 5", 'aspirasi = "lima"'), ["baris {line}", "bilangan bulat ≥ 0", "'lima'"]),
        (("aspirasi = 5", "aspirasi = = 5"), ["baris {line}, kolom 12", "“aspirasi = = 5”"]),
        (("[aturan]", "[aturan"), ["baris {line}", "salah tulis"]),
        (("aspirasi = 5\n", ""), ["kurang aspirasi"]),
    ],
)
def test_slip_in_the_settings(
    change: tuple[str, str],
    words: list[str],
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "batas.toml"
    text = DEFAULT_FILE.read_text(encoding="utf-8")
    line = text[: text.index(change[0])].count("\n") + 1
    file.write_text(text.replace(*change), encoding="utf-8")
    monkeypatch.setenv("LAPOR_SETTINGS", str(file))
    load_settings.cache_clear()
    try:
        for found in (
            plain(page()),
            plain(page("pages/data.py")),
            refused("ringkas", "--periode", "2023", "--db", str(library.db)),
        ):
            assert f"Berkas pengaturan {file}" in found
            for word in words:
                assert word.format(line=line) in found
    finally:
        load_settings.cache_clear()


def test_settings_of_the_first_release_and_of_notepad(tmp_path: Path) -> None:
    """A file without the rules for backups stays valid; so does one with a byte order mark."""
    text = DEFAULT_FILE.read_text(encoding="utf-8")
    start, end = text.index("[cadangan]"), text.index("[aturan]")
    old = tmp_path / "lama.toml"
    old.write_text(text[:start] + text[end:], encoding="utf-8-sig")
    assert load_settings(old) == load_settings(DEFAULT_FILE)
    odd = tmp_path / "aneh.toml"
    odd.write_bytes(text.replace("# Batas", "# Batas \xe9").encode("cp1252", "replace"))
    with pytest.raises(SettingsError, match="bukan teks UTF-8"):
        load_settings(odd)


@pytest.mark.parametrize(
    ("name", "message"),
    [("", "menunjuk folder"), ("lapor.duckdb.v00000001", "tanpa nomor versinya")],
)
def test_wrong_name_of_the_store(
    name: str,
    message: str,
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong = library.db.parent / name if name else library.db.parent
    monkeypatch.setenv("LAPOR_DB", str(wrong))
    files = sorted(tmp_path.rglob("*"))
    file = tmp_path / "a.csv"
    for text in (
        plain(page()),
        plain(page("pages/data.py")),
        refused("ringkas", "--periode", "2023"),
        refused("impor", str(file), "--db", str(wrong)),
        refused("cadangkan"),
    ):
        assert message in text
        assert str(library.db) in text
    assert sorted(tmp_path.rglob("*")) == files


def test_unwritable_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "berkas").write_text("")
    db = tmp_path / "berkas" / "lapor.duckdb"
    monkeypatch.setenv("LAPOR_DB", str(db))
    file = export(tmp_path / "a.csv", [row(1)])
    text = refused("impor", str(file))
    assert f"Folder {db.parent} tidak dapat ditulisi" in text
    assert "tidak dapat dibaca" in plain(page())


def test_the_list_on_the_page_data(library: Library) -> None:
    app = page("pages/data.py", bagian="Riwayat")
    shown = "\n".join(str(part.value) for part in [*app.markdown, *app.caption]).replace("\\", "")
    (backup,) = backups.backup_files(library)
    assert backup.name in shown
    assert "atas perintah" in shown and "1 Feb 2024 08.05" in shown
    assert [code.value for code in app.code] == [f"python -m lapor_data pulihkan {backup.name}"]
    backup.write_bytes(b"")
    app = page("pages/data.py", bagian="Riwayat")
    assert "rusak atau bukan cadangan" in "\n".join(str(m.value) for m in app.markdown)


@pytest.mark.skipif(os.name == "nt", reason="permissions work differently there")
def test_secrets_that_may_not_be_read(tmp_path: Path) -> None:
    """Nobody is let in by a file that only somebody else may read."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "secrets.toml"
        file.write_text("[auth]\n", encoding="utf-8")
        file.chmod(0)
        with secrets_in(file), without_write_permission(Path(name)):
            found = plain(page())
        assert "Berkas secrets.toml tidak dapat dibaca, jadi tidak ada yang dapat masuk" in found


@contextmanager
def secrets_in(file: Path) -> Iterator[None]:
    """Streamlit looks for secrets there only: root's own folder is closed to nobody."""
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(file)])
    try:
        yield
    finally:
        config.set_option("secrets.files", before)


@pytest.mark.skipif(os.name == "nt", reason="permissions work differently there")
def test_read_only_folder_on_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything can be looked at; what would write says why it does not."""
    open_sample()
    # Not in tmp_path, whose parents only their owner may enter.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        db = folder / "lapor.duckdb"
        load(db, export(tmp_path / "a.csv", [row(1), row(2)]))
        monkeypatch.setenv("LAPOR_DB", str(db))
        before = sorted(folder.iterdir())
        with secrets_in(folder / "secrets.toml"), without_write_permission(folder):
            assert plain(page()) == ""
            app = page("pages/data.py", bagian="Riwayat")
            assert plain(app) == ""
            app.button(key="batal-1").click().run()
        assert f"Folder {folder} tidak dapat ditulisi" in plain(app)
        assert sorted(folder.iterdir()) == before
        assert query(db, "SELECT count(*) FROM complaint") == [(2,)]
