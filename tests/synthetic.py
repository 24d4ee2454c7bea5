"""A version file filled with plausible synthetic complaints, in pure SQL: for the bench and the UI.

    python -m tests.synthetic /tmp/v1.duckdb 1000000 [seed]

Nothing here is calibrated to published figures (the sample generator does that); it only has the
shape of real data: skewed regions and topics, holes, slow regions, a summer of forest fires.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import duckdb

from lapor_data.domain import regions
from lapor_data.domain import vocabulary as v
from lapor_data.domain.workdays import calendar
from lapor_data.store.build import derivation_key

SCHEMA = Path(__file__).parents[1] / "lapor_data" / "store" / "schema"
FIRST_DAY, LAST_DAY, DATA_DATE = date(2020, 1, 1), date(2023, 7, 31), date(2023, 8, 1)

# Weights per thousand or so; a list holds each name as often as its weight says.
_PLACES = {
    "63.72": 130, "63.71": 125, "63.06": 90, "63.03": 85, "63.01": 62, "63.10": 61, "63.08": 60,
    "63.09": 58, "63.07": 52, "63.04": 50, "63.05": 40, "63.02": 28, "63.11": 20,
    regions.PROVINCE: 80, regions.CENTRAL: 35, regions.OUTSIDE: 6, regions.UNKNOWN: 8,
}  # fmt: skip
_CLASSES = {
    v.CLASS_ORDINARY: 52, v.CLASS_INFORMATION: 14, v.CLASS_ASPIRATION: 9, v.CLASS_OVERSIGHT: 4,
    None: 21,
}  # fmt: skip
_CHANNELS = {
    v.CHANNEL_WEB: 34, v.CHANNEL_APP: 26, v.CHANNEL_SMS: 9, v.CHANNEL_SOCIAL: 20,
    v.CHANNEL_PHONE: 5, v.CHANNEL_IN_PERSON: 4, v.CHANNEL_OTHER: 2,
}  # fmt: skip
# category: (weight, agency, beginnings of titles)
_TOPICS: dict[str | None, tuple[int, str | None, tuple[str, ...]]] = {
    "Infrastruktur Jalan": (120, "Dinas PUPR", ("Jalan rusak parah", "Mohon perbaikan jalan")),
    "Jalan Berlubang": (48, "Dinas PUPR", ("Jalan berlubang", "Lubang besar di tengah jalan")),
    "Penerangan Jalan": (62, "Dinas Perkim", ("Lampu PJU padam", "Lampu jalan mati")),
    "Ketertiban Umum": (45, "Satpol PP", ("Pedagang di trotoar", "Suara musik terlalu keras")),
    "Lainnya terkait Infrastruktur Pendukung": (38, "Dinas PUPR", ("Jembatan rusak", "Trotoar")),
    "Pencemaran Lingkungan": (36, "Dinas Lingkungan Hidup", ("Bau limbah", "Asap pembakaran")),
    "Persampahan": (40, "Dinas Lingkungan Hidup", ("Sampah menumpuk", "TPS liar")),
    "Administrasi Kependudukan dan Pencatatan Sipil": (
        44, "Disdukcapil", ("KTP elektronik belum jadi", "Perubahan kartu keluarga")),
    "Bantuan Sosial": (46, "Dinas Sosial", ("Bantuan belum diterima", "Data penerima bansos")),
    "Drainase (Gorong-Gorong/Parit)": (30, "Dinas PUPR", ("Parit tersumbat", "Drainase buntu")),
    "Topik Lainnya": (70, None, ("Mohon informasi", "Keluhan warga")),
    "SP4N-LAPOR!": (12, "Diskominfo", ("Cara melapor", "Laporan belum ditanggapi")),
    "Pelayanan Kesehatan": (34, "Dinas Kesehatan", ("Antrean puskesmas", "Pelayanan RSUD")),
    "Pendidikan Dasar dan Menengah": (30, "Dinas Pendidikan", ("Pungutan sekolah", "Zonasi")),
    "Gangguan Layanan Penyaluran Air": (32, "PDAM", ("Air PDAM tidak mengalir", "Air keruh")),
    "Perhubungan": (22, "Dishub", ("Rambu hilang", "Truk melintas di jam sibuk")),
    "Parkir": (24, "Dishub", ("Parkir liar", "Tarif parkir tidak sesuai")),
    "Kebakaran Hutan dan Lahan": (14, "BPBD", ("Kebakaran lahan gambut", "Kabut asap")),
    "Banjir": (26, "BPBD", ("Banjir merendam rumah", "Genangan air")),
    "Pungutan Liar": (12, "Inspektorat", ("Pungli pengurusan surat", "Pungutan tidak resmi")),
    "Kepegawaian": (14, "BKD", ("Honor belum dibayar", "Pegawai tidak di tempat")),
    "Perizinan": (13, "DPMPTSP", ("Izin usaha lama", "Persyaratan izin bangunan")),
    "Pertanahan": (13, "Dinas Perkim", ("Sengketa lahan", "Batas tanah")),
    "Ketenagakerjaan": (16, "Disnaker", ("Upah di bawah UMK", "THR tidak dibayar")),
    "Pertanian": (12, "Dinas Pertanian", ("Pupuk langka", "Irigasi rusak")),
    "Perikanan": (6, "Dinas Perikanan", ("Setrum ikan", "Bantuan bibit ikan")),
    "Listrik": (20, "PLN", ("Listrik sering padam", "Tegangan listrik turun")),
    "Telekomunikasi": (8, "Diskominfo", ("Sinyal tidak ada", "Menara telekomunikasi")),
    "Pariwisata": (5, "Dinas Pariwisata", ("Retribusi wisata", "Pasar terapung")),
    "Perdagangan": (10, "Dinas Perdagangan", ("Harga elpiji naik", "Timbangan pasar")),
    "Pertambangan": (9, "Dinas ESDM", ("Tambang tanpa izin", "Debu angkutan batubara")),
    "Pemilu": (5, "KPU", ("Data pemilih", "Baliho caleg di pohon")),
    "Desa": (18, "Dinas PMD", ("Dana desa", "Aparat desa")),
    "Covid-19": (16, "Dinas Kesehatan", ("Vaksin covid", "Protokol kesehatan dilanggar")),
    "Kekerasan terhadap Perempuan dan Anak": (6, "DP3A", ("Kekerasan anak", "Pendampingan")),
    None: (155, None, ("Mohon ditindaklanjuti", "Pengaduan warga", "Pertanyaan")),
}  # fmt: skip
_STREETS = (
    "A Yani", "Trikora", "Panglima Batur", "Karang Anyar", "Pramuka", "Veteran", "Sudirman",
    "Gatot Subroto", "Sungai Lulut", "Sultan Adam", "Mistar Cokrokusumo", "Basuki Rahmat",
    "Kuripan", "Belitung", "Brigjen Hasan Basri", "Pangeran Antasari", "Lingkar Utara", "Gubernur",
    "Kelayan", "Teluk Tiram", "Guntung Manggis", "Loktabat", "Cempaka", "Landasan Ulin", "Liang",
    "Martapura", "Astambul", "Gambut", "Kertak Hanyar", "Aluh", "Pelaihari", "Bati", "Kandangan",
    "Negara", "Amuntai", "Barabai", "Tanjung", "Paringin", "Rantau", "Marabahan", "Batulicin",
)  # fmt: skip
# Places that answer slowly or rarely, so that screens have something to say.
_SLOW = {"63.08": (0.55, 5.0), "63.11": (0.90, 6.0), "63.02": (0.93, 5.0), "63.04": (0.92, 4.0)}


def _weighted(weights: dict[str, int] | dict[str | None, int]) -> list[str | None]:
    return [name for name, weight in weights.items() for _ in range(weight)]


_FILL = """
INSERT INTO derived
WITH drawn AS (
    SELECT
        i,
        $first + (floor(power(u(i, 1), 0.85) * $days))::INTEGER AS received_date,
        pick(i, 2, 86399) AS second,
        list_extract($places, 1 + pick(i, 3, len($places))) AS place,
        pick(i, 4, $topic_count) AS topic_draw,
        list_extract($classes, 1 + pick(i, 5, len($classes))) AS classification,
        list_extract($channels, 1 + pick(i, 6, len($channels))) AS channel,
        u(i, 7) AS archive, u(i, 8) AS answer, u(i, 9) AS delay, u(i, 10) AS time_known,
        u(i, 11) AS closing, u(i, 12) AS extra
    FROM range($n) AS numbers(i)
),
placed AS (
    SELECT
        drawn.*,
        if(month(received_date) IN (7, 8, 9) AND extra < 0.04, $fire, topic.no) AS topic_no,
        received_date + to_seconds(second) AS received_at,
        archive < 0.08 AS archived,
        answer < slow.chance - if(received_date > $last - 21, 0.4, 0) AS answered,
        received_date + to_seconds(second)
            + to_seconds((-ln(1 - delay) * slow.days * 86400)::INTEGER) AS response_at
    FROM drawn
    JOIN slow USING (place)
    JOIN topic ON topic_draw >= topic.low AND topic_draw < topic.high
),
staged AS (
    SELECT
        placed.*, topic.category, if(extra > 0.89, NULL, topic.agency) AS agency, topic.titles,
        NOT archived AND answered AS followed_up,
        NOT archived AND answered AND closing < 0.93 AS closed,
        if(NOT archived AND answered AND time_known < if(place = '63.02', 0.6, 0.9),
           response_at, NULL) AS first_response_at
    FROM placed JOIN topic ON topic.no = placed.topic_no
)
SELECT
    7000000 + i, staged.received_date,
    received_at, place, place LIKE '63.%', 'nama instansi terdisposisi',
    agency, agency, classification, channel, category,
    CASE WHEN archived THEN 'Diarsipkan oleh Admin' WHEN closed THEN 'Ditutup oleh Sistem'
         WHEN followed_up THEN 'Sedang Diproses' WHEN closing < 0.5 THEN 'Belum Ditindaklanjuti'
         WHEN closing < 0.8 THEN 'Belum Terverifikasi' ELSE 'Menunggu Kelengkapan Informasi' END,
    CASE WHEN archived THEN 'Diarsipkan' WHEN closed THEN 'Selesai'
         WHEN followed_up THEN 'Diproses' WHEN closing < 0.5 THEN 'Belum ditindaklanjuti'
         WHEN closing < 0.8 THEN 'Belum terverifikasi' ELSE 'Menunggu kelengkapan' END,
    NOT archived, followed_up, closed,
    u(i, 13) < 0.2, u(i, 14) < 0.06,
    received_at + INTERVAL 5 HOURS, received_at + INTERVAL 9 HOURS,
    first_response_at,
    if(closed AND first_response_at IS NOT NULL, first_response_at + INTERVAL 10 DAYS, NULL),
    if(first_response_at IS NULL, NULL, greatest(0, answer_day.running - receipt.receipt_running)),
    epoch(first_response_at - received_at) / 86400.0,
    if(closed AND first_response_at IS NOT NULL,
       greatest(0, close_day.running - receipt.receipt_running), NULL),
    if(closed AND first_response_at IS NOT NULL,
       epoch(first_response_at - received_at) / 86400.0 + 10, NULL),
    greatest(0, verify_day.running - receipt.receipt_running),
    if(u(i, 15) < 0.1, 1 + pick(i, 16, 5), NULL),
    if(u(i, 14) < 0.06, NULL,
       list_extract(titles, 1 + pick(i, 17, len(titles)))
       || ' di ' || list_extract($streets, 1 + pick(i, 18, len($streets)))
       || if(u(i, 19) < 0.5, ' RT ' || (1 + pick(i, 20, 40)), '')
       || if(u(i, 21) < 0.3, ' Kelurahan ' || list_extract($streets, 1 + pick(i, 22, 30)), '')),
    1
