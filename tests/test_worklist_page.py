"""The page "Tindak lanjut" as Streamlit runs it, and its panels."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lapor_data.domain.numbers import number
from lapor_data.present import catalogue
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Stacked
from lapor_data.present.panels_worklist import list_table
from lapor_data.questions.backlog import backlog_of
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.worklist import Worklist, worklist
from lapor_data.store.current import open_sample
from lapor_data.store.snapshot import Snapshot

ROOT = Path(__file__).parents[1]
ANY = ComplaintFilter(Period.parse("2023-S1"))
HSU = "63.08"
EARLIER = date(2022, 12, 30)


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return open_sample()


@pytest.fixture(scope="module")
def now(sample: Snapshot) -> Worklist:
    assert sample.data_date
    return worklist(sample, ANY, sample.data_date)


def open_page(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page("pages/tindak-lanjut.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def texts(app: AppTest) -> str:
    parts: list[Any] = [*app.subheader, *app.markdown, *app.caption, *app.info]
    return "\n".join(str(part.value).replace("\\", "") for part in parts)


def metrics(app: AppTest) -> list[str]:
    return [metric.value.removeprefix(":red[").removesuffix("]") for metric in app.metric]


def test_counts_by_urgency_stand_first(now: Worklist) -> None:
    app = open_page()
    backlog = backlog_of(now.rows)
    assert app.subheader[0].value == (
        f"{backlog.total} aduan terbuka per 1 Agustus 2023, {backlog.overdue} di antaranya "
        "lewat batas."
    )
    assert [metric.label for metric in app.metric] == ["Lewat batas", "Jatuh tempo ≤ 1 HK", "Aman"]
    assert metrics(app) == [number(n) for n in (backlog.overdue, backlog.due_soon, backlog.safe)]
    assert f"{backlog.paused} dijeda karena menunggu pelapor" in texts(app)
    assert "periode di atas tidak membatasi" in texts(app)
    assert not app.error
    assert not app.warning


def test_an_earlier_day_by_address_and_by_hand(sample: Snapshot) -> None:
    past = worklist(sample, ANY, EARLIER)
    app = open_page(per=EARLIER.isoformat())
    assert app.date_input(key="pilihan-per").value == EARLIER
    assert f"{len(past.rows)} aduan terbuka per 30 Desember 2022" in app.subheader[0].value
    assert f"{past.not_known} aduan lain tidak dapat ditelusuri" in texts(app)
    app.date_input(key="pilihan-per").set_value(date(2021, 6, 30)).run()
    assert app.query_params["per"] == "2021-06-30"
    assert "per 30 Juni 2021" in app.subheader[0].value


@pytest.mark.parametrize("text", ["2023-08-02", "2019-12-31", "kemarin"])
def test_a_day_outside_the_data_is_said(text: str) -> None:
    app = open_page(per=text)
    (warning,) = app.warning
    assert text in warning.value.replace("\\", "")
    assert "per 1 Agustus 2023" in app.subheader[0].value


def test_region_narrows_everything(now: Worklist) -> None:
    rows = [row for row in now.rows if row.place == HSU]
    app = open_page(wilayah=HSU)
    backlog = backlog_of(rows)
    assert metrics(app) == [number(n) for n in (backlog.overdue, backlog.due_soon, backlog.safe)]
    assert "Kabupaten Hulu Sungai Utara" in texts(app)


@pytest.mark.parametrize("urgency", ["lewat", "segera", "aman", "jeda", "semua"])
def test_the_list_by_urgency(now: Worklist, urgency: str) -> None:
    app = open_page(mendesak=urgency)
    expected = [row for row in now.rows if urgency in ("semua", row.urgency)][:50]
    frame = app.dataframe[0].value
    assert list(frame["Tracking ID"]) == [str(row.tracking_id) for row in expected]
    for row, age in zip(expected, frame["Umur HK"], strict=True):
        if row.urgency == "jeda" and row.paused_since is None:
            assert age != age, "an age that nobody can know is left empty"
        else:
            assert age == row.age_wd


def test_sorting(now: Worklist) -> None:
    app = open_page(mendesak="semua")
    app.selectbox(key="daftar-urutan").set_value("Paling lama diterima").run()
    oldest = sorted((row.received_date, row.tracking_id) for row in now.rows)[:50]
    assert list(app.dataframe[0].value["Tracking ID"]) == [str(n) for _, n in oldest]


def test_an_open_row_shows_clock_and_history(now: Worklist) -> None:
    row = next(row for row in now.rows if row.clock_reason == "disposisi" and row.age_wd > 20)
    said = texts(open_page(aduan=str(row.tracking_id)))
    assert f"**{row.tracking_id}** · {row.title}" in said
    assert f"Umur {number(row.age_wd)} HK dari batas {row.limit_wd} HK, sejak disposisi" in said
    assert "Diterima" in said
    assert "Didisposisikan" in said


def test_a_row_that_is_not_in_the_list_is_said() -> None:
    assert "Aduan 12 tidak ada di daftar" in texts(open_page(aduan="12"))


def test_reminder_and_letter_of_one_region(now: Worklist) -> None:
    app = open_page(wilayah=HSU)
    (box,) = app.code
    assert "Yth. Admin SP4N-LAPOR!" in box.value
    assert "Kabupaten Hulu Sungai Utara" in box.value
    assert box.value.startswith("(CONTOH")
    assert not any(row.title in box.value for row in now.rows if len(row.title) > 12)
    (letter,) = [b for b in app.get("download_button") if "DOCX" in b.proto.label]
    assert not letter.proto.disabled
    links = [link.proto.url for link in app.get("link_button")]
    assert [link.split("?")[0] for link in links] == ["https://wa.me/", "mailto:"]


def test_nothing_open() -> None:
    app = open_page(per="2020-01-01", wilayah="63.11")
    assert [info.value for info in app.info] == ["Tidak ada aduan terbuka per 1 Januari 2020."]
    assert not app.metric


@pytest.mark.parametrize("slug", ["tindak-lanjut-wilayah", "tindak-lanjut-umur"])
@pytest.mark.parametrize("place", [None, HSU])
def test_panels_hold_every_open_complaint(sample: Snapshot, slug: str, place: str | None) -> None:
    assert sample.data_date and sample.first_date
    f = ANY.with_(place=place)
    briefing = Briefing(sample, f, sample.data_date, sample.first_date)
    for day in (sample.data_date, EARLIER):
        listed = worklist(sample, f, day)
        backlog = backlog_of(listed.rows)
        panel = catalogue.build(slug, briefing, day.isoformat())
        sums = [sum(row[column] for row in panel.table.rows) for column in range(1, 6)]
        assert sums == [
            backlog.overdue, backlog.due_soon, backlog.safe, backlog.paused, backlog.total,
        ]  # fmt: skip
        assert panel.n == len(listed.rows)
        assert isinstance(panel.chart, Stacked)


def test_titles_of_the_panels(sample: Snapshot, now: Worklist) -> None:
    assert sample.data_date and sample.first_date
    briefing = Briefing(sample, ANY, sample.data_date, sample.first_date)
    by_place = catalogue.build("tindak-lanjut-wilayah", briefing)
    worst = sum(row.place == HSU and row.urgency == "lewat" for row in now.rows)
    assert by_place.title == f"Terbanyak lewat batas: Hulu Sungai Utara, {worst} aduan"
    running = sum(row.age_wd > 60 and row.urgency != "jeda" for row in now.rows)
    by_age = catalogue.build("tindak-lanjut-umur", briefing)
    assert by_age.title == f"{running} aduan terbuka lebih dari 60 hari kerja"


def test_list_as_a_table(now: Worklist) -> None:
    paused = next(row for row in now.rows if row.urgency == "jeda" and row.paused_since)
    (cells,) = list_table([paused]).rows
    shown = dict(zip((c.head for c in list_table([]).columns), cells, strict=True))
    assert shown["Tracking ID"] == str(paused.tracking_id)
    assert str(shown["Keadaan"]).startswith("dijeda sejak ")
    assert shown["Batas HK"] == paused.limit_wd
    assert shown["Diterima"] == paused.received_date


def test_the_list_has_pages_of_fifty(now: Worklist) -> None:
    app = open_page(mendesak="semua")
    (key,) = [k for k in app.session_state._state.filtered_state if k.startswith("daftar-halaman|")]
    app.session_state[key] = 2
    app.run()
    assert not app.exception
    expected = [str(row.tracking_id) for row in now.rows[50:100]]
    assert list(app.dataframe[0].value["Tracking ID"]) == expected


def test_a_pause_without_a_beginning_has_no_age(now: Worklist) -> None:
    row = next(row for row in now.rows if row.urgency == "jeda" and row.paused_since is None)
    said = texts(open_page(aduan=str(row.tracking_id), mendesak="jeda"))
    assert "umurnya tidak diketahui" in said
    assert f"Umur {number(row.age_wd)} HK" not in said


def test_a_chosen_topic_makes_no_smaller_total_in_a_reminder(now: Worklist) -> None:
    """The list is narrowed; what is said to others speaks of all that is open there."""
    whole = open_page(wilayah="63.72").code[0].value
    assert open_page(wilayah="63.72", topik="Penerangan Jalan").code[0].value == whole
