"""A criterion as a lever: in which whole steps one unit's figure can move, and how far.

A step is one complaint (for the shares of sah, porsi and the rate), one star of one rating, or half
a working day of the median (medians of whole days are multiples of one half). A *level* is where
the lever stands in such steps; a *figure* is the same in the unit that people read
(`Criterion.unit`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from lapor_data.domain import profiles as p
from lapor_data.questions.criteria import STARS, Counts, criterion

# A share of a share must not become one complaint more by the last bit of a float.
_NOISE = 1e-9
_HALF_DAYS = 2
_VOLUME = frozenset({p.SHARE, p.PER_100K})
_HANDLED = frozenset({p.FOLLOW_UP, p.CLOSED, p.ON_TIME, p.MEDIA})
# Which criteria a lever moves besides its own (see `at_level`).
MOVES: dict[str, frozenset[str]] = {
    **dict.fromkeys(_VOLUME, _VOLUME),
    **dict.fromkeys(_HANDLED, _HANDLED),
    p.MEDIAN: frozenset({p.MEDIAN}),
    p.VERIFIED: frozenset({p.VERIFIED}),
    p.RATING: frozenset({p.RATING}),
}
_LONGEST_WD = 2 * p.LIMIT_WD_LIMIT


@dataclass(frozen=True)
class Reach:
    """What a figure can be, in the criterion's unit; `high` None = without end. `movable` is False
    where there is nothing to move (nobody rated, nothing from media, no response timed)."""

    low: float
    high: float | None
    now: float
    movable: bool


def reach(unit: Counts, key: str) -> Reach:
    """How far a unit's figure can move, for sliders."""
    low, high = bounds(unit, key)
    return Reach(
        figure_at(unit, key, low),
        None if high is None else figure_at(unit, key, high),
        figure_at(unit, key, level_of(unit, key)),
        high is None or high > low,
    )


def level_of(unit: Counts, key: str) -> int:
    """Where the lever stands."""
    criterion(key)
    return {
        p.SHARE: unit.extra,
        p.PER_100K: unit.extra,
        p.FOLLOW_UP: unit.followed_up,
        p.CLOSED: unit.closed,
        p.ON_TIME: unit.on_time,
        p.MEDIAN: round(_HALF_DAYS * (unit.median_wd or 0)),
        p.VERIFIED: unit.verified,
        p.RATING: unit.stars,
        p.MEDIA: unit.media_followed_up,
    }[key]


def bounds(unit: Counts, key: str) -> tuple[int, int | None]:
    """Lowest and highest level (None = without end); equal where nothing can move."""
    if key in (p.SHARE, p.PER_100K):
        can_move = unit.valid and (key == p.SHARE or unit.population)
        return (1 - unit.valid, None) if can_move else (0, 0)
    if key == p.MEDIAN:
        return (0, _HALF_DAYS * _LONGEST_WD) if unit.timed else (0, 0)
    if key == p.RATING:
        return unit.rated, STARS * unit.rated
    return 0, _base(unit, key)


def at_level(unit: Counts, key: str, level: int) -> Counts:
    """The unit with the lever at a level, cut to its bounds, and what follows from it: who is in
    time or closed is followed up, and a media complaint answered is a complaint answered."""
    low, high = bounds(unit, key)
    level = max(low, level if high is None else min(level, high))
    if level == level_of(unit, key):
        return unit
    moved = _SETTERS[key](unit, level)
    # What follows from a lower follow-up, and from a higher one for the part that is from media.
    done = moved.followed_up
    return replace(
        moved,
        on_time=min(moved.on_time, done),
        closed=min(moved.closed, done),
        media_followed_up=min(
            max(moved.media_followed_up, done - (moved.valid - moved.media)), moved.media, done
        ),
    )


def level_for(unit: Counts, key: str, figure: float) -> int:
    """The level of a figure: for shares the least whole number that reaches it."""
    if key in (p.SHARE, p.PER_100K):
        return math.ceil(figure - _NOISE)
    if key == p.MEDIAN:
        return round(_HALF_DAYS * figure)
    if key == p.RATING:
        return math.ceil(figure * unit.rated - _NOISE)
    return math.ceil(figure * _base(unit, key) / 100 - _NOISE)


def figure_at(unit: Counts, key: str, level: int) -> float:
    """The figure of a level: % of the base, complaints added, HK, or mean stars."""
    if key in (p.SHARE, p.PER_100K):
        return float(level)
    if key == p.MEDIAN:
        return level / _HALF_DAYS
    base = _base(unit, key)
    if not base:
        return 0.0
    return level / base if key == p.RATING else 100 * level / base


def _base(unit: Counts, key: str) -> int:
    return {p.RATING: unit.rated, p.MEDIA: unit.media}.get(key, unit.valid)


def _set_media(unit: Counts, level: int) -> Counts:
    # One more answered in media is one more answered at all: it was open until now.
    done = unit.followed_up + level - unit.media_followed_up
    return replace(unit, media_followed_up=level, followed_up=done)


_SETTERS: dict[str, Callable[[Counts, int], Counts]] = {
    p.SHARE: lambda unit, level: replace(unit, extra=level),
    p.PER_100K: lambda unit, level: replace(unit, extra=level),
    p.FOLLOW_UP: lambda unit, level: replace(unit, followed_up=level),
    p.CLOSED: lambda unit, level: replace(
        unit, closed=level, followed_up=max(unit.followed_up, level)
    ),
    p.ON_TIME: lambda unit, level: replace(
        unit, on_time=level, followed_up=max(unit.followed_up, level)
    ),
    p.MEDIAN: lambda unit, level: replace(unit, median_wd=level / _HALF_DAYS),
    p.VERIFIED: lambda unit, level: replace(unit, verified=level),
    p.RATING: lambda unit, level: replace(unit, stars=level),
    p.MEDIA: _set_media,
}
