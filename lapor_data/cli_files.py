"""Commands that write a file for a meeting: slides, attachment, report, certificates.

python -m lapor_data paparan --periode 2021-S1 --ke monev.pptx
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lapor_data.cli_output import EXIT_OK, print_json
from lapor_data.cli_target import Target
from lapor_data.domain import numbers
from lapor_data.domain.errors import LaporError, StoreError, UnknownChoiceError
from lapor_data.domain.regions import BY_CODE, place_name
from lapor_data.store.snapshot import Snapshot

if TYPE_CHECKING:
    # Loaded only by the command that needs them.
    from lapor_data.domain.profiles import AwardProfile
    from lapor_data.present.briefing import Briefing
    from lapor_data.present.cover import Cover
    from lapor_data.questions.filters import ComplaintFilter
    from lapor_data.store.journal import Journal

Opener = Callable[[Path | None], Snapshot]
# What a command makes: the bytes, and what it tells beside the name of the file.
Made = tuple[bytes, str]
Maker = Callable[[argparse.Namespace, "Briefing", "Cover"], Made]


def add_commands(
    commands: Any, common: Callable[[argparse.ArgumentParser], None], open_db: Opener
) -> None:
    """The four commands; `common` adds --db and --json, `open_db` gives the data of a --db."""
    for name, what, suffixes, make in (
        ("paparan", "slide rapat monev sebagai PowerPoint", (".pptx",), _slides),
        ("lampiran", "semua panel sebagai buku kerja Excel", (".xlsx",), _attachment),
        ("laporan", "laporan monev sebagai Word atau PDF", (".docx", ".pdf"), _report),
        ("piagam", "piagam peringkat 1–3 sebagai PowerPoint", (".pptx",), _certificates),
    ):
        command = commands.add_parser(name, help=what)
        command.add_argument("--periode", required=True, help="2021, 2021-S1, 2021-T3, 2021-07, …")
        command.add_argument(
            "--ke",
            required=True,
            type=Path,
            metavar=f"BERKAS{suffixes[0]}",
            help=f"berkas yang ditulis ({' atau '.join(suffixes)}); yang lama diganti",
        )
        command.add_argument("--wilayah", help="kode Kemendagri, misalnya 63.72")
        command.add_argument("--banding", help="tahun-lalu (bawaan), sebelumnya, atau tanpa")
        command.add_argument("--profil", help="profil penghargaan")
        if ".pptx" in suffixes:
            command.add_argument("--templat", type=Path, help="berkas .pptx sendiri")
        if name == "paparan":
            command.add_argument("--susunan", help="nama susunan slide yang disimpan")
        if name == "piagam":
            command.add_argument("--tanggal", help="tanggal piagam, misalnya 2023-05-09")
            command.add_argument("--kota", help="tempat tanda tangan")
            command.add_argument("--jabatan", help="jabatan penanda tangan")
            command.add_argument("--nama", help="nama penanda tangan")
        common(command)
        command.set_defaults(
            run=lambda options, name=name, suffixes=suffixes, make=make: _run(
                options, name, suffixes, make, open_db
            )
        )


def _run(
    options: argparse.Namespace,
    name: str,
    suffixes: tuple[str, ...],
    make: Maker,
    open_db: Opener,
) -> int:
    """Everything that can be wrong is found before the work; the file is written last and whole."""
    chosen = _filter(options)
    target = Target.checked(options.ke, suffixes)
    template = getattr(options, "templat", None)
    if template is not None and target.is_same(template):
        raise LaporError(f"{template} adalah templatnya sendiri; pilih nama lain untuk hasilnya.")
    if target.path.suffix.lower() == ".pdf":
        _refuse_without_office()
    briefing, cover = _briefing(options, chosen, open_db)
    data, told = make(options, briefing, cover)
    target.write(data)
    if options.json:
        entry = {
            "berkas": str(target.path),
            "jenis": name,
            "periode": options.periode,
            "wilayah": options.wilayah,
            "data_per": cover.data_date.isoformat(),
            "data_contoh": cover.is_sample,
        }
        print_json(entry)
    else:
        where = place_name(options.wilayah) if options.wilayah else "semua wilayah"
        print(f"{target.path}: {name} {chosen.period.label}, {where}{told}.")
    return EXIT_OK


def _filter(options: argparse.Namespace) -> ComplaintFilter:
    """The filter that the options name; UnknownChoiceError."""
    from lapor_data.questions.filters import ComplaintFilter
    from lapor_data.questions.periods import COMPARISONS, PREVIOUS_YEAR, Period

    period = Period.parse(options.periode)
    if options.wilayah is not None and options.wilayah not in BY_CODE:
        raise UnknownChoiceError(
            f"Wilayah “{options.wilayah}” tidak dikenal. Pakai kode Kemendagri seperti 63.72."
        )
    compare = PREVIOUS_YEAR if options.banding is None else options.banding
    if compare not in COMPARISONS:
        raise UnknownChoiceError(
            f"Pembanding “{compare}” tidak dikenal. Yang ada: {numbers.joined([*COMPARISONS])}."
        )
    return ComplaintFilter(period, options.wilayah, compare=compare)


def _briefing(
    options: argparse.Namespace, chosen: ComplaintFilter, open_db: Opener
) -> tuple[Briefing, Cover]:
    """The same briefing as on screen, with the records of this installation, and its cover."""
    from lapor_data.present.briefing import Briefing
    from lapor_data.present.conclusions import NOTHING
    from lapor_data.present.cover import cover_of
    from lapor_data.store.records import Records

    journal = _journal(options)
    snapshot = open_db(options.db)
    today = date.today()
    first, last = snapshot.first_date or today, snapshot.data_date or today
    briefing = Briefing(snapshot, chosen, last, first, Records(journal).all(), journal.stamp)
    if not briefing.now.received:
        raise LaporError(f"{NOTHING} Perluas periode atau atur ulang saringan.")
    return briefing, cover_of(briefing, is_sample=snapshot.is_sample)


def _journal(options: argparse.Namespace) -> Journal:
    from lapor_data.store.journal import Journal
    from lapor_data.store.library import default_db

    db = options.db or default_db()
    try:
        usable = db.name not in ("", "..") and not db.is_dir()
    except OSError:
        usable = False
    if not usable:
        raise StoreError(f"“{db}” bukan nama basis data. Contoh yang benar: data/lapor.duckdb.")
    return Journal(db)


def _profile(options: argparse.Namespace) -> AwardProfile:
    """The award profile that is named, the first built-in one without a name."""
    from lapor_data.questions.scoring import PROFILES, find_profile
    from lapor_data.store.awards import Awards

    if options.profil is None:
        return PROFILES[0]
    return find_profile(options.profil, Awards(_journal(options)).profiles())


def _option(options: argparse.Namespace) -> str:
    """The same as option of a panel."""
    from lapor_data.present.panels_awards import option_of

    return option_of(_profile(options))


def _template(options: argparse.Namespace) -> bytes | None:
    path: Path | None = options.templat
    if path is None:
        return None
    from lapor_data.export.powerpoint.template import MOST_BYTES

    try:
        # A pipe or a device would be waited for, or read, without end.
        if not path.is_file():
            raise FileNotFoundError(path)
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise LaporError(f"Templat {path} tidak dapat dibaca; periksa nama dan izinnya.") from error


def _slides(options: argparse.Namespace, briefing: Briefing, cover: Cover) -> Made:
    from lapor_data.export.powerpoint import deck_file
    from lapor_data.present.slides.meeting import slides_for

    shown = slides_for(briefing, _plan(options), cover, profile=_option(options))
    if not shown.slides:
        raise LaporError("Tidak ada slide yang dapat ditampilkan dari susunan ini.")
    data = deck_file(shown, template=_template(options), made_on=date.today())
    told = f", {len(shown.slides)} slide"
    if shown.left_out:
        told += f" (tanpa isi, dilewati: {numbers.joined(list(shown.left_out))})"
    if shown.unknown:
        told += f" (tidak dikenal, dilewati: {numbers.joined(list(shown.unknown))})"
    return data, told


def _plan(options: argparse.Namespace) -> tuple[str, ...]:
    """The keys of the saved set of slides that is named, else the usual ones."""
    from lapor_data.present.slides.known import DEFAULT
    from lapor_data.store.meetings import Plans

    if options.susunan is None:
        return DEFAULT
    plans = Plans(_journal(options)).all()
    wanted = " ".join(options.susunan.split())
    for plan in plans:
        if plan.name.casefold() == wanted.casefold():
            return plan.slides
    known = numbers.joined([f"“{plan.name}”" for plan in plans])
    there = f"Yang ada: {known}." if known else "Belum ada susunan yang disimpan."
    raise UnknownChoiceError(f"Susunan “{wanted}” tidak dikenal. {there}")


def _attachment(options: argparse.Namespace, briefing: Briefing, cover: Cover) -> Made:
    from lapor_data.export.excel import workbook

    return workbook(briefing, cover, profile=_option(options)), ""


def _report(options: argparse.Namespace, briefing: Briefing, cover: Cover) -> Made:
    from lapor_data.export.word import report

    document = report(briefing, cover, profile=_option(options), made_on=date.today())
    if options.ke.suffix.lower() == ".pdf":
        from lapor_data.export.pdf import to_pdf

        return to_pdf(document, ".docx"), ""
    return document, ""


def _refuse_without_office() -> None:
    from lapor_data.export.pdf import office

    if office() is None:
        raise LaporError(
            "PDF memerlukan LibreOffice, yang tidak ditemukan di komputer ini. Pasang LibreOffice, "
            "atau tulis ke berkas .docx."
        )


def _certificates(options: argparse.Namespace, briefing: Briefing, cover: Cover) -> Made:
    from lapor_data.export.certificates import Signing, certificates

    signing = Signing(_day(options.tanggal))
    given = {"city": options.kota, "office": options.jabatan, "name": options.nama}
    kept = {name: text.strip() for name, text in given.items() if text and text.strip()}
    signing = Signing(signing.day, **kept)
    template = _template(options)
    data = certificates(briefing, cover, _profile(options), signing, template=template)
    return data, ""


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnknownChoiceError(
            f"Tanggal “{text}” tidak dikenal. Contoh yang benar: 2023-05-09."
        ) from error
