"""Generates the sample files, in memory or on disk."""

from __future__ import annotations

import random
from pathlib import Path

from .complaints import build
from .counts import SampleCounts
from .exports import SampleFile, complaint_files
from .layouts import SELF_EVIDENT
from .logs import log_files

DEFAULT_SEED = 20230801


def generate(seed: int = DEFAULT_SEED, counts: SampleCounts | None = None) -> list[SampleFile]:
    """All files of the sample; the same seed and counts give the same bytes."""
    counts = counts or SampleCounts.default()
    complaints = build(seed, counts, SELF_EVIDENT)
    return [
        *complaint_files(complaints, counts, random.Random(f"{seed}:exports")),
        *log_files(complaints, counts, random.Random(f"{seed}:logs")),
    ]


def write(
    directory: Path, seed: int = DEFAULT_SEED, counts: SampleCounts | None = None
) -> list[Path]:
    """Write the sample into a directory and return the paths."""
    directory.mkdir(parents=True, exist_ok=True)
    paths = []
    for file in generate(seed, counts):
        path = directory / file.name
        path.write_bytes(file.data)
        paths.append(path)
    return paths
