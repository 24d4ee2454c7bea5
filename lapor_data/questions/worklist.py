"""The work list: what is open at the end of a day, how old it is and how near its limit.

worklist(source, f, date(2023, 8, 1)).rows      # most pressing first

Counted by urgency, place, SKPD and age in `backlog.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from lapor_data.domain import vocabulary as v
from lapor_data.domain.regions import place_name
from lapor_data.domain.settings import Settings, load_settings
from lapor_data.questions.ask import Source, ask
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.rows import NO_TITLE, SECRET_TITLE
from lapor_data.questions.worklist_state import (
    STEP_RESPOND,
    STEP_VERIFY,
    Event,
    OpenState,
    Past,
    state_now,
    state_on,
)

Urgency = Literal["lewat", "segera", "aman", "jeda"]
OVERDUE: Urgency = "lewat"
DUE_SOON: Urgency = "segera"
SAFE: Urgency = "aman"
PAUSED: Urgency = "jeda"
URGENCIES: Mapping[Urgency, str] = {
    OVERDUE: "Lewat batas",
    DUE_SOON: "Jatuh tempo ≤ 1 HK",
    SAFE: "Aman",
    PAUSED: "Dijeda: menunggu pelapor",
}
_RANK = {urgency: rank for rank, urgency in enumerate(URGENCIES)}
# What is said of those that are left out.
NOT_KNOWN = "tidak dapat ditelusuri karena waktu atau statusnya tidak dikenal"
_BEFORE_ALL_DATA = date(1900, 1, 1)
# No Tracking ID is 0: the import takes none below 1.
_HIDDEN = 0


@dataclass(frozen=True)
class OpenComplaint:
    """One open complaint, the step it waits for, and that step's clock (HK = working days).

    `status` is the newest export's, None on an earlier day (only stages can be replayed); agency,
    classification and category are always the newest. `age_wd` runs from `clock_from` (the day of
    `clock_reason`: "disposisi" or "diterima") without `paused_wd`, the days that waited for the
    reporter. Rahasia titles are hidden. Where the reader may only see how many there are, the
    complaint `is_hidden`: `tracking_id` is 0 and the title empty.
    """

    tracking_id: int
    received_date: date
    place: str
    agency: str | None
    classification: str | None
    category: str | None
    stage: str
    status: str | None
    title: str
    step: str
    clock_from: date
    clock_reason: str
    age_wd: int
    limit_wd: int
    urgency: Urgency
    paused_wd: int = 0
    paused_since: date | None = None

    @property
    def place_name(self) -> str:
        """The name of the managing government's area or level."""
        return place_name(self.place)

    @property
    def is_hidden(self) -> bool:
        """Whether the reader may count this complaint but not see it."""
        return self.tracking_id == _HIDDEN

    @property
    def remaining_wd(self) -> int:
        """HK left until the limit; negative: that many past it."""
        return self.limit_wd - self.age_wd


@dataclass(frozen=True)
class Worklist:
    """What is open at the end of `as_of`, most pressing first. `left_out`: the sah complaints per
    (place, SKPD) whose state on that day is not known, because a time that would tell it is not in
    the data or their status is none of ours."""

    as_of: date
    rows: tuple[OpenComplaint, ...]
    left_out: Mapping[tuple[str, str | None], int]

    @property
    def shown(self) -> tuple[OpenComplaint, ...]:
        """The rows that the reader may see one by one; counts are of all `rows`."""
        return tuple(row for row in self.rows if not row.is_hidden)

    @property
    def not_known(self) -> int:
        """How many are left out in all."""
        return sum(self.left_out.values())

    def not_known_in(self, place: str) -> int:
        """How many are left out in one place."""
        return sum(count for (where, _), count in self.left_out.items() if where == place)


def worklist(source: Source, f: ComplaintFilter, as_of: date) -> Worklist:
    """The open sah complaints received up to `as_of`, whatever the filter's period; its place and
    other filters apply. Before the data date the state is replayed (see worklist_state)."""
    replay = source.data_date is not None and as_of < source.data_date
    bound = f.bound() | {
        "from_day": _BEFORE_ALL_DATA,
        "until_day": as_of + timedelta(days=1),
        "replay": replay,
        "activities": list(v.ACTIVITIES),
        "secret_title": SECRET_TITLE,
        "no_title": NO_TITLE,
    }
    settings = load_settings()
    rows: list[OpenComplaint] = []
    left_out: Counter[tuple[str, str | None]] = Counter()
    for cells in ask(source, "worklist", bound):
        past = _past(cells)
        state = state_on(past, as_of) if replay else state_now(past, as_of)
        if state == "unknown":
            left_out[cells["place"], cells["agency"]] += 1
        elif state != "closed":
            rows.append(_row(cells, state, settings, replay))
    rows.sort(key=_pressing)
    return Worklist(as_of, tuple(rows), left_out)


def urgency_of(age_wd: int, limit_wd: int) -> Urgency:
    """How pressing a running clock is: past its limit, at most one HK before it, or safe."""
    if age_wd > limit_wd:
        return OVERDUE
    return DUE_SOON if limit_wd - age_wd <= 1 else SAFE


def _past(cells: Mapping[str, Any]) -> Past:
    return Past(
        cells["received_date"],
        cells["stage"],
        cells["verified_at"],
        cells["dispatched_at"],
        cells["first_response_at"],
        cells["closed_at"],
        tuple(
            Event(event["at"], event["activity"], event["agency"])
            for event in cells["events"] or ()
        ),
    )


def _row(
    cells: Mapping[str, Any], state: OpenState, settings: Settings, replayed: bool
) -> OpenComplaint:
    if state.step == STEP_VERIFY:
        limit = settings.verifikasi
    elif state.step == STEP_RESPOND:
        limit = settings.respons_pertama
    else:
        limit = settings.limit_of_class(cells["classification"])
    return OpenComplaint(
        tracking_id=_HIDDEN if cells["tracking_id"] is None else cells["tracking_id"],
        received_date=cells["received_date"],
        place=cells["place"],
        agency=cells["agency"],
        classification=cells["classification"],
        category=cells["category"],
        stage=state.stage,
        status=None if replayed else cells["status"],
        title=cells["title"] or "",
        step=state.step,
        clock_from=state.clock_from,
        clock_reason=state.clock_reason,
        age_wd=state.age_wd,
        limit_wd=limit,
        urgency=PAUSED if state.is_paused else urgency_of(state.age_wd, limit),
        paused_wd=state.paused_wd,
        paused_since=state.paused_since,
    )


def _pressing(row: OpenComplaint) -> tuple[int, int, date, int]:
    return _RANK[row.urgency], row.remaining_wd, row.received_date, row.tracking_id
