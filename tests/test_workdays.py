"""Working days against a plain day-by-day count (domain.md §3)."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapor_data.domain.workdays import FIRST_DAY, calendar, working_days_between

OFF = holidays.country_holidays(
    "ID", categories=("public", "government"), language="id", years=range(2010, 2031)
)
ONE_DAY = timedelta(days=1)


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in OFF


def counted(received: date, responded: date) -> int:
    """From the day of receipt, or the next working day, each working day up to the response."""
    while not is_working(received):
        received += ONE_DAY
    days = 0
    while received < responded:
        received += ONE_DAY
        days += is_working(received)
    return days


@pytest.mark.parametrize(
    ("received", "responded", "expected"),
    [
        (date(2023, 1, 10), date(2023, 1, 10), 0),  # same day
        (date(2023, 1, 6), date(2023, 1, 9), 1),  # Friday to Monday
        (date(2023, 1, 7), date(2023, 1, 9), 0),  # Saturday to Monday
        (date(2023, 1, 8), date(2023, 1, 10), 1),  # Sunday to Tuesday
        (date(2023, 1, 7), date(2023, 1, 8), 0),  # within the weekend
        (date(2023, 1, 10), date(2023, 1, 13), 3),  # just within 3 HK
        (date(2023, 1, 10), date(2023, 1, 16), 4),
        (date(2023, 8, 16), date(2023, 8, 18), 1),  # over Independence Day
        (date(2023, 8, 17), date(2023, 8, 18), 0),  # received on it
        (date(2023, 4, 18), date(2023, 4, 26), 1),  # over Idul Fitri with cuti bersama
        (date(2023, 1, 10), date(2023, 1, 3), 0),  # answered before receipt: never negative
        (date(2022, 12, 30), date(2023, 1, 2), 1),  # over the year's end
    ],
)
def test_by_hand(received: date, responded: date, expected: int) -> None:
    assert working_days_between(received, responded) == expected
    assert counted(received, responded) == expected


@settings(max_examples=200)
@given(st.dates(date(2010, 1, 1), date(2030, 10, 1)), st.integers(0, 90))
def test_same_as_counting_day_by_day(received: date, distance: int) -> None:
    responded = received + timedelta(days=distance)
    assert working_days_between(received, responded) == counted(received, responded)


def test_calendar() -> None:
    days = calendar(2030)
    assert days[0].day == FIRST_DAY == date(2010, 1, 1)
    assert days[-1].day == date(2030, 12, 31)
    running = 0
    for index, day in enumerate(days):
        assert day.day == FIRST_DAY + timedelta(days=index)
        assert day.is_working == is_working(day.day)
        running += day.is_working
        assert day.running == running
        assert day.receipt_running == running + (not day.is_working)
    assert days[0].holiday is not None


def test_before_the_calendar() -> None:
    with pytest.raises(ValueError, match="2010"):
        working_days_between(date(2009, 12, 31), date(2010, 1, 1))
