"""The commands `telusuri`, `hapus` and `bersihkan`: what is held for a complaint, erasing it, and
removing texts whose time is over."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

from lapor_data.cli_labels import labelled
from lapor_data.cli_output import EXIT_OK, EXIT_PROBLEM, print_json
from lapor_data.domain import numbers
from lapor_data.domain.errors import LaporError
from lapor_data.domain.parse import parse_tracking_id

# What a table holds, in a person's words.
_PARTS = {
    "record": "aduan",
    "complaint": "hitungan aduan",
    "undo_record": "keadaan sebelum impor terakhir",
    "event": "riwayat tindak lanjut",
    "quarantine": "baris yang ditolak",
    "notice": "catatan pada baris",
    "secret": "daftar Rahasia",
    "import": "siapa yang mengimpor",
    "import_file": "nama berkas atau kolom impor",
    "entry": "catatan yang menyebut",
    "change": "perubahan catatan yang menyebut",
    "agency_place": "pemetaan instansi yang menyebut",
    "erasure": "alasan penghapusan yang menyebut",
}


class TrackingIdError(LaporError):
    """What was given is no Tracking ID."""


class NotHeldError(LaporError):
    """An erasure of what is not there, or the refusal of what is: most likely a slip."""


def add(commands: Any, common: Callable[[argparse.ArgumentParser], None]) -> None:
    """Hang the commands into the program's parser."""
    command = commands.add_parser("telusuri", help="semua yang tersimpan tentang satu aduan")
    command.add_argument("id", metavar="TRACKING-ID")
    command.set_defaults(run=_trace)
    common(command)

    command = commands.add_parser("hapus", help="menghapus satu aduan dari semua berkas")
    command.add_argument("id", metavar="TRACKING-ID")
    command.add_argument("--alasan", required=True, help="dicatat tanpa Tracking ID")
    command.add_argument(
        "--tolak-saja",
        action="store_true",
        help="ID yang tidak tersimpan: ditolak pada impor berikutnya, tidak ada yang dihapus",
    )
    command.add_argument("--oleh", help="siapa yang menghapus (bawaan: nama pengguna komputer)")
    _discard(command)
    command.set_defaults(run=_erase)
    common(command)

    command = commands.add_parser("bersihkan", help="menghapus teks yang lewat masa simpannya")
    _discard(command)
    command.set_defaults(run=_clean)
    common(command)


def _discard(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--buang-rusak",
        action="store_true",
        help="cadangan rusak dan berkas yang disisihkan, yang tidak dapat diperiksa, dihapus juga",
    )


def _number(text: str) -> int:
    number = parse_tracking_id(text)
    if number is None:
        raise TrackingIdError(
            f"“{text}” bukan Tracking ID. Tulis angkanya saja, misalnya: telusuri 7282582"
        )
    return number


def _library(options: argparse.Namespace) -> Any:
    from lapor_data.store.library import Library, default_db

    return Library(options.db or default_db())


def _trace(options: argparse.Namespace) -> int:
    from lapor_data.store import erasing

    holding = erasing.held_for(_library(options), _number(options.id))
    if options.json:
        print_json(_as_json(holding))
        return EXIT_PROBLEM if holding.unread else EXIT_OK
    if holding.is_erased:
        print("ID ini pernah dihapus atas permintaan dan tidak diterima lagi.")
    if not holding.files:
        print("Tidak ada yang tersimpan tentang ID ini.")
    for name, value in labelled(holding.record).items():
        print(f"  {name}: {value}")
    for held in holding.files:
        print(_held_line(held))
    return EXIT_PROBLEM if holding.unread else EXIT_OK


def _held_line(held: Any) -> str:
    moment = f", dibuat {numbers.date_time(held.written_at)}" if held.written_at else ""
    what = _problem(held) or "; ".join(
        f"{_PARTS.get(part, part)}: {numbers.number(count)}" for part, count in held.parts.items()
    )
    return f"{held.kind} {held.path}{moment} – {what}"


def _problem(held: Any) -> str:
    """Why a file could not be looked into: nothing was to be restored, and `hapus` has changed
    the others."""
    from lapor_data.store.backup_file import CHOOSE_ANOTHER

    return str(held.problem).removesuffix(CHOOSE_ANOTHER)


