-- Personal data in free text becomes a word in brackets before anything is stored (UU 27/2022).
-- RE2 expressions, run by DuckDB over whole columns. Two cheap sieves let the usual text through:
-- one for numbers and e-mail, one for the words that announce a name or a home, and for plates.
-- A number is only followed across the signs and the groups that people write, so that dates,
-- prices and a second number beside it are not torn. A number plate identifies a person together
-- with other data (UU 27/2022 article 4), therefore it is masked too.
-- The sign \x{1} stands before what must not be taken for a part of something personal (an amount,
-- a word that is no name); \x{2} to \x{6} stand behind the words that announce something.

-- Signs between the groups of a number; at most one line break.
CREATE OR REPLACE MACRO mask_gap() AS
    '[ \t\x{A0}\x{2010}-\x{2015}_./-]{0,3}(?:\r?\n[ _.-]{0,2})?';
CREATE OR REPLACE MACRO mask_step() AS
    '(?:[ ()\x{A0}\x{2010}-\x{2015}_./-]{1,3}(?:\r?\n)?|\r?\n)';
-- A mobile number: country code or zero, then 8xx; whole, by twos, in four or three groups, in any.
CREATE OR REPLACE MACRO mask_mobile() AS
    '(?:(?:\+|00)?\(?\+?62\)?[ .()\x{A0}\x{2010}-\x{2015}_-]{0,3}(?:\(?0\)?[ .-]?)?|\(?0[ .-]?)8(?:'
    || '[1-9][0-9]{7,12}'
    || '|[ .-][1-9][0-9](?:[ .-][0-9]{2}){4}'
    || '|[1-9][0-9]{0,2}' || mask_step() || '[0-9]{3,4}' || mask_step() || '[0-9]{2,3}' || mask_step() || '[0-9]{2,4}\b'
    || '|[1-9][0-9]{0,2}' || mask_step() || '[0-9]{3,5}' || mask_step() || '[0-9]{2,6}(?:[\x{2010}-\x{2015}_.-][0-9]{2,4})?'
    -- ten digits at least: "STNK 08123/2023" is none
    || '|[1-9][0-9](?:' || mask_gap() || '[0-9]){6,9}\b'
    || '|[1-9][0-9]{1,2}\)[ .-]?[0-9]{6,8}\b'
    || '|[1-9][0-9]{6})';
-- A land line: area code (0511), +62 511, then five to nine digits; (021), six at least.
CREATE OR REPLACE MACRO mask_land_line() AS
    '(?:(?:\+|00)\(?62\)?[ .\x{A0}\x{2010}-\x{2015}_-]?\(?|\(?0)[2-79](?:'
    || '[0-9]{2}\)?[ .\x{A0}\x{2010}-\x{2015}_-]{0,3}[0-9]{3,4}[ .\x{A0}\x{2010}-\x{2015}_-]?[0-9]{2,5}'
    || '|[0-9]\)?[ .\x{A0}\x{2010}-\x{2015}_-]{0,3}(?:[0-9]{3}[ .\x{A0}\x{2010}-\x{2015}_-]?[0-9]{3,5}|[0-9]{4}[ .\x{A0}\x{2010}-\x{2015}_-]?[0-9]{2,5})'
    || '|[0-9]{1,2}/[0-9]{6,8})\b';
-- Commas between groups: only in the ways that no list of years or amounts is written.
CREATE OR REPLACE MACRO mask_listed_nik() AS
    '(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])[0-9]{2}, ?[0-9]{2}(?:[0-6][0-9]|7[01]), ?(?:0[1-9]|1[0-2])[0-9]{2}, ?[0-9]{4}\b';
CREATE OR REPLACE MACRO mask_listed_mobile() AS
    '08[1-9][0-9](?:, ?[0-9]{4}, ?[0-9]{3,5}| ?: ?[0-9]{6,8})\b';
