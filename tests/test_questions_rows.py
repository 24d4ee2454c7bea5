"""The rows behind a figure: as many as the figure says, safe to show and to open in Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapor_data.domain import vocabulary as v
from lapor_data.domain.errors import UnknownChoiceError
from lapor_data.domain.regions import LEVEL_NAMES, REGIONS
from lapor_data.questions import rows, speed, summary, topics
from lapor_data.questions.filters import EMPTY, ComplaintFilter
from lapor_data.questions.measures import Measures
from lapor_data.questions.periods import Period
from lapor_data.questions.rows import KINDS, RowsOf
from tests.tiny import BANJARBARU, HSU, Row, TinySource, source_of, tiny

S1 = ComplaintFilter(Period.parse("2021-S1"))


def ids(spec: RowsOf, f: ComplaintFilter = S1, page: int = 0, size: int = 50) -> list[int]:
    return [row.tracking_id for row in rows.rows(tiny(), f, spec, page, size).rows]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("received", [8, 7, 10, 9, 6, 5, 4, 3, 2, 1]),
        ("valid", [8, 7, 10, 9, 5, 4, 3, 2, 1]),
        ("archived", [6]),
        ("followed_up", [7, 10, 9, 4, 3, 2, 1]),
        ("not_followed_up", [8, 5]),
        ("closed", [7, 10, 3, 2, 1]),
        ("timed", [7, 10, 9, 3, 2, 1]),
        ("on_time", [10, 2, 1]),
        ("late", [7, 9, 3]),
        ("within_limit", [10, 9, 2, 1]),
        ("untimed", [4]),
        ("not_responded", [8, 5]),
        ("hk_1", [1]),
        ("hk_3", [10, 2]),
        ("hk_5", [9]),
        ("hk_14", [3]),
        ("hk_lebih", [7]),
    ],
)
def test_kinds(kind: str, expected: list[int]) -> None:
    assert ids(RowsOf(kind)) == expected
    assert rows.rows(tiny(), S1, RowsOf(kind)).total == len(expected)


def test_every_kind_is_tested() -> None:
    (mark,) = test_kinds.pytestmark  # type: ignore[attr-defined]
    assert {kind for kind, _ in mark.args[1]} == set(KINDS)


def test_narrowing() -> None:
    assert ids(RowsOf("valid", place=HSU)) == [8, 7, 9]
    assert ids(RowsOf("valid", place=HSU), S1.with_(place=BANJARBARU)) == [8, 7, 9]
    assert ids(RowsOf("valid"), S1.with_(place=BANJARBARU)) == [5, 4, 3, 2, 1]
    assert ids(RowsOf("valid", category="Parkir")) == [7, 2, 1]
    assert ids(RowsOf("valid", category=EMPTY)) == [10, 5]
    assert ids(RowsOf("valid", agency="Dishub", place=BANJARBARU)) == [2, 1]
    assert ids(RowsOf("valid", agency=EMPTY, place=BANJARBARU)) == [5]
    assert ids(RowsOf("valid", classification=v.CLASS_ORDINARY)) == [7, 2, 1]
    assert ids(RowsOf("valid", month=date(2021, 7, 15))) == [11]
    assert ids(RowsOf("valid", channels=(v.CHANNEL_SOCIAL,))) == [7, 5, 4]
    assert ids(RowsOf("valid", word="parkir")) == [7, 10, 3, 2, 1]


def test_pages() -> None:
    assert ids(RowsOf("received"), page=0, size=4) == [8, 7, 10, 9]
    assert ids(RowsOf("received"), page=2, size=4) == [2, 1]
    assert ids(RowsOf("received"), page=3, size=4) == []
    assert rows.rows(tiny(), S1, RowsOf("received"), page=3, size=4).total == 10
    other = rows.rows(tiny(), S1, RowsOf("received"), period=Period.parse("2020"))
    assert other.total == 2


def test_a_row_in_full() -> None:
    (row,) = rows.rows(tiny(), S1, RowsOf("hk_14")).rows
    assert row == rows.ComplaintRow(
        tracking_id=3,
        received_date=date(2021, 2, 10),
        received_at=datetime(2021, 2, 10, 8, 5),
        place=BANJARBARU,
        place_reason="instansi induk",
        agency="Dinas PUPR",
        classification=v.CLASS_INFORMATION,
        channel=v.CHANNEL_WEB,
        category="Jalan Berlubang",
        status=None,
        stage=v.STAGE_CLOSED,
        title="Lubang di jalan, Parkir",
        first_response_at=datetime(2021, 2, 16, 12),
        closed_at=None,
        response_wd=6,
        resolution_wd=None,
    )
    assert row.place_name == "Kota Banjarbaru"


def test_titles_that_are_not_shown() -> None:
    shown = {row.tracking_id: row.title for row in rows.rows(tiny(), S1, RowsOf("valid")).rows}
    assert shown[4] == "(dirahasiakan)"
    assert shown[5] == "(tidak disimpan)"


def test_labels() -> None:
    assert RowsOf("valid", place=HSU, category=EMPTY, agency="Dishub").label == (
        "aduan sah · Kabupaten Hulu Sungai Utara · topik: tanpa isi · instansi: Dishub"
    )
    with pytest.raises(UnknownChoiceError, match="bagus"):
        RowsOf("bagus")


def read(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv() -> None:
    table = read(rows.rows_csv(tiny(), S1, RowsOf("valid", place=BANJARBARU)))
    assert table[0][:4] == ["Tracking ID", "Tanggal masuk", "Waktu masuk", "Kabupaten/kota"]
    assert [line[0] for line in table[1:]] == ["5", "4", "3", "2", "1"]
    assert table[4] == [
        "2", "2021-01-20", "08:05:00", "Kota Banjarbaru", "instansi induk", "Dishub",
        v.CLASS_ORDINARY, v.CHANNEL_APP, "Parkir", "", v.STAGE_CLOSED, "'=PARKIR liar; lagi",
        "2021-01-23 12:00:00", "", "3", "",
    ]  # fmt: skip
    assert "rahasia" not in table[2][11].replace("(dirahasiakan)", "")


def test_csv_without_rows_has_its_heads() -> None:
    assert len(read(rows.rows_csv(source_of([]), S1, RowsOf("valid")))) == 1


DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("start", DANGEROUS)
@pytest.mark.parametrize("before", ["", " ", "\ufeff", "\u00a0", "\t", "\r", "\n"])
def test_dangerous_cells_become_text(start: str, before: str) -> None:
    assert rows.safe_cell(f"{before}{start}1+1").startswith("'")


@pytest.mark.parametrize("start", ["\t", "\r", "\n"])
def test_cells_that_start_with_a_control_character_become_text(start: str) -> None:
    assert rows.safe_cell(f"{start}jalan\r\nrusak") == "' jalan rusak"


@given(st.text(st.characters(codec="utf-8")))
def test_any_cell_is_safe_and_keeps_its_words(text: str) -> None:
    safe = rows.safe_cell(text)
    assert not safe.lstrip().startswith(DANGEROUS)
    assert not set(safe) & set("\r\n\t\x00")
    assert safe.removeprefix("'").split() == text.removeprefix("'").replace("\x00", " ").split()


def test_numbers_stay_numbers() -> None:
    assert rows.safe_cell(-3) == -3 and rows.safe_cell(None) is None


MEASURE_OF_KIND: dict[str, Callable[[Measures], int]] = {
    "received": lambda m: m.received,
    "valid": lambda m: m.valid,
    "archived": lambda m: m.archived,
    "followed_up": lambda m: m.followed_up,
    "not_followed_up": lambda m: m.not_followed_up,
    "closed": lambda m: m.closed,
    "timed": lambda m: m.timed,
    "on_time": lambda m: m.on_time,
    "late": lambda m: m.timed - m.on_time,
    "within_limit": lambda m: m.within_limit,
    "untimed": lambda m: m.followed_up - m.followed_up_timed,
    "not_responded": lambda m: m.not_followed_up,
}

complaints = st.lists(
    st.builds(
        Row,
        tracking_id=st.integers(1, 10**7),
        received_date=st.dates(date(2020, 11, 1), date(2021, 8, 31)),
        place=st.sampled_from([BANJARBARU, HSU, "63.01", "provinsi", "pusat"]),
        stage=st.sampled_from(v.STAGES),
        response_wd=st.none() | st.integers(0, 40),
        category=st.sampled_from([None, "Parkir", "Banjir"]),
        classification=st.sampled_from([None, *v.CLASSIFICATIONS]),
        channel=st.sampled_from(v.CHANNELS),
        agency=st.sampled_from([None, "Dishub", "Dinas PUPR"]),
    ),
    max_size=30,
    unique_by=lambda row: row.tracking_id,
)


def counted(source: TinySource, f: ComplaintFilter, **narrow: object) -> dict[str, int]:
    return {
        kind: rows.rows(source, f, RowsOf(kind, **narrow), size=1).total  # type: ignore[arg-type]
        for kind in KINDS
    }


def expected(measures: Measures) -> dict[str, int]:
    return {kind: count(measures) for kind, count in MEASURE_OF_KIND.items()}


@given(complaints, st.sampled_from([None, BANJARBARU, "provinsi"]))
@settings(max_examples=15, deadline=None)
def test_rows_are_as_many_as_the_figures_say(found: list[Row], place: str | None) -> None:
    source = source_of(found)
    f = S1.with_(place=place)
    whole = summary.totals(source, f)
    counts = counted(source, f)
    assert expected(whole).items() <= counts.items()
    if place is None:
        bands = speed.response_bands(source, f)[-1]
        assert {band: bands.count(band) for band in speed.BANDS}.items() <= counts.items()

    everywhere = summary.by_region(source, f) + summary.by_level(source, f)
    assert len(everywhere) == len(REGIONS) + len(LEVEL_NAMES)
    for row in everywhere:
        if row.measures.received:
            part = counted(source, f, place=row.place)
            assert expected(row.measures).items() <= part.items()
    for field in ("received", "valid", "followed_up", "closed", "timed", "on_time", "within_limit"):
        total = getattr(whole, field)
        if place is None:
            assert sum(getattr(row.measures, field) for row in everywhere) == total
        for groups in (
            summary.by_classification(source, f),
            summary.by_channel(source, f),
            summary.by_agency(source, f),
            summary.by_month(source, f, f.period.first, f.period.last),
        ):
            assert sum(getattr(row.measures, field) for row in groups) == total
    assert sum(row.valid for row in topics.by_category(source, f)) == whole.valid
    for topic in topics.by_category(source, f):
        narrowed = RowsOf("valid", category=topic.category or EMPTY)
        assert rows.rows(source, f, narrowed, size=1).total == topic.valid
    for month in summary.by_month(source, f, date(2020, 11, 1), date(2021, 8, 1)):
        narrowed = RowsOf("valid", month=month.month)
        assert rows.rows(source, f, narrowed, size=1).total == month.measures.valid


@given(complaints)
@settings(max_examples=20, deadline=None)
def test_percentiles_are_those_of_duckdb(found: list[Row]) -> None:
    source = source_of(found)
    cursor = source.cursor()
    cursor.execute(
        "SELECT quantile_cont(response_wd, 0.5), quantile_cont(response_wd, 0.9)"
        " FROM lapor.complaint WHERE is_valid"
    )
    median, p90 = cursor.fetchall()[0]
    measures = summary.totals(source, S1, Period.parse("2020-01-01..2022-01-01"))
    assert measures.response_median_wd == pytest.approx(median)
    assert measures.response_p90_wd == pytest.approx(p90)


def test_time_of_receipt_unknown_stays_empty() -> None:
    source = source_of([Row(1, date(2021, 1, 4))])
    source.connection.execute("UPDATE lapor.complaint SET received_at = NULL")
    (row,) = rows.rows(source, S1, RowsOf("valid")).rows
    assert row.received_at is None
    assert read(rows.rows_csv(source, S1, RowsOf("valid")))[1][2] == ""
    assert time(8, 5).isoformat() == "08:05:00"