def _as_json(holding: Any) -> dict[str, Any]:
    return {
        "tracking_id": holding.tracking_id,
        "pernah_dihapus": holding.is_erased,
        "aduan": labelled(holding.record),
        "berkas": [_held_json(held) for held in holding.files],
    }


def _held_json(held: Any) -> dict[str, Any]:
    return {
        "berkas": str(held.path),
        "jenis": held.kind,
        "dibuat": held.written_at.isoformat() if held.written_at else None,
        "isi": {_PARTS.get(part, part): count for part, count in held.parts.items()},
        "galat": _problem(held) or None,
    }


def _erase(options: argparse.Namespace) -> int:
    from lapor_data.store import erasing

    number = _number(options.id)
    if not options.alasan.strip():
        raise TrackingIdError("--alasan kosong. Tulis mengapa aduan ini dihapus.")
    library = _library(options)
    _refuse_slips(erasing.held_for(library, number), only_refuse=options.tolak_saja)
    done = erasing.erase(
        library,
        number,
        reason=options.alasan,
        by=options.oleh or _user(),
        now=datetime.now(),
        remove_unreadable=options.buang_rusak,
    )
    if options.json:
        print_json(_done_json(done))
    else:
        where = f"; data sekarang versi {done.version}" if done.version else ""
        what = "Tidak ada yang dihapus" if options.tolak_saja else "Dihapus"
        print(f"{what}, dan ID ini tidak akan diterima lagi{where}.")
        print(_done_line(done))
    return _left(done)


def _refuse_slips(holding: Any, *, only_refuse: bool) -> None:
    """An erasure that was begun may always be run again; else a slip in the ID would refuse
    somebody else's complaint for ever, and say that it was erased."""
    is_held = any(held.parts for held in holding.files)
    if only_refuse and is_held:
        raise NotHeldError(
            "Tentang ID ini ada yang tersimpan, jadi tidak ada yang dikerjakan. Lihat dengan "
            "telusuri; untuk menghapusnya, ulangi tanpa --tolak-saja."
        )
    if only_refuse or is_held or holding.is_erased:
        return
    for held in holding.unread:
        print(f"Tidak dapat diperiksa: {_held_line(held)}", file=sys.stderr)
    raise NotHeldError(
        f"Tentang Tracking ID {holding.tracking_id} tidak ada yang tersimpan, jadi tidak ada yang "
        "dihapus dan ID itu tetap diterima pada impor berikutnya. Periksa angkanya. Bila memang "
        "harus ditolak sebelum pernah diimpor, ulangi dengan --tolak-saja."
    )


def _clean(options: argparse.Namespace) -> int:
    from lapor_data.domain.settings import load_settings
    from lapor_data.store import erasing

    months = load_settings().teks_bulan
    done = erasing.clean(
        _library(options), now=datetime.now(), remove_unreadable=options.buang_rusak
    )
    if options.json:
        print_json(_done_json(done))
    elif not months:
        print("Masa simpan teks tidak diatur (teks_bulan = 0); tidak ada yang dihapus.")
    else:
        what = f"dihapus; data sekarang versi {done.version}" if done.version else "tidak ada lagi"
        print(f"Teks aduan yang lebih tua dari {months} bulan: {what}. Hitungan tetap.")
        print(_done_line(done))
    return _left(done)


def _done_line(done: Any) -> str:
    line = f"Cadangan ditulis ulang: {numbers.number(len(done.backups))}."
    if done.removed:
        line += f" Berkas yang tidak terbaca dihapus: {', '.join(p.name for p in done.removed)}."
    return line


def _done_json(done: Any) -> dict[str, Any]:
    return {
        "versi": done.version,
        "cadangan": [str(path) for path in done.backups],
        "dibuang": [str(path) for path in done.removed],
        "tersisa": [_held_json(held) for held in done.left],
    }


def _left(done: Any) -> int:
    """Tell what could not be cleaned; the exit code."""
    from lapor_data.store.erasing import KIND_OLD

    for held in done.left:
        print(f"BELUM bersih: {_held_line(held)}", file=sys.stderr)
    if any(held.kind != KIND_OLD for held in done.left):
        print(
            "Periksa berkas itu; bila tidak diperlukan, ulangi perintah ini dengan --buang-rusak.",
            file=sys.stderr,
        )
    return EXIT_PROBLEM if done.left else EXIT_OK


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for this user, or no such module
        return "baris perintah"
