"""The appendix on method: how every measure of the report is counted, with the limits in force."""

from __future__ import annotations

from lapor_data.domain import vocabulary as v
from lapor_data.domain.numbers import number
from lapor_data.domain.profiles import WITH_LIMIT, AwardProfile
from lapor_data.domain.settings import Settings
from lapor_data.export.word.body import Body
from lapor_data.export.word.tables import shown, word_table
from lapor_data.present.briefing import Briefing
from lapor_data.present.panel import Column, Table
from lapor_data.present.panels_awards import formula_words
from lapor_data.questions.before_after import WEEKS
from lapor_data.questions.criteria import criterion
from lapor_data.questions.rates import FALSE_DISCOVERIES, SIGNIFICANCE
from lapor_data.questions.topics import minimum_total

TITLE = "Lampiran: metode"


def write_method(body: Body, b: Briefing, profile: AwardProfile) -> None:
    """The whole appendix."""
    limits = b.settings
    body.heading(1, TITLE, numbered=False)
    body.heading(2, "Sumber data")
    for text in _sources(b):
        body.prose([text])
    body.heading(2, "Ukuran")
    _tabled(body, "Arti setiap ukuran", _measures(limits))
    body.heading(2, "Hari kerja")
    body.prose([
        "Hari kerja (HK) adalah Senin sampai Jumat yang bukan hari libur nasional dan bukan cuti "
        "bersama. Jarak dihitung dari hari aduan diterima sampai hari respons: hari yang sama 0 "
        "HK, Jumat ke Senin 1 HK, Sabtu ke Senin 0 HK. Aduan yang masuk pada hari libur dihitung "
        "mulai hari kerja berikutnya. “Dalam 3 HK” berarti 0, 1, 2, atau 3 HK.",
    ])  # fmt: skip
    body.heading(2, "Batas waktu")
    _tabled(body, "Batas yang berlaku, dalam hari kerja", _limits(limits))
    body.prose([
        "Waktu respons dan bobot nilai dihitung sejak aduan diterima. Pada aduan terbuka, jam SKPD "
        "berjalan sejak disposisi (atau sejak diterima bila disposisinya tidak tercatat) dan "
        "berhenti selama menunggu kelengkapan dari pelapor. Sistem menutup sendiri aduan yang "
        f"tanggapannya tidak dibalas pelapor sesudah {number(limits.tutup_otomatis_hari)} hari.",
    ])  # fmt: skip
    body.heading(2, "Bobot nilai")
    body.prose([formula_words(profile)])
    _tabled(body, f"Kriteria profil “{profile.name}”", _criteria(profile))
    body.heading(2, "Jumlah kecil dan cakupan rendah")
    for text in _small_numbers(limits):
        body.prose([text])
    body.heading(2, "Uji statistik")
    body.bullets(_tests())
    body.heading(2, "Data pribadi")
    body.prose([
        "Surel, nomor telepon, NIK, nomor panjang lain, nomor kendaraan, serta nama dan alamat "
        "rumah yang didahului kata pengantarnya diganti kata dalam kurung siku sebelum disimpan "
        "(UU 27/2022). Nama pelapor tidak disimpan. Judul dan isi aduan rahasia tidak disimpan; "
        "aduannya tetap dihitung.",
    ])  # fmt: skip


def _tabled(body: Body, title: str, table: Table) -> None:
    body.caption_table(title)
    body.add(word_table(shown(table, len(table.rows)), title, title))
    body.small(" ")


def _sources(b: Briefing) -> list[str]:
    found = [
        "Ekspor SP4N-LAPOR! (laporan masuk dan log kegiatan) yang diimpor ke LAPOR! Paman. Satu "
        "aduan dikenali dari Tracking ID; bila beberapa ekspor memuatnya, isi ekspor terbaru yang "
        "berlaku. Wilayah pengelola ditentukan dari nama instansi, instansi induk, dan ekspor "
        "kabupaten/kota, baru kemudian dari lokasi.",
        "Jumlah penduduk: Sensus Penduduk 2020 (BPS). Batas wilayah: wilayah_boundaries (cahya "
        "dsn, MIT), digeneralkan. Hari libur: kalender nasional Indonesia dengan cuti bersama. "
        "Penilaian, program, hambatan, dan rencana: catatan pengelola di Naik tangga, "
        "masing-masing dengan sumbernya.",
    ]
    if b.compared:
        found.append(
            f"Pembanding: {b.compared.label}. Bila periodenya masih berjalan, pembanding dipotong "
            "pada jumlah hari yang sama."
        )
    return found


