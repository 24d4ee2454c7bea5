"""Medians of repeated runs, and their print as Markdown tables."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# However many runs are asked for, no single measure takes much longer than this.
_SECONDS = 60.0
_FEWEST = 3


@dataclass(frozen=True)
class Timing:
    """Median wall time and processor time of this process, in milliseconds, over n runs."""

    wall: float
    cpu: float
    n: int


def repeat(work: Callable[[], object], runs: int, *, warm_up: bool = True) -> Timing:
    """Run `work` once to warm up, then `runs` times, or fewer where it is slow."""
    return repeat_in_turn([work], runs, warm_up=warm_up)[0]


def repeat_in_turn(
    works: Sequence[Callable[[], object]], runs: int, *, warm_up: bool = True
) -> list[Timing]:
    """The same for works that are compared: in turn, so that other load on the computer meets all
    of them alike."""
    if warm_up:
        for work in works:
            work()
    walls: list[list[float]] = [[] for _ in works]
    cpus: list[list[float]] = [[] for _ in works]
    start = time.perf_counter()
    for done in range(runs):
        if done >= _FEWEST and time.perf_counter() - start > _SECONDS:
            break
        for work, wall_times, cpu_times in zip(works, walls, cpus, strict=True):
            wall, cpu = time.perf_counter(), time.process_time()
            work()
            wall_times.append(1000 * (time.perf_counter() - wall))
            cpu_times.append(1000 * (time.process_time() - cpu))
    return [
        Timing(statistics.median(wall_times), statistics.median(cpu_times), len(wall_times))
        for wall_times, cpu_times in zip(walls, cpus, strict=True)
    ]


def number(value: float | None, decimals: int = 0) -> str:
    """A figure for a table; "–" where there is none."""
    return "–" if value is None else f"{value:,.{decimals}f}"


def show(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table: the first column to the left, the others to the right."""
    print(f"\n### {title}\n")
    print(f"| {' | '.join(heads)} |")
    print(f"|:---|{'---:|' * (len(heads) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    sys.stdout.flush()


def note(text: str) -> None:
    """Say on stderr what is being done, so that stdout is the report alone."""
    print(text, file=sys.stderr, flush=True)
