"""`sehat` on the command line: for monitoring, containers and a first look at trouble."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from lapor_data.cli_output import EXIT_OK, EXIT_PROBLEM, print_json
from lapor_data.domain.numbers import long_date, number


def add_commands(
    commands: argparse._SubParsersAction[Any], common: Callable[[argparse.ArgumentParser], None]
) -> None:
    """Add this module's command to the command line."""
    command = commands.add_parser("sehat", help="apakah program dan datanya baik")
    command.add_argument(
        "--umur-maks",
        type=int,
        metavar="HARI",
        help="data yang lebih tua dianggap masalah (bawaan: tidak diperiksa)",
    )
    command.set_defaults(run=_health)
    common(command)


def _health(options: argparse.Namespace) -> int:
    from lapor_data.store.health import PROBLEMS, health

    found = health(options.db, oldest_days=options.umur_maks)
    answer = found.as_json()
    if options.json:
        print_json(answer)
    else:
        print(f"{answer['status'].capitalize()} · program versi {answer['program']}")
        print(f"Data: {_data_line(answer['data'])}")
        print(f"Catatan: {_notes_line(answer['catatan'])}")
        free = "tidak diketahui" if found.free_mb is None else f"{number(found.free_mb)} MB"
        print(f"Ruang bebas: {free}")
        for key in found.problems:
            print(f"MASALAH  {PROBLEMS[key]}")
    return EXIT_OK if found.is_well else EXIT_PROBLEM


def _data_line(data: dict[str, Any] | None) -> str:
    if data is None:
        return "belum ada yang terbaca"
    kind = "data contoh" if data["contoh"] else "data sendiri"
    parts = [f"{kind} versi {data['versi']}", f"{number(data['aduan'])} aduan"]
    if data["per"]:
        day = long_date(date.fromisoformat(data["per"]))
        parts.append(f"per {day} ({number(data['umur_hari'])} hari)")
    if data["impor_terakhir"]:
        parts.append(f"impor terakhir {data['impor_terakhir'][:16].replace('T', ' ')}")
    if not data["skema_cocok"]:
        parts.append("akan disesuaikan dengan program ini pada pembukaan berikutnya")
    return ", ".join(parts)


def _notes_line(notes: dict[str, bool]) -> str:
    if not notes["ada"]:
        return "belum ada"
    return "terbaca" if notes["terbaca"] else "tidak terbaca"
