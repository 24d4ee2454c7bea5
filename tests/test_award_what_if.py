"""What-if and one rank up: the published year, every answer held against trying all steps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapor_data.domain import profiles as p
from lapor_data.domain.errors import UnknownChoiceError
from lapor_data.domain.profiles import BUILT_IN, AwardProfile, CriterionSetting
from lapor_data.questions import levers
from lapor_data.questions.criteria import Counts
from lapor_data.questions.scoring import standings
from lapor_data.questions.what_if import Change, changed, one_rank_up, what_if
from tests.test_questions_scoring import YEAR_2022
from tests.tiny import HSU

FIRST = BUILT_IN[0]
BALANGAN, TANAH_LAUT = "63.11", "63.01"


def rank_of(counts: dict[str, Counts], profile: AwardProfile, key: str) -> int | None:
    return next(row.rank for row in standings(counts, profile) if row.key == key)


def test_hsu_at_ninety_percent() -> None:
    new = changed(YEAR_2022, [Change(HSU, p.FOLLOW_UP, 90)])[HSU]
    assert new == Counts(100, 90, 40)  # in time stays what it was
    rows = what_if(YEAR_2022, FIRST, [Change(HSU, p.FOLLOW_UP, 90)])
    hsu = next(row for row in rows if row.key == HSU)
    # 100 ÷ 1333 + 0.90 + 0.40 is still less than Kotabaru's 1.567.
    assert (hsu.rank_before, hsu.rank) == (13, 13)
    assert hsu.score_before == pytest.approx(100 / 1333 + 0.93)
    assert hsu.score == pytest.approx(100 / 1333 + 1.30)
    assert [row.key for row in rows][-1] == HSU
    # With 62 in time as well it passes Kotabaru alone: 1.5950 > 1.5892, and Balangan and Tapin.
    rows = what_if(YEAR_2022, FIRST, [Change(HSU, p.FOLLOW_UP, 90), Change(HSU, p.ON_TIME, 62)])
    assert next(row for row in rows if row.key == HSU).rank == 10


def test_the_least_whole_number_that_reaches_the_target() -> None:
    unit = {"a": Counts(43, 10), "b": Counts(10, 1)}
    assert changed(unit, [Change("a", p.FOLLOW_UP, 90)])["a"].followed_up == 39  # 38.7
    assert changed(unit, [Change("b", p.FOLLOW_UP, 90)])["b"].followed_up == 9  # exactly 9
    assert changed(unit, [Change("a", p.FOLLOW_UP, 100 * 29 / 43)])["a"].followed_up == 29
    assert changed(unit, [Change("a", p.FOLLOW_UP, 500)])["a"].followed_up == 43
    assert changed(unit, [Change("a", p.FOLLOW_UP, -1)])["a"].followed_up == 0


FULL = Counts(
    valid=20, followed_up=12, on_time=10, closed=11, verified=5, media=6, media_followed_up=3,
    rated=4, stars=10, timed=9, median_wd=3.0, population=100_000,
)  # fmt: skip


@pytest.mark.parametrize(
    ("key", "target", "changes"),
    [
        (p.ON_TIME, 75, {"on_time": 15, "followed_up": 15}),  # in time = followed up
        (p.ON_TIME, 55, {"on_time": 11}),
        (p.CLOSED, 90, {"closed": 18, "followed_up": 18, "media_followed_up": 4}),
        (p.FOLLOW_UP, 40, {"followed_up": 8, "on_time": 8, "closed": 8}),
        (p.FOLLOW_UP, 100, {"followed_up": 20, "media_followed_up": 6}),
        (p.FOLLOW_UP, 60, {}),
        (p.MEDIA, 100, {"media_followed_up": 6, "followed_up": 15}),
        (p.MEDIA, 0, {"media_followed_up": 0, "followed_up": 9, "on_time": 9, "closed": 9}),
        (p.VERIFIED, 31, {"verified": 7}),
        (p.MEDIAN, 1.5, {"median_wd": 1.5}),
        (p.MEDIAN, -3, {"median_wd": 0.0}),
        (p.RATING, 4.1, {"stars": 17}),
        (p.RATING, 9, {"stars": 20}),
        (p.SHARE, 7, {"extra": 7}),
        (p.PER_100K, -99, {"extra": -19}),
    ],
)
def test_counts_stay_possible(key: str, target: float, changes: dict[str, float]) -> None:
    assert changed({"a": FULL}, [Change("a", key, target)])["a"] == replace(FULL, **changes)  # type: ignore[arg-type]


def test_what_cannot_move_stays() -> None:
    bare = Counts(5, 3)
    for key in (p.MEDIA, p.RATING, p.MEDIAN, p.PER_100K):
        assert changed({"a": bare}, [Change("a", key, 3)])["a"] == bare
        assert not levers.reach(bare, key).movable
    assert levers.reach(FULL, p.RATING) == levers.Reach(1.0, 5.0, 2.5, True)
    assert levers.reach(FULL, p.FOLLOW_UP) == levers.Reach(0.0, 100.0, 60.0, True)
    assert levers.reach(FULL, p.SHARE) == levers.Reach(-19.0, None, 0.0, True)


def test_unknown_unit_or_criterion() -> None:
    with pytest.raises(UnknownChoiceError, match=r"63\.99"):
        changed(YEAR_2022, [Change("63.99", p.FOLLOW_UP, 90)])
    with pytest.raises(UnknownChoiceError, match="warna"):
        changed(YEAR_2022, [Change(HSU, "warna", 90)])
    with pytest.raises(UnknownChoiceError, match=r"63\.99"):
        one_rank_up(YEAR_2022, FIRST, "63.99")


def test_other_weights_against_the_profile() -> None:
    rows = what_if(YEAR_2022, FIRST.with_weights({p.FOLLOW_UP: 0, p.ON_TIME: 0}), before=FIRST)
    assert [(row.key, row.rank_before, row.rank) for row in rows[:4]] == [
        ("63.72", 1, 1), ("63.71", 3, 2), ("63.06", 2, 3), ("63.03", 4, 4),
    ]  # fmt: skip
    assert (rows[4].key, rows[4].rank_before, rows[4].rank) == (HSU, 13, 5)


def test_one_rank_up_for_hsu() -> None:
    share, follow_up, on_time = one_rank_up(YEAR_2022, FIRST, HSU)
    # Kotabaru has 1.5671: even 100 of 100 followed up gives only 0.0750 + 1 + 0.40.
    assert (follow_up.needed, follow_up.more, follow_up.rank) == (None, None, None)
    assert follow_up.sentence == "Tidak tercapai, juga dengan 100%."
    # 0.0750 + 2 × n% ≥ 1.5671 from 53 on: 75.
    assert (on_time.now, on_time.needed, on_time.more, on_time.rank) == (40, 75, 35, 12)
    assert on_time.sentence == (
        "35 aduan lagi direspons tepat waktu: 75 dari 100 (75,0%), 22 di antaranya kini belum "
        "ditindaklanjuti."
    )
    # (100 + k − 43) ÷ (1333 + k) ≥ 0.93023 + 0.60465 − 0.93 = 0.60488, so k ≥ 1896.6.
    assert (share.more, share.rank, share.rank_now) == (1897, 12, 13)


def test_tied_units_gain_a_rank_by_equalling() -> None:
    counts = {
        "a": Counts(10, 9, 0),
        "b": Counts(10, 7, 0),
        "c": Counts(10, 7, 0),
        "d": Counts(10, 5, 0),
    }
    only = AwardProfile("Uji", "uji", (CriterionSetting(p.FOLLOW_UP), CriterionSetting(p.SHARE, 0)))
    (step,) = one_rank_up(counts, only, "d")
    assert (step.more, step.rank_now, step.rank) == (2, 4, 2)
    (step,) = one_rank_up(counts, only, "c")
    assert (step.more, step.rank_now, step.rank) == (2, 2, 1)
    assert one_rank_up(counts, only, "a") == []
    assert one_rank_up(counts, replace(only, minimum=11), "d") == []


def test_a_turned_criterion_that_the_lever_does_not_move_changes_nothing() -> None:
    field = {"a": Counts(10_000, 5_000, rated=4, stars=10), "b": Counts(20_000, 10_000)}
    turned = AwardProfile(
        "Uji", "uji", (CriterionSetting(p.SHARE), CriterionSetting(p.RATING, 0.001, p.LOW))
    )
    (share, _) = one_rank_up(field, turned, "a")
    # More than the 5,000 steps that would be tried where criteria work against each other.
    assert share.more is not None and share.more > 5_000
    assert rank_of(changed(field, [Change("a", p.SHARE, share.more)]), turned, "a") == 1
    assert rank_of(changed(field, [Change("a", p.SHARE, share.more - 1)]), turned, "a") == 2


def test_median_and_rating_in_words() -> None:
    counts = {"a": replace(FULL, median_wd=1.0, stars=16), "b": FULL}
    profile = AwardProfile("Uji", "uji", (CriterionSetting(p.MEDIAN), CriterionSetting(p.RATING)))
    median, rating = one_rank_up(counts, profile, "b")
    # a: 1 − 1/6 + 3/4; b: 1 − m/6 + 1.5/4 stays behind even at 0; with m = 3 it lacks 17/24 in
    # rating: (s/4 − 1)/4 ≥ 3/4 + 1/3 is more than five stars.
    assert median.more is None and median.sentence == "Tidak tercapai, juga dengan 0 hari kerja."
    assert rating.more is None and rating.sentence == "Tidak tercapai, juga dengan 5 bintang."
    counts["a"] = replace(FULL, median_wd=1.0)
    median, rating = one_rank_up(counts, profile, "b")
    assert (median.now, median.needed, median.more) == (3.0, 1.0, 4)
    assert median.sentence == "Median respons turun dari 3 ke 1 hari kerja."
    # (s/4 − 1)/4 + 1/2 ≥ 1.5/4 + 5/6, so s ≥ 15.33: 16.
    assert (rating.now, rating.needed, rating.more) == (2.5, 4.0, 6)
    assert rating.sentence == "Rata-rata rating naik dari 2,50 ke 4 bintang."


@st.composite
def units(draw: st.DrawFn) -> Counts:
    valid = draw(st.integers(1, 25))
    done = draw(st.integers(0, valid))
    media = draw(st.integers(0, valid))
    media_done = draw(st.integers(max(0, done - (valid - media)), min(media, done)))
    rated = draw(st.integers(0, 5))
    timed = draw(st.integers(0, done))
    return Counts(
        valid, done, draw(st.integers(0, done)), draw(st.integers(0, done)),
        draw(st.integers(0, valid)), media, media_done, rated,
        draw(st.integers(rated, 5 * rated)), timed,
        draw(st.integers(0, 20)) / 2 if timed else None,
        draw(st.none() | st.integers(50_000, 200_000)),
    )  # fmt: skip


def fields_of(direction: st.SearchStrategy[p.Direction | None]) -> st.SearchStrategy[AwardProfile]:
    one = st.builds(
        CriterionSetting, st.sampled_from(p.KEYS), st.sampled_from([0.0, 0.3, 1.0, 2.5]), direction
    )
    return st.lists(one, min_size=1, max_size=5, unique_by=lambda s: s.key).map(
        lambda found: AwardProfile("Uji", "uji", tuple(found), minimum=2)
    )


def check_against_all_steps(found: list[Counts], profile: AwardProfile) -> None:
    counts = {f"u{number}": unit for number, unit in enumerate(found)}
    key = "u0"
    now = rank_of(counts, profile, key)
    steps = one_rank_up(counts, profile, key)
    if now is None or now == 1:
        assert steps == []
        return
    assert [step.criterion for step in steps] == [s.key for s in profile.criteria if s.weight > 0]
    for step in steps:
        setting = profile.setting(step.criterion)
        assert setting is not None
        up = 1 if setting.better == p.HIGH else -1
        low, high = levers.bounds(counts[key], step.criterion)
        level = levers.level_of(counts[key], step.criterion)
        last = low if up < 0 else level + 300 if high is None else high
        least = next(
            (
                abs(tried - level)
                for tried in range(level + up, last + up, up)
                if (
                    rank_of(
                        {**counts, key: levers.at_level(counts[key], step.criterion, tried)},
                        profile,
                        key,
                    )
                    or 99
                )
                < now
            ),
            None,
        )
        if least is None and high is None and up > 0:
            assert step.more is None or step.more > 300
        else:
            assert step.more == least, step
        if step.needed is not None:
            after = {**counts, **changed(counts, [Change(key, step.criterion, step.needed)])}
            assert rank_of(after, profile, key) == step.rank


@settings(max_examples=120, deadline=None)
@given(st.lists(units(), min_size=2, max_size=5), fields_of(st.none()))
def test_no_smaller_change_gains_a_rank(found: list[Counts], profile: AwardProfile) -> None:
    check_against_all_steps(found, profile)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(units(), min_size=2, max_size=4),
    fields_of(st.sampled_from([p.HIGH, p.LOW])),
)
def test_also_where_directions_are_turned(found: list[Counts], profile: AwardProfile) -> None:
    check_against_all_steps(found, profile)


@given(units(), st.sampled_from(p.KEYS), st.integers(-10, 110))
def test_any_change_leaves_possible_counts(unit: Counts, key: str, target: int) -> None:
    new = changed({"a": unit}, [Change("a", key, target)])["a"]
    assert 0 <= max(new.on_time, new.closed, new.media_followed_up) <= new.followed_up <= new.valid
    assert new.media_followed_up <= new.media and new.rated <= new.stars <= 5 * new.rated
    assert new.followed_up - new.media_followed_up <= new.valid - new.media
    assert new.valid == unit.valid and new.volume >= 1
