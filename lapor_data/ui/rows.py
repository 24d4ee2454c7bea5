"""The rows behind a figure: 50 a page, masked, downloadable as CSV."""

from __future__ import annotations

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.domain.access import AccessError
from lapor_data.domain.regions import place_name
from lapor_data.present.panel import RowsChoice
from lapor_data.questions import rows as questions
from lapor_data.ui.frame import View
from lapor_data.ui.sign_in import ask_again, while_allowed
from lapor_data.ui.text import safe, table

PAGE_SIZE = 50


def open_rows(view: View, title: str, choices: tuple[RowsChoice, ...]) -> None:
    """The dialog with the rows of a panel; more than one set of rows can be chosen in it."""

    @st.dialog(f"Baris di baliknya: {title}", width="large")
    def body() -> None:
        ask_again()
        choice = choices[0]
        if len(choices) > 1:
            index = st.selectbox(
                "Bagian",
                range(len(choices)),
                format_func=lambda index: choices[index].label,
                key="baris-bagian",
            )
            choice = choices[index or 0]
        try:
            place = questions.rows_place(view.snapshot, view.filter, choice.spec.place)
        except AccessError as error:
            st.info(safe(error), icon=":material/lock:")
            return
        if place and place != (choice.spec.place or view.filter.place):
            st.caption(safe(f"Hanya baris {place_name(place)}, menurut peran Anda."))
        head = st.container(horizontal=True, vertical_alignment="center")
        listing = st.container()
        page = st.session_state.get("baris-halaman", 1)
        found = questions.rows(view.snapshot, view.filter, choice.spec, page - 1, PAGE_SIZE)
        pages = max(1, -(-found.total // PAGE_SIZE))
        if page > pages:
            st.session_state["baris-halaman"] = 1
            found = questions.rows(view.snapshot, view.filter, choice.spec, 0, PAGE_SIZE)
        with head:
            st.markdown(f"**{numbers.number(found.total)} aduan**", width="stretch")
            st.download_button(
                "Unduh CSV",
                while_allowed(lambda: questions.rows_csv(view.snapshot, view.filter, choice.spec)),
                file_name=f"{file_name(view, 'aduan')}.csv",
                mime="text/csv",
                icon=":material/download:",
                on_click="ignore",
                key="baris-unduh",
            )
        with listing:
            st.markdown(_listing(found))
        if pages > 1:
            st.pagination(pages, key="baris-halaman")

    body()


def file_name(view: View, what: str) -> str:
    """A file name that says what it holds: "lapor-topik_2023-S1_banjarbaru"."""
    place = place_name(view.filter.place, short=True) if view.filter.place else "semua-wilayah"
    words = f"lapor-{what}_{view.filter.period.key}_{place}".lower()
    return "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in words)


_HEADS = ("Tracking ID", "Masuk", "Judul", "Wilayah", "SKPD", "Topik", "Tahap", "Respons HK")


def _listing(found: questions.RowsPage) -> str:
    return table(
        _HEADS,
        (
            (
                str(row.tracking_id),
                numbers.short_date(row.received_date),
                row.title,
                row.place_name,
                row.agency or numbers.NO_VALUE,
                row.category or numbers.NO_VALUE,
                row.stage,
                numbers.number(row.response_wd),
            )
            for row in found.rows
        ),
        (False,) * 7 + (True,),
    )
