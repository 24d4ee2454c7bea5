"""The work list: steps, limits, filters, order and groups, each counted by hand on a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from lapor_data.domain import vocabulary as v
from lapor_data.questions.backlog import (
    AGE_BANDS,
    AgeBand,
    Backlog,
    GroupBacklog,
    backlog_of,
    by_age,
    by_agency,
    by_region,
)
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.worklist import OpenComplaint, Worklist, urgency_of, worklist
from lapor_data.questions.worklist_history import Step, history
from lapor_data.questions.worklist_state import Event
from lapor_data.store.current import open_sample
from tests.tiny import BANJARBARU, HSU, Row, TinySource, source_of

# July 2023 has no holiday from the 20th on; the 20th is a Thursday.
THU, FRI, SAT = date(2023, 7, 20), date(2023, 7, 21), date(2023, 7, 22)
MON, TUE, WED = date(2023, 7, 24), date(2023, 7, 25), date(2023, 7, 26)
DATA_DATE = date(2023, 8, 1)
ANY = ComplaintFilter(Period.parse("2023-S1"))


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour)


def event(day: date, activity: str, agency: str = "", hour: int = 9) -> Event:
    return Event(at(day, hour), activity, agency)


def source_with(
    rows: Iterable[Row],
    events: dict[int, list[Event]] | None = None,
    times: dict[int, dict[str, datetime]] | None = None,
) -> TinySource:
    """Rows with their log; `times` sets milestones of the complaint table."""
    source = source_of(rows, DATA_DATE)
    source.connection.execute(
        "CREATE TABLE IF NOT EXISTS lapor.event (tracking_id BIGINT, happened_at TIMESTAMP,"
        " activity VARCHAR, agency VARCHAR, import_no INTEGER)"
    )
    for tracking_id, log in (events or {}).items():
        for line in log:
            source.connection.execute(
                "INSERT INTO lapor.event VALUES (?, ?, ?, ?, 1)",
                [tracking_id, line.at, line.activity, line.agency],
            )
    for tracking_id, columns in (times or {}).items():
        for column, moment in columns.items():
            source.connection.execute(
                f"UPDATE lapor.complaint SET {column} = ? WHERE tracking_id = ?",
                [moment, tracking_id],
            )
    return source


def only(listed: Worklist) -> OpenComplaint:
    (row,) = listed.rows
    return row


def test_unverified_waits_for_verification_from_receipt() -> None:
    source = source_with([Row(1, THU, stage=v.STAGE_UNVERIFIED, agency="Dishub", title="Parkir")])
    row = only(worklist(source, ANY, TUE))
    assert row == OpenComplaint(
        tracking_id=1,
        received_date=THU,
        place=BANJARBARU,
        agency="Dishub",
        classification=None,
        category=None,
        stage=v.STAGE_UNVERIFIED,
        status=None,
        title="Parkir",
        step="verifikasi",
        clock_from=THU,
        clock_reason="diterima",
        age_wd=3,
        limit_wd=3,
        urgency="segera",
    )
    assert row.place_name == "Kota Banjarbaru"
    assert row.remaining_wd == 0


@pytest.mark.parametrize(
    ("day", "age", "urgency"),
    [(THU, 0, "aman"), (FRI, 1, "aman"), (SAT, 1, "aman"), (MON, 2, "segera"), (TUE, 3, "segera"),
     (WED, 4, "lewat")],
)  # fmt: skip
def test_urgency_goes_with_the_days(day: date, age: int, urgency: str) -> None:
    source = source_with([Row(1, THU, stage=v.STAGE_UNVERIFIED)])
    row = only(worklist(source, ANY, day))
    assert (row.age_wd, row.urgency) == (age, urgency)


def test_first_response_runs_from_disposition_where_it_is_known() -> None:
    rows = [Row(n, THU, stage=v.STAGE_NOT_FOLLOWED_UP) for n in (1, 2)]
    source = source_with(rows, times={1: {"verified_at": at(FRI), "dispatched_at": at(MON)}})
    with_time, without = sorted(worklist(source, ANY, DATA_DATE).rows, key=lambda r: r.tracking_id)
    assert (with_time.step, with_time.clock_reason) == ("tindak lanjut pertama", "disposisi")
    assert (with_time.clock_from, with_time.age_wd, with_time.limit_wd) == (MON, 6, 3)
    assert (without.clock_from, without.clock_reason, without.age_wd) == (THU, "diterima", 8)
    assert {with_time.urgency, without.urgency} == {"lewat"}


@pytest.mark.parametrize(
    ("classification", "limit", "urgency"),
    [
        (v.CLASS_INFORMATION, 5, "lewat"),
        (v.CLASS_ASPIRATION, 5, "lewat"),
        (v.CLASS_ORDINARY, 14, "aman"),
        (v.CLASS_OVERSIGHT, 60, "aman"),
        (None, 14, "aman"),
    ],
)
def test_after_a_response_the_limit_is_that_of_the_class(
    classification: str | None, limit: int, urgency: str
) -> None:
    row = Row(1, THU, stage=v.STAGE_IN_PROGRESS, response_wd=1, classification=classification)
    found = only(worklist(source_with([row]), ANY, DATA_DATE))
    assert (found.step, found.limit_wd, found.age_wd) == ("penyelesaian", limit, 8)
    assert found.urgency == urgency


def test_a_response_counts_although_the_status_says_nothing_of_it() -> None:
    row = Row(1, THU, stage=v.STAGE_NOT_FOLLOWED_UP, response_wd=1)
    assert only(worklist(source_with([row]), ANY, DATA_DATE)).step == "penyelesaian"


def test_nobody_is_reminded_of_a_status_that_nobody_knows() -> None:
    source = source_with([Row(1, THU, stage=v.STAGE_UNKNOWN, agency="Dishub")])
    for day in (DATA_DATE, MON):
        listed = worklist(source, ANY, day)
        assert listed.rows == ()
        assert listed.left_out == {(BANJARBARU, "Dishub"): 1}
        assert (listed.not_known, listed.not_known_in(BANJARBARU), listed.not_known_in(HSU)) == (
            1, 1, 0,
        )  # fmt: skip


def test_closed_archived_and_later_ones_are_not_open() -> None:
    rows = [
        Row(1, THU),
        Row(2, THU, stage=v.STAGE_ARCHIVED),
        Row(3, date(2023, 8, 2), stage=v.STAGE_UNVERIFIED),
        Row(4, THU, stage=v.STAGE_UNVERIFIED),
    ]
    listed = worklist(source_with(rows), ANY, DATA_DATE)
    assert [row.tracking_id for row in listed.rows] == [4]
    assert listed.not_known == 0


def test_waiting_for_the_reporter_stands_apart() -> None:
    rows = [Row(1, THU, stage=v.STAGE_WAITING), Row(2, THU, stage=v.STAGE_WAITING)]
    source = source_with(rows, {1: [event(FRI, "Diverifikasi"), event(TUE, "Ditunda")]})
    known, unknown = worklist(source, ANY, DATA_DATE).rows
    assert {known.urgency, unknown.urgency} == {"jeda"}
    by_id = {row.tracking_id: row for row in (known, unknown)}
    # Thursday to Tuesday are 3 HK on the clock, Tuesday to 1 August 5 HK off it.
    assert (by_id[1].age_wd, by_id[1].paused_wd, by_id[1].paused_since) == (3, 5, TUE)
    assert (by_id[2].age_wd, by_id[2].paused_wd, by_id[2].paused_since) == (8, 0, None)


def test_past_pauses_are_taken_off_the_clock() -> None:
    log = [
        event(THU, "Diverifikasi"),
        event(THU, "Didisposisikan", "Dishub", hour=10),
        event(FRI, "Ditunda"),
        event(TUE, "Ditanggapi Pelapor"),
    ]
    source = source_with(
        [Row(1, THU, stage=v.STAGE_NOT_FOLLOWED_UP)],
        {1: log},
        {1: {"verified_at": log[0].at, "dispatched_at": log[1].at}},
    )
    row = only(worklist(source, ANY, WED))
    # Thursday to Wednesday are 4 HK; Friday to Tuesday (2 HK) waited for the reporter.
    assert (row.age_wd, row.paused_wd, row.urgency) == (2, 2, "segera")
    assert row.paused_since is None


def test_secret_titles_are_hidden() -> None:
    rows = [
        Row(1, THU, stage=v.STAGE_UNVERIFIED, title="isi rahasia", is_secret=True),
        Row(2, THU, stage=v.STAGE_UNVERIFIED),
    ]
    titles = {row.title for row in worklist(source_with(rows), ANY, DATA_DATE).rows}
    assert titles == {"(dirahasiakan)", "(tidak disimpan)"}


def test_filters_other_than_the_period_apply() -> None:
    rows = [
        Row(1, date(2020, 1, 6), stage=v.STAGE_UNVERIFIED, agency="Dishub", category="Parkir"),
        Row(2, THU, HSU, v.STAGE_UNVERIFIED, agency="Dinas PUPR"),
        Row(3, THU, stage=v.STAGE_UNVERIFIED, channel=v.CHANNEL_SMS),
    ]
    source = source_with(rows)

    def ids(**changes: object) -> set[int]:
        listed = worklist(source, ANY.with_(**changes), DATA_DATE)
        return {row.tracking_id for row in listed.rows}

    assert ids() == {1, 2, 3}
    assert ids(period=Period.parse("2022")) == {1, 2, 3}
    assert ids(place=HSU) == {2}
    assert ids(agencies=("Dishub",)) == {1}
    assert ids(categories=("Parkir",)) == {1}
    assert ids(channels=(v.CHANNEL_SMS,)) == {3}


def test_most_pressing_first() -> None:
    rows = [
        Row(1, date(2023, 7, 31), stage=v.STAGE_UNVERIFIED),
        Row(2, THU, stage=v.STAGE_WAITING),
        Row(3, date(2023, 7, 27), stage=v.STAGE_UNVERIFIED),
        Row(4, MON, stage=v.STAGE_UNVERIFIED),
        Row(5, THU, stage=v.STAGE_UNVERIFIED),
    ]
    listed = worklist(source_with(rows), ANY, DATA_DATE)
    assert [(r.tracking_id, r.urgency) for r in listed.rows] == [
        (5, "lewat"), (4, "lewat"), (3, "segera"), (1, "aman"), (2, "jeda"),
    ]  # fmt: skip


def test_the_list_of_an_earlier_day() -> None:
    rows = [
        Row(1, THU, response_wd=5),
        Row(2, THU, response_wd=5),
        Row(3, THU),
        Row(4, date(2023, 7, 31), stage=v.STAGE_UNVERIFIED),
        Row(5, THU, stage=v.STAGE_UNVERIFIED, status="Belum Terverifikasi"),
    ]
    times = {
        n: {
            "verified_at": at(FRI),
            "dispatched_at": at(FRI),
            "first_response_at": at(date(2023, 7, 27)),
        }
        for n in (1, 2)
    }
    times[1]["closed_at"] = at(date(2023, 7, 28))
    times[2]["closed_at"] = at(TUE)
    source = source_with(rows, times=times)
    before = worklist(source, ANY, WED)
    assert [(row.tracking_id, row.step, row.status) for row in before.rows] == [
        (5, "verifikasi", None),
        (1, "tindak lanjut pertama", None),
    ]
    assert before.not_known == 1
    today = worklist(source, ANY, DATA_DATE)
    assert [(row.tracking_id, row.status) for row in today.rows] == [
        (5, "Belum Terverifikasi"),
        (4, None),
    ]
    assert today.not_known == 0


def listed(*rows: tuple[str, str | None, int, str]) -> list[OpenComplaint]:
    """(place, agency, age, urgency) as rows."""
    plain = OpenComplaint(
        0, THU, HSU, None, None, None, "", None, "", "verifikasi", THU, "diterima", 0, 3, "aman"
    )  # fmt: skip
    return [
        replace(plain, tracking_id=n, place=place, agency=agency, age_wd=age, urgency=urgency)  # type: ignore[arg-type]
        for n, (place, agency, age, urgency) in enumerate(rows)
    ]


def test_groups() -> None:
    rows = listed(
        (HSU, "Dishub", 4, "lewat"),
        (HSU, None, 3, "segera"),
        (BANJARBARU, "Dishub", 61, "lewat"),
        (BANJARBARU, "Dishub", 15, "lewat"),
        (BANJARBARU, "Dinas PUPR", 60, "jeda"),
        ("provinsi", "Dishub", 0, "aman"),
    )
    assert backlog_of(rows) == Backlog(3, 1, 1, 1)
    assert backlog_of(rows).total == 6
    assert by_region(rows) == (
        GroupBacklog(BANJARBARU, None, Backlog(2, 0, 0, 1)),
        GroupBacklog(HSU, None, Backlog(1, 1, 0, 0)),
        GroupBacklog("provinsi", None, Backlog(0, 0, 1, 0)),
    )
    assert by_agency(rows) == (
        GroupBacklog(BANJARBARU, "Dishub", Backlog(2, 0, 0, 0)),
        GroupBacklog(HSU, "Dishub", Backlog(1, 0, 0, 0)),
        GroupBacklog(HSU, None, Backlog(0, 1, 0, 0)),
        GroupBacklog(BANJARBARU, "Dinas PUPR", Backlog(0, 0, 0, 1)),
        GroupBacklog("provinsi", "Dishub", Backlog(0, 0, 1, 0)),
    )
    assert by_age(rows) == (
        AgeBand("≤ 3 HK", Backlog(0, 1, 1, 0)),
        AgeBand("4–5 HK", Backlog(1, 0, 0, 0)),
        AgeBand("6–14 HK", Backlog()),
        AgeBand("15–60 HK", Backlog(1, 0, 0, 1)),
        AgeBand("> 60 HK", Backlog(1, 0, 0, 0)),
    )
    assert by_region([]) == by_agency([]) == ()
    assert [band.backlog.total for band in by_age([])] == [0] * len(AGE_BANDS)


@pytest.mark.parametrize(
    ("age", "limit", "expected"),
    [(4, 3, "lewat"), (3, 3, "segera"), (2, 3, "segera"), (1, 3, "aman"), (0, 0, "segera")],
)
def test_edges_of_urgency(age: int, limit: int, expected: str) -> None:
    assert urgency_of(age, limit) == expected


def test_history_in_order_without_doubles() -> None:
    log = [event(FRI, "Diverifikasi", "Pemko Banjarbaru", hour=10), event(MON, "Ditunda")]
    source = source_with(
        [Row(1, THU, stage=v.STAGE_WAITING)],
        {1: log, 2: log},
        {1: {"verified_at": log[0].at, "dispatched_at": datetime(2023, 7, 22)}},
    )
    steps = history(source, 1)
    assert steps == (
        Step(datetime(2023, 7, 20, 8, 5), "Diterima", ""),
        Step(datetime(2023, 7, 21, 10), "Diverifikasi", "Pemko Banjarbaru"),
        Step(datetime(2023, 7, 22), "Didisposisikan", ""),
        Step(datetime(2023, 7, 24, 9), "Ditunda", ""),
    )
    assert [step.has_time for step in steps] == [True, True, False, True]
    assert history(source, 99) == ()


def test_the_sample_replayed_to_its_last_day_agrees_with_its_statuses() -> None:
    """The replay of the data date itself finds the stage that the newest export tells."""
    source = open_sample()
    assert source.data_date
    now = worklist(source, ANY, source.data_date)
    # One day on, the same rows would be replayed from times alone.
    asked = replay_of(source.data_date)
    stages = {row.tracking_id: row.stage for row in now.rows}
    replayed = {row.tracking_id: row.stage for row in asked.rows}
    assert len(replayed) > 400
    differing = {
        n for n, stage in replayed.items() if stages.get(n) not in (stage, v.STAGE_UNKNOWN)
    }
    assert not differing


def replay_of(day: date) -> Worklist:
    """The sample's work list of a day as if its data went further."""
    sample = open_sample()

    class Later:
        data_date = day + timedelta(days=1)
        reader = sample.reader

        def rows_cursor(self) -> object:
            return sample.rows_cursor()

        def cursor(self) -> object:
            return sample.cursor()

        def refuse_damage(self) -> None:
            raise AssertionError

    return worklist(Later(), ANY, day)
