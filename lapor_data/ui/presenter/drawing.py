"""One slide on the stage: 640 × 360 points, which the browser enlarges to the screen."""

from __future__ import annotations

from base64 import b64encode

import streamlit as st

from lapor_data.present.cards import Card, KeyFigure, KeyFigures, Podium
from lapor_data.present.charts import Chart
from lapor_data.present.cover import OWNER, SAMPLE_MARK, Cover
from lapor_data.present.figure_base import CONFIG
from lapor_data.present.figures import Drawn
from lapor_data.present.figures_slide import slide_figure
from lapor_data.present.palette import palette
from lapor_data.present.panel import Table
from lapor_data.present.slides.slide import Slide
from lapor_data.present.sparkline import sparkline
from lapor_data.ui.frame import View
from lapor_data.ui.presenter import actions
from lapor_data.ui.text import safe, table

# A chart is as wide as a slide without its margins. Its size is fixed: measured in the browser it
# would come out enlarged.
WIDTH = 580
# What is left for a chart under a title of one line or two, above caption and footer (points). The
# caption has at most as many lines as in the style.
_ROOM, _TITLE_LINE, _CAPTION_LINE = 309, 27, 14
_TITLE_LETTERS, _CAPTION_LETTERS, _MOST_CAPTION_LINES = 52, 101, 3


def draw_slide(view: View, slide: Slide, cover: Cover, number: int, count: int) -> None:
    """A slide in a container of its own, whose place and size the stage's style gives."""
    with st.container(key=f"slide-page-{number}", gap=None):
        if slide.layout == "judul":
            _cover(slide, cover, number)
            return
        with st.container(key=f"slide-title-{number}", gap=None):
            st.title(safe(slide.title), anchor=False)
        with st.container(key=f"slide-body-{slide.layout}-{number}", gap=None):
            _body(view, slide, number)
        if slide.panel and slide.layout == "isi":
            with st.container(key=f"slide-caption-{number}", gap=None):
                st.caption(safe(slide.caption))
        with st.container(key=f"slide-foot-{number}", gap=None):
            st.caption(safe(cover.footer))
            st.caption(f"{number} / {count}")


def _body(view: View, slide: Slide, number: int) -> None:
    chart = slide.panel.chart if slide.panel else None
    if slide.layout == "kalimat":
        st.markdown(safe(slide.lead))
    elif slide.layout == "butir":
        st.markdown("\n".join(f"- {safe(point)}" for point in slide.points))
    elif slide.layout == "tindakan":
        actions.draw(view)
    elif slide.layout == "tabel" and slide.table:
        draw_table(slide.table)
    elif isinstance(chart, KeyFigures):
        _figures(view, chart, number, slide.lead)
    elif isinstance(chart, Podium):
        _podium(chart, number)
    elif chart is not None and slide.panel:
        _chart(view, slide, chart, slide.panel.alt, number)


def _cover(slide: Slide, cover: Cover, number: int) -> None:
    with st.container(key=f"slide-body-judul-{number}", gap=None):
        st.caption(safe(OWNER))
        st.title(safe(slide.title), anchor=False)
        st.markdown(safe(slide.lead))
        if cover.is_sample:
            st.markdown(f":yellow-badge[{safe(SAMPLE_MARK)}]")


def draw_table(shown: Table) -> None:
    """A short table in large type, numbers on the right."""
    st.markdown(
        table(
            [column.head for column in shown.columns],
            shown.shown(),
            [column.is_number for column in shown.columns],
        )
    )


def _chart(view: View, slide: Slide, chart: Chart, alt: str, number: int) -> None:
    titles = 1 + (len(slide.title) > _TITLE_LETTERS)
    captions = min(_MOST_CAPTION_LINES, 1 + len(slide.caption) // (_CAPTION_LETTERS + 1))
    height = _ROOM - titles * _TITLE_LINE - captions * _CAPTION_LINE
    name = f"{view.snapshot.key}@{view.briefing.records_stamp}|{view.cache_name(slide.key)}"
    st.plotly_chart(
        _drawing(chart, name, repr(chart), view.ground, height),
        theme=None,
        config=CONFIG,
        width=WIDTH,
        height=height,
        key=f"slide-gambar-{number}",
        alt=alt,
    )


# As a resource: a figure is never changed after it is built. The chart itself is part of the key,
# for the award profile may be anything.
@st.cache_resource(show_spinner=False, max_entries=256)
def _drawing(_chart: Chart, name: str, content: str, ground: str, height: int) -> Drawn:
    return Drawn(slide_figure(_chart, palette(ground), height))


def _figures(view: View, chart: KeyFigures, number: int, lead: str) -> None:
    for column, figure in zip(
        st.columns(len(chart.figures), gap="small"), chart.figures, strict=True
    ):
        with column:
            _figure(view, figure, number)
    if lead:
        with st.container(key=f"slide-lead-{number}"):
            st.markdown(safe(lead))


def _figure(view: View, figure: KeyFigure, number: int) -> None:
    text = safe(figure.text)
    st.markdown(f"**{safe(figure.label)}**")
    st.markdown(f"## {f':red[{text}]' if figure.tone == 'broken' else text}")
    if len(figure.trend) > 1:
        drawn = sparkline(figure.trend, palette(view.ground)).encode()
        alt = safe(f"{figure.label}, dari bulan ke bulan")
        st.markdown(f"![{alt}](data:image/svg+xml;base64,{b64encode(drawn).decode()})")
    if figure.change:
        # In a narrow column a dot would begin a line.
        st.caption(safe(f"{figure.change} {figure.than}".replace(" · ", ", ")))


def _podium(chart: Podium, number: int) -> None:
    columns = st.columns(max(len(chart.cards), 1), gap="small")
    for place, (column, card) in enumerate(zip(columns, chart.cards, strict=False), 1):
        with (
            column,
            st.container(
                key=f"slide-card-{number}-{place}", border=True, height="stretch", gap=None
            ),
        ):
            _card(card)


def _card(card: Card) -> None:
    st.markdown(f":yellow[**Peringkat {card.rank}**]")
    st.markdown(f"## {safe(card.text)}")
    st.markdown(f"**{safe(card.name)}**")
    for part in card.parts:
        st.markdown(f"**{safe(part.text)}** {safe(part.label)}  \n:gray[{safe(part.counts)}]")
    if card.note:
        st.caption(safe(card.note))
