"""Working days (hari kerja): Monday to Friday, neither national holiday nor cuti bersama."""

from __future__ import annotations

from datetime import date, timedelta

import holidays


class WorkingDays:
    """Counts working days between the first of January of one year and the end of another."""

    def __init__(self, first_year: int, last_year: int) -> None:
        """Number the days of all years from `first_year` to `last_year`."""
        years = range(first_year, last_year + 1)
        free = holidays.country_holidays(
            "ID", categories=("public", "government"), language="id", years=years
        )
        self._start = date(first_year, 1, 1)
        self._days: list[date] = []
        self._number: list[int] = []
        day = self._start
        while day.year <= last_year:
            if day.weekday() < 5 and day not in free:
                self._days.append(day)
            self._number.append(len(self._days))
            day += timedelta(days=1)

    def number(self, day: date) -> int:
        """How many working days there are up to and including `day`."""
        return self._number[(day - self._start).days]

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`."""
        number = self.number(day)
        return number > 0 and self._days[number - 1] == day

    def on_or_after(self, day: date) -> date:
        """`day`, or the next working day if it is none."""
        return day if self.is_working(day) else self._days[self.number(day)]

    def plus(self, received: date, working_days: int) -> date:
        """The working day `working_days` HK after receipt."""
        return self._days[self.number(self.on_or_after(received)) - 1 + working_days]

    def between(self, received: date, responded: date) -> int:
        """HK from receipt to response; never negative."""
        return max(0, self.number(responded) - self.number(self.on_or_after(received)))
