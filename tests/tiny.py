"""A hand-written handful of complaints in a real DuckDB: every cell can be counted by hand."""

from __future__ import annotations

import atexit
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from lapor_data.domain import vocabulary as v
from lapor_data.domain.access import LOCAL, Person

STORE_SCHEMA = Path(__file__).parents[1] / "lapor_data" / "store" / "schema"
BANJARBARU, HSU = "63.72", "63.08"


@dataclass(frozen=True)
class Row:
    """One complaint as a test writes it; the flags follow from stage and response."""

    tracking_id: int
    received_date: date
    place: str = BANJARBARU
    stage: str = v.STAGE_CLOSED
    response_wd: int | None = None
    category: str | None = None
    classification: str | None = None
    channel: str = v.CHANNEL_WEB
    agency: str | None = None
    title: str | None = None
    is_secret: bool = False
    response_days: float | None = None
    status: str | None = None

    def values(self) -> dict[str, Any]:
        """All that the complaint table needs of it."""
        valid = self.stage != v.STAGE_ARCHIVED
        answered = self.response_wd is not None or self.stage in (
            v.STAGE_IN_PROGRESS,
            v.STAGE_CLOSED,
        )
        received_at = datetime.combine(self.received_date, datetime.min.time())
        written = {field.name: getattr(self, field.name) for field in fields(self)}
        return written | {
            "received_at": received_at + timedelta(hours=8, minutes=5),
            "is_region": self.place.startswith("63."),
            "place_reason": "instansi induk",
            "agency_as_written": self.agency,
            "is_valid": valid,
            "is_followed_up": valid and answered,
            "is_closed": self.stage == v.STAGE_CLOSED,
            "is_anonymous": False,
            "first_response_at": None
            if self.response_wd is None
            else received_at + timedelta(days=self.response_wd, hours=12),
            "import_no": 1,
        }


@dataclass(frozen=True)
class TinySource:
    """What the questions need of a snapshot, over a database in memory."""

    connection: duckdb.DuckDBPyConnection
    data_date: date | None
    reader: Person = LOCAL

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor for one query."""
        return self.connection.cursor()

    def rows_cursor(self) -> duckdb.DuckDBPyConnection:
        """The same: only a snapshot knows readers of one place."""
        assert self.reader.place is None
        return self.cursor()

    def refuse_damage(self) -> None:
        """There is no file that could be."""


def source_of(rows: Iterable[Row], data_date: date | None = date(2023, 8, 1)) -> TinySource:
    """A source that holds exactly these complaints, in the product's own schema and macros."""
    connection = duckdb.connect(":memory:", config={"threads": 1})
    connection.execute("CREATE SCHEMA lapor; USE lapor")
    for schema in ("version.sql", "complaint.sql"):
        connection.execute((STORE_SCHEMA / schema).read_text(encoding="utf-8"))
    connection.execute(
        "CREATE TEMP TABLE derived AS"
        " SELECT * EXCLUDE (title_words, outcome_no) FROM complaint LIMIT 0"
    )
    for row in rows:
        values = row.values()
        connection.execute(
            f"INSERT INTO derived ({', '.join(values)}) VALUES ({', '.join(['?'] * len(values))})",
            list(values.values()),
        )
    connection.execute((STORE_SCHEMA / "number_outcomes.sql").read_text(encoding="utf-8"))
    connection.execute("USE memory.main")
    connection.execute((STORE_SCHEMA / "macros.sql").read_text(encoding="utf-8"))
    return TinySource(connection, data_date)


ROWS = (
    # First semester 2021, Banjarbaru: five sah (three with times) and one archived.
    Row(1, date(2021, 1, 4), response_wd=0, category="Parkir", classification=v.CLASS_ORDINARY,
        agency="Dishub", title="Parkir liar di pasar", response_days=0.25),
    Row(2, date(2021, 1, 20), response_wd=3, category="Parkir", classification=v.CLASS_ORDINARY,
        channel=v.CHANNEL_APP, agency="Dishub", title="=PARKIR liar; lagi", response_days=4.75),
    Row(3, date(2021, 2, 10), response_wd=6, category="Jalan Berlubang",
        classification=v.CLASS_INFORMATION, agency="Dinas PUPR", title="Lubang di jalan, Parkir",
        response_days=8.5),
    Row(4, date(2021, 2, 11), stage=v.STAGE_IN_PROGRESS, category="Jalan Berlubang",
        channel=v.CHANNEL_SOCIAL, agency="Dinas PUPR", title="isi rahasia", is_secret=True),
    Row(5, date(2021, 3, 1), stage=v.STAGE_NOT_FOLLOWED_UP, classification=v.CLASS_ASPIRATION,
        channel=v.CHANNEL_SOCIAL),
    Row(6, date(2021, 3, 2), stage=v.STAGE_ARCHIVED, response_wd=1, category="Parkir",
        classification=v.CLASS_ORDINARY, agency="Dishub", title="Parkir arsip"),
    # Hulu Sungai Utara: three sah; one was answered although its stage says nothing of it.
    Row(7, date(2021, 6, 30), HSU, response_wd=20, category="Parkir",
        classification=v.CLASS_ORDINARY, channel=v.CHANNEL_SOCIAL, agency="Dishub",
        title="Parkir mahal"),
    Row(8, date(2021, 6, 30), HSU, v.STAGE_UNVERIFIED, category="Banjir"),
    Row(9, date(2021, 4, 5), HSU, v.STAGE_NOT_FOLLOWED_UP, response_wd=5,
        classification=v.CLASS_INFORMATION, category="Banjir"),
    # The province, and what lies outside the semester.
    Row(10, date(2021, 5, 5), "provinsi", response_wd=2, classification="Lain", title="Parkir"),
    Row(11, date(2021, 7, 1), response_wd=1, category="Parkir"),
    Row(12, date(2020, 2, 29), response_wd=2, category="Banjir", title="Banjir di pasar"),
    Row(13, date(2020, 12, 31), HSU, category="Banjir"),
)  # fmt: skip


@cache
def tiny() -> TinySource:
    """The source over ROWS, built once."""
    atexit.register(tiny.cache_clear)
    return source_of(ROWS)
