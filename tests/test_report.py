"""The report as a Word file: every cell and every chart value is the panel's, nothing is torn."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook
from tiny import BANJARBARU, HSU, Row, source_of

from lapor_data.domain.record_files import bundled_records
from lapor_data.domain.records import Record
from lapor_data.domain.regions import BY_CODE, place_name
from lapor_data.export.native import native
from lapor_data.export.word import report
from lapor_data.export.word.chapters import _HISTORY, _PROFILE, CHAPTERS, panel_of
from lapor_data.export.word.panels import Block
from lapor_data.present.briefing import Briefing
from lapor_data.present.cards import Podium
from lapor_data.present.charts import RegionColours
from lapor_data.present.conclusions import NOTHING
from lapor_data.present.cover import OWNER, SAMPLE_MARK, cover_of, meeting_name
from lapor_data.present.panel import Panel
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.store.current import open_sample

MADE_ON = date(2026, 11, 22)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
SUMMARY = (
    Block("ringkasan-angka", "", chart=False),
    Block("ringkasan-wilayah", "", chart=False),
)


@cache
def sample(period: str, place: str | None = None) -> tuple[Briefing, bytes]:
    snapshot = open_sample()
    chosen = ComplaintFilter(Period.parse(period), place=place)
    records = tuple(bundled_records())
    b = Briefing(snapshot, chosen, snapshot.data_date, snapshot.first_date, records)
    return b, report(b, cover_of(b, is_sample=True), made_on=MADE_ON)


@pytest.fixture(scope="module", autouse=True)
def forget() -> Iterator[None]:
    yield
    sample.cache_clear()


def body_of(made: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def words(element: Any) -> str:
    """The text of a paragraph or cell as a reader sees it."""
    return "".join(
        node.text or "" if node.tag == f"{W}t" else "\t" if node.tag == f"{W}tab" else "\n"
        for node in element.iter(f"{W}t", f"{W}br", f"{W}tab")
        if node.getparent().tag == f"{W}r"
    )


def text_of(made: bytes) -> str:
    return "\n".join(words(p) for p in body_of(made).iter(f"{W}p"))


def tables_of(made: bytes) -> dict[tuple[str, ...], list[list[str]]]:
    """Every table by its heads and description: rows of cells."""
    found = {}
    for table in body_of(made).iter(f"{W}tbl"):
        rows = [[words(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        described = table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")
        found[(described, *rows[0])] = rows[1:]
    return found


def headings_of(made: bytes) -> list[tuple[int, str]]:
    found = []
    for paragraph in body_of(made).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in ("Heading1", "Heading2"):
            found.append((int(style.get(f"{W}val")[-1]), words(paragraph)))
    return found


def panels_of(b: Briefing) -> Iterator[tuple[Block, Panel]]:
    blocks = [*SUMMARY, *(block for chapter in CHAPTERS for block in chapter.blocks), *_HISTORY]
    if b.filter.place in BY_CODE:
        blocks += _PROFILE
    for block in blocks:
        panel = panel_of(b, block, "")
        if not panel.is_empty:
            yield block, panel


PERIODS = [("2021-S1", None), ("2022", None), ("2023-S1", None), ("2021-S1", HSU)]


@pytest.mark.parametrize(("period", "place"), PERIODS)
def test_every_cell_is_the_panels(period: str, place: str | None) -> None:
    b, made = sample(period, place)
    found = tables_of(made)
    compared = 0
    for block, panel in panels_of(b):
        if not block.table:
            continue
        rows = panel.table.shown()
        rows = rows[-20:] if panel.table.columns[0].kind == "month" else rows[:20]
        heads = [column.head for column in panel.table.columns]
        assert found[(panel.alt, *heads)] == rows, block.slug
        compared += 1
    assert compared >= 17


def charts_of(made: bytes) -> list[tuple[Any, bytes]]:
    """The charts in the order of the text: their XML and their workbook."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        rels = etree.fromstring(package.read("word/_rels/document.xml.rels"))
        targets = {rel.get("Id"): rel.get("Target") for rel in rels}
        found = []
        for chart in body_of(made).iter(f"{C}chart"):
            name = f"word/{targets[chart.get(f'{R}id')]}"
            own = etree.fromstring(package.read(name.replace("charts/", "charts/_rels/") + ".rels"))
            space = etree.fromstring(package.read(name))
            key = space.find(f"{C}externalData").get(f"{R}id")
            target = next(rel.get("Target") for rel in own if rel.get("Id") == key)
            found.append((space, package.read(f"word/charts/{target}".replace("charts/../", ""))))
    return found


