"""Building one version file: schema, state of the merge, and the complaints derived from it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import version as package_version
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from lapor_data.domain import agencies, regions, vocabulary, workdays
from lapor_data.domain.agencies import agency_key, agency_name
from lapor_data.domain.errors import StoreError
from lapor_data.ingest.clean_sql import SECRET_COLUMNS
from lapor_data.ingest.sealed import open_sealed
from lapor_data.store.faults import damaged
from lapor_data.store.merge import RECORD_COLUMNS, record_ddl
from lapor_data.store.retention import cells_without_texts, kept_text, over_contents
from lapor_data.store.snapshot import SCHEMA_VERSION, attach, check_schema

_SCHEMA = Path(__file__).with_name("schema")
_OLD_TABLES = {
    "old_record": "record",
    "old_event": "event",
    "old_secret": "secret",
    "old_import": "import",
    "old_import_file": "import_file",
    "old_quarantine": "quarantine",
    "old_notice": "notice",
}


@cache
def derivation_key() -> str:
    """Changes whenever stored complaints would be derived differently by this program.

    Found once per process: every rerun of a page asks for it.
    """
    digest = hashlib.sha256(package_version("holidays").encode())
    files = [*sorted(_SCHEMA.glob("*.sql")), Path(__file__)]
    files += [Path(str(m.__file__)) for m in (agencies, regions, vocabulary, workdays)]
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def open_workshop(spill_folder: Path, draft: Path, old: Path | None) -> duckdb.DuckDBPyConnection:
    """A connection to work in, which reaches the new version, the previous one and nothing else;
    what does not fit into memory is spilled to a folder."""
    reached = (draft, old) if old else (draft,)
    connection = open_sealed(*reached, spill_folder=spill_folder, locked=False)
    # Rows carry their numbers; keeping them in line would cost parallelism.
    connection.execute("SET preserve_insertion_order = false")
    # Our joins name the wide table first and the narrow one after it; the optimizer, which knows
    # only row counts, would now and then hash the one with the texts.
    connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    return connection


def load_old(connection: duckdb.DuckDBPyConnection, old: Path | None) -> None:
    """Views old_record, old_event, … on the previous version; empty tables where there is none."""
    if old is None:
        connection.execute(record_ddl("old_record", temporary=True))
        text = (_SCHEMA / "version.sql").read_text(encoding="utf-8")
        connection.execute("ATTACH ':memory:' AS blank; USE blank")
        connection.execute(text)
        connection.execute("USE memory")
        for view, table in _OLD_TABLES.items():
            if table != "record":
                connection.execute(f"CREATE TEMP VIEW {view} AS FROM blank.{table}")
        return
    _attach(connection, old, "old", read_only=True)
    layout = check_schema(connection, "old", old)
    for view, table in _OLD_TABLES.items():
        lacks = ", NULL::VARCHAR AS imported_by" if table == "import" and layout < 2 else ""
        connection.execute(f"CREATE TEMP VIEW {view} AS SELECT *{lacks} FROM old.{table}")


def start_work(connection: duckdb.DuckDBPyConnection) -> None:
    """The working tables that an import fills."""
    connection.execute(record_ddl("work", temporary=True))
    connection.execute("CREATE TEMP TABLE work_event AS FROM old_event LIMIT 0")
    connection.execute("CREATE TEMP TABLE work_secret AS FROM old_secret")
    for table in ("import", "import_file", "quarantine", "notice"):
        connection.execute(f"CREATE TEMP TABLE work_{table} AS FROM old_{table}")


def write_version(
    connection: duckdb.DuckDBPyConnection,
    draft: Path,
    *,
    record_sql: str,
    event_sql: str,
    undo_sql: str,
    place_of_agency: Mapping[str, str],
    meta: Mapping[str, str],
    progress: Callable[[str], None] = lambda step: None,
) -> None:
    """Write a complete version into `draft` and close it.

    `record_sql`, `event_sql` and `undo_sql` select the rows to keep from the connection's tables.
    Contents of complaints that were ever Rahasia are dropped here, whatever they came from.
    """
    _attach(connection, draft, "draft")
    progress("Menyimpan aduan")
    connection.execute("USE draft")
    connection.execute((_SCHEMA / "version.sql").read_text(encoding="utf-8"))
    connection.execute((_SCHEMA / "complaint.sql").read_text(encoding="utf-8"))
    for table in ("record", "undo_record"):
        connection.execute(record_ddl(table))
    connection.execute("USE memory")
    connection.execute("INSERT INTO draft.secret SELECT DISTINCT tracking_id FROM work_secret")
    connection.execute(f"INSERT INTO draft.record {_without_contents(record_sql)}")
    connection.execute(f"INSERT INTO draft.undo_record {_without_contents(undo_sql)}")
    connection.execute(f"INSERT INTO draft.event {event_sql}")
    for table in ("import", "import_file", "notice"):
        connection.execute(f"INSERT INTO draft.{table} FROM work_{table}")
    connection.execute(_QUARANTINE_SQL)
    progress("Menghitung hari kerja")
    derive(connection, place_of_agency)
    rows = [*meta.items(), ("derivation_key", derivation_key()), *_data_date(connection)]
    rows.append(("schema_version", str(SCHEMA_VERSION)))
    connection.executemany("INSERT INTO draft.meta VALUES (?, ?)", rows)
    progress("Menutup basis data")
    connection.execute("CHECKPOINT draft")
    connection.execute("DETACH draft")


def _data_date(connection: duckdb.DuckDBPyConnection) -> Iterable[tuple[str, str]]:
    """The day up to which the data speaks: the newest dated export, or the newest row itself.

    An undated export says nothing about later days, so only its rows count.
    """
    connection.execute(
        """SELECT max(day)::VARCHAR FROM (
            SELECT max(generated_on) AS day FROM draft.import_file
                JOIN draft.import USING (import_no) WHERE undone_at IS NULL
            UNION ALL SELECT max(received_date) FROM draft.complaint
            UNION ALL SELECT max(happened_at)::DATE FROM draft.event)"""
    )
    day = connection.fetchall()[0][0]
    return [("data_date", day)] if day else []


def _without_contents(sql: str) -> str:
    replaced = ", ".join(
        "CASE WHEN secret.tracking_id IS NULL "
        f"THEN {kept_text(f'kept.{column}', 'kept.received_date')} END AS {column}"
        if column in SECRET_COLUMNS
        else f"kept.{column}"
        for column in RECORD_COLUMNS
    )
    return (
        f"SELECT {replaced} FROM ({sql}) AS kept "
        "LEFT JOIN draft.secret AS secret ON secret.tracking_id = kept.tracking_id"
    )


# Quarantined cells of a complaint that has become Rahasia since are emptied too where their head
# stands over contents; so are those whose time is over, by the day of their import.
_QUARANTINE_SQL = f"""
    INSERT INTO draft.quarantine
    SELECT import_no, file_no, row_no, tracking_id, column_name,
        CASE WHEN NOT (is_old AND coalesce({over_contents("column_name")}, false)) THEN found END,
        reason,
        CASE WHEN is_old OR tracking_id IN (SELECT tracking_id FROM draft.secret)
             THEN {cells_without_texts("cells")} ELSE cells END
    FROM (
        SELECT *, coalesce(
            import_no IN (SELECT import_no FROM work_import
                          WHERE imported_at < getvariable('texts_before'))
            OR tracking_id IN (SELECT tracking_id FROM draft.record
                               WHERE received_date < getvariable('texts_before')), false) AS is_old
        FROM work_quarantine)
