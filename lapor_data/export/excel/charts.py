"""A native chart of Excel beside a table; every number it shows is a cell of the sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart

from lapor_data.domain.numbers import joined, number
from lapor_data.export.native import NativeChart, Series
from lapor_data.present.palette import LIGHT

WIDTH = 720
SMALL_ACROSS = 3
SMALL_WIDTH, SMALL_HEIGHT = WIDTH // SMALL_ACROSS, 150
LYING = ("bar", "stacked")
_TYPES = {
    "bar": {"type": "bar"},
    "column": {"type": "column"},
    "stacked": {"type": "bar", "subtype": "stacked"},
    "line": {"type": "line"},
    "rank": {"type": "line"},
}
# A label on every column, and the name at the end of every line, as long as they fit.
_MOST_LABELLED = 24
_MOST_NAMED = 4
# A plot that leaves room on the right for names at the ends of lines, which would lie on them.
_BESIDE_NAMES = {"x": 0.1, "y": 0.14, "width": 0.64, "height": 0.66}


@dataclass(frozen=True)
class Range:
    """Cells of one sheet: first and last row and column, from 0."""

    sheet: str
    first_row: int
    first_col: int
    last_row: int
    last_col: int

    def as_list(self) -> list[Any]:
        """As xlsxwriter takes it; it quotes the name of the sheet."""
        return [self.sheet, self.first_row, self.first_col, self.last_row, self.last_col]


@dataclass(frozen=True)
class SeriesCells:
    """Where the numbers of one series stand: its name, its values, how they are written."""

    name: Range
    values: Range
    number_format: str


@dataclass(frozen=True)
class ChartCells:
    """Where all numbers of a chart stand; `rule` is the series of the limit, if it has one."""

    title: Range
    categories: Range
    series: tuple[SeriesCells, ...]
    rule: SeriesCells | None = None
    is_months: bool = False
    percent: bool = False


def add_small(
    book: xlsxwriter.Workbook, drawn: NativeChart, cells: ChartCells, most: float
) -> list[Chart]:
    """One small column chart per series, all on the scale from 0 to `most`: lines of many series
    over each other could not be told apart."""
    charts = []
    font = {"size": 8, "color": LIGHT.secondary}
    for series, place in zip(drawn.series, cells.series, strict=True):
        chart = book.add_chart({"type": "column"})
        main = LIGHT.accent if LIGHT.accent in series.colours else LIGHT.bar
        chart.add_series(
            {
                "name": _one(place.name),
                "categories": cells.categories.as_list(),
                "values": place.values.as_list(),
                "fill": {"color": main},
                "border": {"none": True},
                "gap": 30,
            }
        )
        ink = {"size": 9, "bold": False, "color": LIGHT.ink}
        chart.set_title({"name": _one(place.name), "name_font": ink})
        chart.set_legend({"none": True})
        quiet = {"major_tick_mark": "none", "minor_tick_mark": "none", "num_font": font}
        line = {"color": LIGHT.line}
        months = {"text_axis": True, "num_format": "[$-421]mmm yy", "interval_unit": 6}
        chart.set_x_axis({"line": line, **quiet, **months})
        scale = {"min": 0, "max": most, "line": {"none": True}}
        chart.set_y_axis({**quiet, **scale, "major_gridlines": {"visible": True, "line": line}})
        chart.set_chartarea({"border": {"none": True}})
        chart.set_size({"width": SMALL_WIDTH, "height": SMALL_HEIGHT})
        charts.append(chart)
    return charts


def add_chart(book: xlsxwriter.Workbook, drawn: NativeChart, cells: ChartCells) -> Chart:
    """The chart, not yet on a sheet."""
    chart = book.add_chart(dict(_TYPES[drawn.kind]))
    for series, place in zip(drawn.series, cells.series, strict=True):
        chart.add_series(_series(drawn, series, place, cells))
    if cells.rule and drawn.kind == "line":
        chart.add_series(
            {
                "name": _one(cells.rule.name),
                "categories": cells.categories.as_list(),
                "values": cells.rule.values.as_list(),
                "line": {"color": LIGHT.secondary, "width": 1.25, "dash_type": "dash"},
                "marker": {"type": "none"},
                "data_labels": {}
                if has_legend(drawn)
                else _end_label(len(drawn.categories), len(drawn.categories) - 1),
            }
        )
    chart.set_title(
        {
            "name": _one(cells.title),
            "name_font": {"size": 12, "bold": True, "color": LIGHT.ink},
            "overlay": False,
        }
    )
    _axes(chart, drawn, cells)
    key = {"position": "top", "font": {"size": 9, "color": LIGHT.secondary}}
    chart.set_legend(key if has_legend(drawn) else {"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": LIGHT.ground}})
    named = drawn.kind == "line" and not has_legend(drawn)
    chart.set_plotarea({"fill": {"none": True}, "layout": _BESIDE_NAMES if named else None})
    chart.show_blanks_as("gap")
    chart.set_size({"width": WIDTH, "height": height(drawn)})
    return chart


def height(drawn: NativeChart) -> int:
    """Pixels that leave every bar and rank its line."""
    if drawn.kind == "rank":
        return 110 + 26 * max(len(drawn.series), 6)
    if drawn.kind in LYING:
        rows = len(drawn.categories)
        per_row = 18 + 16 * len(drawn.series) if drawn.kind == "bar" else 30
        return max(260, 90 + per_row * rows)
    return 400


def has_legend(drawn: NativeChart) -> bool:
    """Where the series cannot be named beside their marks: bars of several, lines that end side by
    side."""
    if drawn.kind != "line":
        return drawn.kind != "rank" and len(drawn.series) > 1
    known = [[value for value in each.values if value is not None] for each in drawn.series]
    ends = sorted([*(values[-1] for values in known if values), *_limits(drawn)])
    most = max([*(value for values in known for value in values), *ends], default=0)
    near = any(high - low < most / 12 for low, high in pairwise(ends))
    # A line that ends before the last month would have its name on top of the others.
    short = any(each.values[-1] is None for each in drawn.series if each.values)
    return len(drawn.series) > _MOST_NAMED or near or short


def _limits(drawn: NativeChart) -> list[float]:
    return [] if drawn.rule is None else [drawn.rule]


def _series(
    drawn: NativeChart, series: Series, place: SeriesCells, cells: ChartCells
) -> dict[str, Any]:
    main = Counter(series.colours).most_common(1)[0][0] if series.colours else LIGHT.bar
    found: dict[str, Any] = {
        "name": _one(place.name),
        "categories": cells.categories.as_list(),
        "values": place.values.as_list(),
    }
    if drawn.kind in ("line", "rank"):
        wide = main in (LIGHT.accent, LIGHT.gold)
        found["line"] = {"color": main, "width": 2.5 if wide else 1.5}
        found["marker"] = (
            {"type": "circle", "size": 5, "fill": {"color": main}, "border": {"color": main}}
            if drawn.kind == "rank"
            else {"type": "none"}
        )
        labels = _line_labels(drawn, series)
        if labels:
            found["data_labels"] = labels
        return found
    found["fill"] = {"color": main}
    found["border"] = {"color": LIGHT.ground} if drawn.kind == "stacked" else {"none": True}
    found["gap"] = 40
    if drawn.kind == "bar":
        found["overlap"] = 0
    if any(colour != main for colour in series.colours):
        found["points"] = [
            {"fill": {"color": colour}, "border": {"none": True}} if colour != main else None
            for colour in series.colours
        ]
    if drawn.kind == "stacked":
        # Nothing is written into parts that are not there.
        ink = LIGHT.ground if _is_dark(main) else LIGHT.ink
        found["data_labels"] = {
            "value": True,
            "num_format": f"{place.number_format};;",
            "font": {"size": 8, "color": ink},
        }
    elif drawn.kind == "bar" or len(drawn.categories) <= _MOST_LABELLED:
        found["data_labels"] = {
            "value": True,
            "num_format": place.number_format,
            "position": "outside_end",
            "font": {"size": 9, "color": LIGHT.ink},
        }
    return found


def _line_labels(drawn: NativeChart, series: Series) -> dict[str, Any] | None:
    """The name at the last value of a line; name and rank of a rank's."""
    known = [place for place, value in enumerate(series.values) if value is not None]
    if not known:
        return None
    if drawn.kind == "rank":
        last = known[-1]
        label = _end_label(len(series.values), last)
        # Who share a rank share a label: two over each other could not be read.
        tied = [each.name for each in drawn.series if each.values[last] == series.values[last]]
        if len(tied) > 1:
            shared = {"value": f"{joined(tied)} {number(series.values[last])}"}
            label["custom"][last] = shared if tied[0] == series.name else {"delete": True}
        return label | {"value": True, "separator": " ", "num_format": "0"}
    return _end_label(len(series.values), known[-1]) if not has_legend(drawn) else None


