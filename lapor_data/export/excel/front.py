"""The first sheet: what was chosen, what every measure means, and a way to every other sheet."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter.worksheet import Worksheet

from lapor_data.domain import vocabulary as v
from lapor_data.domain.numbers import long_date
from lapor_data.domain.settings import Settings
from lapor_data.export.excel import cells
from lapor_data.export.excel.contents import ROWS, Entry
from lapor_data.export.excel.page import set_page
from lapor_data.present.briefing import Briefing
from lapor_data.present.cover import OWNER, SAMPLE_MARK, SOURCE, Cover
from lapor_data.present.panels_awards import formula_words, profile_of

_LABEL, _TEXT = 30, 110
SAMPLE_WORDS = f"{SAMPLE_MARK}: angka di berkas ini buatan, bukan data resmi."


def fill_front(
    sheet: Worksheet,
    styles: cells.Styles,
    b: Briefing,
    cover: Cover,
    profile: str,
    titled: Iterable[tuple[Entry, str]],
) -> None:
    """All of the sheet: `titled` are the sheets with the titles of their panels."""
    sheet.set_column(0, 0, _LABEL)
    sheet.set_column(1, 1, _TEXT)
    page = _Lines(sheet, styles)
    sheet.write_string(
        0, 0, cells.plain(f"Lampiran: {cover.title}"), styles.of(bold=True, font_size=16)
    )
    page.row = 1
    if cover.is_sample:
        sheet.write_string(1, 0, SAMPLE_WORDS, styles.of(bold=True))
        page.row = 2
    page.add("Pilihan", cover.selected)
    page.add("Pembanding", cover.compared)
    page.add("Data per", long_date(cover.data_date))
    page.add("Sumber", f"{SOURCE.partition(': ')[2]}, diolah {OWNER}")
    page.heading("Arti ukuran")
    for name, words in definitions(b.settings):
        page.add(name, words)
    chosen = profile_of(profile)
    page.add(f"Bobot nilai ({chosen.name})", formula_words(chosen))
    page.heading("Isi berkas")
    seen = ""
    for entry, title in titled:
        if entry.page != seen:
            page.group(entry.page)
            seen = entry.page
        page.link(entry.name, title)
    page.group("Data")
    page.link(ROWS, "Aduan di balik pilihan ini, satu baris satu aduan")
    set_page(sheet, cover.footer, page.row, last_col=1)


def definitions(s: Settings) -> tuple[tuple[str, str], ...]:
    """What each measure means, with the limits of the settings."""
    limits = [
        f"{name} {limit} HK"
        for name, limit in (
            (v.CLASS_INFORMATION, s.permintaan_informasi),
            (v.CLASS_ASPIRATION, s.aspirasi),
            (v.CLASS_ORDINARY, s.tidak_berkadar_pengawasan),
            (v.CLASS_OVERSIGHT, s.berkadar_pengawasan),
            ("tanpa klasifikasi", s.tanpa_klasifikasi),
        )
    ]
    return (
        ("Aduan masuk", "Semua aduan yang diterima dalam periode."),
        ("Aduan sah", "Aduan masuk dikurangi aduan yang diarsipkan."),
        (
            "Tindak lanjut",
            "Aduan sah yang sudah direspons, atau yang tahapnya Diproses atau Selesai, dibagi "
            "aduan sah.",
        ),
        ("Selesai", "Aduan sah yang tahapnya Selesai dibagi aduan sah."),
        (
            "Waktu respons (HK)",
            "Hari kerja (HK) dari aduan masuk sampai tindak lanjut pertama. Hari kerja adalah "
            "Senin sampai Jumat yang bukan libur nasional atau cuti bersama. Aduan yang masuk pada "
            "hari libur dihitung mulai hari kerja berikutnya. Direspons pada hari yang sama 0 HK; "
            "masuk Jumat dan direspons Senin 1 HK.",
        ),
        (
            "Median, persentil 90",
            "Separuh aduan direspons paling lama selama median, sembilan dari sepuluh paling lama "
            "selama persentil 90.",
        ),
        (
            "Tepat waktu",
            f"Aduan sah yang respons pertamanya paling lama {s.respons_pertama} HK dibagi semua "
            "aduan sah; yang belum direspons tidak tepat waktu.",
        ),
        (
            "Dalam batas klasifikasi",
            f"Respons pertama dalam batas klasifikasinya: {'; '.join(limits)}.",
        ),
        (
            "Cakupan rendah",
            f"Kurang dari {s.cakupan_minimum_persen}% aduan yang ditindaklanjuti bercap waktu; "
            "kecepatan dan nilainya dibaca dengan hati-hati.",
        ),
        (
            "Data belum cukup",
            f"Kurang dari {s.sampel_minimum} aduan bercap waktu; tanpa median dan persentil.",
        ),
        (
            "Ditutup oleh sistem",
            f"Sistem menutup sendiri aduan yang tanggapannya {s.tutup_otomatis_hari} hari tidak "
            "dibalas pelapor.",
        ),
        ("Sel kosong", "Tidak diketahui atau tidak dapat dihitung; bukan nol."),
    )


class _Lines:
    """Writes the sheet downwards."""

    def __init__(self, sheet: Worksheet, styles: cells.Styles) -> None:
        self._sheet, self._styles, self.row = sheet, styles, 0

    def add(self, label: str, text: str) -> None:
        """A label and what it says."""
        shown = cells.plain(text)
        name = cells.plain(label)
        self._sheet.write_string(self.row, 0, name, self._styles.small)
        self._sheet.write_string(self.row, 1, shown, self._styles.said)
        lines = max(cells.lines_of(shown, _TEXT), cells.lines_of(name, _LABEL))
        self._sheet.set_row(self.row, 15.75 * lines + 1)
        self.row += 1

    def heading(self, text: str) -> None:
        """The begin of a part, after an empty line."""
        style = self._styles.of(bold=True, font_size=12)
        self._sheet.write_string(self.row + 1, 0, text, style)
        self.row += 2

    def group(self, text: str) -> None:
        """The page of the dashboard that the next sheets belong to."""
        self._sheet.write_string(self.row, 0, text, self._styles.of(bold=True))
        self.row += 1

    def link(self, name: str, title: str) -> None:
        """A way to a sheet, with the title of its panel."""
        quoted = name.replace("'", "''")
        self._sheet.write_url(
            self.row, 0, f"internal:'{quoted}'!A1", self._styles.link, string=name
        )
        shown = cells.plain(title)
        self._sheet.write_string(self.row, 1, shown, self._styles.said)
        self._sheet.set_row(self.row, 15.75 * cells.lines_of(shown, _TEXT) + 1)
        self.row += 1
