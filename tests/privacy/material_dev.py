"""The developing half: sentences and words that rules may be tuned on."""

from __future__ import annotations

from tests.privacy.forms import Words

WORDS = Words(
    first_names=(
        "Ahmad", "Siti Aminah", "Budi", "Rahmawati", "Muhammad Noor", "Norhayati", "Hendra",
        "Rusdi", "Fitriani", "Yusuf", "Rina", "Syahrani", "Masitah", "Dedi", "Khairul", "Laila",
    ),
    last_names=(
        "Santoso", "Hidayat", "Wahyuni", "Rahman", "Fadillah", "Kurniawan", "Saputra", "Maulana",
        "Lestari", "Ansyari", "Effendi", "Rifa'i",
    ),
    streets=(
        "Sultan Adam", "A. Yani", "Pramuka", "Veteran", "Hasan Basri", "Kuripan", "Gatot Subroto",
        "Pangeran Antasari", "Sei Miai", "Cempaka Raya",
    ),
    estates=("Bumi Mas", "Griya Permata", "Citra Garden", "Mahligai Indah", "Permata Hijau"),
    alleys=("Melati", "Keluarga", "Sepakat", "Baru II", "Al Ikhlas", "Durian"),
    mail_hosts=("gmail.com", "yahoo.co.id", "outlook.com", "kalselprov.go.id", "ulm.ac.id"),
)  # fmt: skip

PERSONAL = (
    "NIK saya <nik>", "NIK : <nik>", "no ktp <nik> atas nama <name>", "dengan NIK <nik> belum aktif",
    "nomor KK <kk>", "No. KK: <kk>, NIK: <nik>", "data NIK <nik> dan KK <kk> tidak sinkron",
    "KTP saya nomor <nik> tidak terbaca", "ini NIK saya (<nik>) mohon dicek",
    "hubungi saya di <phone>", "No HP <phone>", "WA <phone>", "nomor telepon saya <phone> aktif",
    "bisa telp ke <phone> atau <phone>", "HP/WA: <phone>", "silakan WA saya <phone>, terima kasih",
    "kantor itu tidak mengangkat telepon di <phone>", "sms ke <phone> jam kerja",
    "nomor saya <phone_words>", "hp <phone_words>", "WA saya <phone_letters>",
    "no hp <phone_letters>", "email saya <mail>", "balas ke <mail>", "Email: <mail>",
    "kirim jawaban ke <mail> atau WA <phone>", "surel <mail>, HP <phone>",
    "nama saya <name>", "saya bernama <name>", "Nama saya <name>, warga Banjarmasin",
    "nama saya <name> ingin melapor", "sertifikat a.n. <name>", "meteran an. <name>",
    "tagihan atas nama <name> salah", "Nama: <name>", "Pelapor: <name>", "Nama : <name>\nNIK : <nik>",
    "Hormat saya,\n<name>", "hormat saya, <name>", "Ttd.\n<name>", "ttd, <name>",
    "perkenalkan nama saya <name> umur 45 tahun", "alamat saya <address>", "Alamat: <address>",
    "rumah saya di <address>", "saya tinggal di <address>", "alamat rumah saya di <address>",
    "Alamat : <address>, Kelurahan Sungai Miai", "kami tinggal di <address> sejak lama",
    "Nama: <name>\nAlamat: <address>\nNo HP: <phone>", "mobil <plate> parkir sembarangan",
    "truk dengan nopol <plate> membuang sampah", "motor plat <plate> milik saya ditilang",
    "angkot <plate> ugal-ugalan", "nomor polisi <plate>",
)  # fmt: skip

ORDINARY = (
    "jalan rusak di <road> sejak <date>", "lampu jalan mati di depan kantor lurah <number>",
    "biaya <money> tidak sesuai <decree>", "sudah lapor dengan <number> pada <date>",
    "petugas Dinas PUPR belum datang", "drainase di <road> tersumbat sampai <number>",
    "saya pelanggan PLN <number> dan sering padam", "nama saya tidak ada di daftar penerima",
    "alamat kantor Disdukcapil di <road> pindah ke mana", "atas nama warga <number> kami mohon",
    "rumah saya di Desa Sungai Batang sering kebanjiran", "pungutan <money> di <road>",
    "Kepala Dinas Perhubungan mohon menertibkan parkir di <road>", "air PDAM keruh sejak <date>",
    "menurut <decree> seharusnya gratis", "jadwal <date> berubah tanpa pemberitahuan",
    "bantuan <money> per bulan belum cair", "warga yang tinggal di bantaran sungai mengungsi",
    "lokasi di <road> dekat pasar", "banjir setinggi 50 cm di <road> pada <date>",
    "nama jalan di <road> salah tulis", "rumah sakit di <road> antreannya lama",
    "surat a.n. Kepala Desa ditolak", "antrean BBM sampai <number>", "nama saya sudah dicoret",
    "harga gas 3 kg mencapai <money>", "data sejak <date> belum diperbarui",
    "mohon perhatian Bupati Banjar dan DPRD", "rumah saya sudah tiga hari tanpa air",
    "laporan <number> ditutup padahal belum selesai", "siswa SMAN 2 belum menerima ijazah",
)  # fmt: skip
OPENERS = ("Assalamualaikum", "Selamat pagi admin", "Mohon bantuannya", "Yth. Diskominfo", "")
CLOSERS = ("Terima kasih", "Mohon segera ditindaklanjuti", "Demikian laporan kami", "Trims", "")
