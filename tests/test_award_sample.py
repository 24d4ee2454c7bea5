"""The award engine over imported files: the published year 2022, its SKPD, what it would take."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from lapor_data.__main__ import main
from lapor_data.domain import profiles as p
from lapor_data.domain.profiles import BUILT_IN, copy_of
from lapor_data.questions.award_units import Scope, contest
from lapor_data.questions.decisions import decision_of
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.robustness import under_sampling, under_weights
from lapor_data.questions.scoring import scores, standings
from lapor_data.questions.what_if import Change, one_rank_up, what_if
from lapor_data.store.awards import Awards
from lapor_data.store.importing import undo_last_import
from lapor_data.store.journal import Journal
from lapor_data.store.library import Library
from lapor_data.store.snapshot import Snapshot
from tests.bench import robustness
from tests.test_questions_scoring import YEAR_2022
from tests.tiny import BANJARBARU, HSU

FIRST = BUILT_IN[0]
YEAR = ComplaintFilter(Period.parse("2022"))


@pytest.fixture(scope="module")
def snapshot(sample_db: Path) -> Snapshot:
    found = Library(sample_db).open_newest()
    assert found is not None
    return found


def test_the_published_year_from_its_rows(snapshot: Snapshot) -> None:
    counts = contest(snapshot, YEAR).counts(FIRST)
    assert {key: (c.valid, c.followed_up, c.on_time) for key, c in counts.items()} == {
        key: (c.valid, c.followed_up, c.on_time) for key, c in YEAR_2022.items()
    }
    # The page's ranking, which is made from measures, is the same.
    assert [(s.place, s.rank, s.score) for s in scores(snapshot, YEAR, FIRST)] == [
        (s.key, s.rank, s.score) for s in standings(counts, FIRST)
    ]
    for key, own in contest(snapshot, YEAR).counts(FIRST).items():
        row = next(s.measures for s in scores(snapshot, YEAR, FIRST) if s.place == key)
        assert (own.closed, own.timed, own.median_wd) == (
            row.closed,
            row.timed,
            row.response_median_wd,
        )


def test_every_criterion_over_measures_and_over_cells_agree(snapshot: Snapshot) -> None:
    keys = (p.SHARE, p.PER_100K, p.FOLLOW_UP, p.CLOSED, p.ON_TIME, p.MEDIAN)
    profile = replace(FIRST, criteria=tuple(p.CriterionSetting(key) for key in keys))
    other = replace(profile, criteria=(*profile.criteria, p.CriterionSetting(p.RATING, 0)))
    assert [(s.place, s.score) for s in scores(snapshot, YEAR, profile)] == [
        (s.place, s.score) for s in scores(snapshot, YEAR, other)
    ]


def test_hsu_needs_more_than_follow_up(snapshot: Snapshot) -> None:
    counts = contest(snapshot, YEAR).counts(FIRST)
    after = {row.key: row for row in what_if(counts, FIRST, [Change(HSU, p.FOLLOW_UP, 90)])}
    assert (after[HSU].rank_before, after[HSU].rank) == (13, 13)
    assert [step.more for step in one_rank_up(counts, FIRST, HSU)] == [1897, None, 35]


def test_busiest_skpd_of_banjarbaru(snapshot: Snapshot) -> None:
    found = contest(snapshot, YEAR, Scope(BANJARBARU))
    counts = found.counts(FIRST)
    busiest = sorted(counts, key=lambda key: -counts[key].valid)[:3]
    assert [found.names[key] for key in busiest] == ["Dinas Perkim", "Dinas PUPR", "Dishub"]
    assert sum(unit.valid for unit in counts.values()) <= 200
    rows = standings(counts, replace(FIRST, minimum=10))
    assert all((row.rank is not None) == (row.counts.valid >= 10) for row in rows)


def test_robustness_of_the_published_year(snapshot: Snapshot) -> None:
    found = contest(snapshot, YEAR)
    weights, sampling = under_weights(found, FIRST), under_sampling(found, FIRST)
    assert sampling.n == 1333
    assert weights.units[0].shares[0] > 0.9
    winner = sampling.units[0]
    assert (winner.key, winner.rank_low, winner.rank_high) == (BANJARBARU, 1, 2)
    assert not sampling.pairs[0].safe and sampling.pairs[1].safe


def test_the_benchmark_tells_of_every_scope(
    snapshot: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    robustness._report(snapshot, 1)
    out = capsys.readouterr().out
    for scope in ("13 kabupaten/kota", "SKPD Kota Banjarbaru", "SKPD Provinsi"):
        assert out.count(f"\n| {scope} | ") == 2, out


def test_profiles_and_decisions_outlive_imports_and_undo(snapshot: Snapshot, db: Path) -> None:
    files = Path(__file__).parents[1] / "sample_data"
    own = copy_of(FIRST, "Admin teladan")
    shelf = Awards(Journal(db))
    shelf.save(own, now=datetime(2023, 8, 1))
    kept = shelf.decide(
        decision_of(
            contest(snapshot, YEAR), own, YEAR,
            data_version=snapshot.version, data_date=snapshot.data_date or datetime(2023, 8, 1).date(),
            is_sample=False, taken_at=datetime(2023, 8, 1, 10),
        )
    )  # fmt: skip
    assert main(["impor", str(files / "laporan-ringkas-kabupaten-tapin.csv"), "--db", str(db)]) == 0
    assert undo_last_import(Library(db)) == 1
    read = Awards(Journal(db))
    assert read.profiles() == (*BUILT_IN, own) and read.decisions() == (kept,)
    assert [round(unit.score or 0, 2) for unit in read.decisions()[0].units[:3]] == [
        2.01,
        1.95,
        1.79,
    ]
