"""The measures every screen speaks of: counts of a group of complaints and what follows from them.

Working-day percentiles are computed here, exactly, from the small histogram (working days → count)
that each question groups by; nothing is sorted over all rows.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from lapor_data.domain import vocabulary as v
from lapor_data.domain.settings import Settings, load_settings
from lapor_data.questions.ask import Answer

# What follows the key columns in every question that returns cells of measures.
CELL_COLUMNS = ("response_wd", "received", "valid", "followed_up", "closed", "within_limit")


@dataclass(frozen=True)
class Measures:
    """Counts of complaints (domain.md §3), response times in working days (HK) or calendar days.

    The percent properties are over sah, 0–100, not rounded, None where there is no sah.
    Calendar-day percentiles are None unless the question was asked with `calendar_days=True`.
    """

    received: int = 0
    archived: int = 0
    valid: int = 0
    followed_up: int = 0
    closed: int = 0
    on_time: int = 0
    timed: int = 0
    followed_up_timed: int = 0
    within_limit: int = 0
    response_median_wd: float | None = None
    response_p90_wd: float | None = None
    response_median_days: float | None = None
    response_p90_days: float | None = None

    @property
    def followed_up_percent(self) -> float | None:
        """Tindak lanjut %."""
        return percent_of(self.followed_up, self.valid)

    @property
    def closed_percent(self) -> float | None:
        """Selesai %."""
        return percent_of(self.closed, self.valid)

    @property
    def on_time_percent(self) -> float | None:
        """Tepat waktu %: first response within settings.respons_pertama HK, over all sah."""
        return percent_of(self.on_time, self.valid)

    @property
    def speed_known(self) -> bool:
        """Whether on-time figures can be shown: not where complaints were followed up and none of
        them carries a time (0% would blame for a log that was never loaded)."""
        return self.timed > 0 or self.followed_up == 0

    @property
    def on_time_shown(self) -> float | None:
        """Tepat waktu % for a screen: None also where the times are not known (`speed_known`)."""
        return self.on_time_percent if self.speed_known else None

    @property
    def within_limit_percent(self) -> float | None:
        """Share with a first response within the limit of its classification, over all sah."""
        return percent_of(self.within_limit, self.valid)

    @property
    def within_limit_shown(self) -> float | None:
        """The same for a screen: None also where the times are not known (`speed_known`)."""
        return self.within_limit_percent if self.speed_known else None

    @property
    def coverage_percent(self) -> float | None:
        """Share of the followed-up complaints that carry a response time; None without any."""
        return percent_of(self.followed_up_timed, self.followed_up)

    @property
    def low_coverage(self) -> bool:
        """Cakupan rendah: too few of the followed-up carry a time to judge speed and score."""
        coverage = self.coverage_percent
        return coverage is not None and coverage < load_settings().cakupan_minimum_persen

    @property
    def enough(self) -> bool:
        """At least settings.sampel_minimum timed complaints; below it "data belum cukup"."""
        return self.timed >= load_settings().sampel_minimum

    @property
    def not_followed_up(self) -> int:
        """Sah without any follow-up yet: the backlog."""
        return self.valid - self.followed_up


EMPTY = Measures()


def percent_of(part: int, base: int) -> float | None:
    """100 · part ÷ base; None when base is 0."""
    return 100 * part / base if base else None


def percentile(histogram: Mapping[int, int], share: float) -> float | None:
    """The interpolated percentile of value → count, as DuckDB's quantile_cont; None when empty.

    Position (n − 1) · share in the sorted values, linear between neighbours (Hyndman & Fan 1996,
    definition 7).
    """
    total = sum(histogram.values())
    if not total:
        return None
    position = (total - 1) * share
    below, above = math.floor(position), math.ceil(position)
    values = sorted(histogram)
    reached = list(accumulate(histogram[value] for value in values))
    low = values[bisect_right(reached, below)]
    high = values[bisect_right(reached, above)]
    return low + (high - low) * (position - below)


def limit_parameters(settings: Settings | None = None) -> dict[str, Any]:
    """The limits (HK) that the SQL compares with: of each classification, in the order bound."""
    limits = settings or load_settings()
    return {
        "class_names": list(v.CLASSIFICATIONS),
        "class_limits": [limits.limit_of_class(name) for name in v.CLASSIFICATIONS],
        "limit_other": limits.limit_of_class(None),
    }


class _Tally:
    """Cells of one group, added up."""

    __slots__ = ("closed", "followed_up", "followed_up_timed", "histogram", "received", "within")

    def __init__(self) -> None:
        self.received = self.followed_up = self.followed_up_timed = self.closed = self.within = 0
        self.histogram: dict[int | None, int] = {}

    def measures(self, on_time_limit: int) -> Measures:
        timed = {wd: n for wd, n in self.histogram.items() if wd is not None}
        valid = sum(self.histogram.values())
        return Measures(
            received=self.received,
            archived=self.received - valid,
            valid=valid,
            followed_up=self.followed_up,
            closed=self.closed,
            on_time=sum(n for wd, n in timed.items() if wd <= on_time_limit),
            timed=sum(timed.values()),
            followed_up_timed=self.followed_up_timed,
            within_limit=self.within,
            response_median_wd=percentile(timed, 0.5),
            response_p90_wd=percentile(timed, 0.9),
        )


def measures_by(answer: Answer) -> dict[tuple[Any, ...], Measures]:
    """Cells (key columns…, then CELL_COLUMNS) to the measures of each key."""
    keys = len(answer.columns) - len(CELL_COLUMNS)
    if answer.columns[keys:] != CELL_COLUMNS:
        raise ValueError(f"{answer.question}: kolom {answer.columns}")
    tallies: dict[tuple[Any, ...], _Tally] = {}
    for row in answer.rows:
        key = row[:keys]
        tally = tallies.get(key)
        if tally is None:
            tally = tallies[key] = _Tally()
        response_wd, received, valid, followed_up, closed, within = row[keys:]
        tally.received += received
        tally.followed_up += followed_up
        tally.closed += closed
        tally.within += within
        tally.histogram[response_wd] = tally.histogram.get(response_wd, 0) + valid
        if response_wd is not None:
            tally.followed_up_timed += followed_up
    limit = load_settings().respons_pertama
    return {key: tally.measures(limit) for key, tally in tallies.items()}


def with_calendar_days(measures: Measures, percentiles: Iterable[float | None] | None) -> Measures:
    """The same measures with median and p90 in calendar days (fractions kept)."""
    median, p90 = percentiles or (None, None)
    return replace(measures, response_median_days=median, response_p90_days=p90)
