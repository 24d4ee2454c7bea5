"""Measure the masking: `python -m tests.privacy [--misses]`.

Prints both halves; the status is 1 if a bar is broken on the held-out half. `--misses` lists what
was missed and what was torn, of the developing half only: who looks at the held-out half must
write a new one.
"""

from __future__ import annotations

import argparse
import sys

from lapor_data.ingest.masking import mask_texts
from tests.privacy.corpus import HALVES, make
from tests.privacy.measure import BAR, lines, measure


def main() -> int:
    """Print the tables; 0 unless a bar is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.privacy", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list misses of the developing half")
    parser.add_argument("--dev-only", action="store_true", help="leave the held-out half alone")
    options = parser.parse_args()
    broken: list[str] = []
    for half, (_, seed) in HALVES.items():
        if options.dev_only and half == "held":
            continue
        result = measure(make(half), mask_texts)
        print(f"\n{half}: {result.texts} texts, seed {seed}")
        print("\n".join(lines(result)))
        if half == "dev" and options.misses:
            for kind, written, masked in result.missed:
                print("missed", kind, repr(written), "in", repr(masked))
            for word, hidden in result.torn:
                print("torn", word, repr(hidden))
        if half == "held":
            broken = result.broken
            print(f"bars (recall ≥ {BAR:.1%}):", f"broken: {broken}" if broken else "reached")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
