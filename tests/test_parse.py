"""Single cells: Tracking IDs, dates and times in every form of domain.md §2."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapor_data.domain import numbers
from lapor_data.domain.parse import parse_moment, parse_time, parse_tracking_id
from lapor_data.ingest.source import read_preamble

DAYS = st.dates(date(2011, 1, 1), date(2099, 12, 31))
ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("7282582", 7282582),
        (" 7282582 ", 7282582),
        ("7282582.0", 7282582),
        ("7282582,00", 7282582),
        ("'7282582", 7282582),
        ("#7282582", 7282582),
        ("0012345", 12345),
        ("7.282582E+06", 7282582),
        ("7,282582e6", 7282582),
        ("7.28E+06", None),
        ("1E+10", None),
        ("https://www.lapor.go.id/laporan/detil/7282582", 7282582),
        ("https://lapor.go.id/7282582?ref=7282582", 7282582),
        ("https://lapor.go.id/2023/7282582", 7282582),
        ("https://lapor.go.id/7282582/7282583", None),
        ('=HYPERLINK("https://x.test/7282582";"7282582")', 7282582),
        ("6371010101800001", None),
        ("081234567890", None),
        ("0812345678", None),
        ("7282582.5", None),
        ("-7282582", None),
        ("7 282 582", None),
        ("tujuh", None),
        ("0", None),
        ("", None),
        (None, None),
    ],
)
def test_tracking_id(cell: str | None, expected: int | None) -> None:
    assert parse_tracking_id(cell) == expected


@given(
    st.integers(1, 9_999_999_999), st.sampled_from(["{}", "{}.0", " {}\t", "#{}", "'{}", "{},0"])
)
def test_tracking_id_survives_every_dress(number: int, dress: str) -> None:
    assert parse_tracking_id(dress.format(number)) == number


@pytest.mark.parametrize(
    ("cell", "day", "clock"),
    [
        ("18 Jan 2024", date(2024, 1, 18), None),
        ("29 May 2023", date(2023, 5, 29), None),
        ("29 Mei 2023", date(2023, 5, 29), None),
        ("1 Agt 2022", date(2022, 8, 1), None),
        ("1 Agu 2022", date(2022, 8, 1), None),
        ("1 Agustus 2022", date(2022, 8, 1), None),
        ("1 August 2022", date(2022, 8, 1), None),
        ("31 Okt 2022", date(2022, 10, 31), None),
        ("31 DES 2022", date(2022, 12, 31), None),
        ("31-Des-2022", date(2022, 12, 31), None),
        ("Jumat, 4 Februari 2022 pukul 09.15 WITA", date(2022, 2, 4), time(9, 15)),
        ("Jum'at, 4 Februari 2022", date(2022, 2, 4), None),
        ("2023-05-29", date(2023, 5, 29), None),
        ("2023-05-29 04:05:34", date(2023, 5, 29), time(4, 5, 34)),
        ("2023-05-29T04:05:34.123", date(2023, 5, 29), time(4, 5, 34)),
        ("29/05/2023", date(2023, 5, 29), None),
        ("03/04/2023", date(2023, 4, 3), None),
        ("3.4.2023 7.05", date(2023, 4, 3), time(7, 5)),
        ("29-5-2023 07:05", date(2023, 5, 29), time(7, 5)),
        ("45075", date(2023, 5, 29), None),
        ("45075.25", date(2023, 5, 29), time(6)),
        ("29 Feb 2024", date(2024, 2, 29), None),
    ],
)
def test_dates(cell: str, day: date, clock: time | None) -> None:
    assert parse_moment(cell) == (day, clock)


@pytest.mark.parametrize(
    "cell",
    ["", " ", None, "29 Feb 2023", "31/04/2023", "05/29/2023", "18 Jan 24", "Mei 2023", "12345",
     "99999", "kemarin", "0000-00-00", "2023-13-01", "29 Foo 2023", "2023-05-29 25:00", "20230529",
     "2023/5", "1.5.23"],
)  # fmt: skip
def test_what_is_no_date(cell: str | None) -> None:
    assert parse_moment(cell) is None


@given(DAYS)
def test_every_day_in_every_form(day: date) -> None:
    forms = (
        day.isoformat(),
        f"{day.day} {ENGLISH[day.month - 1]} {day.year}",
        f"{day:%d/%m/%Y}",
        numbers.long_date(day),
        numbers.short_date(day),
        str((day - date(1899, 12, 30)).days),
    )
    for form in forms:
        assert parse_moment(form) == (day, None), form


@given(st.text(max_size=30))
def test_any_text_is_a_value_or_none(text: str) -> None:
    """Never an exception, whatever stands in a cell."""
    parse_tracking_id(text)
    parse_moment(text)
    parse_time(text)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("04:05:34", time(4, 5, 34)),
        ("4:05", time(4, 5)),
        ("04.05.34", time(4, 5, 34)),
        ("23:59:59 WITA", time(23, 59, 59)),
        ("2023-05-29 04:05:34", time(4, 5, 34)),
        ("0.25", time(6)),
        ("0", time(0)),
        ("0.999999", time(23, 59, 59)),
        ("1.5E-1", time(3, 36)),
        ("24:00", None),
        ("12:60", None),
        ("siang", None),
        ("2023-05-29", None),
        ("", None),
        (None, None),
    ],
)
def test_times(cell: str | None, expected: time | None) -> None:
    assert parse_time(cell) == expected


@given(st.integers(0, 86399))
def test_every_second_as_clock_and_as_day_fraction(second: int) -> None:
    clock = (datetime.min + timedelta(seconds=second)).time()
    assert parse_time(clock.isoformat()) == clock
    assert parse_time(f"{second / 86400:.12f}") == clock


def test_preamble() -> None:
    rows = [
        ["Judul Laporan", "", "Laporan Ringkas"],
        [],
        ["Nama Instansi:", "Pemerintah  Kota Banjarbaru"],
        ["", "Tanggal Generate", "14 Nov 2023 10:11", "x"],
        ["Periode Masuk", "", "(2021-01-01) - (2024-12-31)"],
        ["Nama Instansi", "", "yang kedua"],
    ]
    found = read_preamble(rows)
    assert found.owner == "Pemerintah Kota Banjarbaru"
    assert found.generated_on == date(2023, 11, 14)
    assert (found.period_from, found.period_until) == (date(2021, 1, 1), date(2024, 12, 31))
    nothing = read_preamble([["Tanggal Generate", "", "besok"], ["Periode Masuk", "", "semua"]])
    assert nothing == read_preamble([])
    for impossible in ("9999-12-31", "1023-01-01"):
        assert read_preamble([["Tanggal Generate", "", impossible]]).generated_on is None
