"""Summary questions: every cell counted by hand from tests/tiny.py."""

from __future__ import annotations

from datetime import date

import pytest

from lapor_data.domain import vocabulary as v
from lapor_data.domain.regions import REGIONS
from lapor_data.questions import summary
from lapor_data.questions.filters import EMPTY, ComplaintFilter
from lapor_data.questions.measures import Measures, measures_by, percentile
from lapor_data.questions.periods import Period
from tests.tiny import BANJARBARU, HSU, source_of, tiny

S1 = ComplaintFilter(Period.parse("2021-S1"))
BANJARBARU_S1 = Measures(
    received=6, archived=1, valid=5, followed_up=4, closed=3, on_time=2, timed=3,
    followed_up_timed=3, within_limit=2, response_median_wd=3.0, response_p90_wd=5.4,
)  # fmt: skip
HSU_S1 = Measures(
    received=3, archived=0, valid=3, followed_up=2, closed=1, on_time=0, timed=2,
    followed_up_timed=2, within_limit=1, response_median_wd=12.5, response_p90_wd=18.5,
)  # fmt: skip
PROVINCE_S1 = Measures(
    received=1, archived=0, valid=1, followed_up=1, closed=1, on_time=1, timed=1,
    followed_up_timed=1, within_limit=1, response_median_wd=2.0, response_p90_wd=2.0,
)  # fmt: skip
ALL_S1 = Measures(
    received=10, archived=1, valid=9, followed_up=7, closed=5, on_time=3, timed=6,
    followed_up_timed=6, within_limit=4, response_median_wd=4.0, response_p90_wd=13.0,
)  # fmt: skip


def test_totals_of_everything() -> None:
    assert summary.totals(tiny(), S1) == ALL_S1


def test_totals_obey_every_filter() -> None:
    assert summary.totals(tiny(), S1.with_(place=HSU)) == HSU_S1
    assert summary.totals(tiny(), S1.with_(agencies=("Dishub",))).received == 4
    assert summary.totals(tiny(), S1.with_(agencies=(EMPTY,))).received == 4
    assert summary.totals(tiny(), S1.with_(classifications=(v.CLASS_ASPIRATION,))).valid == 1
    assert summary.totals(tiny(), S1.with_(classifications=(EMPTY,))).valid == 2
    assert summary.totals(tiny(), S1.with_(channels=(v.CHANNEL_SOCIAL,))).valid == 3
    assert summary.totals(tiny(), S1.with_(categories=("Banjir", EMPTY))).valid == 4
    assert summary.totals(tiny(), S1, Period.parse("2020")).valid == 2


def test_totals_of_nothing() -> None:
    empty = summary.totals(tiny(), S1, Period.parse("2015"))
    assert empty == Measures()
    assert empty.followed_up_percent is empty.closed_percent is empty.on_time_percent is None
    assert empty.coverage_percent is empty.within_limit_percent is None
    assert not empty.low_coverage and not empty.enough


def test_percentages_and_marks() -> None:
    assert ALL_S1.followed_up_percent == pytest.approx(700 / 9)
    assert ALL_S1.closed_percent == pytest.approx(500 / 9)
    assert ALL_S1.on_time_percent == pytest.approx(300 / 9)
    assert ALL_S1.within_limit_percent == pytest.approx(400 / 9)
    assert ALL_S1.coverage_percent == pytest.approx(600 / 7)
    assert not ALL_S1.low_coverage and ALL_S1.enough and ALL_S1.not_followed_up == 2
    assert BANJARBARU_S1.low_coverage and not BANJARBARU_S1.enough


def test_calendar_days_only_on_request() -> None:
    days = summary.totals(tiny(), S1, calendar_days=True)
    # 0.25, 4.75 and 8.5 days are known; 90% lies at position 1.8 of 0–2.
    assert days.response_median_days == 4.75
    assert days.response_p90_days == pytest.approx(4.75 + 0.8 * 3.75)
    none = summary.totals(tiny(), S1.with_(place=HSU), calendar_days=True)
    assert none.response_median_days is none.response_p90_days is None
    by_code = {row.place: row.measures for row in summary.by_region(tiny(), S1, calendar_days=True)}
    assert by_code[BANJARBARU].response_median_days == 4.75
    assert by_code[HSU].response_median_days is None
    levels = summary.by_level(tiny(), S1, calendar_days=True)
    assert levels[0].measures.response_median_days is None