FROM staged
JOIN day AS receipt ON receipt.day = staged.received_date
LEFT JOIN day AS answer_day ON answer_day.day = first_response_at::DATE
LEFT JOIN day AS close_day ON close_day.day = (first_response_at + INTERVAL 10 DAYS)::DATE
LEFT JOIN day AS verify_day ON verify_day.day = (received_at + INTERVAL 5 HOURS)::DATE
"""


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """The tables of a version file, from the product's own schema."""
    for name in ("version.sql", "complaint.sql"):
        connection.execute((SCHEMA / name).read_text(encoding="utf-8"))


def make_version_file(path: Path, n: int, seed: int = 1) -> None:
    """Write a version file with n complaints, January 2020 to July 2023; same seed, same rows."""
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        create_tables(connection)
        # With its derivation key the file passes for a version that this program wrote.
        connection.execute(
            "INSERT INTO meta VALUES ('data_date', $1), ('derivation_key', $2)",
            [DATA_DATE.isoformat(), derivation_key()],
        )
        connection.execute(
            "INSERT INTO import VALUES (1, TIMESTAMP '2023-08-01 08:00:00', 'perintah', NULL, '')"
        )
        connection.execute(
            "INSERT INTO import_file VALUES (1, 1, 'sintetis.xlsx', 'laporan ringkas', NULL, $1,"
            " $2, $3, ['Tracking ID'], [], $4, $4, 0, 0, 0)",
            [DATA_DATE, FIRST_DAY, LAST_DAY, n],
        )
        _helpers(connection, seed)
        connection.execute(
            "CREATE TEMP TABLE derived AS"
            " SELECT * EXCLUDE (title_words, outcome_no) FROM complaint LIMIT 0"
        )
        topics = list(_TOPICS)
        connection.execute(
            _FILL,
            {
                "n": n,
                "first": FIRST_DAY,
                "last": LAST_DAY,
                "days": (LAST_DAY - FIRST_DAY).days + 1,
                "places": _weighted(_PLACES),
                "classes": _weighted(_CLASSES),
                "channels": _weighted(_CHANNELS),
                "streets": list(_STREETS),
                "topic_count": sum(weight for weight, _, _ in _TOPICS.values()),
                "fire": topics.index("Kebakaran Hutan dan Lahan"),
            },
        )
        connection.execute((SCHEMA / "number_outcomes.sql").read_text(encoding="utf-8"))
        connection.execute("CHECKPOINT")


