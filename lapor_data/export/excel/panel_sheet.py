"""One panel on one sheet: what it says, its whole table, and its chart over the table's cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from lapor_data.domain.regions import REGIONS
from lapor_data.export.excel import cells
from lapor_data.export.excel.charts import (
    SMALL_ACROSS,
    SMALL_HEIGHT,
    SMALL_WIDTH,
    WIDTH,
    ChartCells,
    Range,
    SeriesCells,
    add_chart,
    add_small,
    height,
)
from lapor_data.export.excel.page import set_page
from lapor_data.export.marks import ON_SHEET, redrawn
from lapor_data.export.native import NativeChart, native
from lapor_data.present.charts import Lines, MonthColumns, SmallMultiples
from lapor_data.present.conclusions import conclusions
from lapor_data.present.panel import Column, Panel, Quantity

# The lines above a table; the label of the chart's own numbers stands in the last of them.
TITLE, SUBTITLE, SAID, NOTES, SPACE, HEAD = range(6)
OWN_NUMBERS = "Angka grafik"
_WIDEST = 48
_READING_WIDTH = 112
_LINE = 15.75
_GAP = 3
# A column that nobody set is 64 pixels wide.
_CHART_COLUMNS = -(-WIDTH // 64)
_SHORT_NAMES = {region.name: region.short_name for region in REGIONS}


@dataclass(frozen=True)
class Place:
    """Where the chart of a sheet goes, and where its own numbers go if it needs any."""

    col: int

    @property
    def own_col(self) -> int:
        """The first column of the chart's own numbers: right of the chart."""
        return self.col + _CHART_COLUMNS + 1


def add_sheet(
    book: xlsxwriter.Workbook, styles: cells.Styles, name: str, panel: Panel, footer: str
) -> Worksheet:
    """The sheet of one panel; one that has nothing to say says so and has no chart."""
    sheet: Worksheet = book.add_worksheet(name)
    widths = [_width(panel, place) for place in range(len(panel.table.columns))]
    if panel.is_empty:
        widths = [_READING_WIDTH]
    for col, width in enumerate(widths):
        sheet.set_column(col, col, width)
    last_col = _top(sheet, styles, panel, widths)
    if panel.is_empty:
        set_page(sheet, footer, HEAD, last_col=last_col)
        return sheet
    _table(sheet, styles, panel, widths)
    bottom = HEAD + len(panel.table.rows)
    drawn = native(panel.chart) if panel.chart is not None else None
    if drawn is not None and drawn.categories and drawn.series:
        place = Place(len(widths) + 1)
        sheet.set_column(len(widths), len(widths), _GAP)
        bottom = max(bottom, _chart(book, sheet, styles, panel, drawn, place))
        last_col = max(last_col, place.own_col - 1)
    set_page(sheet, footer, bottom, last_col=last_col, head_row=HEAD)
    return sheet


def _top(sheet: Worksheet, styles: cells.Styles, panel: Panel, widths: Sequence[float]) -> int:
    """Title, unit, sentences, notes and source, few lines high: they stay in view. Gives the last
    column that they or the table cover."""
    notes = redrawn(" · ".join((*panel.notes, panel.source)), panel, ON_SHEET)
    lines = (
        (TITLE, panel.title, styles.title, 1.3),
        (SUBTITLE, redrawn(panel.subtitle, panel, ON_SHEET), styles.small, 1.0),
        (SAID, "\n".join(conclusions(panel)), styles.said, 1.0),
        (NOTES, notes, styles.small, 0.9),
    )
    # Over as many columns as a line of text is long; those beyond the table have the usual width.
    total, last = 0.0, -1
    while total < _READING_WIDTH:
        last += 1
        total += widths[last] if last < len(widths) else _GAP if last == len(widths) else 8.43
    for row, text, style, size in lines:
        shown = cells.plain(text)
        if last:
            sheet.merge_range(row, 0, row, last, "", style)
        sheet.write_string(row, 0, shown, style)
        sheet.set_row(row, _LINE * size * cells.lines_of(shown, total / size) + 2)
    sheet.set_row(SPACE, _LINE)
    return max(last, len(widths) - 1)