def _end_label(count: int, last: int) -> dict[str, Any]:
    return {
        "series_name": True,
        "position": "right",
        "font": {"size": 9, "color": LIGHT.ink},
        "custom": [None if place == last else {"delete": True} for place in range(count)],
    }


def _axes(chart: Chart, drawn: NativeChart, cells: ChartCells) -> None:
    font = {"size": 9, "color": LIGHT.secondary}
    line = {"color": LIGHT.line}
    quiet = {"major_tick_mark": "none", "minor_tick_mark": "none"}
    category: dict[str, Any] = {"num_font": font, "line": line, **quiet}
    value: dict[str, Any] = {
        "num_font": font,
        "line": {"none": True},
        "major_gridlines": {"visible": False},
        "min": 0,
        **quiet,
    }
    if drawn.whole is not None:
        value["max"] = drawn.whole / 100 if cells.percent else drawn.whole
    elif cells.percent and drawn.kind == "line":
        # A share ends at 100%; the program's own scale would go on to 120%.
        value["max"] = 1
    if cells.is_months:
        category |= {"text_axis": True, "num_format": "[$-421]mmm yy"}
        category["num_font"] = font | {"rotation": -45}
    if drawn.kind in LYING:
        # First category on top; the bars are labelled, so the scale needs no numbers.
        category["reverse"] = True
        value["visible"] = False
    elif drawn.kind == "rank":
        # Rank 1 on top; half a rank of room, so that no line lies on the edge.
        most = max(_ranks(drawn.series), default=1)
        value |= {"reverse": True, "min": 0.5, "max": most + 0.5, "visible": False}
    elif drawn.kind == "line" or len(drawn.categories) > _MOST_LABELLED:
        value["major_gridlines"] = {"visible": True, "line": line}
        value["num_format"] = cells.series[0].number_format if cells.series else "General"
    else:
        value["visible"] = False
    if drawn.unit and drawn.kind == "line":
        value |= {"name": drawn.unit, "name_font": font | {"bold": False}}
    # xlsxwriter names the axes by where they lie: of bars the scale is the horizontal one.
    across, upwards = (value, category) if drawn.kind in LYING else (category, value)
    chart.set_x_axis(across)
    chart.set_y_axis(upwards)


def _ranks(series: Sequence[Series]) -> list[float]:
    return [value for each in series for value in each.values if value is not None]


def _one(cell: Range) -> list[Any]:
    """A single cell as xlsxwriter takes it for names: text of a cell is never read as a formula."""
    return [cell.sheet, cell.first_row, cell.first_col]


def _is_dark(colour: str) -> bool:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140