"""


def derive(connection: duckdb.DuckDBPyConnection, place_of_agency: Mapping[str, str]) -> None:
    """Fill draft.complaint from draft.record and draft.event.

    Raises StoreError if a row would be lost or the calendar does not reach far enough.
    """
    _load_words(connection)
    _load_agencies(connection, place_of_agency)
    _load_calendar(connection)
    # Sorted rows on disk let questions skip what lies outside their period.
    connection.execute("SET preserve_insertion_order = true")
    connection.execute((_SCHEMA / "derive.sql").read_text(encoding="utf-8"))
    connection.execute("USE draft")
    connection.execute((_SCHEMA / "number_outcomes.sql").read_text(encoding="utf-8"))
    connection.execute("USE memory")
    connection.execute(
        "SELECT (SELECT count(*) FROM draft.record), (SELECT count(*) FROM draft.complaint), "
        "(SELECT count(*) FROM draft.complaint WHERE first_response_at IS NOT NULL "
        "AND response_wd IS NULL)"
    )
    records, complaints, undated = connection.fetchall()[0]
    if records != complaints or undated:
        raise StoreError(
            f"Basis data tidak konsisten: {records} catatan, {complaints} aduan, "
            f"{undated} di luar kalender. Impor dibatalkan."
        )


def _load_words(connection: duckdb.DuckDBPyConnection) -> None:
    translations: dict[str, tuple[str, Callable[[str], str | None]]] = {
        "stage": ("status", vocabulary.stage_of),
        "classification": ("classification", vocabulary.classification_of),
        "channel": ("source", vocabulary.channel_of),
    }
    rows: list[tuple[str, str, str | None]] = [
        ("reason", str(int(evidence)), reason) for evidence, reason in regions.REASONS.items()
    ]
    for kind, (column, translate) in translations.items():
        for word in _distinct(connection, column):
            rows.append((kind, word, translate(word)))
    _temp_table(connection, "word_of", ("kind", "theirs", "ours"), rows)


def _load_agencies(
    connection: duckdb.DuckDBPyConnection, place_of_agency: Mapping[str, str]
) -> None:
    rows = [
        (name, agency_name(name), place_of_agency.get(agency_key(name) or ""))
        for name in _distinct(connection, "agency")
    ]
    _temp_table(connection, "agency_of", ("agency", "short_name", "place"), rows)


def _load_calendar(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        """SELECT max(year) FROM (
            SELECT year(max(received_date)) AS year FROM draft.record
            UNION ALL SELECT year(greatest(max(verified_at), max(followed_up_at), max(closed_at)))
                FROM draft.record
            UNION ALL SELECT year(max(happened_at)) FROM draft.event)"""
    )
    last_year = connection.fetchall()[0][0] or workdays.FIRST_DAY.year
    days = workdays.calendar(last_year)
    table = pa.table(
        {
            "day": pa.array([day.day for day in days], pa.date32()),
            "running": pa.array([day.running for day in days], pa.int32()),
            "receipt_running": pa.array([day.receipt_running for day in days], pa.int32()),
        }
    )
    connection.register("calendar_rows", table)
    connection.execute("CREATE OR REPLACE TEMP TABLE calendar_day AS FROM calendar_rows")
    connection.unregister("calendar_rows")


def _distinct(connection: duckdb.DuckDBPyConnection, column: str) -> list[str]:
    connection.execute(f"SELECT DISTINCT {column} FROM draft.record WHERE {column} IS NOT NULL")
    return [row[0] for row in connection.fetchall()]


def _temp_table(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: tuple[str, ...],
    rows: list[tuple[Any, ...]],
) -> None:
    table = pa.table(
        {
            column: pa.array([row[index] for row in rows], pa.string())
            for index, column in enumerate(columns)
        }
    )
    connection.register("temp_rows", table)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM temp_rows")
    connection.unregister("temp_rows")


def _attach(
    connection: duckdb.DuckDBPyConnection, path: Path, name: str, *, read_only: bool = False
) -> None:
    try:
        attach(connection, path, name, read_only=read_only)
    except duckdb.Error as error:
        if not read_only:
            raise
        raise damaged(path) from error
