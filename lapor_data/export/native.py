"""A chart as what office programs draw themselves: categories and series of numbers.

PowerPoint, Excel and Word get the same numbers here; how each writes them is its own module.
Charts that are no bars or lines (key figures, cards, boards, heat maps, the map) give None: they
are drawn as shapes or tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lapor_data.domain.numbers import MONTHS_SHORT, number
from lapor_data.present.charts import (
    Bar,
    Chart,
    Dumbbell,
    Intervals,
    Lines,
    MonthColumns,
    RankedBars,
    Slope,
    SmallMultiples,
    Spans,
    Stacked,
)
from lapor_data.present.palette import LIGHT, mix
from lapor_data.present.tone import Tone

# "bar" horizontal, first category on top; "column" vertical; "stacked" horizontal, parts in a row;
# "line" over the categories; "rank" lines whose scale runs downwards from 1.
Kind = Literal["bar", "column", "stacked", "line", "rank"]


@dataclass(frozen=True)
class Series:
    """One series. `texts` are its labels as people read them, "" for none; `colours` one hex colour
    per value."""

    name: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    colours: tuple[str, ...]


@dataclass(frozen=True)
class NativeChart:
    """What an office program needs. `decimals` of the values as they are written; `whole` the end
    of the scale where it is fixed; `rule` a limit on the scale of values, named `rule_name`. The
    second series of bars is what they are set against, or, where it `reaches` further (the 90th
    percentile), the end of a line."""

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    decimals: int = 0
    whole: float | None = None
    rule: float | None = None
    rule_name: str = ""
    reaches: bool = False


def native(chart: Chart) -> NativeChart | None:
    """The chart as categories and series; None for what office programs have no chart for."""
    match chart:
        case RankedBars():
            return _ranked(chart)
        case MonthColumns():
            return _months(chart)
        case Lines():
            return _lines(chart)
        case SmallMultiples():
            return _multiples(chart)
        case Spans():
            return _spans(chart)
        case Stacked():
            return _stacked(chart)
        case Slope():
            return _slope(chart)
        case Dumbbell():
            return _dumbbell(chart)
        case Intervals():
            return _intervals(chart)
    return None


def tone_colour(tone: Tone) -> str:
    """The colour of an emphasis on paper: the light palette."""
    return {
        "plain": LIGHT.bar,
        "accent": LIGHT.accent,
        "muted": LIGHT.muted,
        "gold": LIGHT.gold,
        "broken": LIGHT.broken,
    }[tone]


def _ranked(chart: RankedBars) -> NativeChart:
    bars = chart.bars
    series = [
        Series(
            chart.unit,
            tuple(_drawn(bar) for bar in bars),
            tuple(bar.text for bar in bars),
            tuple(tone_colour(bar.tone) for bar in bars),
        )
    ]
    if chart.before_name and any(bar.before is not None for bar in bars):
        series.append(
            Series(
                chart.before_name,
                tuple(bar.before for bar in bars),
                tuple(bar.before_text if bar.before is not None else "" for bar in bars),
                (LIGHT.secondary,) * len(bars),
            )
        )
    labels = tuple(bar.label for bar in bars)
    decimals = 0 if all(bar.value == int(bar.value) for bar in bars) else 1
    return NativeChart("bar", labels, tuple(series), chart.unit, decimals, chart.whole)


def _drawn(bar: Bar) -> float | None:
    """A bar of what says no topic has a text and no length: no value that could be read as 0."""
    return None if bar.tone == "muted" and not bar.value else bar.value


def _months(chart: MonthColumns) -> NativeChart:
    colours = tuple(LIGHT.accent if chosen else LIGHT.bar for chosen in chart.chosen)
    texts = tuple(number(value) for value in chart.values)
    series = Series(chart.unit, tuple(chart.values), texts, colours)
    return NativeChart("column", tuple(map(_month, chart.months)), (series,), chart.unit)


def _lines(chart: Lines) -> NativeChart:
    series = tuple(
        Series(
            line.name,
            line.values,
            tuple(number(v, chart.decimals) if v is not None else "" for v in line.values),
            (tone_colour(line.tone),) * len(line.values),
        )
        for line in chart.lines
    )
    months = tuple(map(_month, chart.months))
    return NativeChart(
        "line", months, series, chart.unit, chart.decimals, None, chart.rule, chart.rule_name
    )


def _multiples(chart: SmallMultiples) -> NativeChart:
    shades = _shades(len(chart.plots))
    series = tuple(
        Series(
            plot.name,
            plot.values,
            tuple(number(v) if v is not None else "" for v in plot.values),
            (LIGHT.accent if plot.tone == "accent" else shade,) * len(plot.values),
        )
        for plot, shade in zip(chart.plots, shades, strict=True)
    )
    return NativeChart("line", tuple(map(_month, chart.months)), series, chart.unit)


def _spans(chart: Spans) -> NativeChart:
    ends = tuple(span.end for span in chart.spans)
    series = (
        Series(
            chart.text_head,
            tuple(span.dot for span in chart.spans),
            tuple(span.text for span in chart.spans),
            tuple(LIGHT.broken if span.tone == "broken" else LIGHT.accent for span in chart.spans),
        ),
        Series(
            "persentil 90",
            ends,
            tuple(number(end, chart.decimals) if end is not None else "" for end in ends),
            (LIGHT.muted,) * len(ends),
        ),
    )
    labels = tuple(span.label for span in chart.spans)
    return NativeChart(
        "bar", labels, series, chart.unit, chart.decimals, None, chart.rule, chart.rule_name, True
    )


def _stacked(chart: Stacked) -> NativeChart:
    toneless = sum(part.tone is None for part in chart.parts)
    shades = iter(_shades(toneless))
    series = tuple(
        Series(
            part.name,
            part.values,
            tuple(number(v, chart.decimals) if v else "" for v in part.values),
            (next(shades) if part.tone is None else tone_colour(part.tone),) * len(part.values),
        )
        for part in chart.parts
    )
    return NativeChart("stacked", chart.labels, series, chart.unit, chart.decimals, chart.whole)


def _slope(chart: Slope) -> NativeChart:
    series = tuple(
        Series(
            step.name,
            (step.before, step.now),
            tuple(
                f"{number(rank)}. {step.name}" if rank else "" for rank in (step.before, step.now)
            ),
            (tone_colour(step.tone),) * 2,
        )
        for step in chart.steps
    )
    return NativeChart("rank", (chart.before_name, chart.now_name), series, "peringkat")


def _dumbbell(chart: Dumbbell) -> NativeChart:
    series = (
        Series(
            chart.name,
            tuple(pair.value for pair in chart.pairs),
            tuple(pair.text for pair in chart.pairs),
            tuple(
                LIGHT.bar if pair.tone == "plain" else tone_colour(pair.tone)
                for pair in chart.pairs
            ),
        ),
        Series(
            chart.other_name,
            tuple(pair.other for pair in chart.pairs),
            tuple(pair.other_text for pair in chart.pairs),
            (LIGHT.secondary,) * len(chart.pairs),
        ),
    )
    labels = tuple(pair.label for pair in chart.pairs)
    return NativeChart("bar", labels, series, chart.unit, 1)


def _intervals(chart: Intervals) -> NativeChart:
    series = Series(
        chart.text_head,
        tuple(each.value for each in chart.intervals),
        tuple(
            f"{each.text} ({number(each.low, chart.decimals)}–{number(each.high, chart.decimals)})"
            for each in chart.intervals
        ),
        tuple(tone_colour(each.tone) for each in chart.intervals),
    )
    labels = tuple(each.label for each in chart.intervals)
    return NativeChart("bar", labels, (series,), chart.unit, chart.decimals)


def _month(month: date) -> str:
    return f"{MONTHS_SHORT[month.month - 1]} {month.year % 100:02d}"


def _shades(count: int) -> list[str]:
    """Greys from dark to light, for parts that have an order and no meaning of their own."""
    return [mix(LIGHT.secondary, LIGHT.muted, i / max(count - 1, 1)) for i in range(count)]
