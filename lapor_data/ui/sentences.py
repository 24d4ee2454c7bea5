"""What the page says in words: the sentence of the period and what needs attention."""

from __future__ import annotations

import streamlit as st

from lapor_data.present.conclusions import NOTHING, conclusions
from lapor_data.ui import data
from lapor_data.ui.frame import BY_SLUG, View
from lapor_data.ui.panels import details
from lapor_data.ui.text import safe

# What Ringkasan concludes, in the order of a report: the panel and the word above its sentences.
_REPORT = (
    ("ringkasan-angka", "Aduan"),
    ("topik-naik", "Topik"),
    ("kecepatan-wilayah", "Kecepatan respons"),
    ("penghargaan-skor", "Bobot nilai"),
)


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


def draw_conclusions(view: View) -> None:
    """The panels in sentences, to read out or to copy into a letter."""
    said = {
        title: sentences
        for slug, title in _REPORT
        if (sentences := conclusions(view.panel(slug))) != (NOTHING,)
    }
    if not said:
        return
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="top", gap="xsmall", wrap=False):
            st.subheader("Kesimpulan", anchor=False)
            with st.popover(
                "",
                icon=":material/content_copy:",
                type="tertiary",
                help="Salin kalimat",
                key="salin-kesimpulan",
            ):
                text = "\n".join(f"{title}: {' '.join(words)}" for title, words in said.items())
                st.code(f"{view.filter.sentence()}\n{text}", language=None, wrap_lines=True)
        for title, words in said.items():
            st.markdown(f"**{safe(title)}** · {safe(' '.join(words))}")
