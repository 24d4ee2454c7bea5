"""The commands `cadangkan` and `pulihkan`: backups from the command line and from a schedule."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from lapor_data.cli_output import EXIT_OK, EXIT_PROBLEM, print_json
from lapor_data.domain import numbers


def add(commands: Any, common: Callable[[argparse.ArgumentParser], None]) -> None:
    """Hang the commands into the program's parser."""
    command = commands.add_parser("cadangkan", help="membuat cadangan data dan catatan")
    command.add_argument("--ke", type=Path, metavar="FOLDER", help="folder lain, tanpa rotasi")
    command.set_defaults(run=_back_up)
    common(command)

    command = commands.add_parser("pulihkan", help="mengembalikan cadangan sebagai versi baru")
    which = command.add_mutually_exclusive_group(required=True)
    which.add_argument("file", nargs="?", type=Path, metavar="BERKAS")
    which.add_argument("--daftar", action="store_true", help="menampilkan cadangan yang ada")
    command.add_argument(
        "--hanya-catatan", action="store_true", help="catatan saja; data aduan dibiarkan"
    )
    command.set_defaults(run=_restore)
    common(command)


def _back_up(options: argparse.Namespace) -> int:
    from lapor_data.store import backups
    from lapor_data.store.faults import size
    from lapor_data.store.library import Library, default_db

    library = Library(options.db or default_db())
    path = backups.back_up(library, to=options.ke, now=datetime.now())
    if options.json:
        print_json({"berkas": str(path) if path else None})
    elif path:
        print(f"Cadangan dibuat dan dibaca ulang: {path} ({size(path.stat().st_size)}).")
    if path is None:
        # A schedule must not go on for years without a backup because of a slip in LAPOR_DB.
        print(
            f"Tidak ada data atau catatan di {library.db}, jadi cadangan tidak dibuat. Periksa "
            "LAPOR_DB atau --db; bila memang belum ada, impor data dahulu.",
            file=sys.stderr,
        )
        return EXIT_PROBLEM
    return EXIT_OK


def _restore(options: argparse.Namespace) -> int:
    from lapor_data.store import restoring
    from lapor_data.store.library import Library, default_db

    library = Library(options.db or default_db())
    if options.daftar:
        return _list(library, as_json=options.json)
    path = restoring.named(library, options.file)
    done = restoring.restore(library, path, now=datetime.now(), notes_only=options.hanya_catatan)
    if options.json:
        found = {
            "versi": done.version,
            "cadangan_sebelumnya": str(done.before) if done.before else None,
            "disisihkan": [str(aside) for aside in done.set_aside],
        }
        print_json(found)
        return EXIT_OK
    made = numbers.date_time(done.manifest.made_at)
    if done.version:
        print(
            f"Dipulihkan: keadaan {made}, {numbers.number(done.manifest.complaints)} aduan, data "
            f"per {numbers.long_date(done.manifest.data_date)}; sekarang versi {done.version}."
        )
    else:
        print(f"Dipulihkan: catatan dari {made}; data aduan tidak disentuh.")
    if done.before:
        print(f"Keadaan sebelum pemulihan tersimpan di {done.before}.")
    for aside in done.set_aside:
        print(f"Berkas yang tidak terbaca disisihkan, tidak dihapus: {aside}.")
    return EXIT_OK


def _list(library: Any, *, as_json: bool) -> int:
    from lapor_data.store import backups
    from lapor_data.store.faults import size

    found = backups.listing(library)
    if as_json:
        entries = [
            {
                "berkas": str(backup.path),
                "byte": backup.size,
                "versi": backup.version,
                "dibuat": backup.written_at.isoformat(),
                "alasan": backup.manifest.reason if backup.manifest else None,
                "galat": backup.problem or None,
            }
            for backup in found
        ]
        print_json(entries)
        return EXIT_OK
    if not found:
        print(f"Belum ada cadangan di {backups.folder_of(library)}.", file=sys.stderr)
    for backup in found:
        words = [backup.path.name, size(backup.size)]
        if backup.manifest:
            words.append(f"{numbers.number(backup.manifest.complaints)} aduan")
            words.append(f"data per {numbers.short_date(backup.manifest.data_date)}")
            words.append(backup.manifest.reason)
        print(" · ".join([*words, backup.problem] if backup.problem else words))
    return EXIT_OK
