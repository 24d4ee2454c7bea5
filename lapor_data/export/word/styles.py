"""The look of the report: page, styles, numbering and language, written whole.

python-docx's own template carries two hundred styles of another language and colour; here are the
few that are used, under the ids and names Word knows, so that it shows its own localized names.
"""

from __future__ import annotations

from docx.document import Document as Report
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from lapor_data.export.word.markup import TWIPS_PER_CM, make
from lapor_data.present.palette import LIGHT

# Arial is on every Windows and macOS; elsewhere Liberation Sans takes its place with its widths.
FONT = "Arial"
LANGUAGE = "id-ID"
MARGIN_CM = 2.0
PAGE_CM = (21.0, 29.7)
TEXT_CM = PAGE_CM[0] - 2 * MARGIN_CM
_RIGHT = round(TEXT_CM * TWIPS_PER_CM)
_HEADINGS, _BULLETS = 1, 2


def _hex(colour: str) -> str:
    return colour.lstrip("#")


def _style(
    key: str,
    name: str,
    paragraph: str = "",
    text: str = "",
    *,
    based: str = "Normal",
    following: str = "Normal",
    kind: str = "paragraph",
    more: str = "",
    quick: bool = True,
) -> str:
    default = ' w:default="1"' if key in ("Normal", "DefaultParagraphFont", "TableNormal") else ""
    basis = f'<w:basedOn w:val="{based}"/>' if based and based != key else ""
    after = f'<w:next w:val="{following}"/>' if kind == "paragraph" else ""
    properties = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    letters = f"<w:rPr>{text}</w:rPr>" if text else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{key}"><w:name w:val="{name}"/>{basis}'
        f"{after}{'<w:qFormat/>' if quick else ''}{properties}{letters}{more}</w:style>"
    )


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _spacing(before: int, after: int, line: int = 240) -> str:
    """Before and after in points, the line in 240ths."""
    return (
        f'<w:spacing w:before="{before * 20}" w:after="{after * 20}" w:line="{line}" '
        'w:lineRule="auto"/>'
    )


