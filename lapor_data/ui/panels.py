"""Drawing panels: title, chart or table, and what lies behind it."""

from __future__ import annotations

from base64 import b64encode

import streamlit as st

from lapor_data.domain.regions import place_name
from lapor_data.present.cards import KeyFigure, KeyFigures
from lapor_data.present.charts import Board
from lapor_data.present.conclusions import conclusions
from lapor_data.present.figure_base import CONFIG
from lapor_data.present.palette import palette
from lapor_data.present.panel import Panel, table_csv
from lapor_data.present.sparkline import sparkline
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.ui import data
from lapor_data.ui.frame import BY_SLUG, View
from lapor_data.ui.rows import file_name, open_rows
from lapor_data.ui.sign_in import fragment, while_allowed
from lapor_data.ui.text import safe, table

_ASKED = "lapor-baris-diminta"


def draw(view: View, slug: str, option: str = "") -> None:
    """One panel of the catalogue in a card of its own. Its controls redraw only the card."""
    with st.container(border=True, height="stretch"):
        _card(view, slug, option)


def draw_figures(view: View, slug: str) -> None:
    """At most five key figures in a row, each with its change in words and a small trend."""
    panel = view.panel(slug)
    if not isinstance(panel.chart, KeyFigures):
        raise TypeError(slug)
    for column, figure in zip(
        st.columns(len(panel.chart.figures), gap="xsmall"), panel.chart.figures, strict=True
    ):
        with column, st.container(border=True, height="stretch", gap=None):
            st.metric(
                figure.label,
                f":red[{safe(figure.text)}]" if figure.tone == "broken" else safe(figure.text),
                help=figure.help or None,
            )
            st.caption(f"{_trend(view, figure)}\n\n{safe(_change(figure))}")


def _trend(view: View, figure: KeyFigure) -> str:
    """The small trend as an image in Markdown (st.image adds a full-screen button in English)."""
    if len(figure.trend) < 2:
        return ""
    drawn = sparkline(figure.trend, palette(view.ground)).encode()
    alt = safe(f"{figure.label}, dari bulan ke bulan")
    return f"![{alt}](data:image/svg+xml;base64,{b64encode(drawn).decode()})"


def _change(figure: KeyFigure) -> str:
    return f"{figure.change} {figure.than}" if figure.change else ""


def draw_folded(view: View, slug: str, title: str) -> None:
    """A panel under a title that opens it; it is asked only once it is open (for questions that
    take long on many rows)."""
    with st.expander(title, key=f"lipat-{slug}", on_change="rerun") as folded:
        if folded.open:
            _card(view, slug, "")


def _ask_rows(slug: str) -> None:
    """Close the popover, which would lie over the dialog, and open the rows on the rerun."""
    st.session_state[f"rinci-{slug}"] = False
    st.session_state[_ASKED] = slug


@fragment
def _card(view: View, slug: str, option: str) -> None:
    panel = view.panel(slug, option)
    as_table = f"tabel-{slug}"
    with st.container(horizontal=True, vertical_alignment="top", gap="xsmall", wrap=False):
        with st.container(gap=None):
            st.subheader(safe(panel.title), anchor=False)
            st.caption(safe(panel.subtitle))
        details(view, panel)
    if panel.is_empty:
        st.caption(" · ".join(map(safe, panel.notes)))
        return
    if panel.chart is None or st.session_state.get(as_table):
        st.markdown(_table(panel))
    else:
        st.plotly_chart(
            data.drawing(
                view.briefing, panel, view.snapshot.key, view.cache_name(option), view.ground
            ),
            theme=None,
            config=CONFIG,
            key=f"gambar-{slug}",
            alt=panel.alt,
        )
    if isinstance(panel.chart, Board):
        _profile_links(view, panel)
    st.caption(" · ".join(map(safe, [*panel.notes, panel.source])))


def profile_link(label: str, chosen: ComplaintFilter, *, icon: bool = False) -> None:
    """A link to the profile of the place or SKPD that a filter chooses; in a list without icon."""
    page = BY_SLUG["profil"]
    if page.exists:
        st.page_link(
            page.script,
            label=safe(label),
            icon=page.icon if icon else None,
            query_params=chosen.address(),
        )


def _profile_links(view: View, panel: Panel) -> None:
    """The places of a board, in its order, each a way to its profile."""
    places = [choice.spec.place for choice in panel.rows if choice.spec.place]
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.caption("Buka profil:", width="content")
        for place in places:
            profile_link(place_name(place, short=True), view.filter.with_(place=place))


def _table(panel: Panel) -> str:
    columns = panel.table.columns
    return table(
        [column.head for column in columns],
        panel.table.shown(),
        [column.is_number for column in columns],
    )


def details(view: View, panel: Panel) -> None:
    """What lies behind the panel; nothing of it is made before it is opened."""
    if st.session_state.pop(_ASKED, None) == panel.slug:
        open_rows(view, panel.title, panel.rows)
    with st.popover(
        "",
        icon=":material/more_horiz:",
        type="tertiary",
        help="Tabel, baris di baliknya, unduhan",
        key=f"rinci-{panel.slug}",
        on_change="rerun",
    ) as popover:
        if not popover.open or panel.is_empty:
            return
        st.caption(safe(" ".join(conclusions(panel))))
        if panel.chart is not None and not isinstance(panel.chart, KeyFigures):
            st.toggle("Lihat sebagai tabel", key=f"tabel-{panel.slug}", persist_state="page")
        if panel.rows:
            st.button(
                "Baris di baliknya",
                icon=":material/list:",
                type="tertiary",
                key=f"baris-{panel.slug}",
                on_click=_ask_rows,
                args=(panel.slug,),
            )
        st.download_button(
            "Unduh tabel (CSV)",
            while_allowed(lambda: table_csv(panel.table)),
            file_name=f"{file_name(view, panel.slug)}.csv",
            mime="text/csv",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            key=f"unduh-{panel.slug}",
        )
