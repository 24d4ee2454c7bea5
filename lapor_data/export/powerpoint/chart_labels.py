"""The labels of native charts: by number format where that is the text, else written out."""

from __future__ import annotations

from typing import Any

from pptx.enum.chart import XL_LABEL_POSITION as AT
from pptx.enum.chart import XL_MARKER_STYLE
from pptx.util import Pt

from lapor_data.domain.numbers import number
from lapor_data.export.native import NativeChart, Series
from lapor_data.export.powerpoint import chart_xml, fit
from lapor_data.export.powerpoint.chart_data import number_format
from lapor_data.export.powerpoint.text import INK, Colour, add_run, paint
from lapor_data.export.xml_text import shown
from lapor_data.present.palette import LIGHT


def label_bars(plot: Any, source: NativeChart, size: float) -> None:
    """The text of each bar behind whichever is longer, the bar or the line of the comparison, so
    that neither covers it."""
    if len(source.series) < 2:
        label_all(plot.series[0], source, 0, size, AT.OUTSIDE_END)
        return
    drawn = list(plot.series)
    for place, (text, longer) in enumerate(bar_labels(source)):
        if text:
            _write(drawn[longer], place, text, size, AT.OUTSIDE_END)


def bar_labels(source: NativeChart) -> list[tuple[str, int]]:
    """The label of each bar and the series at whose end it stands; a label at the end of the line
    says its value too, so that nobody reads the bar's value there."""
    main, *others = source.series
    found = []
    for place, text in enumerate(main.texts):
        value = main.values[place]
        second = others[0].values[place] if others else None
        if value is None or not text:
            found.append(("", 0))
        elif second is not None and second > value:
            told = f" · {others[0].name}: {others[0].texts[place]}" if source.reaches else ""
            found.append((f"{text}{told}", 1))
        else:
            found.append((text, 0))
    return found


def label_all(series: Any, source: NativeChart, place: int, size: float, at: Any) -> None:
    """One label on every point: by the number format where all texts are just that."""
    texts = source.series[place]
    if _plain(texts, source.decimals):
        _by_format(series, source.decimals, size, INK, at)
        return
    for index, text in enumerate(texts.texts):
        if text and texts.values[index] is not None:
            _write(series, index, text, size, at)


def label_parts(plot: Any, source: NativeChart, size: float, width: float) -> None:
    """Labels inside the parts of stacked bars, where they have room (`width` of the plot in pt)."""
    totals = [
        sum(series.values[place] or 0 for series in source.series)
        for place in range(len(source.categories))
    ]
    # The program rounds the end of the scale upwards, by a fifth at most.
    whole = source.whole or max([*totals, 0]) * 1.2
    for drawn, series in zip(plot.series, source.series, strict=True):
        colour = _ink_on(series.colours[0] if series.colours else LIGHT.bar)
        fits = [
            bool(text)
            and whole > 0
            and fit.width_of(text, size) + 4 <= (value or 0) / whole * width
            for text, value in zip(series.texts, series.values, strict=True)
        ]
        if _plain(series, source.decimals) and any(fits):
            _by_format(drawn, source.decimals, size, colour, AT.CENTER, hide_zero=True)
            for place, fitting in enumerate(fits):
                if not fitting:
                    chart_xml.no_label(drawn, place)
            continue
        for place, fitting in enumerate(fits):
            if fitting:
                _write(drawn, place, series.texts[place], size, AT.CENTER, colour)


def line_ends(source: NativeChart) -> list[str]:
    """The words at the right end of each line: its name and last value, then the limit's name."""
    words = []
    for series in source.series:
        last = _last(series)
        words.append(f"{series.name} {series.texts[last]}" if last is not None else series.name)
    return [*words, source.rule_name] if source.rule is not None else words


def label_ends(drawn: list[Any], source: NativeChart, ends: list[str], size: float) -> None:
    """Each line named at its last point, above or below where two ends are close."""
    heights = [
        s.values[last] or 0.0 if (last := _last(s)) is not None else None for s in source.series
    ]
    top = max((v for s in source.series for v in s.values if v is not None), default=1.0)
    if source.rule is not None:
        heights.append(source.rule)
        top = max(top, source.rule)
    for index, text in enumerate(ends):
        here = heights[index]
        if here is None:
            continue
        near = [
            (h, i)
            for i, h in enumerate(heights)
            if i != index and h is not None and abs(h - here) < top * 0.1
        ]
        at = AT.RIGHT
        if near:
            at = AT.ABOVE if (here, -index) > max((h, -i) for h, i in near) else AT.BELOW
        count = len(source.categories)
        series = source.series[index] if index < len(source.series) else None
        last = (_last(series) if series else count - 1) or 0
        _write(drawn[index], last, text, size, at)


