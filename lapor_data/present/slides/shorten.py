"""Cutting a panel down to what a slide can show; what is cut is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lapor_data.domain import numbers
from lapor_data.present.charts import RankedBars, Spans, Stacked
from lapor_data.present.panel import Panel, Table
from lapor_data.present.slides.slide import MOST_BARS, MOST_ROWS


def few_bars(panel: Panel, most: int = MOST_BARS) -> Panel:
    """The panel with the first `most` bars of its chart, and a note on how many there are."""
    chart = panel.chart
    match chart:
        case RankedBars():
            count = len(chart.bars)
            shorter: RankedBars | Spans | Stacked = replace(chart, bars=chart.bars[:most])
        case Spans():
            count = len(chart.spans)
            shorter = replace(chart, spans=chart.spans[:most])
        case Stacked():
            count = len(chart.labels)
            shorter = replace(
                chart,
                labels=chart.labels[:most],
                notes=chart.notes[:most],
                parts=tuple(
                    replace(part, values=part.values[:most], counts=part.counts[:most])
                    for part in chart.parts
                ),
            )
        case _:
            return panel
    if count <= most:
        return panel
    # The chart may itself have been cut already: the table tells how many there are.
    notes = [note for note in panel.notes if not note.endswith("digambar, semua di tabel")]
    notes.append(f"{most} dari {numbers.number(len(panel.table.rows))} digambar, semua di lampiran")
    return replace(panel, chart=shorter, notes=tuple(notes))


def columns_of(table: Table, heads: Sequence[str]) -> Table:
    """The table with only these columns, in this order; heads it does not have are passed over."""
    places = {column.head: place for place, column in enumerate(table.columns)}
    kept = [places[head] for head in heads if head in places]
    return Table(
        tuple(table.columns[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in table.rows),
    )


def with_something(table: Table) -> Table:
    """The table without columns in which nothing stands."""
    told = [
        column.head
        for place, column in enumerate(table.columns)
        if any(row[place] not in (None, "") for row in table.rows)
    ]
    return columns_of(table, told)


def in_pages(table: Table, most: int = MOST_ROWS) -> Iterator[Table]:
    """The table in parts of at most `most` rows, as even as can be (13 → 7 and 6)."""
    count = len(table.rows)
    pages = -(-count // most)
    at = 0
    for page in range(pages):
        size = count // pages + (page < count % pages)
        yield Table(table.columns, table.rows[at : at + size])
        at += size
