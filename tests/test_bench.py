"""The benchmark runs, and its pandas gives the answers that DuckDB gives; no time is asserted."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lapor_data.domain.regions import REGIONS
from lapor_data.domain.vocabulary import MEDIA_CHANNELS
from lapor_data.questions import topics
from lapor_data.questions.ask import ask
from lapor_data.questions.filters import EMPTY, ComplaintFilter
from lapor_data.questions.measures import limit_parameters
from lapor_data.questions.periods import Period
from lapor_data.store.library import PROJECT
from tests.bench import files, imports, plain_pandas, screens

FILTERS = (
    ComplaintFilter(Period.parse("2022")),
    ComplaintFilter(Period.parse("2023-S1"), place=REGIONS[0].code),
    ComplaintFilter(
        Period.parse("2021-03-05..2022-02-10"),
        agencies=("Dinas PUPR", EMPTY),
        classifications=(EMPTY,),
    ),
    ComplaintFilter(Period.parse("2010")),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, plain_pandas.Frames]:
    snapshot = screens.snapshot_of(screens.store_of(tmp_path_factory.mktemp("bench"), 2_000))
    return snapshot, plain_pandas.Frames(snapshot)


@pytest.mark.parametrize("question", plain_pandas.QUESTIONS)
def test_pandas_agrees(question: str, store: tuple[Any, plain_pandas.Frames]) -> None:
    snapshot, frames = store
    for f in FILTERS:
        parameters = f.bound() | _besides(question)
        ours = ask(snapshot, question, parameters).rows
        theirs = frames.answer(question, parameters)
        assert plain_pandas.differences(ours, theirs) == [], f.sentence()


def _besides(question: str) -> dict[str, Any]:
    if question in ("topic_by_month", "topic_by_region"):
        return {"shown": ["Parkir", "Banjir", EMPTY], "empty": EMPTY}
    if question == "award_cells":
        return {"by_agency": False, "media": list(MEDIA_CHANNELS)}
    if question == "rising_words":
        span = {"before_from": date(2021, 1, 1), "before_until": date(2021, 7, 1)}
        return span | {"minimum": topics.minimum_total(), "stop_words": ["jalan"]}
    measured = question in ("totals", "by_month", "by_region", "by_agency")
    measured = measured or question in ("by_channel", "by_classification")
    return limit_parameters() if measured else {}


def test_differences_are_told() -> None:
    assert plain_pandas.differences([(1, None, 0.5)], [(1.0, float("nan"), 0.5)]) == []
    assert plain_pandas.differences([(1, "a")], [(2, "a")]) == ["(1, 'a') ≠ (2, 'a')"]
    assert plain_pandas.differences([(1,)], []) == ["1 ≠ 0 rows"]


def test_it_prints_every_screen() -> None:
    command = [sys.executable, "-m", "tests.bench", "--sizes", "2000", "--runs", "1"]
    command += ["--no-browser", "--import-sizes", "50xlsx,50csv"]
    done = subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, timeout=300, env=dict(os.environ)
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    asked = [line.split(" | ") for line in done.stdout.splitlines() if "newest semester" in line]
    for page in screens.SCREENS:
        assert [row for row in asked if row[0].startswith(f"| {page.title}")], done.stdout
        assert f"\n| {page.title} | " in done.stdout.split("### 2,000 complaints: rerun")[1]
    # "–" where a list of complaints is only timed, not compared.
    assert {row[-2] for row in asked if ", lists" not in row[0]} == {"yes"}, done.stdout
    assert {row[-2] for row in asked if ", lists" in row[0]} == {"–"}, done.stdout
    assert "50 rows XLSX" in done.stdout and "50 rows CSV" in done.stdout


def test_what_an_import_measure_tells(tmp_path: Path) -> None:
    assert imports.sizes("2000xlsx,1000000csv") == [("xlsx", 2_000), ("csv", 1_000_000)]
    assert imports.sizes("") == []
    found = imports.Imported("csv", 1_000, 1.9, 0.5, 0.4, 200.0, 3)
    assert found.rate == 2_000
    files.write_csv(tmp_path / "a.csv", 20)
    files.write_csv(tmp_path / "b.csv", 20)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
