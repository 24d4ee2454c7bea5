"""Panel of "Profil": the subject's open complaints by age and urgency."""

from __future__ import annotations

from lapor_data.domain import numbers
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Part, Stacked, Tone
from lapor_data.present.panel import Column, Panel, Table
from lapor_data.questions import worklist as w

_TONES: dict[w.Urgency, Tone] = {
    w.OVERDUE: "broken",
    w.DUE_SOON: "accent",
    w.SAFE: "plain",
    w.PAUSED: "muted",
}


def by_age(b: Briefing) -> Panel:
    """What is open at the data date, whatever the period: a backlog is a backlog."""
    open_now = w.worklist(b.source, b.filter, b.data_date)
    total = w.backlog_of(open_now.rows)
    bands = w.by_age(open_now.rows)
    if total.overdue:
        title = (
            f"{numbers.number(total.overdue)} dari {numbers.number(total.total)} aduan terbuka "
            "lewat batas"
        )
    elif total.total:
        title = f"{numbers.number(total.total)} aduan terbuka, tidak ada yang lewat batas"
    else:
        title = "Tidak ada aduan yang masih terbuka"
    return Panel(
        slug="profil-tunggakan",
        title=title,
        unit=f"aduan terbuka per {numbers.long_date(b.data_date)} menurut umur dalam hari kerja",
        n=total.total,
        alt=f"{title}. Batang bertumpuk menurut umur.",
        source=b.sources_line,
        notes=("Semua aduan yang belum selesai, juga dari sebelum periode yang dipilih",),
        table=Table(
            (
                Column("Umur"),
                *(Column(name, "count") for name in w.URGENCIES.values()),
                Column("Semua", "count"),
            ),
            tuple(
                (
                    band.label,
                    *(band.backlog.count(urgency) for urgency in w.URGENCIES),
                    band.backlog.total,
                )
                for band in bands
                if total.total
            ),
        ),
        chart=Stacked(
            tuple(band.label for band in bands),
            tuple(
                Part(
                    name.partition(":")[0],
                    tuple(float(band.backlog.count(urgency)) for band in bands),
                    tuple(band.backlog.count(urgency) for band in bands),
                    _TONES[urgency],
                )
                for urgency, name in w.URGENCIES.items()
            ),
            tuple(numbers.number(band.backlog.total) for band in bands),
            "aduan",
        ),
    )
