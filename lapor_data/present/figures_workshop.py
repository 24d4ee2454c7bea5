"""Figure of the award workshop: scores with their intervals, and which order is not safe."""

from __future__ import annotations

from typing import Any

from lapor_data.domain import numbers
from lapor_data.present.charts import Intervals
from lapor_data.present.figure_base import (
    ROW,
    SMALL,
    TEXT,
    Figure,
    longest,
    marked,
    new_figure,
    plain,
    tone_colour,
    tone_ink,
    wrapped,
)
from lapor_data.present.palette import Palette


def intervals(chart: Intervals, colours: Palette) -> Figure:
    """A dot on a thin line per row, its value and note at the right edge; words between two rows
    whose order is not safe."""
    rows = chart.intervals
    names = [row.label for row in rows]
    labels = marked(names, [wrapped(name, 30, 1) for name in names], chart.chosen)
    places = list(range(len(rows)))
    low = min([row.low for row in rows], default=0.0)
    high = max([row.high for row in rows], default=1.0)
    room = (high - low or 1.0) * 0.04
    strokes: dict[str, list[Any]] = {"x": [], "y": []}
    for place, row in enumerate(rows):
        strokes["x"] += [row.low, row.high, None]
        strokes["y"] += [place, place, None]
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            **strokes,
            "line": {"width": 1.5, "color": colours.secondary},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [row.value for row in rows],
            "y": places,
            "cliponaxis": False,
            "marker": {"size": 11, "color": [tone_colour(row.tone, colours) for row in rows]},
            "hovertext": [_hover(chart, index) for index in places],
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
    ]
    columns = (
        (chart.text_head, [f"<b>{row.text}</b>" for row in rows]),
        (chart.note_head, [row.note for row in rows]),
    )
    right = {"x": 1, "xref": "paper", "xanchor": "left", "showarrow": False}
    quiet = {"size": SMALL, "color": colours.secondary}
    notes: list[dict[str, Any]] = []
    shift = 10
    for index, (head, texts) in enumerate(columns):
        notes.append(
            {**right, "y": 1, "yref": "paper", "yanchor": "bottom", "xshift": shift, "text": head}
            | {"font": quiet}
        )
        for place, text in enumerate(texts):
            ink = tone_ink(rows[place].tone, colours) if index == 0 else colours.secondary
            font = {"size": TEXT if index == 0 else SMALL, "color": ink}
            notes.append({**right, "y": place, "xshift": shift, "text": text, "font": font})
        shift += longest([head, *texts], SMALL)
    mark = "} " + chart.unsafe_words
    for place in chart.unsafe_after:
        notes.append(
            {**right, "y": place + 0.5, "xshift": shift, "text": mark}
            | {"font": {"size": SMALL, "color": colours.ink}}
        )
    unsafe = longest([mark], SMALL) if chart.unsafe_after else 0
    layout: dict[str, Any] = {
        "height": ROW * len(rows) + 54,
        "margin": {"l": longest(labels) + 6, "r": shift + unsafe, "t": 24, "b": 28},
        "xaxis": {
            "range": [low - room, high + room],
            "showgrid": True,
            "gridcolor": colours.line,
            "nticks": 6,
            "tickfont": quiet,
        },
        "yaxis": {
            "tickvals": places,
            "ticktext": labels,
            "range": [len(rows) - 0.4, -0.6],
        },
        "annotations": notes,
    }
    return new_figure(traces, layout, colours)


def _hover(chart: Intervals, index: int) -> str:
    row = chart.intervals[index]
    bounds = " sampai ".join(numbers.number(end, chart.decimals) for end in (row.low, row.high))
    return f"<b>{plain(row.label)}</b><br>{row.text} {chart.unit}<br>95%: {bounds}<br>{row.note}"
