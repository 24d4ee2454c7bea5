"""What a person can do about a rejected or noticed row."""

from __future__ import annotations

_ADVICE = (
    ("Tracking ID", "Isi Tracking ID (angka) dari halaman admin LAPOR!."),
    ("Tanggal masuk kosong", "Isi tanggal masuk, misalnya 18 Jan 2024."),
    ("Tanggal masuk tidak terbaca", "Tulis tanggal seperti 18 Jan 2024 atau 2024-01-18."),
    ("Tanggal masuk sebelum 2011", "Periksa tahunnya; LAPOR! mulai tahun 2011."),
    ("Tanggal masuk setelah", "Periksa tanggalnya; aduan tidak mungkin lebih baru dari ekspornya."),
    ("Waktu kosong", "Isi waktu kejadian, misalnya 2024-01-18 09:30:00."),
    ("Waktu tidak terbaca", "Tulis waktu seperti 2024-01-18 09:30:00."),
    ("Waktu sebelum 2011", "Periksa tahunnya; LAPOR! mulai tahun 2011."),
    ("Waktu setelah", "Periksa waktunya; kejadian tidak mungkin lebih baru dari ekspornya."),
    ("Aktivitas kosong", "Isi aktivitas, misalnya Ditindaklanjuti."),
    ("Aduan baru tanpa tanggal", "Muat ekspor yang memuat kolom Tanggal Laporan Masuk."),
    ("Baris terpotong", "Buka berkas asal; baris ini terputus. Unduh ulang dari LAPOR!."),
    ("Sel lebih banyak", "Ada pemisah kolom di dalam teks. Unduh ulang sebagai XLSX."),
    ("Tanda kutip", "Buka berkas asal; ada tanda kutip yang tidak ditutup."),
    ("waktu tidak terbaca", "Baris tetap diterima. Tulis waktu seperti 09:30:00 lalu muat lagi."),
    ("tanggal tidak terbaca", "Baris tetap diterima. Perbaiki tanggalnya lalu muat lagi."),
)


def advice(reason: str) -> str:
    """One Indonesian sentence on how to mend a row with this reason."""
    for start, words in _ADVICE:
        if reason.startswith(start):
            return words
    return "Periksa baris ini pada berkas asalnya."
