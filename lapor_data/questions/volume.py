"""Which kabupaten/kota send few complaints for their population?"""

from __future__ import annotations

from collections.abc import Sequence

from lapor_data.questions.rates import SIGNIFICANCE, benjamini_hochberg, binomial_tails
from lapor_data.questions.summary import RegionRow


def few_for_population(regions: Sequence[RegionRow]) -> list[RegionRow]:
    """The regions with fewer sah than their population lets expect, lowest rate first.

    Expected is the common rate: were all people to complain equally often, the sah of a region
    would be binomial among those of all, with its share of the people. Told are lower tails under
    5% after Benjamini & Hochberg over the regions. Levels without population are passed over.
    """
    counted = [row for row in regions if row.population]
    people = sum(row.population or 0 for row in counted)
    valid = sum(row.measures.valid for row in counted)
    if not valid:
        return []
    tails = [
        binomial_tails(row.measures.valid, valid, (row.population or 0) / people)[1]
        for row in counted
    ]
    corrected = benjamini_hochberg(tails)
    few = [row for row, p in zip(counted, corrected, strict=True) if p < SIGNIFICANCE]
    return sorted(few, key=lambda row: (row.per_100k or 0, row.place))