def _helpers(connection: duckdb.DuckDBPyConnection, seed: int) -> None:
    """Temporary tables and the random function: a hash, so threads cannot change the outcome."""
    connection.execute(
        f"CREATE TEMP MACRO u(i, k) AS (hash(i, k, {int(seed)}) >> 32)::DOUBLE / 4294967296.0"
    )
    connection.execute("CREATE TEMP MACRO pick(i, k, n) AS floor(u(i, k) * n)::INTEGER")
    days = [
        (row.day, row.running, row.receipt_running)
        for row in calendar(LAST_DAY.year + 1)
        if row.day >= FIRST_DAY
    ]
    connection.execute("CREATE TEMP TABLE day (day DATE, running INTEGER, receipt_running INTEGER)")
    connection.execute(
        "INSERT INTO day SELECT unnest($1), unnest($2), unnest($3)",
        [list(column) for column in zip(*days, strict=True)],
    )
    connection.execute("CREATE TEMP TABLE slow (place VARCHAR, chance DOUBLE, days DOUBLE)")
    connection.executemany(
        "INSERT INTO slow VALUES ($1, $2, $3)",
        [(place, *_SLOW.get(place, (0.95, 2.2))) for place in _PLACES],
    )
    connection.execute(
        "CREATE TEMP TABLE topic (no INTEGER, low INTEGER, high INTEGER, category VARCHAR,"
        " agency VARCHAR, titles VARCHAR[])"
    )
    low = 0
    for no, (category, (weight, agency, titles)) in enumerate(_TOPICS.items()):
        connection.execute(
            "INSERT INTO topic VALUES ($1, $2, $3, $4, $5, $6)",
            [no, low, low + weight, category, agency, list(titles)],
        )
        low += weight


if __name__ == "__main__":
    make_version_file(
        Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
    )
