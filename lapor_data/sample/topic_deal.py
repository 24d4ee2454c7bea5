"""How many complaints of each topic every month of a period gets."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import TypeAlias

from .counts import PeriodCounts
from .vocabulary import NO_CATEGORY, OTHER_TOPIC, topics

NO_CATEGORY_SHARE = 0.14
_UNCAPPED = (NO_CATEGORY, OTHER_TOPIC)
TopicCounts: TypeAlias = Counter[str]


def apportion(total: int, weights: dict[str, float]) -> TopicCounts:
    """Share `total` in proportion to the weights, largest remainders first."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    shares = Counter({key: int(value) for key, value in exact.items()})
    by_remainder = sorted(exact, key=lambda key: shares[key] - exact[key])
    for key in by_remainder[: total - shares.total()]:
        shares[key] += 1
    return shares


def topics_by_month(
    period: PeriodCounts, calm_months: tuple[str, ...], rng: random.Random
) -> list[TopicCounts]:
    """Topic counts of every month; months, named topics and the cap come out exactly."""
    _check_names(period)
    starts = period.month_starts()
    table = [Counter(period.month_topics.get(f"{start:%Y-%m}", {})) for start in starts]
    fixed = [set(month) for month in table]
    _place_named(period, table, fixed, rng)
    for start, size, month, held in zip(starts, period.months, table, fixed, strict=True):
        rest = size - month.total()
        weights = _weights(start, held | set(period.topics))
        if not weights and rest:
            raise ValueError(f"period {period.name!r}: no topic left for {rest} complaints")
        if f"{start:%Y-%m}" in calm_months:
            month.update(apportion(rest, weights))
        else:
            month.update(rng.choices(list(weights), list(weights.values()), k=rest))
    _keep_cap(period, table, fixed, rng)
    return table


def _check_names(period: PeriodCounts) -> None:
    named = set(period.topics).union(*period.month_topics.values())
    unknown = sorted(named - set(topics()) - {NO_CATEGORY})
    if unknown:
        raise ValueError(f"period {period.name!r}: unknown topics {unknown}")


def _weights(month: date, without: set[str]) -> dict[str, float]:
    weights = {name: topic.weight_in(month) for name, topic in topics().items()}
    weights[NO_CATEGORY] = sum(weights.values()) * NO_CATEGORY_SHARE / (1 - NO_CATEGORY_SHARE)
    return {name: w for name, w in weights.items() if w > 0 and name not in without}


def _place_named(
    period: PeriodCounts, table: list[TopicCounts], fixed: list[set[str]], rng: random.Random
) -> None:
    starts = period.month_starts()
    for name, total in period.topics.items():
        for _ in range(total - sum(month[name] for month in table)):
            room = [
                (size - month.total()) * (_season(name, start) if name not in held else 0)
                for start, size, month, held in zip(
                    starts, period.months, table, fixed, strict=True
                )
            ]
            if not any(room):
                raise ValueError(f"period {period.name!r}: no month has room for {total} {name!r}")
            rng.choices(table, room)[0][name] += 1


def _season(name: str, month: date) -> float:
    if name == NO_CATEGORY:
        return 1.0
    topic = topics()[name]
    return max(topic.weight_in(month), 0.01 * topic.weight, 0.01)


def _keep_cap(
    period: PeriodCounts, table: list[TopicCounts], fixed: list[set[str]], rng: random.Random
) -> None:
    cap = period.topic_cap
    if cap is None:
        return
    totals: TopicCounts = Counter()
    for month in table:
        totals.update(month)
    capped = [n for n in sorted(totals) if n not in period.topics and n not in _UNCAPPED]
    for name in capped:
        while totals[name] > cap:
            index = rng.choice(
                [i for i, month in enumerate(table) if month[name] and name not in fixed[i]]
            )
            weights = _weights(period.month_starts()[index], fixed[index] | set(period.topics))
            open_to = {n: w for n, w in weights.items() if n in _UNCAPPED or totals[n] < cap}
            if not open_to:
                raise ValueError(f"period {period.name!r}: topic_cap {cap} leaves no topic open")
            other = rng.choices(list(open_to), list(open_to.values()))[0]
            table[index][name] -= 1
            table[index][other] += 1
            totals[name] -= 1
            totals[other] += 1
