"""The page "Profil" as Streamlit runs it, and the ways to it from Ringkasan and Peta."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from lapor_data.questions.filters import EMPTY
from lapor_data.store.current import open_sample
from lapor_data.ui import frame
from tests import test_pages
from tests.test_pages import texts

PAGE = "pages/profil.py"
HSU, BANJARBARU = "63.08", "63.72"


@pytest.fixture(scope="module", autouse=True)
def _sample() -> None:
    open_sample()


def open_app(slug: str, **query: str | list[str]) -> AppTest:
    """A page opened cold by its own address."""
    if slug != "profil":
        return test_pages.open_app(slug, **query)
    app = AppTest.from_file(str(test_pages.ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page(PAGE)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def plain(text: object) -> str:
    """A text without the escapes of `safe` and the colour of links."""
    return str(text).replace("\\", "").removeprefix(":primary[").removesuffix("]")


def profile_links(app: AppTest) -> dict[str, dict[str, list[str]]]:
    """The links to profiles outside the sidebar: label → filter in the address."""
    return {
        plain(link.label): parse_qs(link.proto.query_string.lstrip("?"))
        for link in app.main.page_link
        if link.proto.page == "profil"
    }


def ways(app: AppTest) -> list[Button]:
    """The buttons that lead to another profile."""
    return [one for one in app.button if str(one.key).startswith("profil-")]


def test_without_a_region_the_13_are_listed_with_rank_and_count() -> None:
    app = open_app("profil", periode="2022")
    found = ways(app)
    assert len(found) == 13
    names = [plain(one.label) for one in found]
    assert names[:2] == ["1. Kota Banjarbaru", "2. Kabupaten Hulu Sungai Selatan"]
    assert "1.333" in plain(texts(app))
    found[1].click().run()
    assert app.query_params["wilayah"] == "63.06"
    assert plain(app.header[0].value) == "Kabupaten Hulu Sungai Selatan"


def test_hsu_2022_is_last_and_its_53_percent_are_flagged() -> None:
    app = open_app("profil", periode="2022", wilayah=HSU)
    assert plain(app.header[0].value) == "Kabupaten Hulu Sungai Utara"
    shown = plain(texts(app))
    assert "Peringkat 13 dari 13 kabupaten/kota" in shown
    assert "100 aduan sah" in shown
    metrics = {plain(metric.label): plain(metric.value) for metric in app.metric}
    assert metrics["Tindak lanjut"] == "53,0%"
    assert len(metrics) == 5
    flagged = [plain(link.label) for link in app.main.page_link]
    assert any("Tindak lanjut Kabupaten Hulu Sungai Utara 53% (53 dari 100" in f for f in flagged)


def test_few_complaints_are_said_with_the_name_of_the_test() -> None:
    app = open_app("profil", periode="2021-S1", wilayah="63.11")
    shown = plain(texts(app))
    assert "Sedikit aduan untuk jumlah penduduknya: 5" in shown
    assert "uji binomial" in shown and "Benjamini" in shown
    assert "Sedikit aduan" not in plain(
        texts(open_app("profil", periode="2021-S1", wilayah="63.03"))
    )


def test_skpd_of_banjarbaru_lead_to_their_own_profiles() -> None:
    app = open_app("profil", periode="2022", wilayah=BANJARBARU)
    found = ways(app)
    assert [plain(one.label) for one in found][:3] == ["Dinas Perkim", "Dinas PUPR", "Dishub"]
    assert len(found) == 10
    app.toggle(key="profil-skpd-semua").set_value(True).run()
    assert len(ways(app)) > 10
    app.button(key="profil-Dishub").click().run()
    assert app.query_params["instansi"] == "Dishub"
    assert plain(app.header[0].value) == "Dishub, Kota Banjarbaru"
    assert "SKPD Kota Banjarbaru" in plain(texts(app))
    app.button(key="profil-Profil Kota Banjarbaru").click().run()
    assert "instansi" not in app.query_params
    assert plain(app.header[0].value) == "Kota Banjarbaru"


@pytest.mark.parametrize(
    "query",
    [
        {"periode": "2021-T3", "banding": "sebelumnya", "wilayah": "63.02"},
        {"periode": "2023-07", "banding": "tanpa", "wilayah": "63.11"},
        {"periode": "2022", "wilayah": "provinsi"},
        {"periode": "2022", "wilayah": "provinsi", "instansi": "Dinas PUPR"},
        {"periode": "2022", "wilayah": "pusat"},
        {"periode": "2022", "wilayah": HSU, "instansi": ["Dinas PUPR", "Dishub"]},
        {"periode": "2022", "wilayah": HSU, "instansi": EMPTY},
        {"periode": "2022", "wilayah": HSU, "topik": [EMPTY]},
        {"periode": "2023-S2", "wilayah": BANJARBARU, "tren": "median"},
        {"periode": "2022", "instansi": "Dinas PUPR"},
    ],
    ids=lambda query: "&".join(f"{k}={v}" for k, v in query.items()),
)
def test_profile_with_each_filter(query: dict[str, Any]) -> None:
    app = open_app("profil", **query)
    assert not app.error
    assert not app.warning
    assert "None" not in texts(app)


def test_empty_selection_explains_itself() -> None:
    app = open_app("profil", periode="2022-01", wilayah=HSU, topik="Tidak pernah ada")
    assert [info.value for info in app.info] == [frame.EMPTY_TEXT]


def test_trend_is_in_the_address() -> None:
    app = open_app("profil", periode="2022", wilayah=HSU)
    app.get_by_key("pilihan-tren").set_value("median").run()
    assert app.query_params["tren"] == "median"
    assert not app.exception


def test_the_board_and_the_map_lead_to_profiles() -> None:
    board = profile_links(open_app("ringkasan", periode="2022"))
    # Besides, the sentence that tells of it leads there.
    (told,) = [label for label in board if label.startswith("Tindak lanjut")]
    assert board.pop(told) == {"periode": ["2022"], "wilayah": [HSU]}
    assert len(board) == 13
    assert board["Hulu Sungai Utara"] == {"periode": ["2022"], "wilayah": [HSU]}
    chosen = open_app("peta", periode="2022", wilayah=HSU)
    assert profile_links(chosen)["Buka profil"] == {"periode": ["2022"], "wilayah": [HSU]}
    assert "Buka profil" not in profile_links(open_app("peta", periode="2022"))
    # What lies behind the map can be opened while a region is chosen.
    chosen.session_state["rinci-peta-wilayah"] = True
    chosen.run()
    assert chosen.button(key="baris-peta-wilayah").label == "Baris di baliknya"
