"""Few complaints for the population and against the own past: hand-made regions, and P3."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.measures import Measures
from lapor_data.questions.periods import Period
from lapor_data.questions.summary import RegionRow, by_region
from lapor_data.questions.volume import few_for_own_past, few_for_population, low_volume
from lapor_data.store.current import open_sample
from lapor_data.store.snapshot import Snapshot


def region(place: str, population: int | None, valid: int) -> RegionRow:
    rate = 100_000 * valid / population if population else None
    return RegionRow(place, place, place, population, Measures(valid=valid), rate)


def test_a_region_far_below_its_share_is_told_and_the_lowest_rate_first() -> None:
    rows = [
        region("63.01", 100_000, 50),
        region("63.02", 100_000, 48),
        region("63.03", 200_000, 20),
        region("63.04", 100_000, 5),
    ]
    assert [row.place for row in few_for_population(rows)] == ["63.04", "63.03"]


def test_small_differences_are_not_told() -> None:
    rows = [region("63.01", 100_000, 10), region("63.02", 100_000, 8), region("63.03", 100_000, 12)]
    assert few_for_population(rows) == []


def test_levels_without_population_and_empty_periods_are_passed_over() -> None:
    rows = [region("63.01", 100_000, 0), region("63.02", 100_000, 0), region("pusat", None, 9)]
    assert few_for_population(rows) == []


def span(place: str, valid: int) -> RegionRow:
    return region(place, 100_000, valid)


def test_a_region_far_below_its_own_past_is_told_the_deepest_fall_first() -> None:
    now = [span("63.01", 10), span("63.02", 30), span("63.03", 5), span("63.04", 2)]
    before = [span("63.01", 40), span("63.02", 28), span("63.03", 40), span("63.04", 3)]
    # 63.02 did not fall; 63.04 has fewer than 10 in both spans together.
    found = few_for_own_past(now, before, 181, 181)
    assert [row.place for row in found] == ["63.03", "63.01"]


def test_the_own_past_is_compared_per_day() -> None:
    now, before = [span("63.01", 20)], [span("63.01", 40)]
    assert [row.place for row in few_for_own_past(now, before, 181, 181)] == ["63.01"]
    # Half as many in half as many days is no fall.
    assert few_for_own_past(now, before, 90, 180) == []


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=13),
    st.integers(1, 400),
    st.integers(1, 400),
)
def test_only_falls_with_enough_complaints_are_told(
    pairs: list[tuple[int, int]], days_now: int, days_before: int
) -> None:
    now = [span(f"63.{i:02}", pair[0]) for i, pair in enumerate(pairs)]
    before = [span(f"63.{i:02}", pair[1]) for i, pair in enumerate(pairs)]
    past = {row.place: row.measures.valid for row in before}
    for row in few_for_own_past(now, before, days_now, days_before):
        assert row.measures.valid / days_now < past[row.place] / days_before
        assert row.measures.valid + past[row.place] >= 10


def test_each_rule_says_its_counts_and_its_test() -> None:
    now = [span("63.01", 60), span("63.02", 60), span("63.03", 12)]
    before = [span("63.01", 55), span("63.02", 58), span("63.03", 40)]
    period, compared = Period.parse("2021-S1"), Period.parse("2020-S1")
    (low,) = low_volume(now, before, period, compared)
    assert (low.row.place, low.expected, low.before) == ("63.03", 44.0, 40)
    assert low.reasons == "sedikit untuk penduduknya dan lebih sedikit dari S1 2020"
    people, past = low.sentences
    assert people.startswith("Sedikit aduan untuk jumlah penduduknya: 12, padahal")
    assert "sekitar 44 (uji binomial" in people
    assert past.startswith(
        "Lebih sedikit daripada masa lalunya sendiri: 12, pada Semester I 2020 40"
    )
    assert "uji eksak dua laju Poisson" in past
    assert "Benjamini–Hochberg" in people and "Benjamini–Hochberg" in past


def test_without_a_past_only_the_population_speaks() -> None:
    now = [span("63.01", 60), span("63.02", 60), span("63.03", 12)]
    (low,) = low_volume(now)
    assert (low.expected, low.before, low.than) == (44.0, None, None)
    assert low.reasons == "sedikit untuk penduduknya"
    assert len(low.sentences) == 1


def test_a_region_of_average_rate_can_still_have_fallen() -> None:
    now = [span("63.01", 40), span("63.02", 42), span("63.03", 41)]
    before = [span("63.01", 38), span("63.02", 40), span("63.03", 95)]
    (low,) = low_volume(now, before, Period.parse("2021"), Period.parse("2020"))
    assert (low.row.place, low.expected, low.before) == ("63.03", None, 95)


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return open_sample()


def test_p3_the_population_rule_names_the_five_of_the_first_half_of_2021(sample: Snapshot) -> None:
    chosen = ComplaintFilter(Period.parse("2021-S1"))
    before = Period.parse("2020-S1")
    found = low_volume(
        by_region(sample, chosen), by_region(sample, chosen, before), chosen.period, before
    )
    told = {low.row.place for low in found if low.expected is not None}
    assert told == {"63.11", "63.02", "63.08", "63.04", "63.10"}
    assert all("penduduk" in low.sentences[0] for low in found if low.expected is not None)
