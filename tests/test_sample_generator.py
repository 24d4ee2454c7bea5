"""The sample holds the published figures, counted here with plain code of its own."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import holidays
import numpy as np
import openpyxl
import pytest
from scipy.stats import binomtest, poisson

from lapor_data.sample import DEFAULT_SEED, SampleCounts, SampleFile, generate, write

SAMPLE_FOLDER = Path(__file__).parents[1] / "sample_data"

REGION_NAMES = {
    "hss": ("hulu sungai selatan", "hss"),
    "hst": ("hulu sungai tengah", "hst"),
    "hsu": ("hulu sungai utara", "hsu"),
    "banjarbaru": ("banjarbaru",),
    "banjarmasin": ("banjarmasin",),
    "banjar": ("kabupaten banjar", "kab. banjar"),
    "tanah_laut": ("tanah laut",),
    "tanah_bumbu": ("tanah bumbu",),
    "tabalong": ("tabalong",),
    "barito_kuala": ("barito kuala",),
    "tapin": ("tapin",),
    "kotabaru": ("kotabaru",),
    "balangan": ("balangan",),
}
POPULATION_2020 = {
    "tanah_laut": 348966,
    "kotabaru": 325622,
    "banjar": 565635,
    "barito_kuala": 313021,
    "tapin": 189475,
    "hss": 228006,
    "hst": 258721,
    "hsu": 226727,
    "tabalong": 253305,
    "tanah_bumbu": 322646,
    "balangan": 130355,
    "banjarmasin": 657663,
    "banjarbaru": 253442,
}
OUTSIDE = ("kota bandung", "kabupaten bandung", "kota banjar", "kalimantan tengah")
NATIONAL = ("kementerian", "kepolisian", "persero", "bpjs", "komisi pemilihan", "badan nasional")
HEADS = {
    "tracking_id": "Tracking ID",
    "tanggal_masuk": "Tanggal Laporan Masuk",
    "waktu_masuk": "Waktu Laporan Masuk",
    "kategori": "Kategori",
    "judul": "Judul Laporan",
    "isi_laporan_awal": "Isi Laporan Awal",
    "instansi_induk": "Instansi Induk",
    "dinas_tujuan": "Instansi Terdisposisi",
    "status": "Status Laporan",
    "kota_kabupaten": "Kota/Kabupaten",
}
MONTHS = {
    name[:3].lower(): number
    for number, names in enumerate(
        (
            ("January",),
            ("February",),
            ("March",),
            ("April",),
            ("May", "Mei"),
            ("June",),
            ("July",),
            ("August", "Agt", "Agu"),
            ("September",),
            ("October", "Okt"),
            ("November",),
            ("December", "Des"),
        ),
        start=1,
    )
    for name in names
}


@dataclass
class Row:
    """One complaint, read back."""

    id: int
    received: datetime
    unit: str
    strength: int
    category: str
    title: str
    text: str
    agency: str
    stage: str
    responses: list[datetime] = field(default_factory=list)

    @property
    def sah(self) -> bool:
        return self.stage != "arsip"

    @property
    def followed_up(self) -> bool:
        return self.sah and (bool(self.responses) or self.stage in ("proses", "selesai"))

    @property
    def in_time(self) -> bool:
        if not (self.sah and self.responses):
            return False
        return working_days(self.received.date(), min(self.responses).date()) <= 3


@dataclass
class World:
    """All files read back."""

    rows: list[Row]
    rejected: Counter[str]
    shown_twice: int
    log_ids: set[int]
    log: list[tuple[int, datetime, str]]

    def sah(self, first: str, last: str) -> list[Row]:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        return [r for r in self.rows if r.sah and start <= r.received.date() <= end]


@cache
def free_days() -> np.ndarray[Any, np.dtype[np.datetime64]]:
    days = holidays.country_holidays(
        "ID", categories=("public", "government"), language="id", years=range(2019, 2025)
    )
    return np.array(sorted(days), dtype="datetime64[D]")


def working_days(received: date, responded: date) -> int:
    start = np.busday_offset(received, 0, roll="forward", holidays=free_days())
    return max(0, int(np.busday_count(start + 1, responded + timedelta(1), holidays=free_days())))


def parse_date(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    text = str(value)
    if "/" in text:
        day, month, year = text.split("/")
        return date(int(year), int(month), int(day))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    day, name, year = text.split()
    return date(int(year), MONTHS[name[:3].lower()], int(day))


def parse_moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    day, clock = str(value).rsplit(" ", 1)
    return datetime.combine(parse_date(day), datetime.strptime(clock, "%H:%M:%S").time())


def parse_id(value: Any) -> int | None:
    text = str(value or "")
    found = re.search(r"(\d{7})(\.0)?$", text)
    assert found or not text
    return int(found[1]) if found else None


def table(file: SampleFile) -> list[list[Any]]:
    if file.name.endswith(".xlsx"):
        sheet = openpyxl.load_workbook(io.BytesIO(file.data), read_only=True).worksheets[0]
        return [["" if v is None else v for v in row] for row in sheet.iter_rows(values_only=True)]
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = file.data.decode(encoding)
        except UnicodeDecodeError:
            continue
        delimiter = ";" if text.split("\r\n")[0].count(";") else ","
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    raise AssertionError(file.name)


def records(file: SampleFile) -> tuple[str, list[dict[str, Any]]]:
    rows = table(file)
    top = next(i for i, row in enumerate(rows) if {"Tracking ID", "tracking_id"} & set(row))
    owner = next((row[2] for row in rows[:top] if row and row[0] == "Nama Instansi"), "")
    heads = [HEADS.get(head, head) for head in rows[top]]
    assert len(rows) - top - 1 == file.rows
    return owner, [
        {h: row[i] if i < len(row) else "" for i, h in enumerate(heads)} for row in rows[top + 1 :]
    ]


def regions_in(text: str) -> set[str]:
    low = f" {text.lower()} "
    return {u for u, names in REGION_NAMES.items() if any(f" {n} " in low for n in names)}


def resolve(agency: str, parent: str, owner: str, location: str) -> tuple[str, int]:
    for strength, text in ((4, agency), (3, parent)):
        low = text.lower()
        if any(low.endswith(name) for name in OUTSIDE):
            return "luar_kalsel", strength
        if regions_in(text):
            (unit,) = regions_in(text)
            return unit, strength
        if "kalimantan selatan" in low or "prov. kalsel" in low:
            return "provinsi", strength
        if strength == 3 and any(word in low for word in NATIONAL) | low.startswith("badan kepeg"):
            return "pusat", strength
    if owner:
        return ("provinsi", 1) if "Provinsi" in owner else (regions_in(owner).pop(), 2)
    if location:
        return regions_in(location).pop(), 0
    return "tidak_dikenal", -1


def stage(status: str) -> str:
    low = status.lower()
    if low.startswith("ditutup"):
        return "selesai"
    if low.startswith("diarsipkan") or low == "konten terblokir":
        return "arsip"
    if "proses" in low or low == "ditanggapi oleh pelapor":
        return "proses"
    known = ("belum terverifikasi", "terverifikasi", "belum ditindaklanjuti", "ditunda")
    known += ("menunggu kelengkapan informasi",)
    return "terbuka" if low in known else "tidak dikenal"


def fault(number: int | None, day: date) -> str:
    if number is None:
        return "no_id"
    return "year" if day.year < 2000 else "future"


def read_back(files: list[SampleFile], data_date: date) -> World:
    rows: dict[int, Row] = {}
    rejected: Counter[str] = Counter()
    shown_twice = 0
    for file in files:
        if file.kind != "laporan":
            continue
        owner, found = records(file)
        for item in found:
            number = parse_id(item["Tracking ID"])
            day = parse_date(item["Tanggal Laporan Masuk"])
            if number is None or day.year < 2000 or day >= data_date:
                rejected[fault(number, day)] += 1
                continue
            clock = datetime.strptime(item["Waktu Laporan Masuk"], "%H:%M:%S").time()
            unit, strength = resolve(
                item["Instansi Terdisposisi"], item["Instansi Induk"], owner, item["Kota/Kabupaten"]
            )
            row = Row(
                id=number,
                received=datetime.combine(day, clock),
                unit=unit,
                strength=strength,
                category=item["Kategori"],
                title=item["Judul Laporan"],
                text=item["Isi Laporan Awal"],
                agency=item["Instansi Terdisposisi"],
                stage=stage(item["Status Laporan"]),
            )
            if item.get("Tanggal Tindak Lanjut"):
                row.responses.append(
                    parse_moment(f"{item['Tanggal Tindak Lanjut']} {item['Waktu Tindak Lanjut']}")
                )
            twin = rows.get(number)
            if twin:
                shown_twice += 1
                assert (twin.received, twin.title, twin.stage) == (
                    row.received,
                    row.title,
                    row.stage,
                )
                if twin.strength >= strength:
                    continue
                row.responses += twin.responses
            rows[number] = row
    log_ids: set[int] = set()
    log = []
    for file in files:
        if file.kind != "riwayat":
            continue
        for item in records(file)[1]:
            number, moment = int(item["Tracking ID"]), parse_moment(item["Waktu"])
            log_ids.add(number)
            log.append((number, moment, item["Aktivitas"]))
            if item["Aktivitas"] == "Ditindaklanjuti":
                rows[number].responses.append(moment)
    return World(sorted(rows.values(), key=lambda r: r.id), rejected, shown_twice, log_ids, log)


SMALL = """
data_date = 2022-05-01
calm_months = ["2022-04"]
[extras]
provincial_copies = 5
file_duplicates = 2
unknown_status = 1
stray_log_rows = 1
rejected_year = 1
rejected_no_id = 2
rejected_future = 1

