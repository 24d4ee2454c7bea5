"""How safe is an order of ranks: random weights and resampled complaints.

* Weights: Dirichlet(1,…,1) × total weight, so every mix of the profile's criteria is equally likely
  (Saisana, Saltelli & Tarantola 2005, J. R. Statist. Soc. A 168(2), 307–323).
* Complaints: nonparametric bootstrap, percentile interval (Efron & Tibshirani 1993, An Introduction
  to the Bootstrap, ch. 13). Drawing how often each distinct cell (unit × outcome) occurs from a
  multinomial is the same as drawing the complaints one by one with replacement. Who is ranked stays
  ranked in every draw; who has no complaint left in a draw comes last there.

Draws come from numpy's PCG64 with the seed shown: same seed, same data, same result.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from lapor_data.domain.profiles import AwardProfile
from lapor_data.questions.award_units import Contest
from lapor_data.questions.scoring import DECIMALS, Standing, standings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

DRAWS = 10_000
SEED = 63
SAFE_SHARE = 0.95
INTERVAL_PERCENT = (2.5, 97.5)

WEIGHTS_METHOD = (
    "Bobot diacak: setiap campuran bobot sama mungkinnya (Dirichlet 1, …, 1), jumlah bobot tetap. "
    "Bagian undian yang memberi tiap peringkat. Rujukan: Saisana, Saltelli & Tarantola (2005)."
)
SAMPLING_METHOD = (
    "Aduan diundi ulang dengan pengembalian (bootstrap); rentang 95% dari persentil 2,5 sampai "
    "97,5. Rujukan: Efron & Tibshirani (1993)."
)
UNSURE_MEANING = (
    "“Belum meyakinkan”: urutan dua peringkat yang berdekatan bertahan pada kurang dari 95% undian."
)


@dataclass(frozen=True)
class RankShares:
    """One unit: `shares[r-1]` = share of draws (0–1) in which it has rank r (ties share a rank)."""

    key: str
    name: str
    rank: int
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Interval:
    """One unit: its score and rank with the 95% percentile interval of each."""

    key: str
    name: str
    rank: int
    score: float
    score_low: float
    score_high: float
    rank_low: int
    rank_high: int


@dataclass(frozen=True)
class Pair:
    """Two neighbours in the ranking (unit keys) and the share of draws (0–1) in which `upper` has
    the higher score. Not `safe` = "belum meyakinkan"."""

    upper: str
    lower: str
    share: float

    @property
    def safe(self) -> bool:
        """Whether the order holds in at least 95% of the draws."""
        return self.share >= SAFE_SHARE


@dataclass(frozen=True)
class UnderWeights:
    """The ranking under random weights. Units in rank order; those not ranked are left out."""

    units: tuple[RankShares, ...]
    pairs: tuple[Pair, ...]
    draws: int
    seed: int


@dataclass(frozen=True)
class UnderSampling:
    """The ranking under resampled complaints. Units in rank order; `n` = complaints resampled."""

    units: tuple[Interval, ...]
    pairs: tuple[Pair, ...]
    draws: int
    seed: int
    n: int


def under_weights(
    contest: Contest, profile: AwardProfile, *, draws: int = DRAWS, seed: int = SEED
) -> UnderWeights:
    """How often each unit takes each rank when the weights are drawn at random. Criteria of weight
    0 stay out of play; without any other nothing can be said (no units)."""
    import numpy as np

    rows = _ranked(contest, profile)
    in_play = [i for i, setting in enumerate(profile.criteria) if setting.weight > 0]
    if not rows or not in_play:
        return UnderWeights((), (), draws, seed)
    values = np.array([[row.parts[i].value for i in in_play] for row in rows])
    generator = np.random.Generator(np.random.PCG64(seed))
    weights = generator.dirichlet(np.ones(len(in_play)), draws) * profile.highest
    scores = np.round(weights @ values.T, DECIMALS)
    ranks = _ranks(scores)
    names = contest.names
    units = tuple(
        RankShares(
            row.key,
            names[row.key],
            row.rank or 0,
            tuple((np.bincount(ranks[:, i], minlength=len(rows) + 1)[1:] / draws).tolist()),
        )
        for i, row in enumerate(rows)
    )
    return UnderWeights(units, _pairs(rows, scores), draws, seed)


def under_sampling(
    contest: Contest, profile: AwardProfile, *, draws: int = DRAWS, seed: int = SEED
) -> UnderSampling:
    """Intervals of scores and ranks when the complaints are drawn anew with replacement."""
    import numpy as np

    from lapor_data.questions.resampling import resampled_scores

    rows = _ranked(contest, profile)
    n = sum(count for _, _, count in contest.cells)
    if not rows:
        return UnderSampling((), (), draws, seed, n)
    drawn = resampled_scores(contest, profile, [row.key for row in rows], draws, seed)
    scores = np.round(drawn, DECIMALS)
    low, high = np.nanpercentile(scores, INTERVAL_PERCENT, axis=0)
    # Nobody's complaints left in a draw: no score, behind all others.
    comparable = np.where(np.isnan(scores), -np.inf, scores)
    # A rank that occurs, not one between two.
    first, last = np.percentile(_ranks(comparable), INTERVAL_PERCENT, axis=0, method="inverted_cdf")
    names = contest.names
    units = tuple(
        Interval(
            row.key,
            names[row.key],
            row.rank or 0,
            row.score or 0.0,
            float(low[i]),
            float(high[i]),
            int(first[i]),
            int(last[i]),
        )
        for i, row in enumerate(rows)
    )
    return UnderSampling(units, _pairs(rows, comparable), draws, seed, n)


def _ranked(contest: Contest, profile: AwardProfile) -> list[Standing]:
    rows = standings(contest.counts(profile), profile)
    return [row for row in rows if row.rank is not None]


def _ranks(scores: Floats) -> Whole:
    """The rank of each column in each draw: 1 + how many are higher."""
    import numpy as np

    ranks = np.ones(scores.shape, dtype=np.int64)
    for i in range(scores.shape[1]):
        ranks += scores[:, i : i + 1] > scores
    return ranks


def _pairs(rows: list[Standing], scores: Floats) -> tuple[Pair, ...]:
    return tuple(
        Pair(rows[i].key, rows[j].key, float((scores[:, i] > scores[:, j]).mean()))
        for i, j in pairwise(range(len(rows)))
    )
