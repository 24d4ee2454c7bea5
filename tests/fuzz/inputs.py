"""The inputs of a run, one after the other, the same for the same seed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tests import bad_files
from tests.exports import HEADS, row, table, write_csv, write_xlsx
from tests.fuzz import bombs
from tests.fuzz.mutate import bytes_changed, part_changed, zip_changed
from tests.fuzz.structured import structured

_BLOCK = 50
# Of every hundred inputs.
_STRUCTURED, _BYTES, _PARTS, _ZIPS, _SMALL = 40, 18, 18, 9, 11


@dataclass(frozen=True)
class Case:
    """One input: its number in the run, how it was made, a name with an ending, its bytes."""

    number: int
    kind: str
    name: str
    data: bytes


@cache
def sound_files() -> tuple[bytes, ...]:
    """What gets damaged: workbooks first (as two writers make them), then CSV, a log among them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        rows = [row(n, type="Anonim" if n % 2 else "Rahasia", text="a\nb") for n in range(1, 9)]
        full = table(rows, HEADS, [["Nama Instansi", "", "Pemerintah Kota Banjarbaru"]])
        books = [bad_files.small_xlsx(path).read_bytes(), write_xlsx(path, full).read_bytes()]
        texts = [bad_files.small_csv(path).read_bytes()]
        for delimiter, encoding in ((",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")):
            texts.append(write_csv(path, full, delimiter, encoding).read_bytes())
    texts.append(
        b"Tracking ID,Waktu,Aktivitas,Instansi,Keterangan\n"
        b"1,2023-01-11 08:00:00,Diverifikasi,Dinas PUPR,x\n1,2023-01-12,Ditutup,,\n"
    )
    return (*books, *texts)


def cases(seed: int, count: int, *, heavy: bool = True) -> Iterator[Case]:
    """`count` inputs. Without `heavy` those that take seconds to make or to refuse are left out."""
    shaped: list[bytes] = []
    for number in range(count):
        # Each input has a chance of its own, so that one can be made again without the others.
        source = Random(f"{seed}-{number}")
        pick = source.randrange(100)
        if pick < _STRUCTURED:
            if not shaped:
                shaped = structured(seed * 1_000_003 + number, _BLOCK)
            kind, data = "susunan", shaped.pop()
        else:
            kind, data = _other(source, pick - _STRUCTURED, heavy)
        ending = source.choice((".xlsx", ".csv", "", ".xls", ".txt"))
        yield Case(number, kind, f"masukan-{seed}-{number}{ending}", data)


def _other(source: Random, pick: int, heavy: bool) -> tuple[str, bytes]:
    files = sound_files()
    book, other = source.choice(files[:2]), source.choice(files)
    if pick < _BYTES:
        return "bita", bytes_changed(source.choice(files), source, other)
    if pick < _BYTES + _PARTS:
        return "bagian", part_changed(book, source, other)
    if pick < _BYTES + _PARTS + _ZIPS:
        return "zip", zip_changed(book, source, other)
    if pick < _BYTES + _PARTS + _ZIPS + _SMALL or not heavy:
        bomb = source.choice(bombs.SMALL)
    else:
        bomb = source.choice(bombs.LARGE)
    return bomb.__name__, bomb(source)
