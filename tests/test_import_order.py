"""Random small histories: dated exports end in the same state, in whatever order they come."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lapor_data.store.importing import undo_last_import
from lapor_data.store.library import Library
from lapor_data.store.merge import RECORD_COLUMNS
from tests.exports import counts, export, load

# What a file may leave out; Tracking ID and date stay, or new rows would be rejected.
OPTIONAL = (
    "Judul Laporan",
    "Isi Laporan Awal",
    "Tipe Laporan (Anonim/Rahasia)",
    "Status Laporan",
    "Kategori",
    "Instansi Induk",
    "Instansi Terdisposisi",
    "Kota/Kabupaten",
    "Alasan Tunda/Arsip",
    "Rating",
)
VALUES: dict[str, tuple[str, ...]] = {
    "Judul Laporan": ("", "Lampu padam", "Jalan berlubang"),
    "Isi Laporan Awal": ("", "Sudah seminggu", "Hubungi 081234567890"),
    "Tipe Laporan (Anonim/Rahasia)": ("", "", "Anonim", "Rahasia"),
    "Status Laporan": ("", "Proses", "Selesai", "Ditutup oleh Admin"),
    "Kategori": ("", "Jalan Berlubang", "Parkir"),
    "Instansi Induk": ("", "Pemerintah Kota Banjarbaru", "Pemerintah Kabupaten Tapin"),
    "Instansi Terdisposisi": ("", "Dishub", "Dishub Kab. Banjar", "Dinas PUPR Balangan"),
    "Kota/Kabupaten": ("", "Tabalong", "Kotabaru"),
    "Alasan Tunda/Arsip": ("", "Menunggu"),
    "Rating": ("", "3", "5"),
}
OWNERS = ("Admin", "Pemerintah Kota Banjarbaru", "Pemerintah Provinsi Kalimantan Selatan")
DAYS = ("2 Jan 2023", "2023-01-09", "17/01/2023")
STATE = ", ".join(c for c in RECORD_COLUMNS if "import_no" not in c)
FEW = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass(frozen=True)
class Export:
    """One random export, not yet written."""

    generated: date
    owner: str
    heads: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


@st.composite
def histories(draw: st.DrawFn) -> list[Export]:
    days = draw(st.lists(st.integers(0, 200), min_size=2, max_size=4, unique=True))
    exports = []
    for day in days:
        chosen = draw(st.sets(st.sampled_from(OPTIONAL), min_size=2))
        heads = draw(st.permutations(["Tracking ID", "Tanggal Laporan Masuk", *sorted(chosen)]))
        rows = []
        for number in draw(st.lists(st.integers(1, 4), min_size=1, max_size=5)):
            cells = {head: draw(st.sampled_from(VALUES[head])) for head in sorted(chosen)}
            cells |= {
                "Tracking ID": str(number),
                "Tanggal Laporan Masuk": draw(st.sampled_from(DAYS)),
            }
            rows.append(cells)
        generated = date(2023, 2, 1) + timedelta(days=day)
        owner = draw(st.sampled_from(OWNERS))
        exports.append(Export(generated, owner, tuple(heads), tuple(rows)))
    return exports


def written(folder: Path, exports: list[Export]) -> list[Path]:
    return [
        export(folder / f"{n}.csv", e.rows, e.heads, e.generated.isoformat(), e.owner)
        for n, e in enumerate(exports)
    ]


def state(db: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that the exports said, and all that the questions see; without import numbers."""
    newest = max(db.parent.glob(f"{db.name}.v*"))
    with duckdb.connect(str(newest), read_only=True) as connection:
        return {
            sql: connection.execute(sql).fetchall()
            for sql in (
                f"SELECT {STATE} FROM record ORDER BY ALL",
                "SELECT * EXCLUDE (import_no) FROM complaint ORDER BY ALL",
                "SELECT tracking_id, happened_at, activity, agency FROM event ORDER BY ALL",
                "FROM secret ORDER BY ALL",
            )
        }


@FEW
@given(histories(), st.randoms(use_true_random=False))
def test_random_histories(exports: list[Export], mix: Any) -> None:
    """Any order ends in the same state, loading again changes nothing, undo restores."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = written(folder, exports)
        together = folder / "a" / "together.duckdb"
        for report in load(together, *paths):
            counts(report)

        one_by_one = folder / "b" / "mixed.duckdb"
        shuffled = list(paths)
        mix.shuffle(shuffled)
        before_last: dict[str, Any] = {}
        for path in shuffled:
            if path == shuffled[-1]:
                before_last = state(one_by_one)
            load(one_by_one, path)
        assert state(one_by_one) == state(together)

        for path, report in zip(paths, load(together, *paths), strict=True):
            read, _, _, same, _ = counts(report)
            assert same == read, path
        assert state(together) == state(one_by_one)

        undo_last_import(Library(one_by_one))
        after = state(one_by_one)
        last = exports[paths.index(shuffled[-1])]
        if "Rahasia" not in {cell for row in last.rows for cell in row.values()}:
            assert after == before_last
        # What is Rahasia stays so; nothing else may differ in number.
        for sql in (sql for sql in after if "secret" not in sql):
            assert len(after[sql]) == len(before_last[sql]), sql
