"""Has a rate changed? Exact comparison of two counts, small counts included.

Two Poisson counts a and b seen over exposures s and t (days, or numbers of titles): given their sum
n = a + b, a is binomial with share p = r·s / (r·s + t), where r is the ratio of the rates. So the
exact binomial interval of Clopper & Pearson (Biometrika 26, 1934) for p gives that of r, and the
test of r = 1 is the binomial test of p = s / (s + t) (Przyborowski & Wilenski, Biometrika 31,
1940).
Interval and test use both tails equally, so they agree: the uncorrected p is under 5% exactly when
the 95% interval leaves out 1. Many tests at once are corrected: a few dozen topics after Holm
(Scand. J. Statist. 6, 1979), so that no topic is called rising by chance; hundreds of words after
Benjamini & Hochberg (J. R. Statist. Soc. B 57, 1995), so that few of those listed are chance.

Complaints come in clusters (one flood, many reports), which Poisson does not know; the interval is
therefore rather too narrow than too wide, and the minimum count guards against the worst of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

CONFIDENCE = 0.95
SIGNIFICANCE = 0.05
FALSE_DISCOVERIES = 0.10
_TINY = 1e-300


@dataclass(frozen=True)
class RateRatio:
    """Ratio of two rates with its interval. `ratio` and `high` are None where they are unbounded
    (nothing before), all are None where nothing was counted at all. `p` is two-sided, `p_higher`
    that of a rate this high or higher."""

    ratio: float | None
    low: float | None
    high: float | None
    p: float
    p_higher: float


@lru_cache(maxsize=4096)
def rate_ratio(now: int, before: int, exposure_now: float, exposure_before: float) -> RateRatio:
    """The ratio (now ÷ exposure_now) / (before ÷ exposure_before), its 95% interval and p."""
    if exposure_now <= 0 or exposure_before <= 0:
        raise ValueError("paparan harus lebih dari nol")
    if now < 0 or before < 0:
        raise ValueError("cacah tidak boleh negatif")
    if now + before == 0:
        return RateRatio(None, None, None, 1.0, 1.0)
    scale = exposure_before / exposure_now
    low, high = binomial_interval(now, now + before)
    tails = binomial_tails(now, now + before, exposure_now / (exposure_now + exposure_before))
    return RateRatio(
        ratio=now / before * scale if before else None,
        low=low / (1 - low) * scale,
        high=high / (1 - high) * scale if before else None,
        p=min(1.0, 2 * min(tails)),
        p_higher=tails[0],
    )


def binomial_interval(
    successes: int, n: int, confidence: float = CONFIDENCE
) -> tuple[float, float]:
    """The exact (Clopper–Pearson) interval of a binomial share."""
    tail = (1 - confidence) / 2
    low = 0.0 if successes == 0 else _beta_quantile(tail, successes, n - successes + 1)
    high = 1.0 if successes == n else 1 - _beta_quantile(tail, n - successes, successes + 1)
    return low, high


def binomial_p(successes: int, n: int, share: float) -> float:
    """Two-sided p of a binomial count: twice the smaller tail, at most 1."""
    return min(1.0, 2 * min(binomial_tails(successes, n, share)))


def binomial_tails(successes: int, n: int, share: float) -> tuple[float, float]:
    """Probability of so many or more, and of so many or fewer."""
    at_least = 1.0 if successes == 0 else beta_share(share, successes, n - successes + 1)
    at_most = 1.0 if successes == n else beta_share(1 - share, n - successes, successes + 1)
    return at_least, at_most


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's step-down corrected p values, in the order given."""
    corrected = [0.0] * len(p_values)
    largest = 0.0
    for rank, index in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[index]))
        corrected[index] = largest
    return corrected


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Step-up corrected p values (false discovery rate), in the order given."""
    corrected = [0.0] * len(p_values)
    smallest = 1.0
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    for rank in range(len(order), 0, -1):
        index = order[rank - 1]
        smallest = min(smallest, p_values[index] * len(order) / rank)
        corrected[index] = smallest
    return corrected


def beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b): continued fraction, Lentz's method
    (Abramowitz & Stegun 26.5.8; Press et al., Numerical Recipes, 6.4)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x < (a + 1) / (a + b + 2):
        return min(1.0, front * _continued_fraction(x, a, b) / a)
    return max(0.0, 1 - front * _continued_fraction(1 - x, b, a) / b)


def _continued_fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    fraction = d
    for m in range(1, 20_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            fraction *= c * d
        if abs(c * d - 1) < 1e-14:
            return fraction
    raise ArithmeticError(f"beta tak lengkap tidak konvergen: x={x}, a={a}, b={b}")


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _beta_quantile(share: float, a: float, b: float) -> float:
    """x with I_x(a, b) = share: Newton steps, kept inside a bracket that shrinks."""
    low, high = 0.0, 1.0
    spread = math.sqrt(a * b / (a + b + 1)) / (a + b)
    x = a / (a + b) - 2 * spread
    log_constant = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    for _ in range(200):
        if not low < x < high:
            x = (low + high) / 2
        error = beta_share(x, a, b) - share
        if error > 0:
            high = x
        else:
            low = x
        density = math.exp(log_constant + (a - 1) * math.log(x) + (b - 1) * math.log1p(-x))
        step = error / density if density > 0 else math.inf
        if abs(step) <= 1e-13 * x or high - low <= 1e-15:
            return x - step if low <= x - step <= high else x
        x -= step
    return x
