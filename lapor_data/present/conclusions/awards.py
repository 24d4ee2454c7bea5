"""Sentences on scores and ranks."""

from __future__ import annotations

from lapor_data.domain import numbers
from lapor_data.present.conclusions.reading import NAMED, Reading, Row, titled


def scores(r: Reading) -> list[str]:
    """The first, the next two, and the last of those that have a rank."""
    score = next((i for i, head in enumerate(r.heads) if head.startswith("Bobot nilai")), None)
    if score is None:
        return []
    rank = r.at("Peringkat")
    ranked = sorted(r.known(rank), key=lambda row: row[rank])
    if not ranked:
        return ["Belum ada nilai."]
    first = [row for row in ranked if row[rank] == ranked[0][rank]]
    others = ranked[len(first) :]
    said = [f"Bobot nilai tertinggi {r.highest(score, first)}."]
    if others:
        words = [f"{r.name(row)} ({r.shown(row, score)})" for row in others[: NAMED - 1]]
        said.append(f"Berikutnya {numbers.joined(words)}.")
    if len(others) >= NAMED:
        said.append(f"Terendah {r.lowest(score, others)}.")
    return said


def titled_scores(r: Reading) -> list[str]:
    """The panel's own finding, then the first and the next."""
    return [*titled(r), *scores(r)[:2]]


def ranks(r: Reading) -> list[str]:
    """Who climbed and who fell most."""
    before, now = 1, 2
    both = [row for row in r.known(before) if row[now] is not None]
    if not both:
        return ["Belum ada peringkat pembanding."]
    up = max(row[before] - row[now] for row in both)
    down = max(row[now] - row[before] for row in both)
    if up <= 0 and down <= 0:
        return [f"Tidak ada peringkat yang berubah dari {r.heads[before]}."]
    climbed = [_move(r, row) for row in both if row[before] - row[now] == up]
    fallen = [_move(r, row) for row in both if row[now] - row[before] == down]
    return [
        f"Naik paling jauh dari {r.heads[before]}: {_listed(climbed)}." if up > 0 else "",
        f"Turun paling jauh: {_listed(fallen)}." if down > 0 else "",
    ]


def _move(r: Reading, row: Row) -> str:
    return f"{r.name(row)} (dari peringkat {r.shown(row, 1)} ke {r.shown(row, 2)})"


def _listed(words: list[str]) -> str:
    rest = len(words) - NAMED
    return numbers.joined(words if rest <= 0 else [*words[:NAMED], f"{rest} lainnya"])
