"""What stands written in the native charts of a deck: every label beside the value it belongs to.

The values of a chart are compared in test_powerpoint; a label may be a text of its own, so it is
compared here, point by point, with the text of the panel.
"""

from __future__ import annotations

import io
import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from office_files import faults
from pptx import Presentation as open_deck
from pptx.util import Emu, Pt
from test_powerpoint import CASES, made, pairs  # noqa: F401  (a fixture is found by its name)

from lapor_data.domain.numbers import number
from lapor_data.export.foot import shortened
from lapor_data.export.marks import ON_SHEET, ON_SLIDE, redrawn
from lapor_data.export.native import NativeChart, Series, native
from lapor_data.export.powerpoint import deck_file
from lapor_data.export.powerpoint.chart_data import PART_FORMAT, WHOLE_FORMAT
from lapor_data.export.powerpoint.charts import add_chart
from lapor_data.export.powerpoint.fit import LINE, wrapped
from lapor_data.export.powerpoint.house import add_page, house
from lapor_data.present import charts as c
from lapor_data.present.cards import KeyFigure, KeyFigures
from lapor_data.present.cover import SAMPLE_MARK, SOURCE, Cover
from lapor_data.present.map_labels import beside
from lapor_data.present.outlines import outlines
from lapor_data.present.palette import LIGHT
from lapor_data.present.panel import Column, Panel, Table
from lapor_data.present.slides.slide import Presentation, Slide

MADE_ON = date(2023, 8, 2)


def formatted(value: float, code: str) -> str:
    """A whole number as these two formats write it, done by hand."""
    assert code in (WHOLE_FORMAT, PART_FORMAT)
    if code == PART_FORMAT and not value:
        return ""
    digits = f"{value:.0f}"
    return re.sub(r"(?<=\d)(?=(\d{3})+$)", ".", digits)


def written(drawn: Any) -> list[dict[int, str]]:
    """The labels of each series by the place of their point, as they are read on the slide."""
    found = []
    for series in drawn.plots[0].series:
        labels: dict[int, str] = {}
        element = series._element.find("{*}dLbls")
        gone = set()
        for label in [] if element is None else element.findall("{*}dLbl"):
            place = int(label.find("{*}idx").get("val"))
            if label.find("{*}delete") is not None:
                gone.add(place)
                continue
            lines = ["".join(t.text for t in p.iter("{*}t")) for p in label.iter("{*}p")]
            labels[place] = "\n".join(lines)
        shows = element is not None and element.find("{*}showVal").get("val") == "1"
        if shows and element.find("{*}numFmt") is not None:
            code = element.find("{*}numFmt").get("formatCode")
            for place, value in enumerate(series.values):
                if value is not None and place not in labels and place not in gone:
                    labels[place] = formatted(value, code)
        found.append({place: text for place, text in labels.items() if text})
    return found


def check_bars(wanted: NativeChart, labels: list[dict[int, str]]) -> None:
    """Each value has one label, its own, at the end of the longer of bar and mark."""
    main, *others = wanted.series
    for place, (value, text) in enumerate(zip(main.values, main.texts, strict=True)):
        here = [(i, each[place]) for i, each in enumerate(labels) if place in each]
        if value is None or not text:
            assert not here
            continue
        ((at, label),) = here
        other = others[0].values[place] if others else None
        assert at == (1 if other is not None and other > value else 0)
        reached = f" · {others[0].name}: {others[0].texts[place]}" if wanted.reaches and at else ""
        assert label == f"{text}{reached}"


def test_every_label_is_its_points(made) -> None:  # noqa: F811
    seen: dict[str, int] = {}
    for slide, drawn in pairs(made):
        wanted = native(slide.panel.chart) if slide.panel and slide.layout == "isi" else None
        if wanted is None:
            continue
        (chart,) = [shape.chart for shape in drawn.shapes if shape.has_chart]
        labels = written(chart)
        seen[wanted.kind] = seen.get(wanted.kind, 0) + sum(map(len, labels))
        if wanted.kind == "bar":
            check_bars(wanted, labels)
        for series, own in zip(wanted.series, labels, strict=False):
            if wanted.kind == "column":
                flags = {flag.month: flag.label for flag in slide.panel.chart.flags}
                assert own == {
                    place: f"⚑ {flags[month]}\n{text}" if month in flags else text
                    for place, (month, text) in enumerate(
                        zip(slide.panel.chart.months, series.texts, strict=True)
                    )
                }
            if wanted.kind == "stacked":
                assert all(text == series.texts[place] for place, text in own.items())
            if wanted.kind == "line" and len(wanted.series) <= 3:
                known = [i for i, value in enumerate(series.values) if value is not None]
                assert own == {known[-1]: f"{series.name} {series.texts[known[-1]]}"}
        if wanted.kind == "rank":
            for place in (0, len(wanted.categories) - 1):
                said = ", ".join(own[place] for own in labels if place in own)
                for series in wanted.series:
                    if series.values[place] is not None:
                        assert series.name in said
                        assert f"{number(series.values[place])}. " in said
                for own, series in zip(labels, wanted.series, strict=True):
                    if place in own:
                        assert own[place].startswith(series.texts[place])
    assert min(seen.get(kind, 0) for kind in ("bar", "column", "stacked", "rank")) > 3, seen


def drawn(chart: NativeChart) -> Any:
    page = add_page(house(), "")
    return add_chart(page.slide.shapes, chart, 0, 0, 9_000_000, 4_000_000, size=Pt(14)).chart


