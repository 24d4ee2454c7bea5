"""Indonesian words that say nothing about what a complaint is about, and the masks' own words."""

from __future__ import annotations

_TEXT = """
ada adalah adanya aduan agar agustus aja akan akibat aku alamat anda antara apa apabila apakah
april atas atau bagaimana bagi bahwa banyak bapak baru beberapa begitu belum berada beri berikut
besar bisa blm blok boleh bpk buat bukan bulan cara coba cukup dalam dan dapat dari datang dekat
demi dengan depan desa desember dgn dia dibantu diharapkan dikarenakan dimana dimohon dinas
dirahasiakan ditindaklanjuti dong dua februari gak gang guna hal halo hanya harap hari harus
hingga ibu info informasi ingin ini itu jadi jalan jam jangan januari jika jln juga juli juni kab
kabupaten kah kalau kali kalimantan kalsel kami kantor kapan karena kasih kebetulan kec kecamatan
kel keluhan kelurahan kembali kenapa kepada ketika khususnya kita komplek kota krn kurang lagi
lain lalu lama lanjut laporan lebih lewat lokasi lokasinya maka mana maret masalah masih
masyarakat mau mei melalui melapor melaporkan memang memohon mengapa mengenai menjadi menuju
mereka merupakan mohon nah nama namun nih nik nomor november nya oktober oleh orang pada padahal
pak pelaporan pengaduan per perihal perlu pernah pertanyaan pihak plat prov provinsi pun saat
saja sama sampai sangat satu saudara saya sdh sebab sebagai sebelah sebelum secara sedang segera
sehingga sejak sekali sekarang sekitar selalu selama selatan seluruh semua seperti september
sering serta sesuai setelah setiap sih sini situ suatu sudah supaya surel tahun tanggal tanpa
tapi tdk telepon telp tentang terhadap terima terjadi terkait terlalu tersebut terus tetapi tiap
tidak tim tindak tlp tolong tsb udah untuk utk warga wilayah yaitu yang yth
"""
STOP_WORDS = frozenset(_TEXT.split())
