"""Panels of "Tindak lanjut": open complaints by region or SKPD, and by age; the list as a table.

Both panels take the day as option ("2023-08-01"; "" = the data date). They do not obey the
filter's period: what is open is open whenever it came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from lapor_data.domain import numbers
from lapor_data.domain.regions import place_name
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Part, Stacked
from lapor_data.present.panel import Column, Panel, Table
from lapor_data.present.ties import named_with
from lapor_data.present.tone import Tone
from lapor_data.questions.backlog import (
    Backlog,
    GroupBacklog,
    backlog_of,
    by_age,
    by_agency,
    by_region,
)
from lapor_data.questions.reminders import distance
from lapor_data.questions.worklist import (
    DUE_SOON,
    OVERDUE,
    PAUSED,
    SAFE,
    URGENCIES,
    OpenComplaint,
    Urgency,
    Worklist,
)

GROUPS = 15
NO_AGENCY = "Belum ada SKPD"
PLACE = "Wilayah"
SHORT: dict[Urgency, str] = {
    OVERDUE: "Lewat batas",
    DUE_SOON: "Jatuh tempo",
    SAFE: "Aman",
    PAUSED: "Dijeda",
}
# Red for the broken limit, green for what is safe.
_TONES: dict[Urgency, Tone] = {
    OVERDUE: "broken",
    DUE_SOON: "plain",
    SAFE: "accent",
    PAUSED: "muted",
}
_IN_LIST = "barisnya di daftar aduan terbuka"


def by_group(b: Briefing, option: str) -> Panel:
    """Open complaints by urgency: per region, or per SKPD where a region is chosen."""
    listed = _listed(b, option)
    one_place = b.filter.place is not None
    groups = by_agency(listed.rows) if one_place else by_region(listed.rows)
    shown = groups[:GROUPS]
    who = "SKPD" if one_place else "Wilayah"
    title = f"{who} dengan aduan terbuka"
    if groups and groups[0].backlog.overdue:
        most = groups[0].backlog.overdue
        first = [group_name(g, one_place) for g in groups if g.backlog.overdue == most]
        told = named_with(first, f"{numbers.number(most)} aduan", who if one_place else who.lower())
        title = f"Terbanyak lewat batas: {told}"
    notes = [f"Per {numbers.long_date(listed.as_of)}, semua waktu masuk", _IN_LIST]
    if len(groups) > GROUPS:
        notes.append(f"{GROUPS} dari {numbers.number(len(groups))} digambar, semua di tabel")
    return Panel(
        slug="tindak-lanjut-wilayah",
        title=title,
        unit="aduan sah yang terbuka",
        n=len(listed.rows),
        alt=f"{title}. Batang bertumpuk per {'SKPD' if one_place else 'wilayah'} menurut desakan.",
        source=b.sources_line,
        notes=tuple(notes),
        table=Table(
            (Column(who), *_urgency_columns()),
            tuple((group_name(group, one_place), *_cells(group.backlog)) for group in groups),
        ),
        chart=_stacked(
            [group_name(group, one_place) for group in shown],
            [group.backlog for group in shown],
        ),
    )


def by_band(b: Briefing, option: str) -> Panel:
    """Open complaints by the working days on their clock."""
    listed = _listed(b, option)
    oldest = by_age(listed.rows)[-1].backlog
    running = oldest.total - oldest.paused
    title = (
        f"{numbers.number(running)} aduan terbuka lebih dari 60 hari kerja"
        if running
        else "Tidak ada aduan terbuka lebih dari 60 hari kerja"
    )
    return _ages(b, listed, "tindak-lanjut-umur", title)


def of_subject(b: Briefing) -> Panel:
    """The same at the data date for one subject's profile, told by how much is past its limit."""
    listed = _listed(b, "")
    total = backlog_of(listed.rows)
    if total.overdue:
        title = (
            f"{numbers.number(total.overdue)} dari {numbers.number(total.total)} aduan terbuka "
            "lewat batas"
        )
    elif total.total:
        title = f"{numbers.number(total.total)} aduan terbuka, tidak ada yang lewat batas"
    else:
        title = "Tidak ada aduan yang masih terbuka"
    return _ages(b, listed, "profil-tunggakan", title)


