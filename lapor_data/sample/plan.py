"""Deals months, units, topics and outcomes into slots, so that all targets hold."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from .counts import REGIONS, PeriodCounts, SampleCounts
from .topic_deal import NO_CATEGORY_SHARE, TopicCounts, topics_by_month
from .vocabulary import NO_CATEGORY, OTHER_TOPIC, Topic, topics

_OTHER_TOPIC_BORROWS = 0.3
_FAULT_UNITS = {
    "rejected_year": ("banjarmasin", "banjar", "tanah_bumbu"),
    "rejected_no_id": ("tanah_laut", "kotabaru", "barito_kuala", "provinsi"),
    "rejected_future": ("hss", "tapin", "provinsi"),
}


class Outcome(Enum):
    """What became of a complaint."""

    OPEN = auto()
    UNTIMED = auto()
    LATE = auto()
    IN_TIME = auto()
    ARCHIVED = auto()


@dataclass
class Slot:
    """One complaint before it has a date and words."""

    month: date
    unit: str
    category: str
    subject: Topic
    role: str
    named_agency: bool = False
    nameless_agency: bool = False
    outcome: Outcome = Outcome.OPEN
    closed: bool = False
    fast_share: float = 0.5
    location_only: bool = False
    unknown_status: bool = False
    fault: str = ""


@dataclass(frozen=True)
class _Seat:
    """A unit's claim on one complaint, with the agency it must (or must not) go to."""

    unit: str
    role: str = ""
    barred: frozenset[str] = frozenset()


def plan(counts: SampleCounts, rng: random.Random) -> list[Slot]:
    """All slots of the sample, faulty rows included."""
    slots: list[Slot] = []
    for period in counts.periods:
        valid = _period_slots(period, counts, rng)
        slots += valid + [_archived(period, rng) for _ in range(period.archived)]
    opened = [s for s in slots if s.outcome is Outcome.OPEN]
    for slot in draw(opened, counts.extras.unknown_status, lambda s: s.unit in REGIONS, rng):
        slot.unknown_status = True
    for fault, units in _FAULT_UNITS.items():
        for i in range(getattr(counts.extras, fault)):
            slot = _archived(rng.choice(counts.periods), rng, units[i % len(units)])
            slot.outcome, slot.fault = Outcome.OPEN, fault
            slots.append(slot)
    return slots


def draw(
    items: Sequence[Slot], count: int, weight: Callable[[Slot], float], rng: random.Random
) -> list[Slot]:
    """Draw `count` different slots, the heavier the likelier."""
    keyed = [(rng.random() ** (1 / max(weight(item), 1e-6)), i) for i, item in enumerate(items)]
    return [items[i] for _, i in sorted(keyed, reverse=True)[:count]]


def _period_slots(period: PeriodCounts, counts: SampleCounts, rng: random.Random) -> list[Slot]:
    seats = [seat for unit in period.units for seat in _seats(period, unit)]
    rng.shuffle(seats)
    slots: list[Slot] = []
    table = topics_by_month(period, counts.calm_months, rng)
    for month, size, topic_counts in zip(period.month_starts(), period.months, table, strict=True):
        slots += _match(month, seats[:size], topic_counts, rng)
        del seats[:size]
    for unit in period.units:
        _deal_outcomes(period, unit, [s for s in slots if s.unit == unit], counts, rng)
    followed_up = [s for s in slots if s.outcome is not Outcome.OPEN]
    for slot in draw(followed_up, period.closed, lambda s: _closing_weight(s, counts), rng):
        slot.closed = True
    eligible = [s for s in slots if s.unit in REGIONS and not s.named_agency]
    if len(eligible) < period.location_only:
        raise ValueError(f"period {period.name!r}: too few complaints for location_only")
    for slot in rng.sample(eligible, period.location_only):
        slot.location_only = True
    return slots


def _seats(period: PeriodCounts, unit: str) -> list[_Seat]:
    named = period.agencies.get(unit, {})
    seats = [_Seat(unit, role=role) for role, count in named.items() for _ in range(count)]
    rest = period.units[unit].sah - len(seats)
    return seats + [_Seat(unit, barred=frozenset(named))] * rest


def _match(
    month: date, seats: list[_Seat], topic_counts: TopicCounts, rng: random.Random
) -> list[Slot]:
    """Bring one month's seats and topics together; both are used up exactly."""
    left = Counter({name: n for name, n in topic_counts.items() if n})
    slots = []
    for seat in (s for s in seats if s.role):
        category = _category_for(seat.role, left, rng)
        left[category] -= 1
        fits = category in topics() and topics()[category].role == seat.role
        subject = topics()[category] if fits else _subject(month, seat, rng)
        slots.append(Slot(month, seat.unit, category, subject, seat.role, named_agency=True))
    free = Counter(s for s in seats if not s.role)
    barred = {role for seat in free for role in seat.barred}
    names = list(left.elements())
    rng.shuffle(names)
    names.sort(key=lambda name: _matching_rank(name, barred))
    for name in names:
        seat = _seat_for(name, free, rng)
        free[seat] -= 1
        slots.append(_slot(month, seat, name, rng))
    return slots


