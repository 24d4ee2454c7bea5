"""The state of one complaint on a day: clocks, pauses and replays, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapor_data.domain import vocabulary as v
from lapor_data.domain.workdays import working_days_between
from lapor_data.questions.worklist_state import (
    Event,
    OpenState,
    Outcome,
    Past,
    pauses_of,
    state_now,
    state_on,
    working_days_on_clock,
)

# July 2023 has no holiday from the 20th on; the 20th is a Thursday.
THU, FRI, SAT = date(2023, 7, 20), date(2023, 7, 21), date(2023, 7, 22)
MON, TUE, WED = date(2023, 7, 24), date(2023, 7, 25), date(2023, 7, 26)
LATER, DATA_DATE = date(2023, 7, 28), date(2023, 8, 1)
THU_AT = datetime(2023, 7, 20, 9)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour)


def event(day: date, activity: str, agency: str = "", hour: int = 9) -> Event:
    return Event(at(day, hour), activity, agency)


def open_state(outcome: Outcome) -> OpenState:
    assert isinstance(outcome, OpenState), outcome
    return outcome


def test_days_between_closing_and_reopening_are_nobodys_fault() -> None:
    log = [
        event(THU, "Didisposisikan", "Dishub"),
        event(THU, "Ditindaklanjuti", "Dishub", hour=10),
        event(FRI, "Ditutup"),
        event(TUE, "Dibuka Kembali"),
    ]
    past = Past(THU, v.STAGE_IN_PROGRESS, THU_AT, THU_AT, at(THU, 10), None, tuple(log))
    state = state_now(past, WED)
    assert (state.age_wd, state.paused_wd) == (2, 2)


def test_a_log_that_ends_with_ditunda_stands_still() -> None:
    """The older export may not know of it yet; now and replay must agree."""
    log = (event(FRI, "Diverifikasi"), event(MON, "Ditunda"))
    past = Past(THU, v.STAGE_NOT_FOLLOWED_UP, at(FRI), None, None, None, log)
    now, replayed = open_state(state_now(past, WED)), open_state(state_on(past, WED))
    assert now == replayed
    assert (now.is_paused, now.paused_since, now.age_wd, now.paused_wd) == (True, MON, 2, 2)


def test_days_in_the_archive_are_nobodys_fault() -> None:
    log = (event(THU, "Didisposisikan"), event(FRI, "Diarsipkan"), event(TUE, "Dibuka Kembali"))
    past = Past(THU, v.STAGE_NOT_FOLLOWED_UP, None, THU_AT, None, None, log)
    state = open_state(state_now(past, WED))
    assert (state.age_wd, state.paused_wd) == (2, 2)
    assert state_on(past, MON) == "closed"


def test_pauses_do_not_overlap() -> None:
    log = [
        event(THU, "Ditutup"), event(FRI, "Ditunda"), event(MON, "Ditutup"),
        event(WED, "Dibuka Kembali"),
    ]  # fmt: skip
    assert pauses_of(log, WED) == [(THU, WED)]


def test_another_office_starts_with_its_own_disposition() -> None:
    log = [
        event(THU, "Didisposisikan", "Dishub"),
        event(FRI, "Didisposisikan", "DISHUB "),
        event(MON, "Didisposisikan", "Dinas PUPR"),
        event(TUE, "Didisposisikan", "Dinas PUPR"),
    ]
    past = Past(THU, v.STAGE_NOT_FOLLOWED_UP, THU_AT, THU_AT, log=tuple(log))
    state = state_now(past, WED)
    assert (state.clock_from, state.age_wd) == (MON, 2)


FULL_LOG = (
    event(FRI, "Diverifikasi"),
    event(MON, "Didisposisikan", "Dishub"),
    event(TUE, "Ditindaklanjuti", "Dishub"),
    event(WED, "Ditutup"),
)
FULL = Past(THU, v.STAGE_CLOSED, at(FRI), at(MON), at(TUE), at(WED), FULL_LOG)


@pytest.mark.parametrize(
    ("day", "stage", "step", "clock_from"),
    [
        (THU, v.STAGE_UNVERIFIED, "verifikasi", THU),
        (FRI, v.STAGE_NOT_FOLLOWED_UP, "tindak lanjut pertama", THU),
        (SAT, v.STAGE_NOT_FOLLOWED_UP, "tindak lanjut pertama", THU),
        (MON, v.STAGE_NOT_FOLLOWED_UP, "tindak lanjut pertama", MON),
        (TUE, v.STAGE_IN_PROGRESS, "penyelesaian", MON),
    ],
)
def test_an_earlier_day_is_replayed(day: date, stage: str, step: str, clock_from: date) -> None:
    for past in (FULL, replace(FULL, log=())):  # from the log, or from date columns alone
        state = open_state(state_on(past, day))
        assert (state.stage, state.step, state.clock_from) == (stage, step, clock_from)


def test_replay_ends_with_closing_and_begins_again_with_reopening() -> None:
    assert state_on(FULL, WED) == "closed"
    reopened = (*FULL_LOG, event(LATER, "Dibuka Kembali"), event(DATA_DATE, "Ditutup"))
    past = replace(FULL, closed_at=at(DATA_DATE), log=reopened)
    assert state_on(past, date(2023, 7, 27)) == "closed"
    state = open_state(state_on(past, LATER))
    assert (state.stage, state.paused_wd, state.age_wd) == (v.STAGE_IN_PROGRESS, 2, 2)
    assert state_on(past, DATA_DATE) == "closed"


def test_replay_of_a_pause() -> None:
    log = (event(THU, "Diverifikasi"), event(FRI, "Ditunda"), event(TUE, "Ditanggapi Pelapor"))
    past = Past(THU, v.STAGE_NOT_FOLLOWED_UP, THU_AT, log=log)
    assert open_state(state_on(past, THU)).stage == v.STAGE_NOT_FOLLOWED_UP
    paused = open_state(state_on(past, MON))
    assert (paused.is_paused, paused.paused_since, paused.age_wd) == (True, FRI, 1)
    assert open_state(state_on(past, TUE)).stage == v.STAGE_NOT_FOLLOWED_UP


@pytest.mark.parametrize(
    ("past", "day"),
    [
        (Past(THU, v.STAGE_CLOSED), LATER),
        (replace(FULL, closed_at=None, log=FULL_LOG[:3]), LATER),
        (replace(FULL, first_response_at=None, log=(*FULL_LOG[:2], FULL_LOG[3])), TUE),
        (Past(THU, v.STAGE_IN_PROGRESS, at(FRI)), LATER),
        (Past(THU, v.STAGE_NOT_FOLLOWED_UP), LATER),
        (Past(THU, v.STAGE_WAITING, at(FRI)), LATER),
        (Past(THU, v.STAGE_UNKNOWN), LATER),
        # Reopened, and then closed at a time nobody wrote down.
        (replace(FULL, closed_at=None, log=(*FULL_LOG, event(LATER, "Dibuka Kembali"))), LATER),
    ],
    ids=["no time at all", "no closing", "no response", "in progress", "no verification", "no pause",
         "unknown status", "closed again"],
)  # fmt: skip
def test_what_cannot_be_replayed_is_not_guessed(past: Past, day: date) -> None:
    assert state_on(past, day) == "unknown"


def test_still_unverified_needs_no_times() -> None:
    assert open_state(state_on(Past(THU, v.STAGE_UNVERIFIED), FRI)).step == "verifikasi"


DAYS = st.dates(date(2020, 1, 1), date(2023, 12, 31))


@given(DAYS, DAYS)
def test_without_pauses_the_clock_counts_working_days(start: date, until: date) -> None:
    age, off = working_days_on_clock(start, until, [])
    assert (age, off) == (working_days_between(start, until) if start <= until else 0, 0)


EVENTS = st.lists(
    st.builds(
        Event,
        st.datetimes(datetime(2023, 1, 1), datetime(2023, 3, 31)),
        st.sampled_from(v.ACTIVITIES),
    ),
    max_size=8,
)


@given(EVENTS, st.dates(date(2023, 1, 1), date(2023, 4, 30)), DAYS)
def test_a_pause_never_makes_older_and_never_takes_more_than_there_is(
    log: list[Event], day: date, start: date
) -> None:
    past = Past(start, v.STAGE_IN_PROGRESS, log=tuple(log))
    pauses = pauses_of(past.events(), day)
    age, off = working_days_on_clock(start, day, pauses)
    whole, _ = working_days_on_clock(start, day, [])
    assert 0 <= age <= whole
    assert age + off == whole
    assert all(first <= last <= day for first, last in pauses)
    assert all(a[1] <= b[0] for a, b in pairwise(pauses))


@given(EVENTS, st.dates(date(2022, 12, 31), date(2023, 4, 30)), st.sampled_from(v.STAGES))
def test_what_happens_later_does_not_change_an_earlier_day(
    log: list[Event], day: date, stage: str
) -> None:
    """A state that is known at all depends only on what had happened by then."""
    past = Past(date(2022, 12, 31), stage, log=tuple(log))
    outcome = state_on(past, day)
    if isinstance(outcome, OpenState):
        until = datetime.combine(day + timedelta(days=1), datetime.min.time())
        known = tuple(line for line in log if line.at < until)
        earlier = state_on(Past(past.received, v.STAGE_UNVERIFIED, log=known), day)
        assert replace(outcome, step="", stage="") == replace(
            open_state(earlier), step="", stage=""
        )
