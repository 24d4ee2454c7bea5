"""Importing in three visible steps: choose files, look at what they hold, save."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from lapor_data.domain import numbers
from lapor_data.domain.errors import LaporError
from lapor_data.ingest.advice import advice
from lapor_data.ingest.heads import KIND_COMPLAINTS
from lapor_data.store.importing import import_files, preview, refuse_too_many
from lapor_data.store.reports import FileReport, InputFile, Preview
from lapor_data.ui import data
from lapor_data.ui.frame import View
from lapor_data.ui.text import safe, table

_REPORT = "impor-laporan"
_PREVIEWS = "impor-pratinjau"
_ROUND = "impor-putaran"
_SHOWN_FINDINGS = 10


def draw(view: View) -> None:
    """The tab "Impor"."""
    if view.snapshot.is_sample:
        st.info(
            "Yang tampil sekarang data contoh. Impor pertama memulai basis data sendiri yang "
            "kosong; data contoh tidak ikut tercampur.",
            icon=":material/info:",
        )
    finished = st.session_state.get(_REPORT)
    if finished:
        _report(finished)
    with st.container(border=True):
        st.subheader("1 · Pilih berkas", anchor=False)
        files = st.file_uploader(
            "Laporan Ringkas dan riwayat tindak lanjut dari admin LAPOR!, XLSX atau CSV, boleh "
            "beberapa sekaligus dan urutannya bebas",
            accept_multiple_files=True,
            key=f"berkas-{st.session_state.setdefault(_ROUND, 0)}",
        )
    if not files:
        return
    if finished:
        st.session_state.pop(_REPORT)
        st.rerun()
    try:
        refuse_too_many(files)
    except LaporError as error:
        st.error(safe(error), icon=":material/error:")
        return
    with st.container(border=True):
        st.subheader("2 · Periksa", anchor=False)
        try:
            readable = _check(files)
        except LaporError as error:
            st.error(safe(error), icon=":material/error:")
            return
    with st.container(border=True):
        st.subheader("3 · Simpan", anchor=False)
        if not readable:
            st.caption("Tidak ada berkas yang dapat disimpan.")
            return
        st.caption(
            f"{len(readable)} berkas siap disimpan sekaligus: semuanya atau tidak sama sekali. "
            "Nama pelapor serta judul dan isi aduan rahasia tidak disimpan. Di dalam teks "
            "disamarkan: NIK, nomor telepon dan nomor panjang lain, surel, nomor kendaraan, serta "
            "nama dan alamat rumah setelah kata seperti “nama saya”."
        )
        if st.button("Simpan ke basis data", type="primary", icon=":material/save:"):
            _save(readable)


@contextmanager
def _on_disk(files: Sequence[UploadedFile]) -> Iterator[list[InputFile]]:
    """The uploads as files of a private folder, gone again afterwards: they hold personal data."""
    with tempfile.TemporaryDirectory(prefix="lapor-") as folder:
        written = []
        for number, file in enumerate(files):
            # The name a browser sends is shown, never used as a path.
            path = Path(folder) / f"{number}"
            path.write_bytes(file.getbuffer())
            written.append(InputFile(path, file.name))
        yield written


def _check(files: Sequence[UploadedFile]) -> list[UploadedFile]:
    """Show what each file holds; the files that can be read."""
    known: dict[str, Preview] = st.session_state.setdefault(_PREVIEWS, {})
    fresh = [file for file in files if file.file_id not in known]
    if fresh:
        with st.spinner("Membaca berkas …"), _on_disk(fresh) as written:
            for file, input_file in zip(fresh, written, strict=True):
                known[file.file_id] = preview(input_file)
    for gone in known.keys() - {file.file_id for file in files}:
        known.pop(gone)
    for file in files:
        _preview(known[file.file_id])
    return [file for file in files if not known[file.file_id].report.problem]


def _preview(found: Preview) -> None:
    report = found.report
    if report.problem:
        st.error(safe(report.problem), icon=":material/error:")
        return
    counts = report.counts
    rejected = sum(report.reasons.values())
    facts = [report.kind or "", f"{numbers.number(counts.read)} baris"]
    if report.owner:
        facts.append(report.owner)
    if report.first_day:
        span = f"{numbers.short_date(report.first_day)} – {numbers.short_date(report.last_day)}"
        facts.append(span)
    if report.kind == KIND_COMPLAINTS:
        facts.append(
            f"ekspor {numbers.short_date(report.as_of)}"
            if report.is_dated
            else "tanpa tanggal ekspor: dianggap terbaru, menimpa keadaan yang tersimpan"
        )
    st.markdown(f"**{safe(report.name)}**  \n{safe(' · '.join(facts))}")
    ignored = numbers.joined(list(report.ignored_heads)) or "tidak ada"
    with st.expander(f"{len(report.read_heads)} kolom dibaca, {len(report.ignored_heads)} tidak"):
        st.markdown(safe(f"Dibaca: {numbers.joined(list(report.read_heads))}."))
        st.markdown(safe(f"Tidak disimpan: {ignored}."))
    if report.without_type:
        st.caption(
            "Tanpa kolom Tipe tidak diketahui mana yang rahasia: judul dan isi tidak disimpan."
        )
    if not found.findings:
        st.caption(":green[:material/check:] Semua baris dapat dibaca.")
        return
    noticed = sum(report.notices.values())
    words = [f"{numbers.number(rejected)} baris akan ditolak"] if rejected else []
    words += [f"{numbers.number(noticed)} baris diterima dengan catatan"] if noticed else []
    st.warning(f"{numbers.joined(words)}. Baris lain tetap masuk.", icon=":material/warning:")
    st.markdown(
        table(
            ("Baris", "Kolom", "Ditemukan", "Masalah", "Yang perlu dilakukan"),
            (
                (
                    str(finding.row_no),
                    finding.column or numbers.NO_VALUE,
                    (finding.found or "(kosong)")[:60],
                    finding.reason,
                    advice(finding.reason),
                )
                for finding in found.findings[:_SHOWN_FINDINGS]
            ),
            (True, False, False, False, False),
        )
    )
    if rejected + noticed > _SHOWN_FINDINGS:
        st.caption(
            f"{_SHOWN_FINDINGS} baris pertama. Sesudah disimpan, semua baris yang ditolak ada di "
            "bagian Karantina dan dapat diunduh."
        )


def _save(files: Sequence[UploadedFile]) -> None:
    bar = st.progress(0.0, "Mulai")

    def show(fraction: float, step: str) -> None:
        bar.progress(fraction, safe(step))

    try:
        with _on_disk(files) as written:
            reports = import_files(data.library(), written, source="layar", progress=show)
    except LaporError as error:
        bar.empty()
        st.error(safe(error), icon=":material/error:")
        return
    st.session_state[_REPORT] = reports
    st.session_state[_ROUND] += 1
    st.session_state.pop(_PREVIEWS, None)
    st.rerun()


def _report(reports: Sequence[FileReport]) -> None:
    """What the import just saved, until the next files are chosen."""
    with st.container(border=True):
        done = [report for report in reports if not report.problem]
        new = sum(report.counts.new for report in done)
        changed = sum(report.counts.changed for report in done)
        st.success(
            f"Tersimpan: {numbers.number(new)} baris baru, {numbers.number(changed)} berubah. "
            "Semua halaman sudah memakai data ini.",
            icon=":material/check_circle:",
        )
        st.markdown(
            table(
                ("Berkas", "Jenis", "Dibaca", "Baru", "Berubah", "Sama", "Ditolak"),
                (
                    (
                        report.name,
                        report.kind or "",
                        *(
                            numbers.number(count)
                            for count in (
                                report.counts.read,
                                report.counts.new,
                                report.counts.changed,
                                report.counts.same,
                                report.counts.rejected,
                            )
                        ),
                    )
                    for report in done
                ),
                (False, False, True, True, True, True, True),
            )
        )
        st.caption("Dibaca = baru + berubah + sama + ditolak. Yang ditolak ada di Karantina.")
        for report in reports:
            if report.problem:
                st.error(safe(report.problem), icon=":material/error:")
