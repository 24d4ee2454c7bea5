"""Dates as people know them: a day ("9 Agt 2021"), only a month ("Des 2021") or a year ("2022").

History is often remembered no better than that; what is not known must not be made up.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from lapor_data.domain import numbers
from lapor_data.domain.parse import parse_moment
from lapor_data.domain.vocabulary import squash

_YEAR = re.compile(r"\d{4}", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
# "Des-21": what Excel makes of 2021-12 when it saves a CSV.
_EXCEL_MONTH = re.compile(r"([A-Za-z]{3,9})-(\d{2})", re.ASCII)
_NAMED_MONTH = re.compile(r"[A-Za-z]+\.? \d{4}", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@dataclass(frozen=True)
class LooseDate:
    """A year, perhaps with a month, perhaps with a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> LooseDate | None:
        """Read "2022", "2021-12", "Des 2021", "2021-08-09", "9 Agustus 2021" or "09/08/2021";
        None where it is none of these, or no such day, or outside 1990–2100."""
        cell = squash(text)
        found: LooseDate | None = None
        if _YEAR.fullmatch(cell):
            found = cls(int(cell))
        elif match := _MONTH.fullmatch(cell):
            found = cls(int(match[1]), int(match[2])) if 1 <= int(match[2]) <= 12 else None
        elif _NAMED_MONTH.fullmatch(cell) or _EXCEL_MONTH.fullmatch(cell):
            moment = parse_moment("1 " + _EXCEL_MONTH.sub(r"\1 20\2", cell))
            found = cls(moment[0].year, moment[0].month) if moment else None
        elif moment := parse_moment(cell):
            found = cls(moment[0].year, moment[0].month, moment[0].day)
        return found if found and _FIRST_YEAR <= found.year <= _LAST_YEAR else None

    @property
    def first(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def text(self) -> str:
        """As files keep it: "2022", "2021-12", "2021-08-09"."""
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return self.first.isoformat()

    @property
    def shown(self) -> str:
        """As people read it: "2022", "Des 2021", "9 Agt 2021"."""
        if self.month is None:
            return str(self.year)
        if self.day is None:
            return f"{numbers.MONTHS_SHORT[self.month - 1]} {self.year}"
        return numbers.short_date(self.first)
