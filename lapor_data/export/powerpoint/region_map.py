"""The map of the 13 as native shapes: one per kabupaten/kota, named, coloured, with its labels."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from lapor_data.domain.regions import place_name
from lapor_data.export.powerpoint import fit
from lapor_data.export.powerpoint.pages import Box, add_text, describe, drop_style, name_shape
from lapor_data.export.powerpoint.tables import fill_cell, plain_table
from lapor_data.export.powerpoint.text import INK, SECONDARY, add_run, paint, rgb
from lapor_data.present.charts import RegionColours
from lapor_data.present.outlines import Outline, outlines
from lapor_data.present.palette import LIGHT, SEQUENTIAL, on_class

TOO_FEW = "data belum cukup"
_GOOD_LIST, _LEAST_LIST = 12.0, 9.0
MAP_NAME = "Peta kabupaten/kota"
# Points of a freeform are whole numbers; a thousandth of the map's height is finer than the eye.
_FINE = 10_000
_ALIGN = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}


def add_map(shapes: Any, chart: RegionColours, box: Box, *, alt: str, size: float = 12) -> None:
    """The map, the list of values in the order of the chart, and the legend, in `box` (EMU); `size`
    of the names on the map in points, `alt` what the whole says."""
    plane = outlines()
    place = {code: index for index, code in enumerate(chart.codes)}
    drawn = [outline for outline in plane.regions if outline.code in place]
    scale = min(box.height, box.width * 0.42 / plane.width)
    gap, key = int(Pt(20)), int(Pt(_legend_width(chart, size + 2)))
    beside = Pt(sum(_list_widths(chart, _GOOD_LIST)) + _GOOD_LIST * 1.3) + 2 * gap + key
    left, right = _reach(drawn, chart, place, scale, size)
    # On a narrow slide the map gives way to its list, and the list to the map when both are small.
    while left + right + beside > box.width and scale > box.height * 0.72:
        scale *= 0.95
        left, right = _reach(drawn, chart, place, scale, size)
    ground = Box(box.left + left, box.top, right, box.height)
    group = shapes.add_group_shape()
    describe(group, MAP_NAME, alt)
    for outline in drawn:
        _region(group.shapes, outline, chart, place[outline.code], ground, scale)
    for outline in drawn:
        _label(shapes, outline, chart, place[outline.code], ground, scale, size)
    start = ground.left + right + gap
    end = start - gap
    if box.right - start - gap - key >= Pt(sum(_list_widths(chart, _LEAST_LIST)) + 12):
        end = _list(shapes, chart, Box(start, box.top, box.right - start - gap - key, box.height))
    _legend(shapes, chart, Box(end + gap, box.top, key, box.height), size + 2)


def _legend_width(chart: RegionColours, size: float) -> float:
    """Key and words of the widest class, in points."""
    words = [*(f"{name} {chart.unit}" for name in chart.class_names), TOO_FEW]
    return max(fit.width_of(text, size) for text in words) + size * 1.25 + 12


def _reach(
    drawn: list[Outline], chart: RegionColours, place: dict[str, int], scale: float, size: float
) -> tuple[int, int]:
    """How far names stand out of the plane on the left, and where plane and names end on the
    right."""
    left, right = 0.0, outlines().width * scale
    for outline in drawn:
        width = Pt(fit.width_of(chart.labels[place[outline.code]], size, True) + 8)
        x = outline.label[0] * scale
        if outline.anchor == "end":
            left = max(left, width - x)
        elif outline.anchor == "start":
            right = max(right, x + width)
    return round(left), round(right)


def colour_of(chart: RegionColours, index: int) -> str:
    """The colour of the class of one place; grey for too few cases."""
    its_class = chart.classes[index]
    return LIGHT.muted if its_class is None else SEQUENTIAL[its_class]


def _region(
    shapes: Any, outline: Outline, chart: RegionColours, index: int, box: Box, scale: float
) -> None:
    """One freeform of all rings: islands belong to the shape of their kabupaten."""
    unit = scale / _FINE
    first, *others = [
        [(round(x * _FINE), round(y * _FINE)) for x, y in ring] for ring in outline.rings
    ]
    builder = shapes.build_freeform(*first[0], scale=unit)
    builder.add_line_segments(first[1:], close=True)
    for ring in others:
        builder.move_to(*ring[0])
        builder.add_line_segments(ring[1:], close=True)
    shape = builder.convert_to_shape(Emu(box.left), Emu(box.top))
    describe(shape, place_name(outline.code), chart.sentences[index])
    paint(shape.fill, colour_of(chart, index))
    chosen = chart.chosen == chart.labels[index]
    shape.line.color.rgb = rgb(LIGHT.ink if chosen else LIGHT.ground)
    shape.line.width = Pt(3 if chosen else 1)
    drop_style(shape)


def _label(
    shapes: Any,
    outline: Outline,
    chart: RegionColours,
    index: int,
    box: Box,
    scale: float,
    size: float,
) -> None:
    """The short name at the place chosen for it; a thin line to what it names."""
    x, y = (box.left + outline.label[0] * scale, box.top + outline.label[1] * scale)
    name = chart.labels[index]
    # Names beside the map stand on the slide's ground, those inside on the colour of their class.
    if outline.leader:
        line = shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT,
            Emu(round(x)),
            Emu(round(y)),
            Emu(round(box.left + outline.leader[0] * scale)),
            Emu(round(box.top + outline.leader[1] * scale)),
        )
        name_shape(line, f"Garis {name}")
        paint(line.line.fill, LIGHT.secondary)
        line.line.width = Pt(1)
        drop_style(line)
        lines = [name]
    else:
        lines = name.split() or [name]
        size, x = _inside(outline, lines, scale, size)
        x += box.left
    its_class = chart.classes[index]
    inside = INK if its_class is None or outline.leader else on_class(its_class)
    width = int(Pt(max(fit.width_of(part, size, True) for part in lines) + 4))
    height = int(Pt(fit.LINE * size * len(lines)))
    gap = int(Pt(3))
    left = {
        "start": x + gap,
        "middle": x - width / 2,
        "end": x - width - gap,
    }[outline.anchor]
    frame = add_text(shapes, Box(round(left), round(y - height / 2), width, height), f"Nama {name}")
    frame.word_wrap = False
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    for place, part in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = _ALIGN[outline.anchor]
        add_run(paragraph, part, size, bold=True, colour=inside)


def _inside(outline: Outline, lines: list[str], scale: float, size: float) -> tuple[float, float]:
    """The type in which a name stays within its region, and the middle of the room there (EMU)."""
    x, y = outline.label
    for smaller in (size, size - 1, size - 2, size - 3):
        half = Pt(len(lines) * smaller * fit.LINE / 2) / scale
        rooms = [_room_at(outline, at) for at in (y - half, y, y + half)]
        low, high = max(room[0] for room in rooms), min(room[1] for room in rooms)
        wide = max(fit.width_of(part, smaller, True) for part in lines)
        x = (low + high) / 2 if low < high else outline.label[0]
        if Pt(wide) <= (high - low) * scale:
            break
    return smaller, x * scale


def _room_at(outline: Outline, y: float) -> tuple[float, float]:
    """From where to where the region reaches at this height, around its label."""
    x = outline.label[0]
    crossed = [
        x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for ring in outline.rings
        for (x1, y1), (x2, y2) in pairwise((*ring, ring[0]))
        if (y1 <= y) != (y2 <= y)
    ]
    return (
        max((at for at in crossed if at <= x), default=x),
        min((at for at in crossed if at > x), default=x),
    )


def _list(shapes: Any, chart: RegionColours, box: Box) -> int:
    """All values in their order, each with the colour of its class; the right edge of the list."""
    count = len(chart.codes)
    height = min(int(box.height / max(count, 1)), int(Pt(26)))
    size = max(_LEAST_LIST, min(14.0, Emu(height).pt / 1.6))
    name, text = _list_widths(chart, size)
    while size > _LEAST_LIST and Pt(name + text + size * 1.3) > box.width:
        size -= 0.5
        name, text = _list_widths(chart, size)
    widths = [int(Pt(size * 1.3)), int(Pt(name)), int(Pt(text))]
    frame = shapes.add_table(
        count, 3, Emu(box.left), Emu(box.top), Emu(sum(widths)), Emu(height * count)
    )
    rows = list(zip(chart.labels, chart.texts, strict=True))
    describe(frame, "Daftar nilai", "; ".join(map(": ".join, rows)))
    grid = frame.table
    plain_table(grid)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Emu(width)
    for index, (label, value) in enumerate(rows):
        grid.rows[index].height = Emu(height)
        key, first, second = grid.rows[index].cells
        chosen = label == chart.chosen
        fill_cell(key, "", size, line=LIGHT.ground)
        fill_cell(first, label, size, bold=chosen)
        fill_cell(second, value, size, bold=chosen, right=True)
        paint(key.fill, colour_of(chart, index))
    return box.left + sum(widths)


def _list_widths(chart: RegionColours, size: float) -> tuple[float, float]:
    """The widths of names and values in points, with their margins."""
    return (
        max((fit.width_of(text, size, True) for text in chart.labels), default=0.0) + 16,
        max((fit.width_of(text, size, True) for text in chart.texts), default=0.0) + 20,
    )


def _legend(shapes: Any, chart: RegionColours, box: Box, size: float) -> None:
    """The classes from high to low with their limits in words, grey last."""
    names = list(reversed(list(enumerate(chart.class_names))))
    entries = [(SEQUENTIAL[index], f"{name} {chart.unit}".strip()) for index, name in names]
    if None in chart.classes:
        entries.append((LIGHT.muted, TOO_FEW))
    step, side = int(Pt(size * 2)), int(Pt(size * 1.25))
    top = box.bottom - step * len(entries)
    for place, (colour, words) in enumerate(entries):
        at = top + place * step
        key = shapes.add_shape(1, Emu(box.left), Emu(at), Emu(side), Emu(side))
        key.name = f"Legenda {place + 1}"
        paint(key.fill, colour)
        key.line.fill.background()
        drop_style(key)
        left = box.left + side + int(Pt(8))
        frame = add_text(shapes, Box(left, at, box.right - left, side), f"Kelas {place + 1}")
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        add_run(
            frame.paragraphs[0], words, size, colour=SECONDARY if colour == LIGHT.muted else INK
        )
