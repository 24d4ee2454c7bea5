"""Every page as Streamlit runs it: frame, filters, empty selections, rows behind the figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import lapor_data
from lapor_data.domain.errors import StoreError
from lapor_data.questions.filters import EMPTY
from lapor_data.store.current import open_sample
from lapor_data.ui import data, filter_bar, frame
from lapor_data.ui.text import safe, table

ROOT = Path(__file__).parents[1]
PAGES = {
    "ringkasan": "dashboard.py",
    "topik": "pages/topik.py",
    "kecepatan": "pages/kecepatan.py",
    "peta": "pages/peta.py",
    "profil": "pages/profil.py",
    "tindak-lanjut": "pages/tindak-lanjut.py",
    "penghargaan": "pages/penghargaan.py",
    "bengkel": "pages/bengkel.py",
    "naik-tangga": "pages/naik-tangga.py",
    "paparan": "pages/paparan.py",
    "data": "pages/data.py",
}
WITH_FILTER = [slug for slug in PAGES if slug != "data"]
# A backlog is a backlog, whenever it came in: that page says itself that nothing is open.
BOUND_BY_PERIOD = [slug for slug in WITH_FILTER if slug != "tindak-lanjut"]


@pytest.fixture(scope="module", autouse=True)
def _sample() -> None:
    open_sample()


def open_app(slug: str, **query: str | list[str]) -> AppTest:
    """A page opened cold by its own address."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    if slug != "ringkasan":
        app.switch_page(PAGES[slug])
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def texts(app: AppTest) -> str:
    """All Markdown, titles and captions of a page."""
    parts: list[Any] = [*app.title, *app.subheader, *app.markdown, *app.caption, *app.info]
    return "\n".join(str(part.value) for part in parts)


@pytest.mark.parametrize("slug", PAGES)
def test_page_opens_cold(slug: str) -> None:
    app = open_app(slug)
    assert app.title[0].value == frame.BY_SLUG[slug].title
    assert "Data contoh" in texts(app)
    assert not app.error
    assert not app.warning
    links = [link.value for link in app.sidebar.page_link]
    assert links == [page.title for page in frame.PAGES]
    assert len(links) == len(PAGES)
    (foot,) = app.sidebar.caption
    version = open_sample().version
    assert foot.value == f"Versi {lapor_data.__version__}  \ndata versi {version} · 1 Agt 2023"


@pytest.mark.parametrize("slug", WITH_FILTER)
@pytest.mark.parametrize(
    "query",
    [
        {"periode": "2021"},
        {"periode": "2021-S1", "wilayah": "63.72"},
        {"periode": "2021-T3", "banding": "sebelumnya"},
        {"periode": "2023-07", "banding": "tanpa"},
        {"periode": "2021-01-15..2021-02-20", "wilayah": "provinsi"},
        {"periode": "2022", "instansi": ["Dinas PUPR", "Dishub"]},
        {"periode": "2022", "klasifikasi": ["Aspirasi", EMPTY]},
        {"periode": "2022", "kanal": "Media sosial"},
        {"periode": "2022", "topik": [EMPTY]},
        {"periode": "2023-S2"},
    ],
    ids=lambda query: "&".join(f"{k}={v}" for k, v in query.items()),
)
def test_page_with_each_filter(slug: str, query: dict[str, Any]) -> None:
    app = open_app(slug, **query)
    assert not app.error
    assert not app.warning


@pytest.mark.parametrize("slug", BOUND_BY_PERIOD)
def test_empty_selection_explains_itself(slug: str) -> None:
    app = open_app(slug, periode="2022-01", topik="Tidak pernah ada")
    assert [info.value for info in app.info] == [frame.EMPTY_TEXT]


@pytest.mark.parametrize(
    ("name", "value"),
    [("periode", "2021-S9"), ("wilayah", "99.99"), ("banding", "kapan-saja")],
)
def test_unknown_value_in_the_address_is_said(name: str, value: str) -> None:
    app = open_app("topik", **{name: value})
    assert len(app.warning) == 1
    assert "tidak dikenal" in app.warning[0].value
    assert app.selectbox(key="bar-periode").value == "2023-S1"


