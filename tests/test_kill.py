"""kill -9 at any moment of an import leaves the store as it was before or as it is after."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from lapor_data.store import backup_file, backups
from lapor_data.store.library import Library
from tests.exports import FULL_ROW, HEADS, export, load, preamble, row, table, write_csv

ROWS = 3_000
KILLS = 20
# The history tells the time of day, the only thing that differs between two runs of one import.
TIMELESS = ("import",)


def fingerprint(db: Path) -> str:
    """All rows of all tables in one word; opening the newest version must succeed."""
    newest = max(db.parent.glob(f"{db.name}.v*"))
    with duckdb.connect(str(newest), read_only=True) as connection:
        names = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
        return " ".join(
            "{}={}:{}".format(
                name,
                *connection.execute(f"SELECT count(*), bit_xor(hash(t)) FROM {name} t").fetchall()[
                    0
                ],
            )
            for name in names
            if name not in TIMELESS
        )


def start(db: Path, export_file: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "lapor_data", "impor", str(export_file), "--db", str(db)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def writes(folder: Path) -> bool:
    """Whether a version in the making lies in the folder."""
    return any(".baru-" in path.name for path in folder.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGKILL")
def test_kill_9_twenty_times(tmp_path: Path) -> None:
    """The new version appears at once, by a rename: half of an import is nowhere to be seen."""
    rows = [
        FULL_ROW | {"Tracking ID": 7_000_000 + n, "Judul Laporan": f"Judul {n}"}
        for n in range(ROWS)
    ]
    big = write_csv(tmp_path / "besar.csv", table(rows, HEADS, preamble(generated="2023-09-30")))
    start_db = tmp_path / "asal" / "lapor.duckdb"
    load(start_db, export(tmp_path / "kecil.xlsx", [row(n) for n in range(7_000_000, 7_000_050)]))
    before = fingerprint(start_db)

    # Once undisturbed: how long it takes, and what it leaves behind.
    after_db = tmp_path / "selesai" / "lapor.duckdb"
    shutil.copytree(start_db.parent, after_db.parent)
    began = time.monotonic()
    assert start(after_db, big).wait(timeout=60) == 0
    lasted = time.monotonic() - began
    after = fingerprint(after_db)
    assert after != before

    source = random.Random(9)
    seen = {before: 0, after: 0}
    drafts = 0
    for number in range(KILLS):
        folder = tmp_path / f"bunuh{number}"
        shutil.copytree(start_db.parent, folder)
        db = folder / "lapor.duckdb"
        process = start(db, big)
        # Every other one over the whole run; the rest from when the new version is being written.
        # Which phase is really hit is left to chance.
        moment = lasted * source.random()
        if number % 2:
            while process.poll() is None and not writes(folder):
                time.sleep(0.002)
            moment *= 0.3
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        drafts += writes(folder)
        found = fingerprint(db)
        for backup in backups.backup_files(Library(db)):
            backup_file.check(backup)
        assert found in seen, "a state between before and after"
        seen[found] += 1
        if found == before and number % 7 == 6:
            # The lock died with its holder, and the next import clears up and succeeds.
            assert start(db, big).wait(timeout=60) == 0
            assert fingerprint(db) == after
            names = {p.name for p in folder.iterdir() if ".v0" not in p.name}
            assert names == {"lapor.duckdb.kunci", "cadangan"}
            # What the killed one left of a backup is gone too, and each that is listed is whole.
            assert all(p.suffix == ".zip" for p in (folder / "cadangan").iterdir())
            assert len(Library(db).versions()) == 1
        shutil.rmtree(folder)
    assert sum(seen.values()) == KILLS
    assert seen[before] > 0
    print(f"{lasted:.2f} s; before {seen[before]}, after {seen[after]}, while writing {drafts}")
