"""Indonesian numbers, percentages and dates as people read them (2,01 · 1.333 · 95,78%)."""

from __future__ import annotations

from datetime import date, datetime

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
MONTHS_SHORT = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Mei",
    "Jun",
    "Jul",
    "Agt",
    "Sep",
    "Okt",
    "Nov",
    "Des",
)
NO_VALUE = "–"


def number(value: float | None, decimals: int = 0) -> str:
    """`1333` → "1.333", `2.01` with 2 decimals → "2,01"; None → "–"."""
    if value is None:
        return NO_VALUE
    text = f"{value:,.{decimals}f}"
    # "-0" is what rounding leaves of a tiny negative number.
    if text.strip("-0.,") == "":
        text = text.lstrip("-")
    return text.translate(str.maketrans(",.", ".,"))


def percent(value: float | None, decimals: int = 0) -> str:
    """A share already in 0–100: `95.78` with 2 decimals → "95,78%"; None → "–"."""
    return NO_VALUE if value is None else f"{number(value, decimals)}%"


def signed(value: float | None, decimals: int = 0) -> str:
    """With a sign: "+12", "−3" (true minus), "0"."""
    if value is None:
        return NO_VALUE
    text = number(abs(value), decimals)
    if text.strip("0,.") == "":
        return text
    return f"+{text}" if value > 0 else f"−{text}"


def long_date(day: date | None) -> str:
    """ "13 Agustus 2021"; None → "–"."""
    return NO_VALUE if day is None else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date | None) -> str:
    """ "13 Agt 2021"; None → "–"."""
    return NO_VALUE if day is None else f"{day.day} {MONTHS_SHORT[day.month - 1]} {day.year}"


def date_time(moment: datetime | None) -> str:
    """ "13 Agt 2021 09.15", local time; None → "–"."""
    if moment is None:
        return NO_VALUE
    return f"{short_date(moment)} {moment:%H.%M}"


def month_name(day: date) -> str:
    """ "Juli 2023"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def joined(words: list[str]) -> str:
    """ "a", "a dan b", "a, b, dan c"."""
    if len(words) <= 1:
        return "".join(words)
    if len(words) == 2:
        return f"{words[0]} dan {words[1]}"
    return f"{', '.join(words[:-1])}, dan {words[-1]}"
