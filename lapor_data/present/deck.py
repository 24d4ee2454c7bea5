"""The map as a pydeck deck: polygons and labels only, no tiles, so it works without internet."""

from __future__ import annotations

import json
from urllib.parse import quote

import pydeck

from lapor_data.domain.regions import boundaries
from lapor_data.present.charts import RegionColours
from lapor_data.present.outlines import BESIDE, INSIDE
from lapor_data.present.palette import SEQUENTIAL, Palette, on_class

_SHIFT = {"end": [-4, 0], "middle": [0, 0], "start": [4, 0]}
POLYGONS = "wilayah"


def deck(chart: RegionColours, colours: Palette) -> pydeck.Deck:
    """The map of a measure; the layer "wilayah" can be clicked, its objects carry `kode`."""
    by_code = {
        code: (name, text, sentence, kind)
        for code, name, text, sentence, kind in zip(
            chart.codes, chart.labels, chart.texts, chart.sentences, chart.classes, strict=True
        )
    }
    features = []
    labels = []
    for feature in boundaries()["features"]:
        code = feature["properties"]["kode"]
        name, text, sentence, kind = by_code[code]
        chosen = chart.chosen == code
        features.append(
            {
                "type": "Feature",
                "geometry": feature["geometry"],
                "properties": {
                    "kode": code,
                    "kalimat": sentence,
                    "fill": _rgb(colours.muted if kind is None else SEQUENTIAL[kind]),
                    "edge": _rgb(colours.broken if chosen else colours.ground),
                    "width": 4 if chosen else 1,
                },
            }
        )
        ink = colours.ink if code in BESIDE or kind is None else on_class(kind)
        at, _, anchor = BESIDE.get(code) or (INSIDE[code], None, "middle")
        labels.append(
            {
                "at": list(at),
                "text": f"{name}\n{text}",
                "ink": _rgb(ink),
                "anchor": anchor,
                "shift": _SHIFT[anchor],
            }
        )
    return pydeck.Deck(
        layers=[
            pydeck.Layer(
                "GeoJsonLayer",
                {"type": "FeatureCollection", "features": features},
                id=POLYGONS,
                get_fill_color="properties.fill",
                get_line_color="properties.edge",
                get_line_width="properties.width",
                line_width_units="'pixels'",
                pickable=True,
                auto_highlight=True,
                highlight_color=[255, 255, 255, 60],
            ),
            pydeck.Layer(
                "LineLayer",
                [{"from": list(start), "to": list(point)} for start, point, _ in BESIDE.values()],
                id="garis",
                get_source_position="from",
                get_target_position="to",
                get_color=_rgb(colours.secondary),
                get_width=1,
            ),
            pydeck.Layer(
                "TextLayer",
                labels,
                id="nama",
                get_position="at",
                get_text="text",
                get_color="ink",
                get_size=13,
                get_text_anchor="anchor",
                get_pixel_offset="shift",
                get_alignment_baseline="'center'",
                font_family="'Source Sans, Segoe UI, sans-serif'",
                line_height=1.1,
            ),
        ],
        initial_view_state=pydeck.ViewState(
            longitude=115.25, latitude=-3.13, zoom=6.72, min_zoom=6.5, max_zoom=10
        ),
        map_provider=None,
        map_style=_empty_style(colours),
        tooltip={"text": "{kalimat}"},
    )


def _empty_style(colours: Palette) -> str:
    style = {
        "version": 8,
        "sources": {},
        "layers": [
            {"id": "bg", "type": "background", "paint": {"background-color": colours.ground}}
        ],
    }
    return "data:application/json," + quote(json.dumps(style))


def _rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
