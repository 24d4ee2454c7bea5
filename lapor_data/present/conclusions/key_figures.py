"""Sentences on the key figures."""

from __future__ import annotations

from lapor_data.domain import numbers
from lapor_data.present.conclusions.reading import Reading, Row


def key_figures(r: Reading) -> list[str]:
    """All key figures with their change, the first one alone."""
    said = [_with_change(row) for row in r.rows]
    return [_together(said[:1]), _together(said[1:3]), _together(said[3:])]


def _with_change(row: Row) -> str:
    label, value, change = row
    if value == numbers.NO_VALUE:
        value = "belum diketahui"
    return f"{label} {value} ({change})" if change else f"{label} {value}"


def _together(figures: list[str]) -> str:
    rest = [figure[:1].lower() + figure[1:] for figure in figures[1:]]
    return f"{'; '.join([*figures[:1], *rest])}." if figures else ""
