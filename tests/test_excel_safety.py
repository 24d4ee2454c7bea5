"""Text from data stays text: no formula, no link, nothing that Excel would have to repair."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
from lxml import etree

from lapor_data.export.excel import cells, workbook
from lapor_data.export.excel.contents import ROWS
from lapor_data.present.briefing import Briefing
from lapor_data.present.cover import cover_of
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from tests.tiny import HSU, Row, source_of

NASTY = (
    '=HYPERLINK("http://jahat.test","klik")',
    "@SUM(1+1)",
    "+1",
    "-2+3",
    "\t=1",
    "https://jahat.test/a",
    "{=1}",
    "<b>tebal</b> & 'kutip' \"dua\"",
    "_x0041_ tetap",
    "kendali\x00\x08\x1f\ufffe akhir",
    "baris\r\nbaru",
    "😀" * 9,
    "x" * 40_000,
    "  spasi  ",
    "1e5",
)


@pytest.fixture(scope="module")
def book() -> Any:
    rows = [
        Row(number, date(2023, 2, 1 + number), HSU, response_wd=number % 4, category=text,
            agency=text, title=text, status=text)
        for number, text in enumerate(NASTY, 1)
    ]  # fmt: skip
    rows += [replace(row, tracking_id=100 + row.tracking_id) for row in rows]
    rows.append(Row(300, date(2023, 3, 1), HSU, title="isi rahasia", is_secret=True))
    rows.append(Row(10**17, date(2023, 3, 2), HSU, title="nomor panjang"))
    f = ComplaintFilter(Period.parse("2023-S1"), HSU)
    b = Briefing(source_of(rows), f, date(2023, 8, 1), date(2023, 2, 2))
    data = workbook(b, cover_of(b, is_sample=False))
    return data, openpyxl.load_workbook(io.BytesIO(data))


def test_no_cell_is_a_formula(book: Any) -> None:
    data, read = book
    for sheet in read.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{sheet.title} {cell.coordinate} {cell.value}"
                assert cell.hyperlink is None or cell.hyperlink.target is None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if "worksheets/sheet" in name and name.endswith(".xml"):
                assert b"<f>" not in archive.read(name)
            if name.endswith(".rels"):
                assert b"jahat" not in archive.read(name)


def test_every_part_is_sound_xml(book: Any) -> None:
    data, _ = book
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def test_chart_references_stay_references(book: Any) -> None:
    data, read = book
    names = "|".join(re.escape(name) for name in read.sheetnames)
    pattern = re.compile(rf"'?({names})'?!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?")
    found = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/charts/chart"):
                tree = etree.fromstring(archive.read(name))
                for formula in tree.iter("{*}f"):
                    found += 1
                    assert pattern.fullmatch(formula.text), formula.text
    assert found > 20


def test_titles_are_whole_and_as_written(book: Any) -> None:
    _, read = book
    sheet = read[ROWS]
    titles = {row[0].value: row[11].value for row in sheet.iter_rows(min_row=5)}
    assert titles[1] == NASTY[0] and titles[2] == NASTY[1] and titles[3] == "+1"
    assert titles[5] == " =1"
    assert titles[9] == "_x0041_ tetap" or "x0041" in titles[9]
    assert titles[10] == "kendali akhir"
    assert titles[11] == "baris baru"
    assert titles[13] == "x" * (cells.LONGEST_TEXT - 1) + "…"
    assert titles[14] == "  spasi  "
    assert titles[15] == "1e5"
    assert titles[300] == "(dirahasiakan)"
    assert titles[str(10**17)] == "nomor panjang"
    kinds = {row[11].data_type for row in sheet.iter_rows(min_row=5)}
    assert kinds == {"s"}


def test_nothing_secret_is_anywhere(book: Any) -> None:
    data, _ = book
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            assert b"isi rahasia" not in archive.read(name), name


@pytest.mark.parametrize(
    ("text", "length"), [("a" * 32_767, 32_767), ("a" * 32_768, 32_767), ("😀" * 20_000, 16_384)]
)
def test_plain_counts_as_excel_does(text: str, length: int) -> None:
    kept = cells.plain(text)
    assert len(kept) == length
    assert len(kept.encode("utf-16-le")) // 2 <= cells.LONGEST_TEXT
    assert kept == text or kept.endswith("…")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("satu dua", 10, 1),
        ("satu dua tiga", 10, 2),
        ("a\nb", 10, 2),
        ("x" * 25, 10, 3),
    ],
)
def test_lines_of(text: str, width: float, lines: int) -> None:
    assert cells.lines_of(text, width) == lines
