"""The questions over a version file, read the way the dashboard reads it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lapor_data.questions import rows, scoring, speed, summary, topics
from lapor_data.questions.ask import ask, sql_text
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.store.snapshot import Snapshot
from tests.synthetic import make_version_file

ALL = ComplaintFilter(Period.parse("2020-01-01..2023-07-31"))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    path = tmp_path_factory.mktemp("store") / "v1.duckdb"
    make_version_file(path, 3_000, seed=7)
    return Snapshot.open(path, 1, is_sample=False)


def test_every_question_answers(snapshot: Snapshot) -> None:
    whole = summary.totals(snapshot, ALL, calendar_days=True)
    assert whole.received == 3_000 and whole.valid + whole.archived == 3_000
    assert whole.response_median_days is not None and whole.response_median_wd is not None
    assert len(scoring.scores(snapshot, ALL, scoring.PROFILES[1])) == 13
    assert speed.response_bands(snapshot, ALL)[-1].valid == whole.valid
    assert sum(row.valid for row in topics.by_category(snapshot, ALL)) == whole.valid
    july = ALL.with_(period=Period.parse("2023-07"))
    assert topics.topic_changes(snapshot, july, Period.parse("2022-07"))
    assert rows.rows(snapshot, ALL, rows.RowsOf("received")).total == 3_000
    assert len(rows.rows_csv(snapshot, july, rows.RowsOf("received")).splitlines()) > 1
    assert snapshot.data_date == date(2023, 8, 1)


def test_same_seed_same_complaints(tmp_path: Path, snapshot: Snapshot) -> None:
    found = [summary.by_region(snapshot, ALL)]
    for seed in (7, 8):
        make_version_file(tmp_path / f"{seed}.duckdb", 3_000, seed=seed)
        other = Snapshot.open(tmp_path / f"{seed}.duckdb", 1, is_sample=False)
        found.append(summary.by_region(other, ALL))
    assert found[0] == found[1] != found[2]


def test_an_answer_knows_its_question(snapshot: Snapshot) -> None:
    answer = ask(snapshot, "by_category", ALL.bound())
    assert answer.sql == sql_text("by_category") and answer.parameters == ALL.bound()
    assert len(answer) == len(answer.column("valid")) == len(list(answer))
    with pytest.raises(ValueError, match="seharusnya satu"):
        answer.one()


@pytest.mark.parametrize(
    "file",
    sorted((Path(summary.__file__).parent / "sql").glob("*.sql")),
    ids=lambda file: file.stem,
)
def test_every_sql_file_documents_itself(file: Path) -> None:
    header = [line for line in file.read_text("utf-8").splitlines() if line.startswith("-- ")]
    text = " ".join(header)
    assert header and "Grain:" in text and "Columns:" in text