def _category_for(role: str, left: TopicCounts, rng: random.Random) -> str:
    fitting = {n: c for n, c in left.items() if c and n in topics() and topics()[n].role == role}
    for choice in (fitting, {n: left[n] for n in (NO_CATEGORY, OTHER_TOPIC) if left[n]}, left):
        if any(choice.values()):
            return rng.choices(list(choice), list(choice.values()))[0]
    raise AssertionError("more seats than topics in a month")


def _matching_rank(name: str, barred: set[str]) -> float:
    """Topics with the narrowest choice of units come first, those without category last."""
    if name == NO_CATEGORY:
        return 0.0
    topic = topics()[name]
    return -100.0 if topic.role in barred else -topic.likes_unit("pusat")


def _seat_for(name: str, free: Counter[_Seat], rng: random.Random) -> _Seat:
    seats = [seat for seat, n in free.items() if n]
    if name == NO_CATEGORY:
        return rng.choices(seats, [free[s] for s in seats])[0]
    topic = topics()[name]
    weights = [
        free[s] * (topic.likes_unit(s.unit) if topic.role not in s.barred else 1e-9) for s in seats
    ]
    return rng.choices(seats, weights)[0]


def _slot(month: date, seat: _Seat, name: str, rng: random.Random) -> Slot:
    borrows = name == OTHER_TOPIC and rng.random() < _OTHER_TOPIC_BORROWS
    subject = _subject(month, seat, rng) if borrows or name == NO_CATEGORY else topics()[name]
    hide = subject.role in seat.barred
    return Slot(month, seat.unit, name, subject, subject.role, nameless_agency=hide)


def _subject(month: date, seat: _Seat, rng: random.Random) -> Topic:
    """What a complaint without a telling category is about."""
    fitting = [
        topic
        for topic in topics().values()
        if topic.name != OTHER_TOPIC
        and topic.role not in seat.barred
        and (not seat.role or topic.role == seat.role)
    ] or [topics()[OTHER_TOPIC]]
    weights = [t.weight_in(month) * t.likes_unit(seat.unit) + 1e-9 for t in fitting]
    return rng.choices(fitting, weights)[0]


def _archived(period: PeriodCounts, rng: random.Random, unit: str = "") -> Slot:
    units = list(period.units)
    sizes = [period.units[u].sah for u in units]
    month = rng.choices(period.month_starts(), period.months)[0]
    seat = _Seat(unit or rng.choices(units, sizes)[0])
    subject = _subject(month, seat, rng)
    bare = rng.random() < NO_CATEGORY_SHARE or subject.name in period.month_topics
    category = NO_CATEGORY if bare else subject.name
    return Slot(month, seat.unit, category, subject, subject.role, outcome=Outcome.ARCHIVED)


def _deal_outcomes(
    period: PeriodCounts, unit: str, slots: list[Slot], counts: SampleCounts, rng: random.Random
) -> None:
    target = period.units[unit]
    left = list(slots)
    wanted = (
        (Outcome.OPEN, target.sah - target.followed_up, lambda s: 0.3 + _recency(s, counts)),
        (Outcome.UNTIMED, target.followed_up - target.timed, lambda s: 1.0),
        (Outcome.LATE, target.timed - target.in_time, _slowness),
        (Outcome.IN_TIME, target.in_time, lambda s: 1.0),
    )
    for outcome, count, weight in wanted:
        chosen = draw(left, count, weight, rng)
        for slot in chosen:
            slot.outcome = outcome
            slot.fast_share = target.in_time / max(target.timed, 1)
        taken = {id(slot) for slot in chosen}
        left = [slot for slot in left if id(slot) not in taken]


def _recency(slot: Slot, counts: SampleCounts) -> float:
    """1 for the month before the data date, falling with the months that have gone since."""
    return 1 / max(1.0, (counts.data_date - slot.month).days / 31)


def _slowness(slot: Slot) -> float:
    """Offices answer later around Lebaran and at the end of the year."""
    return {4: 1.4, 5: 1.3, 12: 1.6, 1: 1.2}.get(slot.month.month, 0.8)


def _closing_weight(slot: Slot, counts: SampleCounts) -> float:
    speed = {Outcome.IN_TIME: 1.5, Outcome.UNTIMED: 1.2}.get(slot.outcome, 0.8)
    return speed * (1.05 - _recency(slot, counts))
