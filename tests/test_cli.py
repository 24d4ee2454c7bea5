"""The command line contract of issue 2 §1: keys, order, types, exit codes, streams."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lapor_data.__main__ import main
from lapor_data.domain.regions import REGIONS
from tests.exports import export, load, log, row

CODES = [region.code for region in REGIONS]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten complaints of 2023, most of Banjarbaru; response times for some. Only read."""
    folder = tmp_path_factory.mktemp("perintah")
    rows = [
        row(1, status="Ditutup oleh Admin", date="2 Jan 2023"),
        row(2, status="Ditutup oleh Sistem", date="3 Jan 2023", category="Parkir"),
        row(3, status="Proses", date="4 Jan 2023", category="Parkir"),
        row(4, status="Belum Terverifikasi", date="5 Jan 2023", category=""),
        row(5, status="Diarsipkan oleh Admin", date="6 Jan 2023", category="Aa"),
        row(6, status="Terverifikasi", date="9 Jan 2023", category="Aa"),
        row(7, status="Entah", date="10 Jan 2023", category=""),
        row(8, parent="Pemerintah Provinsi Kalimantan Selatan", date="11 Jan 2023", category=""),
        row(9, parent="PLN", date="31 Jul 2023", category="Zz"),
        row(10, parent="Pemerintah Kabupaten Tapin", date="1 Jul 2023", status="Konten Terblokir"),
    ]
    events = [
        (1, "2023-01-03 10:00", "Ditindaklanjuti", "Dishub"),
        (2, "2023-01-10 10:00", "Ditindaklanjuti", "Dishub"),
        (6, "2023-01-11 10:00", "Ditindaklanjuti", "Dishub"),
    ]
    load(
        folder / "lapor.duckdb",
        export(folder / "a.xlsx", rows, generated="2023-08-01"),
        log(folder / "riwayat.csv", events, generated="2023-08-01"),
    )
    return folder / "lapor.duckdb"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = main(list(arguments))
    except SystemExit as stop:
        code = int(stop.code or 0)
    return code, *capsys.readouterr()


def test_ringkas(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "ringkas", "--periode", "2023-S1", "--db", str(store), "--json")
    assert (code, err) == (0, "")
    summary = json.loads(out)
    regions = summary.pop("wilayah")
    assert summary == {
        "periode": "2023-S1",
        "dari": "2023-01-01",
        "sampai": "2023-06-30",
        "masuk": 8,
        "sah": 7,
        "selesai": 2,
        "selesai_persen": pytest.approx(100 * 2 / 7),
        "tindak_lanjut": 5,
        "tindak_lanjut_persen": pytest.approx(100 * 5 / 7),
        "topik": [
            {"kategori": "Parkir", "jumlah": 2},
            {"kategori": "Aa", "jumlah": 1},
            {"kategori": "Penerangan Jalan", "jumlah": 1},
            {"kategori": None, "jumlah": 3},
        ],
    }
    assert [*summary, "wilayah"] == [
        "periode", "dari", "sampai", "masuk", "sah", "selesai", "selesai_persen", "tindak_lanjut",
        "tindak_lanjut_persen", "topik", "wilayah",
    ]  # fmt: skip
    assert [region["kode"] for region in regions] == CODES == sorted(CODES)
    # Three timed: 1 HK, 5 HK and 2 HK; two of them within 3 HK.
    assert regions[-1] == {
        "kode": "63.72",
        "nama": "Kota Banjarbaru",
        "masuk": 7,
        "sah": 6,
        "selesai": 2,
        "tindak_lanjut": 4,
        "tindak_lanjut_persen": pytest.approx(100 * 4 / 6),
        "tepat_waktu": 2,
        "tepat_waktu_persen": pytest.approx(100 * 2 / 6),
        "respons_median_hk": 2,
        "respons_n": 3,
    }
    assert regions[4] == {
        "kode": "63.05",
        "nama": "Kabupaten Tapin",
        "masuk": 0,
        "sah": 0,
        "selesai": 0,
        "tindak_lanjut": 0,
        "tindak_lanjut_persen": None,
        "tepat_waktu": 0,
        "tepat_waktu_persen": None,
        "respons_median_hk": None,
        "respons_n": 0,
    }


