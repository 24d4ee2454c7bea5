"""The panel of "Peta": the 13 coloured by one measure, with the same list beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from lapor_data.domain import numbers
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import RegionColours
from lapor_data.present.panel import Column, Kind, Panel, RowsChoice, Table
from lapor_data.present.ties import named_with
from lapor_data.questions import scoring
from lapor_data.questions.rows import RowsOf
from lapor_data.questions.summary import RegionRow

CLASSES = 5


@dataclass(frozen=True)
class Measure:
    """A measure that can colour the map: its words, decimals, unit, and how it is read."""

    name: str
    unit: str
    decimals: int
    read: Callable[[RegionRow], float | None]
    timed: bool = False

    def written(self, value: float | None) -> str:
        """The value with its unit: "95,8%", "2,1 HK"."""
        if value is None:
            return "data belum cukup" if self.timed else numbers.NO_VALUE
        space = "" if self.unit in ("%", "") else " "
        return f"{numbers.number(value, self.decimals)}{space}{self.unit}"


MEASURES = {
    "aduan": Measure("Aduan sah", "aduan", 0, lambda row: row.measures.valid),
    "per-100-ribu": Measure("Per 100.000 penduduk", "per 100.000", 1, lambda row: row.per_100k),
    "selesai": Measure("Selesai", "%", 1, lambda row: row.measures.closed_percent),
    "tindak-lanjut": Measure("Tindak lanjut", "%", 1, lambda row: row.measures.followed_up_percent),
    "median": Measure(
        "Median respons",
        "HK",
        1,
        lambda row: row.measures.response_median_wd if row.measures.enough else None,
        timed=True,
    ),
    "nilai": Measure("Bobot nilai", "", 2, lambda row: None),
}


def regions(b: Briefing, option: str = "") -> Panel:
    """The 13 by one measure (a key of MEASURES), largest first."""
    key = option if option in MEASURES else next(iter(MEASURES))
    measure = MEASURES[key]
    values = _values(b, key)
    ordered = sorted(
        b.regions, key=lambda row: (values[row.place] is None, -(values[row.place] or 0), row.place)
    )
    known = [value for value in values.values() if value is not None]
    edges = class_edges(known)
    first = ordered[0] if known else None
    kind: Kind = "percent" if measure.unit == "%" else "decimal"
    title = measure.name
    if first:
        # What reads the same is a tie to the reader.
        top = measure.written(values[first.place])
        tied = [row.name for row in ordered if measure.written(values[row.place]) == top]
        title = f"{measure.name} tertinggi: {named_with(tied, top, 'kabupaten/kota')}"
    return Panel(
        slug="peta-wilayah",
        title=title,
        unit=f"{measure.name.lower()}, 13 kabupaten/kota",
        n=sum(row.measures.valid for row in b.regions),
        alt=f"Peta Kalimantan Selatan. {title}.",
        source=b.sources_line,
        notes=("Batas wilayah: wilayah_boundaries (cahya dsn, MIT), digeneralkan",),
        table=Table(
            (Column("Kabupaten/kota"), Column(measure.name, kind, measure.decimals)),
            tuple((row.name, values[row.place]) for row in ordered),
        ),
        chart=RegionColours(
            tuple(row.place for row in ordered),
            tuple(row.short_name for row in ordered),
            tuple(values[row.place] for row in ordered),
            tuple(measure.written(values[row.place]) for row in ordered),
            tuple(_sentence(row) for row in ordered),
            tuple(class_of(values[row.place], edges) for row in ordered),
            class_names(known, edges, measure),
            measure.unit,
            b.filter.place,
        ),
        rows=tuple(
            RowsChoice(row.name, RowsOf("valid", place=row.place))
            for row in ordered
            if row.measures.valid
        ),
    )


def class_edges(known: Sequence[float], classes: int = CLASSES) -> list[float]:
    """The lowest value of each class but the first: natural breaks, that is the parting with the
    least squared distance to the class means (Jenks 1967), so that one region far from the others
    has a colour of its own. Equal values are never parted."""
    distinct = sorted(set(known))
    if len(distinct) <= classes:
        return distinct[1:]
    weights = Counter(known)
    spread = {
        (first, last): _spread(distinct[first:last], weights)
        for first, last in combinations(range(len(distinct) + 1), 2)
    }
    # At most 13 values: all 495 partings are tried.
    best = min(
        combinations(range(1, len(distinct)), classes - 1),
        key=lambda cuts: sum(spread[part] for part in pairwise((0, *cuts, len(distinct)))),
    )
    return [distinct[cut] for cut in best]


def _spread(values: Sequence[float], weights: Mapping[float, int]) -> float:
    count = sum(weights[value] for value in values)
    mean = sum(weights[value] * value for value in values) / count
    return sum(weights[value] * (value - mean) ** 2 for value in values)


def class_of(value: float | None, edges: Sequence[float]) -> int | None:
    """The colour class (0–4) of a value; fewer classes spread over the same colours."""
    if value is None:
        return None
    place = sum(value >= edge for edge in edges)
    return round(place * (CLASSES - 1) / len(edges)) if edges else 2


def class_names(
    known: Sequence[float], edges: Sequence[float], measure: Measure
) -> tuple[str, ...]:
    """The limits of the five colour classes in words; "" for a colour that does not occur."""
    spans: dict[int, tuple[float, float]] = {}
    for value in known:
        index = class_of(value, edges)
        if index is not None:
            low, high = spans.get(index, (value, value))
            spans[index] = (min(low, value), max(high, value))
    # One decimal more where two classes would otherwise share a limit.
    ends = [numbers.number(end, measure.decimals) for span in spans.values() for end in set(span)]
    decimals = measure.decimals + (len(set(ends)) < len(ends))
    names = [""] * CLASSES
    for index, span in spans.items():
        low_text, high_text = (numbers.number(end, decimals) for end in span)
        names[index] = low_text if low_text == high_text else f"{low_text}–{high_text}"
    return tuple(names)


def _values(b: Briefing, key: str) -> dict[str, float | None]:
    if key == "nilai":
        return {score.place: score.score for score in b.scores(scoring.PROFILES[0])}
    return {row.place: MEASURES[key].read(row) for row in b.regions}


def _sentence(row: RegionRow) -> str:
    m = row.measures
    if not m.valid:
        return f"{row.name}: belum ada aduan pada pilihan ini."
    speed = (
        f"median respons {numbers.number(m.response_median_wd, 1)} hari kerja"
        if m.enough
        else "waktu respons belum cukup datanya"
    )
    return (
        f"{row.name}: {numbers.number(m.valid)} aduan, "
        f"{numbers.percent(m.followed_up_percent)} ditindaklanjuti, {speed}."
    )
