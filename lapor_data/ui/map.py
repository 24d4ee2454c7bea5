"""The map of the 13 with its legend, and the same as a list for those who cannot use a map."""

from __future__ import annotations

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.domain.regions import BY_CODE
from lapor_data.present.charts import RegionColours
from lapor_data.present.palette import SEQUENTIAL, on_class, palette
from lapor_data.present.panel import Panel
from lapor_data.present.panels_map import MEASURES
from lapor_data.ui import selection
from lapor_data.ui.frame import View
from lapor_data.ui.panels import details, profile_link
from lapor_data.ui.text import marked_table, safe

_KEY = "peta-klik"
HEIGHT = 560


def measures() -> dict[str, str]:
    """The measures of the map by their name in the address."""
    return {key: measure.name for key, measure in MEASURES.items()}


def draw_map(view: View, measure: str) -> None:
    """Map two thirds, list one third, same order and colours; a click chooses the region."""
    panel = view.panel("peta-wilayah", measure)
    chart = panel.chart
    if not isinstance(chart, RegionColours):
        raise TypeError(panel.slug)
    left, right = st.columns([2, 1])
    with left:
        _map(view, panel, chart)
    with right:
        if view.filter.place in BY_CODE:
            _region_card(view, panel, chart)
        else:
            with st.container(horizontal=True, vertical_alignment="top", gap="xsmall", wrap=False):
                st.subheader(safe(panel.title), anchor=False)
                details(view, panel)
        st.markdown(_legend(view, chart))
        st.markdown(_list(view, panel, chart))
    st.caption(" · ".join(map(safe, [*panel.notes, panel.source])))


def _map(view: View, panel: Panel, chart: RegionColours) -> None:
    # Only here: pydeck and the browser's map code (3 MB) load when the map is looked at.
    from lapor_data.present.deck import POLYGONS, deck

    # Not the view: Streamlit keeps the callback of a widget as long as the session lasts, also
    # after the page was left, and with a view the data of that moment would stay open as long.
    chosen = view.filter

    def click() -> None:
        picked = st.session_state[_KEY].selection.objects.get(POLYGONS, [])
        place = picked[0]["properties"]["kode"] if picked else None
        selection.choose(chosen.with_(place=place))

    st.pydeck_chart(
        deck(chart, palette(view.ground)),
        height=HEIGHT,
        on_select=click,
        key=_KEY,
        alt=panel.alt,
    )


def _legend(view: View, chart: RegionColours) -> str:
    colours = palette(view.ground)
    parts = [
        f"{_swatch(SEQUENTIAL[index], on_class(index))} {safe(name)}"
        for index, name in enumerate(chart.class_names)
        if name
    ]
    if None in chart.classes:
        parts.append(f"{_swatch(colours.muted, colours.ink)} data belum cukup")
    unit = f"{safe(chart.unit)} " if chart.unit else ""
    return f":small[{unit}{' '.join(parts)}]"


def _list(view: View, panel: Panel, chart: RegionColours) -> str:
    colours = palette(view.ground)
    rows = []
    for place, name, text, kind in zip(
        chart.codes, chart.labels, chart.texts, chart.classes, strict=True
    ):
        fill = colours.muted if kind is None else SEQUENTIAL[kind]
        ink = colours.ink if kind is None else on_class(kind)
        shown = f"**{safe(name)}**" if place == chart.chosen else safe(name)
        rows.append((f"{_swatch(fill, ink)} {shown}", safe(text)))
    return marked_table(["Kabupaten/kota", safe(panel.table.columns[1].head)], rows, [False, True])


def _region_card(view: View, panel: Panel, chart: RegionColours) -> None:
    place = view.filter.place or ""
    region = BY_CODE[place]
    sentence = chart.sentences[chart.codes.index(place)]
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="top", gap="xsmall", wrap=False):
            st.markdown(f"**{safe(region.name)}** · ibu kota {safe(region.capital)}")
            details(view, panel)
        st.markdown(safe(sentence.partition(": ")[2].capitalize()))
        st.caption(f"{numbers.number(region.population)} penduduk (Sensus 2020)")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(
                "Lihat semua wilayah",
                icon=":material/close:",
                on_click=selection.choose,
                args=(view.filter.with_(place=None),),
            )
            profile_link("Buka profil", view.filter, icon=True)


def _swatch(fill: str, ink: str) -> str:
    """A small patch of colour as Streamlit's own markup; both colours are ours."""
    return f':color[&nbsp;&nbsp;&nbsp;&nbsp;]{{foreground="{ink}" background="{fill}"}}'
