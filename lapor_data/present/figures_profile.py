"""The figure of "Profil": two values per row on one scale, joined by a line (dumbbell)."""

from __future__ import annotations

from typing import Any

from lapor_data.present.charts import Dumbbell
from lapor_data.present.figure_base import (
    SMALL,
    TEXT,
    Figure,
    legend,
    longest,
    new_figure,
    plain,
    row_labels,
    tone_colour,
    tone_ink,
)
from lapor_data.present.palette import Palette

_DOT = 13


def dumbbell(chart: Dumbbell, colours: Palette) -> Figure:
    """A full dot for the one, a hollow dot for the other it is set against, the line between."""
    labels, row = row_labels([pair.label for pair in chart.pairs], 26)
    places = list(range(len(labels)))
    top = max([value for pair in chart.pairs for value in (pair.value, pair.other)] + [1]) * 1.05
    strokes: dict[str, list[Any]] = {"x": [], "y": []}
    for place, pair in enumerate(chart.pairs):
        strokes["x"] += [pair.value, pair.other, None]
        strokes["y"] += [place, place, None]
    dots = [
        colours.secondary if pair.tone == "plain" else tone_colour(pair.tone, colours)
        for pair in chart.pairs
    ]
    hover = [
        f"<b>{plain(pair.label)}</b><br>{plain(chart.name)}: {pair.text}<br>"
        f"{plain(chart.other_name)}: {pair.other_text}"
        for pair in chart.pairs
    ]
    shared = {"type": "scatter", "mode": "markers", "y": places, "cliponaxis": False}
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            **strokes,
            "line": {"width": 3, "color": colours.bar},
            "hoverinfo": "skip",
        },
        {
            **shared,
            "x": [pair.other for pair in chart.pairs],
            "marker": {
                "size": _DOT - 2,
                "color": colours.ground,
                "line": {"width": 2, "color": colours.ink},
            },
            "hovertext": hover,
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
        {
            **shared,
            "x": [pair.value for pair in chart.pairs],
            "marker": {"size": _DOT, "color": dots},
            "hovertext": hover,
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
    ]
    notes: list[dict[str, Any]] = [
        {
            "x": 1,
            "xref": "paper",
            "y": place,
            "xanchor": "left",
            "xshift": 8,
            "showarrow": False,
            "text": pair.text,
            "font": {"size": TEXT, "color": tone_ink(pair.tone, colours)},
        }
        for place, pair in enumerate(chart.pairs)
    ]
    notes.append(
        legend((), colours) | {"text": f"● {plain(chart.name)}   ○ {plain(chart.other_name)}"}
    )
    layout = {
        "height": row * len(labels) + 60,
        "margin": {
            "l": longest(labels),
            "r": longest([pair.text for pair in chart.pairs]) + 4,
            "t": 26,
            "b": 26,
        },
        "xaxis": {
            "range": [-top * 0.02, top],
            "showgrid": True,
            "gridcolor": colours.line,
            "nticks": 6,
            "ticksuffix": chart.unit,
            "tickfont": {"size": SMALL, "color": colours.secondary},
        },
        "yaxis": {"tickvals": places, "ticktext": labels, "range": [len(labels) - 0.4, -0.6]},
        "annotations": notes,
    }
    return new_figure(traces, layout, colours)
