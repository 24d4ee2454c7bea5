"""The files of a meeting: deck, certificates, attachment, report.

Each is made when it is asked for, and the library that writes it is loaded only then: python-pptx
alone takes a third of a second.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from lapor_data.domain.errors import LaporError
from lapor_data.present.panels_awards import profile_of
from lapor_data.present.slides.slide import Presentation
from lapor_data.ui import data
from lapor_data.ui.frame import View
from lapor_data.ui.rows import file_name
from lapor_data.ui.sign_in import while_allowed
from lapor_data.ui.text import safe

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_PPTX = f"{_OPEN_XML}.presentationml.presentation"
_XLSX = f"{_OPEN_XML}.spreadsheetml.sheet"
_DOCX = f"{_OPEN_XML}.wordprocessingml.document"
_MOST_MEGABYTES = 50
# All that PowerPoint saves: those that cannot be used are refused here, in words of ours; another
# kind is refused by Streamlit, in English.
_KINDS = ["pptx", "potx", "ppsx", "pptm", "potm", "ppsm", "ppt", "pot", "pps"]
_TEMPLATE, _CITY, _OFFICE, _NAME, _PDF = (
    f"paparan-{word}" for word in ("templat", "kota", "jabatan", "nama-ttd", "pdf")
)


def draw(view: View, profile: str, shown: Presentation) -> None:
    """The downloads for the chosen slides, period and award profile."""
    st.subheader("Unduh", anchor=False)
    place = st.container(gap="xsmall")
    with st.expander("Templat PowerPoint sendiri"):
        template = _template()
    with st.expander("Penanda tangan piagam"):
        _signing_fields()
    with place:
        _deck(view, shown, template)
        _certificates(view, profile, shown, template)
        _save(
            "Lampiran Excel",
            "table_view",
            view,
            "lampiran.xlsx",
            _XLSX,
            _workbook(view, profile, shown),
        )
        report = _report(view, profile, shown)
        _save("Laporan Word", "article", view, "laporan.docx", _DOCX, report)
        _pdf(view, profile, report)


def _save(
    label: str, icon: str, view: View, name: str, mime: str, make: Callable[[], bytes]
) -> None:
    word, _, suffix = name.rpartition(".")
    st.download_button(
        label,
        while_allowed(make),
        file_name=f"{file_name(view, word)}.{suffix}",
        mime=mime,
        icon=f":material/{icon}:",
        on_click="ignore",
        width="stretch",
        key=f"paparan-unduh-{suffix}-{word}",
    )


def _template() -> bytes | None:
    """A template of the office's own; one that cannot be used is refused here, in words."""
    upload = st.file_uploader(
        "Berkas .pptx dengan warna dan logo kantor",
        type=_KINDS,
        max_upload_size=_MOST_MEGABYTES,
        key=_TEMPLATE,
    )
    if upload is None:
        return None
    from lapor_data.export.powerpoint.house import house

    content: bytes = upload.getvalue()
    try:
        house(content)
    except LaporError as error:
        st.error(safe(error), icon=":material/error:")
        st.caption("Berkas di atas dibuat tanpa templat ini.")
        return None
    st.caption("PowerPoint dan piagam memakai templat ini.")
    return content


def _deck(view: View, shown: Presentation, template: bytes | None) -> None:
    def make() -> bytes:
        from lapor_data.export.powerpoint import deck_file

        return deck_file(shown, template=template, made_on=date.today())

    _save("PowerPoint", "slideshow", view, "paparan.pptx", _PPTX, make)


def _signing_fields() -> None:
    from lapor_data.export.certificates import Signing

    usual = Signing(date.today())
    st.text_input("Kota", usual.city, max_chars=60, key=_CITY)
    st.text_input("Jabatan", usual.office, max_chars=120, key=_OFFICE)
    st.text_input("Nama", "", max_chars=80, key=_NAME, help="Kosong berarti garis titik-titik.")


def _certificates(view: View, profile: str, shown: Presentation, template: bytes | None) -> None:
    scored = profile_of(profile)
    if not any(score.is_ranked for score in view.briefing.scores(scored)):
        st.caption(
            safe(f"Belum ada piagam: “{scored.name}” belum punya peringkat untuk periode ini.")
        )
        return
    # Read now: the file is made outside the run of the page.
    city, office, name = (st.session_state.get(key, "") for key in (_CITY, _OFFICE, _NAME))

    def make() -> bytes:
        from lapor_data.export.certificates import Signing, certificates

        usual = Signing(date.today())
        signing = Signing(usual.day, city or usual.city, office or usual.office, name)
        return certificates(view.briefing, shown.cover, scored, signing, template=template)

    _save("Piagam", "workspace_premium", view, "piagam.pptx", _PPTX, make)


def _workbook(view: View, profile: str, shown: Presentation) -> Callable[[], bytes]:
    def make() -> bytes:
        from lapor_data.export.excel import workbook

        return workbook(view.briefing, shown.cover, profile=profile)

    return make


def _report(view: View, profile: str, shown: Presentation) -> Callable[[], bytes]:
    def make() -> bytes:
        from lapor_data.export.word import report

        return report(view.briefing, shown.cover, profile=profile, made_on=date.today())

    return make


def _pdf(view: View, profile: str, report: Callable[[], bytes]) -> None:
    """The report as PDF where LibreOffice is: made first, for it takes seconds and can fail, which
    a download could not tell."""
    from lapor_data.export.pdf import office, to_pdf

    if office() is None:
        return
    made_for = (
        view.snapshot.rows_key,
        view.briefing.records_stamp,
        data.filter_key(view.filter),
        profile,
    )
    ready = st.session_state.get(_PDF)
    if ready is None or ready[0] != made_for:
        if not st.button(
            "Siapkan laporan PDF", icon=":material/picture_as_pdf:", width="stretch", key="pdf-buat"
        ):
            return
        try:
            with st.spinner("Menyiapkan PDF"):
                ready = (made_for, to_pdf(report()))
        except LaporError as error:
            st.error(safe(error), icon=":material/error:")
            return
        st.session_state[_PDF] = ready
    content: bytes = ready[1]
    _save("Laporan PDF", "picture_as_pdf", view, "laporan.pdf", "application/pdf", lambda: content)
