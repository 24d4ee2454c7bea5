"""The questions of the screens in plain pandas, over the same precomputed columns.

Written as somebody who knows pandas would: one frame kept in memory, categories for everything that
repeats, sorted by day so that a period is a slice, and counted by `outcome_no` first as the SQL is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from lapor_data.store.snapshot import Snapshot

Parameters = Mapping[str, Any]
_CATEGORIES = ("place", "agency", "classification", "channel", "category")
_COLUMNS = (
    "received_date", *_CATEGORIES, "is_region", "is_valid", "response_days", "title_words",
    "outcome_no", "verification_wd", "rating",
)  # fmt: skip
_OF_SELECTION = {
    "agencies": "agency",
    "classifications": "classification",
    "channels": "channel",
    "categories": "category",
}
_SUMS = ["received", "valid", "followed_up", "closed", "within_limit"]
_NONE = "(kosong)"


class Frames:
    """All complaints and the outcomes they share."""

    def __init__(self, snapshot: Snapshot) -> None:
        cursor = snapshot.cursor()
        cursor.execute(f"SELECT {', '.join(_COLUMNS)} FROM lapor.complaint ORDER BY received_date")
        complaints = cursor.df()
        for column in _CATEGORIES:
            complaints[column] = complaints[column].astype("category")
        self.complaints = complaints.set_index("received_date")
        cursor.execute("SELECT * FROM lapor.outcome")
        self.outcomes = cursor.df().set_index("outcome_no")

    def answer(self, question: str, parameters: Parameters) -> list[tuple[Any, ...]]:
        """The rows of a question; KeyError if it is not written here."""
        found = QUESTIONS[question](self, parameters)
        return list(found.itertuples(index=False, name=None))

    def selected(self, p: Parameters, first: str = "from_day", until: str = "until_day") -> Any:
        """The rows of a period and filter."""
        index = self.complaints.index
        start, end = index.searchsorted([pd.Timestamp(p[first]), pd.Timestamp(p[until])])
        rows = self.complaints.iloc[start:end]
        if p["place"] is not None:
            rows = rows[rows["place"] == p["place"]]
        for name, column in _OF_SELECTION.items():
            if p[name] is not None:
                empty = rows[column].isna() if _NONE in p[name] else False
                rows = rows[rows[column].isin(p[name]) | empty]
        return rows


def _months(rows: Any) -> Any:
    return 12 * rows.index.year + rows.index.month


def _cells(frames: Frames, p: Parameters, rows: Any, keys: list[str]) -> Any:
    """Measures by keys and response time: what totals.sql and its kin do."""
    known = frames.outcomes.drop(columns=keys, errors="ignore")
    counts = _count(rows, [*keys, "outcome_no"], "n").join(known, "outcome_no")
    limits = dict(zip(p["class_names"], p["class_limits"], strict=True))
    limit = counts["classification"].map(limits).astype(float).fillna(p["limit_other"])
    n = counts["n"]
    valid = counts["is_valid"]
    counts["received"] = n
    counts["valid"] = n.where(valid, 0)
    counts["followed_up"] = n.where(counts["is_followed_up"], 0)
    counts["closed"] = n.where(counts["is_closed"], 0)
    counts["within_limit"] = n.where(valid & (counts["response_wd"] <= limit), 0)
    return _grouped(counts, [*keys, "response_wd"])[_SUMS].sum().reset_index()


def _grouped(rows: Any, keys: list[str]) -> Any:
    return rows.groupby(keys, observed=True, dropna=False, sort=False)


def _count(rows: Any, keys: list[str], name: str = "valid") -> Any:
    return _grouped(rows, keys).size().reset_index(name=name)


def _measures_by(*keys: str) -> Callable[[Frames, Parameters], Any]:
    def answer(frames: Frames, p: Parameters) -> Any:
        return _cells(frames, p, frames.selected(p), list(keys))

    return answer


def _by_month(frames: Frames, p: Parameters) -> Any:
    rows = frames.selected(p)[["outcome_no"]]
    return _cells(frames, p, rows.assign(month_number=_months(rows)), ["month_number"])


def _by_classification(frames: Frames, p: Parameters) -> Any:
    rows = frames.selected(p)[["classification", "outcome_no"]]
    return _cells(frames, p, rows, ["classification"])


def _by_category(frames: Frames, p: Parameters) -> Any:
    rows = frames.selected(p)
    counts = rows.loc[rows["is_valid"], "category"].value_counts(dropna=False)
    return counts[counts > 0].reset_index()


def _region_months(frames: Frames, p: Parameters) -> Any:
    rows = frames.selected(p)
    rows = rows.loc[rows["is_valid"] & rows["is_region"], ["place"]]
    return _count(rows.assign(month_number=_months(rows)), ["place", "month_number"])


def _response_bands(frames: Frames, p: Parameters) -> Any:
    rows = frames.selected(p)
    counts = _count(rows[rows["is_valid"]], ["place", "outcome_no"], "n")
    counts = counts.join(frames.outcomes, "outcome_no")
    keys = ["place", "response_wd", "is_followed_up"]
    return _grouped(counts, keys)["n"].sum().reset_index()


def _response_days(frames: Frames, p: Parameters) -> Any:
    rows = frames.selected(p)
    rows = rows[rows["is_valid"] & rows["response_days"].notna()]
    days = rows.groupby("place", observed=True)["response_days"].quantile([0.5, 0.9]).unstack()
    everywhere = rows["response_days"].quantile([0.5, 0.9])
    return pd.DataFrame(
        {
            "place": [*days.index, None],
            "percentiles": [*days.to_numpy().tolist(), everywhere.tolist() if len(rows) else None],
        }
    )


def _shown(p: Parameters, rows: Any) -> Any:
    named = rows["category"].cat.add_categories(_NONE).fillna(_NONE)
    return named.where(named.isin(p["shown"]))


def _topic_by_month(frames: Frames, p: Parameters) -> Any:
    rows = frames.selected(p)
    rows = rows.loc[rows["is_valid"], ["category"]]
    counts = _count(rows.assign(month_number=_months(rows)), ["category", "month_number"])
    counts["category"] = _shown(p, counts)
    return counts[counts["category"].notna()]


def _topic_by_region(frames: Frames, p: Parameters) -> Any:
    rows = frames.selected(p)
    counts = _count(rows[rows["is_valid"] & rows["is_region"]], ["place", "category"])
    counts["category"] = _shown(p, counts)
    return _grouped(counts, ["place", "category"])["valid"].sum().reset_index()


def _rising_words(frames: Frames, p: Parameters) -> Any:
    counts, titles = [], []
    for span in (("from_day", "until_day"), ("before_from", "before_until")):
        rows = frames.selected(p, *span)
        words = rows.loc[rows["is_valid"], "title_words"].dropna()
        counts.append(words.explode().value_counts())
        titles.append(len(words))
    both = pd.concat(counts, axis=1, keys=["now", "before"]).fillna(0).astype(int)
    enough = both.sum(axis=1) >= max(p["minimum"], 0.01 * sum(titles))
    both = both[enough & ~both.index.isin(p["stop_words"])]
    found = both.reset_index(names="word").to_dict("split")["data"]
    return pd.DataFrame([*found, [None, *titles]])


def _award_cells(frames: Frames, p: Parameters) -> Any:
    rows = frames.selected(p)
    rows = rows[
        rows["is_valid"] & (rows["agency"].notna() if p["by_agency"] else rows["is_region"])
    ]
    if not p["by_agency"]:
        rows = rows.assign(agency=None)
    rows = rows.assign(from_media=rows["channel"].isin(p["media"]))
    told = ["verification_wd", "rating", "from_media"]
    counts = _count(rows, ["place", "agency", "outcome_no", *told], "n")
    counts = counts.join(frames.outcomes, "outcome_no")
    seen = ["is_followed_up", "is_closed", "response_wd", *told]
    return _grouped(counts, ["place", "agency", *seen])["n"].sum().reset_index()


QUESTIONS: dict[str, Callable[[Frames, Parameters], Any]] = {
    "totals": _measures_by(),
    "by_month": _by_month,
    "by_region": _measures_by("place"),
    "by_agency": _measures_by("place", "agency"),
    "by_channel": _measures_by("channel"),
    "by_classification": _by_classification,
    "by_category": _by_category,
    "region_months": _region_months,
    "response_bands": _response_bands,
    "response_days": _response_days,
    "topic_by_month": _topic_by_month,
    "topic_by_region": _topic_by_region,
    "rising_words": _rising_words,
    "award_cells": _award_cells,
}


def differences(ours: object, theirs: object) -> list[str]:
    """What differs between two answers, rows in any order; empty when they agree."""
    left, right = sorted(map(_plain, ours), key=repr), sorted(map(_plain, theirs), key=repr)  # type: ignore[call-overload]
    if left == right:
        return []
    return [f"{a} ≠ {b}" for a, b in zip(left, right, strict=False) if a != b][:3] or [
        f"{len(left)} ≠ {len(right)} rows"
    ]


def _plain(row: Any) -> tuple[Any, ...]:
    """Cells in one notation: missing is None, whole numbers are whole, others to nine digits."""
    return tuple(map(_cell, row))


def _cell(cell: Any) -> Any:
    if isinstance(cell, (list, tuple)):
        return _plain(cell)
    if cell is None or cell is pd.NA or cell != cell:
        return None
    if isinstance(cell, (str, bool)):
        return cell
    if type(cell).__name__ == "bool":
        return bool(cell)
    return int(cell) if float(cell).is_integer() else float(f"{float(cell):.9g}")
