"""What a chart says, without how it is drawn: Plotly draws it on screen, PowerPoint on a slide.

All values are raw numbers; `text` is how a value is written beside its mark; `chosen` is the label
of the row that the filter speaks of. Figures and winners in large type stand in `cards.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lapor_data.present.cards import KeyFigures, Podium
from lapor_data.present.tone import Tone


@dataclass(frozen=True)
class Bar:
    """One bar: `before` is the tick of the comparison, `tone` the emphasis."""

    label: str
    value: float
    text: str
    before: float | None = None
    before_text: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True)
class RankedBars:
    """Horizontal bars from zero, largest first."""

    bars: tuple[Bar, ...]
    unit: str
    before_name: str | None = None
    whole: float | None = None


@dataclass(frozen=True)
class Flag:
    """A small flag over a month: a programme or an event."""

    month: date
    label: str


@dataclass(frozen=True)
class MonthColumns:
    """One column per month; those of the chosen period stand out."""

    months: tuple[date, ...]
    values: tuple[float, ...]
    chosen: tuple[bool, ...]
    unit: str
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line over the months; None is a gap (too few cases)."""

    name: str
    values: tuple[float | None, ...]
    tone: Tone = "plain"


@dataclass(frozen=True)
class Lines:
    """Lines on one scale, named at their right end; `rule` is a limit."""

    months: tuple[date, ...]
    lines: tuple[Line, ...]
    unit: str
    decimals: int = 0
    rule: float | None = None
    rule_name: str = ""


@dataclass(frozen=True)
class SmallMultiples:
    """The same columns by month, one small plot each, all on one scale."""

    months: tuple[date, ...]
    plots: tuple[Line, ...]
    unit: str


@dataclass(frozen=True)
class Ratio:
    """A rate ratio with its 95% interval."""

    label: str
    ratio: float
    low: float
    high: float
    text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Forest:
    """Rate ratios on a logarithmic scale around 1 (= unchanged)."""

    ratios: tuple[Ratio, ...]


@dataclass(frozen=True)
class Pair:
    """One thing's value and the value it is set against, both on one scale."""

    label: str
    value: float
    other: float
    text: str
    other_text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Dumbbell:
    """Pairs of values joined by a line: `name` is whose the values are, `other_name` whose they
    are set against."""

    pairs: tuple[Pair, ...]
    unit: str
    name: str
    other_name: str


@dataclass(frozen=True)
class Heat:
    """A grid of shares: rows × columns; `row_notes` stand at the right (n)."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    row_notes: tuple[str, ...]
    unit: str


@dataclass(frozen=True)
class Span:
    """A dot and the line to a second value (median to 90th percentile), or too few cases; `text`
    is the dot's value, `note` what it rests on."""

    label: str
    dot: float | None
    end: float | None
    text: str
    note: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Spans:
    """Dots and lines on one scale, with a rule."""

    spans: tuple[Span, ...]
    unit: str
    text_head: str
    note_head: str
    decimals: int = 0
    rule: float | None = None
    rule_name: str = ""
    chosen: str | None = None


@dataclass(frozen=True)
class Part:
    """One part of every stacked bar; `tone` or, for ordered parts, a place on a grey scale."""

    name: str
    values: tuple[float, ...]
    counts: tuple[int, ...]
    tone: Tone | None = None


@dataclass(frozen=True)
class Stacked:
    """Stacked horizontal bars with the parts named above the first bar."""

    labels: tuple[str, ...]
    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    unit: str
    decimals: int = 0
    whole: float | None = None
    chosen: str | None = None


@dataclass(frozen=True)
class Step:
    """One thing's rank before and now (None = not ranked)."""

    name: str
    before: int | None
    now: int | None
    tone: Tone = "plain"


@dataclass(frozen=True)
class Slope:
    """Ranks at two times, joined by lines."""

    steps: tuple[Step, ...]
    before_name: str
    now_name: str


@dataclass(frozen=True)
class BoardRow:
    """One region at a glance: a bar, some written figures, a trend."""

    name: str
    value: int
    figures: tuple[str, ...]
    tones: tuple[Tone, ...]
    trend: tuple[int, ...]


@dataclass(frozen=True)
class Board:
    """The 13 in one table: name, volume bar, figures, sparkline."""

    heads: tuple[str, ...]
    rows: tuple[BoardRow, ...]
    chosen: str | None = None


@dataclass(frozen=True)
class RegionColours:
    """The 13 coloured by one measure, in at most five classes; None is grey (too few cases)."""

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    sentences: tuple[str, ...]
    classes: tuple[int | None, ...]
    class_names: tuple[str, ...]
    unit: str
    chosen: str | None = None


@dataclass(frozen=True)
class Interval:
    """A value with its interval; `note` is a second figure beside it."""

    label: str
    value: float
    low: float
    high: float
    text: str
    note: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Intervals:
    """Values with intervals on one scale, in order of rank; the order of the rows `i` and `i + 1`
    is not safe for each `i` in `unsafe_after`, which `unsafe_words` says."""

    intervals: tuple[Interval, ...]
    unit: str
    text_head: str
    note_head: str
    decimals: int = 2
    unsafe_after: tuple[int, ...] = ()
    unsafe_words: str = ""
    chosen: str | None = None


Chart = (
    KeyFigures
    | Podium
    | RankedBars
    | MonthColumns
    | Lines
    | SmallMultiples
    | Forest
    | Intervals
    | Dumbbell
    | Heat
    | Spans
    | Stacked
    | Slope
    | Board
    | RegionColours
)
