"""Where the names beside a map stand: two columns, left and right, whose lines do not cross."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lapor_data.present.outlines import Outline, Point

# A region whose point lies further west than this share of the land has its name on the left.
_MIDDLE = 0.45
# In heights of the map: from the land to the names, the first name, the widest step between two.
GAP, _FIRST, _STEP = 0.07, 0.03, 0.12


@dataclass(frozen=True)
class Beside:
    """The land from `west` to `east`, and the regions of each side with the height of their names,
    all in the unit plane of the outlines."""

    west: float
    east: float
    left: tuple[tuple[Outline, float], ...]
    right: tuple[tuple[Outline, float], ...]


def inside(region: Outline) -> Point:
    """The point of a region that its line leads to."""
    return region.leader or region.label


def beside(regions: Iterable[Outline], *, left_end: float, right_end: float) -> Beside:
    """The names of these regions; `left_end` and `right_end` are the lowest places of a name on
    that side."""
    shown = list(regions)
    across = [x for region in shown for ring in region.rings for x, _ in ring]
    west, east = min(across, default=0.0), max(across, default=1.0)
    middle = west + _MIDDLE * (east - west)
    return Beside(
        west,
        east,
        _column([r for r in shown if inside(r)[0] < middle], west - GAP, left_end),
        _column([r for r in shown if inside(r)[0] >= middle], east + GAP, right_end),
    )


def _column(regions: list[Outline], x: float, end: float) -> tuple[tuple[Outline, float], ...]:
    """From north to south; two neighbours whose lines would cross change places."""
    ordered = sorted(regions, key=lambda region: (inside(region)[1], region.code))
    step = min(_STEP, (end - _FIRST) / max(len(ordered) - 1, 1))
    heights = [_FIRST + step * place for place in range(len(ordered))]
    for _ in ordered:
        for at in range(len(ordered) - 1):
            above, below = ordered[at : at + 2]
            if _cross((x, heights[at]), inside(above), (x, heights[at + 1]), inside(below)):
                ordered[at : at + 2] = below, above
    return tuple(zip(ordered, heights, strict=True))


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> bool:
        return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b)