def points(parent: Any, count: int) -> list[str | None]:
    values: list[str | None] = [None] * count
    for point in parent.iter(f"{C}pt"):
        values[int(point.get("idx"))] = point.find(f"{C}v").text
    return values


@pytest.mark.parametrize(("period", "place"), PERIODS)
def test_every_chart_has_the_panels_values(period: str, place: str | None) -> None:
    b, made = sample(period, place)
    expected = [
        drawn
        for block, panel in panels_of(b)
        if block.chart and panel.chart is not None and (drawn := native(panel.chart)) is not None
    ]
    found = charts_of(made)
    assert len(found) == len(expected) >= 9
    for chart, (space, workbook) in zip(expected, found, strict=True):
        count = len(chart.categories)
        series = list(space.iter(f"{C}ser"))
        assert len(series) >= len(chart.series)
        sheet = load_workbook(io.BytesIO(workbook)).worksheets[0]
        for place_, (own, told) in enumerate(zip(chart.series, series, strict=False)):
            names = points(told.find(f"{C}cat"), count)
            values = points(told.find(f"{C}val"), count)
            for row, (name, value) in enumerate(zip(chart.categories, own.values, strict=True)):
                # "Topik lainnya" has no bar; its text stands with its name.
                assert (names[row] or "").startswith(name[:79])
                cell = sheet.cell(row + 2, place_ + 2).value
                if value is None:
                    assert values[row] is None and cell is None
                else:
                    assert float(values[row] or "nan") == pytest.approx(value, rel=1e-12)
                    assert cell == pytest.approx(value, rel=1e-12)
                assert sheet.cell(row + 2, 1).value == names[row]


