"""`python -m tests.bench`: speed of screens and imports, as Markdown on stdout.

Nothing is asserted about time; the targets stand in docs/benchmark.md beside a run's figures.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lapor_data.questions.ask import ask
from tests.bench.measure import note, number, repeat_in_turn, show

if TYPE_CHECKING:
    from lapor_data.store.snapshot import Snapshot
    from lapor_data.ui import frame
    from tests.bench.plain_pandas import Frames
    from tests.bench.screens import Question

_LISTS = ", lists"
_QUESTION_HEADS = (
    "screen", "selection", "questions", "DuckDB ms", "CPU ms", "pandas ms", "pandas ÷ DuckDB",
    "answers agree", "n",
)  # fmt: skip
_LOADS = 3
_CLICKS = 7


def main() -> None:
    """Run what the options ask for."""
    options = _options()
    sizes = [int(size) for size in options.sizes.split(",") if size]
    slugs = options.screens.split(",") if options.screens else None
    logging.disable(logging.WARNING)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores,", end=" ")
    print(", ".join(f"{name} {version(name)}" for name in ("duckdb", "pandas", "streamlit")))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        for size in sizes:
            own = folder / str(size)
            own.mkdir()
            _questions(own, size, options.runs, slugs, with_pandas=options.pandas)
            if options.server:
                _reruns(own, size, options.runs, slugs)
            if options.browser and size == min(sizes, key=lambda n: abs(n - 100_000)):
                _clicks(own, size, slugs)
        if options.browser:
            _first_loads(folder, slugs)
        if options.imports:
            _imports(folder, options.import_sizes)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", default="2000,100000,1000000", help="numbers of complaints")
    parser.add_argument("--runs", type=int, default=20, help="runs of which the median is told")
    parser.add_argument("--screens", help="names in the address: ringkasan,topik,…")
    parser.add_argument("--import-sizes", default="2000xlsx,100000xlsx,1000000csv")
    for name, what in (
        ("browser", "Chromium"),
        ("import", "imports"),
        ("pandas", "the comparison with pandas"),
        ("server", "reruns"),
    ):
        target = "imports" if name == "import" else name
        parser.add_argument(
            f"--no-{name}", dest=target, action="store_false", help=f"leave out {what}"
        )
    return parser.parse_args()


def _pages(slugs: list[str] | None) -> list[frame.Page]:
    # Imported here and below: Streamlit says on import what it thinks of running without a server.
    from tests.bench import screens

    return [page for page in screens.SCREENS if slugs is None or page.slug in slugs]


def _questions(
    folder: Path, size: int, runs: int, slugs: list[str] | None, *, with_pandas: bool
) -> None:
    """The questions of each screen, asked of DuckDB and of pandas."""
    from tests.bench import plain_pandas, screens

    note(f"{size:,} complaints: questions")
    db = screens.store_of(folder, size)
    snapshot = screens.snapshot_of(db)
    frames = plain_pandas.Frames(snapshot) if with_pandas else None
    gc.collect()
    rows = []
    for page in _pages(slugs):
        for selection, query in screens.SELECTIONS.items():
            asked = screens.asked_by(page, query, db)
            for what, questions in (("", asked.shown), (", unfolded", asked.folded)):
                for part, chosen in _parts(questions):
                    cells = _compared(snapshot, frames if part != _LISTS else None, chosen, runs)
                    rows.append([f"{page.title}{what}{part}", selection, *cells])
    show(f"{size:,} complaints: all questions of a screen, uncached", _QUESTION_HEADS, rows)


def _parts(questions: list[Question]) -> list[tuple[str, list[Question]]]:
    """The questions that pandas answers too, and apart from them those that list complaints with
    their history, which are not written in pandas and only timed."""
    from tests.bench import plain_pandas

    both = [question for question in questions if question.name in plain_pandas.QUESTIONS]
    lists = [question for question in questions if question.name not in plain_pandas.QUESTIONS]
    return [part for part in (("", both), (_LISTS, lists)) if part[1]]


def _compared(
    snapshot: Snapshot, frames: Frames | None, questions: list[Question], runs: int
) -> list[str]:
    """Cells of a table: how many questions, DuckDB, pandas, and whether the answers agree."""
    from tests.bench import plain_pandas

    def duckdb() -> list[Any]:
        return [ask(snapshot, q.name, q.parameters).rows for q in questions]

    def pandas() -> list[Any]:
        return [frames.answer(q.name, q.parameters) for q in questions] if frames else []

    works = [duckdb, pandas] if frames else [duckdb]
    ours, *others = repeat_in_turn(works, runs)
    cells = [str(len(questions)), number(ours.wall, 1), number(ours.cpu, 1)]
    for theirs in others:
        wrong = [
            f"{question.name}: {found}"
            for question, mine, other in zip(questions, duckdb(), pandas(), strict=True)
            if (found := plain_pandas.differences(mine, other))
        ]
        cells += [number(theirs.wall, 1), number(theirs.wall / ours.wall, 1)]
        cells += ["; ".join(wrong) or "yes"]
    cells += [] if others else ["–", "–", "–"]
    return [*cells, str(ours.n)]


def _reruns(folder: Path, size: int, runs: int, slugs: list[str] | None) -> None:
    """Script time on a real server, from request to "script finished"."""
    from tests.bench import screens, server
    from tests.running_app import serving

    note(f"{size:,} complaints: reruns")
    rows = []
    with serving(folder) as address:
        for page in _pages(slugs):
            home = page is screens.SCREENS[0]
            with server.visiting(address, page, home) as session:
                fresh, known = server.uncached(session, runs), server.cached(session, runs)
            cells = [fresh.wall, fresh.cpu, known.wall, known.cpu]
            rows.append([page.title, *(number(cell) for cell in cells), str(fresh.n)])
    heads = ("screen", "uncached ms", "server CPU ms", "cached ms", "server CPU ms", "n")
    show(f"{size:,} complaints: rerun of a page (half a year) on a server", heads, rows)


def _clicks(folder: Path, size: int, slugs: list[str] | None) -> None:
    """From a click on another period to the figures."""
    from tests.bench import browser, screens
    from tests.running_app import browsing, chromium, serving

    if not chromium():
        note("no Chromium: clicks left out")
        return
    note(f"{size:,} complaints: clicks")
    rows = []
    with serving(folder) as address, browsing() as chrome:
        for page in _pages(slugs):
            home = page is screens.SCREENS[0]
            found = browser.clicks(chrome, address, page, home, _CLICKS)
            cells = [number(found.first_figure), number(found.all_charts), str(found.n)]
            rows.append([found.title, *cells])
    heads = ("screen", "first new figure ms", "all charts redrawn ms", "n")
    show(f"{size:,} complaints: choosing another period in Chromium, uncached", heads, rows)


def _first_loads(folder: Path, slugs: list[str] | None) -> None:
    """The sample, opened cold, page by page."""
    from tests.bench import browser, screens, server
    from tests.running_app import browsing, chromium, serving

    if not chromium():
        note("no Chromium: first loads left out")
        return
    note("sample: first loads")
    own = folder / "contoh"
    own.mkdir()
    rows = []
    with serving(own) as address, browsing() as chrome:
        # The sample's database is built by the very first visit, which is not what is timed here.
        with server.visiting(address, screens.SCREENS[0], True) as session:
            session.rerun({})
        for page in _pages(slugs):
            home = page is screens.SCREENS[0]
            load = browser.first_load(chrome, address, page, home, _LOADS)
            seconds = sorted(load.seconds)[len(load.seconds) // 2]
            map_code = "yes" if load.loads_map_code else "no"
            cells = [number(seconds, 1), number(load.megabytes, 1), map_code]
            rows.append([load.title, *cells, str(len(load.seconds))])
    heads = ("screen", "all charts s", "MB received", "map's code", "n")
    show("Sample: first load in Chromium, empty browser cache", heads, rows)


def _imports(folder: Path, wanted: str) -> None:
    """Import rate and memory."""
    from tests.bench import imports

    rows = []
    for kind, count in imports.sizes(wanted):
        note(f"import: {count:,} rows {kind}")
        found = imports.measured(folder, kind, count)
        cells = [found.seconds, found.cpu_seconds, found.rate, found.peak_megabytes]
        rows.append(
            [f"{count:,} rows {kind.upper()}", number(found.megabytes, 1)]
            + [number(cell, 1 if place < 2 else 0) for place, cell in enumerate(cells)]
            + [str(found.n)]
        )
    heads = ("file", "MB", "seconds", "CPU s", "rows/s", "peak memory MB", "n")
    show("Import into an empty store, with masking", heads, rows)


if __name__ == "__main__":
    main()
