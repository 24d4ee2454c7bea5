"""The working-day calendar: Monday–Friday, no national holiday, no cuti bersama (domain.md §3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

FIRST_DAY = date(2010, 1, 1)


@dataclass(frozen=True)
class CalendarDay:
    """One day: `running` = working days from FIRST_DAY up to and including it,
    `receipt_running` = the same for the day itself or the next working day if it is none."""

    day: date
    is_working: bool
    running: int
    receipt_running: int
    holiday: str | None


@lru_cache(maxsize=4)
def calendar(last_year: int) -> tuple[CalendarDay, ...]:
    """Every day from 1 January 2010 to 31 December of `last_year`, in order.

    Source: the `holidays` package, Indonesia, categories public and government (cuti bersama).
    """
    off = holidays.country_holidays(
        "ID",
        categories=("public", "government"),
        language="id",
        years=range(FIRST_DAY.year, last_year + 1),
    )
    days: list[CalendarDay] = []
    running = 0
    day = FIRST_DAY
    while day.year <= last_year:
        name = off.get(day)
        working = day.weekday() < 5 and name is None
        running += working
        # A day off counts as received on the next working day, whose running number is one more.
        days.append(CalendarDay(day, working, running, running + (not working), name))
        day += timedelta(days=1)
    return tuple(days)


def working_days_between(received: date, responded: date) -> int:
    """HK from receipt to response: same day 0, Friday to Monday 1, Saturday to Monday 0, never < 0.

    Both dates must be in 2010 or later; earlier raises ValueError.
    """
    if min(received, responded) < FIRST_DAY:
        raise ValueError(f"tanggal sebelum {FIRST_DAY.year}")
    days = calendar(max(received, responded).year)
    start = days[(received - FIRST_DAY).days]
    end = days[(responded - FIRST_DAY).days]
    return max(0, end.running - start.receipt_running)
