"""From a chart to a Plotly figure: which drawing belongs to which chart."""

from __future__ import annotations

from plotly.basedatatypes import BaseFigure

from lapor_data.present import (
    figures_bars,
    figures_grid,
    figures_lines,
    figures_map,
    figures_profile,
    figures_spans,
    figures_stacked,
    figures_workshop,
)
from lapor_data.present.charts import (
    Board,
    Chart,
    Dumbbell,
    Forest,
    Heat,
    Intervals,
    Lines,
    MonthColumns,
    RankedBars,
    RegionColours,
    Slope,
    SmallMultiples,
    Spans,
    Stacked,
)
from lapor_data.present.figure_base import Figure
from lapor_data.present.palette import Palette


class Drawn(BaseFigure):  # type: ignore[misc]
    """A finished figure as the object that drawing functions take; unlike plotly's own it is not
    validated on every use."""

    def __init__(self, figure: Figure) -> None:
        self._figure = figure

    def to_dict(self) -> Figure:
        """The figure as it was built."""
        return self._figure


def figure(chart: Chart, colours: Palette) -> Figure:
    """The Plotly figure of a chart on light or dark ground; its height is in the layout."""
    match chart:
        case RankedBars():
            return figures_bars.ranked_bars(chart, colours)
        case MonthColumns():
            return figures_bars.month_columns(chart, colours)
        case SmallMultiples():
            return figures_bars.small_multiples(chart, colours)
        case Stacked():
            return figures_stacked.stacked(chart, colours)
        case Lines():
            return figures_lines.lines(chart, colours)
        case Spans():
            return figures_spans.spans(chart, colours)
        case Forest():
            return figures_spans.forest(chart, colours)
        case Intervals():
            return figures_workshop.intervals(chart, colours)
        case Dumbbell():
            return figures_profile.dumbbell(chart, colours)
        case Heat():
            return figures_grid.heat(chart, colours)
        case Slope():
            return figures_lines.slope(chart, colours)
        case Board():
            return figures_grid.board(chart, colours)
        case RegionColours():
            return figures_map.region_colours(chart, colours)
    raise TypeError(f"no figure for {type(chart).__name__}")