-- A mobile number without its zero; a number that ends in three zeros is an amount.
CREATE OR REPLACE MACRO mask_short_mobile() AS
    '8[1-9](?:[0-9]{4,7}(?:[0-9]{2}[1-9]|[0-9][1-9][0-9]|[1-9][0-9]{2})|[0-9][ \x{2010}-\x{2015}_-][0-9]{4}[ \x{2010}-\x{2015}_-][0-9]{3,5})\b';

CREATE OR REPLACE MACRO mask_folded(t) AS translate(t, '＠＋０１２３４５６７８９', '@+0123456789');
-- What follows "Rp" is an amount.
CREATE OR REPLACE MACRO mask_amounts(t) AS
    regexp_replace(t, '(?i)\b(rp[. ]{0,2}[0-9])([0-9.])', '\1' || chr(1) || '\2', 'g');

CREATE OR REPLACE MACRO mask_mail(t) AS
    regexp_replace(t,
        -- with blanks, "(at)", "[dot]" in it
        '(?i)[a-z0-9._%+-]+ ?(?:@|[(\[{<] ?(?:at|a|@) ?[)\]}>]) ?[a-z0-9][a-z0-9-]*(?: ?\. ?| ?[(\[{<] ?(?:dot|titik|\.) ?[)\]}>] ?| (?:dot|titik) |,)(?:[a-z0-9-]{2,20}(?:\.| ?[(\[{<] ?(?:dot|titik|\.) ?[)\]}>] ?| (?:dot|titik) )){0,3}(?:com|net|org|info|edu|my|id|co|us)\b'
        -- "budi at gmail dot com"
        || '|[a-z0-9._%+-]+ (?:at|et) [a-z0-9][a-z0-9-]*(?:(?:\.| (?:dot|titik) )[a-z]{2,12})+\b'
        -- as it should be, also cut short ("nama@gmail")
        || '|[a-z\x{C0}-\x{24F}0-9._%+-]+@(?:[a-z][a-z0-9-]*|[0-9][a-z0-9-]*\.[a-z]{2,})(?:\.[a-z0-9-]+)*', '[surel]', 'g');

CREATE OR REPLACE MACRO mask_digits(t) AS
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(t,
        -- digit by digit, and a tax number as it is printed
        '\b[0-9](?: [0-9]){9,19}\b|\b[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9]-[0-9]{3}\.[0-9]{3}\b', '[nomor]', 'g'),
        -- more than 16 digits: card and account numbers
        '[0-9](?:[\x{2010}-\x{2015}_-]?[0-9]){16,}', '[nomor]', 'g'),
        -- NIK (also KK): province, four digits, day (women + 40), month, six digits
        '(^|[^0-9])(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])(?:' || mask_gap() || '[0-9]){4}' || mask_gap() || '(?:[0-6]' || mask_gap() || '[0-9]|7' || mask_gap() || '[01])' || mask_gap() || '(?:0' || mask_gap() || '[1-9]|1' || mask_gap() || '[0-2])(?:' || mask_gap() || '[0-9]){6}', '\1[NIK]', 'g'),
        '(^|[^0-9.,\x{1}])' || mask_listed_nik(), '\1[NIK]', 'g'),
        '(^|[^0-9])(?:' || mask_mobile() || '|' || mask_listed_mobile() || '|' || mask_land_line() || ')|(^|[^0-9.,\x{1}])' || mask_short_mobile(), '\1\2[telepon]', 'g'),
        -- any other long number
        '[0-9](?:[\x{2010}-\x{2015}_-]?[0-9]){12,}|[3-6][0-9]{3}(?: [0-9]{4}){3}', '[nomor]', 'g');

-- Spelled in words, or with the letter O for zero.
CREATE OR REPLACE MACRO mask_odd_digits(t) AS
    regexp_replace(regexp_replace(t,
        '(?i)\b(?:nol|kosong)[ ,.-]{1,2}(?:delapan|lapan)(?:[ ,.-]{1,2}(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)){6,11}\b', '[telepon]', 'g'),
        '(^|[^0-9A-Za-z])(?:[Oo]8[0-9Oo](?:[ .\x{2010}-\x{2015}-]{0,2}[0-9Oo]){7,10}|08[0-9][0-9 .-]{0,9}[Oo](?:[ .\x{2010}-\x{2015}-]{0,2}[0-9Oo]){1,9})\b', '\1[telepon]', 'g');

