"""Figures made of lines: trends and ranks."""

from __future__ import annotations

import itertools
from typing import Any

from lapor_data.domain import numbers
from lapor_data.present.charts import Lines, Slope
from lapor_data.present.figure_base import (
    ROW,
    SMALL,
    TEXT,
    Figure,
    longest,
    month_ticks,
    new_figure,
    plain,
    rule,
    tone_colour,
    tone_ink,
    wrapped,
)
from lapor_data.present.palette import Palette
from lapor_data.present.tone import Tone


def lines(chart: Lines, colours: Palette) -> Figure:
    """Lines by month on one scale, each named at its right end."""
    positions, names = month_ticks(chart.months)
    places = list(range(len(chart.months)))
    known = [value for line in chart.lines for value in line.values if value is not None]
    top = max([*known, chart.rule or 0, 1]) * 1.15
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for line in chart.lines:
        colour = tone_colour(line.tone, colours)
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": places,
                "y": list(line.values),
                "line": {"color": colour, "width": 3 if line.tone == "accent" else 2},
                "marker": {"size": 6, "color": colour},
                "connectgaps": False,
                "hovertext": [
                    f"<b>{plain(line.name)}</b><br>{numbers.month_name(month)}: "
                    f"{numbers.number(value, chart.decimals)} {chart.unit}"
                    for month, value in zip(chart.months, line.values, strict=True)
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
        last = max((i for i, value in enumerate(line.values) if value is not None), default=None)
        if last is not None:
            value = line.values[last] or 0
            notes.append(
                {
                    "x": last,
                    "y": value,
                    "xanchor": "left",
                    "xshift": 8,
                    "showarrow": False,
                    "text": f"{wrapped(line.name, 22, 1)} {numbers.number(value, chart.decimals)}",
                    "font": {"size": TEXT, "color": tone_ink(line.tone, colours)},
                }
            )
    _keep_apart(notes, top / 13)
    layout: dict[str, Any] = {
        "height": 280,
        "margin": {"l": 30, "r": longest([n["text"] for n in notes]) + 8, "t": 12, "b": 40},
        "xaxis": {
            "tickvals": positions,
            "ticktext": names,
            "tickfont": {"size": SMALL, "color": colours.secondary},
            "range": [-0.3, len(places) - 0.7],
        },
        "yaxis": {
            "range": [0, top],
            "showgrid": True,
            "gridcolor": colours.line,
            "nticks": 5,
            "tickfont": {"size": SMALL, "color": colours.secondary},
        },
        "annotations": notes,
    }
    if chart.rule is not None:
        layout["shapes"] = [rule("y", chart.rule, colours)]
        notes.append(
            {
                "x": 0,
                "xref": "paper",
                "y": chart.rule,
                "yanchor": "bottom",
                "xanchor": "left",
                "showarrow": False,
                "text": chart.rule_name,
                "font": {"size": SMALL, "color": colours.broken},
            }
        )
    return new_figure(traces, layout, colours)


def slope(chart: Slope, colours: Palette) -> Figure:
    """Ranks before and now, joined; rank 1 on top. Those that share a rank share a label."""
    traces: list[dict[str, Any]] = []
    labels: dict[tuple[int, int], tuple[list[str], Tone]] = {}
    for step in chart.steps:
        colour = tone_colour(step.tone, colours)
        known = [(x, rank) for x, rank in ((0, step.before), (1, step.now)) if rank is not None]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [x for x, _ in known],
                "y": [rank for _, rank in known],
                "line": {"color": colour, "width": 2 if step.tone == "plain" else 3.5},
                "marker": {"size": 9, "color": colour},
                "cliponaxis": False,
                "hovertext": [_rank_words(step.name, step.before, step.now)] * len(known),
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
        for at in known:
            names, tone = labels.get(at, ([], "plain"))
            labels[at] = ([*names, step.name], tone if tone != "plain" else step.tone)
    notes: list[dict[str, Any]] = [
        {
            "x": x,
            "y": rank,
            "xanchor": "left" if x else "right",
            "xshift": 10 if x else -10,
            "showarrow": False,
            "text": f"{rank}  {plain(', '.join(names))}" if x else str(rank),
            "font": {"size": TEXT, "color": tone_ink(tone, colours)},
        }
        for (x, rank), (names, tone) in labels.items()
    ]
    for x, name in ((0, chart.before_name), (1, chart.now_name)):
        notes.append(
            {
                "x": x,
                "y": 0,
                "xanchor": "left" if x else "right",
                "xshift": 10 if x else 24,
                "showarrow": False,
                "text": f"<b>{name}</b>",
                "font": {"size": TEXT, "color": colours.secondary},
            }
        )
    side = longest([note["text"] for note in notes if note["x"]]) + 10
    last = max([rank for s in chart.steps for rank in (s.before, s.now) if rank] + [1])
    layout = {
        "height": ROW * last + 50,
        "margin": {"l": 40, "r": side, "t": 4, "b": 6},
        "xaxis": {"visible": False, "range": [-0.03, 1.03]},
        "yaxis": {"visible": False, "range": [last + 0.6, -0.5]},
        "annotations": notes,
    }
    return new_figure(traces, layout, colours)


def _keep_apart(notes: list[dict[str, Any]], distance: float) -> None:
    """Move labels at line ends so that none covers another."""
    notes.sort(key=lambda note: note["y"])
    for before, note in itertools.pairwise(notes):
        if note["y"] - before["y"] < distance:
            note["y"] = before["y"] + distance


def _rank_words(name: str, before: int | None, now: int | None) -> str:
    if before is None or now is None:
        return f"<b>{plain(name)}</b><br>peringkat {now or '–'} (sebelumnya {before or '–'})"
    change = before - now
    words = "tetap" if not change else f"{'naik' if change > 0 else 'turun'} {abs(change)}"
    return f"<b>{plain(name)}</b><br>peringkat {before} → {now} ({words})"
