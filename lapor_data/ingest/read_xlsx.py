"""Reading XLSX through python-calamine, after a check that it is safe to unpack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import python_calamine

from lapor_data.domain.errors import UnreadableFileError
from lapor_data.ingest.heads import Header, recognise_header
from lapor_data.ingest.limits import (
    HEADER_SEARCH_ROWS,
    MAX_CELL_CHARS,
    MAX_COLUMNS,
    MAX_SHEETS,
    SEARCH_SECONDS,
)
from lapor_data.ingest.source import (
    BATCH_ROWS,
    Batch,
    SourceFile,
    cell_too_long,
    no_header,
    read_preamble,
)
from lapor_data.ingest.unpacking import check_workbook

_SHEET_NAME = "laporan ringkas"


def open_xlsx(path: Path, name: str) -> SourceFile:
    """Check, unpack and find the header; UnreadableFileError with one sentence otherwise."""
    check_workbook(path, name)
    broken = f"{name}: buku kerja rusak atau bukan .xlsx; unduh ulang dari LAPOR!."
    try:
        return _opened(path, name)
    except (python_calamine.CalamineError, ValueError, OverflowError) as error:
        # The latter two: dates that no calendar holds.
        raise UnreadableFileError(broken) from error
    except BaseException as error:
        # Its native code can panic; PyO3 makes of that an exception which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFileError(broken) from error


def _opened(path: Path, name: str) -> SourceFile:
    with path.open("rb") as file:
        # Not by path: calamine would believe the name's ending.
        workbook = python_calamine.CalamineWorkbook.from_filelike(file)
    names = workbook.sheet_names
    if len(names) > MAX_SHEETS:
        raise UnreadableFileError(
            f"{name}: buku kerja berisi {len(names)} lembar, lebih dari {MAX_SHEETS}; simpan "
            "lembar Laporan Ringkas sebagai berkas sendiri."
        )
    # The sheet of LAPOR! itself first, then the others in their order.
    names.sort(key=lambda sheet: sheet.strip().casefold() != _SHEET_NAME)
    began = monotonic()
    for sheet in names:
        cells = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        found = _find_header(cells)
        if found:
            index, header = found
            if len(header.heads) > MAX_COLUMNS:
                raise UnreadableFileError(
                    f"{name}: lebih dari {MAX_COLUMNS} kolom; periksa berkasnya."
                )
            above = [[cell_text(cell) for cell in row] for row in cells[:index]]
            return SourceFile(name, header, read_preamble(above), _batches(cells, index, name))
        # Many sheets may be one and the same large part, of cells or of nothing at all.
        if monotonic() - began > SEARCH_SECONDS:
            raise UnreadableFileError(
                f"{name}: judul kolom tidak ditemukan di lembar-lembar pertama; beri nama "
                "“Laporan Ringkas” pada lembar ekspornya, atau simpan sebagai berkas sendiri."
            )
    raise no_header(name)


def _find_header(cells: Sequence[Sequence[Any]]) -> tuple[int, Header] | None:
    for index, row in enumerate(cells[:HEADER_SEARCH_ROWS]):
        header = recognise_header([cell_text(cell) for cell in row])
        if header:
            return index, header
    return None


def _batches(cells: Sequence[Sequence[Any]], header_index: int, name: str) -> Iterator[Batch]:
    for start in range(header_index + 1, len(cells), BATCH_ROWS):
        numbers, rows = [], []
        for number, row in enumerate(cells[start : start + BATCH_ROWS], start + 1):
            if row.count("") == len(row):
                continue
            texts = list(map(cell_text, row))
            if max(map(len, texts)) > MAX_CELL_CHARS:
                raise cell_too_long(name, number)
            if any(map(str.strip, texts)):
                numbers.append(number)
                rows.append(texts)
        yield Batch(numbers, rows)


def cell_text(cell: Any) -> str:
    """A worksheet cell as the text a CSV would hold: 7282582.0 → "7282582", dates in ISO form.

    A true date carries no time; a midnight time is not invented for it.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        midnight = cell.time() == time(0)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("seconds")
    if isinstance(cell, timedelta):
        return (datetime.min + (cell % timedelta(days=1))).time().isoformat("seconds")
    return "" if cell is None else str(cell)
