"""Figures made of dots and intervals: response times and rate ratios."""

from __future__ import annotations

import math
from typing import Any

from lapor_data.domain import numbers
from lapor_data.present.charts import Forest, Spans
from lapor_data.present.figure_base import (
    ROW,
    SMALL,
    TEXT,
    Figure,
    longest,
    marked,
    new_figure,
    plain,
    row_labels,
    rule,
    tone_colour,
    tone_ink,
    wrapped,
)
from lapor_data.present.palette import Palette


def spans(chart: Spans, colours: Palette) -> Figure:
    """A dot and a line per row, its value and n at the right edge, a rule; too few cases in grey
    words."""
    names = [span.label for span in chart.spans]
    labels = marked(names, [wrapped(name, 40, 1) for name in names], chart.chosen)
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
            "mode": "markers",
            "x": [span.dot for _, span in dots],
            "y": [place for place, _ in dots],
            "marker": {
                "size": 13,
                "color": [
                    tone_colour("accent" if span.tone == "plain" else span.tone, colours)
                    for _, span in dots
                ],
            },
            "hovertext": [
                f"<b>{plain(span.label)}</b><br>median {span.text}<br>90% paling lambat "
                f"{numbers.number(span.end, chart.decimals)} {chart.unit}<br>{span.note}"
                for _, span in dots
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "cliponaxis": False,
        },
    ]
    wide = longest([*(span.text for span in chart.spans), chart.text_head], SMALL)
    right = {"x": 1, "xref": "paper", "xanchor": "left", "showarrow": False}
    quiet = {"size": SMALL, "color": colours.secondary}
    notes: list[dict[str, Any]] = []
    for place, span in enumerate(chart.spans):
        ink = tone_ink("muted" if span.dot is None else span.tone, colours)
        text = span.text if span.dot is None else f"<b>{span.text}</b>"
        notes.append(
            {**right, "y": place, "xshift": 10, "text": text, "font": {"size": TEXT, "color": ink}}
        )
        notes.append({**right, "y": place, "xshift": 10 + wide, "text": span.note, "font": quiet})
    head = {"y": 1, "yref": "paper", "yanchor": "bottom", "font": quiet}
    notes.append({**right, **head, "xshift": 10, "text": chart.text_head})
    notes.append({**right, **head, "xshift": 10 + wide, "text": chart.note_head})
    layout: dict[str, Any] = {
        "height": ROW * len(labels) + 52,
        "margin": {
            "l": longest(labels) + 6,
            "r": wide + longest([*(span.note for span in chart.spans), chart.note_head], SMALL),
            "t": 22,
            "b": 28,
        },
        "xaxis": {
            "range": [-top * 0.02, top],
            "showgrid": True,
            "gridcolor": colours.line,
            "nticks": 8,
            "tickfont": quiet,
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
        layout["shapes"] = [rule("x", chart.rule, colours)]
        notes.append(
            {
                **head,
                "x": chart.rule,
                "showarrow": False,
                "text": chart.rule_name,
                "font": {"size": SMALL, "color": colours.broken},
            }
        )
    return new_figure(traces, layout, colours)


def forest(chart: Forest, colours: Palette) -> Figure:
    """Rate ratios with intervals on a logarithmic scale around "tetap"."""
    labels, row = row_labels([ratio.label for ratio in chart.ratios], 26)
    places = list(range(len(labels)))
    bounds = [
        math.log2(min(max(value, 1 / 32), 32))
        for ratio in chart.ratios
        for value in (ratio.low, ratio.high)
        if value > 0 and math.isfinite(value)
    ]
    reach = max([abs(bound) for bound in bounds] + [1]) * 1.05
    step = 1 if reach < 3 else 2
    ticks = [power for power in range(-2 * step, 3 * step, step) if abs(power) <= reach]
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
            "cliponaxis": False,
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
            "t": 26,
            "b": 8,
        },
        "xaxis": {
            "range": [-reach, reach],
            "tickvals": ticks,
            "ticktext": ["tetap" if not power else _times(power) for power in ticks],
            "showgrid": True,
            "gridcolor": colours.line,
            "tickfont": {"size": SMALL, "color": colours.secondary},
            "side": "top",
        },
        "yaxis": {
            "tickvals": places,
            "ticktext": labels,
            "range": [len(labels) - 0.4, -0.6],
        },
        "shapes": [rule("x", 0, colours, colours.secondary)],
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


def _log2(value: float, reach: float) -> float:
    if value <= 0:
        return -reach
    return max(-reach, min(reach, math.log2(value))) if math.isfinite(value) else reach


def _times(power: int) -> str:
    return f"{2**power}×" if power > 0 else {-1: "½", -2: "¼"}.get(power, f"1/{2**-power}")
