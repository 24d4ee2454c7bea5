"""The page "Naik tangga" as Streamlit runs it, its panels, and the programme flags of Ringkasan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lapor_data.domain.loose_dates import LooseDate
from lapor_data.domain.record_files import bundled_records
from lapor_data.domain.records import Record
from lapor_data.present import panels_ladder, panels_summary
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Flag, Forest, MonthColumns
from lapor_data.present.programme_flags import programme_flags
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.store.current import open_sample
from lapor_data.store.journal import Journal
from lapor_data.store.library import default_db
from lapor_data.store.records import Records
from lapor_data.store.snapshot import Snapshot
from lapor_data.ui import data

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 1, 5, 8)
BERBAGI = Record("b", "program", "Berbagi", LooseDate(2021, 1), source="MC")


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return open_sample()


@pytest.fixture
def records() -> Iterator[Records]:
    """The records of this installation, empty before and after."""
    found = Records(Journal(default_db()))
    _begin_anew(found)
    yield found
    _begin_anew(found)


def _begin_anew(records: Records) -> None:
    """A journal that begins anew counts its changes anew, which no journal outside tests does, so
    what is cached by that count must go."""
    records.journal.path.unlink(missing_ok=True)
    st.cache_data.clear()
    st.cache_resource.clear()


def briefing(snapshot: Snapshot, period: str = "2021-S1", **changes: Any) -> Briefing:
    chosen = ComplaintFilter(Period.parse(period)).with_(**changes)
    assert snapshot.data_date and snapshot.first_date
    return Briefing(snapshot, chosen, snapshot.data_date, snapshot.first_date, bundled_records())


def open_app(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page("pages/naik-tangga.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def texts(app: AppTest) -> str:
    parts: list[Any] = [*app.title, *app.subheader, *app.markdown, *app.caption]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def test_flags_are_numbered_by_month_and_named_below() -> None:
    records = [
        BERBAGI,
        replace(BERBAGI, title="Peduli", since=LooseDate(2021, 1, 20)),
        replace(BERBAGI, title="Difabel", since=LooseDate(2021, 5)),
        replace(BERBAGI, title="hanya tahun", since=LooseDate(2021)),
        replace(BERBAGI, title="di luar", since=LooseDate(2021, 7)),
        replace(BERBAGI, title="tempat lain", place="63.01"),
        replace(BERBAGI, kind="hasil", title="bukan program"),
    ]
    flags, notes = programme_flags(records, date(2021, 1, 1), date(2021, 6, 1), "63.72")
    assert flags == (Flag(date(2021, 1, 1), "1, 2"), Flag(date(2021, 5, 1), "3"))
    assert notes == (
        "⚑ 1 Berbagi (Jan 2021)",
        "⚑ 2 Peduli (20 Jan 2021)",
        "⚑ 3 Difabel (Mei 2021)",
    )
    everywhere, _ = programme_flags(records, date(2021, 1, 1), date(2021, 6, 1), None)
    assert everywhere[0] == Flag(date(2021, 1, 1), "1, 2, 3")


def test_flags_on_the_month_chart_of_ringkasan(sample: Snapshot) -> None:
    panel = panels_summary.months(briefing(sample))
    assert isinstance(panel.chart, MonthColumns)
    assert [flag.month for flag in panel.chart.flags] == [
        date(2020, 5, 1), date(2021, 1, 1), date(2021, 5, 1),
    ]  # fmt: skip
    assert "sembako" in panel.notes[1]
    assert panels_summary.months(replace(briefing(sample), records=())).notes == ()


def test_years_hold_the_published_figures(sample: Snapshot) -> None:
    panel = panels_ladder.years(briefing(sample))
    rows = {row[0]: row for row in panel.table.rows}
    assert list(rows) == ["2020", "2021", "2022", "2023"]
    assert rows["2020"][1] == 1294
    assert rows["2020"][2] == pytest.approx(100 * 1270 / 1294)
    assert rows["2020"][3] == pytest.approx(100 * 1219 / 1294)
    assert panel.n == sum(row[1] for row in rows.values())
    assert "2020" in panel.title and "2022" in panel.title
    assert panel.notes == ("Tahun 2023 sampai 1 Agustus 2023",)
    place = panels_ladder.years(briefing(sample, place="63.72"))
    assert {row[0]: row[1] for row in place.table.rows}["2022"] == 200


def test_effects_say_what_they_are_not(sample: Snapshot) -> None:
    panel = panels_ladder.effects(briefing(sample))
    assert isinstance(panel.chart, Forest)
    assert "bukan bukti sebab-akibat" in panel.notes[0].casefold()
    assert "Lapor Mudik Gratis: waktunya belum diketahui" in panel.notes[2]
    assert "Lapor Teman Difabel: hanya tahunnya yang diketahui" in panel.notes[2]
    by_title = {row[0]: row for row in panel.table.rows}
    row = by_title["LAPOR! Berbagi: masker dan takjil"]
    assert row[2] == 8
    assert row[6] < row[5] < row[7]
    assert row[5] == pytest.approx(row[4] / row[3])
    assert len(panel.chart.ratios) == sum(row[2] is not None for row in panel.table.rows)
    nothing = panels_ladder.effects(replace(briefing(sample), records=()))
    assert nothing.is_empty
    assert nothing.title == "Belum ada program yang dapat dibandingkan"


def test_ladder_shows_every_year_with_its_records(sample: Snapshot, records: Records) -> None:
    app = open_app()
    shown = texts(app)
    for words in (
        "#### 2020",
        "#### 2024",
        "Sangat Baik",
        "Peringkat 1 nasional",
        "95,78% selesai",
    ):
        assert words in shown
    assert "Waktu belum diketahui:" in shown
    app.button(key="catatan-tanpa-waktu").click().run()
    assert not app.exception
    assert "Lapor Mudik Gratis" in texts(app)
    assert app.button(key="tangga-2020").label.replace("\\", "") == "1.294 aduan"
    app.button(key="catatan-2021").click().run()
    assert not app.exception
    app.selectbox(key="catatan-dari-2021").set_value("evaluasi-2021-s1-peringkat-1").run()
    assert not app.exception


def test_rows_of_a_year_open(sample: Snapshot, records: Records) -> None:
    app = open_app(wilayah="63.72")
    app.button(key="tangga-2022").click().run()
    assert not app.exception
    assert "**200 aduan**" in texts(app)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("program", "Bukan bukti sebab-akibat"),
        ("hasil", "Jembatan Sungai Lulut"),
        ("rencana", "Kabupaten Balangan · 2021"),
        ("catatan", "Lapor ke Pesisir Sungai"),
        ("perubahan", "Belum ada catatan yang diubah"),
    ],
)
def test_every_part(sample: Snapshot, records: Records, part: str, words: str) -> None:
    app = open_app(lihat=part)
    assert words in texts(app)
    assert not app.error


def test_an_outcome_leads_to_its_topic(sample: Snapshot, records: Records) -> None:
    app = open_app(lihat="hasil")
    links = {link.value.replace("\\", ""): link.proto.query_string for link in app.main.page_link}
    assert list(links) == [
        "Aduan Pendidikan Dasar dan Menengah",
        "Aduan Infrastruktur Jalan",
        "Aduan Penerangan Jalan",
    ]
    # The later of the two: PJU of 2023 in Banjarbaru.
    assert links["Aduan Penerangan Jalan"] == "periode=2023&topik=Penerangan+Jalan&wilayah=63.72"


def test_a_region_sees_its_own_and_the_province(sample: Snapshot, records: Records) -> None:
    shown = texts(open_app(lihat="rencana", wilayah="63.08"))
    buttons = [b.label.replace("\\", "") for b in open_app(lihat="rencana", wilayah="63.08").button]
    assert "**Tindak lanjut baru 53%**" in buttons
    assert not any("pejabat penghubung" in label for label in buttons)
    assert "**Penandatanganan komitmen bersama 13 kepala daerah**" in buttons
    # HSU at 90% of S1 2023: the sample says whether; the words say it in figures.
    assert "Pemeriksaan: Tindak lanjut ≥ 90% pada Semester I 2023. Data: " in shown


def test_an_edit_is_seen_at_once_and_logged(sample: Snapshot, records: Records) -> None:
    app = open_app(lihat="catatan")
    before = len(records.all())
    assert "Bimtek baru" not in texts(app)
    records.save(replace(BERBAGI, title="Bimtek baru", since=LooseDate(2022, 3)), now=NOW)
    assert len(records.all()) == before + 1
    app.run()
    assert "Bimtek baru" in texts(app)
    shown = texts(open_app(lihat="program"))
    assert "Bimtek baru (Mar 2022)" in shown  # the cached panels follow the journal
    assert "Bimtek baru" in texts(open_app(lihat="perubahan"))


def test_a_new_record_from_the_form(sample: Snapshot, records: Records) -> None:
    def script() -> None:
        from lapor_data.questions.filters import ComplaintFilter
        from lapor_data.questions.periods import Period
        from lapor_data.ui import data, frame
        from lapor_data.ui.ladder import form

        chosen = ComplaintFilter(Period.parse("2022"))
        form.draw(frame.View(frame.BY_SLUG["naik-tangga"], data.current(), chosen, "light"), None)

    # AppTest reruns the whole page where a browser reruns a dialog only, so the form stands alone.
    app = AppTest.from_function(script, default_timeout=60).run()
    app.text_input(key="isian-title-baru").set_value("Rapat HSU")
    app.text_input(key="isian-since-baru").set_value("kapan-kapan")
    app.text_input(key="isian-due-baru").set_value("31 Des 2026")
    app.selectbox(key="isian-place-baru").set_value("Kabupaten Hulu Sungai Utara")
    next(button for button in app.button if button.label == "Simpan").click().run()
    assert [error.value.replace("\\", "") for error in app.error] == [
        "Mulai: “kapan-kapan” bukan tanggal. Contoh: 2022, Des 2021, atau 9 Agt 2021."
    ]
    app.text_input(key="isian-since-baru").set_value("Feb 2026")
    next(button for button in app.button if button.label == "Simpan").click().run()
    assert not app.exception
    [made] = [record for record in records.all() if record.title == "Rapat HSU"]
    assert (made.kind, made.place, made.since) == ("rencana", "63.08", LooseDate(2026, 2))
    assert made.due == date(2026, 12, 31)


def test_broken_records_are_one_sentence_here_and_nothing_elsewhere(
    sample: Snapshot, records: Records
) -> None:
    records.journal.put("riwayat", "x", {"kind": "cerita"}, now=NOW)
    app = open_app()
    assert not app.error
    (warning,) = app.warning
    assert "tidak dapat dibaca dan dilewati" in warning.value
    assert len(data.known_records()) == len(bundled_records())
    other = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert not other.exception
    assert not other.error
