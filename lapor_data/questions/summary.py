"""How much, how far, how fast: measures in total and by month, place, agency, class, channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lapor_data.domain.regions import LEVEL_NAMES, REGIONS
from lapor_data.domain.settings import load_settings
from lapor_data.questions.ask import Source, ask
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.measures import (
    EMPTY,
    Measures,
    limit_parameters,
    measures_by,
    with_calendar_days,
)
from lapor_data.questions.periods import Period


@dataclass(frozen=True)
class MonthRow:
    """One calendar month, named by its first day."""

    month: date
    measures: Measures


@dataclass(frozen=True)
class RegionRow:
    """One of the 13 or one of the four levels; population and rate are None for a level."""

    place: str
    name: str
    short_name: str
    population: int | None
    measures: Measures
    per_100k: float | None


@dataclass(frozen=True)
class AgencyRow:
    """One agency (SKPD) of one place; None where the export names no agency."""

    place: str
    agency: str | None
    measures: Measures


@dataclass(frozen=True)
class ClassRow:
    """One classification (None = empty) and its limit for the first response in HK."""

    classification: str | None
    limit_wd: int
    measures: Measures


@dataclass(frozen=True)
class ChannelRow:
    """One channel group."""

    channel: str
    measures: Measures


def totals(
    source: Source,
    f: ComplaintFilter,
    period: Period | None = None,
    *,
    calendar_days: bool = False,
) -> Measures:
    """The measures of everything selected; with `calendar_days` also median and p90 in days."""
    groups = measures_by(ask(source, "totals", _bound(f, period)))
    measures = groups.get((), EMPTY)
    if calendar_days:
        return with_calendar_days(measures, _calendar_days(source, f, period).get(None))
    return measures


def by_month(source: Source, f: ComplaintFilter, first: date, last: date) -> list[MonthRow]:
    """The measures of every whole calendar month from that of `first` to that of `last`, also the
    empty ones; the period of the filter does not matter."""
    months = months_between(first, last)
    span = Period.between(months[0], _next_month(months[-1]) - timedelta(days=1))
    groups = measures_by(ask(source, "by_month", _bound(f, span)))
    return [
        MonthRow(month, groups.get((12 * month.year + month.month,), EMPTY)) for month in months
    ]


def by_region(
    source: Source,
    f: ComplaintFilter,
    period: Period | None = None,
    *,
    calendar_days: bool = False,
) -> list[RegionRow]:
    """The measures of each of the 13, by code, whatever place the filter names.

    `per_100k` = sah of the period per 100,000 people (Sensus Penduduk 2020), not annualised.
    """
    groups = _by_place(source, f, period, calendar_days)
    rows = []
    for region in REGIONS:
        measures = groups.get(region.code, EMPTY)
        rate = 100_000 * measures.valid / region.population
        rows.append(
            RegionRow(
                region.code, region.name, region.short_name, region.population, measures, rate
            )
        )
    return rows


def by_level(
    source: Source,
    f: ComplaintFilter,
    period: Period | None = None,
    *,
    calendar_days: bool = False,
) -> list[RegionRow]:
    """The measures of the four levels beside the 13, whatever place the filter names."""
    groups = _by_place(source, f, period, calendar_days)
    return [
        RegionRow(level, name, name, None, groups.get(level, EMPTY), None)
        for level, name in LEVEL_NAMES.items()
    ]


def region_months(
    source: Source, f: ComplaintFilter, last: date, months: int = 6
) -> dict[str, list[int]]:
    """Sah per month of each of the 13 for sparklines: `months` months, the last that of `last`."""
    columns = months_between(_months_back(last, months - 1), last)
    span = Period.between(columns[0], _next_month(columns[-1]) - timedelta(days=1))
    counts: dict[str, list[int]] = {region.code: [0] * months for region in REGIONS}
    first = 12 * columns[0].year + columns[0].month
    for row in ask(source, "region_months", f.with_(place=None).bound(span)):
        counts[row["place"]][row["month_number"] - first] = row["valid"]
    return counts


def by_agency(source: Source, f: ComplaintFilter, period: Period | None = None) -> list[AgencyRow]:
    """The measures of each agency of each place, most sah first, then place and name."""
    groups = measures_by(ask(source, "by_agency", _bound(f, period)))
    rows = [AgencyRow(place, agency, measures) for (place, agency), measures in groups.items()]
    return sorted(
        rows, key=lambda row: (-row.measures.valid, row.place, row.agency is None, row.agency or "")
    )


def by_classification(
    source: Source, f: ComplaintFilter, period: Period | None = None
) -> list[ClassRow]:
    """The measures of each classification that occurs, most sah first, empty last."""
    settings = load_settings()
    groups = measures_by(ask(source, "by_classification", _bound(f, period)))
    rows = [
        ClassRow(name, settings.limit_of_class(name), measures)
        for (name,), measures in groups.items()
    ]
    return sorted(
        rows,
        key=lambda row: (
            row.classification is None,
            -row.measures.valid,
            row.classification or "",
        ),
    )


def by_channel(
    source: Source, f: ComplaintFilter, period: Period | None = None
) -> list[ChannelRow]:
    """The measures of each channel group that occurs, most sah first, then name."""
    groups = measures_by(ask(source, "by_channel", _bound(f, period)))
    rows = [ChannelRow(name, measures) for (name,), measures in groups.items()]
    return sorted(rows, key=lambda row: (-row.measures.valid, row.channel))


def months_between(first: date, last: date) -> list[date]:
    """The first days of all calendar months from that of `first` to that of `last`."""
    if last < first:
        raise ValueError(f"{last} sebelum {first}")
    months = [first.replace(day=1)]
    while _next_month(months[-1]) <= last:
        months.append(_next_month(months[-1]))
    return months


def _by_place(
    source: Source, f: ComplaintFilter, period: Period | None, calendar_days: bool
) -> dict[str, Measures]:
    everywhere = f.with_(place=None)
    cells = measures_by(ask(source, "by_region", _bound(everywhere, period)))
    groups: dict[str, Measures] = {place: measures for (place,), measures in cells.items()}
    if calendar_days:
        days = _calendar_days(source, everywhere, period)
        return {place: with_calendar_days(m, days.get(place)) for place, m in groups.items()}
    return groups


def _calendar_days(
    source: Source, f: ComplaintFilter, period: Period | None
) -> dict[str | None, Sequence[float | None]]:
    """Median and p90 in calendar days by place; the key None is all selected together."""
    answer = ask(source, "response_days", f.bound(period))
    return {row["place"]: row["percentiles"] or (None, None) for row in answer}


def _bound(f: ComplaintFilter, period: Period | None) -> dict[str, Any]:
    return f.bound(period) | limit_parameters()


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _months_back(day: date, months: int) -> date:
    number = 12 * day.year + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
