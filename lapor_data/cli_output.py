"""How every command answers: its exit code, JSON alone on stdout, usage in Indonesian."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any, NoReturn

# EXIT_PROBLEM: a person must correct something. EXIT_CUT: whoever read the answer has gone.
EXIT_OK, EXIT_CUT, EXIT_PROBLEM, EXIT_STOPPED = 0, 1, 2, 130


class Parser(argparse.ArgumentParser):
    """argparse in Indonesian: its help, and one sentence on stderr instead of its English usage."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False)
        self._positionals.title, self._optionals.title = "argumen", "pilihan"
        self.add_argument(
            "-h", "--help", "--bantuan", action="help", help="menampilkan bantuan ini"
        )

    def format_help(self) -> str:
        """The help, its one English word replaced."""
        return super().format_help().replace("usage: ", "Pemakaian: ", 1)

    def error(self, message: str) -> NoReturn:
        """Ends the program with one sentence."""
        # argparse's own message is English; the usage line shows what is expected.
        usage = " ".join(self.format_usage().removeprefix("usage: ").split())
        print(f"Perintah tidak lengkap atau salah. Pemakaian: {usage}", file=sys.stderr)
        raise SystemExit(EXIT_PROBLEM)


def print_json(value: Any) -> None:
    """An answer for machines."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def stop_writing() -> None:
    """After a BrokenPipeError: what is left of the answer goes nowhere, or Python would try once
    more at its end and print a traceback (library/signal, "Note on SIGPIPE")."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
