"""Periods: inclusive dates for people, half-open ranges for SQL (domain.md §3)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from lapor_data.domain import numbers
from lapor_data.domain.errors import UnknownChoiceError

_NAMED = re.compile(r"(\d{4})(?:-(?:S([12])|T([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 2010, 2100

PREVIOUS_YEAR = "tahun-lalu"
PREVIOUS_PERIOD = "sebelumnya"
NO_COMPARISON = "tanpa"
COMPARISONS = {
    PREVIOUS_YEAR: "periode yang sama tahun lalu",
    PREVIOUS_PERIOD: "periode tepat sebelumnya",
    NO_COMPARISON: "tanpa pembanding",
}


@dataclass(frozen=True)
class Period:
    """A span of days, first and last inclusive, and the text that names it ("2021-S1")."""

    key: str
    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2021`, `2021-S1`, `2021-T3`, `2021-07` or `2021-01-15..2021-02-20`.

        Raises UnknownChoiceError with an Indonesian sentence.
        """
        text = text.strip()
        named, ranged = _NAMED.fullmatch(text), _RANGE.fullmatch(text)
        try:
            if named:
                return cls._named(text, *named.groups())
            if ranged:
                first, last = map(date.fromisoformat, ranged.groups())
                if first <= last and first.year >= _FIRST_YEAR and last.year <= _LAST_YEAR:
                    return cls.between(first, last)
        except ValueError:
            pass
        raise UnknownChoiceError(
            f"Periode “{text}” tidak dikenal. Contoh yang benar: 2021, 2021-S1, 2021-T3, 2021-07, "
            "atau 2021-01-15..2021-02-20."
        )

    @classmethod
    def _named(
        cls, key: str, year: str, half: str | None, quarter: str | None, month: str | None
    ) -> Period:
        if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
            raise ValueError(year)
        if half:
            start, months = 6 * int(half) - 5, 6
        elif quarter:
            start, months = 3 * int(quarter) - 2, 3
        elif month:
            start, months = int(month), 1
        else:
            start, months = 1, 12
        end = start + months - 1
        return cls(
            key, date(int(year), start, 1), date(int(year), end, monthrange(int(year), end)[1])
        )

    @classmethod
    def between(cls, first: date, last: date) -> Period:
        """A free range; a whole year, semester, quarter or month gets its short name."""
        for key in _keys_of(first):
            named = cls.parse(key)
            if (named.first, named.last) == (first, last):
                return named
        return cls(f"{first.isoformat()}..{last.isoformat()}", first, last)

    @property
    def until(self) -> date:
        """The day after the last one: the open end of the range in SQL."""
        return self.last + timedelta(days=1)

    @property
    def days(self) -> int:
        """Number of days in the period."""
        return (self.last - self.first).days + 1

    @property
    def label(self) -> str:
        """The name people read: "Semester I 2021", "Juli 2023", "15 Jan 2021 – 20 Feb 2021"."""
        match = _NAMED.fullmatch(self.key)
        if not match:
            return f"{numbers.short_date(self.first)} – {numbers.short_date(self.last)}"
        year, half, quarter, month = match.groups()
        if half:
            return f"Semester {'I' * int(half)} {year}"
        if quarter:
            return f"Triwulan {('I', 'II', 'III', 'IV')[int(quarter) - 1]} {year}"
        return numbers.month_name(self.first) if month else f"Tahun {year}"

    @property
    def short_label(self) -> str:
        """The short name for key figures: "S1 2021", "T3 2021", "Jul 2021", "2021"."""
        match = _NAMED.fullmatch(self.key)
        if not match:
            return self.label
        year, half, quarter, month = match.groups()
        if month:
            return f"{numbers.MONTHS_SHORT[int(month) - 1]} {year}"
        part = f"S{half} " if half else f"T{quarter} " if quarter else ""
        return f"{part}{year}"

    def year_before(self) -> Period:
        """The same period one year earlier (29 February becomes the 28th)."""
        match = _NAMED.fullmatch(self.key)
        if match:
            return Period.parse(f"{int(match[1]) - 1}{self.key[4:]}")
        first = _minus_year(self.first)
        # Ends by the calendar day, not by length: "until the end of February" stays that.
        return Period.between(first, _minus_year(self.last))

    def just_before(self) -> Period:
        """The period of the same kind, or the same number of days, that ends the day before."""
        end = self.first - timedelta(days=1)
        match = _NAMED.fullmatch(self.key)
        if match:
            _, half, quarter, month = match.groups()
            keys = _keys_of(end)
            index = 1 if half else 2 if quarter else 3 if month else 0
            return Period.parse(keys[index])
        return Period.between(end - timedelta(days=self.days - 1), end)

    def cut_to(self, last_known: date) -> Period:
        """The part up to `last_known`; a period that is over (or not begun) stays as it is."""
        if self.first <= last_known < self.last:
            return Period(self.key, self.first, last_known)
        return self

    def comparison(self, kind: str, data_date: date) -> Period | None:
        """The period to compare with; for a running period the same number of days of it.

        `kind` is one of COMPARISONS; "tanpa" gives None, and so does a comparison that would lie
        before all data.
        """
        if kind == NO_COMPARISON:
            return None
        try:
            other = self.year_before() if kind == PREVIOUS_YEAR else self.just_before()
        except UnknownChoiceError:
            return None
        if self.first <= data_date < self.last:
            elapsed = (data_date - self.first).days
            last = min(other.last, other.first + timedelta(days=elapsed))
            return Period.between(other.first, last)
        return other


def _keys_of(day: date) -> tuple[str, str, str, str]:
    """The year, semester, quarter and month that hold a day."""
    return (
        f"{day.year}",
        f"{day.year}-S{(day.month + 5) // 6}",
        f"{day.year}-T{(day.month + 2) // 3}",
        f"{day.year}-{day.month:02}",
    )


def _minus_year(day: date) -> date:
    year = day.year - 1
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))
