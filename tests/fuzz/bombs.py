"""Files made to hurt: small ones that grow, huge ones, and texts that make a program think long.

Each takes a source of chance, so that the sizes vary, and gives the bytes of one file.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from tests.fuzz import bombs_csv
from tests.fuzz.bombs_csv import HEADS, ROW
from tests.fuzz.sheets import STRINGS, Cell, cell_xml, letters, packed, parts, sheet_xml

_MB = 1024**2


def _sheet(extra: str, strings: tuple[str, ...] = (), sheets: int = 1) -> dict[str, bytes]:
    """A sound workbook with something more at the end of its rows."""
    xml = sheet_xml([HEADS, ROW]).replace("</sheetData>", f"{extra}</sheetData>")
    return parts(xml, strings, sheets)


def far_cell(source: Random) -> bytes:
    """One cell far out, so that a dense table of all between would fill the memory."""
    column = source.choice((5, 25, 26, 199, 200, 16383))
    row = source.choice((99_999, 199_999, 200_000, 900_000, 1_048_576))
    return packed(_sheet(f'<row r="{row}">{cell_xml("x", f"{letters(column)}{row}")}</row>'))


def far_cells_behind_prefixes(source: Random) -> bytes:
    """The same in XML with a prefix before every name, or in small letters."""
    row = source.choice((199_999, 1_048_576))
    cell = f'<row r="{row}"><c r="{source.choice(("gr", "XFD", "Z", "z"))}{row}"><v>1</v></c></row>'
    return packed(_sheet(cell))


def unplaced(source: Random) -> bytes:
    """Cells without a place stand one behind the other."""
    wide, tall = source.choice(((20_000, 5_000), (150, 100_000), (26, 500_000), (200, 30_000)))
    rows = "<row>" + "<c><v>1</v></c>" * wide + "</row>" + "<row><c/></row>" * tall
    return packed(_sheet(rows))


def many_cells(source: Random) -> bytes:
    """Rows and rows of one digit: packs a hundred to one and more."""
    count = source.choice((200_000, 1_000_000, 3_000_000))
    row = "<row>" + "<c><v>1</v></c>" * 25 + "</row>"
    return packed(_sheet(row * (count // 25)))


def shared_string_bomb(source: Random) -> bytes:
    """One long text, of which thousands of cells say "that one"."""
    text = "x" * source.choice((30_000, 1_000_000))
    cells = source.choice((50, 5_000, 100_000))
    spelled = source.choice(("0", " 0", "&#48;", "00"))
    column = "CDE"[source.randrange(3)]
    rows = "".join(
        f'<row r="{n}"><c r="{column}{n}" t="s"><v>{spelled}</v></c></row>'
        for n in range(3, cells + 3)
    )
    return packed(_sheet(rows, (text,)))


def many_shared_strings(source: Random) -> bytes:
    """A table of texts that nobody asks for."""
    book = _sheet("")
    item = source.choice((b"<si/>", b"<si><t/></si>", b"<si><t>a</t></si>"))
    book[STRINGS] = book[STRINGS].replace(b"</sst>", item * 1_000_000 + b"</sst>")
    return packed(book)


def announced_texts(source: Random) -> bytes:
    """Two texts, announced as billions: room for them would be made at once."""
    count = source.choice(("4294967296", "9999999", "000004294967296", "&#57;999999999", " 1e12"))
    book = _sheet("", ("a", "b"))
    book[STRINGS] = book[STRINGS].replace(b"<sst ", f'<sst uniqueCount="{count}" '.encode())
    assert b"uniqueCount" in book[STRINGS]
    return packed(book)


def same_sheet_again(source: Random) -> bytes:
    """Thousands of sheets, all of them the same part, none of them ours."""
    rows = "<row>" + "<c><v>1</v></c>" * 20 + "</row>"
    xml = sheet_xml([["Nama", "Umur"]]).replace("</sheetData>", rows * 20_000 + "</sheetData>")
    return packed(parts(xml, sheets=source.choice((50, 2_000)), title="Lembar"))


def sheets_of_nothing(source: Random) -> bytes:
    """The same with a part that is long and holds no cell."""
    filler = source.choice(("<!-- " + "x" * 20 * _MB + " -->", " " * 20 * _MB, "<a>" * 3_000_000))
    xml = sheet_xml([["Nama", "Umur"]]).replace("<sheetData>", f"{filler}<sheetData>")
    return packed(parts(xml, sheets=source.choice((30, 60, 500)), title="Lembar"))


def zip_bomb(source: Random) -> bytes:
    """A part of nothing but zeros."""
    book = _sheet("")
    book["xl/media/image1.bin"] = bytes(source.choice((30, 100, 300)) * _MB)
    return packed(book)


def lying_bomb(source: Random) -> bytes:
    """The same; size and checksum of the directory are those of its first thousand bytes."""
    book = _sheet("")
    row = b"<row>" + b"<c><v>1</v></c>" * 25 + b"</row>"
    name = "xl/worksheets/sheet1.xml"
    book[name] = book[name].replace(b"</sheetData>", row * 400_000 + b"</sheetData>")
    data, shown = bytearray(packed(book)), book[name][:1000]
    for mark, place in ((b"PK\x01\x02", 16), (b"PK\x03\x04", 14)):
        header = data.rindex(name.encode()) if place == 16 else data.index(name.encode())
        header = data.rindex(mark, 0, header)
        struct.pack_into("<I", data, header + place, zlib.crc32(shown))
        struct.pack_into("<I", data, header + place + 8, len(shown))
    return bytes(data)


def many_parts(source: Random) -> bytes:
    """A zip of very many, very small parts."""
    book = _sheet("")
    book |= {f"x/{n}": b"" for n in range(source.choice((3_000, 40_000)))}
    return packed(book, zipfile.ZIP_STORED)


def nested(source: Random) -> bytes:
    """A workbook in a zip in a zip …"""
    data = packed(_sheet(""))
    for level in range(source.randrange(1, 6)):
        data = packed({f"{level}.xlsx": data, "[Content_Types].xml": b"<Types/>"})
    return data


def two_directories(source: Random) -> bytes:
    """Two zips in one file, so that two readers may see two different workbooks."""
    first, second = packed(_sheet("")), many_cells(source)
    if source.random() < 0.5:
        first, second = second, first
    joined = bytearray(first + second)
    if source.random() < 0.5:
        # The first zip as the comment of a third.
        end = io.BytesIO()
        with zipfile.ZipFile(end, "w") as archive:
            archive.writestr("a", b"")
            archive.comment = first[:60_000]
        return end.getvalue()
    return bytes(joined)


def deep(source: Random) -> bytes:
    """XML in XML in XML."""
    tag = source.choice(("<a>", "<row>", "<c>", "<is>", "<si>", "<sheetData>"))
    return packed(_sheet(tag * source.choice((1_000, 1_000_000))))


def odd_numbers(source: Random) -> bytes:
    """Numbers and dates that no calendar holds."""
    values = (
        "1e308",
        "-1e308",
        "1e-320",
        "2958466",
        "-1",
        "0",
        "60",
        "1e15",
        "NaN",
        "inf",
        "-693594",
    )
    kinds = source.choice((("n",), ("n", "b"), ("n", "d"), ("n", "s", "e")))
    rows = [
        [Cell(source.choice(kinds), source.choice(values), source.randrange(4)) for _ in HEADS]
        for _ in range(200)
    ]
    return packed(parts(sheet_xml([HEADS, ROW, *rows]), ("a",)))


def long_inline_cell(source: Random) -> bytes:
    """One cell of many megabytes."""
    text = source.choice(("x", "é", "0812 ", "a@b.id ", " ")) * (source.choice((2, 20)) * _MB)
    return packed(parts(sheet_xml([HEADS, ["1", "10 Jan 2023", text, "", "Proses"]])))


Bomb = Callable[[Random], bytes]
# Those that are made and read in a blink, and those that take their time.
SMALL: tuple[Bomb, ...] = (
    far_cell,
    far_cells_behind_prefixes,
    announced_texts,
    nested,
    odd_numbers,
    bombs_csv.sentinels,
    bombs_csv.slow_preamble,
    bombs_csv.slow_cells,
    bombs_csv.odd_utf16,
    bombs_csv.not_ours,
    bombs_csv.many_words,
)
LARGE: tuple[Bomb, ...] = (
    unplaced,
    many_cells,
    shared_string_bomb,
    many_shared_strings,
    same_sheet_again,
    sheets_of_nothing,
    zip_bomb,
    lying_bomb,
    many_parts,
    two_directories,
    deep,
    long_inline_cell,
    bombs_csv.long_cell,
    bombs_csv.long_cells,
    bombs_csv.wide_rows,
    bombs_csv.one_line,
    bombs_csv.unclosed_quote,
    bombs_csv.row_in_quotes,
)
