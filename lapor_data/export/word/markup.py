"""Small builders of WordprocessingML: elements with attributes, text that XML can hold."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import OxmlElement
from lxml import etree

from lapor_data.export.xml_text import clean

# Namespaces that python-docx does not name itself.
_MORE = {
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
EMU_PER_CM = 360_000
TWIPS_PER_CM = 567

# lxml has no types of its own.
Element = Any
Value = str | int | bool


def make(tag: str, *children: Element, **attributes: Value) -> Element:
    """An element: `make("w:p", run)`; attributes take the element's prefix where it is "w"
    (`val="x"` → w:val), all others have none."""
    prefix = tag.partition(":")[0]
    if prefix in _MORE:
        name = f"{{{_MORE[prefix]}}}{tag.partition(':')[2]}"
        names = {prefix: _MORE[prefix]}
        if "Requires" in attributes:
            # The prefix that a choice names must be known where it stands.
            wanted = str(attributes["Requires"])
            names[wanted] = _MORE[wanted]
        element: Element = etree.Element(name, nsmap=names)
    else:
        element = OxmlElement(tag)
    for key, value in attributes.items():
        text = clean(str(int(value) if isinstance(value, bool) else value))
        element.set(qn(f"w:{key}") if prefix == "w" else key, text)
    element.extend(children)
    return element


def relation(element: Element, key: str, value: str) -> Element:
    """The element with an attribute of the relationships namespace (`r:id`)."""
    element.set(f"{{{nsmap['r']}}}{key}", value)
    return element


def text_of(text: str, tag: str = "w:t") -> Element:
    """A w:t (or w:instrText) that keeps its blanks."""
    element = make(tag)
    element.text = clean(text)
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def run(
    text: str, *, bold: bool = False, colour: str = "", half_points: int = 0, style: str = ""
) -> Element:
    """A run of text; line breaks and tabs in it become those of Word. Size in half points."""
    properties = make("w:rPr")
    if style:
        properties.append(make("w:rStyle", val=style))
    if bold:
        properties.append(make("w:b"))
    if colour:
        properties.append(make("w:color", val=colour.lstrip("#")))
    if half_points:
        properties.append(make("w:sz", val=half_points))
        properties.append(make("w:szCs", val=half_points))
    element = make("w:r", *([properties] if len(properties) else []))
    for number, line in enumerate(
        clean(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ):
        if number:
            element.append(make("w:br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                element.append(make("w:tab"))
            if part:
                element.append(text_of(part))
    return element


def field(instruction: str, shown: str, *, style: str = "") -> list[Element]:
    """A field with its stored result: "PAGE", "SEQ Tabel \\* ARABIC", "PAGEREF _Toc1 \\h"."""
    return [
        make("w:r", make("w:fldChar", fldCharType="begin")),
        make("w:r", text_of(f" {instruction} ", "w:instrText")),
        make("w:r", make("w:fldChar", fldCharType="separate")),
        run(shown, style=style),
        make("w:r", make("w:fldChar", fldCharType="end")),
    ]


def paragraph(style: str, *content: Element, keep: bool = False, **spacing: int) -> Element:
    """A paragraph of a style (its id; "" = Normal); `keep` holds it on the page of what follows;
    `spacing` as w:spacing has it (before, after; in twentieths of a point)."""
    properties = make("w:pPr")
    if style:
        properties.append(make("w:pStyle", val=style))
    if keep:
        properties.append(make("w:keepNext"))
    if spacing:
        properties.append(make("w:spacing", **spacing))
    return make("w:p", *([properties] if len(properties) else []), *content)