def _measures(limits: Settings) -> Table:
    first = number(limits.respons_pertama)
    rows = (
        ("Aduan masuk", "Semua aduan yang diterima dalam periode."),
        ("Aduan sah", "Aduan masuk dikurangi yang diarsipkan; dasar semua persentase."),
        ("Tindak lanjut", f"Aduan sah yang sudah direspons atau bertahap {v.STAGE_IN_PROGRESS} "
         f"atau {v.STAGE_CLOSED}, dibagi aduan sah."),
        ("Selesai", f"Aduan sah bertahap {v.STAGE_CLOSED}, dibagi aduan sah."),
        ("Waktu respons", "Hari kerja dari aduan diterima sampai tindak lanjut pertama."),
        ("Median", "Separuh aduan yang bercap waktu direspons dalam waktu ini atau lebih cepat."),
        ("Persentil 90", "Sembilan dari sepuluh aduan yang bercap waktu direspons dalam waktu ini "
         "atau lebih cepat."),
        (f"Tepat waktu ≤ {first} HK", f"Aduan sah yang respons pertamanya paling lama {first} HK, "
         "dibagi aduan sah. Aduan tanpa cap waktu tidak terhitung tepat waktu."),
        ("Dalam batas klasifikasi", "Aduan sah yang respons pertamanya dalam batas klasifikasinya, "
         "dibagi aduan sah."),
        ("Cakupan", "Aduan yang ditindaklanjuti dan bercap waktu, dibagi semua yang "
         "ditindaklanjuti."),
        ("Aduan terbuka", f"Aduan sah yang belum bertahap {v.STAGE_CLOSED}, kapan pun masuknya."),
        ("Per 100.000 penduduk", "Aduan sah dibagi jumlah penduduk, kali 100.000."),
    )  # fmt: skip
    return Table((Column("Ukuran"), Column("Arti")), rows)


def _limits(limits: Settings) -> Table:
    rows = (
        ("Verifikasi", limits.verifikasi),
        ("Respons pertama (tepat waktu)", limits.respons_pertama),
        *((name, limits.limit_of_class(name)) for name in v.CLASSIFICATIONS),
        ("Tanpa klasifikasi", limits.tanpa_klasifikasi),
    )
    return Table((Column("Langkah atau klasifikasi"), Column("Batas (HK)", "count")), rows)


def _criteria(profile: AwardProfile) -> Table:
    return Table(
        (Column("Kriteria"), Column("Yang dihitung"), Column("Menjadi nilai 0–1"),
         Column("Batas (HK)", "count"), Column("Bobot", "decimal", 2)),
        tuple(
            (
                criterion(setting.key).label,
                criterion(setting.key).counts,
                criterion(setting.key).scale
                + ("" if setting.better == criterion(setting.key).direction
                   else " Arahnya dibalik: 1 dikurangi nilai ini."),
                setting.limit if setting.key in WITH_LIMIT else None,
                setting.weight,
            )
            for setting in profile.criteria
        ),
    )  # fmt: skip


def _small_numbers(limits: Settings) -> list[str]:
    least = number(limits.sampel_minimum)
    return [
        f"Kurang dari {least} aduan bercap waktu: ditulis “data belum cukup”, tanpa median dan "
        "tanpa peringkat kecepatan.",
        f"Bila kurang dari {number(limits.cakupan_minimum_persen)}% aduan yang ditindaklanjuti "
        "bercap waktu, kecepatan dan nilainya ditandai “cakupan rendah”: angkanya bisa berubah "
        "bila log kegiatannya dilengkapi.",
        f"Topik dengan kurang dari {number(minimum_total())} aduan pada periode dan pembandingnya "
        "bersama-sama tidak dinilai naik atau turun.",
        "Tanda “–” berarti tidak diketahui atau tidak dapat dihitung, bukan nol.",
    ]


def _tests() -> list[str]:
    level = f"{number(100 * SIGNIFICANCE)}%"
    return [
        "Topik naik atau turun: perbandingan eksak dua laju Poisson per hari, selang kepercayaan "
        f"95% Clopper–Pearson, koreksi Holm atas semua topik yang diuji, taraf {level}.",
        "Kata yang naik di judul aduan: uji yang sama satu arah, koreksi Benjamini–Hochberg, taraf "
        f"{number(100 * FALSE_DISCOVERIES)}%.",
        "Kabupaten/kota dengan sedikit aduan: uji binomial terhadap bagian penduduk, koreksi "
        f"Benjamini–Hochberg, taraf {level}.",
        f"Sebelum dan sesudah program: rasio aduan per hari, paling lama {number(WEEKS)} pekan "
        "pada tiap sisi, selang 95% (uji eksak Poisson). Rasio ini bukan bukti sebab-akibat.",
        "Topik satu wilayah terhadap seluruh Kalimantan Selatan: uji eksak Poisson, koreksi Holm, "
        f"taraf {level}.",
        "Kelas warna peta: jeda alami (Jenks), paling banyak lima kelas.",
    ]
