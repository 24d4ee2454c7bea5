"""Outcomes, obstacles and plans as short cards; each opens its record."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.domain.records import OBSTACLE, OUTCOME, PLAN, Record
from lapor_data.ui.frame import View
from lapor_data.ui.ladder.record import ICONS, check_line, open_record, topic_link
from lapor_data.ui.text import safe

_ACROSS = 2


def draw_outcomes(view: View, records: Sequence[Record]) -> None:
    """The part "Hasil": what came of complaints, each with the way to its topic."""
    found = [record for record in records if record.kind == OUTCOME]
    if not found:
        st.caption("Belum ada hasil yang dicatat untuk wilayah ini.")
    for first in range(0, len(found), _ACROSS):
        for column, record in zip(
            st.columns(_ACROSS), found[first : first + _ACROSS], strict=False
        ):
            with column, st.container(border=True, height="stretch", gap="xsmall"):
                _head(view, record)
                topic_link(view, record)
                st.caption(safe(f"Sumber: {record.source_line}"))


def draw_plans(view: View, records: Sequence[Record]) -> None:
    """The part "Hambatan dan rencana": what stands in the way, and what is done about it."""
    left, right = st.columns(2)
    for column, kind, title in (
        (left, OBSTACLE, "Hambatan"),
        (right, PLAN, "Rencana aksi"),
    ):
        with column:
            st.subheader(title, anchor=False)
            found = [record for record in records if record.kind == kind]
            if not found:
                st.caption("Belum ada yang dicatat untuk wilayah ini.")
            for record in reversed(found):
                with st.container(border=True, gap="xsmall"):
                    _head(view, record)
                    _standing(view, record)


def _head(view: View, record: Record) -> None:
    if st.button(
        f"**{safe(record.title)}**",
        key=f"daftar-{record.key}",
        icon=ICONS[record.kind],
        type="tertiary",
    ):
        open_record(view, record)
    facts = [record.place_name, record.when, record.figures]
    st.caption(safe(" · ".join(fact for fact in facts if fact)))


def _standing(view: View, record: Record) -> None:
    facts = [record.status, record.owner]
    if record.due:
        facts.append(f"tenggat {numbers.short_date(record.due)}")
    line = safe(" · ".join(fact for fact in facts if fact))
    if record.is_late(view.briefing.data_date):
        line += " · :red[**lewat tenggat**]"
    if line:
        st.markdown(line)
    if checked := check_line(view, record):
        st.caption(checked)
