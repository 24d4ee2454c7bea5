"""The map as Word's own shapes: one free form per kabupaten/kota, its name, and the legend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lapor_data.domain.regions import place_name
from lapor_data.export.word.markup import EMU_PER_CM, Element, make, paragraph, run
from lapor_data.export.word.styles import TEXT_CM
from lapor_data.present.charts import RegionColours
from lapor_data.present.outlines import Outline, Point, outlines
from lapor_data.present.palette import LIGHT, SEQUENTIAL, on_class

HEIGHT_CM = 13.0
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_LABEL_CM = (3.1, 0.72)
_LEGEND_CM = 0.55
_POINTS = 7
NO_VALUE = "data belum cukup"


@dataclass(frozen=True)
class _Plane:
    """Where the unit plane of the outlines lies on the drawing (cm)."""

    left: float
    scale: float

    def at(self, point: Point) -> tuple[int, int]:
        return (
            round((self.left + point[0] * self.scale) * EMU_PER_CM),
            round(point[1] * self.scale * EMU_PER_CM),
        )


def map_drawing(chart: RegionColours, title: str, alt: str, ids: Iterator[int]) -> Element:
    """A run that holds the whole map as one group over the width of the text."""
    drawn = outlines()
    plane = _Plane((TEXT_CM - drawn.width * HEIGHT_CM) / 2, HEIGHT_CM)
    width, height = round(TEXT_CM * EMU_PER_CM), round(HEIGHT_CM * EMU_PER_CM)
    place = {code: number for number, code in enumerate(chart.codes)}
    # A sheet as large as the drawing holds everything in its place where a program measures the
    # group by what is in it.
    shapes = [_sheet(width, height, next(ids))]
    for region in drawn.regions:
        shapes.append(_shape(region, chart, place, plane, next(ids)))
    for region in drawn.regions:
        if region.leader:
            shapes.append(_line(plane.at(region.label), plane.at(region.leader), next(ids)))
    for region in drawn.regions:
        shapes.append(_label(region, chart, place, plane, next(ids)))
    shapes += _legend(chart, ids)
    group = make("wpg:wgp", make("wpg:cNvGrpSpPr"), make("wpg:grpSpPr", _frame(width, height)))
    group.extend(shapes)
    drawing = inline(group, _GROUP, width, height, title, alt, next(ids))
    choice = make("mc:Choice", drawing, Requires="wpg")
    return make("w:r", make("mc:AlternateContent", choice, make("mc:Fallback", run(alt)[-1])))


def inline(
    content: Element, uri: str, width: int, height: int, title: str, alt: str, key: int
) -> Element:
    """A w:drawing that stands in the line of text; width and height in EMU."""
    data = make("a:graphicData", content, uri=uri)
    return make(
        "w:drawing",
        make(
            "wp:inline",
            make("wp:extent", cx=width, cy=height),
            make("wp:effectExtent", l=0, t=0, r=0, b=0),
            make("wp:docPr", id=key, name=title, descr=alt),
            make("wp:cNvGraphicFramePr"),
            make("a:graphic", data),
            distT=0,
            distB=0,
            distL=0,
            distR=0,
        ),
    )


def _frame(width: int, height: int) -> Element:
    return make(
        "a:xfrm",
        make("a:off", x=0, y=0),
        make("a:ext", cx=width, cy=height),
        make("a:chOff", x=0, y=0),
        make("a:chExt", cx=width, cy=height),
    )


def _colour(chart: RegionColours, index: int | None) -> str:
    return LIGHT.muted if index is None else SEQUENTIAL[index]


def _fill(colour: str) -> Element:
    return make("a:solidFill", make("a:srgbClr", val=colour.lstrip("#")))


def _shape(
    region: Outline, chart: RegionColours, place: dict[str, int], plane: _Plane, key: int
) -> Element:
    number = place.get(region.code)
    index = None if number is None else chart.classes[number]
    sentence = "" if number is None else chart.sentences[number]
    rings = [[plane.at(point) for point in ring] for ring in region.rings]
    left = min(x for ring in rings for x, _ in ring)
    top = min(y for ring in rings for _, y in ring)
    wide = max(max(x for ring in rings for x, _ in ring) - left, 1)
    high = max(max(y for ring in rings for _, y in ring) - top, 1)
    path = make("a:path", w=wide, h=high)
    for ring in rings:
        for step, (x, y) in enumerate(ring):
            point = make("a:pt", x=x - left, y=y - top)
            path.append(make("a:lnTo" if step else "a:moveTo", point))
        path.append(make("a:close"))
    chosen = chart.chosen == region.code
    edge = make("a:ln", _fill(LIGHT.accent if chosen else "#FFFFFF"), w=28_575 if chosen else 9525)
    geometry = make(
        "a:custGeom",
        make("a:avLst"),
        make("a:gdLst"),
        make("a:ahLst"),
        make("a:cxnLst"),
        make("a:rect", l="0", t="0", r="r", b="b"),
        make("a:pathLst", path),
    )
    return make(
        "wps:wsp",
        make("wps:cNvPr", id=key, name=place_name(region.code), descr=sentence),
        make("wps:cNvSpPr"),
        make("wps:spPr", _box(left, top, wide, high), geometry, _fill(_colour(chart, index)), edge),
        make("wps:bodyPr"),
    )


def _sheet(width: int, height: int, key: int) -> Element:
    return make(
        "wps:wsp",
        make("wps:cNvPr", id=key, name="Bidang peta"),
        make("wps:cNvSpPr"),
        make("wps:spPr", _box(0, 0, width, height), make("a:prstGeom", make("a:avLst"),
             prst="rect"), make("a:noFill"), make("a:ln", make("a:noFill"))),
        make("wps:bodyPr"),
    )  # fmt: skip


def _box(left: int, top: int, wide: int, high: int) -> Element:
    return make("a:xfrm", make("a:off", x=left, y=top), make("a:ext", cx=wide, cy=high))


def _line(start: tuple[int, int], end: tuple[int, int], key: int) -> Element:
    (x, y), (to_x, to_y) = start, end
    box = _box(min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y))
    if to_x < x:
        box.set("flipH", "1")
    if to_y < y:
        box.set("flipV", "1")
    return make(
        "wps:wsp",
        make("wps:cNvPr", id=key, name=f"Garis {key}"),
        make("wps:cNvCnPr"),
        make("wps:spPr", box, make("a:prstGeom", make("a:avLst"), prst="line"),
             make("a:ln", _fill(LIGHT.secondary), w=6350)),
        make("wps:bodyPr"),
    )  # fmt: skip


def _label(
    region: Outline, chart: RegionColours, place: dict[str, int], plane: _Plane, key: int
) -> Element:
    number = place.get(region.code)
    name = place_name(region.code, short=True)
    text = "" if number is None else chart.texts[number]
    index = None if number is None else chart.classes[number]
    outside = region.leader is not None
    colour = LIGHT.ink if outside or index is None else on_class(index)
    wide, high = (round(cm * EMU_PER_CM) for cm in _LABEL_CM)
    x, y = plane.at(region.label)
    gap = round(0.06 * EMU_PER_CM)
    left = {"end": x - wide - gap, "start": x + gap, "middle": x - wide // 2}[region.anchor]
    align = {"end": "right", "start": "left", "middle": "center"}[region.anchor]
    return _text_box(
        (left, y - high // 2, wide, high), [(name, True), (text, False)], colour, align, key,
        f"Nama {name}",
    )  # fmt: skip


def _text_box(
    box: tuple[int, int, int, int],
    lines: list[tuple[str, bool]],
    colour: str,
    align: str,
    key: int,
    name: str,
) -> Element:
    content = make("w:txbxContent")
    for text, bold in lines:
        line = paragraph("Tabel", run(text, bold=bold, colour=colour, half_points=2 * _POINTS))
        line[0].append(make("w:jc", val=align))
        content.append(line)
    return make(
        "wps:wsp",
        make("wps:cNvPr", id=key, name=name),
        make("wps:cNvSpPr", txBox="1"),
        make("wps:spPr", _box(*box), make("a:prstGeom", make("a:avLst"), prst="rect"),
             make("a:noFill"), make("a:ln", make("a:noFill"))),
        make("wps:txbx", content),
        make("wps:bodyPr", make("a:noAutofit"), wrap="square", lIns=0, tIns=0, rIns=0, bIns=0,
             anchor="ctr"),
    )  # fmt: skip


def _legend(chart: RegionColours, ids: Iterator[int]) -> list[Element]:
    """Coloured squares with the limits of their classes, low at the bottom."""
    rows = [(name, SEQUENTIAL[i]) for i, name in enumerate(chart.class_names) if name]
    rows.reverse()
    if any(index is None for index in chart.classes):
        rows.append((NO_VALUE, LIGHT.muted))
    left, step = TEXT_CM - 3.4, _LEGEND_CM
    top = HEIGHT_CM - step * (len(rows) + 1)
    found = [
        _text_box(_cm(left, top, 3.4, step), [(chart.unit or "bobot nilai", True)],
                  LIGHT.secondary, "left", next(ids), "Keterangan"),
    ]  # fmt: skip
    for number, (name, colour) in enumerate(rows, 1):
        y = top + number * step
        square = make("a:prstGeom", make("a:avLst"), prst="rect")
        found.append(
            make(
                "wps:wsp",
                make("wps:cNvPr", id=next(ids), name=f"Warna {name}"),
                make("wps:cNvSpPr"),
                make("wps:spPr", _box(*_cm(left, y + 0.09, 0.6, step - 0.18)), square,
                     _fill(colour), make("a:ln", make("a:noFill"))),
                make("wps:bodyPr"),
            )
        )  # fmt: skip
        found.append(
            _text_box(_cm(left + 0.75, y, 2.6, step), [(name, False)], LIGHT.ink, "left",
                      next(ids), f"Kelas {name}")
        )  # fmt: skip
    return found


def _cm(left: float, top: float, wide: float, high: float) -> tuple[int, int, int, int]:
    return (
        round(left * EMU_PER_CM),
        round(top * EMU_PER_CM),
        round(wide * EMU_PER_CM),
        round(high * EMU_PER_CM),
    )
