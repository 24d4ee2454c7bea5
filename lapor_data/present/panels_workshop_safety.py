"""Panels of "Bengkel penghargaan" on how safe an order is: random weights, resampled complaints."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from lapor_data.domain import numbers
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Heat, Interval, Intervals
from lapor_data.present.panel import Column, Panel, RowsChoice, Table
from lapor_data.present.panels_awards import channels
from lapor_data.present.panels_workshop import (
    SHOWN,
    Bench,
    contest_of,
    coverage_note,
    hidden_note,
    short_names,
)
from lapor_data.questions import robustness
from lapor_data.questions.award_units import Contest
from lapor_data.questions.robustness import Pair
from lapor_data.questions.rows import RowsOf

UNSAFE = "belum meyakinkan"
_SAFE = "meyakinkan"
# More pairs than this are counted, not named.
_NAMED = 6


class Ranked(Protocol):
    """A unit with its rank."""

    @property
    def rank(self) -> int: ...


def rank_shares(b: Briefing, option: str = "") -> Panel:
    """How often each unit takes each rank when the weights are drawn at random."""
    bench = Bench.parse(option)
    found = contest_of(b, bench)
    answer = robustness.under_weights(found, bench.profile, seed=bench.seed)
    units, names = answer.units, short_names(found)
    title = "Belum ada peringkat"
    if units:
        share = numbers.percent(100 * units[0].shares[0])
        title = f"{names[units[0].key]} di peringkat 1 pada {share} bobot acak"
    shown = units[:SHOWN]
    values = tuple(
        tuple(100 * share or None for share in unit.shares[: len(shown)]) for unit in shown
    )
    return Panel(
        slug="bengkel-bobot",
        title=title,
        unit=f"% dari {numbers.number(answer.draws)} undian bobot, benih {answer.seed}",
        n=_complaints(found),
        alt=f"{title}. Peta panas bagian undian tiap peringkat.",
        source=b.sources_line,
        notes=(
            "Kosong: tidak pernah; 0: kurang dari 0,5%",
            _pairs_words(answer.units, answer.pairs, names),
            *hidden_note(len(units), bench),
        ),
        table=Table(
            (
                Column("Peringkat", "count"),
                Column("Nama"),
                *(Column(f"Peringkat {rank}", "percent", 1) for rank in range(1, len(units) + 1)),
                Column("Di atas yang berikutnya", "percent", 1),
                Column("Urutan"),
            ),
            tuple(
                (
                    unit.rank,
                    unit.name,
                    *(100 * share for share in unit.shares),
                    *_pair(units, answer.pairs, i),
                )
                for i, unit in enumerate(units)
            ),
        ),
        chart=Heat(
            tuple(f"{unit.rank}. {names[unit.key]}" for unit in shown),
            # The usual hyphen would let the label break.
            tuple(f"ke\u2011{rank}" for rank in range(1, len(shown) + 1)),
            values,
            tuple(tuple(numbers.percent(value, 1) for value in row) for row in values),
            tuple("" for _ in shown),
            "%",
        ),
        rows=_rows(found, bench),
    )


def score_intervals(b: Briefing, option: str = "") -> Panel:
    """The 95% interval of each score when the complaints are drawn anew."""
    bench = Bench.parse(option)
    found = contest_of(b, bench)
    answer = robustness.under_sampling(found, bench.profile, seed=bench.seed)
    units, names = answer.units, short_names(found)
    ordered = _ordered(units)
    unsafe = [index for index in ordered if not answer.pairs[index].safe]
    title = (
        f"{len(unsafe)} dari {len(ordered)} urutan bertetangga belum meyakinkan"
        if unsafe
        else "Semua urutan bertetangga meyakinkan"
        if ordered
        else "Belum ada urutan untuk diuji"
    )
    shown = units[:SHOWN]
    counts = found.counts(bench.profile)
    enough = b.settings.sampel_minimum
    few = (
        (f"Di bawah {enough} aduan (pudar): selang tidak dapat dipercaya",)
        if any(counts[unit.key].valid < enough for unit in shown)
        else ()
    )
    return Panel(
        slug="bengkel-selang",
        title=title,
        unit=f"bobot nilai dan selang 95%, {numbers.number(answer.draws)} undian aduan, "
        f"benih {answer.seed}",
        n=answer.n,
        alt=f"{title}. Titik nilai dengan garis selang 95% menurut peringkat.",
        source=b.sources_line,
        notes=(
            robustness.UNSURE_MEANING,
            *few,
            *coverage_note(found, bench),
            *hidden_note(len(units), bench),
        ),
        table=Table(
            (
                Column("Peringkat", "count"),
                Column("Nama"),
                Column("Bobot nilai", "decimal", 2),
                Column("Nilai terendah", "decimal", 2),
                Column("Nilai tertinggi", "decimal", 2),
                Column("Peringkat terbaik", "count"),
                Column("Peringkat terburuk", "count"),
                Column("Di atas yang berikutnya", "percent", 1),
                Column("Urutan"),
            ),
            tuple(
                (
                    unit.rank,
                    unit.name,
                    unit.score,
                    unit.score_low,
                    unit.score_high,
                    unit.rank_low,
                    unit.rank_high,
                    *_pair(units, answer.pairs, index),
                )
                for index, unit in enumerate(units)
            ),
        ),
        chart=Intervals(
            tuple(
                Interval(
                    f"{unit.rank}. {names[unit.key]}",
                    unit.score,
                    unit.score_low,
                    unit.score_high,
                    numbers.number(unit.score, 2),
                    f"{unit.rank_low}–{unit.rank_high}"
                    if unit.rank_low != unit.rank_high
                    else str(unit.rank_low),
                    "muted"
                    if counts[unit.key].valid < enough
                    else "gold"
                    if unit.rank == 1
                    else "plain",
                )
                for unit in shown
            ),
            "poin",
            "Nilai",
            "Peringkat",
            unsafe_after=tuple(index for index in unsafe if index + 1 < len(shown)),
            unsafe_words=UNSAFE,
        ),
        rows=_rows(found, bench),
    )


def _ordered(units: Sequence[Ranked]) -> list[int]:
    """The places of units that stand above the next one; with a tie there is no order to test."""
    return [i for i, (upper, lower) in enumerate(pairwise(units)) if upper.rank < lower.rank]


def _pair(
    units: Sequence[Ranked], pairs: Sequence[Pair], index: int
) -> tuple[float | None, str | None]:
    """A unit against the next: how often it is ahead (%), and in words."""
    if index >= len(pairs):
        return None, None
    pair = pairs[index]
    if index not in _ordered(units):
        return 100 * pair.share, "seri"
    return 100 * pair.share, _SAFE if pair.safe else UNSAFE


def _pairs_words(units: Sequence[Ranked], pairs: Sequence[Pair], names: dict[str, str]) -> str:
    """The neighbours whose order is not safe, as a sentence."""
    ordered = _ordered(units)
    unsafe = [pairs[index] for index in ordered if not pairs[index].safe]
    limit = numbers.percent(100 * robustness.SAFE_SHARE)
    if not unsafe:
        return f"Setiap urutan bertetangga bertahan pada sedikitnya {limit} undian"
    if len(unsafe) > _NAMED:
        return f"Belum meyakinkan: {len(unsafe)} dari {len(ordered)} urutan bertetangga (tabel)"
    named = [f"{names[pair.upper]}–{names[pair.lower]}" for pair in unsafe]
    return f"Belum meyakinkan (bertahan pada kurang dari {limit} undian): {numbers.joined(named)}"


def _complaints(found: Contest) -> int:
    return sum(n for _, _, n in found.cells)


def _rows(found: Contest, bench: Bench) -> tuple[RowsChoice, ...]:
    return tuple(
        RowsChoice(
            f"{unit.name}: aduan sah",
            RowsOf("valid", place=unit.place, agency=unit.agency, channels=channels(bench.profile)),
        )
        for unit in found.units
    )
