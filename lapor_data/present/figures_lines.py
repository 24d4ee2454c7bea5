"""Figures made of lines, dots and cells: trends, spans, ratios, heat maps, ranks, the board."""

from __future__ import annotations

import math
from typing import Any

import plotly.graph_objects as go

from lapor_data.domain import numbers
from lapor_data.present.charts import Board, Forest, Heat, Lines, Slope, Spans
from lapor_data.present.figure_base import (
    ROW,
    SMALL,
    TEXT,
    longest,
    month_ticks,
    new_figure,
    plain,
    row_labels,
    tone_colour,
    tone_ink,
    wrapped,
)
from lapor_data.present.palette import SEQUENTIAL, Palette, mix, on_class


def lines(chart: Lines, colours: Palette) -> go.Figure:
    """Lines by month on one scale, each named at its right end."""
    positions, names = month_ticks(chart.months)
    places = list(range(len(chart.months)))
    known = [value for line in chart.lines for value in line.values if value is not None]
    top = max([*known, chart.rule or 0, 1]) * 1.15
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for line in chart.lines:
        colour = tone_colour(line.tone, colours)
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": places,
                "y": list(line.values),
                "line": {"color": colour, "width": 3 if line.tone == "accent" else 2},
                "marker": {"size": 6, "color": colour},
                "connectgaps": False,
                "hovertext": [
                    f"<b>{plain(line.name)}</b><br>{numbers.month_name(month)}: "
                    f"{numbers.number(value, chart.decimals)} {chart.unit}"
                    for month, value in zip(chart.months, line.values, strict=True)
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
        last = max((i for i, value in enumerate(line.values) if value is not None), default=None)
        if last is not None:
            value = line.values[last] or 0
            notes.append(
                {
                    "x": last,
                    "y": value,
                    "xanchor": "left",
                    "xshift": 8,
                    "showarrow": False,
                    "text": f"{wrapped(line.name, 22, 1)} {numbers.number(value, chart.decimals)}",
                    "font": {"size": TEXT, "color": tone_ink(line.tone, colours)},
                }
            )
    _keep_apart(notes, top / 13)
    layout: dict[str, Any] = {
        "height": 280,
        "margin": {"l": 30, "r": longest([n["text"] for n in notes]) + 8, "t": 12, "b": 40},
        "xaxis": {
            "tickvals": positions,
            "ticktext": names,
            "tickfont": {"size": SMALL, "color": colours.secondary},
            "range": [-0.3, len(places) - 0.7],
        },
        "yaxis": {
            "range": [0, top],
            "showgrid": True,
            "gridcolor": colours.line,
            "nticks": 5,
            "tickfont": {"size": SMALL, "color": colours.secondary},
        },
        "annotations": notes,
    }
    if chart.rule is not None:
        layout["shapes"] = [_rule("y", chart.rule, colours)]
        notes.append(
            {
                "x": 0,
                "xref": "paper",
                "y": chart.rule,
                "yanchor": "bottom",
                "xanchor": "left",
                "showarrow": False,
                "text": chart.rule_name,
                "font": {"size": SMALL, "color": colours.broken},
            }
        )
    return new_figure(traces, layout, colours)


def spans(chart: Spans, colours: Palette) -> go.Figure:
    """A dot and a line per row, n at the right edge, a rule; too few cases in grey words."""
    labels = [wrapped(span.label, 40, 1) for span in chart.spans]
    places = list(range(len(labels)))
    ends = [value for span in chart.spans for value in (span.dot, span.end) if value is not None]
    top = max([*ends, chart.rule or 0, 1]) * 1.06
    strokes: dict[str, list[Any]] = {"x": [], "y": []}
    for place, span in enumerate(chart.spans):
        if span.dot is not None and span.end is not None:
            strokes["x"] += [span.dot, span.end, None]
            strokes["y"] += [place, place, None]
    dots = [(place, span) for place, span in enumerate(chart.spans) if span.dot is not None]
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            **strokes,
            "line": {"width": 3, "color": colours.bar},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [span.dot for _, span in dots],
            "y": [place for place, _ in dots],
            "marker": {
                "size": 13,
                "color": [
                    tone_colour(span.tone if span.tone != "plain" else "accent", colours)
                    for _, span in dots
                ],
            },
            "text": [span.text for _, span in dots],
            "textposition": "middle left",
            "textfont": {
                "size": SMALL,
                "color": [tone_ink(span.tone, colours) for _, span in dots],
            },
            "hovertext": [
                f"<b>{plain(span.label)}</b><br>median "
                f"{numbers.number(span.dot, chart.decimals)} {chart.unit}<br>90% paling lambat "
                f"{numbers.number(span.end, chart.decimals)} {chart.unit}<br>{span.note}"
                for _, span in dots
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "cliponaxis": False,
        },
    ]
    notes = [
        {
            "x": 1,
            "xref": "paper",
            "y": place,
            "xanchor": "left",
            "xshift": 10,
            "showarrow": False,
            "text": span.note,
            "font": {"size": SMALL, "color": colours.secondary},
        }
        for place, span in enumerate(chart.spans)
    ]
    notes += [
        {
            "x": 0,
            "y": place,
            "xanchor": "left",
            "xshift": 24,
            "showarrow": False,
            "text": "data belum cukup",
            "font": {"size": SMALL, "color": colours.secondary},
        }
        for place, span in enumerate(chart.spans)
        if span.dot is None
    ]
    head = {"y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False}
    notes.append(
        {
            **head,
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 10,
            "text": chart.note_head,
            "font": {"size": SMALL, "color": colours.secondary},
        }
    )
    layout: dict[str, Any] = {
        "height": ROW * len(labels) + 60,
        "margin": {
            "l": longest(labels) + 6,
            "r": longest([*(span.note for span in chart.spans), chart.note_head], SMALL) + 10,
            "t": 24,
            "b": 30,
        },
        "xaxis": {
            "range": [-top * 0.06, top],
            "showgrid": True,
            "gridcolor": colours.line,
            "nticks": 8,
            "tickfont": {"size": SMALL, "color": colours.secondary},
            "ticksuffix": f" {chart.unit}",
        },
        "yaxis": {
            "tickvals": places,
            "ticktext": labels,
            "range": [len(labels) - 0.4, -0.6],
        },
        "annotations": notes,
    }
    if chart.rule is not None:
        layout["shapes"] = [_rule("x", chart.rule, colours)]
        notes.append(
            {
                **head,
                "x": chart.rule,
                "text": chart.rule_name,
                "font": {"size": SMALL, "color": colours.broken},
            }
        )
    return new_figure(traces, layout, colours)


def forest(chart: Forest, colours: Palette) -> go.Figure:
    """Rate ratios with intervals on a logarithmic scale around "tetap"."""
    labels, row = row_labels([ratio.label for ratio in chart.ratios], 24)
    places = list(range(len(labels)))
    bounds = [
        math.log2(min(max(value, 1 / 32), 32))
        for ratio in chart.ratios
        for value in (ratio.low, ratio.high)
        if value > 0 and math.isfinite(value)
    ]
    reach = max([abs(bound) for bound in bounds] + [1]) * 1.05
    ticks = [power for power in (-4, -2, 0, 2, 4) if abs(power) <= reach]
    if len(ticks) < 3:
        ticks = [-1, 0, 1]
    strokes: dict[str, list[Any]] = {"x": [], "y": []}
    for place, ratio in enumerate(chart.ratios):
        low, high = _log2(ratio.low, reach), _log2(ratio.high, reach)
        strokes["x"] += [low, high, None]
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
            "x": [_log2(ratio.ratio, reach) for ratio in chart.ratios],
            "y": places,
            "marker": {
                "size": 12,
                "color": [tone_colour(ratio.tone, colours) for ratio in chart.ratios],
            },
            "hovertext": [
                f"<b>{plain(ratio.label)}</b><br>{ratio.text}<br>rasio "
                f"{numbers.number(ratio.ratio, 2)} (95%: {numbers.number(ratio.low, 2)}–"
                f"{numbers.number(ratio.high, 2)})"
                for ratio in chart.ratios
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
    ]
    layout = {
        "height": row * len(labels) + 44,
        "margin": {
            "l": longest(labels),
            "r": longest([ratio.text for ratio in chart.ratios], SMALL) + 8,
            "t": 6,
            "b": 36,
        },
        "xaxis": {
            "range": [-reach, reach],
            "tickvals": ticks,
            "ticktext": ["tetap" if not power else _times(power) for power in ticks],
            "showgrid": True,
            "gridcolor": colours.line,
            "tickfont": {"size": SMALL, "color": colours.secondary},
        },
        "yaxis": {
            "tickvals": places,
            "ticktext": labels,
            "range": [len(labels) - 0.4, -0.6],
        },
        "shapes": [_rule("x", 0, colours, colours.secondary)],
        "annotations": [
            {
                "x": 1,
                "xref": "paper",
                "y": place,
                "xanchor": "left",
                "xshift": 6,
                "showarrow": False,
                "text": ratio.text,
                "font": {"size": SMALL, "color": tone_ink(ratio.tone, colours)},
            }
            for place, ratio in enumerate(chart.ratios)
        ],
    }
    return new_figure(traces, layout, colours)


def heat(chart: Heat, colours: Palette) -> go.Figure:
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
            "x": [wrapped(name, 14, 3) for name in chart.columns],
            "y": labels,
        }
    ]
    columns = [wrapped(name, 14, 3) for name in chart.columns]
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