def test_ringkas_of_one_region_and_of_nothing(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = ("--db", str(store), "--json")
    _, out, _ = run(capsys, "ringkas", "--periode", "2023", "--wilayah", "63.05", *base)
    summary = json.loads(out)
    assert (summary["masuk"], summary["sah"], summary["selesai_persen"]) == (1, 0, None)
    assert summary["tindak_lanjut_persen"] is None
    assert summary["topik"] == []
    # `wilayah` lists all 13 in full, whatever --wilayah says.
    assert [region["masuk"] for region in summary["wilayah"]] == [0] * 4 + [1] + [0] * 7 + [7]
    _, out, _ = run(capsys, "ringkas", "--periode", "2019-02", *base)
    summary = json.loads(out)
    assert (summary["masuk"], summary["selesai_persen"], summary["topik"]) == (0, None, [])
    assert len(summary["wilayah"]) == 13


@pytest.mark.parametrize(
    ("period", "first", "last", "received"),
    [
        ("2023", "2023-01-01", "2023-12-31", 10),
        ("2023-S2", "2023-07-01", "2023-12-31", 2),
        ("2023-T3", "2023-07-01", "2023-09-30", 2),
        ("2023-07", "2023-07-01", "2023-07-31", 2),
        ("2020-02", "2020-02-01", "2020-02-29", 0),
        ("2023-01-03..2023-01-05", "2023-01-03", "2023-01-05", 3),
        ("2023-07-31..2023-07-31", "2023-07-31", "2023-07-31", 1),
    ],
)
def test_periods(
    store: Path,
    capsys: pytest.CaptureFixture[str],
    period: str,
    first: str,
    last: str,
    received: int,
) -> None:
    code, out, _ = run(capsys, "ringkas", "--periode", period, "--json", "--db", str(store))
    summary = json.loads(out)
    assert code == 0
    found = [summary[key] for key in ("periode", "dari", "sampai", "masuk")]
    assert found == [period, first, last, received]


def test_skor(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "skor", "--periode", "2023", "--db", str(store), "--json")
    assert (code, err) == (0, "")
    ranking: list[dict[str, Any]] = json.loads(out)
    assert len(ranking) == 13
    assert list(ranking[0]) == ["peringkat", "kode", "nama", "skor", "komponen"]
    parts = ranking[0].pop("komponen")
    assert ranking[0] == {
        "peringkat": 1,
        "kode": "63.72",
        "nama": "Kota Banjarbaru",
        "skor": pytest.approx(6 / 6 + 4 / 6 + 2 / 6),
    }
    assert [list(part) for part in parts] == [["kriteria", "nilai", "bobot"]] * 3
    assert [part["kriteria"] for part in parts] == ["porsi", "tindak_lanjut", "tepat_waktu"]
    assert [part["nilai"] for part in parts] == pytest.approx([1, 4 / 6, 2 / 6])
    # Without sah there is no score; these come last, by code.
    assert [row["kode"] for row in ranking[1:]] == [code for code in CODES if code != "63.72"]
    assert {row["skor"] for row in ranking[1:]} == {None}
    assert {row["peringkat"] for row in ranking[1:]} == {2}


def test_skor_profiles(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ("skor", "--periode", "2023", "--db", str(store), "--json")
    _, default, _ = run(capsys, *base)
    _, named, _ = run(capsys, *base, "--profil", "tindak lanjut  PENGADUAN")
    _, media, _ = run(capsys, *base, "--profil", "Respon isu teraktif")
    assert named == default
    assert {row["skor"] for row in json.loads(media)} == {None}


@pytest.mark.parametrize(
    "arguments",
    [
        ("ringkas", "--periode", "2021-S3"),
        ("ringkas", "--periode", "2021-13"),
        ("ringkas", "--periode", "2021-02-30..2021-03-01"),
        ("ringkas", "--periode", "2021-03-01..2021-02-01"),
        ("ringkas", "--periode", ""),
        ("ringkas", "--periode", "٢٠٢١"),
        ("ringkas", "--periode", "2021", "--wilayah", "63.99"),
        ("ringkas", "--periode", "2021", "--wilayah", "provinsi"),
        ("ringkas", "--periode", "2021", "--wilayah", ""),
        ("skor", "--periode", "tahun lalu"),
        ("skor", "--periode", "2021", "--profil", "Terbaik"),
        ("skor", "--periode", "2021", "--profil", ""),
        ("ringkas",),
        ("impor",),
        ("ekspor",),
        (),
    ],
)
def test_what_a_person_must_correct(
    store: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    known = arguments[:1] in (("ringkas",), ("skor",))
    extra = ("--json", "--db", str(store)) if known else ()
    code, out, err = run(capsys, *arguments, *extra)
    assert code == 2
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err and "error" not in err


def test_which_store_answers(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """--db, else LAPOR_DB; the sample where there is no data, and it says so on stderr."""
    period = ("ringkas", "--periode", "2023-S1", "--json")
    monkeypatch.setenv("LAPOR_DB", str(store))
    _, out, err = run(capsys, *period)
    assert (json.loads(out)["masuk"], err) == (8, "")
    monkeypatch.setenv("LAPOR_DB", str(tmp_path / "kosong" / "lapor.duckdb"))
    code, out, err = run(capsys, *period)
    assert (code, json.loads(out)["sah"]) == (0, 999)
    assert err == "Belum ada data sendiri; jawaban ini dari data contoh.\n"
    assert not (tmp_path / "kosong").exists()
    # A store that holds nothing yet (a 0-row export) still lets the sample answer.
    empty = export(tmp_path / "nol.xlsx", [])
    assert run(capsys, "impor", str(empty))[0] == 0
    _, out, err = run(capsys, *period)
    assert (json.loads(out)["sah"], bool(err)) == (999, True)
    # The first real import starts empty.
    run(capsys, "impor", str(export(tmp_path / "a.xlsx", [row(1)])))
    _, out, err = run(capsys, *period)
    assert (json.loads(out)["masuk"], err) == (1, "")


def test_plain_text_answers(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "ringkas", "--periode", "2023-S1", "--db", str(store))
    assert out.startswith("Semester I 2023, semua wilayah: 7 aduan sah (+ 1 diarsipkan); ")
    assert "tindak lanjut 71,43%" in out
    _, out, _ = run(capsys, "skor", "--periode", "2023", "--db", str(store))
    assert out.splitlines()[0] == " 1   2,00  Kota Banjarbaru"
    assert len(out.splitlines()) == 13


def test_contoh(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "contoh", "--ke", str(tmp_path / "c"))
    assert (code, out) == (0, "")
    bundled = Path(__file__).parents[1] / "sample_data"
    written = {path.name: path.read_bytes() for path in (tmp_path / "c").iterdir()}
    assert written == {p.name: p.read_bytes() for p in bundled.iterdir() if p.name != "README.md"}
    (tmp_path / "berkas").write_text("")
    code, out, err = run(capsys, "contoh", "--ke", str(tmp_path / "berkas"))
    assert (code, out) == (2, "")
    assert "tidak dapat ditulisi" in err


def test_as_a_program(store: Path) -> None:
    """UTF-8 on both streams, whatever the locale says."""
    base = [sys.executable, "-m", "lapor_data", "ringkas", "--db", str(store), "--json"]
    plain = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    good = subprocess.run([*base, "--periode", "2023"], capture_output=True, env=plain, check=True)
    assert json.loads(good.stdout.decode("utf-8"))["masuk"] == 10
    assert good.stderr == b""
    bad = subprocess.run([*base, "--periode", "“x”"], capture_output=True, env=plain, check=False)
    assert (bad.returncode, bad.stdout) == (2, b"")
    assert "tidak dikenal" in bad.stderr.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows tells of it otherwise")
@pytest.mark.parametrize("json_too", [[], ["--json"]])
def test_a_reader_who_leaves_early_is_no_error(store: Path, json_too: list[str]) -> None:
    """`… | head`: nothing is printed about it, least of all an English traceback."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "lapor_data", "skor", "--periode", "2023", *json_too]
    try:
        done = subprocess.run(
            [*command, "--db", str(store)], stdout=write, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")
