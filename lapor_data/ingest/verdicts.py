"""What was rejected and what was noticed: from judged rows to findings a person can act on."""

from __future__ import annotations

from datetime import date

import duckdb

from lapor_data.ingest.clean_sql import MILESTONES, TIME_COLUMNS
from lapor_data.ingest.heads import NOT_STORED, Header

# LAPOR! began in 2011; whatever claims to be older has a wrong year.
FIRST_PLAUSIBLE_DAY = date(2011, 1, 1)
NOTICE_TIME = "waktu tidak terbaca; waktunya dikosongkan"
NOTICE_DATE = "tanggal tidak terbaca atau tidak mungkin; tanggalnya dikosongkan"


def collect_rejected(
    connection: duckdb.DuckDBPyConnection, header: Header, kept: list[str]
) -> None:
    """Rejected rows with their masked cells; of a torn row only the ID, whose cell is certain.

    All heads that can be read again are kept, so that the corrected rows are recognised; what is
    not stored (contents in a file without Tipe) stands empty under its head.
    """
    shown = [column for column in header.known if column not in NOT_STORED]
    heads = [header.head_of(column) for column in shown]
    cells = ", ".join(
        f"CASE WHEN problem IS NULL OR '{column}' = 'tracking_id' "
        f"THEN coalesce({column}, '') ELSE '' END"
        if column in kept
        else "''"
        for column in shown
    )
    found = " ".join(f"WHEN '{column}' THEN {column}" for column in kept)
    # One expression masks all cells, and none is prepared for nothing: each costs a while.
    connection.execute("SELECT count(*) FROM judged WHERE reason IS NOT NULL")
    mask = "mask_personal" if connection.fetchall() != [(0,)] else ""
    head = " ".join(f"WHEN '{column}' THEN $heads[{i}]" for i, column in enumerate(shown, start=1))
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE rejected AS
        SELECT row_no, id AS tracking_id,
            CASE judged.column_name {head} END AS column_name,
            left({mask}(CASE judged.column_name {found} END), 200) AS found,
            judged.reason,
            map($heads, list_transform([{cells}], lambda cell: {mask}(cell))) AS cells
        FROM staged JOIN judged USING (row_no) WHERE reason IS NOT NULL""",
        {"heads": heads},
    )


def collect_notices(
    connection: duckdb.DuckDBPyConnection, kept: list[str], heads: list[str], as_of: date
) -> None:
    """Accepted rows with a time or milestone date that could not be used."""
    parts = ["SELECT NULL::BIGINT, NULL::BIGINT, NULL::VARCHAR, NULL::VARCHAR, '' WHERE false"]
    plausible = f"cell.day BETWEEN DATE '{FIRST_PLAUSIBLE_DAY}' AND DATE '{as_of}'"
    checks = {
        column: ("time_of", "cell.clock IS NOT NULL", NOTICE_TIME)
        for column in kept
        if column in TIME_COLUMNS
    } | {
        f"{name}_date": ("date_of", plausible, NOTICE_DATE)
        for name in MILESTONES
        if f"{name}_date" in kept
    }
    for column, (lookup, usable, reason) in checks.items():
        parts.append(
            f"""SELECT row_no, id, $heads[{kept.index(column) + 1}],
                staged.{column}, '{reason}'
            FROM staged JOIN judged USING (row_no)
            JOIN {lookup} AS cell ON cell.text = staged.{column}
            WHERE judged.reason IS NULL AND ({usable}) IS NOT TRUE"""
        )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE noticed AS SELECT * FROM ("
        + " UNION ALL ".join(parts)
        + ") AS notice(row_no, tracking_id, column_name, found, reason)",
        {"heads": heads} if checks else {},
    )
    connection.execute("SELECT count(*) FROM noticed")
    if connection.fetchall() != [(0,)]:
        connection.execute("UPDATE noticed SET found = left(mask_personal(found), 200)")


def collect_secret(connection: duckdb.DuckDBPyConnection, kept: list[str]) -> None:
    """A rejected row may still say that its complaint is Rahasia."""
    marked = "contains(lower(report_type), 'rahasia')" if "report_type" in kept else "false"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE secret_found AS "
        "SELECT DISTINCT id AS tracking_id FROM staged JOIN judged USING (row_no) "
        f"WHERE id IS NOT NULL AND problem IS NULL AND {marked}"
    )
