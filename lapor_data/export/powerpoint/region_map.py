"""The map of the 13 as native shapes: one per kabupaten/kota, named and coloured; names with
their values left and right of it, where they can be large."""

from __future__ import annotations

from typing import Any

from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from lapor_data.domain.regions import place_name
from lapor_data.export.powerpoint import fit
from lapor_data.export.powerpoint.pages import Box, add_text, describe, drop_style, name_shape
from lapor_data.export.powerpoint.text import INK, SECONDARY, add_run, paint, rgb
from lapor_data.present.charts import RegionColours
from lapor_data.present.map_labels import GAP, beside, inside
from lapor_data.present.outlines import Outline, Point, outlines
from lapor_data.present.palette import LIGHT, SEQUENTIAL

TOO_FEW = "data belum cukup"
MAP_NAME = "Peta kabupaten/kota"
# Types of the names, the largest first in which the map keeps its height.
NAME_SIZES = (18, 17, 16, 15, 14, 13, 12)
# Points of a freeform are whole numbers; a thousandth of the map's height is finer than the eye.
_FINE = 10_000


def add_map(shapes: Any, chart: RegionColours, box: Box, *, alt: str) -> None:
    """The map between the names and values of its places, and the legend, in `box` (EMU); `alt` is
    what the whole says."""
    place = {code: index for index, code in enumerate(chart.codes)}
    drawn = [outline for outline in outlines().regions if outline.code in place]
    for size in NAME_SIZES:
        entries = _entries(chart)
        legend = int(Pt(_step(size) * len(entries)))
        ends = {
            "left_end": 1 - Pt(_step(size)) / box.height,
            "right_end": 1 - (legend + Pt(2 * _step(size))) / box.height,
        }
        sides = beside(drawn, **ends)
        left, right = (_width(chart, place, side, size) for side in (sides.left, sides.right))
        right = max(right, _legend_width(entries, size))
        # The lines to the names have their room on both sides.
        whole = sides.east - sides.west + 2 * GAP
        scale = min(box.height, (box.width - left - right) / whole)
        if scale >= box.height:
            break
    ground = Box(
        round(box.left + (box.width - left - right - whole * scale) / 2 + left)
        + round((GAP - sides.west) * scale),
        box.top,
        box.width,
        box.height,
    )
    group = shapes.add_group_shape()
    describe(group, MAP_NAME, alt)
    # The chosen one last, so that its outline lies over its neighbours'.
    for outline in sorted(drawn, key=lambda each: each.code == chart.chosen):
        _region(group.shapes, outline, chart, place[outline.code], ground, scale)
    lines = shapes.add_group_shape()
    name_shape(lines, "Garis nama")
    for is_left, side in ((True, sides.left), (False, sides.right)):
        x = sides.west - GAP if is_left else sides.east + GAP
        for outline, y in side:
            _leader(lines.shapes, chart.labels[place[outline.code]], (x, y), outline, ground, scale)
            # As wide as there is room, for a template whose font is wider than the one measured.
            edge = ground.left + round(x * scale)
            start, end = (box.left, edge) if is_left else (edge, box.right)
            top = ground.top + round(y * scale - Pt(_step(size)) / 2)
            row = Box(start, top, end - start, int(Pt(_step(size))))
            _name(shapes, chart, place[outline.code], row, size, is_left=is_left)
    edge = ground.left + round((sides.east + GAP) * scale)
    _legend(shapes, entries, Box(edge, box.bottom - legend, box.right - edge, legend), size)


def words(chart: RegionColours, index: int) -> str:
    """The name of a place with its value."""
    return f"{chart.labels[index]}: {chart.texts[index]}"


def _step(size: float) -> float:
    """The height of a name or of a row of the legend, in points."""
    return size * 1.4


def _width(
    chart: RegionColours,
    place: dict[str, int],
    side: tuple[tuple[Outline, float], ...],
    size: float,
) -> int:
    """The room that the names of one side take, in EMU."""
    said = (words(chart, place[outline.code]) for outline, _ in side)
    return int(Pt(max((fit.width_of(text, size, True) for text in said), default=0.0) + 8))


def _entries(chart: RegionColours) -> list[tuple[str, str]]:
    """Colour and words of each row of the legend, from high to low, grey last."""
    names = list(reversed(list(enumerate(chart.class_names))))
    found = [(SEQUENTIAL[index], f"{name} {chart.unit}".strip()) for index, name in names]
    return [*found, (LIGHT.muted, TOO_FEW)] if None in chart.classes else found


def _legend_width(entries: list[tuple[str, str]], size: float) -> int:
    """Key and words of the widest row, in EMU."""
    widest = max((fit.width_of(text, size) for _, text in entries), default=0.0)
    return int(Pt(widest + size + 16))


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
    chosen = chart.chosen == outline.code
    shape.line.color.rgb = rgb(LIGHT.ink if chosen else LIGHT.ground)
    shape.line.width = Pt(3 if chosen else 1)
    drop_style(shape)


def _leader(
    shapes: Any, name: str, start: Point, outline: Outline, ground: Box, scale: float
) -> None:
    """A line from a name into its region, dark on a light edge: it is seen on every colour."""
    ends = [
        Emu(round(corner + part * scale))
        for point in (start, inside(outline))
        for corner, part in zip((ground.left, ground.top), point, strict=True)
    ]
    for colour, width in ((LIGHT.ground, 3), (LIGHT.ink, 1)):
        line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
        name_shape(line, f"Garis {name}")
        paint(line.line.fill, colour)
        line.line.width = Pt(width)
        if colour == LIGHT.ink:
            # A dot no larger than the smallest town.
            dot = parse_xml(f'<a:tailEnd {nsdecls("a")} type="oval" w="med" len="med"/>')
            line.line._get_or_add_ln().append(dot)
        drop_style(line)


def _name(
    shapes: Any, chart: RegionColours, index: int, row: Box, size: float, *, is_left: bool
) -> None:
    """The name with its value; the chosen place bold."""
    frame = add_text(shapes, row, f"Nama {chart.labels[index]}")
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = Pt(4)
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if is_left else PP_ALIGN.LEFT
    chosen = chart.codes[index] == chart.chosen
    add_run(paragraph, words(chart, index), size, bold=chosen, colour=INK)


def _legend(shapes: Any, entries: list[tuple[str, str]], box: Box, size: float) -> None:
    """The classes from high to low with their limits in words."""
    side = int(Pt(size))
    step = box.height // max(len(entries), 1)
    for place, (colour, text) in enumerate(entries):
        at = box.top + place * step
        key = shapes.add_shape(
            MSO_SHAPE.RECTANGLE,
            Emu(box.left + int(Pt(4))),
            Emu(at + (step - side) // 2),
            Emu(side),
            Emu(side),
        )
        name_shape(key, f"Legenda {place + 1}")
        paint(key.fill, colour)
        key.line.fill.background()
        drop_style(key)
        left = box.left + side + int(Pt(12))
        frame = add_text(shapes, Box(left, at, box.right - left, step), f"Kelas {place + 1}")
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        add_run(frame.paragraphs[0], text, size, colour=SECONDARY if text == TOO_FEW else INK)
