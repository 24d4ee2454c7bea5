"""The open complaints as a list, 50 a page, and the one that is open beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyarrow as pa
import streamlit as st

from lapor_data.domain.numbers import number
from lapor_data.domain.regions import place_name
from lapor_data.present.panel import Table, table_csv
from lapor_data.present.panels_worklist import PLACE, list_table
from lapor_data.questions.backlog import backlog_of
from lapor_data.questions.worklist import PAUSED, URGENCIES, OpenComplaint, Worklist
from lapor_data.ui.frame import View
from lapor_data.ui.rows import PAGE_SIZE
from lapor_data.ui.selection import option
from lapor_data.ui.sign_in import fragment, while_allowed
from lapor_data.ui.text import safe
from lapor_data.ui.worklist import detail
from lapor_data.ui.worklist.answers import file_name

_EVERYTHING = "semua"
_TABLE_HEIGHT = 420
# Row order by its name on screen; the work list comes with the most pressing first.
_ORDERS: dict[str, Callable[[OpenComplaint], tuple[object, ...]] | None] = {
    "Paling mendesak": None,
    "Paling lama diterima": lambda row: (row.received_date, row.tracking_id),
    "Paling baru diterima": lambda row: (-row.received_date.toordinal(), -row.tracking_id),
    "Wilayah dan SKPD": lambda row: (row.place, row.agency or "", -row.age_wd),
    "Langkah berikut": lambda row: (row.step, row.remaining_wd),
}


@fragment
def draw(view: View, listed: Worklist) -> None:
    """The list with its controls, and the chosen complaint; only this part is drawn again."""
    backlog = backlog_of(listed.shown)
    if len(listed.shown) < len(listed.rows):
        own = place_name(view.person.place) if view.person.place else ""
        st.caption(
            safe(
                f"Daftar, pengingat, dan surat hanya memuat aduan {own}; angka lain di halaman ini "
                "tetap untuk seluruh pilihan."
            )
        )
    labels = {
        urgency: f"{name.partition(':')[0]} ({number(backlog.count(urgency))})"
        for urgency, name in URGENCIES.items()
    } | {_EVERYTHING: f"Semua ({number(backlog.total)})"}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        urgency = option("mendesak", labels, "Desakan")
        order = st.selectbox(
            "Urutan", list(_ORDERS), key="daftar-urutan", label_visibility="collapsed", width=220
        )
    left, right = st.columns([5, 3])
    with left:
        _page(view, listed, _chosen(listed, urgency, order), f"{urgency}|{order}")
    with right:
        detail.draw(view, listed)


def _chosen(listed: Worklist, urgency: str, order: str) -> list[OpenComplaint]:
    rows = [row for row in listed.shown if urgency in (_EVERYTHING, row.urgency)]
    key = _ORDERS[order]
    return sorted(rows, key=key) if key else rows


def _page(view: View, listed: Worklist, rows: Sequence[OpenComplaint], what: str) -> None:
    if not rows:
        st.caption("Tidak ada aduan dengan desakan ini.")
        return
    pages = -(-len(rows) // PAGE_SIZE)
    page_key = f"daftar-halaman|{what}|{listed.as_of}|{view.cache_name()}"
    page = min(st.session_state.get(page_key, 1), pages)
    shown = rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    table_key = f"daftar|{page}|{page_key}"

    # Not the rows: Streamlit keeps a widget's callback as long as the session lasts, and this key
    # is another one for each page and filter.
    ids = [row.tracking_id for row in shown]

    def select() -> None:
        picked = st.session_state[table_key].selection.rows
        detail.choose(ids[picked[0]] if picked else None)

    table = list_table(shown)
    heads = [column.head for column in table.columns]
    has_pauses = any(row.urgency == PAUSED for row in shown)
    st.dataframe(
        _arrow(table),
        height=min(_TABLE_HEIGHT, 36 * len(shown) + 40),
        hide_index=True,
        column_order=[head for head in heads if head != PLACE or not view.filter.place],
        column_config={
            "Tracking ID": st.column_config.TextColumn(width=80),
            "SKPD": st.column_config.TextColumn(width=150),
            PLACE: st.column_config.TextColumn(width=105),
            "Keadaan": st.column_config.TextColumn(width=165 if has_pauses else 115),
            "Langkah berikut": st.column_config.TextColumn(width=150),
            "Umur HK": st.column_config.NumberColumn(width=65),
            "Batas HK": st.column_config.NumberColumn(width=65),
            "Judul": st.column_config.TextColumn(width=260),
            "Topik": st.column_config.TextColumn(width=180),
            "Diterima": st.column_config.DateColumn(format="DD/MM/YYYY", width=95),
            "Jam sejak": st.column_config.DateColumn(format="DD/MM/YYYY", width=95),
        },
        key=table_key,
        on_select=select,
        selection_mode="single-row",
        alt=f"Daftar {number(len(rows))} aduan terbuka, halaman {page} dari {pages}",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        if pages > 1:
            st.pagination(pages, key=page_key)
        st.download_button(
            "Unduh daftar (CSV)",
            while_allowed(lambda: table_csv(list_table(rows))),
            file_name=f"{file_name('tindak-lanjut', view.filter.place, listed.as_of)}.csv",
            mime="text/csv",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            key="daftar-unduh",
        )


def _arrow(table: Table) -> pa.Table:
    """The columns as Arrow, so that numbers and days sort as such."""
    kinds = {"count": pa.int64(), "date": pa.date32()}
    return pa.table(
        {
            column.head: pa.array(
                [row[place] for row in table.rows], kinds.get(column.kind, pa.string())
            )
            for place, column in enumerate(table.columns)
        }
    )
