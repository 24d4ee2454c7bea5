"""The backlog: the open complaints of a work list, counted by urgency, place, SKPD and age.

backlog_of(worklist(source, f, as_of).rows).overdue     # how many are past their limit
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lapor_data.questions.worklist import (
    DUE_SOON,
    OVERDUE,
    PAUSED,
    SAFE,
    URGENCIES,
    OpenComplaint,
    Urgency,
)


@dataclass(frozen=True)
class Backlog:
    """How many open complaints are past their limit, due within one HK, safe, and paused."""

    overdue: int = 0
    due_soon: int = 0
    safe: int = 0
    paused: int = 0

    @property
    def total(self) -> int:
        """All open complaints."""
        return self.overdue + self.due_soon + self.safe + self.paused

    def count(self, urgency: Urgency) -> int:
        """The complaints of one urgency."""
        return {
            OVERDUE: self.overdue,
            DUE_SOON: self.due_soon,
            SAFE: self.safe,
            PAUSED: self.paused,
        }[urgency]


def backlog_of(rows: Iterable[OpenComplaint]) -> Backlog:
    """Counts the rows by urgency."""
    counts = dict.fromkeys(URGENCIES, 0)
    for row in rows:
        counts[row.urgency] += 1
    return Backlog(*(counts[urgency] for urgency in URGENCIES))


@dataclass(frozen=True)
class GroupBacklog:
    """The backlog of a place, or of one SKPD there (`agency` None: without a named SKPD, or all of
    the place where the rows are grouped by place)."""

    place: str
    agency: str | None
    backlog: Backlog


def by_region(rows: Iterable[OpenComplaint]) -> tuple[GroupBacklog, ...]:
    """The backlog of each place that has one, levels beside the 13 included; most overdue first."""
    groups: dict[tuple[str, str | None], list[OpenComplaint]] = {}
    for row in rows:
        groups.setdefault((row.place, None), []).append(row)
    return _grouped(groups)


def by_agency(rows: Iterable[OpenComplaint]) -> tuple[GroupBacklog, ...]:
    """The backlog of each SKPD of each place, most overdue first."""
    groups: dict[tuple[str, str | None], list[OpenComplaint]] = {}
    for row in rows:
        groups.setdefault((row.place, row.agency), []).append(row)
    return _grouped(groups)


def _grouped(
    groups: Mapping[tuple[str, str | None], list[OpenComplaint]],
) -> tuple[GroupBacklog, ...]:
    found = [GroupBacklog(*key, backlog_of(rows)) for key, rows in groups.items()]
    return tuple(
        sorted(
            found,
            key=lambda group: (
                -group.backlog.overdue,
                -group.backlog.due_soon,
                -group.backlog.total,
                group.place,
                group.agency or "",
            ),
        )
    )


# Upper edges in HK of the age bands; the last has none.
AGE_BANDS: tuple[tuple[str, int | None], ...] = (
    ("≤ 3 HK", 3),
    ("4–5 HK", 5),
    ("6–14 HK", 14),
    ("15–60 HK", 60),
    ("> 60 HK", None),
)


@dataclass(frozen=True)
class AgeBand:
    """The open complaints whose clock stands in one band of HK, by urgency."""

    label: str
    backlog: Backlog


def by_age(rows: Iterable[OpenComplaint]) -> tuple[AgeBand, ...]:
    """All of AGE_BANDS in order, with the rows whose `age_wd` lies in them. (A pause whose
    beginning nobody wrote down is not taken off; such rows are among the paused ones only.)"""
    members: list[list[OpenComplaint]] = [[] for _ in AGE_BANDS]
    for row in rows:
        place = next(
            index for index, (_, edge) in enumerate(AGE_BANDS) if edge is None or row.age_wd <= edge
        )
        members[place].append(row)
    return tuple(
        AgeBand(label, backlog_of(group))
        for (label, _), group in zip(AGE_BANDS, members, strict=True)
    )
