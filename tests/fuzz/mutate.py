"""Sound files with damage: bytes, parts of a workbook, the zip around them, single attributes."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from random import Random

from tests.fuzz.sheets import packed, unpacked

_TOKENS = (
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\r",
    b"\n",
    b'"',
    b'""',
    b",",
    b";",
    b"'",
    b"<",
    b">",
    b"&#0;",
    b"&a;",
    b"&#x110000;",
    b"<![CDATA[",
    b"<!--",
    b"]]>",
    b"</row>",
    b"</sheetData>",
    b"99999999999999999999",
    b"-1",
    b"1e309",
    b"\x1a",
    b"\xe2\x80\xae",
)
_ATTRIBUTES = (
    b"",
    b"A0",
    b"XFD1048576",
    b"XFE1048577",
    b"ZZZZZZ1",
    b"A99999999999",
    b"1",
    b"$A$1",
    b"a1",
    b"A1:XFD1048576",
    b"B3",
    b"-1",
    b"4294967296",
    b"18446744073709551616",
    b"s",
    b"str",
    b"n",
    b"d",
    b"e",
    b"b",
    b"../../x",
    b"/xl/worksheets/sheet1.xml",
    b"\xff",
)
_VALUES = (b"-1", b"4294967295", b"99999999999999999999", b"1e308", b"2958466", b"60", b"nan", b"")
_DOCTYPE = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
)


def bytes_changed(data: bytes, source: Random, other: bytes) -> bytes:
    """Flipped, cut, doubled, removed, spliced with another file, or with a token put in."""
    changed = bytearray(data)
    for _ in range(source.choice((1, 1, 1, 2, 4, 16))):
        if not changed:
            break
        place = source.randrange(len(changed))
        length = source.choice((1, 2, 7, 60, 500))
        kind = source.randrange(8)
        if kind <= 1:
            changed[place] ^= 1 << source.randrange(8)
        elif kind == 2:
            changed[place] = source.randrange(256)
        elif kind == 3:
            del changed[place : place + length]
        elif kind == 4:
            changed[place:place] = changed[place : place + length] * source.choice((1, 2, 40))
        elif kind == 5:
            changed[place:place] = source.choice(_TOKENS) * source.choice((1, 1, 3, 200))
        elif kind == 6:
            start = source.randrange(len(other))
            changed[place:] = other[start:]
        elif source.random() < 0.4:
            del changed[place:]
    return bytes(changed)


def _attribute(xml: bytes, source: Random) -> bytes:
    found = list(re.finditer(rb'="[^"]*"', xml))
    if not found:
        return xml
    start, end = source.choice(found).span()
    return xml[:start] + b'="' + source.choice(_ATTRIBUTES) + b'"' + xml[end:]


def _value(xml: bytes, source: Random) -> bytes:
    found = list(re.finditer(rb"<v>[^<]*</v>", xml))
    if not found:
        return xml
    start, end = source.choice(found).span()
    return xml[:start] + b"<v>" + source.choice(_VALUES) + b"</v>" + xml[end:]


def _tag(xml: bytes, source: Random) -> bytes:
    found = list(re.finditer(rb"</?[A-Za-z][^>]*>", xml))
    if not found:
        return xml
    start, end = source.choice(found).span()
    tag = source.choice(found)[0] if source.random() < 0.5 else b""
    return xml[:start] + tag * source.choice((1, 2, 300)) + xml[end:]


def _doctype(xml: bytes, source: Random) -> bytes:
    place = xml.find(b"?>") + 2 if b"?>" in xml else 0
    text = re.sub(rb"(<t[^>]*>)", lambda tag: tag[1] + b"&c;&f;", xml[place:], count=3)
    return xml[:place] + _DOCTYPE + text


def part_changed(data: bytes, source: Random, other: bytes) -> bytes:
    """One part of a workbook damaged, the zip around it sound again."""
    parts = unpacked(data)
    name = source.choice([n for n in parts if parts[n]])
    if source.random() < 0.6:
        name = source.choice(
            [n for n in parts if "sheet1" in n or "sharedStrings" in n or "workbook" in n] or [name]
        )
    change: Callable[[bytes, Random], bytes] = source.choice((_attribute, _value, _tag, _doctype))
    for _ in range(source.choice((1, 1, 3, 12))):
        parts[name] = change(parts[name], source)
    if source.random() < 0.15:
        parts[name] = bytes_changed(parts[name], source, other)
    kind = source.randrange(12)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts["xl/embeddings/oleObject1.zip"] = data
    elif kind == 2:
        parts["../../../tmp/jahat.xml"] = b"<x/>"
    method = source.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))
    return packed(parts, method if source.random() < 0.3 else zipfile.ZIP_DEFLATED)


# Of each kind of zip header: its mark and the fields (place, form) that size, name and find a part.
_FIELDS = (
    (b"PK\x03\x04", ((6, "<H"), (8, "<H"), (14, "<I"), (18, "<I"), (22, "<I"), (26, "<H"), (28, "<H"))),
    (b"PK\x01\x02", ((8, "<H"), (10, "<H"), (16, "<I"), (20, "<I"), (24, "<I"), (28, "<H"), (42, "<I"))),
    (b"PK\x05\x06", ((4, "<H"), (8, "<H"), (10, "<H"), (12, "<I"), (16, "<I"), (20, "<H"))),
)  # fmt: skip


def zip_changed(data: bytes, source: Random, other: bytes) -> bytes:
    """The zip's own books cooked: sizes, offsets, methods, flags, checksums, entries."""
    changed = bytearray(data)
    for _ in range(source.choice((1, 1, 2, 5))):
        mark, fields = source.choice(_FIELDS)
        places = [found.start() for found in re.finditer(re.escape(mark), bytes(changed))]
        if not places:
            break
        offset, form = source.choice(fields)
        place = source.choice(places) + offset
        size = struct.calcsize(form)
        if place + size > len(changed):
            continue
        (old,) = struct.unpack_from(form, changed, place)
        top = 256**size
        new = source.choice((0, 1, top - 1, top // 2, old + 1, old - 1, old * 2, old ^ 1))
        struct.pack_into(form, changed, place, new % top)
    kind = source.randrange(8)
    if kind == 0:
        return bytes(changed) + other
    if kind == 1:
        return b"PK\x03\x04" + bytes(changed)
    return bytes(changed)