def test_filters_survive_a_change_of_page_and_are_in_the_address() -> None:
    app = open_app("ringkasan")
    app.selectbox(key="bar-periode").set_value("2021-S1").run()
    app.selectbox(key="bar-wilayah").set_value("63.72").run()
    assert app.query_params["periode"] == "2021-S1"
    assert app.query_params["wilayah"] == "63.72"
    app.switch_page("pages/topik.py")
    for name in list(app.query_params):
        del app.query_params[name]
    app.run()
    assert not app.exception
    assert app.selectbox(key="bar-periode").value == "2021-S1"
    assert app.selectbox(key="bar-wilayah").value == "63.72"


def test_links_carry_the_filter() -> None:
    app = open_app("topik", periode="2021-S1", wilayah="63.72", kanal=["SMS"])
    assert all("periode=2021-S1" in link.proto.query_string for link in app.page_link)
    assert all("kanal=SMS" in link.proto.query_string for link in app.page_link)


def test_address_wins_over_the_session() -> None:
    app = open_app("topik", periode="2021-S1")
    app.query_params["periode"] = "2022"
    app.run()
    assert app.selectbox(key="bar-periode").value == "2022"


def test_reset_takes_everything_back() -> None:
    app = open_app("topik", periode="2021", wilayah="63.01", kanal="SMS", banding="tanpa")
    app.button(key="bar-atur-ulang").click().run()
    assert app.selectbox(key="bar-periode").value == "2023-S1"
    assert app.selectbox(key="bar-wilayah").value == ""
    assert "kanal" not in app.query_params
    assert app.button(key="bar-atur-ulang").disabled


def test_chips_take_one_filter_away() -> None:
    app = open_app("topik", periode="2022", topik=["Parkir", "Perhubungan"], banding="sebelumnya")
    chips = [button for button in app.button if str(button.key).startswith("chip-")]
    assert [chip.label.replace("\\", "") for chip in chips] == [
        "Topik: Parkir",
        "Topik: Perhubungan",
        "Periode tepat sebelumnya",
    ]
    chips[0].click().run()
    assert app.query_params["topik"] == "Perhubungan"


def test_more_filters_are_drawn_when_opened() -> None:
    app = open_app("topik", periode="2022")
    assert not app.multiselect
    app.session_state["bar-lagi"] = True
    app.run()
    assert [field.label for field in app.multiselect] == [
        "Instansi",
        "Klasifikasi",
        "Kanal",
        "Topik",
    ]
    app.multiselect(key="bar-channels").set_value(["SMS"]).run()
    assert app.query_params["kanal"] == "SMS"
    app.session_state["bar-lagi"] = True
    app.run()
    app.radio(key="bar-banding").set_value("sebelumnya").run()
    assert app.query_params["banding"] == "sebelumnya"


def test_free_range() -> None:
    app = open_app("ringkasan", periode="2022")
    app.session_state["bar-rentang"] = True
    app.run()
    field = app.date_input(key="bar-tanggal")
    first, last = field.value
    field.set_value((first.replace(month=2, day=3), last.replace(month=3, day=9))).run()
    assert app.query_params["periode"] == "2022-02-03..2022-03-09"
    assert not app.exception


@pytest.mark.parametrize(
    ("slug", "key", "name", "value"),
    [
        ("peta", "pilihan-ukuran", "ukuran", "median"),
        ("penghargaan", "pilihan-profil", "profil", "isu-teraktif"),
        ("kecepatan", "pilihan-hari", "hari", "kalender"),
    ],
)
def test_choices_of_a_page_are_in_the_address(slug: str, key: str, name: str, value: str) -> None:
    app = open_app(slug, **{name: value})
    assert app.get_by_key(key).value == value
    app = open_app(slug, **{name: "entah"})
    assert not app.exception
    app.get_by_key(key).set_value(value).run()
    assert app.query_params[name] == value


def test_every_measure_of_the_map() -> None:
    for measure in ("aduan", "per-100-ribu", "selesai", "tindak-lanjut", "median", "nilai"):
        app = open_app("peta", ukuran=measure, wilayah="63.02")
        assert "Kabupaten Kotabaru" in texts(app)


def test_panel_as_table_and_its_rows() -> None:
    app = open_app("topik", periode="2021-S1")
    app.session_state["rinci-topik-peringkat"] = True
    app.session_state["tabel-topik-peringkat"] = True
    app.run()
    assert "| Infrastruktur Jalan | 77 |" in texts(app)
    app.button(key="baris-topik-peringkat").click().run()
    assert not app.exception
    assert "**77 aduan**" in texts(app)
    assert "| Tracking ID |" in texts(app)


