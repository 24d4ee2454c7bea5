"""Figures made of stacked bars."""

from __future__ import annotations

from typing import Any

from lapor_data.domain import numbers
from lapor_data.present.charts import Stacked
from lapor_data.present.figure_base import (
    ROW,
    SMALL,
    Figure,
    legend,
    longest,
    marked,
    new_figure,
    plain,
    tone_colour,
    wrapped,
)
from lapor_data.present.palette import Palette, mix


def stacked(chart: Stacked, colours: Palette) -> Figure:
    """Stacked bars; every part is named above the first bar, where it begins."""
    labels = marked(chart.labels, [wrapped(name, 30, 1) for name in chart.labels], chart.chosen)
    places = list(range(len(labels)))
    scale = _ordered_greys(len([p for p in chart.parts if p.tone is None]), colours)
    totals = [sum(part.values[i] for part in chart.parts) for i in places]
    whole = chart.whole or max([*totals, 0.01])
    # A figure that would not fit its part is left to the table.
    narrow = 0.05 if chart.decimals == 0 else 0.1
    names: list[tuple[str, str]] = []
    traces: list[dict[str, Any]] = []
    for part in chart.parts:
        colour = tone_colour(part.tone, colours) if part.tone else next(scale)
        names.append((part.name, colour))
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": part.name,
                "y": places,
                "x": list(part.values),
                "width": 0.7,
                "marker": {"color": colour, "line": {"width": 1, "color": colours.ground}},
                "text": [
                    numbers.number(value, chart.decimals) if value >= whole * narrow else ""
                    for value in part.values
                ],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"size": SMALL, "color": _readable_on(colour)},
                "hovertext": [
                    f"<b>{plain(label)}</b><br>{part.name}: "
                    f"{numbers.number(value, chart.decimals)}{_unit(chart.unit)}"
                    # Where the value is the count it need not be said twice.
                    f"{'' if chart.unit == 'aduan' else f' ({numbers.number(count)} aduan)'}"
                    for label, value, count in zip(
                        chart.labels, part.values, part.counts, strict=True
                    )
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    layout = {
        "height": ROW * len(labels) + 40,
        "barmode": "stack",
        "margin": {
            "l": longest(labels),
            "r": longest(chart.notes) + 8,
            "t": 30,
            "b": 6,
        },
        "xaxis": {"visible": False, "range": [0, whole]},
        "yaxis": {
            "tickvals": places,
            "ticktext": labels,
            "range": [len(labels) - 0.4, -0.6],
        },
        "annotations": [
            {
                "x": totals[place] if chart.whole is None else whole,
                "y": place,
                "xanchor": "left",
                "xshift": 6,
                "showarrow": False,
                "text": note,
                "font": {"size": SMALL, "color": colours.ink},
            }
            for place, note in enumerate(chart.notes)
        ]
        + [legend(names, colours)],
    }
    return new_figure(traces, layout, colours)


def _unit(unit: str) -> str:
    return unit if unit == "%" else f" {unit}"


def _ordered_greys(count: int, colours: Palette) -> Any:
    """Colours of ordered parts, from the accent to nearly the ground."""
    for place in range(count):
        yield mix(colours.accent, colours.muted, place / max(count - 1, 1))


def _readable_on(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#FFFFFF" if 0.299 * red + 0.587 * green + 0.114 * blue < 140 else "#1F2933"
