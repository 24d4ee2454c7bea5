"""Where a text names a Tracking ID: what is looked for and what is taken out must agree."""

from __future__ import annotations

import time

import duckdb
import pytest

from lapor_data.store.mentions import cleaned, names_sql, numbers_in, runs_sql

GONE = 7_282_582


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("7282582", True),
        ("07282582", True),
        ("#7.282.582, sama", True),
        ("7282.582", True),
        ("ID7282582x", True),
        ("tahun 2021 7282582", True),
        ("RT 12 7282582", True),
        ("no 1.7282582.3", True),
        ("12-03-2021 0 7 282 582", True),
        ("7-282-582", True),
        ("7'282'582", True),
        ("7_282_582", True),
        ("728 2582", True),
        ("hub 0728-2582.", True),
        ("tahun 2021 728 2582", True),
        ("17282582", False),
        ("7-28-2582", False),
        ("728 25821", False),
        ("72825829", False),
        ("7 28 2582", False),
        ("tanpa angka", False),
    ],
)
def test_an_id_is_found_wherever_it_would_be_taken_out(text: str, is_named: bool) -> None:
    assert (cleaned(text, {GONE}) != text) is is_named
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE said AS SELECT ? AS text", [text])
        named = connection.sql(f"SELECT {names_sql('text', 'VARCHAR', {GONE})} FROM said")
        assert named.fetchall() == [(is_named,)]
        runs = connection.sql(f"SELECT unnest({runs_sql('text', 'VARCHAR')}) FROM said").fetchall()
    if is_named:
        assert GONE in numbers_in(text)
        assert any(GONE in numbers_in(run) for (run,) in runs)


def test_a_date_is_no_id() -> None:
    said = "2023-01-11, 11-01-2023, 2022-2023"
    assert cleaned(said, {20_230_111, 11_012_023, 20_222_023}) == said


def test_keys_of_cells_are_read_too() -> None:
    """What says that a row names an ID, and what collects the IDs to look for, agree."""
    kind = "MAP(VARCHAR, VARCHAR)"
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE said AS SELECT map(['Aduan 7282582'], ['x']) AS cells")
        sql = f"SELECT {names_sql('cells', kind, {GONE})}, {runs_sql('cells', kind)} FROM said"
        assert connection.sql(sql).fetchall() == [(True, ["7282582"])]


def test_many_figures_do_not_hold_an_import_up() -> None:
    start = time.process_time()
    assert numbers_in("0 " * 200_000) == set()
    assert numbers_in("12 345 " * 100_000) == {12_345}
    assert time.process_time() - start < 5
