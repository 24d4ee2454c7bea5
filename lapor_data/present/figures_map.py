"""The map of the 13 as a plain figure: polygons, names with their values, a legend. No tiles."""

from __future__ import annotations

from typing import Any

from lapor_data.present.charts import RegionColours
from lapor_data.present.figure_base import Figure, new_figure, plain
from lapor_data.present.map_labels import GAP, beside, inside
from lapor_data.present.outlines import Outline, Point, outlines
from lapor_data.present.palette import SEQUENTIAL, Palette

HEIGHT = 420
_LABEL, _LEGEND = 14, 14
# In heights of the map: what a name takes, and where the last ones stand; on the right there is
# the legend below them.
_ROOM, _LEFT_END, _RIGHT_END = 0.72, 0.93, 0.45


def region_colours(chart: RegionColours, colours: Palette) -> Figure:
    """The map with north on top and equal scales. All names stand left and right of it with a line
    to their region, for inside they would have to be too small to read from far."""
    kinds = dict(zip(chart.codes, chart.classes, strict=True))
    sentences = dict(zip(chart.codes, chart.sentences, strict=True))
    words = {
        code: f"{plain(label)}  <b>{plain(text.removesuffix(f' {chart.unit}'))}</b>"
        for code, label, text in zip(chart.codes, chart.labels, chart.texts, strict=True)
    }
    shown = [region for region in outlines().regions if region.code in words]
    # The chosen one last, so that its outline lies over its neighbours'.
    shown.sort(key=lambda region: region.code == chart.chosen)
    sides = beside(shown, left_end=_LEFT_END, right_end=_RIGHT_END)
    west, east = sides.west - GAP, sides.east + GAP
    lines: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    for places, x, anchor in ((sides.left, west, "right"), (sides.right, east, "left")):
        for region, y in places:
            lines += _leader((x, y), inside(region), colours)
            labels.append(_label(words[region.code], (x, y), anchor, region.code == chart.chosen))
    layout: dict[str, Any] = {
        "height": HEIGHT,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "xaxis": {
            "visible": False,
            "range": [west - _ROOM, east + _ROOM],
            "constrain": "domain",
        },
        "yaxis": {
            "visible": False,
            "range": [1.01, -0.01],
            "scaleanchor": "x",
            "scaleratio": 1,
            "constrain": "domain",
        },
        "annotations": [*labels, _legend(chart, east, colours)],
        "shapes": lines,
    }
    polygons = [
        _polygon(region, kinds[region.code], sentences[region.code], chart.chosen, colours)
        for region in shown
    ]
    return new_figure(polygons, layout, colours)


def _polygon(
    region: Outline, kind: int | None, sentence: str, chosen: str | None, colours: Palette
) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in region.rings:
        x += [*(point[0] for point in ring), None]
        y += [*(point[1] for point in ring), None]
    is_chosen = region.code == chosen
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x[:-1],
        "y": y[:-1],
        "fill": "toself",
        "fillcolor": colours.muted if kind is None else SEQUENTIAL[kind],
        "line": {
            "width": 3 if is_chosen else 1,
            "color": colours.accent if is_chosen else colours.ground,
        },
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": plain(sentence),
    }


def _label(text: str, at: Point, anchor: str, is_chosen: bool) -> dict[str, Any]:
    return {
        "x": at[0],
        "y": at[1],
        "xanchor": anchor,
        "yanchor": "middle",
        "showarrow": False,
        "text": f"<b>{text}</b>" if is_chosen else text,
        "font": {"size": _LABEL},
    }


def _leader(start: Point, end: Point, colours: Palette) -> list[dict[str, Any]]:
    """A line that is seen on every fill: dark on a light edge (or the other way round), with a dot
    at its end."""
    path = {"type": "line", "x0": start[0], "y0": start[1], "x1": end[0], "y1": end[1]}
    radius = 0.009
    dot = {
        "type": "circle",
        "x0": end[0] - radius,
        "x1": end[0] + radius,
        "y0": end[1] - radius,
        "y1": end[1] + radius,
        "fillcolor": colours.ink,
        "line": {"width": 1, "color": colours.ground},
    }
    return [
        {**path, "line": {"width": 3, "color": colours.ground}},
        {**path, "line": {"width": 1, "color": colours.ink}},
        dot,
    ]


def _legend(chart: RegionColours, x: float, colours: Palette) -> dict[str, Any]:
    """The limits of the classes in words, highest first, south-east of the map."""
    rows = [
        f'<span style="color:{SEQUENTIAL[index]};font-size:14px">■</span> {plain(name)}'
        for index, name in reversed(list(enumerate(chart.class_names)))
        if name
    ]
    if None in chart.classes:
        rows.append(f'<span style="color:{colours.muted};font-size:14px">■</span> data belum cukup')
    head = [f"<b>{plain(chart.unit)}</b>"] if chart.unit else []
    return {
        "x": x + 0.12,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
        "showarrow": False,
        "text": "<br>".join([*head, *rows]),
        "font": {"size": _LEGEND, "color": colours.ink},
    }
