"""Merging staged rows into the state of the store (issue 2 §1; rules in docs/architecture.md).

Works on temporary tables: `work` holds the merged state of every complaint this import touched,
`old_record` and `old_event` are the previous version (empty at first), `work_event` the new events.
Column names in the SQL come from RECORD_TYPES alone; values are bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from lapor_data.domain.regions import resolve
from lapor_data.domain.vocabulary import activity_of
from lapor_data.ingest.clean_sql import CONTENT, RECORD_TYPES, SECRET_COLUMNS
from lapor_data.ingest.heads import KIND_LOG
from lapor_data.ingest.stage import Staged
from lapor_data.store.retention import kept_text

REASON_NO_DATE = "Aduan baru tanpa tanggal masuk"
_EVIDENCE_COLUMNS = ("agency", "parent_agency", "city", "province")

RECORD_COLUMNS: dict[str, str] = {
    "tracking_id": "BIGINT",
    "first_import_no": "INTEGER",
    "import_no": "INTEGER",
    # The strongest evidence so far of who manages the complaint (domain.md §2).
    "auto_place": "VARCHAR",
    "auto_rank": "TINYINT",
    "auto_as_of": "DATE",
    **RECORD_TYPES,
    **{f"{column}_as_of": "DATE" for column in RECORD_TYPES},
}


@dataclass(frozen=True)
class Counts:
    """What became of a file's rows: read = new + changed + same + rejected."""

    read: int
    new: int
    changed: int
    same: int
    rejected: int


NOTHING = Counts(0, 0, 0, 0, 0)


def record_ddl(name: str, *, temporary: bool = False) -> str:
    """CREATE TABLE for a table of records: what the exports said, one row per complaint.

    Each column has its `<column>_as_of`: the date of the export that last spoke about it.
    """
    columns = ", ".join(f"{column} {kind}" for column, kind in RECORD_COLUMNS.items())
    return f"CREATE {'TEMP ' if temporary else ''}TABLE {name} ({columns})"


def merge(connection: duckdb.DuckDBPyConnection, staged: Staged, import_no: int) -> Counts:
    """Merge the staged file (tables clean, rejected, secret_found) into the working tables."""
    connection.execute(
        "INSERT INTO work_secret SELECT tracking_id FROM secret_found "
        "WHERE tracking_id NOT IN (SELECT tracking_id FROM work_secret)"
    )
    if staged.kind == KIND_LOG:
        new, same = _merge_log(connection, import_no)
        changed = 0
    else:
        _reject_undated_newcomers(connection, staged)
        _resolve_places(connection, staged)
        new, changed, same = _merge_complaints(connection, staged, import_no)
    connection.execute("SELECT count(*) FROM rejected")
    rejected = connection.fetchall()[0][0]
    counts = Counts(staged.rows_read, new, changed, same, rejected)
    if counts.read != new + changed + same + rejected:
        raise AssertionError(f"{staged.source.name}: rows do not add up: {counts}")
    return counts


