"""Figures made of cells and rows: heat map and the board of the 13."""

from __future__ import annotations

from typing import Any

from lapor_data.domain import numbers
from lapor_data.present.charts import Board, Heat
from lapor_data.present.figure_base import (
    ROW,
    SMALL,
    TEXT,
    Figure,
    longest,
    marked,
    new_figure,
    plain,
    tone_ink,
    wrapped,
)
from lapor_data.present.palette import Palette, mix


def heat(chart: Heat, colours: Palette) -> Figure:
    """A grid of shares, darker = larger, each cell with its figure."""
    known = [value for row in chart.values for value in row if value is not None]
    top = max([*known, 1])
    labels = [wrapped(name, 26, 1) for name in chart.rows]
    text_colours = [
        [
            "#FFFFFF" if (value or 0) > top * 0.55 and colours.name == "light" else colours.ink
            for value in row
        ]
        for row in chart.values
    ]
    traces: list[dict[str, Any]] = [
        {
            "type": "heatmap",
            "z": [list(row) for row in chart.values],
            "zmin": 0,
            "zmax": top,
            "colorscale": [[0, mix(colours.ground, colours.bar, 0.12)], [1, colours.accent]],
            "showscale": False,
            "xgap": 2,
            "ygap": 2,
            "hoverongaps": False,
            "customdata": [list(row) for row in chart.texts],
            "hovertemplate": "<b>%{y}</b><br>%{x}: %{customdata}<extra></extra>",
            "x": [wrapped(name, 15, 4) for name in chart.columns],
            "y": labels,
        }
    ]
    columns = [wrapped(name, 15, 4) for name in chart.columns]
    notes = [
        {
            "x": columns[j],
            "y": labels[i],
            "text": numbers.number(value) if value is not None else "",
            "showarrow": False,
            "font": {"size": SMALL, "color": text_colours[i][j]},
        }
        for i, row in enumerate(chart.values)
        for j, value in enumerate(row)
    ]
    notes += [
        {
            "x": 1,
            "xref": "paper",
            "y": labels[i],
            "xanchor": "left",
            "xshift": 8,
            "showarrow": False,
            "text": note,
            "font": {"size": SMALL, "color": colours.secondary},
        }
        for i, note in enumerate(chart.row_notes)
    ]
    layout = {
        "height": ROW * len(labels) + 74,
        "margin": {
            "l": longest(labels),
            "r": longest(chart.row_notes, SMALL) + 8,
            "t": 62,
            "b": 6,
        },
        "xaxis": {"side": "top", "tickangle": 0, "tickfont": {"size": SMALL}},
        "yaxis": {"autorange": "reversed"},
        "annotations": notes,
    }
    return new_figure(traces, layout, colours)


def board(chart: Board, colours: Palette) -> Figure:
    """The 13 at a glance: name, volume bar, written figures, six-month trend."""
    rows = chart.rows
    places = list(range(len(rows)))
    top = max([row.value for row in rows] + [1])
    bar_from, bar_to = 0.0, 0.27
    trend_from = 0.87
    columns = len(chart.heads) - 3
    step = (trend_from - 0.03 - bar_to - 0.08) / max(columns, 1)
    centres = [bar_to + 0.08 + step * (i + 0.85) for i in range(columns)]
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "orientation": "h",
            "y": places,
            "x": [row.value / top * (bar_to - bar_from) for row in rows],
            "width": 0.6,
            "marker": {"color": colours.bar},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "text",
            "y": places,
            "x": [row.value / top * (bar_to - bar_from) for row in rows],
            "text": [f" {numbers.number(row.value)}" for row in rows],
            "textposition": "middle right",
            "textfont": {"size": TEXT, "color": colours.ink},
            "hoverinfo": "skip",
        },
    ]
    for index, centre in enumerate(centres):
        traces.append(
            {
                "type": "scatter",
                "mode": "text",
                "x": [centre] * len(rows),
                "y": places,
                "text": [
                    f"<b>{row.figures[index]}</b>"
                    if row.tones[index] == "broken"
                    else row.figures[index]
                    for row in rows
                ],
                "textposition": "middle left",
                "textfont": {
                    "size": TEXT,
                    "color": [tone_ink(row.tones[index], colours) for row in rows],
                },
                "hoverinfo": "skip",
            }
        )
    strokes: dict[str, list[Any]] = {"x": [], "y": []}
    ends: dict[str, list[Any]] = {"x": [], "y": []}
    for place, row in enumerate(rows):
        if not row.trend:
            continue
        high = max([*row.trend, 1])
        xs = [
            trend_from + (1 - trend_from) * i / max(len(row.trend) - 1, 1)
            for i in range(len(row.trend))
        ]
        ys = [place + 0.3 - 0.6 * value / high for value in row.trend]
        strokes["x"] += [*xs, None]
        strokes["y"] += [*ys, None]
        ends["x"].append(xs[-1])
        ends["y"].append(ys[-1])
    traces.append(
        {
            "type": "scatter",
            "mode": "lines",
            **strokes,
            "line": {"width": 1.5, "color": colours.secondary},
            "hoverinfo": "skip",
        }
    )
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            **ends,
            "marker": {"size": 5, "color": colours.ink},
            "hoverinfo": "skip",
            "cliponaxis": False,
        }
    )
    names = [row.name for row in rows]
    labels = marked(names, [plain(name) for name in names], chart.chosen)
    head = {
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": SMALL, "color": colours.secondary},
    }
    notes = [
        {**head, "x": 0, "xanchor": "left", "text": chart.heads[1]},
        *(
            {**head, "x": centre, "xanchor": "right", "text": name}
            for centre, name in zip(centres, chart.heads[2:-1], strict=True)
        ),
        {**head, "x": trend_from, "xanchor": "left", "text": chart.heads[-1]},
    ]
    layout = {
        "height": ROW * len(rows) + 40,
        "margin": {"l": longest(labels) + 6, "r": 10, "t": 30, "b": 4},
        "xaxis": {"visible": False, "range": [0, 1.005]},
        "yaxis": {
            "tickvals": places,
            "ticktext": labels,
            "range": [len(rows) - 0.4, -0.6],
        },
        "shapes": [
            {
                "type": "line",
                "x0": 0,
                "x1": 1,
                "xref": "paper",
                "y0": place - 0.5,
                "y1": place - 0.5,
                "line": {"width": 1, "color": colours.line},
                "layer": "below",
            }
            for place in places
        ],
        "annotations": notes,
    }
    return new_figure(traces, layout, colours)
