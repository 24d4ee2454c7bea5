"""Charts that Word draws itself and people can edit, with the workbook behind them.

python-docx has no words for charts. The drawing is that of the slides: it is made in an empty
presentation that nobody sees, and its two parts are taken over into the document.
"""

from __future__ import annotations

import copy
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree
from pptx import Presentation
from pptx.util import Cm, Pt

from lapor_data.export.native import NativeChart
from lapor_data.export.powerpoint import chart_xml
from lapor_data.export.powerpoint.charts import add_chart
from lapor_data.export.word.markup import EMU_PER_CM, Element, make, relation
from lapor_data.export.word.region_map import inline
from lapor_data.export.word.styles import FONT, TEXT_CM
from lapor_data.present.palette import LIGHT

_POINTS = 9
# A bar with its gap, and what stands above and below all of them (cm).
_BAR_CM, _AROUND_CM = 0.5, 1.4
_COLUMN_CM, _LINE_CM, _RANK_CM = 6.5, 6.5, 8.0
_HIGHEST_CM = 20.0
# More months than these cannot each be named under a line.
_MOST_MONTHS = 12
# Colours of the slides' theme as this document has them.
_THEME = {"tx1": LIGHT.ink, "tx2": LIGHT.secondary, "bg1": LIGHT.ground}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Charts:
    """The charts of one document."""

    def __init__(self, part: DocumentPart) -> None:
        self._part = part
        self._count = 0
        presentation = Presentation()
        self._shapes = presentation.slides.add_slide(presentation.slide_layouts[6]).shapes

    def run(self, chart: NativeChart, name: str, alt: str, key: int) -> Element:
        """A run that holds the chart over the width of the text; `key` is its drawing number."""
        height = height_cm(chart)
        frame = add_chart(self._shapes, chart, 0, 0, Cm(TEXT_CM), Cm(height), size=Pt(_POINTS))
        frame.chart.font.name = FONT
        if chart.kind == "line" and len(chart.categories) > _MOST_MONTHS:
            chart_xml.name_every(frame.chart.category_axis, 3)
        self._count += 1
        reference = relation(make("c:chart"), "id", self._take_over(frame.chart.part))
        drawing = inline(
            reference, _C, round(TEXT_CM * EMU_PER_CM), round(height * EMU_PER_CM), name, alt, key
        )
        return make("w:r", drawing)

    def _take_over(self, source: Any) -> str:
        """The chart part and its workbook as parts of the document; the relation's id."""
        package = self._part.package
        workbook = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{self._count}.xlsx"),
            _XLSX,
            source.chart_workbook.xlsx_part.blob,
            package,
        )
        chart = Part(
            PackURI(f"/word/charts/chart{self._count}.xml"),
            CONTENT_TYPE.DML_CHART,
            b"",
            package,
        )
        key = chart.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
        chart._blob = _in_own_colours(source.blob, key)
        return self._part.relate_to(chart, RELATIONSHIP_TYPE.CHART)


def height_cm(chart: NativeChart) -> float:
    """By the number of bars; lines and columns have one height."""
    if chart.kind in ("bar", "stacked"):
        return min(_HIGHEST_CM, _AROUND_CM + _BAR_CM * max(len(chart.categories), 2))
    return {"column": _COLUMN_CM, "line": _LINE_CM}.get(chart.kind, _RANK_CM)


def _in_own_colours(blob: bytes, workbook: str) -> bytes:
    """The chart's XML with this document's colours and the id of its workbook here."""
    root = etree.fromstring(blob)
    for colour in root.iter(f"{_A}schemeClr"):
        if colour.get("val") in _THEME:
            colour.tag = f"{_A}srgbClr"
            colour.set("val", _THEME[colour.get("val")].lstrip("#"))
    for data in root.iter(f"{{{_C}}}externalData"):
        data.set(f"{_R}id", workbook)
    for labels in root.iter(f"{{{_C}}}dLbls"):
        _colour_labels(labels)
    # Word frames a chart that says nothing of its own ground.
    if root.find(f"{{{_C}}}spPr") is None:
        ground = etree.Element(f"{{{_C}}}spPr")
        etree.SubElement(ground, f"{_A}noFill")
        etree.SubElement(etree.SubElement(ground, f"{_A}ln"), f"{_A}noFill")
        root.find(f"{{{_C}}}chart").addnext(ground)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _colour_labels(labels: Element) -> None:
    """The colour of the written labels of a series also as that of all of them: LibreOffice looks
    there. Nothing where they have one already."""
    letters = labels.find(f"{{{_C}}}dLbl//{_A}rPr")
    if letters is None or labels.find(f"{{{_C}}}txPr") is not None:
        return
    properties = etree.Element(f"{{{_C}}}txPr")
    etree.SubElement(properties, f"{_A}bodyPr")
    etree.SubElement(properties, f"{_A}lstStyle")
    inner = etree.SubElement(etree.SubElement(properties, f"{_A}p"), f"{_A}pPr")
    default = etree.SubElement(inner, f"{_A}defRPr", dict(letters.attrib))
    default.extend(copy.deepcopy(child) for child in letters)
    # In the order of the schema: after the single labels, their format and ground.
    before = [
        child for child in labels if etree.QName(child).localname in ("dLbl", "numFmt", "spPr")
    ]
    before[-1].addnext(properties)
