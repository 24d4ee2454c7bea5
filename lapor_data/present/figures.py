"""From a chart to a Plotly figure; the only place that knows which drawing belongs to which chart."""

from __future__ import annotations

import plotly.graph_objects as go

from lapor_data.present import figures_bars, figures_lines
from lapor_data.present.charts import (
    Board,
    Chart,
    Forest,
    Heat,
    Lines,
    MonthColumns,
    RankedBars,
    SmallMultiples,
    Slope,
    Spans,
    Stacked,
)
from lapor_data.present.palette import Palette


def figure(chart: Chart, colours: Palette) -> go.Figure:
    """The Plotly figure of a chart on light or dark ground; its height is in the layout."""
    match chart:
        case RankedBars():
            return figures_bars.ranked_bars(chart, colours)
        case MonthColumns():
            return figures_bars.month_columns(chart, colours)
        case SmallMultiples():
            return figures_bars.small_multiples(chart, colours)
        case Stacked():
            return figures_bars.stacked(chart, colours)
        case Lines():
            return figures_lines.lines(chart, colours)
        case Spans():
            return figures_lines.spans(chart, colours)
        case Forest():
            return figures_lines.forest(chart, colours)
        case Heat():
            return figures_lines.heat(chart, colours)
        case Slope():
            return figures_lines.slope(chart, colours)
        case Board():
            return figures_lines.board(chart, colours)
    raise TypeError(f"no figure for {type(chart).__name__}")
