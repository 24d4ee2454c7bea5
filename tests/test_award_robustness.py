"""Random weights and resampling: held against theory, against drawing rows one by one, and against
the scores of single draws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lapor_data.domain import profiles as p
from lapor_data.domain.profiles import BUILT_IN, AwardProfile, CriterionSetting
from lapor_data.questions import resampling
from lapor_data.questions.award_units import Contest, Outcome, Scope, Unit
from lapor_data.questions.robustness import (
    DRAWS,
    SEED,
    under_sampling,
    under_weights,
)
from lapor_data.questions.scoring import standings
from tests.test_questions_scoring import YEAR_2022

FIRST = BUILT_IN[0]
EVERYTHING = AwardProfile("Semua", "semua", tuple(CriterionSetting(key) for key in p.KEYS))


def contest_of(cells: dict[str, dict[Outcome, int]]) -> Contest:
    units = tuple(Unit(key, f"Unit {key}", key, None, 100_000) for key in cells)
    return Contest(
        Scope(), False, units,
        tuple((key, outcome, n) for key, found in cells.items() for outcome, n in found.items()),
    )  # fmt: skip


def seen(
    wd: int | None, *, done: bool = True, media: bool = False, stars: int | None = None
) -> Outcome:
    return Outcome(done, done, wd, wd, stars, media)


def of_2022() -> Contest:
    """The published year: in time (1 HK), later (9 HK), not followed up."""
    return contest_of({
        key: {seen(1): c.on_time, seen(9): c.followed_up - c.on_time, seen(None, done=False): c.valid - c.followed_up}
        for key, c in YEAR_2022.items()
    })  # fmt: skip


MIXED = contest_of({
    "a": {seen(0, stars=5): 4, seen(2, media=True): 3, seen(5): 3, seen(None, done=False): 1, seen(None, done=False, media=True): 1},
    "b": {seen(1): 2, seen(2, stars=2): 2, seen(7, media=True, stars=1): 1, seen(None): 3},
    "c": {seen(3): 1},
    "d": {},
})  # fmt: skip


def test_shares_under_random_weights_follow_theory() -> None:
    # Two units, two criteria: under Dirichlet(1, 1) the weight w of porsi is uniform on 0…1.
    contest = contest_of({
        "a": {seen(1): 1, seen(None, done=False): 2},  # porsi 3/4, tindak lanjut 1/3
        "b": {seen(1): 1},  # porsi 1/4, tindak lanjut 1
    })  # fmt: skip
    profile = AwardProfile(
        "U", "u", (CriterionSetting(p.SHARE, 3), CriterionSetting(p.FOLLOW_UP, 1))
    )
    found = under_weights(contest, profile)
    # a is ahead where w/2 > (1 − w)·2/3, w > 4/7: in 3/7 of all draws.
    shares = {unit.key: unit.shares for unit in found.units}
    assert shares["a"][0] == pytest.approx(3 / 7, abs=0.02)
    assert shares["b"] == (shares["a"][1], shares["a"][0])
    assert (found.draws, found.seed) == (DRAWS, SEED)
    (pair,) = found.pairs
    assert (pair.upper, pair.lower, pair.share) == ("a", "b", shares["a"][0]) and not pair.safe


def test_one_criterion_leaves_no_doubt_and_weight_zero_is_out_of_play() -> None:
    profile = AwardProfile("U", "u", (CriterionSetting(p.SHARE), CriterionSetting(p.FOLLOW_UP, 0)))
    found = under_weights(of_2022(), profile, draws=500)
    assert [unit.shares[unit.rank - 1] for unit in found.units] == [1.0] * 13
    assert [unit.rank for unit in found.units] == [1, 2, 3, 4, 5, 6, 6, 8, 9, 10, 11, 12, 13]
    tied = next(pair for pair in found.pairs if pair.upper == "63.01")
    assert (tied.lower, tied.share, tied.safe) == ("63.10", 0.0, False)
    assert all(pair.safe for pair in found.pairs if pair != tied)


def test_2022_under_random_weights() -> None:
    found = under_weights(of_2022(), FIRST)
    assert [unit.key for unit in found.units][:3] == ["63.72", "63.06", "63.71"]
    for unit in found.units:
        assert len(unit.shares) == 13 and sum(unit.shares) == pytest.approx(1)
    assert max(found.units[0].shares) == found.units[0].shares[0]
    assert max(found.units[-1].shares) == found.units[-1].shares[12]
    # Nobody beats Banjarbaru but HSS, and only where follow-up weighs heavily.
    assert found.units[0].shares[0] + found.units[1].shares[0] == pytest.approx(1)
    assert found == under_weights(of_2022(), FIRST)
    assert found != under_weights(of_2022(), FIRST, seed=1)


def test_interval_of_a_share_follows_theory() -> None:
    # One unit, follow-up 60 of 100: the bootstrap share is binomial, its sd √(0.6·0.4/100) = 0.049.
    contest = contest_of({"a": {seen(1): 60, seen(None, done=False): 40}})
    profile = AwardProfile("U", "u", (CriterionSetting(p.FOLLOW_UP),))
    found = under_sampling(contest, profile)
    (unit,) = found.units
    assert (unit.score, found.n, found.pairs) == (0.6, 100, ())
    assert unit.score_low == pytest.approx(0.6 - 1.96 * 0.049, abs=0.011)
    assert unit.score_high == pytest.approx(0.6 + 1.96 * 0.049, abs=0.011)
    assert (unit.rank_low, unit.rank_high) == (1, 1)


def test_2022_under_resampling() -> None:
    found = under_sampling(of_2022(), FIRST)
    assert found.n == 1333 and len(found.units) == 13 and len(found.pairs) == 12
    for unit in found.units:
        assert unit.score_low < unit.score < unit.score_high
        assert 1 <= unit.rank_low <= unit.rank_high <= 13
    assert found.units[-1].rank_low == 13
    unsure = [(pair.upper, pair.lower) for pair in found.pairs if not pair.safe]
    assert ("63.72", "63.06") in unsure and ("63.06", "63.71") not in unsure
    assert found == under_sampling(of_2022(), FIRST)


def _turned(profile: AwardProfile) -> AwardProfile:
    other = {p.HIGH: p.LOW, p.LOW: p.HIGH}
    return replace(
        profile, criteria=tuple(replace(s, direction=other[s.better], weight=0.7) for s in profile.criteria)
    )  # fmt: skip


@pytest.mark.parametrize("profile", [EVERYTHING, _turned(EVERYTHING)], ids=["natural", "turned"])
def test_each_draw_is_scored_like_real_counts(profile: AwardProfile) -> None:
    """Every criterion at once: the vectorised scores against `standings` of the same draws."""
    scores = resampling.resampled_scores(MIXED, profile, ["a", "b", "c"], 60, 7)
    n = np.array([count for _, _, count in MIXED.cells])
    generator = np.random.Generator(np.random.PCG64(7))
    empty = 0
    for row in scores:
        drawn = generator.multinomial(21, n / 21)
        cells = tuple(
            (key, outcome, int(count))
            for (key, outcome, _), count in zip(MIXED.cells, drawn, strict=True)
        )
        again = {
            s.key: s.score for s in standings(replace(MIXED, cells=cells).counts(profile), profile)
        }
        for key, score in zip(("a", "b", "c"), row, strict=True):
            if again[key] is None:
                empty += 1
                assert np.isnan(score)
            else:
                assert score == pytest.approx(again[key])
    assert empty > 0  # "c" has one complaint: some draws have none of it


def test_draws_do_not_depend_on_how_many_are_held_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = under_sampling(MIXED, EVERYTHING, draws=101)
    monkeypatch.setattr(resampling, "_AT_ONCE", 70)
    assert under_sampling(MIXED, EVERYTHING, draws=101) == whole


def test_drawing_cells_is_drawing_complaints() -> None:
    """The same intervals as from complaints drawn one by one."""
    profile = AwardProfile("U", "u", (CriterionSetting(p.SHARE), CriterionSetting(p.FOLLOW_UP)))
    found = {unit.key: unit for unit in under_sampling(MIXED, profile).units}
    rows = [(key, outcome.followed_up) for key, outcome, n in MIXED.cells for _ in range(n)]
    of_b = np.array([key == "b" for key, _ in rows])
    done = np.array([followed_up for _, followed_up in rows])
    of_a = np.array([key == "a" for key, _ in rows])
    picks = np.random.Generator(np.random.PCG64(1)).integers(0, len(rows), (DRAWS, len(rows)))
    for key, mine in (("a", of_a[picks]), ("b", of_b[picks])):
        total = mine.sum(axis=1)
        kept = total > 0  # a draw without any complaint of the unit gives it no score
        score = total[kept] / len(rows) + (mine & done[picks]).sum(axis=1)[kept] / total[kept]
        low, high = np.percentile(score, [2.5, 97.5])
        assert (found[key].score_low, found[key].score_high) == (
            pytest.approx(low, abs=0.03),
            pytest.approx(high, abs=0.03),
        )


def test_who_is_not_ranked_is_compared_with_but_not_listed() -> None:
    profile = replace(FIRST, minimum=5)
    weights, sampling = (
        under_weights(MIXED, profile, draws=50),
        under_sampling(MIXED, profile, draws=50),
    )
    assert (
        {unit.key for unit in weights.units} == {unit.key for unit in sampling.units} == {"a", "b"}
    )
    assert all(len(unit.shares) == 2 for unit in weights.units)
    # 12 of 21 and not of 20: "c" is still among those that porsi is a part of.
    assert sampling.n == 21
    assert next(u for u in sampling.units if u.key == "a").score == pytest.approx(
        12 / 21 + 10 / 12 + 7 / 12
    )


def test_nobody_to_rank() -> None:
    empty = contest_of({"a": {}})
    assert under_weights(empty, FIRST).units == () and under_sampling(empty, FIRST).units == ()
    assert under_sampling(empty, FIRST).n == 0


def test_all_weights_zero() -> None:
    none = FIRST.with_weights(dict.fromkeys(p.KEYS, 0.0))
    assert under_weights(MIXED, none, draws=10).units == ()
    assert {
        (u.rank, u.score, u.rank_low, u.rank_high)
        for u in under_sampling(MIXED, none, draws=1).units
    } >= {(1, 0.0, 1, 1)}
