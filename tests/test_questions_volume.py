"""Few complaints for the population: hand-made regions."""

from __future__ import annotations

from lapor_data.questions.measures import Measures
from lapor_data.questions.summary import RegionRow
from lapor_data.questions.volume import few_for_population


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
