"""The map as a pydeck deck: polygons and labels only, no tiles, so it works without internet."""

from __future__ import annotations

import json
from urllib.parse import quote

import pydeck

from lapor_data.domain.regions import boundaries
from lapor_data.present.charts import RegionColours
from lapor_data.present.palette import SEQUENTIAL, Palette, on_class

# Where a label stands (longitude, latitude): chosen by eye so that none covers another. Names that
# do not fit their polygon stand beside it, with a thin line to it.
_LABELS = {
    "63.01": (114.88, -3.86),
    "63.02": (116.02, -2.72),
    "63.03": (115.10, -3.33),
    "63.04": (114.13, -2.95),
    "63.05": (115.10, -2.93),
    "63.06": (114.45, -2.55),
    "63.07": (116.10, -2.10),
    "63.08": (114.70, -2.20),
    "63.09": (115.45, -1.85),
    "63.10": (115.68, -3.42),
    "63.11": (116.10, -1.75),
    "63.71": (114.05, -3.33),
    "63.72": (114.10, -3.72),
}
_POINTS_AT = {
    "63.04": (114.55, -2.95),
    "63.06": (115.05, -2.68),
    "63.07": (115.55, -2.58),
    "63.08": (115.05, -2.43),
    "63.11": (115.65, -2.28),
    "63.71": (114.59, -3.32),
    "63.72": (114.75, -3.47),
}
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
        beside = code in _POINTS_AT
        ink = colours.ink if beside or kind is None else on_class(kind)
        labels.append(
            {"at": list(_LABELS[code]), "text": f"{name}\n{text}", "ink": _rgb(ink)}
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
                [
                    {"from": list(_LABELS[code]), "to": list(point)}
                    for code, point in _POINTS_AT.items()
                ],
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
                background=True,
                get_background_color=[0, 0, 0, 0],
                get_alignment_baseline="'center'",
                font_family="'Source Sans, Segoe UI, sans-serif'",
                line_height=1.1,
            ),
        ],
        initial_view_state=pydeck.ViewState(
            longitude=115.30, latitude=-3.12, zoom=6.95, min_zoom=6.5, max_zoom=10
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


def _two_lines(name: str) -> str:
    words = name.split()
    return name if len(words) < 3 else f"{' '.join(words[:2])}\n{' '.join(words[2:])}"
