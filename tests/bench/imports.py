"""Importing large files: seconds, rows per second and peak memory, each in a process of its own."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lapor_data.store.importing import InputFile, import_files
from lapor_data.store.library import PROJECT, Library
from tests.bench import files

_SECONDS = 1_800
_WRITERS: dict[str, Callable[[Path, int], None]] = {
    "xlsx": files.write_xlsx,
    "csv": files.write_csv,
}


@dataclass(frozen=True)
class Imported:
    """One size: medians over n imports into an empty store."""

    kind: str
    rows: int
    megabytes: float
    seconds: float
    cpu_seconds: float
    peak_megabytes: float
    n: int

    @property
    def rate(self) -> float:
        """Rows per second."""
        return self.rows / self.seconds


def sizes(text: str) -> list[tuple[str, int]]:
    """ "2000xlsx,1000000csv" as pairs of kind and rows."""
    found = []
    for part in filter(None, text.split(",")):
        kind = next(kind for kind in _WRITERS if part.endswith(kind))
        found.append((kind, int(part.removesuffix(kind))))
    return found


def measured(folder: Path, kind: str, rows: int) -> Imported:
    """Write a file of that size, import it a few times, remove it."""
    source = folder / f"ekspor.{kind}"
    try:
        _WRITERS[kind](source, rows)
        megabytes = source.stat().st_size / 1e6
        runs = list(_imports(folder, source, rows, 5 if rows <= 10_000 else 3))
    finally:
        source.unlink(missing_ok=True)
    middle = [statistics.median(column) for column in zip(*runs, strict=True)]
    return Imported(kind, rows, megabytes, *middle, len(runs))


def _imports(
    folder: Path, source: Path, rows: int, most: int
) -> Iterator[tuple[float, float, float]]:
    for number in range(1 if rows > 200_000 else most):
        db = folder / f"impor{number}" / "lapor.duckdb"
        command = [sys.executable, "-m", "tests.bench.imports", str(source), str(db)]
        done = subprocess.run(
            command, cwd=PROJECT, check=True, capture_output=True, text=True, timeout=_SECONDS
        )
        found = json.loads(done.stdout)
        if found["new"] != rows:
            raise RuntimeError(f"{source.name}: {found}")
        for file in sorted(db.parent.iterdir()):
            file.unlink()
        db.parent.rmdir()
        yield found["seconds"], found["cpu"], found["peak"]


def _main(source: Path, db: Path) -> None:
    start, cpu = time.perf_counter(), time.process_time()
    report = import_files(Library(db), [InputFile.of(source)], source="perintah")[0]
    found = {
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        "peak": _peak_megabytes(),
        "new": report.counts.new,
    }
    print(json.dumps(found))


def _peak_megabytes() -> float:
    """The most memory this process held; 0 where the system does not say (Windows)."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not what getrusage says: on Linux that counts the process this one was forked from.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]))
