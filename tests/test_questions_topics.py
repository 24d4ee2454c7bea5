"""Topics and words: hand-counted rankings, and when a change may be called one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lapor_data.domain import vocabulary as v
from lapor_data.questions import topics
from lapor_data.questions.filters import EMPTY, ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.stop_words import STOP_WORDS
from lapor_data.questions.topics import TopicRow
from tests.tiny import BANJARBARU, HSU, Row, source_of, tiny

S1 = ComplaintFilter(Period.parse("2021-S1"))


def test_ranking_over_sah_with_empty_last() -> None:
    assert topics.by_category(tiny(), S1) == [
        TopicRow("Parkir", 3),
        TopicRow("Banjir", 2),
        TopicRow("Jalan Berlubang", 2),
        TopicRow(None, 2),
    ]
    assert topics.by_category(tiny(), S1.with_(place=HSU)) == [
        TopicRow("Banjir", 2),
        TopicRow("Parkir", 1),
    ]
    assert topics.by_category(tiny(), S1, Period.parse("2020")) == [TopicRow("Banjir", 2)]


def test_by_month_with_zeros() -> None:
    rows = topics.topic_by_month(tiny(), S1, ["Parkir", EMPTY], date(2021, 1, 15), date(2021, 7, 1))
    assert [(row.category, row.month.month, row.valid) for row in rows if row.valid] == [
        ("Parkir", 1, 2),
        ("Parkir", 6, 1),
        ("Parkir", 7, 1),
        (EMPTY, 3, 1),
        (EMPTY, 5, 1),
    ]
    assert len(rows) == 14


def test_by_region_with_the_regions_own_base() -> None:
    rows = topics.topic_by_region(tiny(), S1.with_(place=HSU), ["Parkir", EMPTY])
    assert len(rows) == 26
    found = {(row.place, row.category): (row.valid, row.n) for row in rows if row.n}
    assert found == {
        (BANJARBARU, "Parkir"): (2, 5),
        (BANJARBARU, EMPTY): (1, 5),
        (HSU, "Parkir"): (1, 3),
        (HSU, EMPTY): (0, 3),
    }
    parking = next(row for row in rows if row.place == BANJARBARU)
    assert parking.percent == 40 and parking.short_name == "Banjarbaru"
    assert next(row for row in rows if row.place == "63.01").percent is None


def change(now: int, before: int, **others: tuple[int, int]) -> topics.TopicChange:
    """The change of topic "A" among others, over 181 days each."""
    pairs = {"A": (now, before), **others}
    rows = topics.changes_of(
        [TopicRow(name, pair[0]) for name, pair in pairs.items() if pair[0]],
        [TopicRow(name, pair[1]) for name, pair in pairs.items() if pair[1]],
        181,
        181,
    )
    return next(row for row in rows if row.category == "A")


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [
        (40, 10, topics.RISING),
        (10, 40, topics.FALLING),
        (12, 0, topics.NEW),
        (0, 12, topics.FALLING),
        (25, 20, topics.STEADY),
        (7, 3, topics.STEADY),
        (9, 0, topics.TOO_FEW),
        (4, 5, topics.TOO_FEW),
        (1, 0, topics.TOO_FEW),
    ],
)
def test_verdicts(now: int, before: int, verdict: str) -> None:
    found = change(now, before)
    assert found.verdict == verdict
    assert (found.now, found.before, found.days_now, found.days_before) == (now, before, 181, 181)
    if verdict == topics.TOO_FEW:
        assert found.p_adjusted == 1


def test_known_values_of_one_change() -> None:
    found = change(40, 10)
    assert found.ratio == 4
    # R: binom.test(40, 50) gives 0.6628–0.8997 for the share, p = 2.386e-05 (twice the tail).
    assert found.low == pytest.approx(0.66282 / (1 - 0.66282), rel=1e-4)
    assert found.high == pytest.approx(0.89970 / (1 - 0.89970), rel=1e-4)
    assert found.p_adjusted == pytest.approx(2.3861e-05, rel=1e-3)
    assert change(12, 0).ratio is None and change(12, 0).high is None
    assert change(0, 12).ratio == 0 and change(0, 12).low == 0


def test_many_topics_make_a_change_harder_to_call() -> None:
    assert change(20, 6).verdict == topics.RISING
    others = {f"T{number}": (10, 10) for number in range(20)}
    assert change(20, 6, **others).verdict == topics.UNSURE


def test_unequal_spans_compare_per_day() -> None:
    (row,) = topics.changes_of([TopicRow("A", 30)], [TopicRow("A", 60)], 31, 62)
    assert row.ratio == pytest.approx(1) and row.verdict == topics.STEADY


def test_order_and_empty_category() -> None:
    now = {"Naik": 50, "Naik kuat": 90, "Tetap": 200, "Sedikit": 2, "Turun": 10, "Baru": 30}
    before = {"Naik": 20, "Naik kuat": 20, "Tetap": 200, "Turun": 50, "Sedikit": 0}
    rows = topics.changes_of(
        [*(TopicRow(name, valid) for name, valid in now.items()), TopicRow(None, 99)],
        [TopicRow(name, valid) for name, valid in before.items()],
        181,
        181,
    )
    assert [(row.category, row.verdict) for row in rows] == [
        ("Baru", "baru"),
        ("Naik kuat", "naik"),
        ("Naik", "naik"),
        ("Turun", "turun"),
        ("Tetap", "tetap"),
        ("Sedikit", "terlalu sedikit"),
    ]


def test_changes_from_the_rows_behind_them() -> None:
    rows = topics.topic_changes(tiny(), S1, Period.parse("2020-S1"))
    assert [(row.category, row.now, row.before) for row in rows] == [
        ("Banjir", 2, 1),
        ("Parkir", 3, 0),
        ("Jalan Berlubang", 2, 0),
    ]
    assert {(row.days_now, row.days_before) for row in rows} == {(181, 182)}


def test_a_running_period_counts_its_elapsed_days() -> None:
    source = source_of(
        [Row(1, date(2023, 7, 2), category="Parkir"), Row(2, date(2022, 7, 2), category="Parkir")],
        date(2023, 7, 10),
    )
    july = ComplaintFilter(Period.parse("2023-07"))
    compared = july.compared_with(source.data_date or date.max)
    assert compared is not None
    (row,) = topics.topic_changes(source, july, compared)
    assert (row.days_now, row.days_before, row.now, row.before) == (10, 10, 1, 1)


def titles(words: str, count: int, day: date, first_id: int) -> list[Row]:
    return [Row(first_id + i, day - timedelta(days=i % 20), title=words) for i in range(count)]


def test_rising_words() -> None:
    rows = (
        titles("KABUT asap, kabut di jalan 123 dan rumah", 30, date(2023, 7, 31), 1)
        + titles("Lampu rumah padam", 30, date(2023, 7, 31), 100)
        + titles("lampu rumah padam", 58, date(2022, 7, 31), 200)
        + titles("asap kabut", 2, date(2022, 7, 31), 300)
        + [
            Row(400, date(2023, 7, 1), title="Kabut asap", stage=v.STAGE_ARCHIVED),
            Row(401, date(2023, 7, 1), title=None, is_secret=True),
        ]
    )
    july = ComplaintFilter(Period.parse("2023-07"))
    found = topics.rising_words(source_of(rows), july, Period.parse("2022-07"))
    assert [(row.word, row.now, row.before) for row in found] == [
        ("asap", 30, 2),
        ("kabut", 30, 2),
    ]
    assert {(row.titles_now, row.titles_before) for row in found} == {(60, 60)}
    assert found[0].ratio == 15 and found[0].low is not None and found[0].low > 1
    assert topics.rising_words(source_of(rows), july, Period.parse("2022-07"), limit=1) == found[:1]


def test_no_words_without_titles_on_both_sides() -> None:
    july = ComplaintFilter(Period.parse("2023-07"))
    rows = titles("kabut asap", 30, date(2023, 7, 31), 1)
    assert topics.rising_words(source_of(rows), july, Period.parse("2022-07")) == []


def test_stop_words_are_words_of_the_tokeniser() -> None:
    assert all(word.isalpha() and word == word.lower() and len(word) >= 3 for word in STOP_WORDS)
    assert not STOP_WORDS & {"kebakaran", "pemilu", "banjir", "lampu", "parkir", "lahan"}


def test_the_catch_all_is_never_called_rising() -> None:
    now = [TopicRow(topics.CATCH_ALL, 90), TopicRow("Parkir", 90)]
    before = [TopicRow(topics.CATCH_ALL, 5), TopicRow("Parkir", 5)]
    found = topics.changes_of(now, before, 181, 181)
    assert [(row.category, row.verdict) for row in found] == [("Parkir", topics.RISING)]
