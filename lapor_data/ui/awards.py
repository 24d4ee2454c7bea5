"""The winners as quiet cards."""

from __future__ import annotations

import streamlit as st

from lapor_data.present.charts import Podium
from lapor_data.questions.scoring import PROFILES
from lapor_data.ui.frame import View
from lapor_data.ui.panels import details
from lapor_data.ui.rows import open_rows
from lapor_data.ui.text import safe


def profiles() -> dict[str, str]:
    """The award profiles by their name in the address."""
    return {profile.slug: profile.name for profile in PROFILES}


def draw_podium(view: View, slug: str, option: str) -> None:
    """The first three ranks: score large, the three parts with their counts, and the rows."""
    panel = view.panel(slug, option)
    if not isinstance(panel.chart, Podium):
        raise TypeError(slug)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.header(safe(panel.title), anchor=False)
        details(view, panel)
    if not panel.chart.cards:
        return
    for column, card in zip(st.columns(len(panel.chart.cards)), panel.chart.cards, strict=True):
        with column, st.container(border=True, height="stretch", gap="xsmall"):
            st.metric(f":yellow[**Peringkat {card.rank}**]", f"{safe(card.text)}")
            st.markdown(f"**{safe(card.name)}**")
            for part in card.parts:
                st.markdown(
                    f"**{safe(part.text)}** {safe(part.label)} :gray[· {safe(part.counts)}]"
                )
            if card.note:
                st.caption(safe(card.note))


def draw_reasons(view: View, slug: str, option: str) -> None:
    """Why this score, for any region: the sum in figures, and the rows behind each part."""
    with st.container(border=True):
        _reasons(view, slug, option)


@st.fragment
def _reasons(view: View, slug: str, option: str) -> None:
    panel = view.panel(slug, option)
    if not isinstance(panel.chart, Podium) or not panel.chart.cards:
        return
    cards = panel.chart.cards
    st.subheader(safe(panel.title), anchor=False)
    place = st.selectbox(
        "Kabupaten/kota",
        range(len(cards)),
        format_func=lambda index: f"{cards[index].rank}. {cards[index].name}",
        key=f"mengapa-{option}",
        label_visibility="collapsed",
        width=320,
    )
    card = cards[place or 0]
    terms = " + ".join(part.text for part in card.parts)
    st.markdown(f"**{safe(card.text)}** = {safe(terms)}")
    with st.container(horizontal=True):
        first = (place or 0) * len(card.parts)
        for choice, part in zip(panel.rows[first:], card.parts, strict=False):
            if st.button(
                safe(f"{part.label}: {part.counts}"),
                icon=":material/list:",
                key=f"mengapa-{part.label}",
            ):
                open_rows(view, choice.label, (choice,))
    st.caption(safe(panel.notes[0]))
