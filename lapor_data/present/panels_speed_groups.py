"""Panels of "Kecepatan respons" by classification and by SKPD."""

from __future__ import annotations

from lapor_data.domain import numbers
from lapor_data.domain.regions import place_name
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import (
    Bar,
    RankedBars,
    Spans,
)
from lapor_data.present.panel import Column, Panel, RowsChoice, Table
from lapor_data.present.panels_speed import span, times
from lapor_data.questions.filters import EMPTY
from lapor_data.questions.rows import RowsOf
from lapor_data.questions.summary import AgencyRow

AGENCIES = 15
NO_CLASS = "Tanpa klasifikasi"
NO_AGENCY = "Tanpa nama SKPD"


def by_classification(b: Briefing) -> Panel:
    """Each classification against its own limit."""
    rows = b.classes
    bars = tuple(
        Bar(
            f"{row.classification or NO_CLASS} (batas {row.limit_wd} HK)",
            row.measures.within_limit_shown or 0.0,
            f"{numbers.percent(row.measures.within_limit_shown)} · "
            f"n = {numbers.number(row.measures.valid)}",
            tone="muted" if row.measures.valid < b.settings.sampel_minimum else "plain",
        )
        for row in rows
    )
    share = b.now.within_limit_shown
    title = (
        f"{numbers.percent(share)} direspons dalam batas klasifikasinya"
        if share is not None
        else "Waktu respons belum diketahui"
    )
    return Panel(
        slug="kecepatan-klasifikasi",
        title=title,
        unit="% aduan sah yang direspons dalam batasnya",
        n=b.now.valid,
        alt=title,
        source=b.sources_line,
        notes=("Batas: PermenPANRB 62/2018",),
        table=Table(
            (
                Column("Klasifikasi"),
                Column("Batas HK", "count"),
                Column("Aduan sah", "count"),
                Column("Bercap waktu", "count"),
                Column("Median HK", "decimal", 1),
                Column("Persentil 90 HK", "decimal", 1),
                Column("Dalam batas", "percent", 1),
            ),
            tuple(
                (
                    row.classification or NO_CLASS,
                    row.limit_wd,
                    row.measures.valid,
                    row.measures.timed,
                    *times(row.measures),
                    row.measures.within_limit_shown,
                )
                for row in rows
            ),
        ),
        chart=RankedBars(bars, "%", whole=100.0),
        rows=tuple(
            RowsChoice(
                row.classification or NO_CLASS,
                RowsOf("valid", classification=row.classification or EMPTY),
            )
            for row in rows
        ),
    )


def by_agency(b: Briefing) -> Panel:
    """The SKPD with most complaints, busiest first."""
    limit = b.settings.respons_pertama
    ordered = [row for row in b.agencies if row.agency][:AGENCIES]
    slow = max(
        (row for row in ordered if row.measures.enough),
        key=lambda row: row.measures.response_median_wd or 0,
        default=None,
    )
    if slow is None:
        title = "Kecepatan menurut SKPD"
    elif (slow.measures.response_median_wd or 0) <= limit:
        title = f"Median SKPD teramai dalam {limit} hari kerja"
    else:
        title = (
            f"Paling lambat: {slow.agency} {place_name(slow.place, short=True)}, median "
            f"{numbers.number(slow.measures.response_median_wd, 1)} HK"
        )
    return Panel(
        slug="kecepatan-skpd",
        title=title,
        unit=f"hari kerja, {len(ordered)} SKPD dengan aduan terbanyak",
        n=sum(row.measures.timed for row in ordered),
        alt=title,
        source=b.sources_line,
        table=Table(
            (
                Column("SKPD"),
                Column("Wilayah"),
                Column("Aduan sah", "count"),
                Column("Tindak lanjut", "percent", 1),
                Column("Bercap waktu", "count"),
                Column("Median HK", "decimal", 1),
                Column("Persentil 90 HK", "decimal", 1),
            ),
            tuple(
                (
                    row.agency or NO_AGENCY,
                    place_name(row.place),
                    row.measures.valid,
                    row.measures.followed_up_percent,
                    row.measures.timed,
                    *times(row.measures),
                )
                for row in b.agencies
            ),
        ),
        chart=Spans(
            tuple(
                span(
                    _office(b, row),
                    row.measures,
                    limit,
                    False,
                )
                for row in ordered
            ),
            "HK",
            "median",
            "bercap waktu",
            1,
            float(limit),
            f"batas {limit} HK",
        ),
        rows=tuple(
            RowsChoice(
                _office(b, row),
                RowsOf("valid", place=row.place, agency=row.agency),
            )
            for row in ordered
        ),
    )


def _office(b: Briefing, row: AgencyRow) -> str:
    """The SKPD with its place, unless only one place is chosen."""
    name = row.agency or NO_AGENCY
    return name if b.filter.place else f"{name} · {place_name(row.place, short=True)}"