def _ages(b: Briefing, listed: Worklist, slug: str, title: str) -> Panel:
    bands = by_age(listed.rows)
    return Panel(
        slug=slug,
        title=title,
        unit="aduan sah yang terbuka, menurut hari kerja (HK) pada jamnya",
        n=len(listed.rows),
        alt=f"{title}. Batang bertumpuk per kelompok umur menurut desakan.",
        source=b.sources_line,
        notes=(
            f"Per {numbers.long_date(listed.as_of)}, semua waktu masuk",
            "Jam berjalan sejak disposisi, atau sejak diterima bila tidak tercatat",
            _IN_LIST,
        ),
        table=Table(
            (Column("Umur"), *_urgency_columns()),
            tuple((band.label, *_cells(band.backlog)) for band in bands if listed.rows),
        ),
        chart=_stacked([band.label for band in bands], [band.backlog for band in bands]),
    )


def group_name(group: GroupBacklog, one_place: bool) -> str:
    """The SKPD where all are of one place, else the place."""
    return group.agency or NO_AGENCY if one_place else place_name(group.place, short=True)


def office_name(place: str, agency: str | None) -> str:
    """The SKPD and its place in short: "Dinas PUPR · Banjarmasin"."""
    return f"{agency or NO_AGENCY} · {place_name(place, short=True)}"


def list_table(rows: Iterable[OpenComplaint]) -> Table:
    """The work list as a table for screen and CSV; raw numbers of working days."""
    return Table(
        (
            Column("Tracking ID"),
            Column("SKPD"),
            Column(PLACE),
            Column("Keadaan"),
            Column("Judul"),
            Column("Langkah berikut"),
            Column("Umur HK", "count"),
            Column("Batas HK", "count"),
            Column("Topik"),
            Column("Tahap"),
            Column("Diterima", "date"),
            Column("Jam sejak", "date"),
        ),
        tuple(
            (
                str(row.tracking_id),
                row.agency or NO_AGENCY,
                place_name(row.place, short=True),
                state_words(row),
                row.title,
                row.step,
                known_age(row),
                row.limit_wd,
                row.category,
                row.stage,
                row.received_date,
                row.clock_from,
            )
            for row in rows
        ),
    )


def state_words(row: OpenComplaint) -> str:
    """Where the clock stands: "lewat 2 HK", "1 HK lagi", "dijeda sejak 12 Jul 2023", "dijeda"
    (since when is not recorded)."""
    if row.urgency != PAUSED:
        return distance(row)
    if row.paused_since is None:
        return "dijeda"
    return f"dijeda sejak {numbers.short_date(row.paused_since)}"


def known_age(row: OpenComplaint) -> int | None:
    """The HK on its clock; None where it stands still since a day that nobody wrote down."""
    return None if row.urgency == PAUSED and row.paused_since is None else row.age_wd


def _listed(b: Briefing, option: str) -> Worklist:
    return b.worklist(date.fromisoformat(option) if option else None)


def _urgency_columns() -> tuple[Column, ...]:
    return (*(Column(name, "count") for name in URGENCIES.values()), Column("Terbuka", "count"))


def _cells(backlog: Backlog) -> tuple[int, ...]:
    return (*(backlog.count(urgency) for urgency in URGENCIES), backlog.total)


def _stacked(labels: Sequence[str], backlogs: Sequence[Backlog]) -> Stacked:
    return Stacked(
        tuple(labels),
        tuple(
            Part(
                name,
                tuple(float(backlog.count(urgency)) for backlog in backlogs),
                tuple(backlog.count(urgency) for backlog in backlogs),
                _TONES[urgency],
            )
            for urgency, name in SHORT.items()
        ),
        tuple(f"n = {numbers.number(backlog.total)}" for backlog in backlogs),
        "aduan",
    )