def slope(chart: Slope, colours: Palette) -> go.Figure:
    """Ranks before and now, joined; rank 1 on top."""
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for step in chart.steps:
        colour = tone_colour(step.tone, colours)
        ink = tone_ink(step.tone, colours)
        known = [(x, rank) for x, rank in ((0, step.before), (1, step.now)) if rank is not None]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [x for x, _ in known],
                "y": [rank for _, rank in known],
                "line": {"color": colour, "width": 2 if step.tone == "plain" else 3.5},
                "marker": {"size": 9, "color": colour},
                "hovertext": [_rank_words(step.name, step.before, step.now)] * len(known),
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
        for x, rank in known:
            notes.append(
                {
                    "x": x,
                    "y": rank,
                    "xanchor": "left" if x else "right",
                    "xshift": 10 if x else -10,
                    "showarrow": False,
                    "text": f"{rank}  {plain(step.name)}" if x else str(rank),
                    "font": {"size": TEXT, "color": ink},
                }
            )
    for x, name in ((0, chart.before_name), (1, chart.now_name)):
        notes.append(
            {
                "x": x,
                "y": 0,
                "xanchor": "left" if x else "right",
                "xshift": 10 if x else 24,
                "showarrow": False,
                "text": f"<b>{name}</b>",
                "font": {"size": TEXT, "color": colours.secondary},
            }
        )
    side = longest([step.name for step in chart.steps]) + 30
    last = max([rank for s in chart.steps for rank in (s.before, s.now) if rank] + [1])
    layout = {
        "height": ROW * last + 50,
        "margin": {"l": 40, "r": side, "t": 4, "b": 6},
        "xaxis": {"visible": False, "range": [-0.03, 1.03]},
        "yaxis": {"visible": False, "range": [last + 0.6, -0.5]},
        "annotations": notes,
    }
    return new_figure(traces, layout, colours)


