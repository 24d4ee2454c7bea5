"""The page "Bengkel penghargaan" as Streamlit runs it: try, keep, exchange, freeze."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lapor_data.domain import profiles as p
from lapor_data.domain.profile_toml import to_toml
from lapor_data.domain.profiles import BUILT_IN, AwardProfile, CriterionSetting
from lapor_data.questions.scoring import find_profile
from lapor_data.store.current import open_sample
from lapor_data.ui.awards import shelf

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _own_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample answers; what the tests write goes into a folder of its own."""
    open_sample()
    monkeypatch.setenv("LAPOR_DB", str(tmp_path / "lapor.duckdb"))


def open_app(page: str = "bengkel", **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page(f"pages/{page}.py")
    for name, value in {"periode": "2022", **query}.items():
        app.query_params[name] = value
    return checked(app.run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    return app


def labelled(elements: Any, label: str) -> Any:
    return next(element for element in elements if element.label == label)


def saved_profile(slug: str) -> AwardProfile:
    return find_profile(slug, shelf().profiles())


def headings(app: AppTest) -> str:
    return "\n".join(str(head.value) for head in app.subheader).replace("\\", "")


def test_hsu_at_90_percent_shows_its_new_rank() -> None:
    app = open_app(wilayah="63.08")
    assert labelled(app.selectbox, "Yang diandaikan").value == "63.08"
    slider = labelled(app.select_slider, "Tindak lanjut menjadi")
    assert slider.value == 53
    checked(slider.set_value(90.0).run())
    # 100/1333 + 90/100 + 40/100, still behind Kotabaru's 1.57.
    assert "Hulu Sungai Utara tetap di peringkat 13, nilai 1,01 menjadi 1,38" in headings(app)
    labelled(app.selectbox, "Kriteria").set_value("tepat_waktu").run()
    checked(labelled(app.select_slider, "Tepat waktu menjadi").set_value(90.0).run())
    # In time means followed up: 0.075 + 0.9 + 0.9.
    assert "Hulu Sungai Utara naik dari peringkat 13 ke 3, nilai 1,01 menjadi 1,88" in headings(app)
    checked(labelled(app.button, "Kembalikan").click().run())
    assert "belum ada yang diandaikan" in headings(app)


def test_weights_move_the_ranks_at_once() -> None:
    app = open_app()
    checked(labelled(app.select_slider, "Bobot tepat waktu").set_value(0.0).run())
    # Without speed: 200/1333 + 193/200 = 1.12 before HSS with 140/1333 + 137/140 = 1.08.
    assert "peringkat berubah; Banjarbaru di peringkat 1" in headings(app)


def test_tried_weights_become_a_profile() -> None:
    app = open_app()
    labelled(app.select_slider, "Bobot tepat waktu").set_value(2.5).run()
    checked(labelled(app.button, "Simpan sebagai profil baru").click().run())
    saved = saved_profile("salinan-tindak-lanjut-pengaduan")
    assert saved.weights == {"porsi": 1, "tindak_lanjut": 1, "tepat_waktu": 2.5}
    assert app.selectbox(key="pilihan-profil").value == saved.slug
    assert labelled(app.select_slider, "Bobot tepat waktu").value == 2.5
    assert any("tersimpan" in success.value for success in app.success)


def test_safety_of_the_year_2022() -> None:
    app = open_app(meja="kekokohan")
    assert "urutan bertetangga belum meyakinkan" in headings(app)
    assert "bobot acak" in headings(app)
    assert any("Efron" in str(text.value) for text in app.markdown)
    assert any("Saisana" in str(text.value) for text in app.markdown)
    labelled(app.number_input, "Benih undian").set_value(5).run()
    assert sum("benih 5" in str(caption.value) for caption in app.caption) == 2


@pytest.mark.parametrize("scope", ["skpd:provinsi", "skpd:63.72"])
@pytest.mark.parametrize("part", ["andaikan", "kekokohan", "keputusan"])
def test_skpd_with_the_same_machinery(scope: str, part: str) -> None:
    app = open_app(lingkup=scope, meja=part)
    assert not app.error
    assert app.selectbox(key="pilihan-lingkup").value == scope


def test_profile_is_copied_changed_and_deleted() -> None:
    app = open_app(meja="profil")
    assert "Simpan perubahan" not in [button.label for button in app.button]
    labelled(app.text_input, "Nama profil").set_value("Cepat dan tuntas")
    labelled(app.text_input, "Bobot Selesai").set_value("1,25")
    labelled(app.number_input, "Batas Tepat waktu").set_value(5)
    checked(labelled(app.button, "Simpan sebagai profil baru").click().run())
    saved = saved_profile("cepat-dan-tuntas")
    assert saved.weights == {"porsi": 1, "tindak_lanjut": 1, "tepat_waktu": 1, "selesai": 1.25}
    assert [s.limit_wd for s in saved.criteria] == [None, None, 5, None]
    assert app.query_params["profil"] == "cepat-dan-tuntas"
    labelled(app.text_input, "Bobot Porsi aduan").set_value("0")
    checked(labelled(app.button, "Simpan perubahan").click().run())
    assert list(saved_profile("cepat-dan-tuntas").weights) == [
        "tindak_lanjut", "tepat_waktu", "selesai",
    ]  # fmt: skip
    checked(labelled(app.button, "Ya, hapus").click().run())
    assert shelf().profiles() == BUILT_IN
    assert app.selectbox(key="pilihan-profil").value == "tindak-lanjut"


def test_what_is_wrong_is_said_and_nothing_is_saved() -> None:
    app = open_app(meja="profil")
    labelled(app.text_input, "Bobot Selesai").set_value("banyak")
    checked(labelled(app.button, "Simpan sebagai profil baru").click().run())
    assert "harus angka" in app.error[0].value
    assert shelf().profiles() == BUILT_IN


def test_profile_from_a_file() -> None:
    own = AwardProfile("Verifikasi", "verifikasi", (CriterionSetting(p.VERIFIED, 2.5),), minimum=4)
    app = open_app(meja="profil")
    app.file_uploader[0].set_value(("p.toml", to_toml(own).encode(), "application/toml")).run()
    checked(labelled(app.button, "Simpan profil ini").click().run())
    assert saved_profile("verifikasi") == own
    app.file_uploader[0].set_value(("p.toml", b"nama = 1\nbobot = 2", "application/toml")).run()
    checked(app)
    assert len(app.error) >= 2
    app.file_uploader[0].set_value(("p.toml", b"\xff\xfe\x00", "application/toml")).run()
    assert "UTF-8" in checked(app).error[0].value


def test_saved_profile_is_offered_on_penghargaan() -> None:
    own = AwardProfile("Rating saja", "rating-saja", (CriterionSetting(p.RATING),))
    shelf().save(own, now=datetime(2023, 5, 9))
    app = open_app("penghargaan", profil="rating-saja")
    assert app.selectbox(key="pilihan-profil").value == "rating-saja"
    assert not app.error
    assert any("rating pelapor" in str(caption.value) for caption in app.caption)
    assert "Andaikan dan uji urutan ini" in [link.label for link in app.main.get("page_link")]


def test_decision_is_frozen_and_read_back_for_ever() -> None:
    app = open_app(meja="keputusan")
    labelled(app.text_area, "Catatan").set_value("Rapat *monev* 9 Mei 2023")
    checked(labelled(app.button, "Bekukan").click().run())
    (kept,) = shelf().decisions()
    best = kept.units[0]
    assert (best.rank, best.name, best.valid, round(best.score or 0, 2)) == (
        1, "Kota Banjarbaru", 200, 2.01,
    )  # fmt: skip
    assert [(part.count, part.base) for part in best.parts] == [(200, 1333), (193, 200), (179, 200)]
    assert kept.is_sample and kept.period == "2022"
    # Read again under another period and profile: the same result.
    other = open_app(meja="keputusan", periode="2021", profil="isu-teraktif")
    shown = "\n".join(str(text.value) for text in other.markdown).replace("\\", "")
    assert (
        "| 1 | Kota Banjarbaru | 2,01 | 200 | 200 dari 1.333 | 193 dari 200 | 179 dari 200 |"
        in shown
    )
    assert "Rapat *monev* 9 Mei 2023" in shown
    again = labelled(other.main.button, "Hitung ulang dengan data sekarang")
    checked(again.click().run())
    address = dict(other.query_params)
    assert [address[name] for name in ("periode", "profil", "meja")] == [
        "2022", "tindak-lanjut", "andaikan",
    ]  # fmt: skip


def test_decision_keeps_a_profile_that_is_gone() -> None:
    own = AwardProfile("Sementara", "sementara", (CriterionSetting(p.CLOSED, 2.0),))
    shelf().save(own, now=datetime(2023, 5, 9))
    app = open_app(meja="keputusan", profil="sementara", lingkup="skpd:63.72")
    checked(labelled(app.button, "Bekukan").click().run())
    shelf().remove(own, now=datetime(2023, 5, 10))
    app = open_app(meja="keputusan")
    assert not app.error
    assert any("berubah atau dihapus" in str(caption.value) for caption in app.caption)
    assert any("**Sementara**" in str(text.value) for text in app.markdown)
    assert "Dinas Perkim" in "\n".join(str(text.value) for text in app.markdown)


def test_parts_of_an_unknown_name_fall_back() -> None:
    app = open_app(meja="entah", lingkup="skpd:99", profil="entah")
    assert not app.error
    assert app.selectbox(key="pilihan-lingkup").value == "wilayah"
