"""What the page says in words: the sentence of the period and what needs attention."""

from __future__ import annotations

import streamlit as st

from lapor_data.ui import data
from lapor_data.ui.frame import BY_SLUG, View
from lapor_data.ui.panels import details
from lapor_data.ui.text import safe


def draw_sentence(view: View) -> None:
    """The period in one sentence, in large type; beside it what lies behind the key figures."""
    with st.container(horizontal=True, vertical_alignment="top", gap="xsmall", wrap=False):
        st.header(safe(data.sentence(view.briefing, view.snapshot.key)), anchor=False)
        details(view, view.panel("ringkasan-angka"))


def draw_attention(view: View) -> None:
    """Three to five sentences, each a link to its page with the filter set."""
    items = data.attention(view.briefing, view.snapshot.key)
    if not items:
        return
    with st.container(border=True, gap="xsmall"):
        st.subheader("Perlu perhatian", anchor=False)
        for item in items:
            page = BY_SLUG[item.page or "ringkasan"]
            if page.exists:
                st.page_link(
                    page.script,
                    label=safe(item.sentence),
                    icon=page.icon,
                    query_params=item.address,
                )
            else:
                st.markdown(safe(item.sentence))
