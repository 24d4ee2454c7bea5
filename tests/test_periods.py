"""Periods: what people write, what SQL gets, and what is compared with what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapor_data.domain.errors import UnknownChoiceError
from lapor_data.questions.periods import (
    COMPARISONS,
    NO_COMPARISON,
    PREVIOUS_PERIOD,
    PREVIOUS_YEAR,
    Period,
)

days = st.dates(date(2016, 1, 1), date(2090, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Named and free periods."""
    year = draw(st.integers(2012, 2090))
    kind = draw(st.sampled_from(["year", "half", "quarter", "month", "range"]))
    if kind == "range":
        first = draw(days)
        return Period.between(first, first + timedelta(days=draw(st.integers(0, 900))))
    part = {
        "year": "",
        "half": f"-S{draw(st.integers(1, 2))}",
        "quarter": f"-T{draw(st.integers(1, 4))}",
        "month": f"-{draw(st.integers(1, 12)):02}",
    }[kind]
    return Period.parse(f"{year}{part}")


@pytest.mark.parametrize(
    ("text", "first", "last", "label", "short"),
    [
        ("2021", "2021-01-01", "2021-12-31", "Tahun 2021", "2021"),
        ("2021-S1", "2021-01-01", "2021-06-30", "Semester I 2021", "S1 2021"),
        ("2021-S2", "2021-07-01", "2021-12-31", "Semester II 2021", "S2 2021"),
        ("2021-T1", "2021-01-01", "2021-03-31", "Triwulan I 2021", "T1 2021"),
        ("2021-T3", "2021-07-01", "2021-09-30", "Triwulan III 2021", "T3 2021"),
        ("2021-T4", "2021-10-01", "2021-12-31", "Triwulan IV 2021", "T4 2021"),
        ("2020-02", "2020-02-01", "2020-02-29", "Februari 2020", "Feb 2020"),
        ("2021-07", "2021-07-01", "2021-07-31", "Juli 2021", "Jul 2021"),
        (
            " 2021-01-15..2021-02-20 ",
            "2021-01-15",
            "2021-02-20",
            "15 Jan 2021 – 20 Feb 2021",
            "15 Jan 2021 – 20 Feb 2021",
        ),
    ],
)
def test_reading_and_naming(text: str, first: str, last: str, label: str, short: str) -> None:
    period = Period.parse(text)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert (period.key, period.label, period.short_label) == (text.strip(), label, short)
    assert period.until == period.last + timedelta(days=1)
    assert period.days == (period.until - period.first).days


@pytest.mark.parametrize(
    "text",
    [
        *("", "2021-S3", "2021-T5", "2021-T0", "2021-13", "2021-00", "21", "2021-7", "2009"),
        *("2101", "S1 2021", "٢٠٢١", "2021\n2022", "2021-01-15..", "2021-02-20..2021-01-15"),
        *("2021-02-30..2021-03-01", "2009-12-31..2010-01-01", "2100-12-31..2101-01-01"),
    ],
)
def test_what_is_not_understood_is_said(text: str) -> None:
    with pytest.raises(UnknownChoiceError, match="tidak dikenal"):
        Period.parse(text)


def test_a_range_that_is_a_named_period_gets_its_name() -> None:
    assert Period.parse("2021-01-01..2021-06-30").key == "2021-S1"
    assert Period.parse("2021-04-01..2021-06-30").key == "2021-T2"
    assert Period.parse("2021-01-01..2021-01-31").key == "2021-01"
    assert Period.parse("2021-01-01..2021-12-31").key == "2021"
    assert Period.between(date(2021, 1, 1), date(2021, 2, 28)).key == "2021-01-01..2021-02-28"


