"""Files that are no exports, or broken ones, written byte by byte."""

from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.exports import SHORT_HEADS, preamble, row, table, write_csv, write_xlsx

SHEET = "xl/worksheets/sheet1.xml"
FAR_CELL = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'


def small_xlsx(path: Path) -> Path:
    """A sound workbook of five complaints."""
    return write_xlsx(path, table([row(n) for n in range(1, 6)], SHORT_HEADS, preamble()))


def small_csv(path: Path) -> Path:
    """The same as CSV."""
    return write_csv(path, table([row(n) for n in range(1, 6)], SHORT_HEADS, preamble()))


def parts_of(path: Path) -> dict[str, bytes]:
    """Name and contents of every part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(path: Path, parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A zip file of these parts."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def changed_sheet(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """A sound workbook whose sheet XML went through `change`."""
    parts = parts_of(small_xlsx(path))
    return zipped(path, parts | {SHEET: change(parts[SHEET])})


def far_cell(path: Path, cell: bytes = FAR_CELL) -> Path:
    """A workbook with one cell in the last corner of the sheet."""
    return changed_sheet(path, lambda xml: xml.replace(b"</sheetData>", cell))


def far_cell_elsewhere(path: Path) -> Path:
    """The same in a sheet that lies where no sheet usually lies."""
    parts = parts_of(far_cell(path))
    parts["blatt/s.xml"] = parts.pop(SHEET)
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b"worksheets/sheet1.xml", b"/blatt/s.xml")
    return zipped(path, parts)


def unplaced_cells(path: Path) -> Path:
    """Cells without references: one wide row above many rows make a huge table."""
    rows = b"<row>" + b"<c><v>1</v></c>" * 20_000 + b"</row>" + b"<row><c/></row>" * 5_000
    return far_cell(path, rows + b"</sheetData>")


def zip_bomb(path: Path) -> Path:
    """A small file that unpacks to 200 MB."""
    small_xlsx(path)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/image1.bin", "w") as member,
    ):
        for _ in range(200):
            member.write(bytes(1024**2))
    return path


def lying_zip_bomb(path: Path) -> Path:
    """The same, but its directory says that it is small."""
    data = bytearray(zip_bomb(path).read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, entry + 24, 1000)
    path.write_bytes(data)
    return path


def encrypted(path: Path, filler: int = 0) -> Path:
    """An OLE file as Excel writes it with a password; its directory lies behind `filler` bytes."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HH", header, 26, 3, 0xFFFE)
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, filler // 512)
    directory = bytearray(512)
    for number, name in enumerate(("Root Entry", "EncryptionInfo", "EncryptedPackage")):
        encoded = name.encode("utf-16-le")
        directory[number * 128 : number * 128 + len(encoded)] = encoded
    path.write_bytes(bytes(header) + b"\xab" * (filler // 512 * 512) + bytes(directory))
    return path


def mutated(data: bytes, source: random.Random) -> bytes:
    """Some bytes changed, removed or put in, or the end cut off."""
    changed = bytearray(data)
    for _ in range(source.choice((1, 1, 2, 5, 20))):
        if not changed:
            break
        place = source.randrange(len(changed))
        kind = source.random()
        if kind < 0.6:
            changed[place] = source.choice((source.randrange(256), 34, 44, 10, 0, 60))
        elif kind < 0.75:
            del changed[place : place + source.randrange(1, 50)]
        elif kind < 0.9:
            changed[place:place] = source.randbytes(source.randrange(1, 20))
        else:
            del changed[place:]
    return bytes(changed)
