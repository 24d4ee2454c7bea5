"""Staging one file: masked text in, clean typed rows and named rejections out.

Works in temporary tables of the connection it is given: `clean` (accepted rows, without contents),
`staged` (all rows; contents are read from here), `rejected`, `noticed` and `secret_found`
(Tracking IDs marked Rahasia, rejected rows too). Personal data is masked on the way in; only cells
of IDs, dates and times stand in `staged` as read until they are judged, in memory or in the store's
folder for that, which goes with the connection. What is kept of them is masked (`verdicts.py`).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from queue import Full, Queue
from typing import Any

import duckdb
import pyarrow as pa

from lapor_data.domain.parse import parse_moment, parse_time, parse_tracking_id
from lapor_data.ingest import masking
from lapor_data.ingest.clean_sql import (
    CONTENT,
    DATE_COLUMNS,
    MOMENT_COLUMNS,
    TIME_COLUMNS,
    clean_complaints_sql,
    clean_log_sql,
    reject_complaint_sql,
    reject_log_sql,
    trimmed,
)
from lapor_data.ingest.heads import KIND_LOG, NOT_STORED
from lapor_data.ingest.source import Batch, SourceFile
from lapor_data.ingest.verdicts import (
    FIRST_PLAUSIBLE_DAY,
    collect_notices,
    collect_rejected,
    collect_secret,
)

Progress = Callable[[int], None]
# How many batches are read ahead of masking.
_AHEAD = 8


@dataclass(frozen=True)
class Staged:
    """What staging found. `columns` are the columns the file speaks about, as merged; `as_of` is
    the export's date (Tanggal Generate, else the day of import)."""

    source: SourceFile
    as_of: date
    columns: tuple[str, ...]
    rows_read: int
    rejected: dict[str, int]
    first_day: date | None
    last_day: date | None

    @property
    def kind(self) -> str:
        """KIND_COMPLAINTS or KIND_LOG."""
        return self.source.header.kind

    @property
    def read_heads(self) -> list[str]:
        """The file's heads whose columns are stored."""
        skipped = self._skipped()
        pairs = zip(self.source.header.heads, self.source.header.columns, strict=True)
        return [head for head, column in pairs if column and column not in skipped]

    @property
    def ignored_heads(self) -> list[str]:
        """The file's other heads: unknown ones, and those that must not be stored."""
        skipped = self._skipped()
        pairs = zip(self.source.header.heads, self.source.header.columns, strict=True)
        return [head for head, column in pairs if head and (not column or column in skipped)]

    @property
    def is_blind(self) -> bool:
        """Without a Tipe column nobody can tell which rows are Rahasia: contents are not stored."""
        return self.kind != KIND_LOG and "report_type" not in self.source.header.columns

    def _skipped(self) -> frozenset[str]:
        return NOT_STORED | CONTENT if self.is_blind else NOT_STORED


def stage(
    connection: duckdb.DuckDBPyConnection,
    source: SourceFile,
    today: date,
    progress: Progress = lambda rows: None,
) -> Staged:
    """Read all rows of `source` into the temporary tables and judge each of them.

    Raises UnreadableFileError if the file breaks off in a way that makes its rows untrustworthy.
    """
    masking.install(connection)
    header = source.header
    as_of = source.preamble.generated_on or today
    is_log = header.kind == KIND_LOG
    # A column can be read without being stored (Tipe decides about the contents beside it).
    kept = [c for c in header.known if c not in NOT_STORED]
    if not is_log and "report_type" not in kept:
        kept = [c for c in kept if c not in CONTENT]
    _create_staged(connection, kept)
    rows_read = _fill_staged(connection, source, kept, progress)
    _parse_cells(connection, kept)
    has_day = is_log or "received_date" in kept
    values = {"as_of": as_of, "first_plausible": FIRST_PLAUSIBLE_DAY} if has_day else {}
    if is_log:
        judge, clean = reject_log_sql(), clean_log_sql(kept)
        columns: tuple[str, ...] = ()
    else:
        has_clock = _dates_hold_times(connection, kept)
        judge = reject_complaint_sql(kept)
        columns, clean = clean_complaints_sql(kept, has_clock, FIRST_PLAUSIBLE_DAY, as_of)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE judged AS {judge}", values)
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW refused AS SELECT row_no FROM judged WHERE reason IS NOT NULL"
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE clean AS {clean}")
    collect_rejected(connection, header, kept)
    collect_notices(connection, kept, [header.head_of(c) for c in kept], as_of)
    collect_secret(connection, kept)
    rejected = dict(
        _all(connection, "SELECT reason, count(*) FROM rejected GROUP BY reason ORDER BY 2 DESC, 1")
    )
    day = "happened_at::DATE" if is_log else "received_date"
    span: tuple[Any, Any] = (None, None)
    if has_day:
        span = _all(connection, f"SELECT min({day}), max({day}) FROM clean")[0]
    connection.execute("DROP VIEW refused; DROP TABLE judged")
    return Staged(source, as_of, columns, rows_read, rejected, *span)


def _all(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    connection.execute(sql)
    return connection.fetchall()


def _create_staged(connection: duckdb.DuckDBPyConnection, kept: list[str]) -> None:
    columns = ", ".join(f"{column} VARCHAR" for column in kept)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE staged (row_no BIGINT, problem VARCHAR, {columns})"
    )


