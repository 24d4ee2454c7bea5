"""One panel in the report: heading, sentences, chart, table, notes and source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lapor_data.domain.numbers import number
from lapor_data.export.marks import ON_SLIDE, redrawn
from lapor_data.export.native import NativeChart, native
from lapor_data.export.word.body import Body
from lapor_data.export.word.cards import winners
from lapor_data.export.word.markup import paragraph
from lapor_data.export.word.region_map import map_drawing
from lapor_data.export.word.tables import Shown, shown, word_table
from lapor_data.present.cards import KeyFigures, Podium
from lapor_data.present.charts import Board, RegionColours, Spans
from lapor_data.present.conclusions import conclusions
from lapor_data.present.panel import Panel

# Where the notes of a chart speak of marks that an office chart draws otherwise.
_FLAG, _TICK = "⚑", "Garis tegak: "
_DRAWN = " digambar, semua di tabel"
_IN_LIST = "barisnya di daftar aduan terbuka"


@dataclass(frozen=True)
class Block:
    """A panel and how the report shows it. `name` is what captions call it; `heading` takes the
    place of a title that cannot stand alone; `scored` = asked with the award profile;
    without `notes` they are those of the next panel, which tells them."""

    slug: str
    name: str
    option: str = ""
    heading: str = ""
    chart: bool = True
    table: bool = True
    scored: bool = False
    notes: bool = True


def write_panel(body: Body, block: Block, panel: Panel) -> None:
    """The whole of it; an empty panel writes nothing."""
    if panel.is_empty:
        return
    heading = block.heading or panel.title
    body.heading(2, heading)
    said = [sentence for sentence in conclusions(panel) if sentence != f"{heading}."]
    body.prose(said, keep=True)
    caption = _caption(block.name, panel)
    if block.chart:
        _chart(body, panel, block.name, caption)
    more = ""
    if block.table:
        table = shown(panel.table)
        more = _more(table)
        body.caption_table(caption)
        body.add(word_table(table, block.name, panel.alt, _broken(panel)))
    notes = _small(panel) if block.notes else ""
    body.small(" ".join(filter(None, (more, notes))))


def _caption(name: str, panel: Panel) -> str:
    """What is shown, its unit and n, in one line that does not say a thing twice."""
    unit = panel.subtitle
    if isinstance(panel.chart, Spans):
        # The screen draws dots and lines; the chart here names its marks itself.
        unit = panel.subtitle.replace(panel.unit, panel.unit.partition(";")[0])
    if unit.lower().startswith(name.lower()):
        return f"{unit[:1].upper()}{unit[1:]}"
    return f"{name}: {unit}"


def _chart(body: Body, panel: Panel, name: str, caption: str) -> None:
    chart = panel.chart
    if isinstance(chart, Podium):
        body.add(winners(chart, name, panel.alt))
        return
    if isinstance(chart, RegionColours):
        content = map_drawing(chart, name, panel.alt, _ids(body))
    else:
        drawn = native(chart) if chart is not None else None
        if drawn is None or not _has_values(drawn):
            return
        content = body.charts.run(
            drawn, name, redrawn(panel.alt, panel, ON_SLIDE), body.drawing_id()
        )
    body.add(paragraph("Gambar", content))
    body.caption_figure(caption)


def _ids(body: Body) -> Iterator[int]:
    while True:
        yield body.drawing_id()


def _has_values(chart: NativeChart) -> bool:
    return any(value is not None for series in chart.series for value in series.values)


def _more(table: Shown) -> str:
    """How many rows are only in the attachment."""
    if not table.left_out:
        return ""
    what = "bulan sebelumnya" if table.earlier else "lainnya"
    return f"… dan {number(table.left_out)} {what} di lampiran Excel."


def _broken(panel: Panel) -> frozenset[tuple[int, int]]:
    """The cells of a passed limit (row, column), which stand red."""
    chart = panel.chart
    if isinstance(chart, Board):
        # The figures of a board are the columns of its table after the name and the count.
        return frozenset(
            (row, 2 + place)
            for row, line in enumerate(chart.rows)
            for place, tone in enumerate(line.tones)
            if tone == "broken"
        )
    if isinstance(chart, KeyFigures):
        return frozenset(
            (row, 1) for row, figure in enumerate(chart.figures) if figure.tone == "broken"
        )
    return frozenset()


def _small(panel: Panel) -> str:
    """Notes and source. What a note says of the screen's marks is said of the report's."""
    programmes = [note.partition(" ")[2].partition(" ")[2] for note in panel.notes
                  if note.startswith(_FLAG)]  # fmt: skip
    notes = [
        note for note in panel.notes
        if not note.startswith((_FLAG, _TICK)) and not note.endswith(_DRAWN) and note != _IN_LIST
    ]  # fmt: skip
    if programmes:
        notes.append(f"Program: {'; '.join(programmes)}")
    said = [
        note if note.endswith((".", "!")) else f"{note}." for note in (*notes, panel.source) if note
    ]
    return " ".join(said)
