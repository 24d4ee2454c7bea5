"""How many complaints of which kind the sample holds: targets the generator hits exactly."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

REGIONS = (
    "banjarbaru",
    "hss",
    "banjarmasin",
    "banjar",
    "tanah_laut",
    "tanah_bumbu",
    "tabalong",
    "hsu",
    "hst",
    "barito_kuala",
    "tapin",
    "kotabaru",
    "balangan",
)
OTHER_UNITS = ("provinsi", "pusat", "luar_kalsel", "tidak_dikenal")
UNITS = REGIONS + OTHER_UNITS
_DEFAULT_FILE = Path(__file__).with_name("counts.toml")


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValueError(message)


def add_months(first: date, count: int) -> date:
    """The first day of the month `count` months after `first`."""
    index = first.year * 12 + first.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True)
class UnitCounts:
    """One managing unit in one period; each number includes the next one."""

    sah: int
    followed_up: int
    timed: int
    in_time: int

    def __post_init__(self) -> None:
        """Refuse numbers that cannot hold together."""
        _require(
            self.sah >= self.followed_up >= self.timed >= self.in_time >= 0,
            f"sah >= followed_up >= timed >= in_time >= 0 does not hold: {self}",
        )


@dataclass(frozen=True)
class PeriodCounts:
    """The targets of a run of whole months."""

    name: str
    first_month: date
    months: tuple[int, ...]
    units: Mapping[str, UnitCounts]
    closed: int
    archived: int
    topics: Mapping[str, int] = field(default_factory=dict)
    topic_cap: int | None = None
    month_topics: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    agencies: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    location_only: int = 0

    @property
    def sah(self) -> int:
        """All valid complaints."""
        return sum(self.months)

    @property
    def followed_up(self) -> int:
        """Valid complaints that were followed up."""
        return sum(unit.followed_up for unit in self.units.values())

    @property
    def timed(self) -> int:
        """Valid complaints whose first response has a time."""
        return sum(unit.timed for unit in self.units.values())

    def month_starts(self) -> list[date]:
        """First days of the months, in order."""
        return [add_months(self.first_month, i) for i in range(len(self.months))]

    def __post_init__(self) -> None:
        """Refuse numbers that contradict each other, and say which."""
        where = f"period {self.name!r}"
        _require(self.first_month.day == 1, f"{where}: first_month must be a first day of a month")
        _require(bool(self.months) and min(self.months) >= 0, f"{where}: months are missing")
        by_unit = sum(unit.sah for unit in self.units.values())
        _require(
            by_unit == self.sah,
            f"{where}: units add up to {by_unit} sah, months to {self.sah}",
        )
        unknown = sorted(set(self.units) - set(UNITS))
        _require(not unknown, f"{where}: unknown units {unknown}")
        _require(
            0 <= self.closed <= self.followed_up,
            f"{where}: closed {self.closed} is not within followed_up {self.followed_up}",
        )
        _require(self.archived >= 0, f"{where}: archived is negative")
        named = sum(self.topics.values())
        _require(named <= self.sah, f"{where}: topics add up to {named}, more than sah {self.sah}")
        sizes = {
            f"{start:%Y-%m}": n for start, n in zip(self.month_starts(), self.months, strict=True)
        }
        in_months: dict[str, int] = {}
        for month, topics in self.month_topics.items():
            _require(month in sizes, f"{where}: month_topics names {month}, outside the period")
            total = sum(topics.values())
            _require(
                total <= sizes[month],
                f"{where}: month_topics of {month} add up to {total}, more than {sizes[month]}",
            )
            for topic, count in topics.items():
                in_months[topic] = in_months.get(topic, 0) + count
        for topic, count in in_months.items():
            limit = self.topics.get(topic, self.topic_cap)
            _require(
                limit is None or count <= limit,
                f"{where}: month_topics hold {count} of {topic!r}, the period allows {limit}",
            )
        for unit, agencies in self.agencies.items():
            have = self.units[unit].sah if unit in self.units else 0
            total = sum(agencies.values())
            _require(total <= have, f"{where}: agencies of {unit} add up to {total}, sah is {have}")
        available = sum(self.units[u].sah for u in REGIONS if u in self.units)
        _require(
            0 <= self.location_only <= available,
            f"{where}: location_only {self.location_only} exceeds the regions' {available}",
        )


@dataclass(frozen=True)
class Extras:
    """Rows that make the import work for its living; none of them moves a target."""

    provincial_copies: int = 0
    file_duplicates: int = 0
    unknown_status: int = 0
    stray_log_rows: int = 0
    rejected_year: int = 0
    rejected_no_id: int = 0
    rejected_future: int = 0

    def __post_init__(self) -> None:
        """Refuse negative numbers."""
        for item in fields(self):
            _require(getattr(self, item.name) >= 0, f"extras: {item.name} is negative")


@dataclass(frozen=True)
class SampleCounts:
    """All targets of the sample."""

    data_date: date
    periods: tuple[PeriodCounts, ...]
    calm_months: tuple[str, ...] = ()
    extras: Extras = Extras()

    def __post_init__(self) -> None:
        """Refuse periods that overlap or reach past the data date."""
        _require(bool(self.periods), "there is no period")
        for before, after in pairwise(self.periods):
            _require(
                add_months(before.first_month, len(before.months)) <= after.first_month,
                f"period {after.name!r} begins before {before.name!r} has ended",
            )
        last = self.periods[-1]
        end = add_months(last.first_month, len(last.months))
        _require(end <= self.data_date, f"period {last.name!r} reaches past {self.data_date}")
        not_followed_up = sum(p.sah - p.followed_up for p in self.periods)
        _require(
            self.extras.unknown_status <= not_followed_up,
            f"unknown_status {self.extras.unknown_status} exceeds the {not_followed_up} "
            "complaints that are not followed up",
        )

    @property
    def first_day(self) -> date:
        """The first day the sample covers."""
        return self.periods[0].first_month

    @property
    def last_day(self) -> date:
        """The last day on which anything happens."""
        return self.data_date - timedelta(days=1)

    @classmethod
    def default(cls) -> SampleCounts:
        """The published figures of Kalimantan Selatan (`counts.toml`)."""
        return cls.from_toml(_DEFAULT_FILE.read_text(encoding="utf-8"))

    @classmethod
    def from_toml(cls, text: str) -> SampleCounts:
        """Counts written like `counts.toml`; the totals repeated there must agree."""
        data = tomllib.loads(text)
        return cls(
            data_date=data["data_date"],
            periods=tuple(_period(item) for item in data["period"]),
            calm_months=tuple(data.get("calm_months", ())),
            extras=Extras(**data.get("extras", {})),
        )


def _period(item: dict[str, Any]) -> PeriodCounts:
    stated = {key: item.pop(key) for key in ("sah", "followed_up", "timed") if key in item}
    item["months"] = tuple(item["months"])
    item["units"] = {unit: UnitCounts(*numbers) for unit, numbers in item["units"].items()}
    period = PeriodCounts(**item)
    for key, number in stated.items():
        found = getattr(period, key)
        _require(
            found == number,
            f"period {period.name!r}: {key} is stated as {number} but adds up to {found}",
        )
    return period
