"""Where one complaint stood at the end of a day, and what it waits for (domain.md §3).

At the data date the newest export says it; for an earlier day it is replayed from what carries a
time. Where a needed time is missing the state is unknown: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from lapor_data.domain import vocabulary as v
from lapor_data.domain.workdays import FIRST_DAY, calendar

STEP_VERIFY = "verifikasi"
STEP_RESPOND = "tindak lanjut pertama"
STEP_FINISH = "penyelesaian"
FROM_RECEIPT = "diterima"
FROM_DISPATCH = "disposisi"

_ENDS = (v.ACTIVITY_CLOSED, v.ACTIVITY_ARCHIVED)
_ORDER = {activity: place for place, activity in enumerate(v.ACTIVITIES)}


@dataclass(frozen=True)
class Event:
    """One line of the log, or a date column of the main export."""

    at: datetime
    activity: str
    agency: str = ""


@dataclass(frozen=True)
class Past:
    """What is known of one complaint: its newest stage, its milestones and its log."""

    received: date
    stage: str
    verified_at: datetime | None = None
    dispatched_at: datetime | None = None
    first_response_at: datetime | None = None
    closed_at: datetime | None = None
    log: tuple[Event, ...] = ()

    def events(self) -> list[Event]:
        """Log and milestones in order; a milestone that the log holds is not there twice."""
        logged = {(event.at, event.activity) for event in self.log}
        milestones = (
            (self.verified_at, v.ACTIVITY_VERIFIED),
            (self.dispatched_at, v.ACTIVITY_DISPATCHED),
            (self.first_response_at, v.ACTIVITY_FOLLOWED_UP),
            (self.closed_at, v.ACTIVITY_CLOSED),
        )
        extra = [
            Event(at, activity)
            for at, activity in milestones
            if at is not None and (at, activity) not in logged
        ]
        return sorted(
            [*self.log, *extra], key=lambda e: (e.at, _ORDER.get(e.activity, len(_ORDER)))
        )


@dataclass(frozen=True)
class OpenState:
    """An open complaint at the end of a day: its stage, the step it waits for, that step's clock.

    `age_wd` are the working days (HK) on the clock, `paused_wd` those that were taken off it;
    `paused_since` is the first day of a pause that still lasts, None where no time is known for it.
    """

    stage: str
    step: str
    clock_from: date
    clock_reason: str
    age_wd: int
    paused_wd: int
    paused_since: date | None

    @property
    def is_paused(self) -> bool:
        """Whether it waits for the reporter."""
        return self.stage == v.STAGE_WAITING


Outcome = OpenState | Literal["closed", "unknown"]


def state_now(past: Past, day: date) -> Outcome:
    """The state of a complaint that the newest export calls open; its clocks run until `day`.
    "unknown" where that status is not one of ours: whose turn it is, nobody can tell."""
    if past.stage == v.STAGE_UNKNOWN:
        return "unknown"
    responded = past.first_response_at is not None or past.stage == v.STAGE_IN_PROGRESS
    if responded:
        step = STEP_FINISH
    else:
        step = STEP_VERIFY if past.stage == v.STAGE_UNVERIFIED else STEP_RESPOND
    every = past.events()
    # A log that ends with Ditunda stands still, whatever the older export says.
    waits = bool(every) and every[-1].activity == v.ACTIVITY_POSTPONED
    return _clocked(past, day, v.STAGE_WAITING if waits else past.stage, step, every)


def state_on(past: Past, day: date) -> Outcome:
    """The state at the end of an earlier day; "unknown" where a needed time is missing."""
    if past.stage == v.STAGE_UNKNOWN:
        return "unknown"
    until = datetime.combine(day + timedelta(days=1), time())
    every = past.events()
    known = [event for event in every if event.at < until]
    if _is_closed(known):
        return "closed"
    if past.stage == v.STAGE_CLOSED and not any(
        event.activity == v.ACTIVITY_CLOSED for event in every[len(known) :]
    ):
        return "unknown"
    done = {event.activity for event in known}
    responded = v.ACTIVITY_FOLLOWED_UP in done
    has_response = past.stage in (v.STAGE_IN_PROGRESS, v.STAGE_CLOSED)
    if has_response and past.first_response_at is None:
        return "unknown"
    pauses_known = any(event.activity == v.ACTIVITY_POSTPONED for event in every)
    if past.stage == v.STAGE_WAITING and not pauses_known:
        return "unknown"
    verified = responded or bool(done & {v.ACTIVITY_VERIFIED, v.ACTIVITY_DISPATCHED})
    if not verified and past.stage != v.STAGE_UNVERIFIED and past.verified_at is None:
        return "unknown"
    step = STEP_FINISH if responded else STEP_RESPOND if verified else STEP_VERIFY
    if known and known[-1].activity == v.ACTIVITY_POSTPONED:
        stage = v.STAGE_WAITING
    else:
        stage = {
            STEP_FINISH: v.STAGE_IN_PROGRESS,
            STEP_RESPOND: v.STAGE_NOT_FOLLOWED_UP,
            STEP_VERIFY: v.STAGE_UNVERIFIED,
        }[step]
    return _clocked(past, day, stage, step, known)


def _is_closed(known: Sequence[Event]) -> bool:
    """Closed or archived, and not opened again since."""
    closed = [event.at for event in known if event.activity in _ENDS]
    opened = [event.at for event in known if event.activity == v.ACTIVITY_REOPENED]
    return bool(closed) and not (opened and max(opened) > max(closed))


def _clocked(past: Past, day: date, stage: str, step: str, known: Sequence[Event]) -> OpenState:
    start, reason = past.received, FROM_RECEIPT
    if step != STEP_VERIFY:
        dispatched = _dispatched(past, known, day)
        if dispatched is not None:
            start, reason = max(dispatched, past.received), FROM_DISPATCH
    pauses = pauses_of(known, day)
    age, paused = working_days_on_clock(start, day, pauses)
    lasting = bool(known) and known[-1].activity == v.ACTIVITY_POSTPONED
    since = pauses[-1][0] if lasting and stage == v.STAGE_WAITING else None
    return OpenState(stage, step, start, reason, age, paused, since)


def _dispatched(past: Past, known: Sequence[Event], day: date) -> date | None:
    """When the SKPD that has it now got it: the first disposition, or the later one with which the
    log hands it to another office (nobody is blamed for days that were not theirs)."""
    if past.dispatched_at is None or past.dispatched_at.date() > day:
        return None
    got, holder = past.dispatched_at.date(), ""
    for event in known:
        if event.activity != v.ACTIVITY_DISPATCHED or not event.agency:
            continue
        office = v.squash(event.agency).casefold()
        if holder and office != holder:
            got = event.at.date()
        holder = office
    return got


def pauses_of(known: Sequence[Event], day: date) -> list[tuple[date, date]]:
    """The spans that are nobody's fault, oldest first and apart: from Ditunda to whatever happens
    next, and from Ditutup or Diarsipkan to Dibuka Kembali. A Ditunda that still lasts ends on
    `day`."""
    spans: list[tuple[date, date]] = []
    postponed: date | None = None
    closed: date | None = None
    for event in known:
        at = min(event.at.date(), day)
        if event.activity == v.ACTIVITY_POSTPONED:
            postponed = postponed or (at if closed is None else None)
            continue
        if postponed is not None:
            spans.append((postponed, at))
            postponed = None
        if event.activity in _ENDS:
            closed = closed or at
        elif event.activity == v.ACTIVITY_REOPENED and closed is not None:
            spans.append((closed, at))
            closed = None
    if postponed is not None:
        spans.append((postponed, day))
    return spans


def working_days_on_clock(
    start: date, until: date, pauses: Sequence[tuple[date, date]]
) -> tuple[int, int]:
    """(HK on the clock, HK taken off it) from `start` to `until`; the spans must not overlap.

    HK as in domain.md §3: the day of the start, moved to the next working day if it is none, is 0.
    Days before 2010, where the calendar begins, count from there.
    """
    days = calendar(max(start, until, FIRST_DAY).year)

    def index(day: date) -> int:
        return max(0, (day - FIRST_DAY).days)

    first, last = days[index(start)].receipt_running, days[index(until)].running
    off = 0
    for begins, ends in pauses:
        low = max(first, days[index(begins)].running)
        off += max(0, min(last, days[index(ends)].running) - low)
    return max(0, last - first - off), off