[[period]]
name = "akhir 2021"
first_month = 2021-11-01
months = [40, 50]
closed = 61
archived = 9
topics = { "Parkir" = 7, "Persampahan" = 0, "" = 11 }
topic_cap = 6
location_only = 2
[period.units]
tapin = [30, 30, 30, 30]
kotabaru = [25, 20, 10, 0]
banjarbaru = [20, 11, 9, 4]
provinsi = [8, 4, 4, 2]
pusat = [4, 0, 0, 0]
tidak_dikenal = [3, 1, 1, 1]

[[period]]
name = "awal 2022"
first_month = 2022-03-01
months = [60, 44]
closed = 40
archived = 3
month_topics."2022-04" = { "Pemilu" = 9, "Jembatan" = 0 }
agencies.tapin = { dishub = 12, disnaker = 10 }
[period.units]
tapin = [60, 50, 45, 12]
hst = [40, 40, 2, 1]
luar_kalsel = [4, 4, 3, 2]
"""


@pytest.fixture(scope="module")
def files() -> list[SampleFile]:
    return generate()


@pytest.fixture(scope="module")
def world(files: list[SampleFile]) -> World:
    return read_back(files, SampleCounts.default().data_date)


@pytest.fixture(scope="module")
def small_world() -> World:
    return read_back(generate(7, SampleCounts.from_toml(SMALL)), date(2022, 5, 1))


def assert_targets(world: World, counts: SampleCounts) -> None:
    """Every number of the counts is found in the rows."""
    for period in counts.periods:
        months = [f"{start:%Y-%m}" for start in period.month_starts()]
        inside = [r for r in world.rows if f"{r.received:%Y-%m}" in months]
        sah = [r for r in inside if r.sah]
        by_month = Counter(f"{r.received:%Y-%m}" for r in sah)
        assert [by_month[m] for m in months] == list(period.months)
        assert len(inside) - len(sah) == period.archived
        assert sum(r.stage == "selesai" for r in sah) == period.closed
        assert {r.unit for r in sah} == {u for u, n in period.units.items() if n.sah}
        for unit, target in period.units.items():
            mine = [r for r in sah if r.unit == unit]
            got = (
                len(mine),
                sum(r.followed_up for r in mine),
                sum(bool(r.responses) for r in mine),
                sum(r.in_time for r in mine),
            )
            want = (target.sah, target.followed_up, target.timed, target.in_time)
            assert got == want, (period.name, unit)
        by_topic = Counter(r.category for r in sah)
        for topic, count in period.topics.items():
            assert by_topic[topic] == count
        if period.topic_cap is not None:
            free = set(by_topic) - set(period.topics) - {"", "Topik Lainnya"}
            assert max(by_topic[topic] for topic in free) <= period.topic_cap
        for month, topics in period.month_topics.items():
            of_month = Counter(r.category for r in sah if f"{r.received:%Y-%m}" == month)
            assert {topic: of_month[topic] for topic in topics} == topics
    extras = counts.extras
    assert world.rejected == Counter(
        no_id=extras.rejected_no_id, year=extras.rejected_year, future=extras.rejected_future
    )
    assert world.shown_twice == extras.provincial_copies + extras.file_duplicates
    assert sum(r.stage == "tidak dikenal" for r in world.rows) == extras.unknown_status
    assert len(world.log_ids - {r.id for r in world.rows}) == extras.stray_log_rows
    assert sum(r.strength == 0 for r in world.rows) == sum(p.location_only for p in counts.periods)


def test_default_hits_every_target(world: World) -> None:
    assert_targets(world, SampleCounts.default())


def test_other_seed_and_counts_hit_every_target(small_world: World) -> None:
    assert_targets(small_world, SampleCounts.from_toml(SMALL))
    agencies = Counter(
        r.agency.split(" Kab")[0]
        for r in small_world.sah("2022-03-01", "2022-04-30")
        if r.unit == "tapin"
    )
    assert agencies["Dinas Perhubungan"] == 12
    assert agencies["Disnaker"] == 10


def test_default_counts_with_another_seed(world: World) -> None:
    other = read_back(generate(99), SampleCounts.default().data_date)
    assert_targets(other, SampleCounts.default())
    assert [r.title for r in other.rows] != [r.title for r in world.rows]


def test_p1_p2_first_half_of_2021(world: World) -> None:
    rows = world.sah("2021-01-01", "2021-06-30")
    topics = Counter(r.category for r in rows)
    assert len(rows) == 545
    named = {
        "Infrastruktur Jalan": 77,
        "Penerangan Jalan": 25,
        "Ketertiban Umum": 23,
        "Lainnya terkait Infrastruktur Pendukung": 20,
        "Jalan Berlubang": 15,
    }
    assert {topic: topics[topic] for topic in named} == named
    rest = {t: n for t, n in topics.items() if t not in named}
    assert sum(rest.values()) == 385
    assert max(n for t, n in rest.items() if t not in ("", "Topik Lainnya")) <= 14
    assert sum(r.stage == "selesai" for r in rows) == 522
    assert sum(bool(r.responses) for r in rows) == 412


def test_p3_five_regions_are_few_for_their_population(world: World) -> None:
    counts = Counter(r.unit for r in world.sah("2021-01-01", "2021-06-30"))
    few = {"balangan": 5, "kotabaru": 12, "hsu": 15, "barito_kuala": 16, "tanah_bumbu": 18}
    assert {unit: counts[unit] for unit in few} == few
    rate = sum(counts[u] for u in POPULATION_2020) / sum(POPULATION_2020.values())
    low = {u: poisson.cdf(counts[u], rate * people) for u, people in POPULATION_2020.items()}
    assert {u for u, p in low.items() if p < 0.01} == set(few)
    assert all(p > 0.5 for u, p in low.items() if u not in few)


def test_p4_p6_year_2022_by_region(world: World) -> None:
    rows = world.sah("2022-01-01", "2022-12-31")
    targets = {
        "banjarbaru": (200, 193, 179),
        "hss": (140, 137, 121),
        "banjarmasin": (190, 175, 138),
        "banjar": (130, 119, 80),
        "tanah_laut": (95, 87, 58),
        "tanah_bumbu": (95, 87, 58),
        "tabalong": (90, 83, 55),
        "hsu": (100, 53, 40),
        "hst": (80, 74, 49),
        "barito_kuala": (78, 72, 48),
        "tapin": (62, 57, 38),
        "kotabaru": (43, 40, 26),
        "balangan": (30, 29, 18),
    }
    weak_coverage = set()
    for unit, target in targets.items():
        mine = [r for r in rows if r.unit == unit]
        followed_up = sum(r.followed_up for r in mine)
        assert (len(mine), followed_up, sum(r.in_time for r in mine)) == target
        if sum(bool(r.responses) for r in mine) < 0.8 * followed_up:
            weak_coverage.add(unit)
    assert weak_coverage == {"kotabaru", "balangan"}


def test_p5_busiest_agencies_of_banjarbaru_2022(world: World) -> None:
    rows = [r for r in world.sah("2022-01-01", "2022-12-31") if r.unit == "banjarbaru"]
    plain = Counter(r.agency for r in rows if r.agency).most_common(3)
    merged = Counter(r.agency.removesuffix(" Kota Banjarbaru") for r in rows if r.agency)
    order = ["Dinas Perkim", "Dinas PUPR", "Dinas Perhubungan"]
    assert [name for name, _ in plain] == order
    assert merged.most_common(3) == [(order[0], 61), (order[1], 46), (order[2], 31)]
    fitting = {
        "Dinas Perkim": "Penerangan Jalan",
        "Dinas PUPR": "Infrastruktur Jalan",
        "Dinas Perhubungan": "Parkir",
    }
    for agency, category in fitting.items():
        named = Counter(r.category for r in rows if r.agency.startswith(agency) and r.category)
        assert category in [topic for topic, _ in named.most_common(2)]


def test_p7_2023_and_what_rises_in_july(world: World) -> None:
    assert len(world.sah("2022-01-01", "2022-06-30")) == 633
    first_half = world.sah("2023-01-01", "2023-06-30")
    assert (len(first_half), sum(r.followed_up for r in first_half)) == (999, 918)
    july = Counter(r.category for r in world.sah("2023-07-01", "2023-07-31"))
    assert july.total() == 170
    for first, last in (("2022-07-01", "2022-07-31"), ("2023-06-01", "2023-06-30")):
        before = Counter(r.category for r in world.sah(first, last))
        shares = {
            topic: binomtest(n, n + before[topic], 0.5, alternative="greater").pvalue
            for topic, n in july.items()
        }
        rising = {topic for topic, p in shares.items() if p < 0.05}
        assert rising == {"Kebakaran Hutan dan Lahan", "Pemilu"}


def test_words_of_july_2023(world: World) -> None:
    def words(first: str, last: str) -> Counter[str]:
        titles = (r.title.lower() for r in world.sah(first, last))
        return Counter(w for title in titles for w in set(re.findall(r"[a-z]+", title)))

    now, then = words("2023-07-01", "2023-07-31"), words("2022-07-01", "2022-07-31")
    for word in ("asap", "lahan", "pemilu", "kabut"):
        assert now[word] >= 4
        assert now[word] > 2 * then[word]


def test_p8_year_2020(world: World) -> None:
    rows = world.sah("2020-01-01", "2020-12-31")
    assert len(rows) == 1294
    assert sum(r.followed_up for r in rows) == 1270
    assert sum(r.stage == "selesai" for r in rows) == 1219


def test_archived_share(world: World) -> None:
    share = sum(not r.sah for r in world.rows) / len(world.rows)
    assert 0.06 <= share <= 0.09


@pytest.mark.parametrize("which", ["world", "small_world"])
def test_history_is_plausible(which: str, request: pytest.FixtureRequest) -> None:
    world: World = request.getfixturevalue(which)
    rows = {r.id: r for r in world.rows}
    end = max(r.received for r in world.rows).date() + timedelta(days=8)
    for row in world.rows:
        assert all(row.received < moment for moment in row.responses)
        assert not row.responses or row.stage in ("proses", "selesai")
        if row.sah and row.responses:
            assert working_days(row.received.date(), min(row.responses).date()) <= 40
    last: dict[int, datetime] = {}
    for number, moment, activity in sorted(world.log, key=lambda line: line[:2]):
        if number not in rows:
            continue
        row = rows[number]
        assert row.received < moment
        assert moment.date() < end
        assert moment >= last.get(number, row.received)
        last[number] = moment
        if activity == "Diarsipkan":
            assert row.stage == "arsip"


def test_nothing_happens_on_the_data_date(world: World) -> None:
    assert max(moment for _, moment, _ in world.log).date() < date(2023, 8, 1)


def test_ids_rise_with_time(world: World) -> None:
    received = [r.received for r in world.rows]
    assert received == sorted(received)


def test_each_government_names_no_other(files: list[SampleFile]) -> None:
    for file in files:
        if file.kind == "laporan" and file.name.count("kabupaten") + file.name.count("kota-"):
            owner, found = records(file)
            seen = {
                unit
                for item in found
                for unit in regions_in(item["Instansi Terdisposisi"])
                | regions_in(item["Instansi Induk"])
            }
            assert len(seen | (regions_in(owner) if owner else set())) == 1, file.name


def test_personal_data_is_fictitious(world: World) -> None:
    text = " ".join(r.text for r in world.rows)
    phones = re.findall(r"(?:\+62 ?|\b0)8\d[\d-]{7,}", text)
    assert len(phones) > 100
    assert all("8120000" in phone.replace("-", "").replace(" ", "") for phone in phones)
    assert all(nik.startswith("630000000000") for nik in re.findall(r"\b\d{16}\b", text))
    assert all(mail.endswith("example.com") for mail in re.findall(r"\S+@\S+", text))
    for flaw in ("\n", "<p>"):
        assert flaw in text
    assert any(r.text.startswith("=") for r in world.rows)


def test_same_seed_same_bytes(files: list[SampleFile]) -> None:
    assert files == generate(DEFAULT_SEED)


def test_write_and_sample_data_on_disk(files: list[SampleFile], tmp_path: Path) -> None:
    counts = SampleCounts.from_toml(SMALL)
    paths = write(tmp_path / "baru", 7, counts)
    assert [p.read_bytes() for p in paths] == [f.data for f in generate(7, counts)]
    on_disk = {p.name for p in SAMPLE_FOLDER.iterdir()} - {"README.md"}
    assert on_disk == {file.name for file in files}
    for file in files:
        assert contents(file.name, (SAMPLE_FOLDER / file.name).read_bytes()) == contents(
            file.name, file.data
        )
    assert sum(p.stat().st_size for p in SAMPLE_FOLDER.iterdir()) < 4_000_000


def contents(name: str, data: bytes) -> dict[str, bytes]:
    """What a file says, whatever library version compressed it."""
    if not name.endswith(".xlsx"):
        return {name: data}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {member: archive.read(member) for member in archive.namelist()}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("months = [40, 50]", "months = [40, 51]", "add up to 90 sah, months to 91"),
        ("tapin = [30, 30, 30, 30]", "tapin = [30, 30, 30, 31]", "in_time"),
        ("closed = 61", "closed = 67", "closed 67"),
        ('"Parkir" = 7', '"Parkir" = 97', "topics add up to 108"),
        ('"Parkir" = 7', '"Parkiran" = 7', "unknown topics"),
        ('"Pemilu" = 9', '"Pemilu" = 45', "month_topics"),
        ("dishub = 12", "dishub = 52", "agencies of tapin add up to 62"),
        ("closed = 61", "closed = 61\nsah = 91", "sah is stated as 91"),
        ("unknown_status = 1", "unknown_status = 500", "unknown_status 500"),
        ("provincial_copies = 5", "provincial_copies = 500", "provincial_copies 500"),
        ("data_date = 2022-05-01", "data_date = 2022-04-01", "reaches past"),
        ("topic_cap = 6", 'topic_cap = 6\nmonth_topics."2021-11" = { Pemilu = 7 }', "allows 6"),
    ],
)
def test_contradictions_are_named(old: str, new: str, message: str) -> None:
    assert SMALL.count(old) == 1
    with pytest.raises(ValueError, match=message):
        generate(7, SampleCounts.from_toml(SMALL.replace(old, new)))


def test_counts_are_plain_values() -> None:
    counts = SampleCounts.default()
    assert counts == SampleCounts.default()
    assert replace(counts, calm_months=()) != counts
