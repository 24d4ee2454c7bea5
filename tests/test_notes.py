"""What people enter by hand, in a file of its own beside the store."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from lapor_data.domain.errors import StoreError
from lapor_data.store.journal import Journal
from lapor_data.store.notes import Notes
from tests.exports import NOW


def test_mappings(db: Path) -> None:
    notes = Notes(db)
    assert notes.mappings() == []
    assert not notes.path.exists()
    notes.map_agency("Balai Kota Baru", "63.02", NOW)
    notes.map_agency(" balai  kota baru", "63.71", datetime(2024, 2, 1))
    (mapping,) = Notes(db).mappings()
    assert (mapping.agency, mapping.place) == ("Balai Kota Baru", "63.71")
    assert mapping.mapped_at == datetime(2024, 2, 1)
    assert notes.place_of_agency() == {"balai kota baru": "63.71"}
    for agency, place in (("", "63.71"), ("X", "63.99"), ("X", "tidak_dikenal"), ("  ", "pusat")):
        with pytest.raises(ValueError, match="pemetaan tidak sah"):
            notes.map_agency(agency, place, NOW)
    notes.forget_agency("BALAI KOTA BARU", NOW)
    notes.forget_agency("Tidak ada", NOW)
    assert notes.mappings() == []
    changes = Journal(db).changes("pemetaan instansi")
    assert [(c.before, c.after) for c in reversed(changes)] == [
        (None, {"instansi": "Balai Kota Baru", "dikelola": "63.02"}),
        (
            {"instansi": "Balai Kota Baru", "dikelola": "63.02"},
            {"instansi": "Balai Kota Baru", "dikelola": "63.71"},
        ),
        ({"instansi": "Balai Kota Baru", "dikelola": "63.71"}, None),
    ]
    notes.path.write_bytes(b"bukan catatan" * 100)
    with pytest.raises(StoreError, match=r"Berkas catatan lapor\.duckdb\.catatan"):
        notes.mappings()
