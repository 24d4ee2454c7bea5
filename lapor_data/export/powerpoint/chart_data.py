"""The workbook inside a native chart: real numbers, no formulas made from texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook

from lapor_data.export.native import NativeChart
from lapor_data.export.powerpoint.fit import MORE
from lapor_data.export.xml_text import shown

# Points between thousands on every machine: the separators of its own settings are not used.
WHOLE_FORMAT = r"[>=1000000]0\.000\.000;[>=1000]0\.000;0"
# The same without zeros, for parts of a stack that are not there.
PART_FORMAT = r'[>=1000]0\.000;[=0]"";0'
_SHEET = "Data"
_LONGEST = 80
# The day is not known here and means nothing; a fixed one makes equal charts equal files.
_CREATED = datetime(2020, 1, 1)


def number_format(decimals: int, *, hide_zero: bool = False) -> str:
    """The format of values: whole numbers as "1.333"; decimals in Indonesian, as far as the
    machine follows it (labels are written out)."""
    if decimals:
        return f"[$-421]0.{'0' * decimals}"
    return PART_FORMAT if hide_zero else WHOLE_FORMAT


def categories_of(chart: NativeChart) -> list[str]:
    """The names along the axis. What has a text but no value ("Topik lainnya") cannot carry a label
    on a bar, so its text stands with its name."""
    names = []
    first = chart.series[0] if chart.kind == "bar" and chart.series else None
    for place, name in enumerate(chart.categories):
        text = name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + MORE
        if first and first.values[place] is None and first.texts[place]:
            text = f"{text}: {first.texts[place]}"
        names.append(shown(text))
    return names


def chart_data(chart: NativeChart) -> Any:
    """Categories and series for python-pptx; the rule of a line chart is a constant series."""
    data: Any = _Data(
        number_format=number_format(chart.decimals, hide_zero=chart.kind == "stacked")
    )
    data.categories = categories_of(chart)
    for series in chart.series:
        data.add_series(shown(series.name), series.values)
    if has_rule_line(chart):
        data.add_series(shown(chart.rule_name), [chart.rule] * len(chart.categories))
    return data


def has_rule_line(chart: NativeChart) -> bool:
    """Whether the limit is a line of its own."""
    return chart.kind == "line" and chart.rule is not None


# python-pptx has no types for these two.
_BaseWriter: Any = CategoryWorkbookWriter
_BaseData: Any = CategoryChartData


class _Writer(_BaseWriter):  # type: ignore[misc]
    """python-pptx's writer, but a category "=1+1" stays a text, and the sheet has a plain name."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        workbook = Workbook(
            xlsx_file,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        workbook.set_properties({"created": _CREATED})
        yield workbook, workbook.add_worksheet(_SHEET)
        workbook.close()

    @property
    def categories_ref(self) -> str:
        return _own_sheet(super().categories_ref)

    def series_name_ref(self, series: Any) -> str:
        return _own_sheet(super().series_name_ref(series))

    def values_ref(self, series: Any) -> str:
        return _own_sheet(super().values_ref(series))


class _Data(_BaseData):  # type: ignore[misc]
    @property
    def _workbook_writer(self) -> _Writer:
        return _Writer(self)


def _own_sheet(reference: str) -> str:
    return reference.replace("Sheet1!", f"{_SHEET}!")
