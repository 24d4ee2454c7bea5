"""The words of the sample: topics, agencies and places, from the TOML files beside this."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

NO_CATEGORY = ""
OTHER_TOPIC = "Topik Lainnya"
_FOLDER = Path(__file__).parent
_DEFAULT_LIKES = {"pusat": 0.15, "provinsi": 0.6}


@dataclass(frozen=True)
class Topic:
    """A category, how often it comes, and the sentences it is written in."""

    name: str
    id: int
    weight: float
    role: str
    titles: tuple[str, ...]
    ask: tuple[str, ...]
    wish: tuple[str, ...]
    lines: tuple[str, ...]
    season: tuple[float, ...] = (1.0,) * 12
    years: Mapping[str, float] = field(default_factory=dict)
    peaks: Mapping[str, float] = field(default_factory=dict)
    likes: Mapping[str, float] = field(default_factory=dict)

    def weight_in(self, month: date) -> float:
        """Relative frequency in a month."""
        peak = self.peaks.get(f"{month:%Y-%m}", 1.0)
        return (
            self.weight * self.season[month.month - 1] * self.years.get(str(month.year), 1) * peak
        )

    def likes_unit(self, unit: str) -> float:
        """How readily the topic goes to a unit."""
        return self.likes.get(unit, _DEFAULT_LIKES.get(unit, 1.0))


@dataclass(frozen=True)
class Agency:
    """The names of the agency for one role, per level of government."""

    short: str
    long: str
    pusat: tuple[str, str]
    prov: str | None = None


@dataclass(frozen=True)
class Place:
    """One kabupaten/kota: its names and the places people write about."""

    name: str
    short: str
    tags: tuple[str, ...]
    style: str
    streets: tuple[str, ...]
    markets: tuple[str, ...]
    rivers: tuple[str, ...]
    spots: tuple[str, ...]
    districts: Mapping[str, tuple[str, ...]]

    @property
    def government(self) -> str:
        """The name of its government."""
        return f"Pemerintah {self.name}"

    @property
    def slug(self) -> str:
        """The government as it stands in the source column."""
        return self.government.lower().replace(" ", "-")


@cache
def topics() -> dict[str, Topic]:
    """All topics by category name."""
    return {item["name"]: Topic(**_frozen(item)) for item in _load("topics.toml")["topic"]}


@cache
def agencies() -> dict[str, Agency]:
    """All agencies by role."""
    return {role: Agency(**_frozen(item)) for role, item in _load("agencies.toml").items()}


@cache
def places() -> dict[str, Place]:
    """The 13 kabupaten/kota by unit key."""
    return {unit: Place(**_frozen(item)) for unit, item in _load("places.toml").items()}


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))


def _frozen(item: dict[str, Any]) -> dict[str, Any]:
    return {key: _freeze(value) for key, value in item.items()}


def _freeze(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return _frozen(value)
    return value