def test_folded_panel_is_asked_when_opened() -> None:
    app = open_app("topik", periode="2023-07")
    app.session_state["lipat-topik-kata"] = True
    app.run()
    assert not app.exception
    assert any("judul" in str(head.value) for head in app.subheader)


def test_why_this_score_opens_the_rows() -> None:
    app = open_app("penghargaan", periode="2022")
    buttons = {button.label.replace("\\", ""): button for button in app.button}
    buttons["Tepat waktu: 179 dari 200"].click().run()
    assert not app.exception
    assert "**179 aduan**" in texts(app)


@pytest.fixture
def _broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def broken(**_: object) -> None:
        raise StoreError("Basis data rusak.")

    monkeypatch.setattr(data, "open_current", broken)
    yield


@pytest.mark.usefixtures("_broken")
@pytest.mark.parametrize("slug", PAGES)
def test_broken_store_is_one_sentence(slug: str) -> None:
    app = open_app(slug)
    assert [error.value for error in app.error] == [safe("Basis data rusak.")]


def test_progress_of_the_first_start(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[float] = []
    real = data.open_current

    def slow(*, progress: Any) -> Any:
        for fraction in (0.0, 0.5, 1.0):
            progress(fraction, "Membaca berkas_1.csv")
            steps.append(fraction)
        return real()

    monkeypatch.setattr(data, "open_current", slow)
    app = open_app("ringkasan")
    assert steps == [0.0, 0.5, 1.0]
    assert not app.status


@pytest.mark.parametrize(
    "text",
    ["*tebal*", "_miring_", "$x^2$", "[a](http://b)", "<b>x</b>", ":red[x]", "a|b", "# x", "`x`"],
)
def test_data_is_never_markup(text: str) -> None:
    escaped = safe(text)
    for mark in "*_$[]<>`|#":
        assert mark not in escaped.replace(f"\\{mark}", "")


@pytest.mark.parametrize("text", ["http://x.test/i.png", "https://x", "www.x.id", "a.b@c.id"])
def test_an_address_in_data_becomes_no_link(text: str) -> None:
    """Markdown makes links of bare addresses, after escapes are resolved."""
    shown = safe(f"lihat {text} ya").replace("\\", "")
    assert text not in shown
    assert shown.replace("\u2060", "") == f"lihat {text} ya"


def test_icon_codes_in_data_are_broken_up() -> None:
    assert ":material" not in safe(":material/delete:").replace("\\", "")
    assert safe("pukul 10:30") == "pukul 10\\:30"


def test_table_keeps_its_shape() -> None:
    lines = table(["A", "B|C"], [["x\ny", ""], ["1", "2"]], [False, True]).splitlines()
    assert lines[0] == "| A | B\\|C |"
    assert lines[1] == "|:---|---:|"
    assert lines[2] == "| x y |   |"
    assert len(lines) == 4


def test_default_period_is_the_newest_finished_semester() -> None:
    from datetime import date

    def key(first: date, last: date) -> str:
        return filter_bar.default_period(first, last).key

    assert key(date(2020, 1, 1), date(2023, 8, 1)) == "2023-S1"
    assert key(date(2020, 1, 1), date(2023, 6, 30)) == "2023-S1"
    assert key(date(2020, 1, 1), date(2023, 6, 29)) == "2022-S2"
    assert key(date(2023, 3, 1), date(2023, 5, 1)) == "2023-S1"


def test_periods_offered_touch_the_data() -> None:
    from datetime import date

    keys = [period.key for period in filter_bar.periods(date(2022, 11, 20), date(2023, 2, 3))]
    assert keys == [
        "2023", "2023-S1", "2023-T1", "2023-02", "2023-01",
        "2022", "2022-S2", "2022-T4", "2022-12", "2022-11",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("Impor", "Pilih berkas"),
        ("Riwayat", "data contoh"),
        ("Kualitas", "Seberapa lengkap datanya?"),
        ("Belum dikenal", "UPT Layanan Terpadu Meratus"),
        ("Karantina", "10 baris ditolak"),
    ],
)
def test_parts_of_the_data_page_by_their_address(part: str, text: str) -> None:
    app = open_app("data", bagian=part)
    assert text in texts(app)
    assert not app.error
