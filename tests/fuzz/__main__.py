"""The long run: `python -m tests.fuzz --jumlah 10000 --benih 1`; one file again: `--ulang FILE`."""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path

from tests.fuzz.examine import FINDING, Outcome
from tests.fuzz.inputs import Case, cases
from tests.fuzz.pool import Pool

_NUMBERS = re.compile(r"\d+")


def main() -> int:
    """Exit code 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--jumlah", type=int, default=1000, help="how many inputs")
    parser.add_argument("--benih", type=int, default=1, help="the seed")
    parser.add_argument("--proses", type=int, default=1, help="worker processes")
    parser.add_argument("--menit", type=float, default=None, help="stop after so many minutes")
    parser.add_argument("--ke", type=Path, default=Path("temuan-fuzz"), help="where findings go")
    parser.add_argument("--ulang", type=Path, nargs="+", help="examine these files and stop")
    parser.add_argument("--ringan", action="store_true", help="without the large bombs")
    options = parser.parse_args()
    if options.ulang:
        inputs: Iterable[Case] = [
            Case(n, "ulang", path.name, path.read_bytes()) for n, path in enumerate(options.ulang)
        ]
    else:
        inputs = cases(options.benih, options.jumlah, heavy=not options.ringan)
    began = time.monotonic()
    if options.menit:
        end = began + options.menit * 60
        inputs = takewhile(lambda _: time.monotonic() < end, inputs)
    summary = Summary()
    with Pool(options.proses) as pool:
        for case, outcome in pool.run(inputs):
            summary.add(case, outcome)
            if outcome.what == FINDING:
                _keep(options.ke, case, outcome, options.benih)
            if options.ulang:
                print(f"{case.name}: {outcome}")
    print(summary.text(time.monotonic() - began))
    return 1 if summary.findings else 0


class Summary:
    """What a run saw."""

    def __init__(self) -> None:
        self.inputs: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.rows = 0
        self.findings = 0
        self.slowest: tuple[float, str] = (0.0, "-")
        self.largest: tuple[float, str] = (0.0, "-")

    def add(self, case: Case, outcome: Outcome) -> None:
        """Count one input."""
        what = f"{case.name} ({case.kind})"
        self.inputs[case.kind] += 1
        self.outcomes[outcome.what] += 1
        if outcome.what != FINDING:
            self.reasons[f"{outcome.what}: {_NUMBERS.sub('n', outcome.why).lstrip(': ')[:90]}"] += 1
        self.findings += outcome.what == FINDING
        self.rows += outcome.rows
        self.slowest = max(self.slowest, (outcome.seconds, what))
        self.largest = max(self.largest, (outcome.megabytes, what))

    def text(self, seconds: float) -> str:
        """The summary as printed."""
        lines = [f"{sum(self.inputs.values())} masukan dalam {seconds / 60:.1f} menit"]
        lines += ["", "Cara dibuat:", *_tally(self.inputs)]
        lines += ["", "Hasil:", *_tally(self.outcomes), "", "Rinci:", *_tally(self.reasons)]
        lines += [
            "",
            f"Baris dimuat: {self.rows}",
            f"Paling lama: {self.slowest[0]:.2f} s, {self.slowest[1]}",
            f"Memori tertinggi: {self.largest[0]:.0f} MB, {self.largest[1]}",
            f"Temuan: {self.findings}",
        ]
        return "\n".join(lines)


def _tally(counter: Counter[str]) -> list[str]:
    return [f"  {count:>6}  {name}" for name, count in counter.most_common()]


def _keep(folder: Path, case: Case, outcome: Outcome, seed: int) -> None:
    """The input and what went wrong with it, for `--ulang`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / case.name).write_bytes(case.data)
    told = {"benih": seed, "nomor": case.number, "cara": case.kind, "temuan": outcome.why}
    with (folder / "temuan.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(told, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
