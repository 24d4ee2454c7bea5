"""The Diskominfo look of every deck, or a template of one's own.

deck = house()                       # python-pptx presentation, 16:9, no slides
page = add_page(deck, footer=…)      # page.title is the real title, page.box the room below it
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx import Presentation as open_deck
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Emu

from lapor_data.export.powerpoint import house_xml
from lapor_data.export.powerpoint.pages import Box, Page, add_page
from lapor_data.export.powerpoint.template import TemplateError, from_template
from lapor_data.present.palette import LIGHT

__all__ = ["FONT", "Box", "Page", "TemplateError", "add_page", "house"]

# Every office has Arial, and LibreOffice's Liberation Sans has its widths.
FONT = "Arial"
_KEPT = {
    "Title Slide": ("Slide judul", house_xml.cover_tree),
    "Title and Content": ("Judul dan isi", house_xml.body_tree),
    "Title Only": ("Judul saja", house_xml.title_tree),
}
_COLOURS = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.ground,
    "dk2": LIGHT.secondary,
    "lt2": LIGHT.line,
    "accent1": LIGHT.accent,
    "accent2": LIGHT.gold,
    "accent3": LIGHT.bar,
    "accent4": LIGHT.secondary,
    "accent5": LIGHT.muted,
    "accent6": LIGHT.broken,
    "hlink": LIGHT.accent,
    "folHlink": LIGHT.secondary,
}
_APP_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>LAPOR! Paman</Application></Properties>"
)


def house(template: bytes | None = None) -> Deck:
    """An empty deck in the house look, or in that of a .pptx of the user's.

    Raises TemplateError, in words for the user, when the template cannot be used.
    """
    if template is not None:
        return from_template(template)
    deck = open_deck()
    deck.slide_width, deck.slide_height = Emu(house_xml.WIDTH), Emu(house_xml.HEIGHT)
    # The size is no longer 4:3; the attribute would say it is.
    deck.part._element.sldSz.attrib.pop("type", None)
    for default in deck.part._element.iter(qn("a:defRPr")):
        if default.get("lang"):
            default.set("lang", "id-ID")
    _layouts(deck)
    _parts(deck)
    return deck


def _layouts(deck: Deck) -> None:
    """The master and three layouts, redrawn; the other layouts go."""
    master = deck.slide_master
    _redraw(master._element, house_xml.master_tree())
    styles = master._element.find(qn("p:txStyles"))
    master._element.replace(styles, parse_xml(house_xml.text_styles()))
    for layout in list(deck.slide_layouts):
        if layout.name not in _KEPT:
            deck.slide_layouts.remove(layout)
            continue
        name, tree = _KEPT[layout.name]
        _redraw(layout._element, tree())
        layout._element.cSld.set("name", name)
        if tree is house_xml.cover_tree:
            layout._element.set("showMasterSp", "0")


def _redraw(element: Any, tree: str) -> None:
    parent = element.cSld
    parent.replace(parent.spTree, parse_xml(tree))


def _parts(deck: Deck) -> None:
    """The theme in the colours of the house; nothing left of the machine the default came from."""
    for key, relation in list(deck.part.rels.items()):
        if relation.reltype.endswith("/printerSettings"):
            deck.part.rels.pop(key)
        elif relation.reltype.endswith("/theme"):
            theme_part = relation.target_part
            theme_part._blob = _theme(theme_part.blob)
    package = deck.part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package._rels.pop(key)
        elif relation.reltype.endswith("/extended-properties"):
            relation.target_part._blob = _APP_PROPERTIES


def _theme(blob: bytes) -> bytes:
    theme = etree.fromstring(blob)
    theme.set("name", "Diskominfo Kalimantan Selatan")
    scheme = theme.find(f".//{qn('a:clrScheme')}")
    scheme.set("name", "Diskominfo")
    for slot in scheme:
        colour = _COLOURS[etree.QName(slot).localname].lstrip("#")
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, qn("a:srgbClr"), val=colour)
    fonts = theme.find(f".//{qn('a:fontScheme')}")
    fonts.set("name", FONT)
    for latin in fonts.iter(qn("a:latin")):
        latin.set("typeface", FONT)
    text: bytes = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)
    return text
