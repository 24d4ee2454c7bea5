"""`python -m tests.load --orang 20 --menit 5`: many people at once, and what they saw.

First one person alone, then all of them while imports run. Prints figures; exit 1 where a page
showed an error or a wrong figure.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.load.data import Imports, differences, wrong_figures
from tests.load.visitors import Answer, Diary, stroll, visiting
from tests.running_app import serving

_SAMPLE_SECONDS = 5.0
_FEWEST_IMPORTS = 2


@dataclass
class Outcome:
    """All that a run has found."""

    people: int
    minutes: float
    alone: float
    together: float
    slowest: float
    reruns: int
    versions: int
    imports: list[float]
    compared: int
    troubles: list[str]
    memory: list[tuple[float, float]] = field(default_factory=list)
    work_alone: float = 0.0
    work_together: float = 0.0
    stall: float = 0.0

    @property
    def ratio(self) -> float:
        """Median rerun among many by median rerun alone."""
        return self.together / self.alone

    def lines(self) -> list[str]:
        """The figures as text."""
        load = " ".join(f"{value:.1f}" for value in os.getloadavg())
        found = [
            f"{self.people} sessions, {self.minutes:g} minutes, {os.cpu_count()} cores, "
            f"load average at the end {load}",
            f"reruns {self.reruns}; median {self.together:.0f} ms, 95% under {self.slowest:.0f} ms; "
            f"alone, before and after, {self.alone:.0f} ms; ratio {self.ratio:.2f}",
            f"longest moment in which this client itself did not run: {self.stall:.1f} s",
            f"processor time of the server per rerun: alone {self.work_alone:.0f} ms, together "
            f"{self.work_together:.0f} ms",
            f"imports {len(self.imports)}, median {statistics.median(self.imports):.1f} s; "
            f"versions seen {self.versions}",
            f"pages shown again alone and compared: {self.compared}",
        ]
        if self.memory:
            first, last = self.memory[0][1], self.memory[-1][1]
            thirds = [round(value) for value in _thirds(self.memory)]
            found.append(
                f"server memory MB: start {first:.0f}, end {last:.0f}, means of the thirds "
                f"{thirds}, slope over the second half {slope(self.memory):+.2f} MB/minute"
            )
        return [*found, f"troubles {len(self.troubles)}", *self.troubles[:20]]


def run(folder: Path, people: int, seconds: float, pause: float, every: float) -> Outcome:
    """One person alone, then `people` for so many seconds with an import every so often."""
    store = folder / "toko"
    store.mkdir()
    imports = Imports(store / "lapor.duckdb", folder / "versi")
    imports.start()
    with serving(store) as address:
        quiet, later = Diary(), Diary()
        alone_seconds = min(45.0, max(3.0, seconds / 5))
        # What is needed once (imports of Python, the first opening of the data) is nobody's wait.
        _go(address, [Diary()], 3.0, 0.1, None, every)
        started = server_work()
        _go(address, [quiet], alone_seconds, 0.2, None, every)
        first_alone = server_work() - started
        diaries = [Diary() for _ in range(people)]
        started = server_work()
        stalls: list[float] = []
        memory = _go(address, diaries, seconds, pause, imports, every, stalls)
        crowd = server_work() - started
        # Once more at the end: other work on this computer may have come or gone meanwhile.
        _go(address, [later], alone_seconds, 0.2, None, every)
    alone_times = [answer.milliseconds for diary in (quiet, later) for answer in diary.answers]
    answers = [answer for diary in diaries for answer in diary.answers]
    troubles = [text for diary in (quiet, later, *diaries) for text in diary.troubles]
    for answer in (*quiet.answers, *later.answers, *answers):
        troubles += wrong_figures(answer, imports.copy_of(answer.version))
    compared, differing = _shown_again(folder, answers, imports)
    times = sorted(answer.milliseconds for answer in answers)
    return Outcome(
        people,
        seconds / 60,
        statistics.median(alone_times),
        statistics.median(times),
        times[int(0.95 * (len(times) - 1))],
        len(times),
        len({answer.version for answer in answers}),
        imports.seconds[1:] or [0.0],
        compared,
        [*troubles, *imports.troubles, *differing],
        memory,
        first_alone / max(1, len(quiet.answers)),
        crowd / len(times),
        max(stalls, default=0.0),
    )


def _shown_again(folder: Path, answers: list[Answer], imports: Imports) -> tuple[int, list[str]]:
    replay = folder / "ulang"
    replay.mkdir()
    with serving(replay) as address, visiting(address) as visitor:
        return differences(visitor, answers, imports, replay / "lapor.duckdb", 25)


def _go(
    address: str,
    diaries: list[Diary],
    seconds: float,
    pause: float,
    imports: Imports | None,
    every: float,
    stalls: list[float] | None = None,
) -> list[tuple[float, float]]:
    """Let them walk; gives the server's memory as (minutes, megabytes). `stalls` receives how much
    longer than asked the naps of this process were: a computer that stood still explains much."""
    until = time.monotonic() + seconds
    halt = threading.Event()

    def over() -> bool:
        # However busy the computer is, the data changes twice while people look.
        has_changed = imports is None or len(imports.seconds) > _FEWEST_IMPORTS
        return halt.is_set() or (time.monotonic() > until and has_changed)

    threads = [
        threading.Thread(target=stroll, args=(address, seed, pause, diary, over))
        for seed, diary in enumerate(diaries)
    ]
    if imports:
        threads.append(threading.Thread(target=imports.every, args=(every, over)))
    for thread in threads:
        thread.start()
    began, memory = time.monotonic(), []
    try:
        while any(thread.is_alive() for thread in threads):
            if megabytes := server_memory():
                memory.append(((time.monotonic() - began) / 60, megabytes))
            end = time.monotonic() + min(_SAMPLE_SECONDS, seconds / 10)
            while time.monotonic() < end and any(thread.is_alive() for thread in threads):
                napped = time.monotonic()
                time.sleep(0.1)
                if stalls is not None:
                    stalls.append(time.monotonic() - napped - 0.1)
    finally:
        halt.set()
        for thread in threads:
            thread.join()
    return memory


def server_memory() -> float:
    """Megabytes that the server started by this process holds in memory; 0 where nobody tells."""
    for line in _of_server("status").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1000
    return 0.0


def server_work() -> float:
    """Milliseconds of processor time of the server so far; 0 where nobody tells."""
    fields = _of_server("stat").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def server_files() -> list[str]:
    """The version files that the server has open, also those that are deleted already."""
    folder = _server("fd")
    names = [str(link.readlink()) for link in folder.iterdir()] if folder else []
    found = {Path(name.removesuffix(" (deleted)")).name for name in names if ".duckdb.v" in name}
    return sorted(found)


def _of_server(name: str) -> str:
    path = _server(name)
    return path.read_text() if path else ""


def _server(name: str) -> Path | None:
    """A file of the server's in /proc; None where there is none."""
    for task in Path("/proc/self/task").glob("*/children"):
        for child in task.read_text().split():
            try:
                if b"streamlit" in Path("/proc", child, "cmdline").read_bytes():
                    return Path("/proc", child, name)
            except (FileNotFoundError, ProcessLookupError):
                continue
    return None


def slope(memory: list[tuple[float, float]]) -> float:
    """Megabytes a minute over the second half of the samples, by least squares."""
    half = memory[len(memory) // 2 :]
    if len(half) < 3:
        return 0.0
    return statistics.linear_regression(*zip(*half, strict=True)).slope


def _thirds(memory: list[tuple[float, float]]) -> list[float]:
    size = max(1, len(memory) // 3)
    parts = (memory[:size], memory[size : 2 * size] or memory, memory[-size:])
    return [statistics.fmean(value for _, value in part) for part in parts]


def main() -> int:
    """Run what the options ask for."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--orang", type=int, default=20)
    parser.add_argument("--menit", type=float, default=5.0)
    parser.add_argument("--jeda", type=float, default=6.0, help="seconds between two clicks")
    parser.add_argument("--impor", type=float, default=20.0, help="seconds between two imports")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        outcome = run(Path(folder), options.orang, 60 * options.menit, options.jeda, options.impor)
    print("\n".join(outcome.lines()))
    return 1 if outcome.troubles else 0


if __name__ == "__main__":
    sys.exit(main())
