"""Files that are nearly exports, drawn by hypothesis: heads, cells, preambles, encodings, dialects."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

import hypothesis
from hypothesis import strategies as st

from tests.exports import HEADS, LOG_HEADS, SNAKE_HEADS
from tests.fuzz.sheets import Cell, workbook

MILESTONE_HEADS = (
    "Tanggal Verifikasi",
    "Waktu Verifikasi",
    "Tanggal Disposisi",
    "Tanggal Tindak Lanjut",
    "Waktu Tindak Lanjut",
    "Tanggal Selesai",
)
HOSTILE = (
    "=1+1",
    "'=1+1",
    "\0",
    "a\0b",
    "\u202egnp.exe",
    "\ufeff",
    "\u2028",
    "'; DROP TABLE record; --",
    "%' OR 1=1 --",
    '"',
    '""',
    "'",
    "\\",
    "$1",
    "{x}",
    "[a](javascript:alert(1))",
    "<script>alert(1)</script>",
    "\0akhir\0",
    "NULL",
    "\r",
    "a\r\nb",
    " \xa0\u3000 ",
    "rahasia",
    "Anonim|Rahasia",
    "😀" * 30,
    "ﷺ" * 10,
    "a" * 40_000,
    "- (1) " * 90,
    "(2021-01-01) - " * 300,
    "6371012345678901",
    "0812-3456-7890 budi@contoh.test",
    "1e309",
    "-0",
    "١٢٣٤٥٦٧",
)
text = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=40),
    st.text(st.characters(codec="cp1252"), max_size=60),
    st.sampled_from(("", "Parkir", "Pemerintah Kota Banjarbaru", "Dinas PUPR Kab. Banjar")),
)
tracking_id = st.one_of(
    st.integers(1, 60).map(str),
    st.integers(1, 9_999_999).map(str),
    st.integers(-(10**20), 10**20).map(str),
    st.integers(1, 9_999_999).map(lambda n: f"{n}.0"),
    st.integers(1, 9_999_999).map(lambda n: f"https://www.lapor.go.id/laporan/{n}"),
    st.floats().map(repr),
    st.sampled_from(("7,28E+06", "7.282582E+06", "0812345678", "#12", "'12", "", " ", "1,0", "²")),
    text,
)
moment = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: day.strftime("%d/%m/%Y")),
    st.dates().map(lambda day: day.strftime("%d %b %Y")),
    st.datetimes().map(str),
    st.integers(-10, 3_000_000).map(str),
    st.floats(0, 3e6).map(str),
    st.times().map(str),
    st.sampled_from(
        ("29 Feb 2023", "31/02/2024", "2023-13-01", "0000-00-00", "24:00:00", "1e-400")
    ),
    st.sampled_from(("10 Jan 2023", "2023-01-12 08:00:00", "18 Agt 2022", "04:05:34")),
    text,
)
status = st.one_of(
    st.sampled_from(("Proses", "Ditutup oleh Sistem", "Diarsipkan oleh Admin", "Menunggu")), text
)
odd_head = st.one_of(
    st.sampled_from(
        ("TRACKING_ID", "tracking id ", "Waktu", "Kolom Asing", "", "Tanggal", "Judul")
    ),
    text,
)


def _cell(head: str) -> st.SearchStrategy[str]:
    folded = head.casefold()
    if "tracking" in folded:
        return tracking_id
    if "tanggal" in folded or "waktu" in folded:
        return moment
    if "status" in folded or "aktivitas" in folded:
        return status
    return text


@st.composite
def tables(draw: Callable[..., object]) -> list[list[str]]:
    """Preamble, heads and rows; each of them now and then not as it should be."""
    known = draw(
        st.sampled_from(
            (HEADS, LOG_HEADS, tuple(SNAKE_HEADS), (*HEADS[:12], *MILESTONE_HEADS), HEADS[:4])
        )
    )
    assert isinstance(known, tuple)
    heads = list(known)
    if draw(st.booleans()):
        heads = draw(st.permutations(heads))  # type: ignore[assignment]
        heads = heads[: draw(st.integers(1, len(heads)))]  # type: ignore[misc]
        if "Tracking ID" not in heads and draw(st.integers(0, 9)):
            heads.insert(0, "Tracking ID")
        heads += draw(st.lists(odd_head, max_size=4))  # type: ignore[operator]
    rows: list[list[str]] = []
    labels = ("Nama Instansi", "Tanggal Generate", "Periode Masuk", "Judul Laporan")
    if draw(st.booleans()):
        for label in labels:
            value = draw(moment if label != "Nama Instansi" else text)
            rows.append([label, "", str(value)])
    rows += draw(st.lists(st.lists(text, max_size=4), max_size=3))  # type: ignore[operator]
    rows.append(heads)
    for _ in range(draw(st.integers(0, 8))):  # type: ignore[call-overload]
        row = [str(draw(_cell(head))) for head in heads]
        cut = draw(st.integers(0, 20))
        if cut == 0:
            row = row[: len(row) // 2]
        elif cut == 1:
            row += ["", "lebih"]
        rows.append(row)
    return rows


@dataclass(frozen=True)
class Dialect:
    """How a CSV file is written."""

    delimiter: str
    newline: str
    encoding: str
    quoting: int
    mark: bytes
    errors: str


dialects = st.builds(
    Dialect,
    delimiter=st.sampled_from((",", ";", "\t", "|")),
    newline=st.sampled_from(("\r\n", "\n", "\r", "\n\n")),
    encoding=st.sampled_from(("utf-8", "utf-8", "cp1252", "utf-16-le", "utf-16-be", "latin-1")),
    quoting=st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    mark=st.sampled_from((b"", b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")),
    errors=st.sampled_from(("replace", "ignore")),
)


def as_csv(rows: list[list[str]], dialect: Dialect) -> bytes:
    """The table as bytes."""
    target = io.StringIO(newline="")
    writer = csv.writer(
        target,
        delimiter=dialect.delimiter,
        lineterminator=dialect.newline,
        quoting=dialect.quoting,  # type: ignore[arg-type]
    )
    writer.writerows(rows)
    return dialect.mark + target.getvalue().encode(dialect.encoding, dialect.errors)


odd_cells = st.builds(
    Cell,
    kind=st.sampled_from(("n", "n", "n", "s", "s", "str", "b", "d", "inlineStr", "inlineStr")),
    value=st.one_of(
        st.sampled_from(
            ("0", "1", "-1", "9999999999", "1e308", "NaN", "#N/A", "", "2958466", "0.5")
        ),
        st.floats().map(repr),
        st.datetimes().map(lambda when: when.isoformat()),
        text,
    ),
    style=st.integers(0, 5),
)


@st.composite
def workbooks(draw: Callable[..., object]) -> bytes:
    """A table as XLSX, some of its cells with odd kinds and values."""
    rows: list[list[Cell | str]] = [list(row) for row in draw(tables())]  # type: ignore[call-overload]
    for row in rows:
        for index in range(len(row)):
            if draw(st.integers(0, 7)) == 0:
                row[index] = draw(odd_cells)  # type: ignore[call-overload]
    tail = draw(
        st.sampled_from(
            (
                "",
                '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
                '<mergeCells count="1"><mergeCell ref="A1"/></mergeCells>',
                '<dimension ref="A1:XFD1048576"/>',
                "<drawing/>",
            )
        )
    )
    return workbook(rows, ("", "Tracking ID", "10 Jan 2023"), str(tail))


files = st.one_of(st.builds(as_csv, tables(), dialects), workbooks())


def structured(seed: int, count: int) -> list[bytes]:
    """`count` files; the same for the same seed and version of hypothesis."""
    made: list[bytes] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=(hypothesis.Phase.generate,),
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(files)
    def collect(data: bytes) -> None:
        made.append(data)

    collect()
    return made[:count]