def test_the_contents_name_every_heading_and_lead_to_it() -> None:
    _, made = sample("2021-S1", HSU)
    headings = headings_of(made)
    assert headings[0] == (1, "Ringkasan")
    # No level is left out, and chapters come first.
    assert all(level in (1, 2) for level, _ in headings)
    root = body_of(made)
    entries = []
    bookmarks = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None or not style.get(f"{W}val").startswith("TOC"):
            continue
        link = paragraph.find(f"{W}hyperlink")
        if link is None:
            continue
        told = [part for part in words(link).split("\t") if part]
        assert link.get(f"{W}anchor") in bookmarks
        assert f"PAGEREF {link.get(f'{W}anchor')} \\h" in "".join(
            node.text for node in link.iter(f"{W}instrText")
        )
        entries.append((int(style.get(f"{W}val")[-1]), told[-2]))
    assert entries == headings
    assert len(bookmarks) == len(headings)
    instructions = [node.text.strip() for node in root.iter(f"{W}instrText")]
    assert 'TOC \\o "1-2" \\h \\z \\u' in instructions
    begins = [node for node in root.iter(f"{W}fldChar") if node.get(f"{W}dirty")]
    assert len(begins) == 1
    kinds = [node.get(f"{W}fldCharType") for node in root.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_numbers_of_captions_run() -> None:
    _, made = sample("2022")
    for word in ("Tabel", "Gambar"):
        found = re.findall(rf"^{word} (\d+)\. ", text_of(made), re.MULTILINE)
        assert [int(number) for number in found] == list(range(1, len(found) + 1))
        assert f"SEQ {word} \\* ARABIC" in "".join(
            node.text for node in body_of(made).iter(f"{W}instrText")
        )


@pytest.mark.parametrize(
    ("period", "place", "figures"),
    [
        # P1–P3
        ("2021-S1", None, ("545 aduan sah", "95,78% selesai", "Infrastruktur Jalan (77 aduan)")),
        ("2021-S1", None, ("Kotabaru, Balangan,", "Pergantian pimpinan dan pejabat penghubung")),
        # P4 and P6
        ("2022", None, ("Kota Banjarbaru (2,01)", "Hulu Sungai Selatan (1,95)", "(1,79)")),
        ("2022", None, ("Kabupaten Hulu Sungai Utara 53% (53 dari 100 aduan)",)),
        # P5
        ("2022", BANJARBARU, ("200 aduan sah", "Dinas Perkim, Dinas PUPR, dan Dishub")),
        # P7 and P8
        ("2023-S1", None, ("999 aduan sah", "naik 366 dari Semester I 2022")),
    ],
)
def test_published_figures(period: str, place: str | None, figures: tuple[str, ...]) -> None:
    text = text_of(sample(period, place)[1])
    for figure in figures:
        assert figure in text


def test_published_tables() -> None:
    _, made = sample("2021-S1")
    found = tables_of(made)
    topics = next(rows for key, rows in found.items() if key[1:3] == ("Topik", "Aduan sah"))
    lights = next(row for row in topics if row[0] == "Penerangan Jalan")
    assert lights[1] == "25"
    years = next(rows for key, rows in found.items() if key[1] == "Tahun")
    assert years[0][:4] == ["2020", "1.294", "98,1%", "94,2%"]


def test_what_the_cover_and_the_foot_say() -> None:
    b, made = sample("2021-S1")
    text = text_of(made)
    for said in (
        "LAPOR! Paman",
        "Laporan monitoring dan evaluasi",
        "Semester I 2021",
        OWNER,
        SAMPLE_MARK,
        "22 November 2026",
        "1 Agustus 2023",
        "dibandingkan dengan S1 2020",
    ):
        assert said in text  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        feet = [package.read(n) for n in package.namelist() if "footer" in n and "rels" not in n]
    footer = next(foot for foot in feet if b"PAGE" in foot)
    assert cover_of(b, is_sample=True).footer in etree.fromstring(footer).xpath("string()")
    properties = Document(io.BytesIO(made)).core_properties
    assert properties.language == "id-ID"
    assert properties.created and properties.created.date() == MADE_ON
    assert SAMPLE_MARK not in text_of(report(b, cover_of(b, is_sample=False), made_on=MADE_ON))


def test_the_map_has_a_named_shape_for_each() -> None:
    _, made = sample("2022")
    root = body_of(made)
    shapes = [
        shape for shape in root.iter(f"{WPS}wsp") if shape.find(f".//{A}custGeom") is not None
    ]
    named = [shape.find(f"{WPS}cNvPr").get("name") for shape in shapes]
    assert sorted(named) == sorted(2 * [place_name(code) for code in BY_CODE])
    banjarbaru = next(s for s in shapes if s.find(f"{WPS}cNvPr").get("name") == "Kota Banjarbaru")
    assert banjarbaru.find(f"{WPS}spPr/{A}solidFill/{A}srgbClr").get("val") == "FEE838"
    assert "200 aduan" in text_of(made)


def test_names_on_the_map_and_winners_say_what_their_panels_say() -> None:
    """Texts that stand in no table and no chart: values beside names, scores on cards."""
    b, made = sample("2022")
    root = body_of(made)
    boxes = [[words(line) for line in box.iter(f"{W}p")] for box in root.iter(f"{W}txbxContent")]
    said = [words(line) for line in root.iter(f"{W}p")]
    charts = [panel.chart for block, panel in panels_of(b) if block.chart and not panel.is_empty]
    maps = [chart for chart in charts if isinstance(chart, RegionColours)]
    assert maps
    for chart in maps:
        for label, text in zip(chart.labels, chart.texts, strict=True):
            assert [label, text] in boxes
    named = {label for chart in maps for label in chart.labels}
    wanted = [[label, text] for c in maps for label, text in zip(c.labels, c.texts, strict=True)]
    assert sorted(box for box in boxes if box[0] in named) == sorted(wanted)
    (podium,) = [chart for chart in charts if isinstance(chart, Podium)]
    for card in podium.cards:
        at = said.index(card.text)
        assert f"Peringkat {card.rank}" in said and card.name in said[:at]
        for part in card.parts:
            assert f"{part.label} {part.text} ({part.counts})" in said


@pytest.mark.parametrize(("period", "place"), [("2022", None), ("2021-S1", HSU)])
def test_the_package_is_whole(period: str, place: str | None) -> None:
    _, made = sample(period, place)
    check_package(made)


def check_package(made: bytes) -> None:
    """Well formed, every part named and reached, ids unique, every picture with its words."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.testzip() is None
        names = set(package.namelist())
        assert len(names) == len(package.namelist())
        types = etree.fromstring(package.read("[Content_Types].xml"))
        named = {node.get("PartName") for node in types if node.get("PartName")}
        endings = {node.get("Extension") for node in types if node.get("Extension")}
        reached = set()
        for name in names:
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(package.read(name))
            if name != "[Content_Types].xml" and not name.endswith(".rels"):
                assert f"/{name}" in named or name.rpartition(".")[2] in endings, name
            if name.endswith(".rels"):
                folder = name.replace("_rels/", "").rpartition("/")[0]
                for rel in root:
                    parts = f"{folder}/{rel.get('Target')}".split("/")
                    if rel.get("Target").startswith("/"):
                        parts = rel.get("Target").split("/")
                    while ".." in parts:
                        at = parts.index("..")
                        del parts[at - 1 : at + 1]
                    reached.add("/".join(part for part in parts if part))
        parts_there = {n for n in names if not n.endswith(".rels") and n != "[Content_Types].xml"}
        assert reached == parts_there
    root = body_of(made)
    drawn = list(root.iter(f"{WP}docPr"))
    own = [d.get("id") for d in (*drawn, *root.iter(f"{WPS}cNvPr"))]
    assert len(own) == len(set(own))
    assert all(d.get("descr") and d.get("name") for d in drawn)
    for table in root.iter(f"{W}tbl"):
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")
        widths = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert sum(widths) <= 17 * 567 + len(widths)
        rows = list(table.iter(f"{W}tr"))
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        if table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == "1":
            heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
            assert heads == [True, *(False for _ in rows[1:])]
    Document(io.BytesIO(made))


def test_numbers_stand_on_the_right_and_the_language_is_indonesian() -> None:
    b, made = sample("2022")
    root = body_of(made)
    right = {
        (panel.alt, *(column.head for column in panel.table.columns)): [
            column.is_number for column in panel.table.columns
        ]
        for _, panel in panels_of(b)
    }
    seen = 0
    for table in root.iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        described = table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")
        wanted = right.get((described, *(words(cell) for cell in rows[0].iter(f"{W}tc"))))
        if wanted is None:
            continue
        for row in rows:
            ends = [cell.find(f".//{W}jc") is not None for cell in row.iter(f"{W}tc")]
            assert ends == wanted
            seen += 1
    assert seen > 100
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
    lang = styles.find(f"{W}docDefaults//{W}lang")
    assert lang.get(f"{W}val") == "id-ID"
    ids = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    used = {node.get(f"{W}val") for node in root.iter(f"{W}pStyle", f"{W}tblStyle", f"{W}rStyle")}
    assert used <= ids


def test_no_english_and_no_python_words() -> None:
    text = text_of(sample("2021-S1", HSU)[1])
    for word in ("None", "nan", "True", "False", "Table", "Figure", "Page", "Contents", "Chart"):
        assert not re.search(rf"\b{word}\b", text), word


def test_an_empty_period_is_short_and_says_so() -> None:
    made = sample("2019")[1]
    chapters = [name for level, name in headings_of(made) if level == 1]
    assert chapters == ["Ringkasan", "Lampiran: metode"]
    assert NOTHING in text_of(made)
    assert not charts_of(made)
    check_package(made)


def test_one_place_has_a_chapter_of_its_own() -> None:
    chapters = [name for level, name in headings_of(sample("2021-S1", HSU)[1]) if level == 1]
    assert "Profil Kabupaten Hulu Sungai Utara" in chapters
    assert not any("Profil" in name for _, name in headings_of(sample("2022")[1]))


NASTY = 'a\x00b\x0bc <w:t>&amp; "]]>" =1+1 😀 _x0041_ \u202e'
LONG = "panjangsekali" * 60


def hostile(*, agreed: tuple[Record, ...] = ()) -> Briefing:
    rows = [
        Row(n, date(2021, 1, 1 + n % 27), response_wd=n % 9, category=(NASTY, LONG, "=1+1")[n % 3],
            agency=(NASTY, LONG)[n % 2], title=NASTY)
        for n in range(40)
    ]  # fmt: skip
    chosen = ComplaintFilter(Period.parse("2021-S1"), BANJARBARU, categories=(NASTY, LONG, "=1+1"))
    return Briefing(source_of(rows), chosen, date(2023, 8, 1), date(2020, 1, 1), agreed)


def test_texts_may_hold_anything() -> None:
    b = hostile()
    half = f"{NASTY} \ud800"
    nasty = Record("x", "rencana", half, None, owner=half, source=meeting_name(b.filter))
    b = hostile(agreed=(nasty,))
    made = report(b, cover_of(b, is_sample=False), made_on=MADE_ON)
    check_package(made)
    text = text_of(made)
    assert "=1+1 😀" in text
    assert "Yang disepakati dalam" in text
    assert "=1+1" in [cell for rows in tables_of(made).values() for row in rows for cell in row]
