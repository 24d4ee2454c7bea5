"""Records of history: loose dates, checks, cells, CSV files, and the history that is bundled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapor_data.domain.errors import UnreadableFileError
from lapor_data.domain.loose_dates import LooseDate
from lapor_data.domain.record_checks import MEASURES, Check
from lapor_data.domain.record_files import (
    RowProblem,
    bundled_records,
    read_records,
    records_csv,
)
from lapor_data.domain.records import HEADS, KINDS, STATUSES, Record, read_record
from lapor_data.domain.regions import REGIONS


@pytest.mark.parametrize(
    ("written", "text", "shown", "first", "last"),
    [
        ("2022", "2022", "2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2021-12", "2021-12", "Des 2021", date(2021, 12, 1), date(2021, 12, 31)),
        ("Desember 2021", "2021-12", "Des 2021", date(2021, 12, 1), date(2021, 12, 31)),
        # What Excel makes of 2021-12 when it saves a CSV.
        ("Des-21", "2021-12", "Des 2021", date(2021, 12, 1), date(2021, 12, 31)),
        ("Dec-21", "2021-12", "Des 2021", date(2021, 12, 1), date(2021, 12, 31)),
        ("Feb 2024", "2024-02", "Feb 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("9 Agustus 2021", "2021-08-09", "9 Agt 2021", date(2021, 8, 9), date(2021, 8, 9)),
        ("09/08/2021", "2021-08-09", "9 Agt 2021", date(2021, 8, 9), date(2021, 8, 9)),
    ],
)
def test_dates_as_exact_as_they_are_known(
    written: str, text: str, shown: str, first: date, last: date
) -> None:
    found = LooseDate.parse(f" {written} ")
    assert found is not None
    assert (found.text, found.shown, found.first, found.last) == (text, shown, first, last)
    assert LooseDate.parse(found.text) == found


@pytest.mark.parametrize("text", ["", "2021-13", "31 Feb 2021", "kemarin", "21", "1889", "2101"])
def test_what_is_no_date(text: str) -> None:
    assert LooseDate.parse(text) is None


def test_checks_are_read_kept_and_judged() -> None:
    check = Check.parse("Tindak lanjut >= 95,78% pada 2021-S1")
    assert check == Check("tindak_lanjut", True, "95.78", "2021-S1")
    assert check.text == "tindak_lanjut ≥ 95.78 pada 2021-S1"
    assert check.shown == "Tindak lanjut ≥ 95,78%"
    assert Check.parse(check.text) == check
    # 522 of 545 = 95.7798…: published as 95.78, and so it is met.
    assert check.is_met(100 * 522 / 545)
    assert not check.is_met(95.774)
    speed = Check.parse("median_respons ≤ 3 HK")
    assert speed is not None
    assert [speed.is_met(value) for value in (2.0, 3.0, 3.5)] == [True, True, False]
    # A median ends in ,0 or ,5: it is neither rounded to the target nor shown so.
    assert speed.value_text(3.5) == "3,5 HK"
    assert speed.shown == "Median respons ≤ 3 HK"
    assert Check.parse("bahagia ≥ 3") is None
    assert Check.parse("tindak_lanjut 90") is None


CELLS = {
    "key": "a1",
    "kind": "Rencana aksi",
    "title": "  Bimtek   admin ",
    "since": "Des 2021",
    "until": "2022",
    "place": "Kab. Balangan",
    "due": "31 Des 2022",
    "status": "Berjalan",
    "tracking_ids": "7282582.0, 7282583;7282582",
    "check": "tindak_lanjut >= 90",
    "source_url": "https://contoh.id/berita",
    "detail": "satu\r\ndua\x00",
}


def test_cells_become_a_record() -> None:
    record, problems = read_record(CELLS)
    assert problems == []
    assert record == Record(
        key="a1",
        kind="rencana",
        title="Bimtek admin",
        since=LooseDate(2021, 12),
        until=LooseDate(2022),
        detail="satu\ndua",
        place="63.11",
        tracking_ids=(7282582, 7282583),
        due=date(2022, 12, 31),
        status="berjalan",
        check=Check("tindak_lanjut", True, "90"),
        source_url="https://contoh.id/berita",
    )
    assert record.when == "Des 2021 – 2022"
    assert (record.first_day, record.last_day) == (date(2021, 12, 1), date(2022, 12, 31))
    assert record.place_name == "Kabupaten Balangan"
    assert record.kind_name == "Rencana aksi"
    assert not record.is_late(date(2022, 12, 31))
    assert record.is_late(date(2023, 1, 1))
    done, _ = read_record({**CELLS, "status": "selesai"})
    assert done is not None
    assert not done.is_late(date(2023, 1, 1))


@pytest.mark.parametrize(
    ("cell", "text", "message"),
    [
        ("kind", "cerita", "Pilih salah satu: evaluasi, program, hasil, hambatan, rencana."),
        ("title", "", "Wajib diisi."),
        ("since", "", "Wajib diisi."),
        ("since", "besok", "“besok” bukan tanggal. Contoh: 2022, Des 2021, atau 9 Agt 2021."),
        ("until", "2020", "Akhir mendahului awal."),
        ("place", "Kota Surabaya", "“Kota Surabaya” bukan salah satu dari 13 kabupaten/kota. Kosongkan untuk provinsi."),
        ("place", "Provinsi Kalimantan Selatan", "“Provinsi Kalimantan Selatan” bukan salah satu dari 13 kabupaten/kota. Kosongkan untuk provinsi."),
        ("due", "Des 2022", "“Des 2022” bukan tanggal lengkap. Contoh: 31 Des 2026."),
        ("due", "minggu depan", "“minggu depan” bukan tanggal lengkap. Contoh: 31 Des 2026."),
        ("status", "entah", "Pilih salah satu: direncanakan, berjalan, selesai, dibatalkan."),
        ("tracking_ids", "7282582 abc", "“abc” bukan Tracking ID."),
        ("check", "bagus", "“bagus” tidak dikenal. Contoh: tindak_lanjut ≥ 90 pada 2022."),
        ("source_url", "javascript:alert(1)", "Tautan harus dimulai dengan http:// atau https://."),
        ("title", "x" * 161, "Paling panjang 160 huruf."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_cell(cell: str, text: str, message: str) -> None:
    record, problems = read_record({**CELLS, cell: text})
    assert record is None
    assert (cell, message) in [(problem.cell, problem.message) for problem in problems]


def test_a_claim_about_the_past_needs_its_source() -> None:
    record, [problem] = read_record({"kind": "hasil", "title": "Jembatan", "since": "2020"})
    assert record is None
    assert (problem.head, problem.message) == ("Sumber", "Wajib diisi: dari mana ini diketahui?")


_text = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40
).map(lambda text: f"={text}")
_dates = st.one_of(
    st.builds(LooseDate, st.integers(2000, 2090)),
    st.builds(LooseDate, st.integers(2000, 2090), st.integers(1, 12)),
    st.builds(LooseDate, st.integers(2000, 2090), st.integers(1, 12), st.integers(1, 28)),
)


@st.composite
def _records(draw: st.DrawFn) -> Record:
    kind = draw(st.sampled_from(list(KINDS)))
    record, problems = read_record(
        {
            "key": draw(st.text("0123456789abcdef", min_size=12, max_size=12)),
            "kind": kind,
            "title": draw(_text),
            # What was done may be remembered without its year.
            "since": draw(st.sampled_from(["", draw(_dates).text]))
            if kind in ("program", "hasil")
            else draw(_dates).text,
            "detail": draw(st.lists(_text, max_size=3).map("\n".join)),
            "place": draw(st.sampled_from(["", *(region.name for region in REGIONS)])),
            "topic": draw(st.sampled_from(["", "Parkir", '\'=1+1;"x"'])),
            "status": draw(st.sampled_from(["", *STATUSES.get(kind, ())])),
            "source": draw(_text),
            "check": draw(st.sampled_from(["", *(f"{name} ≤ 7.5" for name in MEASURES)])),
            "tracking_ids": draw(st.sampled_from(["", "7282582", "7282582 6000001"])),
        }
    )
    assert record is not None, problems
    return record


@given(st.lists(_records(), max_size=4, unique_by=lambda record: record.key))
def test_csv_out_and_in_is_exact(records: list[Record]) -> None:
    written = records_csv(records)
    found = read_records(written)
    assert found.problems == ()
    assert found.records == tuple(records)
    assert records_csv(found.records) == written
    # Nothing in the file starts a formula in a spreadsheet.
    assert b";=" not in written


def test_problems_name_row_and_column() -> None:
    file = (
        "Judul;Jenis;Mulai;Uraian;Sumber\r\n"
        'Satu;program;2022;"dua\nbaris";MC\r\n'
        "\r\n"
        "Dua;program;kapan;;\r\n"
    ).encode("cp1252")
    found = read_records(file)
    assert [record.title for record in found.records] == ["Satu"]
    assert found.problems == (
        RowProblem(5, "Mulai", "“kapan” bukan tanggal. Contoh: 2022, Des 2021, atau 9 Agt 2021."),
        RowProblem(5, "Sumber", "Wajib diisi: dari mana ini diketahui?"),
    )


def test_a_column_that_the_file_lacks_changes_nothing() -> None:
    old = bundled_records()[0]
    file = f"Kunci;Jenis;Judul;Mulai\r\n{old.key};{old.kind};Judul baru;2019\r\n".encode()
    [record] = read_records(file, bundled_records()).records
    assert record == replace(old, title="Judul baru", since=LooseDate(2019))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Jenis;Judul;Mulai;Penangung jawab\r\n", "Kolom “Penangung jawab” tidak dikenal"),
        (b"Jenis;Judul;Mulai;Judul\r\n", "Kolom Judul ada dua kali"),
        (b"PK\x03\x04", "berkas Excel"),
        (b"\xef\xbb\xbfJenis;Judul;Mulai\r\nrencana;\xff;2022\r\n", "rusak di tengah"),
        (b'Jenis;Judul;Mulai\r\nrencana;"x;2022\r\n', "tanda kutip tidak lengkap"),
        (b"Jenis;Judul;Mulai\r\n" + b"rencana;a;2022\r\n" * 3_000, "Paling banyak 2000"),
    ],
    ids=["unknown head", "double head", "xlsx", "damaged", "torn quote", "too many"],
)
def test_files_that_would_lose_something(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableFileError, match=message):
        read_records(content)


def test_more_cells_than_heads_are_told() -> None:
    found = read_records(b"Jenis;Judul;Mulai\r\nrencana;Rapat;2022;lanjutan teks\r\n")
    assert [problem.row for problem in found.problems] == [2]
    utf16 = "Jenis;Judul;Mulai\r\nrencana;Rapat;2022\r\n".encode("utf-16")
    assert [record.title for record in read_records(utf16).records] == ["Rapat"]


def test_rows_without_key_are_new_once() -> None:
    file = b"Jenis,Judul,Mulai\nrencana,Rapat,2026\nrencana,Rapat,2026\n"
    found = read_records(file)
    assert [problem.message for problem in found.problems] == ["Sudah ada pada baris di atasnya."]
    [record] = read_records(file.rsplit(b"rencana", 1)[0]).records
    assert [record] == list(read_records(file.rsplit(b"rencana", 1)[0]).records)
    assert len(record.key) == 12


def test_another_file_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="Berkas kosong"):
        read_records(b"")
    with pytest.raises(UnreadableFileError, match="kolom Jenis, Mulai tidak ada"):
        read_records(b"Judul;Isi\nx;y\n")
    with pytest.raises(UnreadableFileError, match="Baris 2 tidak dapat dibaca"):
        read_records(b'Jenis;Judul;Mulai\nrencana;"a"b;2022\n')


def test_history_that_comes_with_the_program() -> None:
    records = {record.key: record for record in bundled_records()}
    assert len(records) == len(bundled_records())
    assert all(record.source for record in records.values())
    good = [r for r in records.values() if r.title == "Sangat Baik"]
    assert [record.since.text for record in good] == ["2020", "2021", "2022", "2023", "2024"]
    assert {record.source_day for record in good} == {LooseDate(2025, 11, 25)}
    first = records["evaluasi-2021-s1-peringkat-1"]
    assert first.since == LooseDate(2021, 8, 9)
    assert "95,78%" in first.figures
    for name in ("Bali", "Sumatera Barat", "Kalimantan Utara", "DKI Jakarta"):
        assert name in first.detail
    titles = " · ".join(record.title for record in records.values())
    for words in (
        "sembako", "masker dan takjil", "PSBN Fajar Harapan", "Lapor Peduli Banjir", "Teman Difabel",
        "Pesisir Sungai", "Mudik Gratis", "strategi naik tangga", "komitmen bersama", "Pendampingan",
        "Sungai Lulut", "750.000 kuota", "30 titik PJU", "75 titik PJU", "3 hari kerja",
    ):  # fmt: skip
        assert words in titles, words
    assert sum(r.title.startswith("Enam besar") for r in records.values()) == 2
    obstacles = {record.place for record in records.values() if record.kind == "hambatan"}
    assert obstacles == {"63.02", "63.08", "63.11"}


def test_what_was_done_nobody_knows_when() -> None:
    undated = [record for record in bundled_records() if record.since is None]
    assert {record.title for record in undated} == {
        "Lapor Peduli Banjir",
        "Lapor Mudik Gratis",
        "Sosialisasi ke bimtek: strategi naik tangga",
    }
    assert {(r.when, r.first_day, r.first_month) for r in undated} == {
        ("Waktu belum diketahui", None, None)
    }
    cells = undated[0].cells()
    assert read_record(cells) == (undated[0], [])
    # An end without a begin, and a judgement without its year, are no such memory.
    for changes in ({"until": "2022"}, {"kind": "evaluasi"}, {"kind": "rencana"}):
        assert [p.message for p in read_record({**cells, **changes})[1]] == ["Wajib diisi."]


def test_every_cell_has_a_head() -> None:
    [record] = read_records(records_csv(bundled_records()[:1])).records
    assert set(record.cells()) == set(HEADS)
