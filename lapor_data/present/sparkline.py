"""A trend as a few pixels of SVG: no script, no axis, drawn at once."""

from __future__ import annotations

from collections.abc import Sequence

from lapor_data.present.palette import Palette

WIDTH, HEIGHT, EDGE = 160, 36, 4


def sparkline(values: Sequence[float | None], colours: Palette) -> str:
    """The SVG of a small line from its lowest to its highest value, with a dot at its end;
    None is a gap."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    spread = (high - low) or 1.0
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    points = [
        None
        if value is None
        else (EDGE + step * index, HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - low) / spread)
        for index, value in enumerate(values)
    ]
    path = ""
    pen_down = False
    for point in points:
        if point:
            path += f"{'L' if pen_down else 'M'}{point[0]:.1f} {point[1]:.1f}"
        pen_down = point is not None
    last = next((point for point in reversed(points) if point), None)
    dot = (
        f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="3" fill="{colours.ink}"/>'
        if last
        else ""
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}"><path d="{path}" fill="none" '
        f'stroke="{colours.secondary}" stroke-width="1.75" stroke-linejoin="round"/>{dot}</svg>'
    )
