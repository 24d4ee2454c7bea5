"""A table of a slide as a native table: quiet lines, numbers on the right, large type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from lapor_data.export.powerpoint import fit
from lapor_data.export.powerpoint.pages import Box
from lapor_data.export.powerpoint.text import INK, SECONDARY, Colour, add_run
from lapor_data.present.palette import LIGHT
from lapor_data.present.panel import Column, Table

SIZES = (18, 17, 16, 15, 14, 13, 12)
# "No style, no grid" of PowerPoint: the lines are our own.
_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_SIDE_PT, _LEAST_PT, _AFTER_NUMBER_PT = 6.0, 9.0, 24.0


def add_table(
    shapes: Any, table: Table, box: Box, *, rows: int = 0, row_height_pt: float = 42
) -> Any:
    """The table with a head row, at least `rows` rows (empty ones to write in), as high as its
    texts need and at most as `box`."""
    cells = table.shown()
    heads = [column.head for column in table.columns]
    count = max(len(cells), rows)
    width = Emu(box.width).pt
    size, widths, lines = _fitting(table.columns, [heads, *cells], width, Emu(box.height).pt)
    while True:
        needed = [_height(most, size, row_height_pt) for most in lines]
        needed += [row_height_pt] * (count + 1 - len(needed))
        if sum(needed) <= Emu(box.height).pt or row_height_pt <= size * fit.LINE:
            break
        row_height_pt -= 1
    frame = shapes.add_table(
        count + 1,
        len(heads),
        Emu(box.left),
        Emu(box.top),
        Emu(box.width),
        Emu(round(Pt(sum(needed)))),
    )
    grid = frame.table
    plain_table(grid)
    grid.first_row = True
    for place, column_width in enumerate(widths):
        grid.columns[place].width = Emu(round(column_width / width * box.width))
    for line, height in enumerate(needed):
        grid.rows[line].height = Pt(height)
        texts: Sequence[str] = heads if line == 0 else cells[line - 1] if line <= len(cells) else ()
        drawn = grid.rows[line].cells
        for place, column in enumerate(table.columns):
            text = texts[place] if place < len(texts) else ""
            head = line == 0
            fill_cell(
                drawn[place],
                text,
                size,
                bold=head,
                right=column.is_number,
                colour=SECONDARY if head else INK,
                line=LIGHT.accent if head else LIGHT.line,
                line_pt=2.0 if head else 1.0,
            )
            if head:
                drawn[place].vertical_anchor = MSO_ANCHOR.BOTTOM
            if place and not column.is_number and table.columns[place - 1].is_number:
                # A text behind a number that stands on the right would touch it.
                drawn[place].margin_left = Pt(_AFTER_NUMBER_PT)
    return frame


def plain_table(grid: Any) -> None:
    """Without the bands and colours of PowerPoint's own style."""
    grid.first_row = grid.horz_banding = False
    grid._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_STYLE


def _fitting(
    columns: Sequence[Column], lines: list[list[str]], width: float, height: float
) -> tuple[float, list[float], list[int]]:
    """The largest type in which all rows fit: with the widths of columns and the lines of rows."""
    for size in SIZES:
        widths = _widths(columns, lines, width, size)
        counts = [
            max(
                len(fit.wrapped(text, size, each - _sides(columns, place), index == 0))
                for place, (text, each) in enumerate(zip(line, widths, strict=True))
            )
            for index, line in enumerate(lines)
        ]
        if sum(_height(count, size, 0) for count in counts) <= height:
            break
    return size, widths, counts


def _sides(columns: Sequence[Column], place: int) -> float:
    """The room left and right of the text in a column, in points."""
    after = place > 0 and columns[place - 1].is_number and not columns[place].is_number
    return _SIDE_PT + (_AFTER_NUMBER_PT if after else _SIDE_PT) + 2


def _height(lines: int, size: float, least: float) -> float:
    return max(least, lines * size * fit.LINE + _LEAST_PT)


def _widths(
    columns: Sequence[Column], lines: list[list[str]], width: float, size: float
) -> list[float]:
    """Numbers get what they need, texts share the rest by what they hold."""
    wanted = []
    for place, _ in enumerate(columns):
        head = max(fit.width_of(word, size, True) for word in (lines[0][place].split() or [""]))
        body = max((fit.width_of(line[place], size) for line in lines[1:]), default=0.0)
        full = max(fit.width_of(lines[0][place], size, True), body)
        sides = _sides(columns, place)
        wanted.append((max(head, body) + sides, full + sides))
    spare = width - sum(full for _, full in wanted)
    if spare >= 0:
        # A form to be filled in gets most of its room in the first column.
        first = 0.5 if len(lines) == 1 else 0.0
        return [
            full + spare * (first * (place == 0) + (1 - first) / len(wanted))
            for place, (_, full) in enumerate(wanted)
        ]
    fixed = {i: wanted[i][0] for i, column in enumerate(columns) if column.kind != "text"}
    words = [i for i, column in enumerate(columns) if column.kind == "text"]
    room = width - sum(fixed.values())
    if not words or room < width * 0.3:
        total = sum(full for _, full in wanted)
        return [full / total * width for _, full in wanted]
    shares = _shared([wanted[i][1] for i in words], room)
    return [fixed[i] if i in fixed else shares[words.index(i)] for i in range(len(columns))]


def _shared(wanted: list[float], room: float) -> list[float]:
    """Short columns get all they want; what is left is shared equally among the long ones."""
    given = [0.0] * len(wanted)
    open_places = sorted(range(len(wanted)), key=lambda place: wanted[place])
    while open_places:
        place = open_places.pop(0)
        given[place] = min(wanted[place], room / (len(open_places) + 1))
        room -= given[place]
    given[max(range(len(given)), key=lambda place: wanted[place])] += room
    return given


def fill_cell(
    cell: Any,
    text: str,
    size: float,
    *,
    bold: bool = False,
    right: bool = False,
    colour: Colour = INK,
    line: str = LIGHT.line,
    line_pt: float = 1.0,
) -> None:
    """One cell: its text, on the left or right, with a line below."""
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = Pt(_SIDE_PT)
    cell.margin_top = cell.margin_bottom = Pt(2)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    add_run(paragraph, text, size, bold=bold, colour=colour)
    _line_below(cell, line, line_pt)


def _line_below(cell: Any, colour: str, width_pt: float) -> None:
    """A line under the cell and none elsewhere; before any fill, as the schema wants it."""
    properties = cell._tc.get_or_add_tcPr()
    line = parse_xml(
        f'<a:lnB {nsdecls("a")} w="{round(width_pt * 12700)}"><a:solidFill>'
        f'<a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill></a:lnB>'
    )
    properties.insert(0, line)