def _insert_sql(kept: list[str]) -> str:
    """Masked on the way in: a batch is never stored as read, contents of Rahasia not at all."""
    raw = DATE_COLUMNS | TIME_COLUMNS | MOMENT_COLUMNS
    texts = [column for column in kept if column not in raw]
    # Names and homes are looked for in what citizens write; agencies and places are no sentences.
    # What an Excel-safe CSV put before a formula sign is taken off again.
    unquoted = ", ".join(
        f"CASE WHEN starts_with({column}, '''') "
        f"THEN regexp_replace({column}, '^''([=+@\\t\\r-])', '\\1') ELSE {column} END AS {column}"
        for column in texts
    )
    tidy = ", ".join(f"{trimmed(column)} AS {column}" for column in texts)
    open_to_all = "NOT contains(lower(report_type), 'rahasia')"
    stored = []
    for column in kept:
        masked = f"mask_personal({column})"
        if column in raw:
            stored.append(column)
        elif column == "tracking_id":
            # A long ID may look like a telephone number; where it is rejected it is masked.
            stored.append(column)
        elif column in CONTENT:
            stored.append(f"CASE WHEN problem IS NULL AND {open_to_all} THEN {masked} END")
        elif column == "delay_reason":
            hidden = "report_type" in kept
            stored.append(f"CASE WHEN {open_to_all} THEN {masked} END" if hidden else masked)
        else:
            stored.append(f"mask_numbers_only({column})")
    return (
        f"INSERT INTO staged SELECT row_no, problem, {', '.join(stored)} FROM "
        f"(SELECT * REPLACE ({tidy}) FROM (SELECT * REPLACE ({unquoted}) FROM batch))"
    )


def _fill_staged(
    connection: duckdb.DuckDBPyConnection,
    source: SourceFile,
    kept: list[str],
    progress: Progress,
) -> int:
    positions = [source.header.columns.index(column) for column in kept]
    texts = ((name, pa.string()) for name in ("problem", *kept))
    schema = pa.schema([("row_no", pa.int64()), *texts])
    feed: Queue[Any] = Queue(_AHEAD)
    connection.register("batch", pa.RecordBatchReader.from_batches(schema, iter(feed.get, None)))
    count = 0
    # One statement takes all batches: while DuckDB masks some (outside Python's lock), the next
    # ones are read here.
    with ThreadPoolExecutor(max_workers=1) as masker:
        stored = masker.submit(connection.execute, _insert_sql(kept))
        try:
            for batch in source.batches:
                if batch.rows:
                    for piece in _table(batch, positions, schema).to_batches():
                        _feed(feed, piece, stored)
                    count += len(batch.rows)
                    progress(count)
        finally:
            _feed(feed, None, stored)
    stored.result()
    connection.unregister("batch")
    return count


def _feed(feed: Queue[Any], piece: Any, stored: Future[Any]) -> None:
    """Hand a piece over, unless nobody takes it any more because storing has failed."""
    while not stored.done():
        try:
            return feed.put(piece, timeout=0.1)
        except Full:
            continue


def _table(batch: Batch, positions: Sequence[int], schema: Any) -> Any:
    """The columns of a batch in Arrow."""
    cells = list(zip(*batch.rows, strict=True))
    count = len(batch.rows)
    problems = batch.problems
    columns = [
        pa.array(batch.numbers, pa.int64()),
        pa.array(problems, pa.string()) if problems else pa.nulls(count, pa.string()),
        *(_text_array(cells[index]) for index in positions),
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _text_array(texts: Sequence[str]) -> Any:
    """The same as pa.array(texts, pa.string()), at half the cost where all is ASCII."""
    joined = "".join(texts)
    if not joined.isascii() or len(joined) >= 2**31:
        return pa.array(texts, pa.string())
    offsets = array("i", accumulate(map(len, texts), initial=0))
    return pa.StringArray.from_buffers(
        len(texts), pa.py_buffer(offsets), pa.py_buffer(joined.encode("ascii"))
    )


def _parse_cells(connection: duckdb.DuckDBPyConnection, kept: list[str]) -> None:
    """Parse every distinct ID, date and time once, into lookup tables."""
    ids = [
        row[0]
        for row in _all(
            connection,
            "SELECT DISTINCT tracking_id FROM staged WHERE tracking_id IS NOT NULL "
            "AND NOT regexp_full_match(tracking_id, '[1-9][0-9]{0,7}')",
        )
    ]
    _lookup(connection, "id_of", ids, {"id": pa.int64()}, [(parse_tracking_id(t),) for t in ids])
    dates = _distinct(connection, [c for c in kept if c in DATE_COLUMNS | MOMENT_COLUMNS])
    moments = [parse_moment(text) or (None, None) for text in dates]
    _lookup(connection, "date_of", dates, {"day": pa.date32(), "clock": pa.time64("us")}, moments)
    times = _distinct(connection, [c for c in kept if c in TIME_COLUMNS])
    clocks = [(parse_time(text),) for text in times]
    _lookup(connection, "time_of", times, {"clock": pa.time64("us")}, clocks)


def _distinct(connection: duckdb.DuckDBPyConnection, columns: list[str]) -> list[str]:
    if not columns:
        return []
    parts = " UNION ".join(
        f"SELECT DISTINCT {c} AS text FROM staged WHERE {c} <> ''" for c in columns
    )
    return [row[0] for row in _all(connection, parts)]


def _lookup(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    texts: list[str],
    types: dict[str, Any],
    values: list[Any],
) -> None:
    table = {"text": pa.array(texts, pa.string())}
    for index, (column, kind) in enumerate(types.items()):
        table[column] = pa.array([value[index] for value in values], kind)
    connection.register("lookup_rows", pa.table(table))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM lookup_rows")
    connection.unregister("lookup_rows")


def _dates_hold_times(connection: duckdb.DuckDBPyConnection, kept: list[str]) -> bool:
    if "received_date" not in kept:
        return False
    found = _all(
        connection,
        "SELECT count(*) FROM staged JOIN date_of ON text = received_date WHERE clock IS NOT NULL",
    )
    return bool(found[0][0])