def _table(sheet: Worksheet, styles: cells.Styles, panel: Panel, widths: Sequence[float]) -> None:
    columns, rows = panel.table.columns, panel.table.rows
    # Three characters are taken by the button of the filter.
    lines = max(
        cells.lines_of(column.head, width - 3)
        for column, width in zip(columns, widths, strict=True)
    )
    sheet.set_row(HEAD, _LINE * lines + 4)
    for number, row in enumerate(rows, HEAD + 1):
        # LibreOffice does not fit the height of wrapped rows when it opens a file.
        told = (
            cells.lines_of(cells.plain(value), width - 1)
            for value, width in zip(row, widths, strict=True)
            if isinstance(value, str)
        )
        most = max(told, default=1)
        if most > 1:
            sheet.set_row(number, _LINE * most)
    for place, column in enumerate(columns):
        head = styles.head(right=column.is_number, is_first=not place)
        sheet.write_string(HEAD, place, cells.plain(column.head), head)
        style = styles.column(column, is_first=not place)
        for number, row in enumerate(rows, HEAD + 1):
            value = row[place]
            if isinstance(value, Quantity):
                own = styles.quantity(value)
                cells.write(sheet, number, place, value.column, value.value, own)
            else:
                cells.write(sheet, number, place, column, value, style)
    sheet.autofilter(HEAD, 0, HEAD + len(rows), len(columns) - 1)
    sheet.freeze_panes(HEAD + 1, 1 if columns[0].kind in ("text", "month") else 0)


def _width(panel: Panel, place: int) -> float:
    """Characters that hold the values; heads break between words."""
    column = panel.table.columns[place]
    word = max(map(len, column.head.split()), default=0) + 4
    longest = max((len(column.shown(row[place])) for row in panel.table.rows), default=0) + 2
    return float(min(max(word, longest, 10), _WIDEST))