-- Each sieve looks at the text as it came, so that nothing is worked out twice.
CREATE OR REPLACE MACRO mask_odd_sieve() AS
    '[@＠０-９]|[(\[{<] ?at? ?[)\]}>]| (?:at|et) [a-z0-9-]+(?:\.| dot| titik)|\bo8[0-9o]|\b08[0-9 .-]{1,9}o|(?:nol|kosong)[ ,.-]{1,2}(?:de)?lapan';
CREATE OR REPLACE MACRO mask_has_odd(t) AS
    regexp_matches(t, '(?i)' || mask_odd_sieve());
CREATE OR REPLACE MACRO mask_numbers(t) AS
    mask_digits(mask_amounts(CASE WHEN mask_has_odd(t) THEN mask_odd_digits(mask_mail(mask_folded(t))) ELSE t END));

-- Words behind which a name or a home comes. \x{2} home, \x{3} home if it has a number,
-- \x{4} name in any letters, \x{5} name with a capital, \x{6} signature.
CREATE OR REPLACE MACRO mask_home_words() AS
    '(?i)\balamat(?: (?:rumah|tempat tinggal|tinggal|domisili|lengkap|ktp|asal|sekarang|pelapor|pemohon|saya|kami|sy|ulun)){0,3}(?: ?[:=]| (?:saya|kami|sy|ulun|rumah|lengkap|domisili|ktp|tinggal|pelapor|pemohon)(?: ?:)?)(?: (?:ada|berada|adalah|ialah|yaitu|itu|di))*[ ]{0,2}';
CREATE OR REPLACE MACRO mask_house_words() AS
    '(?i)(?:\b(?:rumah|kediaman|kontrakan|kost?) (?:saya|kami|sy|ulun|orang ?tua saya)(?:,? (?:yang |yg )?(?:ada |berada |terletak |beralamat |beralamatkan |berlokasi )?di| (?:yang |yg )?beralamat)[ :]{1,2}|\b(?:saya|kami|sy|ulun|aku)(?: \w+)? (?:(?:ber|bertempat )?tinggal|domisili|berdomisili|beralamat|menetap)(?: \w+)? di[ :]{1,2})';
CREATE OR REPLACE MACRO mask_name_words() AS
    '(?i)\b(?:nama (?:saya|sy|aku|ulun|lengkap|pelapor|pemohon)(?: (?:lengkap|adalah|ialah|yaitu|asli))?|(?:saya|sy|aku|ulun|istri|suami|anak|ibu|ayah|bapak|orang|petugas|oknum|warga)(?: saya)?(?: yang| yg)? bernama|perkenalkan,? saya|(?:nama|pelapor|pemohon) ?[:=])[ :=,]{1,3}';
CREATE OR REPLACE MACRO mask_holder_words() AS
    '(?i)(?:\b(?:(?:atas nama|a\. ?n\.?|a/n\.?|an\.)(?: (?:saya|sdri?\.?|saudara|saudari|pelanggan|pemilik|alm\.?|almarhum|bapak|bpk\.?|pak|ibu|bu))?|an)[ :]{1,3}|\ba\.?n\.)';
CREATE OR REPLACE MACRO mask_signed_words() AS
    '(?i)\b(?:hormat (?:saya|kami)|salam hormat|ttd)\b[ .,:)]{0,3}\s{0,4}';
-- Codes of number plates.
CREATE OR REPLACE MACRO mask_plate_codes() AS
    '(?:[ABDEFGHKLMNPRSTWZ]|A[ABDEG]|B[ABDEGHKLMNP]|D[ABCDEGHKLMNRSTW]|E[ABD]|K[BHTU]|P[AB])';

