"""A figure of the pages made to fit a slide: a fixed height, labels in one line, larger type where
there is room for it."""

from __future__ import annotations

from typing import Any

from lapor_data.present.charts import Chart, RankedBars, RegionColours, Slope, Spans, Stacked
from lapor_data.present.figure_base import ROW, SMALL, TEXT, Figure, longest
from lapor_data.present.figures import figure
from lapor_data.present.palette import Palette

# What a row needs so that its text does not touch the next one, in heights of its letters.
_AIR = 1.05
LARGEST, SMALLEST = 15, 9
# How much of its row a bar takes that has its values inside.
_BAR = 0.88
_LONGEST_LABEL = 34
_TICKS = 4


def slide_figure(chart: Chart, colours: Palette, height: int) -> Figure:
    """The figure of a chart `height` pixels high on a slide that is 360 pixels high."""
    drawn = figure(chart, colours)
    layout = {**drawn["layout"], "height": height}
    rows = _rows(chart)
    if not rows:
        larger = 1.0 if isinstance(chart, RegionColours) else TEXT / SMALL
        template = layout.pop("template")
        return {
            "data": _resized(drawn["data"], larger, 1.0),
            "layout": {"template": template, **_resized(layout, larger, 1.0)},
        }
    margin = dict(layout["margin"])
    if isinstance(chart, Spans | Stacked):
        margin["t"], margin["b"] = min(margin["t"], 22), min(margin["b"], 20)
    room = (height - margin["t"] - margin["b"]) / rows
    size = round(max(SMALLEST, min(LARGEST, room / _AIR)), 1)
    factor, marks = size / TEXT, min(1.0, room / (ROW * 0.8))
    template = layout.pop("template")
    layout = _resized({**layout, "margin": margin}, factor, marks)
    axis = layout["yaxis"]
    if "ticktext" in axis:
        labels = [_one_line(label) for label in axis["ticktext"]]
        axis |= {"ticktext": labels, "tickfont": {"size": size, "color": colours.ink}}
        unmarked = [label.replace("<b>", "").replace("</b>", "") for label in labels]
        layout["margin"]["l"] = round(longest(unmarked) * factor) + 6
    layout["margin"]["r"] = round(margin["r"] * max(1.0, factor))
    if isinstance(chart, Spans):
        # Each says its unit: in larger type the eight of a page run into each other.
        layout["xaxis"]["nticks"] = _TICKS
    data = _resized(drawn["data"], factor, marks)
    if isinstance(chart, Stacked):
        # Its values stand inside the bars.
        data = [{**trace, "width": _BAR} for trace in data]
    return {"data": data, "layout": {"template": template, **layout}}


def _rows(chart: Chart) -> int:
    """How many rows stand below each other; 0 where the height is free."""
    match chart:
        case RankedBars():
            return len(chart.bars)
        case Spans():
            return len(chart.spans)
        case Stacked():
            return len(chart.labels)
        case Slope():
            return len(chart.steps) + 1
    return 0


def _one_line(label: str) -> str:
    text = label.replace("<br>", " ")
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1].rstrip()}…"


def _resized(node: Any, letters: float, marks: float) -> Any:
    """A copy with all letters and all marks larger or smaller. Parts of a figure share their fonts,
    so they are copied, not changed."""
    if isinstance(node, list):
        return [_resized(part, letters, marks) for part in node]
    if not isinstance(node, dict):
        return node
    copied = {}
    for name, value in node.items():
        if name == "size" and isinstance(value, int | float):
            copied[name] = round(value * letters, 1)
        elif name == "marker":
            copied[name] = _resized(value, marks, marks)
        elif name == "xshift":
            copied[name] = round(value * max(letters, 0.75))
        else:
            copied[name] = _resized(value, letters, marks)
    return copied
