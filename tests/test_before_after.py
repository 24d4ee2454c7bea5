"""Before and after of programmes, and checks of plans, on complaints that can be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapor_data.domain import vocabulary as v
from lapor_data.domain.loose_dates import LooseDate
from lapor_data.domain.record_checks import Check
from lapor_data.domain.records import Record
from lapor_data.questions.before_after import before_after
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.rates import rate_ratio
from lapor_data.questions.record_outcomes import checked, named_complaints
from tests.tiny import BANJARBARU, HSU, Row, source_of

BEGIN = date(2022, 3, 9)  # a Wednesday
EVERYTHING = ComplaintFilter(Period.parse("2021"))
FIRST, LAST = date(2021, 1, 1), date(2022, 12, 31)
PROGRAMME = Record("p", "program", "Lapor Berbagi", LooseDate(2022, 3, 9), source="MC")


def _rows(*days: int, first_id: int = 1, **changes: object) -> list[Row]:
    """One complaint per day given relative to the begin."""
    return [
        replace(Row(first_id + index, BEGIN + timedelta(days=day)), **changes)  # type: ignore[arg-type]
        for index, day in enumerate(days)
    ]


SOURCE = source_of(
    [
        # Before: −57 is one day too early; −56 and −1 are its ends. After: 0 and 55 are its ends.
        *_rows(-57, -56, -30, -1, 0, 0, 10, 20, 55, 56),
        *_rows(-5, 3, first_id=20, stage=v.STAGE_ARCHIVED),
        *_rows(5, first_id=30, place=HSU, category="Banjir"),
        # The same weeks 52 weeks earlier: one before, two after.
        *_rows(-364 - 1, -364, -364 + 55, first_id=40),
    ]
)  # fmt: skip


def test_eight_weeks_on_each_side() -> None:
    found = before_after(SOURCE, EVERYTHING, PROGRAMME, FIRST, LAST)
    assert found.sides is not None
    assert (found.sides.before.first, found.sides.before.last) == (
        date(2022, 1, 12),
        date(2022, 3, 8),
    )
    assert (found.sides.after.first, found.sides.after.last) == (date(2022, 3, 9), date(2022, 5, 3))
    assert (found.sides.count_before, found.sides.count_after) == (3, 6)
    assert found.sides.weeks == 8
    assert found.sides.ratio == rate_ratio(6, 3, 56, 56)
    assert found.sides.ratio.ratio == 2
    assert found.year_before is not None
    assert (found.year_before.count_before, found.year_before.count_after) == (1, 2)
    assert found.year_before.after.first == date(2021, 3, 10)  # a Wednesday too


def test_place_and_topic_of_the_record_narrow() -> None:
    own = replace(PROGRAMME, place=HSU, topic="Banjir")
    found = before_after(SOURCE, EVERYTHING, own, FIRST, LAST)
    assert found.sides is not None
    assert (found.sides.count_before, found.sides.count_after) == (0, 1)
    chosen = EVERYTHING.with_(place=BANJARBARU)
    found = before_after(SOURCE, chosen, PROGRAMME, FIRST, LAST)
    assert found.sides is not None
    assert (found.sides.count_before, found.sides.count_after) == (3, 5)


def test_a_begin_known_by_its_month_leaves_the_month_out() -> None:
    found = before_after(
        SOURCE, EVERYTHING, replace(PROGRAMME, since=LooseDate(2022, 3)), FIRST, LAST
    )
    assert found.sides is not None
    assert found.sides.before.last == date(2022, 2, 28)
    assert found.sides.after.first == date(2022, 4, 1)
    # −30 is 7 Feb; 55 and 56 are 3 and 4 May; those of March are in neither side. −57 is 11 Jan.
    assert (found.sides.count_before, found.sides.count_after) == (3, 2)


def test_fewer_weeks_at_the_edge_of_the_data() -> None:
    found = before_after(SOURCE, EVERYTHING, PROGRAMME, FIRST, BEGIN + timedelta(days=20))
    assert found.sides is not None
    assert found.sides.weeks == 3  # 21 days are known after the begin
    assert (found.sides.count_before, found.sides.count_after) == (1, 5)
    late = before_after(SOURCE, EVERYTHING, PROGRAMME, BEGIN - timedelta(days=6), LAST)
    assert (late.sides, late.why_not) == (None, "di luar rentang data")
    assert late.year_before is None
    year = before_after(SOURCE, EVERYTHING, replace(PROGRAMME, since=LooseDate(2022)), FIRST, LAST)
    assert (year.sides, year.why_not) == (None, "hanya tahunnya yang diketahui")


@given(st.dates(date(2020, 1, 1), date(2024, 1, 1)), st.integers(0, 200), st.integers(0, 200))
def test_both_sides_hold_the_same_weekdays(begin: date, before: int, after: int) -> None:
    record = replace(PROGRAMME, since=LooseDate(begin.year, begin.month, begin.day))
    first, last = begin - timedelta(days=before), begin + timedelta(days=after)
    found = before_after(SOURCE, EVERYTHING, record, first, last)
    if found.sides is None:
        assert min(before, after + 1) < 7
        return
    for side in (found.sides.before, found.sides.after):
        assert first <= side.first and side.last <= last
        assert side.days == 7 * found.sides.weeks <= 56
    assert found.sides.before.first.weekday() == found.sides.after.first.weekday()
    assert found.sides.before.until == found.sides.after.first == begin


CHECKED = source_of(
    [
        Row(1, date(2022, 2, 1), HSU, response_wd=1),
        Row(2, date(2022, 3, 1), HSU, v.STAGE_NOT_FOLLOWED_UP),
        Row(3, date(2022, 4, 1), HSU, response_wd=6, category="Parkir"),
        Row(4, date(2022, 5, 1), BANJARBARU, v.STAGE_NOT_FOLLOWED_UP),
        Row(5, date(2023, 1, 9), HSU, response_wd=1, is_secret=True, title="isi"),
    ],
    data_date=date(2023, 2, 1),
)
TODAY = date(2023, 2, 1)


@pytest.mark.parametrize(
    ("check", "value", "n", "met"),
    [
        ("tindak_lanjut ≥ 66.7 pada 2022", 200 / 3, 3, True),
        ("tindak_lanjut ≥ 67 pada 2022", 200 / 3, 3, True),
        ("tindak_lanjut ≥ 90 pada 2022", 200 / 3, 3, False),
        ("tepat_waktu ≥ 50 pada 2022", 100 / 3, 3, False),
        ("selesai ≤ 70 pada 2022", 200 / 3, 3, True),
        ("aduan ≥ 4 pada 2022", 3.0, 3, False),
        ("median_respons ≤ 3 pada 2022", None, 3, None),  # fewer than five are timed
        ("tindak_lanjut ≥ 90 pada 2021", None, 0, None),
    ],
)
def test_a_plan_is_checked_against_the_figures(
    check: str, value: float | None, n: int, met: bool | None
) -> None:
    plan = Record("r", "rencana", "Bimtek", LooseDate(2022), place=HSU, check=Check.parse(check))
    found = checked(CHECKED, plan, TODAY)
    assert found is not None
    assert found.value == pytest.approx(value) if value else found.value is None
    assert (found.n, found.met, found.running) == (n, met, False)


def test_the_period_of_a_check() -> None:
    check = Check("tindak_lanjut", True, "90")
    plan = Record("r", "rencana", "Bimtek", LooseDate(2022, 3), place=HSU, check=check)
    until_now = checked(CHECKED, plan, TODAY)
    assert until_now is not None
    assert (until_now.period.first, until_now.period.last) == (date(2022, 3, 1), TODAY)
    assert (until_now.n, until_now.running) == (3, False)
    due = checked(CHECKED, replace(plan, due=date(2022, 3, 31)), TODAY)
    assert due is not None
    assert (due.n, due.value, due.met) == (1, 0, False)
    running = checked(CHECKED, replace(plan, check=replace(check, period="2023-S1")), TODAY)
    assert running is not None
    assert (running.n, running.value, running.running) == (1, 100, True)
    topic = checked(CHECKED, replace(plan, topic="Parkir", due=date(2022, 12, 31)), TODAY)
    assert topic is not None
    assert (topic.n, topic.met) == (1, True)
    assert checked(CHECKED, replace(plan, check=None), TODAY) is None
    assert checked(CHECKED, replace(plan, check=replace(check, period="nanti")), TODAY) is None


def test_named_complaints_are_found_and_keep_their_secret() -> None:
    record = replace(PROGRAMME, tracking_ids=(3, 5, 99))
    found = named_complaints(CHECKED, record)
    assert [(row.tracking_id, row.title) for row in found] == [
        (5, "(dirahasiakan)"),
        (3, "(tidak disimpan)"),
    ]
    assert named_complaints(CHECKED, PROGRAMME) == []