def _reject_undated_newcomers(connection: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    """A file without a date column may only speak about complaints that are known already."""
    if "received_date" in staged.columns:
        return
    known = (
        "tracking_id IN (SELECT tracking_id FROM work UNION ALL SELECT tracking_id FROM old_record)"
    )
    head = staged.source.header.head_of("tracking_id")
    connection.execute(
        "INSERT INTO rejected SELECT row_no, tracking_id, $head, tracking_id::VARCHAR, $reason, "
        f"map([$head], [tracking_id::VARCHAR]) FROM clean WHERE NOT {known}",
        {"head": head, "reason": REASON_NO_DATE},
    )
    connection.execute(f"DELETE FROM clean WHERE NOT {known}")


def _resolve_places(connection: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    """Table place_of: the place and evidence of every distinct combination in the file."""
    parts = ", ".join(c if c in staged.columns else f"NULL AS {c}" for c in _EVIDENCE_COLUMNS)
    connection.execute(f"SELECT DISTINCT {parts} FROM clean")
    combinations = connection.fetchall()
    owner = staged.source.preamble.owner
    found = [
        resolve(agency, parent, owner, city, province)
        for agency, parent, city, province in combinations
    ]
    table = {
        column: pa.array([row[index] for row in combinations], pa.string())
        for index, column in enumerate(_EVIDENCE_COLUMNS)
    }
    table["place"] = pa.array([resolution.place for resolution in found], pa.string())
    table["rank"] = pa.array([int(resolution.evidence) for resolution in found], pa.int8())
    connection.register("place_rows", pa.table(table))
    connection.execute("CREATE OR REPLACE TEMP TABLE place_of AS SELECT * FROM place_rows")
    connection.unregister("place_rows")


def _merge_complaints(
    connection: duckdb.DuckDBPyConnection, staged: Staged, import_no: int
) -> tuple[int, int, int]:
    columns = staged.columns
    values = {"as_of": staged.as_of, "import_no": import_no}
    connection.execute(_BASE_SQL)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE incoming AS {_incoming_sql(columns)}",
        {"as_of": staged.as_of},
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE outcome AS {_OUTCOME_SQL}")
    connection.execute(
        "SELECT count(*) FILTER (what = 'new'), count(*) FILTER (what = 'changed'), "
        "count(*) FILTER (what = 'same') FROM outcome"
    )
    new, changed, same = connection.fetchall()[0]
    connection.execute("DELETE FROM work WHERE tracking_id IN (SELECT tracking_id FROM base)")
    connection.execute(f"INSERT INTO work BY NAME {_merged_sql(columns)}", values)
    connection.execute(
        "DROP TABLE incoming; DROP TABLE outcome; DROP TABLE base; DROP TABLE staged"
    )
    return new, changed, same


# The state before this file of the complaints it speaks about.
_BASE_SQL = """
    CREATE OR REPLACE TEMP TABLE base AS
    WITH touched AS (SELECT DISTINCT tracking_id FROM clean)
    SELECT * FROM work SEMI JOIN touched USING (tracking_id)
    UNION ALL BY NAME
    SELECT * FROM old_record SEMI JOIN touched USING (tracking_id)
        ANTI JOIN work USING (tracking_id)
"""

# Repeats of an ID count in sequence: each row is compared with the state the one before left. Where
# a file that has repeats leaves an existing complaint as it was (the file was loaded before), all
# its rows are the same.
_OUTCOME_SQL = """
    SELECT CASE
        WHEN nth = 1 AND base_mark IS NULL THEN 'new'
        WHEN base_mark IS NOT NULL AND base_mark = last_value(mark) OVER whole THEN 'same'
        WHEN mark <> coalesce(lag(mark) OVER sequence, base_mark) THEN 'changed'
        ELSE 'same' END AS what
    FROM incoming
    WINDOW sequence AS (PARTITION BY tracking_id ORDER BY nth),
        whole AS (PARTITION BY tracking_id ORDER BY nth
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
"""


def _said(column: str, columns: Sequence[str]) -> str:
    """The value a staged row gives; contents of a complaint that was ever Rahasia are dropped, and
    texts whose time is over."""
    if column not in SECRET_COLUMNS:
        return f"clean.{column}"
    text = f"nullif(staged.{column}, '')" if column in CONTENT else "clean.delay_reason"
    received = "base.received_date"
    if "received_date" in columns:
        received = "coalesce(clean.received_date, base.received_date)"
    return f"CASE WHEN work_secret.tracking_id IS NULL THEN {kept_text(text, received)} END"


def _wins(column: str) -> str:
    """Does the file speak later than whoever last spoke about this column?"""
    return f"(base.{column}_as_of IS NULL OR $as_of >= base.{column}_as_of)"


def _effective(columns: Sequence[str]) -> list[str]:
    """The value each column has after a row: its own where it wins, else what was there."""
    return [
        f"CASE WHEN {_wins(column)} THEN {_said(column, columns)} ELSE base.{column} END"
        for column in columns
    ]


def _incoming_sql(columns: Sequence[str]) -> str:
    """Each accepted row with fingerprints of the states before and after it; no contents.

    A fingerprint covers what the file speaks about and the place; 64 bits, compared only between
    states of one complaint.
    """
    place_join = " AND ".join(
        f"place_of.{column} IS NOT DISTINCT FROM "
        + (f"clean.{column}" if column in columns else "NULL")
        for column in _EVIDENCE_COLUMNS
    )
    before = ", ".join(f"base.{column}" for column in columns)
    return f"""
        WITH placed AS (
            SELECT clean.tracking_id, clean.row_no, place_of.place, place_of.rank,
                base.auto_place, base.auto_rank, base.auto_as_of,
                hash({", ".join(_effective(columns))}) AS said_mark,
                CASE WHEN base.tracking_id IS NOT NULL THEN hash({before}) END AS base_said_mark
            FROM staged
            JOIN clean ON clean.row_no = staged.row_no
            LEFT JOIN base ON base.tracking_id = clean.tracking_id
            LEFT JOIN work_secret ON work_secret.tracking_id = clean.tracking_id
            LEFT JOIN place_of ON {place_join}
        ), numbered AS (
            SELECT *, row_number() OVER sequence AS nth, min(rank) OVER sequence AS best,
                row_no = max(row_no) OVER (PARTITION BY tracking_id) AS is_last
            FROM placed WINDOW sequence AS (PARTITION BY tracking_id ORDER BY row_no)
        ), settled AS (
            -- Stronger evidence stays; of equal evidence the later word wins.
            SELECT *, rank = best AND (auto_rank IS NULL OR rank < auto_rank
                OR (rank = auto_rank AND $as_of >= auto_as_of)) AS place_wins
            FROM numbered
        ), judged AS (
            SELECT *,
                coalesce(last_value(CASE WHEN place_wins THEN place END IGNORE NULLS) OVER so_far,
                         auto_place) AS new_place,
                coalesce(last_value(CASE WHEN place_wins THEN rank END IGNORE NULLS) OVER so_far,
                         auto_rank) AS new_rank,
                bool_or(place_wins) OVER so_far AS any_place_wins
            FROM settled
            WINDOW so_far AS (PARTITION BY tracking_id ORDER BY nth
                              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
        )
        SELECT tracking_id, row_no, nth, is_last, new_place, new_rank, any_place_wins,
            hash(said_mark, new_place) AS mark,
            CASE WHEN base_said_mark IS NOT NULL THEN hash(base_said_mark, auto_place) END
                AS base_mark
        FROM judged"""


def _merged_sql(columns: Sequence[str]) -> str:
    """The state of each touched complaint after the file: one full record."""
    effective = dict(zip(columns, _effective(columns), strict=True))
    states, dates = [], []
    for column in RECORD_TYPES:
        states.append(f"{effective.get(column, f'base.{column}')} AS {column}")
        date_kept = f"base.{column}_as_of"
        if column in effective:
            date_kept = f"greatest({date_kept}, $as_of)"
        dates.append(f"{date_kept} AS {column}_as_of")
    return f"""
        SELECT incoming.tracking_id,
            coalesce(base.first_import_no, $import_no) AS first_import_no,
            CASE WHEN base_mark IS NOT NULL AND mark = base_mark THEN base.import_no
                 ELSE $import_no END AS import_no,
            new_place AS auto_place, new_rank AS auto_rank,
            CASE WHEN any_place_wins THEN $as_of ELSE base.auto_as_of END AS auto_as_of,
            {", ".join(states + dates)}
        FROM staged
        JOIN clean ON clean.row_no = staged.row_no
        JOIN incoming ON incoming.row_no = clean.row_no
        LEFT JOIN base ON base.tracking_id = incoming.tracking_id
        LEFT JOIN work_secret ON work_secret.tracking_id = incoming.tracking_id
        WHERE incoming.is_last"""


def _merge_log(connection: duckdb.DuckDBPyConnection, import_no: int) -> tuple[int, int]:
    """New events in, known ones left; events whose complaint is not there yet wait for it."""
    connection.execute("SELECT DISTINCT activity FROM clean")
    names = [row[0] for row in connection.fetchall()]
    spelled = pa.table({"activity": names, "standard": [activity_of(name) for name in names]})
    connection.register("activity_rows", spelled)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE keyed AS "
        "SELECT DISTINCT tracking_id, happened_at, standard AS activity, agency "
        "FROM clean JOIN activity_rows USING (activity)"
    )
    connection.unregister("activity_rows")
    key = "tracking_id, happened_at, activity, agency"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE fresh AS SELECT {key} FROM keyed "
        f"ANTI JOIN old_event USING ({key}) ANTI JOIN work_event USING ({key})"
    )
    connection.execute(f"INSERT INTO work_event SELECT {key}, $no FROM fresh", {"no": import_no})
    connection.execute("SELECT (SELECT count(*) FROM fresh), (SELECT count(*) FROM clean)")
    new, accepted = connection.fetchall()[0]
    connection.execute("DROP TABLE fresh; DROP TABLE keyed")
    return new, accepted - new
