"""The few things of a chart that python-pptx has no words for, in the order of the schema."""

from __future__ import annotations

from typing import Any

from pptx.chart.chart import Chart
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from lapor_data.export.powerpoint.text import LANGUAGE


def finish(chart: Chart) -> None:
    """What a chart needs when all else is drawn: its language, and axes with sound numbers."""
    _set_language(chart)
    _number_axes(chart)


def _set_language(chart: Chart) -> None:
    space = chart._chartSpace
    lang = parse_xml(f'<c:lang {nsdecls("c")} val="{LANGUAGE}"/>')
    date_system = space.find(qn("c:date1904"))
    if date_system is not None:
        date_system.addnext(lang)
    else:
        space.insert(0, lang)
    for tag in ("a:defRPr", "a:rPr", "a:endParaRPr"):
        for properties in space.iter(qn(tag)):
            properties.set("lang", LANGUAGE)


def _number_axes(chart: Chart) -> None:
    """The axes under the numbers 1 and 2: python-pptx's are negative, which the schema forbids."""
    space = chart._chartSpace
    axes = space.chart.plotArea.iter(qn("c:catAx"), qn("c:valAx"))
    numbers = {axis.find(qn("c:axId")).get("val"): str(place) for place, axis in enumerate(axes, 1)}
    for reference in space.iter(qn("c:axId"), qn("c:crossAx")):
        reference.set("val", numbers[reference.get("val")])


def place_plot(chart: Chart, left: float, top: float, width: float, height: float) -> None:
    """Where bars and lines stand, as shares (0–1) of the chart: so labels have their room whatever
    numbers are typed in later."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    values = "".join(
        f'<c:{tag} val="{max(0.0, value):.4f}"/>'
        for tag, value in (("x", left), ("y", top), ("w", width), ("h", height))
    )
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
            f'<c:xMode val="edge"/><c:yMode val="edge"/>{values}</c:manualLayout></c:layout>'
        ),
    )


def place_title(chart: Chart, left: float, top: float) -> None:
    """The key of the chart at its upper left, not over the plot."""
    title = chart.chart_title._element
    for old in title.findall(qn("c:layout")):
        title.remove(old)
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{left:.4f}"/><c:y val="{top:.4f}"/></c:manualLayout></c:layout>'
    )
    title.find(qn("c:tx")).addnext(layout)


def line_to_zero(series: Any, colour: str, width_pt: float) -> None:
    """The series as a thin line from zero to its value: an error bar of the whole value."""
    _error_bar(series, colour, width_pt, 100, has_cap=False)


def mark(series: Any, colour: str, width_pt: float) -> None:
    """The series as a small mark at its value: the end cap of an error bar without length.
    A longer one (a bar as wide as a tick would be high) gets caps of that width in LibreOffice."""
    _error_bar(series, colour, width_pt, 0.01, has_cap=True)


def _error_bar(series: Any, colour: str, width_pt: float, percent: float, *, has_cap: bool) -> None:
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="minus"/>'
        f'<c:errValType val="percentage"/><c:noEndCap val="{int(not has_cap)}"/>'
        f'<c:val val="{percent:g}"/>'
        f'<c:spPr><a:ln w="{round(width_pt * 12700)}" cap="flat"><a:solidFill>'
        f'<a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    element = series._element
    before = next(
        child for child in element if child.tag in (qn("c:cat"), qn("c:val"), qn("c:shape"))
    )
    before.addprevious(bars)


def keep_upright(axis: Any) -> None:
    """Names along the axis are never turned; they break at spaces."""
    properties = axis._element.get_or_add_txPr().find(qn("a:bodyPr"))
    properties.set("rot", "0")
    properties.set("vert", "horz")


def name_every(axis: Any, step: int) -> None:
    """Only every `step`-th name along the axis."""
    element = axis._element
    for old in element.findall(qn("c:tickLblSkip")):
        element.remove(old)
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{step}"/>')
    after = element.find(qn("c:noMultiLvlLbl"))
    if after is not None:
        after.addprevious(skip)
    else:
        element.append(skip)


def no_label(series: Any, place: int) -> None:
    """No label on one point of a series whose others have one."""
    labels = series._element.get_or_add_dLbls()
    label = parse_xml(f'<c:dLbl {nsdecls("c")}><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>')
    later = [each for each in labels.findall(qn("c:dLbl")) if each.idx_val > place]
    if later:
        later[0].addprevious(label)
    else:
        earlier = labels.findall(qn("c:dLbl"))
        if earlier:
            earlier[-1].addnext(label)
        else:
            labels.insert(0, label)