def test_thousands_have_a_point_in_every_kind() -> None:
    def series(*values: int) -> Series:
        return Series("aduan", values, tuple(map(number, values)), (LIGHT.bar,) * len(values))

    assert formatted(1333, WHOLE_FORMAT) == "1.333"
    for kind in ("bar", "column", "stacked"):
        chart = NativeChart(kind, ("A", "B"), (series(1333, 12_345),), "aduan")
        assert written(drawn(chart)) == [{0: "1.333", 1: "12.345"}], kind
    line = NativeChart("line", ("A", "B"), (series(7, 1333),), "aduan")
    assert written(drawn(line)) == [{1: "aduan 1.333"}]


def test_months_that_would_break_in_a_word_are_named_every_third() -> None:
    months = tuple(f"{name} 21" for name in ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun") * 6)
    values = (5.0,) * len(months)
    many = Series("aduan", values, ("5",) * len(months), (LIGHT.bar,) * len(months))
    few = Series("aduan", values[:6], many.texts[:6], many.colours[:6])
    for kind in ("line", "column"):
        axis = drawn(NativeChart(kind, months, (many,), "aduan")).category_axis._element
        assert axis.find("{*}tickLblSkip").get("val") == "3"
        axis = drawn(NativeChart(kind, months[:6], (few,), "aduan")).category_axis._element
        assert axis.find("{*}tickLblSkip") is None


def test_cards_stay_above_the_caption() -> None:
    """Long words of a region shrink until they fit."""
    figure = KeyFigure(
        "Median respons", "7,0 HK", "peringkat 12 dari 12 · 5,0 HK lebih cepat", "dari S1 2020", (),
        help="Hari kerja dari aduan masuk sampai tindak lanjut pertama; 9 dari 15 bercap waktu.",
    )  # fmt: skip
    table = Table((Column("A"),), (("a",),))
    panel = Panel("uji", "Uji", "aduan", "Uji", "Sumber", table, KeyFigures((figure,) * 5), (), 3)
    lead = "Semester I 2021, Kabupaten Hulu Sungai Utara: " + "15 aduan sah, 93,33% selesai; " * 8
    slide = Slide("a", "A", "Judul " * 14, "isi", lead=lead, panel=panel)
    cover = Cover("Rapat", "S1 2021", "tanpa pembanding", MADE_ON, True)
    file = deck_file(Presentation(cover, (slide,)), made_on=MADE_ON)
    assert faults(file) == []
    shapes = {shape.name: shape for shape in open_deck(io.BytesIO(file)).slides[0].shapes}
    card = shapes["Median respons"]
    used = sum(
        len(wrapped(p.text, p.runs[0].font.size.pt, Emu(card.width).pt))
        * p.runs[0].font.size.pt * LINE + (p.space_before.pt if p.space_before else 0)
        for p in card.text_frame.paragraphs
    )  # fmt: skip
    assert Emu(card.top).pt + used <= Emu(shapes["Keterangan"].top).pt
    assert min(p.runs[0].font.size.pt for p in card.text_frame.paragraphs) >= 12


@pytest.mark.parametrize("most", [40, 60, 90, 1000])
def test_a_footer_never_loses_source_and_sample(most: int) -> None:
    line = "Semester I 2021 · " + "Dinas Pekerjaan Umum, " * 20
    footer = Cover("R", line, "tanpa pembanding", MADE_ON, True).footer
    text = shortened(footer, lambda each: len(each) <= most)
    assert text.endswith(f"{SOURCE} · {SAMPLE_MARK}")
    assert len(text) <= most
    assert text == footer or most < len(footer)


def test_a_footer_without_a_source_is_cut() -> None:
    assert shortened("satu dua tiga", lambda each: len(each) <= 9) == "satu dua…"
    assert shortened("satu", lambda each: True) == "satu"


def test_words_of_the_screens_marks_become_those_of_the_drawing() -> None:
    def panel(chart: c.Chart) -> Panel:
        return Panel("uji", "Uji", "u", "Uji", "S", Table((Column("A"),), ()), chart, (), 3)

    spans = panel(c.Spans((c.Span("A", 1.0, 2.0, "1,0", "x"),), "HK", "median", "n", 1))
    unit = "hari kerja; titik = median, garis sampai persentil 90"
    assert redrawn(unit, spans, ON_SLIDE).endswith("batang = median, garis sampai persentil 90")
    assert redrawn(unit, spans, ON_SHEET) == "hari kerja; median dan persentil 90"
    bars = panel(c.RankedBars((c.Bar("A", 2, "2", 1, "1"),), "aduan", "S1 2020"))
    assert redrawn("Garis tegak: S1 2020", bars, ON_SLIDE) == "Titik: S1 2020"
    assert redrawn("Garis tegak: S1 2020", bars, ON_SHEET) == "Batang gelap: S1 2020"
    # Where nothing of the kind is drawn, the words stay.
    alone = panel(c.RankedBars((c.Bar("A", 2, "2"),), "aduan"))
    assert redrawn("Garis tegak: S1 2020", alone, ON_SLIDE) == "Garis tegak: S1 2020"


def test_lines_to_the_names_beside_the_map_do_not_cross() -> None:
    places = beside(outlines().regions, left_end=0.93, right_end=0.6)
    assert len(places.left) + len(places.right) == 13
    for side, end in ((places.left, 0.93), (places.right, 0.6)):
        heights = [y for _, y in side]
        assert heights == sorted(heights)
        assert heights[-1] <= end + 1e-9
        assert min(b - a for a, b in pairwise(heights)) > 0.05
