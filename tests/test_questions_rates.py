"""The exact tests against known values and against scipy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapor_data.questions.rates import (
    benjamini_hochberg,
    beta_share,
    binomial_interval,
    binomial_p,
    holm,
    rate_ratio,
)

counts = st.integers(0, 400)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # Clopper & Pearson's own table and R's binom.test.
        (0, 10, 0.0, 0.3084971),
        (10, 10, 0.6915029, 1.0),
        (5, 10, 0.1870860, 0.8129140),
        (1, 20, 0.0012651, 0.2487328),
        (7, 20, 0.1539092, 0.5921885),
        (50, 100, 0.3983211, 0.6016789),
    ],
)
def test_binomial_interval(successes: int, n: int, low: float, high: float) -> None:
    assert binomial_interval(successes, n) == pytest.approx((low, high), abs=1e-6)


@pytest.mark.parametrize("n", [1, 3, 40, 5_000, 300_000])
@pytest.mark.parametrize("part", [0.0, 0.001, 0.3, 0.5, 1.0])
def test_interval_and_tail_agree_with_scipy(n: int, part: float) -> None:
    stats = pytest.importorskip("scipy.stats")
    successes = round(part * n)
    low, high = binomial_interval(successes, n)
    if successes:
        assert low == pytest.approx(stats.beta.ppf(0.025, successes, n - successes + 1), rel=1e-6)
    if successes < n:
        assert high == pytest.approx(stats.beta.ppf(0.975, successes + 1, n - successes), rel=1e-6)
    tails = stats.binom.cdf(successes, n, 0.4), stats.binom.sf(successes - 1, n, 0.4)
    expected = min(1.0, 2 * min(tails))
    assert binomial_p(successes, n, 0.4) == pytest.approx(expected, rel=1e-6, abs=1e-250)


@given(counts, counts, st.integers(1, 400), st.integers(1, 400))
def test_interval_holds_the_ratio_and_agrees_with_p(
    now: int, before: int, days_now: int, days_before: int
) -> None:
    found = rate_ratio(now, before, days_now, days_before)
    assert 0 <= found.p <= 1
    if now + before == 0:
        assert (found.ratio, found.low, found.high, found.p) == (None, None, None, 1)
        return
    assert found.low is not None
    if before:
        assert found.ratio is not None and found.high is not None
        assert found.low <= found.ratio <= found.high
    leaves_out_one = found.low > 1 or (found.high is not None and found.high < 1)
    if abs(found.p - 0.05) > 1e-6:
        assert leaves_out_one == (found.p < 0.05)


@given(counts, counts)
def test_exchanging_the_spans_inverts_the_ratio(now: int, before: int) -> None:
    there, back = rate_ratio(now, before, 30, 31), rate_ratio(before, now, 31, 30)
    assert there.p == pytest.approx(back.p)
    if now and before:
        assert there.ratio is not None and back.ratio is not None
        assert there.ratio * back.ratio == pytest.approx(1)
        assert there.low is not None and back.high is not None
        assert there.low * back.high == pytest.approx(1)


@given(st.lists(st.floats(0, 1), max_size=30))
def test_holm(p_values: list[float]) -> None:
    adjusted = holm(p_values)
    assert all(p <= q <= 1 for p, q in zip(p_values, adjusted, strict=True))
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    assert [adjusted[i] for i in order] == sorted(adjusted)


def test_holm_known() -> None:
    # Holm (1979) as in R: p.adjust(c(0.01, 0.04, 0.03), "holm").
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([]) == []


def test_benjamini_hochberg_known() -> None:
    # R: p.adjust(c(0.01, 0.04, 0.03, 0.5), "BH").
    found = benjamini_hochberg([0.01, 0.04, 0.03, 0.5])
    assert found == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])
    assert benjamini_hochberg([]) == []


@given(st.lists(st.floats(0, 1), max_size=30))
def test_benjamini_hochberg_lies_between_p_and_holm(p_values: list[float]) -> None:
    for p, found, strict in zip(
        p_values, benjamini_hochberg(p_values), holm(p_values), strict=True
    ):
        assert p - 1e-12 <= found <= strict + 1e-12


def test_edges() -> None:
    assert beta_share(0, 2, 3) == 0 and beta_share(1, 2, 3) == 1
    assert beta_share(0.5, 1, 1) == pytest.approx(0.5)
    with pytest.raises(ValueError, match="nol"):
        rate_ratio(1, 1, 0, 1)
    with pytest.raises(ValueError, match="negatif"):
        rate_ratio(-1, 1, 1, 1)
