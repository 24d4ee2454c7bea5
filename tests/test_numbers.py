"""Indonesian numbers and dates as people read them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapor_data.domain import numbers as n


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1333, 0, "1.333"),
        (2.01, 2, "2,01"),
        (4073584, 0, "4.073.584"),
        (-1234.5, 1, "-1.234,5"),
        (0, 0, "0"),
        (-0.001, 2, "0,00"),
        (None, 2, "–"),
    ],
)
def test_number(value: float | None, decimals: int, text: str) -> None:
    assert n.number(value, decimals) == text


def test_percent_and_signed() -> None:
    assert n.percent(95.7798, 2) == "95,78%"
    assert n.percent(100) == "100%"
    assert n.percent(None) == "–"
    assert n.signed(12) == "+12"
    assert n.signed(-3.25, 1) == "−3,2"
    assert n.signed(0) == n.signed(-0.2) == "0"
    assert n.signed(None) == "–"


def test_dates() -> None:
    assert n.long_date(date(2021, 8, 13)) == "13 Agustus 2021"
    assert n.short_date(date(2021, 8, 13)) == "13 Agt 2021"
    assert n.date_time(datetime(2021, 5, 3, 9, 5)) == "3 Mei 2021 09.05"
    assert n.month_name(date(2023, 7, 1)) == "Juli 2023"
    assert n.long_date(None) == n.short_date(None) == n.date_time(None) == "–"


def test_joined() -> None:
    assert [n.joined(list(words)) for words in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a dan b",
        "a, b, dan c",
    ]


@given(st.integers(-(10**12), 10**12), st.integers(0, 3))
def test_a_number_can_be_read_back(value: int, decimals: int) -> None:
    text = n.number(value, decimals)
    assert float(text.replace(".", "").replace(",", ".")) == value
    assert all(len(group) <= 3 for group in text.lstrip("-").split(",")[0].split("."))
