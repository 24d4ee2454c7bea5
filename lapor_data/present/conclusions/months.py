"""Sentences on panels by month."""

from __future__ import annotations

from functools import partial

from lapor_data.domain import numbers
from lapor_data.domain.settings import load_settings
from lapor_data.present.charts import MonthColumns
from lapor_data.present.conclusions.reading import VALID, Reading, Row, days, titled, together


def months(r: Reading) -> list[str]:
    """Highest and lowest month of the chosen period, and in which months the limit was broken."""
    rows, column = _chosen_months(r), r.at(VALID)
    if not rows:
        return []
    span = _span(r, rows)
    if not any(row[column] for row in rows):
        return [f"Tidak ada aduan sah {span}."]
    if len(rows) == 1:
        return [f"Aduan sah {r.shown(rows[0], column)} {span}.", *_slow_months(r, rows)]
    most = r.highest(column, rows, name=partial(_month, r))
    least = r.lowest(column, rows, name=partial(_month, r))
    return [
        f"Aduan sah terbanyak {most}, paling sedikit {least}, {span}.",
        *_slow_months(r, rows),
    ]


def years(r: Reading) -> list[str]:
    """Which year brought most complaints, and when most and least of them were followed up."""
    valid, followed_up = r.at(VALID), r.at("Tindak lanjut")
    if len(r.known(followed_up)) < 2:
        return titled(r)
    return [
        f"Aduan sah terbanyak pada {r.highest(valid, unit=' aduan')}.",
        f"Tindak lanjut tertinggi pada {r.highest(followed_up)}, terendah pada "
        f"{r.lowest(followed_up)}.",
    ]


def _chosen_months(r: Reading) -> tuple[Row, ...]:
    """The months of the period; the chart shows the year before it as well."""
    chart = r.panel.chart
    if isinstance(chart, MonthColumns):
        chosen = tuple(row for row, mine in zip(r.rows, chart.chosen, strict=True) if mine)
        return chosen
    return r.rows


def _month(r: Reading, row: Row) -> str:
    return r.shown(row, 0)


def _span(r: Reading, rows: tuple[Row, ...]) -> str:
    first, last = _month(r, rows[0]), _month(r, rows[-1])
    return f"dari {first} sampai {last}" if first != last else f"pada {first}"


def _slow_months(r: Reading, rows: tuple[Row, ...]) -> list[str]:
    column = r.find("Median HK")
    if column is None:
        return []
    limit = load_settings().respons_pertama
    known = r.known(column, rows)
    over = [row for row in known if row[column] > limit]
    if not known:
        return ["Waktu respons belum diketahui."]
    if not over:
        return [f"Median respons {_each(known)}tidak melewati {days(limit)}."]
    slowest = r.highest(column, over, unit=" HK", name=partial(_month, r))
    return [
        f"Median respons melewati {days(limit)} pada {len(over)} dari {len(known)} bulan yang "
        f"terukur; terlama {slowest}."
    ]


def _each(months: list[Row]) -> str:
    return "tiap bulan " if len(months) > 1 else ""


def speed_months(r: Reading) -> list[str]:
    """Slowest and fastest month of the chosen place, and in which months the limit was broken."""
    column = r.at("Median HK")
    name = partial(_month, r)
    fastest = r.lowest(column, unit=" HK", name=name)
    if not fastest:
        return ["Data waktu respons belum cukup."]
    slowest = r.highest(column, unit=" HK", name=name)
    extremes = f"tercepat {fastest}, terlama {slowest}" if fastest != slowest else fastest
    return [
        f"Median respons {extremes}, {_span(r, r.rows)}.",
        *_slow_months(r, r.rows),
    ]


def multiples(r: Reading) -> list[str]:
    """The highest month of any of the plots."""
    return _several(r, list(range(1, len(r.heads))), _span(r, r.rows))


def _several(r: Reading, columns: list[int], span: str) -> list[str]:
    cells = [(row[i], i, row) for i in columns for row in r.known(i)]
    top = max((value for value, _, _ in cells), default=0)
    if not top:
        return [f"Tidak ada aduan {span}."]
    found = [f"{r.heads[i]} pada {r.shown(row, 0)}" for value, i, row in cells if value == top]
    peak = together(found, f"{numbers.number(top)} aduan", "topik dan bulan")
    return [f"Bulan tertinggi {span}: {peak}."]