@pytest.mark.parametrize(
    ("text", "year_before", "just_before"),
    [
        ("2021", "2020", "2020"),
        ("2021-S1", "2020-S1", "2020-S2"),
        ("2021-S2", "2020-S2", "2021-S1"),
        ("2021-T1", "2020-T1", "2020-T4"),
        ("2021-01", "2020-01", "2020-12"),
        ("2021-03", "2020-03", "2021-02"),
        ("2020-02", "2019-02", "2020-01"),
        ("2020-02-01..2020-03-15", "2019-02-01..2019-03-15", "2019-12-19..2020-01-31"),
        ("2020-02-10..2020-02-29", "2019-02-10..2019-02-28", "2020-01-21..2020-02-09"),
    ],
)
def test_comparisons(text: str, year_before: str, just_before: str) -> None:
    period, later = Period.parse(text), date(2050, 1, 1)
    assert period.year_before().key == year_before
    assert period.just_before().key == just_before
    assert period.comparison(PREVIOUS_YEAR, later) == Period.parse(year_before)
    assert period.comparison(PREVIOUS_PERIOD, later) == Period.parse(just_before)
    assert period.comparison(NO_COMPARISON, later) is None


def test_a_running_period_is_compared_to_the_same_number_of_days() -> None:
    half = Period.parse("2023-S2")
    assert half.comparison(PREVIOUS_YEAR, date(2023, 7, 31)) == Period.parse("2022-07")
    assert half.comparison(PREVIOUS_PERIOD, date(2023, 7, 31)) == Period.parse("2023-01")
    march = Period.parse("2023-03")
    assert march.comparison(PREVIOUS_PERIOD, date(2023, 3, 30)) == Period.parse("2023-02")
    year = Period.parse("2024").comparison(PREVIOUS_YEAR, date(2024, 3, 1))
    assert year is not None and (year.last, year.days) == (date(2023, 3, 2), 61)


@pytest.mark.parametrize("kind", [PREVIOUS_YEAR, PREVIOUS_PERIOD])
@pytest.mark.parametrize("text", ["2010", "2010-01", "2011-02-01..2014-03-01"])
def test_no_comparison_with_what_lies_before_all_data(text: str, kind: str) -> None:
    period = Period.parse(text)
    if text.startswith("2010") or kind == PREVIOUS_PERIOD:
        assert period.comparison(kind, date(2023, 8, 1)) is None


def test_cut_to_what_is_known() -> None:
    period = Period.parse("2023-S2")
    assert period.cut_to(date(2023, 7, 31)).last == date(2023, 7, 31)
    assert period.cut_to(date(2023, 7, 31)).label == "Semester II 2023"
    for day in (date(2023, 12, 31), date(2024, 5, 1), date(2023, 6, 30)):
        assert period.cut_to(day) == period


@given(periods())
def test_key_and_dates_name_the_same_period(period: Period) -> None:
    assert Period.parse(period.key) == period
    assert Period.between(period.first, period.last) == period or ".." not in period.key
    assert period.first <= period.last and period.days >= 1
    assert period.label and period.short_label


@given(periods())
def test_just_before_ends_the_day_before(period: Period) -> None:
    before = period.just_before()
    assert before.until == period.first
    if ".." in period.key:
        assert before.days == period.days


@given(periods())
def test_a_year_before_is_the_same_season(period: Period) -> None:
    before = period.year_before()
    assert before.first.year == period.first.year - 1
    assert before.last.year == period.last.year - 1
    assert before.first.month == period.first.month and before.last.month == period.last.month
    assert abs(before.days - period.days) <= 1


@given(periods(), st.sampled_from(list(COMPARISONS)), days)
def test_any_comparison(period: Period, kind: str, data_date: date) -> None:
    other = period.comparison(kind, data_date)
    if kind == NO_COMPARISON:
        assert other is None
        return
    assert other is not None and other.first < period.first
    running = period.first <= data_date < period.last
    if running:
        assert other.days <= (data_date - period.first).days + 1
        assert other.first == (period.comparison(kind, period.last) or period).first
    if kind == PREVIOUS_PERIOD:
        assert other.last < period.first
