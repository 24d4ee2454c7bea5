"""The SQL that judges and cleans staged rows, put together from the columns a file has.

Only column names of the fixed lists here are put into the text; every value is bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

MILESTONES = ("verified", "dispatched", "followed_up", "closed")
DATE_COLUMNS = frozenset({"received_date", *(f"{name}_date" for name in MILESTONES)})
TIME_COLUMNS = frozenset({"received_time", *(f"{name}_time" for name in MILESTONES)})
MOMENT_COLUMNS = frozenset({"happened_at"})
# Parsed, so they enter the staging table unmasked; whoever shows one masks it.
STAGED_AS_WRITTEN = DATE_COLUMNS | TIME_COLUMNS | MOMENT_COLUMNS | {"tracking_id"}
# Contents of a complaint: never stored for Rahasia, nor where nobody can tell.
CONTENT = frozenset({"title", "text_first", "text_last"})
# What may quote them as well: dropped once a complaint is known as Rahasia.
SECRET_COLUMNS = CONTENT | {"delay_reason"}

_WORDS = (
    "classification",
    "category_id",
    "category",
    "report_type",
    "source",
    "parent_agency",
    "agency_id",
    "agency",
    "delay_reason",
    "province",
    "city",
    "district",
    "village",
    "sk_number",
    "sk_url",
    "annual_report_url",
    "setwapres",
    "rating",
)
_TEXTS = ("title", "text_first", "text_last")
# What a table program may have made "42.0" of.
_WHOLE_NUMBERS = frozenset({"category_id", "agency_id", "rating"})

# The columns of `record`, in order, with their types: what merging compares and keeps.
RECORD_TYPES: dict[str, str] = {
    "received_date": "DATE",
    "received_time": "TIME",
    **dict.fromkeys(_WORDS, "VARCHAR"),
    "status": "VARCHAR",
    **dict.fromkeys(_TEXTS, "VARCHAR"),
    **{f"{name}_at": "TIMESTAMP" for name in MILESTONES},
}

_ID = (
    "CASE WHEN regexp_full_match(staged.tracking_id, '[1-9][0-9]{0,7}') "
    "THEN staged.tracking_id::BIGINT ELSE id_of.id END"
)
_JOIN_ID = "LEFT JOIN id_of ON id_of.text = staged.tracking_id"


def _word(column: str) -> str:
    """A short field: white space folded, empty is NULL."""
    folded = rf"trim(regexp_replace(replace({column}, chr(160), ' '), '\s+', ' ', 'g'))"
    # Most cells are tidy already; the test spares them the work.
    untidy = rf"regexp_matches({column}, '^\s|\s$|\s\s|[\t\r\n\x{{A0}}]')"
    word = f"CASE WHEN {untidy} THEN {folded} ELSE {column} END"
    if column.removeprefix("staged.") in _WHOLE_NUMBERS:
        word = f"regexp_replace({word}, '^([0-9]+)[.,]0+$', '\\1')"
    return f"nullif({word}, '')"


def trimmed(text: str) -> str:
    """SQL that trims white space around a text and keeps its line breaks.

    DuckDB's trim walks through the whole text: only asked where there is something to trim.
    """
    blanks = "chr(9) || chr(10) || chr(13) || ' '"
    ends = " OR ".join(f"ends_with({text}, chr({code}))" for code in (32, 10, 13, 9))
    return f"CASE WHEN ascii({text}) <= 32 OR {ends} THEN trim({text}, {blanks}) ELSE {text} END"


def _judge(joins: str, cases: str) -> str:
    return f"""
        SELECT row_no, id, verdict.reason AS reason, verdict.column_name AS column_name
        FROM (
            SELECT staged.row_no, {_ID} AS id, CASE
                WHEN staged.problem IS NOT NULL
                    THEN {{'reason': staged.problem, 'column_name': NULL}}
                WHEN coalesce(trim(staged.tracking_id), '') = ''
                    THEN {{'reason': 'Tracking ID kosong', 'column_name': 'tracking_id'}}
                WHEN ({_ID}) IS NULL
                    THEN {{'reason': 'Tracking ID tidak terbaca', 'column_name': 'tracking_id'}}
                {cases}
                END AS verdict
            FROM staged {_JOIN_ID} {joins}
        )"""


def _date_cases(column: str, what: str) -> str:
    cases = (
        (f"coalesce(trim(staged.{column}), '') = ''", f"{what} kosong"),
        ("date_of.day IS NULL", f"{what} tidak terbaca"),
        ("date_of.day < $first_plausible", f"{what} sebelum 2011"),
        ("date_of.day > $as_of", f"{what} setelah tanggal ekspor"),
    )
    return "\n".join(
        f"WHEN {test} THEN {{'reason': '{reason}', 'column_name': '{column}'}}"
        for test, reason in cases
    )


def reject_complaint_sql(kept: Sequence[str]) -> str:
    """Row number, Tracking ID, and the reason and column where a complaint row is rejected."""
    if "received_date" not in kept:
        return _judge("", "")
    return _judge(
        "LEFT JOIN date_of ON date_of.text = staged.received_date",
        _date_cases("received_date", "Tanggal masuk"),
    )


def reject_log_sql() -> str:
    """The same for a row of the follow-up log."""
    empty = "coalesce(trim(staged.activity), '') = ''"
    return _judge(
        "LEFT JOIN date_of ON date_of.text = staged.happened_at",
        _date_cases("happened_at", "Waktu")
        + f"\nWHEN {empty} THEN {{'reason': 'Aktivitas kosong', 'column_name': 'activity'}}",
    )


def clean_complaints_sql(
    kept: Sequence[str], dates_hold_times: bool, earliest: date, as_of: date
) -> tuple[tuple[str, ...], str]:
    """(columns of `record` the file speaks about, SQL of its accepted rows).

    The rows carry all these columns but the contents, which stay where they are, in `staged`.
    """
    values: dict[str, str] = {}
    joins: list[str] = [_JOIN_ID]
    if "received_date" in kept:
        joins.append("LEFT JOIN date_of AS received ON received.text = staged.received_date")
        values["received_date"] = "received.day"
    if "received_time" in kept:
        joins.append("LEFT JOIN time_of AS arrived ON arrived.text = staged.received_time")
        fallback = ", received.clock" if "received_date" in kept else ""
        values["received_time"] = f"coalesce(arrived.clock{fallback})"
    elif dates_hold_times:
        values["received_time"] = "received.clock"
    values |= {column: _word(f"staged.{column}") for column in _WORDS if column in kept}
    status = [_word(f"staged.{c}") for c in ("status", "status_final") if c in kept]
    if status:
        values["status"] = f"coalesce({', '.join(status)})"
    contents = [column for column in _TEXTS if column in kept]
    for name in MILESTONES:
        if f"{name}_date" not in kept:
            continue
        joins.append(f"LEFT JOIN date_of AS {name} ON {name}.text = staged.{name}_date")
        clock = f"{name}.clock"
        if f"{name}_time" in kept:
            joins.append(f"LEFT JOIN time_of AS {name}_t ON {name}_t.text = staged.{name}_time")
            clock = f"coalesce({name}_t.clock, {name}.clock)"
        # A milestone outside the plausible days is not known; its row is kept with a notice.
        values[f"{name}_at"] = (
            f"CASE WHEN {name}.day BETWEEN DATE '{earliest}' AND DATE '{as_of}' "
            f"THEN {name}.day + coalesce({clock}, TIME '00:00:00') END"
        )
    listed = ", ".join(
        f"{values[column]} AS {column}" for column in RECORD_TYPES if column in values
    )
    columns = tuple(column for column in RECORD_TYPES if column in values or column in contents)
    return columns, (
        f"SELECT staged.row_no, {_ID} AS tracking_id, {listed} "
        f"FROM staged {' '.join(joins)} ANTI JOIN refused ON refused.row_no = staged.row_no"
    )


def clean_log_sql(kept: Sequence[str]) -> str:
    """SQL of the accepted rows of a follow-up log: one event each."""
    agency = f"coalesce({_word('staged.agency')}, '')" if "agency" in kept else "''"
    return (
        f"SELECT staged.row_no, {_ID} AS tracking_id, "
        "date_of.day + coalesce(date_of.clock, TIME '00:00:00') AS happened_at, "
        f"{_word('staged.activity')} AS activity, {agency} AS agency "
        f"FROM staged {_JOIN_ID} JOIN date_of ON date_of.text = staged.happened_at "
        "ANTI JOIN refused ON refused.row_no = staged.row_no"
    )
