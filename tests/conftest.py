"""What all tests share: no test touches the real data folder."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest

# How long one example takes says nothing on a busy machine.
hypothesis.settings.register_profile("lapor", deadline=None)
hypothesis.settings.load_profile("lapor")

# Before anything is imported: the program reads these when it opens a store, also in subprocesses.
# One folder per test process; the sample is built in it at most once.
_SCRATCH = Path(tempfile.mkdtemp(prefix="lapor-uji-"))
atexit.register(shutil.rmtree, _SCRATCH, ignore_errors=True)
os.environ["LAPOR_DB"] = str(_SCRATCH / "lapor.duckdb")
os.environ["LAPOR_CONTOH"] = str(_SCRATCH / "contoh.duckdb")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files of the browser, the slowest, are spread among the others: as many browsers at once
    as there are processes would wait for each other."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    slow = [path for path in files if path.parent.name == "browser"]
    others = [path for path in files if path not in slow]
    between = max(1, len(others) // (len(slow) + 1))
    order = []
    while slow or others:
        order += [*slow[:1], *others[:between]]
        del slow[:1], others[:between]
    items[:] = [item for path in order for item in files[path]]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """The path of a store that does not exist yet, in a folder of its own."""
    return tmp_path / "toko" / "lapor.duckdb"


@pytest.fixture(scope="session")
def sample_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of sample_data/, imported as a person's own data by the command line."""
    from lapor_data.__main__ import main

    db = tmp_path_factory.mktemp("impor") / "lapor.duckdb"
    files = sorted((Path(__file__).parents[1] / "sample_data").iterdir())
    exports = [str(file) for file in files if file.suffix in {".xlsx", ".csv"}]
    assert main(["impor", *exports, "--db", str(db)]) == 0
    return db
