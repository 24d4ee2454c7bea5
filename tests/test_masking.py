"""Personal data is masked in every form; ordinary text is left alone.

How much of a labelled corpus is caught stands in test_privacy_corpus.py.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapor_data.ingest.masking import mask_labels, mask_texts

WIDE = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
NIK = (
    "6371010101800001", "NIK6371010101800001", "nik:6371.0101.0180.0001", "6371 0101 0180 0001",
    "637101-010180-0001", "6371_0101_0180_0001", "6371\u00a00101\u00a00180\u00a00001",
    "(6371010101800001)", "63.71.01.410180.0001", "6371/0101/0180/0001", "6371–0101–0180–0001",
    "3173015507990002,", "63710101\n01800001", "6371 0101\r\n0180 0001", "6371010101800001".translate(WIDE),
)  # fmt: skip
PHONES = (
    "081234567890", "0812-3456-7890", "0812 3456 7890", "0812.3456.7890", "0812_3456_7890",
    "0812/3456/7890", "0812 - 3456 - 7890", "0812–3456–7890", "0812\u00a03456\u00a07890",
    "0812\u20113456\u20117890", "081 234 567 890", "08 12 34 56 78 90", "0812-345-678",
    "0812 34567890", "081234 567890", "HP081234567890", "no.hp081234567890", "hp_081234567890",
    "+6281234567890", "+62 812 3456 7890", "+62812-3456-7890", "6281234567890", "62 812 3456 7890",
    "(+62)81234567890", "(62) 812-3456-7890", "0062 812 3456 7890", "wa.me/6281234567890",
    "tel:+6281234567890", "81234567890", "812-3456-7890", "0811234567", "0511-3301234",
    "(0511) 3301234", "0511 330 1234", "+62 511 3301234", "+625113301234", "021-5551234",
    "0511/4772211", "0517 21234", "0812-3456-\n7890", "081234\n567890", "0812 34 567 890",
    "081234567890".translate(WIDE), "O81234567890", "o812-3456-789O", "0812-345-678-90",
    "nol delapan satu dua tiga empat lima enam tujuh delapan",
)  # fmt: skip
MAILS = (
    "budi@gmail.com", "budi.santoso+1@mail.go.id", "budi @ gmail.com", "budi@ gmail.com",
    "budi (at) gmail.com", "budi[at]gmail[dot]com", "BUDI(AT)GMAIL.COM", "budi@gmail",
    "budi＠gmail.com", "<budi@gmail.com>", "budi@gmail,com", "büdi@gmail.com", "budi @ gmail . com",
    "budi at gmail dot com", "budi at gmail.com", "budi{at}gmail.com", "budi[@]gmail[dot]co[dot]id",
    "budi (at) gmail titik com",
)  # fmt: skip
ORDINARY = (
    "29/05/2023", "2023-05-29 04:05:34", "08-12-2021 10.00", "08.10.2022", "tanggal 01-02-2021",
    "2023-05-29 2023-06-30", "1 Januari 2021 - 31 Desember 2021", "2020 2021 2022 2023",
    "tanggal 01/02/2021 s.d. 03/04/2022", "jam 08.00-16.00 WITA", "pukul 08:00 s.d. 12:00",
    "Rp 1.500.000", "Rp 1.500.000.000", "Rp1.250.000.000.000", "Rp 850000000", "Rp 62.500.000.000",
    "harga 10.000 15.000 20.000 25.000", "100.000.000", "5 kg @5.000", "10@5.000",
    "RT 001 RW 002", "RT.003/RW.012", "RT 21/RW 03 KM 8,5", "Jl. A. Yani KM 36", "kode pos 70711",
    "ID 7282582", "laporan 7282582 dan 7282583", "Nomor 188.44/0123/KUM/2021", "SK 800/1234/2021",
    "pasal 27 ayat (3) UU 11/2008", "-3.4421234, 114.831234567", "Blok C No. 12",
    "follow @diskominfo", "sejak 2019, 2020, 2021", "KK 3 orang", "0,5 km", "", "😀 jalan rusak",
)  # fmt: skip


# As people write them, too; each becomes "[nomor]" or "[telepon]".
OTHERS = (
    "0 8 5 2 4 8 1 2 3 4 5 6", "6 3 0 3 0 5 1 2 0 5 8 8 0 0 0 1", "(0852)48123456", "(0852) 48123456",
    "09.254.294.3-407.000",
)  # fmt: skip


@pytest.mark.parametrize("number", OTHERS)
def test_other_numbers(number: str) -> None:
    (masked,) = mask_texts([f"nomor saya {number}, mohon dicek"])
    assert masked in (f"nomor saya [{word}], mohon dicek" for word in ("nomor", "telepon"))


def test_single_digits_that_are_no_number() -> None:
    kept = ["RT 1 2 3 4 5 6 7 8 9 10 banjir", "1 2 3 4 5 6 7 8 9", "nilai 4 5 4 3 5 dari 5"]
    assert mask_texts(kept) == kept


# What stands in words: text before and after masking.
WORDS = {
    "nama saya Budi Santoso, warga Banjarmasin": "nama saya [nama], warga Banjarmasin",
    "Nama saya Siti Aminah. Mohon bantuan": "Nama saya [nama]. Mohon bantuan",
    "nama saya budi santoso ingin melapor": "nama saya [nama] ingin melapor",
    "NAMA SAYA BUDI SANTOSO DARI DESA TABUK": "NAMA SAYA [nama] DARI DESA TABUK",
    "saya bernama H. Ahmad Rifa'i": "saya bernama [nama]",
    "Nama: Budi S.\nAlamat: Jl. Veteran No. 5": "Nama: [nama]\nAlamat: [alamat]",
    "sertifikat a.n. Rina binti Yusuf hilang": "sertifikat a.n. [nama] hilang",
    "tagihan atas nama Budi salah": "tagihan atas nama [nama] salah",
    "Pelapor: Dedi Kurniawan": "Pelapor: [nama]",
    "Hormat saya,\nBudi": "Hormat saya,\n[nama]",
    "ttd, Budi Santoso": "ttd, [nama]",
    "alamat saya Jl. Sultan Adam No. 12 RT 03": "alamat saya [alamat]",
    "alamat saya Jl. Sultan Adam": "alamat saya [alamat]",
    "rumah saya di Komplek Bumi Mas, Blok C No. 5 banjir": "rumah saya di [alamat] banjir",
    "saya tinggal di Gang Melati RT 07/RW 02, Kelurahan Kuripan": "saya tinggal di [alamat], Kelurahan Kuripan",
    "truk DA 1234 AB dan da1234xyz, B 1234 XYZ.": "truk [plat] dan [plat], [plat].",
    "nopol b 1234 xyz": "nopol [plat]",
    "motor DA-4321-CD": "motor [plat]",
}  # fmt: skip
# Looks like the above and says nothing of a person.
ORDINARY_WORDS = (
    "nama saya tidak ada di daftar", "Nama saya belum terdaftar", "nama saya sudah dicoret",
    "atas nama warga RT 05 Desa Tabuk", "atas nama Dinas PUPR", "a.n. Kepala Dinas", "atas nama PT Maju",
    "nama jalan: Jl. Veteran", "Nama: SDN 2 Martapura", "alamat kantor di Jl. Veteran No. 5",
    "jalan rusak di Jl. Sultan Adam No. 12 RT 03", "lampu di Komplek Bumi Mas Blok C mati",
    "rumah saya di Desa Tabuk kebanjiran", "rumah sakit di Jl. A. Yani No. 43",
    "warga yang tinggal di Gang Melati RT 07", "rumah saya sudah 3 hari tanpa air",
    "saya tinggal di Kabupaten Banjar", "Kepala Dinas Perhubungan Budi Karya Desa",
    "RT 05 RW 02", "KM 12 arah", "Blok B 120 RT 03", "tahun 2021 di Banjar", "SK 123 KUM",
    "PP 53 Tahun 2010", "pada 2 KK dan 15 KG", "harga gas 3 kg", "atas nama besar", "nama pelapor dirahasiakan", "bulan Ramadan 1444 H",
    "nomor 081.2/345/2021", "H 1444 H", "nama saya digunakan orang lain", "L 300 pick up",
    "mobil 2000 cc", "no 5 rt 3", "hormat kami, Karang Taruna", "SMAN 2 BJM", "DPRD 2024",
)  # fmt: skip


@pytest.mark.parametrize(("text", "masked"), WORDS.items())
def test_names_homes_and_plates_are_masked(text: str, masked: str) -> None:
    assert mask_texts([text, masked]) == [masked, masked]


@pytest.mark.parametrize("text", ORDINARY_WORDS)
def test_words_of_no_person_are_left_alone(text: str) -> None:
    assert mask_texts([text, text.upper(), text.lower()]) == [text, text.upper(), text.lower()]


@pytest.mark.parametrize(
    ("written", "mask"),
    [
        (written, mask)
        for mask, forms in (("[NIK]", NIK), ("[telepon]", PHONES), ("[surel]", MAILS))
        for written in forms
    ],
)
def test_personal_data_is_masked(written: str, mask: str) -> None:
    for before, after in (("", ""), ("hubungi ", " segera"), ("Hubungi:", ". Terima kasih")):
        (found,) = mask_texts([f"{before}{written}{after}"])
        assert found is not None
        assert mask in found
        assert not re.search(r"\d", found)
        assert "gmail" not in found.casefold()
        assert found.startswith(before.strip())
        assert found.endswith(after)


def test_ordinary_text_is_left_alone() -> None:
    assert mask_texts(list(ORDINARY)) == list(ORDINARY)
    joined = ["\n".join(ORDINARY)]
    assert mask_texts(joined) == joined


def test_several_in_one_text() -> None:
    text = "WA 08123456789 08123456790, 081234567890/081234567891 atau a@b.co dan c@d.go.id."
    assert mask_texts([text, None]) == [
        "WA [telepon] [telepon], [telepon]/[telepon] atau [surel] dan [surel].",
        None,
    ]


def test_all_kinds_in_one_text() -> None:
    text = (
        "Nama: Budi Santoso\nNIK: 6371010101800001\nAlamat: Gg. Melati No. 5, Kec. Martapura\n"
        "HP 0812-3456-7890, budi@gmail.com. Truk DA 1234 AB di Jl. Veteran KM 5, Rp 62.850.000.000"
    )
    assert mask_texts([text]) == [
        "Nama: [nama]\nNIK: [NIK]\nAlamat: [alamat], Kec. Martapura\n"
        "HP [telepon], [surel]. Truk [plat] di Jl. Veteran KM 5, Rp 62.850.000.000"
    ]


def test_account_and_card_numbers() -> None:
    texts = ["rek 1234567890123", "031-00-1234567-8", "4111 1111 1111 1111", "1" * 20]
    assert mask_texts(texts)[0] == "rek [nomor]"
    assert mask_texts(texts)[2:] == ["[nomor]", "[nomor]"]


PIECES = st.sampled_from(NIK + PHONES + MAILS + ORDINARY + ORDINARY_WORDS + tuple(WORDS))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=4), min_size=1, max_size=30))
def test_masking_twice_changes_nothing_more(texts: list[list[str]]) -> None:
    once = mask_texts(["; ".join(pieces) for pieces in texts])
    assert mask_texts(once) == once
    for pieces, masked in zip(texts, once, strict=True):
        assert masked is not None
        for piece in pieces:
            if piece not in ORDINARY + ORDINARY_WORDS:
                assert piece not in masked


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.from_regex(r"\A08[1-9][0-9]{7,10}\Z"),
            st.sampled_from(["", " ", "-", ".", "–"]),
            st.text("abc ,", max_size=5),
        ),
        min_size=1,
        max_size=50,
    )
)
def test_every_mobile_number_in_groups_of_four(cases: list[tuple[str, str, str]]) -> None:
    texts = []
    for number, separator, around in cases:
        groups = [number[:4], number[4:8], number[8:]] if separator else [number]
        texts.append(around + separator.join(groups) + around)
    for masked, (_, _, around) in zip(mask_texts(texts), cases, strict=True):
        assert masked == f"{around}[telepon]{around}"


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        ("aduan 081251234567 budi@gmail.com.xlsx", "aduan [telepon] [surel].xlsx"),
        ("Hub 0812 5123 4567", "Hub [telepon]"),
        ("aduan 2026-11-22 081251234567.csv", "aduan 2026-11-22 [telepon].csv"),
        ("6303051205880001_20261122.xlsx", "[NIK]_20261122.xlsx"),
        *(
            (name, name)
            for name in (
                "Laporan Ringkas 2026-11-22.xlsx",
                "ekspor_20261122.csv",
                "ekspor_20261122_0930.csv",
                "20261122_093015.xlsx",
                "2026-11-22T09.30.15 (1).XLSX",
                "Tracking ID",
                "Tipe Laporan (Anonim/Rahasia)",
                "",
            )
        ),
    ],
)
def test_labels(label: str, kept: str) -> None:
    """File names and heads; the stamp of an export's moment is no number of a person."""
    assert mask_labels([label, "lain"]) == [kept, "lain"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("NIK 6303,0512,0588,0001.", "NIK [NIK]."),
        ("HP 0852, 4812, 3456", "HP [telepon]"),
        ("0821,5512,3344", "[telepon]"),
        ("0852 : 48123456", "[telepon]"),
        *(
            (said, said)
            for said in ("STNK 08123/2023", "antrian 021 12345", "1998, 1999, 2000, 2001")
        ),
    ],
)
def test_commas_between_groups(said: str, kept: str) -> None:
    """Also what has too few digits for a telephone, and lists of years."""
    assert mask_texts([said]) == [kept]
