"""Figures made of bars: rankings, months, stacked parts, small multiples."""

from __future__ import annotations

from typing import Any

from lapor_data.domain import numbers
from lapor_data.present.charts import MonthColumns, RankedBars, SmallMultiples
from lapor_data.present.figure_base import (
    SMALL,
    TEXT,
    Figure,
    longest,
    month_ticks,
    new_figure,
    plain,
    row_labels,
    tone_colour,
    tone_ink,
    wrapped,
)
from lapor_data.present.palette import Palette


def ranked_bars(chart: RankedBars, colours: Palette) -> Figure:
    """Horizontal bars with their value behind them and the comparison as a tick."""
    labels, row = row_labels([bar.label for bar in chart.bars], 26)
    places = list(range(len(labels)))
    top = max([bar.value for bar in chart.bars] + [bar.before or 0 for bar in chart.bars] + [1])
    hover = [
        f"<b>{plain(bar.label)}</b><br>{bar.text}"
        + (f"<br>{chart.before_name}: {bar.before_text}" if bar.before is not None else "")
        for bar in chart.bars
    ]
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "orientation": "h",
            "y": places,
            "x": [bar.value for bar in chart.bars],
            "marker": {"color": [tone_colour(bar.tone, colours) for bar in chart.bars]},
            "width": 0.62,
            "hovertext": hover,
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]
    ticks = [(place, bar.before) for place, bar in enumerate(chart.bars) if bar.before is not None]
    if ticks:
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "y": [place for place, _ in ticks],
                "x": [value for _, value in ticks],
                "marker": {
                    "symbol": "line-ns",
                    "size": 18,
                    "line": {"width": 2.5, "color": colours.ink},
                },
                "hoverinfo": "skip",
            }
        )
    # The value stands behind whichever is longer, bar or tick, so that neither covers it.
    traces.append(
        {
            "type": "scatter",
            "mode": "text",
            "y": places,
            "x": [max(bar.value, bar.before or 0) for bar in chart.bars],
            "text": [f"\u2002{bar.text}" for bar in chart.bars],
            "textposition": "middle right",
            "textfont": {
                "size": TEXT,
                "color": [tone_ink(bar.tone, colours) for bar in chart.bars],
            },
            "hoverinfo": "skip",
            "cliponaxis": False,
        }
    )
    texts = max((len(bar.text) for bar in chart.bars), default=1)
    layout = {
        "height": row * len(labels) + 10,
        "margin": {"l": longest(labels), "r": 14 + 7 * texts, "t": 4, "b": 6},
        "xaxis": {"visible": False, "range": [0, chart.whole or top]},
        "yaxis": {
            "tickvals": places,
            "ticktext": labels,
            "range": [len(labels) - 0.4, -0.6],
        },
    }
    return new_figure(traces, layout, colours)


def month_columns(chart: MonthColumns, colours: Palette, height: int = 238) -> Figure:
    """Columns by month with their value on top; the chosen period stands out."""
    places = list(range(len(chart.months)))
    positions, names = month_ticks(chart.months)
    crowded = len(places) > 30
    top = max([*chart.values, 1])
    text = [
        numbers.number(value) if not crowded or chosen else ""
        for value, chosen in zip(chart.values, chart.chosen, strict=True)
    ]
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "x": places,
            "y": list(chart.values),
            "text": text,
            "textposition": "outside",
            "textangle": 0,
            "textfont": {
                "size": SMALL,
                "color": [colours.ink if chosen else colours.secondary for chosen in chart.chosen],
            },
            "cliponaxis": False,
            "marker": {
                "color": [colours.accent if chosen else colours.bar for chosen in chart.chosen]
            },
            "hovertext": [
                f"<b>{numbers.month_name(month)}</b><br>{numbers.number(value)} {chart.unit}"
                for month, value in zip(chart.months, chart.values, strict=True)
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]
    index = {month: place for place, month in enumerate(chart.months)}
    flags = [flag for flag in chart.flags if flag.month in index]
    layout = {
        "height": height,
        "margin": {"l": 4, "r": 4, "t": 22 + 18 * bool(flags), "b": 40},
        "bargap": 0.25,
        "xaxis": {
            "tickvals": positions,
            "ticktext": names,
            "tickfont": {"size": SMALL, "color": colours.secondary},
            "range": [-0.6, len(places) - 0.4],
        },
        "yaxis": {"visible": False, "range": [0, top * 1.02]},
        "annotations": [
            {
                "x": index[flag.month],
                "y": 1,
                "yref": "paper",
                "yshift": 30,
                "text": f"⚑ {plain(flag.label)}",
                "showarrow": False,
                "font": {"size": 12, "color": colours.secondary},
            }
            for flag in flags
        ],
    }
    return new_figure(traces, layout, colours)


def small_multiples(chart: SmallMultiples, colours: Palette) -> Figure:
    """Up to nine small column plots in rows of three, all on one scale."""
    across = 3
    down = max(1, -(-len(chart.plots) // across))
    top = max([value or 0 for plot in chart.plots for value in plot.values] + [1])
    positions, names = month_ticks(chart.months, room=8)
    # Only the first month of each year is named: the plots are narrow and all share one axis.
    years = [(p, str(chart.months[p].year)) for p in positions if chart.months[p].month == 1]
    if len(years) < 2:
        years = list(zip(positions, names, strict=True))
    traces: list[dict[str, Any]] = []
    layout: dict[str, Any] = {
        "height": 124 * down + 28,
        "margin": {"l": 16, "r": 16, "t": 22, "b": 26},
        "bargap": 0.2,
        "annotations": [],
    }
    width, gap = 1 / across, 0.035
    step = 1 / down
    for number, plot in enumerate(chart.plots):
        column, row = number % across, number // across
        axis = "" if number == 0 else str(number + 1)
        left = column * width + (gap / 2 if column else 0)
        right = (column + 1) * width - (gap / 2 if column < across - 1 else 0)
        low = 1 - (row + 1) * step + 0.09 * step
        high = 1 - row * step - 0.2 * step
        traces.append(
            {
                "type": "bar",
                "x": list(range(len(chart.months))),
                "y": [value or 0 for value in plot.values],
                "xaxis": f"x{axis}",
                "yaxis": f"y{axis}",
                "marker": {"color": tone_colour(plot.tone, colours)},
                "hovertext": [
                    f"<b>{plain(plot.name)}</b><br>{numbers.month_name(month)}: "
                    f"{numbers.number(value)} {chart.unit}"
                    for month, value in zip(chart.months, plot.values, strict=True)
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
        layout[f"xaxis{axis}"] = {
            "domain": [left, right],
            "anchor": f"y{axis}",
            "tickvals": [p for p, _ in years],
            "ticktext": [name for _, name in years],
            "showticklabels": row == down - 1,
            "showline": True,
            "linecolor": colours.line,
            "tickfont": {"size": 12, "color": colours.secondary},
        }
        layout[f"yaxis{axis}"] = {
            "domain": [low, high],
            "anchor": f"x{axis}",
            "visible": False,
            "range": [0, top * 1.05],
        }
        peak = max((value or 0 for value in plot.values), default=0)
        layout["annotations"].append(
            {
                "x": left,
                "y": high,
                "xref": "paper",
                "yref": "paper",
                "xanchor": "left",
                "yanchor": "bottom",
                "showarrow": False,
                "text": f"<b>{wrapped(plot.name, 40, 1)}</b> · puncak {numbers.number(peak)}",
                "font": {"size": SMALL, "color": colours.ink},
            }
        )
    return new_figure(traces, layout, colours)
