"""From the slides of a meeting to a .pptx: each layout of a Slide is drawn by one function here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Pt

from lapor_data.domain.numbers import number
from lapor_data.export.marks import ON_SLIDE, has_second, redrawn
from lapor_data.export.native import native
from lapor_data.export.powerpoint import fit, speaker
from lapor_data.export.powerpoint.cards import add_figures, add_podium
from lapor_data.export.powerpoint.charts import add_chart
from lapor_data.export.powerpoint.house import house
from lapor_data.export.powerpoint.pages import Box, Page, add_page, add_text, describe
from lapor_data.export.powerpoint.region_map import add_map
from lapor_data.export.powerpoint.tables import add_table
from lapor_data.export.powerpoint.text import INK, LANGUAGE, SECONDARY, add_run, plain_paragraph
from lapor_data.export.xml_text import shown
from lapor_data.present.cards import KeyFigures, Podium
from lapor_data.present.charts import MonthColumns, RegionColours
from lapor_data.present.cover import APP_NAME, OWNER, SAMPLE_MARK
from lapor_data.present.panel import Panel, Table
from lapor_data.present.slides.shorten import in_pages
from lapor_data.present.slides.slide import MOST_ROWS, Presentation, Slide

_CAPTION_SIZE = 12
_LEAD_SIZES = (20, 18, 16)
_SENTENCE_SIZES = (40, 36, 32, 28, 24, 22, 20, 18)
_POINT_SIZES = (26, 24, 22, 20, 18, 16)
_CHART_SIZES = (18, 16, 15, 14, 13, 12)
# Rows to write in where fewer action points are agreed.
LEAST_ACTIONS = 5
_LONGEST_PROPERTY = 255
_TICK_NOTE = "Garis tegak: "


@dataclass(frozen=True)
class _Sheet:
    """A slide being drawn: what it says, the page, the room left on it."""

    slide: Slide
    page: Page
    box: Box

    @property
    def shapes(self) -> Any:
        return self.page.slide.shapes


def deck_file(presentation: Presentation, *, template: bytes | None = None, made_on: date) -> bytes:
    """The presentation as a .pptx with native charts, tables and notes, in the house look or in
    `template` (a .pptx); `made_on` is the day that the file says it was made.

    Raises TemplateError when the template cannot be used.
    """
    deck = house(template)
    for slide in presentation.slides:
        for part in _parts(slide):
            _add(deck, part, presentation)
    _properties(deck, presentation, made_on)
    stream = io.BytesIO()
    deck.save(stream)
    return _dated(stream.getvalue(), made_on)


def _parts(slide: Slide) -> list[Slide]:
    """The slide; of action points that need more room, several."""
    if slide.layout != "tindakan" or slide.table is None or len(slide.table.rows) <= MOST_ROWS:
        return [slide]
    tables = list(in_pages(slide.table))
    return [
        replace(slide, title=f"{slide.title} ({number(i)}/{number(len(tables))})", table=table)
        for i, table in enumerate(tables, 1)
    ]


def _add(deck: Deck, slide: Slide, presentation: Presentation) -> None:
    cover = presentation.cover
    if slide.layout == "judul":
        page = add_page(deck, kind="cover")
        page.write_title(slide.title, cover=True)
        marks = (SAMPLE_MARK,) if cover.is_sample else ()
        _cover(page, (slide.lead or cover.line, OWNER, *marks))
    else:
        written = slide.layout in ("kalimat", "butir")
        page = add_page(deck, cover.footer, "body" if written else "title")
        page.write_title(slide.title)
        box = _lead(page, slide, _caption(page, slide))
        _DRAWERS[slide.layout](_Sheet(slide, page, box))
    told = [redrawn(paragraph, slide.panel, ON_SLIDE) for paragraph in slide.notes]
    speaker.write_notes(page.slide, told)


def _cover(page: Page, lines: tuple[str, ...]) -> None:
    frame = (
        page.body.text_frame
        if page.body is not None
        else add_text(page.slide.shapes, page.box, "Isi")
    )
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        add_run(paragraph, line, 22 if place == 0 else 18, bold=line == SAMPLE_MARK)


def _lead(page: Page, slide: Slide, box: Box) -> Box:
    """The sentence under the title, where the slide has one beside its panel; the room below."""
    if not slide.lead or slide.layout == "kalimat":
        return box
    width = Emu(box.width).pt
    size = fit.size_for(slide.lead, _LEAD_SIZES, width, 3)
    lines = min(3, len(fit.wrapped(slide.lead, size, width)))
    height = int(Pt(lines * size * fit.LINE + 2))
    frame = add_text(page.slide.shapes, Box(box.left, box.top, box.width, height), "Kalimat")
    add_run(frame.paragraphs[0], fit.cut(slide.lead, size, width, 3), size, colour=INK)
    return box.below(height + int(Pt(14)))


def _caption(page: Page, slide: Slide) -> Box:
    """Unit, n and notes over the foot, two lines at most (all of it is in the notes)."""
    text = _caption_text(slide.panel)
    if not text:
        return page.box
    width = Emu(page.box.width).pt
    text = fit.cut(text, _CAPTION_SIZE, width, 2)
    lines = len(fit.wrapped(text, _CAPTION_SIZE, width))
    height = int(Pt(lines * _CAPTION_SIZE * fit.LINE + 2))
    left = page.box.above(height + int(Pt(8)))
    place = Box(page.box.left, page.box.bottom - height, page.box.width, height)
    frame = add_text(page.slide.shapes, place, "Keterangan")
    add_run(frame.paragraphs[0], text, _CAPTION_SIZE, colour=SECONDARY)
    return left


def _caption_text(panel: Panel | None) -> str:
    if panel is None:
        return ""
    # The key of the chart says it already.
    notes = [n for n in panel.notes if not (has_second(panel) and n.startswith(_TICK_NOTE))]
    text = " · ".join(part for part in (panel.subtitle, *notes) if part)
    return shown(redrawn(text, panel, ON_SLIDE))


def _sentence(sheet: _Sheet) -> None:
    _write_body(sheet, (sheet.slide.lead,), _SENTENCE_SIZES, bullets=False)


def _points(sheet: _Sheet) -> None:
    _write_body(sheet, sheet.slide.points, _POINT_SIZES, bullets=True)


def _write_body(
    sheet: _Sheet, lines: tuple[str, ...], sizes: tuple[int, ...], *, bullets: bool
) -> None:
    """Paragraphs in the body of the layout, as large as fits; a text box where it has none."""
    body, box = sheet.page.body, sheet.box
    frame = body.text_frame if body is not None else add_text(sheet.shapes, box, "Isi")
    width = Emu(body.width if body is not None else box.width).pt - (48 if bullets else 16)
    height = Emu(body.height if body is not None else box.height).pt * 0.95
    size = sizes[-1]
    for size in sizes:
        gap = size * 0.6 if bullets else 0
        used = sum(len(fit.wrapped(line, size, width)) * size * fit.LINE + gap for line in lines)
        if used <= height:
            break
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        plain_paragraph(paragraph, bullet=bullets, own=body is None)
        if bullets and place:
            paragraph.space_before = Pt(size * 0.6)
        add_run(paragraph, line, size)


def _table(sheet: _Sheet) -> None:
    if sheet.slide.table is not None:
        _draw_table(sheet, sheet.slide.table)


def _actions(sheet: _Sheet) -> None:
    if sheet.slide.table is not None:
        _draw_table(sheet, sheet.slide.table, LEAST_ACTIONS)


def _draw_table(sheet: _Sheet, table: Table, rows: int = 0) -> None:
    count = max(len(table.rows), rows) + 1
    # Room to write by hand where rows are empty.
    height = min(62 if rows else 46, Emu(sheet.box.height).pt / count)
    frame = add_table(sheet.shapes, table, sheet.box, rows=rows, row_height_pt=height)
    panel = sheet.slide.panel
    describe(frame, "Tabel", panel.alt if panel is not None and panel.alt else sheet.slide.title)


def _content(sheet: _Sheet) -> None:
    """The chart of the panel, by its kind; a panel without one shows the head of its table."""
    panel = sheet.slide.panel
    if panel is None:
        return
    match panel.chart:
        case KeyFigures():
            add_figures(sheet.shapes, panel.chart, sheet.box)
        case Podium():
            add_podium(sheet.shapes, panel.chart, sheet.box)
        case RegionColours():
            add_map(sheet.shapes, panel.chart, sheet.box, alt=panel.alt or panel.title)
        case _:
            _chart(sheet, panel)


def _chart(sheet: _Sheet, panel: Panel) -> None:
    chart = native(panel.chart) if panel.chart is not None else None
    if chart is None or not chart.categories:
        _draw_table(sheet, Table(panel.table.columns, panel.table.rows[:MOST_ROWS]))
        return
    flags = {}
    if isinstance(panel.chart, MonthColumns):
        at = {month: place for place, month in enumerate(panel.chart.months)}
        flags = {at[flag.month]: flag.label for flag in panel.chart.flags if flag.month in at}
    rows = len(chart.categories) if chart.kind in ("bar", "stacked") else 0
    rows = len(chart.series) if chart.kind == "rank" else rows
    # A row of a chart is a line and a half high.
    room = Emu(sheet.box.height).pt / (rows + 2)
    size = next((s for s in _CHART_SIZES if s * 1.5 <= room), _CHART_SIZES[-1])
    box = sheet.box
    frame = add_chart(
        sheet.shapes, chart, box.left, box.top, box.width, box.height, size=Pt(size), flags=flags
    )
    describe(frame, "Bagan", redrawn(panel.alt or panel.title, panel, ON_SLIDE))


_DRAWERS: dict[str, Callable[[_Sheet], None]] = {
    "kalimat": _sentence,
    "isi": _content,
    "tabel": _table,
    "butir": _points,
    "tindakan": _actions,
}


def _properties(deck: Deck, presentation: Presentation, made_on: date) -> None:
    """Whose it is and of which day; nothing of the machine or of a template's author."""
    core = deck.core_properties
    core.title = shown(presentation.cover.title)[:_LONGEST_PROPERTY]
    core.subject = shown(presentation.cover.line)[:_LONGEST_PROPERTY]
    core.author = core.last_modified_by = APP_NAME
    core.language = LANGUAGE
    core.created = core.modified = datetime.combine(made_on, time())
    core.revision = 1
    core.comments = core.keywords = core.category = ""


def _dated(file: bytes, made_on: date) -> bytes:
    """The same file with that day on all its parts: equal slides make equal files."""
    stream = io.BytesIO()
    day = (max(made_on.year, 1980), made_on.month, made_on.day, 0, 0, 0)
    with (
        zipfile.ZipFile(io.BytesIO(file)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, day)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(part))
    return stream.getvalue()
