"""The ladder: one step per year, each a little higher, with its evaluations, figures, records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from lapor_data.domain.records import EVALUATION, OUTCOME, PROGRAMME, UNDATED, Record
from lapor_data.present.panel import Panel, RowsChoice
from lapor_data.questions.periods import Period
from lapor_data.questions.rows import RowsOf
from lapor_data.ui.frame import View
from lapor_data.ui.ladder.record import ICONS, open_records
from lapor_data.ui.panels import details
from lapor_data.ui.rows import open_rows
from lapor_data.ui.text import safe

ACROSS = 6
_RISE = 12
_SHORT = 40
_ON_STEPS = (EVALUATION, PROGRAMME, OUTCOME)


def draw(view: View, records: Sequence[Record]) -> None:
    """All years of the data and of the records, `ACROSS` in a row, left to right."""
    panel = view.panel("tangga-tahun")
    figures = {str(row[0]): row for row in panel.table.shown()}
    on_steps = [record for record in records if record.kind in _ON_STEPS]
    by_year: dict[int, list[Record]] = {int(year): [] for year in figures}
    for record in on_steps:
        if record.since:
            by_year.setdefault(record.since.year, []).append(record)
    years = sorted(by_year)
    with st.container(horizontal=True, vertical_alignment="top", gap="xsmall", wrap=False):
        with st.container(gap=None):
            st.subheader(safe(panel.title), anchor=False)
            st.caption(" · ".join(map(safe, [panel.subtitle, *panel.notes, panel.source])))
        details(view, panel)
    for first in range(0, len(years), ACROSS):
        row = years[first : first + ACROSS]
        for place, (column, year) in enumerate(
            zip(st.columns(len(row), gap="xsmall"), row, strict=True)
        ):
            with column:
                st.space(max(1, (len(row) - 1 - place) * _RISE))
                with st.container(border=True, gap="xxsmall"):
                    _step(view, panel, str(year), figures.get(str(year)), by_year[year])
    _undated(view, [record for record in on_steps if record.since is None])


def _undated(view: View, records: Sequence[Record]) -> None:
    """What was done nobody knows when, under the ladder: it has no step to stand on."""
    if not records:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        names = " · ".join(f"{ICONS[record.kind]} {safe(record.title)}" for record in records)
        st.markdown(f":small[:gray[{safe(UNDATED)}: {names}]]", width="content")
        if st.button("Buka", key="catatan-tanpa-waktu", type="tertiary"):
            open_records(view, "tanpa waktu", records)


def _step(
    view: View, panel: Panel, year: str, figures: Sequence[str] | None, records: Sequence[Record]
) -> None:
    st.markdown(f"#### {safe(year)}")
    if figures:
        _, count, followed_up, closed, _, median = figures
        label = safe(f"{count} aduan")
        if st.button(label, key=f"tangga-{year}", type="tertiary", help="Baris di baliknya"):
            whole_year = replace(view, filter=view.filter.with_(period=Period.parse(year)))
            open_rows(whole_year, f"Aduan {year}", (RowsChoice("Aduan sah", RowsOf("valid")),))
        st.markdown(
            f":small[{safe(panel.table.columns[2].head)} **{safe(followed_up)}**]  \n"
            f":small[{safe(panel.table.columns[3].head)} **{safe(closed)}**]  \n"
            f":small[Median **{safe(median)}** HK]"
        )
    else:
        st.caption("Data aduan belum dimuat")
    ordered = sorted(records, key=lambda r: (_ON_STEPS.index(r.kind), r.in_time, r.title))
    if not ordered:
        return
    label = f"Buka {len(ordered)} catatan"
    if st.button(label, key=f"catatan-{year}", icon=":material/open_in_full:", type="tertiary"):
        open_records(view, year, ordered)
    st.markdown("  \n".join(_line(record, view.filter.place) for record in ordered))


def _line(record: Record, place: str | None) -> str:
    # On the steps of one region what the whole province has earned must not look like its own.
    title = safe(record.title if place is None or record.place else f"Provinsi: {record.title}")
    if record.kind != EVALUATION:
        return f":small[:gray[{ICONS[record.kind]} {title}]]"
    # Long figures are read in the record itself.
    figures = f" {safe(record.figures)}" if 0 < len(record.figures) <= _SHORT else ""
    return f":small[:yellow[{ICONS[record.kind]} **{title}**]{figures}]"
