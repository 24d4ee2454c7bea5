"""A panel's chart as a native, editable chart of PowerPoint.

Kinds: "bar" (a second series is a mark, the comparison, or a thin line up to the 90th percentile),
"column", "stacked", "line", "rank". Values are those of the NativeChart; whole numbers are labelled
by their format, so a label follows when somebody edits the data; other labels are written out, so
that "2,01" is never "2.01" on a machine with English settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.chart import XL_LABEL_POSITION as AT
from pptx.enum.dml import MSO_LINE
from pptx.shapes.graphfrm import GraphicFrame
from pptx.util import Emu, Pt

from lapor_data.export.native import NativeChart
from lapor_data.export.powerpoint import chart_labels, chart_xml, fit
from lapor_data.export.powerpoint.chart_data import (
    categories_of,
    chart_data,
    has_rule_line,
    number_format,
)
from lapor_data.export.powerpoint.text import INK, SECONDARY, add_run, paint
from lapor_data.present.palette import LIGHT

_TYPES = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
    "line": XL_CHART_TYPE.LINE,
    "rank": XL_CHART_TYPE.LINE_MARKERS,
}
# Names along a horizontal chart take at most this share of its width, then they break.
_MOST_NAMES = 0.42
_GAP_PT = 8.0
# More lines than these cannot each be named at their end.
_MOST_NAMED_LINES = 3


@dataclass(frozen=True)
class _Drawing:
    """A chart being made: its source, its size in points, its type size."""

    chart: Chart
    source: NativeChart
    names: list[str]
    width: float
    height: float
    size: float
    flags: Mapping[int, str]


def add_chart(
    shapes: Any,
    chart: NativeChart,
    left: int,
    top: int,
    width: int,
    height: int,
    *,
    size: int,
    flags: Mapping[int, str] | None = None,
) -> GraphicFrame:
    """The chart as a new shape; places in EMU, `size` of its texts as Pt(…); `flags` are short
    marks over columns, by their place.

    The caller gives it a name and alt text (pages.describe).
    """
    frame: GraphicFrame = shapes.add_chart(
        _TYPES[chart.kind], Emu(left), Emu(top), Emu(width), Emu(height), chart_data(chart)
    )
    drawing = _Drawing(
        frame.chart,
        chart,
        categories_of(chart),
        Emu(width).pt,
        Emu(height).pt,
        Emu(size).pt,
        flags or {},
    )
    _frame(drawing)
    {
        "bar": _bar,
        "column": _column,
        "stacked": _stacked,
        "line": _line,
        "rank": _rank,
    }[chart.kind](drawing)
    chart_xml.finish(frame.chart)
    return frame


def _frame(d: _Drawing) -> None:
    """What all kinds have: type, no title unless a key is written, a hidden scale from zero."""
    chart = d.chart
    chart.font.size = Pt(d.size)
    paint(chart.font.fill, INK)
    chart.has_title = False
    chart.has_legend = False
    names, values = chart.category_axis, chart.value_axis
    names.tick_labels.font.size = Pt(d.size)
    names.major_tick_mark = names.minor_tick_mark = XL_TICK_MARK.NONE
    names.has_major_gridlines = False
    paint(names.format.line.fill, LIGHT.line)
    chart_xml.keep_upright(names)
    values.minimum_scale = 0
    values.has_major_gridlines = values.has_minor_gridlines = False
    values.tick_labels.number_format = number_format(d.source.decimals)
    values.tick_labels.number_format_is_linked = False
    if d.source.whole is not None:
        values.maximum_scale = d.source.whole
    values.visible = False


def _names_width(d: _Drawing) -> float:
    longest = max((fit.width_of(name, d.size) for name in d.names), default=0.0)
    return min(longest + 2 * _GAP_PT, d.width * _MOST_NAMES)


def _horizontal(d: _Drawing, left: float, top: float, right: float) -> None:
    """The plot with room for names, key and labels (points); first category on top."""
    d.chart.category_axis.reverse_order = True
    chart_xml.place_plot(
        d.chart,
        left / d.width,
        top / d.height,
        max(0.1, (d.width - left - right) / d.width),
        max(0.1, (d.height - top - _GAP_PT / 2) / d.height),
    )


def _bar(d: _Drawing) -> None:
    plot = d.chart.plots[0]
    plot.gap_width = 45
    plot.overlap = 100
    main, *others = plot.series
    chart_labels.fill(main, d.source.series[0].colours)
    for series in others:
        series.format.fill.background()
        series.invert_if_negative = False
        if d.source.reaches:
            chart_xml.line_to_zero(series, LIGHT.ink, 2)
        else:
            chart_xml.mark(series, LIGHT.ink, 6)
    labels = [text for text, _ in chart_labels.bar_labels(d.source)]
    widest = max((fit.width_of(text, d.size) for text in labels), default=0.0)
    key = chart_labels.bar_key(d.source)
    if key:
        _write_key(d, key)
    head = d.size * fit.LINE + _GAP_PT if key else _GAP_PT / 2
    _horizontal(d, _names_width(d), head, widest + 2 * _GAP_PT)
    chart_labels.label_bars(plot, d.source, d.size)


def _write_key(d: _Drawing, text: str) -> None:
    d.chart.has_title = True
    title = d.chart.chart_title
    title.include_in_layout = False
    add_run(title.text_frame.paragraphs[0], text, d.size, bold=False, colour=SECONDARY)
    chart_xml.place_title(d.chart, _names_width(d) / d.width, 0.0)


def _column(d: _Drawing) -> None:
    plot = d.chart.plots[0]
    plot.gap_width = 35
    slot = d.width / max(len(d.names), 1)
    _fit_names(d, slot)
    chart_labels.fill(plot.series[0], d.source.series[0].colours)
    longest = max((fit.width_of(text, 1.0) for text in d.source.series[0].texts), default=1.0)
    size = min(d.size, slot / max(longest, 0.01))
    chart_labels.label_all(plot.series[0], d.source, 0, max(size, 8.0), AT.OUTSIDE_END)
    for place, flag in d.flags.items():
        text = d.source.series[0].texts[place]
        chart_labels.label_flag(plot.series[0], place, flag, text, max(size, 8.0))


def _fit_names(d: _Drawing, slot: float) -> None:
    """Names of months break over two lines; where even that is too wide, every third is named."""
    axis = d.chart.category_axis
    words = [word for name in d.names for word in name.split()]
    size = d.size
    widest = max((fit.width_of(word, 1.0) for word in words), default=0.0)
    # The programs keep some room between names; a name that does not fit would break in a word.
    room = slot * 0.8
    while size > 10 and widest * size > room:
        size -= 1
    axis.tick_labels.font.size = Pt(size)
    if widest * size > room:
        chart_xml.name_every(axis, 3)


def _stacked(d: _Drawing) -> None:
    plot = d.chart.plots[0]
    plot.gap_width = 35
    plot.overlap = 100
    for series, source in zip(plot.series, d.source.series, strict=True):
        chart_labels.fill(series, source.colours)
        _separate(series)
    _legend(d, XL_LEGEND_POSITION.TOP)
    top = _legend_lines(d) * d.size * 1.35 + _GAP_PT * 1.5
    left = _names_width(d)
    _horizontal(d, left, top, 3 * _GAP_PT)
    chart_labels.label_parts(plot, d.source, d.size, d.width - left - 3 * _GAP_PT)


def _legend_lines(d: _Drawing) -> int:
    """How many lines the names of the parts take: one, or columns as wide as the longest."""
    widths = [fit.width_of(series.name, d.size) + 3 * d.size for series in d.source.series]
    room = d.width * 0.9
    if sum(widths) <= room:
        return 1
    columns = max(1, int(room / max(widths)))
    return -(-len(widths) // columns)


def _separate(series: Any) -> None:
    """A white edge, so that parts of like colour stay apart."""
    series.format.line.width = Pt(0.75)
    paint(series.format.line.fill, LIGHT.ground)


def _legend(d: _Drawing, place: Any) -> None:
    d.chart.has_legend = True
    legend = d.chart.legend
    legend.position = place
    legend.include_in_layout = False
    legend.font.size = Pt(d.size)
    paint(legend.font.fill, INK)


def _line(d: _Drawing) -> None:
    plot = d.chart.plots[0]
    series = list(plot.series)
    for line, source in zip(series, d.source.series, strict=False):
        line.smooth = False
        line.format.line.width = Pt(3)
        paint(line.format.line.fill, source.colours[-1] if source.colours else LIGHT.bar)
    if has_rule_line(d.source):
        rule = series[-1]
        rule.smooth = False
        rule.format.line.width = Pt(1.25)
        rule.format.line.dash_style = MSO_LINE.ROUND_DOT
        paint(rule.format.line.fill, LIGHT.secondary)
    values = d.chart.value_axis
    values.visible = True
    values.tick_labels.font.size = Pt(d.size)
    paint(values.tick_labels.font.fill, SECONDARY)
    values.major_tick_mark = values.minor_tick_mark = XL_TICK_MARK.NONE
    values.format.line.fill.background()
    values.has_major_gridlines = True
    paint(values.major_gridlines.format.line.fill, LIGHT.line)
    scale = fit.width_of("1.000", d.size)
    if len(d.source.series) > _MOST_NAMED_LINES:
        _legend(d, XL_LEGEND_POSITION.TOP)
        _fit_names(d, (d.width - scale) / max(len(d.names), 1))
        return
    ends = chart_labels.line_ends(d.source)
    room = max((fit.width_of(text, d.size) for text in ends), default=0.0) + 2 * _GAP_PT
    room = min(room, d.width * 0.35)
    slot = (d.width - scale - room - 2 * _GAP_PT) / max(len(d.names), 1)
    _fit_names(d, slot)
    below = 2.6 * d.size
    chart_xml.place_plot(
        d.chart,
        (scale + 2 * _GAP_PT) / d.width,
        _GAP_PT / d.height,
        slot * len(d.names) / d.width,
        (d.height - below - _GAP_PT) / d.height,
    )
    chart_labels.label_ends(series, d.source, ends, d.size)


def _rank(d: _Drawing) -> None:
    plot = d.chart.plots[0]
    ranks = [v for s in d.source.series for v in s.values if v is not None]
    values = d.chart.value_axis
    values.reverse_order = True
    values.minimum_scale = 0.5
    values.maximum_scale = max(ranks, default=1) + 0.5
    # Names of the two times stand on top, where the reversed scale begins.
    d.chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    d.chart.category_axis.format.line.fill.background()
    d.chart.category_axis.tick_labels.font.bold = True
    for line, source in zip(plot.series, d.source.series, strict=True):
        line.smooth = False
        colour = source.colours[-1]
        line.format.line.width = Pt(3 if colour != LIGHT.bar else 2)
        paint(line.format.line.fill, colour)
        chart_labels.dot(line, colour, 9)
    chart_labels.label_ranks(plot, d.source, d.size)
