"""`python -m tests.bench.documents`: how long the files of a meeting take, as Markdown on stdout.

Every time from the first question to the last byte, on a new briefing. Nothing is asserted about
time; the target (a deck of the sample under 5 s) stands in docs/benchmark.md.
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path

from lapor_data.domain.record_files import bundled_records
from lapor_data.export.certificates import Signing, certificates
from lapor_data.export.excel import workbook
from lapor_data.export.powerpoint import deck_file
from lapor_data.export.word import report
from lapor_data.present.briefing import Briefing
from lapor_data.present.cover import cover_of
from lapor_data.present.slides.known import DEFAULT
from lapor_data.present.slides.meeting import slides_for
from lapor_data.questions import scoring
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.store.current import open_sample
from lapor_data.store.library import Library
from lapor_data.store.snapshot import Snapshot
from tests.bench.measure import note, number, repeat, show

_DAY = date(2026, 11, 22)
_HEADS = ("file", "period", "size kB", "wall ms", "CPU ms", "n")


def main() -> None:
    """Time every file for two periods."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.documents", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of which the median is told")
    parser.add_argument("--db", type=Path, help="a store; default: the sample")
    options = parser.parse_args()
    libraries = ", ".join(f"{n} {version(n)}" for n in ("python-pptx", "python-docx", "XlsxWriter"))
    print(f"Python {platform.python_version()}, {libraries}")
    snapshot = Library(options.db).open_newest() if options.db else open_sample()
    if snapshot is None:
        raise SystemExit(f"{options.db}: no store")
    rows = []
    for period in ("2021-S1", "2022"):
        for name, work in _works(snapshot, period).items():
            note(f"{name}, {period}")
            size = len(work()) / 1000
            timing = repeat(work, options.runs, warm_up=False)
            cells = [number(size), number(timing.wall), number(timing.cpu), str(timing.n)]
            rows.append([name, period, *cells])
    show("Files of a meeting", _HEADS, rows)


def _works(snapshot: Snapshot, period: str) -> dict[str, Callable[[], bytes]]:
    return {
        name: partial(_made, snapshot, period, make)
        for name, make in {
            "PowerPoint": _deck,
            "Excel": lambda b: workbook(b, cover_of(b, is_sample=True)),
            "Word": lambda b: report(b, cover_of(b, is_sample=True), made_on=_DAY),
            "Piagam": lambda b: certificates(
                b, cover_of(b, is_sample=True), scoring.PROFILES[0], Signing(_DAY)
            ),
        }.items()
    }


def _made(snapshot: Snapshot, period: str, make: Callable[[Briefing], bytes]) -> bytes:
    """A file of a briefing that nothing was asked of yet."""
    today = snapshot.data_date or _DAY
    chosen = ComplaintFilter(Period.parse(period))
    records = tuple(bundled_records())
    return make(Briefing(snapshot, chosen, today, snapshot.first_date or today, records))


def _deck(b: Briefing) -> bytes:
    return deck_file(slides_for(b, DEFAULT, cover_of(b, is_sample=True)), made_on=_DAY)


if __name__ == "__main__":
    main()
