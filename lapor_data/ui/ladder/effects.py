"""Programmes on the trend of complaints, and before and after each of them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.present.panel import RowsChoice
from lapor_data.questions.periods import Period
from lapor_data.questions.rows import RowsOf
from lapor_data.ui.frame import View
from lapor_data.ui.panels import draw as draw_panel
from lapor_data.ui.rows import open_rows
from lapor_data.ui.sign_in import fragment
from lapor_data.ui.text import safe


def draw(view: View) -> None:
    """The part "Program": trend with flags, ratios, and the rows behind each side."""
    draw_panel(view, "tangga-tren")
    draw_panel(view, "tangga-sebelum-sesudah")
    _rows(view)


@fragment
def _rows(view: View) -> None:
    found = [result for result in view.briefing.programme_effects if result.sides]
    if not found:
        return
    with st.container(border=True):
        st.subheader("Aduan di kedua sisi program", anchor=False)
        number = st.selectbox(
            "Program",
            range(len(found)),
            format_func=lambda index: f"{found[index].record.title} ({found[index].record.when})",
            key="tangga-program",
            label_visibility="collapsed",
            width=480,
        )
        result = found[number or 0]
        if result.sides is None:
            return
        record = result.record
        with st.container(horizontal=True):
            for name, period, count in (
                ("sebelum", result.sides.before, result.sides.count_before),
                ("sesudah", result.sides.after, result.sides.count_after),
            ):
                label = f"{numbers.number(count)} aduan {name} · {period.label}"
                if st.button(safe(label), icon=":material/list:", key=f"tangga-{name}"):
                    _open(view, period, label, record.place, record.topic)
        earlier = result.year_before
        if earlier and earlier.ratio.ratio is not None:
            st.caption(
                safe(
                    "Pekan yang sama setahun sebelumnya, tanpa program ini: "
                    f"{numbers.number(earlier.count_before)} → "
                    f"{numbers.number(earlier.count_after)} aduan, "
                    f"rasio {numbers.number(earlier.ratio.ratio, 2)}."
                )
            )


def _open(view: View, period: Period, title: str, place: str | None, topic: str | None) -> None:
    chosen = view.filter.with_(period=period, place=place or view.filter.place)
    if topic:
        chosen = chosen.with_(categories=(topic,))
    open_rows(replace(view, filter=chosen), title, (RowsChoice("Aduan sah", RowsOf("valid")),))
