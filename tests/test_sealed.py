"""No statement on any connection of ours reaches another file, the network or its own bounds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from lapor_data.ingest.sealed import open_sealed
from lapor_data.store import build
from lapor_data.store.changing import changing
from lapor_data.store.library import Library
from lapor_data.store.snapshot import Snapshot
from tests import bad_files
from tests.exports import load, query

REACHING = (
    "SELECT * FROM read_csv('{file}')",
    "SELECT * FROM read_text('{file}')",
    "SELECT * FROM read_blob('{file}')",
    "SELECT * FROM read_json('{file}')",
    "SELECT * FROM read_parquet('{file}')",
    "FROM '{file}'",
    "FROM glob('{folder}/*')",
    "SELECT * FROM read_csv('https://127.0.0.1:9/x.csv')",
    "ATTACH '{folder}/lain.duckdb' AS lain",
    "ATTACH '{file}' AS lain (TYPE sqlite)",
    "COPY (SELECT 1) TO '{folder}/keluar.csv'",
    "EXPORT DATABASE '{folder}/keluar'",
    "IMPORT DATABASE '{folder}/keluar'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET allowed_paths = ['{file}']",
    "SET allowed_directories = ['{folder}']",
    "SET temp_directory = '{folder}/lain'",
    # (Where extensions would lie can be said to an import's connection; none is ever loaded.)
)
LOCKED = (
    "SET extension_directory = '{folder}'",
    "SET threads = 1",
    "SET memory_limit = '1GB'",
    "RESET lock_configuration",
)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "rahasia.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    return path


def refused(
    connection: duckdb.DuckDBPyConnection, statements: tuple[str, ...], secret: Path
) -> None:
    for statement in statements:
        sql = statement.format(file=secret, folder=secret.parent)
        with pytest.raises(duckdb.Error):
            connection.execute(sql)
            connection.fetchall()
    assert {path.name for path in secret.parent.iterdir()} <= {secret.name, "toko", "a.csv"}


def test_what_the_questions_get(db: Path, tmp_path: Path, secret: Path) -> None:
    load(db, bad_files.small_csv(tmp_path / "a.csv"))
    snapshot = Library(db).open_newest()
    assert isinstance(snapshot, Snapshot)
    cursor = snapshot.cursor()
    refused(cursor, REACHING + LOCKED, secret)
    for writing in ("DELETE FROM lapor.complaint", "DROP TABLE lapor.record"):
        with pytest.raises(duckdb.Error):
            cursor.execute(writing)
    # Nor through another cursor, nor after all that.
    refused(snapshot.cursor(), REACHING + LOCKED, secret)
    assert snapshot.value("SELECT count(*) FROM lapor.complaint") == 5


@contextmanager
def previewing(db: Path) -> object:
    with closing(open_sealed()) as connection:
        yield connection


@contextmanager
def importing_(db: Path) -> object:
    with changing(Library(db), None, datetime.now()) as (connection, _):
        build.start_work(connection)
        yield connection


@pytest.mark.parametrize("opened", [previewing, importing_])
def test_what_an_import_works_on(
    opened: Callable[[Path], AbstractContextManager[duckdb.DuckDBPyConnection]],
    db: Path,
    tmp_path: Path,
    secret: Path,
) -> None:
    load(db, bad_files.small_csv(tmp_path / "a.csv"))
    with opened(db) as connection:
        refused(connection, REACHING + (LOCKED if opened is previewing else ()), secret)
    assert query(db, "SELECT count(*) FROM complaint") == [(5,)]


def test_every_connection_is_sealed(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever an import, an undo or a look opens: only the two places that seal open anything."""
    root = Path(__file__).parents[1]
    opening = {
        str(path.relative_to(root))
        for path in (root / "lapor_data").rglob("*.py")
        if "duckdb.connect(" in path.read_text(encoding="utf-8")
    }
    assert opening == {"lapor_data/ingest/sealed.py", "lapor_data/store/snapshot.py"}


def test_a_folder_with_a_quote_in_its_name(tmp_path: Path) -> None:
    db = tmp_path / "Diskominfo's data" / "lapor.duckdb"
    load(db, bad_files.small_csv(tmp_path / "a.csv"))
    load(db, bad_files.small_xlsx(tmp_path / "b.xlsx"))
    assert query(db, "SELECT count(*) FROM complaint") == [(5,)]
