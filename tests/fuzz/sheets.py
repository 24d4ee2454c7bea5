"""Workbooks written as raw XML, so that a cell may say what no honest program would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = f"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
</Types>"""
# Style 1 is a date, 2 a time, 3 a length of time.
_STYLES = f"""<styleSheet {_MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm"/>
</numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="21"/>
<xf numFmtId="164"/></cellXfs></styleSheet>"""
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


class Cell(NamedTuple):
    """A cell as the XML has it: its kind (the attribute t), what stands in it, its style."""

    kind: str
    value: str
    style: int = 0


def letters(column: int) -> str:
    """0 → A, 26 → AA."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_xml(cell: Cell | str, reference: str) -> str:
    """One cell; a plain text stands in line."""
    kind, value, style = cell if isinstance(cell, Cell) else ("inlineStr", cell, 0)
    start = f"<c r={quoteattr(reference)} t={quoteattr(kind)} s={quoteattr(str(style))}>"
    text = escape(value)
    if kind == "inlineStr":
        return f'{start}<is><t xml:space="preserve">{text}</t></is></c>'
    return f"{start}<v>{text}</v></c>"


def sheet_xml(rows: Sequence[Sequence[Cell | str]], tail: str = "") -> str:
    """A worksheet; `tail` goes behind the data (merged ranges and the like)."""
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = [cell_xml(cell, f"{letters(i)}{number}") for i, cell in enumerate(row) if cell]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f"<worksheet {_MAIN}><sheetData>{''.join(lines)}</sheetData>{tail}</worksheet>"


def parts(
    sheet: str, strings: Sequence[str] = (), sheets: int = 1, title: str = "Laporan Ringkas"
) -> dict[str, bytes]:
    """The parts of a workbook; more than one sheet all point to the same part."""
    named = "".join(
        f'<sheet name={quoteattr(title + (f" {n}" if n else ""))} sheetId="{n + 1}" r:id="r{n}"/>'
        for n in range(sheets)
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_RELS}/worksheet" Target="worksheets/sheet1.xml"/>'
        for n in range(sheets)
    )
    links += f'<Relationship Id="t" Type="{_RELS}/sharedStrings" Target="sharedStrings.xml"/>'
    links += f'<Relationship Id="y" Type="{_RELS}/styles" Target="styles.xml"/>'
    texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    package = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    return {
        name: text.encode("utf-8", "replace")
        for name, text in {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": f'{package}<Relationship Id="w" Type="{_RELS}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_RELS}"><sheets>{named}</sheets>'
            "</workbook>",
            "xl/_rels/workbook.xml.rels": f"{package}{links}</Relationships>",
            "xl/styles.xml": _STYLES,
            STRINGS: f"<sst {_MAIN}>{texts}</sst>",
            SHEET: sheet,
        }.items()
    }


def packed(contents: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a zip file; the same parts always give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in contents.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            archive.writestr(entry, data)
    return target.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a sound workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def workbook(
    rows: Sequence[Sequence[Cell | str]], strings: Sequence[str] = (), tail: str = ""
) -> bytes:
    """A workbook of one sheet."""
    return packed(parts(sheet_xml(rows, tail), strings))
