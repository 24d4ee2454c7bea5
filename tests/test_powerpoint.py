"""The deck of a meeting: every number in the file is the panel's, in native charts and tables."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import date

import pytest
from pptx import Presentation as open_deck
from pptx.chart.chart import Chart
from pptx.util import Pt

from lapor_data.domain.record_files import bundled_records
from lapor_data.domain.regions import place_name
from lapor_data.export.native import NativeChart, native
from lapor_data.export.powerpoint import deck_file
from lapor_data.export.powerpoint.chart_data import categories_of
from lapor_data.export.powerpoint.deck import LEAST_ACTIONS
from lapor_data.export.powerpoint.region_map import MAP_NAME, colour_of
from lapor_data.present.briefing import Briefing
from lapor_data.present.cards import KeyFigures, Podium
from lapor_data.present.charts import RegionColours
from lapor_data.present.cover import cover_of
from lapor_data.present.slides.known import names
from lapor_data.present.slides.meeting import slides_for
from lapor_data.present.slides.slide import Presentation, Slide
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.store.current import open_sample

MADE_ON = date(2023, 8, 2)
CASES = (("2021-S1", None), ("2022", None), ("2023-07", "63.08"))


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def made(request) -> Iterator[tuple[str, Presentation, object]]:
    """All slides there are for a period (and region), and the file opened again."""
    period, place = request.param
    snapshot = open_sample()
    chosen = ComplaintFilter(Period.parse(period))
    chosen = chosen.with_(place=place) if place else chosen
    b = Briefing(
        snapshot, chosen, snapshot.data_date, snapshot.first_date, tuple(bundled_records())
    )
    keys = [key for key in names() if key == "sorotan" or not key.startswith("sorotan")]
    told = slides_for(b, keys, cover_of(b, is_sample=True))
    deck = open_deck(io.BytesIO(deck_file(told, made_on=MADE_ON)))
    yield period, told, deck


def charts(slide) -> list[Chart]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def tables(slide) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for shape in slide.shapes
        if shape.has_table
    ]


def texts(slide) -> list[str]:
    return [
        paragraph.text
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]


def pairs(made) -> list[tuple[Slide, object]]:
    _, told, deck = made
    assert len(told.slides) == len(deck.slides) >= 15
    return list(zip(told.slides, deck.slides, strict=True))


def test_titles_and_notes(made) -> None:
    for slide, drawn in pairs(made):
        assert drawn.shapes.title.text_frame.text == slide.title
        notes = drawn.notes_slide.notes_text_frame.text if drawn.has_notes_slide else ""
        # The deck draws bars and dots where the screen draws dots and upright lines.
        wanted = [
            text.replace("titik = median", "batang = median").replace("Garis tegak: ", "Titik: ")
            for text in slide.notes
        ]
        assert (notes.split("\n") if notes else []) == wanted
        assert "titik = " not in notes and "Garis tegak" not in notes


def test_footer_and_number_are_placeholders(made) -> None:
    _, told, _ = made
    for place, (_, drawn) in enumerate(pairs(made), 1):
        held = {shape.placeholder_format.type.name: shape for shape in drawn.placeholders}
        if place == 1:
            assert told.cover.line in texts(drawn)
            continue
        assert held["FOOTER"].text_frame.text == told.cover.footer
        assert 'type="slidenum"' in held["SLIDE_NUMBER"]._element.xml


def same(found: Chart, wanted: NativeChart) -> None:
    """Categories, names and values of the chart in the file."""
    plot = found.plots[0]
    assert list(plot.categories) == categories_of(wanted)
    for category, name in zip(plot.categories, wanted.categories, strict=True):
        assert str(category).startswith(name)
    rule = [wanted.rule_name] if wanted.kind == "line" and wanted.rule is not None else []
    assert [series.name for series in plot.series] == [*(s.name for s in wanted.series), *rule]
    for series, source in zip(plot.series, wanted.series, strict=False):
        assert tuple(series.values) == pytest.approx(source.values, nan_ok=True)


def labels(found: Chart) -> str:
    return " ".join(node.text or "" for node in found._chartSpace.iter("{*}t"))


def test_charts_hold_the_values_of_the_panel(made) -> None:
    seen = set()
    for slide, drawn in pairs(made):
        if slide.layout != "isi" or slide.panel is None:
            assert not charts(drawn)
            continue
        wanted = native(slide.panel.chart)
        if wanted is None:
            continue
        (found,) = charts(drawn)
        same(found, wanted)
        seen.add(wanted.kind)
        if wanted.decimals and wanted.kind == "bar":
            said = labels(found)
            for value, text in zip(wanted.series[0].values, wanted.series[0].texts, strict=True):
                assert value is None or text in said
    assert seen >= {"bar", "column", "stacked", "line"}


def test_workbooks_in_charts_hold_the_same(made) -> None:
    from openpyxl import load_workbook

    for slide, drawn in pairs(made):
        for found in charts(drawn):
            book = load_workbook(io.BytesIO(found.part.chart_workbook.xlsx_part.blob))
            rows = list(book["Data"].iter_rows(values_only=True))
            wanted = native(slide.panel.chart)
            assert [row[0] for row in rows[1:]] == categories_of(wanted)
            for place, series in enumerate(wanted.series, 1):
                assert rows[0][place] == series.name
                assert tuple(row[place] for row in rows[1:]) == pytest.approx(series.values)


def test_tables_hold_the_cells_of_the_panel(made) -> None:
    for slide, drawn in pairs(made):
        if slide.layout not in ("tabel", "tindakan"):
            continue
        (found,) = tables(drawn)
        assert found[0] == [column.head for column in slide.table.columns]
        wanted = slide.table.shown()
        assert found[1 : 1 + len(wanted)] == wanted
        empty = found[1 + len(wanted) :]
        assert all(cell == "" for row in empty for cell in row)
        least = LEAST_ACTIONS if slide.layout == "tindakan" else 0
        assert len(found) - 1 == max(len(wanted), least)


def test_figures_cards_points_and_sentences_stand_as_text(made) -> None:
    for slide, drawn in pairs(made):
        said = texts(drawn)
        chart = slide.panel.chart if slide.panel and slide.layout == "isi" else None
        if isinstance(chart, KeyFigures):
            for figure in chart.figures:
                assert {figure.label, figure.text, figure.change, figure.than} <= {*said, ""}
        if isinstance(chart, Podium):
            for card in chart.cards:
                assert {card.name, card.text, f"Peringkat {card.rank}"} <= set(said)
                for part in card.parts:
                    assert {f"{part.label}: {part.text}", part.counts} <= set(said)
        if slide.layout == "butir":
            assert set(slide.points) <= set(said)
        if slide.layout == "kalimat":
            assert slide.lead in said


def test_map_is_thirteen_named_shapes(made) -> None:
    period, _, _ = made
    found = 0
    for slide, drawn in pairs(made):
        chart = slide.panel.chart if slide.panel and slide.layout == "isi" else None
        if not isinstance(chart, RegionColours):
            continue
        found += 1
        (group,) = [shape for shape in drawn.shapes if shape.name == MAP_NAME]
        shapes = {shape.name: shape for shape in group.shapes}
        assert len(group.shapes) == len(shapes) == 13
        for index, code in enumerate(chart.codes):
            shape = shapes[place_name(code)]
            assert f"#{shape.fill.fore_color.rgb}" == colour_of(chart, index).upper()
            assert shape._element.nvSpPr.cNvPr.get("descr") == chart.sentences[index]
        named = {s.name: s.text_frame for s in drawn.shapes if s.name.startswith("Nama ")}
        assert len(named) == 13
        for index, label in enumerate(chart.labels):
            (run,) = named[f"Nama {label}"].paragraphs[0].runs
            assert run.text == f"{label}: {chart.texts[index]}"
            assert run.font.size >= Pt(12)
            # The chosen place stands out, in its name and by its edge.
            chosen = chart.codes[index] == chart.chosen
            assert bool(run.font.bold) == chosen
            width = shapes[place_name(chart.codes[index])].line.width
            assert width == (Pt(3) if chosen else Pt(1))
        assert sum(code == chart.chosen for code in chart.codes) == (period == "2023-07")
        assert f"{chart.class_names[0]} {chart.unit}".strip() in texts(drawn)
    assert found >= 3


def test_everything_drawn_says_what_it_shows(made) -> None:
    for _, drawn in pairs(made):
        for shape in drawn.shapes:
            if shape.has_chart or shape.has_table or shape.name == MAP_NAME:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr"), shape.name


def test_nothing_leaves_the_slide(made) -> None:
    _, _, deck = made
    for drawn in deck.slides:
        for shape in drawn.shapes:
            assert shape.left >= 0 and shape.top >= 0, shape.name
            assert shape.left + shape.width <= deck.slide_width + Pt(1), shape.name
            assert shape.top + shape.height <= deck.slide_height + Pt(1), shape.name


def test_published_figures_are_in_the_deck_of_their_period(made) -> None:
    period, told, deck = made
    drawn = {slide.key: shape for slide, shape in pairs(made)}
    if period == "2021-S1":
        chart = charts(drawn["topik"])[0]
        values = tuple(chart.plots[0].series[0].values)
        assert values[:5] == (77, 25, 23, 20, 15)
        assert "385" in list(chart.plots[0].categories)[5]
        assert {"545", "95,8%"} <= set(texts(drawn["angka"]))
    if period == "2022":
        assert {"2,01", "1,95", "1,79"} <= set(texts(drawn["juara"]))
        notes = "\n".join(
            slide.notes_slide.notes_text_frame.text
            for slide in deck.slides
            if slide.has_notes_slide
        )
        assert "2,01" in notes
    assert told.cover.title == deck.core_properties.title


def test_few_complaints_of_the_first_half_of_2021(made) -> None:
    """P3: the five with few complaints."""
    period, _, _ = made
    if period != "2021-S1":
        return
    (rows,) = tables({slide.key: shape for slide, shape in pairs(made)}["sedikit"])
    assert {row[0] for row in rows[1:]} == {
        place_name(code) for code in ("63.02", "63.11", "63.04", "63.10", "63.08")
    }


def test_equal_slides_make_equal_files_quickly(made) -> None:
    _, told, _ = made
    # Of this process alone: other tests run beside it.
    began = time.process_time()
    one = deck_file(told, made_on=MADE_ON)
    assert time.process_time() - began < 5
    assert one == deck_file(told, made_on=MADE_ON)
