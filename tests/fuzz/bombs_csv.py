"""CSV files made to hurt: huge ones, and texts that make a program think long."""

from __future__ import annotations

from random import Random

HEADS = [
    "Tracking ID",
    "Tanggal Laporan Masuk",
    "Judul Laporan",
    "Tipe Laporan",
    "Status Laporan",
    "Instansi Terdisposisi",
    "Kota/Kabupaten",
    "Sumber Laporan",
]
ROW = ["1", "10 Jan 2023", "Lampu padam", "", "Proses", "Dinas PUPR", "Banjar", "SMS"]
_HEAD_LINE = (",".join(HEADS) + "\n").encode()
_MB = 1024**2


def _row(cell: bytes, column: int) -> bytes:
    cells = [word.encode() for word in ROW]
    cells[column] = cell
    return b",".join(cells) + b"\n"


def long_cell(source: Random) -> bytes:
    """One cell of up to fifty megabytes in any column of a CSV."""
    piece = source.choice(
        (b"x", b"0812-", b"a@b.id ", b"(at)", b"1 ", b" ", b"\xc3\xa9", b"http://12345 ")
    )
    cell = piece * (source.choice((100_000, 2 * _MB, 50 * _MB)) // len(piece))
    return _HEAD_LINE + _row(b'"' + cell + b'"', source.randrange(8)) + _row(b"", 3)


def long_cells(source: Random) -> bytes:
    """Many rows with a long cell each."""
    cell = source.choice((b"x", b"\xc3\xa9", b"\xf0\x9f\x98\x80")) * 900_000
    return _HEAD_LINE + _row(cell[: 900_000 // 4 * 4], 2) * source.choice((8, 60))


def wide_rows(source: Random) -> bytes:
    """Rows of a hundred thousand columns under a header of five, or under one as wide."""
    wide = b"," * 100_000 + b"\n"
    head = source.choice((_HEAD_LINE, _HEAD_LINE.strip() + b",x" * 100_000 + b"\n"))
    return head + source.choice((wide, b"ab" + wide.replace(b",", b",ab"))) * 150


def one_line(source: Random) -> bytes:
    """A file without any line break, or with almost nothing but line breaks or quotes."""
    piece = source.choice((b"x", b",", b'"', b"\n", b"\r", b";\n", b'"\n', b"1,", b"\0", b'"",'))
    start = source.choice((b"", _HEAD_LINE, _HEAD_LINE + b'"'))
    return start + piece * (source.choice((1, 40)) * _MB // len(piece))


def unclosed_quote(source: Random) -> bytes:
    """A quote that swallows the rest of the file."""
    return (
        _HEAD_LINE + b'1,10 Jan 2023,"buka,,Proses\n' + _row(b"", 3) * source.choice((9, 400_000))
    )


def row_in_quotes(source: Random) -> bytes:
    """One row of millions of cells with a line break in each."""
    return _HEAD_LINE + b'"\n",' * source.choice((10_000, 4_000_000))


def sentinels(source: Random) -> bytes:
    """The reader's own mark of the end, as a row, as a cell, at the end."""
    mark = b"\0akhir\0"
    rows = [_row(b"", 3), mark + b"\n", _row(mark, 4), b'"' + mark + b'"\n', _row(mark, 0)]
    source.shuffle(rows)
    return (
        b"\n" * source.choice((0, 100, 5_000))
        + _HEAD_LINE
        + b"".join(rows)
        + source.choice((b"", mark, b"1,2," + mark))
    )


def slow_preamble(source: Random) -> bytes:
    """Words above the header that make a careless expression try all ways."""
    value = source.choice(("(a - ", "a - ", " ) ", "2021-01-01) - (", "1 - (1 ", ") - ( ")) * 30_000
    label = source.choice(("Periode Masuk", "Tanggal Generate", "Nama Instansi"))
    return f'{label},,"{value}"\n'.encode() + _HEAD_LINE + _row(b"", 3)


def slow_cells(source: Random) -> bytes:
    """Dates, times and IDs that are very long or very many."""
    pieces = (
        b"http://",
        b"12345 ",
        b"1",
        b"1.",
        b"0",
        b"Senin, ",
        b" ",
        b"'",
        b"2023-01-01 ",
        b"1e",
        b"kab ",
        b"Dinas-",
    )
    column = source.randrange(8)
    long = b"".join(
        _row(source.choice((b"http://", b"", b"1 ")) + source.choice(pieces) * 60_000, column)
        for _ in range(4)
    )
    many = b"".join(_row(b"x%d" % n, column) for n in range(source.choice((10, 60_000))))
    return _HEAD_LINE + long + many


def many_words(source: Random) -> bytes:
    """Every row with an agency, a status and a category of its own."""
    heads = "Tracking ID,Tanggal Laporan Masuk,Kategori,Instansi Terdisposisi,Status Laporan\n"
    word = source.choice(("Dinas {n} Kab. Banjar", "{n}", "K{n} " * 20, "kab kota " * 30 + "{n}"))
    rows = (
        f"{n},10 Jan 2023,{word},{word},{word}\n".replace("{n}", str(n))
        for n in range(1, source.choice((500, 8_000)))
    )
    return (heads + "".join(rows)).encode()


def odd_utf16(source: Random) -> bytes:
    """UTF-16 with half letters, an odd number of bytes, or the wrong mark."""
    data = (_HEAD_LINE + _row(b"", 3) * 20).decode().encode("utf-16-le")
    data = data.replace(b"L\0a\0", b"\x00\xd8L\0")
    mark = source.choice((b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\xef\xbb\xbf"))
    return mark + data + source.choice((b"", b"\0", b"\x00\xd8", b"\xdc"))


def not_ours(source: Random) -> bytes:
    """No export at all."""
    start = source.choice(
        (b"PK\x03\x04", b"PK", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF", b"\xff\xfe")
    )
    return start + source.randbytes(source.choice((0, 30, 600, 20_000)))