CREATE OR REPLACE MACRO mask_words_sieve() AS
    '\balamat(?: [a-z]+){0,3} ?[:=]|\balamat (?:saya|kami|sy|ulun|rumah|lengkap|domisili|ktp|tempat|tinggal|pelapor|pemohon)\b|\b(?:rumah|kediaman|kontrakan|kost?) (?:saya|kami|sy|ulun|orang ?tua saya)[ ,]+(?:yang |yg )?(?:ada |ber[a-z]+ |terletak )?(?:di|beralamat)|\b(?:saya|kami|sy|ulun|aku)(?: \w+)? (?:(?:ber|bertempat )?tinggal|domisili|berdomisili|beralamat|menetap)(?: \w+)? di\b|\bnama (?:saya|sy|aku|ulun|lengkap|pelapor|pemohon)\b|\bbernama\b|perkenalkan|\b(?:nama|pelapor|pemohon) ?[:=]|\batas nama (?:[^w]|w[^a]|wa[^r])|\ba\. ?n\b|\ba/n\b|\ban\b|\bhormat (?:saya|kami)\b|\bsalam hormat\b|\bttd\b|\b(?:[abdefghklmnprstwz]|a[abdeg]|b[abdeghklmnp]|d[abcdeghklmnrstw]|e[abd]|k[bhtu]|p[ab])[ .-]?[1-9][0-9]{1,3}[ .-]?[a-z]{1,3}\b';
CREATE OR REPLACE MACRO mask_has_words(t) AS
    regexp_matches(t, '(?i)' || mask_words_sieve());

-- The marks behind those words, then those before words that are part of no name and no address.
CREATE OR REPLACE MACRO mask_marked(t) AS
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(t,
        mask_home_words(), '\0' || chr(2), 'g'),
        mask_house_words(), '\0' || chr(3), 'g'),
        mask_name_words(), '\0' || chr(4), 'g'),
        mask_holder_words(), '\0' || chr(5), 'g'),
        mask_signed_words(), '\0' || chr(6), 'g'),
        '(?i)\b(?:ada|adalah|agar|akan|akibat|aktif|anonim|apakah|atau|atas|bagaimana|bagian|bahwa|banjir|banyak|bekerja|belum|benar|berada|berasal|berbeda|bermasalah|bermohon|besar|bersama|berubah|berumur|bisa|blm|cek|daftar|dan|dapat|dari|datang|dengan|dgn|di|dicatut|dicoret|diganti|dihapus|dimohon|dimana|dipakai|digunakan|dipinjam|dirahasiakan|disamarkan|diri|disalahgunakan|ditolak|ganda|guna|hanya|harap|hendak|hilang|hingga|hub|hubungi|ialah|ikut|ingin|ini|izin|itu|jalannya|jam|jika|juga|kalau|kami|karena|ke|keluar|kepada|kini|kosong|kurang|lahir|lalu|lampu|mati|mau|melalui|melapor|melaporkan|memang|memohon|mengadu|mengajukan|mengapa|mengeluhkan|mengenai|meminta|menyampaikan|merasa|minta|mohon|muncul|masuk|namun|numpang|oleh|pada|padahal|pekerjaan|per|perlu|pernah|rahasia|rusak|saat|salah|sama|sampai|sangat|saya|sdh|sebagai|sebesar|sebelah|secara|sedang|segera|sejak|sekarang|selaku|selalu|sering|serta|sesuai|setiap|status|sudah|supaya|tanpa|telah|tentang|tercantum|terdaftar|terdata|terhadap|terblokir|terhapus|terima|terlampir|ternyata|terlalu|tersebut|tertera|tertulis|tetapi|tapi|tdk|tidak|tinggal|tgl|tanggal|tlg|tolong|umur|untuk|usia|utk|warga|yaitu|yang|yg|wita|vide|tsb)\b', chr(1) || '\0', 'g');