def board(chart: Board, colours: Palette) -> go.Figure:
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
    labels = [plain(row.name) for row in rows]
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


def class_colour(index: int | None, colours: Palette) -> str:
    """The colour of a class of the map; None (too few cases) is grey."""
    return colours.muted if index is None else SEQUENTIAL[index]


def class_ink(index: int | None, colours: Palette) -> str:
    """The text colour on a class of the map."""
    return colours.ink if index is None else on_class(index)


def _rule(
    axis: str, value: float, colours: Palette, colour: str | None = None
) -> dict[str, Any]:
    other = "y" if axis == "x" else "x"
    return {
        "type": "line",
        f"{axis}0": value,
        f"{axis}1": value,
        f"{other}0": 0,
        f"{other}1": 1,
        f"{other}ref": "paper",
        "line": {"width": 1.5, "dash": "dot", "color": colour or colours.broken},
        "layer": "below",
    }


def _log2(value: float, reach: float) -> float:
    if value <= 0:
        return -reach
    return max(-reach, min(reach, math.log2(value))) if math.isfinite(value) else reach


def _times(power: int) -> str:
    return f"{2**power}×" if power > 0 else f"1/{2**-power}"


def _keep_apart(notes: list[dict[str, Any]], distance: float) -> None:
    """Move labels at line ends so that none covers another."""
    notes.sort(key=lambda note: note["y"])
    for before, note in zip(notes, notes[1:], strict=False):
        if note["y"] - before["y"] < distance:
            note["y"] = before["y"] + distance


def _rank_words(name: str, before: int | None, now: int | None) -> str:
    if before is None or now is None:
        return f"<b>{plain(name)}</b><br>peringkat {now or '–'} (sebelumnya {before or '–'})"
    change = before - now
    words = "tetap" if not change else f"{'naik' if change > 0 else 'turun'} {abs(change)}"
    return f"<b>{plain(name)}</b><br>peringkat {before} → {now} ({words})"
