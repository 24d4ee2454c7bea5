"""The page "Profil": choosing a kabupaten/kota, the head of its profile, its SKPD."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lapor_data.domain.regions import REGIONS, place_name
from lapor_data.present.panel import Panel
from lapor_data.present.panels_profile_trend import TRENDS
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.ui import data, selection
from lapor_data.ui.frame import BY_SLUG, View
from lapor_data.ui.panels import details
from lapor_data.ui.sentences import draw_attention
from lapor_data.ui.text import safe

AGENCIES_AT_FIRST = 10
_PLACE_OF_NAME = {region.name: region.code for region in REGIONS}
# The columns of the two lists; only numbers stand on the right.
_CHOICE_WIDTHS = (8, 3, 3, 3, 3, 8)
_AGENCY_WIDTHS = (8, 3, 3, 3, 3, 3)
_CHOICE_NUMBERS = 4
_AGENCY_NUMBERS = 5


def trends() -> dict[str, str]:
    """The measures of the trend by their name in the address."""
    return TRENDS


def draw_choice(view: View) -> bool:
    """Where no place is chosen: the 13 with rank and count, each a way to its profile. Says
    whether it was drawn."""
    if view.filter.place is not None:
        return False
    panel = view.panel("profil-peringkat")
    # The panel's columns: rank, name, score, rank before, sah, follow-up, in time, remark.
    shown = panel.table.shown()
    with st.container(border=True, gap=None):
        _head(view, panel)
        _line(
            _CHOICE_WIDTHS,
            _CHOICE_NUMBERS,
            ("Kabupaten/kota", "Aduan sah", "Bobot nilai", "Tindak lanjut", "Tepat waktu", ""),
        )
        for raw, row in zip(panel.table.rows, shown, strict=True):
            chosen = view.filter.with_(place=_PLACE_OF_NAME[raw[1]])
            cells = (row[4], row[2], row[5], row[6], row[7])
            name = f"{row[0]}. {row[1]}" if raw[0] else row[1]
            _link_line(_CHOICE_WIDTHS, _CHOICE_NUMBERS, name, chosen, cells)
        st.caption(" · ".join(map(safe, [*panel.notes, panel.source])))
    return True


def draw_head(view: View) -> None:
    """Name, rank and its change, the period in one sentence, and what stands out."""
    subject = view.briefing.subject
    if subject is None:
        return
    panel = view.panel("profil-peringkat")
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.header(safe(subject.name), anchor=False, width="content")
            details(view, panel)
        notes = f" :gray[· {safe(' · '.join(panel.notes))}]" if panel.notes else ""
        st.markdown(f"**{safe(panel.title)}**{notes}")
        sentence = data.sentence(view.briefing, view.snapshot.key).partition(": ")[2]
        st.markdown(safe(sentence[:1].upper() + sentence[1:]))
        if subject.agency:
            whole = view.filter.with_(agencies=())
            _way(f"Profil {place_name(subject.place)}", whole, icon=BY_SLUG["profil"].icon)


def draw_notices(view: View) -> None:
    """What stands out about one of the 13: few complaints (with the test that says so), and what
    Ringkasan would say of it."""
    subject = view.briefing.subject
    if subject is None or not subject.is_region:
        return
    for low in view.briefing.low_volume:
        if low.row.place == subject.place:
            for sentence in low.sentences:
                st.markdown(f":material/flag: {safe(sentence)}")
    draw_attention(view)


def draw_agencies(view: View) -> None:
    """The SKPD of the place, busiest first, each a way to its own profile."""
    panel = view.panel("profil-skpd")
    shown = panel.table.shown()
    more = len(shown) - AGENCIES_AT_FIRST
    whole = st.session_state.get("profil-skpd-semua", False)
    mine = view.briefing.subject.agency if view.briefing.subject else None
    with st.container(border=True, gap=None):
        _head(view, panel)
        if panel.is_empty:
            return
        # The panel's columns: name, sah, follow-up, closed, in time, median, p90, timed.
        _line(
            _AGENCY_WIDTHS,
            _AGENCY_NUMBERS,
            ("SKPD", "Aduan sah", "Tindak lanjut", "Tepat waktu", "Median HK", "Bercap waktu"),
        )
        for row in shown if whole else shown[:AGENCIES_AT_FIRST]:
            chosen = view.filter.with_(agencies=(row[0],))
            cells = (row[1], row[2], row[4], row[5], row[7])
            _link_line(
                _AGENCY_WIDTHS, _AGENCY_NUMBERS, row[0], chosen, cells, strong=row[0] == mine
            )
        if more > 0:
            st.toggle(f"Tampilkan semua ({len(shown)} SKPD)", key="profil-skpd-semua")
        st.caption(" · ".join(map(safe, [*panel.notes, panel.source])))


def _way(label: str, chosen: ComplaintFilter, icon: str | None = None) -> None:
    """A way to another profile. A button: a page link to the page one is on leaves the address as
    it was."""
    st.button(
        f":primary[{safe(label)}]",
        key=f"profil-{label}",
        icon=icon,
        type="tertiary",
        on_click=selection.choose,
        args=(chosen,),
    )


def page_link(view: View, slug: str, label: str) -> None:
    """A link to another page with the filter set; nothing while that page is not there."""
    page = BY_SLUG[slug]
    address = view.filter.address()
    subject = view.briefing.subject
    if slug == "bengkel" and subject and subject.agency and subject.scope:
        # An SKPD is compared with the SKPD of its place, not the 13 by its complaints alone.
        whole = view.filter.with_(agencies=())
        address = whole.address() | {"lingkup": subject.scope.key}
    if page.exists:
        st.page_link(page.script, label=label, icon=page.icon, query_params=address)


def _head(view: View, panel: Panel) -> None:
    with st.container(horizontal=True, vertical_alignment="top", gap="xsmall", wrap=False):
        with st.container(gap=None):
            st.subheader(safe(panel.title), anchor=False)
            st.caption(safe(panel.subtitle))
        details(view, panel)


def _line(widths: Sequence[int], numbers: int, cells: Sequence[str]) -> None:
    """The heads of a list."""
    for index, (column, cell) in enumerate(zip(st.columns(widths), cells, strict=True)):
        with column:
            st.caption(safe(cell), text_alignment="right" if 0 < index <= numbers else "left")


def _link_line(
    widths: Sequence[int],
    numbers: int,
    label: str,
    chosen: ComplaintFilter,
    cells: Sequence[str],
    *,
    strong: bool = False,
) -> None:
    first, *others = st.columns(widths, vertical_alignment="center")
    with first:
        _way(label, chosen)
    for index, (column, cell) in enumerate(zip(others, cells, strict=True)):
        with column:
            text = f"**{safe(cell)}**" if strong else safe(cell)
            st.markdown(text, text_alignment="right" if index < numbers else "left")
