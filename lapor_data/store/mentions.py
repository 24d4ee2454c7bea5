"""Where a text names a Tracking ID, and the same text without it.

An ID is a run of digits of its own: 7282582, 07282582, 7.282.582, 728-2582, "#7282582",
"ID7282582", but not the middle of a longer number. IDs of fewer than five digits are numbers of any
kind in a text ("12 lampu") and are left there; rows that carry them as their ID go all the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

GONE = "[dihapus]"
_SHORTEST = 5
_LONGEST = 19  # digits of a BIGINT
_SPOKEN = 6  # longer ones are also said in two groups
# What may set thousands apart; spreadsheets write a blank that does not break.
_APART = "[., \u00a0'_-]"
# Groups of digits, each one sign apart, for RE2 (DuckDB) and Python's re alike. Which of them make
# an ID is settled in `numbers_in`: in "tahun 2021 7282582" the ID begins after the first one.
_RUNS = f"[0-9]+(?:{_APART}[0-9]+)*"


def pattern(ids: Collection[int]) -> str | None:
    """An expression for RE2 and re alike that finds any of the IDs; group 1 and 2 are what stands
    around it. None where nothing is to be looked for."""
    found = [_spelled(number) for number in sorted(ids) if len(str(number)) >= _SHORTEST]
    return f"(^|[^0-9])0*(?:{'|'.join(found)})($|[^0-9])" if found else None


def _spelled(number: int) -> str:
    """7[., ]?282[., ]?582|728[., ]2582, with _APART: thousands may be set apart, or, as people say
    telephone numbers, the first three digits. Not any groups: no date shall be taken for an ID."""
    digits = str(number)
    head = len(digits) % 3 or 3
    groups = [digits[:head], *(digits[i : i + 3] for i in range(head, len(digits), 3))]
    thousands = f"{_APART}?".join(groups)
    return f"{thousands}|{digits[:3]}{_APART}{digits[3:]}" if len(digits) > _SPOKEN else thousands


def cleaned(text: str, ids: Collection[int]) -> str:
    """The text without the IDs."""
    found = pattern(ids)
    if found is None:
        return text
    # Twice: what stands between two IDs belongs to the first match.
    for _ in range(2):
        text = re.sub(found, rf"\g<1>{GONE}\g<2>", text, flags=re.ASCII)
    return text


def cleaned_json(text: str, ids: Collection[int]) -> str:
    """The same for a text that may be JSON: numbers and keys too, and it stays JSON."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return cleaned(text, ids)
    kept = _cleaned_value(value, ids)
    # Untouched entries keep their very bytes: an editor compares what it has read.
    return text if kept == value else json.dumps(kept, ensure_ascii=False)


def _cleaned_value(value: Any, ids: Collection[int]) -> Any:
    if isinstance(value, str):
        return cleaned(value, ids)
    if isinstance(value, dict):
        return {cleaned(key, ids): _cleaned_value(item, ids) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned_value(item, ids) for item in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value in ids:
        return GONE
    return value


def numbers_in(text: str) -> set[int]:
    """All numbers in a text that may be an ID: each group of digits, alone, with the groups of
    thousands that follow it, and one of three with the next."""
    found = set()
    for run in re.findall(_RUNS, text, flags=re.ASCII):
        groups = re.split(_APART, run)
        for at, first in enumerate(groups):
            digits = first.lstrip("0")
            spoken = digits + "".join(groups[at + 1 : at + 2])
            if len(digits) == 3 and _SPOKEN < len(spoken) <= _LONGEST:
                found.add(int(spoken))
            for following in ("", *groups[at + 1 : at + _LONGEST]):
                digits += following
                if not digits or len(following) % 3 or len(digits) > _LONGEST:
                    break
                if len(digits) >= _SHORTEST:
                    found.add(int(digits))
    return found


def runs_sql(column: str, kind: str) -> str:
    """SQL: the list of a column's runs of digits that may be an ID, for `numbers_in`."""
    text = column
    if kind != "VARCHAR":
        text = f"array_to_string({_listed(column, kind)}, ';')"
    return (
        f"CASE WHEN regexp_matches({text}, {quoted(f'[0-9]{_APART}?[0-9]{{3}}')}) "
        f"THEN regexp_extract_all({text}, {quoted(_RUNS)}) END"
    )


def quoted(text: str) -> str:
    """An SQL string of a text that this module has made."""
    return "'" + text.replace("'", "''") + "'"


def names_sql(column: str, kind: str, ids: Collection[int]) -> str:
    """SQL: does this column (VARCHAR, VARCHAR[] or a MAP of both) name one of the IDs?"""
    found = pattern(ids)
    if found is None:
        return "false"
    match = f"regexp_matches({{}}, {quoted(found)})"
    if kind == "VARCHAR":
        return f"coalesce({match.format(column)}, false)"
    texts = _listed(column, kind)
    return f"coalesce(list_bool_or(list_transform({texts}, lambda t: {match.format('t')})), false)"


def _listed(column: str, kind: str) -> str:
    """SQL: the texts of a VARCHAR[], or of a MAP: its keys (heads of a file) say something too."""
    if kind == "VARCHAR[]":
        return column
    return f"list_concat(map_keys({column}), map_values({column}))"


def cleaned_sql(column: str, kind: str, ids: Collection[int]) -> str:
    """SQL: the column without the IDs, of the same type."""
    found = pattern(ids)
    if found is None:
        return column

    def once(text: str) -> str:
        return f"regexp_replace({text}, {quoted(found)}, '\\1{GONE}\\2', 'g')"

    def twice(text: str) -> str:
        return once(once(text))

    if kind == "VARCHAR":
        kept = twice(column)
    elif kind == "VARCHAR[]":
        kept = f"list_transform({column}, lambda t: {twice('t')})"
    else:
        entry = f"{{'k': {twice('e.key')}, 'v': {twice('e.value')}}}"
        kept = f"map_from_entries(list_transform(map_entries({column}), lambda e: {entry}))"
    return f"CASE WHEN {names_sql(column, kind, ids)} THEN {kept} ELSE {column} END"