def test_by_month_lists_empty_months_and_whole_months() -> None:
    months = summary.by_month(tiny(), S1, date(2020, 12, 31), date(2021, 7, 1))
    assert [row.month for row in months] == [date(2020, 12, 1)] + [
        date(2021, month, 1) for month in range(1, 8)
    ]
    assert [row.measures.received for row in months] == [1, 2, 2, 2, 1, 1, 2, 1]
    assert [row.measures.valid for row in months] == [1, 2, 2, 1, 1, 1, 2, 1]
    assert [row.measures.response_median_wd for row in months] == [
        None, 1.5, 6.0, None, 5.0, 2.0, 20.0, 1.0,
    ]  # fmt: skip
    january = months[1].measures
    assert january == Measures(
        received=2, archived=0, valid=2, followed_up=2, closed=2, on_time=2, timed=2,
        followed_up_timed=2, within_limit=2, response_median_wd=1.5, response_p90_wd=2.7,
    )  # fmt: skip


def test_by_month_needs_an_order() -> None:
    with pytest.raises(ValueError, match="sebelum"):
        summary.by_month(tiny(), S1, date(2021, 7, 1), date(2021, 6, 1))


@pytest.mark.parametrize("place", [None, HSU, "provinsi"])
def test_by_region_is_always_the_13(place: str | None) -> None:
    rows = summary.by_region(tiny(), S1.with_(place=place))
    assert [row.place for row in rows] == [region.code for region in REGIONS]
    by_code = {row.place: row for row in rows}
    assert by_code[BANJARBARU].measures == BANJARBARU_S1
    assert by_code[HSU].measures == HSU_S1
    assert by_code[BANJARBARU].per_100k == pytest.approx(
        500_000 / by_code[BANJARBARU].population  # type: ignore[operator]
    )
    others = [row for row in rows if row.place not in (BANJARBARU, HSU)]
    assert all(row.measures == Measures() and row.per_100k == 0 for row in others)
    assert by_code[HSU].name == "Kabupaten Hulu Sungai Utara"


def test_by_level_is_always_the_four() -> None:
    rows = summary.by_level(tiny(), S1.with_(place=HSU))
    assert [row.place for row in rows] == ["provinsi", "pusat", "luar_kalsel", "tidak_dikenal"]
    assert rows[0].measures == PROVINCE_S1
    assert rows[0].name == "Provinsi" and rows[0].population is None and rows[0].per_100k is None
    assert all(row.measures == Measures() for row in rows[1:])


def test_region_months() -> None:
    months = summary.region_months(tiny(), S1.with_(place=HSU), date(2021, 6, 30))
    assert list(months) == [region.code for region in REGIONS]
    assert months[BANJARBARU] == [2, 2, 1, 0, 0, 0]
    assert months[HSU] == [0, 0, 0, 1, 0, 2]
    assert summary.region_months(tiny(), S1, date(2021, 1, 1), months=2)[HSU] == [1, 0]


def test_by_agency() -> None:
    rows = summary.by_agency(tiny(), S1)
    assert [(row.place, row.agency, row.measures.valid) for row in rows] == [
        (HSU, None, 2),
        (BANJARBARU, "Dinas PUPR", 2),
        (BANJARBARU, "Dishub", 2),
        (HSU, "Dishub", 1),
        (BANJARBARU, None, 1),
        ("provinsi", None, 1),
    ]
    dishub = rows[2].measures
    assert (dishub.received, dishub.archived, dishub.on_time, dishub.closed) == (3, 1, 2, 2)


def test_by_classification_against_its_own_limit() -> None:
    rows = summary.by_classification(tiny(), S1)
    assert [
        (row.classification, row.limit_wd, row.measures.valid, row.measures.within_limit)
        for row in rows
    ] == [
        (v.CLASS_ORDINARY, 14, 3, 2),
        (v.CLASS_INFORMATION, 5, 2, 1),
        (v.CLASS_ASPIRATION, 5, 1, 0),
        ("Lain", 14, 1, 1),
        (None, 14, 2, 0),
    ]


def test_by_channel() -> None:
    rows = summary.by_channel(tiny(), S1)
    assert [(row.channel, row.measures.received, row.measures.valid) for row in rows] == [
        (v.CHANNEL_WEB, 6, 5),
        (v.CHANNEL_SOCIAL, 3, 3),
        (v.CHANNEL_APP, 1, 1),
    ]


def test_an_empty_database_answers() -> None:
    nothing = source_of([], None)
    assert summary.totals(nothing, S1, calendar_days=True) == Measures()
    assert len(summary.by_region(nothing, S1)) == 13
    assert summary.by_agency(nothing, S1) == []
    assert summary.by_classification(nothing, S1) == []


def test_percentile() -> None:
    assert percentile({}, 0.5) is None
    assert percentile({3: 0}, 0.5) is None
    assert percentile({7: 1}, 0.9) == 7
    assert percentile({0: 1, 4: 0, 10: 1}, 0.5) == 5


def test_measures_need_their_columns() -> None:
    from lapor_data.questions.ask import Answer

    with pytest.raises(ValueError, match="kolom"):
        measures_by(Answer("x", "", {}, ("a", "b", "c", "d", "e", "f"), ()))
