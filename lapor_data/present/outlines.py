"""The 13 as plane outlines, for maps that are drawn without tiles: slides, reports, Plotly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from lapor_data.domain.regions import boundaries

Point = tuple[float, float]
# One degree of longitude is shorter than one of latitude; at 3° S by a factor of 0.9986.
_LATITUDE = -3.1
# Where a label stands (longitude, latitude): chosen by eye so that none covers another.
INSIDE = {
    "63.01": (114.90, -3.86),
    "63.02": (115.98, -2.75),
    "63.03": (115.14, -3.36),
    "63.05": (115.08, -2.95),
    "63.09": (115.50, -1.80),
    "63.10": (115.68, -3.42),
}
# A name that does not fit its polygon stands beside it (label, point inside, anchor), with a thin
# line to the point.
BESIDE = {
    "63.04": ((114.28, -2.95), (114.58, -2.95), "end"),
    "63.06": ((114.28, -2.58), (115.00, -2.70), "end"),
    "63.07": ((116.00, -2.10), (115.62, -2.55), "start"),
    "63.08": ((114.60, -2.18), (115.02, -2.42), "end"),
    "63.11": ((116.00, -1.75), (115.68, -2.20), "start"),
    "63.71": ((114.22, -3.32), (114.59, -3.32), "end"),
    "63.72": ((114.22, -3.68), (114.76, -3.48), "end"),
}


@dataclass(frozen=True)
class Outline:
    """One region in the unit plane: x from 0 to `width` of its Outlines, y from 0 (north) to 1.

    `rings` are closed polygons, holes left out (there are none that could be seen). The label
    stands at `label`; with `leader` a thin line runs from it to that point inside, and the text
    ends ("end"), begins ("start") or is centred ("middle") at `label`.
    """

    code: str
    rings: tuple[tuple[Point, ...], ...]
    label: Point
    anchor: str
    leader: Point | None


@dataclass(frozen=True)
class Outlines:
    """All of them, and the width of the plane (its height is 1)."""

    regions: tuple[Outline, ...]
    width: float


@lru_cache(maxsize=1)
def outlines() -> Outlines:
    """The 13 with room left and right for the labels that stand beside them."""
    scale = math.cos(math.radians(_LATITUDE))
    features = boundaries()["features"]
    rings = {
        feature["properties"]["kode"]: [polygon[0] for polygon in _polygons(feature["geometry"])]
        for feature in features
    }
    points = [point for each in rings.values() for ring in each for point in ring]
    # Labels beside the map need about 0.55 degrees of room on the west and 0.35 on the east.
    west = min(min(p[0] for p in points), min(at[0] for at, _, _ in BESIDE.values()) - 0.55)
    east = max(max(p[0] for p in points), max(at[0] for at, _, _ in BESIDE.values()) + 0.45)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    unit = north - south

    def plane(longitude: float, latitude: float) -> Point:
        return ((longitude - west) * scale / unit, (north - latitude) / unit)

    found = []
    for code, each in rings.items():
        shape = tuple(tuple(plane(*point[:2]) for point in ring) for ring in each)
        if code in BESIDE:
            at, inside, anchor = BESIDE[code]
            found.append(Outline(code, shape, plane(*at), anchor, plane(*inside)))
        else:
            found.append(Outline(code, shape, plane(*INSIDE[code]), "middle", None))
    return Outlines(tuple(found), (east - west) * scale / unit)


def _polygons(geometry: dict[str, object]) -> list[list[list[Point]]]:
    coordinates: list[list[list[Point]]] = geometry["coordinates"]  # type: ignore[assignment]
    return [coordinates] if geometry["type"] == "Polygon" else coordinates  # type: ignore[list-item]