CREATE OR REPLACE MACRO mask_plates(t) AS
    replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(t,
        '\bDA[ .-]?[1-9][0-9]{2,3}[ .-]?[A-Z]{2,3}\b', '[plat]', 'g'),
        '(?i)(\s)(rt|rw|no|km|kg|dan|di|ke|yg|jam|kk|bln|thn|wita|va|org|utk|ada|tdk|blm|sdh|rp|cm)\b', '\1' || chr(1) || '\2', 'g'),
        '\b' || mask_plate_codes() || '[ .-]?[1-9][0-9]{2,3}[ .-]?[A-Z]{2,3}\b', '[plat]', 'g'),
        '\b(?i:da[ .-]?[1-9][0-9]{1,3}[ .-]?[a-z]{2,3})\b', '[plat]', 'g'),
        -- in small letters, and cut short, only behind a word for it
        '(?i)(\b(?:no(?:mor|mer|\.)? ?(?:polisi|pol|plat|kendaraan)|nopol|pelat|plat|mobil|motor|truk|truck|angkot|bus|bis|taksi|bernomor)\b\.?(?: [a-z]+){0,2}[ :]{1,3})' || mask_plate_codes() || '[ .-]?[1-9][0-9]{2,3}(?:[ .-]?[a-z]{1,3})?\b', '\1[plat]', 'g'), chr(1), '');

-- An address: a word for a road or an estate, then up to the last number of the house, block, RT.
CREATE OR REPLACE MACRO mask_word() AS '(?:[^\s,;:.\x01-\x06\[\]]*[^\s,;:.\x01-\x06\[\]]|[A-Za-z]{1,7}\.)';
CREATE OR REPLACE MACRO mask_road() AS
    '(?i:jl|jln|jalan|gg|gang|komp|komplek|kompleks|kompl|perum|perumahan|perumnas|griya|lorong|dusun|dsn|handil|kampung|kp|asrama|kost?|ruko|apartemen|rusun|blok)\b';
CREATE OR REPLACE MACRO mask_door() AS
    '(?i:(?:no|nomor|nomer|nmr|nmor|rt|rw|lorong|lr|km)[. :]{0,3}[0-9]+[a-z]?(?:[/-](?:[0-9]{1,3}[a-z]?|[a-z]\b))*\b|(?:blok|blk)[. ]{0,2}(?:[a-z]{1,3}[ .-]?[0-9]*[a-z]?|[0-9]+[a-z]?)\b)';
CREATE OR REPLACE MACRO mask_more_doors() AS
    '(?:(?:\. ?|[,/ ]{0,2}(?:' || mask_word() || ',? ){0,3}?)' || mask_door() || '){0,4}';
CREATE OR REPLACE MACRO mask_addresses(t) AS
    regexp_replace(regexp_replace(regexp_replace(t,
        '[\x02\x03]' || mask_road() || '[. ]{0,2}(?:' || mask_word() || ',? ?){0,7}?' || mask_door() || '' || mask_more_doors() || '', '[alamat]', 'g'),
        '\x02(?:' || mask_word() || ',? ?){0,5}?' || mask_door() || '' || mask_more_doors() || '', '[alamat]', 'g'),
        -- without a number only behind "alamat", as far as capitals go
        '\x02' || mask_road() || '[. ]{0,2}(?:[A-Z][A-Za-z''’.-]*|[0-9]+)(?: (?:[A-Z][A-Za-z''’.-]*|[0-9]+)){0,4}', '[alamat]', 'g');

