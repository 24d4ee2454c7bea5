"""What the crowd looks at: a store that changes, a copy of each version, and the right figures."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import duckdb

from lapor_data.domain.numbers import number, percent
from lapor_data.questions.periods import Period
from lapor_data.store.library import PROJECT, Library
from tests.exports import SHORT_HEADS, export, row
from tests.load.visitors import Answer, Visitor

_FIRST_ID = 9_000_001
_OWNERS = ("Kota Banjarbaru", "Kota Banjarmasin", "Kabupaten Banjar", "Kabupaten Tabalong")
_STATES = ("Belum Terverifikasi", "Proses", "Selesai", "Ditutup oleh Sistem")


@dataclass
class Imports:
    """Imports by the command line, one after another; a copy of each version is kept."""

    db: Path
    copies: Path
    rows: int = 200
    seconds: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def start(self) -> None:
        """The first state: the files of sample_data, as a person's own data."""
        self.copies.mkdir()
        folder = PROJECT / "sample_data"
        files = [str(p) for p in sorted(folder.iterdir()) if p.suffix in {".xlsx", ".csv"}]
        self._import(files)

    def one(self) -> None:
        """New complaints, and new states of some that came before."""
        done = len(self.seconds)
        source = random.Random(done)
        first = _FIRST_ID + done * self.rows // 2
        file = self.db.parent / f"impor-{done}.csv"
        rows = [
            row(
                first + place,
                date=f"{date(2021, 1, 1) + timedelta(days=source.randrange(930)):%d/%m/%Y}",
                parent=f"Pemerintah {source.choice(_OWNERS)}",
                status=source.choice(_STATES),
            )
            for place in range(self.rows)
        ]
        export(file, rows, SHORT_HEADS, f"2023-08-01 {done // 60:02}:{done % 60:02}")
        self._import([str(file)])
        file.unlink()

    def every(self, pause: float, over: Callable[[], bool]) -> None:
        """Import again and again."""
        turn = time.monotonic() + pause / 2
        while not over():
            if time.monotonic() < turn:
                time.sleep(0.1)
                continue
            self.one()
            turn = max(turn + pause, time.monotonic())

    def _import(self, files: list[str]) -> None:
        command = [sys.executable, "-m", "lapor_data", "impor", *files, "--db", str(self.db)]
        began = time.monotonic()
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
        self.seconds.append(time.monotonic() - began)
        if done.returncode:
            self.troubles.append(f"import {len(self.seconds)}: {done.stdout}{done.stderr}")
        library = Library(self.db)
        newest = library.path_of(library.newest())
        shutil.copyfile(newest, self.copies / newest.name)

    def copy_of(self, version: int) -> Path:
        """The copy of a version."""
        return self.copies / Library(self.db).path_of(version).name


def wrong_figures(answer: Answer, copy: Path) -> list[str]:
    """Where the page Ringkasan does not show what plain SQL counts in the version it names."""
    if answer.wish.slug != "ringkasan":
        return []
    query = dict(answer.wish.query)
    valid, followed, closed = _counted(copy, query["periode"], query.get("wilayah"))
    if not answer.figures:
        return [] if not valid else [f"{answer.wish}: no figures although there are {valid}"]
    right = {
        "Aduan sah": number(valid),
        "Tindak lanjut": percent(100 * followed / valid if valid else None, 1),
        "Selesai": percent(100 * closed / valid if valid else None, 1),
    }
    return [
        f"{answer.wish} version {answer.version}: {name} {answer.figures.get(name)}, not {figure}"
        for name, figure in right.items()
        if answer.figures.get(name) != figure
    ]


@cache
def _counted(copy: Path, period: str, place: str | None) -> tuple[int, int, int]:
    span = Period.parse(period)
    with duckdb.connect(str(copy), read_only=True) as connection:
        rows = connection.execute(
            "SELECT count(*), count(*) FILTER (is_followed_up), count(*) FILTER (is_closed) "
            "FROM complaint WHERE is_valid AND received_date BETWEEN ? AND ? "
            "AND (?::VARCHAR IS NULL OR place = ?)",
            [span.first, span.last, place, place],
        ).fetchall()
    return rows[0]


def differences(
    visitor: Visitor, answers: list[Answer], imports: Imports, replay: Path, most: int
) -> tuple[int, list[str]]:
    """Show the same pages again to one person alone, version by version, and compare all that is
    drawn; gives how many were compared and what differs. `replay` is the store of that server."""
    wrong, compared = [], 0
    source = random.Random(1)
    for version in sorted({answer.version for answer in answers}):
        copy = imports.copy_of(version)
        target = Library(replay).path_of(version)
        shutil.copyfile(copy, target.with_suffix(".datang"))
        target.with_suffix(".datang").replace(target)
        seen = [answer for answer in answers if answer.version == version]
        for answer in source.sample(seen, min(most, len(seen))):
            again = visitor.look(answer.wish)
            compared += 1
            if again.version != version or again.mark != answer.mark:
                wrong.append(f"{answer.wish}: version {version} looks different when alone")
    return compared, wrong
