"""Seeded, synthetic complaints that reproduce the published figures of Kalimantan Selatan.

Self-contained: nothing else in the project is imported here, so tests that check the importer
against this sample stay honest.
"""

from .counts import Extras, PeriodCounts, SampleCounts, UnitCounts
from .exports import SampleFile
from .generator import DEFAULT_SEED, generate, write

__all__ = [
    "DEFAULT_SEED",
    "Extras",
    "PeriodCounts",
    "SampleCounts",
    "SampleFile",
    "UnitCounts",
    "generate",
    "write",
]
