"""`python -m tests.bench.backups --rows 100000`: how long a backup, a restore and the reading of a
whole version take, and how large they are. Nothing is asserted about time."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from lapor_data.store import backups, restoring
from lapor_data.store.importing import import_files
from lapor_data.store.library import Library
from lapor_data.store.reports import InputFile
from lapor_data.store.snapshot import Snapshot
from tests.bench.files import write_csv

T = TypeVar("T")


def main() -> None:
    """Import `--rows` synthetic complaints into a folder of its own and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_csv(folder / "a.csv", rows)
        library = Library(folder / "lapor.duckdb")
        now = datetime.now()
        import_files(library, [InputFile.of(folder / "a.csv")], source="uji", now=now)
        path = library.path_of(library.newest())
        print(f"{rows} rows, version file {path.stat().st_size / 1e6:.1f} MB")
        snapshot = Snapshot.open(path, 1, is_sample=False)
        _timed("read through", snapshot.read_through)
        backup = _timed("backup", lambda: backups.back_up(library, now=now))
        if backup is None:
            raise SystemExit("no backup")
        print(f"backup file {backup.stat().st_size / 1e6:.1f} MB")
        _timed("restore", lambda: restoring.restore(library, backup, now=now))


def _timed(what: str, run: Callable[[], T]) -> T:
    began = time.perf_counter()
    result = run()
    print(f"{what} {time.perf_counter() - began:.2f} s")
    return result


if __name__ == "__main__":
    main()