-- Words that begin an office, a place or the next item, and are no part of a name.
CREATE OR REPLACE MACRO mask_names(t) AS
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(t,
        '(?i)\b(?:agama|alamat|anak|apa|aplikasi|aset|ayah|badan|balai|bank|bansos|bapak|bayi|bendahara|bidang|bpjs|bpk|bu|bupati|cabang|camat|cv|dana|desa|dinas|direktur|dpr|dprd|dr|email|fasilitas|forum|gang|gubernur|guru|hp|ibu|instansi|istri|himpunan|ikatan|jabatan|jalan|karang|jembatan|jenis|jl|jln|kab|kabupaten|kantor|kartu|kasi|kec|kecamatan|kel|kelompok|keluarga|kelurahan|kementerian|kepala|ketua|kode|komplek|koperasi|korban|kota|ktp|lapor|lembaga|lengkap|lokasi|lurah|mahasiswa|masjid|masyarakat|nama|nik|nip|no|nomor|nohp|orang|ormas|organisasi|pak|pasar|pasien|pegawai|pejabat|pelanggan|pelapor|pemerintah|pemilik|pemkab|pemko|pemohon|penduduk|pengurus|penghuni|pengguna|perangkat|perumahan|perusahaan|pihak|pimpinan|posyandu|provinsi|pt|puskesmas|rakyat|rekan|rsud|rt|rumah|rw|sd|sdn|sekda|sekolah|sekretaris|seluruh|semua|seorang|siswa|smk|smkn|sma|sman|smp|smpn|suami|sungai|surat|tagihan|tempat|telp|tlp|toko|tuhan|ud|umat|wa|wakil|wali|walikota|whatsapp|yayasan|yth|banjarmasin|banjarbaru|martapura|kalimantan|kalsel|indonesia|pelayanan|pribadi|sendiri|keadilan|kemanusiaan|cinta|hukum|negara|pemuda|tokoh|pedagang|petani|nelayan|pembeli|penjual|konsumen|nasabah|wajib|paguyuban|panitia|komunitas|lingkungan|dusun|pengusaha|pekerja|karyawan|jamaah|jemaah|dewan|tim|terminal|pns|asn|honorer|selamat|terima|trims|makasih|wassalam|assalamualaikum)\b', chr(1) || '\0', 'g'),
        -- in capitals, with titles, initials and bin/binti
        '[\x04\x05\x06](?:(?i:h|hj|hjh|m|a|muh|moh|mhd|muhd|drs|dra|ir|dr|st|gt|ny|tn|sdr|sdri|kh|ust|r)\. ?){0,3}[A-Z][A-Za-z''’-]*(?: {1,2}(?:(?:binti|bin|bt|al)\b|[A-Z]\.|[A-Z][A-Za-z''’-]*)){0,4}(?:, ?[SMA]\.[A-Za-z]+(?:\.[A-Za-z]+)?)?', '[nama]', 'g'),
        -- in small letters: three words at most
        '\x04(?:(?:h|hj|m|muh|moh|mhd|ir|drs|dra)\. ?)?[a-z][a-z''’-]+(?: (?:bin |binti )?[a-z][a-z''’-]+){0,2}(?: [a-z]\.)?', '[nama]', 'g'),
        -- in small letters behind "atas nama" and at the end of a letter: as far as the sentence
        '[\x05\x06](?:(?:h|hj|m|muh|moh|ir|drs)\. ?)?[a-z][a-z''’-]+(?: [a-z][a-z''’-]+){0,2}(?: [a-z]\.)?([.,;:)\r\n]| ?\x01|$)', '[nama]\1', 'g');

-- All sieves in one look: most texts go no further.
CREATE OR REPLACE MACRO mask_digits_sieve() AS '[0-9](?:[^0-9A-Za-z]{0,5}[0-9]){7}';
CREATE OR REPLACE MACRO mask_may_hold(t) AS
    regexp_matches(t, '(?i)' || mask_odd_sieve() || '|' || mask_digits_sieve() || '|' || mask_words_sieve());

CREATE OR REPLACE MACRO mask_personal(t) AS
    CASE
        WHEN NOT mask_may_hold(t) THEN t
        WHEN mask_has_words(t) THEN regexp_replace(
            mask_names(mask_addresses(mask_marked(mask_plates(mask_numbers(t))))), '[\x01-\x06]', '', 'g')
        ELSE replace(mask_numbers(t), chr(1), '')
    END;

-- For cells that are no sentences (status, category, agency): numbers and e-mail only.
CREATE OR REPLACE MACRO mask_numbers_only(t) AS
    CASE WHEN mask_has_odd(t) OR regexp_matches(t, mask_digits_sieve())
        THEN replace(mask_numbers(t), chr(1), '') ELSE t END;
