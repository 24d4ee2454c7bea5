"""`impor` on the command line: the JSON contract of issue 2 §1, notices, plain text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lapor_data.__main__ import main
from tests.exports import SHORT_HEADS, export, log, query, row


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    return main(list(arguments)), *capsys.readouterr()


def test_impor(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = export(
        tmp_path / "baru.xlsx", [row(1, status="Selesai"), row("?")], generated="2023-02-28"
    )
    old = export(tmp_path / "lama.csv", [row(1), row(2)], generated="2023-01-31")
    events = log(tmp_path / "riwayat.csv", [(1, "2023-01-12", "Ditutup")])
    missing = tmp_path / "tiada.xlsx"
    code, out, err = run(
        capsys, "impor", str(new), str(missing), str(events), str(old), "--db", str(db), "--json"
    )
    assert code == 2
    assert err == ""
    assert json.loads(out) == {
        "berkas": [
            {"nama": "baru.xlsx", "jenis": "Laporan Ringkas", "dibaca": 2, "baru": 0,
             "berubah": 1, "sama": 0, "ditolak": 1, "alasan": {"Tracking ID tidak terbaca": 1}},
            {"nama": "tiada.xlsx", "jenis": None, "dibaca": 0, "baru": 0, "berubah": 0, "sama": 0,
             "ditolak": 0, "alasan": {}, "galat": "tiada.xlsx: berkas tidak ditemukan."},
            {"nama": "riwayat.csv", "jenis": "Riwayat Tindak Lanjut", "dibaca": 1, "baru": 1,
             "berubah": 0, "sama": 0, "ditolak": 0, "alasan": {}},
            {"nama": "lama.csv", "jenis": "Laporan Ringkas", "dibaca": 2, "baru": 2,
             "berubah": 0, "sama": 0, "ditolak": 0, "alasan": {}},
        ]
    }  # fmt: skip
    assert list(json.loads(out)["berkas"][0]) == [
        "nama", "jenis", "dibaca", "baru", "berubah", "sama", "ditolak", "alasan",
    ]  # fmt: skip
    assert query(db, "SELECT source FROM import") == [("perintah",)]


def test_impor_notices_and_plain_text(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heads = [*SHORT_HEADS, "Waktu Laporan Masuk"]
    path = export(tmp_path / "a.csv", [row(1, time="siang"), row("?")], heads)
    bad = tmp_path / "tiada.csv"
    code, out, err = run(capsys, "impor", "--db", str(db), str(path), str(bad))
    assert code == 2
    assert out.splitlines() == [
        "a.csv (Laporan Ringkas): 2 dibaca = 1 baru + 0 berubah + 0 sama + 1 ditolak",
        "    1 × Tracking ID tidak terbaca",
        "GAGAL  tiada.csv: berkas tidak ditemukan.",
    ]
    assert err == "a.csv: 1 baris diterima, waktu tidak terbaca; waktunya dikosongkan.\n"
