"""The published figures P1–P8 (domain.md §5) come out of the importer and the command line."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from lapor_data.__main__ import main
from lapor_data.domain.regions import BY_CODE
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.summary import by_agency, by_region
from lapor_data.questions.topics import rising_words, topic_changes
from lapor_data.sample import SampleCounts, write
from lapor_data.store.library import Library
from lapor_data.store.snapshot import Snapshot
from tests.exports import query
from tests.test_sample_generator import SMALL

UNITS = {
    "tanah_laut": "63.01", "kotabaru": "63.02", "banjar": "63.03", "barito_kuala": "63.04",
    "tapin": "63.05", "hss": "63.06", "hst": "63.07", "hsu": "63.08", "tabalong": "63.09",
    "tanah_bumbu": "63.10", "balangan": "63.11", "banjarmasin": "63.71", "banjarbaru": "63.72",
}  # fmt: skip


@pytest.fixture
def ask(sample_db: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command on the imported sample and read its JSON."""

    def run(*arguments: str) -> Any:
        assert main([*arguments, "--db", str(sample_db), "--json"]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return json.loads(out)

    return run


@pytest.fixture(scope="module")
def snapshot(sample_db: Path) -> Snapshot:
    found = Library(sample_db).open_newest()
    assert found is not None
    return found


def topics_of(summary: Any) -> dict[str | None, int]:
    return {topic["kategori"]: topic["jumlah"] for topic in summary["topik"]}


def test_p1_p2_first_half_of_2021(ask: Any) -> None:
    summary = ask("ringkas", "--periode", "2021-S1")
    topics = topics_of(summary)
    named = {
        "Infrastruktur Jalan": 77,
        "Penerangan Jalan": 25,
        "Ketertiban Umum": 23,
        "Lainnya terkait Infrastruktur Pendukung": 20,
        "Jalan Berlubang": 15,
    }
    assert summary["sah"] == sum(topics.values()) == 545
    assert {topic: topics[topic] for topic in named} == named
    others = {topic: n for topic, n in topics.items() if topic not in named}
    assert sum(others.values()) == 385
    assert max(n for t, n in others.items() if t not in (None, "Topik Lainnya")) <= 14
    assert summary["selesai"] == 522
    assert summary["selesai_persen"] == pytest.approx(100 * 522 / 545)
    assert round(summary["selesai_persen"], 2) == 95.78


def test_p3_five_regions_are_few_for_their_people(snapshot: Snapshot) -> None:
    rows = by_region(snapshot, ComplaintFilter(Period.parse("2021-S1")))
    count = {row.place: row.measures.valid for row in rows}
    few = {"balangan": 5, "kotabaru": 12, "hsu": 15, "barito_kuala": 16, "tanah_bumbu": 18}
    assert {unit: count[UNITS[unit]] for unit in few} == few
    by_rate = sorted(rows, key=lambda row: row.per_100k or 0)
    assert {row.place for row in by_rate[:5]} == {UNITS[unit] for unit in few}
    assert sum(region.population for region in BY_CODE.values()) == 4_073_584


def test_p4_award_scores_of_2022(ask: Any) -> None:
    ranking = ask("skor", "--periode", "2022")
    assert [(row["peringkat"], row["nama"]) for row in ranking[:3]] == [
        (1, "Kota Banjarbaru"),
        (2, "Kabupaten Hulu Sungai Selatan"),
        (3, "Kota Banjarmasin"),
    ]
    assert [round(row["skor"], 2) for row in ranking[:4]] == [2.01, 1.95, 1.79, 1.63]
    first = {part["kriteria"]: part["nilai"] for part in ranking[0]["komponen"]}
    assert list(first.values()) == pytest.approx([200 / 1333, 193 / 200, 179 / 200])
    assert {part["bobot"] for row in ranking for part in row["komponen"]} == {1.0}
    assert len(ranking) == 13


def test_p5_busiest_agencies_of_banjarbaru(ask: Any, snapshot: Snapshot) -> None:
    summary = ask("ringkas", "--periode", "2022", "--wilayah", "63.72")
    assert summary["sah"] == 200
    rows = by_agency(snapshot, ComplaintFilter(Period.parse("2022"), "63.72"))
    assert [row.agency for row in rows[:3]] == ["Dinas Perkim", "Dinas PUPR", "Dishub"]


def test_p6_follow_up_of_2022(ask: Any) -> None:
    rows = ask("ringkas", "--periode", "2022")["wilayah"]
    counts = {row["kode"]: (row["sah"], row["tindak_lanjut"], row["tepat_waktu"]) for row in rows}
    assert counts == {
        "63.72": (200, 193, 179), "63.06": (140, 137, 121), "63.71": (190, 175, 138),
        "63.03": (130, 119, 80), "63.01": (95, 87, 58), "63.10": (95, 87, 58),
        "63.09": (90, 83, 55), "63.08": (100, 53, 40), "63.07": (80, 74, 49),
        "63.04": (78, 72, 48), "63.05": (62, 57, 38), "63.02": (43, 40, 26),
        "63.11": (30, 29, 18),
    }  # fmt: skip
    percent = {row["kode"]: row["tindak_lanjut_persen"] for row in rows}
    assert percent.pop("63.08") == pytest.approx(53)
    assert min(percent.values()) > 90


def test_p7_counts_and_rising_topics(ask: Any, snapshot: Snapshot) -> None:
    assert ask("ringkas", "--periode", "2022-S1")["sah"] == 633
    first_half = ask("ringkas", "--periode", "2023-S1")
    assert (first_half["sah"], first_half["tindak_lanjut"]) == (999, 918)
    assert ask("ringkas", "--periode", "2023-07")["sah"] == 170
    chosen = ComplaintFilter(Period.parse("2023-07"))
    for comparison in ("2022-07", "2023-06"):
        changes = topic_changes(snapshot, chosen, Period.parse(comparison))
        rising = {change.category for change in changes if change.verdict in ("naik", "baru")}
        assert "Kebakaran Hutan dan Lahan" in rising
        assert any("pemilu" in (topic or "").casefold() for topic in rising), rising
    words = {word.word for word in rising_words(snapshot, chosen, Period.parse("2022-07"))}
    assert "kebakaran" in words or "lahan" in words


def test_p8_year_2020(ask: Any) -> None:
    summary = ask("ringkas", "--periode", "2020")
    assert (summary["sah"], summary["tindak_lanjut"], summary["selesai"]) == (1294, 1270, 1219)
    assert round(summary["tindak_lanjut_persen"]) == 98


def test_report_of_the_sample_import(sample_db: Path) -> None:
    """The faulty rows of the sample are rejected, the repeats are found, nothing is lost."""
    extras = SampleCounts.default().extras
    reasons = dict(query(sample_db, "SELECT reason, count(*) FROM quarantine GROUP BY reason"))
    assert reasons == {
        "Tanggal masuk sebelum 2011": extras.rejected_year,
        "Tanggal masuk setelah tanggal ekspor": extras.rejected_future,
        "Tracking ID kosong": extras.rejected_no_id,
    }
    ((read, kept, new),) = query(
        sample_db,
        "SELECT sum(rows_read), sum(rows_new + rows_changed + rows_same), "
        "sum(rows_new) FILTER (kind = 'Laporan Ringkas') FROM import_file",
    )
    assert read == kept + sum(reasons.values())
    assert query(sample_db, "SELECT count(*) FROM complaint") == [(new,)]


def test_other_seed_and_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing outside the generator knows the published figures."""
    counts = SampleCounts.from_toml(SMALL)
    files = write(tmp_path / "contoh", 7, counts)
    db = tmp_path / "lapor.duckdb"
    arguments = ["impor", *map(str, reversed(files)), "--db", str(db), "--json"]
    assert main(arguments) == 0
    capsys.readouterr()
    for period in counts.periods:
        first = period.first_month
        span = f"{first}..{Period.parse(f'{period.month_starts()[-1]:%Y-%m}').last}"
        assert main(["ringkas", "--periode", span, "--db", str(db), "--json"]) == 0
        summary = json.loads(capsys.readouterr().out)
        assert summary["sah"] == period.sah
        assert summary["masuk"] == period.sah + period.archived
        assert summary["tindak_lanjut"] == period.followed_up
        assert summary["selesai"] == period.closed
        found = {
            row["kode"]: (row["sah"], row["tindak_lanjut"], row["respons_n"], row["tepat_waktu"])
            for row in summary["wilayah"]
        }
        for unit, target in period.units.items():
            if unit in UNITS:
                wanted = (target.sah, target.followed_up, target.timed, target.in_time)
                assert found[UNITS[unit]] == wanted, (period.name, unit)
        topics = topics_of(summary)
        for topic, number in period.topics.items():
            assert topics.get(topic or None, 0) == number
        for month, number in zip(period.month_starts(), period.months, strict=True):
            assert main(["ringkas", "--periode", f"{month:%Y-%m}", "--db", str(db), "--json"]) == 0
            assert json.loads(capsys.readouterr().out)["sah"] == number
    places = Counter(dict(query(db, "SELECT place, count(*) FROM complaint GROUP BY place")))
    assert sum(places.values()) == sum(p.sah + p.archived for p in counts.periods)
