"""Award profiles: what is refused and in which words, copies, TOML there and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapor_data.domain import profiles as p
from lapor_data.domain.profile_toml import from_toml, to_toml
from lapor_data.domain.profiles import (
    BUILT_IN,
    AwardProfile,
    CriterionSetting,
    ProfileError,
    copy_of,
    problems,
)
from lapor_data.domain.settings import load_settings

FIRST, MEDIA = BUILT_IN
OWN = AwardProfile(
    "Admin teladan",
    "admin-teladan",
    (CriterionSetting(p.ON_TIME, 2, limit_wd=5), CriterionSetting(p.SHARE, 0.5, p.LOW)),
    minimum=5,
    only_media=True,
)


def test_built_in_profiles_are_those_of_2022() -> None:
    assert [(profile.name, profile.slug, profile.only_media) for profile in BUILT_IN] == [
        ("Tindak lanjut pengaduan", "tindak-lanjut", False),
        ("Respon isu teraktif", "isu-teraktif", True),
    ]
    assert FIRST.weights == {"porsi": 1, "tindak_lanjut": 1, "tepat_waktu": 1}
    assert FIRST.highest == 3 and FIRST.minimum == 1 and FIRST.is_built_in
    assert not OWN.is_built_in and OWN.highest == 2.5
    for profile in (*BUILT_IN, OWN):
        assert problems(profile) == []


def test_limits_come_from_the_settings_unless_given() -> None:
    settings = load_settings()
    assert CriterionSetting(p.ON_TIME).limit == settings.respons_pertama
    assert CriterionSetting(p.VERIFIED).limit == settings.verifikasi
    assert CriterionSetting(p.MEDIAN, limit_wd=7).limit == 7
    assert CriterionSetting(p.SHARE).limit == 0
    assert (
        CriterionSetting(p.MEDIAN).better == p.LOW and CriterionSetting(p.RATING).better == p.HIGH
    )
    resolved = FIRST.resolved()
    assert resolved.setting(p.ON_TIME) == CriterionSetting(
        p.ON_TIME, 1.0, p.HIGH, settings.respons_pertama
    )
    assert resolved.setting(p.SHARE) == CriterionSetting(p.SHARE, 1.0, p.HIGH)
    assert resolved.setting(p.RATING) is None and resolved.resolved() == resolved


def test_other_weights() -> None:
    changed = OWN.with_weights({p.SHARE: 0, p.RATING: 9})
    assert changed.weights == {p.ON_TIME: 2, p.SHARE: 0}
    assert changed.setting(p.SHARE) == CriterionSetting(p.SHARE, 0, p.LOW)


def test_copies_get_a_slug_of_their_own() -> None:
    copy = copy_of(FIRST, "  Admin  Teladan 2023 ")
    assert (copy.name, copy.slug, copy.criteria) == (
        "Admin Teladan 2023",
        "admin-teladan-2023",
        FIRST.criteria,
    )
    assert copy_of(FIRST, "Tindak lanjut").slug == "tindak-lanjut-2"
    taken = frozenset({"tindak-lanjut-2", "profil"})
    assert copy_of(FIRST, "Tindak lanjut", taken).slug == "tindak-lanjut-3"
    assert copy_of(FIRST, "★", taken).slug == "profil-2"


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        (replace(OWN, name="  "), "Nama profil belum diisi."),
        (replace(OWN, name="x" * 81), "paling panjang 80"),
        (replace(OWN, slug="Admin Teladan"), "hanya boleh huruf kecil"),
        (replace(OWN, minimum=-1), "Sampel minimum"),
        (replace(OWN, criteria=()), "sedikitnya satu kriteria"),
        (replace(OWN, criteria=(CriterionSetting(p.SHARE, 0),)), "bobot di atas 0"),
        (
            replace(OWN, criteria=(CriterionSetting(p.SHARE),) * 2),
            "“porsi” tertulis lebih dari sekali",
        ),
        (
            replace(OWN, criteria=(CriterionSetting("warna"),)),
            "“warna” tidak dikenal. Yang ada: porsi,",
        ),
        (replace(OWN, criteria=(CriterionSetting(p.SHARE, -1),)), "Bobot “porsi” harus angka"),
        (
            replace(OWN, criteria=(CriterionSetting(p.SHARE, float("nan")),)),
            "Bobot “porsi” harus angka",
        ),
        (replace(OWN, criteria=(CriterionSetting(p.SHARE, 101),)), "dari 0 sampai 100"),
        (
            replace(OWN, criteria=(CriterionSetting(p.SHARE, 1, "naik"),)),
            "harus “tinggi” atau “rendah”",
        ),  # type: ignore[arg-type]
        (replace(OWN, criteria=(CriterionSetting(p.SHARE, limit_wd=3),)), "tidak memakai batas"),
        (replace(OWN, criteria=(CriterionSetting(p.ON_TIME, limit_wd=0),)), "1 sampai 365"),
    ],
)
def test_problems_in_words(profile: AwardProfile, message: str) -> None:
    found = problems(profile)
    assert len(found) == 1 and message in found[0], found
    with pytest.raises(ProfileError) as caught:
        p.checked(profile)
    assert caught.value.messages == tuple(found)


def test_toml_is_what_people_can_write() -> None:
    assert to_toml(OWN) == (
        'nama = "Admin teladan"\nkode = "admin-teladan"\nsampel_minimum = 5\nhanya_media = true\n'
        'kriteria = [\n    { kunci = "tepat_waktu", bobot = 2.0, batas_hk = 5 },\n'
        '    { kunci = "porsi", bobot = 0.5, arah = "rendah" },\n]\n'
    )
    short = from_toml('nama = "Cepat saja"\n[[kriteria]]\nkunci = "tepat_waktu"\nbobot = 2\n')
    assert short == AwardProfile("Cepat saja", "cepat-saja", (CriterionSetting(p.ON_TIME, 2.0),))


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("nama = ", ["Berkas TOML salah tulis"]),
        ("\n", ["Berkas kosong."]),
        ("kriteria = []", ["Nama profil belum diisi.", "Kode profil", "sedikitnya satu kriteria"]),
        (
            'nama = 3\nwarna = 1\nsampel_minimum = "5"\nkriteria = ["porsi"]\nhanya_media = 1\n',
            [
                "“warna” tidak dikenal.",
                "“nama” harus teks, ditemukan 3.",
                "Kriteria ke-1: harus tabel seperti { kunci",
                "“sampel_minimum” harus bilangan bulat, ditemukan '5'.",
                "“hanya_media” harus true atau false, ditemukan 1.",
            ],
        ),
        (
            'nama = "A"\n[[kriteria]]\nkunci = "porsi"\nbobot = "1"\n[[kriteria]]\nbobot = true\nbatas = 3\n',
            [
                "Kriteria ke-1: “bobot” harus angka, ditemukan '1'.",
                "Kriteria ke-2: “batas” tidak dikenal.",
                "Kriteria ke-2: “bobot” harus angka, ditemukan True.",
            ],
        ),
        ('nama = "A"\n[[kriteria]]\nkunci = "porsi"\nbobot = nan\n', ["Bobot “porsi”"]),
        ('nama = "A"\n[[kriteria]]\nkunci = "porsi"\nbatas_hk = 1.5\n', ["“batas_hk” harus bilangan bulat"]),
    ],
)  # fmt: skip
def test_toml_that_cannot_be_used(text: str, messages: list[str]) -> None:
    with pytest.raises(ProfileError) as caught:
        from_toml(text)
    assert len(caught.value.messages) == len(messages), caught.value.messages
    for found, message in zip(caught.value.messages, messages, strict=True):
        assert message in found


settings = st.lists(
    st.builds(
        CriterionSetting,
        st.sampled_from(p.KEYS),
        st.floats(0.01, p.WEIGHT_LIMIT),
        st.sampled_from([None, p.HIGH, p.LOW]),
        st.none() | st.integers(1, p.LIMIT_WD_LIMIT),
    ).map(lambda s: s if s.key in p.WITH_LIMIT else replace(s, limit_wd=None)),
    min_size=1,
    unique_by=lambda setting: setting.key,
)
profiles = st.builds(
    AwardProfile,
    st.text(min_size=1, max_size=60).map(lambda text: " ".join(text.split())).filter(bool),
    st.from_regex(r"[a-z0-9]{1,10}(-[a-z0-9]{1,5})?", fullmatch=True),
    settings.map(tuple),
    st.integers(0, 10**6),
    st.booleans(),
)


@given(profiles)
def test_toml_there_and_back(profile: AwardProfile) -> None:
    assert from_toml(to_toml(profile)) == profile


@pytest.mark.parametrize(
    "text",
    [
        "nama = 'x'\nkriteria = [{kunci = 'porsi', bobot = 1" + "0" * 400 + "}]",
        "x = " + "9" * 5_000,
        "x = " + "[" * 3_000,
        "x" + ".a" * 100_000 + " = 1",
        "nama = 'x'\nsampel_minimum = 9007199254740993\nkriteria = [{kunci = 'porsi'}]",
        "nama = 2020-01-01\nkriteria = [{kunci = 'porsi'}]",
    ],
    ids=["huge weight", "long number", "deep", "long key", "huge minimum", "date"],
)
def test_hostile_toml_is_one_message(text: str) -> None:
    with pytest.raises(ProfileError) as told:
        from_toml(text)
    assert len(str(told.value)) < 400
