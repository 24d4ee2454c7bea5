"""The winners as quiet cards."""

from __future__ import annotations

import streamlit as st

from lapor_data.present.charts import Podium
from lapor_data.questions.scoring import PROFILES
from lapor_data.ui.frame import View
from lapor_data.ui.panels import details
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
        st.markdown(f"## {safe(panel.title)}", width="stretch")
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
