"""`python -m tests.bench.robustness`: how long the award engine takes, as Markdown on stdout.

The sample's year 2022, 10,000 draws. Nothing is asserted about time; the targets stand in
docs/benchmark.md.
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

from lapor_data.domain.profiles import BUILT_IN, KEYS, AwardProfile, CriterionSetting
from lapor_data.domain.regions import PROVINCE
from lapor_data.questions.award_units import Scope, contest
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.robustness import DRAWS, SEED, under_sampling, under_weights
from lapor_data.questions.scoring import standings
from lapor_data.questions.what_if import one_rank_up
from lapor_data.store.current import open_sample
from lapor_data.store.library import Library
from lapor_data.store.snapshot import Snapshot
from tests.bench.measure import Timing, note, number, repeat, show

_SCOPES = (Scope(), Scope("63.72"), Scope(PROVINCE))
_EVERY_CRITERION = AwardProfile("Semua", "semua", tuple(CriterionSetting(key) for key in KEYS))
_HEADS = (
    "units compared", "profile", "units", "complaints", "question ms", "ranking ms",
    "one rank up ms", "weights ms", "resampling ms", "CPU of both ms", "n",
)  # fmt: skip


def main() -> None:
    """Time every scope under the first built-in profile and under one with all criteria."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.robustness", description=__doc__)
    parser.add_argument("--runs", type=int, default=20, help="runs of which the median is told")
    parser.add_argument("--db", type=Path, help="a store; default: the sample")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, numpy {version('numpy')}, seed {SEED}")
    snapshot = Library(options.db).open_newest() if options.db else open_sample()
    if snapshot is None:
        raise SystemExit(f"{options.db}: no store")
    _report(snapshot, options.runs)


def _report(snapshot: Snapshot, runs: int) -> None:
    """One row per scope and profile."""
    f = ComplaintFilter(Period.parse("2022"))
    rows = []
    for scope in _SCOPES:
        for profile in (BUILT_IN[0], _EVERY_CRITERION):
            note(f"{scope.name}: {profile.name}")
            asked = repeat(partial(contest, snapshot, f, scope), runs)
            found = contest(snapshot, f, scope)
            counts = found.counts(profile)
            last = standings(counts, replace(profile, minimum=0))[-1].key
            works: tuple[Callable[[], object], ...] = (
                partial(standings, counts, profile),
                partial(one_rank_up, counts, profile, last),
                partial(under_weights, found, profile),
                partial(under_sampling, found, profile),
            )
            timings: list[Timing] = [repeat(work, runs) for work in works]
            both = timings[2].cpu + timings[3].cpu
            complaints = sum(n for _, _, n in found.cells)
            cells = [scope.name, profile.name, str(len(found.units)), number(complaints)]
            cells += [number(timing.wall, 1) for timing in (asked, *timings)]
            rows.append([*cells, number(both, 1), str(timings[0].n)])
    show(f"Award engine, year 2022, {DRAWS:,} draws", _HEADS, rows)


if __name__ == "__main__":
    main()
