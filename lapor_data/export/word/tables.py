"""Tables of the report: real Word tables whose heads repeat and whose rows stay whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapor_data.export.powerpoint.fit import width_of
from lapor_data.export.word.markup import TWIPS_PER_CM, Element, make, paragraph, run
from lapor_data.export.word.styles import TEXT_CM
from lapor_data.present.palette import LIGHT
from lapor_data.present.panel import Table

MOST_ROWS = 20
# A table this short is kept on one page.
_WHOLE = 14
_MANY_COLUMNS = 8
_CELL_MARGIN_CM = 0.26
_MOST_SPARE_CM = 1.0


@dataclass(frozen=True)
class Shown:
    """A table as it stands in the report: heads, rows as people read them, what stands right;
    `left_out` rows are only in the attachment, `earlier` where they are the first ones."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    left_out: int = 0
    earlier: bool = False


def shown(table: Table, most: int = MOST_ROWS) -> Shown:
    """The table with at most `most` rows: the first ones, of a table by month the last ones."""
    rows = tuple(tuple(row) for row in table.shown())
    by_month = bool(table.columns) and table.columns[0].kind == "month"
    kept = rows[-most:] if by_month else rows[:most]
    return Shown(
        tuple(column.head for column in table.columns),
        kept,
        tuple(column.is_number for column in table.columns),
        len(rows) - len(kept),
        by_month,
    )


def word_table(
    table: Shown,
    title: str,
    described: str,
    broken: frozenset[tuple[int, int]] = frozenset(),
) -> Element:
    """The table, at most as wide as the text; title and description are its alt text. The cells
    `broken` (row, column) stand red."""
    small = len(table.heads) > _MANY_COLUMNS
    points = 7.5 if small else 8.5
    widths = [round(width * TWIPS_PER_CM) for width in column_widths(table, points)]
    element = empty_table(widths, title, described, head=True)
    whole = len(table.rows) <= _WHOLE
    for number, cells in enumerate((table.heads, *table.rows)):
        last = number == len(table.rows)
        # The head stays with its first rows; a short table stays whole.
        keep = not last and (whole or number < 2)
        element.append(
            _row(
                cells,
                widths,
                table.right,
                [
                    LIGHT.secondary
                    if not number
                    else LIGHT.broken
                    if (number - 1, place) in broken
                    else ""
                    for place in range(len(cells))
                ],
                head=number == 0,
                keep=keep,
                points=points,
            )
        )
    return element


def empty_table(widths: Sequence[int], title: str, described: str, *, head: bool) -> Element:
    """A table of the report's style without rows; the widths of its columns in twips."""
    properties = make(
        "w:tblPr",
        make("w:tblStyle", val="TabelLaporan"),
        make("w:tblW", w=sum(widths), type="dxa"),
        make("w:tblLayout", type="fixed"),
        make("w:tblLook", val="0020" if head else "0000", firstRow=head, lastRow=0, firstColumn=0,
             lastColumn=0, noHBand=1, noVBand=1),
        make("w:tblCaption", val=title),
        make("w:tblDescription", val=described),
    )  # fmt: skip
    grid = make("w:tblGrid", *(make("w:gridCol", w=width) for width in widths))
    return make("w:tbl", properties, grid)


def _row(
    cells: Sequence[str],
    widths: Sequence[int],
    right: Sequence[bool],
    colours: Sequence[str],
    *,
    head: bool,
    keep: bool,
    points: float,
) -> Element:
    properties = make("w:trPr", make("w:cantSplit"))
    if head:
        properties.append(make("w:tblHeader"))
    row = make("w:tr", properties)
    for text, width, is_number, colour in zip(cells, widths, right, colours, strict=True):
        letters = run(text, bold=head or bool(colour), colour=colour, half_points=round(points * 2))
        element = paragraph("Tabel", letters, keep=keep)
        if is_number:
            element[0].append(make("w:jc", val="right"))
        cell = make("w:tcPr", make("w:tcW", w=width, type="dxa"))
        if head:
            cell.append(make("w:vAlign", val="bottom"))
        row.append(make("w:tc", cell, element))
    return row


def column_widths(table: Shown, points: float, whole_cm: float = TEXT_CM) -> list[float]:
    """The widths in cm, together at most `whole_cm`: no word is torn where it can be helped, and
    long texts get what is left."""
    least, wanted = [], []
    for place, head in enumerate(table.heads):
        texts = [row[place] for row in table.rows]
        words = [word for text in texts for word in text.split()] or [""]
        least.append(
            max(
                max(_width(word, points) for word in words),
                max((_width(word, points, bold=True) for word in head.split()), default=0.0),
            )
        )
        # A head may stand on three lines, a text on as many as it needs.
        wanted.append(
            max(
                max((_width(text, points) for text in texts), default=0.0), _width(head, points) / 3
            )
        )
    least = [min(width, whole_cm / 3) + _CELL_MARGIN_CM for width in least]
    wanted = [max(a, b + _CELL_MARGIN_CM) for a, b in zip(least, wanted, strict=True)]
    if sum(wanted) <= whole_cm:
        # Far columns would part what belongs together.
        spare = min((whole_cm - sum(wanted)) / len(wanted), _MOST_SPARE_CM)
        return [width + spare for width in wanted]
    if sum(least) >= whole_cm:
        return [width * whole_cm / sum(least) for width in least]
    room = whole_cm - sum(least)
    asked = sum(b - a for a, b in zip(least, wanted, strict=True))
    return [a + room * (b - a) / asked for a, b in zip(least, wanted, strict=True)]


def _width(text: str, points: float, *, bold: bool = False) -> float:
    """The width of a line in cm."""
    return width_of(text, points, bold) * 2.54 / 72