def _styles_xml() -> str:
    ink, grey, green = (_hex(c) for c in (LIGHT.ink, LIGHT.secondary, LIGHT.accent))
    line = _hex(LIGHT.line)
    toc_tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{_RIGHT}"/></w:tabs>'
    border = f'w:val="single" w:sz="4" w:space="0" w:color="{line}"'
    grid = (
        "<w:tblPr><w:tblBorders>"
        f"<w:top {border}/><w:bottom {border}/><w:insideH {border}/>"
        '</w:tblBorders><w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="70" '
        'w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tblPr/><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{grey}"/></w:tcBorders>'
        "</w:tcPr></w:tblStylePr>"
    )
    plain_table = (
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" '
        'w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    bold, keep = "<w:b/><w:bCs/>", "<w:keepNext/><w:keepLines/>"
    rows = [
        _style("Normal", "Normal", based=""),
        _style("DefaultParagraphFont", "Default Paragraph Font", based="", kind="character",
               quick=False),
        _style("TableNormal", "Normal Table", based="", kind="table", more=plain_table,
               quick=False),
        _style("Title", "Title", _spacing(0, 6), f'{bold}<w:color w:val="{ink}"/>{_size(26)}'),
        _style("Subtitle", "Subtitle", _spacing(0, 12),
               f'<w:color w:val="{grey}"/>{_size(14)}'),
        _style("Heading1", "heading 1",
               f"{keep}<w:pageBreakBefore/><w:numPr><w:numId w:val=\"{_HEADINGS}\"/></w:numPr>"
               f"{_spacing(0, 10)}<w:outlineLvl w:val=\"0\"/>",
               f'{bold}<w:color w:val="{green}"/>{_size(18)}'),
        _style("Heading2", "heading 2",
               f'{keep}{_spacing(16, 4)}<w:outlineLvl w:val="1"/>',
               f'{bold}<w:color w:val="{ink}"/>{_size(12.5)}'),
        _style("TOCHeading", "TOC Heading", f"{keep}<w:pageBreakBefore/>{_spacing(0, 10)}",
               f'{bold}<w:color w:val="{green}"/>{_size(18)}'),
        _style("TOC1", "toc 1",
               f'<w:tabs><w:tab w:val="left" w:pos="425"/><w:tab w:val="right" '
               f'w:leader="dot" w:pos="{_RIGHT}"/></w:tabs>{_spacing(6, 2)}'
               '<w:ind w:left="425" w:hanging="425"/>', bold, quick=False),
        _style("TOC2", "toc 2",
               f'{toc_tab}{_spacing(0, 1)}<w:ind w:left="709" w:hanging="284"/>', _size(9.5),
               quick=False),
        _style("Caption", "caption", f"<w:keepLines/>{_spacing(4, 4)}",
               f'{bold}<w:color w:val="{grey}"/>{_size(9)}'),
        _style("Catatan", "Catatan sumber", f"<w:keepLines/>{_spacing(3, 8)}",
               f'<w:color w:val="{grey}"/>{_size(8)}'),
        _style("Gambar", "Gambar", f"<w:keepNext/>{_spacing(4, 0)}"),
        _style("Kalimat", "Kalimat periode", f"{_spacing(4, 8, 276)}", _size(13)),
        _style("Tabel", "Isi tabel", _spacing(0, 0), _size(8.5)),
        _style("ListBullet", "List Bullet",
               f'<w:numPr><w:numId w:val="{_BULLETS}"/></w:numPr>{_spacing(0, 4, 264)}'
               '<w:ind w:left="357" w:hanging="357"/>'),
        _style("Footer", "footer",
               f'<w:tabs><w:tab w:val="right" w:pos="{_RIGHT}"/></w:tabs>{_spacing(0, 0)}',
               f'<w:color w:val="{grey}"/>{_size(7.5)}', quick=False),
        _style("TabelLaporan", "Tabel laporan", based="TableNormal", kind="table", more=grid),
    ]  # fmt: skip
    return (
        f"<w:styles {nsdecls('w')}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
        f'<w:color w:val="{ink}"/>{_size(10.5)}'
        f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        f"{_spacing(0, 6, 264)}</w:pPr></w:pPrDefault></w:docDefaults>{''.join(rows)}</w:styles>"
    )


def _numbering_xml() -> str:
    """Chapters count themselves; bullets."""
    return (
        f"<w:numbering {nsdecls('w')}>"
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:pStyle w:val="Heading1"/><w:lvlText w:val="%1"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        '<w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="357" w:hanging="357"/></w:pPr></w:lvl></w:abstractNum>'
        f'<w:num w:numId="{_HEADINGS}"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="{_BULLETS}"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def _settings_xml() -> str:
    return (
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    ).replace(
        "<w:decimalSymbol",
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{LANGUAGE}"/><w:decimalSymbol',
    )


def dress(report: Report) -> None:
    """Give an empty document the page and the styles of the report."""
    for element, xml in (
        (report.styles.element, _styles_xml()),
        (report.part.numbering_part.element, _numbering_xml()),
        (report.settings.element, _settings_xml()),
    ):
        fresh = parse_xml(xml)
        for child in list(element):
            element.remove(child)
        element.extend(list(fresh))
    # What the template brings and nothing here uses: a thumbnail, a second set of styles.
    _drop(report.part.package.rels, "thumbnail")
    _drop(report.part.rels, "stylesWithEffects", "customXml", "webSettings", "fontTable")
    section = report.sections[0]
    section.page_width, section.page_height = Cm(PAGE_CM[0]), Cm(PAGE_CM[1])
    section.left_margin = section.right_margin = Cm(MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    section.header_distance = section.footer_distance = Cm(1.0)


def unnumbered() -> list[object]:
    """Paragraph properties of a chapter outside the count (the appendix)."""
    return [make("w:numPr", make("w:numId", val=0)), make("w:ind", left=0, firstLine=0)]


def _drop(relations: object, *kinds: str) -> None:
    found = dict(relations)  # type: ignore[call-overload]
    for key, relation in found.items():
        if relation.reltype.rsplit("/", 1)[-1] in kinds:
            del relations[key]  # type: ignore[attr-defined]