def label_ranks(plot: Any, source: NativeChart, size: float) -> None:
    """ "1. Banjarbaru" at both ends; of those on one rank the first is labelled with all names."""
    sides = ((0, AT.LEFT), (len(source.categories) - 1, AT.RIGHT))
    drawn = list(plot.series)
    for place, at in sides:
        ranks: dict[float, list[int]] = {}
        for index, series in enumerate(source.series):
            rank = series.values[place]
            if rank is not None and series.texts[place]:
                ranks.setdefault(rank, []).append(index)
        for together in ranks.values():
            first, *others = together
            text = source.series[first].texts[place]
            names = [source.series[other].name for other in others]
            words = ", ".join([text, *names])
            accent = source.series[first].colours[-1] != LIGHT.bar
            _write(drawn[first], place, words, size, at, bold=accent)


def label_flag(series: Any, place: int, flag: str, text: str, size: float) -> None:
    """A small flag over the value of a column; the caption says what it stands for."""
    label = series.points[place].data_label
    first = label.text_frame.paragraphs[0]
    add_run(first, f"⚑ {flag}", size, bold=True, colour=LIGHT.accent)
    add_run(label.text_frame.add_paragraph(), text, size, colour=INK)
    label.position = AT.OUTSIDE_END


def bar_key(source: NativeChart) -> str:
    """What bar, line and colour mean, where there is more than a bar."""
    words = []
    if len(source.series) > 1:
        named = source.series[0].name not in ("%", "")
        words += [f"Batang: {source.series[0].name}"] if named else []
        words += [f"{'Garis' if source.reaches else 'Titik'}: {source.series[1].name}"]
    if source.rule is not None and source.rule_name:
        words.append(f"Merah: lewat {source.rule_name}")
    return " · ".join(words)


def fill(series: Any, colours: tuple[str, ...]) -> None:
    """The most frequent colour for the series, others point by point."""
    common = max(dict.fromkeys(colours), key=colours.count, default=LIGHT.bar)
    paint(series.format.fill, common)
    series.invert_if_negative = False
    for place, colour in enumerate(colours):
        if colour != common:
            paint(series.points[place].format.fill, colour)


def dot(line: Any, colour: str, size: int) -> None:
    """Round points on a line."""
    line.marker.style = XL_MARKER_STYLE.CIRCLE
    line.marker.size = size
    paint(line.marker.format.fill, colour)
    line.marker.format.line.fill.background()


def _last(series: Series) -> int | None:
    known = [place for place, value in enumerate(series.values) if value is not None]
    return known[-1] if known else None


def _plain(series: Series, decimals: int) -> bool:
    """Whether the number format of whole numbers writes the same as its texts."""
    return not decimals and all(
        value is None or text in (number(value), "" if not value else number(value))
        for text, value in zip(series.texts, series.values, strict=True)
    )


def _by_format(
    series: Any, decimals: int, size: float, colour: Colour, at: Any, *, hide_zero: bool = False
) -> None:
    labels = series.data_labels
    labels.show_value = True
    labels.number_format = number_format(decimals, hide_zero=hide_zero)
    labels.number_format_is_linked = False
    labels.position = at
    labels.font.size = Pt(size)
    paint(labels.font.fill, colour)


def _write(
    series: Any,
    place: int,
    text: str,
    size: float,
    at: Any,
    colour: Colour = INK,
    *,
    bold: bool = False,
) -> None:
    """One label as text."""
    label = series.points[place].data_label
    frame = label.text_frame
    add_run(frame.paragraphs[0], shown(text), size, bold=bold, colour=colour)
    frame.word_wrap = False
    label.position = at


def _ink_on(colour: str) -> str:
    """Ink or white, whichever can be read on it."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    return LIGHT.ink if light > 140 else LIGHT.ground
