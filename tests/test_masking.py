"""NIK, telephone numbers and e-mail addresses are masked in every form; ordinary text is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapor_data.ingest.masking import mask_texts

NIK = (
    "6371010101800001", "NIK6371010101800001", "nik:6371.0101.0180.0001", "6371 0101 0180 0001",
    "637101-010180-0001", "6371_0101_0180_0001", "6371\u00a00101\u00a00180\u00a00001",
    "(6371010101800001)", "63.71.01.410180.0001", "6371/0101/0180/0001", "6371–0101–0180–0001",
    "3173015507990002,",
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
    "0511/4772211", "0517 21234",
)  # fmt: skip
MAILS = (
    "budi@gmail.com", "budi.santoso+1@mail.go.id", "budi @ gmail.com", "budi@ gmail.com",
    "budi (at) gmail.com", "budi[at]gmail[dot]com", "BUDI(AT)GMAIL.COM", "budi@gmail",
    "budi＠gmail.com", "<budi@gmail.com>", "budi@gmail,com", "büdi@gmail.com", "budi @ gmail . com",
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


def test_account_and_card_numbers() -> None:
    texts = ["rek 1234567890123", "031-00-1234567-8", "4111 1111 1111 1111", "1" * 20]
    assert mask_texts(texts)[0] == "rek [nomor]"
    assert mask_texts(texts)[2:] == ["[nomor]", "[nomor]"]


PIECES = st.sampled_from(NIK + PHONES + MAILS + ORDINARY)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=4), min_size=1, max_size=30))
def test_masking_twice_changes_nothing_more(texts: list[list[str]]) -> None:
    once = mask_texts(["; ".join(pieces) for pieces in texts])
    assert mask_texts(once) == once
    for pieces, masked in zip(texts, once, strict=True):
        assert masked is not None
        for piece in pieces:
            if piece not in ORDINARY:
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
