"""The attachment: every cell is the panel's, every chart shows cells, every link leads somewhere."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from lapor_data.domain.record_files import bundled_records
from lapor_data.export.excel import workbook
from lapor_data.export.excel.charts import LYING
from lapor_data.export.excel.contents import FORBIDDEN, FRONT, LONGEST_NAME, ROWS, Entry, entries
from lapor_data.export.excel.panel_sheet import HEAD, OWN_NUMBERS, SPACE
from lapor_data.export.native import NativeChart, native
from lapor_data.present import catalogue
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import SmallMultiples
from lapor_data.present.conclusions import NOTHING, conclusions
from lapor_data.present.cover import SAMPLE_MARK, cover_of
from lapor_data.present.panel import Column, Panel, Quantity
from lapor_data.questions import rows as questions
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import NO_COMPARISON, Period
from lapor_data.store.current import open_sample


@dataclass(frozen=True)
class Made:
    """A workbook and what it was made from."""

    briefing: Briefing
    data: bytes

    @cached_property
    def book(self) -> Any:
        """As openpyxl reads it."""
        return openpyxl.load_workbook(io.BytesIO(self.data))

    @cached_property
    def panels(self) -> list[tuple[Entry, Panel]]:
        """The panels by sheet, asked anew."""
        b = self.briefing
        return [(e, catalogue.build(e.slug, b, e.option)) for e in entries(b, "")]


def make(period: str, place: str | None = None, **more: Any) -> Made:
    s = open_sample()
    f = ComplaintFilter(Period.parse(period), place, **more)
    assert s.data_date and s.first_date
    b = Briefing(s, f, s.data_date, s.first_date, bundled_records())
    return Made(b, workbook(b, cover_of(b, is_sample=True)))


CASES = {
    "semester": ("2021-S1", None, {}),
    "wilayah": ("2022", "63.08", {}),
    "tanpa pembanding": ("2023-S1", "63.72", {"compare": NO_COMPARISON}),
    "kosong": ("2035", None, {}),
}


@pytest.fixture(scope="module", params=CASES)
def made(request: pytest.FixtureRequest) -> Made:
    period, place, more = CASES[request.param]
    return make(period, place, **more)


@pytest.fixture(scope="module")
def semester() -> Made:
    return make("2021-S1")


def wanted(column: Column, value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, Quantity):
        # "97,8%" in a column of several units is a number there, as on every other sheet.
        return wanted(value.column, value.value)
    if column.kind == "percent":
        return pytest.approx(value / 100)
    if column.is_number and isinstance(value, (int, float)):
        return pytest.approx(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return str(value)


def test_every_cell_is_the_panels(made: Made) -> None:
    for entry, panel in made.panels:
        sheet = made.book[entry.name]
        if panel.is_empty:
            assert sheet.max_row <= HEAD
            continue
        heads = [sheet.cell(HEAD + 1, c + 1).value for c in range(len(panel.table.columns))]
        assert heads == [column.head for column in panel.table.columns], entry.name
        for number, row in enumerate(panel.table.rows):
            for place, (column, value) in enumerate(zip(panel.table.columns, row, strict=True)):
                cell = sheet.cell(HEAD + 2 + number, place + 1)
                assert cell.value == wanted(column, value), f"{entry.name} {cell.coordinate}"
        below = sheet.cell(HEAD + 2 + len(panel.table.rows), 1)
        assert below.value is None, entry.name


def test_every_number_has_the_format_of_its_column(made: Made) -> None:
    for entry, panel in made.panels:
        for place, column in enumerate(panel.table.columns):
            if any(isinstance(row[place], Quantity) for row in panel.table.rows):
                continue  # by hand below
            zeros = "." + "0" * column.decimals if column.decimals else ""
            expected = {
                "text": "General",
                "count": "#,##0",
                "percent": f"0{zeros}%",
                "decimal": f"#,##0{zeros}",
                "date": "[$-421]d mmm yyyy",
                "month": "[$-421]mmm yyyy",
            }[column.kind]
            for number in range(len(panel.table.rows)):
                cell = made.book[entry.name].cell(HEAD + 2 + number, place + 1)
                assert cell.number_format == expected, f"{entry.name} {cell.coordinate}"


def test_key_figures_are_numbers_with_their_units(semester: Made) -> None:
    entry = next(entry for entry, panel in semester.panels if panel.slug == "ringkasan-angka")
    sheet = semester.book[entry.name]
    found = {
        sheet.cell(row, 1).value: (sheet.cell(row, 2).value, sheet.cell(row, 2).number_format)
        for row in range(HEAD + 2, HEAD + 7)
    }
    assert found == {
        "Aduan sah": (545, "#,##0"),
        "Tindak lanjut": (pytest.approx(533 / 545), "0.0%"),
        "Selesai": (pytest.approx(522 / 545), "0.0%"),
        "Median respons": (3, '#,##0.0" HK"'),
        "Tepat waktu ≤ 3 HK": (pytest.approx(247 / 545), "0.0%"),
    }


def test_top_of_every_sheet(made: Made) -> None:
    for entry, panel in made.panels:
        sheet = made.book[entry.name]
        assert sheet["A1"].value == panel.title
        # Sheets draw second bars where the screen draws dots and upright lines.
        unit = panel.subtitle.replace(
            "titik = median, garis sampai persentil", "median dan persentil"
        )
        assert (sheet["A2"].value or "") == unit
        assert sheet["A3"].value == "\n".join(conclusions(panel))
        notes = " · ".join((*panel.notes, panel.source))
        assert sheet["A4"].value in (notes, notes.replace("Garis tegak: ", "Batang gelap: "))
        drawn = native(panel.chart) if panel.chart is not None else None
        if drawn is not None and drawn.kind == "bar":
            assert "Garis tegak" not in sheet["A4"].value


def test_heads_stay_and_can_be_filtered(made: Made) -> None:
    for entry, panel in made.panels:
        sheet = made.book[entry.name]
        if panel.is_empty:
            assert sheet.auto_filter.ref is None
            continue
        assert sheet.freeze_panes in (f"A{HEAD + 2}", f"B{HEAD + 2}"), entry.name
        _, first, last_col, last = range_boundaries(sheet.auto_filter.ref)
        assert (first, last) == (HEAD + 1, HEAD + 1 + len(panel.table.rows))
        assert last_col == len(panel.table.columns)


def cells_of(made: Made, reference: str) -> list[Any]:
    name, _, area = reference.rpartition("!")
    sheet = made.book[name.strip("'")]
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    return [sheet.cell(r, c).value for r in range(top, bottom + 1) for c in range(left, right + 1)]


def drawn_charts(made: Made) -> Iterator[tuple[Entry, Panel, NativeChart, Any]]:
    for entry, panel in made.panels:
        chart = native(panel.chart) if panel.chart is not None else None
        found = made.book[entry.name]._charts
        if chart is None or panel.is_empty or not chart.categories or not chart.series:
            assert not found, entry.name
        elif isinstance(panel.chart, SmallMultiples):
            assert len(found) == len(chart.series)
            for one, series in zip(found, chart.series, strict=True):
                alone = NativeChart("column", chart.categories, (series,), chart.unit)
                yield entry, panel, alone, one
        else:
            assert len(found) == 1, entry.name
            yield entry, panel, chart, found[0]


def test_charts_show_cells_with_the_values_of_the_native_chart(made: Made) -> None:
    for entry, _, chart, found in drawn_charts(made):
        drawn = list(found.series)
        if chart.rule is not None and chart.kind == "line":
            rule = cells_of(made, drawn.pop().val.numRef.f)
            assert rule == [chart.rule] * len(chart.categories)
        assert len(drawn) == len(chart.series)
        scale = 100 if chart.unit == "%" else 1
        for one, series in zip(drawn, chart.series, strict=True):
            values = cells_of(made, one.val.numRef.f)
            assert [None if v is None else v * scale for v in values] == [
                None if v is None else pytest.approx(v) for v in series.values
            ], entry.name
            reference = one.cat.strRef or one.cat.numRef
            labels = cells_of(made, reference.f)
            assert len(labels) == len(chart.categories)
            for label, category in zip(labels, chart.categories, strict=True):
                if isinstance(label, datetime):
                    assert f"{label.year % 100:02d}" == category[-2:]
                else:
                    # The table has names in full: "Kota Banjarbaru" for "Banjarbaru".
                    assert str(label).endswith(category), entry.name
            assert one.tx.strRef is not None, "a literal name could be read as a formula"
            (name,) = cells_of(made, one.tx.strRef.f)
            assert isinstance(name, str) and name


def colour_of(found: Any) -> str:
    return str(getattr(found, "val", found))


def test_charts_are_drawn_as_the_house_draws(made: Made) -> None:
    kinds = set()
    for entry, panel, chart, found in drawn_charts(made):
        kinds.add(chart.kind)
        several = len(chart.series) > 1 or chart.rule is not None
        assert not (found.legend is not None and not several), entry.name
        if chart.kind in LYING:
            assert found.barDir == "bar"
            assert found.x_axis.scaling.orientation == "maxMin", "first category on top"
            assert found.y_axis.scaling.min == 0
        if chart.kind == "rank":
            assert found.y_axis.scaling.orientation == "maxMin"
        if chart.whole is not None:
            assert found.y_axis.scaling.max == chart.whole / (100 if chart.unit == "%" else 1)
        for one, series in zip(found.series, chart.series, strict=False):
            if chart.kind in ("line", "rank") or isinstance(panel.chart, SmallMultiples):
                continue
            main = one.graphicalProperties.solidFill.srgbClr
            own = {p.idx: p.graphicalProperties.solidFill.srgbClr for p in one.dPt}
            colours = [
                f"#{colour_of(own.get(place, main))}" for place in range(len(series.colours))
            ]
            assert colours == list(series.colours), entry.name
    if made.briefing.now.received:
        assert kinds >= {"bar", "column", "stacked", "line"}


def test_numbers_that_only_the_chart_has_are_named(semester: Made) -> None:
    sheet = semester.book["Bobot nilai"]
    labels = [cell.value for cell in sheet[SPACE + 1]]
    assert labels.count(OWN_NUMBERS) == 1
    col = labels.index(OWN_NUMBERS) + 1
    assert sheet.cell(HEAD + 2, col).value == "1. Banjarbaru"
    # Where the table has the numbers, no second set of them is written.
    assert OWN_NUMBERS not in [cell.value for cell in semester.book["Topik teratas"][SPACE + 1]]


def test_names_of_sheets(made: Made) -> None:
    names = made.book.sheetnames
    assert names[0] == FRONT and names[-1] == ROWS
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name) <= LONGEST_NAME
        assert not set(name) & set(FORBIDDEN)
    assert any(name.startswith("Profil") for name in names) == (
        made.briefing.filter.place is not None
    )


def test_all_panels_of_the_pages_are_there() -> None:
    b = make("2021-S1", "63.08").briefing
    shown = {entry.slug for entry in entries(b, "")}
    every = {*catalogue.PANELS, *catalogue.WITH_OPTION}
    assert every - shown == {slug for slug in every if slug.startswith("bengkel")}


def test_front_says_what_was_chosen_and_leads_everywhere(made: Made) -> None:
    sheet = made.book[FRONT]
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    cover = cover_of(made.briefing, is_sample=True)
    for part in (cover.title, cover.selected, cover.compared, SAMPLE_MARK, "SP4N-LAPOR!"):
        assert part in text
    assert "1 Agustus 2023" in text
    s = made.briefing.settings
    for part in (
        f"paling lama {s.respons_pertama} HK",
        f"kurang dari {s.cakupan_minimum_persen}%",
        f"kurang dari {s.sampel_minimum} aduan",
        "aduan masuk dikurangi",
        "bobot nilai = 1 × porsi",
    ):
        assert part in text.lower() or part in text
    targets = []
    for link in (cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink):
        assert link.target is None, "no link leads out of the file"
        name, _, cell = link.location.rpartition("!")
        assert cell == "A1"
        targets.append(name.strip("'"))
    assert targets == made.book.sheetnames[1:]


def test_print_setup_and_properties(made: Made) -> None:
    for sheet in made.book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # One page wide (what Excel takes where the file says nothing), as many high as needed.
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert "Halaman" in sheet.oddFooter.right.text
        assert sheet.oddFooter.left.text
        if sheet.auto_filter.ref:
            head = range_boundaries(sheet.auto_filter.ref)[1]
            assert sheet.print_title_rows == f"${head}:${head}"
    properties = made.book.properties
    assert properties.creator == "LAPOR! Paman"
    assert properties.title.startswith("Lampiran: ")
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            for path in (Path.cwd(), Path.home(), made.briefing.source.path.parent):  # type: ignore[attr-defined]
                assert str(path).encode() + b"/" not in part, name


def test_rows_are_those_of_the_csv(made: Made) -> None:
    b, sheet = made.briefing, made.book[ROWS]
    found = questions.rows(b.source, b.filter, questions.RowsOf("received"), 0, 10_000)
    assert found.total == len(found.rows)
    assert [cell.value for cell in sheet[4]] == list(questions.HEADS)
    assert sheet.max_row == 4 + found.total
    for number in (0, found.total // 2, found.total - 1) if found.total else ():
        row, cells = found.rows[number], [cell.value for cell in sheet[5 + number]]
        assert cells[0] == row.tracking_id
        assert cells[1] == datetime.combine(row.received_date, datetime.min.time())
        assert row.received_at and cells[2] == row.received_at.time()
        assert cells[3] == row.place_name
        assert cells[4:12] == [
            row.place_reason, row.agency, row.classification, row.channel, row.category,
            row.status, row.stage, row.title,
        ]  # fmt: skip
        for value, moment in ((cells[12], row.first_response_at), (cells[13], row.closed_at)):
            assert (value is None) == (moment is None)
            assert value is None or abs((value - moment).total_seconds()) < 1
        assert cells[14:] == [row.response_wd, row.resolution_wd]
    note = sheet["A2"].value
    assert note.startswith(f"{found.total:,}".replace(",", ".")) and "Hanya" not in note


def test_rows_that_are_cut_are_said(semester: Made) -> None:
    b = semester.briefing
    data = workbook(b, cover_of(b, is_sample=False), most_rows=10)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book[ROWS].max_row == 14
    assert "Hanya 10 aduan terbaru" in book[ROWS]["A2"].value
    front = [cell.value for row in book[FRONT].iter_rows() for cell in row]
    assert not any(SAMPLE_MARK in str(value) for value in front)


def test_an_empty_period_says_so() -> None:
    made = make("2035")
    empty = [entry.name for entry, panel in made.panels if panel.is_empty]
    assert "Topik" in empty and len(empty) >= 5
    said = [made.book[name]["A3"].value for name in empty]
    assert NOTHING in said and all(said)
    assert made.book[ROWS]["A2"].value.startswith("0 aduan masuk")


def test_the_same_data_gives_the_same_file(semester: Made) -> None:
    again = workbook(semester.briefing, cover_of(semester.briefing, is_sample=True))
    assert again == semester.data