def _chart(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    styles: cells.Styles,
    panel: Panel,
    drawn: NativeChart,
    place: Place,
) -> int:
    """Puts the chart there and gives the last row that it covers."""
    own = _OwnNumbers(sheet, styles, place.own_col, len(drawn.categories))
    found = _in_table(sheet.name, panel, drawn) or _apart(sheet.name, panel, drawn, own)
    if drawn.rule is not None and drawn.kind == "line":
        rule = Column(drawn.rule_name or "Batas", "decimal", drawn.decimals)
        found = replace(found, rule=own.add(rule, (drawn.rule,) * len(drawn.categories)))
    small = isinstance(panel.chart, SmallMultiples)
    values = [value or 0.0 for series in drawn.series for value in series.values]
    charts = (
        add_small(book, drawn, found, max(values)) if small else [add_chart(book, drawn, found)]
    )
    for number, chart in enumerate(charts):
        if own.used:
            # A filter of the table hides rows, not numbers that only stand in the same rows.
            chart.show_hidden_data()
        down, across = divmod(number, SMALL_ACROSS)
        alt = f"{drawn.series[number].name}. {panel.alt}" if small else panel.alt
        alt = redrawn(alt, panel, ON_SHEET)
        sheet.insert_chart(
            SPACE,
            place.col,
            chart,
            {
                "object_position": 2,
                "description": cells.plain(alt),
                "x_offset": across * SMALL_WIDTH,
                "y_offset": down * SMALL_HEIGHT + 2,
            },
        )
    tall = SMALL_HEIGHT * -(-len(charts) // SMALL_ACROSS) if small else height(drawn)
    return SPACE + int(tall / 20) + 1


def _in_table(name: str, panel: Panel, drawn: NativeChart) -> ChartCells | None:
    """The chart's numbers in the table, where its first rows are the same names and numbers."""
    columns, rows = panel.table.columns, panel.table.rows[: len(drawn.categories)]
    if drawn.kind == "rank" or len(rows) < len(drawn.categories):
        return None
    labels = _label_column(panel, drawn)
    if labels is None:
        return None
    first, last = HEAD + 1, HEAD + len(rows)
    percent = drawn.unit == "%"
    free = [c for c in range(len(columns)) if columns[c].is_number]
    series = []
    for each in drawn.series:
        same = (
            c
            for c in free
            if (columns[c].kind == "percent") == percent
            and _same([r[c] for r in rows], each.values)
        )
        found = next(same, None)
        if found is None:
            return None
        free.remove(found)
        series.append(
            SeriesCells(
                Range(name, HEAD, found, HEAD, found),
                Range(name, first, found, last, found),
                cells.number_format(columns[found]),
            )
        )
    return ChartCells(
        Range(name, TITLE, 0, TITLE, 0),
        Range(name, first, labels, last, labels),
        tuple(series),
        is_months=columns[labels].kind == "month",
        percent=percent,
    )


def _label_column(panel: Panel, drawn: NativeChart) -> int | None:
    """The column that holds the chart's categories: its months, or names (short or in full)."""
    columns, rows = panel.table.columns, panel.table.rows[: len(drawn.categories)]
    months: tuple[date, ...] = ()
    if isinstance(panel.chart, (MonthColumns, Lines, SmallMultiples)):
        months = panel.chart.months
    for place, column in enumerate(columns):
        values = tuple(row[place] for row in rows)
        if column.kind == "month" and months and values == months:
            return place
        if column.kind == "text" and all(
            category in (value, _SHORT_NAMES.get(str(value)))
            for category, value in zip(drawn.categories, values, strict=True)
        ):
            return place
    return None


def _same(values: Sequence[object], wanted: Sequence[float | None]) -> bool:
    return all(
        value is other is None
        or (isinstance(value, (int, float)) and other is not None and abs(value - other) < 1e-9)
        for value, other in zip(values, wanted, strict=True)
    )


def _apart(name: str, panel: Panel, drawn: NativeChart, own: _OwnNumbers) -> ChartCells:
    """The chart's numbers in cells of their own, because the table has other ones."""
    percent = drawn.unit == "%"
    labels = own.add(Column("Nama"), drawn.categories)
    kind = "percent" if percent else "decimal"
    return ChartCells(
        Range(name, TITLE, 0, TITLE, 0),
        labels.values,
        tuple(
            own.add(Column(series.name, kind, drawn.decimals), series.values)  # type: ignore[arg-type]
            for series in drawn.series
        ),
        percent=percent,
    )


class _OwnNumbers:
    """The block right of a chart with numbers that the table does not have, column by column."""

    def __init__(self, sheet: Worksheet, styles: cells.Styles, col: int, count: int) -> None:
        self._sheet, self._styles, self._col, self._count = sheet, styles, col, count
        self.used = 0

    def add(self, column: Column, values: Sequence[str | float | None]) -> SeriesCells:
        """One more column of the block."""
        col = self._col + self.used
        if not self.used:
            self._sheet.write_string(SPACE, col, OWN_NUMBERS, self._styles.small)
        self.used += 1
        head = self._styles.head(right=column.is_number)
        self._sheet.write_string(HEAD, col, cells.plain(column.head), head)
        style = self._styles.column(column)
        for row, value in enumerate(values, HEAD + 1):
            cells.write(self._sheet, row, col, column, value, style)
        if not column.is_number:
            self._sheet.set_column(col, col, min(max(map(len, map(str, values))) + 2, _WIDEST))
        name = self._sheet.name
        return SeriesCells(
            Range(name, HEAD, col, HEAD, col),
            Range(name, HEAD + 1, col, HEAD + self._count, col),
            cells.number_format(column),
        )
