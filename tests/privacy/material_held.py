"""The held-out half: nobody tunes a rule on these; only totals are looked at."""

from __future__ import annotations

from tests.privacy.forms import Words

WORDS = Words(
    first_names=(
        "Wahyu", "Nurul Huda", "Joko", "Sulastri", "Gusti", "Maimunah", "Bambang", "Helda",
        "Taufik", "Zainal Abidin", "Raudah", "Eko", "Aulia", "Mariatul", "Iwan", "Salasiah",
        "Dian", "Teguh", "Hasanah", "Antung",
    ),
    last_names=(
        "Pratama", "Wijaya", "Noor", "Setiawan", "Halim", "Putri", "Arifin", "Ramadhani",
        "Suryani", "Nasution", "Firdaus", "Ma'ruf", "Simanjuntak", "Utami",
    ),
    streets=(
        "Brigjen H. Hasan Basry", "Kayu Tangi", "Trikora", "Mistar Cokrokusumo", "Belitung Darat",
        "S. Parman", "Perintis Kemerdekaan", "Lingkar Utara", "Karang Anyar", "RO Ulin",
        "Panglima Batur", "Teluk Tiram",
    ),
    estates=(
        "Beringin Asri", "Kelapa Gading", "Bina Brata", "Wengga Jaya", "Amaco Lestari",
        "Sa'adah Residence",
    ),
    alleys=("Mufakat", "Seroja", "Nusa Indah", "Karya", "Bersama III", "Haji Anang", "Rukun"),
    mail_hosts=(
        "yahoo.com", "gmail.com", "hotmail.com", "icloud.com", "banjarkab.go.id", "poliban.ac.id",
        "ymail.com", "rocketmail.com",
    ),
)  # fmt: skip

PERSONAL = (
    "Nomor Induk Kependudukan <nik>", "nik <nik> ditolak sistem", "ktp suami <nik>, kk <kk>",
    "kartu keluarga nomor <kk> belum terbit", "NIK <nik> terdaftar ganda", "saya input <nik> gagal",
    "NIK.<nik>", "NIK=<nik>", "anak saya NIK <nik> dan NIK <nik>", "(NIK: <nik>)",
    "BPJS dengan nik <nik> nonaktif", "nomor kependudukan istri saya <nik>",
    "kontak <phone>", "cp <phone>", "silakan dihubungi pada nomor <phone> kapan saja",
    "Telp. <phone>", "tlp/wa <phone>", "penipu memakai nomor <phone> meminta uang",
    "telepon saya di <phone>, kalau tidak diangkat <phone>", "Whatsapp:<phone>", "HP.<phone>",
    "(<phone>)", "nomer hp ulun <phone>", "call center <phone> tidak merespons",
    "telepon <phone_words> kapan saja", "WA: <phone_words>", "kontak saya <phone_letters>",
    "hubungi <phone_letters>", "alamat email <mail>", "e-mail: <mail>", "<mail>",
    "akun saya <mail> terkunci", "kirimkan ke <mail>, tembusan <mail>", "kontak: <mail> / <phone>",
    "assalamualaikum, nama saya <name> dari Martapura", "perkenalkan, nama saya <name>.",
    "saya yang bernama <name> belum menerima bantuan", "KTP atas nama <name> hilang",
    "rekening listrik a.n <name> belum dibayar", "STNK an <name>", "SHM A.N. <name> bermasalah",
    "NAMA : <name>", "nama pelapor: <name>", "Nama lengkap <name>", "pelapor : <name>",
    "Hormat saya\n\n<name>", "Hormat Saya, <name>.", "TTD\n<name>", "(ttd) <name>",
    "nama <name>, NIK <nik>", "Nama : <name>\nAlamat : <address>\nHP : <phone>",
    "alamat rumah: <address>", "alamat kami di <address>", "Alamat lengkap: <address>",
    "rumah kami di <address> belum teraliri air", "rumah saya yang beralamat di <address>",
    "saya berdomisili di <address>", "ulun tinggal di <address>", "saya bertempat tinggal di <address>",
    "alamat domisili saya adalah <address>, Kec. Martapura", "beralamat di <address>",
    "kendaraan bernomor <plate> menerobos lampu merah", "pelat nomor <plate> dipalsukan",
    "sopir dump truck <plate> menumpahkan tanah", "No. Pol. <plate>", "Avanza putih <plate>",
    "STNK <plate> belum keluar", "bus <plate> mogok di tengah jalan",
)  # fmt: skip

ORDINARY = (
    "aspal di <road> mengelupas sejak <date>", "PJU padam dari <road> sampai <number>",
    "ditarik <money> oleh juru parkir", "berdasarkan <decree> layanan ini gratis",
    "tiket <number> dijawab <date> tetapi belum ada tindakan", "titik koordinat <number>",
    "mohon Dishub memasang rambu di <road>", "kebakaran lahan terjadi <date> di dekat <road>",
    "nama anak saya salah pada akta", "nama saya belum masuk DTKS", "nama desa kami Sungai Tabuk",
    "atas nama masyarakat kami ucapkan terima kasih", "a.n. Bupati, surat itu ditandatangani camat",
    "kami tinggal di daerah rawan banjir", "saya tinggal di Kabupaten Tapin",
    "depan rumah saya ada tumpukan sampah", "rumah saya di pinggir sungai hampir roboh",
    "alamat website dinas tidak bisa dibuka", "kantor BPN di <road> tutup pukul 14.00",
    "pelapor sebelumnya tidak mendapat jawaban", "harga beras naik jadi <money> per kg",
    "retribusi <money> sejak <date>", "anggaran <money> untuk <number>", "jembatan di <road> goyang",
    "PDAM mati dari <date>", "penerima bansos <number> tidak tepat sasaran", "sesuai <decree>",
    "Kecamatan Banjarmasin Utara <number>", "Camat Kertak Hanyar sudah tahu", "mulai <date> tutup",
    "Puskesmas Pekauman kekurangan obat", "banjir <date> merendam <number>", "DPRD Kalsel diam saja",
    "pelayanan SIM di Polres lambat", "guru honorer digaji <money>", "tanah uruk di <road> licin",
)  # fmt: skip
OPENERS = ("Selamat siang", "Kepada Bapak Gubernur", "Izin bertanya", "Assalamu'alaikum wr wb", "")
CLOSERS = ("Makasih", "Mohon tindak lanjutnya", "Semoga ditanggapi", "Wassalam", "")
