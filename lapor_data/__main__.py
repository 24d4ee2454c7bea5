"""The command line: the same functions as the screens, for schedules and other programs.

JSON alone goes to stdout; notices go to stderr. Exit codes: `cli_output`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from lapor_data import cli_backups, cli_files, cli_health, cli_privacy
from lapor_data.cli_output import (
    EXIT_CUT,
    EXIT_OK,
    EXIT_PROBLEM,
    EXIT_STOPPED,
    Parser,
    print_json,
    stop_writing,
)
from lapor_data.domain import numbers
from lapor_data.domain.errors import LaporError, UnknownChoiceError
from lapor_data.domain.regions import BY_CODE, place_name
from lapor_data.store.snapshot import Snapshot


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles default to a code page without "≤" or "–".
        if hasattr(stream, "reconfigure"):
            # An argument may hold bytes that are no text (a file name of another system).
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        # Here, not at Python's end: nobody could be told there.
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        stop_writing()
        return EXIT_CUT
    except KeyboardInterrupt:
        print("Dihentikan.", file=sys.stderr)
        return EXIT_STOPPED
    except LaporError as error:
        print(error, file=sys.stderr)
        return EXIT_PROBLEM
    except duckdb.Error as error:
        print(_fault(getattr(options, "db", None), error), file=sys.stderr)
        return EXIT_PROBLEM


def _fault(db: Path | None, error: duckdb.Error) -> str:
    """What DuckDB has failed on: damage only where reading the database anew finds it."""
    from lapor_data.store import events
    from lapor_data.store.library import Library, default_db
    from lapor_data.store.snapshot import refuse_damage

    events.failed(error, "perintah")
    library = Library(db or default_db())
    try:
        refuse_damage(library.path_of(library.newest()))
    except LaporError as damage:
        return str(damage)
    return (
        "Perintah berhenti karena galat saat mengolah data; kerusakan pada basis data tidak "
        f"ditemukan. Periksa sisa memori dan ruang disk pada {library.db.parent}, lalu ulangi."
    )


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m lapor_data", description="LAPOR! Paman dari baris perintah.")
    commands = parser.add_subparsers(required=True, metavar="perintah", parser_class=Parser)

    command = commands.add_parser("impor", help="memuat ekspor LAPOR! dan riwayat tindak lanjut")
    command.add_argument("files", nargs="+", type=Path, metavar="BERKAS")
    command.set_defaults(run=_import)
    _common(command)

    command = commands.add_parser("ringkas", help="angka pokok satu periode")
    command.add_argument("--periode", required=True, help="2021, 2021-S1, 2021-T3, 2021-07, …")
    command.add_argument("--wilayah", help="kode Kemendagri, misalnya 63.72")
    command.set_defaults(run=_summary)
    _common(command)

    command = commands.add_parser("skor", help="nilai penghargaan 13 kabupaten/kota")
    command.add_argument("--periode", required=True)
    command.add_argument("--profil", default="Tindak lanjut pengaduan")
    command.set_defaults(run=_scores)
    _common(command)

    cli_files.add_commands(commands, _common, _open)
    cli_health.add_commands(commands, _common)

    command = commands.add_parser("contoh", help="menulis ulang berkas contoh")
    command.add_argument("--ke", required=True, type=Path, metavar="FOLDER")
    command.set_defaults(run=_sample)
    cli_backups.add(commands, _common)
    cli_privacy.add(commands, _common)
    return parser


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--db", type=Path, help="basis data (bawaan: LAPOR_DB)")
    command.add_argument("--json", action="store_true", help="keluaran JSON")


def _import(options: argparse.Namespace) -> int:
    from lapor_data.store.importing import import_files
    from lapor_data.store.library import Library, default_db
    from lapor_data.store.reports import FileReport, InputFile

    library = Library(options.db or default_db())
    files = [InputFile.of(path) for pattern in options.files for path in _expanded(pattern)]
    reports = import_files(library, files, source="perintah")

    def as_json(report: FileReport) -> dict[str, Any]:
        counts = report.counts
        entry = {
            "nama": report.name,
            "jenis": report.kind,
            "dibaca": counts.read,
            "baru": counts.new,
            "berubah": counts.changed,
            "sama": counts.same,
            "ditolak": counts.rejected,
            "alasan": report.reasons,
        }
        return entry | ({"galat": report.problem} if report.problem else {})

    for report in reports:
        for reason, count in report.notices.items():
            print(f"{report.name}: {count} baris diterima, {reason}.", file=sys.stderr)
    if options.json:
        print_json({"berkas": [as_json(report) for report in reports]})
    else:
        for report in reports:
            print(_import_line(report))
    return EXIT_PROBLEM if any(report.problem for report in reports) else EXIT_OK


def _expanded(path: Path) -> list[Path]:
    """The files of a pattern like `masuk/*.xlsx`, which Windows hands over unexpanded."""
    try:
        if path.exists() or not any(sign in path.name for sign in "*?"):
            return [path]
        return sorted(path.parent.glob(path.name)) or [path]
    except (OSError, ValueError):
        # A name too long for the file system, or no pattern: whoever opens it tells.
        return [path]


def _import_line(report: Any) -> str:
    if report.problem:
        return f"GAGAL  {report.problem}"
    counts = report.counts
    read, new, changed, same, rejected = (
        numbers.number(n)
        for n in (counts.read, counts.new, counts.changed, counts.same, counts.rejected)
    )
    line = (
        f"{report.name} ({report.kind}): {read} dibaca = {new} baru + {changed} berubah + "
        f"{same} sama + {rejected} ditolak"
    )
    return line + "".join(f"\n    {n} × {reason}" for reason, n in report.reasons.items())


def _open(db: Path | None) -> Snapshot:
    from lapor_data.store.current import open_current

    snapshot = open_current(db)
    if snapshot.is_sample:
        print("Belum ada data sendiri; jawaban ini dari data contoh.", file=sys.stderr)
    return snapshot


def _summary(options: argparse.Namespace) -> int:
    from lapor_data.questions.filters import ComplaintFilter
    from lapor_data.questions.periods import Period
    from lapor_data.questions.summary import by_region, totals
    from lapor_data.questions.topics import by_category

    period = Period.parse(options.periode)
    if options.wilayah is not None and options.wilayah not in BY_CODE:
        raise UnknownChoiceError(
            f"Wilayah “{options.wilayah}” tidak dikenal. Pakai kode Kemendagri seperti 63.72."
        )
    chosen = ComplaintFilter(period, options.wilayah)
    snapshot = _open(options.db)
    total = totals(snapshot, chosen)
    regions = by_region(snapshot, chosen)
    if not options.json:
        where = place_name(options.wilayah) if options.wilayah else "semua wilayah"
        print(
            f"{period.label}, {where}: {numbers.number(total.valid)} aduan sah "
            f"(+ {numbers.number(total.archived)} diarsipkan); "
            f"tindak lanjut {numbers.percent(total.followed_up_percent, 2)}; "
            f"selesai {numbers.percent(total.closed_percent, 2)}"
        )
        return EXIT_OK
    print_json(
        {
            "periode": options.periode,
            "dari": period.first.isoformat(),
            "sampai": period.last.isoformat(),
            "masuk": total.received,
            "sah": total.valid,
            "selesai": total.closed,
            "selesai_persen": total.closed_percent,
            "tindak_lanjut": total.followed_up,
            "tindak_lanjut_persen": total.followed_up_percent,
            "topik": [
                {"kategori": row.category, "jumlah": row.valid}
                for row in by_category(snapshot, chosen)
            ],
            "wilayah": [
                {
                    "kode": row.place,
                    "nama": row.name,
                    "masuk": row.measures.received,
                    "sah": row.measures.valid,
                    "selesai": row.measures.closed,
                    "tindak_lanjut": row.measures.followed_up,
                    "tindak_lanjut_persen": row.measures.followed_up_percent,
                    "tepat_waktu": row.measures.on_time,
                    "tepat_waktu_persen": row.measures.on_time_percent,
                    "respons_median_hk": row.measures.response_median_wd,
                    "respons_n": row.measures.timed,
                }
                for row in regions
            ],
        }
    )
    return EXIT_OK


def _scores(options: argparse.Namespace) -> int:
    from lapor_data.questions.filters import ComplaintFilter
    from lapor_data.questions.periods import Period
    from lapor_data.questions.scoring import find_profile, scores
    from lapor_data.store.awards import Awards
    from lapor_data.store.journal import Journal
    from lapor_data.store.library import default_db

    saved = Awards(Journal(options.db or default_db())).profiles()
    period, profile = Period.parse(options.periode), find_profile(options.profil, saved)
    ranking = scores(_open(options.db), ComplaintFilter(period), profile)
    if not options.json:
        for row in ranking:
            print(f"{row.rank:>2}  {numbers.number(row.score, 2):>5}  {row.name}")
        return EXIT_OK
    print_json(
        [
            {
                "peringkat": row.rank,
                "kode": row.place,
                "nama": row.name,
                "skor": row.score,
                "komponen": [
                    {"kriteria": part.key, "nilai": part.value, "bobot": part.weight}
                    for part in row.parts
                ],
            }
            for row in ranking
        ]
    )
    return EXIT_OK


def _sample(options: argparse.Namespace) -> int:
    from lapor_data.sample import write

    try:
        written = write(options.ke)
    except OSError:
        print(f"Folder {options.ke} tidak dapat ditulisi; periksa izinnya.", file=sys.stderr)
        return EXIT_PROBLEM
    print(f"{len(written)} berkas contoh ditulis ke {options.ke}.", file=sys.stderr)
    return EXIT_OK


if __name__ == "__main__":
    raise SystemExit(main())
