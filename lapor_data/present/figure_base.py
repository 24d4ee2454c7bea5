"""What all Plotly figures share: the one template, labels, month names (screens.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from lapor_data.domain.numbers import MONTHS_SHORT
from lapor_data.present.palette import FONT, Palette, palette
from lapor_data.present.tone import Tone

# A Plotly figure as plain data (what `plotly.graph_objects.Figure(**figure)` takes). Building the
# object validates every attribute, 3–18 ms a figure; a test does that once for all of them.
Figure = dict[str, Any]

TEXT = 14
SMALL = 13
ROW = 30
ROW_TALL = 38

# Nothing of Plotly's own on screen: its buttons and messages are English.
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "showTips": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showAxisDragHandles": False,
}


@lru_cache(maxsize=4)
def template(name: str) -> dict[str, Any]:
    """The one template of the house, for light or dark ground."""
    colours = palette(name)
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": False,
        "tickangle": 0,
        "tickfont": {"size": TEXT, "color": colours.ink},
    }
    return {
        "layout": {
            "font": {"family": FONT, "size": TEXT, "color": colours.ink},
            "separators": ",.",
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": colours.ground,
                "bordercolor": colours.line,
                "font": {"family": FONT, "size": TEXT, "color": colours.ink},
                "align": "left",
            },
            "xaxis": axis,
            "yaxis": {**axis, "ticklabelstandoff": 6},
            "bargap": 0.35,
            "uniformtext": {"minsize": 11, "mode": "show"},
        }
    }


def new_figure(
    traces: Sequence[dict[str, Any]], layout: dict[str, Any], colours: Palette
) -> Figure:
    """A figure in the house template; `layout` must hold its height."""
    return {"data": list(traces), "layout": {"template": template(colours.name), **layout}}


def tone_colour(tone: Tone, colours: Palette) -> str:
    """The colour of an emphasis."""
    return {
        "plain": colours.bar,
        "accent": colours.accent,
        "muted": colours.muted,
        "gold": colours.gold,
        "broken": colours.broken,
    }[tone]


def tone_ink(tone: Tone, colours: Palette) -> str:
    """The colour of text with an emphasis: plain text is ink, muted text secondary."""
    return {"plain": colours.ink, "muted": colours.secondary}.get(tone) or tone_colour(
        tone, colours
    )


def plain(text: str) -> str:
    """Data as text: Plotly reads a few HTML tags and entities in labels."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(text: str, width: int = 26, lines: int = 2) -> str:
    """A label in at most `lines` lines of about `width` characters, cut with "…"."""
    parts: list[str] = []
    # A word that is wider than the column breaks after its slash or hyphen.
    for word in (text.replace("/", "/ ").replace("-", "- ") if width < 20 else text).split():
        if parts and len(parts[-1]) + 1 + len(word) <= width:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    if len(parts) > lines:
        parts = [*parts[: lines - 1], f"{parts[lines - 1][: width - 1].rstrip()}…"]
    return "<br>".join(plain(part) for part in parts)


def marked(labels: Sequence[str], shown: Sequence[str], chosen: str | None) -> list[str]:
    """The labels as shown, the chosen one in bold."""
    return [
        f"<b>{text}</b>" if label == chosen else text
        for label, text in zip(labels, shown, strict=True)
    ]


def row_labels(labels: Sequence[str], width: int) -> tuple[list[str], int]:
    """Labels of rows in one or two lines, and the height of a row that holds them."""
    shown = [wrapped(label, width) for label in labels]
    return shown, ROW_TALL if any("<br>" in label for label in shown) else ROW


def legend(parts: Sequence[tuple[str, str]], colours: Palette) -> dict[str, Any]:
    """Patches and their names in one line above a plot, in the order of the parts."""
    text = "   ".join(
        f'<span style="color:{colour};font-size:20px">■</span> {plain(name)}'
        for name, colour in parts
    )
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 4,
        "showarrow": False,
        "align": "left",
        "text": text,
        "font": {"size": SMALL, "color": colours.secondary},
    }


def month_ticks(months: Sequence[date], room: int = 14) -> tuple[list[int], list[str]]:
    """Positions and names of months: all when at most `room`, else the quarters; each year once."""
    every = 1 if len(months) <= room else 3
    positions: list[int] = []
    names: list[str] = []
    year = None
    for index, month in enumerate(months):
        if every == 3 and (month.month - 1) % 3:
            continue
        name = MONTHS_SHORT[month.month - 1]
        if month.year != year:
            name += f"<br>{month.year}"
            year = month.year
        positions.append(index)
        names.append(name)
    return positions, names


def longest(labels: Sequence[str], size: int = TEXT) -> int:
    """The pixels that the longest line of some labels needs, about."""
    lines = [line for label in labels for line in label.split("<br>")]
    return round(max(map(len, lines), default=0) * size * 0.5) + 14


def rule(axis: str, value: float, colours: Palette, colour: str | None = None) -> dict[str, Any]:
    """A limit as a dotted line across the plot, at a value of the axis "x" or "y"."""
    other = "y" if axis == "x" else "x"
    return {
        "type": "line",
        f"{axis}0": value,
        f"{axis}1": value,
        f"{other}0": 0,
        f"{other}1": 1,
        f"{other}ref": "paper",
        "line": {"width": 1.5, "dash": "dot", "color": colour or colours.broken},
        "layer": "below",
    }
