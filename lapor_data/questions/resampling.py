"""Scores of a contest whose complaints are drawn anew with replacement, many times at once.

Only imported when somebody asks how safe a ranking is: numpy costs a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lapor_data.domain import profiles as p
from lapor_data.domain.profiles import AwardProfile, CriterionSetting
from lapor_data.questions.award_units import Contest, Outcome, within
from lapor_data.questions.criteria import STARS, worthless_wd

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

# How many drawn cells are held at a time (8 bytes each).
_AT_ONCE = 4_000_000

# What a criterion must know of a complaint; complaints alike in this need no cells of their own.
_FEATURES: dict[str, Callable[[Outcome, int], tuple[int | None, ...]]] = {
    p.SHARE: lambda outcome, limit: (),
    p.PER_100K: lambda outcome, limit: (),
    p.FOLLOW_UP: lambda outcome, limit: (outcome.followed_up,),
    p.CLOSED: lambda outcome, limit: (outcome.closed,),
    p.ON_TIME: lambda outcome, limit: (within(outcome.response_wd, limit),),
    p.MEDIAN: lambda outcome, limit: (outcome.response_wd,),
    p.VERIFIED: lambda outcome, limit: (within(outcome.verification_wd, limit),),
    p.RATING: lambda outcome, limit: (outcome.rating,),
    p.MEDIA: lambda outcome, limit: (
        outcome.from_media,
        outcome.from_media and outcome.followed_up,
    ),
}


@dataclass(frozen=True)
class _Cells:
    """The distinct cells, sorted by unit: where each unit's cells begin, how many complaints each
    holds, and what each criterion sees of it."""

    units: tuple[str, ...]
    starts: Whole
    n: Whole
    seen: dict[str, tuple[tuple[int | None, ...], ...]]

    def per_unit(self, drawn: Whole, weights: Sequence[int]) -> Floats:
        """Σ drawn × weight over the cells of each unit: one row per draw, one column per unit."""
        weighed = drawn * np.array(weights, dtype=np.int64)
        return np.add.reduceat(weighed, self.starts, axis=1).astype(np.float64)


def resampled_scores(
    contest: Contest, profile: AwardProfile, keys: Sequence[str], draws: int, seed: int
) -> Floats:
    """One row per draw, one column per unit of `keys` (each with complaints): the score, NaN where
    a unit has no complaint left. All units of the contest are drawn and compared with."""
    settings = [setting for setting in profile.criteria if setting.weight > 0]
    cells = _cells(contest, settings)
    people = {unit.key: unit.population or 0 for unit in contest.units}
    population = np.array([people[key] for key in cells.units], dtype=np.float64)
    columns = [cells.units.index(key) for key in keys]
    generator = np.random.Generator(np.random.PCG64(seed))
    return np.concatenate(
        [
            _scores(cells, drawn, settings, population)[:, columns]
            for drawn in _draws(generator, cells.n, draws)
        ]
    )


def _cells(contest: Contest, settings: Sequence[CriterionSetting]) -> _Cells:
    found: dict[tuple[str, tuple[tuple[int | None, ...], ...]], int] = {}
    for key, outcome, n in contest.cells:
        features = tuple(_FEATURES[s.key](outcome, s.limit) for s in settings)
        found[key, features] = found.get((key, features), 0) + n
    ordered = sorted(found, key=lambda cell: cell[0])
    units = tuple(dict.fromkeys(key for key, _ in ordered))
    owners = [key for key, _ in ordered]
    return _Cells(
        units,
        np.array([owners.index(unit) for unit in units], dtype=np.int64),
        np.array([found[cell] for cell in ordered], dtype=np.int64),
        {
            setting.key: tuple(features[i] for _, features in ordered)
            for i, setting in enumerate(settings)
        },
    )


def _draws(generator: np.random.Generator, n: Whole, draws: int) -> Iterator[Whole]:
    total = int(n.sum())
    at_once = max(1, _AT_ONCE // len(n))
    for done in range(0, draws, at_once):
        yield generator.multinomial(total, n / total, size=min(at_once, draws - done))


def _scores(
    cells: _Cells, drawn: Whole, settings: Sequence[CriterionSetting], population: Floats
) -> Floats:
    valid = cells.per_unit(drawn, [1] * len(cells.n))
    scores = np.zeros(valid.shape)
    for setting in settings:
        value = _value(cells, drawn, setting, valid, population)
        if setting.better != p.natural_direction(setting.key):
            value = 1 - value
        scores += setting.weight * value
    return np.where(valid > 0, scores, np.nan)


def _value(
    cells: _Cells, drawn: Whole, setting: CriterionSetting, valid: Floats, population: Floats
) -> Floats:
    """The value in 0–1 of each unit in each draw, by the rules of `criteria.value_of`."""
    seen = cells.seen[setting.key]
    if setting.key == p.SHARE:
        return _ratio(valid, valid.sum(axis=1, keepdims=True))
    if setting.key == p.PER_100K:
        rate = _ratio(valid, np.broadcast_to(population, valid.shape))
        return _ratio(rate, rate.max(axis=1, keepdims=True))
    if setting.key == p.MEDIAN:
        times = [feature[0] for feature in seen]
        medians = _medians(cells, drawn, times)
        value = np.maximum(0.0, 1 - medians / worthless_wd(setting))
        return np.where(np.isnan(medians), 0.0, value)
    if setting.key == p.RATING:
        stars = cells.per_unit(drawn, [feature[0] or 0 for feature in seen])
        rated = cells.per_unit(drawn, [feature[0] is not None for feature in seen])
        return _ratio(stars - rated, (STARS - 1) * rated)
    if setting.key == p.MEDIA:
        media = cells.per_unit(drawn, [feature[0] or 0 for feature in seen])
        return _ratio(cells.per_unit(drawn, [feature[1] or 0 for feature in seen]), media)
    return _ratio(cells.per_unit(drawn, [feature[0] or 0 for feature in seen]), valid)


def _ratio(part: Floats, base: Floats) -> Floats:
    """part ÷ base, 0 where base is 0."""
    return np.divide(part, base, out=np.zeros(part.shape), where=np.asarray(base) > 0)


def _medians(cells: _Cells, drawn: Whole, times: Sequence[int | None]) -> Floats:
    """The median of each unit in each draw as `measures.percentile` defines it; NaN if none is
    timed."""
    medians = np.full((len(drawn), len(cells.units)), np.nan)
    ends = [*cells.starts[1:].tolist(), len(times)]
    for unit, (start, end) in enumerate(zip(cells.starts.tolist(), ends, strict=True)):
        known = sorted(
            (wd, cell) for cell, wd in enumerate(times[start:end], start=start) if wd is not None
        )
        if not known:
            continue
        values = np.array([wd for wd, _ in known], dtype=np.float64)
        reached = np.cumsum(drawn[:, [cell for _, cell in known]], axis=1)
        total = reached[:, -1:]
        lower = (reached > (total - 1) // 2).argmax(axis=1)
        upper = (reached > total // 2).argmax(axis=1)
        middle = (values[lower] + values[upper]) / 2
        medians[:, unit] = np.where(total[:, 0] > 0, middle, np.nan)
    return medians
